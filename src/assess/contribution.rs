//! Where a gap of the district sits: the part of each unit, so that the parts add up
//! exactly to the whole, and the fewest units that would close it.

use crate::catalogue::{Catalogue, Comparator, Indicator, Measure};
use crate::exact::Fraction;
use crate::figures::{Part, Total, monitored_levels};
use crate::measure::Totals;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::registry::Registry;

/// The part of one unit in a gap of the district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The unit.
    pub unit: UnitIx,
    /// What the unit adds to the numerator of the level above.
    pub numerator: i64,
    /// Its denominator: for a share the units that it should have, reported or not.
    pub denominator: i64,
    /// What its numerator lacks to the target over its own denominator:
    /// target × denominator ÷ per − numerator. Below 0 it has more than its part. None of a
    /// count for the whole district: nothing says how much of it is a unit's own to bring,
    /// and what adds up there are the numerators.
    pub part: Option<Fraction>,
    /// The smallest whole number that brings the unit itself up to the target; 0 where
    /// it is there. Where units are counted, those of it that do not satisfy the condition.
    pub must_add: i64,
}

/// A gap of the district with its parts at one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The level of the parts.
    pub level: Level,
    /// What the district's numerator lacks; the sum of all parts, or for a count the target
    /// minus the sum of all numerators.
    pub whole: Fraction,
    /// The parts, the largest first.
    pub pieces: Vec<Piece>,
    /// The fewest units that close the gap if each of them adds no more than brings it to
    /// the target itself, with what each must add.
    pub closing: Vec<(UnitIx, i64)>,
}

/// The parts of an indicator's gap in a year at each level below the district; none for
/// an indicator without a target, one that only the district answers, or one of which less
/// is better.
#[must_use]
pub fn splits(
    catalogue: &Catalogue,
    registry: &Registry,
    totals: &Totals,
    ix: IndicatorIx,
    year: i32,
) -> Vec<Split> {
    let indicator = catalogue.indicator(ix);
    let Some(ruling) = indicator.ruling(year) else { return Vec::new() };
    let up = match ruling.comparator {
        Comparator::Ge | Comparator::Gt | Comparator::Between { .. } => true,
        Comparator::Le | Comparator::Lt | Comparator::Monitor => false,
    };
    if !up || indicator.judged != Level::District {
        return Vec::new();
    }
    let piece = |unit: UnitIx| {
        let total = totals.get(ix, Part::Whole, year, unit)?;
        piece(indicator, ruling.comparator, ruling.target.value, unit, total)
    };
    let Some(district) = piece(DISTRICT) else { return Vec::new() };
    let count = || ruling.target.value.minus(Fraction::whole(district.numerator));
    let whole = district.part.unwrap_or_else(count);
    let above = ruling.comparator == Comparator::Gt;
    let shortfall = match district.part {
        Some(_) => district.must_add,
        None if above => whole.floor() + 1,
        None => whole.ceil(),
    };
    monitored_levels(indicator)
        .iter()
        .map(|&level| {
            // One that has closed since still has its part in a sum over years.
            let units = registry.of_level(level).iter();
            let mut pieces: Vec<Piece> = units.filter_map(|unit| piece(*unit)).collect();
            pieces.sort_by(|a, b| {
                b.part.cmp(&a.part).then(b.numerator.cmp(&a.numerator)).then(a.unit.cmp(&b.unit))
            });
            Split { level, whole, closing: closing(&pieces, shortfall), pieces }
        })
        .filter(|split| !split.pieces.is_empty())
        .collect()
}

fn piece(
    indicator: &Indicator,
    comparator: Comparator,
    target: Fraction,
    unit: UnitIx,
    total: Total,
) -> Option<Piece> {
    let counted = |denominator: i64, must_add: i64| {
        Some(Piece { unit, numerator: total.numerator, denominator, part: None, must_add })
    };
    let denominator = match indicator.measure {
        Measure::Share(_) | Measure::Centres(_) => total.due,
        Measure::Ratio(..) if indicator.denominator_of().is_some() => return None,
        Measure::Ratio(..) => total.denominator,
        Measure::Units(_) => return counted(total.due, total.due - total.numerator),
        // Any unit can bring any number of them.
        Measure::Sum(_) | Measure::Cumulative(_) => return counted(0, 0),
        Measure::YesNo(_) => return None,
    };
    let needed = target.multiply(Fraction::new(denominator, indicator.per)?);
    let part = needed.minus(Fraction::whole(total.numerator));
    let must_add = match comparator {
        // Nothing is above a target over nobody.
        Comparator::Gt if denominator > 0 => part.floor() + 1,
        Comparator::Ge
        | Comparator::Gt
        | Comparator::Between { .. }
        | Comparator::Le
        | Comparator::Lt
        | Comparator::Monitor => part.ceil(),
    };
    // A unit that has returned nothing of a ratio has no part in what the others make.
    let silent = denominator == 0 && total.numerator == 0 && unit != DISTRICT;
    let must_add = must_add.max(0);
    (!silent).then_some(Piece { unit, numerator: total.numerator, denominator, part: Some(part), must_add })
}

/// Taking the units that lack most first needs the fewest of them.
fn closing(pieces: &[Piece], shortfall: i64) -> Vec<(UnitIx, i64)> {
    let mut by_need: Vec<(i64, UnitIx)> =
        pieces.iter().filter(|piece| piece.must_add > 0).map(|piece| (piece.must_add, piece.unit)).collect();
    by_need.sort_by_key(|(must_add, unit)| (std::cmp::Reverse(*must_add), *unit));
    let mut open = shortfall;
    let mut chosen = Vec::new();
    for (must_add, unit) in by_need {
        if open <= 0 {
            break;
        }
        let adds = must_add.min(open);
        chosen.push((unit, adds));
        open -= adds;
    }
    chosen
}
