//! Rules 1, 2, 3 and 6: the value with its bounds, and the status it earns.

use crate::catalogue::{Comparator, Indicator, Measure, Target};
use crate::exact::Fraction;
use crate::figures::Total;

/// The word that a figure earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The target is satisfied for certain.
    Met,
    /// The target is in force and cannot be satisfied.
    NotMet,
    /// Not yet due, at or above the path.
    OnTrack,
    /// Not yet due, below the path or above the cap.
    Behind,
    /// Not yet due, and there is no path to compare with.
    InProgress,
    /// What is missing decides.
    Undetermined,
    /// Nothing of it was reported.
    NoData,
    /// It does not apply.
    NotApplicable,
    /// Shown and not judged.
    Monitored,
}

impl Status {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 9] = [
        Self::Met,
        Self::OnTrack,
        Self::InProgress,
        Self::Undetermined,
        Self::Behind,
        Self::NotMet,
        Self::NoData,
        Self::NotApplicable,
        Self::Monitored,
    ];

    /// Whether it is short of its target, or of the path to it.
    #[must_use]
    pub fn is_short(self) -> bool {
        matches!(self, Self::NotMet | Self::Behind)
    }

    /// Whether missing returns keep it open.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Undetermined | Self::NoData)
    }

    /// From the worst to the best, for several units.
    #[must_use]
    pub fn gravity(self) -> u8 {
        match self {
            Self::NotMet => 0,
            Self::Behind => 1,
            Self::Undetermined => 2,
            Self::NoData => 3,
            Self::InProgress => 4,
            Self::OnTrack => 5,
            Self::Met => 6,
            Self::Monitored => 7,
            Self::NotApplicable => 8,
        }
    }

    /// The status of a word in the CSV files.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// The word in the CSV files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::OnTrack => "on-track",
            Self::Behind => "behind",
            Self::InProgress => "in-progress",
            Self::Undetermined => "undetermined",
            Self::NoData => "no-data",
            Self::NotApplicable => "not-applicable",
            Self::Monitored => "monitored",
        }
    }
}

/// The upper bound of a value while something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upper {
    /// At most this.
    At(Fraction),
    /// No bound.
    Open,
}

/// A figure with what it can still become.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// The numerator as used.
    pub numerator: i64,
    /// The denominator as used.
    pub denominator: Option<i64>,
    /// The value; none where only a bound is known.
    pub value: Option<Fraction>,
    /// The least it can still be; for a provisional ratio the value stands in.
    pub lower: Fraction,
    /// The most it can still be; for a provisional ratio the value stands in.
    pub upper: Upper,
    /// A ratio of sums of which something is missing: it has no bounds.
    pub provisional: bool,
}

impl Measured {
    /// The value as a base to measure change from: only when nothing is open.
    #[must_use]
    pub fn complete(&self) -> Option<Fraction> {
        (!self.provisional && self.upper == Upper::At(self.lower)).then_some(self.lower)
    }
}

/// What can be said of an indicator for a unit.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::large_enum_variant, reason = "almost every one is a figure; a box would cost more")]
pub enum Data {
    /// A figure.
    Measured(Measured),
    /// Due, and nothing of it reported.
    NoData,
    /// Nothing that it would apply to.
    NotApplicable,
}

impl Data {
    /// The figure, if there is one.
    #[must_use]
    pub fn measured(&self) -> Option<&Measured> {
        match self {
            Self::Measured(measured) => Some(measured),
            Self::NoData | Self::NotApplicable => None,
        }
    }
}

/// The whole numbers that a figure is worked out from; a denominator of 0 stands for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Numerator and denominator, and the most that the figure can still become.
    Known(i64, i64, Most),
    /// Due, and nothing of it reported.
    NoData,
    /// Nothing that it would apply to.
    NotApplicable,
}

/// The most that a figure can still become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Most {
    /// This numerator.
    At(i64),
    /// Any numerator above.
    Open,
    /// Neither more nor less is known: a ratio of those that reported.
    Provisional,
    /// The denominator can still grow: the figure is the most that the value can be.
    Below,
}

