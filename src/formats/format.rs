//! What a file is, by its content and whatever its name says.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::limits::{Kind, MOST_BYTES};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Excel since 2007, with or without macros.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// OpenDocument.
    Ods,
    /// Excel 5 to 2003, and WPS's .et.
    Xls,
    /// An HTML table, which Chinese systems export as .xls.
    Html,
    /// Excel 2003's XML.
    SpreadsheetMl,
    /// CSV or TSV.
    Text,
    /// A .zip with returns in it.
    Archive,
}

/// A file that is being unpacked.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The beginnings of files that are no workbooks.
const STARTS: [(&[u8], Kind); 17] = [
    (b"%PDF", Kind::Pdf),
    (b"\x89PNG", Kind::Picture),
    (b"\xff\xd8\xff", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"BM", Kind::Picture),
    (b"II*\0", Kind::Picture),
    (b"MM\0*", Kind::Picture),
    (b"Rar!", Kind::Archive),
    (b"7z\xbc\xaf", Kind::Archive),
    (b"\x1f\x8b", Kind::Archive),
    (b"{\\rtf", Kind::Word),
    // What E-SafeNet and others put before a document.
    (b"b\x14#e", Kind::Protected),
    (b"%TSD-Header-###%", Kind::Protected),
    (b"MIME-Version:", Kind::WebArchive),
    (b"\x09\x00\x04\x00", Kind::OldExcel),
    (b"\x09\x02\x06\x00", Kind::OldExcel),
    (b"\x09\x04\x06\x00", Kind::OldExcel),
];

/// A file whose format is known, opened where it is packed.
pub struct Opened<'a> {
    /// What it is.
    pub format: Format,
    /// What is in it; none where it is not packed, or damaged.
    pub archive: Option<Archive<'a>>,
}

/// Tells what a file is.
///
/// # Errors
/// The kind of a file that is not read.
pub fn open(bytes: &[u8]) -> Result<Opened<'_>, Kind> {
    if bytes.is_empty() {
        return Err(Kind::Empty);
    }
    if !bytes.starts_with(b"PK") {
        return Ok(Opened { format: unpacked(bytes)?, archive: None });
    }
    // Damaged: the reader of workbooks says how.
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Ok(Opened { format: Format::Xlsx, archive: None });
    };
    let format = packed(&mut archive)?;
    if sum(&mut archive, bytes.len()) > MOST_BYTES && format != Format::Archive {
        return Err(Kind::TooLarge);
    }
    Ok(Opened { format, archive: Some(archive) })
}

fn unpacked(bytes: &[u8]) -> Result<Format, Kind> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(bytes);
    }
    if bytes.starts_with(b"\x09\x08") {
        return Ok(Format::Xls);
    }
    // A bitmap's length follows its mark; a table can begin with the same two letters.
    let bitmap = |kind: Kind, start: &[u8]| kind == Kind::Picture && start == b"BM" && !has_zero(bytes);
    if let Some((_, kind)) =
        STARTS.iter().find(|(start, kind)| bytes.starts_with(start) && !bitmap(*kind, start))
    {
        return Err(*kind);
    }
    markup(bytes)
}

fn has_zero(bytes: &[u8]) -> bool {
    bytes.iter().take(1024).any(|byte| *byte == 0)
}

/// HTML and XML say what they are near their beginning; the rest is text or nothing.
fn markup(bytes: &[u8]) -> Result<Format, Kind> {
    let Some(text) = super::text::decode(bytes.get(..bytes.len().min(4096)).unwrap_or(bytes)) else {
        return Err(Kind::Unknown);
    };
    let start = text.trim_start().to_ascii_lowercase();
    if start.starts_with("<?xml") && start.contains("office:spreadsheet") {
        return Ok(Format::SpreadsheetMl);
    }
    if start.starts_with('<') && ["<table", "<html", "<!doctype html"].iter().any(|tag| start.contains(tag)) {
        return Ok(Format::Html);
    }
    if start.starts_with("<?xml") { Err(Kind::Unknown) } else { Ok(Format::Text) }
}

fn packed(archive: &mut Archive<'_>) -> Result<Format, Kind> {
    let is = |name: &str, own: &str| own.eq_ignore_ascii_case(name);
    let starts = |start: &str, own: &str| own.get(..start.len()).is_some_and(|own| is(start, own));
    let any = |test: &dyn Fn(&str) -> bool| archive.file_names().flatten().any(|own| test(&own));
    let has = |name: &str| any(&|own| is(name, own));
    let within = |folder: &str| any(&|own| starts(folder, own));
    if has("xl/workbook.bin") {
        Ok(Format::Xlsb)
    } else if within("xl/") {
        Ok(Format::Xlsx)
    } else if within("word/") {
        Err(Kind::Word)
    } else if within("ppt/") {
        Err(Kind::Slides)
    } else if has("mimetype") && has("content.xml") {
        open_document(archive)
    } else if has("[content_types].xml") {
        Ok(Format::Xlsx)
    } else {
        Ok(Format::Archive)
    }
}

