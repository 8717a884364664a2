//! What the first page and the circular say, held against the table by a reading of their own: every
//! number in a sentence is one of the table's, and every “of which” adds up.

use std::cell::Cell;
use std::collections::BTreeMap;

use dabiao::catalogue::{Catalogue, Measure};
use dabiao::check::usable;
use dabiao::messages::{Lang, Messages};
use dabiao::model::Level;
use dabiao::report::pages;
use dabiao::results::Results;
use dabiao::value::Values;

use crate::agreement::{registry, returned};
use crate::districts::each_district;
use crate::pages::between;
use crate::workspaces::read_as;

/// A row of the table that a sentence can be about.
struct Row {
    level: String,
    unit: String,
    status: String,
    shortfall: Option<i64>,
    /// Of units that are counted those that have not returned; they may still have it.
    silent: i64,
}

impl Row {
    /// What is certainly missing.
    fn certain(&self) -> Option<i64> {
        self.shortfall.map(|size| if size > 0 { (size - self.silent).max(0) } else { size })
    }
}

fn table(catalogue: &Catalogue, text: &str, year: &str) -> BTreeMap<String, Vec<Row>> {
    let mut all: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for row in rows.records().map(Result::unwrap).filter(|row| &row[0] == year) {
        let (_, indicator) = catalogue.indicators_ix().find(|(_, one)| one.id == row[2]).unwrap();
        let number = |at: usize| row[at].parse::<i64>().unwrap();
        let counts = matches!(
            indicator.measure,
            Measure::Share(_) | Measure::Units(_) | Measure::Centres(_) | Measure::YesNo(_)
        );
        let is_share = &row[3] == "district" && indicator.judged != Level::District;
        let silent = if counts && !is_share { number(20) - number(19) } else { 0 };
        all.entry(row[2].to_owned()).or_default().push(Row {
            level: row[3].to_owned(),
            unit: row[4].to_owned(),
            status: row[15].to_owned(),
            shortfall: row[18].parse().ok(),
            silent,
        });
    }
    all
}

/// The numbers of a text, with their commas taken out.
fn numbers(text: &str) -> Vec<i64> {
    let plain: String = text.chars().filter(|one| *one != ',').collect();
    let digits = plain.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty());
    digits.map(|part| part.parse().unwrap()).collect()
}

fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for one in html.chars() {
        match one {
            '<' => inside = true,
            '>' => inside = false,
            one if !inside => text.push(one),
            _ => {}
        }
    }
    text
}

