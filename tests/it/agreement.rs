//! Every assessment over generated districts agrees, in every column, with a second
//! calculation written from the contract alone (`reference.rs`).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use dabiao::assess::{Assessment, assess, splits};
use dabiao::catalogue::{self, Catalogue, ElementKind};
use dabiao::check::usable;
use dabiao::checked::Checked;
use dabiao::exact::Fraction;
use dabiao::figures::{Source, contributions};
use dabiao::formats::worker::Isolation;
use dabiao::forms::{self, Entry, Filling, Printer};
use dabiao::measure::Totals;
use dabiao::messages::{Lang, Messages};
use dabiao::model::{FacilityKind, Level, UnitIx};
use dabiao::registry::{Registry, Unit};
use dabiao::report::tables;
use dabiao::results::Results;
use dabiao::value::{DataValue, Key, Place, Value, Values};
use proptest::prelude::*;

use crate::districts::{each_district, some_districts};
use crate::reference::{self, Cell, Date, Facility, World};

/// A small generator, so that a district is a function of one number.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

fn date(date: Option<Date>) -> Option<NaiveDate> {
    date.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d))
}

pub(crate) fn registry(world: &World) -> Registry {
    let unit = |code: &str, level, parent| Unit {
        code: code.into(),
        name: code.into(),
        aliases: vec![],
        level,
        parent,
        kind: None,
        ownership: String::new(),
        regional_centre: false,
        opened: None,
        closed: None,
    };
    let mut units = vec![unit(&world.district, Level::District, None)];
    let mut at: BTreeMap<String, UnitIx> = BTreeMap::new();
    let mut add = |units: &mut Vec<Unit>, unit: Unit| {
        at.insert(unit.code.clone(), UnitIx(units.len() as u32));
        units.push(unit);
        at.clone()
    };
    let mut known = BTreeMap::new();
    for t in &world.townships {
        let row = unit(&t.code, Level::Township, Some(UnitIx(0)));
        known = add(&mut units, Unit { opened: date(t.opened), closed: date(t.closed), ..row });
    }
    for f in &world.facilities {
        let row = unit(&f.code, Level::Facility, Some(known[&f.township]));
        let row = Unit {
            kind: FacilityKind::from_word(&f.kind),
            ownership: f.ownership.clone(),
            regional_centre: f.regional_centre,
            opened: date(f.opened),
            closed: date(f.closed),
            ..row
        };
        known = add(&mut units, row);
    }
    for c in &world.clinics {
        let row = unit(&c.code, Level::Village, Some(known[&c.facility]));
        known = add(&mut units, Unit { opened: date(c.opened), closed: date(c.closed), ..row });
    }
    Registry::new(units, BTreeMap::new())
}

pub(crate) fn returned(world: &World, catalogue: &Catalogue, registry: &Registry) -> Vec<DataValue> {
    let mut list = Vec::new();
    for ((year, unit, id), cell) in &world.returned {
        let (id, entry) = match id.split_once('/') {
            Some((id, name)) => (id, reference::CENTRES.iter().position(|c| *c == name).unwrap()),
            None => (id.as_str(), 0),
        };
        let element = catalogue.element_by_id(id).unwrap();
        let value = match (cell, &catalogue.element(element).kind) {
            (Cell::Count(count), _) => Value::Count(*count),
            (Cell::Yes, _) => Value::YesNo(true),
            (Cell::No, _) => Value::YesNo(false),
            (Cell::NotApplicable, _) => Value::NotApplicable,
            (Cell::Choice(word), ElementKind::Choice(choices)) => {
                Value::Choice(choices.iter().position(|c| c == word).unwrap() as u8)
            }
            (Cell::Choice(_), _) => unreachable!("the generator gives choices to choices only"),
        };
        let place = Place { file: Arc::from("f"), sheet: Arc::from("s"), cell: None };
        let key = Key { year: *year, unit: registry.by_code(unit).unwrap(), element, entry: entry as u8 };
        list.push(DataValue { key, value, place, note: String::new() });
    }
    list
}

fn judge(catalogue: &Catalogue, registry: &Registry, list: Vec<DataValue>) -> Vec<Assessment> {
    let (values, _, _) = usable(catalogue, Values::new(list));
    let all = contributions(Source { catalogue, registry, values: &values }, 2025);
    assess(catalogue, registry, &Totals::new(registry, all).unwrap(), 2025).iter(catalogue).collect()
}

