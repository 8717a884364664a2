//! The tables that other programs read. A row is put into words as it is written, a part of a
//! table on each core, and no table is ever held as a whole.

mod csv;
mod evaluated;
mod fields;
mod judged;
mod package;
mod parquet;
mod planned;
mod returned;

pub(super) use csv::sheet;
pub use evaluated::{EVALUATION, write_evaluation};
pub use fields::{Books, Table};
pub use judged::{
    ASSESSMENTS, assessment_lines, write_assessments, write_compare, write_contributions, write_hanging,
};
pub use package::{
    ALL, AnyTable, CHECKED, OF_CHECKED, OF_GAPS, OF_PLANS, OF_YEARS, described, described_parquet,
    described_texts, package,
};
pub use parquet::{RESULTS, assessments_of, values_of, write_assessments_parquet, write_values_parquet};
pub use planned::write_plans;
pub use returned::{VALUES, write_checked, write_values};
