//! What would change if, and what did change between two reports.

use std::fs;

use proptest::prelude::*;

use dabiao::assess::Status;
use dabiao::catalogue::{self, Catalogue};
use dabiao::check::usable;
use dabiao::diff::{self, Cause, Diff, Report};
use dabiao::messages::{Lang, Messages};
use dabiao::model::Level;
use dabiao::report::{pages, publish};
use dabiao::results::Results;
use dabiao::value::{DataValue, Value, Values};
use dabiao::what_if;

use crate::agreement::{registry, returned};
use crate::districts::{Drawn, each_district};
use crate::workspaces::{read_as, staffed};

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
    assert!(changed.get() > 20, "{} assessments changed", changed.get());
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
