//! Whose figures are: by the row, the heading nearest above, the sheet, the file.

use std::collections::BTreeMap;

use super::parts::{Heading, Leaf, Named, Owner};
use super::{SheetReader, stem};
use crate::catalogue::Identity;
use crate::finding::{self, quoted};
use crate::fold::{fold, is_blank};
use crate::intake::identity::{Frame, Written};
use crate::intake::lexicon::{Unresolved, Whose};
use crate::intake::sheet::{At, Sheet};
use crate::model::{Level, UnitIx};

impl<'d> SheetReader<'d> {
    /// What the sheets say first of whose they are, each unit once.
    pub(super) fn headings_of(frames: &[Frame]) -> Vec<Heading> {
        let mut all: Vec<Heading> = Vec::new();
        for (sheet, frame) in frames.iter().enumerate() {
            let [code, name] = [Identity::Code, Identity::Name].map(|own| frame.first(own).cloned());
            let own = Heading { sheet, code, name };
            let words = |own: &Heading| {
                let text = |said: &Option<Written>| said.as_ref().map(|said| fold(&said.content.shown()));
                (text(&own.code), text(&own.name))
            };
            if frame.names_a_unit() && !all.iter().any(|known| words(known) == words(&own)) {
                all.push(own);
            }
        }
        all
    }

    /// Whose the figures are that stand under a row of a sheet's heading: what is said nearest
    /// above, else the sheet's name, else the only heading of the file, else the file's name and
    /// its folder. `levels` are those that the figures can be of.
    pub(super) fn whose(&mut self, leaf: Leaf<'_, '_>, row: u32, levels: &[Level]) -> Owner {
        let said = leaf.frame.unit(row, &leaf.table.span);
        // Nearly always the rows of a table are all under one heading.
        let place = |said: Option<&Written>| said.map(|said| said.at);
        let key = (leaf.at, leaf.table.head.start, leaf.table.span.start, place(said.0), place(said.1));
        if let Some((known, owner)) = self.last
            && known == key
        {
            return owner;
        }
        let owner = self.sought(leaf, said, levels);
        self.last = Some((key, owner));
        owner
    }

    fn sought(
        &mut self,
        leaf: Leaf<'_, '_>,
        said: (Option<&Written>, Option<&Written>),
        levels: &[Level],
    ) -> Owner {
        let heading = match said {
            (None, None) => None,
            (code, name) => self.heading((leaf.at, leaf.sheet), code, name),
        };
        let named = self.by_exact_name(&leaf.sheet.name);
        if let Some(owner) = heading {
            // 区卫健委 above the form of a township: it sends in what is not its own.
            return match (owner, named) {
                (Owner::Unit(unit, _), Some(named)) if !self.are_related(unit, named) => {
                    self.other_name(leaf, said, unit, &leaf.sheet.name)
                }
                (Owner::Unit(unit, _), Some(named))
                    if !self.fits(unit, levels) && self.fits(named, levels) =>
                {
                    self.counted(leaf.sheet, None, named, Named::Sheet)
                }
                (owner, _) => owner,
            };
        }
        if let Some(unit) = named.filter(|unit| self.fits(*unit, levels)) {
            return self.named_so(leaf, unit, &leaf.sheet.name, Named::Sheet);
        }
        let headings = std::mem::take(&mut self.headings);
        let only = match headings.as_slice() {
            [Heading { sheet, code, name }] if *sheet != leaf.at => {
                self.heading((*sheet, leaf.sheet), code.as_ref(), name.as_ref())
            }
            _ => None,
        };
        self.headings = headings;
        match only {
            Some(own @ Owner::Unit(unit, _)) if self.fits(unit, levels) => return own,
            Some(Owner::Refused) => return Owner::Refused,
            Some(Owner::Unit(..)) | None => {}
        }
        self.by_name(leaf, levels)
    }

    pub(super) fn fits(&self, unit: UnitIx, levels: &[Level]) -> bool {
        levels.contains(&self.lexicon.registry.unit(unit).level)
    }

    pub(super) fn are_related(&self, one: UnitIx, other: UnitIx) -> bool {
        let registry = self.lexicon.registry;
        registry.is_within(one, other) || registry.is_within(other, one)
    }

