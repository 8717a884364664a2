//! Whose, which element, which year, on what scale: sheets as people make them, and what is read
//! of each. A sheet a case, by the signs of `sheets.rs`; every rule of reading has its rows here.

use crate::sheets::{Kind, Page, written};
use crate::workspaces::{Workspace, assert_accounted, findings, values};

/// What a case is, its lines, what is read (`unit element = value`, without the places), and
/// what is found.
type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [&'a str]);

const DUE: &str = "320614101 twp.nip_due";
const GIVEN: &str = "320614101 twp.nip_given";

fn read(page: Page, kind: Kind, name: &str) -> (Vec<String>, Vec<String>) {
    let workspace = Workspace::new();
    workspace.write(&format!("returns/2024/{name}.{}", kind.ending()), &written(&[page], kind));
    let checked = workspace.checked().unwrap();
    assert_accounted(&checked);
    let bare = |line: &String| line.split(" @").next().unwrap().to_owned();
    (values(&checked).iter().map(bare).collect(), findings(&checked))
}

fn hold(cases: &[Case<'_>]) {
    for (what, lines, expected, found) in cases {
        let (read, findings) = read(Page::of("表", lines), Kind::Xlsx, "来表");
        assert_eq!(read, *expected, "{what}: {findings:?}");
        assert_eq!(findings, *found, "{what}");
    }
}

#[test]
fn which_of_several_columns_is_the_figure() {
    let (due, given) = (&format!("{DUE} = 30"), &format!("{GIVEN} = 29"));
    hold(&[
        (
            "the total of its parts",
            &["乡镇|免疫规划疫苗应种剂次数|<|<", "^|常规|查漏补种|合计", "三星镇|20|10|30"],
            &[due],
            &[],
        ),
        (
            "a total that its parts do not make",
            &["乡镇|免疫规划疫苗应种剂次数|<|<", "^|常规|查漏补种|合计", "三星镇|20|11|30"],
            &[due],
            &["total-mismatch D3"],
        ),
        (
            "parts without a total",
            &["乡镇|免疫规划疫苗应种剂次数|<", "^|常规|查漏补种", "三星镇|20|10"],
            &[],
            &["element-open B3", "element-open C3"],
        ),
        (
            "a part whose total is blank",
            &["乡镇|免疫规划疫苗应种剂次数|<", "^|常规|合计", "三星镇|20|"],
            &[],
            &["element-open B3"],
        ),
        (
            "what was reached and not what was planned",
            &["乡镇|XZ22|<", "^|计划|实有", "三星镇|40|30"],
            &[due],
            &[],
        ),
        (
            "a word under the head that nobody knows",
            &["乡镇|XZ22|<", "^|某口径|另一口径", "三星镇|40|30"],
            &[],
            &["element-open B3", "element-open C3"],
        ),
        (
            "letters and a share beside them",
            &[
                "乡镇|免疫规划疫苗应种剂次数(A)|免疫规划疫苗实种剂次数(B)|接种率(B/A)",
                "三星镇|30|29|{0.0%}0.97",
            ],
            &[due, given],
            &["cell-stray D2"],
        ),
        (
            "groups whose words nobody knows",
            &["乡镇|年度任务情况|<|年度工作情况|<", "^|XZ22|XZ23|XZ22|XZ23", "三星镇|40|39||"],
            &[],
            &["element-open B3", "element-open C3"],
        ),
        (
            "one group whose words nobody knows",
            &["乡镇|接种工作情况|<", "^|XZ22|XZ23", "三星镇|30|29"],
            &[due, given],
            &[],
        ),
        (
            "a word under the only head that nobody knows",
            &["乡镇|免疫规划疫苗应种剂次数", "|本年新增", "三星镇|30"],
            &[],
            &["element-open B3"],
        ),
        (
            "a year with another word",
            &["填报单位|三星镇", "代码|2024年排名", "XZ22|30"],
            &[],
            &["element-open B3"],
        ),
        (
            "a year with a word that says nothing",
            &["填报单位|三星镇", "代码|2024年完成情况", "XZ22|30"],
            &[due],
            &[],
        ),
        (
            "sections of plans and of figures",
            &["乡镇|XZ22", "一、计划数", "三星镇|40", "海永镇|20", "二、实际数", "三星镇|30"],
            &[due],
            &[],
        ),
        (
            "a village's figure beside its township",
            &["乡镇|村|XZ22", "三星镇|永北村|30"],
            &[],
            &["element-open C2"],
        ),
        ("who filled in the row", &["乡镇|填报人|XZ22", "三星镇|张三|30"], &[due], &[]),
        (
            "a measure of shares behind the name of an element",
            &["乡镇|免疫规划疫苗应种剂次数（%）", "三星镇|30"],
            &[],
            &["cell-scale B2"],
        ),
        ("a plan behind the name of a row", &["乡镇|XZ22", "三星镇（目标）|30"], &[], &["figure-planned A2"]),
        (
            "half a year behind the name of a row",
            &["乡镇|XZ22", "三星镇（上半年）|30"],
            &[],
            &["element-open B2"],
        ),
        ("a row whose name is struck out", &["乡镇|XZ22", "{s}三星镇|30"], &[], &["row-struck B2"]),
        (
            "a group of last year",
            &["乡镇|上年情况|<|本年情况|<", "^|XZ22|XZ23|XZ22|XZ23", "三星镇|28|27|30|29"],
            &[due, given],
            &[],
        ),
        (
            "what is carried over from last year is not last year's",
            &["乡镇|XZ22|<", "^|上年结转及本年新增", "三星镇|30"],
            &[],
            &["element-open B3"],
        ),
        (
            "a head that stands over the empty cell beside it",
            &["乡镇|XZ22||XZ23|", "|计划|实有|计划|实有", "三星镇|40|30|40|29"],
            &[due, given],
            &[],
        ),
        (
            "a part of another name is no element",
            &["乡镇|免疫规划疫苗应种剂次数（其中：男）", "三星镇|30"],
            &[],
            &["element-open B2"],
        ),
        (
            "plans as rows under a merged unit",
            &["乡镇|类别|XZ22", "三星镇|计划|40", "^|实有|30"],
            &[due],
            &[],
        ),
        ("parts as rows", &["乡镇|性别|XZ22", "三星镇|男|10", "^|女|20", "^|合计|30"], &[due], &[]),
    ]);
}

#[test]
fn which_year_a_figure_is_of() {
    let due = &format!("{DUE} = 30");
    hold(&[
        (
            "a column a year under each head",
            &["乡镇|XZ22|<", "^|2023年|2024年", "三星镇|28|30"],
            &[due],
            &["part-year B2"],
        ),
        (
            "a year over one column of a pair",
            &["乡镇||2023年||2024年", "^|XZ22|XZ23|XZ22|XZ23", "三星镇|28|27|30|29"],
            &[&format!("{GIVEN} = 29")],
            &["element-open B3", "part-year C1"],
        ),
        (
            "years over the heads",
            &["乡镇|2023年|<|2024年|<", "^|XZ22|XZ23|XZ22|XZ23", "三星镇|28|27|30|29"],
            &[due, &format!("{GIVEN} = 29")],
            &["part-year B1"],
        ),
        (
            "a row a year under a merged unit",
            &["乡镇|年份|XZ22", "三星镇|2023年|28", "^|2024年|30"],
            &[due],
            &["part-year B2"],
        ),
        (
            "the year in the head's own words",
            &["乡镇|2023年免疫规划疫苗应种剂次数|2024年免疫规划疫苗应种剂次数", "三星镇|28|30"],
            &[due],
            &["part-year B1"],
        ),
        (
            "two digits mean this century",
            &["乡镇|XZ22|<", "^|23年|24年", "三星镇|28|30"],
            &[due],
            &["part-year B2"],
        ),
        (
            "two years over one column",
            &["乡镇|2023年", "^|2024年", "^|XZ22", "三星镇|30"],
            &[],
            &["year-open B4"],
        ),
        ("only another year", &["2023年度", "乡镇|XZ22", "三星镇|28"], &[], &["file-year A1"]),
        (
            "a year before all is none",
            &["报表年度|1889", "乡镇|XZ22", "三星镇|30"],
            &[due],
            &["year-unreadable B1"],
        ),
        (
            "the heads of a form are years",
            &["填报单位|三星镇", "指标|单位|代码|2024年|2023年", "|剂次|XZ22|30|28"],
            &[due],
            &["part-year E2"],
        ),
        (
            "a value over years",
            &["填报单位|三星镇", "指标名称|代码|数值|<", "^|^|2023年|2024年", "|XZ22|28|30"],
            &[due],
            &["part-year C3"],
        ),
    ]);
}

#[test]
fn on_what_scale_a_figure_stands() {
    let tests = |n: i64| format!("320614101 twp.hiv_tests = {n}");
    hold(&[
        (
            "a measure behind the name of a row",
            &["乡镇|XZ22", "三星镇（千剂次）|30", "海永镇|20"],
            &["320614101 twp.nip_due = 30000", "320614102 twp.nip_due = 20"],
            &["cell-scaled B2"],
        ),
        (
            "the measure in two cells right over the head",
            &["接种情况", "|单位：|千剂次", "乡镇|XZ22|XZ23", "三星镇|30|29"],
            &["320614101 twp.nip_due = 30000", "320614101 twp.nip_given = 29000"],
            &["cell-scaled B4", "cell-scaled C4"],
        ),
        (
            "a measure over each column",
            &["|千剂次|剂次", "乡镇|XZ22|XZ23", "三星镇|30|29000"],
            &["320614101 twp.nip_due = 30000", "320614101 twp.nip_given = 29000"],
            &["cell-scaled B3"],
        ),
        (
            "two measures above of which either can be meant",
            &["单位：剂次、千剂次", "乡镇|XZ22", "三星镇|30"],
            &[],
            &["cell-scale B3"],
        ),
        (
            "above the table",
            &["|单位：千人次", "乡镇|艾滋病检测人次数", "三星镇|4"],
            &[&tests(4000)],
            &["cell-scaled B3"],
        ),
        (
            "in the head, with the code beneath",
            &["乡镇|艾滋病检测人次数（千人次）", "|XZ16", "三星镇|4"],
            &[&tests(4000)],
            &["cell-scaled B3"],
        ),
        (
            "in the title",
            &["艾滋病检测（单位：百人次）", "乡镇|XZ16", "三星镇|4"],
            &[&tests(400)],
            &["cell-scaled B3"],
        ),
        (
            "in a form's column",
            &["填报单位|三星镇", "指标名称|计量单位|代码|本年数", "|千人次|XZ16|4", "|人|XZ01|5"],
            &["320614101 twp.resident_population = 5", &tests(4000)],
            &["cell-scaled D3"],
        ),
        (
            "in a section's row, against the row's own",
            &["填报单位|三星镇", "指标名称|计量单位|代码|本年数", "（千人次）", "|人次|XZ16|4"],
            &[],
            &["cell-scale D4"],
        ),
        (
            "in a section's row alone",
            &["填报单位|三星镇", "指标名称|代码|本年数", "（千人次）", "|XZ16|4"],
            &[&tests(4000)],
            &["cell-scaled C4"],
        ),
        ("another measure", &["|单位：万元", "乡镇|XZ16", "三星镇|4"], &[], &["cell-scale B3"]),
        ("the element's own", &["|单位：人次", "乡镇|XZ16", "三星镇|4"], &[&tests(4)], &[]),
        (
            "in the number format",
            &["乡镇|XZ16", "三星镇|{0\"千人次\"}4"],
            &[&tests(4000)],
            &["cell-read-as B2"],
        ),
        (
            "a format that hides what its word says",
            &["乡镇|XZ16", "三星镇|{0!.0,\"万\"}12345"],
            &[&tests(12345)],
            &["cell-read-as B2"],
        ),
        ("a format that hides and says nothing", &["乡镇|XZ16", "三星镇|{0,}4000"], &[], &["cell-format B2"]),
        ("a format with another measure", &["乡镇|XZ16", "三星镇|{0\"元\"}4"], &[], &["cell-scale B2"]),
        ("a per cent sign in the format", &["乡镇|XZ16", "三星镇|{0\"%\"}100"], &[], &["cell-percentage B2"]),
        (
            "a cell that says another scale than the line above",
            &["|单位：千人次", "乡镇|XZ16", "三星镇|4万"],
            &[],
            &["cell-scale B3"],
        ),
        (
            "a figure that is no whole number on its scale",
            &["|单位：千人次", "乡镇|XZ16", "三星镇|0.0004"],
            &[],
            &["cell-fraction B3"],
        ),
        (
            "not of a yes or no",
            &["|单位：千人次", "乡镇|XZ06", "三星镇|是"],
            &["320614101 twp.joint_clinic = 是"],
            &[],
        ),
    ]);
}

#[test]
fn what_is_said_around_a_table_holds_for_all_of_it() {
    let due = &format!("{DUE} = 30");
    let scaled = &format!("{DUE} = 30000");
    let body = "三星镇|30";
    hold(&[
        ("a plan", &["健康科普讲师目标任务分解表", "乡镇|XZ22", body], &[], &["sheet-part A1"]),
        ("half a year", &["2024年上半年接种情况", "乡镇|XZ22", body], &[], &["sheet-part A1"]),
        ("nine months", &["2024年1—9月接种情况", "乡镇|XZ22", body], &[], &["sheet-part A1"]),
        ("twelve months", &["2024年1—12月接种情况", "乡镇|XZ22", body], &[due], &[]),
        ("the title of a plan", &["残疾预防行动计划（2023—2025年）报表", "乡镇|XZ22", body], &[due], &[]),
        ("last year in the corner", &["2023年|XZ22", body], &[], &["file-year A1"]),
        ("last year beside 乡镇", &["乡镇（2023年）|XZ22", body], &[], &["file-year A1"]),
        ("last year in Chinese", &["二〇二三年度接种情况", "乡镇|XZ22", body], &[], &["file-year A1"]),
        ("the end of last year", &["统计期间：2023.01—2023.12", "乡镇|XZ22", body], &[], &["file-year A1"]),
        (
            "the day it was made is no year of the table",
            &["2023年接种情况（2024年1月10日制）", "乡镇|XZ22", body],
            &[],
            &["file-year A1"],
        ),
        (
            "a measure behind a name",
            &["制表人：张三　单位：千剂次", "乡镇|XZ22", body],
            &[scaled],
            &["cell-scaled B3"],
        ),
        ("a measure in a sentence", &["单位为千剂次", "乡镇|XZ22", body], &[scaled], &["cell-scaled B3"]),
        (
            "a measure with a remark",
            &["单位：千剂次（四舍五入）", "乡镇|XZ22", body],
            &[scaled],
            &["cell-scaled B3"],
        ),
        ("a measure in the corner", &["乡镇（千剂次）|XZ22", body], &[scaled], &["cell-scaled B2"]),
        ("a measure below", &["乡镇|XZ22", body, "", "注：单位：千剂次"], &[scaled], &["cell-scaled B2"]),
        ("a quantity is no measure", &["全镇常住 3万人，每万人口一站", "乡镇|XZ22", body], &[due], &[]),
        (
            "last year's row and this year's",
            &["乡镇|年份|XZ22", "三星镇|上年|28", "^|本年|30", "海永镇|上年|9", "^|本年|"],
            &[due],
            &[],
        ),
        (
            "the year in which something was built says nothing of its row",
            &["乡镇|建成年份|XZ22", "三星镇|2017年|30"],
            &[due],
            &[],
        ),
        (
            "months under a head are no figures",
            &["填报单位|三星镇", "代码|本年数|<|<", "^|1月|2月|3月", "XZ22|10|10|10"],
            &[],
            &["element-open B4", "element-open C4", "element-open D4"],
        ),
        (
            "quarters with their total",
            &["填报单位|三星镇", "代码|本年数|<|<", "^|1季度|2季度|合计", "XZ22|10|20|30"],
            &[due],
            &[],
        ),
    ]);
    for (name, found) in
        [("填报表(作废)", "sheet-part "), ("填写样例", "sheet-part "), ("2023", "file-year ")]
    {
        let (read, findings) = read(Page::of(name, &["乡镇|XZ22", body]), Kind::Xlsx, "来表");
        assert!(read.is_empty(), "{name}: {read:?}");
        assert!(findings.iter().any(|own| own.trim() == found.trim()), "{name}: {findings:?}");
    }
}

#[test]
fn whose_a_figure_is() {
    let (due, other) = (&format!("{DUE} = 30"), "320614102 twp.nip_due = 20");
    hold(&[
        (
            "two blocks beside each other",
            &["乡镇|XZ22||乡镇|XZ22", "三星镇|30||海永镇|20", "|||"],
            &[due, other],
            &[],
        ),
        ("two blocks of which one is blank", &["乡镇|XZ22|乡镇|XZ22", "三星镇||海永镇|20"], &[other], &[]),
        (
            "two forms below each other",
            &["填报单位|三星镇", "代码|本年数", "XZ22|30", "填报单位|海永镇", "代码|本年数", "XZ22|20"],
            &[due, other],
            &[],
        ),
        (
            "a form in two blocks",
            &["填报单位|三星镇", "代码|本年数|代码|本年数", "XZ22|30|XZ23|29"],
            &[due, &format!("{GIVEN} = 29")],
            &[],
        ),
        ("a column a unit", &["指标名称|代码|三星镇|海永镇", "|XZ22|30|20"], &[due, other], &[]),
        ("units with their total", &["代码|三星镇|海永镇|合计", "XZ22|30|20|50"], &[due, other], &[]),
        (
            "units with a wrong total",
            &["代码|三星镇|海永镇|合计", "XZ22|30|20|51"],
            &[due, other],
            &["total-mismatch D2"],
        ),
        ("a figure merged over two units", &["乡镇|XZ22", "三星镇|30", "海永镇|^"], &[], &["cell-merged B2"]),
        ("a figure merged over two columns", &["乡镇|XZ22|XZ23", "三星镇|30|<"], &[], &["cell-merged B2"]),
        ("a figure merged with its remark", &["乡镇|XZ22|备注", "三星镇|30|<"], &[due], &[]),
        ("the stamp beside the label", &["填报单位（盖章）：三星镇", "代码|本年数", "XZ22|30"], &[due], &[]),
        ("the stamp beside the name", &["填报单位：三星镇（盖章）", "代码|本年数", "XZ22|30"], &[due], &[]),
        (
            "all lines of the heading in one cell",
            &["填报单位：三星镇　　填表人：张三　报出日期：2025年1月13日 16:30", "代码|本年数", "XZ22|30"],
            &[due],
            &[],
        ),
        (
            "a name that nobody has is no unit",
            &["填报单位：三星镇人民政府", "代码|本年数", "XZ22|30"],
            &[],
            &["unit-unknown A1"],
        ),
        (
            "the unit stands once, a row a plan",
            &["乡镇|类别|XZ22", "三星镇|计划|40", "|实有|30"],
            &[due],
            &[],
        ),
        (
            "another unit in a line that is no name",
            &["填报单位|三星镇", "抄送海永镇", "代码|本年数", "XZ22|30"],
            &[due],
            &[],
        ),
        (
            "another unit's name alone over a second form",
            &["填报单位|三星镇", "代码|本年数", "XZ22|30", "海永镇（补）", "代码|本年数", "XZ23|29"],
            &[due],
            &["unit-other-name A4"],
        ),
        ("no unit at all", &["代码|本年数", "XZ22|30"], &[], &["unit-unknown"]),
    ]);
    // The names of sheet, file and folder, in this order.
    let form: &[&str] = &["代码|本年数", "XZ22|30"];
    for (sheet, file, unit, found) in [
        ("三星镇", "来表", "320614101", "unit-from-name"),
        ("表", "三星镇2024年报", "320614101", "unit-from-name"),
        ("表", "三星镇/2024年报", "320614101", "unit-from-name"),
        ("三星镇", "海永镇2024", "320614101", "unit-from-name"),
        ("表", "三星镇和海永镇", "", "unit-unknown"),
    ] {
        let (read, findings) = read(Page::of(sheet, form), Kind::Xlsx, file);
        let expected = if unit.is_empty() { vec![] } else { vec![format!("{unit} twp.nip_due = 30")] };
        assert_eq!((read, findings), (expected, vec![found.to_owned()]), "{sheet} {file}");
    }
    // A neighbour's workbook, copied and filled in, with the head left as it was.
    let headed: &[&str] = &["填报单位|三星镇", "代码|本年数", "XZ22|30"];
    for (sheet, file) in [("表", "海永镇2024年报"), ("海永镇", "来表")] {
        let (read, findings) = read(Page::of(sheet, headed), Kind::Xlsx, file);
        assert_eq!((read, findings), (vec![], vec!["unit-other-name B1".to_owned()]), "{sheet} {file}");
    }
}

#[test]
fn marks_doubts_and_two_numbers_are_no_figures() {
    for (cell, found) in [
        ("{s}24", "cell-struck B2"),
        ("{r}21", "cell-mark B2"),
        ("'2①", "cell-mark B2"),
        ("'3²", "cell-mark B2"),
        ("'2？", "cell-doubt B2"),
        ("'约30", "cell-doubt B2"),
        ("'≥1", "cell-doubt B2"),
        ("'2+", "cell-doubt B2"),
        ("'+2", "cell-doubt B2"),
        ("'3…", "cell-doubt B2"),
        ("'1*", "cell-doubt B2"),
        ("'0~", "cell-doubt B2"),
        ("'(2)", "cell-doubt B2"),
        ("'12\\n13", "cell-two-numbers B2"),
        ("'12 13", "cell-two-numbers B2"),
        ("'1 2", "cell-two-numbers B2"),
        ("'2\t3", "cell-two-numbers B2"),
    ] {
        let (read, findings) =
            read(Page::of("表", &["乡镇|XZ22", &format!("三星镇|{cell}")]), Kind::Xlsx, "来表");
        assert_eq!((read, findings), (vec![], vec![found.to_owned()]), "{cell}");
    }
    for (cell, value) in
        [("2.9999999999999996", 3), ("1317.0000000000002", 1317), ("'1 234", 1234), ("'1　234", 1234)]
    {
        let (read, _) = read(Page::of("表", &["乡镇|XZ22", &format!("三星镇|{cell}")]), Kind::Xlsx, "来表");
        assert_eq!(read, [format!("{DUE} = {value}")], "{cell}");
    }
    for (cell, value) in [("✔\u{fe0f}", "是"), ("☑", "是"), ("✘", "否")] {
        let (read, _) = read(Page::of("表", &["乡镇|XZ06", &format!("三星镇|{cell}")]), Kind::Xlsx, "来表");
        assert_eq!(read, [format!("320614101 twp.joint_clinic = {value}")], "{cell}");
    }
}

/// What counts patients is counted in 例 too, and what counts beds is not.
#[test]
fn a_measure_word_is_that_of_what_is_counted() {
    for (code, cell, value) in [
        ("XZ17", "12例", Some(12)),
        ("XZ13", "12例", Some(12)),
        ("XZ05", "12例", None),
        ("XZ22", "12剂", Some(12)),
        ("XZ14", "12起", Some(12)),
        ("XZ14", "12人", None),
        ("XZ01", "12张", None),
    ] {
        let (read, _) =
            read(Page::of("表", &[&format!("乡镇|{code}"), &format!("三星镇|{cell}")]), Kind::Xlsx, "来表");
        let shown: Vec<String> =
            read.iter().map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect();
        assert_eq!(
            shown,
            value.map(|value: i64| value.to_string()).into_iter().collect::<Vec<_>>(),
            "{code} {cell}"
        );
    }
}

#[test]
fn looks_are_known_in_every_format_that_has_them() {
    let lines = &["乡镇|XZ22|XZ23|XZ16|XZ05", "三星镇|{s}24|{r}21|{0%}1|{0\"千人\"}1", "海永镇|5|4|3|^"];
    for kind in [Kind::Xlsx, Kind::Xls, Kind::Ods] {
        let (read, findings) = read(Page::of("表", lines), kind, "来表");
        let rest =
            ["320614102 twp.hiv_tests = 3", "320614102 twp.nip_due = 5", "320614102 twp.nip_given = 4"];
        assert_eq!(read, rest, "{kind:?}");
        assert_eq!(
            findings,
            ["cell-struck B2", "cell-mark C2", "cell-percentage D2", "cell-merged E2"],
            "{kind:?}"
        );
    }
}

#[test]
fn rows_of_totals_and_tables_over_pages_are_held_together() {
    let (due, other) = (&format!("{DUE} = 30"), "320614102 twp.nip_due = 20");
    hold(&[
        (
            "one total of two pages",
            &[
                "2024年接种",
                "乡镇|XZ22",
                "三星镇|30",
                "2024年接种（续表）",
                "乡镇|XZ22",
                "海永镇|20",
                "合计|50",
            ],
            &[due, other],
            &[],
        ),
        (
            "a wrong one",
            &[
                "2024年接种",
                "乡镇|XZ22",
                "三星镇|30",
                "2024年接种（续表）",
                "乡镇|XZ22",
                "海永镇|20",
                "合计|51",
            ],
            &[due, other],
            &["total-mismatch B7"],
        ),
        (
            "a total of any name",
            &["乡镇|XZ22", "三星镇|30", "海永镇|20", "全区合计|51"],
            &[due, other],
            &["total-mismatch B4"],
        ),
        (
            "the district in a table of its townships",
            &["乡镇|XZ22", "三星镇|30", "海永镇|20", "示例区|50"],
            &[due, other],
            &[],
        ),
        (
            "a row that numbers the columns",
            &["乡镇|XZ22|XZ23", "甲|1|2", "三星镇|30|29"],
            &[due, &format!("{GIVEN} = 29")],
            &[],
        ),
    ]);
}

#[test]
fn a_text_file_keeps_its_places() {
    let workspace = Workspace::new();
    let text = "sep=;\r\n\r\n乡镇代码;乡镇;XZ22;XZ23\r\n\r\n=\"320614101\";三星镇;=\"30\";98%\r\n\"320614102\";\"海永\n镇\";20;\r\n";
    workspace.write("returns/2024/来表.csv", text.as_bytes());
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), [format!("{DUE} = 30 @ C4"), "320614102 twp.nip_due = 20 @ C5".to_owned()]);
    assert_eq!(findings(&checked), ["cell-percentage D4"]);
}