type Table = BTreeMap<[String; 4], Vec<String>>;

fn ours(catalogue: &Catalogue, registry: &Registry, all: &[Assessment]) -> Table {
    let mut table = Table::new();
    let of = tables::Books { catalogue, registry, messages: &Messages::new(Lang::Zh) };
    let lines = tables::assessment_lines(of, all).unwrap();
    for line in csv::ReaderBuilder::new().has_headers(false).from_reader(lines.as_slice()).into_records() {
        let cells: Vec<String> = line.unwrap().iter().map(str::to_owned).collect();
        let key = [cells[0].clone(), cells[2].clone(), cells[3].clone(), cells[4].clone()];
        let mut rest = cells.clone();
        rest.remove(5);
        // The second calculation knows one remark only.
        let last = rest.len() - 1;
        rest[last] = if rest[last].contains("above-range") { "above-range".into() } else { String::new() };
        assert!(table.insert(key, rest).is_none(), "a row twice: {cells:?}");
    }
    table
}

fn theirs(world: &World) -> Table {
    let indicators = include_str!("../reference/indicators.csv");
    let elements = include_str!("../reference/elements.csv");
    let text = |f: Option<reference::Frac>| f.map(|f| f.decimal10()).unwrap_or_default();
    let whole = |n: Option<i128>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut table = Table::new();
    for r in reference::assess(indicators, elements, world, 2025) {
        let key = [r.year.to_string(), r.indicator.clone(), r.level.clone(), r.unit.clone()];
        let cells = vec![
            r.year.to_string(),
            r.plan,
            r.indicator,
            r.level,
            r.unit,
            whole(r.numerator),
            whole(r.denominator),
            text(r.value),
            text(r.lower),
            text(r.upper),
            r.comparator,
            text(r.target),
            r.due.map(|d| d.to_string()).unwrap_or_default(),
            text(r.expected),
            r.status,
            r.provisional.to_string(),
            text(r.gap),
            whole(r.shortfall),
            r.reported.to_string(),
            r.due_to_report.to_string(),
            text(r.percent_of_change),
            r.note,
        ];
        assert!(table.insert(key, cells).is_none(), "a row twice");
    }
    table
}

#[test]
fn two_hundred_districts_agree_with_the_second_calculation_in_every_row_and_column() {
    let statuses = RefCell::new(BTreeMap::<String, usize>::new());
    each_district(200, |catalogue, own| {
        let world = own.world(catalogue);
        let registry = registry(&world);
        let rows = judge(catalogue, &registry, returned(&world, catalogue, &registry));
        let (ours, theirs) = (ours(catalogue, &registry, &rows), theirs(&world));
        for key in ours.keys().chain(theirs.keys()) {
            prop_assert_eq!(ours.get(key), theirs.get(key));
        }
        for row in &rows {
            *statuses.borrow_mut().entry(row.status().word().to_owned()).or_default() += 1;
        }
        Ok(())
    });
    // The districts reach every word, or agreement would mean little.
    assert_eq!(statuses.borrow().len(), 9, "{statuses:?}");
}

#[test]
fn districts_written_as_files_agree_with_the_second_calculation_too() {
    let catalogue = catalogue::load(None).unwrap();
    for (seed, own) in some_districts(12).enumerate() {
        let world = own.world(&catalogue);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &world, &catalogue, Path::to_owned);
        let checked = Checked::read(folder.path(), catalogue.clone(), Some(2025), &Isolation::None, |_| {
            Box::new(|| ())
        })
        .unwrap();
        // Figures at random look like nothing that was pasted into the wrong place.
        let displaced = ["columns-swapped", "block-slipped"];
        assert!(!checked.findings.iter().any(|found| displaced.contains(&found.rule.as_str())), "{seed}");
        let results = Results::judge(checked).unwrap();
        let (ours, theirs) = (
            ours(&catalogue, &results.checked.registry, &results.rows().collect::<Vec<_>>()),
            theirs(&world),
        );
        for key in ours.keys().chain(theirs.keys()) {
            assert_eq!(ours.get(key), theirs.get(key), "seed {seed}");
        }
    }
}

