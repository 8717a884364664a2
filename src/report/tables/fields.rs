//! What the columns of every table are: their names, types and meanings, in one place for the
//! tables themselves, for Parquet and for the description that goes with them.

use anyhow::Result;
use serde_json::{Value as Json, json};

use crate::manifest::PACKAGE;
use crate::messages::{Message, Messages};
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
    pub about: Message,
}

const fn whole(name: &'static str, about: Message) -> Field {
    Field { name, kind: Kind::Whole, about }
}
const fn figure(name: &'static str, about: Message) -> Field {
    Field { name, kind: Kind::Figure, about }
}
const fn flag(name: &'static str, about: Message) -> Field {
    Field { name, kind: Kind::Flag, about }
}
const fn text(name: &'static str, about: Message) -> Field {
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

pub(super) const YEAR: Field = whole("year", key!("field-year"));
const UNIT: Field = text("unit", key!("field-unit"));
const UNIT_NAME: Field = text("unit_name", key!("field-unit-name"));
const LEVEL: Field = text("level", key!("field-level"));
const INDICATOR: Field = text("indicator", key!("field-indicator"));
const FILE: Field = text("file", key!("field-file"));
const SHEET: Field = text("sheet", key!("field-sheet"));
const CELL: Field = text("cell", key!("field-cell"));

/// `assessments.csv`.
pub const ASSESSMENTS: Table = Table {
    name: "assessments",
    fields: &[
        YEAR,
        text("plan", key!("field-plan")),
        INDICATOR,
        LEVEL,
        UNIT,
        UNIT_NAME,
        whole("numerator", key!("field-numerator")),
        whole("denominator", key!("field-denominator")),
        figure("value", key!("field-value")),
        figure("lower", key!("field-lower")),
        figure("upper", key!("field-upper")),
        text("comparator", key!("field-comparator")),
        figure("target", key!("field-target")),
        whole("due", key!("field-due")),
        figure("expected", key!("field-expected")),
        text("status", key!("field-status")),
        flag("provisional", key!("field-provisional")),
        figure("gap", key!("field-gap")),
        whole("shortfall", key!("field-shortfall")),
        whole("reported", key!("field-reported")),
        whole("due_to_report", key!("field-due-to-report")),
        figure("percent_of_change", key!("field-percent-of-change")),
        text("note", key!("field-note")),
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
        whole("numerator", key!("field-numerator")),
        whole("denominator", key!("field-part-denominator")),
        figure("part", key!("field-part")),
        figure("whole", key!("field-whole")),
        whole("must_add", key!("field-must-add")),
        whole("closes", key!("field-closes")),
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
        text("status", key!("field-status")),
        text("cause", key!("field-cause")),
        text("cause_unit", key!("field-cause-unit")),
        text("element", key!("field-cause-element")),
        FILE,
        CELL,
        text("then", key!("field-then")),
        text("then_status", key!("field-then-status")),
    ],
};

/// `evaluation.csv`.
pub const EVALUATION: Table = Table {
    name: "evaluation",
    fields: &[
        INDICATOR,
        LEVEL,
        UNIT,
        figure("baseline", key!("field-baseline")),
        figure("target", key!("field-target")),
        whole("due", key!("field-due")),
        figure("final", key!("field-final")),
        text("status", key!("field-status")),
        figure("percent_of_change", key!("field-percent-of-change")),
        text("class", key!("field-class")),
        text("continues_as", key!("field-continues-as")),
    ],
};

/// `indicators.csv`.
pub(super) const INDICATORS: Table = Table {
    name: "indicators",
    fields: &[
        INDICATOR,
        text("name", key!("field-indicator-name")),
        text("plan", key!("field-plan")),
        text("measure", key!("field-measure")),
        whole("per", key!("field-per")),
        text("units", key!("field-units")),
        text("judged", key!("field-judged")),
        text("elements", key!("field-elements")),
        text("filter_elements", key!("field-filter-elements")),
        text("denominator_from", key!("field-denominator-from")),
        text("centres", key!("field-centres")),
        whole("centres_due", key!("field-centres-due")),
        text("unit_codes", key!("field-unit-codes")),
        whole("first_year", key!("field-first-year")),
        text("departments", key!("field-departments")),
        text("lead", key!("field-lead")),
        text("departments_known", key!("field-departments-known")),
        whole("baseline_year", key!("field-baseline-year")),
        whole("last_year", key!("field-last-year")),
    ],
};

/// `conditions.csv`.
pub(super) const CONDITIONS: Table = Table {
    name: "conditions",
    fields: &[
        INDICATOR,
        text("role", key!("field-role")),
        text("element", key!("field-condition-element")),
        text("test", key!("field-test")),
        text("word", key!("field-test-word")),
        whole("least", key!("field-test-least")),
    ],
};

/// `targets.csv`.
pub(super) const TARGETS: Table = Table {
    name: "targets",
    fields: &[
        YEAR,
        INDICATOR,
        text("comparator", key!("field-comparator")),
        figure("target", key!("field-target")),
        figure("range_end", key!("field-range-end")),
        figure("cap", key!("field-cap")),
        whole("due", key!("field-due")),
        flag("in_force", key!("field-in-force")),
        flag("revised", key!("field-revised")),
    ],
};

/// `elements.csv`.
pub(super) const ELEMENTS: Table = Table {
    name: "elements",
    fields: &[
        text("element", key!("field-element")),
        text("code", key!("field-element-code")),
        text("label", key!("field-element-label")),
        text("form", key!("field-form")),
        text("kind", key!("field-element-kind")),
        text("implied_by", key!("field-implied-by")),
    ],
};

/// `values.csv`.
pub const VALUES: Table = Table {
    name: "values",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        text("element", key!("field-element")),
        text("value", key!("field-value-shown")),
        FILE,
        SHEET,
        CELL,
        text("note", key!("field-value-note")),
    ],
};

