//! What was judged: assessments, what they hang on, what each unit brought.

use std::collections::BTreeMap;

use anyhow::Result;

use super::csv::{Lines, Parts, ROWS, write_parts};
use super::fields::{
    Books, Table, cell, count, figure, file, flag, indicator, level, made_word, text, unit, unit_name, whole,
    word, year,
};
use crate::assess::{Assessment, Cause, Compared, Direction, Doubt, Hanging, Piece, compare, splits};
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::messages::Messages;
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::report::publish::Sink;
use crate::results::Results;
use crate::value::Place;

/// `assessments.csv`, and the same in Parquet.
pub const ASSESSMENTS: Table<Assessment> = Table {
    name: "assessments",
    fields: &[
        year(|_, row| Some(row.year.into())),
        word("plan", key!("field-plan"), |of, row| &of.catalogue.plan_of(of.indicator(row.indicator)).id),
        indicator(|of, row| &of.indicator(row.indicator).id),
        level(|_, row| row.level.word()),
        unit(|of, row| &of.unit(row.unit).code),
        unit_name(|of, row| &of.unit(row.unit).name),
        whole("numerator", key!("field-numerator"), |_, row| Some(row.measured.as_ref()?.numerator)),
        whole("denominator", key!("field-denominator"), |_, row| row.measured.as_ref()?.denominator),
        figure("value", key!("field-value"), |_, row| row.measured.as_ref()?.value),
        figure("lower", key!("field-lower"), |_, row| row.bounds().0),
        figure("upper", key!("field-upper"), |_, row| row.bounds().1),
        word("comparator", key!("field-comparator"), |_, row| row.comparator.word()),
        figure("target", key!("field-target"), |_, row| Some(row.target.as_ref()?.value)),
        whole("due", key!("field-due"), |_, row| Some(row.target.as_ref()?.due.into())),
        figure("expected", key!("field-expected"), |_, row| row.expected),
        word("status", key!("field-status"), |_, row| row.status().word()),
        flag("provisional", key!("field-provisional"), |_, row| {
            Some(row.measured.as_ref().is_some_and(|measured| measured.provisional))
        }),
        figure("gap", key!("field-gap"), |_, row| row.gap),
        whole("shortfall", key!("field-shortfall"), |_, row| row.shortfall),
        whole("reported", key!("field-reported"), |_, row| Some(row.reported)),
        whole("due_to_report", key!("field-due-to-report"), |_, row| Some(row.due_to_report)),
        figure("percent_of_change", key!("field-percent-of-change"), |_, row| row.percent_of_change),
        made_word("note", key!("field-note"), |_, row| row.remarks()),
    ],
};

/// What a unit brought to a split gap.
pub(super) struct Brought {
    year: i32,
    indicator: IndicatorIx,
    level: Level,
    whole: Fraction,
    piece: Piece,
    /// What it adds where it is among the fewest that close the gap.
    closes: Option<i64>,
}

/// `contributions.csv`.
pub(super) const CONTRIBUTIONS: Table<Brought> = Table {
    name: "contributions",
    fields: &[
        year(|_, row| Some(row.year.into())),
        indicator(|of, row| &of.indicator(row.indicator).id),
        level(|_, row| row.level.word()),
        unit(|of, row| &of.unit(row.piece.unit).code),
        unit_name(|of, row| &of.unit(row.piece.unit).name),
        whole("numerator", key!("field-numerator"), |_, row| Some(row.piece.numerator)),
        whole("denominator", key!("field-part-denominator"), |_, row| Some(row.piece.denominator)),
        figure("part", key!("field-part"), |_, row| row.piece.part),
        figure("whole", key!("field-whole"), |_, row| Some(row.whole)),
        whole("must_add", key!("field-must-add"), |_, row| Some(row.piece.must_add)),
        whole("closes", key!("field-closes"), |_, row| row.closes),
    ],
};

/// A verdict that hangs in a year, and the cell of the figure that it hangs on.
pub(super) struct Hung {
    year: i32,
    own: Hanging,
    place: Option<Place>,
}

/// `hanging.csv`.
pub(super) const HANGING: Table<Hung> = Table {
    name: "hanging",
    fields: &[
        year(|_, row| Some(row.year.into())),
        indicator(|of, row| &of.indicator(row.own.indicator).id),
        level(|_, row| row.own.level.word()),
        unit(|of, row| &of.unit(row.own.unit).code),
        word("status", key!("field-status"), |_, row| row.own.status.word()),
        word("cause", key!("field-cause"), |_, row| match row.own.cause {
            Cause::Suspect(..) => "suspect",
            Cause::Best(_) | Cause::Worst(_) => "missing",
        }),
        text("cause_unit", key!("field-cause-unit"), |of, row| &of.unit(row.own.cause.unit()).code),
        word("element", key!("field-cause-element"), |of, row| match row.own.cause {
            Cause::Suspect(key, _) => &of.element(key.element).id,
            Cause::Best(_) | Cause::Worst(_) => "",
        }),
        file(|_, row| row.place.as_ref().map_or("", |place| &place.file)),
        cell(|_, row| row.place.as_ref().map(Place::a1).unwrap_or_default()),
        made_word("then", key!("field-then"), |_, row| match row.own.cause {
            Cause::Suspect(_, then) => then.to_string(),
            Cause::Best(_) => "best".to_owned(),
            Cause::Worst(_) => "worst".to_owned(),
        }),
        word("then_status", key!("field-then-status"), |_, row| row.own.then.word()),
    ],
};

