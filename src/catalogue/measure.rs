//! How an indicator is worked out: what of whom is counted.

use std::borrow::Cow;

use super::element::{Condition, FormKind};
use crate::model::{ElementIx, FacilityKind, Level};

/// Which of the functional centres are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    All,
    /// Those that each regional centre must have of its own.
    Own,
}

impl Counted {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::All, Self::Own];

    /// The word in the plan files, which stands in the place of an element.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "centre.built",
            Self::Own => "centre.built/own",
        }
    }
}

/// The ways of making a figure that a plan file can name; [`Measure`] has them with their elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// [`Measure::Share`].
    Share,
    /// [`Measure::Units`].
    Units,
    /// [`Measure::Centres`].
    Centres,
    /// [`Measure::Ratio`].
    Ratio,
    /// [`Measure::Sum`].
    Sum,
    /// [`Measure::Cumulative`].
    Cumulative,
    /// [`Measure::YesNo`].
    YesNo,
}

impl MeasureKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Share, Self::Units, Self::Centres, Self::Ratio, Self::Sum, Self::Cumulative, Self::YesNo];

    /// The word in the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Units => "units",
            Self::Centres => "centres",
            Self::Ratio => "ratio",
            Self::Sum => "sum",
            Self::Cumulative => "cumulative",
            Self::YesNo => "yes_no",
        }
    }
}

/// How an indicator's figure is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Units that meet the condition, of all units.
    Share(Condition),
    /// The number of units that meet the condition.
    Units(Condition),
    /// Functional centres built, of those asked.
    Centres(Counted),
    /// A sum over a sum; the denominator may be returned by other units
    /// ([`Indicator::denominator_of`](super::Indicator::denominator_of)).
    Ratio(ElementIx, ElementIx),
    /// A sum of counts.
    Sum(ElementIx),
    /// A sum of a flow over all years since the plan began.
    Cumulative(ElementIx),
    /// A milestone: met or not.
    YesNo(Condition),
}

impl Measure {
    /// What is counted, without of whom.
    #[must_use]
    pub fn kind(&self) -> MeasureKind {
        match self {
            Self::Share(_) => MeasureKind::Share,
            Self::Units(_) => MeasureKind::Units,
            Self::Centres(_) => MeasureKind::Centres,
            Self::Ratio(..) => MeasureKind::Ratio,
            Self::Sum(_) => MeasureKind::Sum,
            Self::Cumulative(_) => MeasureKind::Cumulative,
            Self::YesNo(_) => MeasureKind::YesNo,
        }
    }

    /// Whether one that has not reported can still be one more: where units that meet a condition are
    /// counted, or functional centres.
    #[must_use]
    pub fn missing_may_count(&self) -> bool {
        match self {
            Self::Share(_) | Self::Units(_) | Self::YesNo(_) | Self::Centres(_) => true,
            Self::Ratio(..) | Self::Sum(_) | Self::Cumulative(_) => false,
        }
    }

    /// Whether it is a share of the units that meet a condition.
    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(self, Self::Share(_))
    }

    /// Whether the figure is a quotient with a denominator.
    #[must_use]
    pub fn has_denominator(&self) -> bool {
        match self {
            Self::Share(_) | Self::Centres(_) | Self::Ratio(..) => true,
            Self::Units(_) | Self::Sum(_) | Self::Cumulative(_) | Self::YesNo(_) => false,
        }
    }
}

/// Stands between the kinds of facilities in a plan file.
pub(super) const FACILITY_JOIN: &str = "+";

/// The org units that feed an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Units {
    /// The district itself.
    District,
    /// The townships; when not empty only those with these codes.
    Townships(Vec<String>),
    /// The facilities of these kinds.
    Facilities(Vec<FacilityKind>),
    /// The facilities that the registry marks as regional centres.
    RegionalCentres,
    /// The village clinics.
    Villages,
}

impl Units {
    /// Those that a plan file names with one word; facilities are named by their kinds.
    pub(super) const NAMED: [Self; 4] =
        [Self::District, Self::Townships(Vec::new()), Self::RegionalCentres, Self::Villages];

    /// The word in the plan files.
    #[must_use]
    pub fn word(&self) -> Cow<'static, str> {
        match self {
            Self::District => "district".into(),
            Self::Townships(_) => "township".into(),
            Self::Facilities(kinds) => {
                kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(FACILITY_JOIN).into()
            }
            Self::RegionalCentres => "regional_centre".into(),
            Self::Villages => "village_clinic".into(),
        }
    }

    /// Whether the plan lists the units one by one.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        matches!(self, Self::Townships(only) if !only.is_empty())
    }

    /// The form in which they return their figures.
    #[must_use]
    pub fn form(&self) -> FormKind {
        match self {
            Self::District => FormKind::District,
            Self::Townships(_) => FormKind::Township,
            Self::Facilities(_) => FormKind::Facility,
            Self::RegionalCentres => FormKind::Centres,
            Self::Villages => FormKind::Village,
        }
    }

    /// The level on which the figure is returned.
    #[must_use]
    pub fn level(&self) -> Level {
        self.form().level()
    }
}
