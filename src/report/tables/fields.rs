//! What the columns of every table are: their names, types and meanings, in one place for the
//! tables themselves, for Parquet and for the description that goes with them.

use anyhow::Result;
use serde_json::{Value as Json, json};

use crate::manifest::PACKAGE;
use crate::messages::Messages;
use crate::report::publish::OutputFile;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Whole,
    /// A figure in the indicator's unit.
    Figure,
    /// True or false.
    Flag,
    /// A text.
    Text,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The word at the head of the column, in CSV as in Parquet.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The key of its meaning.
    pub about: &'static str,
}

const fn whole(name: &'static str, about: &'static str) -> Field {
    Field { name, kind: Kind::Whole, about }
}
const fn figure(name: &'static str, about: &'static str) -> Field {
    Field { name, kind: Kind::Figure, about }
}
const fn flag(name: &'static str, about: &'static str) -> Field {
    Field { name, kind: Kind::Flag, about }
}
const fn text(name: &'static str, about: &'static str) -> Field {
    Field { name, kind: Kind::Text, about }
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name of the file, without `.csv`.
    pub name: &'static str,
    /// The columns, in the order in which they are written.
    pub fields: &'static [Field],
}

impl Table {
    /// The file that it is in.
    #[must_use]
    pub fn path(&self) -> String {
        format!("data/{}.csv", self.name)
    }
}

pub(super) const YEAR: Field = whole("year", "field-year");
const UNIT: Field = text("unit", "field-unit");
const UNIT_NAME: Field = text("unit_name", "field-unit-name");
const LEVEL: Field = text("level", "field-level");
const INDICATOR: Field = text("indicator", "field-indicator");
const FILE: Field = text("file", "field-file");
const SHEET: Field = text("sheet", "field-sheet");
const CELL: Field = text("cell", "field-cell");

/// `assessments.csv`.
pub const ASSESSMENTS: Table = Table {
    name: "assessments",
    fields: &[
        YEAR,
        text("plan", "field-plan"),
        INDICATOR,
        LEVEL,
        UNIT,
        UNIT_NAME,
        whole("numerator", "field-numerator"),
        whole("denominator", "field-denominator"),
        figure("value", "field-value"),
        figure("lower", "field-lower"),
        figure("upper", "field-upper"),
        text("comparator", "field-comparator"),
        figure("target", "field-target"),
        whole("due", "field-due"),
        figure("expected", "field-expected"),
        text("status", "field-status"),
        flag("provisional", "field-provisional"),
        figure("gap", "field-gap"),
        whole("shortfall", "field-shortfall"),
        whole("reported", "field-reported"),
        whole("due_to_report", "field-due-to-report"),
        figure("percent_of_change", "field-percent-of-change"),
        text("note", "field-note"),
    ],
};

/// `contributions.csv`.
pub const CONTRIBUTIONS: Table = Table {
    name: "contributions",
    fields: &[
        YEAR,
        INDICATOR,
        LEVEL,
        UNIT,
        UNIT_NAME,
        whole("numerator", "field-numerator"),
        whole("denominator", "field-part-denominator"),
        figure("part", "field-part"),
        figure("whole", "field-whole"),
        whole("must_add", "field-must-add"),
        whole("closes", "field-closes"),
    ],
};

/// `hanging.csv`.
pub const HANGING: Table = Table {
    name: "hanging",
    fields: &[
        YEAR,
        INDICATOR,
        LEVEL,
        UNIT,
        text("status", "field-status"),
        text("cause", "field-cause"),
        text("cause_unit", "field-cause-unit"),
        text("element", "field-cause-element"),
        FILE,
        CELL,
        text("then", "field-then"),
        text("then_status", "field-then-status"),
    ],
};

/// `evaluation.csv`.
pub const EVALUATION: Table = Table {
    name: "evaluation",
    fields: &[
        INDICATOR,
        LEVEL,
        UNIT,
        figure("baseline", "field-baseline"),
        figure("target", "field-target"),
        whole("due", "field-due"),
        figure("final", "field-final"),
        text("status", "field-status"),
        figure("percent_of_change", "field-percent-of-change"),
        text("class", "field-class"),
        text("continues_as", "field-continues-as"),
    ],
};

