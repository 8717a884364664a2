//! The rows of a table with what their heads say, and what becomes of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::claims::Role;
use super::parts::{Leaf, Line, Named, Owner, Page, Section, Sums};
use super::{SheetReader, bounded, elements_of};
use crate::catalogue::Column;
use crate::finding::{self, Rule, quoted};
use crate::fold::{fold, is_blank};
use crate::formats::sheet::{At, Cell, Marks};
use crate::intake::layout::{self, Figures, Path, Shape, Use};
use crate::intake::lexicon::Quality;
use crate::model::{DISTRICT, ElementIx, Level, UnitIx};

/// What tells a row from the others of its unit: years, plan or part, other words, the element.
type Told<'l> = (Vec<i32>, Quality, Option<String>, Option<ElementIx>, &'l [ElementIx], (bool, bool));

impl<'d> SheetReader<'d> {
    /// Reads a table, and says what its rows add up to; `last` is the last row with something
    /// that it names.
    pub(super) fn table(&mut self, leaf: Leaf<'_>, last: &mut u32) -> Vec<Sums> {
        let (grid, table) = (self.page.grid, leaf.table);
        for row in table.head.clone() {
            for (column, cell) in grid.row(row) {
                if table.span.contains(&column) {
                    self.claim(cell.at, Role::Label);
                }
            }
        }
        let elements = table.figures.iter().flat_map(|own| elements_of(&own.path));
        let mut elements: Vec<ElementIx> = elements.chain(elements_of(&leaf.above.element)).collect();
        let mut lines = self.lines(leaf);
        elements.extend(lines.iter().flat_map(|line| elements_of(&line.path)));
        if table.shape == Shape::Centres {
            elements.extend(self.lexicon.catalogue.centres.element);
        }
        let levels = layout::levels(elements.iter(), self.lexicon);
        for line in &mut lines {
            let name = line.name.as_deref().map_or(&[][..], |name| self.lexicon.registry.by_name(name));
            if name == [DISTRICT] && !levels.contains(&Level::District) {
                line.total = line.name.clone();
            }
        }
        *last = lines.iter().map(|line| line.row + 1).max().unwrap_or(table.head.end).max(*last);
        if let Some((said, found, year)) =
            leaf.above.year.as_ref().filter(|(.., year)| *year != self.claims.year)
            && !self.has_own_year(leaf, &lines)
        {
            self.skip(leaf, said, found, *year);
            return Vec::new();
        }
        if let Some((rule, at, found)) = &leaf.above.part {
            self.skip_part(leaf, *rule, *at, found);
            return Vec::new();
        }
        self.answers.used = true;
        self.say_other_years(leaf, &lines);
        self.say_planned(leaf, &lines);
        let within =
            if table.has_unit_rows() { self.owners.within(self.claims, self.page, table) } else { None };
        let units = self.page.units_of_columns(self.claims, table, &levels, within);
        self.open_columns(leaf, &lines);
        let mut sums = leaf.above.carried.clone();
        for line in &lines {
            self.labels(leaf, line);
            sums.push(self.sums(leaf, line));
            self.line(leaf, line, &levels, within, &units);
        }
        self.totals(leaf, &sums);
        self.parts(leaf, &lines);
        self.shares(leaf, &lines);
        if sums.iter().any(|own| own.total.is_some()) { Vec::new() } else { sums }
    }

