//! Sheets made by hand: a line a row, `|` between the cells, and what a line cannot say as signs.
//! They are written as .xlsx, .xls, .ods or CSV.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, FormatScript, Workbook};
use zip::write::SimpleFileOptions;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    Text(String),
    Number(f64),
    /// A number under a number format.
    Shown(f64, String),
    /// A text of which the first half is struck out.
    Struck(String),
    /// A text of which the last character is raised.
    Raised(String),
}

/// A sheet with its merged areas, from the first cell to the last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u16), Said>,
    pub(crate) merged: Vec<((u32, u16), (u32, u16))>,
    pub(crate) hidden_rows: Vec<u32>,
}

/// A way of keeping a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Xlsx,
    Xls,
    Ods,
    Csv,
}

impl Kind {
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }
}

impl Page {
    /// A sheet by its lines. In a cell: `'5` is a text, `<` and `^` go with the cell to the left or
    /// above (merged), `{s}24` is struck out in part, `{r}21` has a raised end, `{0"千人"}5` is a
    /// number under that format.
    pub(crate) fn of(name: &str, lines: &[&str]) -> Self {
        let mut page = Self { name: name.to_owned(), ..Self::default() };
        for (row, line) in (0..).zip(lines) {
            for (column, text) in (0..).zip(line.split('|')) {
                page.put((row, column), text.trim_matches(' '));
            }
        }
        page
    }

    fn put(&mut self, at: (u32, u16), text: &str) {
        let sign = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let said = match (text, sign) {
            ("", _) => return,
            ("<", _) => return self.grow(at, (at.0, at.1 - 1)),
            ("^", _) => return self.grow(at, (at.0 - 1, at.1)),
            (_, Some(("s", rest))) => Said::Struck(rest.to_owned()),
            (_, Some(("r", rest))) => Said::Raised(rest.to_owned()),
            (_, Some((format, rest))) => Said::Shown(rest.parse().unwrap(), format.to_owned()),
            _ => match (text.strip_prefix('\''), text.parse::<f64>()) {
                (Some(text), _) => Said::Text(text.replace("\\n", "\n")),
                (None, Ok(number)) => Said::Number(number),
                (None, Err(_)) => Said::Text(text.replace("\\n", "\n")),
            },
        };
        self.cells.insert(at, said);
    }

    /// Takes a place into the merged area of another one.
    fn grow(&mut self, at: (u32, u16), of: (u32, u16)) {
        let within = |(first, last): &((u32, u16), (u32, u16))| {
            (first.0..=last.0).contains(&of.0) && (first.1..=last.1).contains(&of.1)
        };
        match self.merged.iter_mut().find(|area| within(area)) {
            Some((_, last)) => *last = (last.0.max(at.0), last.1.max(at.1)),
            None => self.merged.push((of, at)),
        }
    }

    pub(crate) fn merge(&mut self, first: (u32, u16), last: (u32, u16)) {
        if first != last {
            self.merged.push((first, last));
        }
    }
}

/// Some sheets in one file.
pub(crate) fn written(pages: &[Page], kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Xlsx => xlsx(pages),
        Kind::Xls => xls(pages),
        Kind::Ods => ods(pages),
        Kind::Csv => csv(&pages[0]),
    }
}

