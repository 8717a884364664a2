//! The quick way through an .xlsx file: its parts are unpacked once and gone through where
//! they lie. It knows the plain XML that programs write and nothing else; whatever is not as
//! plain as that is left to calamine, and tests hold both to the same cells.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};
use flate2::{Decompress, FlushDecompress, Status};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;
use zip::CompressionMethod;

use crate::fold::visible;
use crate::intake::format::Archive;
use crate::intake::workbook::{Cell, Content, MOST_CELLS, Sheet, moment};

/// Longer parts are read as a stream.
const LONGEST: u64 = 16 << 20;

/// What the cells of all sheets refer to.
struct Book<'a> {
    strings: Vec<Option<Content>>,
    frame: &'a Frame,
}

/// What a workbook says besides its cells.
struct Frame {
    sheets: Vec<Listed>,
    looks: Vec<Look>,
    /// Whether its days count from 1904.
    is_1904: bool,
}

/// How a style shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Number,
    Percent,
    Date,
    /// Something that is not told here.
    Other,
}

/// A sheet of a workbook's list.
struct Listed {
    name: Arc<str>,
    hidden: bool,
    part: String,
}

/// The worksheets of a workbook; none where its XML is not plain.
#[must_use]
pub fn sheets(bytes: &[u8], archive: &mut Archive<'_>) -> Option<Vec<Sheet>> {
    let mut package = Package { archive, bytes };
    let frame = package.frame()?;
    let strings = match package.archive.index_for_name("xl/sharedStrings.xml") {
        Some(_) => package.part("xl/sharedStrings.xml", strings)?,
        None => Vec::new(),
    };
    let book = Book { strings, frame: &frame };
    let mut sheets = Vec::new();
    let mut room = MOST_CELLS;
    for Listed { name, hidden, part } in &frame.sheets {
        let cells = package.part(part, |xml| cells(xml, &book))?;
        room = room.checked_sub(cells.len())?;
        cells.is_sorted_by(|one, next| one.at < next.at).then_some(())?;
        sheets.push(Sheet { name: Arc::clone(name), hidden: *hidden, cells });
    }
    Some(sheets)
}

thread_local! {
    /// What the parts that this thread reads are unpacked by, and into.
    static UNPACK: RefCell<(Decompress, Vec<u8>)> = RefCell::new((Decompress::new(false), Vec::new()));
    /// The frames of workbooks by the packed parts that they stand in: those of one form, written
    /// by one program, are alike to the last byte. Looked up, never gone through.
    static FRAMES: RefCell<FxHashMap<Vec<u8>, Rc<Frame>>> = RefCell::default();
}

/// A part as it lies in the file.
struct Packed<'a> {
    bytes: &'a [u8],
    size: usize,
    sum: u32,
}

/// A workbook whose parts are unpacked where they lie.
struct Package<'a, 'b> {
    archive: &'b mut Archive<'a>,
    bytes: &'b [u8],
}

impl<'b> Package<'_, 'b> {
    fn packed(&mut self, name: &str) -> Option<Packed<'b>> {
        let file = self.archive.by_name_raw(name.as_bytes()).ok()?;
        if file.size() > LONGEST || file.encrypted() || file.compression() != CompressionMethod::Deflated {
            return None;
        }
        let start = usize::try_from(file.data_start()?).ok()?;
        let bytes = self.bytes.get(start..)?.get(..usize::try_from(file.compressed_size()).ok()?)?;
        Some(Packed { bytes, size: usize::try_from(file.size()).ok()?, sum: file.crc32() })
    }

    /// Reads a part.
    fn part<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let packed = self.packed(name)?;
        UNPACK.with_borrow_mut(|(inflate, bytes)| {
            bytes.clear();
            bytes.reserve(packed.size);
            inflate.reset(false);
            let ended = inflate.decompress_vec(packed.bytes, bytes, FlushDecompress::Finish);
            let whole = bytes.len() == packed.size && crc32fast::hash(bytes) == packed.sum;
            (ended.ok()? == Status::StreamEnd && whole).then_some(())?;
            read(simdutf8::basic::from_utf8(bytes).ok().filter(|text| is_plain(text))?)
        })
    }

    /// Reads what is not in the sheets, once for all workbooks that have it alike.
    fn frame(&mut self) -> Option<Rc<Frame>> {
        const MOST: usize = 200;
        // Some workbooks have styles of megabytes, each its own.
        const LONGEST_KEY: usize = 1 << 14;
        const PARTS: [&str; 4] =
            ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"];
        let mut key = Vec::new();
        for name in PARTS {
            let packed = self.packed(name)?;
            key.extend(packed.size.to_le_bytes());
            key.extend(packed.sum.to_le_bytes());
            key.extend(packed.bytes.len().to_le_bytes());
            key.extend(packed.bytes);
        }
        if let Some(frame) = FRAMES.with_borrow(|frames| frames.get(&key).cloned()) {
            return Some(frame);
        }
        let [root, relations, workbook, styles] = PARTS;
        let roots = self.part(root, targets)?;
        let mut roots = roots.iter().filter(|[_, kind, _]| kind.ends_with("/relationships/officeDocument"));
        let (Some([.., target]), None) = (roots.next(), roots.next()) else { return None };
        (target == workbook).then_some(())?;
        let targets = self.part(relations, targets)?;
        let (sheets, is_1904) = self.part(workbook, |xml| listed(xml, &targets))?;
        let frame = Rc::new(Frame { sheets, looks: self.part(styles, looks)?, is_1904 });
        if key.len() <= LONGEST_KEY {
            FRAMES.with_borrow_mut(|frames| {
                if frames.len() >= MOST {
                    frames.clear();
                }
                frames.insert(key, Rc::clone(&frame));
            });
        }
        Some(frame)
    }
}

