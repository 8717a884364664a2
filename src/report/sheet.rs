//! Tables as sheets of a workbook, in one look: the header stays in view, every column
//! can be filtered, it prints on A4 across, and numbers are numbers.

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::exact::Fraction;

/// What stands in a cell. A text is always written as a text, so that nothing that a
/// return says can become a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetCell<'a> {
    /// Nothing.
    Blank,
    /// A text.
    Text(Cow<'a, str>),
    /// A text on a ground of a colour.
    Tinted(String, u32),
    /// A whole number.
    Count(i64),
    /// Any number, shown with two decimals.
    Number(f64),
}

impl From<String> for SheetCell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.into()) }
    }
}

impl<'a> From<&'a str> for SheetCell<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.into()) }
    }
}

impl From<Option<i64>> for SheetCell<'_> {
    fn from(count: Option<i64>) -> Self {
        count.map_or(Self::Blank, Self::Count)
    }
}

/// A sheet without its rows.
#[derive(Clone, Debug)]
pub struct SheetTable {
    /// The name of the sheet, at most 31 characters.
    pub name: String,
    /// From left to right.
    pub columns: Vec<Column>,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct Column {
    /// The words in its first row.
    pub head: String,
    /// Its width in characters.
    pub width: f64,
    /// How its whole numbers look.
    pub number: &'static str,
}

impl Column {
    /// A column of texts and counts.
    #[must_use]
    pub fn new(head: String, width: f64) -> Self {
        Self { head, width, number: "#,##0" }
    }

    /// A column of years.
    #[must_use]
    pub fn years(head: String, width: f64) -> Self {
        Self { head, width, number: "0" }
    }
}

/// What a workbook of a year says of itself: it is the same file whenever it is made, so that its date
/// is the end of the year and not today.
///
/// # Errors
/// A year that has no end.
pub fn of_year(year: i32) -> Result<DocProperties, XlsxError> {
    let year = u16::try_from(year).unwrap_or(1900);
    Ok(DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(year, 12, 31)?))
}

/// A workbook of a year under a title.
///
/// # Errors
/// A year that has no end.
pub fn workbook(title: &str, year: i32) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&of_year(year)?.set_title(title));
    // A long table of few words packs well at any level, and several times faster at this one.
    workbook.set_zip_compression_level(1);
    Ok(workbook)
}

/// The bytes of a workbook, the same on every system: the packer notes in each entry of the
/// directory (APPNOTE 4.4.2) which system it ran on.
///
/// # Errors
/// What the workbook writer refuses.
pub fn saved(mut workbook: Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = workbook.save_to_buffer()?;
    made_by_unix(&mut bytes);
    Ok(bytes)
}

fn made_by_unix(bytes: &mut [u8]) -> Option<()> {
    const END: &[u8] = b"PK\x05\x06";
    const UNIX: u8 = 3;
    let short = |bytes: &[u8], at: usize| {
        Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
    };
    let end = bytes.windows(END.len()).rposition(|window| window == END)?;
    let entries = short(bytes, end + 10)?;
    let mut at = usize::try_from(u32::from_le_bytes(bytes.get(end + 16..end + 20)?.try_into().ok()?)).ok()?;
    for _ in 0..entries {
        *bytes.get_mut(at + 5)? = UNIX;
        at += 46 + short(bytes, at + 28)? + short(bytes, at + 30)? + short(bytes, at + 32)?;
    }
    Some(())
}

/// Adds a table to a workbook, with a line under it, and returns its sheet.
///
/// # Errors
/// What the workbook writer refuses.
pub fn add<'a, 'b, R: IntoIterator<Item = SheetCell<'b>>>(
    workbook: &'a mut Workbook,
    table: &SheetTable,
    rows: impl Iterator<Item = R>,
    under: Option<String>,
) -> Result<&'a mut Worksheet, XlsxError> {
    let base = Format::new().set_align(FormatAlign::Top);
    let head = base
        .clone()
        .set_bold()
        .set_text_wrap()
        .set_background_color(0x00_E8_EE_F4)
        .set_align(FormatAlign::VerticalCenter);
    // The look of a column; only numbers that are not whole have one of their own.
    let look = base.clone().set_text_wrap();
    let number = base.clone().set_num_format("#,##0.00");
    let sheet = workbook.add_worksheet_with_low_memory()?;
    sheet.set_name(&table.name)?;
    for (at, column) in (0..).zip(&table.columns) {
        sheet.set_column_width(at, column.width)?;
        sheet.set_column_format(at, &look.clone().set_num_format(column.number))?;
        sheet.write_string_with_format(0, at, &column.head, &head)?;
    }
    let mut last_row = 0;
    for (row, cells) in (1..).zip(rows) {
        last_row = row;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                SheetCell::Blank => {}
                SheetCell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                SheetCell::Tinted(text, colour) => {
                    let ground = Format::new().set_background_color(colour);
                    sheet.write_string_with_format(row, column, text, &ground)?;
                }
                SheetCell::Count(count) => {
                    // Beyond 2^53 a spreadsheet rounds; no count of people comes near.
                    sheet.write_number(row, column, Fraction::whole(count).approximate())?;
                }
                SheetCell::Number(value) => {
                    sheet.write_number_with_format(row, column, value, &number)?;
                }
            }
        }
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    if let Some(under) = under {
        sheet.merge_range(last_row + 1, 0, last_row + 1, last, &under, &look)?;
        sheet.set_row_height(last_row + 1, 30)?;
    }
    sheet.autofilter(0, 0, last_row, last)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_gridlines(true);
    sheet.set_footer("&C&P / &N");
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::{made_by_unix, saved};

    #[test]
    fn a_workbook_is_the_same_whichever_system_packed_it() {
        let book = || {
            let mut book = Workbook::new();
            book.add_worksheet();
            book
        };
        let bytes = saved(book()).unwrap();
        let entry = b"PK\x01\x02";
        let entries: Vec<usize> =
            bytes.windows(4).enumerate().filter(|(_, at)| at == entry).map(|(at, _)| at).collect();
        assert!(entries.len() > 5);
        let mut elsewhere = bytes.clone();
        for at in entries {
            *elsewhere.get_mut(at + 5).unwrap() = 0;
        }
        assert_ne!(elsewhere, bytes);
        made_by_unix(&mut elsewhere);
        assert_eq!(elsewhere, bytes);
    }
}
