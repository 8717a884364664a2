//! What statuses, levels, methods and grades are called, and the marks of style that go with them.

use crate::assess::Method;
use crate::assess::Status;
use crate::catalogue::Severity;
use crate::model::Level;

/// The key of a level's measure word and noun.
#[must_use]
pub fn level_key(level: Level) -> &'static str {
    match level {
        Level::District => "level-district",
        Level::Township => "level-township",
        Level::Facility => "level-facility",
        Level::Village => "level-village",
    }
}

/// The key of a level's name.
#[must_use]
pub fn level_name_key(level: Level) -> &'static str {
    match level {
        Level::District => "level-name-district",
        Level::Township => "level-name-township",
        Level::Facility => "level-name-facility",
        Level::Village => "level-name-village",
    }
}

pub(super) fn method_key(method: Method) -> &'static str {
    match method {
        Method::Wilson => "interval-wilson",
        Method::Exact => "interval-exact",
        Method::Byar => "interval-byar",
    }
}

/// The key of a status's word.
#[must_use]
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Met => "status-met",
        Status::NotMet => "status-not-met",
        Status::OnTrack => "status-on-track",
        Status::Behind => "status-behind",
        Status::InProgress => "status-in-progress",
        Status::Undetermined => "status-undetermined",
        Status::NoData => "status-no-data",
        Status::NotApplicable => "status-not-applicable",
        Status::Monitored => "status-monitored",
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
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Notice => "severity-notice",
    }
}
