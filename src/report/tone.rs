//! How a row is drawn.

use crate::assess::Status;

/// What a drawing says of a row besides its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Without a verdict that is certain.
    Plain,
    /// Not judged, and below the district's target.
    Low,
    /// It satisfies its target.
    Met,
    /// It does not.
    NotMet,
}

impl Tone {
    /// What a status says; `is_low` of a row that is not judged.
    #[must_use]
    pub fn of(status: Status, is_low: bool) -> Self {
        match status {
            Status::NotMet => Self::NotMet,
            Status::Met => Self::Met,
            Status::Monitored if is_low => Self::Low,
            _ => Self::Plain,
        }
    }
}

/// The disc of a value: a ring where something has not returned.
#[must_use]
pub fn disc(tone: Tone, open: bool) -> &'static str {
    match (tone, open) {
        (Tone::NotMet, false) => "d bad",
        (Tone::NotMet, true) => "o bad",
        (Tone::Met, false) => "d met",
        (Tone::Met, true) => "o met",
        (Tone::Low, false) => "d low",
        (Tone::Plain, false) => "d",
        (Tone::Low | Tone::Plain, true) => "o",
    }
}
