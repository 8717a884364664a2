//! The same inputs make the same report, and a report says whether it still holds.

use std::fs;

use dabiao::manifest::MANIFEST;

use crate::running::{ROOT, files, program, run, said, workspace};

#[test]
fn threads_locale_time_zone_and_place_leave_no_trace() {
    let data = format!("{ROOT}/data");
    let report = |threads: &str, settings: &[(&str, &str)]| {
        let home = tempfile::tempdir().unwrap();
        let mut command = program(home.path(), &["report", &data, "--threads", threads]);
        command.envs(settings.iter().copied());
        assert!(command.output().unwrap().status.success());
        let all = files(&home.path().join("reports"));
        let here = home.path().to_string_lossy().into_owned();
        for (name, bytes) in &all {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains(&here) && !text.contains(ROOT), "{name} names a path of the machine");
        }
        all
    };
    let first = report("1", &[("TZ", "UTC"), ("LC_ALL", "C")]);
    let other = report("7", &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8")]);
    assert!(first == other);
}

#[test]
fn a_report_holds_until_a_file_of_it_or_of_its_inputs_changes() {
    let workspace = workspace();
    let home = workspace.path();
    assert!(run(home, &["report", "."]).status.success());
    let verify = || {
        let output = run(home, &["verify", "reports", "."]);
        (output.status.code().unwrap(), said(&output))
    };
    assert_eq!(verify().0, 0, "{}", verify().1);
    // Where the folder came from and what it is called is no part of it.
    let moved = tempfile::tempdir().unwrap();
    fs::rename(home.join("reports"), moved.path().join("年度报告")).unwrap();
    let there = run(home, &["verify", moved.path().join("年度报告").to_str().unwrap(), "."]);
    assert_eq!(there.status.code(), Some(0), "{}", said(&there));
    fs::rename(moved.path().join("年度报告"), home.join("reports")).unwrap();
    // A figure altered by hand.
    let page = home.join("reports/index.html");
    let html = fs::read_to_string(&page).unwrap();
    fs::write(&page, html.replace("2024", "2025")).unwrap();
    assert_eq!(verify().0, 1);
    assert!(verify().1.contains("index.html"), "{}", verify().1);
    fs::write(&page, html).unwrap();
    // A return sent again, a new one, one that is gone.
    let path = home.join("returns/2024/三星镇卫生院.xlsx");
    let old = fs::read(&path).unwrap();
    workspace.sheet(
        "2024/三星镇卫生院.xlsx",
        &["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数", "JG08|护士数|8"],
    );
    let (status, text) = verify();
    assert!(status == 1 && text.contains("输入文件已变") && text.contains("data/values.csv"), "{text}");
    fs::write(&path, old).unwrap();
    fs::write(home.join("returns/2024/new.csv"), "a").unwrap();
    assert!(verify().1.contains("多出的输入文件"), "{}", verify().1);
    fs::remove_file(home.join("returns/2024/new.csv")).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(home.join("returns/2024/other.csv"), "a").unwrap();
    assert!(verify().1.contains("输入文件不在了"), "{}", verify().1);
    // What was added, and what the manifest says itself.
    fs::remove_file(home.join("returns/2024/other.csv")).unwrap();
    workspace.sheet(
        "2024/三星镇卫生院.xlsx",
        &["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数", "JG08|护士数|9"],
    );
    assert!(run(home, &["report", "."]).status.success());
    assert_eq!(verify().0, 0, "{}", verify().1);
    fs::write(home.join("reports/indicators/more.html"), "more").unwrap();
    assert!(verify().0 == 1 && verify().1.contains("indicators/more.html"), "{}", verify().1);
    fs::remove_file(home.join("reports/indicators/more.html")).unwrap();
    assert_eq!(verify().0, 0, "{}", verify().1);
    let manifest = home.join("reports").join(MANIFEST);
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"cells\": ", "\"cells\": 9")).unwrap();
    assert!(verify().0 == 1 && verify().1.contains("cells = 9"), "{}", verify().1);
    // A folder that is no report.
    assert_eq!(run(home, &["verify", "registry", "."]).status.code(), Some(3));
}
