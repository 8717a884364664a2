//! What moved since the year before, over the units that returned their figure in both: what is
//! missing is then neither a fall nor a rise. Pages and `compare.csv` ask the same functions.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::row::Assessments;
use crate::assess::status::{Data, counts, satisfies};
use crate::assess::{Assessment, Note, is_collected};
use crate::catalogue::{Comparator, Indicator, Measure};
use crate::exact::Fraction;
use crate::figures::{Source, Total};
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::value::Value;

/// A figure in two years, of the same units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The value of the year before.
    pub before: Fraction,
    /// The value of the year.
    pub now: Fraction,
    /// How many units it is worked out from.
    pub units: usize,
    /// How many units with a figure due are left out, since one of the two years is missing.
    pub left_out: usize,
}

/// Which way a figure moved, seen from its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards what the target asks for.
    Better,
    /// Not at all, or within a range that is as good everywhere.
    Level,
    /// Away from it.
    Worse,
}

impl Direction {
    /// The word in the CSV files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Level => "level",
            Self::Worse => "worse",
        }
    }
}

/// Why a difference between two years is not to be taken for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is one of who returned.
    Missing,
    /// It rests on a figure that looks wrong and that nobody has confirmed.
    Suspect,
    /// One of the two years is not published.
    Masked,
}

impl Doubt {
    /// The word in the CSV files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Suspect => "suspect",
            Self::Masked => "masked",
        }
    }
}

/// How a row of a year compares with the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The indicator.
    pub indicator: IndicatorIx,
    /// The year that is compared with the one before it.
    pub year: i32,
    /// The level of the row.
    pub level: Level,
    /// The org unit.
    pub unit: UnitIx,
    /// The change over the same units; none where nothing can be compared.
    pub change: Option<Change>,
    /// How many units returned both years; none where nothing is compared for another reason.
    pub units: Option<usize>,
    /// Which way it moved; none where nothing can be compared or no target says which way is better.
    pub direction: Option<Direction>,
    /// Why it is no real change; none where it is one.
    pub doubt: Option<Doubt>,
}

/// What rests on a suspect figure: the indicator, the year, and the unit at every level.
pub type Suspected = BTreeSet<(IndicatorIx, i32, UnitIx)>;

/// How good a value is, the larger the better: of a range how far it is outside, with a minus. None
/// where no target says which way is better.
#[must_use]
pub fn merit(comparator: Comparator, target: Option<Fraction>, value: Fraction) -> Option<Fraction> {
    let nothing = Fraction::whole(0);
    match comparator {
        Comparator::Ge | Comparator::Gt => Some(value),
        Comparator::Le | Comparator::Lt => Some(nothing.minus(value)),
        Comparator::Between { cap, .. } => {
            let below = target?.minus(value).max(nothing);
            let above = cap.map_or(nothing, |cap| value.minus(cap).max(nothing));
            Some(nothing.minus(below).minus(above))
        }
        Comparator::Monitor => None,
    }
}

/// Which way a figure moved between two values, seen from its row's target.
#[must_use]
pub fn direction(row: &Assessment, before: Fraction, now: Fraction) -> Option<Direction> {
    let merit = |value| merit(row.comparator, row.target.map(|target| target.value), value);
    let (before, now) = merit(before).zip(merit(now))?;
    Some(match now.cmp(&before) {
        std::cmp::Ordering::Greater => Direction::Better,
        std::cmp::Ordering::Equal => Direction::Level,
        std::cmp::Ordering::Less => Direction::Worse,
    })
}

/// What moved in the district between a year and the one before; none where no unit returned both,
/// where the units were held to another target, and for a sum over years, which cannot fall.
///
/// A ratio whose halves come from different units is compared only where nothing is missing. What is
/// left out of the figures of few patients could be had by subtraction, so those are compared only
/// where nothing is left out.
#[must_use]
pub fn change(source: Source<'_>, assessments: &Assessments, ix: IndicatorIx, year: i32) -> Option<Change> {
    let nothing = Suspected::new();
    let desk = Desk::new(source, assessments, &nothing, (ix, year))?;
    let figures = desk.figures(|unit| unit == DISTRICT);
    desk.same(Level::District, DISTRICT, &figures).shown(desk.is_sensitive())
}

/// How every row of an indicator in a year compares with the year before, by level and unit.
#[must_use]
pub fn compare(
    source: Source<'_>,
    assessments: &Assessments,
    suspected: &Suspected,
    (ix, year): (IndicatorIx, i32),
) -> Vec<Compared> {
    let desk = Desk::new(source, assessments, suspected, (ix, year));
    let figures = desk.map(|desk| desk.figures(|_| true)).unwrap_or_default();
    let levels = [Level::District, Level::Township, Level::Facility, Level::Village];
    let rows = levels.into_iter().flat_map(|level| assessments.at(source.catalogue, (ix, year, level)));
    rows.map(|row| {
        let none = Compared {
            indicator: ix,
            year,
            level: row.level,
            unit: row.unit,
            change: None,
            units: None,
            direction: None,
            doubt: None,
        };
        desk.map_or(none, |desk| desk.compared(none, &row, &figures))
    })
    .collect()
}

