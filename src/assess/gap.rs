//! What the district lacks of a target, and who carries it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::row::Assessments;
use super::{Note, Split, Status, splits};
use crate::figures::Source;
use crate::measure::Totals;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};

/// A gap of the district, in whole people, posts and facilities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What is certainly missing; 0 where something is only above a cap.
    pub missing: i64,
    /// What is above a cap; it does not make up for what is missing elsewhere.
    pub over: i64,
    /// How many of the counted units have not returned, and may still bring some of it.
    pub open: i64,
    /// What each township would have to add, the most first.
    pub carriers: Vec<(UnitIx, i64)>,
    /// The units above the cap.
    pub above: Vec<UnitIx>,
}

/// The gap of one indicator in a year; none where nothing is missing or nobody knows.
#[must_use]
pub fn gap(source: Source<'_>, assessments: &Assessments, ix: IndicatorIx, year: i32) -> Option<Gap> {
    let indicator = source.catalogue.indicator(ix);
    let district = assessments.get(source.catalogue, (ix, year, Level::District), DISTRICT)?;
    let carriers = carriers(source, assessments, ix, year);
    let below = indicator.judged != Level::District;
    let missing = if below {
        carriers.iter().map(|(_, size)| size).sum()
    } else {
        district.certain_shortfall(indicator)
    };
    let rows = assessments.at(source.catalogue, (ix, year, indicator.judged));
    let above: Vec<(UnitIx, i64)> = rows
        .filter(|row| row.status() != Status::Monitored)
        .filter_map(|row| Some((row.unit, row.shortfall.filter(|size| *size < 0)?)))
        .collect();
    let over = above.iter().map(|(_, size)| -size).sum();
    if missing.max(over) <= 0 || district.status() == Status::Monitored {
        return None;
    }
    // The district carries nothing for itself.
    let above = above.into_iter().map(|(unit, _)| unit).filter(|_| below).collect();
    Some(Gap { missing, over, open: district.may_still_meet(indicator), carriers, above })
}

/// What each township would have to add, the most first: its own row's shortfall, or the sum over the
/// facilities and village clinics in it. Of the district's total nobody has a part.
fn carriers(source: Source<'_>, assessments: &Assessments, ix: IndicatorIx, year: i32) -> Vec<(UnitIx, i64)> {
    let indicator = source.catalogue.indicator(ix);
    if indicator.is_district_total() {
        return Vec::new();
    }
    let level = match indicator.judged {
        Level::District | Level::Township => Level::Township,
        judged @ (Level::Facility | Level::Village) => judged,
    };
    let mut sums: BTreeMap<UnitIx, i64> = BTreeMap::new();
    for row in assessments.at(source.catalogue, (ix, year, level)) {
        let short = row.certain_shortfall(indicator);
        if let Some(township) = source.registry.ancestor(row.unit, Level::Township).filter(|_| short > 0) {
            *sums.entry(township).or_default() += short;
        }
    }
    let mut all: Vec<(UnitIx, i64)> = sums.into_iter().collect();
    all.sort_by_key(|(unit, size)| (Reverse(*size), *unit));
    all
}

/// The gap that the fewest townships can close by themselves, of as many the largest. It rests on no
/// suspect figure, and nobody who has not returned may bring some of it.
#[must_use]
pub fn easiest(
    source: Source<'_>,
    assessments: &Assessments,
    totals: &Totals,
    year: i32,
) -> Option<(IndicatorIx, Split)> {
    let Source { catalogue, registry, .. } = source;
    let all = catalogue.indicators_of(year).filter(|(_, indicator)| indicator.judged == Level::District);
    let closable = all.filter_map(|(ix, indicator)| {
        let row = assessments.get(catalogue, (ix, year, Level::District), DISTRICT)?;
        let is_sure = row.may_still_meet(indicator) == 0 && !row.notes.contains(&Note::Suspect);
        if !row.status().is_short() || !is_sure {
            return None;
        }
        let splits = splits(catalogue, registry, totals, ix, year).into_iter();
        let split =
            splits.filter(|split| split.level == Level::Township).find(|split| !split.closing.is_empty());
        let gap = gap(source, assessments, ix, year)?;
        split.map(|split| ((split.closing.len(), Reverse(gap.missing.max(gap.over))), ix, split))
    });
    closable.min_by(|(a, ..), (b, ..)| a.cmp(b)).map(|(_, ix, split)| (ix, split))
}
