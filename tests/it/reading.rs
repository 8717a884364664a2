//! What returns say, cell by cell and layout by layout.

use dabiao::messages::Spot;

use crate::workspaces::{Workspace, assert_accounted, findings, said, values};

const HEAD: [&str; 3] =
    ["报表年度|2024||单位代码|A1", "填报单位|三星镇卫生院", "序号|指标名称|计量单位|代码|本年数"];

/// A facility's form with one row.
fn form(row: &str) -> Workspace {
    let workspace = Workspace::new();
    let rows: Vec<&str> = HEAD.into_iter().chain([row]).collect();
    workspace.sheet("2024/三星镇卫生院.xlsx", &rows);
    workspace
}

#[test]
fn a_cell_is_read_as_the_contract_says() {
    // element, what stands in the cell, what is read (nothing: missing), the finding
    let cases = [
        ("JG08", "12", "12", ""),
        ("JG08", "0", "0", ""),
        ("JG08", "", "", ""),
        ("JG08", "'/", "不适用", ""),
        ("JG08", "—", "不适用", ""),
        ("JG08", "'-", "不适用", ""),
        ("JG08", "不适用", "不适用", ""),
        ("JG08", "无", "0", "cell-none"),
        ("JG14", "无", "否", "cell-none"),
        ("JG25", "无", "无", ""),
        ("JG08", "待统计", "", "cell-pending"),
        ("JG08", "未统计", "", "cell-pending"),
        ("JG08", "暂无", "", "cell-pending"),
        ("JG08", "'１２", "12", "cell-read-as"),
        ("JG08", "'1,234", "1234", "cell-read-as"),
        ("JG08", "'12,34", "", "cell-not-a-count"),
        ("JG08", "'12\u{200b}", "12", "cell-read-as"),
        ("JG08", "'12", "12", ""),
        ("JG08", "1.2万", "12000", "cell-read-as"),
        ("JG08", "35名", "35", "cell-read-as"),
        ("JG08", "35人", "35", "cell-read-as"),
        ("JG08", "35张", "", "cell-not-a-count"),
        ("JG08", "'95%", "", "cell-percentage"),
        ("JG08", "12.5", "", "cell-fraction"),
        ("JG08", "'1/2", "", "cell-fraction"),
        ("JG08", "-3", "", "cell-negative"),
        ("JG08", "约三十", "", "cell-not-a-count"),
        ("JG08", "99999999999", "", "cell-too-large"),
        ("JG14", "是", "是", ""),
        ("JG14", "否", "否", ""),
        ("JG14", "有", "是", ""),
        ("JG14", "√", "是", ""),
        ("JG14", "×", "否", ""),
        ("JG14", "Y", "是", ""),
        ("JG14", "n", "否", ""),
        ("JG14", "1", "是", ""),
        ("JG14", "0", "否", ""),
        ("JG14", "达标", "是", ""),
        ("JG14", "未达标", "否", ""),
        ("JG14", "基本达到", "", "cell-not-yes-no"),
        ("JG14", "-1", "", "cell-not-yes-no"),
        ("JG14", "'1%", "", "cell-not-yes-no"),
        ("JG14", "是？", "", "cell-not-yes-no"),
        ("JG14", "'Ｙ", "是", "cell-tidied"),
        ("JG14", "' 是", "是", "cell-tidied"),
        ("JG25", "四 级", "四级", "cell-tidied"),
        ("JG25", "四级", "四级", ""),
        ("JG25", "六级", "", "cell-not-a-choice"),
    ];
    for (code, cell, read, rule) in cases {
        let checked = form(&format!("1|||{code}|{cell}")).checked().unwrap();
        let shown: Vec<String> = values(&checked)
            .iter()
            .map(|line| line.split(['=', '@']).nth(1).unwrap().trim().to_owned())
            .collect();
        assert_eq!(shown.join(""), read, "{code} {cell:?}");
        let expected = if rule.is_empty() { vec![] } else { vec![format!("{rule} E4")] };
        let found: Vec<String> = findings(&checked).into_iter().filter(|line| line.ends_with("E4")).collect();
        assert_eq!(found, expected, "{code} {cell:?}");
        assert_accounted(&checked);
    }
}

