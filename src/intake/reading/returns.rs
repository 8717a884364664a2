//! What a file says: the returns in it, their figures and what cannot be used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::grounds::Grounds;
use super::parts::Looks;
use crate::catalogue::FormKind;
use crate::finding::Finding;
use crate::intake::answers::{self, Remark};
use crate::intake::lexicon::Whose;
use crate::model::UnitIx;
use crate::value::{DataValue, Key, Place, Value};

/// The part of a file that is one unit's return of one form.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The unit that returns it.
    pub unit: UnitIx,
    /// The form.
    pub form: FormKind,
    /// The department, for the district's forms.
    pub reporter: Option<String>,
    /// The file.
    pub file: Arc<str>,
    /// The day on which it was sent, as it says.
    pub received: Option<NaiveDate>,
    /// Whether it is the unit's own: a department's table carries figures of others.
    pub own: bool,
    /// What was asked and left blank.
    pub blank: Vec<(Key, Place)>,
    /// Where it counts by more than one at a time, with by how many.
    pub scaled: BTreeMap<Place, i64>,
    /// What was answered by something that cannot be used, or withdrawn.
    pub refused: Vec<Refused>,
    /// What was answered.
    pub values: Vec<DataValue>,
    /// What it says of the year before.
    pub stated: Vec<Stated>,
    /// The files whose figures it corrects, as a correction sheet does.
    pub corrects: BTreeSet<Arc<str>>,
}

/// An answer that is not used.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What it was to answer.
    pub key: Key,
    /// Where it stands.
    pub place: Place,
    /// What it looks like.
    pub looks: Looks,
    /// What stands there.
    pub note: String,
}

/// What a return says of the year before.
#[derive(Clone, Debug)]
pub struct Stated {
    /// What it answers this year.
    pub key: Key,
    /// What it says of the year before.
    pub value: Value,
    /// Where.
    pub place: Place,
}

/// Where the cells of a file went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells that are not empty.
    pub cells: usize,
    /// Cells that carry a data value.
    pub values: usize,
    /// Cells that are labels, notes or signatures.
    pub labels: usize,
    /// Cells that a finding names and that carry no value.
    pub findings: usize,
}

/// A file read.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// The file, relative to `returns/`.
    pub file: Arc<str>,
    /// The year of its folder.
    pub year: i32,
    /// What it says.
    pub readings: Vec<Reading>,
    /// Whose it is, where nothing of it can be used.
    pub whose: Option<Whose>,
    /// What it answers to a correction sheet.
    pub answers: Vec<answers::Answer>,
    /// The figures that its remarks say are right, with where.
    pub confirmed: Vec<(Key, Remark)>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// Where its cells went.
    pub tally: Tally,
    /// What its figures rest on, by place; empty where nobody asked.
    pub grounds: Vec<(Place, Grounds)>,
}
