//! What calamine leaves out of an .ods file: how its numbers are shown, what is struck out or
//! raised in it, merged and hidden cells (OpenDocument 1.3, part 3).

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::formats::limits::MOST_BYTES;
use crate::formats::number_format::NumberFormat;
use crate::formats::sheet::{Area, Content, Marks, Sheet};

/// What a style says of a cell or a text in it.
#[derive(Clone, Default)]
struct Style {
    parent: Option<String>,
    format: Option<String>,
    marks: Marks,
}

/// The styles of a document by their names.
#[derive(Default)]
struct Styles {
    own: BTreeMap<String, Style>,
    formats: BTreeMap<String, NumberFormat>,
}

impl Styles {
    fn marks(&self, name: Option<&str>) -> Marks {
        self.chain(name).map(|style| style.marks).fold(Marks::NONE, Marks::and)
    }

    fn format(&self, name: Option<&str>) -> Option<&NumberFormat> {
        self.formats.get(self.chain(name).find_map(|style| style.format.as_ref())?)
    }

    /// A style and those it is made after; the bound keeps a circle from hanging the program.
    fn chain<'a>(&'a self, name: Option<&str>) -> impl Iterator<Item = &'a Style> {
        let first = name.and_then(|name| self.own.get(name));
        std::iter::successors(first, |style| self.own.get(style.parent.as_ref()?)).take(16)
    }
}

/// A cell with something in it.
struct Looks {
    rows: Range<u32>,
    columns: Range<u32>,
    percent: bool,
    style: Option<String>,
    marks: Marks,
}

/// A table of the document.
#[derive(Default)]
struct DocumentTable {
    looks: Vec<Looks>,
    merged: Vec<Area>,
}

/// Gives the cells that calamine read what the file says of their looks; where that cannot be
/// found the sheets say so.
pub(super) fn dress(bytes: &[u8], sheets: &mut [Sheet]) {
    let known = looks(bytes).filter(|(_, tables)| tables.len() == sheets.len());
    let Some((styles, tables)) = known else {
        for sheet in sheets {
            sheet.looks_unknown = true;
        }
        return;
    };
    for (sheet, table) in sheets.iter_mut().zip(tables) {
        for looks in table.looks {
            let format = styles.format(looks.style.as_deref());
            let marks = looks.marks.and(styles.marks(looks.style.as_deref()));
            let from = sheet.cells.partition_point(|cell| cell.at.0 < looks.rows.start);
            let own = sheet.cells.get_mut(from..).unwrap_or_default().iter_mut();
            for cell in own.take_while(|cell| cell.at.0 < looks.rows.end) {
                if !looks.columns.contains(&cell.at.1) {
                    continue;
                }
                cell.marks = cell.marks.and(marks);
                if let Content::Number(number) = cell.content {
                    cell.content = match format.map(|format| format.content(number, false)) {
                        _ if looks.percent => Content::Percent(number),
                        Some(dressed @ Content::Dressed(_)) => dressed,
                        Some(_) | None => Content::Number(number),
                    };
                }
            }
        }
        sheet.merged = table.merged;
        sheet.merged.sort_by_key(Area::first);
    }
}

fn looks(bytes: &[u8]) -> Option<(Styles, Vec<DocumentTable>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut styles = Styles::default();
    let mut tables = Vec::new();
    for (name, needed) in [("styles.xml", false), ("content.xml", true)] {
        let mut text = String::new();
        match archive.by_name(name) {
            Ok(part) => drop(part.take(MOST_BYTES).read_to_string(&mut text).ok()?),
            Err(_) if needed => return None,
            Err(_) => continue,
        }
        tables = read(&text, &mut styles)?;
    }
    Some((styles, tables))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    let found = sound.find(|attribute| attribute.key.as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}

/// How often a row or a cell stands there; of no more than a sheet has.
fn times(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 1 << 20)
}

/// What of a document is being read.
#[derive(Default)]
struct Pen {
    tables: Vec<DocumentTable>,
    rows: Range<u32>,
    columns: Range<u32>,
    row_unseen: bool,
    /// The styles that columns give to their cells.
    defaults: Vec<(Range<u32>, Option<String>, bool)>,
    row_style: Option<String>,
    /// The cell that is open.
    open: Option<Looks>,
    /// The style that is open, and a format with the code that it comes to.
    style: Option<String>,
    format: Option<(String, String, bool)>,
    /// The pieces of text that are open, by what they say.
    spans: Vec<Marks>,
    /// Inside of a remark.
    remark: u32,
}

fn read(xml: &str, styles: &mut Styles) -> Option<Vec<DocumentTable>> {
    let mut pen = Pen::default();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => pen.start(&tag, styles, false),
            Event::Empty(tag) => pen.start(&tag, styles, true),
            Event::End(tag) => pen.end(tag.name().as_ref(), styles),
            Event::Text(text) => {
                let text = text.xml10_content();
                if let Some((_, code, true)) = &mut pen.format {
                    code.push('"');
                    code.push_str(&text);
                    code.push('"');
                }
                if let (0, Some(open), false) = (pen.remark, &mut pen.open, text.trim().is_empty()) {
                    open.marks = pen.spans.iter().copied().fold(open.marks, Marks::and);
                }
            }
            Event::Eof => return Some(pen.tables),
            _ => {}
        }
    }
}

