//! A clause judged under each of its readings.

use dabiao::catalogue::{self};
use dabiao::messages::{Lang, Messages};
use dabiao::report::view::View;

use crate::workspaces::Workspace;

#[test]
fn a_clause_is_judged_under_each_of_its_readings() {
    // 三(三)16: halls of grade three 50 %, four 30 %, five 20 %. With grades three, four and five
    // at three facilities: three or better is 3 of 3, exactly three is 1 of 3 — below 50 %.
    let workspace = Workspace::new();
    for (name, grade) in [("三星镇卫生院", "三级"), ("三星镇第二卫生院", "四级"), ("海永社区中心", "五级")]
    {
        let answer = format!("JG25|中医馆等级|{grade}");
        let rows = ["报表年度|2024", &format!("填报单位|{name}"), "代码|指标名称|本年数", &answer];
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    let results = workspace.results();
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let catalogue = &results.checked.catalogue;
    let read = |id: &str| {
        let (ix, _) = catalogue.indicators_ix().find(|(_, i)| i.id == id).unwrap();
        let readings = view.readings(ix);
        let parts = readings.iter().map(|r| r.figure.as_ref().map(|f| f.parts.clone()).unwrap_or_default());
        (parts.collect::<Vec<_>>(), readings.iter().any(|r| r.differs))
    };
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(read("tcm-hall-grade-3"), (texts(&["3/3", "1/3"]), true));
    assert_eq!(read("tcm-hall-grade-4"), (texts(&["2/3", "1/3"]), false));
    // A reading that the returns cannot answer is named without a figure.
    assert_eq!(read("nip-vaccination").0[1], "");
    // Every reading that is named is either reckoned or said not to be answerable.
    let reckoned =
        catalogue.indicators.iter().flat_map(|i| &i.other_readings).filter(|r| r.indicator.is_some());
    assert_eq!(reckoned.count(), 28);
}

#[test]
fn the_second_reading_of_the_functional_centres_counts_the_eight_that_each_must_have() {
    // All eight are A1's own, the two that may be shared are not there: 8 of 10 by the reading
    // in force, so A1 does not satisfy; 8 of 8 by the other one, so it does.
    let workspace = Workspace::new();
    let catalogue = catalogue::load(None).unwrap();
    let answers: Vec<String> = catalogue
        .centres
        .entries
        .iter()
        .map(|entry| format!("{}|{}", entry.name.zh, if entry.shareable { "未建" } else { "自建" }))
        .collect();
    let mut rows = vec!["报表年度|2024", "填报单位|三星镇卫生院", "功能中心|建设情况"];
    rows.extend(answers.iter().map(String::as_str));
    workspace.sheet("2024/三星.xlsx", &rows);
    let results = workspace.results();
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let (ix, _) =
        results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "functional-centres").unwrap();
    let values: Vec<String> =
        view.readings(ix).iter().map(|r| r.figure.as_ref().unwrap().value.clone()).collect();
    assert_eq!(values, ["0/1 达标", "1/1 达标"]);
}

#[test]
fn village_clinics_have_their_second_reading_too() {
    // Two of three clinics are at the basic standard, one of these at the recommended one:
    // 2 of 3 by the reading in force, exactly basic 1 of 3.
    let workspace = Workspace::new();
    let rows = [
        "报表年度|2024",
        "填报单位|三星镇卫生院",
        "单位代码|单位名称|达到基本标准|达到推荐标准",
        "",
        "V1|甲村卫生室|是|是",
        "V2|乙村卫生室|是|否",
    ];
    let catalogue = catalogue::load(None).unwrap();
    let code = |id: &str| catalogue.element(catalogue.element_by_id(id).unwrap()).code.clone();
    let codes = format!("||{}|{}", code("vil.basic_standard"), code("vil.recommended_standard"));
    workspace.sheet("2024/三星.xlsx", &[rows[0], rows[1], rows[2], &codes, rows[4], rows[5]]);
    let last = ["报表年度|2024", "填报单位|海永社区中心", rows[2], &codes, "V3|丙村卫生室|否|否"];
    workspace.sheet("2024/海永.xlsx", &last);
    let results = workspace.results();
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let (ix, _) = results
        .checked
        .catalogue
        .indicators_ix()
        .find(|(_, i)| i.id == "basic-standard-village-clinics")
        .unwrap();
    let parts: Vec<String> =
        view.readings(ix).iter().map(|r| r.figure.as_ref().unwrap().parts.clone()).collect();
    assert_eq!(parts, ["2/3", "1/3"]);
}
