//! Going through plain XML where it lies, and what its texts say.

use std::borrow::Cow;

use crate::formats::sheet::Marks;

/// What stands before and after the first tag of a name, where that stands by itself.
pub(super) fn opened<'a>(xml: &'a str, tag: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = xml.split_once(tag)?;
    let outside = before.trim_end();
    (outside.is_empty() || outside.ends_with('>')).then_some((before, after))
}

/// An attribute that must not stand twice.
pub(super) fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// Digits and nothing else.
pub(super) fn number(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|_| !digits.starts_with('+'))
}

/// What is still to be gone through.
pub(super) struct Scan<'a> {
    pub(super) rest: &'a str,
}

/// A plain tag has no more attributes.
const MOST_ATTRIBUTES: usize = 16;

/// Whether the value of an attribute is a text of XML.
fn is_text(value: &str) -> bool {
    let odd = value.bytes().any(|byte| matches!(byte, b'<' | b'&'));
    !odd || !value.contains('<') && quick_xml::escape::unescape(value).is_ok()
}

impl<'a> Scan<'a> {
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Goes past a tag with nothing in it.
    pub(super) fn empty(&mut self, name: &str) -> bool {
        let rest = self.rest.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
        let rest = rest.map(|rest| rest.trim_start_matches(' ')).and_then(|rest| rest.strip_prefix("/>"));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(super) fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// What stands before a byte, and what after it.
    pub(super) fn before(&self, byte: u8) -> Option<(&'a str, &'a str)> {
        let at = self.rest.bytes().position(|own| own == byte)?;
        let (before, after) = self.rest.split_at_checked(at)?;
        Some((before, after.get(1..)?))
    }

    /// The rest of a tag after its name; whether it ends at once. None where it is not plain, in
    /// what nobody asks for too: an attribute twice, a bare & or <.
    pub(super) fn attributes(
        &mut self,
        mut each: impl FnMut(&'a str, &'a str) -> Option<()>,
    ) -> Option<bool> {
        let (mut seen, mut free) = ([""; MOST_ATTRIBUTES], 0);
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
            let of_a_name =
                |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
            if name.is_empty() || !name.bytes().all(of_a_name) {
                return None;
            }
            is_text(value).then_some(())?;
            (!seen.iter().take(free).any(|other| *other == name)).then_some(())?;
            *seen.get_mut(free)? = name;
            free += 1;
            each(name, value)?;
            self.rest = after;
        }
    }

    /// What stands before the tag that has to come next.
    pub(super) fn text(&mut self, close: &str) -> Option<&'a str> {
        let (text, tag) = self.rest.split_at_checked(self.rest.find('<')?)?;
        self.rest = tag.strip_prefix(close)?;
        // The ends of lines are no longer what they were when they have been read.
        (!text.contains('\r')).then_some(text)
    }

    /// A text that may be in several pieces of different looks, and what these say of it.
    pub(super) fn string(&mut self, close: &str) -> Option<(Cow<'a, str>, Marks)> {
        let mut whole: Option<Cow<'a, str>> = None;
        let (mut marks, mut own) = (Marks::NONE, Marks::NONE);
        let (mut in_piece, mut in_looks) = (false, false);
        loop {
            self.blanks();
            if self.eat(close) {
                return (!in_piece && !in_looks).then(|| (whole.unwrap_or_default(), marks));
            }
            if !in_piece && self.eat("<r>") || in_piece && !in_looks && self.eat("</r>") {
                (in_piece, own) = (!in_piece, Marks::NONE);
                continue;
            } else if in_piece && (!in_looks && self.eat("<rPr>") || in_looks && self.eat("</rPr>")) {
                in_looks = !in_looks;
                continue;
            } else if in_piece && !in_looks && self.empty("rPr") {
                continue;
            }
            let piece = if in_looks {
                None
            } else if self.eat("<t>") {
                Some(spelled(trimmed(entities(self.text("</t>")?)?)))
            } else if self.eat("<t xml:space=\"preserve\">") {
                Some(unescaped(self.text("</t>")?)?)
            } else {
                self.empty("t").then_some(Cow::Borrowed(""))
            };
            let Some(piece) = piece else {
                // How a piece looks, or its reading aids; but an aid itself (rPh) is no text.
                let tag = self.rest.strip_prefix('<')?;
                let name = tag.split([' ', '/', '>']).next()?;
                name.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(())?;
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

/// The text of some XML.
pub(super) fn unescaped(xml: &str) -> Option<Cow<'_, str>> {
    Some(spelled(entities(xml)?))
}

pub(super) fn entities(xml: &str) -> Option<Cow<'_, str>> {
    if xml.contains('&') { quick_xml::escape::unescape(xml).ok() } else { Some(Cow::Borrowed(xml)) }
}

/// A text in which _x000D_ stands for the character of that number (ECMA-376, 22.4.2.4).
pub(super) fn spelled(text: Cow<'_, str>) -> Cow<'_, str> {
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

/// Without the blanks around it, which are kept where it is said.
pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    let blank = [' ', '\t', '\r', '\n'];
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(blank).to_owned()),
    }
}

/// What a tag, without its bracket, says of the text that it is about.
pub(super) fn mark(tag: &str) -> Marks {
    let off = tag.contains("val=\"0\"") || tag.contains("val=\"false\"");
    let raised = tag.contains("\"superscript\"") || tag.contains("\"subscript\"");
    let named = |name: &str| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '/', '>']));
    Marks::STRUCK.when(named("strike") && !off).and(Marks::RAISED.when(named("vertAlign") && raised))
}