#[test]
fn a_sheet_of_another_year_is_not_read_and_the_others_are() {
    let workspace = Workspace::new();
    let sheet = |name: &str, year: &str, n: &str| {
        Page::of(name, &["填报单位|三星镇", year, "代码|本年数", &format!("XZ22|{n}")])
    };
    let pages = [sheet("2023年", "", "28"), sheet("2024年", "", "30"), sheet("表", "报表年度|2022", "27")];
    workspace.write("returns/2024/来表.xlsx", &written(&pages, Kind::Xlsx));
    let checked = workspace.checked().unwrap();
    assert_eq!(values(&checked), [format!("{DUE} = 30 @ B4")]);
    assert_eq!(findings(&checked), ["sheet-year", "sheet-year B2"]);
    assert_accounted(&checked);
}

/// Titles, notes, and the names of sheets and files that say that a table is not the year's.
#[test]
fn what_is_no_table_of_the_year_is_not_read() {
    for (lines, sheet, file, found) in [
        (&["2024年11月接种情况表", "乡镇|XZ22", "三星镇|30"][..], "表", "来表", "sheet-part A1"),
        (&["截至2024年9月30日", "乡镇|XZ22", "三星镇|30"], "表", "来表", "sheet-part A1"),
        (&["2023—2024年新增", "乡镇|XZ22", "三星镇|30"], "表", "来表", "sheet-part A1"),
        (&["三年行动方案（2023—2025年）", "乡镇|XZ22", "三星镇|30"], "表", "来表", ""),
        (&["截至2024年12月31日", "乡镇|XZ22", "三星镇|30"], "表", "来表", ""),
        (&["请于1月20日前报送", "乡镇|XZ22", "三星镇|30"], "表", "来表", ""),
        (&["乡镇|XZ22", "三星镇|30", "注：以上为1—11月数据"], "表", "来表", "sheet-part A3"),
        (&["乡镇|XZ22", "三星镇|30", "注：含流动儿童"], "表", "来表", ""),
        (&["乡镇|XZ22", "三星镇|30"], "12月", "来表", "sheet-part"),
        (&["乡镇|XZ22", "三星镇|30"], "表", "来表（作废）", "file-void"),
        (&["乡镇|XZ22", "三星镇|30"], "表", "备份/来表", "file-void"),
    ] {
        let (read, findings) = read(Page::of(sheet, lines), Kind::Xlsx, file);
        let expected = if found.is_empty() { vec![format!("{DUE} = 30")] } else { vec![] };
        assert_eq!(read, expected, "{lines:?} {sheet} {file}: {findings:?}");
        assert_eq!(findings.join(" "), found, "{lines:?} {sheet} {file}");
    }
}

