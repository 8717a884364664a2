//! What the readings of a clause that are not in force would make of the same returns.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

use crate::assess::{self, Assessment};
use crate::catalogue::Catalogue;
use crate::checked::Checked;
use crate::figures::Source;
use crate::measure::Totals;
use crate::model::{IndicatorIx, Level};

/// The district's rows of the report's year under other readings: for each indicator the
/// position of the reading among its own, and the row as that reading makes it.
pub type Readings = BTreeMap<IndicatorIx, Vec<(usize, Assessment)>>;

/// Judges the district once more for every reading that the returns can answer.
///
/// # Errors
/// Only if the table of contributions cannot be summed.
pub fn readings(checked: &Checked) -> Result<Readings> {
    let Checked { catalogue, registry, values, year, .. } = checked;
    let mut origins = Vec::new();
    let mut indicators = Vec::new();
    for (ix, indicator) in catalogue.indicators_of(*year) {
        for (position, other) in indicator.other_readings.iter().enumerate() {
            if let Some(reading) = &other.indicator {
                origins.push((ix, position));
                indicators.push(reading.clone());
            }
        }
    }
    // The same program over other definitions, so that a reading cannot be judged otherwise.
    let other = Catalogue { indicators, ..catalogue.clone() };
    let source = Source { catalogue: &other, registry, values };
    let totals = Totals::of(source, *year).context("summing the other readings")?;
    let mut readings = Readings::new();
    for row in assess::assess(&other, registry, &totals, *year).in_year(&other, *year) {
        let of_report = row.level == Level::District;
        if let Some((ix, position)) = origins.get(usize::from(row.indicator.0)).filter(|_| of_report) {
            readings.entry(*ix).or_default().push((*position, Assessment { indicator: *ix, ..row }));
        }
    }
    Ok(readings)
}
