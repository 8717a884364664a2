//! One workbook becomes readings: for every unit and form in it what was asked and what
//! was answered. Every cell ends as a value, a label or a finding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalogue::{Column, ElementIx, FormKind, Level};
use crate::finding::{self, Finding, Rule};
use crate::fold::{fold, has_identity_number, impersonal, is_blank, visible};
use crate::intake::figure;
use crate::intake::identity::{self, Heading, Said};
use crate::intake::layout::{self, Grid, Shape, Table};
use crate::intake::lexicon::{Lexicon, Unresolved, Word, level_of};
use crate::intake::workbook::{Cell, Content, Sheet};
use crate::registry::{DISTRICT, UnitIx};
use crate::value::{DataValue, Key, Place, Value};

/// The part of a file that is one unit's return of one form.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The unit that returns it.
    pub unit: UnitIx,
    /// The form.
    pub form: FormKind,
    /// The department, for the district's forms.
    pub reporter: Option<String>,
    /// The file.
    pub file: Arc<str>,
    /// The day on which it was sent, as it says.
    pub received: Option<NaiveDate>,
    /// What was asked and not answered.
    pub blank: Vec<(Key, Place)>,
    /// What was answered.
    pub values: Vec<DataValue>,
}

/// Where the cells of a file went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells that are not empty.
    pub cells: usize,
    /// Cells that carry a data value.
    pub values: usize,
    /// Cells that are labels, notes or signatures.
    pub labels: usize,
    /// Cells that a finding names and that carry no value.
    pub findings: usize,
}

/// A file read.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// The file, relative to `returns/`.
    pub file: Arc<str>,
    /// The year of its folder.
    pub year: i32,
    /// What it says.
    pub readings: Vec<Reading>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// Where its cells went.
    pub tally: Tally,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Value,
    Label,
    Finding,
}

/// An answer with the words of its cell where they were not plain, or a question that was left
/// open.
struct Answer {
    key: Key,
    place: Place,
    value: Option<(Value, String)>,
}

/// A table with the sheet it stands on; `at` is the sheet's position in the file.
#[derive(Clone, Copy)]
struct Leaf<'a> {
    at: usize,
    sheet: &'a Sheet,
    grid: &'a Grid<'a>,
    table: &'a Table,
}

impl<'a> Leaf<'a> {
    /// Where the table has a column.
    fn column(self, column: Column) -> Option<u32> {
        self.table.columns.get(&column).copied()
    }

    /// What stands in a row's cell of a column; nothing where there is none.
    fn text(self, row: u32, column: Column) -> Cow<'a, str> {
        self.grid.text(row, self.column(column)).unwrap_or_default()
    }

    /// What there is to know of it.
    fn word(self, row: u32, column: Column) -> Rc<Word> {
        self.grid.word(row, self.column(column))
    }
}

/// A row of a table with a row an org unit.
enum Line {
    /// Its counts by column.
    Counts(BTreeMap<u32, i64>),
    /// A row of totals with its name.
    Total(u32, String),
}

/// Whose the figures of a form are: the unit, or nobody, and then nothing is used.
#[derive(Clone, Copy)]
enum Owner {
    Unit(UnitIx),
    Refused,
}

