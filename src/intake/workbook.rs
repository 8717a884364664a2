//! A file becomes sheets of cells. The only user of calamine.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, DataRef, DataType as _, Reader as _, SheetType, SheetVisible, Sheets, Xlsx};
use chrono::NaiveDateTime;

use crate::fold::squeeze;

/// A sheet of a workbook.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its non-empty cells, row by row.
    pub cells: Vec<Cell>,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Row and column from 0.
    pub at: (u32, u32),
    /// What stands in it.
    pub content: Content,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A number, as the spreadsheet stores it.
    Number(f64),
    /// A text.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date.
    Date(NaiveDateTime),
    /// An error value.
    Error(String),
    /// A formula whose value was never worked out.
    NoCache,
}

impl Content {
    /// The content as a person sees it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Bool(word) => word.to_string().to_uppercase(),
            Self::Date(at) => at.date().to_string(),
            Self::Error(word) => word.clone(),
            Self::NoCache => String::new(),
        }
    }
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is something else; the key of its name.
    Kind(&'static str),
    /// It is damaged or of a format that is not read.
    Unreadable(String),
}

/// Reads a workbook by its content, whatever its name says.
///
/// # Errors
/// A file that is no workbook.
pub fn sheets(bytes: Vec<u8>) -> Result<Vec<Sheet>, Refusal> {
    if let Some(kind) = other_kind(&bytes) {
        return Err(Refusal::Kind(kind));
    }
    let unreadable = |error: &dyn std::fmt::Display| Refusal::Unreadable(error.to_string());
    let mut workbook =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let listed = workbook.sheets_metadata().to_vec();
    let mut all = Vec::new();
    for sheet in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let cells = match &mut workbook {
            Sheets::Xlsx(xlsx) => xlsx_cells(xlsx, &sheet.name).map_err(|e| unreadable(&e))?,
            other => {
                let values = other.worksheet_range(&sheet.name).map_err(|e| unreadable(&e))?;
                let formulas = other.worksheet_formula(&sheet.name).unwrap_or_default();
                range_cells(&values, &formulas)
            }
        };
        let hidden = sheet.visible != SheetVisible::Visible;
        all.push(Sheet { name: sheet.name.as_str().into(), hidden, cells });
    }
    Ok(all)
}

/// The kinds of file that turn up among returns and are none.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 5] = [
        (b"%PDF", "kind-pdf"),
        (b"\x89PNG", "kind-picture"),
        (b"\xff\xd8\xff", "kind-picture"),
        (b"Rar!", "kind-archive"),
        (b"7z\xbc\xaf", "kind-archive"),
    ];
    if bytes.is_empty() {
        return Some("kind-empty");
    }
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn xlsx_cells(xlsx: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Cell>, calamine::XlsxError> {
    let mut reader = xlsx.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell_with_formula()? {
        let content = match &cell.value {
            DataRef::Int(number) => data(&Data::Int(*number)),
            DataRef::Float(number) => Some(Content::Number(*number)),
            DataRef::String(text) => data_text(text),
            DataRef::SharedString(text) => data_text(text),
            DataRef::Bool(word) => Some(Content::Bool(*word)),
            DataRef::DateTime(at) => data(&Data::DateTime(*at)),
            DataRef::DateTimeIso(text) => data(&Data::DateTimeIso(text.clone())),
            DataRef::DurationIso(text) => data_text(text),
            DataRef::Error(error) => Some(Content::Error(error.to_string())),
            DataRef::Empty => cell.formula.as_ref().map(|_| Content::NoCache),
        };
        cells.extend(content.map(|content| Cell { at: cell.pos, content }));
    }
    cells.sort_by_key(|cell| cell.at);
    Ok(cells)
}

fn range_cells(values: &calamine::Range<Data>, formulas: &calamine::Range<String>) -> Vec<Cell> {
    let at = |range_start: Option<(u32, u32)>, row: usize, column: usize| {
        let (first_row, first_column) = range_start.unwrap_or((0, 0));
        (
            first_row + u32::try_from(row).unwrap_or(u32::MAX),
            first_column + u32::try_from(column).unwrap_or(u32::MAX),
        )
    };
    let mut cells: Vec<Cell> = values
        .used_cells()
        .filter_map(|(row, column, value)| {
            Some(Cell { at: at(values.start(), row, column), content: data(value)? })
        })
        .collect();
    for (row, column, formula) in formulas.used_cells() {
        let at = at(formulas.start(), row, column);
        if !formula.is_empty() && values.get_value(at).is_none_or(|value| value.is_empty()) {
            cells.push(Cell { at, content: Content::NoCache });
        }
    }
    cells.sort_by_key(|cell| cell.at);
    cells
}

fn data(value: &Data) -> Option<Content> {
    match value {
        // A spreadsheet's numbers are floating point themselves; the text form is exact.
        Data::Int(number) => number.to_string().parse().ok().map(Content::Number),
        Data::Float(number) => Some(Content::Number(*number)),
        Data::String(text) | Data::DurationIso(text) => data_text(text),
        Data::Bool(word) => Some(Content::Bool(*word)),
        Data::DateTime(at) => Some(at.as_datetime().map_or(Content::Number(at.as_f64()), Content::Date)),
        Data::DateTimeIso(text) => {
            Some(value.as_datetime().map_or_else(|| Content::Text(text.clone()), Content::Date))
        }
        Data::Error(error) => Some(Content::Error(error.to_string())),
        Data::Empty => None,
    }
}

/// A text of nothing but blanks is an empty cell.
fn data_text(text: &str) -> Option<Content> {
    (!squeeze(text).is_empty()).then(|| Content::Text(text.to_owned()))
}
