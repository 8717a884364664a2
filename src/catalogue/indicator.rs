//! Indicators, commitments and the plans that they stand in.

use std::ops::RangeInclusive;

use super::element::Condition;
use super::measure::{Measure, Units};
use super::responsible::{Clause, Responsible};
use super::target::{Comparator, Revision, Ruling, Schedule};
use super::task::Task;
use crate::exact::Fraction;
use crate::messages::Text;
use crate::model::{ElementIx, Level};

/// A way to read a clause that is not in force.
#[derive(Clone, Debug)]
pub struct OtherReading {
    /// The reading in words.
    pub text: Text,
    /// The indicator as it would be under it; none where the returns do not say enough.
    pub indicator: Option<Indicator>,
}

/// What a gap is a gap of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// The staff of the system and their posts.
    Staff,
    /// Those whom it serves: patients, children, residents.
    People,
    /// Institutions, equipment and what they offer.
    Facilities,
}

/// An indicator: a figure that a plan sets a target for.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// The id in its plan file, unique over all plans.
    pub id: String,
    /// The position of its plan in [`Catalogue::plans`].
    pub plan: usize,
    /// The position of its chapter in its plan.
    pub chapter: usize,
    /// The clause of the plan that it comes from.
    pub clause: String,
    /// As the plan says it.
    pub name: Text,
    /// Its short name for tight tables.
    pub short: Text,
    /// How its figure is made.
    pub measure: Measure,
    /// The value is numerator × per / denominator.
    pub per: i64,
    /// The units that feed it.
    pub units: Units,
    /// The units that return its denominator, where those are others.
    pub denominator_units: Option<Units>,
    /// A filter on those units.
    pub filter: Option<Condition>,
    /// Whether the figure is a sample survey.
    pub sample: bool,
    /// The level at which it is judged.
    pub judged: Level,
    /// How it is compared.
    pub comparator: Comparator,
    /// Its targets by due year.
    pub schedule: Schedule,
    /// The unit of its value.
    pub unit: Text,
    /// What would have to be added to the numerator: measure word.
    pub counted: Text,
    /// What kind of gap that is.
    pub gap_kind: GapKind,
    /// What has to be done about it.
    pub task: Task,
    /// The noun after the measure word (Chinese).
    pub counted_noun: String,
    /// Who answers for it.
    pub responsible: Responsible,
    /// The words of the plan that promise it.
    pub quote: String,
    /// Whom it counts, when, and what is left out.
    pub definition: Text,
    /// Its numerator in words.
    pub numerator: Text,
    /// Its denominator in words, empty without one.
    pub denominator: Text,
    /// How the clause is read where it is open.
    pub reading: Text,
    /// Since when it is read so (ISO date): by default since the plan was issued.
    pub reading_since: String,
    /// The readings that are not in force.
    pub other_readings: Vec<OtherReading>,
    /// Its changes by higher authorities, by the year from which they count.
    pub revisions: Vec<Revision>,
    /// A baseline that no return carries.
    pub baseline: Option<Baseline>,
    /// The years in which all that it is worked out from is asked, as far as the elements say so.
    pub collected: RangeInclusive<i32>,
    /// The indicator of an earlier plan that it goes on from, by its id.
    pub continues: Option<(String, Change)>,
}

/// A baseline that a document says and no return carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The district's figure, in the unit of the indicator.
    pub value: Fraction,
    /// The document that says it.
    pub source: String,
}

/// How an indicator differs from the one that it goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In nothing: the figures compare and the target is as strict.
    Same,
    /// In its target, which is stricter; the figures compare.
    Stricter,
    /// In its definition: the figures do not compare.
    Redefined,
}

impl Indicator {
    /// Numerator and denominator of a ratio, where each unit returns both.
    #[must_use]
    pub fn own_ratio(&self) -> Option<(ElementIx, ElementIx)> {
        match self.measure {
            Measure::Ratio(part, whole) if self.denominator_units.is_none() => Some((part, whole)),
            _ => None,
        }
    }

    /// The denominator that other units return, and which.
    #[must_use]
    pub fn denominator_of(&self) -> Option<(&Units, ElementIx)> {
        match (&self.measure, &self.denominator_units) {
            (Measure::Ratio(_, whole), Some(units)) => Some((units, *whole)),
            _ => None,
        }
    }

    /// The units that return an element of it.
    #[must_use]
    pub fn units_of(&self, element: ElementIx) -> &Units {
        let others = self.denominator_of().filter(|(_, whole)| *whole == element);
        others.map_or(&self.units, |(units, _)| units)
    }

    /// Whether an element is the denominator that other units return.
    #[must_use]
    pub fn is_denominator_of_others(&self, element: ElementIx) -> bool {
        self.denominator_of().is_some_and(|(_, whole)| whole == element)
    }

    /// Whether it is a total to which every unit adds, judged for the district alone.
    #[must_use]
    pub fn is_district_total(&self) -> bool {
        self.judged == Level::District && !self.measure.has_denominator()
    }

    /// Whether its row at a level is the share of the units that satisfy the target (rule 4).
    #[must_use]
    pub fn is_share_at(&self, level: Level) -> bool {
        level == Level::District && self.judged != Level::District
    }

    /// What rules in `year`: the plan's own figure, or the revision that goes before it.
    #[must_use]
    pub fn ruling(&self, year: i32) -> Option<Ruling<'_>> {
        let target = self.schedule.ruling(year)?;
        let own = Ruling { target, comparator: self.comparator, revision: None };
        let counting = self.revisions.iter().filter(|revision| revision.from <= year);
        Some(counting.fold(own, |before, revision| revision.over(before, year)))
    }
}

/// When a commitment has to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The plan does not say.
    Unsaid,
    /// By the end of a year.
    Year(i32),
    /// In each year of the plan.
    EachYear,
}

/// A commitment that is not judged.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The clause.
    pub clause: String,
    /// What is promised, in the words of the plan.
    pub text: Text,
    /// By when.
    pub due: Due,
    /// Who answers for it.
    pub responsible: Responsible,
    /// Why it is not judged.
    pub why: Text,
}

/// One policy document.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The id in its plan file, unique over all plans.
    pub id: String,
    /// Its full title.
    pub title: Text,
    /// Its short title.
    pub short: Text,
    /// Its document number.
    pub document: String,
    /// Who issued it.
    pub issuer: Text,
    /// When it was issued (ISO date).
    pub issued: String,
    /// How it names the governments of the townships among the responsible departments.
    pub township_department: String,
    /// The last year before it starts.
    pub baseline_year: i32,
    /// Its first year.
    pub first_year: i32,
    /// Its last year.
    pub last_year: i32,
    /// Its chapters in order.
    pub chapters: Vec<Text>,
    /// What it promises without a figure.
    pub commitments: Vec<Commitment>,
    /// Its clauses in order; empty where its file does not list them.
    pub clauses: Vec<Clause>,
    /// How its departments follow from its division of duties.
    pub duties: Option<Text>,
    /// Its file under `targets/`.
    pub file: String,
}

impl Plan {
    /// The years of which it says something: its baseline year, which is shown and not judged, and
    /// those that it runs.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i32> {
        self.baseline_year..=self.last_year
    }
}
