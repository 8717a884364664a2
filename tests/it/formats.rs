//! What a file is, is told by its content: formats that are read, and those that are named.

use std::io::Write as _;

use dabiao::formats::limits::Kind;
use dabiao::messages::{Lang, Messages};
use zip::write::SimpleFileOptions;

use crate::workspaces::{Workspace, assert_accounted, findings, values};

const TABLE: &str = "报表年度,2024\n填报单位,三星镇卫生院\n报出日期,2025-01-16\n代码,指标名称,本年数\nJG08,护士数,12\nJG29,\"实有床位数\",\"1,200\"\n";
const READ: [&str; 2] = ["A1 fac.nurses = 12 @ C5", "A1 fac.beds_total = 1200 @ C6"];

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn returned(name: &str, bytes: &[u8]) -> Workspace {
    let workspace = Workspace::new();
    workspace.write(&format!("returns/2024/{name}"), bytes);
    workspace
}

#[test]
fn a_table_of_text_is_read_in_every_encoding_that_is_sent() {
    let tabs = TABLE.replace("\"1,200\"", "\"1200\"").replace(',', "\t");
    let cases: [(&str, Vec<u8>); 9] = [
        ("表.csv", TABLE.as_bytes().to_vec()),
        ("表.csv", [b"\xef\xbb\xbf", TABLE.as_bytes()].concat()),
        ("表.csv", TABLE.replace('\n', "\r\n").into_bytes()),
        ("表.csv", gb18030(TABLE)),
        ("表.txt", utf16(TABLE, false, true)),
        ("表.txt", utf16(TABLE, true, true)),
        ("表.tsv", tabs.clone().into_bytes()),
        ("表.xls", gb18030(&tabs)),
        ("表.xlsx", utf16(&tabs, false, true)),
    ];
    for (name, bytes) in cases {
        let checked = returned(name, &bytes).checked().unwrap();
        assert_eq!(values(&checked), READ, "{name} {:?}", &bytes[..8]);
        assert_accounted(&checked);
        let day = checked.submissions.iter().find_map(|row| row.received).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("2025-01-16"), "{name}");
    }
}

#[test]
fn an_xls_that_is_an_html_table_is_read_with_its_spans() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=gb2312>\
        <title>报表 5</title><style>td{mso-number-format:\"1\"}</style></head><body><table border=1>\
        <tr><td colspan=3><b>年报</b></td></tr><tr><td>报表年度<td>2024<td></tr>\
        <tr><td>填报单位</td><td colspan=2>三星镇卫生院</td></tr>\
        <tr><th>代码</th><th>指标名称</th><th>本年数</th></tr>\
        <tr><td rowspan=2>JG08<td>护士&#25968;<td>&nbsp;12&nbsp;</tr><tr><td>（备注）<td></tr>\
        <tr><td>JG29</td><td>实有床位数<br></td><td>40</td></tr></table><script>var 本年数 = 5;</script></body></html>";
    for bytes in [page.as_bytes().to_vec(), gb18030(page), [b"\r\n\r\n", page.as_bytes()].concat()] {
        let checked = returned("年报.xls", &bytes).checked().unwrap();
        assert_eq!(values(&checked), ["A1 fac.nurses = 12 @ C5", "A1 fac.beds_total = 40 @ C7"]);
        assert_accounted(&checked);
    }
}

/// What a page shows struck out, raised or not at all, by a class as Excel writes it, is no figure.
#[test]
fn classes_of_a_page_say_what_its_cells_look_like() {
    for (cell, found) in [
        ("<td class=xl65 x:num>7</td>", "cell-struck C3"),
        ("<td><font class=\"font6\">7</font><font class=font5>2</font></td>", "cell-struck C3"),
        ("<td>2<font class=\"font7 font5\">1</font></td>", "cell-mark C3"),
        ("<td class=none>7</td>", "cell-struck C3"),
        ("<td><div class=xl65>7</div></td>", "cell-struck C3"),
        ("<td><p style='display:none'>7</p></td>", "cell-struck C3"),
        ("<td class=font5>7</td>", ""),
        ("<td class=paper>7</td>", ""),
        ("<td class=tip>7</td>", ""),
    ] {
        let page = format!(
            "<html><head><style><!-- td {{border:none}} .xl65 {{mso-style-parent:style0; text-decoration: line-through;}}\
             .font5{{color:black}} td.font6, .font8 {{text-decoration:line-through}} .font7 {{vertical-align: super}}\
             @media print {{ .a {{color:red}} .paper {{display:none}} }} .tip .mark {{display:none}}\
             .none {{display:\nnone}} --></style></head><body><table><tr><td>填报单位<td>三星镇卫生院</tr>\
             <tr><td>代码<td>指标名称<td>本年数</tr><tr><td>JG08<td>护士数{cell}</tr></table></body></html>"
        );
        let checked = returned("年报.xls", page.as_bytes()).checked().unwrap();
        let read: &[&str] = if found.is_empty() { &["A1 fac.nurses = 7 @ C3"] } else { &[] };
        assert_eq!(values(&checked), read, "{cell}");
        assert_eq!(findings(&checked).join(""), found, "{cell}");
    }
}

