//! The description that goes with the tables: the names, types and meanings of their columns.

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::fields::{Cell, Field, Table};
use super::judged::{ASSESSMENTS, COMPARE, CONTRIBUTIONS, HANGING};
use super::parquet::part;
use super::planned::{CONDITIONS, ELEMENTS, INDICATORS, TARGETS};
use super::returned::{FINDINGS, QUALITY, REVISIONS, SUBMISSIONS, TYPED_VALUES, UNITS, VALUES};
use crate::manifest::PACKAGE;
use crate::messages::Messages;
use crate::report::publish::OutputFile;

/// A table in CSV, whatever its rows are.
pub trait AnyTable {
    /// The file that it is in.
    fn path(&self) -> String;
    /// As a data package describes it.
    fn described(&self, messages: &Messages) -> Json;
}

impl<R> AnyTable for Table<R> {
    fn path(&self) -> String {
        Self::path(self)
    }

    fn described(&self, messages: &Messages) -> Json {
        in_csv(self.name, of_fields(self.fields.iter(), messages))
    }
}

/// The tables of what was read and checked, but the values.
pub const OF_CHECKED: [&dyn AnyTable; 5] = [&FINDINGS, &SUBMISSIONS, &REVISIONS, &QUALITY, &UNITS];
/// The tables of what the indicators are made of.
pub const OF_PLANS: [&dyn AnyTable; 4] = [&INDICATORS, &CONDITIONS, &TARGETS, &ELEMENTS];
/// The tables of where gaps sit and what verdicts hang on.
pub const OF_GAPS: [&dyn AnyTable; 2] = [&CONTRIBUTIONS, &HANGING];
/// The table of what moved since the year before.
pub const OF_YEARS: [&dyn AnyTable; 1] = [&COMPARE];
/// The tables of `check`.
pub const CHECKED: [&dyn AnyTable; 6] = [&VALUES, &FINDINGS, &SUBMISSIONS, &REVISIONS, &QUALITY, &UNITS];
/// The tables of `report`.
pub const ALL: [&dyn AnyTable; 14] = [
    &ASSESSMENTS,
    &COMPARE,
    &CONTRIBUTIONS,
    &HANGING,
    &INDICATORS,
    &CONDITIONS,
    &TARGETS,
    &ELEMENTS,
    &VALUES,
    &FINDINGS,
    &SUBMISSIONS,
    &REVISIONS,
    &QUALITY,
    &UNITS,
];

fn of_fields<R: 'static>(fields: impl Iterator<Item = &'static Field<R>>, messages: &Messages) -> Vec<Json> {
    let described = |field: &Field<R>| {
        let kind = match field.cell {
            Cell::Whole(_) => "integer",
            Cell::Figure(_) => "number",
            Cell::Flag(_) => "boolean",
            Cell::Text(_) => "string",
        };
        json!({ "name": field.name, "type": kind, "description": messages.t(field.about) })
    };
    fields.map(described).collect()
}

/// Tables as a data package describes them.
#[must_use]
pub fn described(tables: &[&dyn AnyTable], messages: &Messages) -> Vec<Json> {
    tables.iter().map(|table| table.described(messages)).collect()
}

/// The tables in Parquet as a data package describes them, with their parts for each year of the
/// assessments and of the values. The year itself is in the names of the folders.
#[must_use]
pub fn described_parquet(judged: &[i32], returned: &[i32], messages: &Messages) -> Vec<Json> {
    let of = |path: &str, parts: Json, fields: Vec<Json>| {
        json!({
            "name": path.replace('.', "-"),
            "path": parts,
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "schema": { "fields": fields },
        })
    };
    let parts = |path: &str, years: &[i32]| years.iter().map(|year| part(path, *year)).collect();
    let (results, assessments, values) = ("results.parquet", "assessments.parquet", "values.parquet");
    vec![
        of(results, json!(results), of_fields(ASSESSMENTS.fields.iter(), messages)),
        of(assessments, parts(assessments, judged), of_fields(ASSESSMENTS.without_year(), messages)),
        of(values, parts(values, returned), of_fields(TYPED_VALUES.without_year(), messages)),
    ]
}

/// A table of texts as a data package describes it.
#[must_use]
pub fn described_texts(name: &str, columns: &[&str]) -> Json {
    in_csv(name, columns.iter().map(|column| json!({ "name": column, "type": "string" })).collect())
}

fn in_csv(name: &str, fields: Vec<Json>) -> Json {
    json!({
        "name": name,
        "path": format!("{name}.csv"),
        "encoding": "utf-8",
        "dialect": { "lineTerminator": "\r\n" },
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

/// The description of the tables (Frictionless Data Package).
///
/// # Errors
/// Only if the description cannot be spelled out.
pub fn package((year, edition): (i32, &str), resources: &[Json]) -> Result<OutputFile> {
    let package = json!({
        "name": "dabiao",
        "version": env!("CARGO_PKG_VERSION"),
        "year": year,
        "edition": edition,
        "resources": resources,
    });
    Ok(OutputFile::new(PACKAGE, serde_json::to_string_pretty(&package)? + "\n"))
}
