//! The program as a clerk calls it: what it prints, what it writes, how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use dabiao::submission::{Arrival, Submission};

use crate::workspaces::Workspace;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs the program in a folder.
fn dabiao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dabiao")).args(arguments).current_dir(folder).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// All files under a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            all.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    all
}

/// A workspace with one return that has an error in it.
fn with_an_error() -> Workspace {
    let workspace = Workspace::new();
    let head = ["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数"];
    workspace.sheet(
        "2024/三星镇卫生院.xlsx",
        &[head[0], head[1], head[2], "JG08|护士数|'9%", "JG29|实有床位数|40"],
    );
    workspace
}

#[test]
fn report_on_the_sample_ends_with_five_lines_and_writes_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let data = format!("{ROOT}/data");
    let output = dabiao(folder.path(), &["report", &data]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(err(&output), "");
    insta::assert_snapshot!("report", out(&output).replace('\\', "/"));
    let written = files(&folder.path().join("reports"));
    for name in [
        "index.html",
        "annual-report.html",
        "departments.html",
        "quality.html",
        "methods.html",
        "ledger.xlsx",
        "townships/320614101.html",
        "facilities/320614101-1.html",
        "indicators/smd-standardized.html",
        "data/assessments.csv",
        "data/values.csv",
        "data/findings.csv",
        "data/revisions.csv",
        "data/submissions.csv",
        "data/results.parquet",
        "data/datapackage.json",
    ] {
        assert!(written.contains_key(name), "{name}");
    }
    for (name, bytes) in written.iter().filter(|(name, _)| name.ends_with(".csv")) {
        assert!(bytes.starts_with(b"\xef\xbb\xbf"), "{name} has a byte order mark");
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(
            text.lines().count() > 1 && text.matches('\n').count() == text.matches("\r\n").count(),
            "{name}"
        );
    }
    assert_eq!(&written["data/results.parquet"][..4], b"PAR1");

    // The same again, byte for byte, over the first one.
    let again = dabiao(folder.path(), &["report", &data]);
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(files(&folder.path().join("reports")), written);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["reports"], "nothing is left beside the report");
}