#[test]
fn a_finding_names_file_sheet_cell_and_what_stands_there() {
    let workspace = Workspace::new();
    let rows: Vec<&str> = HEAD.into_iter().chain(["1|护士数|名|JG08|35人"]).collect();
    workspace.sheet("2024/三星镇卫生院2024年报.xlsx", &rows);
    let checked = workspace.checked().unwrap();
    let finding = checked.findings.iter().find(|finding| finding.rule == "cell-read-as").unwrap();
    assert_eq!(finding.place.spelled(), "2024/三星镇卫生院2024年报.xlsx › 填报表 › E4");
    assert_eq!(finding.found, "35人");
}

#[test]
fn a_code_beats_a_label_and_labels_are_compared_folded() {
    // row, the element it is read as, findings
    let cases = [
        ("1|护士数|名|JG08|3", "fac.nurses", vec![]),
        ("1|护 士 数||　|3", "fac.nurses", vec![]),
        ("1|全科医师数|名|JG08|3", "fac.nurses", vec!["element-label B4"]),
        ("1|护士数||JG99|3", "fac.nurses", vec!["element-code-unknown D4"]),
        ("1|具备执业(助理)医师资格的乡村医生数|||3", "fac.village_doctors_licensed", vec![]),
        ("1|护士人数|||3", "", vec!["element-unknown E4"]),
        ("1|健康科普讲师数||XZ05|3", "", vec!["element-level E4"]),
    ];
    for (row, element, expected) in cases {
        let checked = form(row).checked().unwrap();
        let read: Vec<String> =
            values(&checked).iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect();
        assert_eq!(read.join(""), element, "{row}");
        let found: Vec<String> =
            findings(&checked).into_iter().filter(|line| line.starts_with("element")).collect();
        assert_eq!(found, expected, "{row}");
        assert_accounted(&checked);
    }
}

#[test]
fn a_form_is_found_wherever_it_stands() {
    let workspace = Workspace::new();
    workspace.sheets(
        "2024/表.xlsx",
        &[
            ("封面", &["基层医疗卫生机构", "请如实填报"][..]),
            (
                "数据",
                &[
                    "||某某区卫生健康委员会",
                    "",
                    "||填报单位：三星医院",
                    "||报表年度：2024年",
                    "",
                    "|||代码|项目|本年数|备注",
                    "|||JG08|护士数|7|",
                    "",
                    "|||一、床位",
                    "|||JG29|实有床位数|40|含加床",
                    "",
                    "||填表人：张三||联系电话：12345678",
                ][..],
            ),
        ],
    );
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), ["A1 fac.nurses = 7 @ F7", "A1 fac.beds_total = 40 @ F10"]);
    assert_eq!(findings(&checked), Vec::<String>::new());
    assert_accounted(&checked);
    // Names and telephone numbers of people go nowhere.
    let everything = format!("{:?} {:?}", checked.values.iter().collect::<Vec<_>>(), checked.findings);
    assert!(!everything.contains("张三") && !everything.contains("12345678"));
}

#[test]
fn a_wide_table_has_a_row_an_org_unit_and_its_totals_are_checked() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/免疫规划.xlsx",
        &[
            "免疫规划接种情况|||",
            "乡镇（街道）|应种|免疫规划疫苗实种剂次数|备注",
            "|XZ22|XZ23|",
            "三星镇|1000|980|",
            "海永镇|200|190|",
            "合计|1200|1171|",
            "制表：疾控科",
        ],
    );
    let checked = workspace.checked().unwrap();
    assert_eq!(
        values(&checked),
        [
            "320614101 twp.nip_due = 1000 @ B4",
            "320614101 twp.nip_given = 980 @ C4",
            "320614102 twp.nip_due = 200 @ B5",
            "320614102 twp.nip_given = 190 @ C5",
        ]
    );
    assert_eq!(findings(&checked), ["total-mismatch C6"]);
    assert_accounted(&checked);
}

