//! The quick way through an .xlsx file against calamine: where it reads a file at all, it reads
//! the same cells.

use std::io::{Cursor, Write as _};
use std::path::Path;

use calamine::{Data, DataRef, DataType as _, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use dabiao::formats::sheet::{Cell, Content, Marks, Sheet};
use dabiao::formats::{format, xlsx};
use proptest::prelude::*;
use walkdir::WalkDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The parts of a workbook by name.
type Parts = Vec<(String, Vec<u8>)>;

fn packed(parts: &Parts) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn quickly(bytes: &[u8]) -> Option<Vec<Sheet>> {
    xlsx::quickly(bytes, &mut format::open(bytes).ok()?.archive?)
}

/// What the program reads, quickly or patiently.
fn read(bytes: &[u8]) -> Option<Vec<Sheet>> {
    xlsx::sheets(bytes, &mut format::open(bytes).ok()?.archive?).ok()
}

/// The same cells by calamine, whose words for numbers are the numbers.
fn by_calamine(bytes: &[u8]) -> Result<Vec<Sheet>, calamine::XlsxError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let listed = book.sheets_metadata().to_vec();
    let mut all = Vec::new();
    for sheet in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut reader = book.worksheet_cells_reader(&sheet.name)?;
        let mut cells = Vec::new();
        let moment =
            |at: &ExcelDateTime| at.as_datetime().map_or(Content::Number(at.as_f64()), Content::Date);
        while let Some(cell) = reader.next_cell_with_formula()? {
            let content = match &cell.value {
                DataRef::Int(number) => Some(Content::Number(*number as f64)),
                DataRef::Float(number) => Some(Content::Number(*number)),
                DataRef::String(text) => Content::text(text),
                DataRef::SharedString(text) => Content::text(text),
                DataRef::Bool(word) => Some(Content::Bool(*word)),
                DataRef::DateTime(at) => Some(moment(at)),
                DataRef::DateTimeIso(text) => {
                    let day = Data::DateTimeIso(text.clone()).as_datetime();
                    Some(day.map_or_else(|| Content::Text(text.as_str().into()), Content::Date))
                }
                DataRef::DurationIso(text) => Content::text(text),
                DataRef::Error(error) => Some(Content::Error(error.to_string())),
                DataRef::Empty => cell.formula.as_ref().map(|_| Content::NoCache),
            };
            cells.extend(content.map(|content| Cell::plain(cell.pos, content)));
        }
        cells.sort_by_key(|cell| cell.at);
        let hidden = sheet.visible != SheetVisible::Visible;
        let name = dabiao::fold::visible(&sheet.name).into();
        all.push(Sheet { name, hidden, cells, ..Sheet::default() });
    }
    Ok(all)
}

fn shown(sheets: &[Sheet]) -> Vec<String> {
    let plain = |content: &Content| match content {
        Content::Percent(number) => Content::Number(*number),
        Content::Dressed(dressed) => Content::Number(dressed.number),
        other => other.clone(),
    };
    let of_sheet = |sheet: &Sheet| {
        let cells = sheet.cells.iter().map(|cell| format!("{:?} {:?}", cell.at, plain(&cell.content)));
        let head = format!("{} {}", sheet.name, sheet.hidden);
        std::iter::once(head).chain(cells).collect::<Vec<_>>()
    };
    sheets.iter().flat_map(of_sheet).collect()
}

/// The cells with what their looks say.
fn looks(sheets: &[Sheet]) -> Vec<String> {
    let of_sheet = |sheet: &Sheet| {
        let marked = |cell: &Cell| match cell.marks {
            Marks::NONE => String::new(),
            marks if marks.has(Marks::STRUCK) => " struck".to_owned(),
            marks if marks.has(Marks::RAISED) => " raised".to_owned(),
            _ => " unseen".to_owned(),
        };
        let cells =
            sheet.cells.iter().map(|cell| format!("{:?} {:?}{}", cell.at, cell.content, marked(cell)));
        let head = format!("{} {}", sheet.name, sheet.hidden);
        std::iter::once(head).chain(cells).collect::<Vec<_>>()
    };
    sheets.iter().flat_map(of_sheet).collect()
}

