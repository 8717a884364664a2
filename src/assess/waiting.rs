//! Whose returns a figure of the district still waits for.

use std::collections::BTreeSet;

use super::row::Assessments;
use super::status::Status;
use crate::catalogue::Measure;
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
        let rows = assessments.at(catalogue, (ix, year, indicator.judged));
        let open = rows.filter(|row| row.status() == Status::NoData || row.reported < row.due_to_report);
        return open.map(|row| source.registry.sender(row.unit)).collect();
    }
    let first = catalogue.sums_from(indicator).unwrap_or(year);
    let mut all = BTreeSet::new();
    for year in first..=year {
        let own = source.feeding(indicator, year).filter(|unit| {
            source.contribution(indicator, year, *unit).is_some_and(|total| total.missing() > 0)
        });
        all.extend(own.map(|unit| source.registry.sender(unit)));
        if let Measure::SplitRatio(..) = indicator.measure {
            let others = source.registry.of_level(Level::Township).iter().copied().filter(|unit| {
                source.denominator(indicator, year, *unit).is_some_and(|total| total.missing() > 0)
            });
            all.extend(others);
        }
    }
    all
}
