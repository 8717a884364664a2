//! What styles make of cells: number formats, and fonts that strike out or raise.

use std::collections::BTreeMap;

use super::patient;
use super::scan::{Scan, mark, number, once, opened};
use crate::formats::number_format::NumberFormat;
use crate::formats::sheet::Marks;

/// What a style makes of a cell.
#[derive(Clone, Default)]
pub(super) struct Style {
    pub(super) format: NumberFormat,
    pub(super) marks: Marks,
}

/// The styles of cells in their order.
pub(super) fn styles(xml: &str) -> Option<Vec<Style>> {
    patient::plain(xml)?;
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