/// Writes a district as a workspace: its registry, and its returns on the program's forms.
fn write(root: &Path, world: &World, catalogue: &Catalogue, mut placed: impl FnMut(&Path) -> PathBuf) {
    let day = |date: Option<Date>| date.map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")).unwrap_or_default();
    let mut tables = [
        ("district.csv", format!("code,name\n{0},{0}\n", world.district)),
        ("townships.csv", "code,name,aliases,kind,opened,closed\n".to_owned()),
        (
            "facilities.csv",
            "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n".to_owned(),
        ),
        ("village_clinics.csv", "code,name,aliases,facility,opened,closed\n".to_owned()),
        ("calendar.csv", "year,due\n".to_owned()),
    ];
    for t in &world.townships {
        tables[1].1 += &format!("{0},{0},,镇,{1},{2}\n", t.code, day(t.opened), day(t.closed));
    }
    for f in &world.facilities {
        let centre = if f.regional_centre { "是" } else { "" };
        let (opened, closed) = (day(f.opened), day(f.closed));
        let Facility { code, kind, township, ownership, .. } = f;
        tables[2].1 += &format!("{code},{code},,{kind},{township},{ownership},{centre},{opened},{closed}\n");
    }
    for c in &world.clinics {
        let (opened, closed) = (day(c.opened), day(c.closed));
        tables[3].1 += &format!("{0},{0},,{1},{opened},{closed}\n", c.code, c.facility);
    }
    fs::create_dir_all(root.join("registry")).unwrap();
    fs::create_dir_all(root.join("returns")).unwrap();
    for (name, text) in tables {
        fs::write(root.join("registry").join(name), text).unwrap();
    }
    let registry = Registry::read(&root.join("registry")).unwrap();
    let messages = Messages::new(Lang::Zh);
    let last_year = Values::default();
    let printer = Printer { catalogue, registry: &registry, messages: &messages, last_year: &last_year };
    let mut answers: BTreeMap<Key, Entry> = BTreeMap::new();
    for value in returned(world, catalogue, &registry) {
        let shown = catalogue.shown(value.key.element, value.value);
        let entry = match value.value {
            Value::Count(count) => Entry::Number(count as f64),
            Value::YesNo(_) | Value::Choice(_) | Value::NotApplicable | Value::Masked => Entry::Text(shown),
        };
        answers.insert(value.key, entry);
    }
    for year in 2022..=2025 {
        for blank in forms::blanks(catalogue, &registry, year) {
            // A form carries what its own unit, or a clinic of it, answers in its year.
            let own = answers.iter().filter(|(key, _)| {
                key.year == year
                    && (key.unit == blank.unit || registry.unit(key.unit).parent == Some(blank.unit))
            });
            let filling =
                Filling { answers: own.map(|(k, e)| (*k, e.clone())).collect(), ..Filling::default() };
            let path = root.join("returns").join(year.to_string()).join(placed(&printer.path(&blank)));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, printer.workbook(&blank, &filling).unwrap()).unwrap();
        }
    }
}

#[test]
fn bounds_enclose_the_value_and_a_shortfall_is_enough_and_one_less_is_not() {
    each_district(30, |catalogue, own| {
        let world = own.world(catalogue);
        let registry = registry(&world);
        for row in judge(catalogue, &registry, returned(&world, catalogue, &registry)) {
            let Some(measured) = &row.measured else { continue };
            if let Some(value) = measured.value {
                prop_assert!(measured.lower <= value);
                if let dabiao::assess::Upper::At(upper) = measured.upper {
                    prop_assert!(value <= upper);
                }
            }
            let (Some(target), Some(shortfall)) = (row.target, row.shortfall) else { continue };
            if shortfall <= 0 {
                continue;
            }
            let indicator = catalogue.indicator(row.indicator);
            let per = if row.level == Level::District && indicator.judged != Level::District {
                100
            } else {
                indicator.per
            };
            let with = |added: i64| {
                let n = measured.numerator + added;
                let value = dabiao::exact::Fraction::new(n, measured.denominator.unwrap_or(1)).unwrap();
                dabiao::assess::satisfies(row.comparator, target.value, value.times(per))
            };
            // A cap may lie inside the step to the floor of a range.
            if !matches!(row.comparator, dabiao::catalogue::Comparator::Between { .. }) {
                prop_assert!(with(shortfall), "{row:?}");
            }
            prop_assert!(!with(shortfall - 1), "{row:?}");
        }
        Ok(())
    });
}

fn shuffle<T>(list: &mut [T], dice: &mut Dice) {
    for at in (1..list.len()).rev() {
        list.swap(at, dice.roll(at as u64 + 1) as usize);
    }
}

