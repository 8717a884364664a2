//! From files to data values: every return of every year, read, and each cell of it
//! accounted for.

pub mod figure;
pub mod identity;
pub mod layout;
pub mod lexicon;
pub mod reading;
pub mod supersede;
pub mod workbook;

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

pub use lexicon::{Lexicon, level_of};
pub use reading::{FileReading, Tally};
pub use supersede::Received;

use crate::finding::{self, Fact, Finding};
use crate::value::{Place, Values};
use crate::workspace::{Returned, Workspace};
use workbook::Refusal;

/// What happened to one file.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// The file, relative to `returns/`.
    pub file: Arc<str>,
    /// The year of its folder; 0 outside of one.
    pub year: i32,
    /// Where its cells went; none for a file that could not be read.
    pub tally: Option<Tally>,
}

/// Everything that the returns say.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// The values that rule, before they are held against each other.
    pub values: Values,
    /// What came in, file by file and form by form.
    pub received: Vec<Received>,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
    /// All files found.
    pub files: Vec<FileRecord>,
}

/// Reads all returns up to a year. `done` is called after every file.
#[must_use]
pub fn read(
    workspace: &Workspace,
    lexicon: &Lexicon<'_>,
    last_year: i32,
    done: &(impl Fn() + Sync),
) -> Intake {
    let files: Vec<&Returned> =
        workspace.files.iter().filter(|file| file.year.is_none_or(|year| year <= last_year)).collect();
    // Collected in the order of the files, so that the threads leave no trace.
    let read: Vec<Outcome> = files
        .par_iter()
        .map(|file| {
            let outcome = one(file, lexicon);
            done();
            outcome
        })
        .collect();
    let mut intake = Intake::default();
    let mut readings = std::collections::BTreeMap::<i32, Vec<_>>::new();
    for outcome in read {
        match outcome {
            Outcome::Read(file) => {
                let tally = Some(file.tally);
                intake.files.push(FileRecord { file: file.file, year: file.year, tally });
                intake.findings.extend(file.findings);
                readings.entry(file.year).or_default().extend(file.readings);
            }
            Outcome::Refused(record, finding) => {
                intake.files.push(record);
                intake.findings.push(finding);
            }
        }
    }
    let mut values = Vec::new();
    for (year, readings) in readings {
        let merged = supersede::merge(lexicon.catalogue, year, readings);
        values.extend(merged.values);
        intake.received.extend(merged.received);
        intake.findings.extend(merged.findings);
    }
    intake.values = Values::new(values);
    intake
}

enum Outcome {
    Read(FileReading),
    Refused(FileRecord, Finding),
}

fn one(file: &Returned, lexicon: &Lexicon<'_>) -> Outcome {
    let place = Place { file: Arc::clone(&file.name), ..Place::default() };
    let refused = |rule, fact: &'static str, what: Fact| {
        let year = file.year.unwrap_or(0);
        let record = FileRecord { file: Arc::clone(&file.name), year, tally: None };
        Outcome::Refused(record, Finding::new(rule, year, place.clone()).fact(fact, what))
    };
    let Some(year) = file.year else { return refused(finding::FILE_OUTSIDE, "why", "".into()) };
    if file.name.rsplit('/').next().is_some_and(|name| name.starts_with("~$")) {
        return refused(finding::FILE_LOCK, "why", "".into());
    }
    let sheets = match std::fs::read(&file.path) {
        Ok(bytes) => workbook::sheets(bytes),
        Err(error) => Err(Refusal::Unreadable(error.to_string())),
    };
    match sheets {
        Ok(sheets) => Outcome::Read(reading::read(lexicon, &file.name, year, &sheets)),
        Err(Refusal::Kind(kind)) => refused(finding::FILE_KIND, "kind", Fact::Word(kind)),
        Err(Refusal::Unreadable(why)) => refused(finding::FILE_UNREADABLE, "why", why.into()),
    }
}
