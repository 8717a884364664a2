//! From the bytes of a file to its sheets, whatever it was written by. What the cells are for is
//! nothing to it: returns, registries and plans are read by it alike.

mod biff;
mod by_calamine;
pub mod format;
pub mod limits;
mod markup;
mod number_format;
mod open_document;
pub mod sheet;
pub mod text;
pub mod workbook;
pub mod worker;
pub mod xlsx;

use chrono::{Datelike as _, NaiveDate};

/// A day as Excel, WPS and people write it.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    // In chrono's notation.
    const FORMATS: [&str; 4] = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y\u{5e74}%m\u{6708}%d\u{65e5}"];
    let day = FORMATS.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    // A year of two digits is one of antiquity.
    day.filter(|day| (1900..=2100).contains(&day.year()))
}