#[test]
fn a_roster_and_the_functional_centres_are_read_with_their_form() {
    let workspace = Workspace::new();
    workspace.sheets(
        "2024/三星镇卫生院.xlsx",
        &[
            ("填报表", &HEAD),
            (
                "村卫生室名册",
                &[
                    "单位代码|单位名称|达到基本标准|达到推荐标准",
                    "||CS01|CS02",
                    "V1|甲村卫生室|是|否",
                    "|乙村卫生室|是|",
                    "V3|丙村卫生室|是|是",
                    "V9|丁村卫生室|是|是",
                ],
            ),
            (
                "功能中心",
                &[
                    "功能中心|建设情况",
                    "口腔中心|自建",
                    "妇儿中心|共建共享",
                    "血液透析中心|共建共享",
                    "体检中心|自建",
                ],
            ),
        ],
    );
    let checked = workspace.checked().unwrap();
    assert_eq!(
        values(&checked),
        [
            "A1 centre.built = 共建共享 @ B3",
            "A1 centre.built = 自建 @ B2",
            "A1 centre.built = 共建共享 @ B4",
            "V1 vil.basic_standard = 是 @ C3",
            "V1 vil.recommended_standard = 否 @ D3",
            "V2 vil.basic_standard = 是 @ C4",
        ]
    );
    // Of another facility, in no registry, not shareable, not one of the ten.
    assert_eq!(
        findings(&checked),
        ["centre-unknown B5", "unit-foreign B5", "unit-unknown B6", "centre-shared B3"]
    );
    assert_accounted(&checked);
}

#[test]
fn whose_a_return_is_is_never_guessed() {
    // code, name, file, the unit of what is read, the finding
    let cases = [
        ("A1", "三星镇卫生院", "甲.xlsx", "A1", ""),
        ("", "三星医院", "甲.xlsx", "A1", ""),
        ("A1", "", "甲.xlsx", "A1", ""),
        ("", "第二卫生院", "甲.xlsx", "A2", ""),
        ("", "海永镇海永社区中心", "甲.xlsx", "B1", ""),
        ("", "三星镇海永社区中心", "甲.xlsx", "", "unit-unknown"),
        ("A9", "三星镇卫生院", "甲.xlsx", "A1", "unit-code-unknown"),
        ("A2", "三星镇卫生院", "甲.xlsx", "", "unit-code-name"),
        ("", "三星卫生院", "甲.xlsx", "", "unit-unknown"),
        ("", "", "三星镇卫生院.xlsx", "A1", "unit-from-name"),
        ("", "", "甲.xlsx", "", "unit-unknown"),
    ];
    for (code, name, file, unit, rule) in cases {
        let workspace = Workspace::new();
        let (code, name) = (format!("单位代码|{code}"), format!("填报单位|{name}"));
        let (code, name) = (code.trim_end_matches("单位代码|"), name.trim_end_matches("填报单位|"));
        workspace.sheet(&format!("2024/{file}"), &[code, name, HEAD[2], "1|护士数|名|JG08|3"]);
        let checked = workspace.checked().unwrap();
        let read: Vec<String> =
            values(&checked).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(read.join(""), unit, "{code} {name} {file}");
        let found: Vec<String> = findings(&checked)
            .into_iter()
            .map(|line| line.split(' ').next().unwrap().to_owned())
            .filter(|rule| rule.starts_with("unit"))
            .collect();
        assert_eq!(found.join(""), rule, "{code} {name} {file}");
        assert_accounted(&checked);
    }
    // The nearest names are candidates in the finding, not a choice.
    let workspace = Workspace::new();
    workspace.sheet("2024/甲.xlsx", &["填报单位|三星卫生院", HEAD[2], "1|护士数|名|JG08|3"]);
    let checked = workspace.checked().unwrap();
    let finding = checked.findings.iter().find(|finding| finding.rule == "unit-unknown").unwrap();
    assert!(
        finding
            .facts
            .iter()
            .any(|(name, text)| *name == "candidates" && said(text).contains("A1 三星镇卫生院"))
    );
}

