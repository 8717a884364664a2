//! One workbook becomes readings: for every unit and form in it what was asked and what
//! was answered. Every cell ends as a value, a label or a finding.

mod around;
mod claims;
mod figures;
mod grounds;
mod lines;
mod parts;
mod returns;
mod totals;
mod whose;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalogue::{FormKind, Severity};
use crate::finding::{self, Finding};
use crate::fold::fold;
use crate::intake::answers;
use crate::intake::grid::Grid;
use crate::intake::identity::Frame;
use crate::intake::layout::{self, Path, Shape, Table};
use crate::intake::lexicon::Lexicon;
use crate::intake::sheet::{At, Cell, Content, Sheet};
use crate::model::{DISTRICT, ElementIx, UnitIx};
use crate::value::{DataValue, Key, Place};
use claims::{Role, Roles, without_identity_numbers};
use parts::{Answer, Heading, Owner};

pub use grounds::{Ground, Grounds};
pub use parts::Looks;
pub use returns::{FileReading, Reading, Refused, Stated, Tally};

/// Reads the sheets of one file; `traced` also notes what every figure rests on.
#[must_use]
pub fn read(
    lexicon: &Lexicon<'_>,
    file: &Arc<str>,
    year: i32,
    sheets: &[Sheet],
    traced: bool,
) -> FileReading {
    let mut desk = SheetReader {
        lexicon,
        file: Arc::clone(file),
        year,
        roles: Vec::new(),
        findings: Vec::new(),
        answers: Vec::new(),
        stated: Vec::new(),
        confirmed: Vec::new(),
        replies: Vec::new(),
        owners: BTreeMap::new(),
        last: None,
        headings: Vec::new(),
        sheets: sheets.iter().map(|sheet| Arc::clone(&sheet.name)).collect(),
        grounds: traced.then(Vec::new),
        said: BTreeMap::new(),
        more: BTreeMap::new(),
        used: false,
        skipped: None,
    };
    let impersonal = without_identity_numbers(sheets);
    let (named, sheets) = impersonal.as_ref().map_or((&[][..], sheets), |(named, sheets)| (named, sheets));
    let grids: Vec<Grid<'_>> = sheets.iter().map(|sheet| Grid::new(sheet, lexicon)).collect();
    desk.roles = grids.iter().map(|grid| grid.places().map(|place| (place, None)).collect()).collect();
    for (at, sheet, cell) in named.iter().filter_map(|(at, cell)| Some((*at, sheets.get(*at)?, *cell))) {
        desk.claim(at, cell, Role::Finding);
        let finding = desk.find(finding::IDENTITY_NUMBER, sheet, Some(cell));
        desk.say(finding);
    }
    let heads: Vec<Option<answers::Head>> =
        grids.iter().map(|grid| answers::head(grid, &lexicon.catalogue.words)).collect();
    let tables: Vec<Vec<Table<'_>>> = grids
        .iter()
        .zip(sheets)
        .zip(&heads)
        .map(|((grid, sheet), head)| match head {
            Some(_) => Vec::new(),
            None => layout::tables(grid, &sheet.name, year),
        })
        .collect();
    let frames: Vec<Frame> = grids
        .iter()
        .zip(&tables)
        .zip(&heads)
        .map(|((grid, tables), head)| match head {
            Some(_) => Frame::default(),
            None => Frame::of(grid, &tables.iter().map(|table| table.head.clone()).collect::<Vec<_>>()),
        })
        .collect();
    let date = frames.iter().zip(sheets).find_map(|(frame, sheet)| desk.date(frame, sheet));
    desk.headings = SheetReader::headings_of(&frames);
    let only_year = desk.only_year(&frames, sheets);
    for (at, sheet) in sheets.iter().enumerate() {
        let (Some(grid), Some(tables), Some(frame)) = (grids.get(at), tables.get(at), frames.get(at)) else {
            continue;
        };
        for cell in &frame.cells {
            desk.claim(at, *cell, Role::Label);
        }
        if let Some(head) = heads.get(at).and_then(Option::as_ref) {
            desk.correction_sheet(at, sheet, grid, head);
        }
        desk.tables(at, sheet, grid, frame, tables, only_year.as_ref());
        desk.tried(sheet, grid, tables);
        desk.rest(at, sheet, !tables.is_empty());
    }
    if let (false, Some((place, found, other))) = (desk.used, desk.skipped.take()) {
        // The notices of its sheets say nothing more.
        desk.findings.retain(|finding| finding.rule != finding::SHEET_YEAR.id);
        let finding = Finding::new(finding::FILE_YEAR, year, place).found(found);
        desk.say(finding.fact("year", other.to_string()).fact("folder", year.to_string()));
        return desk.refused(sheets);
    }
    let corrects = heads.iter().any(Option::is_some);
    let unknown = desk.findings.iter().any(|finding| finding.rule == finding::SHEET_UNKNOWN.id);
    if tables.iter().all(Vec::is_empty) && !unknown && !corrects {
        let place = Place { file: Arc::clone(file), ..Place::default() };
        desk.say(Finding::new(finding::FILE_NO_TABLE, year, place));
        return desk.refused(sheets);
    }
    desk.finish(date)
}

