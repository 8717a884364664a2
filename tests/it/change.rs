//! What moved since last year, over the units that returned it in both: worked out by hand.

use std::collections::BTreeMap;

use dabiao::assess::{Change, change, merit};
use dabiao::catalogue::{Catalogue, Comparator, load};
use dabiao::exact::Fraction;
use dabiao::figures::Source;
use dabiao::messages::{Lang, Messages};
use dabiao::privacy::publishable;
use dabiao::report::pages;
use dabiao::report::publish::Memory;
use dabiao::report::tables::write_compare;
use dabiao::results::Results;

use crate::reference::Frac;
use crate::sample::sample;
use crate::workspaces::Workspace;

/// Standard care and basic standard of the three facilities in two years; an empty cell is missing.
fn moved(id: &str, years: [[&str; 3]; 2]) -> Option<Change> {
    let results = returned(years).results();
    let checked = &results.checked;
    let source =
        Source { catalogue: &checked.catalogue, registry: &checked.registry, values: &checked.values };
    let (ix, _) = checked.catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
    change(source, &results.assessments, ix, 2025)
}

/// What the three facilities returned in two years; an empty cell is missing.
fn returned(years: [[&str; 3]; 2]) -> Workspace {
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
    workspace
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

/// Rows of a table, by the names of its columns.
type Rows = Vec<BTreeMap<String, String>>;

fn rows(bytes: &[u8]) -> Rows {
    let mut table = csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes));
    table.deserialize().map(Result::unwrap).collect()
}

/// What `compare.csv` says of an indicator, a line a row, without the years.
fn compared(results: &Results, id: &str) -> Vec<String> {
    let sink = Memory::default();
    write_compare(results, &Messages::new(Lang::En), &sink).unwrap();
    let [file] = sink.pages().try_into().unwrap_or_else(|_| panic!("one table"));
    let line = |row: &BTreeMap<String, String>| {
        let year: i32 = row["after"].parse().unwrap();
        assert_eq!((year, row["before"].as_str()), (results.checked.year, (year - 1).to_string().as_str()));
        let columns = ["unit", "value_before", "value_after", "units", "direction", "cause"];
        columns.map(|column| row[column].as_str()).join(" ").trim_end().to_owned()
    };
    rows(&file.bytes).iter().filter(|row| row["indicator"] == id).map(line).collect()
}