#[test]
fn excel_2003_xml_is_read_with_its_gaps() {
    let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"填报表\"><Table><Row><Cell><Data ss:Type=\"String\">报表年度</Data></Cell><Cell><Data ss:Type=\"Number\">2024</Data></Cell></Row>\
        <Row><Cell><Data ss:Type=\"String\">填报单位</Data></Cell><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">三星镇&#21355;生院</Data></Cell></Row>\
        <Row ss:Index=\"5\"><Cell ss:Index=\"2\"><Data ss:Type=\"String\">代码</Data></Cell><Cell><Data ss:Type=\"String\">指标名称</Data></Cell><Cell ss:Index=\"5\"><Data ss:Type=\"String\">本年数</Data></Cell></Row>\
        <Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">JG08</Data></Cell><Cell/><Cell ss:Index=\"5\"><Data ss:Type=\"Number\">12</Data></Cell></Row>\
        <Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">JG29</Data></Cell><Cell ss:Index=\"5\" ss:Formula=\"=1/0\"><Data ss:Type=\"Error\">#DIV/0!</Data></Cell></Row>\
        </Table></Worksheet></Workbook>";
    let checked = returned("年报.xls", xml.as_bytes()).checked().unwrap();
    assert_eq!(values(&checked), ["A1 fac.nurses = 12 @ E6"]);
    assert_eq!(findings(&checked), ["cell-excel-error E7"]);
    assert_accounted(&checked);
}

#[test]
fn an_archive_is_read_as_a_folder() {
    let inner = zipped(&[("x", b"1")]);
    let bytes = zipped(&[
        ("三星/年报.csv", TABLE.as_bytes()),
        ("../../外面.csv", TABLE.replace("12", "13").as_bytes()),
        ("说明.pdf", b"%PDF-1.4"),
        ("套.zip", &inner),
    ]);
    let checked = returned("上报.zip", &bytes).checked().unwrap();
    let files: Vec<String> = checked.files.iter().map(|file| file.file.to_string()).collect();
    assert_eq!(
        files,
        [
            "2024/上报.zip/三星/年报.csv",
            "2024/上报.zip/外面.csv",
            "2024/上报.zip/套.zip",
            "2024/上报.zip/说明.pdf"
        ]
    );
    // Two returns of one day that differ: neither is used where they do.
    assert_eq!(values(&checked), ["A1 fac.beds_total = 1200 @ C6"]);
    let mut rules: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.as_str()).collect();
    rules.retain(|rule| *rule != "return-incomplete" && *rule != "ratio-half");
    rules.sort_unstable();
    assert_eq!(
        rules,
        ["cell-read-as", "cell-read-as", "file-kind", "file-kind", "return-differs", "return-differs"]
    );
}

