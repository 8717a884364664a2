//! The page of a facility: what it is judged by, what it returned, cell by cell.

use askama::Template;

use super::frame::Frame;
use super::href;
use super::rows::{ReturnRow, Shown, findings_within, sent};
use super::township::kind_key;
use super::unit::{Line, Monitored, by_stage, judged, monitored, of_target, sentences};
use crate::catalogue::FormKind;
use crate::checked::Checked;
use crate::model::{Level, UnitIx};
use crate::report::axis::Head;
use crate::report::view::{Mark, Stage, View};
use crate::value::Key;

#[derive(Template)]
#[template(path = "facility.html")]
pub(super) struct FacilityPage<'a> {
    f: Frame<'a>,
    code: String,
    kind: String,
    township: (String, String),
    ownership: String,
    regional_centre: bool,
    short: usize,
    open: usize,
    sentences: Vec<String>,
    marks: Vec<Mark>,
    axis: Head,
    groups: Vec<(String, Vec<Line>)>,
    note_judged: String,
    shown: Monitored,
    values: Vec<Returned>,
    roster: Roster,
    sent: Vec<ReturnRow>,
    findings: (Vec<Shown>, String),
}

/// A figure that the facility returned, this year and last.
struct Returned {
    code: String,
    label: String,
    value: String,
    last: String,
    place: String,
    note: String,
}

/// The village clinics that the facility manages.
struct Roster {
    head: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

pub(super) fn page<'a>(view: &View<'a>, unit: UnitIx) -> FacilityPage<'a> {
    let checked = view.checked();
    let row = checked.registry.unit(unit);
    let year = checked.year.to_string();
    let title = say!(view.messages, "facility-title", name = row.name, year = year);
    let lines = judged(view, unit);
    let short = lines.iter().filter(|(at, _)| matches!(at, Stage::NotMet | Stage::Behind)).count();
    let open = lines.iter().filter(|(at, _)| *at == Stage::Open).count();
    let last = (checked.year - 1).to_string();
    let township = row
        .parent
        .map(|parent| (checked.registry.unit(parent).name.clone(), format!("../{}", href(view, parent))));
    let submissions = view.sent_by(unit).iter();
    FacilityPage {
        code: row.code.clone(),
        kind: view.messages.t(kind_key(row.kind)),
        township: township.unwrap_or_default(),
        ownership: row.ownership.clone(),
        regional_centre: row.regional_centre,
        short,
        open,
        sentences: sentences(view, unit, &lines),
        marks: lines.iter().map(|(_, line)| line.mark.clone()).collect(),
        axis: of_target(view),
        note_judged: say!(view.messages, "township-judged-note", year = year, last = last),
        groups: by_stage(view, lines),
        shown: monitored(view, unit),
        values: values(view, unit),
        roster: roster(view, unit),
        sent: submissions.map(|row| sent(view, row)).collect(),
        findings: findings_within(view, unit),
        f: Frame::new(view, "facility", "../", title),
    }
}

fn values(view: &View<'_>, unit: UnitIx) -> Vec<Returned> {
    let checked = view.checked();
    let lang = view.messages.lang();
    let own = checked.catalogue.elements_ix().filter(|(_, element)| {
        element.form.level() == Level::Facility
            && (element.form != FormKind::Centres || checked.registry.unit(unit).regional_centre)
    });
    let mut rows = Vec::new();
    for (element, about) in own {
        let centres = &checked.catalogue.centres;
        let entries = if centres.element == Some(element) { centres.entries.len() } else { 1 };
        for entry in (0..).take(entries) {
            let key = |year| Key { year, unit, element, entry };
            let own = checked.values.get(key(checked.year));
            let shown = |year| answer(view, key(year));
            let name = centres.entries.get(usize::from(entry)).filter(|_| centres.element == Some(element));
            rows.push(Returned {
                code: about.code.clone(),
                label: name.map_or(about.label.get(lang), |centre| centre.name.get(lang)).to_owned(),
                value: shown(checked.year),
                last: shown(checked.year - 1),
                place: own.map(|value| value.place.spelled()).unwrap_or_default(),
                note: own.map(|value| value.note.clone()).unwrap_or_default(),
            });
        }
    }
    rows
}

/// What was returned, or what stands in its place.
fn answer(view: &View<'_>, key: Key) -> String {
    let Checked { catalogue, values, .. } = view.checked();
    values.get(key).map_or_else(|| view.without(key), |own| catalogue.shown(key.element, own.value))
}

fn roster(view: &View<'_>, unit: UnitIx) -> Roster {
    let checked = view.checked();
    let elements: Vec<_> =
        checked.catalogue.elements_ix().filter(|(_, element)| element.form == FormKind::Village).collect();
    let clinics = checked.registry.children(unit, checked.year);
    let rows = clinics.map(|(clinic, row)| {
        let key = |element| Key { year: checked.year, unit: clinic, element, entry: 0 };
        (row.name.clone(), elements.iter().map(|(element, _)| answer(view, key(*element))).collect())
    });
    Roster {
        head: elements.iter().map(|(_, about)| about.label.get(view.messages.lang()).to_owned()).collect(),
        rows: rows.collect(),
    }
}
