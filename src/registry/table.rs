//! The tables of a registry as rows of texts: CSV files, or the sheets of one workbook.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use encoding_rs::GB18030;

use super::words::{TableWords, WORDS};
use crate::fold::{is_among, visible};
use crate::messages::{Message, Stop, facts};

/// The workbook that may stand in for the files.
const BOOK: &str = "registry.xlsx";

/// The sheets of the workbook by their names, with the row that each begins in.
pub(super) type Book = Vec<(String, Vec<Row>)>;

/// A row as it is counted in a spreadsheet, and its cells.
type Row = (u32, Vec<String>);

/// A table under its heads.
pub(super) struct Table<'w> {
    words: &'w TableWords,
    /// What messages call it: the file, or the workbook and its sheet.
    pub(super) file: String,
    /// The columns by their places.
    columns: BTreeMap<usize, &'w str>,
    rows: Vec<Row>,
}

/// A message about a cell, with the words that would do.
type WrongMessage = Message<{ facts(&["file", "line", "column", "found", "words"]) }>;

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    table: &'t Table<'t>,
    row: u32,
    cells: &'t [String],
}

fn unreadable(file: &str, why: impl ToString) -> Stop {
    stop!("registry-unreadable", file = file, why = why.to_string())
}

/// The sheets of `registry.xlsx`, if there is one.
pub(super) fn book(folder: &Path) -> Result<Option<Book>, Stop> {
    let path = folder.join(BOOK);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = crate::platform::bytes_of(&path).map_err(|why| unreadable(BOOK, why))?;
    // calamine holds no part against its check sum.
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|why| unreadable(BOOK, why))?;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|why| unreadable(BOOK, why))?;
        std::io::copy(&mut part.by_ref(), &mut std::io::sink()).map_err(|why| unreadable(BOOK, why))?;
    }
    let mut book = Xlsx::new(Cursor::new(&bytes)).map_err(|why| unreadable(BOOK, why))?;
    let mut sheets = Vec::new();
    let known = |name: &str| {
        let mut all = WORDS.table.iter().map(|table| &table.sheets).chain([&WORDS.ignored]);
        all.any(|sheets| is_among(sheets, name))
    };
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|why| unreadable(BOOK, why))?;
        let shown = format!("{BOOK} › {name}");
        let is_blank = range.used_cells().next().is_none();
        if !known(&name) {
            if is_blank {
                continue;
            }
            let words = WORDS.table.iter().map(TableWords::sheet).collect::<Vec<_>>().join("、");
            return Err(stop!("registry-sheet", file = shown, words = words));
        }
        // What is merged stands in its first row alone, and says nothing in the others.
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|why| unreadable(BOOK, why))?;
        if let Some(area) = merged.into_iter().find(|area| area.start.0 != area.end.0) {
            return Err(stop!("registry-merged", file = shown, line = area.start.0 + 1));
        }
        let formulas = book.worksheet_formula(&name).map_err(|why| unreadable(BOOK, why))?;
        let start = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at =
                (start.0 + u32::try_from(row).unwrap_or(0), start.1 + u32::try_from(column).unwrap_or(0));
            if !formula.is_empty()
                && range.get_value(at).is_none_or(|cell| matches!(cell, Data::Empty | Data::Error(_)))
            {
                return Err(stop!("registry-formula", file = shown, line = (at.0 + 1), found = formula));
            }
        }
        let first = range.start().map_or(0, |(row, _)| row);
        let rows =
            (first + 1..).zip(range.rows()).map(|(row, cells)| (row, cells.iter().map(text).collect()));
        sheets.push((name, rows.collect()));
    }
    Ok(Some(sheets))
}

/// A cell as it is read: a day in ISO form, a code without a decimal point.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(_) | Data::DateTimeIso(_) => {
            cell.as_date().map_or_else(|| cell.to_string(), |day| day.to_string())
        }
        // A spreadsheet keeps no more than fifteen digits; what is longer is not what was typed.
        Data::Float(number) if number.abs() >= 1e15 => format!("#{number}"),
        Data::Bool(yes) => (if *yes { "true" } else { "false" }).to_owned(),
        Data::Empty
        | Data::String(_)
        | Data::Int(_)
        | Data::Float(_)
        | Data::DurationIso(_)
        | Data::Error(_) => cell.to_string(),
    }
}