    /// The unit that a heading says, found and held against the file's name once.
    pub(super) fn heading(
        &mut self,
        (at, sheet): (usize, &Sheet),
        code: Option<&Written>,
        name: Option<&Written>,
    ) -> Option<Owner> {
        let place = name.or(code).map(|said| said.at);
        if let Some(known) = self.owners.get(&(at, place)) {
            return *known;
        }
        let text = |said: Option<&Written>| said.map(|said| said.content.shown());
        let levels = [Level::District, Level::Township, Level::Facility];
        let found = self.resolve(sheet, place, text(code).as_deref(), text(name).as_deref(), &levels, None);
        let owner = match found {
            Some(unit) => match self.held_against_file(sheet, place, unit) {
                true => Owner::Unit(unit, place.map_or(Named::Sheet, |place| Named::Cell(at, place))),
                false => Owner::Refused,
            },
            None => Owner::Refused,
        };
        self.owners.insert((at, place), Some(owner));
        Some(owner)
    }

    /// Whether a file is called after the unit that its cells name, or after none; one that is
    /// called after another is nobody's.
    fn held_against_file(&mut self, sheet: &Sheet, at: Option<At>, unit: UnitIx) -> bool {
        let stem = stem(&self.file);
        let registry = self.lexicon.registry;
        let own = registry.unit(unit);
        let folded = fold(stem);
        let called = std::iter::once(&own.name).chain(&own.aliases).any(|name| folded.contains(&fold(name)));
        let named = if called { Vec::new() } else { self.lexicon.units_within(stem) };
        if named.is_empty() || named.iter().any(|other| self.are_related(unit, *other)) {
            return true;
        }
        let finding = self.find(finding::UNIT_OTHER_NAME, sheet, at);
        let name = stem.to_owned();
        self.say(finding.of(unit).found(own.name.clone()).fact("name", quoted(&name)));
        false
    }

    /// The same of a sheet.
    pub(super) fn other_name(
        &mut self,
        leaf: Leaf<'_, '_>,
        (code, name): (Option<&Written>, Option<&Written>),
        unit: UnitIx,
        sheet: &str,
    ) -> Owner {
        let at = name.or(code).map(|said| said.at);
        let finding = self.find(finding::UNIT_OTHER_NAME, leaf.sheet, at).of(unit);
        let finding = finding.found(self.lexicon.registry.unit(unit).name.clone());
        let finding = finding.fact("name", quoted(sheet));
        self.say_once(finding);
        Owner::Refused
    }

    /// The unit whose name a text is.
    pub(super) fn by_exact_name(&self, name: &str) -> Option<UnitIx> {
        let levels = [Level::District, Level::Township, Level::Facility];
        if is_blank(name) {
            return None;
        }
        self.lexicon.known_unit(None, Some(name), &levels)
    }

    /// Whose a file is of which nothing can be used: by the first heading, else by its name.
    pub(super) fn whose_file(&self) -> Option<Whose> {
        let levels = [Level::District, Level::Township, Level::Facility];
        let text = |said: &Option<Written>| said.as_ref().map(|said| said.content.shown());
        let heading = self.headings.iter().find_map(|Heading { code, name, .. }| {
            let resolved = self.lexicon.unit(text(code).as_deref(), text(name).as_deref(), &levels, None);
            resolved.ok().map(|resolved| resolved.unit)
        });
        let by_name = self.lexicon.whose(&self.file);
        let Some(unit) = heading else { return by_name };
        let or = by_name.map(|named| named.unit).filter(|named| !self.are_related(unit, *named));
        Some(Whose { unit, by_folder: false, or })
    }

    /// A form that does not say whose it is: the name of its file may, else that of its folder.
    pub(super) fn by_name(&mut self, leaf: Leaf<'_, '_>, levels: &[Level]) -> Owner {
        let key = (usize::MAX, None);
        if let Some(Some(known)) = self.owners.get(&key).copied() {
            return known;
        }
        let found = self.lexicon.unit_of_file(&self.file);
        let owner = match found {
            Some((name, unit)) if self.fits(unit, levels) => self.named_so(leaf, unit, &name, Named::File),
            Some(_) | None => {
                let finding = self.find(finding::UNIT_UNKNOWN, leaf.sheet, None);
                self.say(finding.fact("candidates", String::new()));
                Owner::Refused
            }
        };
        self.owners.insert(key, Some(owner));
        owner
    }

    fn named_so(&mut self, leaf: Leaf<'_, '_>, unit: UnitIx, name: &str, named: Named) -> Owner {
        let finding = self.find(finding::UNIT_FROM_NAME, leaf.sheet, None).of(unit).found(name);
        self.say_once(finding);
        self.counted(leaf.sheet, None, unit, named)
    }

