//! What calamine leaves out of an .xls file: how its numbers are shown, what is struck out or
//! raised in it, what is hidden ([MS-XLS], records FONT, FORMAT, XF, SST, ROW, COLINFO).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::ops::Range;

use encoding_rs::{GB18030, UTF_16LE};

use crate::formats::limits::MOST_BYTES;
use crate::formats::number_format::NumberFormat;
use crate::formats::sheet::{At, Content, Marks, Sheet};

const EOF: u16 = 0x0a;
const BOF: u16 = 0x0809;
const FONT: u16 = 0x31;
const CONTINUE: u16 = 0x3c;
const COLINFO: u16 = 0x7d;
const BOUNDSHEET: u16 = 0x85;
const MULRK: u16 = 0xbd;
const XF: u16 = 0xe0;
const SST: u16 = 0xfc;
const LABELSST: u16 = 0xfd;
const FORMAT_5: u16 = 0x1e;
const FORMAT: u16 = 0x41e;
const ROW: u16 = 0x208;
/// Cells that begin with row, column and style: FORMULA, LABEL, NUMBER, BOOLERR, RK.
const CELLS: [u16; 9] = [0x06, 0x206, 0x406, 0x204, 0x203, 0x205, 0x27e, 0xd6, LABELSST];

/// A record of the stream.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records from some place of the stream on.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some(Record { kind, data })
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// What the workbook says of all its sheets.
#[derive(Default)]
struct Globals {
    fonts: Vec<Marks>,
    formats: BTreeMap<u16, NumberFormat>,
    /// Font and format of each style.
    styles: Vec<(u16, u16)>,
    /// What the pieces of each shared string say of it.
    strings: Vec<Marks>,
    /// Where each worksheet begins.
    sheets: Vec<usize>,
}

impl Globals {
    /// The font of a number; the fourth is left out by the format.
    fn font(&self, number: u16) -> Marks {
        let at = usize::from(if number > 4 { number - 1 } else { number });
        self.fonts.get(at).copied().unwrap_or_default()
    }
}

/// Gives the cells that calamine read what the file says of their looks; where that cannot be
/// found the sheets say so.
pub(super) fn dress(bytes: &[u8], sheets: &mut [Sheet]) {
    let known = stream(bytes).and_then(|stream| {
        let globals = globals(&stream)?;
        (globals.sheets.len() == sheets.len()).then_some(())?;
        for (sheet, from) in sheets.iter_mut().zip(&globals.sheets) {
            dress_sheet(&stream, *from, &globals, sheet)?;
        }
        Some(())
    });
    if known.is_none() {
        for sheet in sheets {
            sheet.looks_unknown = true;
        }
    }
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"\x09\x08") {
        return Some(bytes.to_vec());
    }
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.exists(name))?;
    let mut all = Vec::new();
    file.open_stream(name).ok()?.take(MOST_BYTES).read_to_end(&mut all).ok()?;
    Some(all)
}

fn globals(stream: &[u8]) -> Option<Globals> {
    let mut globals = Globals::default();
    // The strings go on in the records after them.
    let mut strings: Vec<&[u8]> = Vec::new();
    let mut in_strings = false;
    for Record { kind, data } in records(stream, 0) {
        in_strings &= kind == CONTINUE;
        match kind {
            EOF => break,
            FONT => {
                let struck = u16_at(data, 2)? & 0x08 != 0;
                let raised = u16_at(data, 8)? != 0;
                globals.fonts.push(Marks::STRUCK.when(struck).and(Marks::RAISED.when(raised)));
            }
            FORMAT => {
                let length = usize::from(u16_at(data, 2)?);
                let wide = data.get(4)? & 1 != 0;
                let code = data.get(5..)?;
                let code = code.get(..if wide { length * 2 } else { length })?;
                let code = if wide {
                    UTF_16LE.decode_without_bom_handling(code).0.into_owned()
                } else {
                    code.iter().map(|byte| char::from(*byte)).collect()
                };
                globals.formats.insert(u16_at(data, 0)?, NumberFormat::of(&code));
            }
            FORMAT_5 => {
                let code = data.get(3..3 + usize::from(*data.get(2)?))?;
                let code = GB18030.decode_without_bom_handling(code).0;
                globals.formats.insert(u16_at(data, 0)?, NumberFormat::of(&code));
            }
            XF => globals.styles.push((u16_at(data, 0)?, u16_at(data, 2)?)),
            BOUNDSHEET if *data.get(5)? == 0 => globals.sheets.push(usize::try_from(u32_at(data, 0)?).ok()?),
            SST => {
                in_strings = true;
                strings.push(data);
            }
            CONTINUE if in_strings => strings.push(data),
            _ => {}
        }
    }
    globals.strings = shared(&strings, &globals);
    Some(globals)
}