/// An indicator in two years that can be compared.
#[derive(Clone, Copy)]
struct Desk<'a> {
    source: Source<'a>,
    assessments: &'a Assessments,
    suspected: &'a Suspected,
    ix: IndicatorIx,
    indicator: &'a Indicator,
    year: i32,
}

/// What the units of a row returned in two years.
#[derive(Clone, Copy, Default)]
struct Both {
    before: Total,
    now: Total,
    found: Found,
    /// A sum is larger than a count can be.
    is_too_large: bool,
}

/// Which units of a row returned both years.
#[derive(Clone, Copy, Default)]
struct Found {
    units: usize,
    left_out: usize,
    /// Whether what is left out is so because it is not published.
    is_masked: bool,
    /// Whether a figure that is compared looks wrong.
    is_suspect: bool,
}

/// What a row is over the same units.
struct Same {
    values: Option<(Fraction, Fraction)>,
    found: Found,
}

impl Same {
    /// The change, where it may be shown: what is left out of the figures of few patients could be had
    /// by subtraction.
    fn shown(&self, is_sensitive: bool) -> Option<Change> {
        let Found { units, left_out, .. } = self.found;
        let (before, now) = self.values.filter(|_| units > 0 && (!is_sensitive || left_out == 0))?;
        Some(Change { before, now, units, left_out })
    }
}

impl<'a> Desk<'a> {
    /// None for a sum over years, which cannot fall, and where nobody was asked for one of the years:
    /// before the first of a plan nothing is due, whatever was returned.
    fn new(
        source: Source<'a>,
        assessments: &'a Assessments,
        suspected: &'a Suspected,
        (ix, year): (IndicatorIx, i32),
    ) -> Option<Self> {
        let indicator = source.catalogue.indicator(ix);
        let years = source.catalogue.plan_of(indicator).years();
        let is_asked = |year| years.contains(&year) && is_collected(indicator, year);
        let is_sum = matches!(indicator.measure, Measure::Cumulative(_));
        (is_asked(year - 1) && is_asked(year) && !is_sum).then_some(Self {
            source,
            assessments,
            suspected,
            ix,
            indicator,
            year,
        })
    }

    fn is_sensitive(&self) -> bool {
        let catalogue = self.source.catalogue;
        catalogue.inputs_of(self.indicator).into_iter().any(|own| catalogue.element(own).sensitive)
    }

    fn compared(&self, none: Compared, row: &Assessment, figures: &BTreeMap<UnitIx, Both>) -> Compared {
        let last = self.row(self.year - 1, row.level, row.unit);
        let is_masked = |row: &Assessment| row.notes.contains(&Note::Masked);
        if is_masked(row) || last.as_ref().is_some_and(is_masked) {
            return Compared { doubt: Some(Doubt::Masked), ..none };
        }
        let same = self.same(row.level, row.unit, figures);
        let Found { units, left_out, is_masked, is_suspect } = same.found;
        let Some(change) = same.shown(self.is_sensitive()) else {
            let doubt = match (left_out > 0, is_masked) {
                (true, true) => Some(Doubt::Masked),
                (true, false) => Some(Doubt::Missing),
                (false, _) => None,
            };
            // Where some are common and nothing is compared, how many they are says nothing.
            let is_known = units == 0 && doubt == Some(Doubt::Missing);
            return Compared { units: is_known.then_some(units), doubt, ..none };
        };
        let value = |row: &Assessment| row.measured?.value;
        let differs = last.as_ref().and_then(value).zip(value(row)).is_some_and(|(last, now)| last != now);
        let doubt = match (is_suspect, change.before == change.now && differs) {
            (true, _) => Some(Doubt::Suspect),
            (false, true) => Some(Doubt::Missing),
            (false, false) => None,
        };
        Compared {
            change: Some(change),
            units: Some(units),
            direction: direction(row, change.before, change.now),
            doubt,
            ..none
        }
    }

    fn row(&self, year: i32, level: Level, unit: UnitIx) -> Option<Assessment> {
        self.assessments.get(self.source.catalogue, (self.ix, year, level), unit)
    }

    /// Whether a unit's figure looks wrong in one of the years.
    fn is_suspect(&self, unit: UnitIx) -> bool {
        [self.year - 1, self.year].into_iter().any(|year| self.suspected.contains(&(self.ix, year, unit)))
    }