    fn counted(&mut self, sheet: &Sheet, at: Option<At>, unit: UnitIx, named: Named) -> Owner {
        if self.counts(sheet, at, unit) { Owner::Unit(unit, named) } else { Owner::Refused }
    }

    /// Whether a unit counts in the year.
    fn counts(&mut self, sheet: &Sheet, at: Option<At>, unit: UnitIx) -> bool {
        let counts = self.lexicon.registry.counts(unit, self.year);
        if !counts {
            let finding = self.find(finding::UNIT_CLOSED, sheet, at).of(unit);
            self.say(finding.found(self.lexicon.registry.unit(unit).name.clone()));
        }
        counts
    }

    /// The unit that a code and a name stand for, if it counts in the year.
    pub(super) fn resolve(
        &mut self,
        sheet: &Sheet,
        at: Option<At>,
        code: Option<&str>,
        name: Option<&str>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Option<UnitIx> {
        let found = [code, name].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let (rule, candidates) = match self.lexicon.unit(code, name, levels, within) {
            Ok(resolved) => {
                if resolved.code_unknown {
                    let finding = self.find(finding::UNIT_CODE_UNKNOWN, sheet, at).of(resolved.unit);
                    self.say(
                        finding
                            .found(code.unwrap_or_default())
                            .fact("code", self.lexicon.registry.unit(resolved.unit).code.clone()),
                    );
                }
                return self.counts(sheet, at, resolved.unit).then_some(resolved.unit);
            }
            Err(Unresolved::Unknown(candidates)) => (finding::UNIT_UNKNOWN, candidates),
            Err(Unresolved::Ambiguous(candidates)) => (finding::UNIT_AMBIGUOUS, candidates),
            Err(Unresolved::CodeName(candidates)) => (finding::UNIT_CODE_NAME, candidates),
        };
        let finding = self.find(rule, sheet, at).of(within);
        self.say(finding.found(found).fact("candidates", candidates.join("、")));
        None
    }

    /// The unit that a table with a row a unit stands within.
    pub(super) fn within(&mut self, leaf: Leaf<'_, '_>) -> Option<UnitIx> {
        let own = leaf.frame.unit(leaf.table.head.start, &leaf.table.span);
        let owner = match own {
            (None, None) => {
                let Heading { sheet, code, name } = self.headings.first()?.clone();
                self.heading((sheet, leaf.sheet), code.as_ref(), name.as_ref())
            }
            (code, name) => self.heading((leaf.at, leaf.sheet), code, name),
        };
        match owner {
            Some(Owner::Unit(unit, _)) => Some(unit),
            Some(Owner::Refused) | None => None,
        }
    }

    /// The units that stand over columns; none where nobody is called so.
    pub(super) fn units_of_columns(
        &mut self,
        leaf: Leaf<'_, '_>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> BTreeMap<u32, Option<UnitIx>> {
        let mut all = BTreeMap::new();
        let mut known: BTreeMap<At, Option<UnitIx>> = BTreeMap::new();
        for own in &leaf.table.figures {
            if let Some((name, at)) = &own.path.unit {
                let unit = match known.get(at) {
                    Some(unit) => *unit,
                    None => self.resolve_either(leaf.sheet, Some(*at), name, levels, within),
                };
                known.insert(*at, unit);
                all.insert(own.column, unit);
            }
        }
        all
    }

    /// The unit of a text that is a name or a code.
    pub(super) fn resolve_either(
        &mut self,
        sheet: &Sheet,
        at: Option<At>,
        text: &str,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Option<UnitIx> {
        let is_code = self.lexicon.registry.by_code(text).is_some();
        let (code, name) = if is_code { (Some(text), None) } else { (None, Some(text)) };
        self.resolve(sheet, at, code, name, levels, within)
    }

    /// A village clinic's figures are returned by its own facility.
    pub(super) fn is_within(
        &mut self,
        sheet: &Sheet,
        at: Option<At>,
        unit: UnitIx,
        within: Option<UnitIx>,
    ) -> bool {
        let Some(within) = within else { return true };
        if self.lexicon.registry.is_within(unit, within) {
            return true;
        }
        let registry = self.lexicon.registry;
        let owner = registry.unit(unit).parent.map(|parent| registry.unit(parent).name.clone());
        let finding = self.find(finding::UNIT_FOREIGN, sheet, at).of(within);
        let finding =
            finding.found(registry.unit(unit).name.clone()).fact("owner", owner.unwrap_or_default());
        self.say(finding);
        false
    }
}