/// A form of last year in which the year was changed and nothing else.
#[test]
fn a_title_of_another_year_than_the_one_filled_in_leaves_open_which_it_is() {
    for (title, is_read) in [
        ("乡镇（街道）年度数据表（2023年）", false),
        ("2023年度统计表", false),
        ("乡镇（街道）年度数据表（2024年）", true),
        ("本表由县卫健委2023年制定", true),
        ("有效期至2023年12月的统计表", true),
        ("2023年三年行动方案的报表", true),
        ("2023年会议材料", true),
        ("制表日期：2023年1月8日", true),
        ("上年数为2023年年报数", true),
        ("常住人口取自2023年统计年鉴", true),
    ] {
        let lines = [title, "报表年度|2024年", "填报单位|三星镇", "代码|本年数", "XZ22|30"];
        let (read, findings) = read(Page::of("表", &lines), Kind::Xlsx, "来表");
        let expected = if is_read { vec![format!("{DUE} = 30")] } else { vec![] };
        assert_eq!(read, expected, "{title}: {findings:?}");
        let said = if is_read { vec![] } else { vec!["sheet-year-open A1".to_owned()] };
        assert_eq!(findings, said, "{title}");
    }
}

/// A year, or a plan, that is written in the first of several rows.
#[test]
fn what_is_written_in_the_first_row_alone_leaves_open_whether_it_holds_below() {
    let due = |n: u32| format!("{DUE} = {n}");
    hold(&[
        (
            "last year over the first row of its block",
            &["年份|乡镇|XZ22", "2023年|海永镇|9", "|三星镇|28", "2024年|海永镇|10", "|三星镇|30"],
            &[&due(30), "320614102 twp.nip_due = 10"],
            &["year-open C3", "part-year A2"],
        ),
        (
            "a year under a head of its own is none of the rows'",
            &["乡镇|建成年份|XZ22", "海永镇|2019年|10", "三星镇||30"],
            &[&due(30), "320614102 twp.nip_due = 10"],
            &[],
        ),
        (
            "this year over the first row",
            &["年份|乡镇|XZ22", "2024年|海永镇|10", "|三星镇|30"],
            &[&due(30), "320614102 twp.nip_due = 10"],
            &[],
        ),
        (
            "merged over its block it is said",
            &["年份|乡镇|XZ22", "2023年|海永镇|9", "^|三星镇|28", "2024年|海永镇|10", "^|三星镇|30"],
            &[&due(30), "320614102 twp.nip_due = 10"],
            &["part-year A2"],
        ),
        (
            "a plan over the first row of its block",
            &["类别|乡镇|XZ22", "计划|海永镇|9", "|三星镇|28", "完成|海永镇|10", "|三星镇|30"],
            &[&due(30), "320614102 twp.nip_due = 10"],
            &["element-open C3"],
        ),
    ]);
}