/// Reads the sheets of one file.
#[must_use]
pub fn read(lexicon: &Lexicon<'_>, file: &Arc<str>, year: i32, sheets: &[Sheet]) -> FileReading {
    let mut desk = Desk {
        lexicon,
        file: Arc::clone(file),
        year,
        roles: Vec::new(),
        findings: Vec::new(),
        answers: Vec::new(),
    };
    let impersonal = without_identity_numbers(sheets);
    let (named, sheets) = impersonal.as_ref().map_or((&[][..], sheets), |(named, sheets)| (named, sheets));
    let grids: Vec<Grid<'_>> = sheets.iter().map(|sheet| Grid::new(sheet, lexicon)).collect();
    desk.roles = grids.iter().map(|grid| grid.places().map(|place| (place, None)).collect()).collect();
    for (at, sheet, cell) in named.iter().filter_map(|(at, cell)| Some((*at, sheets.get(*at)?, *cell))) {
        desk.claim(at, cell, Role::Finding);
        let finding = desk.find(finding::IDENTITY_NUMBER, sheet, Some(cell));
        desk.findings.push(finding);
    }
    let tables: Vec<Vec<Table>> =
        grids.iter().zip(sheets).map(|(grid, sheet)| layout::tables(grid, &sheet.name)).collect();
    let headings: Vec<Heading> =
        grids.iter().zip(&tables).map(|(grid, tables)| Heading::of(grid, tables)).collect();
    let of_year = headings
        .iter()
        .zip(sheets)
        .filter(|(heading, _)| heading.year.is_some())
        .all(|(heading, sheet)| desk.year_agrees(heading, sheet));
    if !of_year {
        return desk.refused(sheets);
    }
    for ((heading, sheet), tables) in headings.iter().zip(sheets).zip(&tables) {
        if heading.year.is_none() && !tables.is_empty() {
            desk.title_year(sheet, tables);
        }
    }
    let date = headings.iter().zip(sheets).find_map(|(heading, sheet)| desk.date(heading, sheet));
    let first = headings.iter().position(Heading::names_a_unit);
    let mut owners: BTreeMap<usize, Owner> = BTreeMap::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let (Some(grid), Some(tables), Some(heading)) = (grids.get(at), tables.get(at), headings.get(at))
        else {
            continue;
        };
        for cell in &heading.cells {
            desk.claim(at, *cell, Role::Label);
        }
        let from = if heading.names_a_unit() { Some(at) } else { first };
        let needed = tables.iter().any(|table| !matches!(table.shape, Shape::Units(_)));
        let owner = match from.and_then(|from| Some((from, headings.get(from)?, sheets.get(from)?))) {
            Some((from, heading, sheet)) => {
                Some(*owners.entry(from).or_insert_with(|| desk.owner(heading, sheet)))
            }
            None if needed => Some(desk.owner_by_name(sheet)),
            None => None,
        };
        for table in tables {
            desk.table(Leaf { at, sheet, grid, table }, heading, owner);
        }
        desk.rest(at, sheet, !tables.is_empty());
    }
    let unknown = desk.findings.iter().any(|finding| finding.rule == finding::SHEET_UNKNOWN.id);
    if tables.iter().all(Vec::is_empty) && !unknown {
        let place = Place { file: Arc::clone(file), ..Place::default() };
        desk.findings.push(Finding::new(finding::FILE_NO_TABLE, year, place));
        return desk.refused(sheets);
    }
    desk.finish(date)
}

/// A cell, by its row and column.
type At = (u32, u32);

/// Where identity numbers stood, by sheet, and the sheets without them.
type Impersonal = (Vec<(usize, At)>, Vec<Sheet>);

