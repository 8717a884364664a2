//! The reader of .xlsx files. Its parts are unpacked where they lie, held against their check
//! sums and gone through by one small grammar (`grammar`), which knows the plain XML that programs
//! write. Whatever is written otherwise is made plain first (`patient`) and then goes through the
//! same grammar; what is not plain even then makes the file unreadable. Tests hold the cells to
//! what calamine reads.

mod grammar;
mod patient;
mod scan;
mod styles;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::rc::Rc;
use std::sync::Arc;

use flate2::{Decompress, FlushDecompress, Status};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;
use zip::CompressionMethod;

use crate::fold::visible;
use crate::formats::format::Archive;
use crate::formats::limits::{Kind, MOST_BYTES, MOST_CELLS, Refusal};
use crate::formats::sheet::{Content, Marks, Sheet};
use styles::Style;

/// Longer parts are taken the patient way, which keeps no room for the next.
const LONGEST: u64 = 64 << 20;
/// A thread keeps no more room than this for the next part.
const ROOM: usize = 16 << 20;

/// What the cells of all sheets refer to.
struct Book<'a> {
    strings: Vec<Option<(Content, Marks)>>,
    frame: &'a Frame,
}

/// What a workbook says besides its cells.
struct Frame {
    sheets: Vec<Listed>,
    styles: Vec<Style>,
    said: Said,
    /// The part with the strings that cells share.
    strings: Option<String>,
}

/// What a workbook says of all of its cells.
#[derive(Clone, Copy, Default)]
struct Said {
    /// Its days count from 1904.
    is_1904: bool,
    /// Its formulas are to be worked out when it is opened: a program wrote it that does not know
    /// what they come to, and puts 0 there.
    is_uncalculated: bool,
}

/// A sheet of a workbook's list.
struct Listed {
    name: Arc<str>,
    hidden: bool,
    part: String,
}

/// The worksheets of a workbook.
///
/// # Errors
/// A part that is missing, damaged or not to be understood, or more cells than are read.
pub fn sheets(bytes: &[u8], archive: &mut Archive<'_>) -> Result<Vec<Sheet>, Refusal> {
    quickly(bytes, archive).map_or_else(|| patiently(bytes, archive), Ok)
}

/// The worksheets of a workbook, after its XML was made plain.
///
/// # Errors
/// The same.
pub fn patiently(bytes: &[u8], archive: &mut Archive<'_>) -> Result<Vec<Sheet>, Refusal> {
    let names = (0..archive.len())
        .filter_map(|at| Some((plain_name(&archive.name_for_index(at)?.ok()?), at)))
        .collect::<BTreeMap<_, _>>();
    // Two names that differ in case only: which of the two is meant is open.
    if names.len() < archive.len() {
        return Err(Refusal::Damaged);
    }
    let mut package = Package { archive, bytes, names: Some(names) };
    let sheets = package.sheets().ok_or(Refusal::Damaged)?;
    if sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>() > MOST_CELLS {
        return Err(Refusal::Kind(Kind::TooLarge));
    }
    Ok(sheets)
}

/// The worksheets of a workbook; none where its XML is not plain.
#[must_use]
pub fn quickly(bytes: &[u8], archive: &mut Archive<'_>) -> Option<Vec<Sheet>> {
    Package { archive, bytes, names: None }.sheets()
}

/// The name of a part as it is looked up: some programs write backslashes, or other cases.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
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
    /// Where each part is by its plain name, on the patient way.
    names: Option<BTreeMap<String, usize>>,
}

