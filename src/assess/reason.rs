//! Which rule gave a row its status, for whoever has to defend it.

use super::Status;
use super::status::{Measured, Upper, Verdict, verdict};
use crate::catalogue::{Comparator, Target};
use crate::exact::Fraction;
use crate::messages::Message;

/// Why a row has its status; `reason-<word>` is its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The baseline year is shown and not judged.
    Baseline,
    /// Shown below the level at which the indicator is judged.
    NotJudgedHere,
    /// There is no target.
    NoTarget,
    /// Due, and nothing of it reported.
    NoData,
    /// Nothing that it would apply to.
    NotApplicable,
    /// In force, and the lower bound satisfies.
    Met,
    /// Not yet due, and the lower bound satisfies already.
    MetEarly,
    /// In force, and the upper bound does not satisfy.
    NotMet,
    /// Above the cap.
    OverCap,
    /// In force, and what is missing decides.
    OpenInForce,
    /// Not yet due, the lower bound is on the path.
    OnTrack,
    /// Not yet due, the upper bound is below the path.
    Behind,
    /// Not yet due, and what is missing decides between the two.
    OpenPath,
    /// Not yet due, without a path, and what is missing could satisfy.
    OpenWithoutPath,
    /// Not yet due, without a path to compare with.
    WithoutPath,
    /// A yes/no milestone before its due year.
    Milestone,
    /// Before its due year, and above the cap already.
    OverCapEarly,
    /// Left out of a report for publication.
    Masked,
    /// Nobody is asked for it in the year.
    NotAsked,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Baseline,
        Self::NotJudgedHere,
        Self::NoTarget,
        Self::NoData,
        Self::NotApplicable,
        Self::Met,
        Self::MetEarly,
        Self::NotMet,
        Self::OverCap,
        Self::OpenInForce,
        Self::OnTrack,
        Self::Behind,
        Self::OpenPath,
        Self::OpenWithoutPath,
        Self::WithoutPath,
        Self::Milestone,
        Self::OverCapEarly,
        Self::Masked,
        Self::NotAsked,
    ];

    /// The status that it gives.
    #[must_use]
    pub fn status(self) -> Status {
        match self {
            Self::Baseline | Self::NotJudgedHere | Self::NoTarget | Self::Masked => Status::Monitored,
            Self::NoData => Status::NoData,
            Self::NotApplicable | Self::NotAsked => Status::NotApplicable,
            Self::Met | Self::MetEarly => Status::Met,
            Self::NotMet | Self::OverCap => Status::NotMet,
            Self::OnTrack => Status::OnTrack,
            Self::Behind | Self::OverCapEarly => Status::Behind,
            Self::WithoutPath | Self::Milestone => Status::InProgress,
            Self::OpenInForce | Self::OpenPath | Self::OpenWithoutPath => Status::Undetermined,
        }
    }

    /// The key of its sentence where units are missing and the value over the others stands in for the
    /// bounds (rule 3), of those that speak of bounds.
    #[must_use]
    pub fn by_value(self) -> Option<Message> {
        match self {
            Self::Met => Some(key!("reason-met-by-value")),
            Self::MetEarly => Some(key!("reason-met-early-by-value")),
            Self::NotMet => Some(key!("reason-not-met-by-value")),
            Self::OnTrack => Some(key!("reason-on-track-by-value")),
            Self::Behind => Some(key!("reason-behind-by-value")),
            Self::Baseline
            | Self::NotJudgedHere
            | Self::NoTarget
            | Self::NoData
            | Self::NotApplicable
            | Self::OverCap
            | Self::OverCapEarly
            | Self::OpenInForce
            | Self::OpenPath
            | Self::OpenWithoutPath
            | Self::WithoutPath
            | Self::Milestone
            | Self::Masked
            | Self::NotAsked => None,
        }
    }

    /// The key of its sentence.
    #[must_use]
    pub fn key(self) -> Message {
        match self {
            Self::Baseline => key!("reason-baseline"),
            Self::NotJudgedHere => key!("reason-not-judged-here"),
            Self::NoTarget => key!("reason-no-target"),
            Self::NoData => key!("reason-no-data"),
            Self::NotApplicable => key!("reason-not-applicable"),
            Self::Met => key!("reason-met"),
            Self::MetEarly => key!("reason-met-early"),
            Self::NotMet => key!("reason-not-met"),
            Self::OverCap | Self::OverCapEarly => key!("reason-over-cap"),
            Self::OpenInForce => key!("reason-open-in-force"),
            Self::OnTrack => key!("reason-on-track"),
            Self::Behind => key!("reason-behind"),
            Self::OpenPath => key!("reason-open-path"),
            Self::OpenWithoutPath => key!("reason-open-without-path"),
            Self::WithoutPath => key!("reason-without-path"),
            Self::Milestone => key!("reason-milestone"),
            Self::Masked => key!("reason-masked"),
            Self::NotAsked => key!("reason-not-asked"),
        }
    }
}