/// The sheets with every identity number taken out, and where they stood, by sheet; none where
/// there is none, as in almost every file.
fn without_identity_numbers(sheets: &[Sheet]) -> Option<Impersonal> {
    // Only a text or a number of that many digits can be one; for no other cell, and these
    // are nearly all, is a text made.
    let is_one = |cell: &Cell| match &cell.content {
        Content::Text(text) => has_identity_number(text),
        Content::Number(number) | Content::Percent(number) => {
            number.abs() >= 1e17 && has_identity_number(&cell.content.shown())
        }
        Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::NoCache => false,
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
type Roles = Vec<(At, Option<Role>)>;

struct Desk<'a> {
    lexicon: &'a Lexicon<'a>,
    file: Arc<str>,
    year: i32,
    /// By sheet.
    roles: Vec<Roles>,
    findings: Vec<Finding>,
    answers: Vec<Answer>,
}

impl Desk<'_> {
    fn place(&self, sheet: &Sheet, cell: Option<(u32, u32)>) -> Place {
        Place { file: Arc::clone(&self.file), sheet: Arc::clone(&sheet.name), cell }
    }

    fn find(&self, rule: Rule, sheet: &Sheet, cell: Option<(u32, u32)>) -> Finding {
        Finding::new(rule, self.year, self.place(sheet, cell))
    }

    /// The position of a cell among those of its sheet.
    fn position(&self, sheet: usize, cell: At) -> Option<usize> {
        self.roles.get(sheet)?.binary_search_by_key(&cell, |(place, _)| *place).ok()
    }

    /// The first role that a cell is given stays.
    fn claim(&mut self, sheet: usize, cell: At, role: Role) {
        if let Some(position) = self.position(sheet, cell) {
            self.claim_at(sheet, position, role);
        }
    }

    /// The same of a cell by its position.
    fn claim_at(&mut self, sheet: usize, position: usize, role: Role) {
        if let Some((_, of_cell)) = self.roles.get_mut(sheet).and_then(|roles| roles.get_mut(position)) {
            of_cell.get_or_insert(role);
        }
    }

    fn is_claimed(&self, sheet: usize, position: usize) -> bool {
        let roles = self.roles.get(sheet).map_or(&[][..], Vec::as_slice);
        roles.get(position).is_some_and(|(_, role)| role.is_some())
    }

    /// The positions of a sheet's cells: their order, unless two stand in one place.
    fn positions(&self, at: usize, sheet: &Sheet) -> Vec<usize> {
        let roles = self.roles.get(at).map_or(&[][..], Vec::as_slice);
        let places = sheet.cells.iter().map(|cell| cell.at);
        if places.clone().eq(roles.iter().map(|(place, _)| *place)) {
            return (0..roles.len()).collect();
        }
        places.map(|cell| self.position(at, cell).unwrap_or(usize::MAX)).collect()
    }

    fn year_agrees(&mut self, heading: &Heading, sheet: &Sheet) -> bool {
        let Some(said) = &heading.year else { return true };
        match identity::year(&said.content) {
            Some(year) if year == self.year => true,
            Some(year) => {
                let finding = self.find(finding::FILE_YEAR, sheet, Some(said.at));
                self.findings.push(
                    finding
                        .found(said.content.shown())
                        .fact("year", year.to_string())
                        .fact("folder", self.year.to_string()),
                );
                false
            }
            None => {
                let finding = self.find(finding::YEAR_UNREADABLE, sheet, Some(said.at));
                self.findings.push(finding.found(said.content.shown()).fact("folder", self.year.to_string()));
                true
            }
        }
    }

    /// A sheet that has no cell for its year may say one in its title or its name.
    fn title_year(&mut self, sheet: &Sheet, tables: &[Table]) {
        let first = tables.first().map_or(0, |table| table.header.start);
        let above = sheet.cells.iter().filter(|cell| cell.at.0 < first);
        let titles = above.filter_map(|cell| Some((Some(cell.at), cell.content.as_text()?)));
        let mut disagreeing = None;
        for (at, text) in std::iter::once((None, &*sheet.name)).chain(titles) {
            let years = identity::years_in(text);
            // One that names this year too, such as a plan's span, says nothing against it.
            if years.contains(&self.year) {
                return;
            }
            if let (Some(year), None) = (years.first(), &disagreeing) {
                disagreeing = Some((at, text, *year));
            }
        }
        if let Some((at, text, year)) = disagreeing {
            let finding = self.find(finding::TITLE_YEAR, sheet, at).found(text);
            let finding = finding.fact("year", year.to_string()).fact("folder", self.year.to_string());
            self.findings.push(finding);
        }
    }

    /// Nothing of the file is used.
    fn refused(self, sheets: &[Sheet]) -> FileReading {
        let cells = sheets.iter().map(|sheet| sheet.cells.len()).sum();
        FileReading {
            file: self.file,
            year: self.year,
            readings: Vec::new(),
            findings: self.findings,
            tally: Tally { cells, findings: cells, ..Tally::default() },
        }
    }

    fn date(&mut self, heading: &Heading, sheet: &Sheet) -> Option<NaiveDate> {
        let said = heading.date.as_ref()?;
        let day = identity::day(&said.content);
        if day.is_none() {
            let finding = self.find(finding::DATE_UNREADABLE, sheet, Some(said.at));
            self.findings.push(finding.found(said.content.shown()));
        }
        day
    }

    fn owner(&mut self, heading: &Heading, sheet: &Sheet) -> Owner {
        let text = |said: &Option<Said>| said.as_ref().map(|said| said.content.shown());
        let (code, name) = (text(&heading.code), text(&heading.name));
        let at = heading.name.as_ref().or(heading.code.as_ref()).map(|said| said.at);
        let levels = [Level::District, Level::Township, Level::Facility];
        self.resolve(sheet, at, code.as_deref(), name.as_deref(), &levels, None)
            .map_or(Owner::Refused, Owner::Unit)
    }

    /// A form that does not say whose it is: the name of its sheet or file may, if it
    /// is exactly a unit's.
    fn owner_by_name(&mut self, sheet: &Sheet) -> Owner {
        let file = Arc::clone(&self.file);
        let stem =
            file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
        let parts =
            stem.split(['-', '_', ' ', '－', '—', '　']).map(|part| part.trim_matches(char::is_numeric));
        let names: Vec<&str> = std::iter::once(&*sheet.name).chain([stem]).chain(parts).collect();
        let levels = [Level::District, Level::Township, Level::Facility];
        let found = names
            .iter()
            .filter(|name| !name.is_empty())
            .find_map(|name| Some((*name, self.lexicon.unit(None, Some(name), &levels, None).ok()?)));
        match found {
            Some((name, resolved)) => {
                let finding = self.find(finding::UNIT_FROM_NAME, sheet, None);
                self.findings.push(finding.of(resolved.unit).found(name));
                self.counted(sheet, None, resolved.unit)
            }
            None => {
                let finding = self.find(finding::UNIT_UNKNOWN, sheet, None);
                self.findings.push(finding.fact("candidates", String::new()));
                Owner::Refused
            }
        }
    }

    fn counted(&mut self, sheet: &Sheet, at: Option<(u32, u32)>, unit: UnitIx) -> Owner {
        if self.lexicon.registry.counts(unit, self.year) {
            return Owner::Unit(unit);
        }
        let finding = self.find(finding::UNIT_CLOSED, sheet, at).of(unit);
        self.findings.push(finding.found(self.lexicon.registry.unit(unit).name.clone()));
        Owner::Refused
    }

    /// The unit that a code and a name stand for, if it counts in the year.
    fn resolve(
        &mut self,
        sheet: &Sheet,
        at: Option<(u32, u32)>,
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
                    self.findings.push(
                        finding
                            .found(code.unwrap_or_default())
                            .fact("code", self.lexicon.registry.unit(resolved.unit).code.clone()),
                    );
                }
                return match self.counted(sheet, at, resolved.unit) {
                    Owner::Unit(unit) => Some(unit),
                    Owner::Refused => None,
                };
            }
            Err(Unresolved::Unknown(candidates)) => (finding::UNIT_UNKNOWN, candidates),
            Err(Unresolved::Ambiguous(candidates)) => (finding::UNIT_AMBIGUOUS, candidates),
            Err(Unresolved::CodeName(candidates)) => (finding::UNIT_CODE_NAME, candidates),
        };
        let finding = self.find(rule, sheet, at).of(within);
        self.findings.push(finding.found(found).fact("candidates", candidates.join("、")));
        None
    }

    fn table(&mut self, leaf: Leaf<'_>, heading: &Heading, owner: Option<Owner>) {
        let Leaf { at, grid, table, .. } = leaf;
        for row in table.header.clone() {
            for (_, cell) in grid.row(row) {
                self.claim(at, cell.at, Role::Label);
            }
        }
        let rows: Vec<u32> = grid
            .rows(table.body.clone())
            .filter(|row| {
                // A signature below a table; but a remark in a row of figures can begin alike.
                let signed = heading.cells.iter().any(|cell| cell.0 == *row);
                !signed || self.names_something(leaf, *row)
            })
            .collect();
        match (&table.shape, owner) {
            (Shape::Form, owner) => {
                for row in rows {
                    self.form_row(leaf, row, owner.unwrap_or(Owner::Refused));
                }
            }
            (Shape::Centres, owner) => {
                for row in rows {
                    self.centre_row(leaf, row, owner.unwrap_or(Owner::Refused));
                }
            }
            (Shape::Units(headings), owner) => {
                let within = match owner {
                    Some(Owner::Unit(unit)) => Some(unit),
                    Some(Owner::Refused) | None => None,
                };
                self.unit_rows(leaf, headings, &rows, within);
            }
        }
    }

    /// Whether a row names an element, a functional centre or a unit in its own columns.
    fn names_something(&self, leaf: Leaf<'_>, row: u32) -> bool {
        let (text, word) = (|column| leaf.text(row, column), |column| leaf.word(row, column));
        let unit = (text(Column::UnitCode), text(Column::UnitName));
        match &leaf.table.shape {
            Shape::Form => {
                word(Column::Code).code.is_some() || !self.lexicon.labelled(&word(Column::Label)).is_empty()
            }
            Shape::Centres => self.lexicon.centre(&text(Column::Centre)).is_some(),
            Shape::Units(headings) => {
                let levels = layout::levels(headings, self.lexicon);
                self.is_a_unit(Some(&*unit.0).filter(|code| !code.is_empty()), Some(&unit.1), &levels)
            }
        }
    }

    /// Claims the cells of a row that stand in known columns and carry no figure.
    fn labels(&mut self, leaf: Leaf<'_>, row: u32, but: &[u32]) {
        let Leaf { at, grid, table, .. } = leaf;
        for (position, cell, word) in grid.row_with_words(row) {
            let column = cell.at.1;
            let known = || table.columns.values().any(|known| *known == column);
            let note = || word.is_some_and(|word| !word.is_an_answer);
            if !but.contains(&column) && (known() || note()) {
                self.claim_at(at, position, Role::Label);
            }
        }
    }

    fn form_row(&mut self, leaf: Leaf<'_>, row: u32, owner: Owner) {
        let Leaf { at, sheet, grid, .. } = leaf;
        let Some(value_column) = leaf.column(Column::Value) else { return };
        let cell = grid.cell(row, value_column);
        self.labels(leaf, row, &[value_column]);
        let (code, label) = (leaf.text(row, Column::Code), leaf.text(row, Column::Label));
        let named = !is_blank(&code) || !is_blank(&label);
        let element = match owner {
            Owner::Unit(unit) if named => self.element(leaf, row, unit, &code, &label),
            Owner::Unit(_) | Owner::Refused => None,
        };
        match (owner, element, cell) {
            (Owner::Unit(unit), Some(element), cell) => {
                let key = Key { year: self.year, unit, element, entry: 0 };
                self.answer(at, sheet, key, (row, value_column), cell);
            }
            // What is beside no name at all is a note or a stray number.
            (_, None, Some(cell)) if named => self.claim(at, cell.at, Role::Finding),
            (Owner::Refused, _, Some(cell)) => self.claim(at, cell.at, Role::Finding),
            (_, _, _) => {}
        }
    }

    /// The element of a form's row. A code beats a label.
    fn element(
        &mut self,
        leaf: Leaf<'_>,
        row: u32,
        unit: UnitIx,
        code: &str,
        label: &str,
    ) -> Option<ElementIx> {
        let Leaf { sheet, grid, .. } = leaf;
        let cell = leaf.column(Column::Value).and_then(|column| grid.cell(row, column));
        let catalogue = self.lexicon.catalogue;
        let level = self.lexicon.registry.unit(unit).level;
        let fits = |ix: &ElementIx| level_of(catalogue.element(*ix).form) == level;
        let of_column = |column| leaf.column(column).map(|column| (row, column));
        let coded = leaf.word(row, Column::Code).code;
        let of_label = leaf.word(row, Column::Label);
        let of_label = self.lexicon.labelled(&of_label);
        let labelled: Vec<ElementIx> = of_label.iter().copied().filter(fits).collect();
        match (coded, labelled.as_slice()) {
            (Some(element), _) if fits(&element) => {
                if !is_blank(label) && !of_label.contains(&element) {
                    let finding = self.find(finding::ELEMENT_LABEL, sheet, of_column(Column::Label)).of(unit);
                    let meant = &catalogue.element(element).label;
                    self.findings
                        .push(finding.on(element).found(label).fact("code", code).fact("label", meant));
                }
                Some(element)
            }
            (Some(element), _) => {
                if let Some(cell) = cell {
                    let finding = self.find(finding::ELEMENT_LEVEL, sheet, Some(cell.at)).of(unit);
                    self.findings.push(finding.on(element).found(cell.content.shown()).fact("code", code));
                }
                None
            }
            (None, [element]) => {
                if !is_blank(code) {
                    let finding = self.find(finding::ELEMENT_CODE_UNKNOWN, sheet, of_column(Column::Code));
                    self.findings.push(finding.of(unit).on(*element).found(code).fact("label", label));
                }
                Some(*element)
            }
            (None, _) => {
                // A row of text alone is a heading between the rows.
                if let Some(cell) = cell {
                    let finding = self.find(finding::ELEMENT_UNKNOWN, sheet, Some(cell.at)).of(unit);
                    let name = format!("{code} {label}");
                    self.findings.push(finding.found(cell.content.shown()).fact("label", name.trim()));
                }
                None
            }
        }
    }

    fn centre_row(&mut self, leaf: Leaf<'_>, row: u32, owner: Owner) {
        let Leaf { at, sheet, grid, .. } = leaf;
        let Some(answer_column) = leaf.column(Column::CentreAnswer) else { return };
        self.labels(leaf, row, &[answer_column]);
        let cell = grid.cell(row, answer_column);
        let name = leaf.text(row, Column::Centre);
        let entry = self.lexicon.centre(&name);
        let element = self.lexicon.catalogue.centres.element;
        let regional = |unit| self.lexicon.registry.unit(unit).regional_centre;
        match (owner, entry, cell) {
            (Owner::Unit(unit), Some(entry), cell) if regional(unit) => {
                let key = Key { year: self.year, unit, element, entry };
                self.answer(at, sheet, key, (row, answer_column), cell);
            }
            (Owner::Unit(unit), entry, Some(cell)) => {
                let rule = if entry.is_none() { finding::CENTRE_UNKNOWN } else { finding::ELEMENT_LEVEL };
                let finding = self.find(rule, sheet, Some(cell.at)).of(unit).on(element);
                self.findings
                    .push(finding.found(cell.content.shown()).fact("label", &*name).fact("code", &*name));
                self.claim(at, cell.at, Role::Finding);
            }
            (Owner::Refused, _, Some(cell)) => self.claim(at, cell.at, Role::Finding),
            (Owner::Unit(_) | Owner::Refused, _, None) => {}
        }
    }

    fn unit_rows(
        &mut self,
        leaf: Leaf<'_>,
        headings: &BTreeMap<u32, layout::Heading>,
        rows: &[u32],
        within: Option<UnitIx>,
    ) {
        let Leaf { at, sheet, grid, table } = leaf;
        let catalogue = self.lexicon.catalogue;
        let levels = layout::levels(headings, self.lexicon);
        let figures: Vec<u32> = headings.keys().copied().collect();
        let column = |column| leaf.column(column);
        // The counts of each row, and the rows of totals between them.
        let mut lines: Vec<Line> = Vec::new();
        for &row in rows {
            self.labels(leaf, row, &figures);
            let code = grid.text(row, column(Column::UnitCode));
            let name = grid.text(row, column(Column::UnitName));
            let first = grid.row(row).next().map(|(column, _)| column);
            let places = [first, column(Column::UnitName), column(Column::UnitCode)];
            let total = places.into_iter().find(|place| grid.word(row, *place).is_total);
            if let Some(total) = total.and_then(|place| grid.text(row, place)) {
                for &column in &figures {
                    if let Some(cell) = grid.cell(row, column) {
                        self.claim(at, cell.at, Role::Label);
                    }
                }
                lines.push(Line::Total(row, total.to_string()));
                continue;
            }
            let counts = headings.iter().filter_map(|(column, heading)| {
                Some((*column, self.count_in(heading, grid.cell(row, *column)?)?))
            });
            lines.push(Line::Counts(counts.collect()));
            let named = [&code, &name].into_iter().flatten().any(|text| !is_blank(text));
            let place = column(Column::UnitName).or(column(Column::UnitCode)).map(|column| (row, column));
            let figures_in_row: Vec<(u32, u32)> =
                grid.row(row).filter(|(c, _)| figures.contains(c)).map(|(_, cell)| cell.at).collect();
            if !named
                || figures_in_row.is_empty() && !self.is_a_unit(code.as_deref(), name.as_deref(), &levels)
            {
                continue;
            }
            let unit = self.resolve(sheet, place, code.as_deref(), name.as_deref(), &levels, within);
            let unit = unit.filter(|unit| self.is_within(sheet, place, *unit, within));
            let Some(unit) = unit else {
                for cell in figures_in_row {
                    self.claim(at, cell, Role::Finding);
                }
                continue;
            };
            let level = self.lexicon.registry.unit(unit).level;
            for (&column, heading) in headings {
                let cell = grid.cell(row, column);
                let fits = |ix: &ElementIx| level_of(catalogue.element(*ix).form) == level;
                let element = match heading {
                    layout::Heading::Code(element) => Some(*element).filter(fits),
                    layout::Heading::Label(elements) => {
                        let mut fitting = elements.iter().copied().filter(fits);
                        fitting.next().filter(|_| fitting.next().is_none())
                    }
                };
                if let Some(element) = element {
                    let key = Key { year: self.year, unit, element, entry: 0 };
                    self.answer(at, sheet, key, (row, column), cell);
                } else if let Some(cell) = cell {
                    let finding = self.find(finding::ELEMENT_LEVEL, sheet, Some(cell.at)).of(unit);
                    let head = grid.text(table.header.end - 1, Some(column)).unwrap_or_default();
                    self.findings.push(finding.found(cell.content.shown()).fact("code", &*head));
                    self.claim(at, cell.at, Role::Finding);
                }
            }
        }
        self.totals(leaf, headings, &lines);
    }

    /// The count in a cell under a head of counts, whoever's it is.
    fn count_in(&self, heading: &layout::Heading, cell: &Cell) -> Option<i64> {
        let element = match heading {
            layout::Heading::Code(element) => element,
            layout::Heading::Label(elements) => elements.first()?,
        };
        let catalogue = self.lexicon.catalogue;
        match figure::read(&cell.content, catalogue.element(*element), &catalogue.words).value {
            Some(Value::Count(count)) => Some(count),
            Some(Value::YesNo(_) | Value::Choice(_) | Value::NotApplicable | Value::Masked) | None => None,
        }
    }

    fn is_a_unit(&self, code: Option<&str>, name: Option<&str>, levels: &[Level]) -> bool {
        self.lexicon.unit(code, name, levels, None).is_ok()
    }

    /// A village clinic's figures are returned by its own facility.
    fn is_within(
        &mut self,
        sheet: &Sheet,
        at: Option<(u32, u32)>,
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
        self.findings.push(finding);
        false
    }

    /// Rows of totals are checked and not read: a subtotal against the rows since the last
    /// one, a total against all rows, wherever it stands.
    fn totals(&mut self, leaf: Leaf<'_>, headings: &BTreeMap<u32, layout::Heading>, lines: &[Line]) {
        let Leaf { sheet, grid, .. } = leaf;
        let words = &self.lexicon.catalogue.words;
        for (&column, heading) in headings {
            let count = |line: &Line| match line {
                Line::Counts(counts) => counts.get(&column).copied().unwrap_or(0),
                Line::Total(..) => 0,
            };
            let all: i64 = lines.iter().map(count).sum();
            let mut since = 0;
            for line in lines {
                since += count(line);
                let Line::Total(row, name) = line else { continue };
                let expected = if words.is_subtotal(&fold(name)) { since } else { all };
                since = 0;
                let Some(cell) = grid.cell(*row, column) else { continue };
                if self.count_in(heading, cell).is_some_and(|says| says != expected) {
                    let finding = self.find(finding::TOTAL_MISMATCH, sheet, Some(cell.at));
                    let finding = finding.found(cell.content.shown()).fact("sum", expected.to_string());
                    self.findings.push(finding.fact("row", name.clone()));
                }
            }
        }
    }

    /// Reads the cell that answers an element, or notes that it is blank.
    fn answer(
        &mut self,
        at: usize,
        sheet: &Sheet,
        key: Key,
        position: (u32, u32),
        cell: Option<&Cell>,
    ) -> Option<Value> {
        let place = self.place(sheet, Some(position));
        let catalogue = self.lexicon.catalogue;
        let element = catalogue.element(key.element);
        let Some(cell) = cell else {
            self.answers.push(Answer { key, place, value: None });
            return None;
        };
        let figure = figure::read(&cell.content, element, &catalogue.words);
        if let Some(rule) = figure.rule {
            let finding = self.find(rule, sheet, Some(position)).of(key.unit).on(key.element);
            let read = figure.value.map(|value| catalogue.shown(key.element, value));
            self.findings.push(
                finding
                    .found(cell.content.shown())
                    .fact("label", &element.label)
                    .fact("read", read.unwrap_or_default()),
            );
        }
        if key.element == catalogue.centres.element {
            self.check_sharing(sheet, key, position, figure.value, cell);
        }
        let role = if figure.value.is_some() { Role::Value } else { Role::Finding };
        self.claim(at, cell.at, role);
        let note =
            if figure.rule.is_some() { impersonal(&visible(&cell.content.words())) } else { String::new() };
        self.answers.push(Answer { key, place, value: figure.value.map(|value| (value, note)) });
        figure.value
    }

    fn check_sharing(
        &mut self,
        sheet: &Sheet,
        key: Key,
        position: (u32, u32),
        value: Option<Value>,
        cell: &Cell,
    ) {
        let centres = &self.lexicon.catalogue.centres;
        let entry = centres.entries.get(usize::from(key.entry));
        let shared = matches!(value, Some(Value::Choice(answer)) if centres.shared.contains(&answer));
        if let (true, Some(entry)) = (shared, entry.filter(|entry| !entry.shareable)) {
            let finding =
                self.find(finding::CENTRE_SHARED, sheet, Some(position)).of(key.unit).on(key.element);
            self.findings.push(finding.found(cell.content.shown()).fact("label", &entry.name));
        }
    }

    /// What no table claimed: text is a title or a note, a number is in no place that
    /// is understood.
    fn rest(&mut self, at: usize, sheet: &Sheet, understood: bool) {
        let words = &self.lexicon.catalogue.words;
        let known = words.known_sheets.contains(&fold(&sheet.name));
        if sheet.hidden && !sheet.cells.is_empty() && !known {
            let finding = self.find(finding::SHEET_HIDDEN, sheet, None);
            self.findings.push(finding);
        }
        let positions = self.positions(at, sheet);
        // What says something that a return could say.
        let lexicon = self.lexicon;
        let is_figure = |cell: &Cell| match &cell.content {
            Content::Text(text) => lexicon.word(text).is_an_answer,
            Content::Date(_) => false,
            Content::Number(_)
            | Content::Percent(_)
            | Content::Bool(_)
            | Content::Error(_)
            | Content::NoCache => true,
        };
        let lost = |(cell, position): (&Cell, &usize)| !self.is_claimed(at, *position) && is_figure(cell);
        if !known && !understood && sheet.cells.iter().zip(&positions).any(lost) {
            let finding = self.find(finding::SHEET_UNKNOWN, sheet, None);
            self.findings
                .push(finding.found(sheet.name.to_string()).fact("n", sheet.cells.len().to_string()));
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
            self.findings.push(finding.found(first.content.shown()).fact("n", cells.len().to_string()));
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
        let mut all = std::mem::take(&mut self.answers);
        // Of one key in the order of the file.
        all.sort_by_key(|answer| answer.key);
        let mut all = all.into_iter().peekable();
        let mut readings: BTreeMap<(UnitIx, FormKind, Option<String>), Reading> = BTreeMap::new();
        while let Some(first) = all.next() {
            let key = first.key;
            let mut others = Vec::new();
            while let Some(other) = all.next_if(|other| other.key == key) {
                others.push(other);
            }
            let element = self.lexicon.catalogue.element(key.element);
            let reporter = element.reporter.clone();
            let unit = match element.form {
                FormKind::Village => self.lexicon.registry.unit(key.unit).parent.unwrap_or(key.unit),
                FormKind::District => DISTRICT,
                FormKind::Facility | FormKind::Centres | FormKind::Township => key.unit,
            };
            let asked = first.place.clone();
            let value = self.one(first, others, &mut tally);
            let reading = readings.entry((unit, element.form, reporter.clone())).or_insert_with(|| Reading {
                unit,
                form: element.form,
                reporter,
                file: Arc::clone(&self.file),
                received: date,
                blank: Vec::new(),
                values: Vec::new(),
            });
            match value {
                Some(value) => reading.values.push(value),
                None => reading.blank.push((key, asked)),
            }
        }
        FileReading {
            file: self.file,
            year: self.year,
            readings: readings.into_values().collect(),
            findings: self.findings,
            tally,
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
            self.findings.push(
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
