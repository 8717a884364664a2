//! The org units of the district: its townships, facilities and village clinics,
//! and in which years each of them counts.

mod read;
mod table;
mod words;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use chrono::{Datelike as _, NaiveDate};

use crate::catalogue::Units;
use crate::fold::fold;
use crate::messages::Stop;
use crate::model::{FacilityKind, Level, UnitIx};

pub use words::{ColumnWords, TableWords, WORDS, Words};

/// One org unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Unique in the registry, as returns state it.
    pub code: String,
    /// As the registry writes it.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// District, township or facility.
    pub level: Level,
    /// What it belongs to; none for the district.
    pub parent: Option<UnitIx>,
    /// The kind of a facility.
    pub kind: Option<FacilityKind>,
    /// The ownership of a facility.
    pub ownership: String,
    /// Whether a facility is a regional centre.
    pub regional_centre: bool,
    /// When it opened; none means before all returns.
    pub opened: Option<NaiveDate>,
    /// When it closed.
    pub closed: Option<NaiveDate>,
}

impl Unit {
    /// Whether it is one of the units that a plan speaks of.
    #[must_use]
    pub fn is_among(&self, units: &Units) -> bool {
        self.level == units.level()
            && match units {
                Units::District | Units::Villages => true,
                Units::Townships(only) => only.is_empty() || only.contains(&self.code),
                Units::Facilities(kinds) => self.kind.is_some_and(|kind| kinds.contains(&kind)),
                Units::RegionalCentres => self.regional_centre,
            }
    }
}

/// The tree of org units and the calendar of returns.
#[derive(Clone, Debug)]
pub struct Registry {
    units: Vec<Unit>,
    due: BTreeMap<i32, NaiveDate>,
    by_code: BTreeMap<String, UnitIx>,
    by_name: BTreeMap<String, Vec<UnitIx>>,
    /// Names with the township put in front, or left out.
    by_other_name: BTreeMap<String, Vec<UnitIx>>,
    /// The units directly below each unit.
    children: Vec<Vec<UnitIx>>,
    /// The units of each level.
    of_level: BTreeMap<Level, Vec<UnitIx>>,
    /// The years in which each unit counts.
    open: Vec<RangeInclusive<i32>>,
}

/// The years at whose end a unit is open, and what it belongs to.
fn years_open(unit: &Unit, above: Option<&RangeInclusive<i32>>) -> RangeInclusive<i32> {
    let first = unit.opened.map_or(i32::MIN, |day| day.year());
    // Closed on 31 December is closed.
    let last = unit.closed.map_or(i32::MAX, |day| day.year() - 1);
    match above {
        Some(above) => first.max(*above.start())..=last.min(*above.end()),
        None => first..=last,
    }
}