/// A heading and the table under it: sheet, first row and column, the cells with code and name.
type Under = (usize, u32, u32, Option<At>, Option<At>);

pub(super) struct SheetReader<'a> {
    lexicon: &'a Lexicon<'a>,
    file: Arc<str>,
    year: i32,
    /// By sheet.
    roles: Vec<Roles>,
    findings: Vec<Finding>,
    answers: Vec<Answer>,
    stated: Vec<Stated>,
    confirmed: Vec<(Key, answers::Remark)>,
    /// What correction sheets say.
    replies: Vec<answers::Answer>,
    /// Whose what was asked for already is: by sheet and the cell that says it.
    owners: BTreeMap<(usize, Option<At>), Option<Owner>>,
    /// Whose the row before was: by sheet, table and the cells that say it.
    last: Option<(Under, Owner)>,
    /// What the sheets say first of whose they are, each unit once.
    headings: Vec<Heading>,
    /// The sheets' names.
    sheets: Vec<Arc<str>>,
    /// What figures rest on, where somebody asked.
    grounds: Option<Vec<(Place, Grounds)>>,
    /// How often each rule was broken, and what of it was not said one by one.
    said: BTreeMap<String, usize>,
    more: BTreeMap<String, (Severity, Place, usize)>,
    /// Whether a table was read, and what was said first of another year.
    used: bool,
    skipped: Option<(Place, String, i32)>,
}

