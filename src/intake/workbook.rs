//! A file becomes sheets of cells.

use std::borrow::Cow;
use std::io::Cursor;
use std::rc::Rc;
use std::sync::Arc;

use calamine::{
    Data, DataRef, DataType as _, ExcelDateTime, Ods, Reader as _, SheetType, SheetVisible, Sheets, Xls,
    Xlsb, Xlsx,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::fold::{is_unwritten, visible};
use crate::intake::format::{Archive, Format, Kind, Opened};
use crate::intake::worker::{self, Isolation};
use crate::intake::{markup, text, xlsx};

/// A sheet of a workbook.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its non-empty cells, row by row.
    pub cells: Vec<Cell>,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Row and column from 0.
    pub at: (u32, u32),
    /// What stands in it.
    pub content: Content,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A number, as the spreadsheet stores it.
    Number(f64),
    /// A number that is shown as a percentage: 0.95 is seen as 95%.
    Percent(f64),
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
            | Self::Bool(_)
            | Self::Date(_)
            | Self::Error(_)
            | Self::NoCache => None,
        }
    }

    /// The content as a person sees it, without a copy of a text.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(_)
            | Self::Percent(_)
            | Self::Bool(_)
            | Self::Date(_)
            | Self::Error(_)
            | Self::NoCache => Cow::Owned(self.shown()),
        }
    }

    /// The content as a person sees it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Percent(number) => format!("{}%", (number * 1e8).round() / 1e6),
            Self::Text(text) => text.to_string(),
            Self::Bool(word) => word.to_string().to_uppercase(),
            Self::Date(at) => at.date().to_string(),
            Self::Error(word) => word.clone(),
            Self::NoCache => String::new(),
        }
    }
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It is something else.
    Kind(Kind),
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// Its reader gave up without a reason.
    Damaged,
}

/// No return has more cells than this.
pub const MOST_CELLS: usize = 4_000_000;

/// Reads a workbook by its content, whatever its name says; `isolation` reads the formats
/// that are better read alone.
///
/// # Errors
/// A file that is no workbook.
pub fn sheets(bytes: &[u8], opened: Opened<'_>, isolation: &Isolation) -> Result<Vec<Sheet>, Refusal> {
    match opened.format {
        Format::Xlsx => {
            let plainly =
                |mut archive: Archive<'_>| xlsx::sheets(bytes, &mut archive).ok_or(Refusal::Damaged);
            match opened.archive.map(|archive| worker::quietly(|| plainly(archive))) {
                Some(Ok(sheets)) => Ok(sheets),
                Some(Err(_)) | None => worker::quietly(|| by_calamine(bytes)),
            }
        }
        Format::Xlsb => worker::quietly(|| xlsb(bytes)),
        Format::Xls | Format::Ods => isolation.sheets(bytes),
        Format::Html => worker::quietly(|| markup::html(bytes)),
        Format::SpreadsheetMl => worker::quietly(|| markup::spreadsheet_ml(bytes)),
        Format::Text => text::sheet(bytes).map(|sheet| vec![sheet]),
        // An archive inside of an archive.
        Format::Archive => Err(Refusal::Kind(Kind::Archive)),
    }
}

fn refused(error: &calamine::Error) -> Refusal {
    use calamine::{Error, OdsError, XlsError, XlsbError, XlsxError};
    match error {
        Error::Xls(XlsError::Password)
        | Error::Xlsx(XlsxError::Password)
        | Error::Xlsb(XlsbError::Password)
        | Error::Ods(OdsError::Password) => Refusal::Kind(Kind::Encrypted),
        other => Refusal::Unreadable(other.to_string()),
    }
}

/// The worksheets of a workbook in their order.
fn each_sheet<R, E: Into<calamine::Error>>(
    workbook: &mut R,
    listed: &[calamine::Sheet],
    mut read: impl FnMut(&mut R, &str) -> Result<Vec<Cell>, E>,
) -> Result<Vec<Sheet>, Refusal> {
    let mut all = Vec::new();
    let mut cells = 0;
    for sheet in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut own = read(workbook, &sheet.name).map_err(|error| refused(&error.into()))?;
        own.sort_by_key(|cell| cell.at);
        cells += own.len();
        if cells > MOST_CELLS {
            return Err(Refusal::Kind(Kind::TooLarge));
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        all.push(Sheet { name: visible(&sheet.name).into(), hidden, cells: own });
    }
    Ok(all)
}

