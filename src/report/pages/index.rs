//! The district at a glance.

use askama::Template;

use super::board::{Standing, standing};
use super::frame::Frame;
use super::gaps::{FellBack, Gap, of_kind, worse};
use super::open_points::{OpenPoint, open_points};
use super::rows::{Counts, ReturnRow, Shown, counted, counts, listed, sent, shown};
use super::score::{Scorecard, scorecard};
use crate::assess::{Assessment, Class, Forecast, Outlook, Status};
use crate::catalogue::{GapKind, Severity};
use crate::model::{Level, UnitIx};
use crate::report::view::{View, short};
use crate::submission::Arrival;

#[derive(Template)]
#[template(path = "index.html")]
pub(super) struct IndexPage<'a> {
    f: Frame<'a>,
    sub: String,
    facts: Vec<(String, String)>,
    takeaways: Vec<Takeaway>,
    counts: Counts,
    score: Scorecard,
    gaps: Vec<GapGroup>,
    worse: Vec<FellBack>,
    outlooks: Vec<OutlookGroup>,
    missing: Vec<ReturnRow>,
    missing_left_out: usize,
    errors: Vec<Shown>,
    errors_left_out: usize,
    open_points: Vec<OpenPoint>,
    open_left_out: usize,
}

/// A sentence made from the figures, and where it leads.
struct Takeaway {
    text: String,
    href: String,
}

struct GapGroup {
    title: String,
    gaps: Vec<Gap>,
    more: usize,
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

/// How many gaps of a kind the first page names.
const NAMED_GAPS: usize = 5;

/// How many returns that are missing it lists.
const NAMED_MISSING: usize = 200;

/// How many open points it names.
const NAMED_OPEN: usize = 12;

/// How many errors it names.
const NAMED_ERRORS: usize = 8;

pub(super) fn page<'a>(view: &View<'a>) -> IndexPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let title = messages.say("index-title", &[("year", &checked.year.to_string())]);
    let units: Vec<UnitIx> = view.townships();
    let returns = checked.returns_of(checked.year);
    let missing: Vec<_> = returns.filter(|row| row.status == Arrival::Missing).collect();
    let of_year = checked.findings.iter().filter(|finding| finding.is_of(checked.year));
    let errors: Vec<_> = of_year.filter(|finding| finding.severity == Severity::Error).collect();
    let mut open_points = open_points(view);
    let open_left_out = open_points.len().saturating_sub(NAMED_OPEN);
    open_points.truncate(NAMED_OPEN);
    let worse = worse(view);
    IndexPage {
        open_points,
        open_left_out,
        sub: view.messages.say("index-sub", &[("plans", &view.plans())]),
        facts: facts(view),
        takeaways: takeaways(view, &units, &worse),
        counts: counts(view),
        score: scorecard(view, &units, 0),
        gaps: gap_groups(view),
        worse,
        outlooks: outlooks(view),
        missing_left_out: missing.len().saturating_sub(NAMED_MISSING),
        missing: missing.into_iter().take(NAMED_MISSING).map(|row| sent(view, row)).collect(),
        errors_left_out: errors.len().saturating_sub(NAMED_ERRORS),
        errors: errors.into_iter().take(NAMED_ERRORS).map(|finding| shown(view, finding)).collect(),
        f: Frame::new(view, "index", "", title),
    }
}

pub(super) fn facts(view: &View<'_>) -> Vec<(String, String)> {
    let checked = view.checked();
    let messages = view.messages;
    let arrivals = &view.arrivals;
    let count = |level| {
        let units = checked.registry.units();
        let open =
            units.filter(|(ix, unit)| unit.level == level && checked.registry.counts(*ix, checked.year));
        open.count().to_string()
    };
    let all = || checked.catalogue.indicators_of(checked.year).map(|(_, indicator)| indicator);
    let due =
        all().filter(|indicator| indicator.ruling(checked.year).is_some_and(|ruling| ruling.target.in_force));
    let of = |severity| {
        let found = checked.findings.iter().filter(|f| f.severity == severity && f.is_of(checked.year));
        found.count().to_string()
    };
    vec![
        (
            messages.t("fact-year"),
            messages.tell(
                "fact-year-value",
                &[("year", checked.year.to_string()), ("baseline", view.baselines())],
            ),
        ),
        (
            messages.t("fact-returns"),
            messages.tell(
                "fact-returns-value",
                &[("due", arrivals.due.to_string()), ("came", arrivals.came.to_string())],
            ),
        ),
        (
            messages.t("fact-indicators"),
            messages.tell(
                "fact-indicators-value",
                &[("n", all().count().to_string()), ("due", due.count().to_string())],
            ),
        ),
        (
            messages.t("fact-units"),
            messages.tell(
                "fact-units-value",
                &[
                    ("townships", count(Level::Township)),
                    ("facilities", count(Level::Facility)),
                    ("clinics", count(Level::Village)),
                ],
            ),
        ),
        (
            messages.t("fact-findings"),
            messages.tell(
                "fact-findings-value",
                &[
                    ("errors", of(Severity::Error)),
                    ("warnings", of(Severity::Warning)),
                    ("notices", of(Severity::Notice)),
                ],
            ),
        ),
    ]
}

