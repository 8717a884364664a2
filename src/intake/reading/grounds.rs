//! What a figure rests on: the four answers, each with the place that gives it.

use super::parts::{Leaf, Line, Named};
use super::{SheetReader, stem};
use crate::catalogue::Column;
use crate::finding::quoted;
use crate::intake::layout::{Figures, Shape};
use crate::intake::sheet::At;
use crate::value::Place;

/// What answers a question about a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// A cell; a sheet or a file where its name is the answer.
    pub place: Place,
    /// What stands there.
    pub words: String,
}

/// What the four questions about a figure are answered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// Whose it is.
    pub unit: Ground,
    /// Which data element it answers.
    pub element: Ground,
    /// Of which year it is; none where only the folder of the file says so.
    pub year: Option<Ground>,
    /// On what scale it stands; none where nothing around it says so, and the element's own unit
    /// of measure is meant.
    pub scale: Option<Ground>,
}

impl SheetReader<'_> {
    fn ground(&self, leaf: Leaf<'_, '_>, at: At) -> Ground {
        let words = leaf.grid.text(at.0, Some(at.1)).unwrap_or_default();
        Ground { place: self.place(leaf.sheet, Some(at)), words: quoted(&words) }
    }

    fn ground_of_unit(&self, leaf: Leaf<'_, '_>, named: Named) -> Ground {
        let file = Place { file: self.file.clone(), ..Place::default() };
        match named {
            Named::Cell(sheet, at) if sheet == leaf.at => self.ground(leaf, at),
            Named::Cell(sheet, at) => {
                let of_sheet = self.headings.iter().filter(|heading| heading.sheet == sheet);
                let mut said = of_sheet.flat_map(|heading| heading.name.iter().chain(&heading.code));
                let words = said.find(|said| said.at == at).map(|said| quoted(&said.content.words()));
                let sheet = self.sheets.get(sheet).cloned().unwrap_or_default();
                Ground { place: Place { sheet, cell: Some(at), ..file }, words: words.unwrap_or_default() }
            }
            Named::Sheet => {
                let words = leaf.sheet.name.to_string();
                Ground { place: Place { sheet: leaf.sheet.name.clone(), ..file }, words }
            }
            Named::File => Ground { words: stem(&self.file).to_owned(), place: file },
        }
    }

    /// Notes what the figure in a cell rests on, where somebody asked.
    pub(super) fn note_grounds(
        &mut self,
        leaf: Leaf<'_, '_>,
        line: &Line<'_>,
        figures: &Figures<'_>,
        (named, scale): (Named, Option<At>),
    ) {
        if self.grounds.is_none() {
            return;
        }
        let of_row = |column: Column| {
            let cell = leaf.grid.speaking(line.row, *leaf.table.columns.get(&column)?);
            cell.map(|cell| cell.at)
        };
        let what = if leaf.table.shape == Shape::Centres {
            of_row(Column::Centre)
        } else if leaf.table.has_element_rows() {
            of_row(Column::Code).filter(|_| line.path.code.is_some()).or(line.path.what)
        } else {
            figures.path.what.or(leaf.above.element.what)
        };
        let near = figures.path.years.iter().chain(&line.path.years).chain(&line.section.years);
        let year = near.map(|(_, at)| self.ground(leaf, *at)).next();
        let around = || {
            let (place, words, _) = leaf.above.year.as_ref().filter(|(.., year)| *year == self.year)?;
            Some(Ground { place: place.clone(), words: quoted(words) })
        };
        let of_sheet = || {
            let place = Place { cell: None, ..self.place(leaf.sheet, None) };
            Ground { place, words: leaf.sheet.name.to_string() }
        };
        let grounds = Grounds {
            unit: self.ground_of_unit(leaf, named),
            element: what.map_or_else(of_sheet, |at| self.ground(leaf, at)),
            year: year.or_else(around),
            scale: scale.map(|at| self.ground(leaf, at)),
        };
        let place = self.place(leaf.sheet, Some((line.row, figures.column)));
        if let Some(all) = &mut self.grounds {
            all.push((place, grounds));
        }
    }
}
