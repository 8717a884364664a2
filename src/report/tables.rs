//! The tables that other programs read.

use std::collections::BTreeMap;

use anyhow::Result;
use polars::prelude::{Column, DataFrame, ParquetWriter};
use rayon::iter::ParallelIterator as _;
use rayon::slice::ParallelSlice as _;
use serde_json::{Value as Json, json};

use crate::assess::{Assessment, Upper, splits};
use crate::catalogue::{Catalogue, Condition, ElementIx};
use crate::exact::Fraction;
use crate::finding::Finding;
use crate::messages::Messages;
use crate::quality::{Quality, quality};
use crate::registry::{Registry, UnitIx};
use crate::report::publish::{PACKAGE, Page};
use crate::results::{Checked, Results};
use crate::submission::Submission;
use crate::value::DataValue;

/// The header of `values.csv`.
pub const VALUES: [&str; 9] =
    ["year", "unit", "unit_name", "element", "value", "file", "sheet", "cell", "note"];
/// The header of `findings.csv`.
pub const FINDINGS: [&str; 9] =
    ["severity", "rule", "year", "unit", "file", "sheet", "cell", "element", "message"];
/// The header of `submissions.csv`.
pub const SUBMISSIONS: [&str; 9] =
    ["year", "unit", "unit_name", "form", "status", "file", "received", "values", "expected"];

/// The header of `quality.csv`.
pub const QUALITY: [&str; 12] = [
    "year",
    "unit",
    "unit_name",
    "level",
    "returns",
    "returns_of",
    "figures",
    "figures_of",
    "timeliness",
    "timeliness_of",
    "consistency",
    "consistency_of",
];
/// The header of `units.csv`.
pub const UNITS: [&str; 8] =
    ["year", "unit", "unit_name", "level", "parent", "kind", "ownership", "regional_centre"];
/// The header of `indicators.csv`.
pub const INDICATORS: [&str; 10] = [
    "indicator",
    "name",
    "plan",
    "measure",
    "per",
    "units",
    "judged",
    "elements",
    "filter_elements",
    "departments",
];

/// The tables of `check`, with their headers.
pub const CHECKED: [(&str, &[&str]); 5] = [
    ("values", &VALUES),
    ("findings", &FINDINGS),
    ("submissions", &SUBMISSIONS),
    ("quality", &QUALITY),
    ("units", &UNITS),
];
/// The tables of `report`.
pub const ALL: [(&str, &[&str]); 8] = [
    ("assessments", &ASSESSMENTS),
    ("contributions", &CONTRIBUTIONS),
    ("indicators", &INDICATORS),
    ("values", &VALUES),
    ("findings", &FINDINGS),
    ("submissions", &SUBMISSIONS),
    ("quality", &QUALITY),
    ("units", &UNITS),
];

/// The header of `contributions.csv`.
pub const CONTRIBUTIONS: [&str; 11] = [
    "year",
    "indicator",
    "level",
    "unit",
    "unit_name",
    "numerator",
    "denominator",
    "part",
    "whole",
    "must_add",
    "closes",
];

/// The header of `assessments.csv`.
pub const ASSESSMENTS: [&str; 23] = [
    "year",
    "plan",
    "indicator",
    "level",
    "unit",
    "unit_name",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "comparator",
    "target",
    "due",
    "expected",
    "status",
    "provisional",
    "gap",
    "shortfall",
    "reported",
    "due_to_report",
    "percent_of_change",
    "note",
];

/// A text of somebody else's in a table that a spreadsheet opens: what would begin a
/// formula there is marked as text. Figures are made here and never pass through.
pub(crate) fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// One row of `assessments.csv`: counts as digits, figures whole or with ten decimals,
/// empty where there is nothing to say.
#[must_use]
pub fn assessment(catalogue: &Catalogue, registry: &Registry, row: &Assessment) -> [String; 23] {
    let indicator = catalogue.indicator(row.indicator);
    let unit = registry.unit(row.unit);
    let measured = row.measured.as_ref();
    let fraction = |f: Option<Fraction>| f.map(|f| f.to_string()).unwrap_or_default();
    let count = |c: Option<i64>| c.map(|c| c.to_string()).unwrap_or_default();
    // A provisional ratio is judged by its value and has no bounds.
    let bounded = measured.filter(|m| !m.provisional);
    let upper = bounded.and_then(|m| match m.upper {
        Upper::At(upper) => Some(upper),
        Upper::Open => None,
    });
    [
        row.year.to_string(),
        catalogue.plan_of(indicator).id.clone(),
        indicator.id.clone(),
        row.level.word().to_owned(),
        plain(&unit.code),
        plain(&unit.name),
        count(measured.map(|m| m.numerator)),
        count(measured.and_then(|m| m.denominator)),
        fraction(measured.and_then(|m| m.value)),
        fraction(bounded.map(|m| m.lower)),
        fraction(upper),
        row.comparator.word().to_owned(),
        fraction(row.target.map(|t| t.value)),
        row.target.map(|t| t.due.to_string()).unwrap_or_default(),
        fraction(row.expected),
        row.status.word().to_owned(),
        measured.is_some_and(|m| m.provisional).to_string(),
        fraction(row.gap),
        count(row.shortfall),
        row.reported.to_string(),
        row.due_to_report.to_string(),
        fraction(row.percent_of_change),
        row.notes.iter().map(|note| note.word()).collect::<Vec<_>>().join("|"),
    ]
}

