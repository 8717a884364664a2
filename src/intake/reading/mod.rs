//! One workbook becomes readings: for every unit and form in it what was asked and what
//! was answered. Every cell ends as a value, a label or a finding.

mod around;
mod claims;
mod figures;
mod given;
mod grounds;
mod lines;
mod parts;
mod returns;
mod sections;
mod totals;
mod whose;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{self, Finding, Rule};
use crate::fold::fold;
use crate::formats::sheet::{At, Cell, Content, Sheet};
use crate::intake::answers;
use crate::intake::grid::Grid;
use crate::intake::identity::Frame;
use crate::intake::layout::{self, Path, Shape, Table};
use crate::intake::lexicon::Lexicon;
use crate::model::ElementIx;
use crate::value::Place;
use claims::{Claims, Role, without_identity_numbers};
use given::Answers;
use parts::Page;
use whose::Owners;

pub(crate) use given::home;
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
    let impersonal = without_identity_numbers(sheets);
    let (named, sheets) = impersonal.as_ref().map_or((&[][..], sheets), |(named, sheets)| (named, sheets));
    let grids: Vec<Grid<'_>> = sheets.iter().map(|sheet| Grid::new(sheet, lexicon)).collect();
    let mut claims = Claims::new(file, year, &grids);
    for (at, sheet, cell) in named.iter().filter_map(|(at, cell)| Some((*at, sheets.get(*at)?, *cell))) {
        claims.claim(at, cell, Role::Finding);
        claims.say(claims.find(finding::IDENTITY_NUMBER, sheet, Some(cell)));
    }
    let heads: Vec<Option<answers::Head>> =
        grids.iter().map(|grid| answers::head(grid, &lexicon.catalogue.words)).collect();
    let around = grids.iter().zip(sheets).zip(&heads).map(|((grid, sheet), head)| {
        if head.is_some() {
            return (Vec::new(), Frame::default());
        }
        let tables = layout::tables(grid, &sheet.name, year);
        let frame = Frame::of(grid, &tables.iter().map(|table| table.head.clone()).collect::<Vec<_>>());
        (tables, frame)
    });
    let (tables, frames): (Vec<Vec<Table<'_>>>, Vec<Frame>) = around.unzip();
    let received =
        frames.iter().zip(sheets).find_map(|(frame, sheet)| around::date(&mut claims, frame, sheet));
    if received.is_some() {
        // A sheet of last year that was left in says when that was sent.
        claims.unsay(finding::DATE_EARLY);
    }
    let only_year = around::only_year(&claims, lexicon, &frames, sheets);
    let mut owners = Owners::new(&frames, sheets);
    let mut answers = Answers::new(traced);
    let pages = sheets.iter().zip(&grids).zip(&heads).zip(&tables).zip(&frames);
    for (at, ((((sheet, grid), head), tables), frame)) in pages.enumerate() {
        let page = Page { at, sheet, grid, frame };
        let (claims, owners, answers) = (&mut claims, &mut owners, &mut answers);
        let mut reader = SheetReader { lexicon, page, claims, owners, answers };
        for cell in &frame.cells {
            reader.claim(*cell, Role::Label);
        }
        if let Some(head) = head {
            reader.correction_sheet(head);
        }
        reader.tables(tables, only_year.as_ref());
        reader.tried(tables);
        reader.rest(!tables.is_empty());
    }
    let path = fold(file);
    let is_void = lexicon.catalogue.words.void_files.iter().any(|word| path.contains(word.as_str()));
    let refused = if is_void {
        Some(Finding::new(finding::FILE_VOID, year, claims.whole()).found(file.as_ref()))
    } else if let (false, Some((place, found, other))) = (answers.used, answers.skipped.take()) {
        // The notices of its sheets say nothing more.
        claims.unsay(finding::SHEET_YEAR);
        claims.unsay(finding::DATE_EARLY);
        let mut finding = Finding::new(finding::FILE_YEAR, year, place.clone()).found(found);
        if place.sheet.is_empty() {
            finding.message = key!("finding-file-year-name").any();
        }
        Some(finding.fact("year", other.to_string()).fact("folder", year.to_string()))
    } else {
        let is_empty = tables.iter().all(Vec::is_empty) && heads.iter().all(Option::is_none);
        let is_unknown = is_empty && !claims.has_said(finding::SHEET_UNKNOWN);
        is_unknown.then(|| Finding::new(finding::FILE_NO_TABLE, year, claims.whole()))
    };
    let is_refused = refused.is_some();
    if let Some(finding) = refused {
        claims.say(finding);
        claims.refuse_all();
        answers = Answers::default();
    }
    claims.say_more();
    let readings = answers.readings(lexicon, &mut claims, &owners, received);
    if !is_refused {
        claims.place_identity_numbers(&readings);
    }
    let tally = claims.tally();
    let whose = if tally.values == 0 { owners.whose_file(lexicon, file) } else { None };
    FileReading {
        file: Arc::clone(file),
        year,
        readings,
        whose,
        answers: answers.replies,
        confirmed: answers.confirmed,
        findings: claims.into_findings(whose.map(|whose| whose.unit)),
        tally,
        grounds: answers.grounds.unwrap_or_default(),
    }
}

