//! One cell of figures: which element, on what scale, and what it says.

use super::SheetReader;
use super::claims::Role;
use super::parts::{Answer, Leaf, Line, Looks, Owner};
use super::returns::Stated;
use crate::catalogue::{Column, ElementKind};
use crate::finding::{self, quoted};
use crate::fold::{fold, is_blank};
use crate::formats::sheet::{At, Cell, Content, Marks};
use crate::intake::answers::Remark;
use crate::intake::dates;
use crate::intake::layout::{Figures, Shape, Use};
use crate::intake::scale::Scale;
use crate::model::{ElementIx, UnitIx};
use crate::value::{Key, Value, a1};

impl SheetReader<'_> {
    /// Reads one cell of figures.
    pub(super) fn figure(&mut self, leaf: Leaf<'_>, line: &Line<'_>, figures: &Figures<'_>, owner: Owner) {
        let (grid, table) = (self.page.grid, leaf.table);
        let position = (line.row, figures.column);
        let cell = grid.cell(line.row, figures.column);
        let refuse = |reader: &mut Self| {
            if let Some(cell) = cell {
                reader.claim(cell.at, Role::Finding);
            }
        };
        let Owner::Unit(unit, named) = owner else { return refuse(self) };
        let (element, entry) = if table.shape == Shape::Centres {
            match self.lexicon.catalogue.centres.element.zip(self.centre(line, unit, cell)) {
                Some(own) => own,
                None => return refuse(self),
            }
        } else {
            match self.element(leaf, line, figures, unit, cell) {
                Some(element) => (element, 0),
                None => return refuse(self),
            }
        };
        let mut years = line.section.years.clone();
        if !line.path.years.is_empty() || !figures.path.years.is_empty() {
            years = line.path.years.iter().chain(&figures.path.years).copied().collect();
        }
        if let Some((other, _)) = years.iter().find(|(year, _)| *year != self.claims.year) {
            let both = years.iter().any(|(year, _)| *year == self.claims.year);
            if let Some(cell) = cell {
                let rule = if both { finding::YEAR_OPEN } else { finding::PART_YEAR };
                let finding = self.find(rule, Some(cell.at)).of(unit).on(element);
                let finding = finding.found(if both { cell.content.shown() } else { other.to_string() });
                let finding = finding
                    .fact("head", other.to_string())
                    .fact("n", 1)
                    .fact("folder", self.claims.year.to_string());
                self.claims.say(finding);
                self.claim(cell.at, if both { Role::Finding } else { Role::Label });
            }
            return;
        }
        if let Some(cell) = cell
            && self.is_merged(leaf, cell)
        {
            let finding = self.find(finding::CELL_MERGED, Some(cell.at)).of(unit).on(element);
            let label = &self.lexicon.catalogue.element(element).label;
            self.claims.say(finding.found(cell.content.words()).fact("label", label));
            return refuse(self);
        }
        let key = Key { year: self.claims.year, unit, element, entry };
        if let (Some(name), Some(own)) = (&line.struck, cell) {
            let finding = self.find(finding::ROW_STRUCK, Some(own.at)).of(unit).on(element);
            let label = &self.lexicon.catalogue.element(element).label;
            self.claims
                .say(finding.found(own.content.words()).fact("label", label).fact("name", quoted(name)));
            self.give_open(leaf, (key, 1), position, cell);
            return refuse(self);
        }
        match self.factor(leaf, line, figures, element) {
            Ok(said) => {
                self.note_grounds(leaf, line, figures, (named, said.map(|(_, at)| at)));
                let factor = said.map_or(1, |(factor, _)| factor);
                let value = self.answer(leaf, (key, factor), position, cell);
                self.remarked(leaf, line, key, cell.zip(value));
                if table.has_element_rows() {
                    self.beside(leaf, line, key, factor);
                }
            }
            Err(places) => {
                let words = |at: &At| {
                    let words = grid.text(at.0, Some(at.1)).unwrap_or_default();
                    format!("{} {words}", a1(at.0, at.1))
                };
                let said = places.iter().map(words).collect::<Vec<_>>().join("、");
                if let Some(cell) = cell {
                    let element = self.lexicon.catalogue.element(element);
                    let finding = self.find(finding::CELL_SCALE, Some(cell.at)).of(unit).on(key.element);
                    let finding = finding.found(cell.content.words()).fact("label", &element.label);
                    self.claims.say(finding.fact("said", quoted(&said)).fact("unit", &element.unit));
                }
                self.give_open(leaf, (key, 1), position, cell);
                refuse(self);
            }
        }
    }

    /// Gives a question that is left open: nothing answers it, or what does is not used.
    fn give_open(&mut self, leaf: Leaf<'_>, (key, factor): (Key, i64), position: At, cell: Option<&Cell>) {
        let unseen = self.is_unseen(leaf, position);
        self.answers.give(Answer {
            at: self.page.at,
            key,
            place: self.place(Some(position)),
            blank: cell.is_none(),
            unseen,
            looks: Looks::Other,
            value: None,
            factor,
            note: cell.map(|cell| quoted(&cell.content.words())).unwrap_or_default(),
        });
    }

    /// Whether the row or the column of a place is hidden, be it blank.
    fn is_unseen(&self, leaf: Leaf<'_>, (row, column): At) -> bool {
        let grid = self.page.grid;
        let is_unseen = |cell: &Cell| cell.marks.has(Marks::UNSEEN);
        let mut heads = leaf.table.head.clone().filter_map(|row| grid.cell(row, column));
        grid.row(row).all(|(_, cell)| is_unseen(cell)) || heads.any(is_unseen)
    }

    /// A figure that is merged over several rows or columns of figures is nobody's.
    fn is_merged(&self, leaf: Leaf<'_>, cell: &Cell) -> bool {
        let Some(area) = self.page.grid.area(cell.at.0, cell.at.1) else { return false };
        let columns = leaf
            .table
            .figures
            .iter()
            .filter(|own| matches!(own.usage, Use::Figure | Use::OtherYear))
            .filter(|own| area.columns.contains(&own.column));
        if columns.count() > 1 {
            return true;
        }
        let named = |row: &u32| {
            let columns = leaf
                .table
                .columns
                .iter()
                .filter(|(own, _)| !matches!(own, Column::Sequence | Column::Remark));
            columns.clone().any(|(_, column)| self.page.grid.cell(*row, *column).is_some())
                || leaf.table.left.iter().any(|column| self.page.grid.cell(*row, *column).is_some())
        };
        self.page.grid.rows(area.rows.clone()).filter(named).count() > 1
    }

    /// By how much a figure is to be multiplied and what says so; the places that contradict each
    /// other or the element where some do.
    fn factor(
        &self,
        leaf: Leaf<'_>,
        line: &Line<'_>,
        figures: &Figures<'_>,
        element: ElementIx,
    ) -> Result<Option<(i64, At)>, Vec<At>> {
        let catalogue = self.lexicon.catalogue;
        let element = catalogue.element(element);
        if element.kind != ElementKind::Count {
            return Ok(None);
        }
        let of = |scale: &Scale| scale.of(element, &catalogue.words);
        let mut said: Option<(i64, At)> = None;
        let mut hold = |factor: Option<i64>, at: At| match (said, factor) {
            (_, None) => Err(vec![at]),
            (Some((own, before)), Some(factor)) if own != factor => Err(vec![before, at]),
            (Some(_), Some(_)) => Ok(()),
            (None, Some(factor)) => {
                said = Some((factor, at));
                Ok(())
            }
        };
        let near = line.path.scales.iter().chain(&figures.path.scales);
        let mut is_near = false;
        if let Some((scale, at)) = &line.measure {
            hold(scale.as_ref().and_then(of), *at)?;
            is_near = true;
        }
        for (scale, at) in near {
            hold(of(scale), *at)?;
            is_near = true;
        }
        // A line above lists what the figures are counted in; of these the one that fits.
        for list in [&line.section.scales, &leaf.above.scales] {
            let fitting: Vec<_> = list.iter().filter_map(|(scale, at)| Some((of(scale)?, *at))).collect();
            match list.first() {
                Some((_, at)) if fitting.is_empty() && !is_near => return Err(vec![*at]),
                _ => fitting.into_iter().try_for_each(|(factor, at)| hold(Some(factor), at))?,
            }
        }
        Ok(said)
    }

    /// The element of a cell: of its row, its column, or what stands around. A code beats a label.
    fn element(
        &mut self,
        leaf: Leaf<'_>,
        line: &Line<'_>,
        figures: &Figures<'_>,
        unit: UnitIx,
        cell: Option<&Cell>,
    ) -> Option<ElementIx> {
        let table = leaf.table;
        let fits = |ix: &ElementIx| self.is_of_form(*ix, unit);
        if table.has_element_rows() {
            return self.element_of_row(leaf, line, unit, cell);
        }
        let path = if figures.path.names_an_element() { &figures.path } else { &leaf.above.element };
        let element = match path.code {
            Some(code) => Some(code).filter(fits),
            None => match self.labelled(path.labels, unit).as_slice() {
                [one] => Some(*one),
                _ => None,
            },
        };
        if let (None, Some(cell)) = (element, cell) {
            let head = path.what.and_then(|at| self.page.grid.text(at.0, Some(at.1))).unwrap_or_default();
            let finding = self.find(finding::ELEMENT_LEVEL, Some(cell.at)).of(unit);
            self.claims.say(finding.found(cell.content.words()).fact("code", quoted(&head)));
        }
        element
    }

    fn is_of_form(&self, ix: ElementIx, unit: UnitIx) -> bool {
        self.lexicon.catalogue.element(ix).form.level() == self.lexicon.registry.unit(unit).level
    }

    /// The elements of a label that a unit returns; of several those that are asked in the year.
    fn labelled(&self, labels: &[ElementIx], unit: UnitIx) -> Vec<ElementIx> {
        let mut all: Vec<ElementIx> =
            labels.iter().copied().filter(|ix| self.is_of_form(*ix, unit)).collect();
        if all.len() > 1 {
            all.retain(|ix| self.lexicon.catalogue.asks(*ix, self.claims.year));
        }
        all
    }

    /// The element of a form's row.
    fn element_of_row(
        &mut self,
        leaf: Leaf<'_>,
        line: &Line<'_>,
        unit: UnitIx,
        cell: Option<&Cell>,
    ) -> Option<ElementIx> {
        let table = leaf.table;
        let catalogue = self.lexicon.catalogue;
        let fits = |ix: &ElementIx| self.is_of_form(*ix, unit);
        let of_column = |column| table.columns.get(&column).map(|column| (line.row, *column));
        let (code, label) = (line.element_code.as_str(), line.label.as_str());
        let labelled = self.labelled(line.path.labels, unit);
        match (line.path.code, labelled.as_slice()) {
            (Some(element), _) if fits(&element) => {
                if !is_blank(label) && !line.path.labels.contains(&element) {
                    let finding = self.find(finding::ELEMENT_LABEL, of_column(Column::Label)).of(unit);
                    let meant = &catalogue.element(element).label;
                    let finding =
                        finding.on(element).found(label).fact("code", quoted(code)).fact("label", meant);
                    self.claims.say_once(finding);
                }
                Some(element)
            }
            (Some(element), _) => {
                if let Some(cell) = cell {
                    let finding = self.find(finding::ELEMENT_LEVEL, Some(cell.at)).of(unit);
                    self.claims
                        .say(finding.on(element).found(cell.content.words()).fact("code", quoted(code)));
                }
                None
            }
            (None, [element]) => {
                if !is_blank(code) {
                    let finding = self.find(finding::ELEMENT_CODE_UNKNOWN, of_column(Column::Code));
                    let finding = finding.of(unit).on(*element).found(code).fact("label", quoted(label));
                    self.claims.say_once(finding);
                }
                Some(*element)
            }
            (None, _) => {
                // A row of text alone is a heading between the rows.
                if let Some(cell) = cell {
                    let finding = self.find(finding::ELEMENT_UNKNOWN, Some(cell.at)).of(unit);
                    let name = format!("{code} {label}");
                    self.claims.say(finding.found(cell.content.words()).fact("label", quoted(name.trim())));
                }
                None
            }
        }
    }

    /// The functional centre of a row.
    fn centre(&mut self, line: &Line<'_>, unit: UnitIx, cell: Option<&Cell>) -> Option<u8> {
        let element = self.lexicon.catalogue.centres.element;
        let regional = self.lexicon.registry.unit(unit).regional_centre;
        if let Some(entry) = line.centre.filter(|_| regional) {
            return Some(entry);
        }
        if let Some(cell) = cell {
            let rule = if line.centre.is_none() { finding::CENTRE_UNKNOWN } else { finding::ELEMENT_LEVEL };
            let finding = self.find(rule, Some(cell.at)).of(unit).on(element);
            let name = quoted(&line.label);
            self.claims
                .say(finding.found(cell.content.words()).fact("label", name.clone()).fact("code", name));
        }
        None
    }

    /// Reads the cell that answers an element, or notes that it is blank.
    fn answer(
        &mut self,
        leaf: Leaf<'_>,
        (key, factor): (Key, i64),
        position: At,
        cell: Option<&Cell>,
    ) -> Option<Value> {
        let at = self.page.at;
        let place = self.place(Some(position));
        let catalogue = self.lexicon.catalogue;
        let element = catalogue.element(key.element);
        let Some(cell) = cell else {
            self.give_open(leaf, (key, factor), position, None);
            return None;
        };
        let figure = self.lexicon.reader().read(cell, element, factor);
        if let Some(rule) = figure.rule {
            let finding = self.find(rule, Some(position)).of(key.unit).on(key.element);
            let read = figure.value.map(|value| catalogue.shown(key.element, value));
            self.claims.say(
                finding
                    .found(cell.content.words())
                    .fact("label", catalogue.label_of(key))
                    .fact("said", catalogue.words.power(factor))
                    .fact("unit", &element.unit)
                    .fact("read", read.unwrap_or_default())
                    .fact("choices", element.kind.choices().join("、")),
            );
        }
        if catalogue.centres.element == Some(key.element) {
            self.check_sharing(key, position, figure.value, cell);
        }
        let role = if figure.value.is_some() { Role::Value } else { Role::Finding };
        self.claim(cell.at, role);
        let is_plain = figure.value.is_some() && figure.rule.is_none();
        let note = if is_plain { String::new() } else { quoted(&cell.content.words()) };
        let looks = if figure.value.is_none() { self.looks(cell) } else { Looks::Other };
        let value = figure.value;
        let unseen = cell.marks.has(Marks::UNSEEN);
        let factor = figure.factor.unwrap_or(factor);
        self.answers.give(Answer { at, key, place, blank: false, unseen, looks, value, factor, note });
        value
    }

    /// What a cell that cannot be used looks like.
    fn looks(&self, cell: &Cell) -> Looks {
        let words = &self.lexicon.catalogue.words;
        let text = || fold(&cell.content.words());
        match &cell.content {
            Content::Number(number) if number.fract() == 0.0 => {
                text().parse().map_or(Looks::Other, Looks::Count)
            }
            Content::Text(_) | Content::Bool(_) => {
                let text = text();
                let is_word = words.yes.contains(&text) || words.no.contains(&text);
                if is_word { Looks::YesNo } else { text.parse().map_or(Looks::Other, Looks::Count) }
            }
            _ => Looks::Other,
        }
    }

    /// What stands beside the figure of a form: that of the year before.
    fn beside(&mut self, leaf: Leaf<'_>, line: &Line<'_>, key: Key, factor: i64) {
        let (grid, table) = (self.page.grid, leaf.table);
        let element = self.lexicon.catalogue.element(key.element);
        for column in table.figures.iter().filter(|own| own.path.last_year && own.usage == Use::OtherYear) {
            let Some(cell) = grid.cell(line.row, column.column) else { continue };
            if let Some(value) = self.lexicon.reader().read(cell, element, factor).value {
                self.answers.stated.push(Stated { key, value, place: self.place(Some(cell.at)) });
            }
        }
    }

    /// What a remark beside a figure says of it: that it is right although it looks wrong, as one beside
    /// the only figure of its row can, or that it is not, or not of this year.
    fn remarked(&mut self, leaf: Leaf<'_>, line: &Line<'_>, key: Key, figure: Option<(&Cell, Value)>) {
        let remark = leaf.table.columns.get(&Column::Remark);
        let Some(remark) = remark.and_then(|column| self.page.grid.cell(line.row, *column)) else { return };
        let (words, place) = (remark.content.words(), self.place(Some(remark.at)));
        let catalogue = self.lexicon.catalogue;
        if leaf.table.has_element_rows() && catalogue.words.confirms(&words) {
            let of = figure.map(|(_, value)| value);
            self.answers.confirmed.push((key, Remark { place, words: words.into_owned(), of }));
            return;
        }
        let element = catalogue.element(key.element);
        let is_of_other_time = |clause: &str| {
            let (years, year) = (dates::years_in(clause), self.claims.year);
            let folded = fold(clause);
            let says_when = catalogue.words.figure_ends.iter().any(|end| folded.ends_with(end.as_str()))
                || catalogue.words.until.iter().any(|word| folded.contains(word.as_str()));
            let is_other = years.iter().all(|own| *own < year) && !years.is_empty()
                || dates::is_part_of_a_year(clause, year, &catalogue.words.until);
            element.kind == ElementKind::Count && says_when && is_other
        };
        if let Some((cell, _)) = figure.filter(|_| catalogue.words.disclaims(&words, is_of_other_time)) {
            let finding = self.find(finding::REMARK_DOUBTS, Some(cell.at)).of(key.unit).on(key.element);
            let finding = finding.found(cell.content.words()).fact("label", &element.label);
            self.claims.say(finding.fact("cell", place.a1()).fact("remark", quoted(&words)));
        }
    }

    fn check_sharing(&mut self, key: Key, position: (u32, u32), value: Option<Value>, cell: &Cell) {
        let centres = &self.lexicon.catalogue.centres;
        let entry = centres.entries.get(usize::from(key.entry));
        let shared = matches!(value, Some(Value::Choice(answer)) if centres.shared.contains(&answer));
        if let (true, Some(entry)) = (shared, entry.filter(|entry| !entry.shareable)) {
            let finding = self.find(finding::CENTRE_SHARED, Some(position)).of(key.unit).on(key.element);
            self.claims.say(finding.found(cell.content.words()).fact("label", &entry.name));
        }
    }
}
