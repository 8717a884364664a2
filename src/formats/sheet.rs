//! A sheet as it can answer for its figures: cells with what changes their meaning, and the
//! areas that are merged.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::fold::is_unwritten;

/// Row and column of a cell, from 0.
pub type At = (u32, u32);

/// A sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// As the tab says it.
    pub name: Arc<str>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its non-empty cells, row by row.
    pub cells: Vec<Cell>,
    /// The areas that are one cell to the eye, by their first cells.
    pub merged: Vec<Area>,
    /// Whether its format tells how numbers are shown; of .xlsb that is not known.
    pub looks_unknown: bool,
}

/// A rectangle of cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Rows from 0, the end left out.
    pub rows: Range<u32>,
    /// Columns from 0, the end left out.
    pub columns: Range<u32>,
}

impl Area {
    /// From one corner to the other, both within.
    #[must_use]
    pub fn between(first: At, last: At) -> Self {
        let range = |a: u32, b: u32| a.min(b)..a.max(b).saturating_add(1);
        Self { rows: range(first.0, last.0), columns: range(first.1, last.1) }
    }

    /// Its first cell.
    #[must_use]
    pub fn first(&self) -> At {
        (self.rows.start, self.columns.start)
    }

    /// Whether a cell lies in it.
    #[must_use]
    pub fn contains(&self, (row, column): At) -> bool {
        self.rows.contains(&row) && self.columns.contains(&column)
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Row and column from 0.
    pub at: At,
    /// What stands in it.
    pub content: Content,
    /// What its looks say besides.
    pub marks: Marks,
}

impl Cell {
    /// A cell of plain looks.
    #[must_use]
    pub fn plain(at: At, content: Content) -> Self {
        Self { at, content, marks: Marks::NONE }
    }
}

/// What the looks of a cell say of its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks(u8);

impl Marks {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All or a part of it is struck out.
    pub const STRUCK: Self = Self(1);
    /// All or a part of it is raised or lowered, as the mark of a footnote is.
    pub const RAISED: Self = Self(2);
    /// Its row or column is hidden.
    pub const UNSEEN: Self = Self(4);

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These marks if something is so, else none.
    #[must_use]
    pub fn when(self, is_so: bool) -> Self {
        if is_so { self } else { Self::NONE }
    }

    /// Whether one of the other's marks is among these.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A number, as the spreadsheet stores it.
    Number(f64),
    /// A number that is shown as a percentage: 0.95 is seen as 95%.
    Percent(f64),
    /// A number that is shown with words or without some of its digits.
    Dressed(Box<Dressed>),
    /// A text; cells that share a string of an .xlsx file share it here too.
    Text(Rc<str>),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date.
    Date(NaiveDateTime),
    /// An error value.
    Error(String),
    /// A formula whose value was never worked out.
    NoCache,
}

/// A number and what its format makes of it: 5 under `0"千人"` is seen as 5千人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dressed {
    /// The number that is stored.
    pub number: f64,
    /// The words that the format puts beside it.
    pub words: Rc<str>,
    /// How many digits the format hides: 12345 under `0!.0,"万"` is seen as 1.2万.
    pub hides: u32,
}

impl Content {
    /// A text; one of nothing but blanks is an empty cell.
    #[must_use]
    pub fn text(text: &str) -> Option<Self> {
        (!is_unwritten(text)).then(|| Self::Text(text.into()))
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_)
            | Self::Percent(_)
            | Self::Dressed(_)
            | Self::Bool(_)
            | Self::Date(_)
            | Self::Error(_)
            | Self::NoCache => None,
        }
    }

    /// The content as a person sees it, without a copy of a text.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        self.as_text().map_or_else(|| Cow::Owned(self.shown()), Cow::Borrowed)
    }

    /// The content as a person sees it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Percent(number) => format!("{}%", (number * 1e8).round() / 1e6),
            Self::Dressed(dressed) => format!("{}{}", dressed.number, dressed.words),
            Self::Text(text) => text.to_string(),
            Self::Bool(word) => word.to_string().to_uppercase(),
            Self::Date(at) => at.date().to_string(),
            Self::Error(word) => word.clone(),
            Self::NoCache => String::new(),
        }
    }
}
