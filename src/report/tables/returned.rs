//! What was returned: values, findings, returns, corrections, units.

use std::borrow::Cow;

use anyhow::Result;

use super::csv::{Lines, ROWS, write_parts};
use super::fields;
use super::write;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::intake::Revision;
use crate::messages::Messages;
use crate::model::UnitIx;
use crate::quality::{Quality, quality};
use crate::report::publish::Sink;
use crate::submission::Submission;
use crate::value::{DataValue, Value};

/// The functional centre that a value is of, and the words of its cell where they were not plain.
pub(super) fn remark<'a>(checked: &'a Checked, row: &'a DataValue) -> Cow<'a, str> {
    let centres = &checked.catalogue.centres;
    let entry = centres.entries.get(usize::from(row.key.entry));
    match entry.filter(|_| centres.element == Some(row.key.element)).map(|entry| entry.name.zh.as_str()) {
        Some(centre) if row.note.is_empty() => Cow::Borrowed(centre),
        Some(centre) => Cow::Owned(format!("{centre}|{}", row.note)),
        None => Cow::Borrowed(&row.note),
    }
}

pub(super) fn value(checked: &Checked, row: &DataValue, lines: &mut Lines) {
    let unit = checked.registry.unit(row.key.unit);
    lines.whole(Some(row.key.year)).text(&unit.code).text(&unit.name);
    lines.word(&checked.catalogue.element(row.key.element).id);
    lines.word(&checked.catalogue.shown(row.key.element, row.value));
    lines.text(&row.place.file).text(&row.place.sheet).word(&row.place.a1());
    lines.text(&remark(checked, row)).end();
}

fn finding(checked: &Checked, messages: &Messages, row: &Finding, lines: &mut Lines) {
    let unit = row.unit.map(|unit| checked.registry.unit(unit).code.as_str());
    // A file outside of every year's folder has no year.
    lines.word(row.severity.word()).word(&row.rule).whole(row.year);
    lines.text(unit.unwrap_or_default()).text(&row.place.file).text(&row.place.sheet).word(&row.place.a1());
    lines.word(row.element.map_or("", |element| &checked.catalogue.element(element).id));
    lines.text(&row.sentence(messages)).end();
}

fn submission(checked: &Checked, row: &Submission, lines: &mut Lines) {
    let unit = checked.registry.unit(row.unit);
    lines.whole(Some(row.year)).text(&unit.code).text(row.reporter.as_ref().unwrap_or(&unit.name));
    lines.word(row.form.word()).word(row.status.word()).text(row.file.as_deref().unwrap_or_default());
    lines.shown(row.received).whole(Some(row.values)).whole(Some(row.expected)).end();
}

fn revision(checked: &Checked, row: &Revision, lines: &mut Lines) {
    let catalogue = &checked.catalogue;
    let shown =
        |value: Option<Value>| value.map(|value| catalogue.shown(row.key.element, value)).unwrap_or_default();
    lines.whole(Some(row.key.year)).text(&checked.registry.unit(row.key.unit).code).word(row.form.word());
    lines.word(&catalogue.element(row.key.element).id).text(&shown(row.old)).text(&shown(row.new));
    lines
        .text(&row.old_place.file)
        .word(&row.old_place.a1())
        .text(&row.new_place.file)
        .word(&row.new_place.a1())
        .end();
}

fn of_quality(checked: &Checked, ((unit, year), own): (&(UnitIx, i32), &Quality), lines: &mut Lines) {
    let row = checked.registry.unit(*unit);
    lines.whole(Some(*year)).text(&row.code).text(&row.name).word(row.level.word());
    for share in [own.returns, own.figures, own.timeliness, own.consistency] {
        lines.whole(Some(share.part)).whole(Some(share.whole));
    }
    lines.end();
}

/// Writes the values.
///
/// # Errors
/// What the sink refuses.
pub fn write_values(checked: &Checked, sink: &dyn Sink) -> Result<()> {
    let values = checked.values.as_slice();
    write_parts(sink, &fields::VALUES, values.len(), ROWS, |part, lines| {
        for row in values.get(part).unwrap_or_default() {
            value(checked, row, lines);
        }
    })
}

/// Writes the tables of what was read and checked, all but the values.
///
/// # Errors
/// What the sink refuses.
pub fn write_checked(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    write(sink, &fields::FINDINGS, checked.findings.len(), |at, lines| {
        if let Some(row) = checked.findings.get(at) {
            finding(checked, messages, row, lines);
        }
    })?;
    write(sink, &fields::SUBMISSIONS, checked.submissions.len(), |at, lines| {
        if let Some(row) = checked.submissions.get(at) {
            submission(checked, row, lines);
        }
    })?;
    write(sink, &fields::REVISIONS, checked.revisions.len(), |at, lines| {
        if let Some(row) = checked.revisions.get(at) {
            revision(checked, row, lines);
        }
    })?;
    let quality = quality(checked);
    let rows: Vec<_> = quality.iter().collect();
    write(sink, &fields::QUALITY, rows.len(), |at, lines| {
        if let Some(row) = rows.get(at) {
            of_quality(checked, *row, lines);
        }
    })?;
    let units = units(checked);
    write(sink, &fields::UNITS, units.len(), |at, lines| {
        if let Some((year, unit)) = units.get(at) {
            unit_of_year(checked, *year, *unit, lines);
        }
    })
}

/// The units that count in each year.
fn units(checked: &Checked) -> Vec<(i32, UnitIx)> {
    let registry = &checked.registry;
    let of_year = |year| {
        let open = registry.open(year);
        open.map(move |(ix, _)| (year, ix))
    };
    checked.years_judged().flat_map(of_year).collect()
}

/// A unit with what it belongs to.
fn unit_of_year(checked: &Checked, year: i32, unit: UnitIx, lines: &mut Lines) {
    let registry = &checked.registry;
    let unit = registry.unit(unit);
    lines.whole(Some(year)).text(&unit.code).text(&unit.name).word(unit.level.word());
    lines.text(unit.parent.map_or("", |parent| &registry.unit(parent).code));
    lines.word(unit.kind.map_or("", |kind| kind.word())).text(&unit.ownership);
    lines.shown(Some(unit.regional_centre)).end();
}
