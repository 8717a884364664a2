//! The integration tests: one binary, a module a topic.

mod agreement;
mod messages;
mod plans;
#[allow(clippy::all, clippy::pedantic, unreachable_pub, reason = "a second opinion in a style of its own")]
mod reference;
