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
use dabiao::figures::{self, Source};
use dabiao::intake::worker::Isolation;
use dabiao::measure::Totals;
use dabiao::messages::{Lang, Messages};
use dabiao::readings;
use dabiao::report::publish::{Manifest, Real, publish};
use dabiao::report::view::View;
use dabiao::report::{ledger, pages, tables};
use dabiao::results::{Checked, Results};

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
    let all = figures::contributions(Source { catalogue, registry, values }, *year);
    lap("contributions")?;
    let totals = Totals::new(registry, &all)?;
    lap("sums")?;
    drop(assess::assess(catalogue, registry, &totals, *year));
    lap("assessments")?;
    readings::readings(&checked)?;
    lap("other readings")?;
    let results = Results::judge(checked)?;
    lap("judging (these four once more)")?;
    let messages = Messages::new(Lang::Zh);
    tables::of_checked(&results.checked, &messages)?;
    lap("tables of what was read (once more)")?;
    tables::of_results(&results, &messages)?;
    lap("tables of results (once more)")?;
    ledger::page(&View::new(&results, &messages))?;
    lap("ledger (once more)")?;
    let all = pages::all(&results, &messages)?;
    lap("all pages, ledger and tables")?;
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
    publish(&Real, &to, &all, manifest)?;
    lap("writing")?;
    drop((all, results));
    lap("freeing")?;
    Ok(())
}