/// Reads one sheet of a file: what it says goes to the parts.
struct SheetReader<'a> {
    lexicon: &'a Lexicon<'a>,
    page: Page<'a>,
    claims: &'a mut Claims,
    owners: &'a mut Owners,
    answers: &'a mut Answers,
}

impl<'a> SheetReader<'a> {
    fn place(&self, cell: Option<At>) -> Place {
        self.claims.place(self.page.sheet, cell)
    }

    fn find(&self, rule: Rule, cell: Option<At>) -> Finding {
        self.claims.find(rule, self.page.sheet, cell)
    }

    fn claim(&mut self, cell: At, role: Role) -> bool {
        self.claims.claim(self.page.at, cell, role)
    }

    /// A layout that was taught for a sheet and whose heads do not all stand on it.
    fn tried(&mut self, tables: &[Table<'_>]) {
        let Page { sheet, grid, .. } = self.page;
        for layout in self.lexicon.layouts.iter().filter(|layout| layout.is_for(&sheet.name)) {
            // Forms that are read without it are none of its business.
            let read = tables.iter().any(|table| table.has_element_rows() || table.shape == Shape::Centres);
            let missing = if read { Vec::new() } else { layout.missing(grid) };
            if !missing.is_empty() {
                let finding = self.find(finding::LAYOUT_TRIED, None).found(missing.join("、"));
                self.claims.say(finding.fact("name", layout.name.clone()));
            }
        }
    }

    /// Reads a correction sheet that came back.
    fn correction_sheet(&mut self, head: &answers::Head) {
        let grid = self.page.grid;
        self.answers.used = true;
        let place = |cell: &Cell| self.place(Some(cell.at));
        let lines = answers::lines(grid, head, self.lexicon, place);
        let says = |own: &answers::Answer| {
            own.corrected.is_some() || own.confirmed.is_some() || own.unclear.is_some()
        };
        if lines.iter().all(|line| line.cell.is_none() && !says(&line.answer)) {
            let unit = lines.first().and_then(|line| line.answer.names.0);
            let finding = self.find(finding::ANSWER_NONE, None);
            self.claims.say(finding.of(unit.map(|unit| self.lexicon.registry.sender(unit))));
        }
        for answers::AnswerLine { answer, cell, rule } in lines {
            if let Some((rule, cell)) = rule.zip(cell) {
                let (unit, element) = answer.names;
                let finding = self.find(rule, Some(cell.at)).of(unit).on(element);
                let read = answer.corrected.as_ref().zip(element);
                let read = read.map(|((value, _), element)| self.lexicon.catalogue.shown(element, *value));
                let about = element.map(|element| self.lexicon.catalogue.element(element));
                let label = about.map(|about| about.label.clone()).unwrap_or_default();
                let unit = about.map(|about| about.unit.clone()).unwrap_or_default();
                self.claims.say(
                    finding
                        .found(cell.content.words())
                        .fact("label", &label)
                        .fact("said", self.lexicon.catalogue.words.power(1))
                        .fact("unit", &unit)
                        .fact("read", read.unwrap_or_default()),
                );
            }
            if let Some(cell) = cell {
                let is_used = answer.corrected.is_some();
                self.claim(cell.at, if is_used { Role::Value } else { Role::Finding });
            }
            self.answers.replies.push(answer);
        }
        for row in grid.rows(0..grid.end()) {
            for (_, cell) in grid.row(row) {
                self.claim(cell.at, Role::Label);
            }
        }
    }

    /// What no table claimed: text is a title or a note, a number is in no place that
    /// is understood.
    fn rest(&mut self, understood: bool) {
        let (Page { at, sheet, .. }, lexicon) = (self.page, self.lexicon);
        let known = lexicon.catalogue.words.known_sheets.contains(&fold(&sheet.name));
        if sheet.hidden && !sheet.cells.is_empty() && !known {
            self.claims.say(self.find(finding::SHEET_HIDDEN, None));
        }
        // What says something that a return could say.
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
        let left = self.claims.unclaimed(at, sheet);
        if !known && !understood && left.iter().any(|cell| is_figure(cell)) {
            let finding = self.find(finding::SHEET_UNKNOWN, None);
            self.claims.say(finding.found(&sheet.name).fact("n", sheet.cells.len()));
            for cell in &left {
                self.claim(cell.at, Role::Finding);
            }
        }
        // One finding a column, so that a foreign column does not drown the others.
        let mut stray: BTreeMap<u32, Vec<&Cell>> = BTreeMap::new();
        for cell in left {
            let is_stray = !known && is_figure(cell);
            if self.claim(cell.at, if is_stray { Role::Finding } else { Role::Label }) && is_stray {
                stray.entry(cell.at.1).or_default().push(cell);
            }
        }
        for cells in stray.values() {
            let Some(first) = cells.first() else { continue };
            let finding = self.find(finding::CELL_STRAY, Some(first.at));
            self.claims.say(finding.found(first.content.words()).fact("n", cells.len()));
        }
    }
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
