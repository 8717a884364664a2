//! The gaps of the district in people, posts and facilities, and who carries them.

use super::rows::listed;
use crate::assess::{self, Assessment, Direction, Upper, Verdict, change, direction, merit, verdict};
use crate::catalogue::GapKind;
use crate::exact::Fraction;
use crate::messages::Messages;
use crate::model::IndicatorIx;
use crate::report::axis::{Axis, Head, Plot};
use crate::report::tone::disc;
use crate::report::view::{Mark, View, grouped};
use crate::results::Results;

/// What an indicator is short of.
pub(super) struct Gap {
    pub(super) indicator: IndicatorIx,
    /// What has to be done, in a sentence.
    pub(super) task: String,
    /// How many units have not returned; empty where all have.
    pub(super) unreturned: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) mark: Mark,
    /// All carriers in a sentence.
    pub(super) carried: String,
    /// The same where many carry it and a line has no room for names.
    spread: String,
}

/// So many of those who carry a gap are named.
const NAMED: usize = 3;
/// Where more than these carry a gap, a document counts them, and names them in an annex alone.
const MOST_CARRIERS: usize = 5;

/// All gaps of a kind in the report's year.
pub(super) fn of_kind(view: &View<'_>, kind: GapKind) -> Vec<Gap> {
    let checked = view.checked();
    let own =
        checked.catalogue.indicators_of(checked.year).filter(|(_, indicator)| indicator.gap_kind == kind);
    own.filter_map(|(ix, _)| gap(view, ix)).collect()
}

/// What has to be done to reach the target of one indicator; none where nothing has or nobody knows.
pub(super) fn gap(view: &View<'_>, ix: IndicatorIx) -> Option<Gap> {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    let district = view.district(ix, checked.year)?;
    let assess::Gap { missing, over, open, carriers: parts, above } =
        assess::gap(checked.source(), &view.results.assessments, ix, checked.year)?;
    let tasks =
        [missing, -over].into_iter().filter(|size| *size != 0).map(|size| view.still(indicator, size));
    let task = tasks.collect::<Vec<_>>().join(&view.messages.t(key!("list-semicolon")));
    let unreturned = if open > 0 { say!(view.messages, "still-unreturned", n = open) } else { String::new() };
    let lang = view.messages.lang();
    let sum: i64 = parts.iter().map(|(_, size)| size).sum();
    let counted = indicator.counted.get(lang).to_owned();
    let named = parts.iter().take(NAMED).map(|(unit, size)| {
        let name = &checked.registry.unit(*unit).name;
        say!(view.messages, "carrier", name = name, size = grouped(*size), counted = counted)
    });
    let pause = view.messages.t(key!("list-pause"));
    let named = match &parts[..] {
        // 三星镇、常乐镇、余东镇各 1 名.
        [(_, first), _, ..] if parts.len() <= NAMED && parts.iter().all(|(_, size)| size == first) => {
            let names: Vec<&str> =
                parts.iter().map(|(unit, _)| checked.registry.unit(*unit).name.as_str()).collect();
            let (names, size) = (names.join(&pause), grouped(*first));
            say!(view.messages, "carriers-each", names = names, size = size, counted = counted)
        }
        _ => named.collect::<Vec<_>>().join(&pause),
    };
    let with_names = |names: &str| match &parts[..] {
        [] => String::new(),
        // How many facilities of a township have something is no target of its own.
        _ if sum > missing && indicator.measure.is_share() => String::new(),
        // Each by itself they lack more than the district, where one makes up for another.
        _ if sum > missing => {
            let (n, sum) = (parts.len(), grouped(sum));
            say!(view.messages, "carried-net", names = names, n = n, sum = sum, counted = counted)
        }
        [(unit, _)] if sum == missing => {
            say!(view.messages, "carried-by-one", name = checked.registry.unit(*unit).name)
        }
        many if many.len() > NAMED => {
            say!(view.messages, "carried-by-more", names = names, n = many.len())
        }
        _ => say!(view.messages, "carried-by", names = names),
    };
    let names: Vec<String> = above.iter().map(|unit| view.placed(*unit)).collect();
    let names = listed(view.messages, key!("list-and-more-units"), &names, NAMED);
    let above = if above.is_empty() { names } else { say!(view.messages, "carried-over", names = names) };
    let with_above = |carried| joined(view.messages, [&carried, &above]);
    let carried = with_above(with_names(&named));
    let spread = if parts.len() > MOST_CARRIERS { with_above(with_names("")) } else { carried.clone() };
    let figure = view.figure(&district);
    Some(Gap {
        indicator: ix,
        task,
        unreturned,
        name: figure.name.to_owned(),
        href: format!("indicators/{}.html", indicator.id),
        mark: figure.mark,
        carried,
        spread,
    })
}

