//! The long tables in Parquet, for engines that take over where a spreadsheet ends: typed,
//! partitioned by year, written a group of rows at a time.

use std::io::Write;
use std::ops::Range;

use anyhow::{Context as _, Result};
use polars::prelude::{
    BatchedWriter, BooleanChunkedBuilder, ChunkedBuilder as _, Column, DataFrame, Float64Type, Int64Type,
    IntoColumn as _, ParquetCompression, ParquetWriter, PrimitiveChunkedBuilder, Schema,
    StringChunkedBuilder,
};

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
enum Cells {
    Whole(PrimitiveChunkedBuilder<Int64Type>),
    Figure(PrimitiveChunkedBuilder<Float64Type>),
    Flag(BooleanChunkedBuilder),
    Text(StringChunkedBuilder),
}

/// Rows by column.
struct Columns {
    cells: Vec<Cells>,
    at: usize,
    rows: usize,
}

impl Columns {
    fn new(fields: impl Iterator<Item = &'static Field>, rows: usize) -> Self {
        let cells = fields.map(|field| {
            let name = field.name.into();
            match field.kind {
                Kind::Whole => Cells::Whole(PrimitiveChunkedBuilder::new(name, rows)),
                Kind::Figure => Cells::Figure(PrimitiveChunkedBuilder::new(name, rows)),
                Kind::Flag => Cells::Flag(BooleanChunkedBuilder::new(name, rows)),
                Kind::Text => Cells::Text(StringChunkedBuilder::new(name, rows)),
            }
        });
        Self { cells: cells.collect(), at: 0, rows: 0 }
    }

    fn next(&mut self) -> Option<&mut Cells> {
        self.at += 1;
        self.cells.get_mut(self.at - 1)
    }

    fn whole(&mut self, number: Option<impl Into<i64>>) -> &mut Self {
        if let Some(Cells::Whole(cells)) = self.next() {
            cells.append_option(number.map(Into::into));
        }
        self
    }

    /// The nearest binary number; whoever compares with a target uses numerator and denominator.
    fn figure(&mut self, figure: Option<Fraction>) -> &mut Self {
        if let Some(Cells::Figure(cells)) = self.next() {
            cells.append_option(figure.map(Fraction::approximate));
        }
        self
    }

    fn flag(&mut self, flag: Option<bool>) -> &mut Self {
        if let Some(Cells::Flag(cells)) = self.next() {
            cells.append_option(flag);
        }
        self
    }

    fn text(&mut self, text: impl AsRef<str>) -> &mut Self {
        if let Some(Cells::Text(cells)) = self.next() {
            cells.append_option(Some(text).filter(|text| !text.as_ref().is_empty()));
        }
        self
    }

    fn end(&mut self) {
        self.at = 0;
        self.rows += 1;
    }

    fn frame(self) -> Result<DataFrame> {
        let column = |cells| match cells {
            Cells::Whole(cells) => cells.finish().into_column(),
            Cells::Figure(cells) => cells.finish().into_column(),
            Cells::Flag(cells) => cells.finish().into_column(),
            Cells::Text(cells) => cells.finish().into_column(),
        };
        Ok(DataFrame::new(self.rows, self.cells.into_iter().map(column).collect())?)
    }
}

/// A file that is written a group of rows at a time.
struct Groups<'a> {
    to: Option<&'a mut dyn Write>,
    writer: Option<BatchedWriter<&'a mut dyn Write>>,
}

impl<'a> Groups<'a> {
    fn new(to: &'a mut dyn Write) -> Self {
        Self { to: Some(to), writer: None }
    }

    fn write(&mut self, frame: &DataFrame) -> Result<()> {
        if let Some(to) = self.to.take() {
            let schema: Schema = (**frame.schema()).clone();
            // Snappy is what every engine reads. Columns are not encoded in parallel: that would be
            // on threads of another pool, while this one waits and takes on other work.
            let fresh = ParquetWriter::new(to).with_compression(ParquetCompression::Snappy);
            self.writer = Some(fresh.set_parallel(false).batched(&schema)?);
        }
        self.writer.as_mut().context("the first group opens the file")?.write_batch(frame)?;
        Ok(())
    }

    fn finish(self) -> Result<()> {
        if let Some(writer) = self.writer {
            writer.finish()?;
        }
        Ok(())
    }
}

/// Ranges of rows to be held at a time; one that is empty where there are none, since a file
/// has a schema all the same.
fn groups(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    let first = rows.is_empty().then_some(rows.clone());
    first.into_iter().chain(rows.step_by(GROUP).map(move |at| at..end.min(at + GROUP)))
}

/// Writes the assessments, those of all years as one file and those of each year as another: a
/// row is worked out once for both.
///
/// # Errors
/// What the sink refuses.
pub fn write_assessments_parquet(results: &Results, years: &[i32], sink: &dyn Sink) -> Result<()> {
    let checked = &results.checked;
    let mut out = sink.open(fields::RESULTS)?;
    let mut whole = Groups::new(&mut *out);
    for &year in years {
        let name = fields::assessments_of(year);
        let mut out = sink.open(&name)?;
        let mut own = Groups::new(&mut *out);
        for rows in groups(results.assessments.rows_of(year)) {
            let mut columns = Columns::new(fields::without_year(&fields::ASSESSMENTS), rows.len());
            for row in results.assessments.slice(&checked.catalogue, rows) {
                assessment(checked, &row, &mut columns);
            }
            let mut frame = columns.frame()?;
            own.write(&frame).with_context(|| name.clone())?;
            let year = vec![i64::from(year); frame.height()];
            frame.insert_column(0, Column::new(fields::YEAR.name.into(), year))?;
            whole.write(&frame).context(fields::RESULTS)?;
        }
        own.finish().and_then(|()| out.close()).with_context(|| name)?;
    }
    whole.finish().and_then(|()| out.close()).context(fields::RESULTS)
}

/// All columns of `assessments.csv` but the year.
fn assessment(checked: &Checked, row: &Assessment, columns: &mut Columns) {
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
    let name = fields::values_of(year);
    let mut out = sink.open(&name)?;
    let mut own = Groups::new(&mut *out);
    for rows in groups(0..values.len()) {
        let mut columns = Columns::new(fields::without_year(&fields::TYPED_VALUES), rows.len());
        for row in values.get(rows).unwrap_or_default() {
            value(checked, row, &mut columns);
        }
        own.write(&columns.frame()?).with_context(|| name.clone())?;
    }
    own.finish().and_then(|()| out.close()).with_context(|| name)
}

fn value(checked: &Checked, row: &DataValue, columns: &mut Columns) {
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
    columns.text(plain(&remark(checked, row))).end();
}
