//! The long tables in Parquet, for engines that take over where a spreadsheet ends: typed,
//! partitioned by year, written a group of rows at a time.

use std::io::Write;
use std::ops::Range;

use anyhow::{Context as _, Result};
use polars::prelude::{Column, DataFrame, ParquetCompression, ParquetWriter, Schema};

use super::fields::{self, Field, Kind};
use super::{plain, remark};
use crate::assess::Assessment;
use crate::exact::Fraction;
use crate::report::publish::Sink;
use crate::results::{Checked, Results};
use crate::value::{DataValue, Value};

/// Rows that are held at a time, and lie together in the file.
const GROUP: usize = 1 << 16;

/// The cells of one column.
enum Cells<'a> {
    Whole(Vec<Option<i64>>),
    Figure(Vec<Option<f64>>),
    Flag(Vec<Option<bool>>),
    Text(Vec<Option<std::borrow::Cow<'a, str>>>),
}

/// Rows by column.
struct Columns<'a> {
    fields: Vec<&'static Field>,
    cells: Vec<Cells<'a>>,
    at: usize,
    rows: usize,
}

impl<'a> Columns<'a> {
    fn new(fields: impl Iterator<Item = &'static Field>, rows: usize) -> Self {
        let fields: Vec<&Field> = fields.collect();
        let cells = fields.iter().map(|field| match field.kind {
            Kind::Whole => Cells::Whole(Vec::with_capacity(rows)),
            Kind::Figure => Cells::Figure(Vec::with_capacity(rows)),
            Kind::Flag => Cells::Flag(Vec::with_capacity(rows)),
            Kind::Text => Cells::Text(Vec::with_capacity(rows)),
        });
        Self { cells: cells.collect(), fields, at: 0, rows: 0 }
    }

    fn next(&mut self) -> Option<&mut Cells<'a>> {
        self.at += 1;
        self.cells.get_mut(self.at - 1)
    }

    fn whole(&mut self, number: Option<impl Into<i64>>) -> &mut Self {
        if let Some(Cells::Whole(cells)) = self.next() {
            cells.push(number.map(Into::into));
        }
        self
    }

    /// The nearest binary number; whoever compares with a target uses numerator and denominator.
    fn figure(&mut self, figure: Option<Fraction>) -> &mut Self {
        if let Some(Cells::Figure(cells)) = self.next() {
            cells.push(figure.map(Fraction::approximate));
        }
        self
    }

    fn flag(&mut self, flag: Option<bool>) -> &mut Self {
        if let Some(Cells::Flag(cells)) = self.next() {
            cells.push(flag);
        }
        self
    }

    fn text(&mut self, text: impl Into<std::borrow::Cow<'a, str>>) -> &mut Self {
        if let Some(Cells::Text(cells)) = self.next() {
            let text = text.into();
            cells.push((!text.is_empty()).then_some(text));
        }
        self
    }

    fn end(&mut self) {
        self.at = 0;
        self.rows += 1;
    }

    fn frame(self) -> Result<DataFrame> {
        let column = |(field, cells): (&Field, Cells<'_>)| match cells {
            Cells::Whole(cells) => Column::new(field.name.into(), cells),
            Cells::Figure(cells) => Column::new(field.name.into(), cells),
            Cells::Flag(cells) => Column::new(field.name.into(), cells),
            Cells::Text(cells) => {
                let texts: Vec<Option<&str>> = cells.iter().map(Option::as_deref).collect();
                Column::new(field.name.into(), texts)
            }
        };
        let columns = self.fields.into_iter().zip(self.cells).map(column).collect();
        Ok(DataFrame::new(self.rows, columns)?)
    }
}

/// Writes groups of rows as one file.
fn write<'a>(
    sink: &dyn Sink,
    name: &str,
    rows: impl Iterator<Item = Range<usize>>,
    group: impl Fn(Range<usize>) -> Columns<'a>,
) -> Result<()> {
    let mut out = sink.open(name)?;
    write_groups(&mut *out, rows, group).and_then(|()| out.close()).with_context(|| name.to_owned())
}

