//! What each org unit contributes to each indicator: rules 3, 5 and 9 of the
//! contract at the level at which the figure is returned.

use crate::catalogue::{Catalogue, Condition, Counted, Indicator, Measure, Test, Units};
use crate::model::{ElementIx, IndicatorIx, Level, UnitIx};
use crate::registry::Registry;
use crate::value::{Key, Value, Values};

/// Which half of an indicator a contribution feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The figure as a whole.
    Whole,
    /// The denominator that other units return (the cataract rate).
    Denominator,
}

/// What one unit adds to one indicator in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The indicator.
    pub indicator: IndicatorIx,
    /// Which half of it.
    pub part: Part,
    /// The year it counts in.
    pub year: i32,
    /// The unit.
    pub unit: UnitIx,
    /// What is summed.
    pub total: Total,
}

/// Numerator, denominator and coverage, of one unit or summed over several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The numerator over what was reported.
    pub numerator: i64,
    /// The denominator over what was reported; 0 where the measure has none.
    pub denominator: i64,
    /// Units to which the figure applies.
    pub due: i64,
    /// Units of those that reported it.
    pub reported: i64,
    /// Units that returned 不适用 and are taken out.
    pub excluded: i64,
}

impl Total {
    /// Units that should have reported and did not.
    #[must_use]
    pub fn missing(self) -> i64 {
        self.due - self.reported
    }

    /// What has to be added to another total to make this one; any of it can be below 0.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            numerator: self.numerator - other.numerator,
            denominator: self.denominator - other.denominator,
            due: self.due - other.due,
            reported: self.reported - other.reported,
            excluded: self.excluded - other.excluded,
        }
    }

    /// The sum of two; none where it is larger than a count can be.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_add(other.numerator)?,
            denominator: self.denominator.checked_add(other.denominator)?,
            due: self.due.checked_add(other.due)?,
            reported: self.reported.checked_add(other.reported)?,
            excluded: self.excluded.checked_add(other.excluded)?,
        })
    }

    fn known(numerator: i64, denominator: i64) -> Self {
        Self { numerator, denominator, due: 1, reported: 1, excluded: 0 }
    }

    fn from_state(state: State<(i64, i64)>) -> Self {
        match state {
            State::Known((numerator, denominator)) => Self::known(numerator, denominator),
            State::Missing => Self { due: 1, ..Self::default() },
            State::NotApplicable => Self { excluded: 1, ..Self::default() },
        }
    }
}

/// A figure that may be missing or not applicable; never 0 for either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<T> {
    /// It was returned.
    Known(T),
    /// It is due and was not returned, or not usably.
    Missing,
    /// It was returned as not applicable.
    NotApplicable,
}

impl<T> State<T> {
    fn map<U>(self, f: impl FnOnce(T) -> U) -> State<U> {
        match self {
            Self::Known(value) => State::Known(f(value)),
            Self::Missing => State::Missing,
            Self::NotApplicable => State::NotApplicable,
        }
    }
}

/// Everything a unit-level figure is read from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The plans.
    pub catalogue: &'a Catalogue,
    /// The org units.
    pub registry: &'a Registry,
    /// The usable data values.
    pub values: &'a Values,
}

/// The contributions of all units to all indicators, from the baseline to `last_year`.
#[must_use]
pub fn contributions(source: Source<'_>, last_year: i32) -> Vec<Contribution> {
    let indicators = source.catalogue.indicators_ix();
    indicators.flat_map(|(ix, _)| of_indicator(source, ix, last_year)).collect()
}

/// The contributions of all units to one indicator, from the baseline to `last_year`.
#[must_use]
pub fn of_indicator(source: Source<'_>, ix: IndicatorIx, last_year: i32) -> Vec<Contribution> {
    let indicator = source.catalogue.indicator(ix);
    let mut all = Vec::new();
    let years = source.catalogue.plan_of(indicator).years();
    let last_year = last_year.min(*years.end());
    // What nobody was asked for is neither due nor counted.
    for year in (*years.start()..=last_year).filter(|year| indicator.collected.contains(year)) {
        for (unit, total) in source.figures(indicator, year) {
            let row = |year| Contribution { indicator: ix, part: Part::Whole, year, unit, total };
            match source.catalogue.sums_from(indicator) {
                // A flow of this year counts in every later year too; the baseline year in none.
                Some(first) if year >= first => all.extend((year..=last_year).map(row)),
                Some(_) => {}
                None => all.push(row(year)),
            }
        }
        let others = source.denominators(indicator, year);
        all.extend(others.map(|(unit, total)| Contribution {
            indicator: ix,
            part: Part::Denominator,
            year,
            unit,
            total,
        }));
    }
    all
}

