//! The ledger and the tables in LibreOffice: they open without a complaint, and the
//! figures there are those of `assessments.csv`.

use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use dabiao::messages::{Lang, Messages};
use dabiao::report::{pages, publish};

use crate::sample::sample;

/// Opens a file in LibreOffice and saves it as something else.
fn convert(folder: &Path, file: &str, to: &str) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    // Headless it takes a table of text for Latin-1 unless it is told; 76 is UTF-8.
    let filter = "--infilter=CSV:44,34,76,1";
    let filter = if file.ends_with(".csv") { vec![filter] } else { vec![] };
    let output = Command::new("soffice")
        .args([&profile, "--headless"])
        .args(filter)
        .args(["--convert-to", to, "--outdir"])
        .arg(folder.join("office"))
        .arg(folder.join(file))
        .output()
        .expect("LibreOffice");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Saves workbooks with LibreOffice in place of themselves.
pub(crate) fn saved_again(files: &[std::path::PathBuf]) {
    let room = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", room.path().join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(room.path().join("office"))
        .args(files)
        .output()
        .expect("LibreOffice");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for file in files {
        fs::copy(room.path().join("office").join(file.file_name().unwrap()), file).unwrap();
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_ledger_says_in_libreoffice_what_the_assessments_say() {
    let folder = tempfile::tempdir().unwrap();
    let results = sample(Some(2024));
    let written = pages::all(&results, &Messages::new(Lang::Zh)).unwrap();
    publish::write(folder.path(), &written).unwrap();
    convert(folder.path(), "ledger.xlsx", "xlsx");
    let text = fs::read_to_string(folder.path().join("data/assessments.csv")).unwrap();
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> =
        table.records().map(Result::unwrap).filter(|row| &row[0] == "2024").collect();

    let mut ledger: Xlsx<_> = open_workbook(folder.path().join("office/ledger.xlsx")).unwrap();
    assert_eq!(ledger.sheet_names(), ["问题台账", "全部评估", "计分表", "核查问题"]);
    let sheet = ledger.worksheet_range("全部评估").unwrap();
    assert_eq!(sheet.height(), rows.len() + 1);
    // column of the ledger, column of the table, digits that a spreadsheet keeps
    let columns = [(1, 2), (4, 4), (6, 6), (7, 7), (8, 8), (11, 14), (13, 17), (14, 18), (15, 19), (16, 20)];
    for (at, row) in (1..).zip(&rows) {
        // A count of the district is no target of its parts, and no gap of theirs.
        let is_part = row[7].is_empty() && &row[15] == "monitored";
        for (ours, theirs) in columns {
            let cell = sheet.get_value((at, ours)).cloned().unwrap_or_default();
            match cell {
                Data::Float(number) => {
                    let expected: f64 = row[theirs].parse().unwrap();
                    assert!(
                        (number - expected).abs() < 1e-9 * expected.abs().max(1.0),
                        "row {at}: {number} {expected}"
                    );
                }
                Data::String(text) => assert_eq!(text, &row[theirs], "row {at}"),
                Data::Empty if is_part && [13, 14].contains(&ours) => {}
                Data::Empty => assert_eq!(&row[theirs], "", "row {at} column {ours}"),
                other => panic!("row {at}: {other:?}"),
            }
        }
    }
    // Every open gap of a judged row stands in the first sheet, and no cell is a formula.
    let open = rows.iter().filter(|row| ["not-met", "behind"].contains(&&row[15])).count();
    assert_eq!(ledger.worksheet_range("问题台账").unwrap().height(), open + 1);
    for name in ledger.sheet_names() {
        assert_eq!(ledger.worksheet_formula(&name).unwrap().used_cells().count(), 0, "{name}");
    }

    convert(folder.path(), "data/assessments.csv", "xlsx");
    let mut opened: Xlsx<_> = open_workbook(folder.path().join("office/assessments.xlsx")).unwrap();
    let name = opened.sheet_names()[0].clone();
    let sheet = opened.worksheet_range(&name).unwrap();
    assert_eq!(sheet.width(), 23);
    assert_eq!(
        sheet.get_value((0, 0)),
        Some(&Data::String("year".into())),
        "the byte order mark is none of the text"
    );
}
