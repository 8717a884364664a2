//! From gap to decision: where a gap sits, how sure a figure is, revisions, other readings,
//! what if, two reports compared, data quality. Each with cases worked out by hand.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;

use dabiao::assess::{Method, Status, assess, poisson, splits, wilson};
use dabiao::catalogue::{self, Authority, Catalogue, Comparator, Precedence, Revision};
use dabiao::check::usable;
use dabiao::checked::Checked;
use dabiao::diff::{self, Cause, Diff, Report};
use dabiao::exact::Fraction;
use dabiao::figures::{Source, contributions};
use dabiao::measure::Totals;
use dabiao::messages::{Lang, Messages, Stop, Text};
use dabiao::model::{DISTRICT, Level};
use dabiao::quality::quality;
use dabiao::report::view::View;
use dabiao::report::{pages, publish};
use dabiao::results::Results;
use dabiao::value::{DataValue, Value, Values};
use dabiao::{explain, what_if};

use crate::agreement::{registry, returned};
use crate::districts::{Drawn, each_district};
use crate::workspaces::{Workspace, plan_files, read_as};

// ---------------------------------------------------------------- where the gap sits

/// Three facilities with people served and staff.
fn staffed(staff: [i64; 3]) -> Workspace {
    let workspace = Workspace::new();
    let names = ["三星镇卫生院", "三星镇第二卫生院", "海永社区中心"];
    for ((name, staff), served) in names.into_iter().zip(staff).zip([10_000, 20_000, 10_000]) {
        let (served, staff) = (format!("JG01|服务人口|{served}"), format!("JG03|基层卫生人员数|{staff}"));
        let rows = ["报表年度|2024", &format!("填报单位|{name}"), "代码|指标名称|本年数", &served, &staff];
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    workspace
}

#[test]
fn the_gap_of_staff_per_ten_thousand_sits_where_it_was_worked_out_by_hand() {
    // Section 二: 35 staff for every 10,000 served. 10,000 + 20,000 + 10,000 people are served,
    // so 35 × 40,000 ÷ 10,000 = 140 are needed and 30 + 60 + 38 = 128 are there: 12 lack.
    //   三星镇 35 × 30,000 ÷ 10,000 − 90 = 15 short;  海永镇 35 × 10,000 ÷ 10,000 − 38 = −3
    //   facilities: 35 − 30 = 5;  70 − 60 = 10;  35 − 38 = −3
    // The fewest that close 12: 三星镇 alone with 12; of the facilities A2 with 10 and A1 with 2.
    let results = staffed([30, 60, 38]).results();
    let Checked { catalogue, registry, .. } = &results.checked;
    let (ix, _) = catalogue.indicators_ix().find(|(_, i)| i.id == "staff-per-10k").unwrap();
    let all = splits(catalogue, registry, &results.totals, ix, 2024);
    let shown = |level: Level| {
        let split = all.iter().find(|split| split.level == level).unwrap();
        let code = |unit| registry.unit(unit).code.clone();
        let parts = split.pieces.iter().map(|p| format!("{} {}", code(p.unit), p.part.unwrap()));
        let closing = split.closing.iter().map(|(unit, adds)| format!("{} +{adds}", code(*unit)));
        (split.whole.to_string(), parts.collect::<Vec<_>>(), closing.collect::<Vec<_>>())
    };
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let townships = texts(&["320614101 15", "320614102 -3"]);
    assert_eq!(shown(Level::Township), ("12".into(), townships, texts(&["320614101 +12"])));
    let facilities = texts(&["A2 10", "A1 5", "B1 -3"]);
    assert_eq!(shown(Level::Facility), ("12".into(), facilities, texts(&["A2 +10", "A1 +2"])));
    let text = explain::explain(&results, "320614", "staff-per-10k", &Messages::new(Lang::Zh), |_| {
        Ok(BTreeMap::new())
    })
    .unwrap();
    assert!(
        text.contains("三星镇　35 × 30000 ÷ 10000 − 90 = 15；自身达标要补 15；补齐名单内，补 12"),
        "{text}"
    );
}

#[test]
fn a_count_for_the_whole_district_is_brought_by_its_units_and_closed_by_the_fewest() {
    // Four community hospitals are asked for; one is there. Of 三星镇's two facilities one could
    // still become one, of 海永镇's one facility one: together they are two and the gap is three.
    let workspace = Workspace::new();
    for (name, answer) in [("三星镇卫生院", "是"), ("三星镇第二卫生院", "否"), ("海永社区中心", "否")]
    {
        let answer = format!("JG17|是否建成社区医院|{answer}");
        let rows = ["报表年度|2024", &format!("填报单位|{name}"), "代码|指标名称|本年数", &answer];
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    let results = workspace.results();
    let Checked { catalogue, registry, .. } = &results.checked;
    let (ix, _) = catalogue.indicators_ix().find(|(_, i)| i.id == "community-hospitals").unwrap();
    let all = splits(catalogue, registry, &results.totals, ix, 2024);
    let split = all.iter().find(|split| split.level == Level::Township).unwrap();
    let pieces: Vec<(i64, i64, bool)> =
        split.pieces.iter().map(|p| (p.numerator, p.must_add, p.part.is_none())).collect();
    assert_eq!(pieces, [(1, 1, true), (0, 1, true)]);
    assert_eq!(split.whole, Fraction::whole(3));
    assert_eq!(split.closing.iter().map(|(_, adds)| *adds).collect::<Vec<_>>(), [1, 1]);
}

// ---------------------------------------------------------------- how sure

/// Whether two numbers are the same to one part in a thousand million.
fn close(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-300)
}

#[test]
#[expect(clippy::excessive_precision, reason = "every digit as it was published")]
fn intervals_meet_the_published_cases_of_phe_indicator_methods() {
    // testdata_Proportion.xlsx, 95 %, multiplier 1.
    let proportions = [
        (1, 100, 1.767_432_064_140_651_1e-3, 5.448_619_617_870_529_4e-2),
        (5, 100, 2.154_367_915_436_798e-2, 0.111_750_469_231_919_11),
        (20, 100, 0.133_366_933_331_032_5, 0.288_829_165_593_158_85),
        (65, 100, 0.552_544_432_968_879_67, 0.736_357_517_569_024_68),
        (9856, 12345, 0.791_210_175_290_906_87, 0.805_364_007_361_490_94),
        (222, 3215, 6.079_169_036_363_659_5e-2, 7.833_956_681_383_633_1e-2),
        (999, 3456, 0.274_189_510_800_098_73, 0.304_403_896_628_180_57),
    ];
    for (part, whole, lower, upper) in proportions {
        let ours = wilson(part, whole).unwrap();
        assert!(close(ours.lower, lower) && close(ours.upper, upper), "{part}/{whole}: {ours:?}");
        assert_eq!(ours.method, Method::Wilson);
    }
    // testdata_Rate.xlsx, 95 %, multiplier 100,000: exact under 10 events, Byar from 10 on.
    let rates = [
        (1, 100, Method::Exact, 25.317_807_984_289_896, 5_571.643_390_938_897_8),
        (5, 100, Method::Exact, 1_623.486_390_118_419_9, 11_668.332_079_322_669),
        (2, 200, Method::Exact, 121.104_639_271_982_58, 3_612.343_833_861_979_4),
        (10, 200, Method::Byar, 2_393.724_956_983_782_2, 9_195.729_302_878_236_9),
        (20, 100, Method::Byar, 12_211.428_834_875_936, 30_889.880_369_197_064),
        (65, 100, Method::Byar, 50_163.187_710_459_453, 82_849.138_545_939_844),
        (222, 3215, Method::Byar, 6_026.574_877_652_674_3, 7_875.729_370_871_850_7),
        (250, 220, Method::Byar, 99_984.947_385_328_764, 128_631.144_874_557_82),
    ];
    for (events, people, method, lower, upper) in rates {
        let ours = poisson(events).unwrap();
        let per = 100_000.0 / f64::from(people);
        assert_eq!(ours.method, method, "{events}");
        assert!(close(ours.lower * per, lower) && close(ours.upper * per, upper), "{events}: {ours:?}");
    }
    // The ends: no event (epitools' pois.exact: 3.689), nobody, everybody, more than everybody.
    let none = poisson(0).unwrap();
    assert!(none.lower.abs() < 1e-12 && close(none.upper, 3.688_879_454_113_936_3), "{none:?}");
    assert!(wilson(0, 100).unwrap().lower.abs() < 1e-12);
    assert!((wilson(100, 100).unwrap().upper - 1.0).abs() < 1e-12);
    assert!(wilson(101, 100).is_none() && wilson(0, 0).is_none() && poisson(-1).is_none());
}

#[test]
fn an_interval_stands_beside_samples_and_few_events_only_and_decides_nothing() {
    let workspace = Workspace::new();
    let rows = |sample: i64, literate: i64, autistic: i64, served: i64| {
        [
            "报表年度|2024".to_owned(),
            "填报单位|示例区".to_owned(),
            "代码|指标名称|本年数".to_owned(),
            format!("dis.health_literacy_sample|调查人数|{sample}"),
            format!("dis.health_literate|具备健康素养人数|{literate}"),
            format!("dis.autistic_children|孤独症儿童数|{autistic}"),
            format!("dis.autistic_children_served|接受训练人数|{served}"),
        ]
    };
    let catalogue = catalogue::load(None).unwrap();
    // The forms are found by code; the ids here only name them for the reader.
    let coded = rows(1_000, 350, 50, 50).map(|row| {
        let (id, rest) = row.split_once('|').unwrap();
        match catalogue.element_by_id(id) {
            Some(ix) => format!("{}|{rest}", catalogue.element(ix).code),
            None => row,
        }
    });
    let refs: Vec<&str> = coded.iter().map(String::as_str).collect();
    workspace.sheet("2024/示例区.xlsx", &refs);
    let results = workspace.results();
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let row = |id: &str| {
        let (ix, _) = results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == id).unwrap();
        view.district(ix, 2024).unwrap()
    };
    // 350 of 1,000: Wilson 32.11 to 38.01 % reaches 36, the target, and the status does not.
    let survey = row("health-literacy");
    let text = view.interval(&survey).unwrap();
    assert!(text.contains("抽样调查") && text.contains("32.11") && text.contains("38.01"), "{text}");
    assert!(!matches!(survey.status(), Status::Met | Status::NoData), "{:?}", survey.status());
    assert_eq!(survey.shortfall, None);
    // 50 of 50 is a full count of few: the interval is shown, and the status is met for certain.
    let few = row("autism-rehabilitation");
    assert!(view.interval(&few).unwrap().contains("例数少"));
    assert_eq!(few.status(), Status::Met);
    // 128 staff for 40,000 people are neither.
    let results = staffed([30, 60, 38]).results();
    let view = View::new(&results, &messages);
    let (ix, _) = results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "staff-per-10k").unwrap();
    assert_eq!(view.interval(&view.district(ix, 2024).unwrap()), None);
}

