//! The grammar of plain parts: strings, styles and sheets, gone through where they lie.

use std::borrow::Cow;
use std::collections::BTreeMap;

use calamine::CellErrorType;

use super::Book;
use crate::intake::formats::limits::MOST_CELLS;
use crate::intake::formats::number_format::NumberFormat;
use crate::intake::sheet::{Area, At, Cell, Content, Marks, Sheet};

/// What a style makes of a cell.
#[derive(Clone, Default)]
pub(super) struct Style {
    format: NumberFormat,
    marks: Marks,
}

/// The styles of cells in their order.
pub(super) fn styles(xml: &str) -> Option<Vec<Style>> {
    let mut root = Scan { rest: opened(xml, "<styleSheet")?.1 };
    let ended = root.attributes(|_, _| Some(()))?;
    let Some((before, styles)) = opened(root.rest, "<cellXfs") else {
        return (!xml.contains("cellXfs")).then(Vec::new);
    };
    if ended || before.contains("</styleSheet") {
        return None;
    }
    let formats = number_formats(before)?;
    let fonts = fonts(before);
    let mut all = Vec::new();
    let mut scan = Scan { rest: styles };
    let mut ended = scan.attributes(|_, _| Some(()))?;
    while !ended {
        scan.blanks();
        scan.eat("<xf").then_some(())?;
        let (mut format, mut font) = (None, None);
        let empty = scan.attributes(|name, value| match name {
            "numFmtId" => once(&mut format, number(value)?),
            "fontId" => once(&mut font, number(value)?),
            _ => Some(()),
        })?;
        let id = format.unwrap_or(0);
        let format = formats.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id));
        let font = font.and_then(|font| fonts.get(usize::try_from(font).ok()?).copied());
        all.push(Style { format, marks: font.unwrap_or_default() });
        if !empty {
            let (inner, after) = scan.rest.split_once("</xf>")?;
            (!inner.contains("<xf")).then_some(())?;
            scan.rest = after;
        }
        scan.blanks();
        ended = scan.eat("</cellXfs>");
    }
    Some(all)
}

/// The formats that a workbook spells out. Of two with one number the later one stands.
fn number_formats(xml: &str) -> Option<BTreeMap<u32, NumberFormat>> {
    let mut own = BTreeMap::new();
    if xml.contains("numFmts") {
        let mut scan = Scan { rest: opened(xml, "<numFmts")?.1 };
        let mut ended = scan.attributes(|_, _| Some(()))?;
        while !ended {
            scan.blanks();
            scan.eat("<numFmt").then_some(())?;
            let (mut id, mut code) = (None, None);
            let empty = scan.attributes(|name, value| {
                match name {
                    "numFmtId" => id = Some(number(value)?),
                    "formatCode" => code = Some(value),
                    _ => {}
                }
                Some(())
            })?;
            own.insert(id?, NumberFormat::of(&quick_xml::escape::unescape(code?).ok()?));
            (empty || scan.eat("</numFmt>")).then_some(())?;
            scan.blanks();
            ended = scan.eat("</numFmts>");
        }
    }
    Some(own)
}

/// What each font says of the text in it.
fn fonts(xml: &str) -> Vec<Marks> {
    let own = opened(xml, "<fonts").and_then(|(_, rest)| rest.split_once("</fonts>"));
    let each = own.map_or("", |(own, _)| own).split("<font").skip(1);
    each.map(|font| font.split('<').map(mark).fold(Marks::NONE, Marks::and)).collect()
}

/// What a tag, without its bracket, says of the text that it is about.
fn mark(tag: &str) -> Marks {
    let off = tag.contains("val=\"0\"") || tag.contains("val=\"false\"");
    let raised = tag.contains("\"superscript\"") || tag.contains("\"subscript\"");
    let named = |name: &str| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '/', '>']));
    Marks::STRUCK.when(named("strike") && !off).and(Marks::RAISED.when(named("vertAlign") && raised))
}

/// The strings that cells share. One of nothing but blanks is an empty cell.
pub(super) fn strings(xml: &str) -> Option<Vec<Option<(Content, Marks)>>> {
    let mut scan = Scan { rest: opened(xml, "<sst")?.1 };
    let mut all = Vec::new();
    if scan.attributes(|_, _| Some(()))? {
        return Some(all);
    }
    loop {
        scan.blanks();
        if scan.eat("<si>") {
            let (text, marks) = scan.string("</si>")?;
            all.push(Content::text(&text).map(|content| (content, marks)));
        } else if scan.empty("si") {
            all.push(None);
        } else {
            return scan.eat("</sst>").then_some(all);
        }
    }
}

