//! What a command says at its end: a few lines that a clerk can act on.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::assess::Status;
use crate::catalogue::{Level, Severity};
use crate::finding::{self, Finding};
use crate::intake::FileRecord;
use crate::messages::Messages;
use crate::registry::{DISTRICT, UnitIx};
use crate::report::pages::listed;
use crate::report::view::status_key;
use crate::results::{Checked, Results};
use crate::submission::Arrival;
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
    received(&results.checked, "summary-findings", messages, out)?;
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
    // With one kind of separator, whichever the folder was written with.
    let index = folder.join("index.html").components().collect::<PathBuf>().display().to_string();
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
    received(checked, "summary-findings-check", messages, out)?;
    let refused: Vec<String> = unused(checked, messages).iter().map(Unused::named).collect();
    if !refused.is_empty() {
        let names = listed(messages, "list-and-more-files", &refused, NAMED_FILES);
        let facts = [("n", refused.len().to_string()), ("names", names)];
        writeln!(out, "{}", messages.tell("summary-refused", &facts))?;
    }
    let shown = |name: &str| folder.join(name).display().to_string();
    let facts = [("index", shown("index.html")), ("text", shown(&messages.t("reminder-file")))];
    writeln!(out, "{}", messages.tell("summary-check", &facts))
}

/// How many of those who have sent nothing are named; all are in `submissions.csv`.
const NAMED: usize = 20;

/// How many files of which nothing is used are named, and how many places of errors.
const NAMED_FILES: usize = 10;
const NAMED_PLACES: usize = 3;

/// Where the errors of the report's year stand; what they are about is in no figure.
fn open_errors(checked: &Checked, messages: &Messages) -> String {
    let is_open = |found: &&Finding| found.severity == Severity::Error && found.year == checked.year;
    let place = |found: &Finding| {
        let Place { file, sheet, .. } = &found.place;
        let name = file.rsplit('/').next().unwrap_or(file);
        spelled([name, sheet, &found.place.a1()])
    };
    let mut places: Vec<String> = checked.findings.iter().filter(is_open).map(place).collect();
    places.dedup();
    listed(messages, "list-and-more-places", &places, NAMED_PLACES)
}

/// A file of the report's year of which nothing is used.
pub struct Unused {
    /// The file, relative to `returns/`.
    pub file: Arc<str>,
    /// Who has to send it again, if that can be told: a unit, or a department of the district.
    pub whose: Option<(UnitIx, String)>,
    /// Why, and what to do.
    pub why: String,
}

impl Unused {
    fn named(&self) -> String {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        match &self.whose {
            Some((_, whose)) => format!("{name} ({whose})"),
            None => name.to_owned(),
        }
    }
}

/// The files of the report's year of which nothing is used.
#[must_use]
pub fn unused(checked: &Checked, messages: &Messages) -> Vec<Unused> {
    let is_lock = |file: &str| file.rsplit('/').next().is_some_and(|name| name.starts_with("~$"));
    // Of one that was returned again nothing more is asked.
    let owing = checked.not_returned();
    let is_open = |file: &Arc<str>| {
        let mut own = checked.findings.iter().filter(|found| found.place.file == *file);
        own.any(|found| {
            let is_blank = found.rule == finding::RETURN_BLANK.id;
            found.severity != Severity::Notice
                || is_blank && found.unit.is_some_and(|unit| owing.contains(&unit))
        })
    };
    let files = checked.files.iter().filter(|record| {
        record.year == checked.year && !record.is_used && !is_lock(&record.file) && is_open(&record.file)
    });
    let whose = |unit: UnitIx, file: &str| {
        let department = checked.catalogue.department_of(file).filter(|_| unit == DISTRICT);
        (unit, department.map_or_else(|| checked.registry.unit(unit).name.clone(), str::to_owned))
    };
    let of_file = |record: &FileRecord| {
        let own = checked.findings.iter().filter(|found| found.place.file == record.file);
        let gravest = own.min_by_key(|found| found.severity);
        let department =
            || checked.catalogue.department_of(&record.file).map(|name| (DISTRICT, name.to_owned()));
        Unused {
            file: Arc::clone(&record.file),
            whose: record.whose.map(|own| whose(own.unit, &record.file)).or_else(department),
            why: gravest.map(|found| found.sentence(messages)).unwrap_or_default(),
        }
    };
    files.map(of_file).collect()
}

/// Returns, findings, and where every cell went.
fn received(checked: &Checked, key: &str, messages: &Messages, out: &mut impl Write) -> io::Result<()> {
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
    if checked.registry.due(checked.year).is_none() {
        writeln!(out, "{}", messages.say("summary-no-due", &[("year", &checked.year.to_string())]))?;
    }
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
        ("open", &open_errors(checked, messages)),
    ];
    writeln!(out, "{}", messages.say(key, &facts))?;
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
        let mut counted = Self::default();
        let mut named = std::collections::BTreeSet::new();
        for row in checked.submissions.iter().filter(|row| row.year == checked.year && row.expected > 0) {
            match row.status {
                Arrival::Superseded => continue,
                Arrival::Missing => {
                    let name = row.owed_by(&checked.registry);
                    if named.insert(name.clone()) {
                        counted.missing_units.push(name);
                    }
                }
                Arrival::Received | Arrival::Late | Arrival::Partial => counted.came += 1,
            }
            counted.due += 1;
            counted.late += usize::from(row.is_late());
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
    /// Files of which something is used.
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
        sum.read = checked.files.iter().filter(|file| file.is_used).count();
        for tally in checked.files.iter().filter_map(|file| file.tally) {
            sum.cells += tally.cells;
            sum.values += tally.values;
            sum.labels += tally.labels;
            sum.findings += tally.findings;
        }
        sum
    }
}