impl<'b> Package<'_, 'b> {
    fn sheets(&mut self) -> Option<Vec<Sheet>> {
        let frame = self.frame()?;
        let strings = match &frame.strings {
            Some(part) => self.part(part, grammar::strings)?,
            None => Vec::new(),
        };
        let book = Book { strings, frame: &frame };
        let mut sheets = Vec::new();
        let mut room = MOST_CELLS;
        for Listed { name, hidden, part } in &frame.sheets {
            let mut sheet = self.part(part, |xml| grammar::sheet(xml, &book))?;
            // The quick way is for those that are not too large; which is said on the other.
            room = match room.checked_sub(sheet.cells.len()) {
                Some(room) => room,
                None if self.names.is_some() => 0,
                None => return None,
            };
            if !sheet.cells.is_sorted_by(|one, next| one.at < next.at) {
                self.names.as_ref()?;
                sheet.cells.sort_by_key(|cell| cell.at);
            }
            sheets.push(Sheet { name: Arc::clone(name), hidden: *hidden, ..sheet });
        }
        Some(sheets)
    }

    fn packed(&mut self, name: &str) -> Option<Packed<'b>> {
        let file = self.archive.by_name_raw(name.as_bytes()).ok()?;
        if file.size() > LONGEST || file.encrypted() || file.compression() != CompressionMethod::Deflated {
            return None;
        }
        let start = usize::try_from(file.data_start()?).ok()?;
        let bytes = self.bytes.get(start..)?.get(..usize::try_from(file.compressed_size()).ok()?)?;
        Some(Packed { bytes, size: usize::try_from(file.size()).ok()?, sum: file.crc32() })
    }

    fn has(&self, name: &str) -> bool {
        match &self.names {
            Some(names) => names.contains_key(&plain_name(name)),
            None => self.archive.index_for_name(name).is_some(),
        }
    }

    /// Reads a part.
    fn part<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if let Some(names) = &self.names {
            let at = *names.get(&plain_name(name))?;
            let mut bytes = Vec::new();
            // Its end is reached, so the reader holds it against its check sum.
            let file = self.archive.by_index(at).ok()?;
            let size = file.size();
            file.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
            (u64::try_from(bytes.len()).ok()? == size).then_some(())?;
            let text = patient::text(&bytes)?;
            drop(bytes);
            return read(&patient::plain(&text)?);
        }
        let packed = self.packed(name)?;
        UNPACK.with_borrow_mut(|(inflate, bytes)| {
            bytes.clear();
            bytes.reserve(packed.size);
            inflate.reset(false);
            let ended = inflate.decompress_vec(packed.bytes, bytes, FlushDecompress::Finish);
            let whole = bytes.len() == packed.size && crc32fast::hash(bytes) == packed.sum;
            (ended.ok()? == Status::StreamEnd && whole).then_some(())?;
            let text = simdutf8::basic::from_utf8(bytes).ok().filter(|text| is_plain(text));
            let part = text.and_then(read);
            if bytes.capacity() > ROOM {
                *bytes = Vec::new();
            }
            part
        })
    }

    /// Reads what is not in the sheets.
    fn frame(&mut self) -> Option<Rc<Frame>> {
        if self.names.is_some() { self.frame_by_relations().map(Rc::new) } else { self.known_frame() }
    }

    /// The same where all parts have their usual names, once for all workbooks that have them alike.
    fn known_frame(&mut self) -> Option<Rc<Frame>> {
        const MOST: usize = 200;
        // Some workbooks have styles of megabytes, each its own.
        const LONGEST_KEY: usize = 1 << 14;
        const PARTS: [&str; 4] =
            ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"];
        const STRINGS: &str = "xl/sharedStrings.xml";
        let has_strings = self.has(STRINGS);
        let mut key = vec![u8::from(has_strings)];
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
        let roots = self.part(root, relations_in)?;
        (document(&roots)? == workbook).then_some(())?;
        let relations = self.part(relations, relations_in)?;
        let (sheets, said) = self.part(workbook, |xml| listed(xml, &relations, "xl/"))?;
        let styles = self.part(styles, styles::styles)?;
        let strings = has_strings.then(|| STRINGS.to_owned());
        let frame = Rc::new(Frame { sheets, styles, said, strings });
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

    /// The same wherever the relations say that the parts are.
    fn frame_by_relations(&mut self) -> Option<Frame> {
        let workbook = match self.part("_rels/.rels", relations_in) {
            Some(roots) => document(&roots)?.trim_start_matches('/').to_owned(),
            None if !self.has("_rels/.rels") => "xl/workbook.xml".to_owned(),
            None => return None,
        };
        let (folder, name) =
            workbook.rsplit_once('/').map_or(("", workbook.as_str()), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = self.part(&format!("{folder}_rels/{name}.rels"), relations_in)?;
        let (sheets, said) = self.part(&workbook, |xml| listed(xml, &relations, &folder))?;
        // Some programs leave out the relation and keep to the usual name.
        let of_kind = |package: &Self, kind: &str, usual: &str| {
            let own = relations.iter().find(|relation| relation.kind.ends_with(kind));
            let part = own.map_or_else(|| format!("{folder}{usual}"), |own| within(&folder, &own.target));
            Some(part).filter(|part| package.has(part))
        };
        let strings = of_kind(self, "/sharedStrings", "sharedStrings.xml");
        let styles = match of_kind(self, "/styles", "styles.xml") {
            Some(part) => self.part(&part, styles::styles)?,
            None => Vec::new(),
        };
        Some(Frame { sheets, styles, said, strings })
    }
}

/// Whether a text is XML in its own encoding, without a <!…> or a second <?…> in which it would
/// say something else than it seems to.
fn is_plain(text: &str) -> bool {
    let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let rest = declared.map_or(text, |(_, rest)| rest);
    let usual = declared.is_none_or(|(declaration, _)| is_usual(declaration));
    text.starts_with('<') && usual && !text.contains("<!") && !rest.contains("<?")
}

/// Whether a declaration of XML says what the programs write, and that it is UTF-8 if it says.
fn is_usual(declaration: &str) -> bool {
    let Some(mut rest) = declaration.strip_prefix(" version=\"1.0\"") else { return false };
    for words in
        [[" encoding=\"UTF-8\"", " encoding=\"utf-8\""], [" standalone=\"yes\"", " standalone=\"no\""]]
    {
        rest = words.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    }
    rest.trim_ascii().is_empty()
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

/// A part that another one refers to.
struct Relation {
    id: String,
    /// What it is.
    kind: String,
    /// Where it is.
    target: String,
}

fn relations_in(xml: &str) -> Option<Vec<Relation>> {
    let mut all = Vec::new();
    each_tag(xml, |tag, attributes| {
        if tag == "Relationship" && attributes.get("TargetMode") != Some("External") {
            let [id, kind, target] =
                ["Id", "Type", "Target"].map(|name| attributes.get(name).map(str::to_owned));
            let target = target.filter(|target| !target.contains('&'))?;
            all.push(Relation { id: id?, kind: kind?, target });
        }
        Some(())
    })?;
    Some(all)
}

/// The workbook of a package, which has to be one.
fn document(roots: &[Relation]) -> Option<&str> {
    let mut roots = roots.iter().filter(|root| root.kind.ends_with("/relationships/officeDocument"));
    match (roots.next(), roots.next()) {
        (Some(root), None) => Some(&root.target),
        _ => None,
    }
}

/// Where a part is that is named from within a folder.
fn within(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// The worksheets of a workbook in their order, and what it says of all cells.
fn listed(xml: &str, relations: &[Relation], folder: &str) -> Option<(Vec<Listed>, Said)> {
    let by_id: BTreeMap<&str, &Relation> = relations.iter().map(|own| (own.id.as_str(), own)).collect();
    let mut all: Vec<Listed> = Vec::new();
    // A sheet that is listed twice, or two of one name, would be the same figures in two places.
    let (mut names, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let mut said = Said::default();
    let is_set = |word: Option<&str>| matches!(word, Some("1" | "true"));
    each_tag(xml, |tag, attributes| {
        match tag {
            "workbookPr" => said.is_1904 |= is_set(attributes.get("date1904")),
            "calcPr" => said.is_uncalculated |= is_set(attributes.get("fullCalcOnLoad")),
            "sheet" => {
                let hidden = match attributes.get("state") {
                    None | Some("visible") => false,
                    Some("hidden" | "veryHidden") => true,
                    Some(_) => return None,
                };
                let relation = by_id.get(attributes.relation()?)?;
                match relation.kind.rsplit('/').next() {
                    Some("worksheet") => {
                        let part = within(folder, &relation.target);
                        let name: Arc<str> = visible(attributes.get("name")?).into();
                        (names.insert(Arc::clone(&name)) && parts.insert(part.clone())).then_some(())?;
                        all.push(Listed { name, hidden, part });
                    }
                    Some("chartsheet" | "dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet") => {}
                    _ => return None,
                }
            }
            _ => {}
        }
        Some(())
    })?;
    Some((all, said))
}
