//! Whose returns a figure of the district still waits for.

use std::collections::BTreeSet;

use super::row::Assessments;
use crate::figures::Source;
use crate::model::{IndicatorIx, Level, UnitIx};

/// Those who have not sent what an indicator needs of a year: a village clinic's figure is sent by its
/// facility. Of a sum over years it is those of the years before too.
#[must_use]
pub fn waiting(
    source: Source<'_>,
    assessments: &Assessments,
    ix: IndicatorIx,
    year: i32,
) -> BTreeSet<UnitIx> {
    let catalogue = source.catalogue;
    let indicator = catalogue.indicator(ix);
    if indicator.is_share_at(Level::District) {
        // Of the verdicts that are open those whose figures have not all come, by who sends them.
        let rows = assessments.at(catalogue, (ix, year, indicator.judged));
        let open: BTreeSet<UnitIx> = rows.filter(|row| row.status().is_open()).map(|row| row.unit).collect();
        let missing = source.feeding(indicator, year).filter(|unit| {
            let own = source.contribution(indicator, year, *unit);
            let within =
                open.contains(unit) || source.registry.above(*unit).any(|above| open.contains(&above));
            within && own.is_none_or(|total| total.missing() > 0)
        });
        return missing.map(|unit| source.registry.sender(unit)).collect();
    }
    let first = catalogue.sums_from(indicator).unwrap_or(year);
    let mut all = BTreeSet::new();
    for year in first..=year {
        let own = source.feeding(indicator, year).filter(|unit| {
            source.contribution(indicator, year, *unit).is_some_and(|total| total.missing() > 0)
        });
        all.extend(own.map(|unit| source.registry.sender(unit)));
        let others = source.denominators(indicator, year).filter(|(_, total)| total.missing() > 0);
        all.extend(others.map(|(unit, _)| unit));
    }
    all
}
