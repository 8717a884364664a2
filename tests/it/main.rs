//! The integration tests: one binary, a module a topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a test may stop at the first surprise"
)]

mod agreement;
mod browser;
mod certainty;
mod change;
mod clauses;
mod commands;
mod districts;
mod documents;
mod engine;
mod floors;
mod formats;
mod gap;
mod hanging;
mod inputs;
mod layouts;
mod life;
mod messages;
mod office;
mod outliers;
mod outputs;
mod pages;
mod plan_books;
mod plans;
mod privacy;
mod publishing;
mod questions;
mod readers;
mod reading;
mod readings;
#[allow(clippy::all, clippy::pedantic, unreachable_pub, reason = "a second opinion in a style of its own")]
mod reference;
mod registry;
mod reproducible;
mod revisions;
mod round;
mod running;
mod sample;
mod secrets;
mod sentences;
mod sheets;
mod story;
mod supposed;
#[cfg(windows)]
mod windows;
mod workbooks;
mod workspaces;
mod xlsx;