/// What was planned, with nothing that was reached beside it.
#[test]
fn a_plan_alone_is_left_out_and_said() {
    hold(&[
        ("a head", &["乡镇|XZ22（计划）", "三星镇|30"], &[], &["figure-planned B1"]),
        (
            "a label",
            &["填报单位|三星镇", "指标名称|代码|本年数", "适龄儿童免疫规划疫苗应种剂次数（目标）|XZ22|30"],
            &[],
            &["figure-planned A3"],
        ),
        (
            "beside what was reached",
            &["乡镇|XZ22（计划）|XZ22（完成）", "三星镇|28|30"],
            &[&format!("{DUE} = 30")],
            &[],
        ),
    ]);
}

/// A file that is called after an earlier year, of which its tables say nothing.
#[test]
fn a_year_that_the_file_is_called_after_is_said_too() {
    for (name, lines, is_read) in [
        ("2023年接种", &["乡镇|XZ22", "三星镇|30"][..], false),
        ("2023年接种", &["2024年情况", "乡镇|XZ22", "三星镇|30"], true),
        ("2023—2025年接种", &["乡镇|XZ22", "三星镇|30"], true),
        ("2025年1月报接种", &["乡镇|XZ22", "三星镇|30"], true),
        ("2023年版接种表", &["乡镇|XZ22", "三星镇|30"], true),
        ("2023年方案2024接种", &["乡镇|XZ22", "三星镇|30"], true),
    ] {
        let (read, findings) = read(Page::of("表", lines), Kind::Xlsx, name);
        let expected = if is_read { vec![format!("{DUE} = 30")] } else { vec![] };
        assert_eq!(read, expected, "{name}: {findings:?}");
        assert_eq!(findings, if is_read { vec![] } else { vec!["file-year".to_owned()] }, "{name}");
    }
}