/// Whether a text is XML in its own encoding, without a <!…> in which it would say something
/// else than it seems to.
fn is_plain(text: &str) -> bool {
    let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let declared = declared.map_or("", |(declaration, _)| declaration);
    let utf8 = ["encoding=\"UTF-8\"", "encoding=\"utf-8\""].iter().any(|word| declared.contains(word));
    text.starts_with('<') && (utf8 || !declared.contains("encoding")) && !text.contains("<!")
}

/// The attributes of a tag of a small part.
struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(tag: &BytesStart<'_>) -> Option<Self> {
        let mut all = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let value = quick_xml::escape::unescape(&attribute.value).ok()?;
            all.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Some(Self(all))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The relation of a sheet, whatever the prefix of its name.
    fn relation(&self) -> Option<&str> {
        let is_id = |name: &str| name == "id" || name.ends_with(":id");
        self.0.iter().rev().find(|(own, _)| is_id(own)).map(|(_, value)| value.as_str())
    }
}

/// What follows from each tag of a small part.
fn each_tag(xml: &str, mut each: impl FnMut(&str, &Attributes) -> Option<()>) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => each(tag.local_name().as_ref(), &Attributes::of(&tag)?)?,
            Event::Eof => return Some(()),
            Event::GeneralRef(_) => return None,
            _ => {}
        }
    }
}

/// The parts that a workbook refers to: name, what it is, where it is.
fn targets(xml: &str) -> Option<Vec<[String; 3]>> {
    let mut all = Vec::new();
    each_tag(xml, |tag, attributes| {
        if tag == "Relationship" {
            let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attributes.get(name));
            (!target?.contains('&')).then_some(())?;
            all.push([id?.to_owned(), kind?.to_owned(), target?.to_owned()]);
        }
        Some(())
    })?;
    Some(all)
}

/// The worksheets of a workbook in their order, and whether its days count from 1904.
fn listed(xml: &str, targets: &[[String; 3]]) -> Option<(Vec<Listed>, bool)> {
    let mut all = Vec::new();
    let mut is_1904 = false;
    each_tag(xml, |tag, attributes| {
        match tag {
            "workbookPr" => {
                is_1904 = attributes.get("date1904").map_or(is_1904, |word| matches!(word, "1" | "true"));
            }
            "sheet" => {
                let hidden = match attributes.get("state") {
                    None | Some("visible") => false,
                    Some("hidden" | "veryHidden") => true,
                    Some(_) => return None,
                };
                let id = attributes.relation()?;
                let [_, kind, target] = targets.iter().rev().find(|[own, ..]| *own == id)?;
                match kind.rsplit('/').next() {
                    Some("worksheet") => {
                        let absolute = target.strip_prefix('/').map(str::to_owned);
                        let part = absolute.unwrap_or_else(|| format!("xl/{target}"));
                        let name: Arc<str> = visible(attributes.get("name")?).into();
                        // calamine finds a sheet by its name.
                        all.iter().all(|other: &Listed| other.name != name).then_some(())?;
                        all.push(Listed { name, hidden, part });
                    }
                    Some("chartsheet" | "dialogsheet") => {}
                    _ => return None,
                }
            }
            _ => {}
        }
        Some(())
    })?;
    Some((all, is_1904))
}

