//! What an indicator is held to: targets with their years, and what authorities changed since.

use crate::exact::Fraction;
use crate::messages::{Message, Text};

/// How a value is compared with its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// ≥
    Ge,
    /// >
    Gt,
    /// ≤
    Le,
    /// <
    Lt,
    /// A range: at least its floor, with an upper end and perhaps a cap.
    Between {
        /// Above this the value is met and noted as above the range.
        upper: Fraction,
        /// Above this the value is a breach.
        cap: Option<Fraction>,
    },
    /// No target: followed only.
    Monitor,
}

impl Comparator {
    /// Those that say all by their word.
    pub const PLAIN: [Self; 5] = [Self::Ge, Self::Gt, Self::Le, Self::Lt, Self::Monitor];

    /// Whether smaller is better.
    #[must_use]
    pub fn is_descending(self) -> bool {
        matches!(self, Self::Le | Self::Lt)
    }

    /// The word in the CSV files and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ge => "ge",
            Self::Gt => "gt",
            Self::Le => "le",
            Self::Lt => "lt",
            Self::Between { .. } => "between",
            Self::Monitor => "monitor",
        }
    }
}

/// When which figure rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// One or more phases, by ascending due year.
    Phases(Vec<(i32, Fraction)>),
    /// Due in every year from this one on.
    EachYear(i32, Fraction),
    /// No target.
    None,
}

/// The figure that rules in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The figure, in the indicator's unit; of a range its floor.
    pub value: Fraction,
    /// The year it is due.
    pub due: i32,
    /// Whether it is in force in the year asked for.
    pub in_force: bool,
}

impl Schedule {
    /// The largest of its figures.
    #[must_use]
    pub fn most(&self) -> Option<Fraction> {
        match self {
            Self::Phases(phases) => phases.iter().map(|(_, value)| *value).max(),
            Self::EachYear(_, value) => Some(*value),
            Self::None => None,
        }
    }

    /// The target that rules in `year`: of several phases the latest in force, before
    /// any is in force the first.
    #[must_use]
    pub fn ruling(&self, year: i32) -> Option<Target> {
        match self {
            Self::None => None,
            Self::EachYear(from, value) => {
                Some(Target { value: *value, due: year.max(*from), in_force: year >= *from })
            }
            Self::Phases(phases) => {
                let (due, value) =
                    phases.iter().rev().find(|(due, _)| *due <= year).or_else(|| phases.first())?;
                Some(Target { value: *value, due: *due, in_force: *due <= year })
            }
        }
    }
}

/// Whose change of a target it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// 国家
    State,
    /// 省
    Province,
    /// 市
    City,
}

impl Authority {
    /// The key of its name.
    #[must_use]
    pub fn key(self) -> Message {
        match self {
            Self::State => key!("authority-state"),
            Self::Province => key!("authority-province"),
            Self::City => key!("authority-city"),
        }
    }
}

/// Which of two figures rules, the plan's or its revision's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence {
    /// The stricter one: so says the clause.
    Stricter,
    /// The revision's: so chosen, as of two ranges neither need be the stricter.
    Revision,
    /// The plan's: so chosen, or its clause says nothing of revisions.
    Plan,
}

/// A figure changed by the state, the province or the city (rule 7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Who changed it.
    pub authority: Authority,
    /// The office that issued it.
    pub issuer: Text,
    /// The document's number.
    pub document: String,
    /// When it was issued (ISO date).
    pub issued: String,
    /// The first year in which it counts; earlier ones stay as they were judged.
    pub from: i32,
    /// The figure, in the indicator's unit; of a range its floor.
    pub value: Fraction,
    /// The year it is due; where none is named that of the figure it changes.
    pub due: Option<i32>,
    /// How a value is compared with it.
    pub comparator: Comparator,
    /// Which figure rules.
    pub precedence: Precedence,
}

impl Revision {
    /// The figure that rules in a year, out of this one and the one before it.
    ///
    /// One that is due later than what it changes does not put that off: until its own due
    /// year the earlier figure stands, as with the phases of one target.
    pub(super) fn over<'a>(&'a self, before: Ruling<'a>, year: i32) -> Ruling<'a> {
        let due = self.due.unwrap_or(before.target.due);
        let target = Target { value: self.value, due, in_force: due <= year };
        let timely = due <= before.target.due || target.in_force;
        let (own, other) = match self.comparator {
            Comparator::Le | Comparator::Lt => (before.target.value, target.value),
            Comparator::Ge | Comparator::Gt | Comparator::Between { .. } | Comparator::Monitor => {
                (target.value, before.target.value)
            }
        };
        let rules = match self.precedence {
            Precedence::Stricter => timely && (own > other || (own == other && due < before.target.due)),
            Precedence::Revision => timely,
            Precedence::Plan => false,
        };
        if rules { Ruling { target, comparator: self.comparator, revision: Some(self) } } else { before }
    }
}

/// What a value is held against in a year.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'a> {
    /// The figure.
    pub target: Target,
    /// How a value is compared with it.
    pub comparator: Comparator,
    /// The revision that it comes from; none where it is the plan's own.
    pub revision: Option<&'a Revision>,
}
