//! Which rule gave a row its status, for whoever has to defend it.

use super::{Assessment, Status};
use crate::catalogue::{Comparator, Indicator, Measure};
use crate::model::Level;

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
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 16] = [
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
    ];

    /// The key of its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Baseline => "reason-baseline",
            Self::NotJudgedHere => "reason-not-judged-here",
            Self::NoTarget => "reason-no-target",
            Self::NoData => "reason-no-data",
            Self::NotApplicable => "reason-not-applicable",
            Self::Met => "reason-met",
            Self::MetEarly => "reason-met-early",
            Self::NotMet => "reason-not-met",
            Self::OverCap => "reason-over-cap",
            Self::OpenInForce => "reason-open-in-force",
            Self::OnTrack => "reason-on-track",
            Self::Behind => "reason-behind",
            Self::OpenPath => "reason-open-path",
            Self::OpenWithoutPath => "reason-open-without-path",
            Self::WithoutPath => "reason-without-path",
            Self::Milestone => "reason-milestone",
        }
    }
}

/// Why a row of an indicator has its status.
#[must_use]
pub fn reason(indicator: &Indicator, row: &Assessment) -> Reason {
    let in_force = row.target.is_some_and(|target| target.in_force);
    let over = match (row.comparator, row.measured) {
        (Comparator::Between { cap: Some(cap), .. }, Some(measured)) => measured.lower > cap,
        (
            Comparator::Ge
            | Comparator::Gt
            | Comparator::Le
            | Comparator::Lt
            | Comparator::Between { .. }
            | Comparator::Monitor,
            _,
        ) => false,
    };
    match row.status {
        Status::NoData => Reason::NoData,
        Status::NotApplicable => Reason::NotApplicable,
        Status::Monitored if indicator.comparator == Comparator::Monitor => Reason::NoTarget,
        Status::Monitored if row.target.is_none() => Reason::Baseline,
        Status::Monitored => Reason::NotJudgedHere,
        Status::Met if in_force => Reason::Met,
        Status::Met => Reason::MetEarly,
        Status::NotMet | Status::Behind if over => Reason::OverCap,
        Status::NotMet => Reason::NotMet,
        Status::OnTrack => Reason::OnTrack,
        Status::Behind => Reason::Behind,
        Status::InProgress
            if matches!(indicator.measure, Measure::YesNo(_)) && row.level == Level::District =>
        {
            Reason::Milestone
        }
        Status::InProgress => Reason::WithoutPath,
        Status::Undetermined if in_force => Reason::OpenInForce,
        Status::Undetermined if row.expected.is_some() => Reason::OpenPath,
        Status::Undetermined => Reason::OpenWithoutPath,
    }
}