/// What is judged of a district that is written as files, and what is found, without the places.
fn read_back(world: &World, catalogue: &Catalogue, mut name: impl FnMut() -> String) -> (Table, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), world, catalogue, |path| Path::new(&name()).join(path));
    let checked =
        Checked::read(folder.path(), catalogue.clone(), Some(2025), &Isolation::None, |_| Box::new(|| ()))
            .unwrap();
    let unit = |found: &dabiao::finding::Finding| found.unit.map(|ix| checked.registry.unit(ix).code.clone());
    let line = |found: &dabiao::finding::Finding| {
        format!("{} {:?} {:?} {:?}", found.rule, found.year, unit(found), found.element)
    };
    let mut found: Vec<String> = checked.findings.iter().map(line).collect();
    found.sort();
    let results = Results::judge(checked).unwrap();
    let rows: Vec<Assessment> = results.rows().collect();
    (ours(catalogue, &results.checked.registry, &rows), found)
}

/// Files are read by their names and units are numbered as the registry lists them; neither tells.
#[test]
fn the_order_of_files_and_of_the_registry_never_matters() {
    let catalogue = catalogue::load(None).unwrap();
    for (seed, own) in some_districts(6).enumerate() {
        let world = own.world(&catalogue);
        let mut dice = Dice(seed as u64);
        let mut other = world.clone();
        shuffle(&mut other.townships, &mut dice);
        shuffle(&mut other.facilities, &mut dice);
        shuffle(&mut other.clinics, &mut dice);
        let plain = read_back(&world, &catalogue, || "a".to_owned());
        let mixed = read_back(&other, &catalogue, || format!("{:05}", dice.roll(100_000)));
        assert!(plain.0.len() > 500, "{}", plain.0.len());
        let differ: Vec<_> =
            plain.0.iter().filter(|(key, row)| mixed.0.get(*key) != Some(row)).take(3).collect();
        assert!(differ.is_empty() && plain.0.len() == mixed.0.len(), "seed {seed}: {differ:?}");
        let odd = plain.1.iter().zip(&mixed.1).find(|(one, other)| one != other);
        assert_eq!((odd, plain.1.len()), (None, mixed.1.len()), "seed {seed}");
    }
}

#[test]
fn the_parts_of_a_gap_add_up_and_the_closing_units_close_it_and_are_the_fewest() {
    each_district(25, |catalogue, own| {
        let world = own.world(catalogue);
        let registry = registry(&world);
        let (values, _, _) = usable(catalogue, Values::new(returned(&world, catalogue, &registry)));
        let all = contributions(Source { catalogue, registry: &registry, values: &values }, 2025);
        let totals = Totals::new(&registry, all).unwrap();
        let rows: Vec<Assessment> = assess(catalogue, &registry, &totals, 2025).iter(catalogue).collect();
        for (ix, indicator) in catalogue.indicators_ix() {
            for split in splits(catalogue, &registry, &totals, ix, 2024) {
                let district = rows
                    .iter()
                    .find(|row| row.year == 2024 && row.indicator == ix && row.level == Level::District);
                let brought: i64 = split.pieces.iter().map(|piece| piece.numerator).sum();
                let numerator = district.and_then(|row| row.measured).map(|measured| measured.numerator);
                let parts: Option<Vec<Fraction>> = split.pieces.iter().map(|piece| piece.part).collect();
                // The parts add up to the whole; of a count what the units have does.
                match &parts {
                    Some(parts) => {
                        let sum = parts.iter().fold(Fraction::whole(0), |sum, part| sum.plus(*part));
                        prop_assert_eq!(sum, split.whole, "{} {:?}", indicator.id, split.level);
                    }
                    None => prop_assert_eq!(brought, numerator.unwrap_or(brought), "{}", indicator.id),
                }
                // What has no bound to what one unit can add is closed by any of them.
                if split.closing.is_empty() && parts.is_none() {
                    continue;
                }
                let Some(shortfall) = district.and_then(|row| row.shortfall).filter(|s| *s >= 0) else {
                    continue;
                };
                let added: i64 = split.closing.iter().map(|(_, adds)| adds).sum();
                // A count of units cannot be larger than the units that there are.
                let most: i64 = split.pieces.iter().map(|piece| piece.must_add).sum();
                let shortfall = if parts.is_none() { shortfall.min(most) } else { shortfall };
                prop_assert_eq!(added, shortfall, "{}", indicator.id);
                let mut needs: Vec<i64> = split.pieces.iter().map(|piece| piece.must_add).collect();
                needs.sort_unstable_by(|a, b| b.cmp(a));
                let fewer: i64 = needs.iter().take(split.closing.len().saturating_sub(1)).sum();
                prop_assert!(shortfall == 0 || fewer < shortfall, "{}", indicator.id);
            }
        }
        Ok(())
    });
}

