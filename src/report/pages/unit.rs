//! What a unit is judged by, with what to do and who does it; and where it stands in what is judged for
//! the district alone. The pages of townships and of facilities are made of it.

use super::board::{Standing, standing};
use super::rows::{counted, listed};
use crate::assess::{Assessment, Note, Status, satisfies};
use crate::catalogue::{Indicator, Measure, Units};
use crate::exact::Fraction;
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::report::axis::{Axis, Head, Plot};
use crate::report::tone::disc;
use crate::report::view::{Mark, Stage, View, is_suspect, number, stage};
use crate::submission::Arrival;

/// Something that the township or its units are judged by.
pub(super) struct Line {
    pub(super) ix: IndicatorIx,
    pub(super) mark: Mark,
    pub(super) name: String,
    pub(super) indicator: String,
    pub(super) target: String,
    pub(super) value: String,
    /// Whether the value says how many of several units meet the target.
    pub(super) of_several: bool,
    pub(super) plot: Plot,
    pub(super) what: String,
    pub(super) who: String,
    pub(super) when: String,
}

/// A rate that is judged for the district alone.
pub(super) struct Rate {
    pub(super) name: String,
    pub(super) indicator: String,
    pub(super) small: bool,
    /// How many of its units have not returned.
    pub(super) missing: String,
    pub(super) suspect: bool,
    pub(super) value: String,
    pub(super) parts: String,
    pub(super) target: String,
    pub(super) plot: Plot,
    pub(super) what: String,
}

/// How many of the township's facilities have something.
pub(super) struct Condition {
    pub(super) name: String,
    pub(super) indicator: String,
    pub(super) marks: Vec<&'static str>,
    pub(super) of: String,
}

/// The township's part of a number for the district.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) indicator: String,
    pub(super) own: String,
    pub(super) district: String,
    pub(super) target: String,
}

/// More units than these are counted, not drawn one by one.
const DRAWN_UNITS: usize = 8;

/// The scale on which what is judged is drawn: per cent of the target.
const OF_TARGET: (f64, f64) = (50.0, 112.0);

/// The scale on which what is only shown is drawn: points from the district's target.
const POINTS: (f64, f64) = (-12.0, 22.0);

fn axis_of_target() -> Axis {
    Axis::new(OF_TARGET.0, OF_TARGET.1)
}

pub(super) fn of_target(view: &View<'_>) -> Head {
    let target = Some((100.0, view.messages.t(key!("axis-target"))));
    axis_of_target().head("ax-t", &[60.0, 70.0, 80.0, 90.0], target, |tick| format!("{tick:.0}"))
}

fn of_points(view: &View<'_>) -> Head {
    let axis = Axis::new(POINTS.0, POINTS.1);
    let target = Some((0.0, view.messages.t(key!("axis-district-target"))));
    axis.head("ax-p", &[-10.0, 10.0, 20.0], target, |tick| {
        format!("{}{:.0}", if tick < 0.0 { "－" } else { "＋" }, tick.abs())
    })
}

/// The returns that the township and its units owe.
pub(super) fn missing(view: &View<'_>, unit: UnitIx) -> Vec<String> {
    let checked = view.checked();
    let within = checked.registry.within(unit).into_iter();
    let sent = within.flat_map(|unit| view.sent_by(unit)).filter(|row| row.status == Arrival::Missing);
    sent.map(|row| {
        let form = checked.catalogue.form(row.form).map(|form| form.title.get(view.messages.lang()));
        say!(
            view.messages,
            "return-of",
            unit = checked.registry.unit(row.unit).name.as_str(),
            form = form.unwrap_or_default()
        )
    })
    .collect()
}

/// Everything that the township or its units are judged by, what is short first.
pub(super) fn judged(view: &View<'_>, unit: UnitIx) -> Vec<(Stage, Line)> {
    let checked = view.checked();
    let mut all: Vec<(Stage, IndicatorIx, Line)> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, _)| {
            let (stage, line) = line(view, ix, unit)?;
            Some((stage, ix, line))
        })
        .collect();
    all.sort_by_key(|(stage, ix, _)| (*stage, *ix));
    all.into_iter().map(|(stage, _, line)| (stage, line)).collect()
}