/// What is read quickly, held against calamine where that reads the file at all; none where it is
/// left to the patient way.
fn agreed(bytes: &[u8], name: &str) -> Option<Vec<String>> {
    let quick = quickly(bytes)?;
    if let Ok(slow) = by_calamine(bytes) {
        assert_eq!(shown(&quick), shown(&slow), "{name}");
    }
    Some(looks(&quick))
}

#[test]
fn workbooks_of_every_program_are_read_quickly_and_alike() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut read = 0;
    for folder in ["data/returns", "tests/workbooks"] {
        for entry in WalkDir::new(root.join(folder)).into_iter().flatten() {
            let name = entry.path().display().to_string();
            // One of the sample has a broken end; those who open a file see a lock beside it.
            if name.ends_with(".xlsx") && !name.contains("~$") {
                let bytes = std::fs::read(entry.path()).unwrap();
                let ours = ["form-", "wide-", "年报"].iter().any(|word| name.contains(word));
                let agreed = agreed(&bytes, &name);
                assert!(agreed.is_some() || !ours || by_calamine(&bytes).is_err(), "{name}");
                read += usize::from(agreed.is_some());
            }
        }
    }
    assert!(read > 150, "{read}");
}

const NAMESPACE: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A workbook of one sheet with these rows, and a few strings and styles.
fn workbook_of(rows: &str) -> Parts {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let relation = |n: u8, kind: &str, to: &str| {
        format!("<Relationship Id=\"r{n}\" Type=\"{relations}/{kind}\" Target=\"{to}\"/>")
    };
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships {package}>{}</Relationships>",
                relation(1, "officeDocument", "xl/workbook.xml")
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships {package}>{}</Relationships>",
                relation(1, "worksheet", "worksheets/sheet1.xml")
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {NAMESPACE} xmlns:r=\"{relations}\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"表 &amp; 1\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst {NAMESPACE}><si><t>护士数</t></si><si><t> 12 </t></si>\
                 <si><t xml:space=\"preserve\"> 人 &lt;5 </t></si><si/><si><r><rPr><b/><sz val=\"9\"/></rPr><t>填</t></r>\
                 <r><t xml:space=\"preserve\">报 </t></r></si>\
                 <si><t>是</t><phoneticPr fontId=\"1\" type=\"noConversion\"/></si></sst>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet {NAMESPACE}><numFmts count=\"5\"><numFmt numFmtId=\"168\" formatCode=\"0&quot;千人&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"#,##0.0_ &quot;人&quot;\"/>\
                 <numFmt numFmtId=\"167\" formatCode=\"[Red]0%\"/><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/>\
                 <numFmt numFmtId=\"165\" formatCode=\"0.0%\"/></numFmts><fonts count=\"2\"><font><sz val=\"11\"/></font><font><strike/></font></fonts><cellXfs count=\"11\"><xf numFmtId=\"0\"/>\
                 <xf numFmtId=\"164\"/><xf numFmtId=\"165\"><alignment/></xf><xf numFmtId=\"14\"/><xf numFmtId=\"3\"/>\
                 <xf numFmtId=\"46\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/>\
                 <xf numFmtId=\"31\"/><xf numFmtId=\"168\"/><xf numFmtId=\"0\" fontId=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet {NAMESPACE}><dimension ref=\"A1:C9\"/><sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ];
    parts.map(|(name, xml)| (name.to_owned(), xml.into_bytes())).into()
}