#[test]
fn explain_says_figure_target_rule_and_the_cell_of_every_number() {
    let output = dabiao(Path::new(ROOT), &["explain", "三星镇", "smd-standardized", "--year", "2024"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    insta::assert_snapshot!("explain_township", out(&output));
    let by_code =
        dabiao(Path::new(ROOT), &["explain", "320614101", "严重精神障碍患者规范管理率", "--year", "2024"]);
    assert_eq!(out(&by_code), out(&output));
    let english = dabiao(
        Path::new(ROOT),
        &["--lang", "en", "explain", "320614101", "smd-standardized", "--year", "2024"],
    );
    insta::assert_snapshot!("explain_township_en", out(&english));
    // A share of units lists them; what the registry answers needs no cell.
    let district = dabiao(Path::new(ROOT), &["explain", "320614", "functional-centres", "--year", "2024"]);
    insta::assert_snapshot!("explain_district", out(&district));
    let registry =
        dabiao(Path::new(ROOT), &["explain", "三星镇", "government-run-facility", "--year", "2024"]);
    insta::assert_snapshot!("explain_registry", out(&registry));
}

#[test]
fn help_is_in_the_language_that_is_asked_for() {
    let zh = dabiao(Path::new(ROOT), &["report", "--help"]);
    assert_eq!(zh.status.code(), Some(0));
    insta::assert_snapshot!("help", out(&dabiao(Path::new(ROOT), &["--help"])) + "\n" + &out(&zh));
    insta::assert_snapshot!("help_en", out(&dabiao(Path::new(ROOT), &["--lang", "en", "--help"])));
}

#[test]
fn how_a_command_ends() {
    let good = Workspace::new();
    let head = ["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数"];
    good.sheet("2024/三星镇卫生院.xlsx", &[head[0], head[1], head[2], "JG08|护士数|9"]);
    let bad = with_an_error();
    let empty = Workspace::new();
    let nothing = tempfile::tempdir().unwrap();
    let targets = tempfile::tempdir().unwrap();
    fs::write(targets.path().join("elements.toml"), "edition = 3").unwrap();
    for name in ["checks.toml", "reading.toml"] {
        fs::write(targets.path().join(name), "").unwrap();
    }
    fs::create_dir(targets.path().join("plans")).unwrap();
    let targets = targets.path().to_str().unwrap().to_owned();
    // where, arguments, exit status, a word on standard error
    let cases: [(&Path, &[&str], i32, &str); 26] = [
        (good.path(), &["report", "."], 0, ""),
        (good.path(), &["."], 0, ""),
        (good.path(), &["report", ".", "--strict"], 0, ""),
        (good.path(), &["check", "."], 0, ""),
        (bad.path(), &["report", "."], 0, ""),
        (bad.path(), &["report", ".", "--strict"], 1, ""),
        (bad.path(), &["check", "."], 1, ""),
        (good.path(), &["report", ".", "--year", "2021"], 3, "基期"),
        (good.path(), &["report", ".", "--year", "20255"], 3, "四位数字"),
        (good.path(), &["report", ".", "--targets", &targets], 3, "elements.toml"),
        (good.path(), &["report", ".", "--out", "registry"], 3, "不是本程序写的文件"),
        (good.path(), &["explain", "三星", "smd-standardized", "--workspace", "."], 3, "三星镇卫生院"),
        (good.path(), &["explain", "三星镇", "smd-standardised", "--workspace", "."], 3, "smd-standardized"),
        (empty.path(), &["report", "."], 3, "上报表"),
        (good.path(), &["--lang", "en", "targets", "."], 0, ""),
        (good.path(), &["targets", ".", "--lang", "en"], 0, ""),
        (good.path(), &[".", "report"], 2, "dabiao report"),
        (nothing.path(), &["report"], 3, "registry"),
        (nothing.path(), &["report", "--yaer", "2024"], 2, "--yaer"),
        (nothing.path(), &["reprot"], 2, "reprot"),
        (nothing.path(), &["chek", "云溪区"], 2, "check"),
        (nothing.path(), &["explain", "三星镇"], 2, "<指标>"),
        (nothing.path(), &["report", "--year", "二〇二五"], 2, "年份"),
        (good.path(), &["what-if", "."], 3, "--set"),
        (good.path(), &["report", ".", "--year", "2023"], 3, "2024 年"),
        (nothing.path(), &["forms", "."], 2, "--year"),
    ];
    for (folder, arguments, status, word) in cases {
        let before = files(folder);
        let output = dabiao(folder, arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(word), "{arguments:?}: {}", err(&output));
        assert_eq!(err(&output).is_empty(), word.is_empty(), "{arguments:?}: {}", err(&output));
        if status > 1 {
            assert_eq!(files(folder), before, "{arguments:?} writes nothing");
            assert_eq!(out(&output), "", "{arguments:?}");
        }
    }
}

#[test]
fn check_writes_what_goes_back_to_the_units() {
    let workspace = with_an_error();
    dabiao(workspace.path(), &["check", "."]);
    let written = files(&workspace.path().join("corrections"));
    let names: Vec<&str> = written.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "A1-三星镇卫生院.html",
            "A1-三星镇卫生院.xlsx",
            "data/datapackage.json",
            "data/findings.csv",
            "data/manifest.json",
            "data/quality.csv",
            "data/revisions.csv",
            "data/submissions.csv",
            "data/units.csv",
            "data/values.csv",
            "index.html",
            "催报.txt",
        ]
    );
    let page = String::from_utf8(written["A1-三星镇卫生院.html"].clone()).unwrap();
    for word in ["填报表 › C4", "9%", "强制性", "海基卫1表", "JG08"] {
        assert!(page.contains(word), "{word}");
    }
    let reminder = String::from_utf8(written["催报.txt"].clone()).unwrap();
    assert!(reminder.contains("海永社区中心：基层医疗卫生机构年度数据表"), "{reminder}");
    assert!(reminder.contains("需要更正（1 个单位"), "{reminder}");
}

