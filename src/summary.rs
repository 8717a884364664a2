//! What a command says at its end: a few lines that a clerk can act on.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::accounts::{Accounts, Arrivals, Unused, unused};
use crate::assess::Status;
use crate::catalogue::Severity;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::messages::{Message, Messages, facts};
use crate::model::Level;
use crate::report::pages::listed;
use crate::report::view::status_key;
use crate::results::Results;
use crate::value::{Place, spelled};

/// The end of `report`.
///
/// # Errors
/// What the output refuses.
pub fn of_results(
    results: &Results,
    folder: &Path,
    messages: &Messages,
    out: &mut impl Write,
) -> io::Result<()> {
    received(&results.checked, key!("summary-findings"), messages, out)?;
    let year = results.checked.year;
    let rows =
        |status| results.assessments.statuses(year).filter(|row| *row == (Level::District, status)).count();
    let counts: Vec<(Status, usize)> =
        Status::ALL.into_iter().map(|status| (status, rows(status))).filter(|(_, n)| *n > 0).collect();
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let named = counts.iter().map(|(status, n)| format!("{} {n}", messages.t(status_key(*status))));
    let statuses = named.collect::<Vec<_>>().join(&messages.t(key!("list-comma")));
    writeln!(out, "{}", say!(messages, "summary-statuses", n = all, statuses = statuses))?;
    // With one kind of separator, whichever the folder was written with.
    let index = folder.join("index.html").components().collect::<PathBuf>().display().to_string();
    writeln!(out, "{}", say!(messages, "summary-report", file = index))
}

/// The end of `check`.
///
/// # Errors
/// What the output refuses.
pub fn of_checked(
    checked: &Checked,
    folder: &Path,
    messages: &Messages,
    out: &mut impl Write,
) -> io::Result<()> {
    received(checked, key!("summary-findings-check"), messages, out)?;
    let refused: Vec<String> = unused(checked, messages).iter().map(Unused::named).collect();
    if !refused.is_empty() {
        let names = listed(messages, key!("list-and-more-files"), &refused, NAMED_FILES);
        writeln!(out, "{}", say!(messages, "summary-refused", n = refused.len(), names = names))?;
    }
    let shown = |name: &str| folder.join(name).display().to_string();
    writeln!(
        out,
        "{}",
        say!(
            messages,
            "summary-check",
            index = shown("index.html"),
            text = shown(&messages.t(key!("reminder-file")))
        )
    )
}

/// How many of those who have sent nothing are named; all are in `submissions.csv`.
const NAMED: usize = 20;

/// How many files of which nothing is used are named, and how many places of errors.
const NAMED_FILES: usize = 10;
const NAMED_PLACES: usize = 3;

/// Where the errors of the report's year stand; what they are about is in no figure.
fn open_errors(checked: &Checked, messages: &Messages) -> String {
    let is_open = |found: &&Finding| found.severity == Severity::Error && found.is_of(checked.year);
    let place = |found: &Finding| {
        let Place { file, sheet, .. } = &found.place;
        let name = file.rsplit('/').next().unwrap_or(file);
        spelled([name, sheet, &found.place.a1()])
    };
    let mut places: Vec<String> = checked.findings.iter().filter(is_open).map(place).collect();
    places.dedup();
    listed(messages, key!("list-and-more-places"), &places, NAMED_PLACES)
}

/// Returns, findings, and where every cell went.
fn received(
    checked: &Checked,
    key: Message<{ facts(&["errors", "warnings", "notices", "all", "open"]) }>,
    messages: &Messages,
    out: &mut impl Write,
) -> io::Result<()> {
    let arrivals = Arrivals::of(checked, messages, checked.year);
    let mut missing = String::new();
    if !arrivals.missing_units.is_empty() {
        let names = listed(messages, key!("list-and-more-units"), &arrivals.missing_units, NAMED);
        let _ = write!(missing, "{}", say!(messages, "summary-missing", names = names));
    }
    writeln!(
        out,
        "{}{missing}",
        say!(
            messages,
            "summary-returns",
            year = checked.year,
            due = arrivals.due,
            came = arrivals.came,
            late = arrivals.late,
            partial = arrivals.partial,
            missing = arrivals.due - arrivals.came
        )
    )?;
    if checked.registry.due(checked.year).is_none() {
        writeln!(out, "{}", say!(messages, "summary-no-due", year = checked.year))?;
    }
    let of = |severity| {
        let found = checked.findings.iter().filter(|f| f.severity == severity && f.is_of(checked.year));
        found.count()
    };
    let (errors, warnings, notices) = (of(Severity::Error), of(Severity::Warning), of(Severity::Notice));
    let (all, open) = (checked.findings.len(), open_errors(checked, messages));
    let said =
        say!(messages, key, errors = errors, warnings = warnings, notices = notices, all = all, open = open);
    writeln!(out, "{said}")?;
    let accounts = Accounts::of(checked);
    writeln!(
        out,
        "{}",
        say!(
            messages,
            "summary-cells",
            files = accounts.files,
            read = accounts.read,
            refused = accounts.files - accounts.read,
            cells = accounts.cells,
            values = accounts.values,
            labels = accounts.labels,
            findings = accounts.findings
        )
    )
}
