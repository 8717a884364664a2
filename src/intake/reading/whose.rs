//! Whose figures are: by the row, the heading nearest above, the sheet, the file.

use std::collections::BTreeMap;

use super::claims::Claims;
use super::parts::{Heading, Named, Owner, Page};
use super::stem;
use crate::catalogue::Identity;
use crate::finding::{self, quoted};
use crate::fold::{fold, is_blank};
use crate::formats::sheet::{At, Sheet};
use crate::intake::identity::{Frame, Written};
use crate::intake::layout::Table;
use crate::intake::lexicon::{Lexicon, Unresolved, Whose};
use crate::model::{Level, UnitIx};

/// The levels of those who send returns in.
const SENDERS: [Level; 3] = [Level::District, Level::Township, Level::Facility];

/// Code and name, as a sheet says them.
type Said<'s> = (Option<&'s Written>, Option<&'s Written>);

/// A heading and the table under it: sheet, first row and column, the cells with code and name.
type Under = (usize, u32, u32, Option<At>, Option<At>);

/// Whose the figures of a file are. What says it is asked once, and what is wrong with it is said
/// once.
pub(super) struct Owners {
    /// By what says it: a cell, or the file's name.
    known: BTreeMap<Named, Owner>,
    /// Whose the row before was.
    last: Option<(Under, Owner)>,
    /// What the sheets say first of whose they are, each unit once.
    headings: Vec<Heading>,
}

impl Owners {
    pub(super) fn new(frames: &[Frame], sheets: &[Sheet]) -> Self {
        let mut headings: Vec<Heading> = Vec::new();
        for (at, (frame, sheet)) in frames.iter().zip(sheets).enumerate() {
            let [code, name] = [Identity::Code, Identity::Name].map(|own| frame.first(own).cloned());
            let own = Heading { at, sheet: sheet.name.clone(), code, name };
            let words = |own: &Heading| {
                let text = |said: &Option<Written>| said.as_ref().map(|said| fold(&said.content.shown()));
                (text(&own.code), text(&own.name))
            };
            if frame.names_a_unit() && !headings.iter().any(|known| words(known) == words(&own)) {
                headings.push(own);
            }
        }
        Self { known: BTreeMap::new(), last: None, headings }
    }

    /// Whose the figures are that stand under a row of a sheet's heading: what is said nearest
    /// above, else the sheet's name, else the only heading of the file, else the file's name and
    /// its folder. `levels` are those that the figures can be of.
    pub(super) fn whose(
        &mut self,
        claims: &mut Claims,
        page: Page<'_>,
        table: &Table<'_>,
        row: u32,
        levels: &[Level],
    ) -> Owner {
        let said = page.frame.unit(row, &table.span);
        // Nearly always the rows of a table are all under one heading.
        let place = |said: Option<&Written>| said.map(|said| said.at);
        let key = (page.at, table.head.start, table.span.start, place(said.0), place(said.1));
        if let Some((known, owner)) = self.last
            && known == key
        {
            return owner;
        }
        let owner = self.sought(claims, page, said, levels);
        self.last = Some((key, owner));
        owner
    }

    fn sought(&mut self, claims: &mut Claims, page: Page<'_>, said: Said<'_>, levels: &[Level]) -> Owner {
        let named = page.by_own_name();
        let (registry, fits) = (page.grid.lexicon.registry, |unit| page.fits(unit, levels));
        if let Some(owner) = self.heading(claims, page, said) {
            // 区卫健委 above the form of a township: it sends in what is not its own.
            return match (owner, named) {
                (Owner::Unit(unit, _), Some(named)) if !registry.are_related(unit, named) => {
                    page.other_name(claims, said, unit)
                }
                (Owner::Unit(unit, _), Some(named)) if !fits(unit) && fits(named) => {
                    page.counted(claims, named, Named::Sheet)
                }
                (owner, _) => owner,
            };
        }
        if let Some(unit) = named.filter(|unit| fits(*unit)) {
            return page.named_so(claims, unit, &page.sheet.name, Named::Sheet);
        }
        let only = self.headings.first().filter(|only| self.headings.len() == 1 && only.at != page.at);
        let only = only.cloned().and_then(|only| self.elsewhere(claims, page, &only));
        let only = only.filter(|owner| owner.unit().is_none_or(fits));
        only.unwrap_or_else(|| self.by_name(claims, page, levels))
    }

