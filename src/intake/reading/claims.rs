//! What becomes of the cells of a file: each is claimed once, as a value, a label, or by a finding,
//! and what is wrong is said. Only here cells are claimed and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::returns::{Reading, Tally};
use crate::catalogue::Severity;
use crate::finding::{self, Finding, Rule};
use crate::fold::has_identity_number;
use crate::formats::sheet::{At, Cell, Content, Sheet};
use crate::intake::grid::Grid;
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

/// What became of the cells of a file, and what is wrong with it.
pub(super) struct Claims {
    pub(super) file: Arc<str>,
    pub(super) year: i32,
    /// By sheet, in the order of the places.
    roles: Vec<Vec<(At, Option<Role>)>>,
    findings: Vec<Finding>,
    /// How often each rule was broken, and what of it was not said one by one.
    said: BTreeMap<String, usize>,
    more: BTreeMap<String, (Severity, usize)>,
}

impl Claims {
    pub(super) fn new(file: &Arc<str>, year: i32, grids: &[Grid<'_>]) -> Self {
        let open = |grid: &Grid<'_>| grid.places().map(|place| (place, None)).collect();
        Self {
            file: Arc::clone(file),
            year,
            roles: grids.iter().map(open).collect(),
            findings: Vec::new(),
            said: BTreeMap::new(),
            more: BTreeMap::new(),
        }
    }

    pub(super) fn place(&self, sheet: &Sheet, cell: Option<At>) -> Place {
        Place { file: Arc::clone(&self.file), sheet: Arc::clone(&sheet.name), cell }
    }

    /// The place of what is said of the file as a whole.
    pub(super) fn whole(&self) -> Place {
        Place { file: Arc::clone(&self.file), ..Place::default() }
    }

    pub(super) fn find(&self, rule: Rule, sheet: &Sheet, cell: Option<At>) -> Finding {
        Finding::new(rule, self.year, self.place(sheet, cell))
    }

    /// Says what was found; of one kind in a file no more than anybody reads.
    pub(super) fn say(&mut self, finding: Finding) {
        const MOST: usize = 1_000;
        let said = self.said.entry(finding.rule.clone()).or_default();
        *said += 1;
        if *said <= MOST {
            self.findings.push(finding);
        } else {
            self.more.entry(finding.rule).or_insert((finding.severity, 0)).1 += 1;
        }
    }

    /// Says what would be found again and again, once.
    pub(super) fn say_once(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.say(finding);
        }
    }

    /// One finding for all of a kind that were not said one by one.
    pub(super) fn say_more(&mut self) {
        for (rule, (severity, n)) in std::mem::take(&mut self.more) {
            let finding = Finding::new(finding::FINDINGS_MORE, self.year, self.whole()).found(rule);
            self.findings.push(Finding { severity, ..finding.fact("n", n) });
        }
    }

    /// Whether a rule was broken.
    pub(super) fn has_said(&self, rule: Rule) -> bool {
        self.findings.iter().any(|own| own.rule == rule.id)
    }

    /// Takes back what another finding says better.
    pub(super) fn unsay(&mut self, rule: Rule) {
        self.findings.retain(|own| own.rule != rule.id);
    }

    fn role(&mut self, sheet: usize, cell: At) -> Option<&mut Option<Role>> {
        let roles = self.roles.get_mut(sheet)?;
        let position = roles.binary_search_by_key(&cell, |(place, _)| *place).ok()?;
        roles.get_mut(position).map(|(_, role)| role)
    }

    /// Gives a cell its role, and says whether it had none: the first one stays.
    pub(super) fn claim(&mut self, sheet: usize, cell: At, role: Role) -> bool {
        let own = self.role(sheet, cell).filter(|own| own.is_none());
        own.map(|own| *own = Some(role)).is_some()
    }

    /// The same of a cell by its position among those of its sheet.
    pub(super) fn claim_at(&mut self, sheet: usize, position: usize, role: Role) {
        if let Some((_, own)) = self.roles.get_mut(sheet).and_then(|roles| roles.get_mut(position)) {
            own.get_or_insert(role);
        }
    }

    /// A cell that was to be a value is none after all: a finding names it.
    pub(super) fn refuse(&mut self, sheet: usize, cell: At) {
        if let Some(own) = self.role(sheet, cell) {
            *own = Some(Role::Finding);
        }
    }

    /// Nothing of the file is used.
    pub(super) fn refuse_all(&mut self) {
        for (_, own) in self.roles.iter_mut().flatten() {
            *own = Some(Role::Finding);
        }
    }

    /// The cells of a sheet that nothing has claimed yet.
    pub(super) fn unclaimed<'s>(&self, at: usize, sheet: &'s Sheet) -> Vec<&'s Cell> {
        let roles = self.roles.get(at).into_iter().flatten();
        // As sorted as the places are.
        let open: Vec<At> = roles.filter(|(_, role)| role.is_none()).map(|(place, _)| *place).collect();
        sheet.cells.iter().filter(|cell| open.binary_search(&cell.at).is_ok()).collect()
    }

    /// Where the cells went, as it stands now.
    pub(super) fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for role in self.roles.iter().flatten().filter_map(|(_, role)| *role) {
            tally.cells += 1;
            match role {
                Role::Value => tally.values += 1,
                Role::Label => tally.labels += 1,
                Role::Finding => tally.findings += 1,
            }
        }
        tally
    }

    /// An identity number is the concern of whose figures stand around it, and what else is wrong
    /// with its cell is not said.
    pub(super) fn place_identity_numbers(&mut self, readings: &[Reading]) {
        let is_one = |own: &Finding| own.rule == finding::IDENTITY_NUMBER.id;
        let cells: BTreeSet<Place> =
            self.findings.iter().filter(|own| is_one(own)).map(|own| own.place.clone()).collect();
        if cells.is_empty() {
            return;
        }
        let (others, mut findings): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut self.findings)
            .into_iter()
            .partition(|own| !is_one(own) && cells.contains(&own.place));
        let units: BTreeSet<UnitIx> = readings.iter().map(|own| own.unit).collect();
        let of_file = units.first().filter(|_| units.len() == 1);
        for own in findings.iter_mut().filter(|own| is_one(own)) {
            let other = others.iter().find(|other| other.place == own.place);
            own.unit = other.and_then(|other| other.unit).or(of_file.copied());
            own.element = other.and_then(|other| other.element);
        }
        self.findings = findings;
    }

    /// What is wrong. A file of which nothing is used is somebody's, and so is what is wrong with it.
    pub(super) fn into_findings(mut self, of_file: Option<UnitIx>) -> Vec<Finding> {
        for finding in &mut self.findings {
            finding.unit = finding.unit.or(of_file);
        }
        self.findings
    }
}
