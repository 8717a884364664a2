//! Where a gap sits and what closes it, by cases worked out by hand.

use std::collections::BTreeMap;

use dabiao::assess::{Status, splits};
use dabiao::catalogue::{self, Catalogue, Comparator};
use dabiao::checked::Checked;
use dabiao::exact::Fraction;
use dabiao::explain;
use dabiao::messages::{Lang, Messages};
use dabiao::model::Level;

use crate::workspaces::{Workspace, staffed};

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