/// An indicator, what the three facilities returned in two years, and the lines of the table.
type Case<'a> = (&'a str, [[&'a str; 3]; 2], &'a [&'a str]);

#[test]
fn compare_csv_says_which_change_is_one() {
    let (half, most) = ("JG46=100 JG47=50", "JG46=100 JG47=90");
    let posts = |number: &str| format!("JG02=10000 {number}");
    let (few, inside, more, above, far) =
        (posts("JG04=9"), posts("JG04=12"), posts("JG04=14"), posts("JG04=19"), posts("JG04=30"));
    let cases: [Case<'_>; 9] = [
        // All returned both: the district, its townships, and each facility.
        (
            "diabetes-standardized",
            [[half, half, most], [most, half, half]],
            &[
                "320614 63.3333333333 63.3333333333 3 level",
                "320614101 50 70 2 better",
                "320614102 90 50 1 worse",
                "A1 50 90 1 better",
                "A2 50 50 1 level",
                "B1 90 50 1 worse",
            ],
        ),
        // The best does not return: 63.3 % fell to 50 %, and nobody fell.
        (
            "diabetes-standardized",
            [[half, half, most], [half, half, ""]],
            &[
                "320614 50 50 2 level missing",
                "320614101 50 50 2 level",
                "320614102   0 not-comparable missing",
                "A1 50 50 1 level",
                "A2 50 50 1 level",
                "B1   0 not-comparable missing",
            ],
        ),
        // A real fall stays one, though somebody is missing.
        (
            "diabetes-standardized",
            [[half, most, most], ["", "JG46=100 JG47=70", most]],
            &[
                "320614 90 80 2 worse",
                "320614101 90 70 1 worse",
                "320614102 90 90 1 level",
                "A1   0 not-comparable missing",
                "A2 90 70 1 worse",
                "B1 90 90 1 level",
            ],
        ),
        // Four times as many patients as last year look wrong; who stands beside them does not.
        (
            "diabetes-standardized",
            [[half, half, half], ["JG46=400 JG47=300", half, half]],
            &[
                "320614 50 66.6666666667 3 better suspect",
                "320614101 50 70 2 better suspect",
                "320614102 50 50 1 level",
                "A1 50 75 1 better suspect",
                "A2 50 50 1 level",
                "B1 50 50 1 level",
            ],
        ),
        // A suspect figure of a unit that is left out is nothing that the others rest on.
        (
            "diabetes-standardized",
            [[half, half, half], ["JG46=400 JG47=否", most, half]],
            &[
                "320614 50 70 2 better",
                "320614101 50 90 1 better",
                "320614102 50 50 1 level",
                "A1   0 not-comparable missing",
                "A2 50 90 1 better",
                "B1 50 50 1 level",
            ],
        ),
        // Nobody returned both years.
        (
            "diabetes-standardized",
            [["", half, ""], [half, "", half]],
            &[
                "320614   0 not-comparable missing",
                "320614101   0 not-comparable missing",
                "320614102   0 not-comparable missing",
                "A1   0 not-comparable missing",
                "A2   0 not-comparable missing",
                "B1   0 not-comparable missing",
            ],
        ),
        // Of a range from 11 to 18 nearer is better on both sides, and within it nothing is. The two
        // hospitals are held to it, and the district to their share: one of two, then both.
        (
            "posts-per-10k",
            [[&few, &inside, ""], [&inside, &more, ""]],
            &["320614 50 100 2 better", "A1 9 12 1 better", "A2 12 14 1 level"],
        ),
        (
            "posts-per-10k",
            [[&above, &far, ""], [&far, &above, ""]],
            &["320614 0 0 2 level", "A1 19 30 1 worse", "A2 30 19 1 better"],
        ),
        // Without a target nothing says which way is better.
        (
            "online-services",
            [["JG34=7", "JG34=7", "JG34=5"], ["JG34=7", "JG34=5", "JG34=5"]],
            &[
                "320614 66.6666666667 33.3333333333 3",
                "320614101 100 50 2",
                "320614102 0 0 1",
                "A1 100 100 1",
                "A2 100 0 1",
                "B1 0 0 1",
            ],
        ),
    ];
    for (id, years, lines) in cases {
        assert_eq!(compared(&returned(years).results(), id), lines, "{id} {years:?}");
    }
}

#[test]
fn of_a_cap_less_is_better_and_of_a_range_nearer() {
    let fraction = |number: i64| Fraction::whole(number);
    let range = |cap: Option<i64>| Comparator::Between { upper: fraction(15), cap: cap.map(fraction) };
    for (comparator, worse, better) in [
        (Comparator::Ge, 9, 12),
        (Comparator::Gt, 12, 30),
        (Comparator::Le, 12, 9),
        (Comparator::Lt, 30, 12),
        (range(Some(18)), 9, 10),
        (range(Some(18)), 10, 11),
        (range(Some(18)), 19, 18),
        (range(Some(18)), 30, 19),
        (range(None), 9, 10),
    ] {
        let merit = |value: i64| merit(comparator, Some(fraction(11)), fraction(value)).unwrap();
        assert!(merit(worse) < merit(better), "{comparator:?} {worse} {better}");
    }
    for (comparator, one, other) in
        [(range(Some(18)), 11, 18), (range(Some(18)), 12, 14), (range(None), 12, 30)]
    {
        let merit = |value: i64| merit(comparator, Some(fraction(11)), fraction(value)).unwrap();
        assert_eq!(merit(one), merit(other), "{comparator:?} {one} {other}");
    }
    assert_eq!(merit(Comparator::Monitor, None, fraction(1)), None);
    assert_eq!(merit(range(None), None, fraction(1)), None);
    // And the table goes by it.
    let mut catalogue = load(None).unwrap();
    for own in catalogue.indicators.iter_mut().filter(|own| own.id == "diabetes-standardized") {
        own.comparator = Comparator::Le;
    }
    let of = |catalogue: Catalogue, years| {
        compared(&returned(years).results_by(catalogue), "diabetes-standardized").swap_remove(0)
    };
    let (half, most) = ("JG46=100 JG47=50", "JG46=100 JG47=90");
    assert_eq!(of(catalogue.clone(), [[half; 3], [most; 3]]), "320614 50 90 3 worse");
    assert_eq!(of(catalogue, [[most; 3], [half; 3]]), "320614 90 50 3 better");
}

#[test]
fn what_cannot_be_compared_is_said_and_not_left_out() {
    // In the first year of the plans nothing is asked of the year before, whatever was returned for it.
    let workspace = Workspace::new();
    for year in [2021, 2022] {
        let rows =
            [&format!("报表年度|{year}"), "填报单位|三星镇卫生院", "代码|本年数", "JG46|100", "JG47|50"];
        workspace.sheet(&format!("{year}/三星镇卫生院.xlsx"), &rows);
    }
    let results = workspace.results();
    let first = compared(&results, "diabetes-standardized");
    assert_eq!(first[0], "320614    not-comparable");
    assert_eq!(first.len(), 6);
    // A row of the table for every assessment of the year, and a sum over years cannot fall.
    let results = sample(None);
    let sink = Memory::default();
    write_compare(&results, &Messages::new(Lang::En), &sink).unwrap();
    let table = rows(&sink.pages()[0].bytes);
    let key =
        |row: &BTreeMap<String, String>| ["indicator", "level", "unit"].map(|column| row[column].clone());
    let of_assessments = results.of_year().map(|row| {
        let checked = &results.checked;
        let id = checked.catalogue.indicator(row.indicator).id.clone();
        [id, row.level.word().to_owned(), checked.registry.unit(row.unit).code.clone()]
    });
    assert_eq!(table.iter().map(key).collect::<Vec<_>>(), of_assessments.collect::<Vec<_>>());
    let is_sum = |id: &str| {
        let (_, own) = results.checked.catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
        matches!(own.measure, dabiao::catalogue::Measure::Cumulative(_))
    };
    let sums: Vec<_> = table.iter().filter(|row| is_sum(&row["indicator"])).collect();
    assert!(!sums.is_empty());
    for row in sums {
        assert_eq!(
            ["value_before", "units", "direction", "cause"].map(|column| row[column].as_str()),
            ["", "", "not-comparable", ""]
        );
    }
}

#[test]
fn a_published_comparison_says_nothing_of_few_patients() {
    // Three of the first facility are left out, and with it the second, for their township's sum.
    let years = [
        ["JG50=3 JG51=3", "JG50=40 JG51=40", "JG50=50 JG51=50"],
        ["JG50=20 JG51=20", "JG50=40 JG51=30", "JG50=60 JG51=50"],
    ];
    let id = "tb-managed";
    assert_eq!(compared(&returned(years).results(), id)[3], "A1 100 100 1 level");
    let public = publishable(returned(years).results(), None);
    for line in compared(&public, id) {
        let expected = if line.starts_with("B1") || line.starts_with("320614102") {
            "100 83.3333333333 1 worse"
        } else {
            "   not-comparable masked"
        };
        let (_, rest) = line.split_once(' ').unwrap();
        assert_eq!(rest, expected, "{line}");
    }
}

/// The annual report lists what is worse than last year, the first page counts what moved which way.
#[test]
fn what_the_pages_say_of_last_year_stands_in_the_table() {
    let results = sample(None);
    let (catalogue, messages) = (&results.checked.catalogue, Messages::new(Lang::En));
    let files: BTreeMap<String, Vec<u8>> =
        pages::all(&results, &messages).unwrap().into_iter().map(|file| (file.name(), file.bytes)).collect();
    let page = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let table = rows(&files["data/compare.csv"]);
    let district: Vec<_> = table.iter().filter(|row| row["level"] == "district").collect();
    let annual = page("annual-report.html");
    let list = annual.split("worse than last year:").nth(1).unwrap().split(".</p>").next().unwrap();
    // What it is of has a semicolon of its own.
    let items: Vec<&str> = list.split(")").filter(|item| item.contains(", from ")).collect();
    for item in &items {
        let (name, moved) = item.split_once(", from ").unwrap();
        let name = name.trim().trim_start_matches(';').trim();
        let (_, own) = catalogue.indicators_ix().find(|(_, own)| own.name.en == name).unwrap();
        let row = district.iter().find(|row| row["indicator"] == own.id).unwrap();
        assert_eq!(row["direction"], "worse", "{item}");
        let (before, after) = moved.split_once(" to ").unwrap();
        for (said, column) in [(before, "value_before"), (after, "value_after")] {
            let said: String = said
                .trim()
                .chars()
                .filter(|own| *own != ',')
                .take_while(|own| own.is_ascii_digit() || *own == '.')
                .collect();
            let places = said.split_once('.').map_or(0, |(_, own)| own.len());
            let value: f64 = row[column].parse().unwrap();
            assert_eq!(format!("{value:.places$}"), said, "{item}");
        }
        if moved.contains("units that returned both years") {
            assert!(moved.contains(&format!("over the {} units", row["units"])), "{item}");
        }
    }
    assert!(!items.is_empty());
    let count = |word: &str| district.iter().filter(|row| row["direction"] == word).count();
    let (up, level, down) = (count("better"), count("level"), count("worse"));
    let said = format!(
        "Over the same units as last year {up} improved, {level} are level and {down} got worse; the other {} cannot be compared",
        district.len() - up - level - down
    );
    assert!(page("index.html").contains(&said), "{said}");
}

/// The comparison made again from `assessments.csv` and `units.csv` alone, in the plainest way.
#[test]
fn the_sample_is_compared_alike_by_a_second_calculation() {
    let results = sample(None);
    let files: BTreeMap<String, Vec<u8>> = pages::all(&results, &Messages::new(Lang::En))
        .unwrap()
        .into_iter()
        .map(|file| (file.name(), file.bytes))
        .collect();
    let year = results.checked.year.to_string();
    let last = (results.checked.year - 1).to_string();
    let units = rows(&files["data/units.csv"]);
    let parents: BTreeMap<&str, &str> = units
        .iter()
        .filter(|row| row["year"] == year)
        .map(|row| (row["unit"].as_str(), row["parent"].as_str()))
        .collect();
    let is_within = |unit: &str, above: &str| {
        std::iter::successors(Some(unit), |own| parents.get(own).copied()).any(|own| own == above)
    };
    let assessments = rows(&files["data/assessments.csv"]);
    let at = |year: &str, indicator: &str, level: &str| -> BTreeMap<String, &BTreeMap<String, String>> {
        let own = assessments
            .iter()
            .filter(|row| row["year"] == year && row["indicator"] == indicator && row["level"] == level);
        own.map(|row| (row["unit"].clone(), row)).collect()
    };
    let indicators = rows(&files["data/indicators.csv"]);
    let catalogue = &results.checked.catalogue;
    let is_sensitive = |id: &str| {
        let (_, own) = catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
        catalogue.inputs_of(own).iter().any(|element| catalogue.element(*element).sensitive)
    };
    let mut seen = 0;
    for row in rows(&files["data/compare.csv"]) {
        let own = indicators.iter().find(|own| own["indicator"] == row["indicator"]).unwrap();
        let is_share = row["level"] == "district" && own["judged"] != "district";
        let leaf = match own["units"].split(' ').next().unwrap() {
            _ if is_share => own["judged"].as_str(),
            "district" | "township" => own["units"].as_str(),
            "village_clinic" => "village",
            _ => "facility",
        };
        let now = at(&year, &row["indicator"], leaf);
        if own["measure"] == "cumulative" || !own["denominator_from"].is_empty() || now.is_empty() {
            continue;
        }
        let then = at(&last, &row["indicator"], leaf);
        let sensitive = is_sensitive(&row["indicator"]);
        let (mut sums, mut common, mut left_out) = ([(0, 0); 2], 0, 0);
        for (unit, now) in now.iter().filter(|(unit, _)| is_within(unit, &row["unit"])) {
            let Some(then) = then.get(unit) else { continue };
            if now["due_to_report"] == "0" || then["due_to_report"] == "0" {
                continue;
            }
            let both = [*then, *now];
            if both.iter().any(|own| own["reported"] != own["due_to_report"] || own["value"].is_empty()) {
                left_out += 1;
                continue;
            }
            common += 1;
            for (sum, own) in sums.iter_mut().zip(both) {
                let whole: i128 = own["denominator"].parse().unwrap_or(0);
                let part: i128 = own["numerator"].parse().unwrap();
                if is_share {
                    let per: i128 =
                        indicators.iter().find(|one| one["indicator"] == own["indicator"]).unwrap()["per"]
                            .parse()
                            .unwrap_or(1);
                    let value = if whole == 0 { Frac::whole(part) } else { Frac::new(part * per, whole) };
                    let target = Frac::parse(&now["target"]);
                    let is_met = match now["comparator"].as_str() {
                        "ge" => value >= target,
                        "gt" => value > target,
                        "between" => value >= target && !own["note"].contains("above-cap"),
                        other => panic!("{other}"),
                    };
                    *sum = (sum.0 + i128::from(is_met), sum.1 + 1);
                } else {
                    *sum = (sum.0 + part, sum.1 + whole);
                }
            }
        }
        if is_share
            && now
                .iter()
                .any(|(unit, now)| then.get(unit).is_some_and(|then| then["target"] != now["target"]))
        {
            assert_eq!(row["direction"], "not-comparable", "{row:?}");
            continue;
        }
        if common == 0 || sensitive && left_out > 0 {
            assert_eq!(row["direction"], "not-comparable", "{row:?}");
            continue;
        }
        let per = if is_share { 100 } else { own["per"].parse().unwrap_or(1) };
        let [before, after] = sums.map(|(part, whole)| {
            if whole == 0 { Frac::whole(part) } else { Frac::new(part * per, whole) }.decimal10()
        });
        assert_eq!([&row["value_before"], &row["value_after"]], [&before, &after], "{row:?}");
        assert_eq!(row["units"], common.to_string(), "{row:?}");
        seen += 1;
    }
    println!("{seen} rows compared again");
    assert!(seen > 1_000, "{seen}");
}
