//! What only Windows does: `.ci/windows` builds and runs these.

use std::fs::{self, OpenOptions};
use std::os::windows::fs::OpenOptionsExt as _;

use crate::running::{run, said, workspace};

#[test]
fn a_return_that_is_open_elsewhere_is_not_sent_back() {
    let workspace = workspace();
    let file = workspace.path().join("returns/2024/三星镇卫生院.xlsx");
    let open = OpenOptions::new().read(true).share_mode(0).open(&file).unwrap();
    let output = run(workspace.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let findings = fs::read_to_string(workspace.path().join("corrections/data/findings.csv")).unwrap();
    let line = findings.lines().find(|line| line.contains("三星镇卫生院.xlsx")).unwrap();
    assert!(line.contains("file-in-use") && line.contains("请关闭它"), "{line}");
    assert!(!findings.contains("os error"), "{findings}");
    drop(open);
    run(workspace.path(), &["check", "."]);
    let findings = fs::read_to_string(workspace.path().join("corrections/data/findings.csv")).unwrap();
    assert!(!findings.contains("file-in-use"), "{findings}");
}

#[test]
fn a_backslash_before_a_quotation_mark_is_named() {
    let output = run(workspace().path(), &["report", r#"D:\数据" --out x"#]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("反斜杠"), "{}", said(&output));
}

#[test]
fn the_path_that_is_named_has_one_kind_of_separator() {
    let workspace = workspace();
    let output = run(workspace.path(), &["report", ".", "--out", "./报告/一月"]);
    assert!(said(&output).contains(r"报告\一月\index.html"), "{}", said(&output));
}
