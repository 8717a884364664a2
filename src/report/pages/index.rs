//! The district at a glance.

use askama::Template;

use super::frame::Frame;
use super::gaps::{GapLine, gap_axis, gap_line, of_kind, plot};
use super::rows::{ReturnRow, Shown, sent, shown};
use super::score::{Scorecard, scorecard};
use super::slide::{Slide, slide};
use crate::assess::{Class, Forecast, Outlook};
use crate::catalogue::{GapKind, Severity};
use crate::model::{IndicatorIx, UnitIx};
use crate::report::axis::{Head, Plot};
use crate::report::view::{Mark, View, short};
use crate::submission::Arrival;

#[derive(Template)]
#[template(path = "index.html")]
pub(super) struct IndexPage<'a> {
    f: Frame<'a>,
    sub: String,
    slide: Slide,
    axis: Head,
    gaps: Vec<GapGroup>,
    gaps_title: String,
    waiting: Vec<Waiting>,
    waiting_title: String,
    score: Scorecard,
    outlooks: Vec<OutlookGroup>,
    missing: Vec<ReturnRow>,
    missing_left_out: usize,
    errors: Vec<Shown>,
    errors_left_out: usize,
    names: Vec<(String, Vec<(String, String)>)>,
}

struct GapGroup {
    title: String,
    gaps: Vec<GapLine>,
}

/// A verdict that waits for returns.
struct Waiting {
    mark: Mark,
    name: String,
    href: String,
    target: String,
    figure: String,
    plot: Plot,
    names: String,
}

/// The indicators of one class of outlook.
struct OutlookGroup {
    title: String,
    rows: Vec<OutlookRow>,
}

struct OutlookRow {
    name: String,
    href: String,
    value: String,
    target: String,
    due: String,
    needed: String,
    pace: String,
    ratio: String,
    at_due: String,
    done: String,
}

/// How many returns that are missing it lists.
const NAMED_MISSING: usize = 200;

/// So many units at most are listed one by one.
const MOST_NAMED: usize = 400;

/// How many errors it names.
const NAMED_ERRORS: usize = 8;

pub(super) fn page<'a>(view: &View<'a>) -> IndexPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let title = say!(messages, "index-title", year = checked.year);
    let units: Vec<UnitIx> = view.townships();
    let returns = checked.returns_of(checked.year);
    let missing: Vec<_> = returns.filter(|row| row.status == Arrival::Missing).collect();
    let of_year = checked.findings.iter().filter(|finding| finding.is_of(checked.year));
    let errors: Vec<_> = of_year.filter(|finding| finding.severity == Severity::Error).collect();
    let gaps = gap_groups(view);
    let waiting = waiting(view);
    let n: usize = gaps.iter().map(|group| group.gaps.len()).sum();
    IndexPage {
        sub: sub(view),
        slide: slide(view),
        axis: gap_axis(view),
        gaps,
        gaps_title: say!(messages, "head-gaps-of", n = n),
        waiting_title: say!(messages, "head-waiting", n = waiting.len()),
        waiting,
        score: scorecard(view, &units, 0),
        outlooks: outlooks(view),
        missing_left_out: missing.len().saturating_sub(NAMED_MISSING),
        missing: missing.into_iter().take(NAMED_MISSING).map(|row| sent(view, row)).collect(),
        errors_left_out: errors.len().saturating_sub(NAMED_ERRORS),
        errors: errors.into_iter().take(NAMED_ERRORS).map(|finding| shown(view, finding)).collect(),
        names: names(view, &units),
        f: Frame::new(view, "index", "", title),
    }
}

fn sub(view: &View<'_>) -> String {
    say!(
        view.messages,
        "index-sub",
        plans = view.plans(),
        due = view.arrivals.due,
        came = view.arrivals.came,
        baseline = view.baselines()
    )
}

fn gap_groups(view: &View<'_>) -> Vec<GapGroup> {
    let kinds = [
        (GapKind::Staff, key!("gaps-staff")),
        (GapKind::People, key!("gaps-people")),
        (GapKind::Facilities, key!("gaps-facilities")),
    ];
    kinds
        .into_iter()
        .map(|(kind, key)| {
            let mut gaps: Vec<(f64, GapLine)> =
                of_kind(view, kind).into_iter().filter_map(|gap| gap_line(view, gap)).collect();
            // The furthest from its target first.
            gaps.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            let title = say!(view.messages, key, n = gaps.len());
            GapGroup { title, gaps: gaps.into_iter().map(|(_, line)| line).collect() }
        })
        .filter(|group| !group.gaps.is_empty())
        .collect()
}