/// Baseline 2022 of 50 %, then two years; the target is 80 % by 2025.
fn outlook_of(values: [i64; 3]) -> dabiao::assess::Forecast {
    outlook_with(values, false)
}

/// The same, with returns missing in the last year or none.
fn outlook_with(values: [i64; 3], open: bool) -> dabiao::assess::Forecast {
    dabiao::assess::outlook(&three_years(values, open), 2022)
}

fn three_years(values: [i64; 3], open: bool) -> Vec<Assessment> {
    let catalogue = catalogue::load(None).unwrap();
    let world = some_districts(1).next().unwrap().world(&catalogue);
    let registry = registry(&world);
    let rows = judge(&catalogue, &registry, returned(&world, &catalogue, &registry));
    let any = rows.iter().find(|row| row.measured.is_some()).unwrap();
    (2022..=2024)
        .zip(values)
        .map(|(year, percent)| {
            let value = Fraction::whole(percent);
            let mut row = any.clone();
            row.year = year;
            row.comparator = dabiao::catalogue::Comparator::Ge;
            row.target =
                Some(dabiao::catalogue::Target { value: Fraction::whole(80), due: 2025, in_force: false });
            row.baseline = Some(Fraction::whole(values[0]));
            if let Some(measured) = &mut row.measured {
                measured.value = Some(value);
                measured.lower = value;
                measured.provisional = false;
                let more = if open && year == 2024 { Fraction::whole(90) } else { value };
                measured.upper = dabiao::assess::Upper::At(more);
            }
            row
        })
        .collect()
}

#[test]
fn the_outlook_is_the_ratio_of_pace_to_need() {
    use dabiao::assess::{Class, Forecast};
    // values of 2022 to 2024; pace a year, needed a year, value in 2025, class
    let cases = [
        // (70 − 50) ÷ 2 = 10; (80 − 70) ÷ 1 = 10; 70 + 10 = 80; ratio 1
        ([50, 60, 70], 10, 10, 80, Class::OnCourse),
        // (66 − 50) ÷ 2 = 8; 14; 74; ratio 4/7
        ([50, 60, 66], 8, 14, 74, Class::OffTrack),
        // (68 − 50) ÷ 2 = 9; 12; 77; ratio 3/4
        ([50, 60, 68], 9, 12, 77, Class::TooSlow),
        // (44 − 50) ÷ 2 = −3; 36; 41; ratio −1/12
        ([50, 47, 44], -3, 36, 41, Class::Worsening),
        // it stands still: 0 is off track and not worsening
        ([50, 50, 50], 0, 30, 50, Class::OffTrack),
    ];
    for (values, pace, needed, at_due, class) in cases {
        let Forecast::Made(outlook) = outlook_of(values) else { panic!("{values:?}") };
        let [pace, needed, at_due] = [pace, needed, at_due].map(Fraction::whole);
        assert_eq!((outlook.pace, outlook.needed, outlook.at_due), (pace, needed, at_due), "{values:?}");
        assert_eq!(outlook.class, class, "{values:?}");
    }
    assert_eq!(outlook_of([50, 60, 80]), Forecast::None, "what is met needs no forecast");
    assert_eq!(outlook_with([50, 60, 70], true), Forecast::Incomplete, "a least value is no fall");
    let two_years = &three_years([50, 60, 70], false)[1..];
    assert_eq!(dabiao::assess::outlook(two_years, 2022), Forecast::TooFewYears);
    // The rule of each class is at least its bound: 19/20 is on course, 3/5 only too slow.
    let ratio = |n, d| Class::of(Fraction::new(n, d).unwrap());
    assert_eq!(
        [ratio(19, 20), ratio(189, 200), ratio(3, 5), ratio(599, 1000), ratio(0, 1)],
        [Class::OnCourse, Class::TooSlow, Class::TooSlow, Class::OffTrack, Class::OffTrack]
    );
}
