//! What Chinese systems call ".xls" and is none: HTML tables, and Excel 2003's XML.

use std::collections::BTreeMap;

use html5gum::{StartTag, Token, Tokenizer};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::formats::limits::{Kind, MOST_CELLS, Refusal};
use crate::formats::number_format::NumberFormat;
use crate::formats::sheet::{Area, At, Cell, Content, Marks, Sheet};

/// Where the next cell of a table goes.
#[derive(Default)]
struct Pen {
    row: u32,
    column: u32,
    /// For each column the row up to which a cell from above reaches.
    taken: Vec<u32>,
    /// How many places the cells take together.
    taken_cells: u32,
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

/// The cell of a page that is open.
struct Open {
    at: At,
    text: String,
    marks: Marks,
}

/// Reads the tables of an HTML page: one sheet, one table under the other.
///
/// # Errors
/// A file that is no text, or has no table.
pub(super) fn html(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = super::text::decode(bytes).ok_or(Refusal::Kind(Kind::Unknown))?;
    let mut pen = Pen::default();
    let mut sheet = Sheet::default();
    let mut open: Option<Open> = None;
    // What stands in these is not for readers.
    let mut silent = 0_u32;
    let mut style_sheet = StyleSheet::default();
    let mut is_style = false;
    // A hidden row.
    let mut of_row = Marks::NONE;
    // The tags within the open cell that say something of the text in them.
    let mut within: Vec<(Vec<u8>, Marks)> = Vec::new();
    for token in Tokenizer::new(text.as_str()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"style" | b"script" | b"title" => {
                    silent += 1;
                    is_style = tag.name.as_slice() == b"style";
                }
                b"tr" => {
                    close(&mut open, &mut sheet);
                    pen.next_row();
                    of_row = Marks::UNSEEN.when(style_sheet.style(&tag).is_hidden());
                }
                b"td" | b"th" => {
                    close(&mut open, &mut sheet);
                    within.clear();
                    let (rows, columns) = (span(&tag, b"rowspan"), span(&tag, b"colspan"));
                    let at = pen.place(rows, columns);
                    pen.taken_cells = pen.taken_cells.saturating_add(rows.saturating_mul(columns));
                    if (rows, columns) != (1, 1) {
                        let last = (at.0.saturating_add(rows - 1), at.1.saturating_add(columns - 1));
                        sheet.merged.push(Area::between(at, last));
                    }
                    open = Some(Open { at, text: String::new(), marks: style_sheet.looks(&tag).and(of_row) });
                }
                name => {
                    if let (b"br" | b"p" | b"div", Some(Open { text, .. })) = (name, &mut open) {
                        text.push('\n');
                    }
                    let marks = style_sheet.looks(&tag);
                    if marks != Marks::NONE && open.is_some() && !tag.self_closing {
                        within.push((name.to_vec(), marks));
                    }
                }
            },
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"style" | b"script" | b"title" => {
                    silent = silent.saturating_sub(1);
                    is_style = false;
                }
                b"td" | b"th" | b"tr" | b"table" => close(&mut open, &mut sheet),
                name => {
                    if let Some(at) = within.iter().rposition(|(own, _)| own == name) {
                        within.truncate(at);
                    }
                }
            },
            Token::String(text) if silent == 0 => {
                if let Some(open) = &mut open {
                    let text = String::from_utf8_lossy(&text);
                    let marks = within.iter().map(|(_, marks)| *marks).fold(Marks::NONE, Marks::and);
                    if !text.trim().is_empty() {
                        open.marks = open.marks.and(marks);
                    }
                    open.text.push_str(&text);
                }
            }
            Token::String(text) | Token::Comment(text) if is_style => {
                style_sheet.add(&String::from_utf8_lossy(&text));
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        let most = u32::try_from(MOST_CELLS).unwrap_or(u32::MAX);
        if sheet.cells.len() > MOST_CELLS || pen.taken_cells > most {
            return Err(Refusal::Kind(Kind::TooLarge));
        }
    }
    close(&mut open, &mut sheet);
    if !pen.started {
        return Err(Refusal::Kind(Kind::Unknown));
    }
    sheet.merged.sort_by_key(Area::first);
    Ok(vec![sheet])
}

/// What the classes of a page say, by name; of a rule that is for more than a class, for all of it.
#[derive(Default)]
struct StyleSheet(BTreeMap<String, String>);

/// Declarations, in lower case and without blanks.
struct Declared(String);

impl Declared {
    /// What nobody sees is no part of a figure.
    fn is_hidden(&self) -> bool {
        self.0.contains("display:none") || self.0.contains("visibility:hidden")
    }
}

