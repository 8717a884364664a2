//! What was found out as it leaves the program: pages, tables, a ledger.

pub mod changes;
pub mod chart;
pub mod corrections;
mod follow_up;
pub mod ledger;
pub mod pages;
pub mod policy;
pub mod publish;
pub mod sheet;
pub mod tables;
pub mod view;
