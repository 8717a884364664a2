//! What became of a plan's targets, as a table.

use anyhow::Result;

use super::csv::write;
use super::fields::{Books, Table, figure, indicator, level, unit, whole, word};
use crate::assess::{Assessment, FinalClass, class};
use crate::messages::Messages;
use crate::report::publish::Sink;
use crate::results::Results;

/// `evaluation.csv`.
pub const EVALUATION: Table<Assessment> = Table {
    name: "evaluation",
    fields: &[
        indicator(|of, row| &of.indicator(row.indicator).id),
        level(|_, row| row.level.word()),
        unit(|of, row| &of.unit(row.unit).code),
        figure("baseline", key!("field-baseline"), |_, row| row.baseline),
        figure("target", key!("field-target"), |_, row| Some(row.target?.value)),
        whole("due", key!("field-due"), |_, row| Some(row.target?.due.into())),
        figure("final", key!("field-final"), |_, row| row.measured?.value),
        word("status", key!("field-status"), |_, row| row.status().word()),
        figure("percent_of_change", key!("field-percent-of-change"), |_, row| row.percent_of_change),
        word("class", key!("field-class"), |of, row| {
            class(row, of.catalogue.evaluation).map_or("", FinalClass::word)
        }),
        word("continues_as", key!("field-continues-as"), |of, row| {
            let successor = of.catalogue.successor(&of.indicator(row.indicator).id);
            successor.map_or("", |(later, _)| &later.id)
        }),
    ],
};

/// Writes `evaluation.csv`: every row of a plan in the report's year, which is its last.
///
/// # Errors
/// What the sink refuses.
pub fn write_evaluation(results: &Results, messages: &Messages, plan: usize, sink: &dyn Sink) -> Result<()> {
    let of = Books::of(&results.checked, messages);
    let is_own = |row: &Assessment| of.indicator(row.indicator).plan == plan;
    let rows: Vec<Assessment> = results.of_year().filter(is_own).collect();
    write(sink, of, &EVALUATION, &rows)
}
