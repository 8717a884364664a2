//! An indicator across the district: its townships on one axis, and over the years.

use std::collections::BTreeMap;

use super::board::{Standing, group_mark, standing};
use super::href;
use super::unit::lacks;
use crate::assess::{Assessment, Piece, splits};
use crate::exact::Fraction;
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::report::axis::{Axis, Head, Plot};
use crate::report::chart::{self, Trend};
use crate::report::tone::{Tone, disc};
use crate::report::view::{Mark, View, grouped, is_sign, is_suspect};

/// A township on the axis of the indicator.
pub(super) struct TownshipRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) mark: Mark,
    pub(super) value: String,
    pub(super) parts: String,
    /// How many of its returns are missing.
    pub(super) missing: String,
    pub(super) plot: Plot,
    /// Its part in the gap of the district: what it lacks, or has to spare.
    pub(super) part: String,
    pub(super) short: bool,
}

/// A township over the years, on the scale of all of them.
pub(super) struct Small {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) value: String,
    pub(super) suspect: bool,
    pub(super) line: Trend,
}

/// More rows than these nobody reads on a page; all are in the tables.
pub(super) const MOST_UNITS: usize = 300;

/// The values of the townships and the axis that holds them all: the district and the target too, but
/// no suspect figure stretches it.
pub(super) fn axis_of(view: &View<'_>, ix: IndicatorIx) -> Option<(Axis, Head)> {
    let checked = view.checked();
    let district = view.district(ix, checked.year)?;
    let indicator = checked.catalogue.indicator(ix);
    if matches!(indicator.judged, Level::Facility | Level::Village) {
        let axis = Axis::new(0.0, 100.0);
        let target = Some((100.0, view.messages.t(key!("axis-all-meet"))));
        return Some((
            axis,
            axis.head("ax-v", &[0.0, 20.0, 40.0, 60.0, 80.0], target, |tick| format!("{tick:.0}%")),
        ));
    }
    // Of a total nothing is a township's target; without a target it is seen against the district.
    let counts = indicator.is_district_total();
    let ruling = indicator.ruling(checked.year).map(|ruling| ruling.target.value).filter(|_| !counts);
    let own = view.reported_only(&district).filter(|_| !district.is_share && !counts);
    let target = ruling.or(own).map(Fraction::approximate);
    let of_year =
        |year| view.at(ix, Level::Township, year).filter(|row| !is_suspect(row)).collect::<Vec<_>>();
    let rows = [checked.year - 1, checked.year].into_iter().flat_map(of_year);
    let mut all: Vec<f64> = rows.filter_map(|row| Some(view.reported_only(&row)?.approximate())).collect();
    if all.is_empty() {
        return None;
    }
    all.extend(target);
    all.extend(own.map(Fraction::approximate));
    let (low, high) = chart::span(&all);
    let room = (high - low).max(high.abs() * 0.02) * 0.06;
    let axis = Axis::new(low - room, high + room);
    let unit = indicator.unit.get(view.messages.lang());
    let unit = if is_sign(unit) { unit } else { "" };
    let words = if ruling.is_some() {
        say!(view.messages, "axis-target-at", target = view.target_in_force(ix))
    } else {
        view.messages.t(key!("level-name-district"))
    };
    // Of what is counted there are no halves.
    let whole = !indicator.measure.has_denominator();
    let places = if whole { 0 } else { usize::from(high - low < 8.0) + usize::from(high - low < 0.8) };
    let ticks: Vec<f64> = axis.ticks(6).into_iter().filter(|tick| !whole || tick.fract() == 0.0).collect();
    let target = target.map(|at| (at, words));
    Some((axis, axis.head("ax-v", &ticks, target, |tick| format!("{tick:.places$}{unit}"))))
}

