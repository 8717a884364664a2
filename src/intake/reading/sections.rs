//! Rows of text between the rows of figures, and what they say of those that follow.

use std::rc::Rc;

use super::SheetReader;
use super::parts::{Leaf, Line, Section};
use crate::catalogue::Column;
use crate::formats::sheet::{At, Cell};
use crate::intake::layout::Shape;
use crate::intake::lexicon::{Quality, Word};
use crate::model::Level;

impl SheetReader<'_> {
    /// Whether a row names an element, a functional centre or a unit in its own columns.
    pub(super) fn names_something(&self, leaf: Leaf<'_>, line: &Line<'_>) -> bool {
        match leaf.table.shape {
            Shape::Elements => line.path.names_an_element(),
            Shape::Centres => line.centre.is_some(),
            Shape::Units | Shape::Both => {
                let levels = [Level::District, Level::Township, Level::Facility, Level::Village];
                self.lexicon.known_unit(line.code.as_deref(), line.name.as_deref(), &levels).is_some()
            }
            Shape::Other => !line.path.years.is_empty(),
        }
    }

    /// A row of text between the rows says something of those that follow.
    pub(super) fn is_section(&self, leaf: Leaf<'_>, line: &Line<'_>) -> bool {
        let (grid, table) = (self.page.grid, leaf.table);
        if line.total.is_some() || line.path.names_an_element() || line.centre.is_some() {
            return false;
        }
        let empty = table.figures.iter().all(|own| {
            grid.cell(line.row, own.column).is_none_or(|cell| {
                cell.content.as_text().is_some()
                    && !grid.is_candidate(cell)
                    && grid.area(line.row, own.column).is_some()
            })
        });
        let words = |(column, cell): (u32, &Cell)| {
            let word = grid.word_of(cell);
            !table.span.contains(&column) || cell.content.as_text().is_some() && !word.is_an_answer
        };
        empty
            && grid.row(line.row).all(words)
            && (!table.has_unit_rows()
                || line.name.is_none() && line.code.is_none()
                || !self.names_something(leaf, line))
    }

    pub(super) fn section(&self, leaf: Leaf<'_>, row: u32) -> Section {
        let mut section = Section::default();
        for (cell, word) in self.page.grid.texts(row).filter(|(cell, _)| leaf.table.span.contains(&cell.at.1))
        {
            let scales = word.scales.iter().chain(&word.scale);
            section.scales.extend(scales.map(|scale| (scale.clone(), cell.at)));
            section.years.extend(word.year.map(|year| (year, cell.at)));
            section.quality = section.quality.max(word.quality);
            section.last_year |= word.columns.contains(&Column::LastYear);
            if word.unit && !word.names_an_element() {
                let text = cell.content.words();
                section.unit = Some((word.unit_in(&text).to_owned(), cell.at));
            }
        }
        section
    }

    /// A year or a plan that is written in the first row of several, the others being blank below it:
    /// nobody says whether it holds for these. The rows that would be left out if it did.
    pub(super) fn handed_down<'l>(&self, leaf: Leaf<'_>, all: &mut [Line<'l>]) -> Vec<u32> {
        let grid = self.page.grid;
        let mut open = Vec::new();
        for &column in &leaf.table.left {
            let says_years = self.says_of_its_rows(leaf, column);
            let mut above: Option<(Rc<Word>, At, Rc<Section>)> = None;
            for line in all.iter_mut() {
                if let Some(cell) = grid.speaking(line.row, column) {
                    above = Some((grid.word_of(cell), cell.at, Rc::clone(&line.section)));
                    continue;
                }
                let Some((word, at, section)) = &above else { continue };
                if line.total.is_some() || !Rc::ptr_eq(section, &line.section) {
                    continue;
                }
                let year = word.year.filter(|_| says_years && line.path.years.is_empty());
                if let Some(year) = year {
                    // It is of this year, or of the one above.
                    line.path.years.extend([(year, *at), (self.claims.year, *at)]);
                }
                if matches!(word.quality, Quality::Planned | Quality::Part)
                    && line.path.quality == Quality::Plain
                {
                    open.push(line.row);
                }
            }
        }
        // A row that is the only one of what it names would be lost for nothing.
        let thing = |line: &Line<'l>| {
            let (code, labels, unit, _) = line.path.thing();
            (code, labels, unit)
        };
        open.retain(|row| {
            let own = all.iter().find(|line| line.row == *row).map(thing);
            all.iter().any(|other| other.row != *row && Some(thing(other)) == own)
        });
        open
    }
}