impl Registry {
    /// Makes a registry out of units whose first is the district and whose parents
    /// come before them.
    #[must_use]
    pub fn new(units: Vec<Unit>, due: BTreeMap<i32, NaiveDate>) -> Self {
        let mut by_code = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<UnitIx>> = BTreeMap::new();
        for (ix, unit) in (0..).map(UnitIx).zip(&units) {
            by_code.entry(unit.code.clone()).or_insert(ix);
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                let known = by_name.entry(fold(name)).or_default();
                if known.last() != Some(&ix) {
                    known.push(ix);
                }
            }
        }
        let mut children = vec![Vec::new(); units.len()];
        let mut of_level: BTreeMap<Level, Vec<UnitIx>> = BTreeMap::new();
        let mut open: Vec<RangeInclusive<i32>> = Vec::with_capacity(units.len());
        for (ix, unit) in (0..).map(UnitIx).zip(&units) {
            of_level.entry(unit.level).or_default().push(ix);
            let above = unit.parent.and_then(|parent| open.get(usize::try_from(parent.0).ok()?));
            open.push(years_open(unit, above));
            let above = unit.parent.and_then(|parent| children.get_mut(usize::try_from(parent.0).ok()?));
            if let Some(above) = above {
                above.push(ix);
            }
        }
        let by_other_name = BTreeMap::new();
        let mut registry = Self { units, due, by_code, by_name, by_other_name, children, of_level, open };
        registry.by_other_name = registry.other_names();
        registry
    }

    /// How else a unit below a township is called: 三星镇 before its name, or its name
    /// without the 三星镇 that it begins with.
    fn other_names(&self) -> BTreeMap<String, Vec<UnitIx>> {
        // What is left of 三星镇卫生院 says nothing any more.
        const LEAST: usize = 4;
        let mut all: BTreeMap<String, Vec<UnitIx>> = BTreeMap::new();
        for (ix, unit) in self.units() {
            let Some(township) = self.ancestor(ix, Level::Township).filter(|township| *township != ix) else {
                continue;
            };
            let town = fold(&self.unit(township).name);
            for name in std::iter::once(&unit.name).chain(&unit.aliases).map(|name| fold(name)) {
                let other = match name.strip_prefix(&town) {
                    Some(rest) if rest.chars().count() >= LEAST => rest.to_owned(),
                    Some(_) => continue,
                    None => format!("{town}{name}"),
                };
                let known = all.entry(other).or_default();
                if !known.contains(&ix) {
                    known.push(ix);
                }
            }
        }
        all
    }

    /// Reads a workspace's `registry/`: CSV files, or sheets of `registry.xlsx`.
    ///
    /// # Errors
    /// A table that is missing, there twice or not understood, with its file, row, column, what stands
    /// there and what would do.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        read::registry(folder)
    }

    /// A unit by its position.
    ///
    /// # Panics
    /// Never: positions are made by this registry only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this registry only")]
    pub fn unit(&self, ix: UnitIx) -> &Unit {
        &self.units[ix.0 as usize]
    }

    /// All units with their positions, the district first, parents before children.
    pub fn units(&self) -> impl Iterator<Item = (UnitIx, &Unit)> {
        (0..).map(UnitIx).zip(&self.units)
    }

    /// The unit that carries a code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<UnitIx> {
        self.by_code.get(code.trim()).copied()
    }

    /// Up to three units whose names are nearly the same, or stand in the text.
    #[must_use]
    pub fn near(&self, name: &str, levels: &[Level]) -> Vec<UnitIx> {
        // Nobody's name is as long.
        const LONGEST_NAME: usize = 180;
        if name.len() > LONGEST_NAME {
            return Vec::new();
        }
        let folded = fold(name);
        let mut ranked: Vec<(usize, UnitIx)> = self
            .units()
            .filter(|(_, unit)| levels.contains(&unit.level))
            .map(|(ix, unit)| {
                let own = fold(&unit.name);
                // 海永镇人民政府 has 海永镇 in it, and 三星 is in 三星镇卫生院.
                let within = own.chars().count() >= 2 && (folded.contains(&own) || own.contains(&folded));
                (if within { 0 } else { strsim::levenshtein(&folded, &own) }, ix)
            })
            .filter(|(distance, _)| *distance * 2 <= folded.chars().count())
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().take(3).map(|(_, ix)| ix).collect()
    }

    /// The units that carry a name or an alias; where nobody does, those that carry it
    /// with the township in front, or without it.
    #[must_use]
    pub fn by_name(&self, name: &str) -> &[UnitIx] {
        let folded = fold(name);
        let known = self.by_name.get(&folded).or_else(|| self.by_other_name.get(&folded));
        known.map_or(&[], Vec::as_slice)
    }

    /// When the returns of a year are due.
    #[must_use]
    pub fn due(&self, year: i32) -> Option<NaiveDate> {
        self.due.get(&year).copied()
    }

    /// The units of a level, in their order.
    #[must_use]
    pub fn of_level(&self, level: Level) -> &[UnitIx] {
        self.of_level.get(&level).map_or(&[], Vec::as_slice)
    }

    /// Whether a unit counts in a year: it, and what it belongs to, was open on 31
    /// December (closed on that day is closed).
    #[must_use]
    pub fn counts(&self, ix: UnitIx, year: i32) -> bool {
        let open = usize::try_from(ix.0).ok().and_then(|at| self.open.get(at));
        open.is_some_and(|years| years.contains(&year))
    }

    /// The units that count in a year, in the order of the registry.
    pub fn open(&self, year: i32) -> impl Iterator<Item = (UnitIx, &Unit)> {
        self.units().filter(move |(ix, _)| self.counts(*ix, year))
    }

    /// The units directly below a unit that count in a year.
    pub fn children(&self, ix: UnitIx, year: i32) -> impl Iterator<Item = (UnitIx, &Unit)> {
        let below = usize::try_from(ix.0).ok().and_then(|at| self.children.get(at));
        let open = below.into_iter().flatten().filter(move |child| self.counts(**child, year));
        open.map(|child| (*child, self.unit(*child)))
    }

    /// A unit and all below it, whatever year it counts in.
    #[must_use]
    pub fn within(&self, ix: UnitIx) -> Vec<UnitIx> {
        let mut all = vec![ix];
        let mut at = 0;
        while let Some(unit) = all.get(at) {
            let below = usize::try_from(unit.0).ok().and_then(|at| self.children.get(at));
            all.extend(below.into_iter().flatten().copied());
            at += 1;
        }
        all
    }

    /// Whether a unit is another one or lies in it.
    #[must_use]
    pub fn is_within(&self, ix: UnitIx, of: UnitIx) -> bool {
        self.above(ix).any(|unit| unit == of)
    }

    /// Whether one of two units is the other or lies in it.
    #[must_use]
    pub fn are_related(&self, one: UnitIx, other: UnitIx) -> bool {
        self.is_within(one, other) || self.is_within(other, one)
    }

    /// A unit and those that it lies within, up to the district.
    pub fn above(&self, ix: UnitIx) -> impl Iterator<Item = UnitIx> + '_ {
        std::iter::successors(Some(ix), |unit| self.unit(*unit).parent)
    }

    /// Who sends in what is asked of a unit: a village clinic's figures are returned by its
    /// facility.
    #[must_use]
    pub fn sender(&self, ix: UnitIx) -> UnitIx {
        let unit = self.unit(ix);
        unit.parent.filter(|_| unit.level == Level::Village).unwrap_or(ix)
    }

    /// The unit's ancestor at a level, or the unit itself.
    #[must_use]
    pub fn ancestor(&self, ix: UnitIx, level: Level) -> Option<UnitIx> {
        self.above(ix).find(|unit| self.unit(*unit).level == level)
    }
}