/// `indicators.csv`.
pub(super) const INDICATORS: Table = Table {
    name: "indicators",
    fields: &[
        INDICATOR,
        text("name", "field-indicator-name"),
        text("plan", "field-plan"),
        text("measure", "field-measure"),
        whole("per", "field-per"),
        text("units", "field-units"),
        text("judged", "field-judged"),
        text("elements", "field-elements"),
        text("filter_elements", "field-filter-elements"),
        text("denominator_from", "field-denominator-from"),
        text("centres", "field-centres"),
        whole("centres_due", "field-centres-due"),
        text("unit_codes", "field-unit-codes"),
        whole("first_year", "field-first-year"),
        text("departments", "field-departments"),
        text("lead", "field-lead"),
        text("departments_known", "field-departments-known"),
        whole("baseline_year", "field-baseline-year"),
        whole("last_year", "field-last-year"),
    ],
};

/// `conditions.csv`.
pub(super) const CONDITIONS: Table = Table {
    name: "conditions",
    fields: &[
        INDICATOR,
        text("role", "field-role"),
        text("element", "field-condition-element"),
        text("test", "field-test"),
        text("word", "field-test-word"),
        whole("least", "field-test-least"),
    ],
};

/// `targets.csv`.
pub(super) const TARGETS: Table = Table {
    name: "targets",
    fields: &[
        YEAR,
        INDICATOR,
        text("comparator", "field-comparator"),
        figure("target", "field-target"),
        figure("range_end", "field-range-end"),
        figure("cap", "field-cap"),
        whole("due", "field-due"),
        flag("in_force", "field-in-force"),
        flag("revised", "field-revised"),
    ],
};

/// `elements.csv`.
pub(super) const ELEMENTS: Table = Table {
    name: "elements",
    fields: &[
        text("element", "field-element"),
        text("code", "field-element-code"),
        text("label", "field-element-label"),
        text("form", "field-form"),
        text("kind", "field-element-kind"),
        text("implied_by", "field-implied-by"),
    ],
};

/// `values.csv`.
pub const VALUES: Table = Table {
    name: "values",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        text("element", "field-element"),
        text("value", "field-value-shown"),
        FILE,
        SHEET,
        CELL,
        text("note", "field-value-note"),
    ],
};

/// `findings.csv`.
pub(super) const FINDINGS: Table = Table {
    name: "findings",
    fields: &[
        text("severity", "field-severity"),
        text("rule", "field-rule"),
        whole("year", "field-finding-year"),
        text("unit", "field-finding-unit"),
        FILE,
        SHEET,
        CELL,
        text("element", "field-finding-element"),
        text("message", "field-message"),
    ],
};

/// `submissions.csv`.
pub(super) const SUBMISSIONS: Table = Table {
    name: "submissions",
    fields: &[
        YEAR,
        UNIT,
        text("unit_name", "field-reporter"),
        text("form", "field-form"),
        text("status", "field-arrival"),
        FILE,
        text("received", "field-received"),
        whole("values", "field-values-usable"),
        whole("expected", "field-values-due"),
    ],
};

/// `revisions.csv`.
pub(super) const REVISIONS: Table = Table {
    name: "revisions",
    fields: &[
        YEAR,
        text("unit", "field-revision-unit"),
        text("form", "field-form"),
        text("element", "field-element"),
        text("old_value", "field-revision-old"),
        text("new_value", "field-revision-new"),
        text("old_file", "field-revision-old-file"),
        text("old_cell", "field-revision-old-cell"),
        text("new_file", "field-revision-new-file"),
        text("new_cell", "field-revision-new-cell"),
    ],
};

/// `quality.csv`.
pub(super) const QUALITY: Table = Table {
    name: "quality",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        LEVEL,
        whole("returns", "field-returns"),
        whole("returns_of", "field-returns-of"),
        whole("figures", "field-figures"),
        whole("figures_of", "field-figures-of"),
        whole("timeliness", "field-timeliness"),
        whole("timeliness_of", "field-timeliness-of"),
        whole("consistency", "field-consistency"),
        whole("consistency_of", "field-consistency-of"),
    ],
};

