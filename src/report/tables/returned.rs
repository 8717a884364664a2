//! What was returned: values, findings, returns, corrections, units.

use anyhow::Result;

use super::csv::write;
use super::fields::{
    Books, Field, Table, cell, count, file, flag, level, made_text, made_word, sheet, text, unit, unit_name,
    whole, word, year,
};
use crate::catalogue::CentreEntry;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::intake::Revision;
use crate::messages::Messages;
use crate::model::UnitIx;
use crate::quality::{Quality, quality};
use crate::report::publish::Sink;
use crate::submission::Submission;
use crate::value::{DataValue, Value};

// What a value has in CSV as in Parquet.
const YEAR: Field<DataValue> = year(|_, row| Some(row.key.year.into()));
const UNIT: Field<DataValue> = unit(|of, row| &of.unit(row.key.unit).code);
const UNIT_NAME: Field<DataValue> = unit_name(|of, row| &of.unit(row.key.unit).name);
const ELEMENT: Field<DataValue> =
    word("element", key!("field-element"), |of, row| &of.element(row.key.element).id);
const FILE: Field<DataValue> = file(|_, row| &row.place.file);
const SHEET: Field<DataValue> = sheet(|_, row| &row.place.sheet);
const CELL: Field<DataValue> = cell(|_, row| row.place.a1());
/// The functional centre that it is of, and the words of its cell where they were not plain.
const NOTE: Field<DataValue> = made_text("note", key!("field-value-note"), |of, row| {
    match centre(of, row).map(|centre| &centre.name.zh) {
        Some(centre) if row.note.is_empty() => centre.clone(),
        Some(centre) => format!("{centre}|{}", row.note),
        None => row.note.clone(),
    }
});

/// `values.csv`.
pub const VALUES: Table<DataValue> = Table {
    name: "values",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        ELEMENT,
        made_word("value", key!("field-value-shown"), |of, row| {
            of.catalogue.shown(row.key.element, row.value)
        }),
        FILE,
        SHEET,
        CELL,
        NOTE,
    ],
};

/// The columns of the values in Parquet, typed.
pub(super) const TYPED_VALUES: Table<DataValue> = Table {
    name: "values",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        ELEMENT,
        whole("entry", key!("field-entry"), |_, row| Some(row.key.entry.into())),
        whole("count", key!("field-count"), |_, row| row.value.count()),
        flag("yes", key!("field-yes"), |_, row| match row.value {
            Value::YesNo(word) => Some(word),
            _ => None,
        }),
        made_word("choice", key!("field-choice"), |of, row| match row.value {
            Value::Choice(_) => of.catalogue.shown(row.key.element, row.value),
            _ => String::new(),
        }),
        whole("rank", key!("field-rank"), |_, row| rank(row).map(Into::into)),
        flag("built", key!("field-built"), |of, row| {
            Some(of.catalogue.centres.is_built(centre(of, row)?, rank(row)?))
        }),
        flag("shareable", key!("field-shareable"), |of, row| Some(centre(of, row)?.shareable)),
        flag("not_applicable", key!("field-not-applicable"), |_, row| {
            Some(row.value == Value::NotApplicable)
        }),
        flag("masked", key!("field-masked"), |_, row| Some(row.value == Value::Masked)),
        FILE,
        SHEET,
        CELL,
        NOTE,
    ],
};

fn centre<'a>(of: Books<'a>, row: &DataValue) -> Option<&'a CentreEntry> {
    let centres = &of.catalogue.centres;
    centres.entries.get(usize::from(row.key.entry)).filter(|_| centres.element == Some(row.key.element))
}

fn rank(row: &DataValue) -> Option<u8> {
    match row.value {
        Value::Choice(rank) => Some(rank),
        _ => None,
    }
}

/// `findings.csv`.
pub(super) const FINDINGS: Table<Finding> = Table {
    name: "findings",
    fields: &[
        word("severity", key!("field-severity"), |_, row| row.severity.word()),
        word("rule", key!("field-rule"), |_, row| &row.rule),
        // A file outside of every year's folder has no year.
        whole("year", key!("field-finding-year"), |_, row| row.year.map(Into::into)),
        text("unit", key!("field-finding-unit"), |of, row| row.unit.map_or("", |unit| &of.unit(unit).code)),
        file(|_, row| &row.place.file),
        sheet(|_, row| &row.place.sheet),
        cell(|_, row| row.place.a1()),
        word("element", key!("field-finding-element"), |of, row| {
            row.element.map_or("", |element| &of.element(element).id)
        }),
        made_text("message", key!("field-message"), |of, row| row.sentence(of.messages)),
    ],
};