/// How the styles show a number, in their order.
fn looks(xml: &str) -> Option<Vec<Look>> {
    let mut root = Scan { rest: opened(xml, "<styleSheet")?.1 };
    let ended = root.attributes(|_, _| Some(()))?;
    let Some((formats, styles)) = opened(root.rest, "<cellXfs") else {
        return (!xml.contains("cellXfs")).then(Vec::new);
    };
    if ended || formats.contains("</styleSheet") {
        return None;
    }
    // Of two formats with one number the later one stands.
    let mut own = BTreeMap::new();
    if formats.contains("numFmts") {
        let mut scan = Scan { rest: opened(formats, "<numFmts")?.1 };
        let mut ended = scan.attributes(|_, _| Some(()))?;
        while !ended {
            scan.blanks();
            scan.eat("<numFmt").then_some(())?;
            let (mut id, mut code) = (None, None);
            let empty = scan.attributes(|name, value| {
                match name {
                    "numFmtId" => id = Some(value),
                    "formatCode" => code = Some(value),
                    _ => {}
                }
                Some(())
            })?;
            own.insert(id?, spelled(&quick_xml::escape::unescape(code?).ok()?));
            (empty || scan.eat("</numFmt>")).then_some(())?;
            scan.blanks();
            ended = scan.eat("</numFmts>");
        }
    }
    let mut looks = Vec::new();
    let mut scan = Scan { rest: styles };
    let mut ended = scan.attributes(|_, _| Some(()))?;
    while !ended {
        scan.blanks();
        scan.eat("<xf").then_some(())?;
        let mut look = None;
        let empty = scan.attributes(|name, value| match name {
            "numFmtId" => once(&mut look, own.get(value).copied().unwrap_or_else(|| built_in(value))),
            _ => Some(()),
        })?;
        looks.push(look.unwrap_or(Look::Number));
        if !empty {
            let (inner, after) = scan.rest.split_once("</xf>")?;
            (!inner.contains("<xf")).then_some(())?;
            scan.rest = after;
        }
        scan.blanks();
        ended = scan.eat("</cellXfs>");
    }
    Some(looks)
}

/// The formats that need not be spelled out (ECMA-376, 18.8.30).
fn built_in(id: &str) -> Look {
    match number(id).filter(|_| id.len() == 1 || !id.starts_with('0')) {
        Some(0..=4 | 11..=13 | 37..=44 | 48 | 49) => Look::Number,
        Some(9 | 10) => Look::Percent,
        // From 27 and from 50 on those of East Asia, such as 2025年1月15日.
        Some(14..=22 | 27..=36 | 45 | 47 | 50..=58) => Look::Date,
        _ => Look::Other,
    }
}

/// What a spelled-out format is, where that is beyond doubt.
fn spelled(code: &str) -> Look {
    // Days and hours are spelled with letters.
    let letters = code.contains(|c: char| c.is_ascii_alphabetic());
    if code == "General" || !letters && !code.contains('%') {
        Look::Number
    } else if !letters {
        Look::Percent
    } else if code.starts_with(['y', 'm', 'd']) {
        Look::Date
    } else {
        Look::Other
    }
}

/// The strings that cells share. One of nothing but blanks is an empty cell.
fn strings(xml: &str) -> Option<Vec<Option<Content>>> {
    let mut scan = Scan { rest: opened(xml, "<sst")?.1 };
    let mut all = Vec::new();
    if scan.attributes(|_, _| Some(()))? {
        return Some(all);
    }
    loop {
        scan.blanks();
        if scan.eat("<si>") {
            let text = scan.string("</si>")?;
            all.push(Content::text(&text));
        } else if scan.empty("si") {
            all.push(None);
        } else {
            return scan.eat("</sst>").then_some(all);
        }
    }
}

