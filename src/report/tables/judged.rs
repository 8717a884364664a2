//! What was judged: assessments, what they hang on, what each unit brought.

use std::collections::BTreeMap;

use anyhow::Result;

use super::csv::{Lines, Parts, ROWS, write_parts};
use super::fields;
use super::write;
use crate::assess::{Assessment, Cause, Upper, splits};
use crate::catalogue::Catalogue;
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::model::UnitIx;
use crate::registry::Registry;
use crate::report::publish::Sink;
use crate::results::Results;
use crate::value::Place;

/// For indicators, each of which has a row for every unit.
const INDICATORS_AT_ONCE: Parts = Parts { rows: 1, held: 4 };

/// Writes `assessments.csv`: counts as digits, figures whole or with ten decimals, empty where
/// there is nothing to say.
///
/// # Errors
/// What the sink refuses.
pub fn write_assessments(results: &Results, sink: &dyn Sink) -> Result<()> {
    let Checked { catalogue, registry, .. } = &results.checked;
    write_parts(sink, &fields::ASSESSMENTS, results.assessments.len(), ROWS, |part, lines| {
        for row in results.assessments.slice(catalogue, part) {
            assessment(catalogue, registry, &row, lines);
        }
    })
}

/// The lines of assessments in `assessments.csv`, without a head.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn assessment_lines<'a>(
    catalogue: &Catalogue,
    registry: &Registry,
    rows: impl IntoIterator<Item = &'a Assessment>,
) -> Result<Vec<u8>> {
    let mut lines = Lines::new(fields::ASSESSMENTS.fields.len());
    for row in rows {
        assessment(catalogue, registry, row, &mut lines);
    }
    lines.bytes()
}

fn assessment(catalogue: &Catalogue, registry: &Registry, row: &Assessment, lines: &mut Lines) {
    let indicator = catalogue.indicator(row.indicator);
    let unit = registry.unit(row.unit);
    let measured = row.measured.as_ref();
    let (lower, upper) = row.bounds();
    lines.whole(Some(row.year)).word(&catalogue.plan_of(indicator).id).word(&indicator.id);
    lines.word(row.level.word()).text(&unit.code).text(&unit.name);
    lines.whole(measured.map(|m| m.numerator)).whole(measured.and_then(|m| m.denominator));
    lines.shown(measured.and_then(|m| m.value));
    // Of a full count all three are the same.
    for bound in [lower, upper] {
        if bound.is_some() && bound == measured.and_then(|m| m.value) {
            lines.again();
        } else {
            lines.shown(bound);
        }
    }
    lines.word(row.comparator.word());
    lines.shown(row.target.map(|t| t.value)).whole(row.target.map(|t| t.due));
    lines.shown(row.expected).word(row.status().word());
    lines.shown(Some(measured.is_some_and(|m| m.provisional)));
    lines.shown(row.gap).whole(row.shortfall);
    lines.whole(Some(row.reported)).whole(Some(row.due_to_report)).shown(row.percent_of_change);
    lines.word(&row.remarks()).end();
}

impl Assessment {
    /// The worst and the best that the value can still be. A provisional ratio is judged by its
    /// value and has no bounds.
    #[must_use]
    pub fn bounds(&self) -> (Option<Fraction>, Option<Fraction>) {
        let Some(measured) = self.measured.as_ref().filter(|m| !m.provisional) else { return (None, None) };
        let upper = match measured.upper {
            Upper::At(upper) => Some(upper),
            Upper::Open => None,
        };
        (Some(measured.lower), upper)
    }

    /// What else there is to say, as the tables say it.
    #[must_use]
    pub fn remarks(&self) -> String {
        self.notes.iter().map(|note| note.word()).collect::<Vec<_>>().join("|")
    }
}

/// The verdicts of the report's year that hang on something.
///
/// # Errors
/// What the sink refuses.
pub fn write_hanging(results: &Results, sink: &dyn Sink) -> Result<()> {
    let Checked { catalogue, registry, values, year, .. } = &results.checked;
    write(sink, &fields::HANGING, results.hanging.len(), |at, lines| {
        let Some(one) = results.hanging.get(at) else { return };
        let code = |unit| registry.unit(unit).code.as_str();
        lines.whole(Some(*year)).word(&catalogue.indicator(one.indicator).id).word(one.level.word());
        lines.text(code(one.unit)).word(one.status.word());
        match one.cause {
            Cause::Suspect(key, then) => {
                let place = values.get(key).map(|value| &value.place);
                lines.word("suspect").text(code(key.unit)).word(&catalogue.element(key.element).id);
                lines.text(place.map_or("", |place| &place.file));
                lines.text(&place.map(Place::a1).unwrap_or_default()).whole(Some(then));
            }
            Cause::Best(unit) | Cause::Worst(unit) => {
                let then = if matches!(one.cause, Cause::Best(_)) { "best" } else { "worst" };
                lines.word("missing").text(code(unit)).word("").word("").word("").word(then);
            }
        }
        lines.word(one.then.word()).end();
    })
}

/// Where the gaps of the report's year sit.
///
/// # Errors
/// What the sink refuses.
pub fn write_contributions(results: &Results, sink: &dyn Sink) -> Result<()> {
    let Checked { catalogue, registry, year, .. } = &results.checked;
    let indicators: Vec<_> = catalogue.indicators_of(*year).collect();
    write_parts(sink, &fields::CONTRIBUTIONS, indicators.len(), INDICATORS_AT_ONCE, |part, lines| {
        for (ix, indicator) in indicators.get(part).unwrap_or_default() {
            for split in splits(catalogue, registry, &results.totals, *ix, *year) {
                let closing: BTreeMap<UnitIx, i64> = split.closing.iter().copied().collect();
                for piece in &split.pieces {
                    let unit = registry.unit(piece.unit);
                    lines.whole(Some(*year)).word(&indicator.id).word(split.level.word());
                    lines.text(&unit.code).text(&unit.name);
                    lines.whole(Some(piece.numerator)).whole(Some(piece.denominator)).shown(piece.part);
                    lines.shown(Some(split.whole)).whole(Some(piece.must_add));
                    lines.whole(closing.get(&piece.unit).copied()).end();
                }
            }
        }
    })
}
