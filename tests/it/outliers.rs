//! What the quality page lists as worth a look: populations from two sources, rates far from others.

use dabiao::assess::outliers;
use dabiao::check::plausible::two_sources;
use dabiao::model::Level;
use dabiao::results::Results;

use crate::sample::sample;
use crate::workspaces::Workspace;

#[test]
fn a_townships_population_stands_beside_the_sum_of_its_facilities() {
    // What 三星镇 says of itself, its two facilities, 海永镇 and its one; an empty cell is missing.
    for (cells, found) in [
        (["10000", "6000", "3900", "10000", "8000"], vec![(10_000, 9_900, true), (10_000, 8_000, false)]),
        // A tenth is allowed, on either side.
        (["10000", "6000", "5000", "10000", "8999"], vec![(10_000, 11_000, true), (10_000, 8_999, false)]),
        // A facility that has not returned makes no sum, and neither does a township.
        (["10000", "6000", "", "10000", "9500"], vec![(10_000, 9_500, true)]),
        (["", "6000", "3900", "10000", "9500"], vec![(10_000, 9_500, true)]),
    ] {
        let workspace = Workspace::new();
        let units = ["三星镇", "三星镇卫生院", "三星镇第二卫生院", "海永镇", "海永社区中心"];
        for (name, count) in units.into_iter().zip(cells).filter(|(_, count)| !count.is_empty()) {
            let code = if name.ends_with("海永镇") || name == "三星镇" { "XZ01" } else { "JG02" };
            let rows =
                ["报表年度|2025", &format!("填报单位|{name}"), "代码|本年数", &format!("{code}|{count}")];
            workspace.sheet(&format!("2025/{name}.xlsx"), &rows);
        }
        let checked = workspace.checked().unwrap();
        let all = two_sources(&checked.catalogue, &checked.registry, &checked.values, checked.year);
        let all: Vec<_> = all.iter().map(|one| (one.stated, one.sum, one.is_within)).collect();
        assert_eq!(all, found, "{cells:?}");
        // The finding is about just those that are too far apart.
        let findings = checked.findings.iter().filter(|one| one.rule == "township-population").count();
        assert_eq!(findings, found.iter().filter(|(.., is_within)| !is_within).count(), "{cells:?}");
    }
}

/// The same over the sample in floating point, which no score is near enough to its limit to mind.
#[test]
fn the_samples_outliers_are_those_of_a_plain_calculation() {
    let results = sample(None);
    let Results { checked, assessments, .. } = &results;
    let middle = |values: &[f64]| {
        let mut all = values.to_vec();
        all.sort_by(f64::total_cmp);
        (all[(all.len() - 1) / 2] + all[all.len() / 2]) / 2.0
    };
    let mut plain = Vec::new();
    for (ix, indicator) in checked.catalogue.indicators_of(checked.year) {
        if !matches!(indicator.measure, dabiao::catalogue::Measure::Ratio(..)) {
            continue;
        }
        for level in [Level::Township, Level::Facility, Level::Village] {
            let rows: Vec<_> = assessments
                .at(&checked.catalogue, (ix, checked.year, level))
                .filter(|row| row.reported == row.due_to_report && !row.remarks().contains("suspect"))
                .filter_map(|row| Some((row.unit, row.measured?.value?.approximate())))
                .collect();
            if rows.len() < 8 {
                continue;
            }
            let values: Vec<f64> = rows.iter().map(|(_, value)| *value).collect();
            let median = middle(&values);
            let spread = middle(&values.iter().map(|value| (value - median).abs()).collect::<Vec<_>>());
            let far = rows
                .iter()
                .filter(|(_, value)| spread > 0.0 && 0.6745 * (value - median).abs() / spread > 3.5);
            plain.extend(far.map(|(unit, _)| (ix, level, *unit)));
        }
    }
    let ours = outliers(&checked.catalogue, assessments, checked.year);
    assert_eq!(ours.iter().map(|one| (one.indicator, one.level, one.unit)).collect::<Vec<_>>(), plain);
    assert!(!plain.is_empty());
    // They are no findings, and nothing rests on them.
    assert!(checked.findings.iter().all(|finding| !finding.rule.contains("outlier")));
}