// ---------------------------------------------------------------- revisions

/// The plans with a revision entered under an indicator.
fn revised(indicator: &str, revision: &str) -> Result<Catalogue, Stop> {
    catalogue::load(Some(revised_plans(indicator, revision).path()))
}

/// The plan files with a revision entered under an indicator.
fn revised_plans(indicator: &str, revision: &str) -> tempfile::TempDir {
    plan_files(|_, text| {
        if let Some(start) = text.find(&format!("id = \"{indicator}\"")) {
            let end = text[start..].find("\n[[indicator]]").map_or(text.len(), |at| start + at);
            let head = "\n[[indicator.revision]]\nauthority = \"province\"\nissuer_zh = \"示例省卫生健康委\"\n\
                        issuer_en = \"Example province\"\ndocument = \"示卫〔2024〕1号\"\nissued = 2024-03-01\n";
            text.insert_str(end, &format!("{head}{revision}\n"));
        }
    })
}

#[test]
fn of_a_figure_and_its_revision_the_one_rules_that_the_clause_says() {
    // indicator, revision, year, what rules (value, due year, in force) and whether it is the revision's
    let cases = [
        // Section 二: 35 by 2025. The province asks for 38 from 2024 on: stricter, it rules from
        // 2024; 2023 stays as it was judged.
        ("staff-per-10k", "from = 2024\nvalue = 38", 2023, ("35", 2025, false), false),
        ("staff-per-10k", "from = 2024\nvalue = 38", 2024, ("38", 2025, false), true),
        ("staff-per-10k", "from = 2024\nvalue = 38", 2025, ("38", 2025, true), true),
        // A looser one is shown and does not rule.
        ("staff-per-10k", "from = 2024\nvalue = 33", 2025, ("35", 2025, true), false),
        // The same figure a year earlier is stricter.
        ("staff-per-10k", "from = 2024\nvalue = 35\ndue = 2024", 2024, ("35", 2024, true), true),
        // A higher figure that is due later does not put the plan's off.
        ("staff-per-10k", "from = 2024\nvalue = 40\ndue = 2027", 2025, ("35", 2025, true), false),
        ("staff-per-10k", "from = 2024\nvalue = 40\ndue = 2027", 2027, ("40", 2027, true), true),
        // Chapter 三 has no such clause: shown, and does not rule.
        ("signed-residents", "from = 2024\nvalue = 75", 2025, ("70", 2025, true), false),
        // Of two ranges somebody has to choose: 12 to 16 with a cap of 18 against 11 to 15.
        (
            "posts-per-10k",
            "from = 2024\nvalue = 12\nrange_upper = 16\ncap = 18\nrules = true",
            2024,
            ("12", 2025, false),
            true,
        ),
        (
            "posts-per-10k",
            "from = 2024\nvalue = 12\nrange_upper = 16\ncap = 18\nrules = false",
            2024,
            ("11", 2025, false),
            false,
        ),
    ];
    for (id, revision, year, (value, due, in_force), rules) in cases {
        let catalogue = revised(id, revision).unwrap_or_else(|stop| panic!("{id} {revision}: {stop}"));
        let indicator = catalogue.indicators.iter().find(|i| i.id == id).unwrap();
        let ruling = indicator.ruling(year).unwrap();
        let target = ruling.target;
        let shown = (target.value.to_string(), target.due, target.in_force, ruling.revision.is_some());
        assert_eq!(shown, (value.to_owned(), due, in_force, rules), "{id} {revision} {year}");
    }
}