/// The line of an indicator by which a unit or those within it are judged; none of others.
pub(super) fn line(view: &View<'_>, ix: IndicatorIx, unit: UnitIx) -> Option<(Stage, Line)> {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    if indicator.judged == Level::District {
        return None;
    }
    let rows = view.judged_within(ix, unit);
    let staged: Vec<(Stage, &Assessment)> =
        rows.iter().filter_map(|row| Some((stage(row.status())?, row))).collect();
    let worst = staged.iter().map(|(stage, _)| *stage).min()?;
    let of_worst: Vec<&Assessment> =
        staged.iter().filter(|(stage, _)| *stage == worst).map(|(_, row)| *row).collect();
    let first = of_worst.first()?;
    let short: i64 = rows.iter().map(|row| row.certain_shortfall(indicator)).sum();
    let over: i64 = rows.iter().filter_map(|row| row.shortfall).filter(|size| *size < 0).sum();
    let tasks = [short, over].into_iter().filter(|size| *size != 0).map(|size| view.still(indicator, size));
    let tasks = tasks.collect::<Vec<_>>().join(&view.messages.t(key!("list-semicolon")));
    let one = staged.len() == 1;
    let (what, who) = match worst {
        Stage::Open => (waits(view, first, one), listed_units(view, unit, &of_worst)),
        _ if tasks.is_empty() => (String::new(), listed_units(view, unit, if one { &of_worst } else { &[] })),
        _ => {
            let parts = if one { view.parts(first) } else { String::new() };
            let key = if parts.is_empty() { key!("task-alone", task, parts) } else { key!("task-of") };
            (say!(view.messages, key, task = tasks, parts = parts), listed_units(view, unit, &of_worst))
        }
    };
    let mut mark = view.mark(first);
    mark.suspect = rows.iter().any(is_suspect);
    let value = if one {
        view.brief(first)
    } else {
        let met = staged.iter().filter(|(stage, _)| *stage == Stage::Met).count();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        view.of_several(number(met), number(staged.len()), indicator.judged)
    };
    let line = Line {
        ix,
        plot: plot(view, &of_worst, one),
        name: indicator.short.get(view.messages.lang()).to_owned(),
        indicator: indicator.id.clone(),
        target: view.district(ix, checked.year).map(|row| view.target(&row)).unwrap_or_default(),
        when: if tasks.is_empty() || worst == Stage::Open { String::new() } else { view.when(first) },
        value,
        of_several: !one,
        what,
        who,
        mark,
    };
    Some((worst, line))
}

/// That a figure has to be returned, and what it was last year.
fn waits(view: &View<'_>, row: &Assessment, one: bool) -> String {
    let last = view.row(row.indicator, row.unit, row.year - 1).filter(|_| one);
    match last.filter(|last| last.measured.is_some_and(|measured| measured.value.is_some())) {
        Some(last) => {
            say!(view.messages, "waits-last", value = view.brief(&last), word = last_word(view, row, &last))
        }
        None => view.messages.t(key!("waits")),
    }
}

/// Whether last year's value would meet this year's target.
fn last_word(view: &View<'_>, row: &Assessment, last: &Assessment) -> String {
    let value = last.measured.and_then(|measured| measured.value);
    let met = value.zip(row.target).map(|(value, target)| satisfies(row.comparator, target.value, value));
    let key = match met {
        Some(true) => key!("waits-met"),
        Some(false) => key!("waits-short"),
        None => return String::new(),
    };
    view.messages.t(key)
}

/// Who carries it: the units by name, many village clinics by their number.
fn listed_units(view: &View<'_>, unit: UnitIx, rows: &[&Assessment]) -> String {
    const NAMED: usize = 3;
    let checked = view.checked();
    let all: Vec<UnitIx> = rows.iter().map(|row| row.unit).filter(|own| *own != unit).collect();
    let is_clinic = |ix: &UnitIx| checked.registry.unit(*ix).level == Level::Village;
    if all.len() > NAMED && all.iter().all(is_clinic) {
        return say!(view.messages, "count-clinics", n = all.len());
    }
    let names: Vec<String> = all.iter().map(|ix| checked.registry.unit(*ix).name.clone()).collect();
    listed(view.messages, key!("list-and-more-units"), &names, NAMED)
}

