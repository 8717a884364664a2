//! The CSV tables.

use crate::assess::{Assessment, Upper};
use crate::catalogue::Catalogue;
use crate::exact::Fraction;
use crate::registry::Registry;

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
        unit.code.clone(),
        unit.name.clone(),
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