    /// The unit that a heading says, found and held against the file's name once.
    fn heading(&mut self, claims: &mut Claims, page: Page<'_>, (code, name): Said<'_>) -> Option<Owner> {
        let place = name.or(code)?.at;
        let said = Named::Cell(page.at, place);
        if let Some(known) = self.known.get(&said) {
            return Some(*known);
        }
        let [code, name] = [code, name].map(|said| said.map(|said| said.content.shown()));
        let found = page.resolve(claims, Some(place), code.as_deref(), name.as_deref(), &SENDERS, None);
        let owner = match found.filter(|unit| page.held_against_file(claims, place, *unit)) {
            Some(unit) => Owner::Unit(unit, said),
            None => Owner::Refused,
        };
        Some(self.keep(said, owner))
    }

    /// The same of a heading of another sheet, for what stands on this one.
    fn elsewhere(&mut self, claims: &mut Claims, page: Page<'_>, own: &Heading) -> Option<Owner> {
        self.heading(claims, Page { at: own.at, ..page }, (own.code.as_ref(), own.name.as_ref()))
    }

    /// The unit that a row of text between the rows names.
    pub(super) fn section(&mut self, claims: &mut Claims, page: Page<'_>, name: &str, at: At) -> Owner {
        let said = Named::Cell(page.at, at);
        if let Some(known) = self.known.get(&said) {
            return *known;
        }
        let unit = page.resolve_either(claims, at, name, &SENDERS, None);
        self.keep(said, unit.map_or(Owner::Refused, |unit| Owner::Unit(unit, said)))
    }

    /// A form that does not say whose it is: the name of its file may, else that of its folder.
    fn by_name(&mut self, claims: &mut Claims, page: Page<'_>, levels: &[Level]) -> Owner {
        if let Some(known) = self.known.get(&Named::File) {
            return *known;
        }
        let owner = match page.grid.lexicon.unit_of_file(&claims.file) {
            Some((name, unit)) if page.fits(unit, levels) => page.named_so(claims, unit, &name, Named::File),
            Some(_) | None => {
                let finding = claims.find(finding::UNIT_UNKNOWN, page.sheet, None);
                claims.say(finding.fact("candidates", String::new()));
                Owner::Refused
            }
        };
        self.keep(Named::File, owner)
    }

    fn keep(&mut self, said: Named, owner: Owner) -> Owner {
        self.known.insert(said, owner);
        owner
    }

    /// Whose a file is of which nothing can be used: by the first heading, else by its name.
    pub(super) fn whose_file(&self, lexicon: &Lexicon<'_>, file: &str) -> Option<Whose> {
        let text = |said: &Option<Written>| said.as_ref().map(|said| said.content.shown());
        let heading = self.headings.iter().find_map(|Heading { code, name, .. }| {
            let resolved = lexicon.unit(text(code).as_deref(), text(name).as_deref(), &SENDERS, None);
            resolved.ok().map(|resolved| resolved.unit)
        });
        let by_name = lexicon.whose(file);
        let Some(unit) = heading else { return by_name };
        let or = by_name.map(|named| named.unit).filter(|named| !lexicon.registry.are_related(unit, *named));
        Some(Whose { unit, by_folder: false, or })
    }

    /// The unit that a table with a row a unit stands within.
    pub(super) fn within(
        &mut self,
        claims: &mut Claims,
        page: Page<'_>,
        table: &Table<'_>,
    ) -> Option<UnitIx> {
        let owner = match page.frame.unit(table.head.start, &table.span) {
            (None, None) => {
                let first = self.headings.first()?.clone();
                self.elsewhere(claims, page, &first)
            }
            said => self.heading(claims, page, said),
        };
        owner?.unit()
    }

    /// Whether what says whose the figures are names a unit.
    pub(super) fn name(&self, unit: UnitIx) -> bool {
        self.known.values().any(|owner| owner.unit() == Some(unit))
    }

    /// What a sheet says first of whose it is, where no sheet before it says the same.
    pub(super) fn heading_of(&self, at: usize) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.at == at)
    }
}

