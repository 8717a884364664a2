//! The parts of a sheet that is being read.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::finding::Rule;
use crate::formats::sheet::{At, Sheet};
use crate::intake::grid::Grid;
use crate::intake::identity::{Frame, Written};
use crate::intake::layout::{Path, Table, Use};
use crate::intake::lexicon::Quality;
use crate::intake::scale::Scale;
use crate::model::UnitIx;
use crate::value::{Key, Place, Value};

/// What a cell looks like, whatever it was to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A count.
    Count(i64),
    /// 是 or 否.
    YesNo,
    /// Something else, or nothing.
    Other,
}

impl From<Value> for Looks {
    fn from(value: Value) -> Self {
        match value {
            Value::Count(count) => Self::Count(count),
            Value::YesNo(_) => Self::YesNo,
            Value::Choice(_) | Value::NotApplicable | Value::Masked => Self::Other,
        }
    }
}

/// An answer, or a question that was left open.
pub(super) struct Answer {
    /// The position of its sheet in the file.
    pub(super) at: usize,
    pub(super) key: Key,
    pub(super) place: Place,
    /// Whether nothing stands there.
    pub(super) blank: bool,
    /// Whether what stands there is hidden.
    pub(super) unseen: bool,
    pub(super) looks: Looks,
    pub(super) value: Option<Value>,
    /// By how much what stands there is to be multiplied.
    pub(super) factor: i64,
    /// What stands in the cell, where the value alone does not say it.
    pub(super) note: String,
}

/// A sheet with what is known of it; `at` is its position in the file.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) at: usize,
    pub(super) sheet: &'a Sheet,
    pub(super) grid: &'a Grid<'a>,
    pub(super) frame: &'a Frame,
}

/// A table of a sheet with what stands above it.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) above: &'a Above<'a>,
}

/// What stands between a table and the one before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Above<'l> {
    /// The units of measure for all of the table.
    pub(super) scales: Vec<(Scale, At)>,
    /// The element that the table is about, where its heads name none.
    pub(super) element: Path<'l>,
    /// The unit whose name stands there alone.
    pub(super) unit: Option<(UnitIx, At)>,
    /// The year that is said there.
    pub(super) year: Option<SaidYear>,
    /// Why the table is not read, and what says so: it is a plan or of a part of the year, or its title
    /// is of another one.
    pub(super) part: Option<(Rule, Option<At>, String)>,
    /// What a table that goes on over a page has said already.
    pub(super) carried: Vec<Sums>,
}

/// A year that is said, with where and how.
pub(super) type SaidYear = (Place, String, i32);

/// The counts of a row by column, or a row of totals with its name.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub(super) row: u32,
    pub(super) total: Option<String>,
    pub(super) counts: BTreeMap<u32, i64>,
}

/// A row of a table with what its heads say.
pub(super) struct Line<'l> {
    pub(super) row: u32,
    pub(super) path: Path<'l>,
    /// The words for its unit.
    pub(super) code: Option<String>,
    pub(super) name: Option<String>,
    /// Where the unit is named.
    pub(super) unit_at: Option<At>,
    /// The words for its element.
    pub(super) label: String,
    pub(super) element_code: String,
    /// The name of its unit or its element, where that is struck out.
    pub(super) struck: Option<String>,
    /// The name of a row of totals.
    pub(super) total: Option<String>,
    /// The functional centre.
    pub(super) centre: Option<u8>,
    /// The unit of measure in its own column, where it is one, and its words.
    pub(super) measure: Option<(Option<Scale>, At)>,
    /// What the section says that it stands in.
    pub(super) section: Rc<Section>,
    pub(super) usage: Use,
}

/// What a row of text between the rows says of those that follow.
#[derive(Default)]
pub(super) struct Section {
    pub(super) scales: Vec<(Scale, At)>,
    pub(super) years: Vec<(i32, At)>,
    pub(super) unit: Option<(String, At)>,
    /// Which of several figures they are, or whether they are of the year before.
    pub(super) quality: Quality,
    pub(super) last_year: bool,
}

/// Whose the figures of a form are: the unit with what names it, or nobody, and then nothing is
/// used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Unit(UnitIx, Named),
    Refused,
}

impl Owner {
    pub(super) fn unit(self) -> Option<UnitIx> {
        match self {
            Self::Unit(unit, _) => Some(unit),
            Self::Refused => None,
        }
    }
}

/// What names a unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// A cell of a sheet, by the sheet's position.
    Cell(usize, At),
    /// The sheet's name.
    Sheet,
    /// The file's name, or that of its folder.
    File,
}

/// Where a sheet says first whose it is, in cells for code and name; `at` is its position.
#[derive(Clone)]
pub(super) struct Heading {
    pub(super) at: usize,
    pub(super) sheet: Arc<str>,
    pub(super) code: Option<Written>,
    pub(super) name: Option<Written>,
}