fn open_document(archive: &mut Archive<'_>) -> Result<Format, Kind> {
    let mut kind = String::new();
    let read =
        archive.by_name("mimetype").ok().and_then(|file| file.take(200).read_to_string(&mut kind).ok());
    match (read, kind.as_str()) {
        (Some(_), kind) if kind.contains("opendocument.text") => Err(Kind::Word),
        (Some(_), kind) if kind.contains("opendocument.presentation") => Err(Kind::Slides),
        (Some(_) | None, _) => Ok(Format::Ods),
    }
}

/// How much comes out of an archive. What its directory says need not be true, so what
/// could hold more than is allowed is unpacked once and counted.
fn sum(archive: &mut Archive<'_>, packed: usize) -> u64 {
    // Nothing packed by deflate grows more than about a thousandfold.
    const GROWTH: u64 = 1032;
    if u64::try_from(packed).unwrap_or(u64::MAX).saturating_mul(GROWTH) <= MOST_BYTES {
        return 0;
    }
    let mut sum = 0;
    for at in 0..archive.len() {
        if let Ok(file) = archive.by_index(at) {
            let rest = (MOST_BYTES + 1).saturating_sub(sum);
            sum += std::io::copy(&mut file.take(rest), &mut std::io::sink()).unwrap_or(0);
        }
        if sum > MOST_BYTES {
            break;
        }
    }
    sum
}

/// The streams of a compound file are named in UTF-16.
fn compound(bytes: &[u8]) -> Result<Format, Kind> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("DRMEncryptedDataSpace") || has("DRMEncryptedTransform") || has("\u{9}DRMContent") {
        Err(Kind::Protected)
    } else if has("EncryptedPackage") {
        Err(Kind::Encrypted)
    } else if has("Workbook") || has("Book") {
        Ok(Format::Xls)
    } else if has("WordDocument") {
        Err(Kind::Word)
    } else if has("PowerPoint Document") {
        Err(Kind::Slides)
    } else {
        Err(Kind::Unknown)
    }
}

/// A return in an archive.
pub struct Packed {
    /// Its name in the archive.
    pub name: String,
    /// What it is made of, or what it is that cannot be unpacked.
    pub bytes: Result<Vec<u8>, Kind>,
}

/// The files of an archive, in the order of their names, and how many more there are than anybody
/// returns.
#[must_use]
pub fn unpack(mut archive: Archive<'_>) -> (Vec<Packed>, usize) {
    const MOST_FILES: usize = 10_000;
    let mut files = Vec::new();
    let mut room = MOST_BYTES;
    for at in 0..archive.len().min(MOST_FILES) {
        // Its name is there whatever it is packed by.
        let (raw, is_folder, is_encrypted) = match archive.by_index_raw(at) {
            Ok(file) => (file.name_raw().to_vec(), file.is_dir(), file.encrypted()),
            Err(_) => (format!("{at}").into_bytes(), false, false),
        };
        if is_folder {
            continue;
        }
        // Windows writes the names in GB18030 and does not say so.
        let name = super::text::decode(&raw).unwrap_or_else(|| format!("{at}"));
        let name = name.replace('\\', "/");
        let name: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let bytes = match archive.by_index(at) {
            _ if is_encrypted => Err(Kind::Encrypted),
            Ok(file) => unpacked_within(&mut room, file),
            Err(_) => Err(Kind::Packed),
        };
        files.push(Packed { name: name.join("/"), bytes });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    (files, archive.len().saturating_sub(MOST_FILES))
}

/// What a file of an archive is made of, of which no more comes out than there is room for.
fn unpacked_within(room: &mut u64, file: impl std::io::Read) -> Result<Vec<u8>, Kind> {
    let mut bytes = Vec::new();
    let read = file.take(*room + 1).read_to_end(&mut bytes);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let fits = size <= *room;
    *room = room.saturating_sub(size);
    match (read, fits) {
        (_, false) => Err(Kind::TooLarge),
        (Err(_), true) => Err(Kind::Packed),
        (Ok(_), true) => Ok(bytes),
    }
}
