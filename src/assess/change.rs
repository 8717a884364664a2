//! What moved since the year before, over the units that returned their figure in both: what is
//! missing is then neither a fall nor a rise.

use crate::assess::row::Assessments;
use crate::assess::status::{Data, counts, satisfies};
use crate::catalogue::{Indicator, Measure};
use crate::exact::Fraction;
use crate::figures::{Source, Total};
use crate::model::{DISTRICT, IndicatorIx, Level};

/// A figure of the district in two years, of the same units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The value of the year before.
    pub before: Fraction,
    /// The value of the year.
    pub now: Fraction,
    /// How many units it is worked out from.
    pub units: usize,
    /// How many units with a figure due are left out, since one of the two years is missing.
    pub left_out: usize,
}

/// What moved between a year and the one before; none where no unit returned both, where the units
/// were held to another target, and for a sum over years, which cannot fall.
///
/// A ratio whose halves come from different units is compared only where nothing is missing. What is
/// left out of the figures of few patients could be had by subtraction, so those are compared only
/// where nothing is left out.
#[must_use]
pub fn change(source: Source<'_>, assessments: &Assessments, ix: IndicatorIx, year: i32) -> Option<Change> {
    let indicator = source.catalogue.indicator(ix);
    let change = match indicator.measure {
        Measure::Cumulative(_) => None,
        _ if indicator.is_share_at(Level::District) => of_shares(source, assessments, ix, year),
        _ if indicator.denominator_of().is_some() => of_wholes(source, assessments, ix, year),
        _ => of_figures(source, indicator, year),
    };
    let is_sensitive =
        source.catalogue.inputs_of(indicator).iter().any(|own| source.catalogue.element(*own).sensitive);
    change.filter(|change| !is_sensitive || change.left_out == 0)
}

/// The figures of the units that have both.
fn of_figures(source: Source<'_>, indicator: &Indicator, year: i32) -> Option<Change> {
    let (mut before, mut now) = (Total::default(), Total::default());
    let (mut units, mut left_out) = (0, 0);
    for unit in source.feeding(indicator, year) {
        let both = [year - 1, year].map(|year| source.contribution(indicator, year, unit));
        let [Some(last), Some(own)] = both else { continue };
        // Where it does not apply there is nothing to compare.
        if last.due == 0 || own.due == 0 {
            continue;
        }
        if last.missing() > 0 || own.missing() > 0 {
            left_out += 1;
            continue;
        }
        units += 1;
        (before, now) = (before.plus(last)?, now.plus(own)?);
    }
    let value = |total| match counts(indicator, total, Total::default()).data(indicator.per) {
        Data::Measured(measured) => measured.complete(),
        Data::NoData | Data::NotApplicable => None,
    };
    let (before, now) = value(before).zip(value(now))?;
    (units > 0).then_some(Change { before, now, units, left_out })
}

/// The share of those that satisfy their target, among the units whose figure is complete in both
/// years.
fn of_shares(source: Source<'_>, assessments: &Assessments, ix: IndicatorIx, year: i32) -> Option<Change> {
    let catalogue = source.catalogue;
    let indicator = catalogue.indicator(ix);
    let (last, own) = (indicator.ruling(year - 1)?, indicator.ruling(year)?);
    if (last.comparator, last.target.value) != (own.comparator, own.target.value) {
        return None;
    }
    let level = indicator.judged;
    let satisfied = |value| i64::from(satisfies(own.comparator, own.target.value, value));
    let (mut before, mut now, mut units, mut left_out) = (0, 0, 0, 0);
    for row in assessments.at(catalogue, (ix, year, level)) {
        let Some(last) = assessments.get(catalogue, (ix, year - 1, level), row.unit) else { continue };
        if row.due_to_report == 0 || last.due_to_report == 0 {
            continue;
        }
        let complete = |row: &super::Assessment| row.measured.and_then(|measured| measured.complete());
        let Some((last, own)) = complete(&last).zip(complete(&row)) else {
            left_out += 1;
            continue;
        };
        units += 1;
        before += satisfied(last);
        now += satisfied(own);
    }
    let share = |part: i64| Some(Fraction::new(part, i64::try_from(units).ok()?)?.times(100));
    Some(Change { before: share(before)?, now: share(now)?, units, left_out })
}

/// The district's figure where nothing is missing in either year.
fn of_wholes(source: Source<'_>, assessments: &Assessments, ix: IndicatorIx, year: i32) -> Option<Change> {
    let row = |year| assessments.get(source.catalogue, (ix, year, Level::District), DISTRICT);
    let value = |year| row(year)?.measured?.complete();
    let units = source.feeding(source.catalogue.indicator(ix), year).count();
    Some(Change { before: value(year - 1)?, now: value(year)?, units, left_out: 0 })
}