impl Counts {
    /// A count of units, of which some may still be added; not applicable over no unit.
    pub(super) fn units(numerator: i64, denominator: Option<i64>, most: i64) -> Self {
        Self::known(numerator, denominator, Most::At(most))
    }

    fn known(numerator: i64, denominator: Option<i64>, most: Most) -> Self {
        match denominator {
            Some(denominator) if denominator <= 0 => Self::NotApplicable,
            denominator => Self::Known(numerator, denominator.unwrap_or(0), most),
        }
    }

    /// Numerator and denominator as a base to measure change from: only when nothing is open.
    pub(super) fn complete(self) -> Option<(i64, i64)> {
        let Self::Known(numerator, denominator, most) = self else { return None };
        let closed = match most {
            Most::At(most) => numerator == most,
            // Nothing over whatever the denominator will be is 0.
            Most::Below => numerator == 0,
            Most::Open | Most::Provisional => false,
        };
        closed.then_some((numerator, denominator.max(1)))
    }

    /// The figure out of `per`.
    pub(super) fn data(self, per: i64) -> Data {
        let (numerator, denominator, most) = match self {
            Self::Known(numerator, denominator, most) => (numerator, denominator, most),
            Self::NoData => return Data::NoData,
            Self::NotApplicable => return Data::NotApplicable,
        };
        let exact = |number: i64| match Fraction::new(number, denominator) {
            Some(part) => part.times(per),
            None => Fraction::whole(number).times(per),
        };
        let value = exact(numerator);
        let (lower, upper) = match most {
            Most::At(most) => (value, Upper::At(exact(most))),
            Most::Open => (value, Upper::Open),
            Most::Provisional => (value, Upper::At(value)),
            Most::Below => (Fraction::whole(0), Upper::At(value)),
        };
        Data::Measured(Measured {
            numerator,
            denominator: (denominator != 0).then_some(denominator),
            value: (most != Most::Below).then_some(value),
            lower,
            upper,
            provisional: most == Most::Provisional,
        })
    }
}

/// Makes the figure out of a total (rules 3 and 5). `other` is the total of the
/// denominator where other units return it.
#[must_use]
pub(super) fn counts(indicator: &Indicator, total: Total, other: Total) -> Counts {
    let missing = total.missing();
    let nothing_left = total.due == 0;
    match &indicator.measure {
        _ if indicator.denominator_of().is_some() => return split(total, other),
        // Counts and sums over no units are 0; where all returned 不适用, or the registry has none of
        // the units that the plan lists, nothing is left.
        Measure::Units(_) | Measure::Sum(_) | Measure::Cumulative(_) | Measure::YesNo(_)
            if nothing_left && (total.excluded > 0 || indicator.units.is_restricted()) =>
        {
            return Counts::NotApplicable;
        }
        _ if nothing_left => {}
        _ if total.reported == 0 => return Counts::NoData,
        _ => {}
    }
    let most = total.numerator + missing;
    match &indicator.measure {
        Measure::Share(_) | Measure::Centres(_) => Counts::units(total.numerator, Some(total.due), most),
        Measure::Units(_) | Measure::YesNo(_) => Counts::units(total.numerator, None, most),
        Measure::Sum(_) | Measure::Cumulative(_) => {
            let most = if missing > 0 { Most::Open } else { Most::At(total.numerator) };
            Counts::known(total.numerator, None, most)
        }
        Measure::Ratio(..) if total.denominator == 0 && missing > 0 => Counts::NoData,
        Measure::Ratio(..) => {
            let most = if missing > 0 { Most::Provisional } else { Most::At(total.numerator) };
            Counts::known(total.numerator, Some(total.denominator), most)
        }
    }
}

/// A ratio whose parts come from different units: over an incomplete denominator it
/// can only be too high.
fn split(numerator: Total, denominator: Total) -> Counts {
    if numerator.due == 0 || denominator.due == 0 {
        return Counts::NotApplicable;
    }
    if numerator.reported == 0 || denominator.reported == 0 {
        return Counts::NoData;
    }
    let complete = denominator.missing() == 0;
    if denominator.denominator <= 0 {
        let nothing = complete && numerator.numerator == 0;
        return if nothing { Counts::NotApplicable } else { Counts::NoData };
    }
    let most = if complete { Most::At(numerator.numerator) } else { Most::Below };
    Counts::known(numerator.numerator, Some(denominator.denominator), most)
}