#[test]
fn a_revision_that_leaves_something_open_is_refused_with_its_line() {
    for (id, revision, word) in [
        ("posts-per-10k", "from = 2024\nvalue = 12\nrange_upper = 16", "rules = true"),
        ("posts-per-10k", "from = 2024\nvalue = 12\nrules = true", "range_upper"),
        ("staff-per-10k", "from = 2024\nvalue = 38\nrules = true", "rules"),
        ("staff-per-10k", "from = 2021\nvalue = 38", "2021"),
        ("online-services", "from = 2024\nvalue = 38", "没有目标"),
        ("staff-per-10k", "from = 2024\nvalue = 38\nform = 3", "from"),
    ] {
        let stop = revised(id, revision).unwrap_err();
        let text = stop.render(&Messages::new(Lang::Zh));
        assert!(text.contains(word) && text.contains("primary-care.toml"), "{revision}: {text}");
    }
}

#[test]
fn pages_explain_and_targets_show_both_figures_and_which_one_rules() {
    let catalogue = revised("staff-per-10k", "from = 2024\nvalue = 38").unwrap();
    let workspace = staffed([40, 70, 36]);
    let results = workspace.results_by(catalogue);
    let messages = Messages::new(Lang::Zh);
    let text =
        explain::explain(&results, "320614", "staff-per-10k", &messages, |_| Ok(BTreeMap::new())).unwrap();
    // 146 ÷ 40,000 × 10,000 = 36.5: enough for 35, not for 38.
    for word in ["示卫〔2024〕1号", "较严，执行", "≥ 38", "执行上级调整后的目标"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    let plans = revised_plans("staff-per-10k", "from = 2024\nvalue = 38");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dabiao"))
        .args(["targets", "--targets"])
        .arg(plans.path())
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let (_, after) = listed.split_once("staff-per-10k").unwrap();
    let two: Vec<&str> = after.lines().take(2).collect();
    assert!(two[0].contains("2025 年 ≥ 35") && two[1].contains("2024 年起 ≥ 38"), "{two:?}");
    let pages = dabiao::report::pages::all(&results, &messages).unwrap();
    let page = pages.iter().find(|page| page.name() == "indicators/staff-per-10k.html").unwrap();
    let html = String::from_utf8(page.bytes.clone()).unwrap();
    for word in ["目标的调整", "示例省卫生健康委", "方案原定", "2025 年 ≥ 35", "较严，执行"]
    {
        assert!(html.contains(word), "{word}");
    }
}

#[test]
fn a_row_under_a_revision_says_so_and_a_sum_over_years_keeps_to_the_townships_that_are_named() {
    let mut catalogue =
        revised("posts-per-10k", "from = 2024\nvalue = 12\nrange_upper = 16\ncap = 18\nrules = true")
            .unwrap();
    let clinics = catalogue.indicators.iter_mut().find(|i| i.id == "village-clinics-new").unwrap();
    clinics.units = catalogue::Units::Townships(vec!["320614101".to_owned()]);
    let workspace = Workspace::new();
    let code = |id: &str| catalogue.element(catalogue.element_by_id(id).unwrap()).code.clone();
    // 9 posts for 7,000 people are 12.857 of 10,000: within 12 to 16, above nothing.
    let rows = [
        "报表年度|2024".to_owned(),
        "填报单位|三星镇卫生院".to_owned(),
        "代码|指标名称|本年数".to_owned(),
        format!("{}|编制|9", code("fac.posts_total")),
        format!("{}|常住人口|7000", code("fac.resident_population")),
    ];
    workspace.sheet("2024/三星.xlsx", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let results = workspace.results_by(catalogue);
    let rows = |id: &str| {
        let (ix, _) = results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == id).unwrap();
        results.rows().filter(move |row| row.indicator == ix && row.year == 2024)
    };
    assert_eq!(rows("posts-per-10k").count(), 3, "the district, the township, the facility");
    for row in rows("posts-per-10k") {
        let notes: Vec<&str> = row.notes.iter().map(|note| note.word()).collect();
        assert_eq!(notes, ["revised-target"], "{:?}", row.level);
    }
    let townships = rows("village-clinics-new").filter(|row| row.level == Level::Township);
    assert_eq!(townships.count(), 1);
}

#[test]
fn under_a_revision_the_share_of_units_changes_from_the_share_against_the_same_figure() {
    // Each facility is to have 2 psychiatric physicians. In 2022 two of three have 2 and nobody 3;
    // from 2024 on the city asks for 3, and one of three has them: 33 % from 0, a third of the way
    // to 100, and no fall from 67 %. The path still begins at 67: 67 + 33 × 2/3 = 88.9, so the
    // stricter figure is no easier to be on track to.
    let catalogue = revised("psychiatric-physicians", "from = 2024\nvalue = 3").unwrap();
    let workspace = Workspace::new();
    let code = catalogue.element(catalogue.element_by_id("fac.psychiatric_physicians").unwrap()).code.clone();
    let names = ["三星镇卫生院", "三星镇第二卫生院", "海永社区中心"];
    for (year, counts) in [(2022, [2, 2, 1]), (2024, [3, 2, 2])] {
        for (name, count) in names.iter().zip(counts) {
            let rows = [
                format!("报表年度|{year}"),
                format!("填报单位|{name}"),
                "代码|指标名称|本年数".to_owned(),
                format!("{code}|医师|{count}"),
            ];
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
        }
    }
    let results = workspace.results_by(catalogue);
    let (ix, _) =
        results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "psychiatric-physicians").unwrap();
    let row =
        results.rows().find(|r| r.indicator == ix && r.year == 2024 && r.level == Level::District).unwrap();
    assert_eq!(row.baseline.unwrap(), Fraction::whole(0));
    assert_eq!(row.percent_of_change.unwrap().decimal(2), "33.33");
    assert_eq!(row.expected.unwrap().decimal(1), "88.9");
    assert_eq!(row.status(), Status::Behind);
}

