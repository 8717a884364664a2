//! What a published report gives away. An attacker is granted everything: all tables of one
//! edition or two, the program itself, and which returns changed in between. A count of a few
//! patients is safe if five values of it make the program publish the same to the last byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dabiao::catalogue::{self, Catalogue, Indicator};
use dabiao::messages::{Lang, Messages};
use dabiao::model::{Level, UnitIx};
use dabiao::privacy::{Edition, FEWEST, publishable};
use dabiao::registry::Registry;
use dabiao::report::publish::Memory;
use dabiao::report::tables;
use dabiao::results::Results;
use dabiao::value::{DataValue, Key, Place, Value, Values};

use crate::agreement::Dice;
use crate::workspaces::{Workspace, read_as};

/// The counts of a district, by unit and element.
type World = BTreeMap<(UnitIx, &'static str), i64>;

/// Each sensitive element with its whole.
const TUBERCULOSIS: [&[&str]; 2] =
    [&["fac.tb_patients", "fac.tb_patients_managed"], &["fac.tb_treated", "fac.tb_regular_medication"]];
const DISORDERS: &[&str] = &[
    "twp.smd_registered",
    "twp.smd_standardized",
    "twp.smd_regular_medication",
    "twp.smd_face_visited",
    "twp.smd_examined",
];

/// All topics, the whole first.
fn topics(level: Level) -> Vec<&'static [&'static str]> {
    match level {
        Level::Facility => TUBERCULOSIS.to_vec(),
        Level::Township => vec![DISORDERS],
        Level::District | Level::Village => Vec::new(),
    }
}

struct District {
    catalogue: Catalogue,
    registry: Registry,
}

impl District {
    fn new(dice: &mut Dice, catalogue: &Catalogue) -> Self {
        let workspace = Workspace::new();
        let mut townships = "code,name,aliases,kind,opened,closed\n".to_owned();
        let mut facilities =
            "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n".to_owned();
        for t in 0..1 + dice.roll(8) {
            townships += &format!("T{t},T{t},,镇,,\n");
            for f in 0..dice.roll(5) {
                facilities += &format!("T{t}F{f},T{t}F{f},,township_hospital,T{t},政府办,,,\n");
            }
        }
        workspace.registry("townships.csv", &townships);
        workspace.registry("facilities.csv", &facilities);
        workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
        let registry = Registry::read(&workspace.path().join("registry")).unwrap();
        Self { catalogue: catalogue.clone(), registry }
    }

    fn world(&self, dice: &mut Dice) -> World {
        let mut world = World::new();
        for (unit, row) in self.registry.units() {
            if row.level == Level::Township {
                world.insert((unit, "twp.resident_population"), 800 + 4_000 * dice.roll(9) as i64);
            }
            for topic in topics(row.level) {
                let whole = [0, 1, 3, 4, 5, 6, 9, 17, 40, 210][dice.roll(10) as usize];
                if dice.roll(12) == 0 {
                    continue;
                }
                for element in topic.iter() {
                    let part = whole - [0, 0, 1, 2, 6, whole][dice.roll(6) as usize];
                    let count = if *element == topic[0] { whole } else { part.max(0) };
                    if dice.roll(25) > 0 {
                        world.insert((unit, *element), count);
                    }
                }
            }
        }
        world
    }

    fn key(&self, year: i32, unit: UnitIx, element: &str) -> Key {
        let (element, _) = self.catalogue.elements_ix().find(|(_, own)| own.id == element).unwrap();
        Key { year, unit, element, entry: 0 }
    }

    /// The tables that are published of a world, by name.
    fn published(&self, world: &World, earlier: Option<&Edition>) -> BTreeMap<String, Vec<u8>> {
        self.published_of(&[(2025, world)], earlier)
    }

