//! The formats that calamine reads: .xls, .xlsb and .ods.

use std::io::Cursor;

use calamine::{Data, DataType as _, Dimensions, Ods, Reader as _, SheetType, SheetVisible, Xls, Xlsb};

use super::limits::{Kind, MOST_CELLS, Refusal};
use crate::fold::visible;
use crate::formats::number_format::moment;
use crate::formats::sheet::{Area, Cell, Content, Sheet};
use crate::formats::{biff, open_document};

fn refused(error: &calamine::Error) -> Refusal {
    use calamine::{Error, OdsError, XlsError, XlsbError};
    match error {
        Error::Xls(XlsError::Password)
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
        all.push(Sheet { name: visible(&sheet.name).into(), hidden, cells: own, ..Sheet::default() });
    }
    Ok(all)
}

/// calamine tells neither formats nor fonts of .xlsb.
pub(super) fn xlsb(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut workbook: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| refused(&error.into()))?;
    let listed = workbook.sheets_metadata().to_vec();
    let mut sheets = each_sheet(&mut workbook, &listed, xlsb_cells)?;
    for sheet in &mut sheets {
        sheet.looks_unknown = true;
    }
    Ok(sheets)
}

/// Reads a workbook whose reader lays out every sheet in full, from its first used cell to
/// its last.
///
/// # Errors
/// A file that is no workbook.
pub(super) fn full(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let file = Cursor::new(bytes);
    if bytes.starts_with(b"PK") {
        let mut workbook = Ods::new(file).map_err(|error| refused(&error.into()))?;
        let listed = workbook.sheets_metadata().to_vec();
        let mut sheets = each_sheet(&mut workbook, &listed, laid_out)?;
        open_document::dress(bytes, &mut sheets);
        return Ok(sheets);
    }
    let mut workbook = Xls::new(file).map_err(|error| refused(&error.into()))?;
    let listed = workbook.sheets_metadata().to_vec();
    let mut sheets = each_sheet(&mut workbook, &listed, laid_out)?;
    let worksheets = listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    for (sheet, listed) in sheets.iter_mut().zip(worksheets) {
        let merged = workbook.merge_cells_by_sheet_name(&listed.name).unwrap_or_default();
        sheet.merged = merged.iter().map(|Dimensions { start, end }| Area::between(*start, *end)).collect();
        sheet.merged.sort_by_key(Area::first);
    }
    biff::dress(bytes, &mut sheets);
    Ok(sheets)
}

fn laid_out<'a, R>(workbook: &mut R, name: &str) -> Result<Vec<Cell>, calamine::Error>
where
    R: calamine::Reader<Cursor<&'a [u8]>>,
    calamine::Error: From<R::Error>,
{
    let values = workbook.worksheet_range(name)?;
    let formulas = workbook.worksheet_formula(name).unwrap_or_default();
    Ok(range_cells(&values, &formulas))
}

fn xlsb_cells(xlsb: &mut Xlsb<Cursor<&[u8]>>, name: &str) -> Result<Vec<Cell>, calamine::XlsbError> {
    let mut reader = xlsb.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let content = data(&Data::from(cell.get_value().clone()));
        cells.extend(content.map(|content| Cell::plain(cell.get_position(), content)));
        if cells.len() > MOST_CELLS {
            break;
        }
    }
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
        .filter_map(|(row, column, value)| Some(Cell::plain(at(values.start(), row, column), data(value)?)))
        .collect();
    for (row, column, formula) in formulas.used_cells() {
        let at = at(formulas.start(), row, column);
        if !formula.is_empty() && values.get_value(at).is_none_or(|value| value.is_empty()) {
            cells.push(Cell::plain(at, Content::NoCache));
        }
    }
    cells
}

fn data(value: &Data) -> Option<Content> {
    match value {
        // A spreadsheet's numbers are floating point themselves; the text form is exact.
        Data::Int(number) => number.to_string().parse().ok().map(Content::Number),
        Data::Float(number) => Some(Content::Number(*number)),
        Data::String(text) | Data::DurationIso(text) => Content::text(text),
        Data::Bool(word) => Some(Content::Bool(*word)),
        Data::DateTime(at) => Some(moment(at)),
        Data::DateTimeIso(text) => {
            Some(value.as_datetime().map_or_else(|| Content::Text(text.as_str().into()), Content::Date))
        }
        Data::Error(error) => Some(Content::Error(error.to_string())),
        Data::Empty => None,
    }
}
