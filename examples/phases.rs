//! Says how long each part of the whole job takes on a workspace, in milliseconds.
//!
//! `cargo run --release --example phases FOLDER`

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use dabiao::assess;
use dabiao::catalogue;
use dabiao::figures::Source;
use dabiao::intake::worker::Isolation;
use dabiao::measure::Totals;
use dabiao::messages::{Lang, Messages};
use dabiao::readings;
use dabiao::report::publish::{Digests, Manifest, Out, Real, Sink, publish};
use dabiao::report::view::View;
use dabiao::report::{ledger, pages, tables};
use dabiao::results::{Checked, Results};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Takes files and keeps nothing of them.
struct Nowhere;

struct Nothing;

impl Sink for Nowhere {
    fn open<'a>(&'a self, _: &str) -> Result<Box<dyn Out + 'a>> {
        Ok(Box::new(Nothing))
    }
}

impl io::Write for Nothing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Out for Nothing {
    fn close(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("a workspace")?;
    let mut out = io::stdout().lock();
    let mut last = Instant::now();
    let mut lap = |what: &str| {
        let spent = last.elapsed();
        last = Instant::now();
        writeln!(out, "{what}\t{:.1}", spent.as_secs_f64() * 1000.0)
    };
    let catalogue = catalogue::load(None)?;
    lap("plans")?;
    let checked = Checked::read(Path::new(&folder), catalogue, None, &Isolation::None, |_| Box::new(|| ()))?;
    lap("reading and checks")?;
    let Checked { catalogue, registry, values, year, .. } = &checked;
    let totals = Totals::of(Source { catalogue, registry, values }, *year)?;
    lap("contributions and sums")?;
    drop(assess::assess(catalogue, registry, &totals, *year));
    lap("assessments")?;
    readings::readings(&checked)?;
    lap("other readings")?;
    let results = Results::judge(checked)?;
    lap("judging (these three once more)")?;
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    lap("view")?;
    let none = Nowhere;
    tables::write_values(&results.checked, &none)?;
    lap("values.csv")?;
    tables::write_checked(&results.checked, &messages, &none)?;
    tables::write_plans(&results.checked, &messages, &none)?;
    lap("other tables of what was read")?;
    tables::write_assessments(&results, &none)?;
    lap("assessments.csv")?;
    tables::write_contributions(&results, &none)?;
    lap("contributions.csv")?;
    let judged: Vec<i32> = (results.checked.catalogue.baseline_year()..=results.checked.year).collect();
    tables::write_assessments_parquet(&results, &judged, &none)?;
    lap("results.parquet and assessments.parquet")?;
    for year in judged {
        tables::write_values_parquet(&results.checked, year, &none)?;
    }
    lap("values.parquet")?;
    ledger::page(&view)?;
    lap("ledger")?;
    pages::write(&view, &none)?;
    lap("all of these and the pages")?;
    pages::write(&view, &Digests::default())?;
    lap("the same, with digests")?;
    let manifest = Manifest {
        program: "dabiao".into(),
        version: String::new(),
        command: "report".into(),
        edition: None,
        year: results.checked.year,
        lang: "zh".into(),
        inputs: BTreeMap::new(),
        counts: BTreeMap::new(),
        outputs: BTreeMap::new(),
    };
    let to = std::env::temp_dir().join("dabiao-phases");
    publish(&Real, &to, &pages::names(&view), &manifest, |sink| pages::write(&view, sink))?;
    lap("the same, written to files")?;
    drop(view);
    drop(results);
    lap("freeing")?;
    Ok(())
}
