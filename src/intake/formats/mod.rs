//! From the bytes of a file to its sheets, whatever it was written by.

mod biff;
mod by_calamine;
pub mod format;
pub mod limits;
mod markup;
pub(in crate::intake) mod number_format;
mod open_document;
pub(in crate::intake) mod text;
pub mod workbook;
pub mod worker;
pub mod xlsx;