/// What a remark or the day of a form says against its figures.
#[test]
fn what_stands_beside_a_figure_against_it_is_told() {
    for (lines, found) in [
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|填错了，应为3"][..], "remark-doubts B3"),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|属实"], ""),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|含流动人口"], ""),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|此为2023年数"], "remark-doubts B3"),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|1—9月数"], "remark-doubts B3"),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|2023年建成"], ""),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|5月新增1个"], ""),
        (&["乡镇|XZ22|备注", "三星镇|30|有误，应为40"], "remark-doubts B2"),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|属实，上年应为28"], ""),
        (&["填报单位|三星镇", "代码|本年数|备注", "XZ22|30|上年填错"], ""),
        (&["填报单位|三星镇|报出日期|2024-01-12", "代码|本年数", "XZ22|30"], "date-early D1"),
        (&["填报单位|三星镇|报出日期|2024-12-28", "代码|本年数", "XZ22|30"], ""),
    ] {
        let (read, findings) = read(Page::of("表", lines), Kind::Xlsx, "来表");
        assert_eq!(read, [format!("{DUE} = 30")], "{lines:?}");
        assert_eq!(findings.join(" "), found, "{lines:?}");
    }
}

/// Of two cells for one figure the hidden one does not answer for the other.
#[test]
fn a_hidden_cell_does_not_answer_for_one_that_is_seen() {
    for (lines, expected, found) in [
        (["乡镇|XZ22", "三星镇|", "三星镇|30"], "", "value-hidden B2 cells-hidden A3"),
        (["乡镇|XZ22", "三星镇|约20", "三星镇|30"], "", "cell-doubt B2 value-hidden B2 cells-hidden A3"),
        (["乡镇|XZ22", "三星镇|20", "三星镇|30"], "", "value-twice-different B3 cells-hidden A3"),
        (["乡镇|XZ22", "海永镇|20", "三星镇|30"], "30", "cells-hidden A3"),
    ] {
        let mut page = Page::of("表", &lines);
        page.hidden_rows = vec![2];
        let (read, findings) = read(page, Kind::Xlsx, "来表");
        let own = read.iter().find_map(|line| line.strip_prefix(DUE)?.strip_prefix(" = "));
        assert_eq!(own.unwrap_or_default(), expected, "{lines:?}");
        assert_eq!(findings.join(" "), found, "{lines:?}");
    }
}

#[test]
fn hidden_rows_are_read_with_a_notice() {
    let mut page = Page::of("表", &["乡镇|XZ22", "三星镇|30", "海永镇|20"]);
    page.hidden_rows = vec![2];
    let (read, findings) = read(page, Kind::Xlsx, "来表");
    assert_eq!(read.len(), 2);
    assert_eq!(findings, ["cells-hidden A3"]);
}