#[test]
fn notes_begin_just_beyond_their_lines() {
    // The cap is 18 of 10,000; a denominator is small under 100.
    // posts of 10,000 people, signed of people, notes on the first, notes on the second
    let cases: [(i64, i64, &[&str], &[&str]); 4] = [
        (15, 100, &[], &[]),
        (16, 99, &["above-range"], &["small-denominator"]),
        (18, 101, &["above-range"], &[]),
        (19, 1, &["above-range", "above-cap"], &["small-denominator"]),
    ];
    for (posts, people, on_posts, on_signed) in cases {
        let catalogue = catalogue::load(None).unwrap();
        let code = |id: &str| catalogue.element(catalogue.element_by_id(id).unwrap()).code.clone();
        let workspace = Workspace::new();
        let send = |name: &str, answers: [(&str, i64); 2]| {
            let mut rows = vec![
                "报表年度|2024".to_owned(),
                format!("填报单位|{name}"),
                "代码|指标名称|本年数".to_owned(),
            ];
            rows.extend(answers.map(|(id, count)| format!("{}|数|{count}", code(id))));
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
        };
        send("三星镇卫生院", [("fac.posts_total", posts), ("fac.resident_population", 10_000)]);
        send("海永社区中心", [("fac.signed_residents", 1), ("fac.resident_population", people)]);
        let results = workspace.results();
        let notes = |id: &str, unit: &str| -> Vec<&str> {
            let (ix, _) = results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == id).unwrap();
            let unit = results.checked.registry.by_code(unit).unwrap();
            let row = results.rows().find(|r| r.indicator == ix && r.unit == unit && r.year == 2024);
            row.unwrap().notes.iter().map(|note| note.word()).collect()
        };
        assert_eq!(notes("posts-per-10k", "A1"), on_posts, "{posts}");
        assert_eq!(notes("signed-residents", "B1"), on_signed, "{people}");
    }
}