fn value(checked: &Checked, row: &DataValue) -> [String; 9] {
    let unit = checked.registry.unit(row.key.unit);
    let element = checked.catalogue.element(row.key.element);
    let centres = &checked.catalogue.centres;
    let entry = centres.entries.get(usize::from(row.key.entry));
    let centre = entry.filter(|_| row.key.element == centres.element).map(|entry| entry.name.zh.clone());
    let notes: Vec<String> =
        centre.into_iter().chain((!row.note.is_empty()).then(|| row.note.clone())).collect();
    [
        row.key.year.to_string(),
        plain(&unit.code),
        plain(&unit.name),
        element.id.clone(),
        checked.catalogue.shown(row.key.element, row.value),
        plain(&row.place.file),
        plain(&row.place.sheet),
        row.place.a1(),
        plain(&notes.join("|")),
    ]
}

fn finding(checked: &Checked, messages: &Messages, row: &Finding) -> [String; 9] {
    [
        row.severity.word().to_owned(),
        row.rule.clone(),
        // A file outside of every year's folder has no year.
        if row.year == 0 { String::new() } else { row.year.to_string() },
        row.unit.map(|unit| plain(&checked.registry.unit(unit).code)).unwrap_or_default(),
        plain(&row.place.file),
        plain(&row.place.sheet),
        row.place.a1(),
        row.element.map(|element| checked.catalogue.element(element).id.clone()).unwrap_or_default(),
        plain(&row.sentence(messages)),
    ]
}

fn submission(checked: &Checked, row: &Submission) -> [String; 9] {
    let unit = checked.registry.unit(row.unit);
    [
        row.year.to_string(),
        plain(&unit.code),
        plain(row.reporter.as_ref().unwrap_or(&unit.name)),
        row.form.word().to_owned(),
        row.status.word().to_owned(),
        row.file.as_ref().map(|file| plain(file)).unwrap_or_default(),
        row.received.map(|day| day.to_string()).unwrap_or_default(),
        row.values.to_string(),
        row.expected.to_string(),
    ]
}

/// A CSV file as Excel and WPS open it: UTF-8 with a byte order mark, CRLF.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn csv<const N: usize>(
    name: &str,
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Page> {
    sheet(name, &header, rows)
}

/// The same for a table of which the width is not known before.
///
/// # Errors
/// Only if memory cannot be written to.
pub(crate) fn sheet<R: IntoIterator<Item = String>>(
    name: &str,
    header: &[&str],
    rows: impl Iterator<Item = R>,
) -> Result<Page> {
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    bytes.extend(records(std::iter::once(header))?);
    bytes.extend(records(rows)?);
    Ok(Page { path: name.into(), bytes })
}

/// What Excel and WPS want to see before they take a CSV for UTF-8.
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Lines of a CSV file.
fn records<R: IntoIterator<Item = S>, S: AsRef<[u8]>>(rows: impl Iterator<Item = R>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// The tables of what was read and checked.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn of_checked(checked: &Checked, messages: &Messages) -> Result<Vec<Page>> {
    let findings = checked.findings.iter().map(|row| finding(checked, messages, row));
    Ok(vec![
        csv("data/values.csv", VALUES, checked.values.iter().map(|row| value(checked, row)))?,
        csv("data/findings.csv", FINDINGS, findings)?,
        csv(
            "data/submissions.csv",
            SUBMISSIONS,
            checked.submissions.iter().map(|row| submission(checked, row)),
        )?,
        csv("data/quality.csv", QUALITY, quality(checked).iter().map(|row| of_quality(checked, row)))?,
        csv("data/units.csv", UNITS, units(checked))?,
    ])
}