impl StyleSheet {
    fn add(&mut self, text: &str) {
        let text = text.to_lowercase();
        let mut rest = text.trim_start().trim_start_matches("<!--");
        while let Some((selectors, block)) = rest.split_once('{') {
            // What holds for paper, or for nobody, says nothing of what is seen.
            if selectors.trim_start().starts_with('@') {
                rest = behind_block(block);
                continue;
            }
            let (declared, after) = block.split_once('}').unwrap_or((block, ""));
            rest = after;
            let declared = declared.replace(char::is_whitespace, "");
            // Of td .a the text is in what has the class a.
            for last in selectors
                .split(',')
                .filter_map(|own| own.split([' ', '\n', '\t', '>', '+', '~']).rfind(|part| !part.is_empty()))
            {
                for name in last.split('.').skip(1) {
                    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
                    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
                    self.0.entry(name.to_owned()).or_default().push_str(&declared);
                }
            }
        }
    }

    /// What a tag and its classes declare.
    fn style(&self, tag: &StartTag<()>) -> Declared {
        let of = |name: &[u8]| {
            let value = tag.attributes.get(name);
            value.map(|value| String::from_utf8_lossy(value).to_lowercase()).unwrap_or_default()
        };
        let classes = of(b"class");
        let own = classes.split_whitespace().filter_map(|name| self.0.get(name));
        let own: String = own.map(|declared| format!("{declared};")).collect();
        Declared(own + &of(b"style").replace(' ', ""))
    }

    /// What a tag says of the text in it.
    fn looks(&self, tag: &StartTag<()>) -> Marks {
        let name = tag.name.as_slice();
        let style = self.style(tag);
        let says = |word: &str| style.0.contains(word);
        let struck = matches!(name, b"del" | b"s" | b"strike") || says("line-through");
        let raised =
            matches!(name, b"sup" | b"sub") || says("vertical-align:super") || says("vertical-align:sub");
        Marks::STRUCK.when(struck || style.is_hidden()).and(Marks::RAISED.when(raised))
    }
}

/// What stands behind a block that is open, with the blocks in it.
fn behind_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        depth = match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

fn close(open: &mut Option<Open>, sheet: &mut Sheet) {
    if let Some(Open { at, text, marks }) = open.take() {
        // A cell that overhangs from above can come late; places stay in order by sorting.
        let content = Content::text(text.trim());
        sheet.cells.extend(content.map(|content| Cell { at, content, marks }));
    }
}

/// How many rows or columns a cell takes; nobody spans more than a page.
fn span(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let value = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, 1_000)
}

/// A style of Excel 2003's XML.
#[derive(Clone, Default)]
struct Style {
    parent: Option<String>,
    format: Option<NumberFormat>,
    marks: Marks,
}

/// What of Excel 2003's XML is being read.
#[derive(Default)]
struct SpreadsheetMl {
    sheets: Vec<Sheet>,
    styles: BTreeMap<String, Style>,
    /// The style that is open.
    style: Option<String>,
    at: At,
    across: u32,
    formula: bool,
    marks: Marks,
    format: Option<NumberFormat>,
    row_unseen: bool,
    row_style: Option<String>,
    /// The tags that are open within the cell, and its data with their kind.
    depth: Vec<String>,
    data: Option<(String, String)>,
    cells: usize,
}

/// Reads Excel 2003's XML.
///
/// # Errors
/// A file that is no text or no XML.
pub(super) fn spreadsheet_ml(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = super::text::decode(bytes).ok_or(Refusal::Kind(Kind::Unknown))?;
    let unreadable = |error: &dyn std::fmt::Display| Refusal::Unreadable(error.to_string());
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut document = SpreadsheetMl::default();
    loop {
        match reader.read_event().map_err(|error| unreadable(&error))? {
            Event::Start(tag) => document.start(&tag, false),
            Event::Empty(tag) => document.start(&tag, true),
            Event::Text(text) => document.text(&text.xml10_content()),
            Event::CData(text) => document.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named =
                    quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned);
                document.text(&character.or(named).unwrap_or_default());
            }
            Event::End(tag) => document.end(tag.local_name().as_ref()),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if document.cells > MOST_CELLS {
            return Err(Refusal::Kind(Kind::TooLarge));
        }
    }
    for sheet in &mut document.sheets {
        sheet.cells.sort_by_key(|cell| cell.at);
        sheet.merged.sort_by_key(Area::first);
    }
    Ok(document.sheets)
}

