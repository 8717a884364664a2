//! What the units of a township come to, where an indicator is judged below the townships.

use std::collections::BTreeMap;

use super::row::Assessments;
use super::{Assessment, Status};
use crate::catalogue::Indicator;
use crate::figures::Source;
use crate::model::{IndicatorIx, Level, UnitIx};

/// The units of a township that an indicator is judged at, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many satisfy the target.
    pub satisfied: usize,
    /// How many it applies to.
    pub applies: usize,
    /// How many of these have no figure.
    pub silent: usize,
    /// The worst status among them.
    pub worst: Status,
    /// What all of them together certainly still have to add.
    pub shortfall: i64,
    /// What those above a cap have too many.
    pub over: i64,
}

impl Group {
    fn of(row: &Assessment, indicator: &Indicator) -> Self {
        Self {
            satisfied: usize::from(row.status() == Status::Met),
            applies: 1,
            silent: usize::from(row.status() == Status::NoData),
            worst: row.status(),
            shortfall: row.certain_shortfall(indicator),
            over: row.shortfall.map_or(0, |shortfall| (-shortfall).max(0)),
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            satisfied: self.satisfied + other.satisfied,
            applies: self.applies + other.applies,
            silent: self.silent + other.silent,
            worst: std::cmp::min_by_key(self.worst, other.worst, |status| status.gravity()),
            shortfall: self.shortfall + other.shortfall,
            over: self.over + other.over,
        }
    }
}

/// For every indicator of a year that is judged below the townships, what each of these comes to.
#[must_use]
pub fn groups(
    source: Source<'_>,
    assessments: &Assessments,
    year: i32,
) -> BTreeMap<(IndicatorIx, UnitIx), Group> {
    let Source { catalogue, registry, .. } = source;
    let mut groups: BTreeMap<(IndicatorIx, UnitIx), Group> = BTreeMap::new();
    let below = |indicator: &Indicator| matches!(indicator.judged, Level::Facility | Level::Village);
    for (ix, indicator) in catalogue.indicators_of(year).filter(|(_, indicator)| below(indicator)) {
        let rows = assessments.at(catalogue, (ix, year, indicator.judged));
        for row in rows.filter(|row| row.status() != Status::NotApplicable) {
            if let Some(township) = registry.ancestor(row.unit, Level::Township) {
                let own = Group::of(&row, indicator);
                groups.entry((ix, township)).and_modify(|all| *all = all.with(own)).or_insert(own);
            }
        }
    }
    groups
}

/// Orders rows from the worst to the best; the larger shortfall first among equals.
pub fn worst_first(rows: &mut [Assessment]) {
    rows.sort_by(|a, b| {
        let value = |row: &Assessment| row.measured.and_then(|measured| measured.value);
        let values = if a.comparator.is_descending() { (value(b), value(a)) } else { (value(a), value(b)) };
        let by_status = a.status().gravity().cmp(&b.status().gravity());
        by_status.then(values.0.cmp(&values.1)).then(b.shortfall.cmp(&a.shortfall)).then(a.unit.cmp(&b.unit))
    });
}