#[test]
fn of_two_returns_the_later_one_rules_and_differences_are_named() {
    let row = "1|护士数|名|JG08";
    let send = |workspace: &Workspace, file: &str, date: &str, nurses: &str, beds: &str| {
        let (date, nurses) = (format!("报出日期|{date}"), format!("{row}|{nurses}"));
        let beds = format!("2|实有床位数|张|JG29|{beds}");
        workspace.sheet(file, &[HEAD[0], HEAD[1], &date, HEAD[2], &nurses, &beds]);
    };
    // two files with date and two figures; what rules; findings
    let (early, late) = ("2025-01-10", "2025-01-12");
    type Sent<'a> = (&'a str, &'a str, &'a str, &'a str);
    let cases: [(Sent<'_>, Sent<'_>, &str, &[&str]); 10] = [
        (("2024/b.xlsx", early, "5", "9"), ("2024/a.xlsx", late, "6", "9"), "6 9", &["return-revised"]),
        (("2024/a.xlsx", late, "6", "9"), ("2024/b.xlsx", early, "5", "9"), "6 9", &["return-revised"]),
        // A name says which is the correction, and neither its place in the list nor a (2) does.
        (("2024/a更正.xlsx", "", "6", "9"), ("2024/b.xlsx", "", "5", "9"), "6 9", &["return-revised"]),
        (("2024/a.xlsx", "", "5", "9"), ("2024/第2版.xlsx", "", "6", "9"), "6 9", &["return-revised"]),
        (
            ("2024/表(1).xlsx", "", "5", "9"),
            ("2024/表(2).xlsx", "", "6", "9"),
            "9",
            &["return-differs E5", "return-differs E5"],
        ),
        (("2024/a.xlsx", "", "5", "9"), ("2024/b.xlsx", "", "5", "9"), "5 9", &["return-copy"]),
        // The same day tells nothing, one date alone neither.
        (
            ("2024/a.xlsx", late, "5", "9"),
            ("2024/b.xlsx", "", "6", "9"),
            "9",
            &["return-differs E5", "return-differs E5"],
        ),
        // A blank displaces nothing; who withdraws a figure says so.
        (("2024/a.xlsx", early, "5", "9"), ("2024/b.xlsx", late, "", "9"), "5 9", &["return-copy"]),
        (
            ("2024/a.xlsx", early, "5", "9"),
            ("2024/b.xlsx", late, "待统计", "9"),
            "9",
            &["cell-pending E5", "return-revised"],
        ),
        // What was wrong before is no longer an error.
        (("2024/a.xlsx", early, "约5", "9"), ("2024/b.xlsx", late, "6", "9"), "6 9", &["return-revised"]),
    ];
    for (first, second, rules, finding) in cases {
        let workspace = Workspace::new();
        send(&workspace, first.0, first.1, first.2, first.3);
        send(&workspace, second.0, second.1, second.2, second.3);
        let checked = workspace.checked().unwrap();
        let read: Vec<String> =
            values(&checked).iter().map(|line| line.split(' ').nth(3).unwrap().to_owned()).collect();
        assert_eq!(read.join(" "), rules, "{first:?} {second:?}");
        assert_eq!(findings(&checked), finding, "{first:?} {second:?}");
    }
}

#[test]
fn files_that_are_no_returns_are_named_and_stop_nothing() {
    let workspace = form("1|护士数|名|JG08|3");
    workspace.write("returns/2024/说明.pdf", b"%PDF-1.7");
    workspace.write("returns/2024/照片.xlsx", b"\x89PNG\r\n\x1a\n");
    workspace.write("returns/2024/空.xlsx", b"");
    workspace.write("returns/2024/坏.xlsx", b"PK\x03\x04nonsense");
    workspace.write("returns/2024/~$表.xlsx", b"lock");
    workspace.write("returns/散.xlsx", b"PK");
    workspace.sheet("2024/旧.xlsx", &["报表年度|2023", HEAD[1], HEAD[2], "1|护士数|名|JG08|4"]);
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), ["A1 fac.nurses = 3 @ E4"]);
    let mut found: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.rule.starts_with("file"))
        .map(|finding| format!("{} {}", finding.place.file, finding.rule))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "2024/~$表.xlsx file-lock",
            "2024/坏.xlsx file-unreadable",
            "2024/旧.xlsx file-year",
            "2024/照片.xlsx file-kind",
            "2024/空.xlsx file-kind",
            "2024/说明.pdf file-kind",
            "散.xlsx file-outside",
        ]
    );
    let read = checked.files.iter().filter(|file| file.tally.is_some()).count();
    assert_eq!((checked.files.len(), read), (8, 2));
}