/// What stands in a cell, whether the quick way knows it, and what the patient way makes of it
/// where that is something else.
#[test]
fn each_kind_of_cell_is_read_alike_or_left_to_calamine() {
    for (cell, quick, all) in [
        ("<c r=\"B2\" t=\"s\"><v>0</v></c>", "(1, 1) Text(\"护士数\")", ""),
        ("<c r=\"B2\" t=\"s\"><v>1</v></c>", "(1, 1) Text(\"12\")", ""),
        ("<c r=\"B2\" t=\"s\"><v>2</v></c>", "(1, 1) Text(\" 人 <5 \")", ""),
        ("<c r=\"B2\" t=\"s\"><v>3</v></c>", "nothing", ""),
        ("<c r=\"B2\" t=\"s\"><v>4</v></c>", "(1, 1) Text(\"填报 \")", ""),
        ("<c r=\"B2\" t=\"s\"><v>5</v></c>", "(1, 1) Text(\"是\")", ""),
        ("<c r=\"B2\" t=\"s\"><v>6</v></c>", "left", "refused"),
        ("<c r=\"B2\"><v>35</v></c>", "(1, 1) Number(35.0)", ""),
        ("<c r=\"B2\" s=\"4\"><v>1200</v></c>", "(1, 1) Number(1200.0)", ""),
        ("<c r=\"B2\" t=\"n\"><v>-1.5E3</v></c>", "(1, 1) Number(-1500.0)", ""),
        ("<c r=\"B2\"><v>3.3000000000000003</v></c>", "(1, 1) Number(3.3000000000000003)", ""),
        ("<c r=\"B2\" s=\"2\"><v>0.95</v></c>", "(1, 1) Percent(0.95)", ""),
        ("<c r=\"B2\" s=\"1\"><v>45672</v></c>", "(1, 1) Date(2025-01-15T00:00:00)", ""),
        ("<c r=\"B2\" s=\"3\"><v>45672.5</v></c>", "(1, 1) Date(2025-01-15T12:00:00)", ""),
        ("<c r=\"B2\" s=\"5\"><v>1.5</v></c>", "(1, 1) Date(1900-01-01T12:00:00)", ""),
        (
            "<c r=\"B2\" s=\"6\"><v>12</v></c>",
            "(1, 1) Dressed(Dressed { number: 12.0, words: \"人\", hides: 0 })",
            "",
        ),
        ("<c r=\"B2\" s=\"7\"><v>0.5</v></c>", "(1, 1) Percent(0.5)", ""),
        ("<c r=\"B2\" s=\"8\"><v>45672</v></c>", "(1, 1) Date(2025-01-15T00:00:00)", ""),
        ("<c r=\"B2\" s=\"99\"><v>7</v></c>", "(1, 1) Number(7.0)", ""),
        ("<c r=\"B2\"><v>.5</v></c>", "(1, 1) Number(0.5)", ""),
        ("<c r=\"B2\"><v>待统计</v></c>", "left", "refused"),
        ("<c r=\"B2\" t=\"b\"><v>1</v></c>", "(1, 1) Bool(true)", ""),
        ("<c r=\"B2\" t=\"b\"><v>true</v></c>", "(1, 1) Bool(true)", ""),
        ("<c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c>", "(1, 1) Error(\"#DIV/0!\")", ""),
        ("<c r=\"B2\" t=\"e\"><v>#SPILL!</v></c>", "(1, 1) Error(\"#SPILL!\")", ""),
        ("<c r=\"B2\" t=\"str\"><f>A1&amp;\"x\"</f><v>3 &gt; 2</v></c>", "(1, 1) Text(\"3 > 2\")", ""),
        ("<c r=\"B2\" t=\"str\"><f>A1</f><v></v></c>", "nothing", ""),
        ("<c r=\"B2\"><f>SUM(A1:A9)</f></c>", "(1, 1) NoCache", ""),
        ("<c r=\"B2\"><f>SUM(A1:A9)</f><v/></c>", "(1, 1) NoCache", ""),
        ("<c r=\"B2\"><f>SUM(A1:A9)</f><v>12</v></c>", "(1, 1) Number(12.0)", ""),
        ("<c r=\"B2\"><f aca=\"false\">A1</f><v>12</v></c>", "(1, 1) Number(12.0)", ""),
        ("<c r=\"B2\"><f ca=\"1\"/></c>", "(1, 1) NoCache", ""),
        ("<c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>12</v></c>", "(1, 1) Number(12.0)", ""),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t> 是 </t></is></c>", "(1, 1) Text(\"是\")", ""),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t>&#32;&#x662f;&#10;</t></is></c>", "(1, 1) Text(\"是\")", ""),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t>_x4e00_</t></is></c>", "(1, 1) Text(\"一\")", ""),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t>a\r\nb</t></is></c>", "left", "(1, 1) Text(\"a\\nb\")"),
        (
            "<c r=\"B2\" t=\"inlineStr\"><is><t>漢</t><rPh sb=\"0\" eb=\"1\"><t>かん</t></rPh></is></c>",
            "left",
            "(1, 1) Text(\"漢\")",
        ),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t><![CDATA[<是>]]></t></is></c>", "left", "(1, 1) Text(\"<是>\")"),
        ("<c r=\"B2\" t=\"d\"><v>2025-01-15T00:00:00</v></c>", "(1, 1) Date(2025-01-15T00:00:00)", ""),
        ("<c t=\"s\"><v>0</v></c><c><v>1</v></c>", "(1, 0) Text(\"护士数\")|(1, 1) Number(1.0)", ""),
        ("<c r=\"D2\"><v>1</v></c><c><v>2</v></c>", "(1, 3) Number(1.0)|(1, 4) Number(2.0)", ""),
        (
            "<c r=\"A2\"><v>2</v></c>\n <c r=\"AB2\"><v>1</v></c>",
            "(1, 0) Number(2.0)|(1, 27) Number(1.0)",
            "",
        ),
        (
            "<c r=\"AB2\"><v>1</v></c><c r=\"A2\"><v>2</v></c>",
            "left",
            "(1, 0) Number(2.0)|(1, 27) Number(1.0)",
        ),
        (
            "<c r=\"B2\" s=\"2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>",
            "left",
            "(1, 1) Percent(1.0)|(1, 1) Number(2.0)",
        ),
        ("<c r=\"B2\" \nt=\"s\"><v>0</v></c>", "left", "(1, 1) Text(\"护士数\")"),
        ("<c r=\"B2\" r=\"B2\" t=\"s\"><v>0</v></c>", "left", "refused"),
        ("<c r='B2'><v>1</v></c>", "left", "(1, 1) Number(1.0)"),
        ("<x:c r=\"B2\"><v>1</v></x:c>", "left", "(1, 1) Number(1.0)"),
        ("<!-- <c r=\"B2\"><v>1</v></c> --><c r=\"B2\"><v>2</v></c>", "left", "(1, 1) Number(2.0)"),
        ("<c r=\"B2\" s=\"1\"/>", "nothing", ""),
        ("<c r=\"B2\"><v>4&#57;70</v></c>", "left", "(1, 1) Number(4970.0)"),
        ("<c r=\"B2\"><v>49<!-- -->70</v></c>", "left", "(1, 1) Number(4970.0)"),
        ("<c r=\"B2\"><v>&#52;970</v></c>", "left", "(1, 1) Number(4970.0)"),
        ("<c r=\"B2\"><v><![CDATA[4970]]></v></c>", "left", "(1, 1) Number(4970.0)"),
        ("<c r=\"B2\"><v>1</v><extLst><ext/></extLst></c>", "left", "(1, 1) Number(1.0)"),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t>本年数_x000D_\n</t></is></c>", "(1, 1) Text(\"本年数\\r\")", ""),
        ("<c r=\"B2\" t=\"inlineStr\"><is><t>_x005F_x000D_</t></is></c>", "(1, 1) Text(\"_x000D_\")", ""),
        (
            "<c r=\"B2\" t=\"inlineStr\"><is><r><t>2</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is></c>",
            "(1, 1) Text(\"21\") raised",
            "",
        ),
        (
            "<c r=\"B2\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>2</t></r><r><t>4</t></r></is></c>",
            "(1, 1) Text(\"24\") struck",
            "",
        ),
        (
            "<c r=\"B2\" t=\"inlineStr\"><is><r><rPr><strike val=\"0\"/></rPr><t>24</t></r></is></c>",
            "(1, 1) Text(\"24\")",
            "",
        ),
        (
            "<c r=\"B2\" s=\"9\"><v>5</v></c>",
            "(1, 1) Dressed(Dressed { number: 5.0, words: \"千人\", hides: 0 })",
            "",
        ),
        ("<c r=\"B2\" s=\"10\"><v>5</v></c>", "(1, 1) Number(5.0) struck", ""),
    ] {
        let rows = format!("<row r=\"1\" spans=\"1:3\"/><row>{cell}</row>");
        let bytes = packed(&workbook_of(&rows));
        let said = |read: Option<Vec<String>>, none: &str| {
            read.map_or(none.to_owned(), |all| match all.split_first() {
                Some((_, [])) => "nothing".to_owned(),
                Some((_, cells)) => cells.join("|"),
                None => String::new(),
            })
        };
        let quickly = said(agreed(&bytes, cell), "left");
        assert_eq!(quickly, quick, "{cell}");
        // What is read quickly is read alike by the patient way's grammar: it is the same.
        let all = if all.is_empty() { quick } else { all };
        assert_eq!(said(read(&bytes).map(|own| looks(&own)), "refused"), all, "{cell}");
    }
}