    /// The rows of a table with what their heads say.
    fn lines(&self, leaf: Leaf<'_>) -> Vec<Line<'d>> {
        let (Page { grid, frame, .. }, table) = (self.page, leaf.table);
        let mut section = Rc::new(Section::default());
        let mut all: Vec<Line<'d>> = Vec::new();
        // The answers of rows whose unit stands in the first of them only.
        let mut seen: Vec<Told<'_>> = Vec::new();
        for row in grid.rows(table.body.clone()) {
            let mut cells = grid.row(row).filter(|(column, _)| table.span.contains(column)).peekable();
            if cells.peek().is_none() {
                continue;
            }
            let mut line = self.line_of(leaf, row, &section);
            // A signature below a table; but a remark in a row of figures can begin alike.
            if frame.cells.iter().any(|cell| cell.0 == row) && !self.names_something(leaf, &line) {
                continue;
            }
            if self.is_section(leaf, &line) {
                section = Rc::new(self.section(leaf, row));
                continue;
            }
            line.path.quality = line.path.quality.max(section.quality);
            line.path.last_year |= section.last_year;
            if table.has_unit_rows() && line.total.is_none() {
                let own = (
                    line.path.years.iter().map(|(year, _)| *year).collect(),
                    line.path.quality,
                    line.path.unknown.and_then(|at| grid.text(at.0, Some(at.1))).map(|text| fold(&text)),
                    line.path.code,
                    line.path.labels,
                    (line.path.value, line.path.last_year),
                );
                let blank = line.code.is_none() && line.name.is_none();
                let says = own != (Vec::new(), Quality::Plain, None, None, &[][..], (false, false));
                if !blank {
                    seen.clear();
                } else if let (true, false, Some(before)) =
                    (says, seen.contains(&own), all.last().filter(|before| before.total.is_none()))
                {
                    (line.code, line.name, line.unit_at) =
                        (before.code.clone(), before.name.clone(), before.unit_at);
                    line.path.unit = before.path.unit.clone();
                }
                seen.push(own);
            }
            all.push(line);
        }
        let open = self.handed_down(leaf, &mut all);
        let tells = |line: &Line<'_>| {
            line.path.quality != Quality::Plain
                || line.path.unknown.is_some()
                || line.path.last_year
                || !line.path.years.is_empty()
        };
        if all.iter().any(tells) {
            let paths: Vec<(&Path<'_>, bool)> =
                all.iter().map(|line| (&line.path, line.total.is_none())).collect();
            let mut usages = layout::usages(&paths, self.claims.year);
            // What nobody knows tells rows apart only where there are several of one thing.
            for (usage, line) in usages.iter_mut().zip(&all) {
                let alone = || {
                    let same = |other: &&Line<'_>| {
                        other.row != line.row
                            && other.path.unit.as_ref().map(|(name, _)| name)
                                == line.path.unit.as_ref().map(|(name, _)| name)
                            && other.path.code == line.path.code
                            && other.path.labels == line.path.labels
                            && other.path.year() == line.path.year()
                    };
                    !all.iter().any(|other| same(&other))
                };
                let coded = line.path.code.is_some() || line.path.quality == Quality::Plain;
                if *usage == Use::Open && coded && line.path.year().is_ok() && alone() {
                    *usage = Use::Figure;
                }
            }
            for (line, usage) in all.iter_mut().zip(usages) {
                line.usage = if open.contains(&line.row) { Use::Open } else { usage };
            }
        }
        all
    }

