//! What Chinese systems call ".xls" and is none: HTML tables, and Excel 2003's XML.

use html5gum::{StartTag, Token, Tokenizer};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::intake::workbook::{Cell, Content, MOST_CELLS, Refusal, Sheet};

/// Where the next cell of a table goes.
#[derive(Default)]
struct Pen {
    row: u32,
    column: u32,
    /// For each column the row up to which a cell from above reaches.
    taken: Vec<u32>,
    started: bool,
}

impl Pen {
    fn next_row(&mut self) {
        if self.started {
            self.row += 1;
        }
        self.started = true;
        self.column = 0;
    }

    /// The place of a cell that spans some rows and columns.
    fn place(&mut self, rows: u32, columns: u32) -> (u32, u32) {
        let taken = |column: u32, taken: &[u32]| {
            let at = usize::try_from(column).unwrap_or(usize::MAX);
            taken.get(at).is_some_and(|until| *until > self.row)
        };
        while taken(self.column, &self.taken) {
            self.column += 1;
        }
        let at = (self.row, self.column);
        let end = usize::try_from(self.column + columns).unwrap_or(0);
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        for until in self.taken.iter_mut().take(end).skip(usize::try_from(self.column).unwrap_or(0)) {
            *until = self.row + rows;
        }
        self.column += columns;
        at
    }
}

/// Reads the tables of an HTML page: one sheet, one table under the other.
///
/// # Errors
/// A file that is no text, or has no table.
pub fn html(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = super::text::decode(bytes).ok_or(Refusal::Kind(super::format::Kind::Unknown))?;
    let mut pen = Pen::default();
    let mut cells: Vec<Cell> = Vec::new();
    let mut open: Option<((u32, u32), String)> = None;
    // What stands in these is not for readers.
    let mut silent = 0_u32;
    for token in Tokenizer::new(text.as_str()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"style" | b"script" | b"title" => silent += 1,
                b"tr" => {
                    close(&mut open, &mut cells);
                    pen.next_row();
                }
                b"td" | b"th" => {
                    close(&mut open, &mut cells);
                    let place = pen.place(span(&tag, b"rowspan"), span(&tag, b"colspan"));
                    open = Some((place, String::new()));
                }
                b"br" | b"p" | b"div" => {
                    if let Some((_, text)) = &mut open {
                        text.push('\n');
                    }
                }
                _ => {}
            },
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"style" | b"script" | b"title" => silent = silent.saturating_sub(1),
                b"td" | b"th" | b"tr" | b"table" => close(&mut open, &mut cells),
                _ => {}
            },
            Token::String(text) if silent == 0 => {
                if let Some((_, own)) = &mut open {
                    own.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if cells.len() > MOST_CELLS {
            return Err(Refusal::Kind(super::format::Kind::TooLarge));
        }
    }
    close(&mut open, &mut cells);
    if !pen.started {
        return Err(Refusal::Kind(super::format::Kind::Unknown));
    }
    Ok(vec![Sheet { name: "".into(), hidden: false, cells }])
}

fn close(open: &mut Option<((u32, u32), String)>, cells: &mut Vec<Cell>) {
    if let Some((at, text)) = open.take() {
        // A cell that overhangs from above can come late; places stay in order by sorting.
        let content = Content::text(text.trim());
        cells.extend(content.map(|content| Cell { at, content }));
    }
}

/// How many rows or columns a cell takes; nobody spans more than a page.
fn span(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let value = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, 1_000)
}

/// Reads Excel 2003's XML.
///
/// # Errors
/// A file that is no text or no XML.
pub fn spreadsheet_ml(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = super::text::decode(bytes).ok_or(Refusal::Kind(super::format::Kind::Unknown))?;
    let unreadable = |error: &dyn std::fmt::Display| Refusal::Unreadable(error.to_string());
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut across = 0_u32;
    let mut formula = false;
    let mut data: Option<(String, String)> = None;
    let mut cells = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| unreadable(&error))?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "Worksheet" => {
                    let name = attribute(&tag, "Name").unwrap_or_default();
                    sheets.push(Sheet {
                        name: crate::fold::visible(&name).into(),
                        hidden: false,
                        cells: Vec::new(),
                    });
                    (row, column) = (0, 0);
                }
                "Row" => {
                    if let Some(index) = index(&tag) {
                        row = index;
                    }
                    (column, across) = (0, 0);
                    if empty {
                        row += 1;
                    }
                }
                "Cell" => {
                    column = index(&tag).unwrap_or(column);
                    across = attribute(&tag, "MergeAcross").and_then(|n| n.parse().ok()).unwrap_or(0);
                    formula = attribute(&tag, "Formula").is_some();
                    if empty {
                        if formula && let Some(sheet) = sheets.last_mut() {
                            sheet.cells.push(Cell { at: (row, column), content: Content::NoCache });
                        }
                        column = column.saturating_add(1).saturating_add(across);
                    }
                }
                "Data" if !empty => {
                    data = Some((attribute(&tag, "Type").unwrap_or_default(), String::new()));
                }
                _ => {}
            },
            Event::Text(text) => {
                if let Some((_, own)) = &mut data {
                    own.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, own)) = &mut data {
                    let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let named =
                        quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned);
                    own.push_str(&character.or(named).unwrap_or_default());
                }
            }
            Event::CData(text) => {
                if let Some((_, own)) = &mut data {
                    own.push_str(&text.xml10_content());
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "Data" => {
                    if let (Some((kind, text)), Some(sheet)) = (data.take(), sheets.last_mut()) {
                        let content = typed(&kind, &text).or(formula.then_some(Content::NoCache));
                        sheet.cells.extend(content.map(|content| Cell { at: (row, column), content }));
                        cells += 1;
                    }
                }
                "Cell" => column = column.saturating_add(1).saturating_add(across),
                "Row" => row = row.saturating_add(1),
                _ => {}
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if cells > MOST_CELLS {
            return Err(Refusal::Kind(super::format::Kind::TooLarge));
        }
    }
    for sheet in &mut sheets {
        sheet.cells.sort_by_key(|cell| cell.at);
    }
    Ok(sheets)
}

fn typed(kind: &str, text: &str) -> Option<Content> {
    match kind {
        "Number" => text.trim().parse().ok().map(Content::Number).or_else(|| Content::text(text)),
        "Boolean" => Some(Content::Bool(text.trim() == "1")),
        "Error" => Some(Content::Error(text.trim().to_owned())),
        "DateTime" => chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S%.f")
            .ok()
            .map(Content::Date)
            .or_else(|| Content::text(text)),
        _ => Content::text(text),
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    let found = sound.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Into::into))
}

/// Rows and columns that are left out are told by the number of the next, from 1.
fn index(tag: &BytesStart<'_>) -> Option<u32> {
    attribute(tag, "Index")?.parse::<u32>().ok()?.checked_sub(1)
}