/// The year in five sentences.
fn takeaways(view: &View<'_>, units: &[UnitIx], fell: &[FellBack]) -> Vec<Takeaway> {
    let to = |text: String, href: &str| Takeaway { text, href: href.to_owned() };
    let mut all = vec![to(statuses(view), "#score")];
    if let Some(gap) = of_kind(view, GapKind::People).into_iter().next() {
        let facts = [
            ("name", gap.name.as_str()),
            ("value", &gap.value),
            ("target", &gap.target),
            ("size", &gap.size),
            ("counted", &gap.counted),
            ("noun", &gap.noun),
            ("carried", &gap.carried),
        ];
        all.push(to(view.messages.say("take-gap", &facts), &gap.href));
    }
    if let Some(first) = fell.first() {
        let n = fell.len().to_string();
        let facts = [
            ("n", n.as_str()),
            ("name", &first.name),
            ("before", &first.before),
            ("now", &first.now),
            ("target", &first.target),
            ("of", &first.of),
        ];
        all.push(to(view.messages.say("take-worse", &facts), "#worse"));
    } else {
        all.push(to(view.messages.t("take-not-worse"), "#score"));
    }
    all.push(to(missing(view), "quality.html"));
    if let Some(text) = short_townships(view, units) {
        all.push(to(text, "#score"));
    }
    all
}

fn district_rows(view: &View<'_>) -> Vec<Assessment> {
    let checked = view.checked();
    checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, _)| view.district(ix, checked.year))
        .collect()
}

fn statuses(view: &View<'_>) -> String {
    let rows = district_rows(view);
    let messages = view.messages;
    let parts = counted(view, &rows.iter().map(|row| row.status()).collect::<Vec<_>>());
    let early = rows
        .iter()
        .filter(|row| row.status() == Status::Met && row.target.is_some_and(|target| !target.in_force))
        .count();
    let early =
        if early > 0 { messages.say("take-early", &[("n", &early.to_string())]) } else { String::new() };
    let facts = [
        ("n", rows.len().to_string()),
        ("parts", parts),
        ("year", view.checked().year.to_string()),
        ("early", early),
    ];
    messages.tell("take-statuses", &facts)
}

pub(super) fn missing(view: &View<'_>) -> String {
    let messages = view.messages;
    let arrivals = &view.arrivals;
    let rows = district_rows(view);
    let open = rows.iter().filter(|row| {
        row.status() == Status::Undetermined
            || row.status() == Status::NoData
            || row.measured.is_some_and(|measured| measured.provisional)
    });
    let open = open.count().to_string();
    let (due, absent) = (arrivals.due.to_string(), arrivals.due - arrivals.came);
    if absent == 0 {
        return messages.say("take-complete", &[("due", &due), ("open", &open)]);
    }
    let names = listed(messages, "list-and-more-units", &arrivals.missing_units, 4);
    messages.say(
        "take-missing",
        &[("due", &due), ("absent", &absent.to_string()), ("names", &names), ("open", &open)],
    )
}

/// So many townships with the most of what is due and not met are named, and no more than so many
/// where several have as many each.
const FEW_TOWNSHIPS: usize = 3;
const MOST_TOWNSHIPS: usize = 6;

/// The townships with the most of what is due and not met.
fn short_townships(view: &View<'_>, units: &[UnitIx]) -> Option<String> {
    let checked = view.checked();
    let failing = |unit: &UnitIx| {
        let standings =
            checked.catalogue.indicators_of(checked.year).map(|(ix, _)| standing(view, ix, *unit));
        let failing = standings.filter(|standing| match standing {
            Standing::Own(row) => row.status() == Status::NotMet,
            Standing::Group(group) => group.worst == Status::NotMet,
            Standing::None => false,
        });
        failing.count()
    };
    let mut all: Vec<(usize, UnitIx)> = units.iter().map(|unit| (failing(unit), *unit)).collect();
    all.sort_by_key(|(n, unit)| (std::cmp::Reverse(*n), *unit));
    all.retain(|(n, _)| *n > 0);
    // Those with as many each are named together or not at all.
    let mut parts = Vec::new();
    let mut named = 0;
    for tied in all.chunk_by(|one, other| one.0 == other.0) {
        let n = tied.first()?.0.to_string();
        if named + tied.len() > MOST_TOWNSHIPS {
            if named == 0 {
                let facts = [("units", tied.len().to_string()), ("n", n)];
                return Some(view.messages.tell("take-townships-many", &facts));
            }
            break;
        }
        named += tied.len();
        let names: Vec<&str> =
            tied.iter().map(|(_, unit)| checked.registry.unit(*unit).name.as_str()).collect();
        let key = if tied.len() > 1 { "take-townships-tie" } else { "take-townships-one" };
        parts.push(
            view.messages.tell(key, &[("names", names.join(&view.messages.t("list-pause"))), ("n", n)]),
        );
        if named >= FEW_TOWNSHIPS {
            break;
        }
    }
    let parts = parts.join(&view.messages.t("list-pause"));
    (named > 0).then(|| view.messages.tell("take-townships", &[("parts", parts)]))
}

fn gap_groups(view: &View<'_>) -> Vec<GapGroup> {
    let kinds = [
        (GapKind::Staff, "gaps-staff"),
        (GapKind::People, "gaps-people"),
        (GapKind::Facilities, "gaps-facilities"),
    ];
    kinds
        .into_iter()
        .map(|(kind, key)| {
            let mut gaps = of_kind(view, kind);
            let more = gaps.len().saturating_sub(NAMED_GAPS);
            gaps.truncate(NAMED_GAPS);
            GapGroup { title: view.messages.t(key), gaps, more }
        })
        .filter(|group| !group.gaps.is_empty())
        .collect()
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