/// What is still to be read of records that go on in one another.
struct Pieces<'a> {
    pieces: &'a [&'a [u8]],
    at: usize,
}

impl<'a> Pieces<'a> {
    /// Goes on to the next record where this one has ended; whether it did.
    fn turn(&mut self) -> Option<bool> {
        if self.pieces.first()?.len() > self.at {
            return Some(false);
        }
        self.pieces = self.pieces.get(1..)?;
        self.at = 0;
        Some(true)
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn()?;
        let byte = *self.pieces.first()?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, place| Some(sum | usize::from(self.byte()?) << (8 * place)))
    }

    /// Goes past some bytes.
    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            self.turn()?;
            let step = bytes.min(self.pieces.first()?.len() - self.at);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    /// Goes past the characters of a text, of which each record says anew how wide they are.
    fn skip_text(&mut self, mut characters: usize, mut wide: bool) -> Option<()> {
        while characters > 0 {
            if self.turn()? {
                wide = self.byte()? & 1 != 0;
            }
            let width = if wide { 2 } else { 1 };
            let step = characters.min((self.pieces.first()?.len() - self.at) / width);
            (step > 0).then_some(())?;
            self.at += step * width;
            characters -= step;
        }
        Some(())
    }
}

/// What the pieces of the shared strings say, as far as they can be read.
fn shared(pieces: &[&[u8]], globals: &Globals) -> Vec<Marks> {
    let mut all = Vec::new();
    let mut rest = Pieces { pieces, at: 8 };
    let mut next = || {
        let characters = rest.number(2)?;
        let flags = rest.byte()?;
        let runs = if flags & 8 != 0 { rest.number(2)? } else { 0 };
        let more = if flags & 4 != 0 { rest.number(4)? } else { 0 };
        rest.skip_text(characters, flags & 1 != 0)?;
        let mut marks = Marks::NONE;
        for _ in 0..runs {
            let from = rest.number(2)?;
            let font = rest.number(2)?;
            if from < characters {
                marks = marks.and(globals.font(u16::try_from(font).ok()?));
            }
        }
        rest.skip(more)?;
        Some(marks)
    };
    while let Some(marks) = next() {
        all.push(marks);
    }
    all
}

fn dress_sheet(stream: &[u8], from: usize, globals: &Globals, sheet: &mut Sheet) -> Option<()> {
    let mut looks: BTreeMap<At, (u16, Marks)> = BTreeMap::new();
    let mut hidden_rows = BTreeSet::new();
    let mut hidden_columns: Vec<Range<u32>> = Vec::new();
    let mut depth = 0;
    for Record { kind, data } in records(stream, from) {
        match kind {
            BOF => depth += 1,
            EOF => depth -= 1,
            // A chart in a sheet.
            _ if depth > 1 => continue,
            ROW if u16_at(data, 12)? & 0x20 != 0 => drop(hidden_rows.insert(u32::from(u16_at(data, 0)?))),
            COLINFO if u16_at(data, 8)? & 1 != 0 => {
                hidden_columns.push(u32::from(u16_at(data, 0)?)..u32::from(u16_at(data, 2)?) + 1);
            }
            MULRK => {
                let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
                let numbers = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
                for (column, number) in (u32::from(first)..).zip(numbers) {
                    looks.insert((u32::from(row), column), (u16_at(number, 0)?, Marks::NONE));
                }
            }
            kind if CELLS.contains(&kind) => {
                let at = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
                let string = if kind == LABELSST { u32_at(data, 6) } else { None };
                let string = string.and_then(|string| globals.strings.get(usize::try_from(string).ok()?));
                looks.insert(at, (u16_at(data, 4)?, string.copied().unwrap_or_default()));
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    let plain = NumberFormat::default();
    for cell in &mut sheet.cells {
        let unseen = hidden_rows.contains(&cell.at.0)
            || hidden_columns.iter().any(|hidden| hidden.contains(&cell.at.1));
        cell.marks = Marks::UNSEEN.when(unseen);
        let Some((style, marks)) = looks.get(&cell.at) else { continue };
        let Some((font, format)) = globals.styles.get(usize::from(*style)) else { continue };
        cell.marks = cell.marks.and(*marks).and(globals.font(*font));
        if let Content::Number(number) = cell.content {
            let built_in = NumberFormat::built_in(u32::from(*format));
            let own = globals.formats.get(format).unwrap_or(&built_in);
            let own = if own.is_plain() { &plain } else { own };
            // calamine has made dates of what is one.
            cell.content = match own.content(number, false) {
                Content::Date(_) => Content::Number(number),
                content => content,
            };
        }
    }
    Some(())
}
