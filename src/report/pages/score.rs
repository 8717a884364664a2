//! The scorecard: indicators down, townships across.

use askama::Template;

use super::board::{Standing, group_mark, standing};
use super::frame::Frame;
use super::href;
use super::rows::{Chapter, by_chapter};
use crate::assess::{Assessment, Group, Status};
use crate::model::{IndicatorIx, UnitIx};
use crate::report::tone::Tone;
use crate::report::view::{Mark, View};

/// A further page of the scorecard, where there are too many townships for one.
#[derive(Template)]
#[template(path = "scorecard.html")]
pub(super) struct ScorePage<'a> {
    pub(super) f: Frame<'a>,
    pub(super) score: Scorecard,
}

/// Indicators against townships.
pub(super) struct Scorecard {
    pub(super) townships: Vec<Head>,
    pub(super) chapters: Vec<Chapter<ScoreRow>>,
    pub(super) key: Vec<Mark>,
    pub(super) plans: Vec<(String, String)>,
    pub(super) departments: Vec<String>,
    pub(super) pages: Vec<PageLink>,
}

/// Where the townships of a part of the scorecard stand.
pub(super) struct PageLink {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) here: bool,
}

/// More townships than these do not fit on a page that can be read or printed.
const COLUMNS: usize = 16;

pub(super) struct Head {
    pub(super) name: String,
    pub(super) href: String,
}

pub(super) struct ScoreRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) target: String,
    pub(super) due: String,
    pub(super) plan: String,
    pub(super) departments: String,
    pub(super) status: &'static str,
    pub(super) district: ScoreCell,
    /// The figure of the district in a sentence.
    pub(super) words: String,
    pub(super) cells: Vec<ScoreCell>,
    /// Whether the figure exists for the district only.
    pub(super) district_only: bool,
}

/// A cell of the scorecard.
pub(super) struct ScoreCell {
    pub(super) class: &'static str,
    pub(super) text: String,
    /// That it is provisional, and how many units are missing.
    pub(super) note: String,
    pub(super) href: String,
    /// For sorting: how far from its target, in thousandths; larger is worse.
    pub(super) gap: i64,
}

/// How many pages the scorecard has; the first is on the first page of all.
pub(super) fn score_pages(view: &View<'_>) -> usize {
    view.townships().len().div_ceil(COLUMNS)
}

/// A page of the scorecard after the first.
pub(super) fn score_page<'a>(view: &View<'a>, at: usize) -> ScorePage<'a> {
    let title = say!(view.messages, "index-title", year = view.checked().year);
    let score = scorecard(view, &view.townships(), at);
    ScorePage { score, f: Frame::new(view, "index", "", title) }
}

/// The page on which some part of the scorecard stands.
pub(super) fn score_href(at: usize) -> String {
    if at == 0 { "index.html".to_owned() } else { format!("scorecard-{}.html", at + 1) }
}

/// One page of the scorecard: all indicators, and some of the townships.
pub(super) fn scorecard(view: &View<'_>, all: &[UnitIx], at: usize) -> Scorecard {
    let checked = view.checked();
    let units = all.chunks(COLUMNS).nth(at).unwrap_or_default();
    let name = |unit: &UnitIx| checked.registry.unit(*unit).name.clone();
    let mut departments: Vec<String> = Vec::new();
    for name in checked.catalogue.indicators_of(checked.year).flat_map(|(_, one)| one.responsible.all()) {
        if !departments.contains(name) {
            departments.push(name.clone());
        }
    }
    let link = |(number, units): (usize, &[UnitIx])| PageLink {
        name: [units.first(), units.last()].into_iter().flatten().map(name).collect::<Vec<_>>().join("～"),
        href: score_href(number),
        here: number == at,
    };
    let plans = checked.catalogue.plans_of(checked.year).map(|(_, plan)| plan);
    Scorecard {
        townships: units.iter().map(|unit| Head { name: name(unit), href: href(view, *unit) }).collect(),
        chapters: by_chapter(view, |ix| score_row(view, ix, units, &departments)),
        key: Status::ALL.into_iter().map(|status| view.plain_mark(status)).collect(),
        plans: plans.map(|plan| (plan.id.clone(), plan.short.get(view.messages.lang()).to_owned())).collect(),
        departments,
        pages: all.chunks(COLUMNS).enumerate().map(link).collect(),
    }
}

