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
        // A share of the facilities: one that does not answer has not lost the standard.
        (
            "basic-standard-facilities",
            [["JG15=是", "JG15=是", "JG15=否"], ["JG15=是", "", "JG15=否"]],
            of("50", "50", 2, 1),
        ),
    ] {
        assert_eq!(moved(id, years), is, "{id} {years:?}");
    }
}
