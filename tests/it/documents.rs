//! Documents for Word and WPS: their structure, their figures, and what becomes of one that was edited.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use dabiao::messages::{Lang, Messages};
use dabiao::report::document::update::{Became, Updated, update};
use dabiao::report::pages;
use dabiao::report::view::View;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::running::{files, run, said};
use crate::sample::sample;

const CIRCULAR: &str = "annual-report.docx";
const VALUE: &str = "dabiao:signed-residents:2025:value";
const TEXT: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/custom.xml";

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

/// A document with other parts.
fn with(document: &[u8], others: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(document) {
        let other = others.iter().find(|(own, _)| *own == name).map(|(_, text)| text.as_bytes());
        archive.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(other.unwrap_or(&bytes)).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The part that says what the figures were when the document was written.
fn properties(document: &[u8]) -> String {
    String::from_utf8(parts(document).remove(PROPERTIES).unwrap()).unwrap()
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

/// What is told of a figure, without its paragraph.
fn told(updated: &Updated) -> Vec<(&str, &str, &Became)> {
    updated.points.iter().map(|point| (&*point.name, &*point.said, &point.became)).collect()
}

#[test]
fn a_document_that_nobody_has_edited_says_what_todays_says() {
    let results = sample(None);
    let messages = Messages::new(Lang::Zh);
    let todays = pages::circular_figures(&View::new(&results, &messages));
    let document = documents().remove(CIRCULAR).unwrap();
    let (original, written) = (text(&document), properties(&document));

    // Nothing has changed: nothing is put right, and all is the same to the byte.
    let same = update(&document, &todays).unwrap();
    assert!(same.points.is_empty() && same.figures > 100, "{:?}", same.points);
    assert_eq!(parts(&same.bytes), parts(&document));

    // Yesterday's is today's afterwards, with or without the mark that some programs write before a text.
    let yesterdays = |text: &str| text.replace("69.0%", "68.1%");
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{}", yesterdays(&original));
        let edited = with(&document, &[(TEXT, &text), (PROPERTIES, &yesterdays(&written))]);
        let updated = update(&edited, &todays).unwrap();
        let right = Became::Right("69.0%".to_owned());
        assert!(told(&updated).iter().all(|(_, said, became)| (*said, *became) == ("68.1%", &right)));
        assert!(updated.points.len() >= 2, "{:?}", updated.points);
        assert_eq!(self::text(&updated.bytes), format!("{mark}{original}"));
        assert_eq!(properties(&updated.bytes), written);
    }

    // One of another year has nothing of this one.
    let of_2024 = original.replace(":2025:", ":2024:");
    assert_eq!(update(&with(&document, &[(TEXT, &of_2024)]), &todays).unwrap().figures, 0);
}

#[test]
fn what_somebody_has_edited_stays_as_he_left_it() {
    let results = sample(None);
    let messages = Messages::new(Lang::Zh);
    let todays = pages::circular_figures(&View::new(&results, &messages));
    let document = documents().remove(CIRCULAR).unwrap();
    let (original, written) = (text(&document), properties(&document));
    let control = |text: &str, name: &str| {
        let tag = text.find(&format!("<w:tag w:val=\"{name}\"/>")).unwrap();
        let begins = text[..tag].rfind("<w:sdt>").unwrap();
        let ends = begins + text[begins..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
        begins..ends
    };
    let right = || Some(Became::Right("69.0%".to_owned()));
    let kept = || Some(Became::Kept("69.0%".to_owned()));
    let words = "<w:t xml:space=\"preserve\">69.0%</w:t>";
    let two_runs = "<w:t>68</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>.1%</w:t>";
    let tracked =
        "<w:t>68.1%</w:t></w:r><w:ins w:id=\"9\" w:author=\"a\"><w:r><w:t>左右</w:t></w:r></w:ins><w:r>";
    let paragraph = "<w:p><w:r><w:t>续</w:t></w:r></w:p></w:sdtContent>";
    // What was done to the control: what stood there, what stands there, what becomes of the figure.
    let cases: [(&str, &str, &str, Option<Became>); 8] = [
        ("two runs, one bold", words, two_runs, right()),
        ("changed by hand", "69.0%", "近七成", kept()),
        ("words written beside it", "69.0%", "68.1%，创历史新高", kept()),
        ("inserted while changes are tracked", words, tracked, kept()),
        ("taken out", words, "", None),
        ("Word's own words in its place", "<w:tag ", "<w:showingPlcHdr/><w:tag ", None),
        ("nothing says it any more", ":2025:value\"/><w:id", ":2025:no-longer\"/><w:id", Some(Became::Gone)),
        ("become two paragraphs", "</w:sdtContent>", paragraph, Some(Became::Gone)),
    ];
    // It was written when the figure was another, and has a paragraph of his own.
    let written = written.replace("<vt:lpwstr>69.0%</vt:lpwstr>", "<vt:lpwstr>68.1%</vt:lpwstr>");
    let own = "<w:p><w:r><w:t>经研究，&amp;另行部署。</w:t></w:r></w:p>";
    for (what, from, to, became) in cases {
        let mut edited = original.clone();
        let at = control(&edited, VALUE);
        let of_control = edited[at.clone()].replace(from, to);
        edited.replace_range(at, &of_control);
        let body = edited.find("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/>").unwrap();
        edited.insert_str(body, own);
        let updated = update(&with(&document, &[(TEXT, &edited), (PROPERTIES, &written)]), &todays).unwrap();
        let told: Vec<&Became> = updated.points.iter().map(|point| &point.became).collect();
        assert_eq!(told, became.iter().collect::<Vec<_>>(), "{what}");
        if became == right() {
            let [point] = &updated.points[..] else { panic!("{what}") };
            assert!(point.paragraph.contains("签约服务覆盖率69.0%，目标不低于70%"), "{}", point.paragraph);
        }
        let put_right = "<w:t>69.0%</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t></w:t>";
        assert_eq!(text(&updated.bytes), edited.replace(two_runs, put_right), "{what}");
    }
    // Where nothing tells what it said when it was written, nobody knows whether it was edited.
    let unknown =
        with(&document, &[(TEXT, &original.replace("69.0%", "68.1%")), (PROPERTIES, "<Properties/>")]);
    let updated = update(&unknown, &todays).unwrap();
    assert!(
        !updated.points.is_empty()
            && updated.points.iter().all(|point| Some(&point.became) == kept().as_ref())
    );
}

#[test]
fn a_figure_says_the_same_wherever_it_stands() {
    for (name, document) in documents() {
        let mut figures: BTreeMap<String, String> = BTreeMap::new();
        for (figure, words) in read_figures(&text(&document)) {
            let first = figures.entry(figure.clone()).or_insert_with(|| words.clone());
            assert_eq!(*first, words, "{name}: {figure}");
        }
        let properties = properties(&document);
        assert_eq!(properties.matches("<property ").count(), figures.len(), "{name}");
    }
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
