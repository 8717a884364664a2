//! Checks between figures, and how grave a finding is.

use super::measure::Units;
use crate::exact::Fraction;
use crate::model::ElementIx;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The value was not used.
    Error,
    /// The value was used and is doubtful.
    Warning,
    /// Worth knowing.
    Notice,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Notice];

    /// The word in the CSV files and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// From which share of the intended change on, in per cent, a figure improved or got worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvaluationLines {
    /// From here on it improved.
    pub improved: i64,
    /// Below this it got worse.
    pub worse: i64,
}

/// From where on a value is far from those of the other units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlierLines {
    /// What a distance from the median, in median distances, is taken times.
    pub factor: Fraction,
    /// Above this it is far.
    pub limit: Fraction,
    /// Of fewer units nobody can say.
    pub least_units: usize,
}

/// A check between figures.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its identifier, used as the finding's rule.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// What it compares.
    pub rule: CheckRule,
}

/// What a check compares.
#[derive(Clone, Debug)]
pub enum CheckRule {
    /// A change beyond `factor` times, where one of the two is at least `minimum`.
    YearOnYear {
        /// Times.
        factor: i64,
        /// Smaller figures are not compared.
        minimum: i64,
    },
    /// A figure that was typed in another unit: about `factor` times last year's, or that
    /// part of it, give or take half.
    ScaleSlip {
        /// Times.
        factor: i64,
    },
    /// All counts of a return equal last year's.
    IdenticalReturns {
        /// Returns with fewer counts are not compared.
        minimum_values: usize,
    },
    /// One of these stocks is lower than last year.
    StockFalls(Vec<ElementIx>),
    /// The sum over a township's facilities against the township's own figure.
    PartsOfTownship {
        /// The township's element.
        whole: ElementIx,
        /// The facilities' element.
        part: ElementIx,
        /// The facilities that are added up.
        part_units: Units,
        /// Allowed difference in per cent of the whole.
        tolerance_percent: i64,
    },
}

/// A share of returns or checks, in per cent: good from the first, poor below the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Good from here.
    pub good: i64,
    /// Poor below here.
    pub poor: i64,
}

/// The bands of the measures of data quality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bands {
    /// Returns received of those expected.
    pub returns: Band,
    /// Figures filled in of those asked for.
    pub figures: Band,
    /// Returns received by the due date.
    pub timeliness: Band,
    /// Checks between figures passed.
    pub consistency: Band,
}
