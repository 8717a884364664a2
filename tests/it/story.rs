//! What changed, as a story: held to the tables of the two reports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dabiao::diff::{self, Report};
use dabiao::messages::{Lang, Messages};
use dabiao::report::story::Story;
use dabiao::report::view::View;
use dabiao::report::{changes, pages, publish};
use dabiao::what_if;

use crate::sample::sample;

/// The reports of two years of the sample.
fn reports(folder: &Path) -> [Report; 2] {
    [2024, 2025].map(|year| {
        let to = folder.join(year.to_string());
        let messages = Messages::new(Lang::Zh);
        publish::write(&to, &pages::all(&sample(Some(year)), &messages).unwrap()).unwrap();
        Report::read(&to).unwrap()
    })
}

fn story(old: &Report, new: &Report) -> Story {
    let diff = diff::diff(old, new);
    changes::of_diff(old, new, ("a", "b"), &diff, &Messages::new(Lang::Zh)).story
}

/// The lines of a group by the beginning of its heading.
fn names<'a>(story: &'a Story, heading: &str) -> BTreeSet<&'a str> {
    let digit = |c: char| c.is_ascii_digit();
    let own = story.district.iter().filter(|group| group.heading.split(digit).next() == Some(heading));
    own.flat_map(|group| &group.lines).map(|line| line.name.as_str()).collect()
}

#[test]
fn two_years_are_compared_over_the_same_units() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = reports(folder.path());
    let story = story(&old, &new);
    let text = std::fs::read_to_string(folder.path().join("2025/data/compare.csv")).unwrap();
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = table.records().map(Result::unwrap).filter(|row| &row[1] == "district");
    let rows: BTreeMap<String, csv::StringRecord> =
        rows.map(|row| (new.indicators[&row[0]].name.clone(), row)).collect();
    let of = |direction: &str, is_suspect: bool| -> BTreeSet<&str> {
        let own = rows.iter().filter(|(_, row)| &row[8] == direction && (&row[9] == "suspect") == is_suspect);
        own.map(|(name, _)| name.as_str()).collect()
    };
    assert_eq!(names(&story, "变差"), of("worse", false));
    assert_eq!(names(&story, "变差但所据的数存疑"), of("worse", true));
    assert_eq!(names(&story, "变差").iter().copied().collect::<Vec<_>>(), ["7岁以下儿童健康管理率"]);
    let better: BTreeSet<&str> = of("better", false).union(&of("better", true)).copied().collect();
    let told: BTreeSet<&str> =
        ["变好", "变好并新达标"].iter().flat_map(|heading| names(&story, heading)).collect();
    assert!(told.is_subset(&better) && told.len() + 10 > better.len(), "{told:?} {better:?}");
    // What falls only since returns are missing is no fall, and says so.
    let missing = names(&story, "看似变差、实为缺报");
    assert!(missing.contains("建成社区医院的机构占比") && missing.len() >= 3, "{missing:?}");
    assert!(missing.iter().all(|name| &rows[*name][9] == "missing" && &rows[*name][8] != "worse"));
    // Worst first, and only that unfolded; every unit is folded, and nothing is said of what is followed.
    assert!(story.district[0].heading.starts_with("变差1项") && story.district[0].is_open);
    assert!(story.units.len() > 30 && story.units.iter().all(|unit| !unit.is_open));
}

#[test]
fn a_report_compared_with_itself_has_nothing_to_tell() {
    let folder = tempfile::tempdir().unwrap();
    let [_, new] = reports(folder.path());
    let story = story(&new, &new);
    assert!(story.district.is_empty() && story.units.is_empty() && story.others.is_empty());
    assert_eq!(story.lead, "全区级指标没有变化。");
}

#[test]
fn a_supposition_is_told_in_words() {
    let results = sample(Some(2025));
    let messages = Messages::new(Lang::Zh);
    let (after, supposed) =
        what_if::suppose(&results, &["海门街道/twp.health_lecturers=+1".to_owned()]).unwrap();
    let (was, is) = (View::new(&results, &messages), View::new(&after, &messages));
    let changes = changes::of_what_if(&was, &is, &what_if::differences(&results, &after), &supposed);
    assert!(
        changes.intro.contains("海门街道") && changes.intro.contains("健康科普讲师"),
        "{}",
        changes.intro
    );
    for page in changes.pages(2025, "", &messages).unwrap() {
        let text = String::from_utf8(page.bytes.clone()).unwrap();
        assert!(!page.name().ends_with(".html") || !text.contains("twp."), "{}", page.name());
    }
}