/// A sheet without its name.
pub(super) fn sheet(xml: &str, book: &Book<'_>) -> Option<Sheet> {
    let (head, data) = opened(xml, "<sheetData")?;
    if let Some((_, size)) = head.split_once("<dimension") {
        let size = size.strip_prefix(" ref=\"")?.split_once('"')?.0;
        area(size)?;
    }
    let hidden = hidden_columns(head)?;
    let mut scan = Scan { rest: data };
    let mut cells = Vec::new();
    if scan.attributes(|_, _| Some(()))? {
        return Some(Sheet { merged: merged(scan.rest)?, ..Sheet::default() });
    }
    let mut row = 0_u32;
    loop {
        scan.blanks();
        if !scan.eat("<row") {
            scan.eat("</sheetData>").then_some(())?;
            return Some(Sheet { cells, merged: merged(scan.rest)?, ..Sheet::default() });
        }
        let mut named = None;
        let mut unseen = false;
        let mut ended = scan.attributes(|name, value| match name {
            "r" => once(&mut named, number(value)?.checked_sub(1)?),
            "hidden" => {
                unseen = is_true(value);
                Some(())
            }
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
            if let Some((content, marks)) = content {
                let unseen = unseen || hidden.iter().any(|hidden| hidden.contains(&at.1));
                cells.push(Cell { at, content, marks: marks.and(Marks::UNSEEN.when(unseen)) });
                (cells.len() <= MOST_CELLS + 1).then_some(())?;
            }
        }
        row = row.checked_add(1)?;
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// The columns of a sheet that are hidden, from what stands before its cells.
fn hidden_columns(head: &str) -> Option<Vec<std::ops::Range<u32>>> {
    let mut all = Vec::new();
    let Some((_, columns)) = opened(head, "<cols").filter(|_| head.contains("hidden=")) else {
        return Some(all);
    };
    let mut scan = Scan { rest: columns };
    let mut ended = scan.attributes(|_, _| Some(()))?;
    while !ended {
        scan.blanks();
        scan.eat("<col").then_some(())?;
        let (mut first, mut last, mut hidden) = (None, None, false);
        let empty = scan.attributes(|name, value| {
            match name {
                "min" => first = Some(number(value)?.checked_sub(1)?),
                "max" => last = Some(number(value)?),
                "hidden" => hidden = is_true(value),
                _ => {}
            }
            Some(())
        })?;
        if hidden {
            all.push(first?..last?);
        }
        (empty || scan.eat("</col>")).then_some(())?;
        scan.blanks();
        ended = scan.eat("</cols>");
    }
    Some(all)
}

/// The merged areas of a sheet, from what stands behind its cells.
fn merged(tail: &str) -> Option<Vec<Area>> {
    let mut all = Vec::new();
    if !tail.contains("mergeCells") {
        return Some(all);
    }
    let mut scan = Scan { rest: opened(tail, "<mergeCells")?.1 };
    let mut ended = scan.attributes(|_, _| Some(()))?;
    while !ended {
        scan.blanks();
        scan.eat("<mergeCell").then_some(())?;
        let mut own = None;
        let empty = scan.attributes(|name, value| {
            if name == "ref" {
                own = Some(area(value)?);
            }
            Some(())
        })?;
        all.push(own?);
        (empty || scan.eat("</mergeCell>")).then_some(())?;
        scan.blanks();
        ended = scan.eat("</mergeCells>");
    }
    all.sort_by_key(Area::first);
    Some(all)
}

/// The cells between two corners, such as A1:C9.
fn area(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    Some(Area::between(position(first)?, position(last)?))
}

/// A cell after its `<c`, at this place if it does not name another.
fn cell(scan: &mut Scan<'_>, next: At, book: &Book<'_>) -> Option<(At, Option<(Content, Marks)>)> {
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
    let style = style.and_then(|style| book.frame.styles.get(usize::try_from(style).ok()?));
    let (mut formula, mut empty, mut content) = (false, true, None);
    loop {
        if scan.eat("</c>") {
            let content = if empty { formula.then_some((Content::NoCache, Marks::NONE)) } else { content };
            let marks = style.map_or(Marks::NONE, |style| style.marks);
            return Some((at, content.map(|(content, own)| (content, own.and(marks)))));
        } else if scan.eat("<v>") {
            let text = scan.text("</v>")?;
            (empty, content) = value(text, kind, style, book)?;
        } else if scan.empty("v") {
            (empty, content) = value("", kind, style, book)?;
        } else if scan.eat("<is>") {
            (kind == "inlineStr").then_some(())?;
            let (text, marks) = scan.string("</is>")?;
            (empty, content) = (false, Content::text(&text).map(|content| (content, marks)));
        } else if scan.eat("<f") {
            if !scan.attributes(|_, _| Some(()))? {
                quick_xml::escape::unescape(scan.text("</f>")?).ok()?;
            }
            formula = true;
        } else {
            return None;
        }
    }
}

/// What a `<v>` says: whether nothing, and else what becomes of it.
fn value(
    text: &str,
    kind: &str,
    style: Option<&Style>,
    book: &Book<'_>,
) -> Option<(bool, Option<(Content, Marks)>)> {
    let said = |content: Option<Content>| Some((false, content.map(|content| (content, Marks::NONE))));
    match kind {
        "s" | "n" | "b" | "e" | "d" if text.is_empty() => Some((true, None)),
        "s" => Some((false, book.strings.get(usize::try_from(number(text)?).ok()?)?.clone())),
        "n" => {
            let digits = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
            let number: f64 = text.bytes().all(digits).then(|| text.parse().ok()).flatten()?;
            let plain = style.filter(|style| !style.format.is_plain());
            said(Some(
                plain.map_or(Content::Number(number), |style| {
                    style.format.content(number, book.frame.is_1904)
                }),
            ))
        }
        "b" => said(Some(Content::Bool(match text {
            "0" | "false" => false,
            "1" | "true" => true,
            _ => return None,
        }))),
        // An error that is too young for the list is an error all the same.
        "e" => {
            let error = unescaped(text)?;
            let known = error.parse::<CellErrorType>().map(|known| known.to_string());
            said(Some(Content::Error(known.unwrap_or_else(|_| error.into_owned()))))
        }
        "d" => {
            let day = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d"].iter().find_map(|format| {
                let text = text.trim_end_matches('Z');
                let day = || chrono::NaiveDate::parse_from_str(text, format).ok()?.and_hms_opt(0, 0, 0);
                chrono::NaiveDateTime::parse_from_str(text, format).ok().or_else(day)
            });
            said(Some(day.map_or_else(|| Content::Text(text.into()), Content::Date)))
        }
        "str" => said(Content::text(&unescaped(text)?)),
        _ => None,
    }
}

/// The text of some XML.
fn unescaped(xml: &str) -> Option<Cow<'_, str>> {
    Some(spelled(entities(xml)?))
}