fn of_quality(checked: &Checked, ((unit, year), own): (&(UnitIx, i32), &Quality)) -> [String; 12] {
    let row = checked.registry.unit(*unit);
    let n = |count: usize| count.to_string();
    [
        year.to_string(),
        plain(&row.code),
        plain(&row.name),
        row.level.word().to_owned(),
        n(own.returns.part),
        n(own.returns.whole),
        n(own.figures.part),
        n(own.figures.whole),
        n(own.timeliness.part),
        n(own.timeliness.whole),
        n(own.consistency.part),
        n(own.consistency.whole),
    ]
}

/// The units that count in each year, with what they belong to.
fn units(checked: &Checked) -> impl Iterator<Item = [String; 8]> {
    let registry = &checked.registry;
    let years = checked.catalogue.baseline_year()..=checked.year;
    years.flat_map(move |year| {
        let open = registry.units().filter(move |(ix, _)| registry.counts(*ix, year));
        open.map(move |(_, unit)| {
            [
                year.to_string(),
                plain(&unit.code),
                plain(&unit.name),
                unit.level.word().to_owned(),
                unit.parent.map(|parent| plain(&registry.unit(parent).code)).unwrap_or_default(),
                unit.kind.map(|kind| kind.word().to_owned()).unwrap_or_default(),
                plain(&unit.ownership),
                unit.regional_centre.to_string(),
            ]
        })
    })
}

/// What every indicator is made of.
fn indicators<'a>(
    catalogue: &'a Catalogue,
    messages: &'a Messages,
) -> impl Iterator<Item = [String; 10]> + 'a {
    let ids = |elements: Vec<ElementIx>| {
        elements.into_iter().map(|ix| catalogue.element(ix).id.as_str()).collect::<Vec<_>>().join("|")
    };
    catalogue.indicators.iter().map(move |indicator| {
        [
            indicator.id.clone(),
            indicator.name.get(messages.lang()).to_owned(),
            catalogue.plan_of(indicator).id.clone(),
            indicator.measure.word().to_owned(),
            indicator.per.to_string(),
            indicator.units.word(),
            indicator.judged.word().to_owned(),
            ids(indicator.measure.elements(catalogue)),
            ids(indicator.filter.iter().flat_map(Condition::elements).collect()),
            indicator.departments.join("|"),
        ]
    })
}

/// The tables of the assessments, for spreadsheets and for statistics programs.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn of_results(results: &Results, messages: &Messages) -> Result<Vec<Page>> {
    let Checked { catalogue, registry, .. } = &results.checked;
    // Put into words in parallel, a part of the table at a time; the parts stay in order.
    let parts: Vec<(Vec<u8>, Vec<Typed>)> = results
        .assessments
        .par_chunks(4096)
        .map(|part| {
            let rows: Vec<[String; 23]> =
                part.iter().map(|row| assessment(catalogue, registry, row)).collect();
            let typed = typed(&rows);
            Ok((records(rows.into_iter())?, typed))
        })
        .collect::<Result<_>>()?;
    let mut bytes = records(std::iter::once(ASSESSMENTS.map(str::to_owned)))?;
    bytes.splice(0..0, BYTE_ORDER_MARK);
    let mut columns: Vec<Typed> = typed(&[]);
    for (part, own) in parts {
        bytes.extend(part);
        for (column, own) in columns.iter_mut().zip(own) {
            column.append(own);
        }
    }
    Ok(vec![
        Page { path: "data/assessments.csv".into(), bytes },
        csv("data/contributions.csv", CONTRIBUTIONS, contributions(results).into_iter())?,
        csv("data/indicators.csv", INDICATORS, indicators(catalogue, messages))?,
        parquet(results.assessments.len(), columns)?,
    ])
}

/// Where the gaps of the report's year sit.
fn contributions(results: &Results) -> Vec<[String; 11]> {
    let Checked { catalogue, registry, year, .. } = &results.checked;
    let mut rows = Vec::new();
    for (ix, indicator) in catalogue.indicators_ix() {
        for split in splits(catalogue, registry, &results.totals, ix, *year) {
            let closing: BTreeMap<UnitIx, i64> = split.closing.iter().copied().collect();
            for piece in &split.pieces {
                let unit = registry.unit(piece.unit);
                let adds = closing.get(&piece.unit);
                rows.push([
                    year.to_string(),
                    indicator.id.clone(),
                    split.level.word().to_owned(),
                    plain(&unit.code),
                    plain(&unit.name),
                    piece.numerator.to_string(),
                    piece.denominator.to_string(),
                    piece.part.map(|part| part.to_string()).unwrap_or_default(),
                    split.whole.to_string(),
                    piece.must_add.to_string(),
                    adds.map(|adds| adds.to_string()).unwrap_or_default(),
                ]);
            }
        }
    }
    rows
}