/// What an archive holds and nobody can read is named: with a password, packed in an unknown way,
/// and what comes after the ten thousandth.
#[test]
fn nothing_of_an_archive_is_skipped_in_silence() {
    let plain = zipped(&[("三星/年报.csv", TABLE.as_bytes())]);
    // The flags and the method of an entry, in its own head and in the directory.
    let with = |offset: usize, value: u8| {
        let mut bytes = plain.clone();
        let is_at = |at: usize, mark: &[u8], bytes: &[u8]| bytes[at..].starts_with(mark);
        for at in 0..bytes.len() - 4 {
            if is_at(at, b"PK\x03\x04", &bytes) {
                bytes[at + 6 + offset] = value;
            } else if is_at(at, b"PK\x01\x02", &bytes) {
                bytes[at + 8 + offset] = value;
            }
        }
        bytes
    };
    for (bytes, kind) in [(with(0, 1), Kind::Encrypted), (with(2, 93), Kind::Packed)] {
        let checked = returned("上报.zip", &bytes).checked().unwrap();
        let files: Vec<_> = checked.files.iter().map(|file| (&*file.file, file.is_used)).collect();
        assert_eq!(files, [("2024/上报.zip/三星/年报.csv", false)]);
        let finding = checked.findings.iter().find(|own| own.rule == "file-kind").unwrap();
        assert!(
            finding.facts.iter().any(|(_, fact)| format!("{fact:?}").contains(kind.key().name())),
            "{finding:?}"
        );
    }
    let names: Vec<String> = (0..10_003).map(|n| format!("{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let checked = returned("上报.zip", &zipped(&many)).checked().unwrap();
    let more: Vec<_> = checked.findings.iter().filter(|own| own.rule == "archive-more").collect();
    assert_eq!(more.iter().map(|own| own.found.as_str()).collect::<Vec<_>>(), ["3"]);
}

#[test]
fn what_is_no_return_is_named_for_what_it_is() {
    let compound = |stream: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let bomb = zipped(&[("xl/workbook.xml", &vec![b' '; 300 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let cases: [(&str, Vec<u8>, Kind); 18] = [
        ("a.xlsx", vec![], Kind::Empty),
        ("a.xlsx", b"%PDF-1.7".to_vec(), Kind::Pdf),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n".to_vec(), Kind::Picture),
        ("a.xls", b"\xff\xd8\xff\xe0".to_vec(), Kind::Picture),
        ("a.xls", b"Rar!\x1a\x07".to_vec(), Kind::Archive),
        ("a.xls", compound("EncryptedPackage"), Kind::Encrypted),
        ("a.xls", compound("DRMEncryptedDataSpace"), Kind::Protected),
        ("a.xlsx", b"b\x14#eE-SafeNet\0LOCK".to_vec(), Kind::Protected),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), Kind::WebArchive),
        ("a.xls", compound("WordDocument"), Kind::Word),
        ("a.et", compound("PowerPoint Document"), Kind::Slides),
        ("a.xlsx", compound("Nothing"), Kind::Unknown),
        ("a.xlsx", zipped(&[("word/document.xml", b"<w/>")]), Kind::Word),
        ("a.xlsx", zipped(&[("ppt/presentation.xml", b"<p/>")]), Kind::Slides),
        (
            "a.ods",
            zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]),
            Kind::Word,
        ),
        ("a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00".to_vec(), Kind::OldExcel),
        ("a.xlsx", b"\x00\x01\x02\x03nonsense\x00".to_vec(), Kind::Unknown),
        ("a.xlsx", bomb, Kind::TooLarge),
    ];
    let messages = Messages::new(Lang::Zh);
    for (name, bytes, kind) in cases {
        let checked = returned(name, &bytes).checked().unwrap();
        let finding = checked.findings.iter().find(|finding| finding.rule == "file-kind");
        let finding = finding.unwrap_or_else(|| panic!("{kind:?}: {:?}", checked.findings));
        let sentence = finding.sentence(&messages);
        assert!(sentence.contains(&messages.t(kind.key())), "{kind:?}: {sentence}");
        assert_eq!(checked.files.iter().filter(|file| file.tally.is_some()).count(), 0);
    }
}

/// A workbook made by hand: dates from 1904, phonetic guides, rich text, line breaks.
#[test]
fn dates_from_1904_and_phonetic_guides_are_understood() {
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" s=\"1\"><v>44210</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"s\"><v>3</v></c><c r=\"B3\" t=\"s\"><v>4</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>JG08</t></is></c><c r=\"B4\"><v>12</v></c></row>\
        </sheetData></worksheet>";
    let strings = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <si><r><t>填报</t></r><r><rPr><b/></rPr><t>单位</t></r></si>\
        <si><t>三星镇卫生院</t><rPh sb=\"0\" eb=\"2\"><t>さんせい</t></rPh></si>\
        <si><t>报出\n日期</t></si><si><t xml:space=\"preserve\"> 代码 </t></si><si><t>本年数</t></si></sst>";
    let main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{main}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{main}.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{main}.sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{main}.styles+xml\"/></Types>"
    );
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let roots = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{relations}\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let parts = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let bytes = zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", roots.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ]);
    let checked = returned("a.xlsx", &bytes).checked().unwrap();
    assert_eq!(values(&checked), ["A1 fac.nurses = 12 @ B4"]);
    let day = checked.submissions.iter().find_map(|row| row.received).map(|day| day.to_string());
    // 44,210 days after 1 January 1904.
    assert_eq!(day.as_deref(), Some("2025-01-15"));
    assert_accounted(&checked);
}
