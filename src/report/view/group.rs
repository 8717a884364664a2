//! How units of one kind stand to each other.

use std::collections::BTreeMap;

use crate::assess::{Assessment, Status};
use crate::catalogue::Indicator;
use crate::checked::Checked;
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::results::Results;

/// The units of a township that an indicator is judged at, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many satisfy the target.
    pub satisfied: usize,
    /// How many it applies to.
    pub applies: usize,
    /// The worst status among them.
    pub worst: Status,
    /// What all of them together still have to add.
    pub shortfall: i64,
    /// What those above a cap have too many.
    pub over: i64,
}

impl Group {
    fn add(&mut self, row: &Assessment) {
        self.applies += 1;
        self.satisfied += usize::from(row.status() == Status::Met);
        self.shortfall += row.shortfall.unwrap_or(0).max(0);
        self.over -= row.shortfall.unwrap_or(0).min(0);
        if gravity(row.status()) < gravity(self.worst) {
            self.worst = row.status();
        }
    }
}

/// From the worst to the best, for a group of units.
#[must_use]
pub fn gravity(status: Status) -> u8 {
    match status {
        Status::NotMet => 0,
        Status::Behind => 1,
        Status::Undetermined => 2,
        Status::NoData => 3,
        Status::InProgress => 4,
        Status::OnTrack => 5,
        Status::Met => 6,
        Status::Monitored => 7,
        Status::NotApplicable => 8,
    }
}

/// For every indicator that is judged below the townships, what each of these holds.
pub(super) fn groups(results: &Results) -> BTreeMap<(IndicatorIx, UnitIx), Group> {
    let Checked { catalogue, registry, year, .. } = &results.checked;
    let none = Group { satisfied: 0, applies: 0, worst: Status::NotApplicable, shortfall: 0, over: 0 };
    let mut groups = BTreeMap::new();
    let below = |indicator: &Indicator| matches!(indicator.judged, Level::Facility | Level::Village);
    for (ix, indicator) in catalogue.indicators_of(*year).filter(|(_, indicator)| below(indicator)) {
        let rows = results.assessments.at(catalogue, (ix, *year, indicator.judged));
        for row in rows.filter(|row| row.status() != Status::NotApplicable) {
            if let Some(township) = registry.ancestor(row.unit, Level::Township) {
                groups.entry((ix, township)).or_insert(none).add(&row);
            }
        }
    }
    groups
}