impl Gap {
    /// What has to be done, with how many have not returned.
    pub(super) fn still(&self, messages: &Messages) -> String {
        joined(messages, [&self.task, &self.unreturned])
    }

    /// The same with those who carry it.
    pub(super) fn in_full(&self, messages: &Messages) -> String {
        self.with(messages, &self.carried)
    }

    /// The same with how many carry it, where those are many.
    pub(super) fn in_brief(&self, messages: &Messages) -> String {
        self.with(messages, &self.spread)
    }

    fn with(&self, messages: &Messages, carried: &str) -> String {
        let task = match carried {
            "" => self.task.clone(),
            carried => say!(messages, "annual-gap-size", still = self.task, carried = carried),
        };
        joined(messages, [&task, &self.unreturned])
    }
}

fn joined(messages: &Messages, parts: [&String; 2]) -> String {
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(&messages.t(key!("list-semicolon")))
}

/// A figure of the district that fell back and does not satisfy its target.
pub(super) struct FellBack {
    pub(super) name: String,
    pub(super) before: String,
    pub(super) now: String,
}

/// What got worse since last year, over the units that returned it in both years, and is certainly
/// short of its target, the furthest fall first.
pub(super) fn worse(view: &View<'_>) -> Vec<FellBack> {
    let Results { checked, assessments, .. } = view.results;
    let source = checked.source();
    let mut found = Vec::new();
    for (ix, _) in checked.catalogue.indicators_of(checked.year) {
        let Some(row) = view.district(ix, checked.year) else { continue };
        let Some((target, measured)) = row.target.zip(row.measured) else { continue };
        // What is short is known; what changed is worked out unit by unit.
        let verdict = verdict(row.comparator, target.value, &measured);
        if !matches!(verdict, Verdict::Impossible | Verdict::OverCap) {
            continue;
        }
        let Some(change) = change(source, assessments, ix, checked.year) else { continue };
        if direction(&row, change.before, change.now) != Some(Direction::Worse) {
            continue;
        }
        let merit = |value| merit(row.comparator, Some(target.value), value);
        let fall = merit(change.before).zip(merit(change.now)).map(|(before, now)| before.minus(now));
        let figure = view.figure(&row);
        let [before, now] = view.both_in_unit(&row, [change.before, change.now]);
        let worse = FellBack { name: figure.name.to_owned(), before, now };
        found.push((fall.and_then(|fall| fall.divide(target.value)), worse));
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    found.into_iter().map(|(_, worse)| worse).collect()
}

/// A target that is missed, with what is to be done.
pub(super) struct GapLine {
    pub(super) mark: Mark,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) figure: String,
    pub(super) target: String,
    pub(super) plot: Plot,
    pub(super) moved: (String, String),
    pub(super) still: String,
    pub(super) carried: String,
    /// Who answers for it besides.
    pub(super) others: String,
}

/// The scale of the gaps: per cent of the target.
const OF_TARGET: (f64, f64) = (0.0, 108.0);

