//! The second pass: from shapes to meaning. Whatever contradicts itself is refused
//! here with the place of the word that is wrong.

// First, for its macro.
#[macro_use]
mod mistake;

mod checks;
mod clauses;
mod elements;
mod measures;
mod plans;
mod targets;
mod words;

pub(in crate::catalogue) use checks::checks;
pub(in crate::catalogue) use elements::elements;
pub(crate) use mistake::{Mistake, nearest};
pub(in crate::catalogue) use plans::plan;
pub(in crate::catalogue) use words::words;
