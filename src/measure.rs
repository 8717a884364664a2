//! Totals: what the units contribute, summed at every level of the tree of org units.
//!
//! Every contribution goes to its unit and to each unit above it, four at most. Sorting the
//! long table by unit and adding up neighbours was measured against grouped sums of a table
//! engine (`benches/README.md`): it takes a fraction of the time and no copy of the table.

use anyhow::{Context as _, Result};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rustc_hash::FxHashMap;

use crate::figures::{self, Contribution, Part, Source, Total};
use crate::model::{IndicatorIx, UnitIx};
use crate::registry::Registry;

/// An indicator, or its other half, in one year.
type Group = (IndicatorIx, Part, i32);

/// Sums by indicator, year and org unit, at every level of the tree; those of a group sorted by
/// unit.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    groups: Vec<(Group, Vec<(UnitIx, Total)>)>,
    /// Where each group is.
    places: FxHashMap<Group, usize>,
}

impl Totals {
    /// Sums what the units contribute to all indicators, from the baseline to `last_year`.
    ///
    /// # Errors
    /// A sum that is larger than any count of people.
    pub fn of(source: Source<'_>, last_year: i32) -> Result<Self> {
        let indicators: Vec<_> = source.catalogue.indicators_ix().collect();
        // Each indicator by itself; collected in their order.
        let parts: Result<Vec<Self>> = indicators
            .into_par_iter()
            .map(|(ix, _)| Self::new(source.registry, figures::of_indicator(source, ix, last_year)))
            .collect();
        Ok(Self::placed(parts?.into_iter().flat_map(|part| part.groups).collect()))
    }

    fn placed(groups: Vec<(Group, Vec<(UnitIx, Total)>)>) -> Self {
        let places = (0..).zip(&groups).map(|(at, (group, _))| (*group, at)).collect();
        Self { groups, places }
    }

    /// Sums contributions for every unit that they belong to.
    ///
    /// # Errors
    /// A sum that is larger than any count of people.
    pub fn new(registry: &Registry, mut contributions: Vec<Contribution>) -> Result<Self> {
        let group = |one: &Contribution| (one.indicator, one.part, one.year);
        contributions.sort_by_key(group);
        let groups = contributions.chunk_by(|one, other| group(one) == group(other));
        let summed = groups.map(|all| {
            let key = all.first().map(group).context("a group of contributions is never empty")?;
            let mut sums = Vec::with_capacity(all.len() + all.len() / 2);
            for one in all {
                sums.extend(registry.above(one.unit).map(|unit| (unit, one.total)));
            }
            sum(&mut sums)?;
            sums.shrink_to_fit();
            Ok((key, sums))
        });
        summed.collect::<Result<_>>().map(Self::placed)
    }

    /// Drops the totals of some units, for a report that does not show them.
    pub fn forget(&mut self, is_hidden: impl Fn(IndicatorIx, i32, UnitIx) -> bool) {
        for ((indicator, _, year), sums) in &mut self.groups {
            sums.retain(|(unit, _)| !is_hidden(*indicator, *year, *unit));
        }
    }

    /// The total of a unit; `None` where nothing feeds it.
    #[must_use]
    pub fn get(&self, indicator: IndicatorIx, part: Part, year: i32, unit: UnitIx) -> Option<Total> {
        let (_, sums) = self.groups.get(*self.places.get(&(indicator, part, year))?)?;
        let at = sums.binary_search_by_key(&unit, |(unit, _)| *unit).ok()?;
        sums.get(at).map(|(_, total)| *total)
    }
}

/// Sorts the totals and makes one of those of the same unit.
fn sum(all: &mut Vec<(UnitIx, Total)>) -> Result<()> {
    all.sort_unstable_by_key(|(unit, _)| *unit);
    let mut overflow = false;
    all.dedup_by(|(unit, total), (kept, sum)| {
        let same = unit == kept;
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