/// The cells of a sheet.
fn cells(xml: &str, book: &Book<'_>) -> Option<Vec<Cell>> {
    let (head, data) = opened(xml, "<sheetData")?;
    if let Some((_, size)) = head.split_once("<dimension") {
        let size = size.strip_prefix(" ref=\"")?.split_once('"')?.0;
        size.split(':').all(|corner| position(corner).is_some()).then_some(())?;
        (size.split(':').count() <= 2).then_some(())?;
    }
    let mut scan = Scan { rest: data };
    let mut cells = Vec::new();
    if scan.attributes(|_, _| Some(()))? {
        return Some(cells);
    }
    let mut row = 0;
    loop {
        scan.blanks();
        if !scan.eat("<row") {
            return scan.eat("</sheetData>").then_some(cells);
        }
        let mut named = None;
        let mut ended = scan.attributes(|name, value| match name {
            "r" => once(&mut named, number(value)?.checked_sub(1)?),
            _ => Some(()),
        })?;
        row = named.unwrap_or(row);
        let mut column = 0;
        while !ended {
            scan.blanks();
            if !scan.eat("<c") {
                scan.eat("</row>").then_some(())?;
                ended = true;
                continue;
            }
            let (at, content) = cell(&mut scan, (row, column), book)?;
            column = at.1 + 1;
            if let Some(content) = content {
                cells.push(Cell { at, content });
                (cells.len() <= MOST_CELLS).then_some(())?;
            }
        }
        row = row.checked_add(1)?;
    }
}

/// A cell after its `<c`, at this place if it does not name another.
fn cell(scan: &mut Scan<'_>, next: (u32, u32), book: &Book<'_>) -> Option<((u32, u32), Option<Content>)> {
    let (mut place, mut style, mut kind) = (None, None, None);
    let empty = scan.attributes(|name, value| match name {
        "r" => once(&mut place, position(value)?),
        "s" => once(&mut style, number(value)?),
        "t" => once(&mut kind, value),
        _ => Some(()),
    })?;
    let at = place.unwrap_or(next);
    let kind = kind.unwrap_or("n");
    if empty {
        return Some((at, None));
    }
    let (mut formula, mut empty, mut content) = (false, true, None);
    loop {
        if scan.eat("</c>") {
            return Some((at, if empty { formula.then_some(Content::NoCache) } else { content }));
        } else if scan.eat("<v>") {
            let text = scan.text("</v>")?;
            (empty, content) = value(text, kind, style, book)?;
        } else if scan.empty("v") {
            (empty, content) = value("", kind, style, book)?;
        } else if scan.eat("<is>") {
            (kind == "inlineStr").then_some(())?;
            let text = scan.string("</is>")?;
            (empty, content) = (false, Content::text(&text));
        } else if scan.eat("<f") {
            // Formulas that cells share are put together by calamine.
            if !scan.attributes(|name, _| (name != "t").then_some(()))? {
                quick_xml::escape::unescape(scan.text("</f>")?).ok()?;
            }
            formula = true;
        } else {
            return None;
        }
    }
}

/// What a `<v>` says: whether nothing, and else what becomes of it.
fn value(text: &str, kind: &str, style: Option<u32>, book: &Book<'_>) -> Option<(bool, Option<Content>)> {
    match kind {
        "s" | "n" | "b" | "e" if text.is_empty() => Some((true, None)),
        "s" => Some((false, book.strings.get(usize::try_from(number(text)?).ok()?)?.clone())),
        "n" => {
            let digits = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
            let ends = [text.trim_start_matches('-').bytes().next(), text.bytes().next_back()];
            let plain = ends.iter().flatten().all(u8::is_ascii_digit) && text.bytes().all(digits);
            let number: f64 = plain.then(|| text.parse().ok()).flatten()?;
            let look = match style {
                Some(style) => book.frame.looks.get(usize::try_from(style).ok()?).copied(),
                None => None,
            };
            let content = match look.unwrap_or(Look::Number) {
                Look::Number => Content::Number(number),
                // The first style is the one of cells that have none.
                Look::Percent if style == Some(0) => Content::Number(number),
                Look::Percent => Content::Percent(number),
                Look::Date => {
                    moment(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, book.frame.is_1904))
                }
                Look::Other => return None,
            };
            Some((false, Some(content)))
        }
        "b" => match text {
            "0" => Some((false, Some(Content::Bool(false)))),
            "1" => Some((false, Some(Content::Bool(true)))),
            _ => None,
        },
        "e" => Some((false, Some(Content::Error(text.parse::<CellErrorType>().ok()?.to_string())))),
        "str" => Some((false, Content::text(&unescaped(text)?))),
        _ => None,
    }
}