fn entities(xml: &str) -> Option<Cow<'_, str>> {
    if xml.contains('&') { quick_xml::escape::unescape(xml).ok() } else { Some(Cow::Borrowed(xml)) }
}

/// A text in which _x000D_ stands for the character of that number (ECMA-376, 22.4.2.4).
fn spelled(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text;
    }
    let mut spelled = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once("_x") {
        spelled.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let character = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        rest = match character {
            Some(character) => {
                spelled.push(character);
                after.get(5..).unwrap_or_default()
            }
            None => {
                spelled.push_str("_x");
                after
            }
        };
    }
    Cow::Owned(spelled + rest)
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

    /// A text that may be in several pieces of different looks, and what these say of it.
    fn string(&mut self, close: &str) -> Option<(Cow<'a, str>, Marks)> {
        let mut whole: Option<Cow<'a, str>> = None;
        let (mut marks, mut own) = (Marks::NONE, Marks::NONE);
        loop {
            self.blanks();
            if self.eat(close) {
                return Some((whole.unwrap_or_default(), marks));
            }
            let piece = if self.eat("<t>") {
                spelled(trimmed(entities(self.text("</t>")?)?))
            } else if self.eat("<t xml:space=\"preserve\">") {
                unescaped(self.text("</t>")?)?
            } else if self.empty("t") {
                Cow::Borrowed("")
            } else if self.eat("<r>") {
                own = Marks::NONE;
                continue;
            } else if ["</r>", "<rPr>", "</rPr>", "<rPr/>"].iter().any(|tag| self.eat(tag)) {
                continue;
            } else {
                // How a piece looks, or its reading aids; but an aid itself (rPh) is no text.
                let tag = self.rest.strip_prefix('<')?;
                let name = tag.split([' ', '/', '>']).next()?;
                self.rest = tag.strip_prefix(name)?;
                self.attributes(|_, _| Some(()))?.then_some(())?;
                let said = tag.get(..tag.len() - self.rest.len()).unwrap_or_default();
                own = own.and(mark(said));
                continue;
            };
            if !crate::fold::is_unwritten(&piece) {
                marks = marks.and(own);
            }
            whole = Some(match whole {
                Some(before) => before + piece,
                None => piece,
            });
        }
    }
}

/// Without the blanks around it, which are kept where it is said.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let blank = [' ', '\t', '\r', '\n'];
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(blank).to_owned()),
    }
}
