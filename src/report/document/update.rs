//! A document that somebody has edited, brought up to date: only the figures that have a name and that
//! nobody has changed are put right, and what was changed is told.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::ops::Range;

use anyhow::{Context as _, Result};
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::NAMESPACE;
use super::docx::{PROPERTIES_PART, TEXT_PART, packed};

/// A document brought up to date.
pub struct Updated {
    /// The document.
    pub bytes: Vec<u8>,
    /// How many figures it has that today's document has too.
    pub figures: usize,
    /// What is to be looked at, in the order of the text.
    pub points: Vec<Point>,
}

/// A figure that does not say what today's document says, or did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its name.
    pub name: String,
    /// What stood there.
    pub said: String,
    /// What became of it.
    pub became: Became,
    /// The paragraph as it reads now, which may say something else than the figure.
    pub paragraph: String,
}

/// What became of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was put right, and says this.
    Right(String),
    /// Somebody has changed its words, and they stay; today's are these.
    Kept(String),
    /// Nothing says it any more, as of a target that is met by now, or it was taken apart. It stays.
    Gone,
}

/// With which some programs begin a text in UTF-8.
const MARK: &str = "\u{feff}";

/// Most that a part may unpack to: no document of an office is larger.
const MOST_BYTES: u64 = 64 << 20;

/// Puts the figures of a document right that was made by this program and edited since. Everything else
/// stays as it is, byte by byte.
///
/// # Errors
/// A file that is no document, or that is damaged.
pub fn update(file: &[u8], figures: &BTreeMap<String, String>) -> Result<Updated> {
    let mut archive = ZipArchive::new(Cursor::new(file))?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index(at)?;
        let name = entry.name()?.into_owned();
        anyhow::ensure!(entry.size() <= MOST_BYTES, "{name}: {} bytes", entry.size());
        let mut bytes = Vec::new();
        entry.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        parts.push((name, bytes));
    }
    let mut written = BTreeMap::new();
    if let Some(part) = part(&mut parts, PROPERTIES_PART) {
        let properties = properties(text(part)?)?;
        let new =
            properties.iter().filter_map(|(name, (_, place))| Some((place.clone(), figures.get(name)?)));
        *part = with_edits(part, new)?;
        written = properties.into_iter().map(|(name, (words, _))| (name, words)).collect();
    }
    let part = part(&mut parts, TEXT_PART).context(TEXT_PART)?;
    let mut editor = Editor::of(figures, written);
    editor.read(text(part)?)?;
    *part = with_edits(part, editor.edits.iter().map(|(place, words)| (place.clone(), words)))?;
    Ok(Updated { bytes: packed(&parts)?, figures: editor.found, points: editor.points })
}

fn part<'a>(parts: &'a mut [(String, Vec<u8>)], name: &str) -> Option<&'a mut Vec<u8>> {
    parts.iter_mut().find(|(own, _)| own == name).map(|(_, bytes)| bytes)
}

/// A part as text, without the mark that the reader would pass over without counting it.
fn text(part: &[u8]) -> Result<&str> {
    let text = std::str::from_utf8(part)?;
    Ok(text.strip_prefix(MARK).unwrap_or(text))
}

/// A part with other words at some places of its text.
fn with_edits<'a>(part: &[u8], edits: impl Iterator<Item = (Range<usize>, &'a String)>) -> Result<Vec<u8>> {
    let all = std::str::from_utf8(part)?;
    let text = text(part)?;
    let mut edited = all.strip_suffix(text).unwrap_or_default().to_owned();
    let mut kept = 0;
    let mut edits: Vec<_> = edits.collect();
    edits.sort_by_key(|(place, _)| place.start);
    for (place, words) in edits {
        edited += text.get(kept..place.start).context("an edit within another")?;
        edited += &escape(words);
        kept = place.end;
    }
    edited += text.get(kept..).context("an edit behind the end")?;
    Ok(edited.into_bytes())
}

/// The value of an attribute.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    let found = tag.try_get_attribute(name)?;
    Ok(found.map(|found| unescape(&found.value).map(Cow::into_owned)).transpose()?)
}

fn position(reader: &Reader<&[u8]>) -> Result<usize> {
    Ok(usize::try_from(reader.buffer_position())?)
}

