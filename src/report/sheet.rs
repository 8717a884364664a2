//! Tables as sheets of a workbook, in one look: the header stays in view, every column
//! can be filtered, it prints on A4 across, and numbers are numbers.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::exact::Fraction;

/// What stands in a cell. A text is always written as a text, so that nothing that a
/// return says can become a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A whole number.
    Count(i64),
    /// Any number, shown with this many decimals.
    Number(f64, u8),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Option<i64>> for Cell {
    fn from(count: Option<i64>) -> Self {
        count.map_or(Self::Blank, Self::Count)
    }
}

/// A sheet: its name, its columns with their widths in characters, its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name of the sheet, at most 31 characters.
    pub name: String,
    /// The head and the width of each column.
    pub columns: Vec<(String, f64)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The looks of a sheet.
struct Styles {
    head: Format,
    text: Format,
    count: Format,
    places: [Format; 3],
}

impl Styles {
    fn new() -> Self {
        let base = Format::new()
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00_C9_CE_D3)
            .set_align(FormatAlign::Top);
        Self {
            head: base
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_background_color(0x00_E8_EE_F4)
                .set_align(FormatAlign::VerticalCenter),
            text: base.clone().set_text_wrap(),
            count: base.clone().set_num_format("#,##0"),
            places: ["#,##0", "#,##0.0", "#,##0.00"].map(|format| base.clone().set_num_format(format)),
        }
    }
}

/// A workbook without the clock: its date is the end of the report's year.
///
/// # Errors
/// A year that has no end.
pub fn workbook(title: &str, year: i32) -> Result<Workbook, XlsxError> {
    let year = u16::try_from(year).unwrap_or(1900);
    let made = ExcelDateTime::from_ymd(year, 12, 31)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    Ok(workbook)
}

/// Adds a table to a workbook and returns its sheet.
///
/// # Errors
/// What the workbook writer refuses.
pub fn add<'a>(workbook: &'a mut Workbook, table: &Table) -> Result<&'a mut Worksheet, XlsxError> {
    let styles = Styles::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(&table.name)?;
    for (column, (head, width)) in (0..).zip(&table.columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, head, &styles.head)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Blank => sheet.write_blank(row, column, &styles.text)?,
                Cell::Text(text) => sheet.write_string_with_format(row, column, text, &styles.text)?,
                Cell::Count(count) => {
                    // Beyond 2^53 a spreadsheet rounds; no count of people comes near.
                    let count = Fraction::whole(*count).approximate();
                    sheet.write_number_with_format(row, column, count, &styles.count)?
                }
                Cell::Number(number, places) => {
                    let format = styles.places.get(usize::from(*places)).unwrap_or(&styles.count);
                    sheet.write_number_with_format(row, column, *number, format)?
                }
            };
        }
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    let rows = u32::try_from(table.rows.len()).unwrap_or(0);
    sheet.autofilter(0, 0, rows, last)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&P / &N");
    Ok(sheet)
}
