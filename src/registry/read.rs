//! From the tables of a registry to its units.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;

use super::table::{self, Book, Line, Table};
use super::words::WORDS;
use super::{Registry, Unit};
use crate::formats;
use crate::messages::Stop;
use crate::model::{FacilityKind, Level, UnitIx};
use crate::workspace::YEARS;

/// A message about a cell, which may say where it is, what stands there and what would do.
macro_rules! wrong {
    ($name:literal) => {
        key!($name, file, line, column, found, words)
    };
}

/// Reads the registry of a workspace.
pub(super) fn registry(folder: &Path) -> Result<Registry, Stop> {
    let book = table::book(folder)?;
    let mut builder = Builder::default();
    for (file, level, above) in [
        ("district", Level::District, ""),
        ("townships", Level::Township, ""),
        ("facilities", Level::Facility, "township"),
        ("village_clinics", Level::Village, "facility"),
    ] {
        let table = read(folder, file, book.as_ref())?;
        for line in table.lines() {
            builder.add(line, above, unit(line, level)?)?;
        }
        if level == Level::District && builder.units.len() != 1 {
            return Err(stop!("registry-district", file = table.file));
        }
    }
    let mut due = BTreeMap::new();
    for line in read(folder, "calendar", book.as_ref())?.lines() {
        let year = line.get("year");
        let year: i32 = year
            .trim_end_matches(char::is_alphabetic)
            .parse()
            .ok()
            .filter(|year| YEARS.contains(year))
            .ok_or_else(|| line.wrong(wrong!("registry-word"), "year", "2025"))?;
        let day = date(line, "due")?.ok_or_else(|| line.wrong(wrong!("registry-empty"), "due", ""))?;
        if due.insert(year, day).is_some() {
            return Err(line.wrong(wrong!("registry-twice"), "year", ""));
        }
    }
    Ok(Registry::new(builder.units, due))
}

fn read<'w>(folder: &Path, file: &str, book: Option<&Book>) -> Result<Table<'w>, Stop> {
    let words = WORDS.of(file).ok_or_else(|| stop!("registry-missing", file = file, other = ""))?;
    Table::read(folder, words, book)
}

fn unit(line: Line<'_>, level: Level) -> Result<Unit, Stop> {
    for id in ["code", "name"] {
        let text = line.get(id);
        if text.is_empty() {
            return Err(line.wrong(wrong!("registry-empty"), id, ""));
        }
        // A day in place of a code, an error in place of a name.
        if NaiveDate::parse_from_str(&text, "%Y-%m-%d").is_ok() || text.starts_with('#') {
            return Err(line.wrong(wrong!("registry-text"), id, ""));
        }
    }
    let kind_of = |of| {
        WORDS.kind(of, &line.get("kind")).map_err(|words| line.wrong(wrong!("registry-word"), "kind", &words))
    };
    let kind = match level {
        Level::Township => kind_of("township").map(|_| None)?,
        Level::Facility => FacilityKind::from_word(kind_of("facility")?),
        Level::District | Level::Village => None,
    };
    let centre = line.get("regional_centre");
    let (opened, closed) = (date(line, "opened")?, date(line, "closed")?);
    if opened.zip(closed).is_some_and(|(opened, closed)| closed < opened) {
        return Err(line.wrong(wrong!("registry-closed"), "closed", &line.get("opened")));
    }
    let aliases = line.get("aliases");
    let aliases = aliases.split(['|', '｜', '、']).map(str::trim).filter(|alias| !alias.is_empty());
    Ok(Unit {
        code: line.get("code"),
        name: line.get("name"),
        aliases: aliases.map(str::to_owned).collect(),
        level,
        parent: None,
        kind,
        ownership: line.get("ownership"),
        regional_centre: WORDS
            .yes(&centre)
            .map_err(|words| line.wrong(wrong!("registry-word"), "regional_centre", &words))?,
        opened,
        closed,
    })
}

fn date(line: Line<'_>, id: &str) -> Result<Option<NaiveDate>, Stop> {
    let text = line.get(id);
    if text.is_empty() {
        return Ok(None);
    }
    formats::day(&text).map(Some).ok_or_else(|| line.wrong(wrong!("registry-date"), id, "2024-12-31"))
}

#[derive(Default)]
struct Builder {
    units: Vec<Unit>,
    codes: BTreeSet<String>,
    /// The names of those below a unit, or of a level where all of its units have pages.
    names: BTreeSet<(Level, Option<UnitIx>, String)>,
    /// The files of the pages.
    pages: BTreeSet<(Level, String)>,
    /// Those of the forms and the sheets that go back.
    sheets: BTreeSet<String>,
}

impl Builder {
    /// Adds a unit below the one that the column `above` names by its code, or its name.
    fn add(&mut self, line: Line<'_>, above: &str, mut unit: Unit) -> Result<(), Stop> {
        unit.parent = match (unit.level, above) {
            (Level::District, _) => None,
            (_, "") => Some(UnitIx(0)),
            _ => Some(self.parent(line, above, unit.level)?),
        };
        if !self.codes.insert(unit.code.clone()) {
            return Err(line.wrong(wrong!("registry-twice"), "code", ""));
        }
        // Two villages of a district may be called alike, two facilities not.
        let among = unit.parent.filter(|_| unit.level == Level::Village);
        if !self.names.insert((unit.level, among, crate::fold::fold(&unit.name))) {
            return Err(line.wrong(wrong!("registry-twice"), "name", ""));
        }
        // Townships and facilities have pages, and Windows takes A1 and a1 for one file.
        let page = || (unit.level, crate::platform::file_name(&unit.code).to_lowercase());
        if matches!(unit.level, Level::Township | Level::Facility) && !self.pages.insert(page()) {
            return Err(line.wrong(wrong!("registry-alike"), "code", ""));
        }
        // Its form and its sheet are called after both.
        let sheet = [&unit.code, &unit.name].map(|part| crate::platform::file_name(part)).join("-");
        if unit.level != Level::Village && !self.sheets.insert(sheet.to_lowercase()) {
            return Err(line.wrong(wrong!("registry-same-file"), "code", ""));
        }
        self.units.push(unit);
        Ok(())
    }

    fn parent(&self, line: Line<'_>, above: &str, level: Level) -> Result<UnitIx, Stop> {
        let found = line.get(above);
        let expected = if level == Level::Village { Level::Facility } else { Level::Township };
        let of_level = || (0..).map(UnitIx).zip(&self.units).filter(|(_, unit)| unit.level == expected);
        let by_code = || of_level().find(|(_, unit)| unit.code == found).map(|(ix, _)| ix);
        let by_name = || {
            let mut named =
                of_level().filter(|(_, unit)| unit.name == found || unit.aliases.contains(&found));
            named.next().filter(|_| named.next().is_none()).map(|(ix, _)| ix)
        };
        by_code().or_else(by_name).ok_or_else(|| {
            let mut near: Vec<(usize, &Unit)> =
                of_level().map(|(_, unit)| (strsim::levenshtein(&unit.code, &found), unit)).collect();
            near.sort_by_key(|(distance, _)| *distance);
            let near: Vec<String> =
                near.iter().take(3).map(|(_, unit)| format!("{} {}", unit.code, unit.name)).collect();
            line.wrong(wrong!("registry-parent"), above, &near.join("、"))
        })
    }
}
