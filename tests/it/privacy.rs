//! Persons and small counts: what gets into no report, and what is not published.

use std::collections::BTreeMap;
use std::{fs, io};

use dabiao::manifest::MANIFEST;
use dabiao::model::{Level, UnitIx};
use dabiao::privacy::publishable;
use dabiao::results::Results;

use crate::running::{files, run, said};
use crate::workspaces::{Workspace, assert_accounted};

#[test]
fn nobodys_name_number_or_telephone_gets_into_a_report() {
    let workspace = Workspace::new();
    let rows = [
        "报表年度|2024",
        "填报单位|三星镇卫生院",
        "单位负责人|张三丰",
        "填表人|李四光",
        "联系电话|13812345678",
        "代码|指标名称|本年数|备注",
        "JG08|护士数|'32061419800101123X|",
        "JG09|某数|3|患者王五身份证320614197512311234",
        "JG10|某数|'电话13912345678|",
        "|13712345678|",
    ];
    workspace.sheet("2024/三星.xlsx", &rows);
    for command in ["report", "check"] {
        let output = run(workspace.path(), &[command, "."]);
        let mut all = said(&output);
        for (_, bytes) in files(workspace.path()).into_iter().filter(|(name, _)| !name.starts_with("returns"))
        {
            all += &String::from_utf8_lossy(&bytes);
            if let Ok(mut archive) = zip::ZipArchive::new(io::Cursor::new(&bytes)) {
                for at in 0..archive.len() {
                    all += &io::read_to_string(archive.by_index(at).unwrap()).unwrap_or_default();
                }
            }
        }
        for secret in
            ["张三丰", "李四光", "13812345678", "19800101", "19751231", "13912345678", "13712345678"]
        {
            assert!(!all.contains(secret), "{command}: {secret}");
        }
    }
    let checked = workspace.checked().unwrap();
    assert_accounted(&checked);
    let named: Vec<String> =
        checked.findings.iter().filter(|f| f.rule == "identity-number").map(|f| f.place.a1()).collect();
    assert_eq!(named, ["C7", "D8"]);
}