/// The text of some XML; none where it has characters that only a program of its own writes.
fn unescaped(xml: &str) -> Option<Cow<'_, str>> {
    if !xml.contains('&') {
        return (!xml.contains("_x")).then_some(Cow::Borrowed(xml));
    }
    quick_xml::escape::unescape(xml).ok().filter(|text| !text.contains("_x"))
}

/// What stands before and after the first tag of a name, where that stands by itself.
fn opened<'a>(xml: &'a str, tag: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = xml.split_once(tag)?;
    let outside = before.trim_end();
    (outside.is_empty() || outside.ends_with('>')).then_some((before, after))
}

/// An attribute that must not stand twice.
fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// Digits and nothing else.
fn number(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|_| !digits.starts_with('+'))
}

/// The place of a cell by its name, both from 0.
fn position(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = name.split_at_checked(letters)?;
    if letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    Some((number(digits)?.checked_sub(1)?, column.checked_sub(1)?))
}

/// What is still to be gone through.
struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Goes past a tag with nothing in it.
    fn empty(&mut self, name: &str) -> bool {
        let rest = self.rest.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
        let rest = rest.map(|rest| rest.trim_start_matches(' ')).and_then(|rest| rest.strip_prefix("/>"));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// What stands before a byte, and what after it.
    fn before(&self, byte: u8) -> Option<(&'a str, &'a str)> {
        let at = self.rest.bytes().position(|own| own == byte)?;
        let (before, after) = self.rest.split_at_checked(at)?;
        Some((before, after.get(1..)?))
    }

    /// The rest of a tag after its name; whether it ends at once.
    fn attributes(&mut self, mut each: impl FnMut(&'a str, &'a str) -> Option<()>) -> Option<bool> {
        loop {
            if self.eat(">") {
                return Some(false);
            } else if self.eat("/>") {
                return Some(true);
            } else if !self.eat(" ") {
                return None;
            } else if self.rest.starts_with(['/', '>']) {
                continue;
            }
            // Names and values are of a few bytes: nothing is quicker than to go through them.
            let (name, after) = self.before(b'=')?;
            let (value, after) = Scan { rest: after.strip_prefix('"')? }.before(b'"')?;
            let odd = |byte: u8| !byte.is_ascii_graphic() || matches!(byte, b'<' | b'>' | b'"' | b'\'');
            if name.is_empty() || name.bytes().any(odd) {
                return None;
            }
            each(name, value)?;
            self.rest = after;
        }
    }

    /// What stands before the tag that has to come next.
    fn text(&mut self, close: &str) -> Option<&'a str> {
        let (text, tag) = self.rest.split_at_checked(self.rest.find('<')?)?;
        self.rest = tag.strip_prefix(close)?;
        // The ends of lines are no longer what they were when they have been read.
        (!text.contains('\r')).then_some(text)
    }

    /// A text that may be in several pieces of different looks.
    fn string(&mut self, close: &str) -> Option<Cow<'a, str>> {
        let mut whole: Option<Cow<'a, str>> = None;
        loop {
            self.blanks();
            if self.eat(close) {
                return Some(whole.unwrap_or_default());
            }
            let piece = if self.eat("<t>") {
                trimmed(unescaped(self.text("</t>")?)?)
            } else if self.eat("<t xml:space=\"preserve\">") {
                unescaped(self.text("</t>")?)?
            } else if self.empty("t") {
                Cow::Borrowed("")
            } else if ["<r>", "</r>", "<rPr>", "</rPr>"].iter().any(|tag| self.eat(tag)) {
                continue;
            } else {
                // How a piece looks, or its reading aids; but an aid itself (rPh) is no text.
                let tag = self.rest.strip_prefix('<')?;
                let name = tag.split([' ', '/', '>']).next()?;
                LOOKS.contains(&name).then_some(())?;
                self.rest = tag.strip_prefix(name)?;
                self.attributes(|_, _| Some(()))?.then_some(())?;
                continue;
            };
            whole = Some(match whole {
                Some(before) => before + piece,
                None => piece,
            });
        }
    }
}

/// The tags in a text that have no text in them.
const LOOKS: [&str; 12] = [
    "b",
    "charset",
    "color",
    "family",
    "i",
    "phoneticPr",
    "rFont",
    "scheme",
    "strike",
    "sz",
    "u",
    "vertAlign",
];

/// Without the blanks around it, which are kept where it is said.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let blank = [' ', '\t', '\r', '\n'];
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(blank).to_owned()),
    }
}
