//! What statuses, levels, methods and grades are called, and the marks of style that go with them.

use crate::assess::{Method, Status};
use crate::catalogue::Severity;
use crate::messages::Message;
use crate::model::Level;

/// The key of a level's measure word and noun.
#[must_use]
pub fn level_key(level: Level) -> Message {
    match level {
        Level::District => key!("level-district"),
        Level::Township => key!("level-township"),
        Level::Facility => key!("level-facility"),
        Level::Village => key!("level-village"),
    }
}

/// The key of a level's name.
#[must_use]
pub fn level_name_key(level: Level) -> Message {
    match level {
        Level::District => key!("level-name-district"),
        Level::Township => key!("level-name-township"),
        Level::Facility => key!("level-name-facility"),
        Level::Village => key!("level-name-village"),
    }
}

pub(super) fn method_key(method: Method) -> Message {
    match method {
        Method::Wilson => key!("interval-wilson"),
        Method::Exact => key!("interval-exact"),
        Method::Byar => key!("interval-byar"),
    }
}

/// The key of a status's word.
#[must_use]
pub fn status_key(status: Status) -> Message {
    match status {
        Status::Met => key!("status-met"),
        Status::NotMet => key!("status-not-met"),
        Status::OnTrack => key!("status-on-track"),
        Status::Behind => key!("status-behind"),
        Status::InProgress => key!("status-in-progress"),
        Status::Undetermined => key!("status-undetermined"),
        Status::NoData => key!("status-no-data"),
        Status::NotApplicable => key!("status-not-applicable"),
        Status::Monitored => key!("status-monitored"),
    }
}

/// The mark of a status: a circle is fine, a triangle short; filled when due.
#[must_use]
pub fn class(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::NotMet => "bad",
        Status::OnTrack => "on",
        Status::Behind => "behind",
        Status::InProgress => "prog",
        Status::Undetermined => "und",
        Status::NoData => "miss",
        Status::NotApplicable => "na",
        Status::Monitored => "mon",
    }
}

/// The key of a severity's word.
#[must_use]
pub fn severity_key(severity: Severity) -> Message {
    match severity {
        Severity::Error => key!("severity-error"),
        Severity::Warning => key!("severity-warning"),
        Severity::Notice => key!("severity-notice"),
    }
}
