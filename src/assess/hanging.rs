//! The verdicts of the report's year that hang on a return that has not come, or on a figure that
//! looks wrong: what the verdict would be with the best and the worst that can still come, and
//! with the figure that was probably meant.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::row::Standing;
use super::{Assessments, Covered, Judge, Member, Share, Status, figure};
use crate::catalogue::{Indicator, Measure};
use crate::figures::{Contribution, Part, Source, Total, of_indicator};
use crate::measure::Totals;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::value::{Key, Value, Values};

/// A figure that looks wrong and was not confirmed, with what was probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// What it is of.
    pub key: Key,
    /// What it would be on last year's scale, or what it was last year; none where nothing
    /// says so.
    pub then: Option<i64>,
}

/// What a verdict hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A unit that has not returned, if it brings the best that it can.
    Best(UnitIx),
    /// The same if it brings the worst.
    Worst(UnitIx),
    /// A suspect figure, if it is this one.
    Suspect(Key, i64),
}

impl Cause {
    /// The unit that can settle it.
    #[must_use]
    pub fn unit(self) -> UnitIx {
        match self {
            Self::Best(unit) | Self::Worst(unit) => unit,
            Self::Suspect(key, _) => key.unit,
        }
    }
}

/// A verdict that hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hanging {
    /// The indicator.
    pub indicator: IndicatorIx,
    /// The level of the row.
    pub level: Level,
    /// The unit of the row.
    pub unit: UnitIx,
    /// What it hangs on.
    pub cause: Cause,
    /// What is said now.
    pub status: Status,
    /// What would be said then.
    pub then: Status,
}

/// What changes of the totals of one half of an indicator: by unit, at every level.
struct Change {
    part: Part,
    deltas: FxHashMap<UnitIx, Total>,
}

impl Change {
    fn of(part: Part) -> Self {
        Self { part, deltas: FxHashMap::default() }
    }

    fn add(&mut self, desk: Judge<'_>, from: UnitIx, before: Total, after: Total) {
        let delta = after.minus(before);
        for unit in desk.registry.above(from) {
            let sum = self.deltas.entry(unit).or_default();
            *sum = sum.plus(delta).unwrap_or(*sum);
        }
    }
}

