//! How an indicator is worked out: what of whom is counted.

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
    /// The word in the plan files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Share(_) => "share",
            Self::Units(_) => "units",
            Self::Centres(_) => "centres",
            Self::Ratio(..) => "ratio",
            Self::Sum(_) => "sum",
            Self::Cumulative(_) => "cumulative",
            Self::YesNo(_) => "yes_no",
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
    /// The word in the plan files.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::District => "district".to_owned(),
            Self::Townships(_) => "township".to_owned(),
            Self::Facilities(kinds) => kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("+"),
            Self::RegionalCentres => "regional_centre".to_owned(),
            Self::Villages => "village_clinic".to_owned(),
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
