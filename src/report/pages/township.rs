//! The page that a township gets by mail.

use askama::Template;

use super::frame::Frame;
use super::rows::{ReturnRow, Shown, findings_within, listed, sent};
use super::unit::{Line, Monitored, by_stage, judged, line, missing, monitored, of_target, sentences};
use super::{href, letter_to};
use crate::messages::{CountMessage, Message};
use crate::model::{FacilityKind, Level, UnitIx};
use crate::report::axis::Head;
use crate::report::view::{Mark, Stage, View};

#[derive(Template)]
#[template(path = "township.html")]
pub(super) struct TownshipPage<'a> {
    f: Frame<'a>,
    sub: String,
    /// The link to its letter; empty where everybody may read the page.
    letter: String,
    short: usize,
    open: usize,
    sentences: Vec<String>,
    marks: Vec<Mark>,
    first: Option<String>,
    axis: Head,
    groups: Vec<(String, Vec<Line>)>,
    note_judged: String,
    shown: Monitored,
    facilities: Vec<FacilityRow>,
    sent: Vec<ReturnRow>,
    findings: (Vec<Shown>, String),
    commitments: Vec<(String, String, String)>,
}

struct FacilityRow {
    name: String,
    href: String,
    kind: String,
    met: usize,
    short: usize,
    open: usize,
}

/// How many findings stand on the page.
const NAMED_FINDINGS: usize = 12;

pub(super) fn page<'a>(view: &View<'a>, unit: UnitIx) -> TownshipPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let row = checked.registry.unit(unit);
    let year = checked.year.to_string();
    let title = say!(messages, "township-title", name = row.name, year = year);
    let mut submissions: Vec<_> =
        checked.registry.within(unit).into_iter().flat_map(|unit| view.sent_by(unit)).collect();
    // As the registry's forms are ordered, whoever sends them.
    submissions.sort_by_key(|sent| (sent.form, sent.unit));
    let sent: Vec<ReturnRow> = submissions.into_iter().map(|row| sent(view, row)).collect();
    let lang = messages.lang();
    let commitments = checked.catalogue.plans_of(checked.year).flat_map(|(_, plan)| {
        let own = plan.commitments.iter().filter(|c| c.responsible.includes(&plan.township_department));
        own.map(|c| (c.clause.clone(), c.text.get(lang).to_owned(), c.why.get(lang).to_owned()))
    });
    let lines = judged(view, unit);
    let short = lines.iter().filter(|(at, _)| matches!(at, Stage::NotMet | Stage::Behind)).count();
    let open = lines.iter().filter(|(at, _)| *at == Stage::Open).count();
    let (mut findings, more) = findings_within(view, unit);
    findings.truncate(NAMED_FINDINGS);
    TownshipPage {
        sub: sub(view, unit),
        letter: if view.occasion.is_public {
            String::new()
        } else {
            crate::report::link(&letter_to(view, unit))
        },
        short,
        open,
        sentences: sentences(view, unit, &lines),
        marks: lines.iter().map(|(_, line)| line.mark.clone()).collect(),
        first: first(view, unit, &lines),
        axis: of_target(view),
        note_judged: say!(messages, "township-judged-note", year = year, last = (checked.year - 1)),
        groups: by_stage(view, lines),
        shown: monitored(view, unit),
        facilities: facilities(view, unit),
        findings: (findings, more),
        commitments: commitments.collect(),
        sent,
        f: Frame::new(view, "township", "../", title),
    }
}

/// What kinds of units there are, and what is missing of their returns.
fn sub(view: &View<'_>, unit: UnitIx) -> String {
    let checked = view.checked();
    let messages = view.messages;
    let open: Vec<UnitIx> = checked
        .registry
        .within(unit)
        .into_iter()
        .filter(|ix| *ix != unit && checked.registry.counts(*ix, checked.year))
        .collect();
    let count = |key: CountMessage, is: &dyn Fn(UnitIx) -> bool| {
        let n = open.iter().filter(|ix| is(**ix)).count();
        (n > 0).then(|| say!(messages, key, n = n))
    };
    let kind = |kind| move |ix: UnitIx| checked.registry.unit(ix).kind == Some(kind);
    let kinds = [
        count(key!("count-hospitals"), &kind(FacilityKind::TownshipHospital)),
        count(key!("count-centres"), &kind(FacilityKind::CommunityCenter)),
        count(key!("count-other"), &kind(FacilityKind::Hospital)),
        count(key!("count-clinics"), &|ix| checked.registry.unit(ix).level == Level::Village),
    ];
    let kinds = kinds.into_iter().flatten().collect::<Vec<_>>().join(&messages.t(key!("list-pause")));
    let missing = missing(view, unit);
    let key = if missing.is_empty() {
        key!("township-sub", year, kinds, names)
    } else {
        key!("township-sub-missing")
    };
    let names = listed(messages, key!("list-and-more-returns"), &missing, 3);
    say!(messages, key, year = checked.year, kinds = kinds, names = names)
}

/// What comes first: a return that is missing, with the verdicts that it settles.
fn first(view: &View<'_>, unit: UnitIx, lines: &[(Stage, Line)]) -> Option<String> {
    let checked = view.checked();
    let missing = missing(view, unit);
    if missing.is_empty() {
        return None;
    }
    let open = lines.iter().filter(|(stage, _)| *stage == Stage::Open).count();
    let settled = view.settled_by(|ix| ix == unit || checked.registry.is_within(ix, unit)).len();
    Some(say!(
        view.messages,
        "township-first",
        names = listed(view.messages, key!("list-and-more-returns"), &missing, 3),
        n_own = open,
        n_district = settled
    ))
}

fn facilities(view: &View<'_>, unit: UnitIx) -> Vec<FacilityRow> {
    let checked = view.checked();
    let open = checked.registry.children(unit, checked.year);
    open.map(|(ix, row)| {
        let stages: Vec<Stage> = checked
            .catalogue
            .indicators_of(checked.year)
            .filter_map(|(indicator, _)| Some(line(view, indicator, ix)?.0))
            .collect();
        let count = |all: &[Stage]| stages.iter().filter(|stage| all.contains(stage)).count();
        FacilityRow {
            name: row.name.clone(),
            href: format!("../{}", href(view, ix)),
            kind: view.messages.t(kind_key(row.kind)),
            met: count(&[Stage::Met, Stage::OnTrack]),
            short: count(&[Stage::NotMet, Stage::Behind]),
            open: count(&[Stage::Open, Stage::InProgress]),
        }
    })
    .collect()
}

/// The key of a facility's kind.
pub(super) fn kind_key(kind: Option<FacilityKind>) -> Message {
    match kind {
        Some(FacilityKind::TownshipHospital) => key!("kind-township-hospital"),
        Some(FacilityKind::CommunityCenter) => key!("kind-community-center"),
        Some(FacilityKind::Hospital) => key!("kind-hospital"),
        None => key!("kind-unknown"),
    }
}
