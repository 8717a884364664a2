//! Whether a target that is not yet due will be reached: the change that is needed a year,
//! the pace so far, and where that pace leads. Linear, from the baseline; a forecast, and
//! never a part of a status.

use super::{Assessment, satisfies};
use crate::exact::Fraction;
use crate::messages::Message;

/// How likely a target is to be reached, by the ratio of pace to need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Below 0: it moves away from the target.
    Worsening,
    /// From 0: the pace is far too low.
    OffTrack,
    /// From 0.6: it has to speed up.
    TooSlow,
    /// From 0.95: the pace is enough, or nearly.
    OnCourse,
}

impl Class {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Worsening, Self::OffTrack, Self::TooSlow, Self::OnCourse];

    /// The class of a ratio of pace to need.
    #[must_use]
    pub fn of(ratio: Fraction) -> Self {
        let at_least = |hundredths: i64| ratio.times(100) >= Fraction::whole(hundredths);
        if at_least(95) {
            Self::OnCourse
        } else if at_least(60) {
            Self::TooSlow
        } else if at_least(0) {
            Self::OffTrack
        } else {
            Self::Worsening
        }
    }

    /// The key of its word, with its rule.
    #[must_use]
    pub fn key(self) -> Message {
        match self {
            Self::Worsening => key!("outlook-worsening"),
            Self::OffTrack => key!("outlook-off-track"),
            Self::TooSlow => key!("outlook-too-slow"),
            Self::OnCourse => key!("outlook-on-course"),
        }
    }
}

/// Where a figure leads; all changes in the indicator's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Change a year that the target still needs: (target − value) ÷ (due − year).
    pub needed: Fraction,
    /// Change a year so far: (value − baseline) ÷ (year − baseline year).
    pub pace: Fraction,
    /// Pace ÷ need.
    pub ratio: Fraction,
    /// Value at the due date if the pace holds: value + pace × (due − year).
    pub at_due: Fraction,
    /// What the ratio means.
    pub class: Class,
}

/// Why there is an outlook, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "made one at a time and read at once")]
pub enum Forecast {
    /// There is one.
    Made(Outlook),
    /// Fewer than two earlier years have a figure of which nothing is open.
    TooFewYears,
    /// What is missing this year decides where the figure stands.
    Incomplete,
    /// The target is due, satisfied or missing, or there is no figure or no baseline.
    None,
}

/// The outlook of a row; `series` are the rows of the same figure up to and with it.
#[must_use]
pub fn outlook(series: &[Assessment], baseline_year: i32) -> Forecast {
    let Some(row) = series.last() else { return Forecast::None };
    let value = |row: &Assessment| row.measured.and_then(|measured| measured.value);
    // A least possible value beside a full one would show a fall where returns are missing.
    let whole = |row: &Assessment| {
        row.measured.is_some_and(|measured| measured.provisional || measured.complete().is_some())
    };
    let (Some(target), Some(now), Some(base)) = (row.target, value(row), row.baseline) else {
        return Forecast::None;
    };
    if target.in_force || satisfies(row.comparator, target.value, now) {
        return Forecast::None;
    }
    if !whole(row) {
        return Forecast::Incomplete;
    }
    let earlier = series.iter().filter(|other| other.year < row.year && whole(other));
    if earlier.count() < 2 {
        return Forecast::TooFewYears;
    }
    let a_year = |change: Fraction, years: i32| change.divide(Fraction::whole(years.into()));
    let left = target.due - row.year;
    let needed = a_year(target.value.minus(now), left);
    let pace = a_year(now.minus(base), row.year - baseline_year);
    let Some((needed, pace)) = needed.zip(pace) else { return Forecast::None };
    // A strict target that is just reached needs the smallest step there is.
    let Some(ratio) = pace.divide(needed) else { return Forecast::None };
    let at_due = now.plus(pace.times(left.into()));
    Forecast::Made(Outlook { needed, pace, ratio, at_due, class: Class::of(ratio) })
}
