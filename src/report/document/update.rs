//! A document that somebody has edited, brought up to date: only the figures that have a name are put
//! right, and what was changed is told.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::ops::Range;

use anyhow::{Context as _, Result};
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::docx::{TEXT_PART, packed};
use super::{Document, NAMESPACE, Run};

/// A document brought up to date.
pub struct Updated {
    /// The document.
    pub bytes: Vec<u8>,
    /// How many figures it has that today's document has too.
    pub figures: usize,
    /// The figures that were put right, in their order.
    pub changes: Vec<Change>,
    /// The figures that nothing says any more, as of a target that is met by now, and those that were
    /// taken apart.
    pub gone: Vec<Gone>,
}

/// A figure that the document of today does not have; it is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Its name.
    pub name: String,
    /// What stands there.
    pub said: String,
    /// The paragraph, which may no longer hold.
    pub paragraph: String,
}

/// A figure that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The paragraph as it reads now, which may say something else than the figure.
    pub paragraph: String,
}

/// The figures of a document by their names.
#[must_use]
pub fn figures(document: &Document) -> BTreeMap<String, String> {
    let runs = document.texts().flat_map(|text| &text.0);
    let figures = runs.filter_map(|run| match run {
        Run::Figure { name, words } => Some((name.clone(), words.clone())),
        Run::Words(_) => None,
    });
    figures.collect()
}

/// With which some programs begin a text in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

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
    let (_, text) = parts.iter_mut().find(|(name, _)| name == TEXT_PART).context(TEXT_PART)?;
    let mut editor = Editor::of(figures);
    // The reader passes over a mark of the byte order without counting it.
    let mark = if text.starts_with(MARK) { MARK.len() } else { 0 };
    editor.read(std::str::from_utf8(text.get(mark..).context(TEXT_PART)?)?)?;
    let mut edited = Vec::with_capacity(text.len());
    let mut kept = 0;
    for (place, words) in &editor.edits {
        edited.extend_from_slice(text.get(kept..mark + place.start).context(TEXT_PART)?);
        edited.extend_from_slice(escape(words).as_bytes());
        kept = mark + place.end;
    }
    edited.extend_from_slice(text.get(kept..).context(TEXT_PART)?);
    *text = edited;
    Ok(Updated { bytes: packed(&parts)?, figures: editor.found, changes: editor.changes, gone: editor.gone })
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
    edits: Vec<(Range<usize>, String)>,
    /// How many figures were found that have a counterpart.
    found: usize,
    changes: Vec<Change>,
    gone: Vec<Gone>,
    controls: Vec<Control>,
    /// What the paragraph that is open says by now.
    paragraph: String,
    /// How many changes and figures without a successor stood in the paragraphs before it.
    told: (usize, usize),
}

impl<'a> Editor<'a> {
    fn of(figures: &'a BTreeMap<String, String>) -> Self {
        Self {
            figures,
            edits: Vec::new(),
            found: 0,
            changes: Vec::new(),
            gone: Vec::new(),
            controls: Vec::new(),
            paragraph: String::new(),
            told: (0, 0),
        }
    }

    fn read(&mut self, xml: &str) -> Result<()> {
        let mut reader = Reader::from_str(xml);
        let position = |reader: &Reader<_>| usize::try_from(reader.buffer_position());
        let mut text = None;
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
                    "w:t" => text = Some(position(&reader)?),
                    _ => {}
                },
                Event::Empty(tag) if tag.name().as_ref() == "w:tag" => {
                    let name = tag.try_get_attribute("w:val")?;
                    let name = name.map(|name| name.value.into_owned());
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
                Event::Text(words) if text.is_some() => self.paragraph.push_str(&words),
                Event::GeneralRef(name) if text.is_some() => {
                    let reference = format!("&{};", &*name);
                    self.paragraph.push_str(&unescape(&reference)?);
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "w:t" => {
                        let named = self.controls.iter_mut().rev().find(|control| control.name.is_some());
                        if let Some((begins, control)) = text.take().zip(named) {
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
        let Some(said) = self.paragraph.get(begins..).map(str::to_owned).filter(|_| !parted) else {
            // It has become several paragraphs: whoever did that has to put it right.
            let said = self.paragraph.clone();
            self.gone.push(Gone { name, said, paragraph: String::new() });
            return;
        };
        // Somebody has taken the words out: that is an edit like any other.
        let Some((first, others)) = places.split_first() else { return };
        let Some(now) = self.figures.get(&name) else {
            self.gone.push(Gone { name, said, paragraph: String::new() });
            return;
        };
        self.found += 1;
        if said == *now {
            return;
        }
        self.edits.push((first.clone(), now.clone()));
        self.edits.extend(others.iter().map(|place| (place.clone(), String::new())));
        self.paragraph.truncate(begins);
        self.paragraph.push_str(now);
        self.changes.push(Change { name, before: said, after: now.clone(), paragraph: String::new() });
    }

    /// The paragraph is over: what was changed in it is told with it.
    fn tell(&mut self) {
        let (changes, gone) = self.told;
        for change in self.changes.iter_mut().skip(changes) {
            change.paragraph.clone_from(&self.paragraph);
        }
        for one in self.gone.iter_mut().skip(gone) {
            one.paragraph.clone_from(&self.paragraph);
        }
        self.told = (self.changes.len(), self.gone.len());
    }
}
