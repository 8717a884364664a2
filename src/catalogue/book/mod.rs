//! A plan as a workbook: the same keys as its text, in tables.
//!
//! A workbook becomes the text that would say the same ([`Book::written`]), with the cell that every
//! piece of it came from, so that it is read and refused by the same shapes. Sheets, heads and words
//! stand in `targets/workbook.toml`.

mod read;
mod words;
mod written;

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::resolve::Mistake;
use crate::formats::sheet::At;

pub use words::{ColumnWords, Kind, SheetWords, WORDS};
pub(super) use written::Written;

/// The rows of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// In the order of the sheets, and in each from the top.
    pub rows: Vec<Row>,
    /// What no text could be made of.
    pub(super) wrong: Vec<Wrong>,
}

/// A row of a sheet, or the sheet that says one thing a row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The sheet.
    pub sheet: &'static SheetWords,
    /// What stands in its columns, by their keys.
    pub cells: BTreeMap<&'static str, Said>,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Where.
    pub at: At,
    /// As the text of a plan says it, without quotes; empty for nothing.
    pub text: String,
}

/// What is wrong in a workbook before its text can be read.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    /// The sheet.
    pub(super) sheet: String,
    /// The cell.
    pub(super) at: At,
    /// What is wrong, without a place in a text.
    pub(super) mistake: Mistake,
}

impl Wrong {
    fn new(sheet: &str, at: At, mistake: Mistake) -> Self {
        Self { sheet: sheet.to_owned(), at, mistake }
    }

    /// Its place among what is wrong, as a person goes through the sheets.
    pub(super) fn order(&self) -> (usize, At) {
        let sheet = WORDS.sheet.iter().find(|own| own.name() == self.sheet);
        sheet.map_or((usize::MAX, self.at), |sheet| sheet.order(self.at))
    }

    fn is_at(&self, sheet: &str, at: At) -> bool {
        self.sheet == sheet && self.at == at
    }
}

impl Row {
    /// What a column says; nothing where it is blank.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Said> {
        self.cells.get(key).filter(|said| !said.text.is_empty())
    }
}

impl Book {
    /// The rows of a sheet.
    pub fn rows_of(&self, key: &str) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.sheet.key == key)
    }

    /// The tables of a plan's text, of which the shapes know every key.
    #[must_use]
    pub fn of_text(plan: &Table) -> Self {
        let mut rows = Vec::new();
        for sheet in &WORDS.sheet {
            let mut own: Vec<Table> = Vec::new();
            match sheet.key.as_str() {
                "" => own.push(plan.clone()),
                "department_names" => {
                    let names = plan.get(&sheet.key).and_then(Value::as_table).into_iter().flatten();
                    own.extend(names.map(|(name, value)| {
                        Table::from_iter([
                            ("name".to_owned(), name.as_str().into()),
                            ("value".to_owned(), value.clone()),
                        ])
                    }));
                }
                _ if sheet.of.is_some() => {
                    for indicator in tables(plan, "indicator") {
                        own.extend(under(indicator, sheet));
                    }
                }
                key => own.extend(tables(plan, key).cloned()),
            }
            for (at, table) in (1..).zip(own) {
                rows.push(Row { sheet, cells: sheet.cells(&table, at) });
            }
        }
        Self { rows, wrong: Vec::new() }
    }
}

/// The tables of an array, under a key that may lead through another table.
fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    found(table, key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn found<'t>(table: &'t Table, key: &str) -> Option<&'t Value> {
    match key.split_once('.') {
        None => table.get(key),
        Some((first, rest)) => found(table.get(first)?.as_table()?, rest),
    }
}

/// What an indicator says in a sheet of its own.
fn under(indicator: &Table, sheet: &SheetWords) -> Vec<Table> {
    let id = indicator.get("id").cloned().unwrap_or_else(|| "".into());
    let mut own: Vec<Table> = Vec::new();
    if sheet.key == "targets" {
        own.extend(targets(indicator));
        for (reading, other) in (1..).zip(tables(indicator, "other_reading")) {
            own.extend(targets(other).into_iter().map(|mut row| {
                row.insert("reading".to_owned(), Value::Integer(reading));
                row
            }));
        }
    } else {
        own.extend((1..).zip(tables(indicator, &sheet.key)).map(|(number, table)| {
            let mut row = table.clone();
            if sheet.key == "other_reading" {
                row.insert("number".to_owned(), Value::Integer(number));
            }
            row
        }));
    }
    for row in &mut own {
        row.insert("indicator".to_owned(), id.clone());
    }
    own
}

/// The targets by year, and the one of each year.
fn targets(table: &Table) -> Vec<Table> {
    let each = table.get("each_year").and_then(Value::as_table);
    tables(table, "targets").chain(each).cloned().collect()
}