#[test]
fn what_a_closed_unit_still_returns_is_found_and_not_used() {
    let workspace = form("1|护士数|名|JG08|3");
    workspace.registry(
        "facilities.csv",
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n\
         A1,三星镇卫生院,,township_hospital,320614101,政府办,,,2024-12-31\n\
         B1,海永社区中心,,community_center,320614102,政府办,,,\n",
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), Vec::<String>::new());
    assert!(findings(&checked).iter().any(|line| line.starts_with("unit-closed")));
}

#[test]
fn figures_that_contradict_each_other_name_both_cells() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇卫生院.xlsx",
        &[
            HEAD[0],
            HEAD[1],
            HEAD[2],
            "1|实有床位数|张|JG29|40",
            "2|老年、护理、康复床位数|张|JG30|41",
            "3|达到“优质服务基层行”国家基本标准|是/否|JG15|否",
            "4|达到“优质服务基层行”国家推荐标准|是/否|JG16|是",
            "5|服务人口|人|JG01|0",
            "6|基层卫生人员数|人|JG03|5",
        ],
    );
    let checked = workspace.checked().unwrap();
    let errors: Vec<(String, String, String)> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity == dabiao::catalogue::Severity::Error)
        .map(|finding| {
            let other = said(&finding.facts.iter().find(|(name, _)| *name == "cell").unwrap().1);
            (finding.rule.clone(), finding.place.a1(), other.rsplit(' ').next().unwrap().to_owned())
        })
        .collect();
    let case = |rule: &str, own: &str, other: &str| (rule.to_owned(), own.to_owned(), other.to_owned());
    assert_eq!(
        errors,
        [
            case("part-above-whole", "E5", "E4"),
            case("implied-denied", "E6", "E7"),
            case("zero-denominator", "E9", "E8"),
        ]
    );
}

#[test]
fn a_percentage_is_caught_however_it_is_stored() {
    use rust_xlsxwriter::{Format, Workbook};
    let percent = Format::new().set_num_format("0.0%");
    // what is stored under the format of a percentage, what a person sees
    for (stored, seen) in [(0.95, "95%"), (1.0, "100%"), (0.0, "0%"), (12.0, "1200%")] {
        let workspace = Workspace::new();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip([
            ["单位代码", "A1", ""],
            ["代码", "指标名称", "本年数"],
            ["JG37", "", ""],
            ["JG08", "", ""],
        ]) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        sheet.write_number_with_format(2, 2, stored, &percent).unwrap();
        sheet.write_number(3, 2, 7).unwrap();
        workspace.write("returns/2024/a.xlsx", &book.save_to_buffer().unwrap());
        let checked = workspace.checked().unwrap();
        assert_eq!(values(&checked), ["A1 fac.nurses = 7 @ C4"], "{stored}");
        let finding = checked.findings.iter().find(|finding| finding.rule == "cell-percentage").unwrap();
        assert_eq!((finding.found.as_str(), finding.place.a1().as_str()), (seen, "C3"));
        assert_accounted(&checked);
    }
}

#[test]
fn a_figure_in_ten_thousands_beside_last_years_in_ones_is_named() {
    // last year, this year, whether it looks like 人 for 万人
    for (before, now, slip) in
        [("52000", "5", true), ("5", "51000", true), ("52000", "52100", false), ("52000", "500", false)]
    {
        let workspace = Workspace::new();
        for (year, people) in [("2023", before), ("2024", now)] {
            let (head, row) = (format!("报表年度|{year}||单位代码|A1"), format!("1|||JG01|{people}"));
            workspace.sheet(&format!("{year}/a.xlsx"), &[&head, HEAD[1], HEAD[2], &row]);
        }
        let checked = workspace.checked().unwrap();
        let found =
            checked.findings.iter().any(|finding| finding.rule == "scale-slip" && finding.place.a1() == "E4");
        assert_eq!(found, slip, "{before} {now}");
    }
}