/// From the best to the worst. What cannot reach the target any more, `in-progress` without a
/// path, is worse than what is open.
fn rank(status: Status) -> u8 {
    match status {
        Status::Met => 0,
        Status::OnTrack => 1,
        Status::Undetermined => 2,
        Status::InProgress => 3,
        Status::Behind => 4,
        Status::NotMet => 5,
        Status::NoData | Status::NotApplicable | Status::Monitored => 6,
    }
}

#[test]
fn a_stricter_revision_never_turns_a_status_better() {
    let worse = std::cell::Cell::new(0);
    each_district(20, |catalogue, own| {
        let world = own.world(catalogue);
        let registry = registry(&world);
        let (values, _, _) = usable(catalogue, Values::new(returned(&world, catalogue, &registry)));
        let all = contributions(Source { catalogue, registry: &registry, values: &values }, 2025);
        let totals = Totals::new(&registry, all).unwrap();
        let mut dice = own.lots();
        let mut stricter = catalogue.clone();
        for indicator in &mut stricter.indicators {
            let Some(target) = indicator.schedule.ruling(2025) else { continue };
            let step = Fraction::new(dice.roll(20) as i64, 2).unwrap();
            let down = matches!(indicator.comparator, Comparator::Le | Comparator::Lt);
            let value = if down { target.value.minus(step) } else { target.value.plus(step) };
            if matches!(indicator.comparator, Comparator::Between { .. }) {
                continue;
            }
            indicator.revisions.push(Revision {
                authority: Authority::City,
                issuer: Text::default(),
                document: String::new(),
                issued: String::new(),
                from: 2023 + dice.roll(3) as i32,
                value,
                due: [None, Some(2023), Some(2024), Some(2025), Some(2027)][dice.roll(5) as usize],
                comparator: indicator.comparator,
                precedence: Precedence::Stricter,
            });
        }
        let before = assess(catalogue, &registry, &totals, 2025);
        let after = assess(&stricter, &registry, &totals, 2025);
        prop_assert_eq!(before.len(), after.len());
        for (before, after) in before.iter(catalogue).zip(after.iter(&stricter)) {
            prop_assert!(rank(after.status()) >= rank(before.status()), "{before:?}\n{after:?}");
            worse.set(worse.get() + usize::from(rank(after.status()) > rank(before.status())));
            let first = stricter.indicator(before.indicator).revisions.iter().map(|r| r.from).min();
            if first.is_none_or(|first| before.year < first) {
                prop_assert_eq!(before.status(), after.status(), "history stays as it was judged");
            }
        }
        Ok(())
    });
    assert!(worse.get() > 50, "{} became worse", worse.get());
}

// ---------------------------------------------------------------- two readings

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
fn of_a_sum_that_can_only_grow_at_most_is_never_certain_before_all_have_reported() {
    // At most 4 lecturers a township by 2025, 12 were there in 2022: 12 − 8 × 2/3 = 6 2/3 in
    // 2024. 三星镇 has returned 6 of it and 海永镇 nothing: together they can still be more.
    let mut catalogue = catalogue::load(None).unwrap();
    let indicator = catalogue.indicators.iter_mut().find(|i| i.id == "enterprise-studios").unwrap();
    indicator.comparator = Comparator::Le;
    indicator.schedule = catalogue::Schedule::Phases(vec![(2025, Fraction::whole(4))]);
    for (now, status) in [(6, Status::Undetermined), (7, Status::Behind), (3, Status::Undetermined)] {
        let workspace = Workspace::new();
        let code = catalogue.element(catalogue.element_by_id("twp.enterprise_studios").unwrap()).code.clone();
        for (year, name, count) in [(2022, "三星镇", 8), (2022, "海永镇", 4), (2024, "三星镇", now)]
        {
            let rows = [
                format!("报表年度|{year}"),
                format!("填报单位|{name}"),
                "代码|指标名称|本年数".to_owned(),
                format!("{code}|工作室|{count}"),
            ];
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
        }
        let results = workspace.results_by(catalogue.clone());
        let (ix, _) =
            results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "enterprise-studios").unwrap();
        let row = results
            .rows()
            .find(|row| row.indicator == ix && row.year == 2024 && row.level == Level::District);
        assert_eq!(row.unwrap().status(), status, "{now}");
    }
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

