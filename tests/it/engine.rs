//! The tables in another engine: `docs/scorecard.sql`, run by DuckDB over what a report
//! writes, gives every figure of the district and its townships.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use dabiao::catalogue;
use dabiao::messages::{Lang, Messages};
use dabiao::report::{pages, publish};
use dabiao::results::Results;

use crate::districts::some_districts;
use crate::sample::sample;
use crate::supposed;

/// Runs SQL in a folder and prints what comes out as CSV.
const RUN: &str = r#"
import csv, os, sys, duckdb
os.chdir(sys.argv[1])
out = csv.writer(sys.stdout)
out.writerows(duckdb.connect().execute(sys.stdin.read()).fetchall())
"#;

/// Numerator, denominator and value by year, indicator, level and unit.
type Figures = BTreeMap<[String; 4], [Option<f64>; 3]>;

/// What DuckDB makes of a report.
fn by_duckdb(report: &Path) -> Figures {
    let mut python = Command::new("python3")
        .args(["-c", RUN])
        .arg(report.join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(include_bytes!("../../docs/scorecard.sql")).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(output.stdout.as_slice());
    let mut figures = Figures::new();
    for row in table.records().map(Result::unwrap) {
        let key = [&row[1], &row[0], &row[2], &row[3]].map(str::to_owned);
        let numbers = [&row[4], &row[5], &row[6]].map(|cell| cell.parse().ok());
        assert!(figures.insert(key, numbers).is_none(), "a row twice: {row:?}");
    }
    figures
}

/// What the report says.
fn by_us(report: &Path) -> Figures {
    let text = std::fs::read_to_string(report.join("data/assessments.csv")).unwrap();
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = table.records().map(Result::unwrap);
    rows.filter(|row| matches!(&row[3], "district" | "township"))
        .map(|row| {
            let key = [&row[0], &row[2], &row[3], &row[4]].map(str::to_owned);
            (key, [&row[6], &row[7], &row[8]].map(|cell| cell.parse().ok()))
        })
        .collect()
}

/// DuckDB agrees.
fn compare(results: &Results, what: &str) {
    let folder = tempfile::tempdir().unwrap();
    publish::write(folder.path(), &pages::all(results, &Messages::new(Lang::Zh)).unwrap()).unwrap();
    let theirs = by_duckdb(folder.path());
    let ours = by_us(folder.path());
    let odd = |ones: &Figures, others: &Figures| ones.keys().find(|key| !others.contains_key(*key)).cloned();
    assert_eq!((odd(&ours, &theirs), odd(&theirs, &ours)), (None, None), "{what}");
    for (key, ours) in &ours {
        for (ours, theirs) in ours.iter().zip(&theirs[key]) {
            // The table has ten decimals.
            let same = match (ours, theirs) {
                (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-9 * ours.abs().max(1.0),
                (ours, theirs) => ours == theirs,
            };
            assert!(same, "{what} {key:?}: {ours:?} {theirs:?}");
        }
    }
}

#[test]
#[ignore = "needs Python with the module duckdb"]
fn the_figures_by_duckdb_are_those_of_the_report() {
    compare(&sample(None), "the sample");
    let catalogue = catalogue::load(None).unwrap();
    for (at, own) in some_districts(16).enumerate() {
        compare(&supposed::results(&catalogue, &own, |_| ()), &format!("district {at}"));
    }
}
