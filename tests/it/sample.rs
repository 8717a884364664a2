//! The sample workspace: a whole district, with just the mistakes that were planted.

use std::collections::BTreeMap;
use std::path::Path;

use dabiao::assess::Status;
use dabiao::catalogue;
use dabiao::checked::Checked;
use dabiao::formats::worker::Isolation;
use dabiao::model::Level;
use dabiao::results::Results;
use dabiao::value::Value;

use crate::workspaces::assert_accounted;

pub(crate) fn sample(year: Option<i32>) -> Results {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let catalogue = catalogue::load(None).unwrap();
    Results::judge(Checked::read(&root, catalogue, year, &Isolation::None, |_| Box::new(|| ())).unwrap())
        .unwrap()
}

#[test]
fn the_findings_are_exactly_those_that_were_planted() {
    let results = sample(None);
    let checked = &results.checked;
    let mut found: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| {
            let unit = finding.unit.map(|ix| checked.registry.unit(ix).code.clone()).unwrap_or_default();
            let element =
                finding.element.map(|ix| checked.catalogue.element(ix).id.clone()).unwrap_or_default();
            format!("{},{},{unit},{element}", finding.rule, finding.year.unwrap_or_default())
        })
        .collect();
    found.sort();
    let planted: Vec<&str> = include_str!("../sample/planted.csv").lines().skip(1).collect();
    assert_eq!(found, planted);
    assert_accounted(checked);
}

#[test]
fn it_is_the_district_with_every_status_somewhere() {
    let results = sample(None);
    let registry = &results.checked.registry;
    let count = |level| registry.units().filter(|(_, unit)| unit.level == level).count();
    assert_eq!(count(Level::Township), 12);
    assert!(count(Level::Facility) >= 24);
    assert!((265..=294).contains(&count(Level::Village)));
    let element = results.checked.catalogue.element_by_id("twp.resident_population").unwrap();
    let of_2022 = results.checked.values.iter().filter(|v| v.key.year == 2022 && v.key.element == element);
    let people: i64 = of_2022
        .map(|value| match value.value {
            Value::Count(count) => count,
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(people, 991_782);
    let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
    for row in results.rows() {
        *statuses.entry(row.status().word()).or_default() += 1;
    }
    assert_eq!(statuses.len(), Status::ALL.len(), "{statuses:?}");
}