/// The verdicts that wait for returns, those that wait for fewest first.
fn waiting(view: &View<'_>) -> Vec<Waiting> {
    let checked = view.checked();
    let mut all: Vec<(usize, IndicatorIx)> = checked
        .catalogue
        .indicators_of(checked.year)
        .map(|(ix, _)| (view.waits_of(ix).len(), ix))
        .filter(|(n, _)| *n > 0)
        .collect();
    all.sort_unstable();
    let line = |(_, ix): (usize, IndicatorIx)| {
        let row = view.district(ix, checked.year)?;
        let names: Vec<String> = view.waits_of(ix).iter().map(|unit| view.placed(*unit)).collect();
        let indicator = checked.catalogue.indicator(ix);
        Some(Waiting {
            mark: view.mark(&row),
            name: indicator.short.get(view.messages.lang()).to_owned(),
            href: format!("indicators/{}.html", indicator.id),
            target: view.target(&row),
            figure: if row.measured.is_some() {
                view.brief(&row)
            } else {
                view.messages.t(key!("value-missing"))
            },
            plot: plot(view, &row, None).1,
            names: super::rows::listed(view.messages, key!("list-and-more-units"), &names, 3),
        })
    };
    all.into_iter().filter_map(line).collect()
}

/// Every unit and indicator by name, for those who look for one.
fn names(view: &View<'_>, townships: &[UnitIx]) -> Vec<(String, Vec<(String, String)>)> {
    let checked = view.checked();
    let lang = view.messages.lang();
    let mut all = Vec::new();
    for (at, plan) in checked.catalogue.plans_of(checked.year) {
        let own = checked.catalogue.indicators_of(checked.year).filter(|(_, one)| one.plan == at);
        let named =
            own.map(|(_, one)| (one.short.get(lang).to_owned(), format!("indicators/{}.html", one.id)));
        all.push((plan.short.get(lang).to_owned(), named.collect()));
    }
    // Of a large district the facilities are found from their townships.
    let all_units = checked.registry.units().count() <= MOST_NAMED;
    let named = |unit: UnitIx| (checked.registry.unit(unit).name.clone(), super::href(view, unit));
    for township in townships {
        let children = checked.registry.children(*township, checked.year).filter(|_| all_units);
        let facilities = children.map(|(unit, _)| named(unit));
        all.push((
            checked.registry.unit(*township).name.clone(),
            std::iter::once(named(*township)).chain(facilities).collect(),
        ));
    }
    all
}

/// What is not yet due, by how likely it is to be reached; what moves away comes first.
fn outlooks(view: &View<'_>) -> Vec<OutlookGroup> {
    let checked = view.checked();
    let mut made: Vec<(Outlook, OutlookRow)> = Vec::new();
    for (ix, indicator) in checked.catalogue.indicators_of(checked.year) {
        let Some(row) = &view.district(ix, checked.year) else { continue };
        let Forecast::Made(outlook) = view.forecast(row) else { continue };
        let figure = view.figure(row);
        made.push((
            outlook,
            OutlookRow {
                name: figure.name.to_owned(),
                href: format!("indicators/{}.html", indicator.id),
                value: figure.value,
                target: figure.target,
                due: figure.due,
                needed: view.change(row, outlook.needed),
                pace: view.change(row, outlook.pace),
                ratio: short(outlook.ratio),
                at_due: view.at_due(row, &outlook),
                done: row.achieved().map(|part| short(part) + "%").unwrap_or_default(),
            },
        ));
    }
    made.sort_by_key(|(outlook, _)| outlook.ratio);
    let mut groups: Vec<OutlookGroup> =
        Class::ALL.map(|class| OutlookGroup { title: view.messages.t(class.key()), rows: Vec::new() }).into();
    for (outlook, row) in made {
        let at = Class::ALL.iter().position(|class| *class == outlook.class);
        if let Some(group) = at.and_then(|at| groups.get_mut(at)) {
            group.rows.push(row);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
