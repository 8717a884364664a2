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
