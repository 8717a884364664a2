//! Tables as plain text: CSV and TSV in the encodings that Chinese programs write.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::formats::limits::{Kind, MOST_CELLS, Refusal};
use crate::formats::sheet::{Cell, Content, Sheet};

/// The text of a file in UTF-8 or UTF-16, with or without a mark, or in GB18030; none if
/// it is no text.
#[must_use]
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some(String::from_utf8_lossy(rest).into_owned());
    }
    for (mark, encoding) in [(&b"\xff\xfe"[..], UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return Some(encoding.decode_without_bom_handling(rest).0.into_owned());
        }
    }
    // Where UTF-16 has no mark, its digits, commas and blanks have a zero each, always on
    // the same side.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(200).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len() >= 8 && even.max(odd) * 3 > (bytes.len() / 2).min(200) && even.min(odd) == 0 {
        let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
        return Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text.to_owned()),
        // Only the end is cut off.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            return Some(String::from_utf8_lossy(bytes).into_owned());
        }
        Err(_) => {}
    }
    let (text, wrong) = GB18030.decode_without_bom_handling(bytes);
    (!wrong || bytes.len() == 4096).then(|| text.into_owned())
}

/// Reads a table of text as a sheet without a name. Its rows are those of the file, blank lines
/// among them; the line `sep=;`, by which Excel is told the mark between cells, is none.
///
/// # Errors
/// A file that is no text.
pub(crate) fn sheet(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let text = decode(bytes).ok_or(Refusal::Kind(Kind::Unknown))?;
    let (mark, text) = told(&text).unwrap_or_else(|| (delimiter(&text), &text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    let mut cells = Vec::new();
    let mut row = 0;
    let mut record = csv::StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !reader.read_record(&mut record).map_err(|error| Refusal::Unreadable(error.to_string()))? {
            return Ok(Sheet { cells, ..Sheet::default() });
        }
        let lines = blank_lines(text.as_bytes().get(from..).unwrap_or_default());
        // The first of them ends the line before.
        row += if from == 0 { lines } else { lines.saturating_sub(1) };
        for (column, text) in (0..).zip(&record) {
            // ="0012" keeps Excel from making a number of it.
            let text = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or(text);
            cells.extend(Content::text(text).map(|content| Cell::plain((row, column), content)));
        }
        if cells.len() > MOST_CELLS {
            return Err(Refusal::Kind(Kind::TooLarge));
        }
        row += 1;
    }
}

/// The mark between cells that the first line tells, and the text after it.
fn told(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let mark = line.trim_end().strip_prefix("sep=")?;
    match mark.as_bytes() {
        [mark] => Some((*mark, rest)),
        _ => None,
    }
}

/// How many lines without anything stand before the next record, which the reader skips.
fn blank_lines(rest: &[u8]) -> u32 {
    let (mut lines, mut after_return) = (0, false);
    for byte in rest {
        match byte {
            b'\n' if after_return => after_return = false,
            b'\r' | b'\n' => {
                lines += 1;
                after_return = *byte == b'\r';
            }
            _ => break,
        }
    }
    lines
}

/// The mark that occurs most in the first lines.
fn delimiter(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(20).collect();
    let count = |mark: char| head.iter().map(|line| line.matches(mark).count()).sum::<usize>();
    let marks = [(b',', ','), (b'\t', '\t'), (b';', ';')];
    marks.into_iter().rev().max_by_key(|(_, mark)| count(*mark)).map_or(b',', |(byte, _)| byte)
}
