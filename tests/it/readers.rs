//! Documents in other programs: printed by LibreOffice and measured, held to Open XML, shown by
//! docx-preview, edited by python-docx.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dabiao::messages::{Lang, Messages};
use dabiao::report::document::update::{Became, update};
use dabiao::report::pages::{self, evaluation};
use dabiao::report::publish::OutputFile;
use dabiao::report::view::View;
use dabiao::what_if;

use crate::sample::sample;

/// A file of the project.
fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Runs a program and gives back what it prints.
fn output(program: &str, run: impl FnOnce(&mut Command) -> &mut Command) -> String {
    let output = run(&mut Command::new(program)).output().unwrap_or_else(|e| panic!("{program}: {e}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The documents of the sample in a folder, in both languages.
fn written(folder: &Path) -> Vec<PathBuf> {
    let results = sample(None);
    let mut files = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        let messages = Messages::new(lang);
        let mut all: Vec<OutputFile> = pages::all(&results, &messages).unwrap();
        all.extend(evaluation::pages(&View::new(&results, &messages), 0).unwrap());
        for page in
            all.into_iter().filter(|page| page.name().ends_with(".docx") || page.name() == "ledger.xlsx")
        {
            let file = folder.join(lang.word()).join(page.name());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, page.bytes).unwrap();
            files.push(file);
        }
    }
    files
}

/// A document printed by LibreOffice.
fn printed(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let to = folder.join("pdf");
    output("soffice", |soffice| {
        soffice.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(&to).arg(file)
    });
    to.join(file.file_name().unwrap()).with_extension("pdf")
}

/// A line on a page, in points from its upper left corner.
#[derive(Debug)]
struct Line {
    page: usize,
    is_landscape: bool,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// In tenths of a point.
    size: u32,
    words: String,
}

/// What stands where in a PDF.
fn measured(pdf: &Path) -> Vec<Line> {
    let table = output("python3", |python| python.arg(own("tests/documents/measure.py")).arg(pdf));
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let line = |row: csv::StringRecord| {
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let (width, height) = (number(1), number(2));
        // A4, upright or on its side.
        let (short, long) = (width.min(height), width.max(height));
        assert!((short - 595.3).abs() < 0.5 && (long - 841.9).abs() < 0.5, "{width} {height}");
        Line {
            page: row[0].parse().unwrap(),
            is_landscape: width > height,
            left: number(3),
            right: number(4),
            top: number(5),
            bottom: number(6),
            size: row[7].replace('.', "").parse().unwrap(),
            words: row[9].to_owned(),
        }
    };
    table.records().map(|row| line(row.unwrap())).collect()
}

const fn points(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

#[test]
#[ignore = "needs LibreOffice and pdfplumber"]
fn the_circular_is_printed_to_the_measures_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    let circular = files.iter().find(|file| file.ends_with("zh/annual-report.docx")).unwrap();
    let lines = measured(&printed(circular));
    let first_annex = lines.iter().find(|line| line.words == "附件1").unwrap().page;
    let text_pages = first_annex - 1;
    assert!(text_pages <= 5, "{text_pages} sheets of text");

    // Title, body and page numbers in the sizes of 2号, 3号 and 4号; everything within the margins of
    // 37, 35, 28 and 26 mm but a stop that hangs over the end of a line.
    let text: Vec<&Line> = lines.iter().filter(|line| line.page < first_annex).collect();
    let (numbers, body): (Vec<&Line>, Vec<&Line>) =
        text.into_iter().partition(|line| line.words.starts_with('—') && line.words.ends_with('—'));
    assert_eq!(body[0].size, 220, "{:?}", body[0]);
    for line in &body {
        assert!(!line.is_landscape && matches!(line.size, 220 | 160 | 120), "{line:?}");
        let hanging = if line.words.ends_with(['，', '。', '；', '、', '：', '）', '”']) {
            f64::from(line.size) / 10.0
        } else {
            0.0
        };
        assert!(line.left >= points(28.0) - 1.0 && line.right <= points(184.0) + hanging + 1.0, "{line:?}");
        assert!(line.top >= points(37.0) - 1.0 && line.bottom <= points(262.0) + 1.0, "{line:?}");
    }
    // The page number stands outside, below the text.
    assert_eq!(numbers.len(), text_pages);
    for (number, page) in numbers.iter().zip(1..) {
        assert_eq!((number.words.clone(), number.size), (format!("—{page}—"), 140));
        assert!(number.top > points(262.0), "{number:?}");
        let is_outside =
            if page % 2 == 1 { number.right > points(184.0 - 8.0) } else { number.left < points(28.0 + 8.0) };
        assert!(is_outside, "{number:?}");
    }
    // 22 lines a page, all as far from one another, of 28 characters.
    let mut by_page: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for line in body.iter().filter(|line| line.size == 160) {
        let tops = by_page.entry(line.page).or_default();
        if tops.last().is_none_or(|top| line.top - top > 5.0) {
            tops.push(line.top);
        }
    }
    let most = by_page.values().map(Vec::len).max();
    assert_eq!(most, Some(22), "{by_page:?}");
    for tops in by_page.values() {
        for pair in tops.windows(2) {
            let lines = (pair[1] - pair[0]) / points(225.0 / 22.0);
            assert!((lines - lines.round()).abs() < 0.02, "{pair:?}");
        }
    }
    let halves = |line: &&&Line| line.words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<i32>();
    let longest = body.iter().filter(|line| line.size == 160).max_by_key(halves).unwrap();
    assert!((55..=59).contains(&halves(&longest)), "{longest:?}");

    // The annexes: those to write on lie on their side, heads stand on every page, no row is cut.
    let heads = ["序号", "指标"];
    let annex = |words: &str| lines.iter().find(|line| line.words == words).unwrap();
    let (second, third) = (annex("附件2"), annex("附件3"));
    assert!(second.is_landscape && third.is_landscape);
    for page in first_annex..third.page {
        for head in heads {
            assert!(lines.iter().any(|line| line.page == page && line.words == head), "{head} on {page}");
        }
    }
    let catalogue = sample(None).checked.catalogue;
    let names: Vec<&str> = catalogue.indicators_of(2025).map(|(_, own)| own.name.zh.as_str()).collect();
    let mut found = 0;
    for page in first_annex..second.page {
        let of_page: Vec<&Line> = lines.iter().filter(|line| line.page == page).collect();
        let column = of_page.iter().find(|line| line.words == "指标").unwrap();
        let left = points(28.0 + 11.0);
        let cells = of_page
            .iter()
            .filter(|line| line.left >= left && line.left < column.left && line.top > column.top);
        let cells: String = cells.map(|line| line.words.as_str()).collect();
        found += names.iter().filter(|name| cells.contains(**name)).count();
    }
    assert!(found >= names.len() && found < 2 * names.len(), "{found} of {}", names.len());
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_document_is_printed_and_a_letter_is_one_page() {
    let folder = tempfile::tempdir().unwrap();
    for file in written(folder.path()).into_iter().filter(|file| file.extension().unwrap() == "docx") {
        let pdf = fs::read(printed(&file)).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type/Page/").count() + text.matches("/Type/Page\n").count();
        let most = match file.file_stem().unwrap().to_str().unwrap() {
            "annual-report" => 21,
            "evaluation" => 32,
            _ => 1,
        };
        assert!((1..=most).contains(&pages), "{}: {pages}", file.display());
    }
}

#[test]
#[ignore = "needs Chromium, Node and the packages of tests/browser"]
fn every_document_is_valid_open_xml_and_is_shown_whole_by_another_reader() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    let chromium = crate::browser::chromium();
    output("node", |node| node.arg(own("tests/browser/documents.mjs")).arg(chromium).args(files));
}

#[test]
#[ignore = "needs python-docx"]
fn what_another_program_edits_in_a_circular_stays() {
    let messages = Messages::new(Lang::Zh);
    let results = sample(None);
    let circular = |results: &_| {
        let pages = pages::all(results, &messages).unwrap();
        pages.into_iter().find(|page| page.name() == "annual-report.docx").unwrap().bytes
    };
    // It was written before a figure came in.
    let supposed = ["海门街道示例第一社区卫生服务中心/fac.signed_residents=+2000".to_owned()];
    let (before, _) = what_if::suppose(&results, &supposed).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("before.docx"), circular(&before)).unwrap();
    let script = own("tests/documents/edit.py");
    let edit = |words: &[&str]| {
        output("python3", |python| python.arg(&script).args(words).current_dir(folder.path()))
    };
    edit(&["edit", "before.docx", "edited.docx"]);

    let todays = pages::circular_figures(&View::new(&results, &messages));
    let updated = update(&fs::read(file("edited.docx")).unwrap(), &todays).unwrap();
    fs::write(file("updated.docx"), &updated.bytes).unwrap();
    let said = edit(&["read", "updated.docx"]);
    for edited in
        ["经区政府同意，另行部署", "关于工作的通报（修改稿）", "增设标准化诊室", "97.3%，居全市前列"]
    {
        assert!(said.contains(edited), "{edited}");
    }
    let became = |name: &str| {
        let of = updated.points.iter().filter(|point| point.name == name);
        of.map(|point| point.became.clone()).collect::<Vec<_>>()
    };
    assert_eq!(became("dabiao:children-u7-management:2025:value"), [Became::Kept("97.3%".to_owned())]);
    let signed = became("dabiao:signed-residents:2025:value");
    assert!(
        !signed.is_empty() && signed.iter().all(|one| *one == Became::Right("69.0%".to_owned())),
        "{signed:?}"
    );
    // What was not edited is what today's says.
    fs::write(file("today.docx"), circular(&results)).unwrap();
    let (mut ours, mut theirs) = (said, edit(&["read", "today.docx"]));
    for text in [&mut ours, &mut theirs] {
        *text = text.lines().filter(|line| line.contains("签约服务覆盖率")).collect();
    }
    assert_eq!(ours, theirs);
}
