//! Rows of text between the rows of figures, and what they say of those that follow.

use super::SheetReader;
use super::parts::{Leaf, Line, Section};
use crate::catalogue::Column;
use crate::formats::sheet::Cell;
use crate::intake::layout::Shape;
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
}
