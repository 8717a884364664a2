//! Lines of CSV, a part of a table at a time.

use std::borrow::{Borrow, Cow};
use std::fmt::Write as _;
use std::ops::Range;

use anyhow::{Context as _, Result};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::fields::{Books, Cell, Table, plain};
use crate::exact::Fraction;
use crate::report::publish::{OutputFile, Sink};

/// Lines of a CSV file as Excel and WPS open it: UTF-8, CRLF.
pub(super) struct Lines {
    writer: csv::Writer<Vec<u8>>,
    /// The figure that was written last, and how: of a full count value and bounds are the same.
    last: Option<Fraction>,
    shown: String,
    refused: Option<csv::Error>,
}

impl Lines {
    pub(super) fn new() -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        Self { writer, last: None, shown: String::new(), refused: None }
    }

    /// The head of a table.
    fn headed<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lines = Self::new();
        names.into_iter().for_each(|name| lines.put(name));
        lines.end();
        lines
    }

    /// A row of a table.
    pub(super) fn row<R>(&mut self, of: Books<'_>, table: &Table<R>, row: &R) {
        for field in table.fields {
            match &field.cell {
                Cell::Whole(get) => match get(of, row) {
                    Some(number) => self.put(itoa::Buffer::new().format(number)),
                    None => self.put(""),
                },
                Cell::Figure(get) => self.figure(get(of, row)),
                Cell::Flag(get) => self.put(get(of, row).map_or("", |is| if is { "true" } else { "false" })),
                Cell::Text(words) => self.put(&words.get(of, row)),
            }
        }
        self.end();
    }

    fn put(&mut self, cell: &str) {
        let written = self.writer.write_field(cell);
        self.refused = self.refused.take().or(written.err());
    }

    fn figure(&mut self, figure: Option<Fraction>) {
        let Some(figure) = figure else { return self.put("") };
        let mut shown = std::mem::take(&mut self.shown);
        if !self.last.is_some_and(|last| last.is_alike(figure)) {
            self.last = Some(figure);
            shown.clear();
            // Nothing refuses to be written into memory.
            let _ = write!(shown, "{figure}");
        }
        self.put(&shown);
        self.shown = shown;
    }

    fn end(&mut self) {
        let written = self.writer.write_record(None::<&[u8]>);
        self.refused = self.refused.take().or(written.err());
    }

    pub(super) fn bytes(self) -> Result<Vec<u8>> {
        match self.refused {
            Some(error) => Err(error.into()),
            None => Ok(self.writer.into_inner()?),
        }
    }
}

/// What Excel and WPS want to see before they take a CSV for UTF-8.
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// A small table of texts with a head of its own.
///
/// # Errors
/// A row that is longer or shorter than the head.
pub(crate) fn sheet<'a, R: IntoIterator<Item = &'a str>>(
    name: &str,
    head: &[&str],
    rows: impl Iterator<Item = R>,
) -> Result<OutputFile> {
    let mut lines = Lines::headed(head.iter().copied());
    for row in rows {
        for cell in row {
            lines.put(&plain(Cow::Borrowed(cell)));
        }
        lines.end();
    }
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    bytes.extend(lines.bytes()?);
    Ok(OutputFile { path: name.into(), bytes })
}

/// How much of a table is put into words at a time by one core, and how many of these parts are
/// held at a time.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) rows: usize,
    pub(super) held: usize,
}

/// For rows.
pub(super) const ROWS: Parts = Parts { rows: 2048, held: 64 };

/// Writes a table of rows that lie side by side.
pub(super) fn write<R: Sync>(sink: &dyn Sink, of: Books<'_>, table: &Table<R>, rows: &[R]) -> Result<()> {
    write_parts(sink, of, table, (rows.len(), ROWS), |part| rows.get(part).unwrap_or_default())
}

/// Writes a table of which `rows_of` makes the rows, a part at a time.
pub(super) fn write_parts<R, I: IntoIterator<Item: Borrow<R>>>(
    sink: &dyn Sink,
    of: Books<'_>,
    table: &Table<R>,
    (count, parts): (usize, Parts),
    rows_of: impl Fn(Range<usize>) -> I + Sync,
) -> Result<()> {
    let mut out = sink.open(&table.path())?;
    out.write_all(&BYTE_ORDER_MARK)?;
    out.write_all(&Lines::headed(table.fields.iter().map(|field| field.name)).bytes()?)?;
    let ranges: Vec<Range<usize>> =
        (0..count).step_by(parts.rows).map(|at| at..count.min(at + parts.rows)).collect();
    for held in ranges.chunks(parts.held) {
        let made: Vec<Vec<u8>> = held
            .to_vec()
            .into_par_iter()
            .map(|part| {
                let mut lines = Lines::new();
                rows_of(part).into_iter().for_each(|row| lines.row(of, table, row.borrow()));
                lines.bytes()
            })
            .collect::<Result<_>>()?;
        for bytes in made {
            out.write_all(&bytes).with_context(|| table.path())?;
        }
    }
    out.close().with_context(|| table.path())
}