/// What texts of a sheet say of units.
impl Page<'_> {
    fn fits(self, unit: UnitIx, levels: &[Level]) -> bool {
        levels.contains(&self.grid.lexicon.registry.unit(unit).level)
    }

    /// Whether a file is called after the unit that its cells name, or after none; one that is
    /// called after another is nobody's.
    fn held_against_file(self, claims: &mut Claims, at: At, unit: UnitIx) -> bool {
        let lexicon = self.grid.lexicon;
        let stem = stem(&claims.file);
        let own = lexicon.registry.unit(unit);
        let folded = fold(stem);
        let called = std::iter::once(&own.name).chain(&own.aliases).any(|name| folded.contains(&fold(name)));
        let named = if called { Vec::new() } else { lexicon.units_within(stem) };
        if named.is_empty() || named.iter().any(|other| lexicon.registry.are_related(unit, *other)) {
            return true;
        }
        let finding = claims.find(finding::UNIT_OTHER_NAME, self.sheet, Some(at)).of(unit);
        claims.say(finding.found(own.name.clone()).fact("name", quoted(stem)));
        false
    }

    /// The same of a sheet.
    fn other_name(self, claims: &mut Claims, (code, name): Said<'_>, unit: UnitIx) -> Owner {
        let at = name.or(code).map(|said| said.at);
        let finding = claims.find(finding::UNIT_OTHER_NAME, self.sheet, at).of(unit);
        let finding = finding.found(self.grid.lexicon.registry.unit(unit).name.clone());
        claims.say_once(finding.fact("name", quoted(&self.sheet.name)));
        Owner::Refused
    }

    /// The unit whose name is that of the sheet.
    fn by_own_name(self) -> Option<UnitIx> {
        let name = Some(&*self.sheet.name).filter(|name| !is_blank(name))?;
        self.grid.lexicon.known_unit(None, Some(name), &SENDERS)
    }

    fn named_so(self, claims: &mut Claims, unit: UnitIx, name: &str, named: Named) -> Owner {
        claims.say_once(claims.find(finding::UNIT_FROM_NAME, self.sheet, None).of(unit).found(name));
        self.counted(claims, unit, named)
    }

    fn counted(self, claims: &mut Claims, unit: UnitIx, named: Named) -> Owner {
        if self.counts(claims, None, unit) { Owner::Unit(unit, named) } else { Owner::Refused }
    }

    /// Whether a unit counts in the year.
    fn counts(self, claims: &mut Claims, at: Option<At>, unit: UnitIx) -> bool {
        let registry = self.grid.lexicon.registry;
        let counts = registry.counts(unit, claims.year);
        if !counts {
            let finding = claims.find(finding::UNIT_CLOSED, self.sheet, at).of(unit);
            claims.say(finding.found(registry.unit(unit).name.clone()));
        }
        counts
    }

    /// The unit that a code and a name stand for, if it counts in the year.
    pub(super) fn resolve(
        self,
        claims: &mut Claims,
        at: Option<At>,
        code: Option<&str>,
        name: Option<&str>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Option<UnitIx> {
        let lexicon = self.grid.lexicon;
        let (rule, candidates) = match lexicon.unit(code, name, levels, within) {
            Ok(resolved) => {
                let unit = resolved.unit;
                if resolved.code_unknown {
                    let finding = claims.find(finding::UNIT_CODE_UNKNOWN, self.sheet, at).of(unit);
                    let finding = finding.found(code.unwrap_or_default());
                    claims.say(finding.fact("code", lexicon.registry.unit(unit).code.clone()));
                }
                return self.counts(claims, at, unit).then_some(unit);
            }
            Err(Unresolved::Unknown(candidates)) => (finding::UNIT_UNKNOWN, candidates),
            Err(Unresolved::Ambiguous(candidates)) => (finding::UNIT_AMBIGUOUS, candidates),
            Err(Unresolved::CodeName(candidates)) => (finding::UNIT_CODE_NAME, candidates),
        };
        let found = [code, name].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let finding = claims.find(rule, self.sheet, at).of(within);
        claims.say(finding.found(found).fact("candidates", candidates.join("、")));
        None
    }

    /// The unit of a text that is a name or a code.
    fn resolve_either(
        self,
        claims: &mut Claims,
        at: At,
        text: &str,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Option<UnitIx> {
        let is_code = self.grid.lexicon.registry.by_code(text).is_some();
        let (code, name) = if is_code { (Some(text), None) } else { (None, Some(text)) };
        self.resolve(claims, Some(at), code, name, levels, within)
    }

    /// The units that stand over columns; none where nobody is called so.
    pub(super) fn units_of_columns(
        self,
        claims: &mut Claims,
        table: &Table<'_>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> BTreeMap<u32, Option<UnitIx>> {
        let mut all = BTreeMap::new();
        let mut known: BTreeMap<At, Option<UnitIx>> = BTreeMap::new();
        for own in &table.figures {
            if let Some((name, at)) = &own.path.unit {
                let seek = || self.resolve_either(claims, *at, name, levels, within);
                all.insert(own.column, *known.entry(*at).or_insert_with(seek));
            }
        }
        all
    }

    /// A village clinic's figures are returned by its own facility.
    pub(super) fn is_within(
        self,
        claims: &mut Claims,
        at: Option<At>,
        unit: UnitIx,
        within: Option<UnitIx>,
    ) -> bool {
        let registry = self.grid.lexicon.registry;
        let Some(within) = within.filter(|within| !registry.is_within(unit, *within)) else { return true };
        let owner = registry.unit(unit).parent.map(|parent| registry.unit(parent).name.clone());
        let finding = claims.find(finding::UNIT_FOREIGN, self.sheet, at).of(within);
        claims.say(finding.found(registry.unit(unit).name.clone()).fact("owner", owner.unwrap_or_default()));
        false
    }
}