/// The rule that gives a judged figure its status. A milestone, which is reached or not, has no path.
#[must_use]
pub(super) fn judged(
    (comparator, target): (Comparator, Target),
    measured: &Measured,
    expected: Option<Fraction>,
    milestone: bool,
) -> Reason {
    let verdict = verdict(comparator, target.value, measured);
    match (verdict, target.in_force) {
        (Verdict::Certain, true) => return Reason::Met,
        (Verdict::Certain, false) => return Reason::MetEarly,
        (Verdict::Impossible, true) => return Reason::NotMet,
        (Verdict::OverCap, true) => return Reason::OverCap,
        (Verdict::Open, true) => return Reason::OpenInForce,
        (Verdict::OverCap, false) => return Reason::OverCapEarly,
        (Verdict::Impossible | Verdict::Open, false) if milestone => return Reason::Milestone,
        (Verdict::Impossible | Verdict::Open, false) => {}
    }
    let Some(expected) = expected else {
        return if verdict == Verdict::Open { Reason::OpenWithoutPath } else { Reason::WithoutPath };
    };
    let (on, off) = match (measured.upper, comparator.is_descending()) {
        (Upper::At(upper), false) => (measured.lower >= expected, upper < expected),
        (Upper::Open, false) => (measured.lower >= expected, false),
        (Upper::At(upper), true) => (upper <= expected, measured.lower > expected),
        (Upper::Open, true) => (false, measured.lower > expected),
    };
    match (on, off) {
        (true, _) => Reason::OnTrack,
        (false, true) => Reason::Behind,
        (false, false) => Reason::OpenPath,
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparator, Fraction, Measured, Reason, Target, Upper, judged};

    #[test]
    fn a_path_is_held_against_the_worst_and_the_best_that_a_figure_can_be() {
        let up = Comparator::Ge;
        let down = Comparator::Le;
        // comparator, target, path, the least, the most (none: without a bound), the rule
        for (comparator, target, path, lower, upper, rule) in [
            (up, 100, 60, 60, Some(60), Reason::OnTrack),
            (up, 100, 60, 60, Some(70), Reason::OnTrack),
            (up, 100, 60, 59, Some(60), Reason::OpenPath),
            (up, 100, 60, 50, Some(59), Reason::Behind),
            (up, 100, 60, 59, None, Reason::OpenPath),
            (up, 100, 60, 60, None, Reason::OnTrack),
            (down, 10, 60, 60, Some(60), Reason::OnTrack),
            (down, 10, 60, 50, Some(60), Reason::OnTrack),
            (down, 10, 60, 60, Some(61), Reason::OpenPath),
            (down, 10, 60, 61, Some(61), Reason::Behind),
            (down, 10, 60, 60, None, Reason::OpenPath),
            (down, 10, 60, 61, None, Reason::Behind),
        ] {
            let whole = Fraction::whole;
            let measured = Measured {
                numerator: lower,
                denominator: None,
                value: Some(whole(lower)),
                lower: whole(lower),
                upper: upper.map_or(Upper::Open, |upper| Upper::At(whole(upper))),
                provisional: false,
            };
            let target = Target { value: whole(target), due: 2025, in_force: false };
            let by = judged((comparator, target), &measured, Some(whole(path)), false);
            assert_eq!(by, rule, "{comparator:?} {lower} {upper:?}");
        }
    }
}