impl SpreadsheetMl {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let own = |name: &str| attribute(tag, name);
        let name = tag.local_name();
        let name = name.as_ref();
        match name {
            "Style" => {
                self.style = own("ID");
                if let Some(id) = &self.style {
                    self.styles.insert(id.clone(), Style { parent: own("Parent"), ..Style::default() });
                }
            }
            "NumberFormat" => {
                let format = own("Format").map(|code| named_format(&code));
                if let Some(style) = self.style.as_ref().and_then(|id| self.styles.get_mut(id)) {
                    style.format = format;
                }
            }
            "Font" if self.depth.is_empty() => {
                let raised =
                    own("VerticalAlign").is_some_and(|word| word == "Superscript" || word == "Subscript");
                let struck = own("StrikeThrough").is_some_and(|word| word == "1");
                if let Some(style) = self.style.as_ref().and_then(|id| self.styles.get_mut(id)) {
                    style.marks = Marks::STRUCK.when(struck).and(Marks::RAISED.when(raised));
                }
            }
            "Worksheet" => {
                let name = own("Name").unwrap_or_default();
                self.sheets.push(Sheet { name: crate::fold::visible(&name).into(), ..Sheet::default() });
                self.at = (0, 0);
            }
            "Row" => {
                self.at = (index(tag).unwrap_or(self.at.0), 0);
                self.across = 0;
                self.row_unseen = own("Hidden").is_some_and(|word| word == "1");
                self.row_style = own("StyleID");
                if empty {
                    self.at.0 = self.at.0.saturating_add(1);
                }
            }
            "Cell" => self.cell(tag, empty),
            // The data of a cell stand right in it; those of a remark stand deeper.
            "Data" if !empty && self.depth.len() == 1 => {
                self.data = Some((own("Type").unwrap_or_default(), String::new()));
            }
            _ => {}
        }
        if !empty && (name == "Cell" || !self.depth.is_empty()) {
            self.depth.push(name.to_owned());
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let own = |name: &str| attribute(tag, name);
        let number = |name: &str| own(name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
        self.at.1 = index(tag).unwrap_or(self.at.1);
        self.across = number("MergeAcross");
        let down = number("MergeDown");
        self.formula = own("Formula").is_some();
        let mut style = own("StyleID").or_else(|| self.row_style.clone());
        (self.marks, self.format) = (Marks::UNSEEN.when(self.row_unseen), None);
        // A style is made after another; the bound keeps a circle from hanging the program.
        for _ in 0..16 {
            let Some(known) = style.as_ref().and_then(|id| self.styles.get(id)) else { break };
            self.marks = self.marks.and(known.marks);
            self.format = self.format.take().or_else(|| known.format.clone());
            style = known.parent.clone();
        }
        let (at, across) = (self.at, self.across);
        let Some(sheet) = self.sheets.last_mut() else { return };
        if (across, down) != (0, 0) {
            sheet.merged.push(Area::between(at, (at.0.saturating_add(down), at.1.saturating_add(across))));
        }
        if empty {
            if self.formula {
                sheet.cells.push(Cell::plain(at, Content::NoCache));
                self.cells += 1;
            }
            self.at.1 = at.1.saturating_add(1).saturating_add(across);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, own)) = &mut self.data {
            own.push_str(text);
            if !text.trim().is_empty() {
                let marks = self.depth.iter().map(|name| match name.as_str() {
                    "S" | "Del" | "Strike" => Marks::STRUCK,
                    "Sup" | "Sub" => Marks::RAISED,
                    _ => Marks::NONE,
                });
                self.marks = marks.fold(self.marks, Marks::and);
            }
        }
    }

    fn end(&mut self, name: &str) {
        let depth = self.depth.len();
        self.depth.pop();
        match name {
            "Data" if depth == 2 => {
                if let (Some((kind, text)), Some(sheet)) = (self.data.take(), self.sheets.last_mut()) {
                    let content = typed(&kind, &text).or(self.formula.then_some(Content::NoCache));
                    let content = match (content, &self.format) {
                        (Some(Content::Number(number)), Some(format)) => Some(format.content(number, false)),
                        (content, _) => content,
                    };
                    let (at, marks) = (self.at, self.marks);
                    sheet.cells.extend(content.map(|content| Cell { at, content, marks }));
                    self.cells += 1;
                }
            }
            "Cell" => self.at.1 = self.at.1.saturating_add(1).saturating_add(self.across),
            "Row" => self.at.0 = self.at.0.saturating_add(1),
            "Style" => self.style = None,
            _ => {}
        }
    }
}

/// A format by its code, or by the name that this format has for it.
fn named_format(code: &str) -> NumberFormat {
    match code {
        "Percent" => NumberFormat::of("0%"),
        "Currency" | "Euro Currency" => NumberFormat::of("¥0"),
        "General Number" | "Fixed" | "Standard" | "Scientific" | "Yes/No" | "True/False" | "On/Off" => {
            NumberFormat::default()
        }
        name if name.ends_with(" Date") || name.ends_with(" Time") => NumberFormat::built_in(14),
        code => NumberFormat::of(code),
    }
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