/// A program that cannot work formulas out puts 0 there and asks for it to be done on opening.
#[test]
fn a_zero_that_stands_for_a_formula_is_no_figure() {
    let cells =
        "<c r=\"A1\"><f>1+1</f><v>0</v></c><c r=\"B1\"><f>1+1</f><v>2</v></c><c r=\"C1\"><v>0</v></c>";
    let plain = workbook_of(&format!("<row>{cells}</row>"));
    let asks = |word: &str| {
        let mut parts = plain.clone();
        let (_, book) = parts.iter_mut().find(|(name, _)| name == "xl/workbook.xml").unwrap();
        let xml = String::from_utf8(book.clone()).unwrap();
        let asks = format!("</sheets><calcPr calcId=\"1\" fullCalcOnLoad=\"{word}\"/>");
        *book = xml.replace("</sheets>", &asks).into_bytes();
        looks(&read(&packed(&parts)).unwrap())[1..].join("|")
    };
    let rest = "(0, 1) Number(2.0)|(0, 2) Number(0.0)";
    assert_eq!(asks("1"), format!("(0, 0) NoCache|{rest}"));
    assert_eq!(asks("0"), format!("(0, 0) Number(0.0)|{rest}"));
}

/// What is wrong in another part than the sheet is left to calamine, which says what it is.
#[test]
fn a_workbook_that_is_not_plain_is_left_to_calamine() {
    let plain = workbook_of("<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>");
    assert!(quickly(&packed(&plain)).is_some());
    let long = format!("<?xml {}", " ".repeat(200));
    for (part, from, to) in [
        ("_rels/.rels", "xl/workbook.xml", "xl/Book.xml"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/Sheet1.xml"),
        ("xl/_rels/workbook.xml.rels", "/worksheet\"", "/macrosheet\""),
        ("xl/workbook.xml", "state=\"hidden\"", "state=\"unknown\""),
        ("xl/workbook.xml", "r:id=\"r1\"", "r:id=\"r9\""),
        ("xl/workbook.xml", "</sheets>", "<sheet name=\"表 &amp; 1\" sheetId=\"2\" r:id=\"r1\"/></sheets>"),
        ("xl/styles.xml", "cellXfs", "x:cellXfs"),
        ("xl/styles.xml", "numFmts", "x:numFmts"),
        ("_rels/.rels", "/officeDocument\"", "/other\""),
        ("xl/sharedStrings.xml", "UTF-8", "GB18030"),
        ("xl/sharedStrings.xml", "<si/>", "<extLst/>"),
        ("xl/worksheets/sheet1.xml", "A1:C9", "A0:C9"),
        ("xl/worksheets/sheet1.xml", "</row>", ""),
        ("xl/sharedStrings.xml", "<sz val", "<sz'val"),
        ("xl/sharedStrings.xml", "\"UTF-8\"?>", "\"UTF-8\" <a>?>"),
        ("xl/sharedStrings.xml", "encoding=", "encoding=0\" encoding="),
        // So long a first line that the patient way does not see its encoding.
        ("xl/sharedStrings.xml", "<?xml ", &long),
        // Not well-formed where the grammar does not look.
        ("xl/sharedStrings.xml", "<sst", "<si></sx><sst"),
        ("xl/sharedStrings.xml", "<?xml", "<Hxml"),
        ("xl/sharedStrings.xml", "<rPr>", ""),
        ("xl/sharedStrings.xml", "</r>", ""),
        ("xl/sharedStrings.xml", "<r>", "<r><r>"),
        ("xl/sharedStrings.xml", "</sst>", "</sst></a>"),
        ("xl/styles.xml", "<font><strike/></font>", "<font><strike></font>"),
        ("xl/styles.xml", "<strike/>", "<strike/><a b=\"c=\"d\" e=\"f\"/>"),
        ("xl/styles.xml", "<strike/>", "<strike/><val=\"0\"a b=\"c\"/>"),
        ("xl/worksheets/sheet1.xml", "<dimension", "<a><dimension"),
        ("xl/worksheets/sheet1.xml", "<row ", "<row #spans=\"1:5\" "),
        ("xl/worksheets/sheet1.xml", "<row ", "<row spans=\"1:&5\" "),
        ("xl/worksheets/sheet1.xml", "<row ", "<row spans=\"1:5\" spans=\"1:5\" "),
        ("xl/worksheets/sheet1.xml", "</worksheet>", "<a></b></worksheet>"),
    ] {
        let mut parts = plain.clone();
        for (name, bytes) in &mut parts {
            if name == part {
                let text = std::str::from_utf8(bytes).unwrap();
                assert!(text.contains(from), "{part} {from}");
                *bytes = text.replace(from, to).into_bytes();
            }
        }
        assert!(quickly(&packed(&parts)).is_none(), "{part} {to}");
    }
}

#[test]
fn a_part_whose_check_sum_is_wrong_is_left_to_calamine() {
    let mut bytes = packed(&workbook_of("<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>"));
    let sum = crc32fast::hash(&workbook_of("<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>")[5].1).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..at + 4] == sum).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at] ^= 1;
    }
    assert!(quickly(&bytes).is_none());
}

