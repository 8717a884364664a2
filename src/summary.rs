//! What a command says at its end: a few lines that a clerk can act on.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use crate::assess::Status;
use crate::catalogue::{Level, Severity};
use crate::messages::Messages;
use crate::report::pages::listed;
use crate::report::view::status_key;
use crate::results::{Checked, Results};
use crate::submission::Arrival;

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
    received(&results.checked, messages, out)?;
    let year = results.checked.year;
    let rows =
        |status| results.assessments.statuses(year).filter(|row| *row == (Level::District, status)).count();
    let counts: Vec<(Status, usize)> =
        Status::ALL.into_iter().map(|status| (status, rows(status))).filter(|(_, n)| *n > 0).collect();
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let named = counts.iter().map(|(status, n)| format!("{} {n}", messages.t(status_key(*status))));
    let statuses = named.collect::<Vec<_>>().join(&messages.t("list-comma"));
    writeln!(
        out,
        "{}",
        messages.say("summary-statuses", &[("n", &all.to_string()), ("statuses", &statuses)])
    )?;
    let index = folder.join("index.html").display().to_string();
    writeln!(out, "{}", messages.say("summary-report", &[("file", &index)]))
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
    received(checked, messages, out)?;
    let folder = folder.display().to_string();
    writeln!(out, "{}", messages.say("summary-check", &[("folder", &folder)]))
}

/// How many of those who have sent nothing are named; all are in `submissions.csv`.
const NAMED: usize = 20;

/// Returns, findings, and where every cell went.
fn received(checked: &Checked, messages: &Messages, out: &mut impl Write) -> io::Result<()> {
    let arrivals = Arrivals::of(checked);
    let number = |n: usize| n.to_string();
    let mut missing = String::new();
    if !arrivals.missing_units.is_empty() {
        let names = listed(messages, "list-and-more-units", &arrivals.missing_units, NAMED);
        let _ = write!(missing, "{}", messages.say("summary-missing", &[("names", &names)]));
    }
    writeln!(
        out,
        "{}{missing}",
        messages.say(
            "summary-returns",
            &[
                ("year", &checked.year.to_string()),
                ("due", &number(arrivals.due)),
                ("came", &number(arrivals.came)),
                ("late", &number(arrivals.late)),
                ("partial", &number(arrivals.partial)),
                ("missing", &number(arrivals.due - arrivals.came)),
            ]
        )
    )?;
    let of = |severity| {
        let found = checked.findings.iter().filter(|f| f.severity == severity && f.year == checked.year);
        number(found.count())
    };
    let (errors, warnings, notices) = (of(Severity::Error), of(Severity::Warning), of(Severity::Notice));
    let facts = [
        ("errors", errors.as_str()),
        ("warnings", warnings.as_str()),
        ("notices", notices.as_str()),
        ("all", &number(checked.findings.len())),
    ];
    writeln!(out, "{}", messages.say("summary-findings", &facts))?;
    let accounts = Accounts::of(checked);
    let facts = [
        ("files", number(accounts.files)),
        ("read", number(accounts.read)),
        ("refused", number(accounts.files - accounts.read)),
        ("cells", number(accounts.cells)),
        ("values", number(accounts.values)),
        ("labels", number(accounts.labels)),
        ("findings", number(accounts.findings)),
    ];
    writeln!(out, "{}", messages.tell("summary-cells", &facts))
}

/// The returns of the report's year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// Returns that are due: one for each form of each unit.
    pub due: usize,
    /// Those that came.
    pub came: usize,
    /// Of those, the late ones.
    pub late: usize,
    /// Of those, the ones with something missing.
    pub partial: usize,
    /// Who has not sent anything.
    pub missing_units: Vec<String>,
}

impl Arrivals {
    /// Counts the returns of the report's year.
    #[must_use]
    pub fn of(checked: &Checked) -> Self {
        let due = checked.registry.due(checked.year);
        let mut counted = Self::default();
        let mut named = std::collections::BTreeSet::new();
        for row in checked.submissions.iter().filter(|row| row.year == checked.year && row.expected > 0) {
            match row.status {
                Arrival::Superseded => continue,
                Arrival::Missing => {
                    let name =
                        row.reporter.clone().unwrap_or_else(|| checked.registry.unit(row.unit).name.clone());
                    if named.insert(name.clone()) {
                        counted.missing_units.push(name);
                    }
                }
                Arrival::Received | Arrival::Late | Arrival::Partial => counted.came += 1,
            }
            counted.due += 1;
            counted.late += usize::from(due.zip(row.received).is_some_and(|(due, day)| day > due));
            counted.partial += usize::from(row.status == Arrival::Partial);
        }
        counted
    }
}

/// Where every file and every cell went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Files found.
    pub files: usize,
    /// Files read.
    pub read: usize,
    /// Cells that are not empty.
    pub cells: usize,
    /// Cells that carry a data value.
    pub values: usize,
    /// Cells that are labels, notes or signatures.
    pub labels: usize,
    /// Cells that a finding names.
    pub findings: usize,
}

impl Accounts {
    /// Adds up what was read of all years.
    #[must_use]
    pub fn of(checked: &Checked) -> Self {
        let mut sum = Self { files: checked.files.len(), ..Self::default() };
        for tally in checked.files.iter().filter_map(|file| file.tally) {
            sum.read += 1;
            sum.cells += tally.cells;
            sum.values += tally.values;
            sum.labels += tally.labels;
            sum.findings += tally.findings;
        }
        sum
    }
}
