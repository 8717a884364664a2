//! Writes a workspace of a given size for measuring: about so many workbooks, a quarter of them
//! of each year from the baseline to 2025 as in the sample, all on the program's own forms.
//!
//! `cargo run --release --example scale_data N FOLDER`; the same bytes every time.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use dabiao::catalogue::{self, Catalogue, ElementKind, FormKind};
use dabiao::forms::{self, Blank, Entry, Filling, Printer};
use dabiao::messages::{Lang, Messages};
use dabiao::model::{ElementIx, UnitIx};
use dabiao::registry::Registry;
use dabiao::value::{Key, Values};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

const YEARS: [i32; 4] = [2022, 2023, 2024, 2025];
/// Facilities of a township, and village clinics of a facility, as in the district.
const FACILITIES: usize = 3;
const CLINICS: usize = 9;

/// A number that only its words decide (FNV-1a with the finish of SplitMix64).
fn noise(words: &[&str], sides: i64) -> i64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.join("/").bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state ^= state >> 27;
    i64::try_from(state >> 2).unwrap_or(0) % sides
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let workbooks: usize = arguments.next().context("how many workbooks")?.parse()?;
    let folder = arguments.next().context("a folder")?;
    let folder = Path::new(&folder);
    let catalogue = catalogue::load(None)?;
    // A township's form, its facilities', and the forms of the district's departments.
    let of_year = (workbooks / YEARS.len()).saturating_sub(catalogue.reporters().len());
    registry(folder, (of_year / (FACILITIES + 1)).max(1))?;
    let registry = Registry::read(&folder.join("registry"))?;
    let messages = Messages::new(Lang::Zh);
    let last_year = Values::default();
    let printer =
        Printer { catalogue: &catalogue, registry: &registry, messages: &messages, last_year: &last_year };
    for year in YEARS {
        let blanks = forms::blanks(&catalogue, &registry, year);
        blanks.par_iter().try_for_each(|blank| -> Result<()> {
            let path = folder.join("returns").join(year.to_string()).join(printer.path(blank));
            fs::create_dir_all(path.parent().context("a folder")?)?;
            Ok(fs::write(path, printer.workbook(blank, &filling(&catalogue, &registry, blank))?)?)
        })?;
    }
    Ok(())
}

fn registry(folder: &Path, townships: usize) -> Result<()> {
    let home = folder.join("registry");
    fs::create_dir_all(&home)?;
    let mut tables = [
        ("townships.csv", "code,name,aliases,kind,opened,closed\n".to_owned()),
        (
            "facilities.csv",
            "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n".to_owned(),
        ),
        ("village_clinics.csv", "code,name,aliases,facility,opened,closed\n".to_owned()),
    ];
    let [(_, towns), (_, facilities), (_, clinics)] = &mut tables;
    for t in 0..townships {
        *towns += &format!("T{t:05},示例{t}镇,,镇,,\n");
        for f in 0..FACILITIES {
            let kind = if f == 2 { "community_center" } else { "township_hospital" };
            let centre = if t % 3 == 0 && f == 0 { "是" } else { "" };
            *facilities += &format!("T{t:05}-{f},示例{t}镇第{f}卫生院,,{kind},T{t:05},政府办,{centre},,\n");
            for c in 0..CLINICS {
                *clinics += &format!("T{t:05}-{f}V{c},示例{t}镇{f}院{c}村卫生室,,T{t:05}-{f},,\n");
            }
        }
    }
    for (name, text) in &tables {
        fs::write(home.join(name), text)?;
    }
    fs::write(home.join("district.csv"), "code,name\n990000,示例地区\n")?;
    fs::write(
        home.join("calendar.csv"),
        "year,due\n2022,2023-01-20\n2023,2024-01-20\n2024,2025-01-20\n2025,2026-01-20\n",
    )?;
    Ok(())
}

fn filling(catalogue: &Catalogue, registry: &Registry, blank: &Blank) -> Filling {
    let mut filling = Filling { date: NaiveDate::from_ymd_opt(blank.year + 1, 1, 10), ..Filling::default() };
    let clinics = registry.units().filter(|(_, unit)| unit.parent == Some(blank.unit));
    let mut units: Vec<(UnitIx, FormKind)> = vec![(blank.unit, blank.form)];
    if blank.form == FormKind::Facility {
        units.push((blank.unit, FormKind::Centres));
        units.extend(clinics.map(|(ix, _)| (ix, FormKind::Village)));
    }
    for (unit, form) in units {
        for (element, about) in catalogue.elements_ix().filter(|(_, about)| about.form == form) {
            let entries = if form == FormKind::Centres { catalogue.centres.entries.len() } else { 1 };
            for entry in (0..).take(entries) {
                let key = Key { year: blank.year, unit, element, entry };
                let code = &registry.unit(unit).code;
                let answer = match &about.kind {
                    ElementKind::YesNo => {
                        let says = says(catalogue, code, blank.year, element);
                        Some(Entry::Text(if says { "是" } else { "否" }.to_owned()))
                    }
                    ElementKind::Choice(choices) => {
                        let choice = choice(catalogue, code, entry, choices.len());
                        choices.get(choice).map(|word| Entry::Text(word.clone()))
                    }
                    ElementKind::Count => {
                        let count = count(catalogue, code, blank.year, element);
                        i32::try_from(count).ok().map(|count| Entry::Number(f64::from(count)))
                    }
                };
                if let Some(answer) = answer {
                    filling.answers.insert(key, answer);
                }
            }
        }
    }
    filling
}

/// Yes from some year on, and wherever something is that implies it.
fn says(catalogue: &Catalogue, code: &str, year: i32, element: ElementIx) -> bool {
    let about = catalogue.element(element);
    let from = 2020 + noise(&[code, &about.id], 7);
    i64::from(year) >= from || about.implied_by.is_some_and(|other| says(catalogue, code, year, other))
}

/// How a functional centre is there; one that has to be the unit's own is not shared.
fn choice(catalogue: &Catalogue, code: &str, entry: u8, choices: usize) -> usize {
    let centres = &catalogue.centres;
    let choice = noise(&[code, &entry.to_string()], i64::try_from(choices).unwrap_or(1));
    let shared = u8::try_from(choice).is_ok_and(|choice| centres.shared.contains(&choice));
    let own = centres.entries.get(usize::from(entry)).is_some_and(|entry| !entry.shareable);
    if shared && own { 0 } else { usize::try_from(choice).unwrap_or(0) }
}

/// A count that grows a little every year; a part is most of its whole.
fn count(catalogue: &Catalogue, code: &str, year: i32, element: ElementIx) -> i64 {
    let about = catalogue.element(element);
    let years = i64::from(year - 2022);
    let slip = noise(&[code, &about.id, &year.to_string()], 10);
    match about.part_of {
        Some(whole) => {
            let share = 850 + noise(&[code, &about.id], 100) + 10 * years + slip;
            count(catalogue, code, year, whole) * share / 1000
        }
        None => (500 + noise(&[code, &about.id], 9_500)) * (1000 + 12 * years + slip) / 1000,
    }
}
