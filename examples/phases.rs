//! Says where the time of the whole job goes on a workspace: its parts in milliseconds on one
//! core, the best of five runs each, and how much of the whole judging and pages are.
//!
//! `cargo run --release --example phases WORKSPACE OUT`; the reports go into new folders in OUT.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use dabiao::catalogue;
use dabiao::checked::Checked;
use dabiao::formats::worker::Isolation;
use dabiao::manifest::Manifest;
use dabiao::messages::{Lang, Messages};
use dabiao::report::publish::{Digests, FileSystem, Out, Sink, publish};
use dabiao::report::view::View;
use dabiao::report::{ledger, pages, tables};
use dabiao::results::Results;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 5;

/// What a report is made of, besides its pages.
const TABLES: [&str; 6] = [
    "ledger",
    "`results.parquet` and `assessments.parquet`",
    "`assessments.csv`",
    "`values.parquet`",
    "`values.csv`",
    "other tables",
];

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

/// Milliseconds by part.
type Parts = BTreeMap<&'static str, f64>;

fn main() -> Result<()> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [workspace, out] = folders.as_slice() else { anyhow::bail!("a workspace and a folder to write to") };
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let mut best = Parts::new();
    for run in 0..RUNS {
        for (part, spent) in once(workspace, &out.join(run.to_string()))? {
            let least = best.entry(part).or_insert(spent);
            *least = least.min(spent);
        }
    }
    let of = |part: &str| best.get(part).copied().unwrap_or_default();
    let in_tables: f64 = TABLES.into_iter().map(of).sum();
    let pages = of("view") + of("all") - in_tables;
    let mut rows = vec![
        ("plans", of("plans")),
        ("reading and checks", of("reading")),
        ("judging", of("judging")),
        ("pages", pages),
    ];
    rows.extend(TABLES.map(|part| (part, of(part))));
    rows.push(("digests of all of it", of("with digests") - of("all")));
    rows.push(("writing it to files", of("to files") - of("with digests")));
    let whole: f64 = rows.iter().map(|(_, spent)| spent).sum();
    let mut out = io::stdout().lock();
    writeln!(out, "| part | ms |\n|---|---|")?;
    for (part, spent) in rows {
        writeln!(out, "| {part} | {spent:.0} |")?;
    }
    let share = |spent: f64| 100.0 * spent / whole;
    writeln!(out, "| judging and pages, of the whole | {:.1} % |", share(of("judging") + pages))?;
    let with_tables = share(of("judging") + pages + in_tables);
    writeln!(out, "| the same with ledger and tables | {with_tables:.1} % |")?;
    Ok(())
}

fn once(workspace: &Path, to: &Path) -> Result<Parts> {
    let mut parts = Parts::new();
    let mut last = Instant::now();
    let mut lap = |part| {
        let spent = last.elapsed();
        last = Instant::now();
        *parts.entry(part).or_default() += spent.as_secs_f64() * 1000.0;
    };
    let catalogue = catalogue::load(None)?;
    lap("plans");
    let checked = Checked::read(workspace, catalogue, None, &Isolation::None, |_| Box::new(|| ()))?;
    lap("reading");
    let results = Results::judge(checked)?;
    lap("judging");
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    lap("view");
    let none = Nowhere;
    tables::write_values(&results.checked, &messages, &none)?;
    lap("`values.csv`");
    tables::write_checked(&results.checked, &messages, &none)?;
    tables::write_plans(&results.checked, &messages, &none)?;
    lap("other tables");
    tables::write_assessments(&results, &messages, &none)?;
    lap("`assessments.csv`");
    tables::write_contributions(&results, &messages, &none)?;
    lap("other tables");
    let judged: Vec<i32> = results.checked.years_judged().collect();
    tables::write_assessments_parquet(&results, &messages, &judged, &none)?;
    lap("`results.parquet` and `assessments.parquet`");
    for year in judged {
        tables::write_values_parquet(&results.checked, &messages, year, &none)?;
    }
    lap("`values.parquet`");
    ledger::page(&view)?;
    lap("ledger");
    pages::write(&view, &none)?;
    lap("all");
    pages::write(&view, &Digests::default())?;
    lap("with digests");
    let manifest = Manifest {
        after: None,
        program: "dabiao".into(),
        version: String::new(),
        command: "report".into(),
        edition: None,
        year: results.checked.year,
        lang: "zh".into(),
        as_of: None,
        reply_by: None,
        inputs: BTreeMap::new(),
        counts: BTreeMap::new(),
        outputs: BTreeMap::new(),
    };
    publish(&FileSystem, to, &pages::names(&view), &manifest, |sink| pages::write(&view, sink))?;
    lap("to files");
    Ok(parts)
}
