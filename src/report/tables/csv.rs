//! Lines of CSV, a part of a table at a time.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use anyhow::{Context as _, Result};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::fields::Table;
use crate::report::publish::{OutputFile, Sink};

/// A text of somebody else's in a table that a spreadsheet opens: what would begin a
/// formula there is marked as text. Figures are made here and never pass through.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Lines of a CSV file as Excel and WPS open it: UTF-8, CRLF.
pub(crate) struct Lines {
    writer: csv::Writer<Vec<u8>>,
    cell: String,
    /// How many cells a line has, and how many of this one are there.
    width: usize,
    at: usize,
    refused: Option<anyhow::Error>,
}

impl Lines {
    pub(super) fn new(width: usize) -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        Self { writer, cell: String::new(), width, at: 0, refused: None }
    }

    /// The head of a table.
    fn headed(names: &[&str]) -> Self {
        let mut lines = Self::new(names.len());
        names.iter().for_each(|name| lines.put(name));
        lines.end();
        lines
    }

    fn put(&mut self, cell: &str) {
        self.at += 1;
        let written = self.writer.write_field(cell);
        self.refused = self.refused.take().or(written.err().map(Into::into));
    }

    /// A text of ours.
    pub(super) fn word(&mut self, word: &str) -> &mut Self {
        self.put(word);
        self
    }

    /// A text of somebody else's.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.put(&plain(text));
        self
    }

    /// What is written out; nothing where there is nothing to say.
    pub(super) fn shown(&mut self, value: Option<impl Display>) -> &mut Self {
        use std::fmt::Write as _;
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        if let Some(value) = value {
            // Nothing refuses to be written into memory.
            let _ = write!(cell, "{value}");
        }
        self.put(&cell);
        self.cell = cell;
        self
    }

    /// A whole number; nothing where there is none.
    pub(super) fn whole(&mut self, number: Option<impl itoa::Integer>) -> &mut Self {
        match number {
            Some(number) => self.put(itoa::Buffer::new().format(number)),
            None => self.put(""),
        }
        self
    }

    /// What [`Self::shown`] wrote last.
    pub(super) fn again(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.put(&cell);
        self.cell = cell;
    }

    pub(super) fn end(&mut self) {
        let written = self.writer.write_record(None::<&[u8]>);
        let uneven = || anyhow::anyhow!("a line has {} cells under a head of {}", self.at, self.width);
        let refused = written.err().map(Into::into).or_else(|| (self.at != self.width).then(uneven));
        self.refused = self.refused.take().or(refused);
        self.at = 0;
    }

    pub(super) fn bytes(self) -> Result<Vec<u8>> {
        match self.refused {
            Some(error) => Err(error),
            None => Ok(self.writer.into_inner()?),
        }
    }
}

/// What Excel and WPS want to see before they take a CSV for UTF-8.
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// A small table of texts with a head of its own.
///
/// # Errors
/// Only if memory cannot be written to.
pub(crate) fn sheet<'a, R: IntoIterator<Item = &'a str>>(
    name: &str,
    head: &[&str],
    rows: impl Iterator<Item = R>,
) -> Result<OutputFile> {
    let mut lines = Lines::headed(head);
    for row in rows {
        for cell in row {
            lines.text(cell);
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

pub(super) fn write_parts(
    sink: &dyn Sink,
    table: &Table,
    rows: usize,
    parts: Parts,
    write: impl Fn(Range<usize>, &mut Lines) + Sync,
) -> Result<()> {
    let mut out = sink.open(&table.path())?;
    let names: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
    out.write_all(&BYTE_ORDER_MARK)?;
    out.write_all(&Lines::headed(&names).bytes()?)?;
    let ranges: Vec<Range<usize>> =
        (0..rows).step_by(parts.rows).map(|at| at..rows.min(at + parts.rows)).collect();
    for held in ranges.chunks(parts.held) {
        let made: Vec<Vec<u8>> = held
            .to_vec()
            .into_par_iter()
            .map(|part| {
                let mut lines = Lines::new(table.fields.len());
                write(part, &mut lines);
                lines.bytes()
            })
            .collect::<Result<_>>()?;
        for bytes in made {
            out.write_all(&bytes).with_context(|| table.path())?;
        }
    }
    out.close().with_context(|| table.path())
}
