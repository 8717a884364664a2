//! The grammar of plain parts: strings, styles and sheets, gone through where they lie.

use calamine::CellErrorType;

use super::scan::{Scan, number, once, opened, unescaped};
use super::styles::Style;
use super::{Book, patient};
use crate::formats::limits::MOST_CELLS;
use crate::formats::sheet::{Area, At, Cell, Content, Marks, Sheet};

/// The strings that cells share. One of nothing but blanks is an empty cell.
pub(super) fn strings(xml: &str) -> Option<Vec<Option<(Content, Marks)>>> {
    let (before, strings) = opened(xml, "<sst")?;
    let before = before.trim();
    // Nothing stands before it but the first line.
    let is_first_line = before.starts_with("<?xml") && before.find("?>") == before.len().checked_sub(2);
    (before.is_empty() || is_first_line).then_some(())?;
    let mut scan = Scan { rest: strings };
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
            let ended = scan.eat("</sst>") && scan.rest.trim().is_empty();
            return ended.then_some(all);
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
        return Some(Sheet { merged: around(head, scan.rest)?, ..Sheet::default() });
    }
    let mut row = 0_u32;
    loop {
        scan.blanks();
        if !scan.eat("<row") {
            scan.eat("</sheetData>").then_some(())?;
            return Some(Sheet { cells, merged: around(head, scan.rest)?, ..Sheet::default() });
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

/// The merged areas of a sheet by what stands before and after its cells, which has to be whole: the
/// grammar looks at little of it.
fn around(head: &str, rest: &str) -> Option<Vec<Area>> {
    patient::plain(&format!("{head}<sheetData/>{rest}"))?;
    merged(rest)
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
            let is_zero = matches!(content, Some((Content::Number(0.0), _)));
            let is_open = empty || is_zero && book.frame.said.is_uncalculated;
            let content = if formula && is_open { Some((Content::NoCache, Marks::NONE)) } else { content };
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
            said(Some(plain.map_or(Content::Number(number), |style| {
                style.format.content(number, book.frame.said.is_1904)
            })))
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