    /// Whether a figure of a unit is not published in one of the years.
    fn is_masked(&self, unit: UnitIx) -> bool {
        let Source { catalogue, values, .. } = self.source;
        let elements = catalogue.inputs_of(self.indicator).into_iter();
        let mut keys = elements
            .flat_map(|element| [self.year - 1, self.year].map(|year| self.source.key(year, unit, element)));
        keys.any(|key| values.get(key).is_some_and(|own| own.value == Value::Masked))
    }

    fn same(&self, level: Level, unit: UnitIx, figures: &BTreeMap<UnitIx, Both>) -> Same {
        if self.indicator.is_share_at(level) {
            self.share()
        } else if self.indicator.denominator_of().is_some() {
            self.whole(level, unit)
        } else {
            let both = figures.get(&unit).copied().unwrap_or_default();
            let value = |total| match counts(self.indicator, total, Total::default()).data(self.indicator.per)
            {
                Data::Measured(measured) => measured.complete(),
                Data::NoData | Data::NotApplicable => None,
            };
            let values = value(both.before).zip(value(both.now)).filter(|_| !both.is_too_large);
            Same { values, found: both.found }
        }
    }

    /// The figures of the units that have both, added up for those units above them that are asked for.
    fn figures(&self, is_asked: impl Fn(UnitIx) -> bool) -> BTreeMap<UnitIx, Both> {
        let Self { source, indicator, year, .. } = *self;
        let mut all: BTreeMap<UnitIx, Both> = BTreeMap::new();
        if indicator.denominator_of().is_some() {
            return all;
        }
        for unit in source.feeding(indicator, year) {
            let both = [year - 1, year].map(|year| source.contribution(indicator, year, unit));
            let [Some(last), Some(own)] = both else { continue };
            // Where it does not apply there is nothing to compare.
            if last.due == 0 || own.due == 0 {
                continue;
            }
            let is_missing = last.missing() > 0 || own.missing() > 0;
            let is_masked = is_missing && self.is_masked(unit);
            let is_suspect = !is_missing && self.is_suspect(unit);
            for above in source.registry.above(unit).filter(|above| is_asked(*above)) {
                let sum = all.entry(above).or_default();
                if is_missing {
                    sum.found.left_out += 1;
                    sum.found.is_masked |= is_masked;
                    continue;
                }
                sum.found.units += 1;
                sum.found.is_suspect |= is_suspect;
                match sum.before.plus(last).zip(sum.now.plus(own)) {
                    Some((before, now)) => (sum.before, sum.now) = (before, now),
                    None => sum.is_too_large = true,
                }
            }
        }
        all
    }

    /// The share of those that satisfy their target, among the units whose figure is complete in both
    /// years.
    fn share(&self) -> Same {
        let Self { source, assessments, ix, indicator, year, .. } = *self;
        let catalogue = source.catalogue;
        let none = Same { values: None, found: Found::default() };
        let Some((last, own)) = indicator.ruling(year - 1).zip(indicator.ruling(year)) else { return none };
        if (last.comparator, last.target.value) != (own.comparator, own.target.value) {
            return none;
        }
        let level = indicator.judged;
        let satisfied = |value| i64::from(satisfies(own.comparator, own.target.value, value));
        let (mut before, mut now, mut found) = (0, 0, Found::default());
        for row in assessments.at(catalogue, (ix, year, level)) {
            let Some(last) = self.row(year - 1, level, row.unit) else { continue };
            if row.due_to_report == 0 || last.due_to_report == 0 {
                continue;
            }
            let complete = |row: &Assessment| row.measured.and_then(|measured| measured.complete());
            let Some((last_value, value)) = complete(&last).zip(complete(&row)) else {
                found.left_out += 1;
                found.is_masked |= [&last, &row].into_iter().any(|row| row.notes.contains(&Note::Masked));
                continue;
            };
            found.units += 1;
            found.is_suspect |= self.is_suspect(row.unit);
            before += satisfied(last_value);
            now += satisfied(value);
        }
        let share = |part: i64| Some(Fraction::new(part, i64::try_from(found.units).ok()?)?.times(100));
        Same { values: share(before).zip(share(now)), found }
    }

    /// A row's figure where nothing is missing in either year.
    fn whole(&self, level: Level, unit: UnitIx) -> Same {
        let rows = [self.year - 1, self.year].map(|year| self.row(year, level, unit));
        let [before, now] = rows.each_ref().map(|row| row.as_ref()?.measured?.complete());
        let values = before.zip(now);
        let is_open = |row: &Option<Assessment>| row.as_ref().is_some_and(|row| row.unreturned() > 0);
        let feeding = self.source.feeding(self.indicator, self.year);
        let within = feeding.filter(|own| self.source.registry.above(*own).any(|above| above == unit));
        let found = Found {
            units: values.map_or(0, |_| within.count()),
            left_out: usize::from(values.is_none() && rows.iter().any(is_open)),
            is_masked: false,
            is_suspect: values.is_some() && self.is_suspect(unit),
        };
        Same { values, found }
    }
}