/// Columns of `assessments.csv` that are whole numbers, and those that are figures.
const WHOLE: [&str; 7] =
    ["year", "numerator", "denominator", "due", "shortfall", "reported", "due_to_report"];
const FIGURES: [&str; 7] = ["value", "lower", "upper", "target", "expected", "gap", "percent_of_change"];

/// A column of a Parquet file.
enum Typed {
    Whole(Vec<Option<i64>>),
    Figure(Vec<Option<f64>>),
    Flag(Vec<bool>),
    Text(Vec<String>),
}

impl Typed {
    fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Whole(all), Self::Whole(more)) => all.extend(more),
            (Self::Figure(all), Self::Figure(more)) => all.extend(more),
            (Self::Flag(all), Self::Flag(more)) => all.extend(more),
            (Self::Text(all), Self::Text(more)) => all.extend(more),
            // Both come from `typed`, column by column.
            (Self::Whole(_) | Self::Figure(_) | Self::Flag(_) | Self::Text(_), _) => {}
        }
    }
}

/// The rows with typed columns. A figure is the nearest binary number to its decimal in the
/// CSV; whoever compares with a target uses numerator and denominator.
fn typed(rows: &[[String; 23]]) -> Vec<Typed> {
    let column = |(position, name): (usize, &&str)| {
        let texts = rows.iter().map(move |row| row.get(position).map_or("", String::as_str));
        if WHOLE.contains(name) {
            Typed::Whole(texts.map(|text| text.parse().ok()).collect())
        } else if FIGURES.contains(name) {
            Typed::Figure(texts.map(|text| text.parse().ok()).collect())
        } else if *name == "provisional" {
            Typed::Flag(texts.map(|text| text == "true").collect())
        } else {
            Typed::Text(texts.map(str::to_owned).collect())
        }
    };
    ASSESSMENTS.iter().enumerate().map(column).collect()
}

fn parquet(height: usize, columns: Vec<Typed>) -> Result<Page> {
    let column = |(name, typed): (&&str, Typed)| match typed {
        Typed::Whole(values) => Column::new((*name).into(), values),
        Typed::Figure(values) => Column::new((*name).into(), values),
        Typed::Flag(values) => Column::new((*name).into(), values),
        Typed::Text(values) => Column::new((*name).into(), values),
    };
    let mut frame = DataFrame::new(height, ASSESSMENTS.iter().zip(columns).map(column).collect())?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame)?;
    Ok(Page { path: "data/results.parquet".into(), bytes })
}

/// The description of the tables (Frictionless Data Package).
///
/// # Errors
/// Only if the description cannot be spelled out.
pub fn package(year: i32, edition: &str, tables: &[(&str, &[&str])]) -> Result<Page> {
    let resource = |(name, header): &(&str, &[&str])| -> Json {
        let kind = |field: &str| match field {
            _ if *name == "assessments" && FIGURES.contains(&field) => "number",
            _ if *name == "assessments" && WHOLE.contains(&field) => "integer",
            "part" | "whole" if *name == "contributions" => "number",
            "numerator" | "denominator" | "must_add" | "closes" if *name == "contributions" => "integer",
            "year" => "integer",
            "values" | "expected" if *name == "submissions" => "integer",
            "provisional" | "regional_centre" => "boolean",
            "per" if *name == "indicators" => "integer",
            _ if *name == "quality" && !["unit", "unit_name", "level"].contains(&field) => "integer",
            _ => "string",
        };
        let fields: Vec<Json> =
            header.iter().map(|field| json!({ "name": field, "type": kind(field) })).collect();
        json!({
            "name": name,
            "path": format!("{name}.csv"),
            "encoding": "utf-8",
            "dialect": { "lineTerminator": "\r\n" },
            "schema": { "fields": fields, "missingValues": [""] },
        })
    };
    let package = json!({
        "name": "dabiao",
        "version": env!("CARGO_PKG_VERSION"),
        "year": year,
        "edition": edition,
        "resources": tables.iter().map(resource).collect::<Vec<Json>>(),
    });
    Ok(Page::new(PACKAGE, serde_json::to_string_pretty(&package)? + "\n"))
}
