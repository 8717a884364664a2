//! What moved since last year, over the units that returned it in both: worked out by hand.

use dabiao::assess::{Change, change};
use dabiao::exact::Fraction;
use dabiao::figures::Source;

use crate::workspaces::Workspace;

/// Standard care and basic standard of the three facilities in two years; an empty cell is missing.
fn moved(id: &str, years: [[&str; 3]; 2]) -> Option<Change> {
    let workspace = Workspace::new();
    for (year, facilities) in [2024, 2025].into_iter().zip(years) {
        for (name, said) in ["三星镇卫生院", "三星镇第二卫生院", "海永社区中心"].into_iter().zip(facilities)
        {
            let mut rows =
                vec![format!("报表年度|{year}"), format!("填报单位|{name}"), "代码|本年数".to_owned()];
            rows.extend(said.split_whitespace().map(|cell| cell.replace('=', "|")));
            if rows.len() > 3 {
                let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
                workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
            }
        }
    }
    let results = workspace.results();
    let checked = &results.checked;
    let source =
        Source { catalogue: &checked.catalogue, registry: &checked.registry, values: &checked.values };
    let (ix, _) = checked.catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
    change(source, &results.assessments, ix, 2025)
}

fn of(before: &str, now: &str, units: usize, left_out: usize) -> Option<Change> {
    let fraction = |text| Fraction::parse(text).unwrap();
    Some(Change { before: fraction(before), now: fraction(now), units, left_out })
}

#[test]
fn the_same_units_are_compared_and_a_missing_return_is_no_fall() {
    let (half, most) = ("JG46=100 JG47=50", "JG46=100 JG47=90");
    for (id, years, is) in [
        // The best of three does not return: the rate of the others is what it was, 50 %.
        ("diabetes-standardized", [[half, half, most], [half, half, ""]], of("50", "50", 2, 1)),
        // The worst does not return, and one of the others fell: 90 % before, 80 % now.
        ("diabetes-standardized", [[half, most, most], ["", "JG46=100 JG47=70", most]], of("90", "80", 2, 1)),
        // Where a figure does not apply there is nothing to compare, and nothing is left out.
        ("diabetes-standardized", [["JG46=/ JG47=/", half, most], [half, half, most]], of("70", "70", 2, 0)),
        ("diabetes-standardized", [["", half, ""], [half, "", half]], None),
        // One that had not returned last year is left out beside those that had.
        ("diabetes-standardized", [["", half, most], [half, half, most]], of("70", "70", 2, 1)),
        // What each facility has to reach: one of two did, then both; the third is left out.
        (
            "equipment-available",
            [
                ["JG19=10 JG20=10", "JG19=10 JG20=9", "JG19=10 JG20=10"],
                ["JG19=10 JG20=10", "JG19=10 JG20=10", ""],
            ],
            of("50", "100", 2, 1),
        ),
        (
            "equipment-available",
            [
                ["JG19=10 JG20=10", "JG19=10 JG20=10", "JG19=10 JG20=10"],
                ["JG19=10 JG20=9", "JG19=10 JG20=10", "JG19=10 JG20=9"],
            ],
            of("100", "33.3333333333", 3, 0),
        ),
        // A share of the facilities: one that does not answer has not lost the standard.
        (
            "basic-standard-facilities",
            [["JG15=是", "JG15=是", "JG15=否"], ["JG15=是", "", "JG15=否"]],
            of("50", "50", 2, 1),
        ),
    ] {
        let shown = |change: Option<Change>| {
            change.map(|own| (own.before.decimal(4), own.now.decimal(4), own.units, own.left_out))
        };
        assert_eq!(shown(moved(id, years)), shown(is), "{id} {years:?}");
    }
}

#[test]
fn halves_from_different_units_are_compared_where_nothing_is_missing() {
    let at = |last: &[&str], own: &[&str]| {
        let workspace = Workspace::new();
        for (year, residents) in [(2024, last), (2025, own)] {
            for (name, residents) in ["三星镇", "海永镇"].into_iter().zip(residents) {
                let rows = [
                    &format!("报表年度|{year}"),
                    &format!("填报单位|{name}"),
                    "代码|本年数",
                    &format!("XZ01|{residents}"),
                ];
                workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
            }
            let operations = if year == 2024 { 30 } else { 40 };
            let rows = [
                &format!("报表年度|{year}"),
                "填报单位|区卫健委",
                "代码|本年数",
                &format!("QJ11|{operations}"),
            ];
            workspace.sheet(&format!("{year}/区卫健委.xlsx"), &rows);
        }
        let results = workspace.results();
        let checked = &results.checked;
        let source =
            Source { catalogue: &checked.catalogue, registry: &checked.registry, values: &checked.values };
        let (ix, _) =
            checked.catalogue.indicators_ix().find(|(_, own)| own.id == "cataract-surgical-rate").unwrap();
        change(source, &results.assessments, ix, 2025).map(|own| (own.before.decimal(0), own.now.decimal(0)))
    };
    let both = Some(("3000".to_owned(), "4000".to_owned()));
    assert_eq!(at(&["6000", "4000"], &["6000", "4000"]), both);
    assert_eq!(at(&["6000"], &["6000", "4000"]), None);
    assert_eq!(at(&["6000", "4000"], &["6000"]), None);
}