/// A byte of a part changed, put in or taken out: what the quick way still reads, calamine reads alike.
#[test]
fn what_is_damaged_is_never_read_otherwise() {
    let index = any::<prop::sample::Index>;
    let other = prop::sample::select(b"<>/\"= &;'0159rstvcABn:!?-_ex\n\t\x80".to_vec());
    let config = ProptestConfig { cases: 2_000, source_file: Some(file!()), ..ProptestConfig::default() };
    let compared = std::cell::Cell::new(0);
    let property = |(at, part, how, other): (prop::sample::Index, prop::sample::Index, i32, u8)| {
        let mut parts = workbook_of(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"2\"><v>0.5</v></c></row>\
             <row r=\"2\"><c r=\"A2\" t=\"str\"><f>A1</f><v>a &amp; b</v></c><c r=\"B2\" s=\"1\"><v>45672</v></c>\
             <c r=\"C2\" t=\"inlineStr\"><is><t>c</t></is></c><c t=\"b\"><v>1</v></c></row>",
        );
        let place = part.index(parts.len());
        let bytes = &mut parts[place].1;
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = other,
            1 => bytes.insert(at, other),
            _ => drop(bytes.remove(at)),
        }
        let bytes = packed(&parts);
        if let (Some(quick), Ok(slow)) = (quickly(&bytes), by_calamine(&bytes)) {
            prop_assert_eq!(shown(&quick), shown(&slow));
            compared.set(compared.get() + 1);
        }
        Ok(())
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner.run(&(index(), index(), 0..3, other), property).unwrap();
    assert!(compared.get() > 500, "{} were read by both", compared.get());
}
