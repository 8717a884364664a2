//! From the sheets of a workbook to the rows of a plan. Whatever could be meant otherwise is wrong with
//! its cell, and the rest goes on, so that all of it is said at once.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{ColumnWords, Kind, SheetWords, WORDS, is_parted, parted, tidy};
use super::{Book, Row, Said, Wrong};
use crate::catalogue::resolve::{Mistake, nearest};
use crate::fold::{is_among, visible};
use crate::formats::sheet::{At, Cell, Content, Marks, Sheet};

/// A number with more digits than a spreadsheet keeps is not what was typed.
const MOST: f64 = 1e15;

impl Book {
    /// The rows of a workbook's sheets.
    pub(in crate::catalogue) fn of_sheets(sheets: &[Sheet]) -> Self {
        let mut book = Self::default();
        let mut known: Vec<&str> = Vec::new();
        for sheet in sheets {
            if sheet.cells.is_empty() || is_among(&WORDS.ignored, &sheet.name) {
                continue;
            }
            let Some(words) = WORDS.sheet.iter().find(|own| is_among(&own.names, &sheet.name)) else {
                let names: Vec<&str> = WORDS.sheet.iter().map(SheetWords::name).collect();
                book.refuse(&sheet.name, (0, 0), mistake!("book-sheet", 0..0, words = names.join("、")));
                continue;
            };
            if known.contains(&words.name()) {
                book.refuse(&sheet.name, (0, 0), mistake!("plan-twice", 0..0, name = words.name()));
                continue;
            }
            known.push(words.name());
            if sheet.hidden {
                let mistake = mistake!("book-unseen", 0..0, found = sheet.name.as_ref());
                book.refuse(&sheet.name, (0, 0), mistake);
            }
            if let Some(area) = sheet.merged.first() {
                book.refuse(&sheet.name, area.first(), mistake!("book-merged", 0..0));
            }
            if words.key.is_empty() { book.one(sheet, words) } else { book.table(sheet, words) }
        }
        for missing in WORDS.sheet.iter().filter(|own| !own.optional && !known.contains(&own.name())) {
            book.refuse(missing.name(), (0, 0), mistake!("book-no-sheet", 0..0));
        }
        // As the text of a plan has them.
        let order = |row: &Row| WORDS.sheet.iter().position(|own| own.key == row.sheet.key);
        book.rows.sort_by_key(order);
        book
    }

    fn refuse(&mut self, sheet: &str, at: At, mistake: Mistake) {
        self.wrong.push(Wrong::new(sheet, at, mistake));
    }

    /// The sheet that says one thing a row: its name, and what it is.
    fn one(&mut self, sheet: &Sheet, words: &'static SheetWords) {
        let mut cells = BTreeMap::new();
        let mut last = 0;
        for (row, line) in lines(sheet) {
            last = row;
            let Some(head) = line.get(&0) else {
                self.stray(sheet, line.values().next());
                continue;
            };
            let text = visible(&head.content.words());
            let Some(column) = words.column(&text) else {
                // What stands over both.
                if row > 0 {
                    self.unknown(sheet, words, head, &text);
                }
                continue;
            };
            let said = self.said(sheet, column, line.get(&1).copied(), (row, 1));
            if cells.insert(column.key.as_str(), said).is_some() {
                self.refuse(&sheet.name, head.at, mistake!("plan-twice", 0..0, name = text));
            }
        }
        // Each in a row of its own, so that each is said.
        for (row, column) in (last + 1..).zip(&words.columns) {
            cells.entry(&column.key).or_insert(Said { at: (row, 1), text: String::new() });
        }
        self.rows.push(Row { sheet: words, cells });
    }

    /// A sheet with its heads in the first row.
    fn table(&mut self, sheet: &Sheet, words: &'static SheetWords) {
        let mut lines = lines(sheet).into_iter();
        let Some((top, heads)) = lines.next() else { return };
        let heads: Vec<(u32, &Cell, String)> =
            heads.into_iter().map(|(at, head)| (at, head, visible(&head.content.words()))).collect();
        let known = heads.iter().filter(|(.., text)| words.column(text).is_some()).count();
        if known * 2 < heads.len() {
            let mistake = mistake!("book-no-head", 0..0, words = words.heads());
            self.refuse(&sheet.name, (top, 0), mistake);
            return;
        }
        let mut columns: BTreeMap<u32, &'static ColumnWords> = BTreeMap::new();
        // What stands under a head that is not known is said by its head.
        let mut unknown: BTreeSet<u32> = BTreeSet::new();
        for (at, head, text) in heads {
            match words.column(&text) {
                Some(column) if columns.values().any(|own| own.key == column.key) => {
                    self.refuse(&sheet.name, head.at, mistake!("plan-twice", 0..0, name = text));
                }
                Some(column) => {
                    columns.insert(at, column);
                }
                None => {
                    unknown.insert(at);
                    self.unknown(sheet, words, head, &text);
                }
            }
        }
        let beyond = columns.keys().last().map_or(0, |last| last + 1);
        for (row, line) in lines {
            let mut cells = BTreeMap::new();
            for (at, column) in &columns {
                cells
                    .insert(column.key.as_str(), self.said(sheet, column, line.get(at).copied(), (row, *at)));
            }
            for (at, column) in (beyond..).zip(&words.columns) {
                cells.entry(&column.key).or_insert(Said { at: (top, at), text: String::new() });
            }
            self.stray(
                sheet,
                line.iter()
                    .find(|(at, _)| !columns.contains_key(at) && !unknown.contains(at))
                    .map(|(_, cell)| cell),
            );
            self.rows.push(Row { sheet: words, cells });
        }
    }