/// The verdicts of a year that hang. `missing` are the units that have not returned something.
#[must_use]
pub fn hanging(
    source: Source<'_>,
    totals: &Totals,
    assessments: &Assessments,
    year: i32,
    missing: &BTreeSet<UnitIx>,
    suspects: &[Suspect],
) -> Vec<Hanging> {
    let Source { catalogue, registry, .. } = source;
    let desk = Judge { catalogue, registry, totals };
    let mut all = Vec::new();
    for (ix, indicator) in catalogue.indicators_of(year) {
        let elements = catalogue.inputs_of(indicator);
        let own: Vec<&Suspect> = suspects
            .iter()
            .filter(|own| own.key.year == year && elements.contains(&own.key.element))
            .collect();
        if missing.is_empty() && own.is_empty() || indicator.ruling(year).is_none() {
            continue;
        }
        let sought =
            Sought { desk, assessments, ix, indicator, year, shares: desk.members(ix, indicator, year) };
        if !missing.is_empty() {
            all.extend(sought.missing(source, missing));
        }
        all.extend(own.into_iter().flat_map(|suspect| sought.suspect(source, *suspect)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

struct Sought<'a> {
    desk: Judge<'a>,
    assessments: &'a Assessments,
    ix: IndicatorIx,
    indicator: &'a Indicator,
    year: i32,
    /// What each unit counts as in the district's share.
    shares: BTreeMap<UnitIx, Member>,
}

impl Judge<'_> {
    fn members(self, ix: IndicatorIx, indicator: &Indicator, year: i32) -> BTreeMap<UnitIx, Member> {
        let Some(ruling) = indicator.ruling(year).filter(|_| indicator.judged != Level::District) else {
            return BTreeMap::new();
        };
        let against = (ruling.comparator, ruling.target.value);
        let units = self.units(ix, indicator, indicator.judged, year);
        units
            .map(|unit| (unit, Member::of(indicator, &self.figure(ix, indicator, unit, year), against)))
            .collect()
    }
}

impl Sought<'_> {
    fn missing(&self, source: Source<'_>, missing: &BTreeSet<UnitIx>) -> Vec<Hanging> {
        let Judge { registry, totals, .. } = self.desk;
        let mut open: BTreeMap<UnitIx, Vec<(UnitIx, Total)>> = BTreeMap::new();
        for one in of_indicator(source, self.ix, self.year) {
            let Contribution { year, unit, total, part, .. } = one;
            if year == self.year
                && part == Part::Whole
                && total.missing() > 0
                && missing.contains(&registry.sender(unit))
            {
                // A cumulative figure has the flows of earlier years beside it.
                open.entry(registry.sender(unit)).or_default().push((unit, total));
            }
        }
        let mut all = Vec::new();
        for (unit, parts) in open {
            let row =
                self.assessments.get(self.desk.catalogue, (self.ix, self.year, Level::District), DISTRICT);
            let needed = row.and_then(|row| row.shortfall).unwrap_or(0).max(0);
            let (mut low, mut high) = (Change::of(Part::Whole), Change::of(Part::Whole));
            let mut is_known = true;
            for (own, before) in parts {
                let last = totals.get(self.ix, Part::Whole, self.year - 1, own);
                let Some((least, most)) = self.range(before, last, needed) else {
                    is_known = false;
                    break;
                };
                low.add(self.desk, own, before, least);
                high.add(self.desk, own, before, most);
            }
            if !is_known {
                continue;
            }
            let fewer = self.indicator.comparator.is_descending();
            let (best, worst) = if fewer { (low, high) } else { (high, low) };
            let (best, worst) = (self.verdicts(&best), self.verdicts(&worst));
            for (before, after, cause) in [(&best, Cause::Best(unit)), (&worst, Cause::Worst(unit))]
                .into_iter()
                .flat_map(|(rows, cause)| rows.iter().map(move |(before, after)| (before, after, cause)))
            {
                all.extend(self.row(*before, *after, cause));
            }
        }
        all
    }

    /// The least and the most that a unit can still bring; none where nothing bounds it.
    fn range(&self, before: Total, last: Option<Total>, needed: i64) -> Option<(Total, Total)> {
        let whole = Total { reported: before.due, ..before };
        let brought = |numerator: i64, denominator: i64| Total {
            numerator: before.numerator + numerator,
            denominator: before.denominator + denominator,
            ..whole
        };
        match &self.indicator.measure {
            Measure::Share(_) | Measure::Units(_) | Measure::YesNo(_) | Measure::Centres(_) => {
                Some((brought(0, 0), brought(before.missing(), 0)))
            }
            // As much as the district lacks settles it; nobody can say how much it will be.
            Measure::Sum(_) | Measure::Cumulative(_) => Some((brought(0, 0), brought(needed, 0))),
            // Out of as many as last year.
            Measure::Ratio(..) if self.indicator.per == 100 && self.indicator.own_ratio().is_some() => {
                let whole = last.filter(|last| last.reported > 0 && last.denominator > 0)?.denominator;
                Some((brought(0, whole), brought(whole, whole)))
            }
            Measure::Ratio(..) => None,
        }
    }

    fn suspect(&self, source: Source<'_>, suspect: Suspect) -> Vec<Hanging> {
        let Suspect { key, then: Some(then) } = suspect else { return Vec::new() };
        let denominator = self.indicator.is_denominator_of_others(key.element);
        let figure = |source: Source<'_>| {
            if denominator {
                source.denominator(self.indicator, key.year, key.unit)
            } else {
                source.contribution(self.indicator, key.year, key.unit)
            }
        };
        let mut list = source.values.of_unit(key.year, key.unit).to_vec();
        for value in list.iter_mut().filter(|value| value.key == key) {
            value.value = Value::Count(then);
        }
        let values = Values::new(list);
        let (before, after) = (figure(source), figure(Source { values: &values, ..source }));
        let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
        let mut change = Change::of(if denominator { Part::Denominator } else { Part::Whole });
        change.add(self.desk, key.unit, before, after);
        let rows = self.verdicts(&change);
        rows.iter()
            .filter_map(|(before, after)| self.row(*before, *after, Cause::Suspect(key, then)))
            .collect()
    }

    fn row(&self, before: (Standing, Status), after: Status, cause: Cause) -> Option<Hanging> {
        let (Standing { indicator, level, unit, .. }, status) = before;
        (status != after).then_some(Hanging { indicator, level, unit, cause, status, then: after })
    }

    /// The verdicts that a change touches, as they are and as they would be.
    fn verdicts(&self, change: &Change) -> Vec<((Standing, Status), Status)> {
        let Self { desk, ix, indicator, year, .. } = self;
        let mut all = Vec::new();
        let mut judge = |level: Level, unit: UnitIx, figure: &Covered| {
            let standing = Standing { year: *year, indicator: *ix, level, unit };
            let judged = self.assessments.judged_with(desk.catalogue, standing, figure.counts);
            all.extend(
                judged
                    .filter(|(now, _)| *now != Status::Monitored)
                    .map(|(now, then)| ((standing, now), then)),
            );
        };
        if indicator.judged == Level::District {
            judge(Level::District, DISTRICT, &desk.changed(*ix, indicator, DISTRICT, *year, change));
            return all;
        }
        let Some(ruling) = indicator.ruling(*year) else { return all };
        let against = (ruling.comparator, ruling.target.value);
        let mut shares = Share::default();
        for (unit, member) in &self.shares {
            let member = if change.deltas.contains_key(unit) {
                let figure = desk.changed(*ix, indicator, *unit, *year, change);
                judge(indicator.judged, *unit, &figure);
                Member::of(indicator, &figure, against)
            } else {
                *member
            };
            shares.add(member);
        }
        judge(Level::District, DISTRICT, &shares.figure());
        all
    }
}

impl Judge<'_> {
    fn changed(
        self,
        ix: IndicatorIx,
        indicator: &Indicator,
        unit: UnitIx,
        year: i32,
        change: &Change,
    ) -> Covered {
        figure(indicator, |part| {
            let total = self.totals.get(ix, part, year, unit).unwrap_or_default();
            let delta = change.deltas.get(&unit).filter(|_| change.part == part);
            delta.and_then(|delta| total.plus(*delta)).unwrap_or(total)
        })
    }
}