#[test]
fn a_year_in_a_title_or_a_sheets_name_is_held_against_the_folder() {
    // the sheet's name, the title, the year that is found to disagree, so that nothing is read
    let cases = [
        ("表", "2024年年报", ""),
        ("表", "2023年度年报", "2023"),
        ("2023年", "年报", "2023"),
        ("2023年", "2024年年报", ""),
        ("表", "三年方案（2023—2025年）上报表", ""),
        ("表", "海政发〔2023〕13号", ""),
        ("表", "共12024年", ""),
    ];
    for (name, title, year) in cases {
        let workspace = Workspace::new();
        workspace.sheets("2024/a.xlsx", &[(name, &[title, "单位代码|A1", HEAD[2], "1|||JG08|3"])]);
        let checked = workspace.checked().unwrap();
        let found = checked.findings.iter().find(|finding| finding.rule == "file-year");
        let said =
            found.map(|finding| said(&finding.facts.iter().find(|(fact, _)| *fact == "year").unwrap().1));
        assert_eq!(said.unwrap_or_default(), year, "{name} {title}");
        let read: &[&str] = if year.is_empty() { &["A1 fac.nurses = 3 @ E4"] } else { &[] };
        assert_eq!(values(&checked), read, "{name} {title}");
    }
}

#[test]
fn a_foreign_table_is_read_as_the_commission_teaches_it() {
    let rows =
        ["区域|应种人次|实种人次|接种率", "三星镇|1000|980|98", "海永镇|200|190|95", "合计|1200|1170|"];
    let layout = "sheet = \"疾控\"\nunit = \"区域\"\n[columns]\n\"应种人次\" = \"twp.nip_due\"\n\"实种人次\" = \"XZ23\"\n";
    let foreign = |layout: &str| {
        let workspace = Workspace::new();
        workspace.sheets("2024/疾控.xlsx", &[("疾控接种", &rows)]);
        if !layout.is_empty() {
            workspace.write("layouts/疾控.toml", layout.as_bytes());
        }
        workspace
    };
    let untaught = foreign("").checked().unwrap();
    assert_eq!((values(&untaught).len(), findings(&untaught)), (0, vec!["sheet-unknown".to_owned()]));
    let taught = foreign(layout).checked().unwrap();
    assert_eq!(
        values(&taught),
        [
            "320614101 twp.nip_due = 1000 @ B2",
            "320614101 twp.nip_given = 980 @ C2",
            "320614102 twp.nip_due = 200 @ B3",
            "320614102 twp.nip_given = 190 @ C3",
        ]
    );
    // The share in the last column is nobody's element and is named.
    assert_eq!(findings(&taught), ["cell-stray D2"]);
    assert_accounted(&taught);
    // Heads of two rows, from the top; and a head that the sheet has not.
    let two = "unit = \"区域\"\n[columns]\n\"接种 > 应种\" = \"XZ22\"\n\"接种 > 实种\" = \"XZ23\"\n\"接种 > 补种\" = \"XZ16\"\n";
    let workspace = Workspace::new();
    workspace.sheet("2024/疾控.xlsx", &["区域|接种||其他", "|应种|实种|", "三星镇|1000|980|"]);
    workspace.write("layouts/疾控.toml", two.as_bytes());
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), ["320614101 twp.nip_due = 1000 @ B3", "320614101 twp.nip_given = 980 @ C3"]);
    assert_eq!(findings(&checked), ["layout-tried"]);
    let tried = checked.findings.iter().find(|finding| finding.rule == "layout-tried").unwrap();
    assert_eq!(tried.found, "接种 > 补种");
    let other = layout.replace("疾控", "妇幼");
    assert_eq!(values(&foreign(&other).checked().unwrap()).len(), 0, "only on the sheets that it names");
    for (wrong, key, place) in [
        ("twp.nip_due", "layout-element", "4:10"),
        ("unit", "plan-unknown-key", "2:1"),
        ("\"区域\"", "layout-head", "2:8"),
    ] {
        let other = if wrong.starts_with('"') { "\"\"" } else { "twp.nip_do" };
        let stop = foreign(&layout.replacen(wrong, other, 1)).checked().err().unwrap();
        let Some(Spot::Line { line, column, .. }) = stop.spot.as_deref() else { panic!("{stop:?}") };
        assert_eq!((stop.key.name(), format!("{line}:{column}")), (key, place.to_owned()));
        assert!(stop.excerpt.as_ref().unwrap().contains('^'), "{:?}", stop.excerpt);
    }
}

