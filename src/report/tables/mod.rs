//! The tables that other programs read. A row is put into words as it is written, a part of a
//! table on each core, and no table is ever held as a whole.

mod csv;
mod evaluated;
mod fields;
mod judged;
mod parquet;
mod planned;
mod returned;

use anyhow::Result;

use crate::report::publish::Sink;
use csv::{ROWS, write_parts};

pub(super) use csv::{Lines, sheet};
pub use evaluated::write_evaluation;
pub use fields::{
    ALL, ASSESSMENTS, CHECKED, CONTRIBUTIONS, EVALUATION, Field, HANGING, Kind, OF_CHECKED, OF_PLANS,
    RESULTS, Table, VALUES, assessments_of, described, described_parquet, described_texts, package,
    values_of,
};
pub use judged::{assessment_lines, write_assessments, write_contributions, write_hanging};
pub use parquet::{write_assessments_parquet, write_values_parquet};
pub use planned::write_plans;
pub use returned::{write_checked, write_values};

/// Writes a table of `rows` rows; `row` writes one of them.
pub(super) fn write(
    sink: &dyn Sink,
    table: &Table,
    rows: usize,
    row: impl Fn(usize, &mut Lines) + Sync,
) -> Result<()> {
    write_parts(sink, table, rows, ROWS, |part, lines| part.for_each(|at| row(at, lines)))
}
