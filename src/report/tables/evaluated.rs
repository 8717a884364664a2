//! What became of a plan's targets, as a table.

use anyhow::Result;

use super::{EVALUATION, write};
use crate::assess::{Assessment, FinalClass, class};
use crate::report::publish::Sink;
use crate::results::Results;

/// Writes `evaluation.csv`: every row of a plan in the report's year, which is its last.
///
/// # Errors
/// What the sink refuses.
pub fn write_evaluation(results: &Results, plan: usize, sink: &dyn Sink) -> Result<()> {
    let (catalogue, registry) = (&results.checked.catalogue, &results.checked.registry);
    let is_own = |row: &Assessment| catalogue.indicator(row.indicator).plan == plan;
    let rows: Vec<Assessment> = results.of_year().filter(is_own).collect();
    write(sink, &EVALUATION, rows.len(), |at, lines| {
        let Some(row) = rows.get(at) else { return };
        let indicator = catalogue.indicator(row.indicator);
        lines.word(&indicator.id).word(row.level.word()).text(&registry.unit(row.unit).code);
        lines.shown(row.baseline).shown(row.target.map(|target| target.value));
        lines.whole(row.target.map(|target| target.due));
        lines.shown(row.measured.and_then(|measured| measured.value)).word(row.status().word());
        lines.shown(row.percent_of_change);
        lines.word(class(row, catalogue.evaluation).map_or("", FinalClass::word));
        lines.word(catalogue.successor(&indicator.id).map_or("", |(later, _)| &later.id)).end();
    })
}