impl<'a> Source<'a> {
    /// The units that feed an indicator in a year, those that its filter leaves.
    pub fn feeding(self, indicator: &'a Indicator, year: i32) -> impl Iterator<Item = UnitIx> + 'a {
        self.figures(indicator, year).map(|(unit, _)| unit)
    }

    /// What a unit contributes to an indicator in a year, if it feeds it.
    #[must_use]
    pub fn contribution(self, indicator: &'a Indicator, year: i32, unit: UnitIx) -> Option<Total> {
        self.counts(&indicator.units, year, unit).then(|| self.own(indicator, year, unit)).flatten()
    }

    /// What a unit contributes to a denominator that others return than the numerator.
    #[must_use]
    pub fn denominator(self, indicator: &Indicator, year: i32, unit: UnitIx) -> Option<Total> {
        let (units, whole) = indicator.denominator_of()?;
        self.counts(units, year, unit)
            .then(|| Total::from_state(self.count(year, unit, whole).map(|count| (0, count))))
    }

    /// The units that return such a denominator, with what each contributes.
    pub fn denominators(
        self,
        indicator: &'a Indicator,
        year: i32,
    ) -> impl Iterator<Item = (UnitIx, Total)> + 'a {
        let units =
            indicator.denominator_of().into_iter().flat_map(move |(units, _)| self.units_of(units, year));
        units.filter_map(move |unit| Some((unit, self.denominator(indicator, year, unit)?)))
    }

    /// The figure of each unit that an indicator applies to in a year.
    fn figures(self, indicator: &'a Indicator, year: i32) -> impl Iterator<Item = (UnitIx, Total)> + 'a {
        let units = self.units_of(&indicator.units, year);
        units.filter_map(move |unit| Some((unit, self.own(indicator, year, unit)?)))
    }

    /// The figure of a unit that feeds an indicator; none where the filter leaves it out.
    fn own(self, indicator: &Indicator, year: i32, unit: UnitIx) -> Option<Total> {
        let filter = indicator.filter.as_ref().map(|filter| self.holds(year, unit, filter));
        match filter {
            Some(State::Known(false) | State::NotApplicable) => None,
            // Not known to be excluded: it counts as one that has not reported, unless
            // its figure does not apply, which takes it out under either answer.
            Some(State::Missing) => {
                let figure = self.figure(indicator, year, unit);
                let out = figure.due == 0;
                Some(if out { figure } else { Total::from_state(State::Missing) })
            }
            Some(State::Known(true)) | None => Some(self.figure(indicator, year, unit)),
        }
    }

    /// The units that feed an indicator and count in a year.
    pub fn units_of(self, units: &Units, year: i32) -> impl Iterator<Item = UnitIx> + use<'a> {
        let units = units.clone();
        let of_level = self.registry.of_level(units.level()).iter().copied();
        of_level.filter(move |unit| self.counts(&units, year, *unit))
    }

    /// Whether a unit is one of some, and counts in a year.
    fn counts(self, units: &Units, year: i32, unit: UnitIx) -> bool {
        self.registry.unit(unit).is_among(units) && self.registry.counts(unit, year)
    }

    fn figure(self, indicator: &Indicator, year: i32, unit: UnitIx) -> Total {
        match &indicator.measure {
            Measure::Share(condition) | Measure::Units(condition) | Measure::YesNo(condition) => {
                Total::from_state(self.holds(year, unit, condition).map(|met| (i64::from(met), 0)))
            }
            Measure::Sum(element) | Measure::Cumulative(element) => {
                Total::from_state(self.count(year, unit, *element).map(|count| (count, 0)))
            }
            Measure::Ratio(part, _) if indicator.denominator_of().is_some() => {
                Total::from_state(self.count(year, unit, *part).map(|count| (count, 0)))
            }
            Measure::Ratio(part, whole) => {
                let state = match (self.count(year, unit, *part), self.count(year, unit, *whole)) {
                    (State::NotApplicable, _) | (_, State::NotApplicable) => State::NotApplicable,
                    (State::Known(part), State::Known(whole)) => State::Known((part, whole)),
                    (State::Missing, _) | (_, State::Missing) => State::Missing,
                };
                Total::from_state(state)
            }
            Measure::Centres(counted) => self.centres(year, unit, *counted),
        }
    }

