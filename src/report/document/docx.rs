//! A document as a WordprocessingML package (ECMA-376), with the measures of a 公文
//! (GB/T 9704—2012): A4, margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters.
//!
//! The parts are templates under `templates/docx/`. No library that is alive writes repeated heads of
//! tables, content controls and two footers; the template of a part is shorter than the calls would be.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use anyhow::Result;
use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::{Block, Document, Rank, Row, Run};
use crate::report::publish::OutputFile;

/// The part that holds the text.
pub(super) const TEXT_PART: &str = "word/document.xml";

/// The part that holds the figures by their names.
pub(super) const PROPERTIES_PART: &str = "docProps/custom.xml";

/// The parts that are the same in every document.
const STATIC: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("../../../templates/docx/content-types.xml")),
    ("_rels/.rels", include_str!("../../../templates/docx/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("../../../templates/docx/document-rels.xml")),
    ("word/styles.xml", include_str!("../../../templates/docx/styles.xml")),
    ("word/settings.xml", include_str!("../../../templates/docx/settings.xml")),
    ("word/fontTable.xml", include_str!("../../../templates/docx/fonts.xml")),
    ("word/footer1.xml", include_str!("../../../templates/docx/footer-odd.xml")),
    ("word/footer2.xml", include_str!("../../../templates/docx/footer-even.xml")),
];

#[derive(Template)]
#[template(path = "docx/document.xml")]
struct TextPart<'a> {
    title: &'a str,
    /// The heading of the contents.
    contents: &'a str,
    sections: Vec<Section<'a>>,
    /// The headings of the first two ranks, for the contents.
    headings: Vec<(Rank, &'a str)>,
    /// The last number given to a content control.
    last: Cell<u32>,
    /// The last number given to a heading.
    heading: Cell<u32>,
}

/// Pages of one orientation.
struct Section<'a> {
    landscape: bool,
    blocks: Vec<&'a Block>,
}

#[derive(Template)]
#[template(path = "docx/core.xml")]
struct Core<'a> {
    title: &'a str,
    author: &'a str,
    lang: &'a str,
}

/// The figures as properties of the document, by which one that was edited shows what it said when it
/// was written.
#[derive(Template)]
#[template(path = "docx/custom.xml")]
struct Properties<'a> {
    figures: &'a BTreeMap<String, String>,
}

impl TextPart<'_> {
    /// A number that no other content control has.
    fn number(&self) -> u32 {
        self.last.set(self.last.get() + 1);
        self.last.get()
    }

    /// The number of the next heading, by which the contents find it.
    fn heading(&self) -> u32 {
        self.heading.set(self.heading.get() + 1);
        self.heading.get()
    }

    /// Whether the last thing is a table, behind which Word wants a paragraph.
    fn ends_with_table(&self, section: &Section<'_>) -> bool {
        matches!(section.blocks.last(), Some(Block::Table(_)))
    }
}

/// Twentieths of a point, in which Word measures.
fn twips(millimetres: &u32) -> u32 {
    (millimetres * 14_400 + 127) / 254
}

/// Packs a document.
///
/// # Errors
/// A part that cannot be put together.
pub fn file(name: &str, document: &Document) -> Result<OutputFile> {
    let mut sections = vec![Section { landscape: false, blocks: Vec::new() }];
    for block in &document.blocks {
        if let Block::Annex { landscape, .. } = block {
            sections.push(Section { landscape: *landscape, blocks: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            section.blocks.push(block);
        }
    }
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(rank, text) => Some((*rank, text.as_str())),
        _ => None,
    });
    let text = TextPart {
        title: &document.title,
        contents: &document.contents,
        sections,
        headings: headings.collect(),
        last: Cell::new(0),
        heading: Cell::new(0),
    };
    let core = Core { title: &document.title, author: &document.author, lang: document.lang };
    let properties = Properties { figures: &document.figures() };
    let parts = [
        (TEXT_PART, text.render()?),
        (PROPERTIES_PART, properties.render()?),
        ("docProps/core.xml", core.render()?),
    ];
    let own = STATIC.iter().map(|(name, text)| (*name, (*text).to_owned()));
    let parts: Vec<(String, Vec<u8>)> =
        own.chain(parts).map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    Ok(OutputFile { path: name.into(), bytes: packed(&parts)? })
}

/// Packs parts, the same parts to the same bytes on every system: the archive names one.
pub(super) fn packed(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