/// Reads an .xlsx file, however it is written.
///
/// # Errors
/// A file that is no workbook.
pub fn by_calamine(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error.into()))?;
    let listed = workbook.sheets_metadata().to_vec();
    each_sheet(&mut workbook, &listed, |workbook, name| {
        let (mut cells, percent) = xlsx_cells(workbook, name)?;
        if percent.contains(&true) {
            mark_percentages(workbook, name, &percent, &mut cells)?;
        }
        Ok::<_, calamine::XlsxError>(cells)
    })
}

fn xlsb(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut workbook: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refused(&error.into()))?;
    let listed = workbook.sheets_metadata().to_vec();
    each_sheet(&mut workbook, &listed, xlsb_cells)
}

/// Reads a workbook whose reader lays out every sheet in full, from its first used cell to
/// its last.
///
/// # Errors
/// A file that is no workbook.
pub fn full(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let zipped = bytes.starts_with(b"PK");
    let file = Cursor::new(bytes);
    let mut workbook = if zipped {
        Sheets::Ods(Ods::new(file).map_err(|error| refused(&error.into()))?)
    } else {
        Sheets::Xls(Xls::new(file).map_err(|error| refused(&error.into()))?)
    };
    let listed = workbook.sheets_metadata().to_vec();
    each_sheet(&mut workbook, &listed, |workbook, name| {
        let values = workbook.worksheet_range(name)?;
        let formulas = workbook.worksheet_formula(name).unwrap_or_default();
        Ok::<_, calamine::Error>(range_cells(&values, &formulas))
    })
}

/// Numbers that are shown as percentages: a second pass over a sheet, made only where the
/// workbook has such a format at all.
fn mark_percentages(
    xlsx: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    percent: &[bool],
    cells: &mut [Cell],
) -> Result<(), calamine::XlsxError> {
    let mut reader = xlsx.worksheet_cells_reader(name)?;
    let mut marked = std::collections::BTreeSet::new();
    while let Some((row, column, style)) = reader.next_style_id()? {
        if percent.get(style) == Some(&true) {
            marked.insert((row, column));
        }
    }
    for cell in cells {
        if let Content::Number(number) = cell.content
            && marked.contains(&cell.at)
        {
            cell.content = Content::Percent(number);
        }
    }
    Ok(())
}

fn xlsb_cells(xlsb: &mut Xlsb<Cursor<&[u8]>>, name: &str) -> Result<Vec<Cell>, calamine::XlsbError> {
    let mut reader = xlsb.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let at = cell.get_position();
        let content = data(&Data::from(cell.get_value().clone()));
        cells.extend(content.map(|content| Cell { at, content }));
        if cells.len() > MOST_CELLS {
            break;
        }
    }
    Ok(cells)
}

/// The cells of a sheet, and which of the workbook's styles show a number as a percentage.
fn xlsx_cells(
    xlsx: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<(Vec<Cell>, Vec<bool>), calamine::XlsxError> {
    let mut reader = xlsx.worksheet_cells_reader(name)?;
    let percent = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
        .collect();
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
        if cells.len() > MOST_CELLS {
            break;
        }
    }
    Ok((cells, percent))
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
    cells
}

fn data(value: &Data) -> Option<Content> {
    match value {
        // A spreadsheet's numbers are floating point themselves; the text form is exact.
        Data::Int(number) => number.to_string().parse().ok().map(Content::Number),
        Data::Float(number) => Some(Content::Number(*number)),
        Data::String(text) | Data::DurationIso(text) => data_text(text),
        Data::Bool(word) => Some(Content::Bool(*word)),
        Data::DateTime(at) => Some(moment(at)),
        Data::DateTimeIso(text) => {
            Some(value.as_datetime().map_or_else(|| Content::Text(text.as_str().into()), Content::Date))
        }
        Data::Error(error) => Some(Content::Error(error.to_string())),
        Data::Empty => None,
    }
}

/// A day and time, where a number is one.
pub(crate) fn moment(at: &ExcelDateTime) -> Content {
    at.as_datetime().map_or(Content::Number(at.as_f64()), Content::Date)
}

fn data_text(text: &str) -> Option<Content> {
    Content::text(text)
}
