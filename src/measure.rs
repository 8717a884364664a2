//! Totals: the long table of contributions joined with the tree of org units and
//! summed by unit. The only module that knows polars.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use polars::prelude::{Column, DataFrame, DataFrameJoinOps};

use crate::catalogue::{IndicatorIx, Level};
use crate::figures::{Contribution, Part, Total};
use crate::registry::{Registry, UnitIx};

/// Sums by indicator, year and org unit, at every level of the tree.
#[derive(Clone, Debug, Default)]
pub struct Totals(BTreeMap<(IndicatorIx, Part, i32, UnitIx), Total>);

const LEVELS: [Level; 4] = [Level::District, Level::Township, Level::Facility, Level::Village];
const SUMMED: [&str; 5] = ["numerator", "denominator", "due", "reported", "present"];

impl Totals {
    /// Sums the contributions for every unit that they belong to.
    ///
    /// # Errors
    /// Only if polars refuses a table of its own making.
    #[expect(deprecated, reason = "the lazy engine adds 30 crates and 70 s to the build")]
    pub fn new(registry: &Registry, contributions: &[Contribution]) -> Result<Self> {
        let long = table(contributions)?;
        let joined = long.inner_join(&tree(registry)?, ["unit"], ["unit"])?;
        let mut totals = BTreeMap::new();
        for level in LEVELS {
            let sums = joined.group_by(["key", "year", level.word()])?.select(SUMMED).sum()?;
            collect(&sums, level, &mut totals)?;
        }
        Ok(Self(totals))
    }

    /// Drops the totals of some units, for a report that does not show them.
    pub fn forget(&mut self, is_hidden: impl Fn(IndicatorIx, i32, UnitIx) -> bool) {
        self.0.retain(|(indicator, _, year, unit), _| !is_hidden(*indicator, *year, *unit));
    }

    /// The total of a unit; `None` where nothing feeds it.
    #[must_use]
    pub fn get(&self, indicator: IndicatorIx, part: Part, year: i32, unit: UnitIx) -> Option<Total> {
        self.0.get(&(indicator, part, year, unit)).copied()
    }
}

fn key(contribution: &Contribution) -> u32 {
    u32::from(contribution.indicator.0) * 2 + u32::from(contribution.part == Part::Denominator)
}

fn table(all: &[Contribution]) -> Result<DataFrame> {
    let sums = |f: fn(&Total) -> i64| all.iter().map(|c| f(&c.total)).collect::<Vec<i64>>();
    let columns = vec![
        Column::new("key".into(), all.iter().map(key).collect::<Vec<u32>>()),
        Column::new("year".into(), all.iter().map(|c| c.year).collect::<Vec<i32>>()),
        Column::new("unit".into(), all.iter().map(|c| c.unit.0).collect::<Vec<u32>>()),
        Column::new("numerator".into(), sums(|t| t.numerator)),
        Column::new("denominator".into(), sums(|t| t.denominator)),
        Column::new("due".into(), sums(|t| t.due)),
        Column::new("reported".into(), sums(|t| t.reported)),
        Column::new("present".into(), sums(|t| t.present)),
    ];
    Ok(DataFrame::new(all.len(), columns)?)
}

/// For every unit the unit of each level that it belongs to; none below its own.
fn tree(registry: &Registry) -> Result<DataFrame> {
    let units: Vec<u32> = registry.units().map(|(ix, _)| ix.0).collect();
    let height = units.len();
    let mut columns = vec![Column::new("unit".into(), units)];
    for level in LEVELS {
        let ancestors: Vec<Option<u32>> =
            registry.units().map(|(ix, _)| registry.ancestor(ix, level).map(|a| a.0)).collect();
        columns.push(Column::new(level.word().into(), ancestors));
    }
    Ok(DataFrame::new(height, columns)?)
}

fn collect(
    sums: &DataFrame,
    level: Level,
    totals: &mut BTreeMap<(IndicatorIx, Part, i32, UnitIx), Total>,
) -> Result<()> {
    let keys = sums.column("key")?.u32()?;
    let years = sums.column("year")?.i32()?;
    let units = sums.column(level.word())?.u32()?;
    let mut summed = Vec::new();
    for name in SUMMED {
        summed.push(sums.column(&format!("{name}_sum"))?.i64()?);
    }
    for row in 0..sums.height() {
        // A contribution from above this level belongs to none of its units.
        let (Some(key), Some(year), Some(unit)) = (keys.get(row), years.get(row), units.get(row)) else {
            continue;
        };
        let part = if key % 2 == 0 { Part::Whole } else { Part::Denominator };
        let indicator = IndicatorIx(u16::try_from(key / 2).context("an indicator's position")?);
        let mut values = summed.iter().map(|column| column.get(row).unwrap_or(0));
        let mut next = || values.next().unwrap_or(0);
        let total =
            Total { numerator: next(), denominator: next(), due: next(), reported: next(), present: next() };
        totals.insert((indicator, part, year, UnitIx(unit)), total);
    }
    Ok(())
}
