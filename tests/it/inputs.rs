//! What is read: nothing from outside, nothing changed, nothing that eats the machine.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fs, io};

use dabiao::formats::limits::Refusal;
use dabiao::formats::worker::Isolation;

use crate::agreement::Dice;
use crate::running::{files, run, said, workspace};
use crate::workspaces::{Workspace, assert_accounted};

#[cfg(unix)]
#[test]
fn links_out_of_the_workspace_are_named_and_not_read() {
    let (workspace, elsewhere) = (workspace(), Workspace::new());
    let head = ["报表年度|2024", "填报单位|海永社区中心", "代码|指标名称|本年数"];
    elsewhere.sheet("2024/海永.xlsx", &[head[0], head[1], head[2], "JG08|护士数|7"]);
    let link = |from: &Path, to: &str| {
        std::os::unix::fs::symlink(from, workspace.path().join("returns/2024").join(to)).unwrap();
    };
    link(&elsewhere.path().join("returns/2024/海永.xlsx"), "文件.xlsx");
    link(&elsewhere.path().join("returns"), "文件夹");
    // One that stays inside is a file like any other.
    fs::create_dir(workspace.path().join("shared")).unwrap();
    fs::copy(elsewhere.path().join("returns/2024/海永.xlsx"), workspace.path().join("shared/海永.xlsx"))
        .unwrap();
    let outside = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&outside).len(), 1, "only the workspace's own");
    let links = outside.findings.iter().filter(|finding| finding.rule == "file-link").count();
    assert_eq!(links, 2);
    link(&workspace.path().join("shared/海永.xlsx"), "里面.xlsx");
    assert_eq!(crate::workspaces::values(&workspace.checked().unwrap()).len(), 2);
}

#[test]
fn inputs_are_what_they_were_to_the_last_byte_and_the_time_of_their_last_change() {
    let workspace = workspace();
    let stamp = || {
        let entries = walkdir::WalkDir::new(workspace.path().join("returns")).into_iter().flatten();
        entries
            .map(|e| (e.path().to_owned(), e.metadata().unwrap().modified().unwrap()))
            .collect::<BTreeMap<_, _>>()
    };
    let (bytes, times) = (files(&workspace.path().join("returns")), stamp());
    let commands: [&[&str]; 4] = [
        &["report", "."],
        &["check", "."],
        &["targets", "."],
        &["what-if", ".", "--set", "三星镇卫生院/JG08=+1"],
    ];
    for command in commands {
        let output = run(workspace.path(), command);
        assert!(output.status.code().is_some_and(|code| code < 2), "{command:?} {}", said(&output));
    }
    assert_eq!((files(&workspace.path().join("returns")), stamp()), (bytes, times));
}

#[test]
fn a_file_that_is_cut_short_while_it_is_read_is_a_finding_or_is_whole() {
    let workspace = workspace();
    let path = workspace.path().join("returns/2024/三星镇卫生院.xlsx");
    let whole = fs::read(&path).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let checks = scope.spawn(|| {
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let (mut reads, mut cuts) = (0, 0);
                for _ in 0..300 {
                    let checked = workspace.checked().unwrap();
                    assert_accounted(&checked);
                    let read = crate::workspaces::values(&checked) == ["A1 fac.nurses = 9 @ C4"];
                    let named = checked.findings.iter().any(|found| found.rule.starts_with("file-"));
                    assert!(read != named, "{:?}", checked.findings);
                    (reads, cuts) = (reads + usize::from(read), cuts + usize::from(named));
                }
                assert!(reads > 0 && cuts > 0, "{reads} whole, {cuts} cut");
            }));
            done.store(true, Ordering::Relaxed);
            outcome
        });
        let mut dice = Dice(1);
        while !done.load(Ordering::Relaxed) {
            // Both last for a while, or a busy machine would show one of them alone.
            fs::write(&path, &whole[..dice.roll(whole.len() as u64) as usize]).unwrap();
            std::thread::sleep(Duration::from_micros(dice.roll(3_000)));
            fs::write(&path, &whole).unwrap();
            std::thread::sleep(Duration::from_micros(dice.roll(3_000)));
        }
        if let Err(why) = checks.join().unwrap() {
            std::panic::resume_unwind(why);
        }
    });
}