    /// The tables that are published of the worlds of some years, by name.
    fn published_of(&self, years: &[(i32, &World)], earlier: Option<&Edition>) -> BTreeMap<String, Vec<u8>> {
        let of_year = |(year, world): &(i32, &World)| -> Vec<DataValue> {
            let value = |((unit, element), count): (&(UnitIx, &str), &i64)| DataValue {
                key: self.key(*year, *unit, element),
                value: Value::Count(*count),
                place: Place::default(),
                note: String::new(),
            };
            world.iter().map(value).collect()
        };
        let values = Values::new(years.iter().flat_map(of_year).collect());
        let checked = read_as(&self.catalogue, self.registry.clone(), values, Default::default());
        let public = publishable(Results::judge(checked).unwrap(), earlier);
        let sink = Memory::default();
        let messages = Messages::new(Lang::Zh);
        tables::write_values(&public.checked, &messages, &sink).unwrap();
        tables::write_assessments(&public, &messages, &sink).unwrap();
        tables::write_contributions(&public, &messages, &sink).unwrap();
        tables::write_compare(&public, &messages, &sink).unwrap();
        sink.pages().into_iter().map(|page| (page.name(), page.bytes)).collect()
    }

    fn edition(&self, tables: &BTreeMap<String, Vec<u8>>) -> Edition {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in tables {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Edition::read(Path::new(folder.path())).unwrap()
    }

    /// The cells of a year that a publication leaves out.
    fn masked(
        &self,
        tables: &BTreeMap<String, Vec<u8>>,
        year: i32,
        world: &World,
    ) -> BTreeSet<(UnitIx, &'static str)> {
        let text = String::from_utf8_lossy(&tables["data/values.csv"]).into_owned();
        let is_out = |(unit, element): &&(UnitIx, &'static str)| {
            text.contains(&format!(",{element},***,"))
                && text.lines().any(|line| {
                    let cells: Vec<&str> = line.split(',').collect();
                    let (code, year) = (&self.registry.unit(*unit).code, year.to_string());
                    cells.get(..5).is_some_and(|own| {
                        own[0] == year && own[1] == code && own[3] == *element && own[4] == "***"
                    })
                })
        };
        world.keys().filter(is_out).copied().collect()
    }

    /// A world that differs from another in what is left out only: a count is set to another one, what
    /// it is a part or a whole of goes with it, and what is too many is taken from other units.
    fn another(
        &self,
        dice: &mut Dice,
        world: &World,
        out: &BTreeSet<(UnitIx, &'static str)>,
        ((unit, element), count): ((UnitIx, &'static str), i64),
    ) -> Option<World> {
        let level = self.registry.unit(unit).level;
        let topic = topics(level).into_iter().find(|own| own.contains(&element))?;
        let mut other = world.clone();
        self.set(dice, &mut other, topic, (unit, element), count);
        if dice.roll(3) == 0 {
            let beside = topic[dice.roll(topic.len() as u64) as usize];
            if let Some(own) = other.get_mut(&(unit, beside)).filter(|_| beside != element) {
                *own = 1 + dice.roll(4) as i64;
            }
        }
        let units: Vec<UnitIx> = out
            .iter()
            .filter(|(own, about)| *own != unit && topic.contains(about))
            .map(|(own, _)| *own)
            .collect();
        let near: Vec<UnitIx> = units
            .iter()
            .copied()
            .filter(|own| self.registry.unit(*own).parent == self.registry.unit(unit).parent)
            .collect();
        let from = if near.is_empty() || dice.roll(3) == 0 { &units } else { &near };
        if !from.is_empty() && dice.roll(8) > 0 {
            // In one piece or in two.
            let picked = [0, 1].map(|_| from[dice.roll(from.len() as u64) as usize]);
            for element in topic {
                let Some(moved) = other.get(&(unit, *element)).zip(world.get(&(unit, element))) else {
                    continue;
                };
                let by = moved.0 - moved.1;
                let first = if dice.roll(2) == 0 { by } else { by / 2 };
                for (to, by) in picked.into_iter().zip([first, by - first]) {
                    if let Some(own) = other.get_mut(&(to, *element)) {
                        *own -= by;
                    }
                }
            }
        }
        // Another one makes that something is left out at all.
        if units.len() > 1 && dice.roll(2) == 0 {
            let picked = [0, 1].map(|_| units[dice.roll(units.len() as u64) as usize]);
            let element = topic[dice.roll(topic.len() as u64) as usize];
            let small = dice.roll(6) as i64;
            if let Some(own) = other.get(&(picked[0], element)).copied() {
                self.set(dice, &mut other, topic, (picked[0], element), small);
                let moves = dice.roll(3) > 0;
                if let Some(to) = other.get_mut(&(picked[1], element)).filter(|_| moves) {
                    *to += own - small;
                }
            }
        }
        // Where no sum binds them the others can be anything, and turn a share the other way.
        if level == Level::Township && !units.is_empty() && dice.roll(2) == 0 {
            let to = units[dice.roll(units.len() as u64) as usize];
            let count = dice.roll(60) as i64;
            self.set(dice, &mut other, topic, (to, topic[0]), count);
        }
        holds(&self.registry, &other).then_some(other)
    }

    /// Sets a count of a unit, and what it is a part or a whole of to what fits.
    fn set(
        &self,
        dice: &mut Dice,
        world: &mut World,
        topic: &'static [&'static str],
        (unit, element): (UnitIx, &'static str),
        count: i64,
    ) {
        let whole = world.get(&(unit, topic[0])).copied();
        let is_whole = element == topic[0];
        let new = match whole {
            Some(whole) if is_whole || count > whole || dice.roll(3) == 0 => {
                let rest = whole - world.get(&(unit, element)).copied().unwrap_or(whole);
                Some((whole, if is_whole { count } else { count + [rest, 0, 1][dice.roll(3) as usize] }))
            }
            Some(_) | None => None,
        };
        if let Some((old, new)) = new {
            // As far as can be whatever satisfies a target goes on to, and the other way round.
            let keeps = dice.roll(2) == 0;
            let short = 1 + dice.roll(topic.len() as u64) as usize;
            for (at, part) in (1..).zip(&topic[1..]) {
                let Some(own) = world.get_mut(&(unit, *part)) else { continue };
                if keeps {
                    let full = if at == short { new - 1 } else { new };
                    *own = match (*own * 10 > old * 9, *own * 10 > old * 8) {
                        (true, _) => full,
                        (false, true) => (new * 17 + 19) / 20,
                        (false, false) => (at == short).into(),
                    };
                    continue;
                }
                *own = match dice.roll(6) {
                    0 => new,
                    1 => new - 1,
                    2 => (*own).min(new),
                    3 if old > 0 => *own * new / old,
                    4 if old > 0 => (*own * new + old - 1) / old,
                    _ => new - (old - *own),
                }
                .max(0);
            }
            world.insert((unit, topic[0]), new);
        }
        world.insert((unit, element), count);
    }
}

/// The plans with what is about sensitive figures only, which are judged the faster for it.
fn plans() -> Catalogue {
    let mut catalogue = catalogue::load(None).unwrap();
    let is_sensitive = |own: &Indicator| {
        catalogue.elements_of(&own.measure).iter().any(|element| catalogue.element(*element).sensitive)
    };
    let kept: Vec<Indicator> = catalogue.indicators.iter().filter(|own| is_sensitive(own)).cloned().collect();
    assert_eq!(kept.len(), 7);
    catalogue.indicators = kept;
    catalogue
}

/// Whether no count is below 0 or above its whole.
fn holds(registry: &Registry, world: &World) -> bool {
    world.iter().all(|((unit, element), count)| {
        let topic = topics(registry.unit(*unit).level).into_iter().find(|own| own.contains(element));
        let whole = topic.and_then(|topic| world.get(&(*unit, topic[0])));
        *count >= 0 && whole.is_none_or(|whole| count <= whole)
    })
}

/// What an attack found: small counts, and those of them with fewer than five values.
#[derive(Default, Debug)]
struct Tally {
    small: usize,
    found: Vec<String>,
    shown: usize,
}

impl Tally {
    /// The search draws lots: of a hundred counts it may miss the fifth value of one.
    fn is_safe(&self) -> bool {
        self.found.len() * 100 <= self.small
    }
}

/// Tries other worlds until every small count that is left out has had five values.
fn attack(
    dice: &mut Dice,
    district: &District,
    world: &World,
    same: impl Fn(&World) -> bool,
    out: &BTreeSet<(UnitIx, &'static str)>,
    tally: &mut Tally,
) {
    const TRIES: usize = 1_000;
    const COUNTS: [i64; 18] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 20, 25, 30, 41, 55];
    let small: Vec<_> = out.iter().filter(|cell| (1..FEWEST).contains(&world[*cell])).copied().collect();
    let mut values: BTreeMap<(UnitIx, &'static str), BTreeSet<i64>> =
        small.iter().map(|cell| (*cell, [world[cell]].into())).collect();
    tally.small += small.len();
    for cell in small {
        // The two of a sum in each other's place.
        let others = out.iter().filter(|other| other.1 == cell.1 && other.0 != cell.0);
        let turned: Vec<i64> =
            others.flat_map(|other| [1, 2].map(|n| world[other] + world[&cell] - n)).collect();
        for count in COUNTS.into_iter().chain(turned) {
            for _ in 0..TRIES {
                if values[&cell].len() >= 5 || values[&cell].contains(&count) {
                    break;
                }
                let other = district.another(dice, world, out, (cell, count));
                if let Some(other) = other.filter(|other| same(other)) {
                    for (cell, own) in &mut values {
                        own.insert(other[cell]);
                    }
                }
            }
        }
    }
    for ((unit, element), own) in values.iter().filter(|(_, own)| own.len() < 5) {
        tally.found.push(format!("{} {element}: {own:?}", district.registry.unit(*unit).code));
    }
}

/// No small count is shown, of a unit or of a township's sum, nor what is left of its whole.
fn no_small_count(tables: &BTreeMap<String, Vec<u8>>) {
    let text = String::from_utf8_lossy(&tables["data/assessments.csv"]).into_owned();
    for line in text.lines().filter(|line| line.contains(",tb-") || line.contains(",smd-")) {
        let cells: Vec<&str> = line.split(',').collect();
        let is_rate = !line.contains("smd-prevalence") && !line.contains("tb-screened");
        if cells[3] == "district" || !is_rate || cells[6].is_empty() {
            continue;
        }
        let (part, whole): (i64, i64) = (cells[6].parse().unwrap(), cells[7].parse().unwrap());
        for count in [part, whole, whole - part] {
            assert!(!(1..=5).contains(&count), "{line}");
        }
    }
}

#[test]
fn no_small_count_can_be_had_from_one_edition() {
    let catalogue = plans();
    let (mut dice, mut tally) = (Dice(17), Tally::default());
    for _ in 0..districts() {
        let district = District::new(&mut dice, &catalogue);
        let world = district.world(&mut dice);
        let tables = district.published(&world, None);
        no_small_count(&tables);
        let out = district.masked(&tables, 2025, &world);
        tally.shown += world.len() - out.len();
        attack(
            &mut dice,
            &district,
            &world,
            |other| district.published(other, None) == tables,
            &out,
            &mut tally,
        );
    }
    println!("{} small counts left out, {} cells shown", tally.small, tally.shown);
    assert!(tally.small > districts() && tally.shown > districts(), "{tally:?}");
    assert!(tally.is_safe(), "{:#?}", tally.found);
}

#[test]
fn no_small_count_can_be_had_from_two_years() {
    let catalogue = plans();
    let (mut dice, mut tally) = (Dice(19), Tally::default());
    let mut compared = 0;
    // Each is attacked twice, with twice the tables.
    let attacked = 1 + districts() / 4;
    for _ in 0..attacked {
        let district = District::new(&mut dice, &catalogue);
        // Most counts of the second year are close to those of the first.
        let before = district.world(&mut dice);
        let mut now = before.clone();
        for (cell, count) in district.world(&mut dice) {
            if dice.roll(3) == 0 {
                now.insert(cell, count);
            }
        }
        if !holds(&district.registry, &now) {
            now = district.world(&mut dice);
        }
        let published =
            |before: &World, now: &World| district.published_of(&[(2024, before), (2025, now)], None);
        let tables = published(&before, &now);
        no_small_count(&tables);
        let changes = String::from_utf8_lossy(&tables["data/compare.csv"]).into_owned();
        let is_told = |line: &&str| [",better,", ",worse,", ",level,"].iter().any(|way| line.contains(way));
        compared += changes.lines().filter(is_told).count();
        let out = district.masked(&tables, 2025, &now);
        attack(&mut dice, &district, &now, |other| published(&before, other) == tables, &out, &mut tally);
        let out = district.masked(&tables, 2024, &before);
        attack(&mut dice, &district, &before, |other| published(other, &now) == tables, &out, &mut tally);
    }
    println!("{} small counts left out, {compared} changes told", tally.small);
    assert!(tally.small > attacked && compared > 0, "{compared} {tally:?}");
    assert!(tally.is_safe(), "{:#?}", tally.found);
}

#[test]
fn no_small_count_can_be_had_from_two_editions() {
    let catalogue = plans();
    let (mut dice, mut tally) = (Dice(18), Tally::default());
    for _ in 0..districts() {
        let district = District::new(&mut dice, &catalogue);
        let last = district.world(&mut dice);
        // First some had not returned, and some had returned another figure.
        let mut first = last.clone();
        for cell in last.keys() {
            match dice.roll(12) {
                0 => drop(first.remove(cell)),
                1 => {
                    first.insert(*cell, dice.roll(30) as i64);
                }
                _ => {}
            }
        }
        // A part above its whole is no figure.
        let wholes = first.clone();
        first.retain(|(unit, element), count| {
            let topic =
                topics(district.registry.unit(*unit).level).into_iter().find(|own| own.contains(element));
            let whole = topic.and_then(|topic| wholes.get(&(*unit, topic[0])));
            whole.is_none_or(|whole| *count <= *whole)
        });
        let before = district.published(&first, None);
        let edition = district.edition(&before);
        let tables = district.published(&last, Some(&edition));
        no_small_count(&tables);
        let out = district.masked(&tables, 2025, &last);
        let masked_before = district.masked(&before, 2025, &first);
        for cell in &masked_before {
            assert!(!last.contains_key(cell) || out.contains(cell), "what was left out stays out");
        }
        // Who did not change is the same in both editions, and everybody knows who that is.
        let changed: BTreeSet<_> = last.keys().filter(|cell| first.get(*cell) != last.get(*cell)).collect();
        let same = |other: &World| {
            // What changed was something else before, and nobody but its unit knows what.
            let then = |moves: bool| {
                let mut then = first.clone();
                for (cell, count) in &mut then {
                    if let Some((now, last)) = other.get(cell).zip(last.get(cell))
                        && (moves || !changed.contains(cell))
                    {
                        *count += now - last;
                    }
                }
                holds(&district.registry, &then) && district.published(&then, None) == before
            };
            (then(false) || then(true)) && district.published(other, Some(&edition)) == tables
        };
        attack(&mut dice, &district, &last, same, &out, &mut tally);
    }
    println!("{} small counts left out", tally.small);
    assert!(tally.small > districts(), "{tally:?}");
    assert!(tally.is_safe(), "{:#?}", tally.found);
}

/// How many districts are attacked; `.ci/run` asks for more.
fn districts() -> usize {
    std::env::var("DABIAO_DISTRICTS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}