fn write_groups<'a>(
    to: &mut dyn Write,
    rows: impl Iterator<Item = Range<usize>>,
    group: impl Fn(Range<usize>) -> Columns<'a>,
) -> Result<()> {
    let mut writer = None;
    let mut to = Some(to);
    for rows in rows {
        let frame = group(rows).frame()?;
        if writer.is_none() {
            let to = to.take().context("one file has one writer")?;
            let schema: Schema = (**frame.schema()).clone();
            // Snappy is what every engine reads. Columns are not encoded in parallel: that would be
            // on threads of another pool, while this one waits and takes on other work.
            let fresh = ParquetWriter::new(to).with_compression(ParquetCompression::Snappy);
            let fresh = fresh.set_parallel(false);
            writer = Some(fresh.batched(&schema)?);
        }
        if let Some(writer) = &mut writer {
            writer.write_batch(&frame)?;
        }
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    Ok(())
}

/// Ranges of rows to be held at a time; one that is empty where there are none, since a file
/// has a schema all the same.
fn groups(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    let first = rows.is_empty().then_some(rows.clone());
    first.into_iter().chain(rows.step_by(GROUP).map(move |at| at..end.min(at + GROUP)))
}

/// Writes the assessments of all years as one file.
///
/// # Errors
/// What the sink refuses.
pub fn write_results_parquet(results: &Results, sink: &dyn Sink) -> Result<()> {
    write(sink, fields::RESULTS, groups(0..results.assessments.len()), |rows| {
        let mut columns = Columns::new(fields::ASSESSMENTS.fields.iter(), rows.len());
        for row in results.assessments.slice(&results.checked.catalogue, rows) {
            columns.whole(Some(row.year));
            assessment(&results.checked, &row, &mut columns);
        }
        columns
    })
}

/// Writes the assessments of a year.
///
/// # Errors
/// What the sink refuses.
pub fn write_assessments_parquet(results: &Results, year: i32, sink: &dyn Sink) -> Result<()> {
    let rows = results.assessments.rows_of(year);
    write(sink, &fields::assessments_of(year), groups(rows), |rows| {
        let mut columns = Columns::new(fields::without_year(&fields::ASSESSMENTS), rows.len());
        for row in results.assessments.slice(&results.checked.catalogue, rows) {
            assessment(&results.checked, &row, &mut columns);
        }
        columns
    })
}

/// All columns of `assessments.csv` but the year.
fn assessment<'a>(checked: &'a Checked, row: &Assessment, columns: &mut Columns<'a>) {
    let indicator = checked.catalogue.indicator(row.indicator);
    let unit = checked.registry.unit(row.unit);
    let measured = row.measured.as_ref();
    let (lower, upper) = row.bounds();
    columns.text(&checked.catalogue.plan_of(indicator).id).text(&indicator.id).text(row.level.word());
    columns.text(plain(&unit.code)).text(plain(&unit.name));
    columns.whole(measured.map(|m| m.numerator)).whole(measured.and_then(|m| m.denominator));
    columns.figure(measured.and_then(|m| m.value)).figure(lower).figure(upper);
    columns.text(row.comparator.word());
    columns.figure(row.target.map(|t| t.value)).whole(row.target.map(|t| t.due));
    columns.figure(row.expected).text(row.status.word());
    columns.flag(Some(measured.is_some_and(|m| m.provisional)));
    columns.figure(row.gap).whole(row.shortfall);
    columns.whole(Some(row.reported)).whole(Some(row.due_to_report)).figure(row.percent_of_change);
    columns.text(row.remarks()).end();
}

/// Writes the values of a year.
///
/// # Errors
/// What the sink refuses.
pub fn write_values_parquet(checked: &Checked, year: i32, sink: &dyn Sink) -> Result<()> {
    let values = checked.values.of_year(year);
    write(sink, &fields::values_of(year), groups(0..values.len()), |rows| {
        let mut columns = Columns::new(fields::without_year(&fields::TYPED_VALUES), rows.len());
        for row in values.get(rows).unwrap_or_default() {
            value(checked, row, &mut columns);
        }
        columns
    })
}

fn value<'a>(checked: &'a Checked, row: &'a DataValue, columns: &mut Columns<'a>) {
    let catalogue = &checked.catalogue;
    let unit = checked.registry.unit(row.key.unit);
    let centres = &catalogue.centres;
    let centre =
        centres.entries.get(usize::from(row.key.entry)).filter(|_| row.key.element == centres.element);
    let (count, yes, rank) = match row.value {
        Value::Count(count) => (Some(count), None, None),
        Value::YesNo(word) => (None, Some(word), None),
        Value::Choice(rank) => (None, None, Some(rank)),
        Value::NotApplicable | Value::Masked => (None, None, None),
    };
    let choice = rank.map(|_| catalogue.shown(row.key.element, row.value)).unwrap_or_default();
    let built = centre.zip(rank).map(|(centre, rank)| centres.is_built(centre, rank));
    columns.text(plain(&unit.code)).text(plain(&unit.name)).text(&catalogue.element(row.key.element).id);
    columns.whole(Some(row.key.entry)).whole(count).flag(yes).text(choice).whole(rank);
    columns.flag(built).flag(centre.map(|centre| centre.shareable));
    columns.flag(Some(row.value == Value::NotApplicable)).flag(Some(row.value == Value::Masked));
    columns.text(plain(&row.place.file)).text(plain(&row.place.sheet)).text(row.place.a1());
    columns.text(plain(&remark(checked, row)).into_owned()).end();
}
