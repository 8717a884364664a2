//! The long tables in Parquet, for engines that take over where a spreadsheet ends: typed,
//! partitioned by year, written a group of rows at a time.

use std::io::Write;
use std::ops::Range;

use anyhow::{Context as _, Result};
use polars_arrow::array::{
    Array, BooleanArray, MutableBinaryViewArray, MutableBooleanArray, MutablePrimitiveArray, PrimitiveArray,
    Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field as ArrowField};
use polars_arrow::record_batch::RecordBatchT;
use polars_parquet::write::{
    CompressionOptions, FileWriter, StatisticsOptions, Version, WriteOptions, get_dtype_encoding,
    row_group_iter,
};

use super::csv::plain;
use super::fields::{self, Field, Kind};
use super::returned::remark;
use crate::assess::Assessment;
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::report::publish::Sink;
use crate::results::Results;
use crate::value::{DataValue, Value};

/// Rows that are held at a time, and lie together in the file.
const GROUP: usize = 1 << 16;

/// The cells of one column.
enum Cells {
    Whole(MutablePrimitiveArray<i64>),
    Figure(MutablePrimitiveArray<f64>),
    Flag(MutableBooleanArray),
    Text(MutableBinaryViewArray<str>),
}

/// Rows by column.
struct Columns {
    cells: Vec<Cells>,
    at: usize,
    rows: usize,
}

impl Columns {
    fn new(fields: impl Iterator<Item = &'static Field>, rows: usize) -> Self {
        let cells = fields.map(|field| match field.kind {
            Kind::Whole => Cells::Whole(MutablePrimitiveArray::with_capacity(rows)),
            Kind::Figure => Cells::Figure(MutablePrimitiveArray::with_capacity(rows)),
            Kind::Flag => Cells::Flag(MutableBooleanArray::with_capacity(rows)),
            Kind::Text => Cells::Text(MutableBinaryViewArray::with_capacity(rows)),
        });
        Self { cells: cells.collect(), at: 0, rows: 0 }
    }

    fn next(&mut self) -> Option<&mut Cells> {
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

    fn text(&mut self, text: impl AsRef<str>) -> &mut Self {
        if let Some(Cells::Text(cells)) = self.next() {
            cells.push(Some(text).filter(|text| !text.as_ref().is_empty()));
        }
        self
    }

    fn end(&mut self) {
        self.at = 0;
        self.rows += 1;
    }

    /// The columns, and how many rows they have.
    fn arrays(self) -> (usize, Vec<Box<dyn Array>>) {
        let array = |cells| -> Box<dyn Array> {
            match cells {
                Cells::Whole(cells) => PrimitiveArray::from(cells).boxed(),
                Cells::Figure(cells) => PrimitiveArray::from(cells).boxed(),
                Cells::Flag(cells) => BooleanArray::from(cells).boxed(),
                Cells::Text(cells) => Utf8ViewArray::from(cells).boxed(),
            }
        };
        (self.rows, self.cells.into_iter().map(array).collect())
    }
}

/// Snappy is what every engine reads.
const OPTIONS: WriteOptions = WriteOptions {
    statistics: StatisticsOptions {
        min_value: true,
        max_value: true,
        distinct_count: false,
        null_count: true,
        binary_statistics_truncate_length: None,
    },
    version: Version::V1,
    compression: CompressionOptions::Snappy,
    data_page_size: None,
};

/// A file that is written a group of rows at a time.
struct Groups<'a>(FileWriter<&'a mut dyn Write>);

impl<'a> Groups<'a> {
    fn new(fields: impl Iterator<Item = &'static Field>, to: &'a mut dyn Write) -> Result<Self> {
        let field = |field: &Field| {
            let kind = match field.kind {
                Kind::Whole => ArrowDataType::Int64,
                Kind::Figure => ArrowDataType::Float64,
                Kind::Flag => ArrowDataType::Boolean,
                Kind::Text => ArrowDataType::Utf8View,
            };
            (field.name.into(), ArrowField::new(field.name.into(), kind, true))
        };
        let schema: ArrowSchema = fields.map(field).collect();
        Ok(Self(FileWriter::try_new(to, schema, OPTIONS)?))
    }

    fn write(&mut self, rows: usize, arrays: Vec<Box<dyn Array>>) -> Result<()> {
        if rows > 0 {
            let Self(writer) = self;
            let schema = writer.schema();
            let encodings = schema.iter_values().map(|field| get_dtype_encoding(&field.dtype)).collect();
            let batch = RecordBatchT::try_new(rows, schema.clone().into(), arrays)?;
            let columns = writer.parquet_schema().fields().to_vec();
            writer.write(rows as u64, row_group_iter(batch, encodings, columns, OPTIONS))?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.0.end(None)?;
        Ok(())
    }
}

/// Ranges of rows to be held at a time.
fn groups(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    rows.step_by(GROUP).map(move |at| at..end.min(at + GROUP))
}

/// Writes the assessments, those of all years as one file and those of each year as another: a
/// row is worked out once for both.
///
/// # Errors
/// What the sink refuses.
pub fn write_assessments_parquet(results: &Results, years: &[i32], sink: &dyn Sink) -> Result<()> {
    let checked = &results.checked;
    let mut out = sink.open(fields::RESULTS)?;
    let mut whole = Groups::new(fields::ASSESSMENTS.fields.iter(), &mut *out)?;
    for &year in years {
        let name = fields::assessments_of(year);
        let mut out = sink.open(&name)?;
        let mut own = Groups::new(fields::without_year(&fields::ASSESSMENTS), &mut *out)?;
        for rows in groups(results.assessments.rows_of(year)) {
            let mut columns = Columns::new(fields::without_year(&fields::ASSESSMENTS), rows.len());
            for row in results.assessments.slice(&checked.catalogue, rows) {
                assessment(checked, &row, &mut columns);
            }
            let (rows, mut arrays) = columns.arrays();
            own.write(rows, arrays.clone()).with_context(|| name.clone())?;
            arrays.insert(0, PrimitiveArray::from_vec(vec![i64::from(year); rows]).boxed());
            whole.write(rows, arrays).context(fields::RESULTS)?;
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
    columns.figure(row.expected).text(row.status().word());
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
    let mut own = Groups::new(fields::without_year(&fields::TYPED_VALUES), &mut *out)?;
    for rows in groups(0..values.len()) {
        let mut columns = Columns::new(fields::without_year(&fields::TYPED_VALUES), rows.len());
        for row in values.get(rows).unwrap_or_default() {
            value(checked, row, &mut columns);
        }
        let (rows, arrays) = columns.arrays();
        own.write(rows, arrays).with_context(|| name.clone())?;
    }
    own.finish().and_then(|()| out.close()).with_context(|| name)
}

fn value(checked: &Checked, row: &DataValue, columns: &mut Columns) {
    let catalogue = &checked.catalogue;
    let unit = checked.registry.unit(row.key.unit);
    let centres = &catalogue.centres;
    let centre =
        centres.entries.get(usize::from(row.key.entry)).filter(|_| centres.element == Some(row.key.element));
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