/// The value on the axis of the target: of one unit this year's and last year's, of several the worst.
fn plot(view: &View<'_>, rows: &[&Assessment], one: bool) -> Plot {
    let axis = axis_of_target();
    let value = |row: &Assessment| row.measured.and_then(|measured| measured.value);
    let of = |row: &Assessment| value(row).and_then(|own| view.of_target(row, own));
    let mut plot = Plot::default();
    let worst = rows.iter().filter_map(|row| Some((of(row)?, *row)));
    let worst = worst.min_by(|(a, _), (b, _)| a.total_cmp(b));
    let last = rows.first().filter(|_| one).and_then(|row| {
        let last = view.row(row.indicator, row.unit, row.year - 1)?;
        view.of_target(row, value(&last)?)
    });
    if let Some(last) = last {
        plot.spots.push(axis.spot(last, "p", false, ""));
    }
    if let Some((at, row)) = worst {
        let class = disc(view.tone(row), false);
        plot.from_to = last.map(|last| (axis.place(last), axis.place(at)));
        plot.spots.push(axis.spot(at, class, false, &view.brief(row)));
    }
    plot
}

pub(super) fn by_stage(view: &View<'_>, lines: Vec<(Stage, Line)>) -> Vec<(String, Vec<Line>)> {
    let mut groups: Vec<(Stage, Vec<Line>)> = Vec::new();
    for (stage, line) in lines {
        match groups.last_mut().filter(|(own, _)| *own == stage) {
            Some((_, all)) => all.push(line),
            None => groups.push((stage, vec![line])),
        }
    }
    let titled =
        |(stage, lines): (Stage, Vec<Line>)| (say!(view.messages, stage.key(), n = lines.len()), lines);
    groups.into_iter().map(titled).collect()
}

pub(super) fn sentences(view: &View<'_>, unit: UnitIx, lines: &[(Stage, Line)]) -> Vec<String> {
    let messages = view.messages;
    let statuses: Vec<Status> = lines.iter().map(|(stage, _)| status_of(*stage)).collect();
    let mut all = vec![say!(messages, "township-lead", n = lines.len(), parts = counted(view, &statuses))];
    let missing = missing(view, unit);
    let open = lines.iter().filter(|(stage, _)| *stage == Stage::Open).count();
    if open > 0 && !missing.is_empty() {
        all.push(say!(
            messages,
            "township-lead-open",
            n = open,
            names = listed(messages, key!("list-and-more-returns"), &missing, 3)
        ));
    }
    let suspect = lines.iter().filter(|(_, line)| line.mark.suspect).count();
    if suspect > 0 {
        all.push(say!(messages, "township-lead-suspect", n = suspect));
    }
    all
}

/// The status by which a stage is counted.
fn status_of(stage: Stage) -> Status {
    match stage {
        Stage::NotMet => Status::NotMet,
        Stage::Behind => Status::Behind,
        Stage::Open => Status::Undetermined,
        Stage::InProgress => Status::InProgress,
        Stage::OnTrack => Status::OnTrack,
        Stage::Met => Status::Met,
    }
}

/// What is only shown of a unit.
pub(super) struct Monitored {
    /// Rates, those furthest below the district's target first.
    pub(super) rates: Vec<Rate>,
    /// What its facilities have.
    pub(super) conditions: Vec<Condition>,
    /// Its parts of numbers for the district.
    pub(super) parts: Vec<Part>,
    /// What nobody has returned.
    pub(super) unknown: String,
    /// The scale of the rates.
    pub(super) points: Head,
}