/// Whether a value satisfies a target.
#[must_use]
pub fn satisfies(comparator: Comparator, target: Fraction, value: Fraction) -> bool {
    match comparator {
        Comparator::Ge => value >= target,
        Comparator::Gt => value > target,
        Comparator::Le => value <= target,
        Comparator::Lt => value < target,
        Comparator::Between { cap, .. } => value >= target && cap.is_none_or(|cap| value <= cap),
        Comparator::Monitor => false,
    }
}

/// What the bounds say about a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Satisfied whatever the missing returns say.
    Certain,
    /// Not satisfied whatever they say.
    Impossible,
    /// Above the cap whatever they say.
    OverCap,
    /// They decide.
    Open,
}

/// Holds the bounds against the target.
#[must_use]
pub fn verdict(comparator: Comparator, target: Fraction, measured: &Measured) -> Verdict {
    let holds = |value| satisfies(comparator, target, value);
    let lower = measured.lower;
    let upper = match measured.upper {
        Upper::At(upper) => Some(upper),
        Upper::Open => None,
    };
    let (certain, impossible) = match comparator {
        Comparator::Ge | Comparator::Gt => (holds(lower), upper.is_some_and(|u| !holds(u))),
        Comparator::Le | Comparator::Lt => (upper.is_some_and(holds), !holds(lower)),
        Comparator::Between { cap, .. } => {
            if cap.is_some_and(|cap| lower > cap) {
                return Verdict::OverCap;
            }
            let below_cap = cap.is_none_or(|cap| upper.is_some_and(|u| u <= cap));
            (lower >= target && below_cap, upper.is_some_and(|u| u < target))
        }
        Comparator::Monitor => (false, false),
    };
    match (certain, impossible) {
        (true, _) => Verdict::Certain,
        (false, true) => Verdict::Impossible,
        (false, false) => Verdict::Open,
    }
}

/// Where the straight path from the baseline to the target stands (rule 2).
#[must_use]
pub fn expected(
    comparator: Comparator,
    target: Target,
    base: Fraction,
    baseline_year: i32,
    year: i32,
) -> Option<Fraction> {
    let share = Fraction::new(i64::from(year - baseline_year), i64::from(target.due - baseline_year))?;
    let path = base.plus(target.value.minus(base).multiply(share));
    Some(if comparator.is_descending() { path.max(target.value) } else { path.min(target.value) })
}

/// The target minus the value, and the smallest whole number that would have to be
/// added to the numerator (rules 6 and 8).
#[must_use]
pub(super) fn gap(
    indicator: &Indicator,
    comparator: Comparator,
    target: Fraction,
    measured: &Measured,
) -> (Option<Fraction>, Option<i64>) {
    let Some(value) = measured.value else { return (None, None) };
    if satisfies(comparator, target, value) {
        return (Some(Fraction::whole(0)), Some(0));
    }
    let denominator = measured.denominator.unwrap_or(1);
    // The numerator that a value stands for: value × denominator / per.
    let needed = |value: Fraction| Fraction::new(denominator, indicator.per).map(|unit| value.multiply(unit));
    let over = match comparator {
        Comparator::Between { cap: Some(cap), .. } if value > cap => Some(cap),
        Comparator::Ge
        | Comparator::Gt
        | Comparator::Le
        | Comparator::Lt
        | Comparator::Between { .. }
        | Comparator::Monitor => None,
    };
    let goal = over.unwrap_or(target);
    let numerator = needed(goal).and_then(|exact| match (comparator, over) {
        (_, Some(_)) | (Comparator::Le, None) => Some(exact.floor()),
        (Comparator::Ge | Comparator::Between { .. }, None) => Some(exact.ceil()),
        (Comparator::Gt, None) => Some(exact.floor() + 1),
        (Comparator::Lt, None) => Some(exact.ceil() - 1),
        (Comparator::Monitor, None) => None,
    });
    (Some(goal.minus(value)), numerator.map(|n| n - measured.numerator))
}