/// A cell of an OpenDocument sheet.
fn ods_cell(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

/// An OpenDocument workbook of one sheet.
fn ods(rows: &str) -> Vec<u8> {
    let urn = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{urn}:office:1.0\" xmlns:table=\"{urn}:table:1.0\" \
         xmlns:text=\"{urn}:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"a\">\
         {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let manifest =
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_str()),
    ] {
        archive.start_file(name, options).unwrap();
        io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A sheet of 200 rows and 1,000 columns, each cell with a text of its own: some tens of
/// megabytes once it is laid out.
fn wide_ods() -> Vec<u8> {
    let row = |row| {
        let cells: String = (0..1_000).map(|column| ods_cell(&format!("{row} {column}"))).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    ods(&(0..200).map(row).collect::<String>())
}

/// A sheet of two cells that lie 100,000 rows and 1,000 columns apart: a file of a few bytes that
/// calamine lays out in 3 gigabytes.
fn far_ods(rows: u32) -> Vec<u8> {
    let between = rows - 2;
    ods(&format!(
        "<table:table-row>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"{between}\"><table:table-cell/></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"999\"/>{}</table:table-row>",
        ods_cell("a"),
        ods_cell("b")
    ))
}

#[test]
fn a_process_of_its_own_has_no_more_memory_than_it_may_use() {
    let alone = Isolation::Process(env!("CARGO_BIN_EXE_dabiao").into());
    // The same sheet, less far apart, is read by it.
    assert_eq!(alone.sheets(&far_ods(1_000)).unwrap()[0].cells.len(), 2);
    assert_eq!(alone.sheets(&far_ods(100_000)).err(), Some(Refusal::Damaged));
}

#[test]
fn a_process_of_its_own_has_the_memory_that_it_may_use() {
    let alone = Isolation::Process(env!("CARGO_BIN_EXE_dabiao").into());
    let bytes = wide_ods();
    // What the allocator sets aside lies elsewhere each time.
    for time in 0..12 {
        let sheets = alone.sheets(&bytes).unwrap_or_else(|why| panic!("time {time}: {why:?}"));
        assert_eq!(sheets[0].cells.len(), 200_000);
    }
}

/// A report that somebody put among the returns is none, though its tables look like one.
#[test]
fn what_the_program_wrote_is_no_return() {
    let workspace = workspace();
    let home = workspace.path();
    for (command, to) in [("report", "returns/2024/旧报告"), ("check", "returns/2024/核查单")] {
        // That a folder of its own lies there is an error already the second time.
        let output = run(home, &[command, ".", "--out", "mine"]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
        fs::rename(home.join("mine"), home.join(to)).unwrap();
    }
    let checked = workspace.checked().unwrap();
    assert_accounted(&checked);
    let found: Vec<String> = crate::workspaces::findings(&checked);
    assert_eq!(found, ["folder-output", "folder-output"]);
    assert_eq!(checked.files.len(), 3);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_listed_or_read_is_named_and_the_rest_goes_on() {
    let workspace = workspace();
    let before = crate::workspaces::values(&workspace.checked().unwrap());
    let year = workspace.path().join("returns/2024");
    std::os::unix::fs::symlink(year.join("没有.xlsx"), year.join("断了的链接.xlsx")).unwrap();
    std::os::unix::fs::symlink(&year, year.join("绕回来")).unwrap();
    assert!(Command::new("mkfifo").arg(year.join("管道.xlsx")).status().unwrap().success());
    let checked = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&checked), before);
    for name in ["断了的链接.xlsx", "绕回来", "管道.xlsx"] {
        let named = |found: &&dabiao::finding::Finding| {
            found.rule == "file-unreadable" && *found.place.file == *format!("2024/{name}")
        };
        assert_eq!(checked.findings.iter().filter(named).count(), 1, "{name}");
    }
    // A registry that is a pipe is refused; it would be waited for for ever.
    let calendar = workspace.path().join("registry/calendar.csv");
    fs::remove_file(&calendar).unwrap();
    assert!(Command::new("mkfifo").arg(&calendar).status().unwrap().success());
    assert_eq!(workspace.checked().err().map(|stop| stop.key.name()), Some("registry-unreadable"));
}

#[test]
fn nothing_is_written_among_the_returns_or_outside_of_the_folder_that_is_named() {
    let workspace = workspace();
    let before = files(workspace.path());
    for out in ["returns", "returns/2024/报告", ".", ".."] {
        let output = run(workspace.path(), &["report", ".", "--out", out]);
        assert_eq!(output.status.code(), Some(3), "{out}: {}", said(&output));
    }
    assert_eq!(files(workspace.path()), before);
    workspace.registry("townships.csv", "code,name,aliases,kind,opened,closed\n../../x,外面镇,,镇,,\n");
    workspace.registry(
        "facilities.csv",
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n",
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    let output = run(workspace.path(), &["forms", ".", "--year", "2024", "--out", "表"]);
    assert!(output.status.success(), "{}", said(&output));
    let all = files(workspace.path());
    let new = all.keys().filter(|name| name.ends_with(".xlsx") && !before.contains_key(*name));
    assert!(new.clone().any(|name| name.contains("外面镇")));
    assert!(new.clone().all(|name| name.starts_with("表/")), "{:?}", new.collect::<Vec<_>>());
}
