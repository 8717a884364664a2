//! A file becomes sheets of cells.

use super::limits::{Kind, Refusal};
use crate::formats::format::{Archive, Format, Opened};
use crate::formats::sheet::Sheet;
use crate::formats::worker::{self, Isolation};
use crate::formats::{by_calamine, markup, text, xlsx};

/// Reads a workbook by its content, whatever its name says; `isolation` reads the formats
/// that are better read alone.
///
/// # Errors
/// A file that is no workbook.
pub fn sheets(bytes: &[u8], opened: Opened<'_>, isolation: &Isolation) -> Result<Vec<Sheet>, Refusal> {
    match opened.format {
        Format::Xlsx => {
            let read = |mut archive: Archive<'_>| worker::quietly(|| xlsx::sheets(bytes, &mut archive));
            opened.archive.map_or(Err(Refusal::Damaged), read)
        }
        Format::Xlsb => worker::quietly(|| by_calamine::xlsb(bytes)),
        Format::Xls | Format::Ods => isolation.sheets(bytes),
        Format::Html => worker::quietly(|| markup::html(bytes)),
        Format::SpreadsheetMl => worker::quietly(|| markup::spreadsheet_ml(bytes)),
        Format::Text => text::sheet(bytes).map(|sheet| vec![sheet]),
        // An archive inside of an archive.
        Format::Archive => Err(Refusal::Kind(Kind::Archive)),
    }
}