#[test]
fn every_number_that_the_first_page_says_is_one_of_the_table() {
    let (gaps, carried, standings) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let messages = Messages::new(Lang::Zh);
    each_district(200, |catalogue, own| {
        let world = own.world(catalogue);
        let units = registry(&world);
        let list = returned(&world, catalogue, &units);
        let (values, ..) = usable(catalogue, Values::new(list));
        let results =
            Results::judge(read_as(catalogue, units, values, (BTreeMap::new(), Vec::new()))).unwrap();
        let checked = &results.checked;
        let files = pages::all(&results, &messages).unwrap();
        let file = |name: &str| {
            let own = files.iter().find(|file| file.name() == name).unwrap();
            String::from_utf8(own.bytes.clone()).unwrap()
        };
        let table = table(catalogue, &file("data/assessments.csv"), &checked.year.to_string());
        let index = file("index.html");

        // The gaps: each target that is missed once, and what is to be done is the sum of what is short.
        let section = between(&index, "<section id=\"gaps\"", "</section>")[0];
        let mut listed: Vec<String> = Vec::new();
        for row in between(section, "<tr><th scope=\"row\">", "</tr>") {
            let id = between(row, "href=\"indicators/", ".html")[0].to_owned();
            let cells = between(row, "<td class=\"il\">", "</td>");
            let still = text_of(between(cells[0], "<b>", "</b>")[0]);
            let (_, indicator) = catalogue.indicators_ix().find(|(_, one)| one.id == id).unwrap();
            let rows = &table[&id];
            let own = |row: &&Row| row.level == indicator.judged.word();
            let sizes: Vec<i64> = rows.iter().filter(own).filter_map(Row::certain).collect();
            let short: i64 = sizes.iter().filter(|size| **size > 0).sum();
            let over: i64 = sizes.iter().filter(|size| **size < 0).sum();
            // Of yes and no there is no number to say.
            let counts = !matches!(indicator.measure, Measure::YesNo(_));
            for size in [short, -over].into_iter().filter(|size| counts && *size > 0) {
                assert!(numbers(&still).contains(&size), "{id}: {still} does not say {size}");
            }
            // Who carries it: what is named is a township's own sum, and the whole of a list is its sum.
            let who = text_of(between(row, "<td class=\"s il\">", "</td>")[0]);
            let mut by_township: BTreeMap<String, i64> = BTreeMap::new();
            let level =
                if indicator.judged == Level::District { "township" } else { indicator.judged.word() };
            for row in rows.iter().filter(|row| row.level == level) {
                let Some(size) = row.certain().filter(|size| *size > 0) else { continue };
                let unit = checked.registry.by_code(&row.unit).unwrap();
                let township = checked.registry.ancestor(unit, Level::Township).unwrap();
                *by_township.entry(checked.registry.unit(township).name.clone()).or_default() += size;
            }
            if let Some((_, names)) = who.split_once("其中") {
                let names = names.split('；').next().unwrap();
                // 三星镇、常乐镇各 1 名, or 三星镇 2 名、常乐镇 1 名.
                let each = names.split_once('各').map(|(_, size)| size);
                for part in names.split('、') {
                    let (name, size) = part.trim().split_once([' ', '各']).unwrap_or((part.trim(), ""));
                    let size = each.unwrap_or(size);
                    assert_eq!(by_township.get(name), numbers(size).first(), "{id}: {who}");
                    carried.set(carried.get() + 1);
                }
                if let Some((_, sum)) = who.split_once("合计 ") {
                    let sum = numbers(sum.split('，').next().unwrap())[0];
                    assert_eq!(sum, by_township.values().sum::<i64>(), "{id}: {who}");
                }
            }
            gaps.set(gaps.get() + 1);
            listed.push(id);
        }
        for (id, rows) in &table {
            let district = rows.iter().find(|row| row.level == "district").unwrap();
            let missed = ["not-met", "behind"].contains(&district.status.as_str());
            let times = listed.iter().filter(|own| *own == id).count();
            let known = rows.iter().any(|row| row.certain().is_some_and(|size| size != 0));
            assert!(times == usize::from(missed) || missed && !known, "{id} is listed {times} times");
        }

        // The townships: what is short, open and met adds up to what is judged in each.
        let section = between(&index, "<table class=\"bars\">", "</table>")[0];
        for row in between(section, "<tr><th scope=\"row\">", "</tr>") {
            let code = between(row, "townships/", ".html")[0];
            let shown: Vec<usize> = between(row, "<td class=\"r\">", "</td>")
                .iter()
                .map(|cell| numbers(&text_of(cell))[0] as usize)
                .collect();
            let township = checked.registry.by_code(code).unwrap();
            let mut counted = [0; 3];
            for (id, rows) in &table {
                let (_, indicator) = catalogue.indicators_ix().find(|(_, one)| one.id == *id).unwrap();
                if indicator.judged == Level::District {
                    continue;
                }
                let own = rows.iter().filter(|row| {
                    row.level == indicator.judged.word()
                        && checked.registry.is_within(checked.registry.by_code(&row.unit).unwrap(), township)
                });
                let at = own.filter_map(|row| match row.status.as_str() {
                    "not-met" | "behind" => Some(0),
                    "undetermined" | "no-data" | "in-progress" => Some(1),
                    "on-track" | "met" => Some(2),
                    _ => None,
                });
                if let Some(at) = at.min() {
                    counted[at] += 1;
                }
            }
            assert_eq!(shown, counted, "{code}");
            standings.set(standings.get() + 1);
        }

        // The circular says as many gaps as the first page.
        let annual = file("annual-report.html");
        assert!(
            annual.matches("还需").count() + annual.matches("需减少").count() >= listed.len(),
            "{}",
            listed.len()
        );
        Ok(())
    });
    assert!(
        gaps.get() > 1_000 && carried.get() > 1_000 && standings.get() > 400,
        "{gaps:?} {carried:?} {standings:?}"
    );
}
