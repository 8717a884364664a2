//! Every cell is claimed once: as a value, a label, or by a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::returns::{FileReading, Reading, Tally};
use super::{Home, SheetReader};
use crate::finding::{self, Finding, Rule};
use crate::fold::has_identity_number;
use crate::intake::lexicon::Whose;
use crate::intake::sheet::{At, Cell, Content, Sheet};
use crate::model::UnitIx;
use crate::value::Place;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Value,
    Label,
    Finding,
}

/// Where identity numbers stood, by sheet, and the sheets without them.
type Impersonal = (Vec<(usize, At)>, Vec<Sheet>);

/// The sheets with every identity number taken out, and where they stood, by sheet; none where
/// there is none, as in almost every file.
pub(super) fn without_identity_numbers(sheets: &[Sheet]) -> Option<Impersonal> {
    // Only a text or a number of that many digits can be one; for no other cell, and these
    // are nearly all, is a text made.
    let last = std::cell::Cell::new(((std::ptr::null(), 0), false));
    let is_one = |cell: &Cell| match &cell.content {
        Content::Text(text) => {
            // Cells that share a text share the answer.
            let at = (text.as_ptr(), text.len());
            if last.get().0 != at {
                last.set((at, has_identity_number(text)));
            }
            last.get().1
        }
        Content::Number(number) | Content::Percent(number) => {
            number.abs() >= 1e17 && has_identity_number(&cell.content.shown())
        }
        Content::Dressed(_) | Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::NoCache => {
            false
        }
    };
    if !sheets.iter().flat_map(|sheet| &sheet.cells).any(is_one) {
        return None;
    }
    let mut clean = sheets.to_vec();
    let mut named = Vec::new();
    for (at, sheet) in clean.iter_mut().enumerate() {
        for cell in sheet.cells.iter_mut().filter(|cell| is_one(cell)) {
            named.push((at, cell.at));
            cell.content = Content::Text("***".into());
        }
    }
    Some((named, clean))
}

/// What became of every cell of a sheet, in the order of the places.
pub(super) type Roles = Vec<(At, Option<Role>)>;

impl<'d> SheetReader<'d> {
    pub(in crate::intake) fn place(&self, sheet: &Sheet, cell: Option<At>) -> Place {
        Place { file: Arc::clone(&self.file), sheet: Arc::clone(&sheet.name), cell }
    }

    pub(in crate::intake) fn find(&self, rule: Rule, sheet: &Sheet, cell: Option<At>) -> Finding {
        Finding::new(rule, self.year, self.place(sheet, cell))
    }

    /// Says what was found; of one kind in a file no more than anybody reads.
    pub(in crate::intake) fn say(&mut self, finding: Finding) {
        const MOST: usize = 1_000;
        let said = self.said.entry(finding.rule.clone()).or_default();
        *said += 1;
        if *said <= MOST {
            self.findings.push(finding);
        } else {
            let place = Place { file: Arc::clone(&self.file), ..Place::default() };
            let more = self.more.entry(finding.rule).or_insert((finding.severity, place, 0));
            more.2 += 1;
        }
    }

    /// Says what would be found again and again, once.
    pub(in crate::intake) fn say_once(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.say(finding);
        }
    }

    /// One finding for all of a kind that were not said one by one.
    pub(in crate::intake) fn say_more(&mut self) {
        for (rule, (severity, place, n)) in std::mem::take(&mut self.more) {
            let finding = Finding::new(finding::FINDINGS_MORE, self.year, place).found(rule);
            self.findings.push(Finding { severity, ..finding.fact("n", n) });
        }
    }

    /// The position of a cell among those of its sheet.
    fn position(&self, sheet: usize, cell: At) -> Option<usize> {
        self.roles.get(sheet)?.binary_search_by_key(&cell, |(place, _)| *place).ok()
    }

    /// The first role that a cell is given stays.
    pub(super) fn claim(&mut self, sheet: usize, cell: At, role: Role) {
        if let Some(position) = self.position(sheet, cell) {
            self.claim_at(sheet, position, role);
        }
    }

    /// The same of a cell by its position.
    pub(super) fn claim_at(&mut self, sheet: usize, position: usize, role: Role) {
        if let Some((_, of_cell)) = self.roles.get_mut(sheet).and_then(|roles| roles.get_mut(position)) {
            of_cell.get_or_insert(role);
        }
    }

    pub(in crate::intake) fn is_claimed(&self, sheet: usize, position: usize) -> bool {
        let roles = self.roles.get(sheet).map_or(&[][..], Vec::as_slice);
        roles.get(position).is_some_and(|(_, role)| role.is_some())
    }

    /// The positions of a sheet's cells: their order, unless two stand in one place.
    pub(in crate::intake) fn positions(&self, at: usize, sheet: &Sheet) -> Vec<usize> {
        let roles = self.roles.get(at).map_or(&[][..], Vec::as_slice);
        let places = sheet.cells.iter().map(|cell| cell.at);
        if places.clone().eq(roles.iter().map(|(place, _)| *place)) {
            return (0..roles.len()).collect();
        }
        places.map(|cell| self.position(at, cell).unwrap_or(usize::MAX)).collect()
    }

    /// Nothing of the file is used.
    pub(in crate::intake) fn refused(mut self, sheets: &[Sheet]) -> FileReading {
        self.say_more();
        let whose = self.belongs();
        let cells = sheets.iter().map(|sheet| sheet.cells.len()).sum();
        FileReading {
            file: self.file,
            year: self.year,
            readings: Vec::new(),
            whose,
            answers: Vec::new(),
            confirmed: Vec::new(),
            findings: self.findings,
            tally: Tally { cells, findings: cells, ..Tally::default() },
            grounds: Vec::new(),
        }
    }

    /// A file of which nothing is used is somebody's, and so is what is wrong with it.
    pub(in crate::intake) fn belongs(&mut self) -> Option<Whose> {
        let whose = self.whose_file();
        for finding in self.findings.iter_mut().filter(|finding| finding.unit.is_none()) {
            finding.unit = whose.map(|whose| whose.unit);
        }
        whose
    }

    /// An identity number is the concern of whose figures stand around it, and what else is wrong
    /// with its cell is not said.
    pub(in crate::intake) fn place_identity_numbers(&mut self, readings: &BTreeMap<Home, Reading>) {
        let is_one = |own: &Finding| own.rule == finding::IDENTITY_NUMBER.id;
        let cells: BTreeSet<Place> =
            self.findings.iter().filter(|own| is_one(own)).map(|own| own.place.clone()).collect();
        if cells.is_empty() {
            return;
        }
        let (others, mut findings): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut self.findings)
            .into_iter()
            .partition(|own| !is_one(own) && cells.contains(&own.place));
        let units: BTreeSet<UnitIx> = readings.values().map(|own| own.unit).collect();
        let of_file = units.first().filter(|_| units.len() == 1);
        for own in findings.iter_mut().filter(|own| is_one(own)) {
            let other = others.iter().find(|other| other.place == own.place);
            own.unit = other.and_then(|other| other.unit).or(of_file.copied());
            own.element = other.and_then(|other| other.element);
        }
        self.findings = findings;
    }
}