    /// The functional centres of a regional centre: each of the entries counts as a
    /// unit that is due to report.
    fn centres(self, year: i32, unit: UnitIx, counted: Counted) -> Total {
        let centres = &self.catalogue.centres;
        let mut sum = Total::default();
        let Some(element) = centres.element else { return sum };
        let counts = |shareable: bool| counted == Counted::All || !shareable;
        for (entry, centre) in (0..).zip(&centres.entries).filter(|(_, centre)| counts(centre.shareable)) {
            let key = Key { year, unit, element, entry };
            let state = match self.values.get(key).map(|value| value.value) {
                Some(Value::Choice(answer)) => State::Known((i64::from(centres.is_built(centre, answer)), 0)),
                Some(Value::NotApplicable) => State::NotApplicable,
                Some(Value::Count(_) | Value::YesNo(_) | Value::Masked) | None => State::Missing,
            };
            let one = Total::from_state(state);
            sum.numerator += one.numerator;
            sum.due += one.due;
            sum.reported += one.reported;
        }
        sum
    }

    /// Where a figure stands: the district's are returned by its departments under its own code.
    #[must_use]
    pub fn key(self, year: i32, unit: UnitIx, element: ElementIx) -> Key {
        let unit = self.catalogue.element(element).form.asked_of(unit);
        Key { year, unit, element, entry: 0 }
    }

    /// A figure with where it stands. A yes/no figure that is blank is answered, as far as it can be,
    /// by the one that implies it or that it implies.
    #[must_use]
    pub fn answer(self, key: Key) -> Option<(Value, Key)> {
        let says = |element: Option<ElementIx>, word| {
            let key = Key { element: element?, ..key };
            (self.values.get(key)?.value == Value::YesNo(word)).then_some((Value::YesNo(word), key))
        };
        self.values
            .get(key)
            .map(|own| (own.value, key))
            .or_else(|| says(self.catalogue.element(key.element).implied_by, true))
            .or_else(|| says(self.catalogue.implied_of(key.element), false))
    }

    fn count(self, year: i32, unit: UnitIx, element: ElementIx) -> State<i64> {
        match self.values.get(self.key(year, unit, element)).map(|own| own.value) {
            Some(Value::Count(count)) => State::Known(count),
            Some(Value::NotApplicable) => State::NotApplicable,
            Some(Value::YesNo(_) | Value::Choice(_) | Value::Masked) | None => State::Missing,
        }
    }

    /// Whether a condition holds for a unit.
    #[must_use]
    pub fn holds(self, year: i32, unit: UnitIx, condition: &Condition) -> State<bool> {
        let (element, test) = match condition {
            Condition::Ownership(word) => {
                return State::Known(self.registry.unit(unit).ownership == *word);
            }
            Condition::Both(one, other) => {
                return match (self.holds(year, unit, one), self.holds(year, unit, other)) {
                    (State::NotApplicable, _) | (_, State::NotApplicable) => State::NotApplicable,
                    (State::Known(false), _) | (_, State::Known(false)) => State::Known(false),
                    (State::Known(true), State::Known(true)) => State::Known(true),
                    (State::Missing, _) | (_, State::Missing) => State::Missing,
                };
            }
            Condition::Element(element, test) => (*element, *test),
        };
        let answer = self.answer(self.key(year, unit, element)).map(|(value, _)| value);
        match (answer, test) {
            (Some(Value::NotApplicable), _) => State::NotApplicable,
            (Some(Value::YesNo(word)), Test::Is(asked)) => State::Known(word == asked),
            (Some(Value::Count(count)), Test::AtLeast(least)) => State::Known(count >= least),
            (Some(Value::Choice(answer)), Test::ChoiceAtLeast(least)) => State::Known(answer >= least),
            (Some(Value::Choice(answer)), Test::ChoiceIs(asked)) => State::Known(answer == asked),
            (
                Some(Value::YesNo(_) | Value::Count(_) | Value::Choice(_) | Value::Masked) | None,
                Test::Is(_) | Test::AtLeast(_) | Test::ChoiceAtLeast(_) | Test::ChoiceIs(_),
            ) => State::Missing,
        }
    }
}

/// Whether the registry itself answers an indicator.
#[must_use]
pub fn answered_by_registry(indicator: &Indicator) -> bool {
    match &indicator.measure {
        Measure::Share(c) | Measure::Units(c) | Measure::YesNo(c) => matches!(c, Condition::Ownership(_)),
        Measure::Centres(_) | Measure::Ratio(..) | Measure::Sum(_) | Measure::Cumulative(_) => false,
    }
}

/// The levels below the district at which an indicator that is judged for it is shown too.
/// A ratio over other units' denominators has none: its numerator is the district's.
#[must_use]
pub fn monitored_levels(indicator: &Indicator) -> &'static [Level] {
    match indicator.units.level() {
        Level::District => &[],
        Level::Township => &[Level::Township],
        Level::Facility | Level::Village => &[Level::Township, Level::Facility],
    }
}
