//! The integration tests: one binary, a module a topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may stop at the first surprise"
)]

mod agreement;
mod messages;
mod plans;
#[allow(clippy::all, clippy::pedantic, unreachable_pub, reason = "a second opinion in a style of its own")]
mod reference;
