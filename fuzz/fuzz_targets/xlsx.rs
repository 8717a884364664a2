//! The two ways through an .xlsx file: what the quick one reads, the patient one reads alike.
#![no_main]

use std::io::{Cursor, Write as _};

use dabiao::formats::{format, xlsx};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ROOTS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

// The parts of the input: a sheet, the shared strings, the styles, with a zero between.
fuzz_target!(|text: &str| {
    let mut parts = text.splitn(3, '\0');
    let [sheet, strings, styles] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("_rels/.rels", ROOTS),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let opened = || format::open(&bytes).ok().and_then(|opened| opened.archive);
    let Some(mut archive) = opened() else { return };
    if let Some(quick) = xlsx::quickly(&bytes, &mut archive) {
        let mut archive = opened().expect("as before");
        let patient = xlsx::patiently(&bytes, &mut archive).expect("what is plain is well-formed");
        assert_eq!(quick, patient);
    }
});
