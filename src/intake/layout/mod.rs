//! Tables are recognised by what their heads say, never by where they stand. A table is a block
//! of figures; whose each is, which element and of which year lies along its rows, its columns,
//! or in what stands around it, and every way of laying them out is read by the same code.

mod finder;
mod heads;
mod path;
mod shape;
mod taught;

use crate::fold::fold;
use crate::intake::grid::Grid;
use crate::intake::lexicon::{Lexicon, level_of};
use crate::model::{ElementIx, Level};
use finder::Finder;

pub use heads::{element_around, head_of};
pub use path::{Figures, Path, Use, usages};
pub use shape::{Shape, Table};

/// All tables of a sheet, from the top; those beside each other from the left. `element` is
/// what stands around a table that names no element itself.
#[must_use]
pub fn tables<'l>(grid: &Grid<'l>, sheet: &str, year: i32) -> Vec<Table<'l>> {
    let last_figure = grid.last_figure();
    // The definitions that go with a form; one of them can begin with a number: “7岁以下儿童……”.
    let is_known = grid.lexicon.catalogue.words.known_sheets.contains(&fold(sheet));
    if is_known && !grid.has_answers() {
        return Vec::new();
    }
    let finder = Finder { grid, lexicon: grid.lexicon, sheet, year, last_figure };
    let mut found: Vec<Table<'l>> = Vec::new();
    let mut next = 0;
    loop {
        let own = grid.rows(next..grid.end()).find_map(|row| {
            let own = finder.at(row, next);
            (!own.is_empty()).then_some(own)
        });
        let Some(mut own) = own else { return found };
        let start = own.first().map_or(next, |table| table.head.start);
        for table in &mut found {
            table.body.end = table.body.end.min(start).max(table.body.start);
        }
        next = own.iter().map(|table| table.body.start).max().unwrap_or(next + 1).max(next + 1);
        for table in &mut own {
            table.body.end = grid.end();
        }
        found.extend(own);
    }
}

/// The levels of the units that some elements can be of.
#[must_use]
pub fn levels<'e>(elements: impl Iterator<Item = &'e ElementIx>, lexicon: &Lexicon<'_>) -> Vec<Level> {
    let mut levels: Vec<Level> =
        elements.map(|element| level_of(lexicon.catalogue.element(*element).form)).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}