    /// What stands under no head, or beside none.
    fn stray(&mut self, sheet: &Sheet, cell: Option<&&Cell>) {
        if let Some(cell) = cell {
            let found = cell.content.shown();
            let mistake = mistake!("book-beyond", 0..0, found = found);
            self.refuse(&sheet.name, cell.at, mistake);
        }
    }

    fn unknown(&mut self, sheet: &Sheet, words: &SheetWords, cell: &Cell, found: &str) {
        let heads: Vec<&str> = words.columns.iter().map(|column| column.head.as_str()).collect();
        let mistake = mistake!("book-head", 0..0, found = found, nearest = nearest(found, &heads));
        self.refuse(&sheet.name, cell.at, mistake);
    }

    /// What a cell says, as the text of a plan would say it.
    fn said(&mut self, sheet: &Sheet, column: &ColumnWords, cell: Option<&Cell>, at: (u32, u32)) -> Said {
        let text = match cell.map(|cell| written(column, cell)) {
            None => String::new(),
            Some(Ok(text)) => text,
            Some(Err(mistake)) => {
                self.refuse(&sheet.name, at, mistake);
                String::new()
            }
        };
        Said { at, text }
    }
}

/// The cells of a sheet's rows that are not blank, by their columns.
fn lines(sheet: &Sheet) -> BTreeMap<u32, BTreeMap<u32, &Cell>> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, &Cell>> = BTreeMap::new();
    for cell in &sheet.cells {
        rows.entry(cell.at.0).or_default().insert(cell.at.1, cell);
    }
    rows
}

/// What stands in a cell of a column.
fn written(column: &ColumnWords, cell: &Cell) -> Result<String, Mistake> {
    let shown = cell.content.shown();
    let refused = |key| mistake!(key, 0..0, found = shown);
    if cell.marks.has(Marks::STRUCK.and(Marks::UNSEEN)) {
        return Err(refused(key!("book-unseen", found)));
    }
    let is_number = matches!(column.kind, Kind::Whole | Kind::Number);
    let text = match &cell.content {
        Content::NoCache => return Err(mistake!("book-no-cache", 0..0)),
        Content::Error(_) => return Err(refused(key!("book-formula", found))),
        // 95% is stored as 0.95, and 5 千人 as 5: which was meant is not said.
        Content::Percent(_) | Content::Dressed(_) if is_number => {
            return Err(refused(key!("book-dressed", found)));
        }
        // 0.6 of a hundred is six tenths or sixty: what is meant is written out.
        Content::Number(number) if column.kind == Kind::Number && *number > 0.0 && *number < 1.0 => {
            return Err(refused(key!("book-fraction", found)));
        }
        Content::Number(number) if number.abs() >= MOST => return Err(refused(key!("book-digits", found))),
        Content::Text(_)
        | Content::Number(_)
        | Content::Percent(_)
        | Content::Dressed(_)
        | Content::Bool(_)
        | Content::Date(_) => tidy(&shown),
    };
    // A line end behind a single name says that it is one.
    let is_one = column.kind == Kind::Names && shown.ends_with('\n');
    let text = if is_one { text + "\n" } else { text };
    let text = text.as_str();
    let year = text.strip_suffix(WORDS.year.as_str()).unwrap_or(text).trim_end();
    if column.kind == Kind::Names && parted(text).any(is_parted) && text.lines().count() > 1 {
        return Err(refused(key!("book-names", found)));
    }
    let meant = match column.kind {
        Kind::Text | Kind::Names => Some(text.to_owned()),
        Kind::Whole => year.parse::<i32>().ok().map(|whole| whole.to_string()),
        Kind::Number => match text.parse::<i64>() {
            Ok(whole) => Some(whole.to_string()),
            Err(_) => crate::exact::Fraction::parse(text).map(|_| text.to_owned()),
        },
        Kind::Day => crate::formats::day(text).map(|day| day.to_string()),
        Kind::Flag | Kind::Answer => yes_or_no(text).map(|yes| yes.to_string()),
        Kind::Word => column.meant(text).map(str::to_owned),
        Kind::Words => {
            let words: Option<Vec<&str>> =
                text.split(|c| WORDS.joins.contains(c)).map(|word| column.meant(word)).collect();
            words.map(|words| words.join("+"))
        }
    };
    meant.ok_or_else(|| match column.kind {
        Kind::Whole => refused(key!("book-whole", found)),
        Kind::Number => refused(key!("book-number", found)),
        Kind::Day => refused(key!("book-day", found)),
        Kind::Text | Kind::Names | Kind::Flag | Kind::Answer | Kind::Word | Kind::Words => {
            let words = column.choices();
            let near: Vec<&str> = words.iter().map(String::as_str).collect();
            let near = nearest(text, &near);
            mistake!("plan-unknown-name", 0..0, found = text, nearest = near, words = words.join("、"))
        }
    })
}

fn yes_or_no(text: &str) -> Option<bool> {
    let is = |words: &[String]| is_among(words, text);
    if is(&WORDS.yes) { Some(true) } else { is(&WORDS.no).then_some(false) }
}