/// The rows of a CSV file, which Excel and WPS write in UTF-8 or in GB18030.
fn csv_rows(path: &Path, name: &str) -> Result<Vec<Row>, Stop> {
    let bytes = crate::platform::bytes_of(path).map_err(|why| unreadable(name, why))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            let wrong = || stop!("registry-encoding", file = name);
            text.filter(|text| !text.contains('\0')).ok_or_else(wrong)?.into_owned()
        }
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    // A line end within a cell begins no row.
    let mut within = 0;
    for record in reader.records() {
        let record = record.map_err(|why| unreadable(name, why))?;
        let line = record.position().map_or(0, csv::Position::line).saturating_sub(within);
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), record.iter().map(str::to_owned).collect()));
        within += record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
    }
    Ok(rows)
}

impl<'w> Table<'w> {
    /// The table of some words: a file of the folder, or a sheet of the workbook.
    pub(super) fn read(folder: &Path, words: &'w TableWords, book: Option<&Book>) -> Result<Self, Stop> {
        let name = format!("{}.csv", words.file);
        let path = folder.join(&name);
        let mut sheets = book.into_iter().flatten().filter(|(sheet, _)| is_among(&words.sheets, sheet));
        let shown = |sheet: &str| format!("{BOOK} › {sheet}");
        let (file, rows) = match (path.exists(), sheets.next(), sheets.next()) {
            (true, Some((sheet, _)), _) => {
                return Err(stop!("registry-both", file = name, other = shown(sheet)));
            }
            (_, Some((one, _)), Some((other, _))) => {
                return Err(stop!("registry-both", file = shown(one), other = shown(other)));
            }
            (true, None, _) => (name.clone(), csv_rows(&path, &name)?),
            (false, Some((sheet, rows)), None) => (shown(sheet), rows.clone()),
            (false, None, _) => {
                return Err(stop!("registry-missing", file = name, other = shown(words.sheet())));
            }
        };
        let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        let (row, heads) = rows.next().unwrap_or_default();
        let mut columns: BTreeMap<usize, &str> = BTreeMap::new();
        let mut table = Self { words, file, columns: BTreeMap::new(), rows: rows.collect() };
        for (at, head) in heads.iter().enumerate() {
            let under = |(_, cells): &Row| cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
            if head.trim().is_empty() && !table.rows.iter().any(under) {
                continue;
            }
            let found = visible(head.trim());
            let known = words.column(&found).filter(|column| !columns.values().any(|own| *own == column.id));
            let Some(column) = known else {
                let (file, words) = (&table.file, words.heads());
                return Err(stop!("registry-column", file = file, line = row, found = found, words = words));
            };
            columns.insert(at, &column.id);
        }
        if let Some((row, _)) =
            table.rows.iter().find(|(_, cells)| cells.iter().any(|cell| cell.contains(&WORDS.example)))
        {
            return Err(stop!("registry-example", file = table.file, line = *row, words = WORDS.example));
        }
        for column in words.columns.iter().filter(|column| column.required) {
            if !columns.values().any(|own| *own == column.id) {
                let (head, heads) = (words.head(&column.id), column.heads.join("、"));
                return Err(stop!("registry-no-column", file = table.file, column = head, words = heads));
            }
        }
        let beyond = table.rows.iter().find_map(|(row, cells)| {
            let stray = |(at, cell): &(usize, &String)| !columns.contains_key(at) && !cell.trim().is_empty();
            cells.iter().enumerate().find(stray).map(|(_, cell)| (*row, cell.clone()))
        });
        if let Some((row, found)) = beyond {
            let (file, words) = (&table.file, words.heads());
            return Err(stop!("registry-beyond", file = file, line = row, found = found, words = words));
        }
        table.columns = columns;
        Ok(table)
    }

    /// The rows that say something.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|(row, cells)| Line { table: self, row: *row, cells })
    }
}

impl Line<'_> {
    /// What stands in a column, without what nobody sees.
    pub(super) fn get(&self, id: &str) -> String {
        let at = self.table.columns.iter().find(|(_, own)| **own == id).map(|(at, _)| *at);
        let cell = at.and_then(|at| self.cells.get(at)).map_or("", String::as_str);
        visible(cell.trim()).trim().to_owned()
    }

    /// What is wrong in a column, with the words that would do.
    pub(super) fn wrong(&self, key: WrongMessage, id: &str, words: &str) -> Stop {
        stop!(
            key,
            file = self.table.file,
            line = self.row,
            column = self.table.words.head(id),
            found = self.get(id),
            words = words
        )
    }
}