/// The positions of some departments among all: their names would be a tenth of the page.
fn positions<'n>(all: &[String], own: impl Iterator<Item = &'n String>) -> String {
    let at = own.filter_map(|name| all.iter().position(|other| other == name));
    at.map(|at| at.to_string()).collect::<Vec<_>>().join("|")
}

fn score_row(view: &View<'_>, ix: IndicatorIx, units: &[UnitIx], departments: &[String]) -> Option<ScoreRow> {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    let district = &view.district(ix, checked.year)?;
    let figure = view.figure(district);
    let page = format!("indicators/{}.html", indicator.id);
    let standings: Vec<Standing> = units.iter().map(|unit| standing(view, ix, *unit)).collect();
    let district_only = standings.iter().all(|standing| matches!(standing, Standing::None));
    let cells = if district_only {
        Vec::new()
    } else {
        let named = units.iter().zip(&standings);
        named.map(|(unit, standing)| cell(view, *unit, standing, &page)).collect()
    };
    Some(ScoreRow {
        id: indicator.id.clone(),
        name: figure.short.to_owned(),
        target: figure.target.clone(),
        due: figure.due.clone(),
        plan: checked.catalogue.plan_of(indicator).id.clone(),
        departments: positions(departments, indicator.responsible.all()),
        status: figure.mark.class,
        district: ScoreCell {
            class: figure.mark.class,
            text: view.bare(district),
            note: view.provisional(district),
            href: page.clone(),
            gap: distance(district),
        },
        words: say!(
            view.messages,
            "score-words",
            value = view.value_in_prose(district),
            parts = view.parts(district),
            word = figure.mark.word
        ),
        cells,
        district_only,
    })
}

/// How far a row is from its target, in thousandths of the target; larger is worse.
fn distance(row: &Assessment) -> i64 {
    let part = row.gap.zip(row.target).and_then(|(gap, target)| gap.divide(target.value));
    part.map_or(-1, |part| part.times(1000).floor().saturating_abs())
}

fn cell(view: &View<'_>, unit: UnitIx, standing: &Standing, page: &str) -> ScoreCell {
    let checked = view.checked();
    match standing {
        Standing::Own(row) => ScoreCell {
            class: own_class(view, row),
            text: view.bare(row),
            note: view.provisional(row),
            href: format!("{page}#u{}", checked.registry.unit(unit).code),
            gap: distance(row),
        },
        Standing::Group(group) => group_cell(view, unit, group, page),
        Standing::None => ScoreCell {
            class: "na",
            text: view.messages.t(key!("cell-none")),
            note: String::new(),
            href: page.to_owned(),
            gap: -1,
        },
    }
}

/// A monitored value below the district's target is marked, without a verdict.
fn own_class(view: &View<'_>, row: &Assessment) -> &'static str {
    if view.tone(row) == Tone::Low { "low" } else { view.mark(row).class }
}

fn group_cell(view: &View<'_>, unit: UnitIx, group: &Group, page: &str) -> ScoreCell {
    let checked = view.checked();
    let mark = group_mark(view, group);
    let (satisfied, applies) = (group.satisfied.to_string(), group.applies.to_string());
    let missing = group.applies - group.satisfied;
    ScoreCell {
        class: mark.class,
        text: format!("{satisfied}/{applies}"),
        note: String::new(),
        href: format!("{page}#u{}", checked.registry.unit(unit).code),
        gap: i64::try_from(missing * 1000 / group.applies.max(1)).unwrap_or(0),
    }
}
