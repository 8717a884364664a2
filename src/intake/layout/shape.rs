//! A table of a sheet: its cells with figures, its heads and what lies above.

use std::collections::BTreeMap;
use std::ops::Range;

use super::path::Figures;
use crate::catalogue::Column;

/// A table on a sheet.
#[derive(Clone, Debug)]
pub struct Table<'l> {
    /// The rows of its head.
    pub head: Range<u32>,
    /// The rows under it.
    pub body: Range<u32>,
    /// Its columns from the first to the last.
    pub span: Range<u32>,
    /// The columns that have a word for what they hold.
    pub columns: BTreeMap<Column, u32>,
    /// Other columns before the figures: years, plans, parts.
    pub left: Vec<u32>,
    /// The columns of figures.
    pub figures: Vec<Figures<'l>>,
    /// What its rows name.
    pub shape: Shape,
}

/// What the rows of a table name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row a data element.
    Elements,
    /// A row an org unit.
    Units,
    /// A row an org unit and a data element.
    Both,
    /// A row a functional centre.
    Centres,
    /// Neither: a row a year, or only one row.
    Other,
}

impl Table<'_> {
    /// Whether elements stand along its rows.
    #[must_use]
    pub fn has_element_rows(&self) -> bool {
        matches!(self.shape, Shape::Elements | Shape::Both)
    }

    /// Whether units stand along its rows.
    #[must_use]
    pub fn has_unit_rows(&self) -> bool {
        matches!(self.shape, Shape::Units | Shape::Both)
    }

    /// Whether another table has the same heads, as one that goes on over a page has.
    #[must_use]
    pub fn goes_on(&self, next: &Table<'_>) -> bool {
        self.shape == next.shape
            && self.span == next.span
            && self.figures.len() == next.figures.len()
            && self
                .figures
                .iter()
                .zip(&next.figures)
                .all(|(own, other)| own.column == other.column && own.path.thing() == other.path.thing())
    }
}