#[test]
fn an_answer_outside_of_every_known_place_is_named() {
    // sheet, the findings; all of them lose an answer that is a word and not a number
    let cases: [(&[&str], &[&str]); 6] = [
        (&["单位代码|单位名称|JG08|是否有门诊", "A1|三星镇卫生院|3|是", "A2||4|否"], &["cell-stray D2"]),
        (&["填报单位|三星镇卫生院", "中心名称|是否建成", "口腔中心|自建"], &["sheet-unknown"]),
        (&["卫生室|基本|推荐", "甲村卫生室|是|否"], &["sheet-unknown"]),
        (&["单位代码|单位名称|CS01", "V1|甲村卫生室|是", "||是"], &["cell-stray C3"]),
        (&["单位代码|A1", HEAD[2], "1|护士数||JG08|3", "||||是"], &["cell-stray E4"]),
        (&["这是一封说明，没有表"], &["file-no-table"]),
    ];
    for (rows, found) in cases {
        let workspace = Workspace::new();
        workspace.sheet("2024/a.xlsx", rows);
        let checked = workspace.checked().unwrap();
        assert_eq!(findings(&checked), found, "{rows:?}");
        assert_accounted(&checked);
    }
    let workspace = Workspace::new();
    workspace.write("returns/2024/a.xlsx", b"garbage not excel");
    assert_eq!(findings(&workspace.checked().unwrap()), ["file-no-table"]);
}

#[test]
fn the_head_of_a_table_is_the_row_that_names_its_figures() {
    // the line above the table looks like a head; of two columns with units one fits
    let cases: [&[&str]; 4] = [
        &["填报单位|区卫健委", "单位代码|单位名称|基层卫生人员数|护士数", "A1|三星镇卫生院|35|4"],
        &["序号|乡镇|机构名称|JG03|JG08", "1|三星镇|三星镇卫生院|35|4"],
        &["序号|机构名称|乡镇|JG03|JG08", "1|三星镇卫生院|三星镇|35|4"],
        &["机构代码|乡镇|机构名称|JG03|JG08", "A1|三星镇|三星镇卫生院|35|4"],
    ];
    for rows in cases {
        let workspace = Workspace::new();
        workspace.sheet("2024/a.xlsx", rows);
        let checked = workspace.checked().unwrap();
        let read: Vec<String> =
            values(&checked).iter().map(|line| line.split(" @").next().unwrap().to_owned()).collect();
        assert_eq!(read, ["A1 fac.staff = 35", "A1 fac.nurses = 4"], "{rows:?}");
        assert_eq!(findings(&checked), Vec::<String>::new(), "{rows:?}");
    }
}

#[test]
fn a_total_is_held_against_all_rows_wherever_it_stands() {
    // the rows under the head, the findings
    let cases: [(&[&str], &[&str]); 6] = [
        (&["合计|55|", "三星镇卫生院|35|是", "三星镇第二卫生院|20|否"], &[]),
        (&["三星镇卫生院|35|是", "三星镇第二卫生院|20|否", "合计|'５５|1"], &[]),
        (&["三星镇卫生院|35|是", "三星镇第二卫生院|20|否", "合计|'99人|"], &["total-mismatch B4"]),
        (&["三星镇卫生院|35|", "小计|35|", "海永社区中心|5|", "小计|5|", "总计|40|"], &[]),
        (&["三星镇卫生院|35|", "小计|36|", "总计|35|"], &["total-mismatch B3"]),
        // A unit that nobody knows is found once; the total is right with it.
        (&["三星镇卫生院|35|", "某某医院|5|", "合计|40|"], &["unit-unknown A3"]),
    ];
    for (rows, found) in cases {
        let workspace = Workspace::new();
        let all: Vec<&str> = std::iter::once("机构名称|JG03|JG14").chain(rows.iter().copied()).collect();
        workspace.sheet("2024/a.xlsx", &all);
        let checked = workspace.checked().unwrap();
        assert_eq!(findings(&checked), found, "{rows:?}");
        assert_accounted(&checked);
    }
}

#[test]
fn a_remark_that_begins_like_a_signature_takes_no_figure_away() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/a.xlsx",
        &["单位代码|A1", "代码|本年数|备注", "JG03|35|填表人：张三", "JG08|3|联系电话", "填表人：李四|2024|"],
    );
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), ["A1 fac.staff = 35 @ B3", "A1 fac.nurses = 3 @ B4"]);
    assert_accounted(&checked);
}
