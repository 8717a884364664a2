//! Documents for Word and WPS: their structure, their figures, and what becomes of one that was edited.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;

use dabiao::messages::{Lang, Messages};
use dabiao::report::document::update::update;
use dabiao::report::pages;
use dabiao::report::view::View;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::running::{files, run, said};
use crate::sample::sample;

const CIRCULAR: &str = "annual-report.docx";
const VALUE: &str = "dabiao:signed-residents:2025:value";
const TEXT: &str = "word/document.xml";

/// The documents of the sample's report.
fn documents() -> BTreeMap<String, Vec<u8>> {
    let pages = pages::all(&sample(None), &Messages::new(Lang::Zh)).unwrap();
    let documents = pages.into_iter().map(|page| (page.name(), page.bytes));
    documents.filter(|(name, _)| name.ends_with(".docx")).collect()
}

fn parts(document: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.insert(name, bytes);
    }
    parts
}

fn text(document: &[u8]) -> String {
    String::from_utf8(parts(document).remove(TEXT).unwrap()).unwrap()
}

/// A document with another text part.
fn with_text(document: &[u8], text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(document) {
        archive.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(if name == TEXT { text.as_bytes() } else { &bytes }).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What a reader of its own finds: the words of each named figure, in their order.
fn read_figures(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for control in text.split("<w:sdt>").skip(1) {
        let (control, _) = control.split_once("</w:sdt>").unwrap();
        let name = control.split_once("<w:tag w:val=\"").unwrap().1.split_once('"').unwrap().0;
        let words = control.split_once("<w:t xml:space=\"preserve\">").unwrap().1.split_once('<').unwrap().0;
        found.push((name.to_owned(), words.replace("&#60;", "<").replace("&#38;", "&")));
    }
    found
}

#[test]
fn every_part_is_xml_and_every_number_in_it_is_the_only_one() {
    let all = documents();
    assert_eq!(all.len(), 13, "a circular and a letter to each of twelve townships");
    for (name, document) in all {
        for (part, bytes) in parts(&document) {
            let text = String::from_utf8(bytes).unwrap();
            let mut reader = Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap_or_else(|e| panic!("{name} {part}: {e}")), Event::Eof)
            {
            }
        }
        let text = text(&document);
        let ids: Vec<&str> =
            text.split("<w:id w:val=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}");
        // Word takes no longer names.
        assert!(read_figures(&text).iter().all(|(name, _)| name.len() <= 64), "{name}");
        // No table whose head is not repeated, and no row that is cut.
        let rows = text.matches("<w:tr>").count();
        assert_eq!(text.matches("<w:cantSplit/>").count(), rows, "{name}");
        assert_eq!(text.matches("<w:tblHeader/>").count(), text.matches("<w:tbl>").count(), "{name}");
    }
    assert_eq!(documents()[CIRCULAR], documents()[CIRCULAR], "the same bytes every time");
}

#[test]
fn the_figures_of_the_circular_are_those_of_the_assessments() {
    let results = sample(None);
    let pages = pages::all(&results, &Messages::new(Lang::Zh)).unwrap();
    let file = |name: &str| pages.iter().find(|page| page.name() == name).unwrap().bytes.clone();
    let table = String::from_utf8(file("data/assessments.csv")).unwrap();
    let mut table = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let heads = table.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (year, level, id) = (at("year"), at("level"), at("indicator"));
    let (value, numerator, denominator) = (at("value"), at("numerator"), at("denominator"));
    let rows: BTreeMap<String, csv::StringRecord> = table
        .records()
        .map(Result::unwrap)
        .filter(|row| &row[year] == "2025" && &row[level] == "district")
        .map(|row| (row[id].to_owned(), row))
        .collect();
    let (mut compared, mut shares) = (0, 0);
    for (name, words) in read_figures(&text(&file(CIRCULAR))) {
        let parts: Vec<&str> = name.split(':').collect();
        let ["dabiao", id, "2025", "value"] = parts[..] else { continue };
        let row = &rows[id];
        let numbers: Vec<f64> = words
            .split(|c: char| !c.is_ascii_digit() && c != '.')
            .filter_map(|number| number.parse().ok())
            .collect();
        if words.contains('中') {
            let theirs: Vec<f64> = [denominator, numerator].map(|at| row[at].parse().unwrap()).into();
            assert_eq!(numbers, theirs, "{name}: {words}");
            shares += 1;
        } else if let (Ok(theirs), [ours, ..]) = (row[value].parse::<f64>(), &numbers[..]) {
            let shown = words.trim_end_matches(|c: char| !c.is_ascii_digit());
            let places = shown
                .split_once('.')
                .map_or(0, |(_, places)| places.chars().take_while(char::is_ascii_digit).count());
            let half = 0.5 * 10_f64.powi(-i32::try_from(places).unwrap());
            assert!((ours - theirs).abs() <= half + 1e-9, "{name}: {words} {theirs}");
            compared += 1;
        }
    }
    assert!(compared > 50 && shares > 30, "{compared} {shares}");
}

#[test]
fn an_edited_document_keeps_every_edit_and_gets_todays_figures() {
    let results = sample(None);
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let todays = pages::circular_figures(&view);
    let document = documents().remove(CIRCULAR).unwrap();
    let original = text(&document);

    // Nothing has changed: nothing is put right, and the text is the same to the byte.
    let same = update(&document, &todays).unwrap();
    assert!(same.changes.is_empty() && same.gone.is_empty() && same.figures > 100, "{}", same.figures);
    assert_eq!(text(&same.bytes), original);

    // A mark before the text, as some programs write it, moves nothing.
    let marked = format!("\u{feff}{}", original.replace("69.0%", "68.1%"));
    let updated = update(&with_text(&document, &marked), &todays).unwrap();
    assert!(updated.changes.len() >= 2, "{:?}", updated.changes);
    assert_eq!(text(&updated.bytes), format!("\u{feff}{original}"));
    // What Word writes where a figure was taken out is none.
    let tag = format!("<w:tag w:val=\"{VALUE}\"/>");
    let emptied = original.replace(&tag, &(tag.clone() + "<w:showingPlcHdr/>")).replace("69.0%", "单击此处");
    let updated = update(&with_text(&document, &emptied), &todays).unwrap();
    assert!(updated.changes.is_empty(), "{:?}", updated.changes);
    // One of another year has nothing of this one.
    assert_eq!(
        update(&with_text(&document, &original.replace(":2025:", ":2024:")), &todays).unwrap().figures,
        0
    );

    // Somebody has edited it: a paragraph of his own, a figure of yesterday in two runs, one of bold type,
    // a figure that no longer has a counterpart, one that he has taken out.
    let value = VALUE;
    let control = |text: &str, name: &str| {
        let tag = text.find(&format!("<w:tag w:val=\"{name}\"/>")).unwrap();
        let begins = text[..tag].rfind("<w:sdt>").unwrap();
        let ends = begins + text[begins..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
        begins..ends
    };
    let mut edited = original.clone();
    let at = control(&edited, value);
    let split = edited[at.clone()].replace(
        "<w:r><w:t xml:space=\"preserve\">69.0%</w:t></w:r>",
        "<w:r><w:t>68</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>.1%</w:t></w:r>",
    );
    edited.replace_range(at, &split);
    let at = control(&edited, "dabiao:2025:returns");
    let renamed = edited[at.clone()].replace("2025:returns\"/><w:id", "2025:no-longer\"/><w:id");
    edited.replace_range(at, &renamed);
    let at = control(&edited, "dabiao:2025:verdicts");
    edited.replace_range(at, "");
    // One that has become two paragraphs is for him to put right.
    let parted = control(&edited, "dabiao:signed-residents:2025:still");
    let two = edited[parted.clone()]
        .replace("</w:sdtContent>", "<w:p><w:r><w:t>续</w:t></w:r></w:p></w:sdtContent>");
    edited.replace_range(parted, &two);
    let own = "<w:p><w:r><w:t>经研究，&amp;另行部署。</w:t></w:r></w:p>";
    let body = edited.find("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/>").unwrap();
    edited.insert_str(body, own);

    let updated = update(&with_text(&document, &edited), &todays).unwrap();
    let [change] = &updated.changes[..] else { panic!("{:?}", updated.changes) };
    assert_eq!(
        (change.name.as_str(), change.before.as_str(), change.after.as_str()),
        (value, "68.1%", "69.0%")
    );
    assert!(change.paragraph.contains("签约服务覆盖率69.0%，目标不低于70%"), "{}", change.paragraph);
    let [gone, parted] = &updated.gone[..] else { panic!("{:?}", updated.gone) };
    assert!(gone.name.ends_with("no-longer") && gone.said.contains("应报表"), "{gone:?}");
    assert!(parted.name.ends_with("signed-residents:2025:still"), "{parted:?}");
    let text = text(&updated.bytes);
    assert_eq!(
        text,
        edited.replace("<w:t>68</w:t>", "<w:t>69.0%</w:t>").replace("<w:t>.1%</w:t>", "<w:t></w:t>"),
        "everything else is as he left it"
    );
}

#[test]
fn what_is_no_document_of_ours_is_refused_before_anything_is_written() {
    let workspace = crate::running::workspace();
    let home = workspace.path();
    assert!(run(home, &["report", "."]).status.success());
    let file = home.join("通报.docx");
    fs::copy(home.join("reports").join(CIRCULAR), &file).unwrap();
    let good = run(home, &["report", ".", "--update", "通报.docx"]);
    assert!(good.status.success() && home.join("通报（已更新）.docx").exists(), "{}", said(&good));
    let again = run(home, &["report", ".", "--update", "通报.docx"]);
    assert_eq!(again.status.code(), Some(3), "{}", said(&again));
    assert!(said(&again).contains("已经存在"), "{}", said(&again));
    let inside = run(home, &["report", ".", "--update", "reports/annual-report.docx"]);
    assert!(inside.status.code() == Some(3) && said(&inside).contains("报告文件夹"), "{}", said(&inside));
    fs::remove_dir_all(home.join("reports")).unwrap();

    let mut other = zip::ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file(TEXT, zip::write::SimpleFileOptions::default()).unwrap();
    other.write_all(b"<w:document><w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>").unwrap();
    let cases: [(&[u8], &str); 4] = [
        (b"not a document", "无法更新"),
        (&fs::read(&file).unwrap()[..4_000], "无法更新"),
        (&other.finish().unwrap().into_inner(), "没有本年度通报的数"),
        (b"", "无法更新"),
    ];
    for (bytes, word) in cases {
        fs::write(home.join("坏.docx"), bytes).unwrap();
        let refused = run(home, &["report", ".", "--update", "坏.docx"]);
        assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
        assert!(said(&refused).contains(word), "{}", said(&refused));
        assert!(!home.join("reports").exists(), "{word}");
    }
    assert!(!files(home).keys().any(|name| name.contains("坏（")));
}

/// How many pages a document has when LibreOffice prints it.
fn printed(folder: &std::path::Path, file: &str) -> usize {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder.join("pdf"), folder.join(file)])
        .output()
        .expect("LibreOffice");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = folder.join("pdf").join(file.rsplit('/').next().unwrap()).with_extension("pdf");
    let pdf = fs::read(pdf).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    text.matches("/Type/Page/").count() + text.matches("/Type/Page\n").count()
}

#[test]
#[ignore = "needs LibreOffice"]
fn libreoffice_opens_every_document_and_a_letter_is_one_page() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in documents() {
        let file = folder.path().join(&name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        let pages = printed(folder.path(), &name);
        if name == CIRCULAR {
            assert!((8..=18).contains(&pages), "{name}: {pages}");
        } else {
            assert_eq!(pages, 1, "{name}");
        }
    }
}

#[test]
fn a_text_that_returns_brought_stays_text() {
    let workspace = crate::running::workspace();
    let home = workspace.path();
    let townships = fs::read_to_string(home.join("registry/townships.csv")).unwrap();
    fs::write(home.join("registry/townships.csv"), townships.replace("三星镇", "三星<w:p/>&镇")).unwrap();
    let output = run(home, &["report", ".", "--out", "reports"]);
    assert!(output.status.success(), "{}", said(&output));
    let named = files(&home.join("reports"));
    let letters = named.iter().filter(|(name, _)| name.starts_with("townships/") && name.ends_with(".docx"));
    let texts: Vec<String> = letters.map(|(_, bytes)| text(bytes)).collect();
    assert!(texts.iter().any(|text| text.contains("三星&#60;w:p/&#62;&#38;镇")), "{}", texts.len());
}
