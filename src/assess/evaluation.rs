//! The final evaluation of a plan: what became of each target, after the model of the Healthy People
//! final review: met, or by the share of the intended change that was achieved.

use super::status::{Status, Upper, satisfies};
use super::{Assessment, Measured, Reason};
use crate::catalogue::EvaluationLines;
use crate::exact::Fraction;
use crate::messages::Message;

/// What became of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FinalClass {
    /// It is met.
    Met,
    /// Not met, and a good part of the way was gone.
    Improved,
    /// Not met, and about where it began.
    LittleChange,
    /// Not met, and further away than where it began.
    Worse,
    /// What is missing decides, now or in the baseline.
    Undetermined,
    /// Nothing of it was reported.
    NoData,
}

impl FinalClass {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Improved, Self::LittleChange, Self::Worse, Self::Undetermined, Self::NoData];

    /// The word in `evaluation.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Improved => "improved",
            Self::LittleChange => "little-change",
            Self::Worse => "worse",
            Self::Undetermined => "undetermined",
            Self::NoData => "no-data",
        }
    }

    /// The key of its name.
    #[must_use]
    pub fn key(self) -> Message {
        match self {
            Self::Met => key!("class-met"),
            Self::Improved => key!("class-improved"),
            Self::LittleChange => key!("class-little-change"),
            Self::Worse => key!("class-worse"),
            Self::Undetermined => key!("class-undetermined"),
            Self::NoData => key!("class-no-data"),
        }
    }
}

/// What became of the target of a row in the plan's last year; none of what is not judged. A class
/// that missing returns could change is undetermined.
#[must_use]
pub fn class(row: &Assessment, lines: EvaluationLines) -> Option<FinalClass> {
    match row.status() {
        Status::Met => Some(FinalClass::Met),
        Status::NoData => Some(FinalClass::NoData),
        Status::Undetermined => Some(FinalClass::Undetermined),
        Status::NotApplicable | Status::Monitored => None,
        // Beyond what is allowed is no way towards it.
        _ if matches!(row.reason, Reason::OverCap | Reason::OverCapEarly) => Some(FinalClass::Worse),
        Status::NotMet | Status::Behind | Status::OnTrack | Status::InProgress => {
            Some(by_change(row, &row.measured?, lines))
        }
    }
}

fn by_change(row: &Assessment, measured: &Measured, lines: EvaluationLines) -> FinalClass {
    let (Some(base), Some(target)) = (row.baseline, row.target) else { return FinalClass::Undetermined };
    let intended = target.value.minus(base);
    let at = |value: Fraction| {
        // Who was there already and no longer is has not gone a part of any way.
        if satisfies(row.comparator, target.value, base) {
            return FinalClass::Worse;
        }
        match value.minus(base).divide(intended).map(|part| part.times(100)) {
            Some(percent) if percent >= Fraction::whole(lines.improved) => FinalClass::Improved,
            Some(percent) if percent < Fraction::whole(lines.worse) => FinalClass::Worse,
            Some(_) => FinalClass::LittleChange,
            None if value == base => FinalClass::LittleChange,
            None => FinalClass::Worse,
        }
    };
    let highest = match measured.upper {
        Upper::At(upper) => at(upper),
        // Whatever comes makes it larger.
        Upper::Open if intended > Fraction::whole(0) => FinalClass::Improved,
        Upper::Open => FinalClass::Worse,
    };
    if at(measured.lower) == highest { highest } else { FinalClass::Undetermined }
}