/// The properties of a document by their names: what the figures said when it was written, and where
/// that stands in the part.
fn properties(xml: &str) -> Result<BTreeMap<String, (String, Range<usize>)>> {
    let mut reader = Reader::from_str(xml);
    let mut all = BTreeMap::new();
    let (mut name, mut words, mut begins) = (None, String::new(), None);
    loop {
        let before = position(&reader)?;
        match reader.read_event()? {
            Event::Eof => return Ok(all),
            Event::Start(tag) if tag.name().as_ref() == "property" => name = attribute(&tag, "name")?,
            Event::Start(tag) if tag.name().as_ref() == "vt:lpwstr" => {
                words.clear();
                begins = Some(position(&reader)?);
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => words.push_str(&unescape(&format!("&{};", &*name))?),
            Event::End(tag) if tag.name().as_ref() == "vt:lpwstr" => {
                if let Some((name, begins)) = name.take().zip(begins.take()) {
                    all.insert(name, (words.clone(), begins..before));
                }
            }
            _ => {}
        }
    }
}

/// A content control that is open.
#[derive(Default)]
struct Control {
    name: Option<String>,
    /// Where its words stand in the part, run by run.
    places: Vec<Range<usize>>,
    /// Where they begin in the paragraph.
    begins: usize,
    /// Whether a paragraph begins in it.
    parted: bool,
}

/// Goes through the text and notes what to put right where.
struct Editor<'a> {
    figures: &'a BTreeMap<String, String>,
    /// What the figures said when the document was written.
    written: BTreeMap<String, String>,
    edits: Vec<(Range<usize>, String)>,
    /// How many figures were found that have a counterpart.
    found: usize,
    points: Vec<Point>,
    controls: Vec<Control>,
    /// What the paragraph that is open says by now.
    paragraph: String,
    /// How many points stood in the paragraphs before it.
    told: usize,
}

impl<'a> Editor<'a> {
    fn of(figures: &'a BTreeMap<String, String>, written: BTreeMap<String, String>) -> Self {
        let (edits, points, controls, paragraph) = (Vec::new(), Vec::new(), Vec::new(), String::new());
        Self { figures, written, edits, found: 0, points, controls, paragraph, told: 0 }
    }

    fn read(&mut self, xml: &str) -> Result<()> {
        let mut reader = Reader::from_str(xml);
        let mut begins = None;
        loop {
            let before = position(&reader)?;
            match reader.read_event()? {
                Event::Eof => return Ok(()),
                Event::Start(tag) => match tag.name().as_ref() {
                    "w:p" => {
                        self.paragraph.clear();
                        self.controls.iter_mut().for_each(|control| control.parted = true);
                    }
                    "w:sdt" => {
                        self.controls.push(Control { begins: self.paragraph.len(), ..Control::default() });
                    }
                    "w:t" => begins = Some(position(&reader)?),
                    _ => {}
                },
                Event::Empty(tag) if tag.name().as_ref() == "w:tag" => {
                    let name = attribute(&tag, "w:val")?;
                    if let Some(control) = self.controls.last_mut() {
                        control.name = name.filter(|name| name.starts_with(NAMESPACE));
                    }
                }
                // Word's own words stand where somebody has taken the figure out.
                Event::Empty(tag) if tag.name().as_ref() == "w:showingPlcHdr" => {
                    if let Some(control) = self.controls.last_mut() {
                        control.name = None;
                    }
                }
                Event::Text(words) if begins.is_some() => self.paragraph.push_str(&words),
                Event::GeneralRef(name) if begins.is_some() => {
                    self.paragraph.push_str(&unescape(&format!("&{};", &*name))?);
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "w:t" => {
                        let named = self.controls.iter_mut().rev().find(|control| control.name.is_some());
                        if let Some((begins, control)) = begins.take().zip(named) {
                            control.places.push(begins..before);
                        }
                    }
                    "w:sdt" => self.put_right(),
                    "w:p" => self.tell(),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Puts the figure right whose control ends here.
    fn put_right(&mut self) {
        let Some(Control { name: Some(name), places, begins, parted }) = self.controls.pop() else { return };
        // Somebody has taken the words out: that is an edit like any other.
        let Some((first, others)) = places.split_first() else { return };
        let now = self.figures.get(&name);
        self.found += usize::from(now.is_some());
        let said = self.paragraph.get(begins..).filter(|_| !parted).map(str::to_owned);
        let (said, became) = match (said, now) {
            // It has become several paragraphs: whoever did that has to put it right.
            (None, _) => (self.paragraph.clone(), Became::Gone),
            (Some(said), None) => (said, Became::Gone),
            (Some(said), Some(now)) if said == *now => return,
            (Some(said), Some(now)) if self.written.get(&name) != Some(&said) => {
                (said, Became::Kept(now.clone()))
            }
            (Some(said), Some(now)) => {
                self.edits.push((first.clone(), now.clone()));
                self.edits.extend(others.iter().map(|place| (place.clone(), String::new())));
                self.paragraph.truncate(begins);
                self.paragraph.push_str(now);
                (said, Became::Right(now.clone()))
            }
        };
        self.points.push(Point { name, said, became, paragraph: String::new() });
    }

    /// The paragraph is over: what is to be looked at in it is told with it.
    fn tell(&mut self) {
        for point in self.points.iter_mut().skip(self.told) {
            point.paragraph.clone_from(&self.paragraph);
        }
        self.told = self.points.len();
    }
}
