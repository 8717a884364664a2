//! The long tables in Parquet, for engines that take over where a spreadsheet ends: typed,
//! partitioned by year, written a group of rows at a time.

use std::borrow::Borrow;
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

use super::fields::{Books, Cell, Field, Get, Words};
use super::judged::ASSESSMENTS;
use super::returned::TYPED_VALUES;
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::messages::Messages;
use crate::report::publish::Sink;
use crate::results::Results;

/// All assessments in one file of Parquet.
pub const RESULTS: &str = "data/results.parquet";

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
pub(super) fn part(path: &str, year: i32) -> String {
    format!("{path}/year={year}/part-0.parquet")
}

/// Rows that are held at a time, and lie together in the file.
const GROUP: usize = 1 << 16;

/// One column: how its cells are got, and those that are there.
enum Column<R: 'static> {
    Whole(Get<R, Option<i64>>, MutablePrimitiveArray<i64>),
    Figure(Get<R, Option<Fraction>>, MutablePrimitiveArray<f64>),
    Flag(Get<R, Option<bool>>, MutableBooleanArray),
    Text(&'static Words<R>, MutableBinaryViewArray<str>),
}

impl<R> Column<R> {
    fn new(field: &'static Field<R>, rows: usize) -> Self {
        match &field.cell {
            Cell::Whole(get) => Self::Whole(*get, MutablePrimitiveArray::with_capacity(rows)),
            Cell::Figure(get) => Self::Figure(*get, MutablePrimitiveArray::with_capacity(rows)),
            Cell::Flag(get) => Self::Flag(*get, MutableBooleanArray::with_capacity(rows)),
            Cell::Text(words) => Self::Text(words, MutableBinaryViewArray::with_capacity(rows)),
        }
    }

    fn put(&mut self, of: Books<'_>, row: &R) {
        match self {
            Self::Whole(get, cells) => cells.push(get(of, row)),
            // The nearest binary number; whoever compares with a target uses numerator and
            // denominator.
            Self::Figure(get, cells) => cells.push(get(of, row).map(Fraction::approximate)),
            Self::Flag(get, cells) => cells.push(get(of, row)),
            Self::Text(words, cells) => cells.push(Some(words.get(of, row)).filter(|text| !text.is_empty())),
        }
    }

    fn array(self) -> Box<dyn Array> {
        match self {
            Self::Whole(_, cells) => PrimitiveArray::from(cells).boxed(),
            Self::Figure(_, cells) => PrimitiveArray::from(cells).boxed(),
            Self::Flag(_, cells) => BooleanArray::from(cells).boxed(),
            Self::Text(_, cells) => Utf8ViewArray::from(cells).boxed(),
        }
    }
}

/// Rows by column.
fn arrays<R: 'static>(
    of: Books<'_>,
    fields: impl Iterator<Item = &'static Field<R>>,
    count: usize,
    rows: impl IntoIterator<Item: Borrow<R>>,
) -> Vec<Box<dyn Array>> {
    let mut columns: Vec<Column<R>> = fields.map(|field| Column::new(field, count)).collect();
    for row in rows {
        columns.iter_mut().for_each(|column| column.put(of, row.borrow()));
    }
    columns.into_iter().map(Column::array).collect()
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
    fn new<R: 'static>(
        fields: impl Iterator<Item = &'static Field<R>>,
        to: &'a mut dyn Write,
    ) -> Result<Self> {
        let field = |field: &Field<R>| {
            let kind = match field.cell {
                Cell::Whole(_) => ArrowDataType::Int64,
                Cell::Figure(_) => ArrowDataType::Float64,
                Cell::Flag(_) => ArrowDataType::Boolean,
                Cell::Text(_) => ArrowDataType::Utf8View,
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
pub fn write_assessments_parquet(
    results: &Results,
    messages: &Messages,
    years: &[i32],
    sink: &dyn Sink,
) -> Result<()> {
    let (of, fields) = (Books::of(&results.checked, messages), ASSESSMENTS.fields);
    let mut out = sink.open(RESULTS)?;
    let mut whole = Groups::new(fields.iter(), &mut *out)?;
    for &year in years {
        let name = assessments_of(year);
        let mut out = sink.open(&name)?;
        let mut own = Groups::new(ASSESSMENTS.without_year(), &mut *out)?;
        for rows in groups(results.assessments.rows_of(year)) {
            let count = rows.len();
            let arrays = arrays(of, fields.iter(), count, results.assessments.slice(of.catalogue, rows));
            let without_year = fields.iter().zip(&arrays).filter(|(field, _)| !field.is_year());
            own.write(count, without_year.map(|(_, array)| array.clone()).collect())
                .with_context(|| name.clone())?;
            whole.write(count, arrays).context(RESULTS)?;
        }
        own.finish().and_then(|()| out.close()).with_context(|| name)?;
    }
    whole.finish().and_then(|()| out.close()).context(RESULTS)
}

/// Writes the values of a year.
///
/// # Errors
/// What the sink refuses.
pub fn write_values_parquet(
    checked: &Checked,
    messages: &Messages,
    year: i32,
    sink: &dyn Sink,
) -> Result<()> {
    let values = checked.values.of_year(year);
    let (of, name) = (Books::of(checked, messages), values_of(year));
    let mut out = sink.open(&name)?;
    let mut own = Groups::new(TYPED_VALUES.without_year(), &mut *out)?;
    for rows in values.chunks(GROUP) {
        let arrays = arrays(of, TYPED_VALUES.without_year(), rows.len(), rows);
        own.write(rows.len(), arrays).with_context(|| name.clone())?;
    }
    own.finish().and_then(|()| out.close()).with_context(|| name)
}