/// The townships on one axis, those furthest below first.
pub(super) fn townships(view: &View<'_>, ix: IndicatorIx, axis: Axis) -> Vec<TownshipRow> {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    let splits = splits(&checked.catalogue, &checked.registry, &view.results.totals, ix, checked.year);
    let split = splits.into_iter().find(|split| split.level == Level::Township);
    let pieces: BTreeMap<UnitIx, Piece> =
        split.into_iter().flat_map(|split| split.pieces).map(|piece| (piece.unit, piece)).collect();
    let counted = indicator.counted.get(view.messages.lang());
    let mut rows: Vec<(f64, TownshipRow)> = Vec::new();
    for unit in view.townships() {
        let of_registry = checked.registry.unit(unit);
        let piece = pieces.get(&unit);
        let part = piece.and_then(|piece| {
            let own = piece.part?;
            let short = own > Fraction::whole(0);
            let size = if short { own.ceil() } else { Fraction::whole(0).minus(own).floor() };
            if size == 0 {
                return None;
            }
            let key = if short { key!("part-short") } else { key!("part-spare") };
            Some((short, say!(view.messages, key, size = grouped(size), counted = counted)))
        });
        let (short, part) = part.unwrap_or_default();
        let row = |at, mark, value, parts, missing: i64, plot| {
            let row = TownshipRow {
                code: of_registry.code.clone(),
                name: of_registry.name.clone(),
                href: format!("../{}", href(view, unit)),
                missing: lacks(view, missing),
                part: part.clone(),
                short,
                mark,
                value,
                parts,
                plot,
            };
            (at, row)
        };
        match standing(view, ix, unit) {
            Standing::Own(own) => {
                let value = view.reported_only(&own).map(Fraction::approximate);
                let last = view.row(ix, unit, checked.year - 1);
                let last = last.and_then(|last| view.reported_only(&last)).map(Fraction::approximate);
                let mark = view.mark(&own);
                let missing = own.unreturned();
                let mut plot = Plot::default();
                plot.spots.extend(last.map(|at| axis.spot(at, "p", false, "")));
                plot.from_to = last.zip(value).map(|(last, at)| (axis.place(last), axis.place(at)));
                let class = disc(view.tone(&own), missing > 0);
                plot.spots.extend(value.map(|at| axis.spot(at, class, false, &view.brief(&own))));
                let (words, parts) = view.of_reported(&own);
                let (at, mut row) = row(value.unwrap_or(f64::INFINITY), mark, words, parts, missing, plot);
                // What has not returned would count as lacking.
                if own.may_still_meet(indicator) > 0 {
                    (row.short, row.part) = (false, String::new());
                }
                rows.push((at, row));
            }
            Standing::Group(group) => {
                let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
                let share = Fraction::new(number(group.satisfied) * 100, number(group.applies));
                let at = share.map_or(0.0, Fraction::approximate);
                let mark = group_mark(view, &group);
                let missing = number(group.silent);
                let class = disc(Tone::of(group.worst, false), missing > 0);
                let plot = Plot { spots: vec![axis.spot(at, class, false, "")], ..Plot::default() };
                let value = view.of_several(number(group.satisfied), number(group.applies), indicator.judged);
                let both = [(key!("part-short"), group.shortfall), (key!("part-over"), group.over)];
                let said = both
                    .into_iter()
                    .filter(|(_, size)| *size > 0)
                    .map(|(key, size)| say!(view.messages, key, size = grouped(size), counted = counted));
                let part = said.collect::<Vec<_>>().join(&view.messages.t(key!("list-semicolon")));
                let (at, mut own) = row(at, mark, value, String::new(), missing, plot);
                (own.short, own.part) = (!part.is_empty(), part);
                rows.push((at, own));
            }
            Standing::None => {}
        }
    }
    // Of what has to stay low the largest is the worst.
    let sign = if indicator.comparator.is_descending() { -1.0 } else { 1.0 };
    rows.sort_by(|(a, _), (b, _)| (sign * a).total_cmp(&(sign * b)));
    rows.truncate(MOST_UNITS);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The townships over the years, as small charts on one scale.
pub(super) fn small(view: &View<'_>, ix: IndicatorIx) -> Vec<Small> {
    const MOST: usize = 24;
    let checked = view.checked();
    let units: Vec<UnitIx> = view.townships();
    let indicator = checked.catalogue.indicator(ix);
    let counts = indicator.is_district_total();
    let series: Vec<(UnitIx, Vec<Assessment>)> =
        units.into_iter().map(|unit| (unit, view.series(ix, unit).collect())).collect();
    let all = series.iter().flat_map(|(_, rows)| rows.iter()).filter(|row| !is_suspect(row));
    let mut values: Vec<f64> =
        all.clone().filter_map(|row| Some(view.reported_only(row)?.approximate())).collect();
    if values.len() < 2 || series.len() > MOST {
        return Vec::new();
    }
    let target = all.filter_map(|row| row.target).map(|target| target.value.approximate()).next();
    values.extend(target.filter(|_| !counts));
    let range = chart::span(&values);
    let one = |(unit, rows): (UnitIx, Vec<Assessment>)| {
        let mut line = chart::line(view, &rows, 84, (12.0, 10.0), Some(range))?;
        // The district's total is no target of a township.
        if counts {
            (line.target, line.path) = (None, None);
        }
        let now = rows.iter().find(|row| row.year == checked.year)?;
        Some(Small {
            name: checked.registry.unit(unit).name.clone(),
            href: format!("../{}", href(view, unit)),
            value: view.brief(now),
            suspect: is_suspect(now),
            line,
        })
    };
    series.into_iter().filter_map(one).collect()
}