/// What is judged for the district alone: rates, what the facilities have, parts of numbers, and what
/// nobody has returned.
pub(super) fn monitored(view: &View<'_>, unit: UnitIx) -> Monitored {
    let checked = view.checked();
    let mut rates: Vec<(f64, Rate)> = Vec::new();
    let (mut conditions, mut parts, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (ix, indicator) in checked.catalogue.indicators_of(checked.year) {
        let Standing::Own(row) = standing(view, ix, unit) else { continue };
        if indicator.judged != Level::District {
            continue;
        }
        let name = indicator.short.get(view.messages.lang()).to_owned();
        if row.measured.and_then(|measured| measured.value).is_none() {
            if row.status() == Status::NoData {
                unknown.push(name);
            }
            continue;
        }
        let of_facilities = matches!(indicator.units, Units::Facilities(_) | Units::RegionalCentres);
        match indicator.measure {
            Measure::Share(_) if of_facilities => conditions.push(condition(view, indicator, &row, name)),
            Measure::Share(_) | Measure::Ratio(..) | Measure::Centres(_) => {
                rates.extend(rate(view, ix, &row, name));
            }
            Measure::Units(_) | Measure::Sum(_) | Measure::Cumulative(_) | Measure::YesNo(_) => {
                parts.extend(part(view, ix, &row, name));
            }
        }
    }
    rates.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    Monitored {
        rates: rates.into_iter().map(|(_, rate)| rate).collect(),
        conditions,
        parts,
        unknown: unknown.join(&view.messages.t(key!("list-pause"))),
        points: of_points(view),
    }
}

/// A rate with its distance from the district's target, by which the list is ordered.
fn rate(view: &View<'_>, ix: IndicatorIx, row: &Assessment, name: String) -> Option<(f64, Rate)> {
    let indicator = view.indicator(row);
    let district = view.district(ix, row.year)?;
    let target = district.target.map(|target| target.value).filter(|_| view.is_judged(&district));
    // Of a percentage the points, of another rate the part of the target.
    let distance = |value: Fraction| {
        let target = target?;
        let away = value.minus(target);
        let part =
            if indicator.per == 100 { Some(away) } else { away.divide(target).map(|part| part.times(100)) };
        part.map(Fraction::approximate)
    };
    let own = view.reported_only(row)?;
    let open = row.unreturned();
    let axis = Axis::new(POINTS.0, POINTS.1);
    let mut plot = Plot::default();
    let away = distance(own);
    if let Some(at) = away {
        plot.from_to = Some((axis.place(0.0), axis.place(at)));
        let district = district.measured.and_then(|measured| measured.value).and_then(distance);
        plot.spots.extend(district.map(|at| axis.spot(at, "p", true, "")));
        plot.spots.push(axis.spot(at, disc(view.tone(row), open > 0), false, &view.bare(row)));
    }
    // While something is missing nobody knows what there is still to do.
    let missing = row.shortfall.filter(|missing| *missing > 0 && view.is_below_target(row));
    let (_, parts) = view.of_reported(row);
    let rate = Rate {
        missing: lacks(view, open),
        name,
        indicator: indicator.id.clone(),
        small: row.notes.contains(&Note::SmallDenominator),
        suspect: is_suspect(row),
        value: view.even_of(row, own),
        parts,
        target: target.map(|target| number(target, None, row.comparator)).unwrap_or_default(),
        what: missing.map(|missing| view.still(indicator, missing)).unwrap_or_default(),
        plot,
    };
    // The furthest below first, of what has to stay low the furthest above.
    let sign = if row.comparator.is_descending() { -1.0 } else { 1.0 };
    Some((away.map_or(f64::INFINITY, |away| sign * away), rate))
}

fn condition(view: &View<'_>, indicator: &Indicator, row: &Assessment, name: String) -> Condition {
    let (yes, whole) = row.measured.map_or((0, 0), |m| (m.numerator, m.denominator.unwrap_or(0)));
    let missing = row.unreturned();
    let repeat = |mark: &'static str, n: i64| std::iter::repeat_n(mark, usize::try_from(n).unwrap_or(0));
    let marks: Vec<&'static str> = repeat("met", yes)
        .chain(repeat("miss", missing))
        .chain(repeat("no", whole - yes - missing))
        .collect();
    Condition {
        name,
        indicator: indicator.id.clone(),
        of: view.of_several(yes, whole, Level::Facility),
        marks: if marks.len() > DRAWN_UNITS { Vec::new() } else { marks },
    }
}

fn part(view: &View<'_>, ix: IndicatorIx, row: &Assessment, name: String) -> Option<Part> {
    let district = view.district(ix, row.year)?;
    Some(Part {
        name,
        indicator: view.indicator(row).id.clone(),
        own: part_of(view, row),
        district: part_of(view, &district),
        target: view.target(&district),
    })
}

/// A number with how many of those that should have returned it.
fn part_of(view: &View<'_>, row: &Assessment) -> String {
    let bare = view.bare(row);
    if row.unreturned() == 0 {
        return bare;
    }
    say!(view.messages, "part-reported", value = bare, reported = row.reported, due = row.due_to_report)
}

/// That so many have not returned; empty where all have.
pub(super) fn lacks(view: &View<'_>, open: i64) -> String {
    if open > 0 { say!(view.messages, "lacks-units", n = open) } else { String::new() }
}