#[test]
fn targets_lists_every_indicator_with_its_targets() {
    let output = dabiao(Path::new(ROOT), &["targets"]);
    let text = out(&output);
    assert_eq!(text.lines().filter(|line| line.split('\t').count() == 6).count(), 83 + 2);
    for line in [
        "posts-per-10k\t二\t每万常住人口基层卫生人员编制数\t机构级\t2025 年 11～15 名/万人，最高 18",
        "smd-prevalence\t三(四)23\t严重精神障碍报告患病率\t乡镇级\t2025 年 > 4.60‰",
        "equipment-available\t三(一)3\t医疗设施设备配备率\t机构级\t2023 年 ≥ 90%；2024 年 ≥ 100%",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

/// No indicator takes anything from a hospital.
#[test]
fn whoever_is_asked_nothing_has_no_form() {
    let workspace = Workspace::new();
    let facilities = fs::read_to_string(workspace.path().join("registry/facilities.csv")).unwrap();
    workspace.registry("facilities.csv", &(facilities + "H1,示例区人民医院,,hospital,320614101,政府办,,,\n"));
    let output = dabiao(workspace.path(), &["forms", ".", "--year", "2024", "--out", "forms"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let written: Vec<String> = files(&workspace.path().join("forms")).into_keys().collect();
    assert!(written.len() == 10 && !written.iter().any(|name| name.contains("H1")), "{written:?}");
}

#[test]
fn blank_forms_are_one_a_unit_and_can_be_read_back() {
    let workspace = Workspace::new();
    let year = ["forms", ".", "--year", "2024", "--out", "returns/2024"];
    let output = dabiao(workspace.path(), &year);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let names: Vec<String> = files(&workspace.path().join("returns/2024")).into_keys().collect();
    assert_eq!(
        names,
        [
            "district/320614-区卫健委-2024.xlsx",
            "district/320614-区妇幼保健院-2024.xlsx",
            "district/320614-区市场监管局-2024.xlsx",
            "district/320614-区残联-2024.xlsx",
            "district/320614-区疾控中心-2024.xlsx",
            "facility/A1-三星镇卫生院-2024.xlsx",
            "facility/A2-三星镇第二卫生院-2024.xlsx",
            "facility/B1-海永社区中心-2024.xlsx",
            "township/320614101-三星镇-2024.xlsx",
            "township/320614102-海永镇-2024.xlsx",
        ]
    );
    // A form that was filled in is never written over; the same again changes nothing.
    let filled = workspace.path().join("returns/2024/township/320614102-海永镇-2024.xlsx");
    let blank = fs::read(&filled).unwrap();
    assert_eq!(dabiao(workspace.path(), &year).status.code(), Some(0));
    fs::write(&filled, b"filled in").unwrap();
    let refused = dabiao(workspace.path(), &year);
    assert_eq!((refused.status.code(), fs::read(&filled).unwrap()), (Some(3), b"filled in".to_vec()));
    assert!(err(&refused).contains("海永镇"), "{}", err(&refused));
    fs::write(&filled, blank).unwrap();
    // Read back, they are nobody's mistake: everything is missing, nothing is wrong.
    let checked = workspace.checked().unwrap();
    assert_eq!(checked.values.iter().count(), 0);
    let rules: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["return-blank"; 13]);
    let mut of_year = checked.submissions.iter().filter(|row| row.year == 2024 && row.expected > 0);
    assert_eq!(of_year.clone().count(), 13);
    let is_named = |row: &Submission| row.file.is_some() && row.status == Arrival::Missing;
    assert!(of_year.all(is_named), "{:?}", checked.submissions);
    assert_eq!(checked.files.iter().map(|record| record.is_used).collect::<Vec<_>>(), [false; 10]);
}

#[test]
fn what_if_says_which_assessments_change_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = format!("{ROOT}/data");
    let before = files(Path::new(&data));
    let run = |arguments: &[&str]| {
        let all: Vec<&str> =
            ["what-if", &data, "--year", "2024"].iter().copied().chain(arguments.iter().copied()).collect();
        dabiao(folder.path(), &all)
    };
    let same = run(&["--set", "海永镇/健康科普讲师数=+0"]);
    assert!(out(&same).ends_with("共有 0 项评估改变\n"), "{}", err(&same));
    let more = run(&["--set", "海永镇/twp.health_lecturers=+1"]);
    insta::assert_snapshot!("what_if", out(&more));
    let lines = folder.path().join("假如.txt");
    fs::write(&lines, "# 一位讲师\n海永镇/XZ05=2\n\n三星镇/twp.joint_clinic=是\n").unwrap();
    let from_file = run(&["--file", lines.to_str().unwrap()]);
    let text = out(&from_file);
    assert!(text.contains("健康科普讲师数") && text.contains("联合门诊"), "{text}");
    for (wrong, word) in [
        ("海永镇/twp.health_lecturers", "看不懂"),
        ("海永/twp.health_lecturers=1", "单位名录里没有"),
        ("海永镇/twp.lecturers=1", "没有数据项"),
        ("海永镇/twp.health_lecturers=-9", "无法增减"),
        ("海永镇/twp.smd_standardized=999999", "互相矛盾"),
    ] {
        let refused = run(&["--set", wrong]);
        assert_eq!(refused.status.code(), Some(3), "{wrong}");
        assert!(err(&refused).contains(word), "{wrong}: {}", err(&refused));
    }
    assert_eq!(files(Path::new(&data)), before);
}
