//! The plans as data: what the files under `targets/` mean, checked.
//!
//! [`load`] reads in two passes. `file` knows the shape of the files (an unknown key
//! is refused there), `resolve` gives the shapes their meaning and refuses what
//! contradicts itself, with file, line, column and the nearest valid name.

mod check;
mod element;
mod file;
mod indicator;
mod measure;
mod plans;
// Before the book, for its macro.
#[macro_use]
mod resolve;
pub mod book;
mod responsible;
mod source;
mod target;
mod task;
mod vocabulary;

pub use check::{Band, Bands, Check, CheckRule, EvaluationLines, OutlierLines, Severity};
pub use element::{CentreEntry, Centres, Condition, Element, ElementKind, Form, FormKind, Test};
pub use indicator::{Baseline, Change, Commitment, Due, GapKind, Indicator, OtherReading, Plan};
pub use measure::{Counted, Measure, Units};
pub use plans::Catalogue;
pub(crate) use resolve::{Mistake, nearest};
pub use responsible::{Clause, Known, Responsible, cited};
pub(crate) use source::read_source;
pub use source::{PlanSource, READING, files, load};
pub use target::{Authority, Comparator, Precedence, Revision, Ruling, Schedule, Target};
pub use task::Task;
pub use vocabulary::{AnswerColumn, Column, Identity, Vocabulary};