/// `findings.csv`.
pub(super) const FINDINGS: Table = Table {
    name: "findings",
    fields: &[
        text("severity", key!("field-severity")),
        text("rule", key!("field-rule")),
        whole("year", key!("field-finding-year")),
        text("unit", key!("field-finding-unit")),
        FILE,
        SHEET,
        CELL,
        text("element", key!("field-finding-element")),
        text("message", key!("field-message")),
    ],
};

/// `submissions.csv`.
pub(super) const SUBMISSIONS: Table = Table {
    name: "submissions",
    fields: &[
        YEAR,
        UNIT,
        text("unit_name", key!("field-reporter")),
        text("form", key!("field-form")),
        text("status", key!("field-arrival")),
        FILE,
        text("received", key!("field-received")),
        whole("values", key!("field-values-usable")),
        whole("expected", key!("field-values-due")),
    ],
};

/// `revisions.csv`.
pub(super) const REVISIONS: Table = Table {
    name: "revisions",
    fields: &[
        YEAR,
        text("unit", key!("field-revision-unit")),
        text("form", key!("field-form")),
        text("element", key!("field-element")),
        text("old_value", key!("field-revision-old")),
        text("new_value", key!("field-revision-new")),
        text("old_file", key!("field-revision-old-file")),
        text("old_cell", key!("field-revision-old-cell")),
        text("new_file", key!("field-revision-new-file")),
        text("new_cell", key!("field-revision-new-cell")),
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
        whole("returns", key!("field-returns")),
        whole("returns_of", key!("field-returns-of")),
        whole("figures", key!("field-figures")),
        whole("figures_of", key!("field-figures-of")),
        whole("timeliness", key!("field-timeliness")),
        whole("timeliness_of", key!("field-timeliness-of")),
        whole("consistency", key!("field-consistency")),
        whole("consistency_of", key!("field-consistency-of")),
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
        text("parent", key!("field-parent")),
        text("kind", key!("field-unit-kind")),
        text("ownership", key!("field-ownership")),
        flag("regional_centre", key!("field-regional-centre")),
    ],
};

/// The columns of the values in Parquet, typed.
pub(super) const TYPED_VALUES: Table = Table {
    name: "values",
    fields: &[
        YEAR,
        UNIT,
        UNIT_NAME,
        text("element", key!("field-element")),
        whole("entry", key!("field-entry")),
        whole("count", key!("field-count")),
        flag("yes", key!("field-yes")),
        text("choice", key!("field-choice")),
        whole("rank", key!("field-rank")),
        flag("built", key!("field-built")),
        flag("shareable", key!("field-shareable")),
        flag("not_applicable", key!("field-not-applicable")),
        flag("masked", key!("field-masked")),
        FILE,
        SHEET,
        CELL,
        text("note", key!("field-value-note")),
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