/// A workspace with tuberculosis patients: name, patients due and managed; no number, no cell.
fn patients(all: &[(&str, &str, &str)]) -> Workspace {
    let workspace = Workspace::new();
    workspace.registry(
        "facilities.csv",
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n\
         A1,三星镇卫生院,,township_hospital,320614101,政府办,,,\n\
         A2,三星镇第二卫生院,,township_hospital,320614101,政府办,,,\n\
         A3,三星镇第三卫生院,,township_hospital,320614101,政府办,,,\n\
         H1,示例医院,,hospital,320614101,政府办,是,,\n\
         B1,海永社区中心,,community_center,320614102,政府办,,,\n",
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    for (name, due, managed) in all {
        let rows = [
            "报表年度|2024".to_owned(),
            format!("填报单位|{name}"),
            "代码|指标名称|本年数".to_owned(),
            format!("{}|患者|{due}", code("fac.tb_patients")),
            format!("{}|管理|{managed}", code("fac.tb_patients_managed")),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    workspace
}

#[test]
fn no_sum_that_is_shown_has_exactly_one_part_that_is_not() {
    // A hospital that the indicator does not count, and a half ratio, are no cover in its sums.
    let cases: [&[(&str, &str, &str)]; 4] = [
        &[("三星镇卫生院", "20", "3"), ("示例医院", "30", "9"), ("海永社区中心", "40", "39")],
        &[
            ("三星镇卫生院", "30", "3"),
            ("三星镇第二卫生院", "40", "38"),
            ("三星镇第三卫生院", "", "2"),
            ("海永社区中心", "50", "50"),
        ],
        &[("三星镇卫生院", "3", "3"), ("海永社区中心", "50", "50")],
        &[("三星镇卫生院", "30", "30"), ("三星镇第二卫生院", "40", "4"), ("海永社区中心", "4", "4")],
    ];
    for case in cases {
        let results = patients(case).results();
        let registry = &results.checked.registry;
        let (ix, _) = results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "tb-managed").unwrap();
        let shown = |results: &Results| -> BTreeMap<UnitIx, (i64, i64)> {
            let rows = results.rows().filter(|row| row.indicator == ix && row.year == 2024);
            rows.filter_map(|row| Some((row.unit, (row.measured?.numerator, row.measured?.denominator?))))
                .collect()
        };
        let (all, public) = (shown(&results), shown(&publishable(patients(case).results(), None)));
        for unit in public.keys() {
            let parts: Vec<&UnitIx> =
                all.keys().filter(|part| registry.unit(**part).parent == Some(*unit)).collect();
            let unseen = parts.iter().filter(|part| !public.contains_key(part)).count();
            assert_ne!(unseen, 1, "{case:?}: {}", registry.unit(*unit).name);
            let leaf = registry.unit(*unit).level == Level::Facility;
            let (managed, due) = public[unit];
            assert!(!leaf || !((1..=5).contains(&managed) || (1..=5).contains(&due)), "{case:?}");
        }
        assert!(public.len() < all.len(), "{case:?}: something is left out");
    }
}

#[test]
fn what_is_published_and_what_is_not_never_take_each_others_place() {
    let workspace = patients(&[("三星镇卫生院", "20", "3"), ("海永社区中心", "40", "39")]);
    let home = workspace.path();
    let report = |more: &[&str]| run(home, &[&["report", "."], more].concat());
    assert!(report(&["--out", "mine"]).status.success());
    assert!(report(&["--publish", "--out", "public"]).status.success());
    for more in [["--publish", "--out", "mine"].as_slice(), &["--out", "public"]] {
        let before = files(home);
        let output = report(more);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert_eq!(files(home), before);
    }
    // No digest of a return is published: from it a count of a few patients could be guessed.
    let manifest = |folder: &str| fs::read_to_string(home.join(folder).join(MANIFEST)).unwrap();
    assert!(manifest("mine").contains("returns/2024") && !manifest("public").contains("returns/2024"));
    // A working report is no earlier edition; a published one is, and is told to verify as well.
    assert_eq!(report(&["--publish", "--after", "mine", "--out", "next"]).status.code(), Some(3));
    assert!(report(&["--publish", "--after", "public", "--out", "next"]).status.success());
    assert_eq!(run(home, &["verify", "next", "."]).status.code(), Some(3));
    let verified = run(home, &["verify", "next", ".", "--after", "public"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
}

/// Whatever a small count was a year or two ago, every file that is published is the same to the last
/// byte: no status rests on it, no check, no finding beside it.
#[test]
fn a_small_count_of_an_earlier_year_changes_no_file_that_is_published() {
    for population in ["5000", ""] {
        let published = |count: &str| {
            let workspace = Workspace::new();
            for (year, name, registered) in [
                // Before the first year of the plans nothing is asked, and a half of a ratio is told.
                (2021, "海永镇", count),
                (2022, "海永镇", count),
                (2023, "海永镇", "10"),
                (2024, "海永镇", "16"),
                (2024, "三星镇", "30"),
            ] {
                let of = |id: &str, count: &str| format!("{}|数|{count}", code(id));
                let rows = [
                    format!("报表年度|{year}"),
                    format!("填报单位|{name}"),
                    "代码|指标名称|本年数".to_owned(),
                    of("twp.resident_population", population),
                    of("twp.smd_registered", registered),
                    of("twp.smd_standardized", registered),
                ];
                let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
                workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
            }
            let output = run(workspace.path(), &["report", ".", "--publish", "--out", "public"]);
            assert!(output.status.success(), "{}", said(&output));
            files(&workspace.path().join("public"))
        };
        let first = published("3");
        for count in ["1", "2", "4", "5"] {
            let other = published(count);
            let differ: Vec<&String> =
                first.keys().filter(|name| first.get(*name) != other.get(*name)).collect();
            assert!(differ.is_empty(), "{population} {count}: {differ:?}");
        }
    }
}

#[test]
fn a_published_finding_quotes_no_patients() {
    let workspace = patients(&[("三星镇卫生院", "0", "4"), ("海永社区中心", "40", "'3例左右")]);
    let output = run(workspace.path(), &["report", ".", "--publish"]);
    assert!(output.status.success(), "{}", said(&output));
    let findings = fs::read_to_string(workspace.path().join("reports-published/data/findings.csv")).unwrap();
    assert!(!findings.contains("3例") && !findings.contains("4 大于"), "{findings}");
    assert!(findings.contains("公布稿不列数字"), "{findings}");
    let page = fs::read_to_string(workspace.path().join("reports-published/quality.html")).unwrap();
    assert!(!page.contains("3例左右"));
}

#[test]
fn the_published_version_masks_few_patients_everywhere_and_the_working_version_keeps_them() {
    let workspace = Workspace::new();
    // 肺结核 patients: A1 3, A2 12, B1 8. A1 is masked; with it A2, for their township's sum.
    for (name, patients) in [("三星镇卫生院", 3), ("三星镇第二卫生院", 1_212), ("海永社区中心", 1_208)]
    {
        let rows = [
            "报表年度|2024".to_owned(),
            format!("填报单位|{name}"),
            "代码|指标名称|本年数".to_owned(),
            format!("{}|肺结核患者数|{patients}", code("fac.tb_patients")),
            format!("{}|已管理|{patients}", code("fac.tb_patients_managed")),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    let home = workspace.path();
    assert!(run(home, &["report", ".", "--publish", "--out", "public"]).status.success());
    assert!(run(home, &["report", "."]).status.success());
    let table =
        |folder: &str, name: &str| fs::read_to_string(home.join(folder).join("data").join(name)).unwrap();
    assert!(table("reports", "values.csv").contains("fac.tb_patients,3,"));
    let public = table("public", "values.csv");
    assert_eq!(public.matches("fac.tb_patients,***,").count(), 2, "{public}");
    assert!(public.contains("fac.tb_patients,1208,"), "{public}");
    let assessments = table("public", "assessments.csv");
    let masked: Vec<&str> = assessments
        .lines()
        .filter(|line| line.contains(",tb-managed,") && line.ends_with("masked"))
        .collect();
    assert_eq!(masked.len(), 2);
    // Numerator, denominator, value and bounds are empty.
    assert!(masked.iter().all(|line| line.contains("院,,,,,,ge,98,")), "{masked:?}");
    // 1,212 is on no public page, in no table and not in the ledger.
    let mut all = String::new();
    for (name, bytes) in files(&home.join("public")) {
        // Digests are hexadecimal, and anything can stand in them.
        if name == MANIFEST {
            continue;
        }
        all += &String::from_utf8_lossy(&bytes);
        if let Ok(mut archive) = zip::ZipArchive::new(io::Cursor::new(&bytes)) {
            for at in 0..archive.len() {
                all += &io::read_to_string(archive.by_index(at).unwrap()).unwrap_or_default();
            }
        }
    }
    assert!(!all.contains("1212") && !all.contains("1,212"), "a masked figure is public");
    assert!(all.contains("公布稿") && all.contains("不公布"));
    // The district and 三星镇 as a whole are shown: 2,423 and 1,215.
    assert!(all.contains("2,423") && all.contains("1,215"));
    assert_eq!(run(home, &["verify", "public", "."]).status.code(), Some(0));
    // Nothing else differs from the working version's figures of the district.
    let results = workspace.results();
    let district = |results: &Results| {
        let rows = results.rows().filter(|row| row.level == Level::District);
        rows.map(|row| (row.year, row.indicator, row.status(), row.measured.map(|m| m.numerator)))
            .collect::<Vec<_>>()
    };
    assert_eq!(district(&results), district(&publishable(workspace.results(), None)));
}

fn code(id: &str) -> String {
    let catalogue = dabiao::catalogue::load(None).unwrap();
    catalogue.element(catalogue.element_by_id(id).unwrap()).code.clone()
}