// ---------------------------------------------------------------- what if, two reports

/// What a generated district returns, checked and judged.
pub(crate) fn results(catalogue: &Catalogue, own: &Drawn, change: impl Fn(&mut Vec<DataValue>)) -> Results {
    let world = own.world(catalogue);
    let registry = registry(&world);
    let mut list = returned(&world, catalogue, &registry);
    change(&mut list);
    let (values, _, checks) = usable(catalogue, Values::new(list));
    let checked = read_as(catalogue, registry, values, (checks, Vec::new()));
    Results::judge(checked).unwrap()
}

#[test]
fn twelve_more_staff_bring_the_district_to_its_target_and_the_page_says_so() {
    // 128 for 40,000 are 32 of 10,000; the 12 that lack make 140, which is 35 and the target of
    // section 二. One less is 139 and 34.75: not enough.
    let workspace = staffed([30, 60, 38]);
    let code = {
        let catalogue = catalogue::load(None).unwrap();
        catalogue.element(catalogue.element_by_id("fac.staff").unwrap()).code.clone()
    };
    let before = workspace.results();
    for (more, status, value) in [(12, Status::Met, "35"), (11, Status::InProgress, "34.7500000000")] {
        let (after, _) = what_if::suppose(&before, &[format!("海永社区中心/{code}=+{more}")]).unwrap();
        let all = what_if::differences(&before, &after);
        let district = all.iter().find(|d| d.before.as_ref().unwrap().level == Level::District).unwrap();
        let now = district.after.as_ref().unwrap();
        assert_eq!(
            (now.status(), now.measured.unwrap().value.unwrap().to_string().as_str()),
            (status, value)
        );
        // The district, 海永镇 and the facility itself; nobody else.
        assert_eq!(all.len(), 3);
    }
    let bytes = fs::read(workspace.path().join("returns/2024/海永社区中心.xlsx")).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dabiao"))
        .args(["what-if", ".", "--set", &format!("海永社区中心/{code}=+12"), "--page", "假如"])
        .current_dir(workspace.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let page = fs::read_to_string(workspace.path().join("假如/index.html")).unwrap();
    for word in ["32 名/万人", "35 名/万人", "已提前达标", "12 名卫生人员", "评估不同 3 项"]
    {
        assert!(page.contains(word), "{word}");
    }
    let table = fs::read_to_string(workspace.path().join("假如/data/assessments.csv")).unwrap();
    assert_eq!(table.lines().count(), 4);
    assert_eq!(fs::read(workspace.path().join("returns/2024/海永社区中心.xlsx")).unwrap(), bytes);
}

#[test]
fn supposing_nothing_changes_nothing() {
    each_district(10, |catalogue, own| {
        let before = results(catalogue, own, |_| ());
        let (after, _) = what_if::suppose(&before, &[]).unwrap();
        prop_assert!(what_if::differences(&before, &after).is_empty());
        Ok(())
    });
}

/// The tables of a report, as a report folder.
fn written(results: &Results) -> Report {
    let messages = Messages::new(Lang::Zh);
    let folder = tempfile::tempdir().unwrap();
    publish::write(folder.path(), &pages::all(results, &messages).unwrap()).unwrap();
    Report::read(folder.path()).unwrap()
}

#[test]
fn a_report_does_not_differ_from_itself_and_the_mirror_of_a_difference_is_its_mirror() {
    let changed = std::cell::Cell::new(0);
    each_district(8, |catalogue, own| {
        let old = written(&results(catalogue, own, |_| ()));
        let new = written(&results(catalogue, own, |list| {
            let mut dice = own.lots();
            list.retain(|_| dice.roll(50) > 0);
            for value in list.iter_mut() {
                if let Value::Count(count) = &mut value.value
                    && dice.roll(40) == 0
                {
                    *count += 1;
                }
            }
        }));
        prop_assert_eq!(diff::diff(&old, &old), Diff::default());
        let there = diff::diff(&old, &new);
        prop_assert_eq!(there.clone().mirrored(), diff::diff(&new, &old));
        // Nothing but figures changed, so every assessment that changed names one.
        prop_assert!(there.assessments.iter().all(|(_, cause)| matches!(cause, Cause::Values(..))));
        changed.set(changed.get() + there.assessments.len());
        Ok(())
    });
    assert!(changed.get() > 50, "{} assessments changed", changed.get());
}

#[test]
fn a_corrected_cell_is_named_as_the_cause_of_what_it_changes() {
    // The draft has 38 staff at 海永社区中心, the corrected return 50: 128 becomes 140 of 140.
    let (draft, corrected) =
        (written(&staffed([30, 60, 38]).results()), written(&staffed([30, 60, 50]).results()));
    let changed = diff::diff(&draft, &corrected);
    let values: Vec<(String, String, String)> = changed
        .values
        .iter()
        .map(|change| {
            let (before, after) = (change.before.as_ref().unwrap(), change.after.as_ref().unwrap());
            (before.value.clone(), after.value.clone(), after.place())
        })
        .collect();
    assert_eq!(values, [("38".into(), "50".into(), "2024/海永社区中心.xlsx › 填报表 › C5".to_owned())]);
    let district = changed.assessments.iter().find(|(change, _)| {
        change.after.as_ref().is_some_and(|row| row.indicator == "staff-per-10k" && row.level == "district")
    });
    let (change, cause) = district.unwrap();
    let side = |row: &Option<diff::AssessmentRow>| row.as_ref().map(|row| row.numerator.clone()).unwrap();
    assert_eq!((side(&change.before), side(&change.after)), ("128".into(), "140".into()));
    assert_eq!(change.after.as_ref().unwrap().status, "met");
    assert!(matches!(cause, Cause::Values(1, first) if first.len() == 1), "{cause:?}");
    // 三星镇's own rows are what they were.
    let other = |row: &diff::AssessmentRow| row.unit == "320614101" || row.unit.starts_with('A');
    assert!(!changed.assessments.iter().any(|(change, _)| change.any().is_some_and(other)));
}

#[test]
fn a_change_of_the_registry_is_named_as_the_cause_where_no_figure_changed() {
    let before = staffed([30, 60, 38]);
    let after = staffed([30, 60, 38]);
    let path = after.path().join("registry/facilities.csv");
    let table = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        table.replace(
            "海永社区中心,,community_center,320614102,政府办",
            "海永社区中心,,community_center,320614102,社会办",
        ),
    )
    .unwrap();
    let changed = diff::diff(&written(&before.results()), &written(&after.results()));
    let causes: Vec<&Cause> = changed.assessments.iter().map(|(_, cause)| cause).collect();
    assert!(!causes.is_empty() && causes.iter().all(|cause| **cause == Cause::Registry), "{causes:?}");
}