impl Pen {
    fn start(&mut self, tag: &BytesStart<'_>, styles: &mut Styles, empty: bool) {
        let own = |name: &str| attribute(tag, name);
        match tag.name().as_ref() {
            "style:style" => {
                let Some(name) = own("style:name") else { return };
                let parent = own("style:parent-style-name");
                let style = Style { parent, format: own("style:data-style-name"), marks: Marks::NONE };
                styles.own.insert(name.clone(), style);
                self.style = (!empty).then_some(name);
            }
            "style:text-properties" => {
                let line = own("style:text-line-through-style").is_some_and(|line| line != "none");
                let line = line || own("style:text-line-through-type").is_some_and(|line| line != "none");
                let raised = own("style:text-position")
                    .is_some_and(|place| !place.starts_with("0%") && !place.starts_with("normal"));
                let marks = Marks::STRUCK.when(line).and(Marks::RAISED.when(raised));
                if let Some(style) = self.style.as_ref().and_then(|name| styles.own.get_mut(name)) {
                    style.marks = style.marks.and(marks);
                }
            }
            "number:number-style" | "number:percentage-style" | "number:currency-style" => {
                self.format = own("style:name").map(|name| (name, String::new(), false));
            }
            "number:number" | "number:scientific-number" | "number:fraction" => {
                if let Some((_, code, _)) = &mut self.format {
                    code.push('0');
                    // 1000 hides three digits, as a comma does.
                    let factor = own("number:display-factor").unwrap_or_default();
                    code.extend(std::iter::repeat_n(',', factor.matches("000").count()));
                }
            }
            "number:text" | "number:currency-symbol" => {
                if let Some((_, _, says)) = &mut self.format {
                    *says = !empty;
                }
            }
            "table:table" => {
                self.tables.push(DocumentTable::default());
                (self.rows, self.columns) = (0..0, 0..0);
                self.defaults.clear();
            }
            "table:table-column" => {
                let from = self.defaults.last().map_or(0, |(columns, ..)| columns.end);
                let columns = from..from + times(tag, "table:number-columns-repeated");
                let unseen = unseen(tag);
                self.defaults.push((columns, own("table:default-cell-style-name"), unseen));
            }
            "table:table-row" => {
                self.rows = self.rows.end..self.rows.end + times(tag, "table:number-rows-repeated");
                self.columns = 0..0;
                self.row_unseen = unseen(tag);
                self.row_style = own("table:default-cell-style-name");
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(tag, empty),
            "office:annotation" if !empty => self.remark += 1,
            "text:span" if !empty => {
                let marks = styles.marks(own("text:style-name").as_deref());
                self.spans.push(marks);
            }
            _ => {}
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let own = |name: &str| attribute(tag, name);
        self.columns = self.columns.end..self.columns.end + times(tag, "table:number-columns-repeated");
        let column = self.columns.start;
        let of_column = self.defaults.iter().find(|(columns, ..)| columns.contains(&column));
        let style = own("table:style-name")
            .or_else(|| self.row_style.clone())
            .or_else(|| of_column.and_then(|(_, style, _)| style.clone()));
        let unseen = self.row_unseen || of_column.is_some_and(|(.., unseen)| *unseen);
        let spans = (times(tag, "table:number-rows-spanned"), times(tag, "table:number-columns-spanned"));
        if let (true, Some(table)) = (spans != (1, 1), self.tables.last_mut()) {
            let area =
                Area { rows: self.rows.start..self.rows.start + spans.0, columns: column..column + spans.1 };
            table.merged.push(area);
        }
        let looks = Looks {
            rows: self.rows.clone(),
            columns: self.columns.clone(),
            percent: own("office:value-type").as_deref() == Some("percentage"),
            style,
            marks: Marks::UNSEEN.when(unseen),
        };
        self.spans.clear();
        // An empty one says nothing unless it has a value.
        if !empty {
            self.open = Some(looks);
        } else if own("office:value-type").is_some()
            && let Some(table) = self.tables.last_mut()
        {
            table.looks.push(looks);
        }
    }

    fn end(&mut self, name: &str, styles: &mut Styles) {
        match name {
            "style:style" => self.style = None,
            "number:number-style" | "number:percentage-style" | "number:currency-style" => {
                if let Some((own, mut code, _)) = self.format.take() {
                    if name == "number:percentage-style" {
                        code.push('%');
                    }
                    styles.formats.insert(own, NumberFormat::of(&code));
                }
            }
            "number:text" | "number:currency-symbol" => {
                if let Some((_, _, says)) = &mut self.format {
                    *says = false;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let (Some(looks), Some(table)) = (self.open.take(), self.tables.last_mut()) {
                    table.looks.push(looks);
                }
            }
            "office:annotation" => self.remark = self.remark.saturating_sub(1),
            "text:span" => drop(self.spans.pop()),
            _ => {}
        }
    }
}

fn unseen(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "table:visibility").is_some_and(|word| word != "visible")
}
