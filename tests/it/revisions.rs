//! Of a figure and its revision, which one rules.

use std::collections::BTreeMap;

use proptest::prelude::*;

use dabiao::assess::{Status, assess};
use dabiao::catalogue::{self, Authority, Catalogue, Comparator, Precedence, Revision};
use dabiao::check::usable;
use dabiao::exact::Fraction;
use dabiao::explain;
use dabiao::figures::{Source, contributions};
use dabiao::measure::Totals;
use dabiao::messages::{Lang, Messages, Stop, Text};
use dabiao::model::Level;
use dabiao::value::Values;

use crate::agreement::{registry, returned};
use crate::districts::each_district;
use crate::workspaces::{Workspace, plan_files, staffed};

/// The plans with a revision entered under an indicator.
pub(crate) fn revised(indicator: &str, revision: &str) -> Result<Catalogue, Stop> {
    catalogue::load(Some(revised_plans(indicator, revision).path()))
}

/// The plan files with a revision entered under an indicator.
pub(crate) fn revised_plans(indicator: &str, revision: &str) -> tempfile::TempDir {
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
