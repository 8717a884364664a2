//! Values that stand far from those of the other units of their level: worth a look, and no part of
//! any verdict. By the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers,
//! 1993), which rests on medians, so that what is far out does not hide itself.

use super::{Assessment, Assessments, Note};
use crate::catalogue::{Catalogue, Measure, OutlierLines};
use crate::exact::Fraction;
use crate::model::{IndicatorIx, Level, UnitIx};

/// A value far from those of the other units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlier {
    /// The indicator.
    pub indicator: IndicatorIx,
    /// The level of the units.
    pub level: Level,
    /// The unit.
    pub unit: UnitIx,
    /// Its value.
    pub value: Fraction,
    /// The median of all units.
    pub median: Fraction,
    /// How far it is out.
    pub score: Fraction,
}

/// The outliers of a year among rates, by indicator, level and unit. What is not whole or looks wrong
/// is left out on both sides, and so are too few units.
#[must_use]
pub fn outliers(catalogue: &Catalogue, assessments: &Assessments, year: i32) -> Vec<Outlier> {
    let mut all = Vec::new();
    let rates = catalogue.indicators_of(year).filter(|(_, own)| matches!(own.measure, Measure::Ratio(..)));
    for (ix, _) in rates {
        for level in [Level::Township, Level::Facility, Level::Village] {
            let rows = assessments.at(catalogue, (ix, year, level));
            let values: Vec<(UnitIx, Fraction)> =
                rows.filter_map(|row| Some((row.unit, whole(&row)?))).collect();
            let found = far_out(&values, catalogue.outliers).into_iter();
            all.extend(found.map(|(unit, value, median, score)| Outlier {
                indicator: ix,
                level,
                unit,
                value,
                median,
                score,
            }));
        }
    }
    all
}

/// A value of which nothing is open and nothing looks wrong.
fn whole(row: &Assessment) -> Option<Fraction> {
    row.measured.filter(|_| !row.notes.contains(&Note::Suspect))?.complete()
}

/// Those of some values that are far out, with the median and their scores: none where there are too
/// few, or where more than half are alike, since then nothing says how far is far.
fn far_out<T: Copy>(values: &[(T, Fraction)], lines: OutlierLines) -> Vec<(T, Fraction, Fraction, Fraction)> {
    if values.len() < lines.least_units {
        return Vec::new();
    }
    let distance = |value: Fraction, from: Fraction| value.minus(from).max(from.minus(value));
    let Some(middle) = median(values.iter().map(|(_, value)| *value)) else { return Vec::new() };
    let spread = median(values.iter().map(|(_, value)| distance(*value, middle)));
    let score = |value: Fraction| distance(value, middle).multiply(lines.factor).divide(spread?);
    let scored = values.iter().filter_map(|(of, value)| Some((*of, *value, middle, score(*value)?)));
    scored.filter(|(.., score)| *score > lines.limit).collect()
}

/// The value in the middle, or halfway between the two there.
fn median(values: impl Iterator<Item = Fraction>) -> Option<Fraction> {
    let mut all: Vec<Fraction> = values.collect();
    all.sort_unstable();
    let last = all.len().checked_sub(1)?;
    all.get(last / 2)?.plus(*all.get(all.len() / 2)?).divide(Fraction::whole(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[i64]) -> Vec<(usize, String)> {
        let lines = OutlierLines {
            factor: Fraction::parse("0.6745").unwrap(),
            limit: Fraction::parse("3.5").unwrap(),
            least_units: 8,
        };
        let values: Vec<_> = values.iter().map(|value| Fraction::whole(*value)).enumerate().collect();
        far_out(&values, lines).into_iter().map(|(at, .., score)| (at, score.decimal(4))).collect()
    }

    #[test]
    fn what_is_far_from_the_median_is_found_and_what_is_as_far_as_others_is_not() {
        let score = |at: usize, score: &str| (at, score.to_owned());
        for (values, far) in [
            // The median is 83 and the median distance 1: 0.6745 × 43.
            (&[80, 82, 83, 83, 84, 84, 85, 40][..], vec![score(7, "29.0035")]),
            // On either side, and two of them do not hide each other.
            (&[80, 82, 83, 83, 84, 84, 85, 40, 120], vec![score(7, "29.0035"), score(8, "24.9565")]),
            // Too few.
            (&[80, 82, 83, 83, 84, 84, 40], vec![]),
            // More than half are alike: nothing is out of the way by any measure.
            (&[90, 90, 90, 90, 90, 90, 90, 40], vec![]),
            (&[10, 20, 30, 40, 50, 60, 70, 80], vec![]),
        ] {
            assert_eq!(found(values), far, "{values:?}");
        }
    }

    #[test]
    fn a_score_at_the_limit_is_not_above_it() {
        let lines = OutlierLines {
            factor: Fraction::whole(1),
            limit: Fraction::parse("2.5").unwrap(),
            least_units: 3,
        };
        let of = |far: i64| {
            let values = [-1, 0, 1, -1, 1, far].map(|value| (value, Fraction::whole(value)));
            far_out(&values, lines).len()
        };
        // The median is a half and the median distance 1.
        assert_eq!([of(3), of(4)], [0, 1]);
    }
}