/// `units.csv`.
pub(super) const UNITS: Table = Table {
    name: "units",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        LEVEL,
        text("parent", "field-parent"),
        text("kind", "field-unit-kind"),
        text("ownership", "field-ownership"),
        flag("regional_centre", "field-regional-centre"),
    ],
};

/// The columns of the values in Parquet, typed.
pub(super) const TYPED_VALUES: Table = Table {
    name: "values",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        text("element", "field-element"),
        whole("entry", "field-entry"),
        whole("count", "field-count"),
        flag("yes", "field-yes"),
        text("choice", "field-choice"),
        whole("rank", "field-rank"),
        flag("built", "field-built"),
        flag("shareable", "field-shareable"),
        flag("not_applicable", "field-not-applicable"),
        flag("masked", "field-masked"),
        FILE,
        SHEET,
        CELL,
        text("note", "field-value-note"),
    ],
};

/// All assessments in one file of Parquet.
pub const RESULTS: &str = "data/results.parquet";
/// The tables of what was read and checked, but the values.
pub const OF_CHECKED: [Table; 5] = [FINDINGS, SUBMISSIONS, REVISIONS, QUALITY, UNITS];
/// The tables of what the indicators are made of.
pub const OF_PLANS: [Table; 4] = [INDICATORS, CONDITIONS, TARGETS, ELEMENTS];
/// The tables of `check`.
pub const CHECKED: [Table; 6] = [VALUES, FINDINGS, SUBMISSIONS, REVISIONS, QUALITY, UNITS];
/// The tables of `report`.
pub const ALL: [Table; 13] = [
    ASSESSMENTS,
    CONTRIBUTIONS,
    HANGING,
    INDICATORS,
    CONDITIONS,
    TARGETS,
    ELEMENTS,
    VALUES,
    FINDINGS,
    SUBMISSIONS,
    REVISIONS,
    QUALITY,
    UNITS,
];

/// The file of a year's assessments in Parquet.
#[must_use]
pub fn assessments_of(year: i32) -> String {
    part("data/assessments.parquet", year)
}

/// The file of a year's values in Parquet.
#[must_use]
pub fn values_of(year: i32) -> String {
    part("data/values.parquet", year)
}

/// As Hive names the parts of a table.
fn part(path: &str, year: i32) -> String {
    format!("{path}/year={year}/part-0.parquet")
}

impl Field {
    fn described(&self, messages: &Messages) -> Json {
        let kind = match self.kind {
            Kind::Whole => "integer",
            Kind::Figure => "number",
            Kind::Flag => "boolean",
            Kind::Text => "string",
        };
        json!({ "name": self.name, "type": kind, "description": messages.t(self.about) })
    }
}

/// Tables as a data package describes them.
#[must_use]
pub fn described(tables: &[Table], messages: &Messages) -> Vec<Json> {
    let fields = |table: &Table| table.fields.iter().map(|field| field.described(messages)).collect();
    tables.iter().map(|table| in_csv(table.name, fields(table))).collect()
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
    let whole = ASSESSMENTS.fields.iter().map(|field| field.described(messages)).collect();
    let mut all = vec![of("results.parquet", json!("results.parquet"), whole)];
    let partitioned =
        [("assessments.parquet", &ASSESSMENTS, judged), ("values.parquet", &TYPED_VALUES, returned)];
    for (path, table, years) in partitioned {
        let parts: Vec<String> = years.iter().map(|year| part(path, *year)).collect();
        let fields = without_year(table).map(|field| field.described(messages)).collect();
        all.push(of(path, json!(parts), fields));
    }
    all
}

/// The columns that the parts of a table have themselves.
pub(super) fn without_year(table: &Table) -> impl Iterator<Item = &'static Field> {
    table.fields.iter().filter(|field| **field != YEAR)
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
