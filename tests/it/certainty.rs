//! How sure a figure is: intervals, bounds, and the quality of returns.

use dabiao::assess::{Method, Status, poisson, wilson};
use dabiao::catalogue::{self, Comparator};
use dabiao::exact::Fraction;
use dabiao::messages::{Lang, Messages};
use dabiao::model::{DISTRICT, Level};
use dabiao::quality::quality;
use dabiao::report::view::View;

use crate::workspaces::{Workspace, staffed};

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