impl<'d> SheetReader<'d> {
    /// A layout that was taught for a sheet and whose heads do not all stand on it.
    fn tried(&mut self, sheet: &Sheet, grid: &Grid<'_>, tables: &[Table<'_>]) {
        for layout in self.lexicon.layouts.iter().filter(|layout| layout.is_for(&sheet.name)) {
            // Forms that are read without it are none of its business.
            let read = tables.iter().any(|table| table.has_element_rows() || table.shape == Shape::Centres);
            let missing = if read { Vec::new() } else { layout.missing(grid) };
            if !missing.is_empty() {
                let finding = self.find(finding::LAYOUT_TRIED, sheet, None).found(missing.join("、"));
                self.say(finding.fact("name", layout.name.clone()));
            }
        }
    }

    /// Reads a correction sheet that came back.
    fn correction_sheet(&mut self, at: usize, sheet: &Sheet, grid: &Grid<'_>, head: &answers::Head) {
        self.used = true;
        let place = |cell: &Cell| self.place(sheet, Some(cell.at));
        let lines = answers::lines(grid, head, self.lexicon, place);
        let says = |own: &answers::Answer| {
            own.corrected.is_some() || own.confirmed.is_some() || own.unclear.is_some()
        };
        if lines.iter().all(|line| line.cell.is_none() && !says(&line.answer)) {
            let unit = lines.first().and_then(|line| line.answer.names.0);
            let finding = self.find(finding::ANSWER_NONE, sheet, None);
            self.say(finding.of(unit.map(|unit| self.lexicon.registry.sender(unit))));
        }
        for answers::AnswerLine { answer, cell, rule } in lines {
            if let Some((rule, cell)) = rule.zip(cell) {
                let (unit, element) = answer.names;
                let finding = self.find(rule, sheet, Some(cell.at)).of(unit).on(element);
                let read = answer.corrected.as_ref().zip(element);
                let read = read.map(|((value, _), element)| self.lexicon.catalogue.shown(element, *value));
                let about = element.map(|element| self.lexicon.catalogue.element(element));
                let label = about.map(|about| about.label.clone()).unwrap_or_default();
                let unit = about.map(|about| about.unit.clone()).unwrap_or_default();
                self.say(
                    finding
                        .found(cell.content.words())
                        .fact("label", &label)
                        .fact("said", self.power(1))
                        .fact("unit", &unit)
                        .fact("read", read.unwrap_or_default()),
                );
            }
            if let Some(cell) = cell {
                let is_used = answer.corrected.is_some();
                self.claim(at, cell.at, if is_used { Role::Value } else { Role::Finding });
            }
            self.replies.push(answer);
        }
        for row in grid.rows(0..grid.end()) {
            for (_, cell) in grid.row(row) {
                self.claim(at, cell.at, Role::Label);
            }
        }
    }

    /// What no table claimed: text is a title or a note, a number is in no place that
    /// is understood.
    fn rest(&mut self, at: usize, sheet: &Sheet, understood: bool) {
        let words = &self.lexicon.catalogue.words;
        let known = words.known_sheets.contains(&fold(&sheet.name));
        if sheet.hidden && !sheet.cells.is_empty() && !known {
            let finding = self.find(finding::SHEET_HIDDEN, sheet, None);
            self.say(finding);
        }
        let positions = self.positions(at, sheet);
        // What says something that a return could say.
        let lexicon = self.lexicon;
        let is_figure = |cell: &Cell| match &cell.content {
            Content::Text(text) => lexicon.word(text).is_an_answer,
            Content::Date(_) => false,
            Content::Number(_)
            | Content::Percent(_)
            | Content::Dressed(_)
            | Content::Bool(_)
            | Content::Error(_)
            | Content::NoCache => true,
        };
        let lost = |(cell, position): (&Cell, &usize)| !self.is_claimed(at, *position) && is_figure(cell);
        if !known && !understood && sheet.cells.iter().zip(&positions).any(lost) {
            let finding = self.find(finding::SHEET_UNKNOWN, sheet, None);
            self.say(finding.found(&sheet.name).fact("n", sheet.cells.len()));
            for position in &positions {
                self.claim_at(at, *position, Role::Finding);
            }
        }
        // One finding a column, so that a foreign column does not drown the others.
        let mut stray: BTreeMap<u32, Vec<&Cell>> = BTreeMap::new();
        for (cell, position) in sheet.cells.iter().zip(positions) {
            if self.is_claimed(at, position) {
                continue;
            }
            if known || !is_figure(cell) {
                self.claim_at(at, position, Role::Label);
            } else {
                stray.entry(cell.at.1).or_default().push(cell);
                self.claim_at(at, position, Role::Finding);
            }
        }
        for cells in stray.values() {
            let Some(first) = cells.first() else { continue };
            let finding = self.find(finding::CELL_STRAY, sheet, Some(first.at));
            self.say(finding.found(first.content.words()).fact("n", cells.len()));
        }
    }

    fn finish(mut self, date: Option<NaiveDate>) -> FileReading {
        let mut tally = Tally::default();
        for role in self.roles.iter().flatten().filter_map(|(_, role)| *role) {
            tally.cells += 1;
            match role {
                Role::Value => tally.values += 1,
                Role::Label => tally.labels += 1,
                Role::Finding => tally.findings += 1,
            }
        }
        self.say_more();
        let named = self.lexicon.units_within(stem(&self.file));
        let said: Vec<UnitIx> = self
            .owners
            .values()
            .filter_map(|owner| match owner {
                Some(Owner::Unit(unit, _)) => Some(*unit),
                Some(Owner::Refused) | None => None,
            })
            .collect();
        let form_of_own = |unit: UnitIx| unit == DISTRICT || said.contains(&unit) || named == [unit];
        let mut all = std::mem::take(&mut self.answers);
        // Of one key in the order of the file.
        all.sort_by_key(|answer| answer.key);
        let mut all = all.into_iter().peekable();
        let mut readings: BTreeMap<Home, Reading> = BTreeMap::new();
        while let Some(first) = all.next() {
            let key = first.key;
            let mut others = Vec::new();
            while let Some(other) = all.next_if(|other| other.key == key) {
                others.push(other);
            }
            let (unit, form, reporter) = home(self.lexicon, key);
            let (asked, looks) = (first.place.clone(), first.looks);
            let blank = first.blank && others.iter().all(|other| other.blank);
            let value = self.one(first, others, &mut tally);
            let reading = readings.entry((unit, form, reporter.clone())).or_insert_with(|| Reading {
                unit,
                form,
                reporter,
                file: Arc::clone(&self.file),
                received: date,
                own: form_of_own(unit),
                blank: Vec::new(),
                refused: Vec::new(),
                values: Vec::new(),
                stated: Vec::new(),
                corrects: BTreeSet::new(),
            });
            match value {
                Some(value) => reading.values.push(value),
                None if blank => reading.blank.push((key, asked)),
                None => reading.refused.push(Refused { key, place: asked, looks }),
            }
        }
        for stated in std::mem::take(&mut self.stated) {
            if let Some(reading) = readings.get_mut(&home(self.lexicon, stated.key)) {
                reading.stated.push(stated);
            }
        }
        self.place_identity_numbers(&readings);
        let whose = if tally.values == 0 { self.belongs() } else { None };
        FileReading {
            file: self.file,
            year: self.year,
            readings: readings.into_values().collect(),
            whose,
            answers: self.replies,
            confirmed: self.confirmed,
            findings: self.findings,
            tally,
            grounds: self.grounds.unwrap_or_default(),
        }
    }

    /// One figure given several times in a file counts once if all say the same, and
    /// not at all otherwise.
    fn one(&mut self, first: Answer, others: Vec<Answer>, tally: &mut Tally) -> Option<DataValue> {
        let key = first.key;
        let given = std::iter::once(first).chain(others);
        let mut given = given.filter_map(|answer| {
            let (value, note) = answer.value?;
            Some(DataValue { key, value, place: answer.place, note })
        });
        let first = given.next()?;
        let others: Vec<DataValue> = given.collect();
        let same = others.iter().all(|other| other.value == first.value);
        let rule = if same { finding::VALUE_TWICE } else { finding::VALUE_TWICE_DIFFERENT };
        for other in &others {
            let finding = Finding::new(rule, self.year, other.place.clone()).of(key.unit).on(key.element);
            let shown = |value| self.lexicon.catalogue.shown(key.element, value);
            self.say(
                finding
                    .found(shown(other.value))
                    .fact("other", shown(first.value))
                    .fact("cell", first.place.spelled()),
            );
        }
        if same {
            return Some(first);
        }
        tally.values -= others.len() + 1;
        tally.findings += others.len() + 1;
        None
    }
}

/// A return: who sends it in, on which form, for which department.
pub(super) type Home = (UnitIx, FormKind, Option<String>);

/// The return to which a figure belongs.
pub(crate) fn home(lexicon: &Lexicon<'_>, key: Key) -> Home {
    let element = lexicon.catalogue.element(key.element);
    let unit = match element.form {
        FormKind::District => DISTRICT,
        FormKind::Village | FormKind::Facility | FormKind::Centres | FormKind::Township => {
            lexicon.registry.sender(key.unit)
        }
    };
    (unit, element.form, element.reporter.clone())
}

/// The name of a file without its folder and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name as it is looked up: none is as long as a remark that fills its cell.
fn bounded(name: &str) -> String {
    const LONGEST_NAME: usize = 80;
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => name.get(..end).unwrap_or_default().to_owned(),
        None => name.to_owned(),
    }
}

/// The elements that a path can mean.
fn elements_of<'p>(path: &'p Path<'_>) -> impl Iterator<Item = ElementIx> + 'p {
    let labels = if path.code.is_some() { &[][..] } else { path.labels };
    path.code.into_iter().chain(labels.iter().copied())
}
