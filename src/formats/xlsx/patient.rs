//! Makes the XML of a part plain: one way to write a tag, no prefixes, comments, CDATA, entities
//! or reading aids, so that one grammar reads what every program writes.

use encoding_rs::Encoding;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements whose text is no part of what stands in a cell.
const SILENT: [&str; 4] = ["rPh", "phoneticPr", "extLst", "AlternateContent"];

/// The first line, which says the encoding, is a short one.
pub(super) const LONGEST_DECLARATION: usize = 200;

/// The text of a part in the encoding that it declares.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return crate::formats::text::decode(bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(LONGEST_DECLARATION))?).into_owned();
    let declared = head.split_once("encoding=").filter(|(before, _)| !before.contains("?>"));
    let name = declared.map_or("utf-8", |(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.split(['"', '\'']).next().unwrap_or_default()
    });
    let (text, _, wrong) = Encoding::for_label(name.as_bytes())?.decode(bytes);
    (!wrong).then(|| text.into_owned())
}

/// The same XML, plain; none where it is not well-formed or has a type of its own.
pub(super) fn plain(xml: &str) -> Option<String> {
    let mut out = String::with_capacity(xml.len());
    let mut reader = Reader::from_str(xml);
    let mut silent = 0_u32;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                if silent > 0 || SILENT.contains(&tag.local_name().as_ref()) {
                    silent += 1;
                } else {
                    opening(&mut out, &tag)?;
                    out.push('>');
                }
            }
            Event::Empty(tag) if silent == 0 && !SILENT.contains(&tag.local_name().as_ref()) => {
                opening(&mut out, &tag)?;
                out.push_str("/>");
            }
            Event::End(_) if silent > 0 => silent -= 1,
            Event::End(tag) => {
                out.push_str("</");
                out.push_str(tag.local_name().as_ref());
                out.push('>');
            }
            Event::Text(text) if silent == 0 => escape(&mut out, &text.xml10_content()),
            Event::CData(text) if silent == 0 => escape(&mut out, &text.xml10_content()),
            Event::GeneralRef(reference) if silent == 0 => {
                let character = reference.resolve_char_ref().ok()?.map(String::from);
                let named =
                    || quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned);
                escape(&mut out, &character.or_else(named)?);
            }
            Event::DocType(_) => return None,
            Event::Eof => return Some(out),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_) => {}
        }
    }
}

fn opening(out: &mut String, tag: &BytesStart<'_>) -> Option<()> {
    let name = tag.local_name();
    let name = name.as_ref();
    let is_of_a_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.chars().all(is_of_a_name).then_some(())?;
    out.push('<');
    out.push_str(name);
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        attribute.key.as_ref().chars().all(|c| is_of_a_name(c) || c == ':').then_some(())?;
        let value = quick_xml::escape::unescape(&attribute.value).ok()?;
        let own = match (
            attribute.key.prefix().as_ref().map(|prefix| prefix.as_ref()),
            attribute.key.local_name().as_ref(),
        ) {
            // Of texts alone blanks are kept, and where it is said.
            (Some("xml"), "space") if name == "t" && value == "preserve" => "xml:space".to_owned(),
            (None, own) if own != "xmlns" => own.to_owned(),
            // The relation of a sheet.
            (Some(_), "id") => "id".to_owned(),
            _ => continue,
        };
        // Of these the grammar knows no attributes, and none says anything.
        if matches!(name, "si" | "is" | "v" | "r" | "rPr") {
            continue;
        }
        out.push(' ');
        out.push_str(&own);
        out.push_str("=\"");
        // Blanks stand for themselves in no attribute that is asked for.
        escape(out, &value.replace(|c: char| c.is_ascii_whitespace() && c != ' ', " "));
        out.push('"');
    }
    Some(())
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn xml_of_every_kind_is_made_plain() {
        for (xml, is) in [
            (
                "<?xml version=\"1.0\"?>\n<x:c r='B2' \n t=\"s\"><x:v>4&#57;70</x:v></x:c>",
                "\n<c r=\"B2\" t=\"s\"><v>4970</v></c>",
            ),
            ("<v>49<!-- 1 -->70</v>", "<v>4970</v>"),
            (
                "<t a:b=\"1\" xml:space=\"preserve\"> <![CDATA[<&]]></t>",
                "<t xml:space=\"preserve\"> &lt;&amp;</t>",
            ),
            ("<si><t>漢</t><rPh sb=\"0\"><t>かん</t></rPh></si>", "<si><t>漢</t></si>"),
            ("<sheet name=\"a&quot;&#10;b\" r:id=\"r1\"/>", "<sheet name=\"a&quot; b\" id=\"r1\"/>"),
        ] {
            assert_eq!(plain(xml).as_deref(), Some(is), "{xml}");
        }
        for refused in ["<a><b></a>", "<!DOCTYPE a><a/>", "<a>&unknown;</a>", "<a b=1/>"] {
            assert_eq!(plain(refused), None, "{refused}");
        }
    }
}