/// `submissions.csv`.
pub(super) const SUBMISSIONS: Table<Submission> = Table {
    name: "submissions",
    fields: &[
        year(|_, row| Some(row.year.into())),
        unit(|of, row| &of.unit(row.unit).code),
        text("unit_name", key!("field-reporter"), |of, row| {
            row.reporter.as_ref().unwrap_or(&of.unit(row.unit).name)
        }),
        word("form", key!("field-form"), |_, row| row.form.word()),
        word("status", key!("field-arrival"), |_, row| row.status.word()),
        file(|_, row| row.file.as_deref().unwrap_or_default()),
        made_word("received", key!("field-received"), |_, row| {
            row.received.map(|day| day.to_string()).unwrap_or_default()
        }),
        whole("values", key!("field-values-usable"), |_, row| count(row.values)),
        whole("expected", key!("field-values-due"), |_, row| count(row.expected)),
    ],
};

/// `revisions.csv`.
pub(super) const REVISIONS: Table<Revision> = Table {
    name: "revisions",
    fields: &[
        year(|_, row| Some(row.key.year.into())),
        text("unit", key!("field-revision-unit"), |of, row| &of.unit(row.key.unit).code),
        word("form", key!("field-form"), |_, row| row.form.word()),
        word("element", key!("field-element"), |of, row| &of.element(row.key.element).id),
        made_text("old_value", key!("field-revision-old"), |of, row| shown(of, row, row.old)),
        made_text("new_value", key!("field-revision-new"), |of, row| shown(of, row, row.new)),
        text("old_file", key!("field-revision-old-file"), |_, row| &row.old_place.file),
        made_word("old_cell", key!("field-revision-old-cell"), |_, row| row.old_place.a1()),
        text("new_file", key!("field-revision-new-file"), |_, row| &row.new_place.file),
        made_word("new_cell", key!("field-revision-new-cell"), |_, row| row.new_place.a1()),
    ],
};

fn shown(of: Books<'_>, row: &Revision, value: Option<Value>) -> String {
    value.map(|value| of.catalogue.shown(row.key.element, value)).unwrap_or_default()
}

/// `quality.csv`.
pub(super) const QUALITY: Table<((UnitIx, i32), Quality)> = Table {
    name: "quality",
    fields: &[
        year(|_, ((_, year), _)| Some((*year).into())),
        unit(|of, ((unit, _), _)| &of.unit(*unit).code),
        unit_name(|of, ((unit, _), _)| &of.unit(*unit).name),
        level(|of, ((unit, _), _)| of.unit(*unit).level.word()),
        whole("returns", key!("field-returns"), |_, (_, own)| count(own.returns.part)),
        whole("returns_of", key!("field-returns-of"), |_, (_, own)| count(own.returns.whole)),
        whole("figures", key!("field-figures"), |_, (_, own)| count(own.figures.part)),
        whole("figures_of", key!("field-figures-of"), |_, (_, own)| count(own.figures.whole)),
        whole("timeliness", key!("field-timeliness"), |_, (_, own)| count(own.timeliness.part)),
        whole("timeliness_of", key!("field-timeliness-of"), |_, (_, own)| count(own.timeliness.whole)),
        whole("consistency", key!("field-consistency"), |_, (_, own)| count(own.consistency.part)),
        whole("consistency_of", key!("field-consistency-of"), |_, (_, own)| count(own.consistency.whole)),
    ],
};

/// `units.csv`: the units that count in each year, with what they belong to.
pub(super) const UNITS: Table<(i32, UnitIx)> = Table {
    name: "units",
    fields: &[
        year(|_, (year, _)| Some((*year).into())),
        unit(|of, (_, unit)| &of.unit(*unit).code),
        unit_name(|of, (_, unit)| &of.unit(*unit).name),
        level(|of, (_, unit)| of.unit(*unit).level.word()),
        text("parent", key!("field-parent"), |of, (_, unit)| {
            of.unit(*unit).parent.map_or("", |parent| &of.unit(parent).code)
        }),
        word("kind", key!("field-unit-kind"), |of, (_, unit)| {
            of.unit(*unit).kind.map_or("", |kind| kind.word())
        }),
        text("ownership", key!("field-ownership"), |of, (_, unit)| &of.unit(*unit).ownership),
        flag("regional_centre", key!("field-regional-centre"), |of, (_, unit)| {
            Some(of.unit(*unit).regional_centre)
        }),
    ],
};

/// Writes the values.
///
/// # Errors
/// What the sink refuses.
pub fn write_values(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    write(sink, Books::of(checked, messages), &VALUES, checked.values.as_slice())
}

/// Writes the tables of what was read and checked, all but the values.
///
/// # Errors
/// What the sink refuses.
pub fn write_checked(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let (of, registry) = (Books::of(checked, messages), &checked.registry);
    write(sink, of, &FINDINGS, &checked.findings)?;
    write(sink, of, &SUBMISSIONS, &checked.submissions)?;
    write(sink, of, &REVISIONS, &checked.revisions)?;
    write(sink, of, &QUALITY, &quality(checked).into_iter().collect::<Vec<_>>())?;
    let of_year = |year| {
        let open = registry.open(year);
        open.map(move |(ix, _)| (year, ix))
    };
    write(sink, of, &UNITS, &checked.years_judged().flat_map(of_year).collect::<Vec<_>>())
}
