//! The gaps of the district in people, posts and facilities, and who carries them.

use std::collections::BTreeMap;

use crate::assess::{Status, Verdict, change, verdict};
use crate::catalogue::{Comparator, GapKind};
use crate::exact::Fraction;
use crate::figures::Source;
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::report::view::{Mark, View, grouped};
use crate::results::Results;

/// Who carries a part of a gap.
pub(super) struct Carrier {
    pub(super) name: String,
    pub(super) size: String,
    /// Its part of the whole, in per cent.
    pub(super) percent: String,
}

/// What an indicator is short of.
pub(super) struct Gap {
    pub(super) indicator: IndicatorIx,
    pub(super) missing: i64,
    pub(super) size: String,
    pub(super) counted: String,
    pub(super) noun: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) mark: Mark,
    pub(super) value: String,
    pub(super) target: String,
    pub(super) due: String,
    pub(super) carriers: Vec<Carrier>,
    /// All carriers in a sentence.
    pub(super) carried: String,
}

impl Gap {
    /// Where a carrier's piece of the bar begins.
    pub(super) fn before(&self, at: &usize) -> String {
        let zero = crate::exact::Fraction::whole(0);
        let parts = self.carriers.iter().take(*at);
        let percents = parts.filter_map(|carrier| crate::exact::Fraction::parse(&carrier.percent));
        percents.fold(zero, crate::exact::Fraction::plus).decimal(1)
    }
}

/// All gaps of a kind in the report's year, the largest first.
pub(super) fn of_kind(view: &View<'_>, kind: GapKind) -> Vec<Gap> {
    let checked = view.checked();
    let own =
        checked.catalogue.indicators_of(checked.year).filter(|(_, indicator)| indicator.gap_kind == kind);
    let mut gaps: Vec<Gap> = own.filter_map(|(ix, _)| gap(view, ix)).collect();
    gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.missing), gap.indicator));
    gaps
}

/// What is missing to the target of one indicator; none where nothing is or nobody knows.
pub(super) fn gap(view: &View<'_>, ix: IndicatorIx) -> Option<Gap> {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    let district = view.district(ix, checked.year)?;
    let parts: Vec<(UnitIx, i64)> = carriers(view, ix);
    let judged_below = indicator.judged != Level::District;
    let missing =
        if judged_below { parts.iter().map(|(_, size)| size).sum() } else { district.shortfall.unwrap_or(0) };
    if missing <= 0 || matches!(district.status(), Status::Monitored) {
        return None;
    }
    let lang = view.messages.lang();
    let sum: i64 = parts.iter().map(|(_, size)| size).sum();
    let carriers: Vec<Carrier> = parts
        .iter()
        .take(3)
        .map(|(unit, size)| Carrier {
            name: checked.registry.unit(*unit).name.clone(),
            size: grouped(*size),
            percent: crate::exact::Fraction::new(*size, sum)
                .map(|part| part.times(100).decimal(1))
                .unwrap_or_default(),
        })
        .collect();
    let counted = indicator.counted.get(lang).to_owned();
    let named = carriers.iter().map(|carrier| {
        view.messages
            .say("carrier", &[("name", &carrier.name), ("size", &carrier.size), ("counted", &counted)])
    });
    let carried = named.collect::<Vec<_>>().join(&view.messages.t("list-pause"));
    let carried = match (carriers.is_empty(), parts.len() > carriers.len()) {
        (true, _) => String::new(),
        // Each by itself they lack more than the district, where one makes up for another.
        _ if sum > missing => {
            let facts = [
                ("names", carried),
                ("n", parts.len().to_string()),
                ("sum", grouped(sum)),
                ("counted", counted.clone()),
            ];
            view.messages.tell("carried-net", &facts)
        }
        (false, true) => {
            view.messages.say("carried-by-more", &[("names", &carried), ("n", &parts.len().to_string())])
        }
        (false, false) => view.messages.say("carried-by", &[("names", &carried)]),
    };
    let figure = view.figure(&district);
    Some(Gap {
        indicator: ix,
        missing,
        size: grouped(missing),
        counted,
        noun: view.messages.noun(&indicator.counted_noun),
        name: figure.name.to_owned(),
        href: format!("indicators/{}.html", indicator.id),
        mark: figure.mark,
        value: figure.value,
        target: figure.target,
        due: figure.due,
        carriers,
        carried,
    })
}

/// What each township would have to add, the most first: its own row's shortfall, or
/// the sum over the facilities and village clinics in it.
fn carriers(view: &View<'_>, ix: IndicatorIx) -> Vec<(UnitIx, i64)> {
    let checked = view.checked();
    let level = match checked.catalogue.indicator(ix).judged {
        Level::District | Level::Township => Level::Township,
        judged @ (Level::Facility | Level::Village) => judged,
    };
    let indicator = checked.catalogue.indicator(ix);
    if indicator.judged == Level::District && !indicator.measure.has_denominator() {
        return Vec::new();
    }
    let mut sums: BTreeMap<UnitIx, i64> = BTreeMap::new();
    for row in view.at(ix, level, checked.year) {
        let Some(township) = checked.registry.ancestor(row.unit, Level::Township) else { continue };
        let short = row.shortfall.unwrap_or(0);
        if short > 0 {
            *sums.entry(township).or_default() += short;
        }
    }
    let mut all: Vec<(UnitIx, i64)> = sums.into_iter().collect();
    all.sort_by_key(|(unit, size)| (std::cmp::Reverse(*size), *unit));
    all
}

/// A figure of the district that fell back and does not satisfy its target.
pub(super) struct FellBack {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) mark: Mark,
    pub(super) before: String,
    pub(super) now: String,
    pub(super) target: String,
    /// Of how many units the two figures are, where that is not all; empty where it is.
    pub(super) of: String,
}

/// What got worse since last year, over the units that returned it in both years, and is certainly
/// short of its target, the furthest fall first.
pub(super) fn worse(view: &View<'_>) -> Vec<FellBack> {
    let Results { checked, assessments, .. } = view.results;
    let source =
        Source { catalogue: &checked.catalogue, registry: &checked.registry, values: &checked.values };
    let mut found = Vec::new();
    for (ix, indicator) in checked.catalogue.indicators_of(checked.year) {
        let Some(row) = view.district(ix, checked.year) else { continue };
        let Some((target, measured)) = row.target.zip(row.measured) else { continue };
        // What is short is known; what changed is worked out unit by unit.
        if verdict(row.comparator, target.value, &measured) != Verdict::Impossible {
            continue;
        }
        let Some(change) = change(source, assessments, ix, checked.year) else { continue };
        let down = matches!(row.comparator, Comparator::Le | Comparator::Lt);
        let fall = if down { change.now.minus(change.before) } else { change.before.minus(change.now) };
        if fall <= Fraction::whole(0) {
            continue;
        }
        let figure = view.figure(&row);
        let facts = [("units", change.units.to_string()), ("left", change.left_out.to_string())];
        let [before, now] = view.both_in_unit(&row, [change.before, change.now]);
        let worse = FellBack {
            name: figure.name.to_owned(),
            href: format!("indicators/{}.html", indicator.id),
            mark: figure.mark,
            before,
            now,
            target: figure.target,
            of: if change.left_out > 0 { view.messages.tell("worse-of", &facts) } else { String::new() },
        };
        found.push((fall.divide(target.value), worse));
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    found.into_iter().map(|(_, worse)| worse).collect()
}