/// The axis of the gaps.
pub(super) fn gap_axis(view: &View<'_>) -> Head {
    let target = Some((100.0, view.messages.t(key!("axis-target"))));
    let axis = Axis::new(OF_TARGET.0, OF_TARGET.1);
    axis.head("ax-g", &[0.0, 20.0, 40.0, 60.0, 80.0], target, |tick| format!("{tick:.0}"))
}

/// The line of a gap, with how far it is from its target; none of what is not known to be short.
pub(super) fn gap_line(view: &View<'_>, gap: Gap) -> Option<(f64, GapLine)> {
    let row = view.district(gap.indicator, view.checked().year)?;
    if !row.status().is_short() {
        return None;
    }
    let moved = moved(view, &row);
    let before = moved.as_ref().map(|(_, _, before)| *before);
    let (at, plot) = plot(view, &row, before);
    let line = GapLine {
        name: view.indicator(&row).short.get(view.messages.lang()).to_owned(),
        figure: view.brief(&row),
        target: view.target(&row),
        moved: moved.map(|(text, of, _)| (text, of)).unwrap_or_default(),
        still: gap.still(view.messages),
        mark: gap.mark,
        href: gap.href,
        carried: gap.carried,
        others: String::new(),
        plot,
    };
    Some((at, line))
}

/// A figure of the district on the axis of its target: last year's of the same units, what it is of
/// those that have returned, and between what it can still be.
pub(super) fn plot(view: &View<'_>, row: &Assessment, before: Option<Fraction>) -> (f64, Plot) {
    let axis = Axis::new(OF_TARGET.0, OF_TARGET.1);
    let of = |value: Fraction| view.of_target(row, value);
    let mut plot = Plot::default();
    let Some(measured) = row.measured else { return (f64::INFINITY, plot) };
    let value = view.reported_only(row);
    let at = value.and_then(of);
    if let (Some(lower), Upper::At(upper)) = (of(measured.lower), measured.upper) {
        let upper = of(upper).filter(|upper| (upper - lower).abs() > 0.01);
        plot.reach = upper.map(|upper| (axis.place(lower), axis.place(upper)));
    }
    let before = before.and_then(of);
    if let Some(before) = before {
        plot.spots.push(axis.spot(before, "p", false, ""));
    }
    if let Some(at) = at {
        plot.from_to = before.map(|before| (axis.place(before), axis.place(at)));
        plot.spots.push(axis.spot(at, disc(view.tone(row), row.unreturned() > 0), false, ""));
    }
    if view.mark(row).suspect {
        plot.spots.extend(at.map(|at| axis.spot(at, "o sus", true, "")));
    }
    (at.unwrap_or(f64::INFINITY), plot)
}

/// A change as a list says it: with its sign, and over how many units it is.
fn moved(view: &View<'_>, row: &Assessment) -> Option<(String, String, Fraction)> {
    let Results { checked, assessments, .. } = view.results;
    let source = checked.source();
    let change = change(source, assessments, row.indicator, checked.year)?;
    let away = change.now.minus(change.before);
    let units = i64::try_from(change.units).unwrap_or(i64::MAX);
    let text = if row.is_share {
        let of = |share: Fraction| share.times(units).divide(Fraction::whole(100)).map_or(0, Fraction::floor);
        let n = of(change.now) - of(change.before);
        say!(view.messages, "moved-units", sign = sign(n < 0), n = n.abs())
    } else {
        let size = if away < Fraction::whole(0) { Fraction::whole(0).minus(away) } else { away };
        say!(view.messages, "moved", sign = sign(away < Fraction::whole(0)), size = view.change(row, size))
    };
    let of = if change.left_out > 0 || row.is_share {
        say!(view.messages, "moved-of", n = units)
    } else {
        String::new()
    };
    Some((text, of, change.before))
}

fn sign(negative: bool) -> String {
    if negative { "－" } else { "＋" }.to_owned()
}