#[test]
fn a_setting_that_nobody_is_asked_for_is_refused() {
    let results = staffed([30, 60, 38]).results();
    for wrong in [
        "三星镇/fac.staff=5",
        "320614/twp.health_lecturers=5",
        "海永社区中心/fac.staff=--5",
        "海永社区中心/fac.staff=+-5",
        "海永社区中心/fac.staff=9223372036854775807",
        "海永社区中心/fac.staff=+9000000000000000000",
    ] {
        assert!(what_if::suppose(&results, &[wrong.to_owned()]).is_err(), "{wrong}");
    }
}

// ---------------------------------------------------------------- data quality

#[test]
fn data_quality_is_worked_out_as_by_hand() {
    // Due in the small district: 3 facilities, 2 rosters (A1, B1), 1 list of centres (A1), 2
    // townships, 5 departments = 13 returns. Two facilities send theirs, one of them late.
    let workspace = Workspace::new();
    let rows = |name: &str, day: &str, part: i64| {
        [
            "报表年度|2024".to_owned(),
            format!("填报单位|{name}"),
            format!("报出日期|{day}"),
            "代码|指标名称|本年数".to_owned(),
            "JG20|实有|40".to_owned(),
            format!("JG21|其中|{part}"),
        ]
    };
    let send = |name: &str, rows: &[String]| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    };
    // Due on 20 January 2025. In the late one a part exceeds its whole: one of two checks fails.
    send("三星镇卫生院", &rows("三星镇卫生院", "2025-01-10", 30));
    send("海永社区中心", &rows("海永社区中心", "2025-02-10", 50));
    let checked = workspace.checked().unwrap();
    let all = quality(&checked);
    let of = |code: &str| all[&(checked.registry.by_code(code).unwrap(), 2024)];
    let share = |share: dabiao::exact::Share| (share.part, share.whole);
    let district = all[&(DISTRICT, 2024)];
    assert_eq!(share(district.returns), (2, 13));
    assert_eq!(share(district.timeliness), (1, 13));
    assert_eq!(share(district.consistency), (1, 2));
    // JG20 and JG21 of A1 are usable, of B1 only JG20: three figures.
    assert_eq!(district.figures.part, 3);
    assert_eq!(share(of("A1").returns), (1, 3), "its own form of form, roster and centres");
    assert_eq!(share(of("A1").timeliness), (1, 3));
    assert_eq!(share(of("B1").timeliness), (0, 2));
    assert_eq!(share(of("B1").consistency), (0, 1));
    assert_eq!(share(of("A2").returns), (0, 1));
    // The parts of the units and the departments are the district's.
    let units: usize =
        all.iter().filter(|((u, y), _)| *u != DISTRICT && *y == 2024).map(|(_, q)| q.returns.whole).sum();
    assert_eq!(units + 5, 13);
}

// ---------------------------------------------------------------- where less is better