    fn line_of(&self, leaf: Leaf<'_>, row: u32, section: &Rc<Section>) -> Line<'d> {
        let (grid, table) = (self.page.grid, leaf.table);
        let lexicon = grid.lexicon;
        let cell = |column| grid.speaking(row, table.columns.get(&column).copied()?);
        let text =
            |column| cell(column).map(|cell| bounded(&cell.content.words())).filter(|text| !is_blank(text));
        let mut line = Line {
            row,
            path: Path::default(),
            code: None,
            name: None,
            unit_at: None,
            label: String::new(),
            element_code: String::new(),
            struck: [Column::UnitCode, Column::UnitName, Column::Label, Column::Code]
                .into_iter()
                .filter_map(cell)
                .find(|cell| cell.marks.has(Marks::STRUCK))
                .map(|cell| bounded(&cell.content.words())),
            total: None,
            centre: None,
            measure: None,
            section: Rc::clone(section),
            usage: Use::Figure,
        };
        if table.has_unit_rows() {
            line.code = text(Column::UnitCode);
            let name = cell(Column::UnitName);
            line.name = name.map(|cell| {
                let words = cell.content.words();
                bounded(grid.word_of(cell).unit_in(&words))
            });
            line.name = line.name.take().filter(|name| !is_blank(name));
            line.unit_at = name.or_else(|| cell(Column::UnitCode)).map(|cell| cell.at);
            let words = line.code.clone().or_else(|| line.name.clone());
            line.path.unit = words.zip(line.unit_at);
            if let Some(cell) = name {
                let word = grid.word_of(cell);
                if word.unit {
                    // 海永镇（千人）, 海永镇（目标）.
                    line.path.years.extend(word.year.map(|year| (year, cell.at)));
                    line.path.scales.extend(word.scale.clone().map(|scale| (scale, cell.at)));
                    line.path.quality = line.path.quality.max(word.quality);
                }
            }
        }
        if table.has_element_rows() {
            for column in [Column::Label, Column::Code] {
                let Some(cell) = cell(column) else { continue };
                let word = grid.word_of(cell);
                if column == Column::Label {
                    line.label = bounded(&cell.content.words());
                    line.path.labels = lexicon.labelled(&word);
                } else {
                    line.element_code = bounded(&cell.content.words());
                    line.path.code = word.code;
                }
                line.path.what = line.path.what.or(Some(cell.at));
                line.path.years.extend(word.year.map(|year| (year, cell.at)));
                line.path.scales.extend(word.scale.clone().map(|scale| (scale, cell.at)));
                line.path.quality = line.path.quality.max(word.quality);
            }
        }
        if table.shape == Shape::Centres {
            let word = grid.word(row, table.columns.get(&Column::Centre).copied());
            line.centre = word.centre;
            line.label = text(Column::Centre).unwrap_or_default();
        }
        let says_of_the_row = |column: u32| self.says_of_its_rows(leaf, column);
        // A year or a plan tells of its row wherever it stands in it.
        let known = |column: &u32| {
            table.left.contains(column)
                || table.columns.iter().any(|(own, at)| at == column && *own != Column::Sequence)
        };
        for (cell, word) in grid.texts(row).filter(|(cell, _)| table.span.contains(&cell.at.1)) {
            if !word.more && !word.names_an_element() && !word.unit && !known(&cell.at.1) {
                // 2081 can be a figure; 2081年 is none.
                let year = word.year.filter(|_| cell.content.words().contains('年'));
                let year = year.filter(|_| says_of_the_row(cell.at.1));
                line.path.years.extend(year.map(|year| (year, cell.at)));
                line.path.quality = line.path.quality.max(word.quality);
            }
        }
        for &column in &table.left {
            let Some(cell) = grid.speaking(row, column) else { continue };
            let word = grid.word_of(cell);
            let year = word.year.filter(|_| says_of_the_row(column));
            line.path.years.extend(year.map(|year| (year, cell.at)));
            line.path.value |= word.columns.contains(&Column::Value);
            line.path.last_year |= word.columns.contains(&Column::LastYear);
            line.path.scales.extend(word.scale.clone().map(|scale| (scale, cell.at)));
            line.path.quality = line.path.quality.max(word.quality);
            if self.is_parted(leaf, column) {
                line.path.quality = line.path.quality.max(Quality::Part);
            }
            if (word.more || !word.is_head()) && cell.content.as_text().is_some() {
                line.path.unknown = Some(cell.at);
            }
        }
        if table.has_element_rows()
            && let Some(cell) = cell(Column::UnitOfMeasure)
        {
            line.measure = Some((lexicon.measure(&cell.content.words()), cell.at));
        }
        if table.shape != Shape::Elements && table.shape != Shape::Centres {
            // 合计 beside a unit, or among years and parts, is another one.
            let first = grid.row(row).map(|(column, _)| column).find(|column| table.span.contains(column));
            let first = first.filter(|column| !table.left.contains(column));
            let named = [
                first,
                table.columns.get(&Column::UnitName).copied(),
                table.columns.get(&Column::UnitCode).copied(),
            ];
            let total = named.into_iter().flatten().find_map(|column| {
                let cell = grid.cell(row, column)?;
                grid.word_of(cell).is_total.then(|| cell.content.words().into_owned())
            });
            // One row of several for a unit may be called 合计 too.
            line.total =
                total.filter(|_| line.name.as_deref().is_none_or(|name| lexicon.word(name).is_total));
        } else if table.shape == Shape::Elements && line.path.what.is_some() && !line.path.names_an_element()
        {
            let word = grid.word(row, table.columns.get(&Column::Label).copied());
            line.total = word.is_total.then(|| line.label.clone());
        }
        line
    }

    /// Whether a column tells of which year its rows are. One with a head of its own, 建成年份 or 更新时间,
    /// does not.
    pub(super) fn says_of_its_rows(&self, leaf: Leaf<'_>, column: u32) -> bool {
        let grid = self.page.grid;
        let mut heads = leaf.table.head.clone().filter_map(|row| grid.speaking(row, column)).peekable();
        let is_known = |cell: &Cell| {
            let word = grid.word_of(cell);
            word.is_head() || word.year.is_some() || !word.identity.is_empty()
        };
        heads.peek().is_none() || heads.any(is_known)
    }

    /// Whether a column parts the figures of a unit: 村, 月份.
    fn is_parted(&self, leaf: Leaf<'_>, column: u32) -> bool {
        let heads = leaf.table.head.clone().filter_map(|row| self.page.grid.text(row, Some(column)));
        let parting = &self.lexicon.catalogue.words.parting_columns;
        heads.map(|head| fold(&head)).any(|head| parting.contains(&head))
    }

    /// Columns and rows of which nobody can say which is the figure: one finding each.
    fn open_columns(&mut self, leaf: Leaf<'_>, lines: &[Line<'_>]) {
        let (grid, table) = (self.page.grid, leaf.table);
        let mut all: Vec<(Rule, Vec<&Cell>, String)> = Vec::new();
        let rule =
            |path: &Path<'_>| if path.year().is_err() { finding::YEAR_OPEN } else { finding::ELEMENT_OPEN };
        let head = |path: &Path<'_>| {
            path.what.or(path.years.first().map(|(_, at)| *at)).or(path.unit.as_ref().map(|(_, at)| *at))
        };
        let words = |at: Option<At>| {
            at.and_then(|at| grid.cell(at.0, at.1)).map(|cell| cell.content.words().into_owned())
        };
        for own in table.figures.iter().filter(|own| own.usage == Use::Open || own.path.open.is_some()) {
            let cells = lines.iter().filter_map(|line| grid.cell(line.row, own.column)).collect();
            all.push((rule(&own.path), cells, words(head(&own.path)).unwrap_or_default()));
        }
        for line in lines.iter().filter(|line| line.usage == Use::Open) {
            let cells = table.figures.iter().filter_map(|own| grid.cell(line.row, own.column)).collect();
            all.push((rule(&line.path), cells, line.name.clone().unwrap_or_else(|| line.label.clone())));
        }
        // An answer among the parts whose total is blank would be lost.
        for (at, whole) in table.figures.iter().enumerate() {
            let parts: Vec<&Figures<'_>> =
                table.figures.iter().filter(|own| own.usage == Use::Part(at)).collect();
            for line in lines
                .iter()
                .filter(|line| !parts.is_empty() && line.total.is_none() && line.usage == Use::Figure)
            {
                let cells: Vec<&Cell> =
                    parts.iter().filter_map(|own| grid.cell(line.row, own.column)).collect();
                if grid.cell(line.row, whole.column).is_none() && !cells.is_empty() {
                    let head = if line.label.is_empty() {
                        line.name.clone().unwrap_or_default()
                    } else {
                        line.label.clone()
                    };
                    all.push((finding::ELEMENT_OPEN, cells, head));
                }
            }
        }
        for (rule, cells, head) in all {
            let Some(first) = cells.first() else { continue };
            let finding = self.find(rule, Some(first.at)).found(first.content.words());
            self.claims.say(finding.fact("head", quoted(&head)).fact("n", cells.len()));
            for cell in cells {
                self.claim(cell.at, Role::Finding);
            }
        }
    }

    /// Claims the cells of a row that carry no figure.
    fn labels(&mut self, leaf: Leaf<'_>, line: &Line<'_>) {
        let (grid, table) = (self.page.grid, leaf.table);
        let figure = |column: u32| table.figures.iter().find(|own| own.column == column);
        let is_figure_row = line.usage == Use::Figure && line.total.is_none();
        for (position, cell, word) in grid.row_with_words(line.row) {
            let column = cell.at.1;
            if !table.span.contains(&column) {
                continue;
            }
            let label = match figure(column) {
                Some(own) => !is_figure_row || own.usage != Use::Figure,
                None => {
                    let known = table.columns.values().chain(&table.left).any(|known| *known == column);
                    known || word.is_some_and(|word| !word.is_an_answer)
                }
            };
            if label {
                self.claims.claim_at(self.page.at, position, Role::Label);
            }
        }
    }

    /// A form under a line with another unit's name than the one that the sheet says is nobody's.
    fn held_against_line(&mut self, leaf: Leaf<'_>, owner: Owner) -> Owner {
        let registry = self.lexicon.registry;
        let Some((unit, at)) = leaf.above.unit else { return owner };
        let said = self.page.frame.unit(leaf.table.head.start, &leaf.table.span);
        let is_said_below = [said.0, said.1].into_iter().flatten().any(|said| said.at.0 > at.0);
        let other = owner.unit().filter(|own| !is_said_below && !registry.are_related(*own, unit));
        let Some(own) = other else { return owner };
        let finding = self.find(finding::UNIT_OTHER_NAME, Some(at)).of(own);
        let finding = finding.found(registry.unit(own).name.clone());
        self.claims.say_once(finding.fact("name", quoted(&registry.unit(unit).name)));
        Owner::Refused
    }

    /// Reads the figures of a row.
    fn line(
        &mut self,
        leaf: Leaf<'_>,
        line: &Line<'_>,
        levels: &[Level],
        within: Option<UnitIx>,
        units: &BTreeMap<u32, Option<UnitIx>>,
    ) {
        let (grid, table) = (self.page.grid, leaf.table);
        if line.total.is_some() || line.usage != Use::Figure {
            return;
        }
        let row = line.row;
        let figures: Vec<&Figures<'_>> =
            table.figures.iter().filter(|own| own.usage == Use::Figure && own.path.open.is_none()).collect();
        let cells: Vec<&Cell> = figures.iter().filter_map(|own| grid.cell(row, own.column)).collect();
        let named = match table.shape {
            Shape::Elements => !is_blank(&line.label) || !is_blank(&line.element_code),
            Shape::Units | Shape::Both => line.name.is_some() || line.code.is_some(),
            Shape::Centres => true,
            Shape::Other => true,
        };
        // What is beside no name at all is a note or a stray number.
        if !named {
            return;
        }
        let refused = |reader: &mut Self| {
            for cell in &cells {
                reader.claim(cell.at, Role::Finding);
            }
        };
        let own = if table.has_unit_rows() {
            let known =
                || self.lexicon.known_unit(line.code.as_deref(), line.name.as_deref(), levels).is_some();
            if cells.is_empty() && !known() {
                return;
            }
            let place = line.unit_at;
            let (code, name) = (line.code.as_deref(), line.name.as_deref());
            let unit = self.page.resolve(self.claims, place, code, name, levels, within);
            let unit = unit.filter(|unit| self.page.is_within(self.claims, place, *unit, within));
            let Some(unit) = unit else { return refused(self) };
            let named = place.map_or(Named::Sheet, |place| Named::Cell(self.page.at, place));
            Some(Owner::Unit(unit, named))
        } else if let Some((name, place)) = line.section.unit.as_ref().filter(|_| units.is_empty()) {
            Some(self.owners.section(self.claims, self.page, name, *place))
        } else if figures.iter().all(|own| units.contains_key(&own.column)) {
            None
        } else {
            let owner = self.owners.whose(self.claims, self.page, table, row, levels);
            Some(self.held_against_line(leaf, owner))
        };
        for figures in figures {
            let owner = match (units.get(&figures.column), own) {
                (Some(Some(unit)), Some(Owner::Unit(row_unit, _)))
                    if *unit != row_unit && table.has_unit_rows() =>
                {
                    if let Some(cell) = grid.cell(row, figures.column) {
                        let finding = self.find(finding::UNIT_OPEN, Some(cell.at));
                        self.claims.say(finding.found(cell.content.words()));
                    }
                    Owner::Refused
                }
                (Some(unit), _) => {
                    let cell = figures.path.unit.as_ref().map_or((line.row, figures.column), |(_, at)| *at);
                    unit.map_or(Owner::Refused, |unit| Owner::Unit(unit, Named::Cell(self.page.at, cell)))
                }
                (None, own) => own.unwrap_or(Owner::Refused),
            };
            self.figure(leaf, line, figures, owner);
        }
    }
}
