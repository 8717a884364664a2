//! What a column of a table is: its name, what it holds, what it means, and how its cell is got
//! from a row. CSV, Parquet and the description that goes with them all walk the same fields, so
//! that a column is told once.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, Element, Indicator};
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::messages::{Message, Messages};
use crate::model::{ElementIx, IndicatorIx, UnitIx};
use crate::registry::{Registry, Unit};

/// What the cells of a row are looked up in.
#[derive(Clone, Copy)]
pub struct Books<'a> {
    /// The plans.
    pub catalogue: &'a Catalogue,
    /// The org units.
    pub registry: &'a Registry,
    /// The language of names and sentences.
    pub messages: &'a Messages,
}

impl<'a> Books<'a> {
    pub(super) fn of(checked: &'a Checked, messages: &'a Messages) -> Self {
        Self { catalogue: &checked.catalogue, registry: &checked.registry, messages }
    }

    pub(super) fn unit(self, ix: UnitIx) -> &'a Unit {
        self.registry.unit(ix)
    }

    pub(super) fn indicator(self, ix: IndicatorIx) -> &'a Indicator {
        self.catalogue.indicator(ix)
    }

    pub(super) fn element(self, ix: ElementIx) -> &'a Element {
        self.catalogue.element(ix)
    }
}

/// How something is got from a row.
pub(super) type Get<R, T> = for<'a> fn(Books<'a>, &'a R) -> T;
/// How a text is got from a row that has it, or from the books.
pub(super) type Lend<R> = for<'a> fn(Books<'a>, &'a R) -> &'a str;

/// How the cell of a column is got from a row. What the column holds follows from it; nothing
/// stands in the cell where there is nothing to say.
pub(super) enum Cell<R> {
    /// A whole number.
    Whole(Get<R, Option<i64>>),
    /// A figure in the indicator's unit.
    Figure(Get<R, Option<Fraction>>),
    /// True or false.
    Flag(Get<R, Option<bool>>),
    /// A text.
    Text(Words<R>),
}

/// Whose a text is decides whether it can begin a formula where a spreadsheet opens the table.
pub(super) enum Words<R> {
    /// Ours.
    Own(Lend<R>),
    /// Ours, put together for the cell.
    OwnMade(Get<R, String>),
    /// Somebody else's.
    Foreign(Lend<R>),
    /// Somebody else's, put together for the cell.
    ForeignMade(Get<R, String>),
}

impl<R> Words<R> {
    /// The text as every table carries it.
    pub(super) fn get<'a>(&self, of: Books<'a>, row: &'a R) -> Cow<'a, str> {
        match self {
            Self::Own(get) => Cow::Borrowed(get(of, row)),
            Self::OwnMade(get) => Cow::Owned(get(of, row)),
            Self::Foreign(get) => plain(Cow::Borrowed(get(of, row))),
            Self::ForeignMade(get) => plain(Cow::Owned(get(of, row))),
        }
    }
}

/// A text of somebody else's: what would begin a formula is marked as text. Figures are made here
/// and never pass through.
pub(super) fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// A column of a table with rows of a kind.
pub(super) struct Field<R> {
    /// The word at the head of the column, in CSV as in Parquet.
    pub(super) name: &'static str,
    /// The key of its meaning.
    pub(super) about: Message,
    /// What stands in it.
    pub(super) cell: Cell<R>,
}

impl<R> Field<R> {
    /// Whether it is the year, which the parts of a table in Parquet have in their path.
    pub(super) fn is_year(&self) -> bool {
        self.name == YEAR
    }
}

/// A table with rows of a kind.
pub struct Table<R: 'static> {
    /// The name of the file, without `.csv`.
    pub(super) name: &'static str,
    /// The columns, in the order in which they are written.
    pub(super) fields: &'static [Field<R>],
}

impl<R> Table<R> {
    /// The file that it is in.
    #[must_use]
    pub fn path(&self) -> String {
        format!("data/{}.csv", self.name)
    }

    /// The columns that its parts in Parquet have themselves.
    pub(super) fn without_year(&self) -> impl Iterator<Item = &'static Field<R>> {
        self.fields.iter().filter(|field| !field.is_year())
    }
}

/// A whole number.
pub(super) const fn whole<R>(name: &'static str, about: Message, get: Get<R, Option<i64>>) -> Field<R> {
    Field { name, about, cell: Cell::Whole(get) }
}

/// A figure in the indicator's unit.
pub(super) const fn figure<R>(name: &'static str, about: Message, get: Get<R, Option<Fraction>>) -> Field<R> {
    Field { name, about, cell: Cell::Figure(get) }
}

/// True or false.
pub(super) const fn flag<R>(name: &'static str, about: Message, get: Get<R, Option<bool>>) -> Field<R> {
    Field { name, about, cell: Cell::Flag(get) }
}

/// A text of ours.
pub(super) const fn word<R>(name: &'static str, about: Message, get: Lend<R>) -> Field<R> {
    Field { name, about, cell: Cell::Text(Words::Own(get)) }
}

/// A text of ours, put together for the cell.
pub(super) const fn made_word<R>(name: &'static str, about: Message, get: Get<R, String>) -> Field<R> {
    Field { name, about, cell: Cell::Text(Words::OwnMade(get)) }
}

/// A text of somebody else's.
pub(super) const fn text<R>(name: &'static str, about: Message, get: Lend<R>) -> Field<R> {
    Field { name, about, cell: Cell::Text(Words::Foreign(get)) }
}

/// A text of somebody else's, put together for the cell.
pub(super) const fn made_text<R>(name: &'static str, about: Message, get: Get<R, String>) -> Field<R> {
    Field { name, about, cell: Cell::Text(Words::ForeignMade(get)) }
}

// Columns of many tables.

const YEAR: &str = "year";

pub(super) const fn year<R>(get: Get<R, Option<i64>>) -> Field<R> {
    whole(YEAR, key!("field-year"), get)
}

pub(super) const fn unit<R>(get: Lend<R>) -> Field<R> {
    text("unit", key!("field-unit"), get)
}

pub(super) const fn unit_name<R>(get: Lend<R>) -> Field<R> {
    text("unit_name", key!("field-unit-name"), get)
}

pub(super) const fn level<R>(get: Lend<R>) -> Field<R> {
    word("level", key!("field-level"), get)
}

pub(super) const fn indicator<R>(get: Lend<R>) -> Field<R> {
    word("indicator", key!("field-indicator"), get)
}

pub(super) const fn file<R>(get: Lend<R>) -> Field<R> {
    text("file", key!("field-file"), get)
}

pub(super) const fn sheet<R>(get: Lend<R>) -> Field<R> {
    text("sheet", key!("field-sheet"), get)
}

pub(super) const fn cell<R>(get: Get<R, String>) -> Field<R> {
    made_word("cell", key!("field-cell"), get)
}

/// A number of things as a cell holds it.
pub(super) fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}
