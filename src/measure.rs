//! Totals: what the units contribute, summed at every level of the tree of org units.
//!
//! Every contribution goes to its unit and to each unit above it, four at most. Sorting the
//! long table by unit and adding up neighbours was measured against grouped sums of a table
//! engine (`benches/README.md`): it takes a fraction of the time and no copy of the table.

use anyhow::Result;

use crate::catalogue::IndicatorIx;
use crate::figures::{Contribution, Part, Total};
use crate::registry::{Registry, UnitIx};

type Key = (IndicatorIx, Part, i32, UnitIx);

/// Sums by indicator, year and org unit, at every level of the tree; sorted by key.
#[derive(Clone, Debug, Default)]
pub struct Totals(Vec<(Key, Total)>);

impl Totals {
    /// Sums the contributions for every unit that they belong to.
    ///
    /// # Errors
    /// A sum that is larger than any count of people.
    pub fn new(registry: &Registry, contributions: &[Contribution]) -> Result<Self> {
        let mut all: Vec<(Key, Total)> = Vec::with_capacity(contributions.len());
        for one in contributions {
            let mut at = Some(one.unit);
            while let Some(unit) = at {
                all.push(((one.indicator, one.part, one.year, unit), one.total));
                at = registry.unit(unit).parent;
            }
        }
        sum(&mut all)?;
        all.shrink_to_fit();
        Ok(Self(all))
    }

    /// Drops the totals of some units, for a report that does not show them.
    pub fn forget(&mut self, is_hidden: impl Fn(IndicatorIx, i32, UnitIx) -> bool) {
        self.0.retain(|((indicator, _, year, unit), _)| !is_hidden(*indicator, *year, *unit));
    }

    /// The total of a unit; `None` where nothing feeds it.
    #[must_use]
    pub fn get(&self, indicator: IndicatorIx, part: Part, year: i32, unit: UnitIx) -> Option<Total> {
        let key = (indicator, part, year, unit);
        let at = self.0.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.0.get(at).map(|(_, total)| *total)
    }
}

/// Sorts the totals and makes one of those with the same key.
fn sum(all: &mut Vec<(Key, Total)>) -> Result<()> {
    all.sort_unstable_by_key(|(key, _)| *key);
    let mut overflow = false;
    all.dedup_by(|(key, total), (kept, sum)| {
        let same = key == kept;
        if same {
            match sum.plus(*total) {
                Some(plus) => *sum = plus,
                None => overflow = true,
            }
        }
        same
    });
    anyhow::ensure!(!overflow, "a sum is larger than any count of people");
    Ok(())
}
