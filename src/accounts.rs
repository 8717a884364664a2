//! What became of the returns: who sent them, which files are not used and why, where every cell went.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalogue::Severity;
use crate::checked::Checked;
use crate::finding::{self};
use crate::intake::FileRecord;
use crate::messages::Messages;
use crate::model::{DISTRICT, UnitIx};
use crate::platform::is_owner_file;
use crate::submission::Arrival;

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
    /// The file, and whose it is.
    #[must_use]
    pub fn named(&self) -> String {
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
        record.year == Some(checked.year)
            && !record.is_used
            && !is_owner_file(&record.file)
            && is_open(&record.file)
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

/// The returns of a year.
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
    /// Those of which nothing came.
    pub missing: usize,
    /// Who has not sent anything.
    pub missing_units: Vec<String>,
}

impl Arrivals {
    /// Counts the returns of a year.
    #[must_use]
    pub fn of(checked: &Checked, messages: &Messages, year: i32) -> Self {
        let mut counted = Self::default();
        let mut named = BTreeSet::new();
        let came = checked.returns_of(year).filter(|row| row.status != Arrival::Missing);
        let senders: BTreeSet<_> = came.map(|row| (row.unit, &row.reporter)).collect();
        for row in checked.returns_of(year) {
            match row.status {
                Arrival::Superseded => continue,
                Arrival::Missing => {
                    counted.missing += 1;
                    let own = row.owed_by(&checked.registry);
                    // Who has sent one form and not another lacks that one.
                    let others = senders.contains(&(row.unit, &row.reporter));
                    let form = checked.catalogue.form(row.form).filter(|_| others);
                    let name = form.map_or_else(
                        || own.clone(),
                        |form| {
                            say!(
                                messages,
                                key!("with-form"),
                                name = own.as_str(),
                                form = form.title.get(messages.lang())
                            )
                        },
                    );
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
