//! `dabiao` (达标, "meets the target"): returns of a health district in, gap reports out.
#![warn(missing_docs)]

pub mod assess;
pub mod catalogue;
pub mod check;
pub mod exact;
pub mod figures;
pub mod fold;
pub mod measure;
pub mod messages;
pub mod registry;
pub mod report;
pub mod value;
