//! Whom a name or code means.

use rustc_hash::FxHashMap;

use super::Lexicon;
use crate::fold::{fold, is_blank, squeeze};
use crate::model::{DISTRICT, Level, UnitIx};
use crate::registry::Registry;

/// Why a unit is not found; the names are candidates to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Nobody is called so.
    Unknown(Vec<String>),
    /// Several are.
    Ambiguous(Vec<String>),
    /// Code and name are of different units.
    CodeName(Vec<String>),
}

/// The same before anybody asks for candidates.
enum Failed {
    Unknown,
    Ambiguous(Vec<UnitIx>),
    CodeName(UnitIx, Vec<UnitIx>),
}

/// A unit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The unit.
    pub unit: UnitIx,
    /// Its name is known, the code beside it is not.
    pub code_unknown: bool,
}

/// Whose a file is of which nothing is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The unit.
    pub unit: UnitIx,
    /// Whether only its folder says so, in which returns of units within it lie too.
    pub by_folder: bool,
    /// Another unit that its name or folder names, where its cells name this one.
    pub or: Option<UnitIx>,
}

impl<'a> Lexicon<'a> {
    /// Finds a unit by what a return says of it. `levels` are those that can be meant,
    /// `within` the unit that it must belong to if its name alone does not tell.
    ///
    /// # Errors
    /// Nobody, several, or a code and a name that contradict each other.
    pub fn unit(
        &self,
        code: Option<&str>,
        name: Option<&str>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Result<Resolved, Unresolved> {
        self.sought(code, name, levels, within).map_err(|failed| match failed {
            Failed::Unknown => {
                Unresolved::Unknown(name.map_or_else(Vec::new, |name| self.near(name, levels)))
            }
            Failed::Ambiguous(several) => {
                Unresolved::Ambiguous(several.iter().map(|ix| self.described(*ix)).collect())
            }
            Failed::CodeName(unit, named) => {
                let mut names = vec![self.registry.unit(unit).name.clone()];
                names.extend(named.iter().map(|ix| self.registry.unit(*ix).code.clone()));
                Unresolved::CodeName(names)
            }
        })
    }

    /// The same where nobody asks why.
    #[must_use]
    pub fn known_unit(&self, code: Option<&str>, name: Option<&str>, levels: &[Level]) -> Option<UnitIx> {
        self.sought(code, name, levels, None).ok().map(|found| found.unit)
    }

    fn sought(
        &self,
        code: Option<&str>,
        name: Option<&str>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Result<Resolved, Failed> {
        let fits = |ix: &UnitIx| levels.contains(&self.registry.unit(*ix).level);
        let coded = code.and_then(|code| self.registry.by_code(&squeeze(code)));
        let Some(name) = name.filter(|name| !is_blank(name)) else {
            let unit = coded.filter(fits).ok_or(Failed::Unknown)?;
            return Ok(Resolved { unit, code_unknown: false });
        };
        let mut named: Vec<UnitIx> = self.registry.by_name(name).iter().copied().filter(fits).collect();
        if levels.contains(&Level::District) && self.reporters.contains(&fold(name)) {
            named.push(DISTRICT);
        }
        match coded {
            Some(unit) if named.contains(&unit) => return Ok(Resolved { unit, code_unknown: false }),
            Some(unit) => return Err(Failed::CodeName(unit, named)),
            None => {}
        }
        if let (Some(within), true) = (within, named.len() > 1) {
            named.retain(|ix| self.registry.is_within(*ix, within));
        }
        match named.as_slice() {
            [unit] => Ok(Resolved { unit: *unit, code_unknown: code.is_some_and(|c| !is_blank(c)) }),
            [] => Err(Failed::Unknown),
            _ => Err(Failed::Ambiguous(named)),
        }
    }

    fn described(&self, ix: UnitIx) -> String {
        let unit = self.registry.unit(ix);
        format!("{} {}", unit.code, unit.name)
    }

    /// Up to three names that are nearly the same, or stand in the text.
    fn near(&self, name: &str, levels: &[Level]) -> Vec<String> {
        self.registry.near(name, levels).into_iter().map(|ix| self.described(ix)).collect()
    }

    /// Whose a file is by its name, else by the folder it lies in.
    #[must_use]
    pub fn whose(&self, file: &str) -> Option<Whose> {
        let name = file.rsplit('/').next().unwrap_or(file);
        let (words, unit) = self.unit_of_file(file)?;
        Some(Whose { unit, by_folder: !name.contains(words.as_str()), or: None })
    }

    /// The unit that a file is called after, or the folder it lies in, with the words that say so.
    #[must_use]
    pub fn unit_of_file(&self, file: &str) -> Option<(String, UnitIx)> {
        let levels = [Level::District, Level::Township, Level::Facility];
        let mut names = file.rsplit('/');
        let stem = names.next().map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let exact = |name: &str| Some((name.to_owned(), self.known_unit(None, Some(name), &levels)?));
        stem.into_iter().chain(names).filter(|name| !is_blank(name)).find_map(|name| {
            let parts = name.split(['-', '_', ' ', '－', '—', '　']);
            let parts = parts.map(|part| part.trim_matches(char::is_numeric)).filter(|part| !is_blank(part));
            let within = || match self.units_within(name).as_slice() {
                [unit] => Some((name.to_owned(), *unit)),
                _ => None,
            };
            std::iter::once(name).chain(parts).find_map(exact).or_else(within)
        })
    }

    /// The townships and facilities whose names stand in a text; of names within names the outer
    /// ones.
    #[must_use]
    pub fn units_within(&self, text: &str) -> Vec<UnitIx> {
        let folded: Vec<char> = fold(text).chars().collect();
        let mut found: Vec<(usize, usize, UnitIx)> = Vec::new();
        for from in 0..folded.len() {
            for to in from + 2..=folded.len() {
                let name: String = folded.get(from..to).unwrap_or_default().iter().collect();
                let own = self.named.get(name.as_str()).map_or(&[][..], Vec::as_slice);
                found.extend(own.iter().map(|ix| (from, to, *ix)));
            }
        }
        let outer = |own: &(usize, usize, UnitIx)| {
            let around = |other: &&(usize, usize, UnitIx)| {
                other.0 <= own.0 && own.1 <= other.1 && other.1 - other.0 > own.1 - own.0
            };
            !found.iter().any(|other| around(&other))
        };
        let mut units: Vec<UnitIx> = found.iter().filter(|own| outer(own)).map(|own| own.2).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}

pub(super) fn names_of(registry: &Registry) -> FxHashMap<String, Vec<UnitIx>> {
    let mut all: FxHashMap<String, Vec<UnitIx>> = FxHashMap::default();
    for level in [Level::Township, Level::Facility] {
        for ix in registry.of_level(level) {
            let unit = registry.unit(*ix);
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                all.entry(fold(name)).or_default().push(*ix);
            }
        }
    }
    all
}