fn xlsx(pages: &[Page]) -> Vec<u8> {
    let mut book = Workbook::new();
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    for page in pages {
        let sheet = book.add_worksheet();
        sheet.set_name(if page.name.is_empty() { "Sheet1" } else { &page.name }).unwrap();
        for ((top, left), (bottom, right)) in &page.merged {
            sheet.merge_range(*top, *left, *bottom, *right, "", &plain).unwrap();
        }
        for ((row, column), said) in &page.cells {
            let (row, column) = (*row, *column);
            match said {
                Said::Text(text) => sheet.write_string(row, column, text).unwrap(),
                Said::Number(number) => sheet.write_number(row, column, *number).unwrap(),
                Said::Shown(number, format) => {
                    let format = Format::new().set_num_format(format);
                    sheet.write_number_with_format(row, column, *number, &format).unwrap()
                }
                Said::Struck(text) | Said::Raised(text) => {
                    let cut = text.char_indices().last().map_or(0, |(at, _)| at);
                    let (first, last) = text.split_at(cut);
                    let pieces = match said {
                        Said::Struck(_) => [(&struck, first), (&plain, last)],
                        _ => [(&plain, first), (&raised, last)],
                    };
                    sheet.write_rich_string(row, column, &pieces).unwrap()
                }
            };
        }
        for row in &page.hidden_rows {
            sheet.set_row_hidden(*row).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn csv(page: &Page) -> Vec<u8> {
    let mut out = String::new();
    let last = page.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let width = page.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
    for row in 0..last {
        let cells: Vec<String> = (0..width)
            .map(|column| match page.cells.get(&(row, column)) {
                Some(Said::Text(text) | Said::Struck(text) | Said::Raised(text)) => {
                    format!("\"{}\"", text.replace('"', "\"\""))
                }
                Some(Said::Number(number)) => number.to_string(),
                // As it is shown.
                Some(Said::Shown(number, format)) if format.contains('%') => format!("{}%", number * 100.0),
                Some(Said::Shown(number, _)) => number.to_string(),
                None => String::new(),
            })
            .collect();
        // A row of nothing is a blank line.
        if cells.iter().any(|cell| !cell.is_empty()) {
            out.push_str(&cells.join(","));
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// OpenDocument as its specification has it: styles for what is struck out, raised or a share.
fn ods(pages: &[Page]) -> Vec<u8> {
    let mut tables = String::new();
    for page in pages {
        tables += &format!("<table:table table:name=\"{}\">", escaped(&page.name));
        let last = page.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
        for row in 0..last {
            tables += "<table:table-row>";
            let width = page.cells.keys().filter(|(own, _)| *own == row).map(|(_, column)| column + 1);
            for column in 0..width.max().unwrap_or(1) {
                let area = page.merged.iter().find(|(first, _)| *first == (row, column));
                let spans = area.map_or(String::new(), |(first, last)| {
                    format!(
                        " table:number-rows-spanned=\"{}\" table:number-columns-spanned=\"{}\"",
                        last.0 - first.0 + 1,
                        last.1 - first.1 + 1
                    )
                });
                let text = |text: &str| {
                    let lines: Vec<String> =
                        text.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect();
                    lines.concat()
                };
                let own = |kind: &str, inner: &str| {
                    format!("<table:table-cell{spans} {kind}>{inner}</table:table-cell>")
                };
                tables += &match page.cells.get(&(row, column)) {
                    None => "<table:table-cell/>".to_owned(),
                    Some(Said::Text(said)) => own("office:value-type=\"string\"", &text(said)),
                    Some(Said::Number(number)) => own(
                        &format!("office:value-type=\"float\" office:value=\"{number}\""),
                        &text(&number.to_string()),
                    ),
                    Some(Said::Shown(number, format)) if format.contains('%') => own(
                        &format!("office:value-type=\"percentage\" office:value=\"{number}\""),
                        &text(&format!("{}%", number * 100.0)),
                    ),
                    Some(Said::Shown(number, _)) => own(
                        &format!(
                            "table:style-name=\"thousands\" office:value-type=\"float\" office:value=\"{number}\""
                        ),
                        &text(&format!("{number}千人")),
                    ),
                    Some(Said::Struck(said) | Said::Raised(said)) => {
                        let style = if matches!(page.cells.get(&(row, column)), Some(Said::Struck(_))) {
                            "struck"
                        } else {
                            "raised"
                        };
                        let cut = said.char_indices().last().map_or(0, |(at, _)| at);
                        let (first, last) = said.split_at(cut);
                        let span = |text: &str| {
                            format!("<text:span text:style-name=\"{style}\">{}</text:span>", escaped(text))
                        };
                        let (first, last) = if style == "struck" {
                            (span(first), escaped(last))
                        } else {
                            (escaped(first), span(last))
                        };
                        own("office:value-type=\"string\"", &format!("<text:p>{first}{last}</text:p>"))
                    }
                };
            }
            tables += "</table:table-row>";
        }
        tables += "</table:table>";
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.3\">\
         <office:automatic-styles>\
         <style:style style:name=\"struck\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
         <style:style style:name=\"raised\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
         <number:number-style style:name=\"N1\"><number:number number:min-integer-digits=\"1\"/><number:text>千人</number:text></number:number-style>\
         <style:style style:name=\"thousands\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_str()),
        ("META-INF/manifest.xml", manifest),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A record of a BIFF stream.
fn record(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    stream.extend(data);
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// [MS-XLS] with what the cells need: fonts, formats, styles, shared strings with their runs.
fn xls(pages: &[Page]) -> Vec<u8> {
    let bof = |kind: u16| [0x0600_u16, kind, 0x0dbb, 0x07cc].map(u16::to_le_bytes).concat();
    let font = |grbit: u16, raised: u16| {
        let mut data = [200_u16, grbit, 0x7fff, 400, raised].map(u16::to_le_bytes).concat();
        data.extend([0, 0, 0, 0, 5, 0]);
        data.extend(b"Arial");
        data
    };
    let mut formats: Vec<String> = Vec::new();
    let mut strings: Vec<(String, Option<u16>)> = Vec::new();
    for said in pages.iter().flat_map(|page| page.cells.values()) {
        match said {
            Said::Shown(_, format) if !formats.contains(format) => formats.push(format.clone()),
            Said::Text(text) => strings.push((text.clone(), None)),
            // The font that is struck out and the one that is raised; the fourth does not exist.
            Said::Struck(text) => strings.push((text.clone(), Some(1))),
            Said::Raised(text) => strings.push((text.clone(), Some(2))),
            Said::Shown(..) | Said::Number(_) => {}
        }
    }
    let mut globals = Vec::new();
    record(&mut globals, 0x0809, &bof(5));
    record(&mut globals, 0x0042, &1200_u16.to_le_bytes());
    for (grbit, raised) in [(0, 0), (8, 0), (0, 1)] {
        record(&mut globals, 0x0031, &font(grbit, raised));
    }
    for (id, format) in (170_u16..).zip(&formats) {
        let mut data = id.to_le_bytes().to_vec();
        data.extend(u16::try_from(format.encode_utf16().count()).unwrap().to_le_bytes());
        data.push(1);
        data.extend(wide(format));
        record(&mut globals, 0x041e, &data);
    }
    let plain = [0_u16; 1];
    for id in plain.into_iter().chain((170_u16..).take(formats.len())) {
        let mut data = [0_u16, id, 0].map(u16::to_le_bytes).concat();
        data.resize(20, 0);
        record(&mut globals, 0x00e0, &data);
    }
    let mut places = Vec::new();
    for page in pages {
        places.push(globals.len() + 4);
        let mut data = vec![0, 0, 0, 0, 0, 0];
        data.push(u8::try_from(page.name.encode_utf16().count()).unwrap());
        data.push(1);
        data.extend(wide(&page.name));
        record(&mut globals, 0x0085, &data);
    }
    let total = u32::try_from(strings.len()).unwrap().to_le_bytes();
    let mut data = [total, total].concat();
    for (text, font) in &strings {
        data.extend(u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes());
        data.push(if font.is_some() { 9 } else { 1 });
        if font.is_some() {
            data.extend(1_u16.to_le_bytes());
        }
        data.extend(wide(text));
        if let Some(font) = font {
            let from = if *font == 1 { 0 } else { text.encode_utf16().count() - 1 };
            data.extend(u16::try_from(from).unwrap().to_le_bytes());
            data.extend(font.to_le_bytes());
        }
    }
    assert!(data.len() < 8_000, "a longer list goes on in another record");
    record(&mut globals, 0x00fc, &data);
    record(&mut globals, 0x000a, &[]);
    let mut next = 0_u32;
    let mut stream = globals;
    for (page, place) in pages.iter().zip(places) {
        let start = u32::try_from(stream.len()).unwrap();
        stream[place..place + 4].copy_from_slice(&start.to_le_bytes());
        record(&mut stream, 0x0809, &bof(0x10));
        let rows = page.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
        let columns = page.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
        let mut size = [0_u32, rows].map(u32::to_le_bytes).concat();
        size.extend([0_u16, columns, 0].map(u16::to_le_bytes).concat());
        record(&mut stream, 0x0200, &size);
        for ((row, column), said) in &page.cells {
            let cell =
                |style: u16| [u16::try_from(*row).unwrap(), *column, style].map(u16::to_le_bytes).concat();
            match said {
                Said::Number(number) => {
                    record(&mut stream, 0x0203, &[cell(0), number.to_le_bytes().to_vec()].concat())
                }
                Said::Shown(number, format) => {
                    let style =
                        1 + u16::try_from(formats.iter().position(|own| own == format).unwrap()).unwrap();
                    record(&mut stream, 0x0203, &[cell(style), number.to_le_bytes().to_vec()].concat());
                }
                Said::Text(_) | Said::Struck(_) | Said::Raised(_) => {
                    record(&mut stream, 0x00fd, &[cell(0), next.to_le_bytes().to_vec()].concat());
                    next += 1;
                }
            }
        }
        if !page.merged.is_empty() {
            let mut data = u16::try_from(page.merged.len()).unwrap().to_le_bytes().to_vec();
            for (first, last) in &page.merged {
                let rows = [first.0, last.0].map(|row| u16::try_from(row).unwrap());
                data.extend([rows[0], rows[1], first.1, last.1].map(u16::to_le_bytes).concat());
            }
            record(&mut stream, 0x00e5, &data);
        }
        record(&mut stream, 0x000a, &[]);
    }
    // A short stream lies in small sectors, which not every reader follows.
    stream.resize(stream.len().max(4096), 0);
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}