#[test]
fn every_comparator_holds_its_line_exactly_and_bounds_decide_by_it() {
    use dabiao::assess::{Measured, Upper, Verdict, satisfies, verdict};
    let between = Comparator::Between { upper: Fraction::whole(15), cap: Some(Fraction::whole(18)) };
    // comparator, target, then what 9, 10, 11, 18 and 19 are to it
    let lines = [
        (Comparator::Ge, [false, true, true, true, true]),
        (Comparator::Gt, [false, false, true, true, true]),
        (Comparator::Le, [true, true, false, false, false]),
        (Comparator::Lt, [true, false, false, false, false]),
        (between, [false, true, true, true, false]),
        (Comparator::Monitor, [false; 5]),
    ];
    for (comparator, expected) in lines {
        let ours =
            [9, 10, 11, 18, 19].map(|n| satisfies(comparator, Fraction::whole(10), Fraction::whole(n)));
        assert_eq!(ours, expected, "{comparator:?}");
    }
    // comparator, lower and upper bound (none is open), verdict against 10
    let bounds = [
        (Comparator::Ge, 10, Some(10), Verdict::Certain),
        (Comparator::Ge, 8, Some(9), Verdict::Impossible),
        (Comparator::Ge, 8, Some(10), Verdict::Open),
        (Comparator::Ge, 8, None, Verdict::Open),
        (Comparator::Gt, 9, Some(10), Verdict::Impossible),
        (Comparator::Le, 8, Some(10), Verdict::Certain),
        (Comparator::Le, 10, Some(11), Verdict::Open),
        (Comparator::Le, 11, Some(12), Verdict::Impossible),
        (Comparator::Le, 11, None, Verdict::Impossible),
        (Comparator::Le, 8, None, Verdict::Open),
        (Comparator::Lt, 10, Some(12), Verdict::Impossible),
        (Comparator::Lt, 8, Some(9), Verdict::Certain),
        (between, 10, Some(18), Verdict::Certain),
        (between, 9, Some(10), Verdict::Open),
        (between, 8, Some(9), Verdict::Impossible),
        (between, 10, Some(19), Verdict::Open),
        (between, 10, None, Verdict::Open),
        (between, 19, Some(20), Verdict::OverCap),
        (between, 18, Some(18), Verdict::Certain),
    ];
    for (comparator, lower, upper, expected) in bounds {
        let measured = Measured {
            numerator: lower,
            denominator: None,
            value: Some(Fraction::whole(lower)),
            lower: Fraction::whole(lower),
            upper: upper.map_or(Upper::Open, |upper| Upper::At(Fraction::whole(upper))),
            provisional: false,
        };
        let ours = verdict(comparator, Fraction::whole(10), &measured);
        assert_eq!(ours, expected, "{comparator:?} {lower} {upper:?}");
    }
}

#[test]
fn where_less_is_better_path_status_gap_and_shortfall_are_mirrored() {
    // At most (or below) 70 % by 2025, from 90 % in 2022: the path stands at
    // 90 − 20 × 2/3 = 76 2/3 in 2024. Of 1,000 people:
    // comparator, signed in 2024, status, gap, shortfall
    let cases = [
        // 700 is 70 %: met for “at most”; “below” needs one less.
        (Comparator::Le, 700, Status::Met, "0", 0),
        (Comparator::Lt, 700, Status::OnTrack, "0", -1),
        (Comparator::Lt, 699, Status::Met, "0", 0),
        // 766 is just below the path, 767 just above it.
        (Comparator::Le, 766, Status::OnTrack, "-6.6000000000", -66),
        (Comparator::Le, 767, Status::Behind, "-6.7000000000", -67),
        (Comparator::Lt, 767, Status::Behind, "-6.7000000000", -68),
    ];
    // On the path itself, 80 % from 100 % towards 70 %, is on track for both.
    let on_the_path = [
        (Comparator::Le, 800, Status::OnTrack, "-10", -100),
        (Comparator::Lt, 800, Status::OnTrack, "-10", -101),
    ];
    let cases = cases.map(|case| (900, case)).into_iter().chain(on_the_path.map(|case| (1_000, case)));
    let element = |catalogue: &Catalogue, id: &str| {
        let ix = catalogue.element_by_id(id).unwrap();
        catalogue.element(ix).code.clone()
    };
    for (base, (comparator, signed, status, gap, shortfall)) in cases {
        let mut catalogue = catalogue::load(None).unwrap();
        let indicator = catalogue.indicators.iter_mut().find(|i| i.id == "signed-residents").unwrap();
        indicator.comparator = comparator;
        let workspace = Workspace::new();
        for (year, signed) in [(2022, base), (2024, signed)] {
            for name in ["三星镇卫生院", "三星镇第二卫生院", "海永社区中心"] {
                // All of it at one facility; the others have nobody.
                let (people, signed) =
                    if name == "三星镇卫生院" { (1_000, signed) } else { (1_000, 0) };
                let people = if signed == 0 { 0 } else { people };
                let rows = [
                    format!("报表年度|{year}"),
                    format!("填报单位|{name}"),
                    "代码|指标名称|本年数".to_owned(),
                    format!("{}|常住人口|{people}", element(&catalogue, "fac.resident_population")),
                    format!("{}|签约人数|{signed}", element(&catalogue, "fac.signed_residents")),
                ];
                let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
                workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
            }
        }
        let results = workspace.results_by(catalogue);
        let (ix, _) =
            results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "signed-residents").unwrap();
        let row = results
            .rows()
            .find(|row| row.indicator == ix && row.year == 2024 && row.level == Level::District)
            .unwrap();
        let ours = (row.status(), row.gap.unwrap().to_string(), row.shortfall);
        assert_eq!(ours, (status, gap.to_owned(), Some(shortfall)), "{comparator:?} {signed}");
    }
}