/// `compare.csv`.
pub(super) const COMPARE: Table<Compared> = Table {
    name: "compare",
    fields: &[
        indicator(|of, row| &of.indicator(row.indicator).id),
        level(|_, row| row.level.word()),
        unit(|of, row| &of.unit(row.unit).code),
        whole("before", key!("field-before"), |_, row| Some((row.year - 1).into())),
        whole("after", key!("field-after"), |_, row| Some(row.year.into())),
        figure("value_before", key!("field-value-before"), |_, row| Some(row.change.as_ref()?.before)),
        figure("value_after", key!("field-value-after"), |_, row| Some(row.change.as_ref()?.now)),
        whole("units", key!("field-same-units"), |_, row| row.units.and_then(count)),
        word("direction", key!("field-direction"), |_, row| match row.change {
            Some(_) => row.direction.map_or("", Direction::word),
            None => "not-comparable",
        }),
        word("cause", key!("field-doubt"), |_, row| row.doubt.map_or("", Doubt::word)),
    ],
};

/// For indicators, each of which has a row for every unit.
const INDICATORS_AT_ONCE: Parts = Parts { rows: 1, held: 4 };

/// Writes `assessments.csv`: counts as digits, figures whole or with ten decimals, empty where
/// there is nothing to say.
///
/// # Errors
/// What the sink refuses.
pub fn write_assessments(results: &Results, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let (of, all) = (Books::of(&results.checked, messages), &results.assessments);
    write_parts(sink, of, &ASSESSMENTS, (all.len(), ROWS), |part| all.slice(of.catalogue, part))
}

/// The lines of assessments in `assessments.csv`, without a head.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn assessment_lines<'a>(
    of: Books<'_>,
    rows: impl IntoIterator<Item = &'a Assessment>,
) -> Result<Vec<u8>> {
    let mut lines = Lines::new();
    rows.into_iter().for_each(|row| lines.row(of, &ASSESSMENTS, row));
    lines.bytes()
}

/// The verdicts of the report's year that hang on something.
///
/// # Errors
/// What the sink refuses.
pub fn write_hanging(results: &Results, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let Checked { values, year, .. } = &results.checked;
    let hung = |own: &Hanging| {
        let place = match own.cause {
            Cause::Suspect(key, _) => values.get(key).map(|value| value.place.clone()),
            Cause::Best(_) | Cause::Worst(_) => None,
        };
        Hung { year: *year, own: *own, place }
    };
    let of = Books::of(&results.checked, messages);
    write_parts(sink, of, &HANGING, (results.hanging.len(), ROWS), |part| {
        results.hanging.get(part).unwrap_or_default().iter().map(hung)
    })
}

/// Where the gaps of the report's year sit.
///
/// # Errors
/// What the sink refuses.
pub fn write_contributions(results: &Results, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let (of, year) = (Books::of(&results.checked, messages), results.checked.year);
    let brought = |indicator: IndicatorIx| {
        let splits = splits(of.catalogue, of.registry, &results.totals, indicator, year);
        splits.into_iter().flat_map(move |split| {
            let closing: BTreeMap<UnitIx, i64> = split.closing.into_iter().collect();
            let (level, whole) = (split.level, split.whole);
            split.pieces.into_iter().map(move |piece| {
                let closes = closing.get(&piece.unit).copied();
                Brought { year, indicator, level, whole, piece, closes }
            })
        })
    };
    let indicators: Vec<IndicatorIx> = of.catalogue.indicators_of(year).map(|(ix, _)| ix).collect();
    write_parts(sink, of, &CONTRIBUTIONS, (indicators.len(), INDICATORS_AT_ONCE), |part| {
        indicators.get(part).unwrap_or_default().iter().copied().flat_map(brought)
    })
}

/// What moved between the year before and the report's year, over the same units.
///
/// # Errors
/// What the sink refuses.
pub fn write_compare(results: &Results, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let Results { checked, assessments, .. } = results;
    let (of, year) = (Books::of(checked, messages), checked.year);
    let suspected = checked.resting_on_suspects();
    let indicators: Vec<IndicatorIx> = of.catalogue.indicators_of(year).map(|(ix, _)| ix).collect();
    write_parts(sink, of, &COMPARE, (indicators.len(), INDICATORS_AT_ONCE), |part| {
        let own = indicators.get(part).unwrap_or_default().iter();
        own.flat_map(|ix| compare(checked.source(), assessments, &suspected, (*ix, year))).collect::<Vec<_>>()
    })
}
