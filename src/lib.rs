//! `dabiao` (达标, "meets the target"): returns of a health district in, gap reports out.
//!
//! One direction, and no arrow back:
//! plan files ([`catalogue`]) and org units ([`registry`]) give meaning to data values
//! ([`value`]); [`check`] takes out those that contradict themselves; [`figures`] says
//! what each unit contributes to each indicator; [`measure`] sums it; [`assess`] judges;
//! [`report`] puts it into tables. Files and the terminal are touched at both ends only.
//!
//! What holds everywhere: a count is an integer, a comparison is exact, missing is not
//! zero, and the order in which anything was read leaves no trace.

// First, for its macros.
#[macro_use]
pub mod messages;

pub mod accounts;
pub mod asked;
pub mod assess;
#[macro_use]
pub mod catalogue;
pub mod check;
pub mod checked;
pub mod cli;
pub mod commands;
pub mod diff;
pub mod digest;
pub mod exact;
pub mod explain;
pub mod figures;
pub mod finding;
pub mod fold;
pub mod formats;
pub mod forms;
pub mod init;
pub mod intake;
pub mod manifest;
pub mod measure;
pub mod model;
pub mod plan_book;
pub mod platform;
pub mod privacy;
pub mod quality;
pub mod readings;
pub mod registry;
pub mod report;
pub mod results;
pub mod submission;
pub mod summary;
pub mod terminal;
pub mod trace;
pub mod value;
pub mod verify;
pub mod what_if;
pub mod workspace;
