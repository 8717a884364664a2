//! What a figure rests on: the four answers, each with the place that gives it.

use super::parts::{Leaf, Line, Named};
use super::{SheetReader, stem};
use crate::catalogue::Column;
use crate::finding::quoted;
use crate::formats::sheet::At;
use crate::intake::layout::{Figures, Shape};
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
    fn ground(&self, at: At) -> Ground {
        let words = self.page.grid.text(at.0, Some(at.1)).unwrap_or_default();
        Ground { place: self.place(Some(at)), words: quoted(&words) }
    }

    fn ground_of_sheet(&self) -> Ground {
        Ground { place: self.place(None), words: self.page.sheet.name.to_string() }
    }

    fn ground_of_unit(&self, named: Named) -> Ground {
        match named {
            Named::Cell(sheet, at) if sheet == self.page.at => self.ground(at),
            Named::Cell(sheet, at) => {
                let heading = self.owners.heading_of(sheet);
                let mut said = heading.into_iter().flat_map(|own| own.name.iter().chain(&own.code));
                let words = said.find(|said| said.at == at).map(|said| quoted(&said.content.words()));
                let sheet = heading.map(|own| own.sheet.clone()).unwrap_or_default();
                let place = Place { sheet, cell: Some(at), ..self.claims.whole() };
                Ground { place, words: words.unwrap_or_default() }
            }
            Named::Sheet => self.ground_of_sheet(),
            Named::File => Ground { words: stem(&self.claims.file).to_owned(), place: self.claims.whole() },
        }
    }

    /// Notes what the figure in a cell rests on, where somebody asked.
    pub(super) fn note_grounds(
        &mut self,
        leaf: Leaf<'_>,
        line: &Line<'_>,
        figures: &Figures<'_>,
        (named, scale): (Named, Option<At>),
    ) {
        if self.answers.grounds.is_none() {
            return;
        }
        let of_row = |column: Column| {
            let cell = self.page.grid.speaking(line.row, *leaf.table.columns.get(&column)?);
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
        let year = near.map(|(_, at)| self.ground(*at)).next();
        let around = || {
            let (place, words, _) =
                leaf.above.year.as_ref().filter(|(.., year)| *year == self.claims.year)?;
            Some(Ground { place: place.clone(), words: quoted(words) })
        };
        let grounds = Grounds {
            unit: self.ground_of_unit(named),
            element: what.map_or_else(|| self.ground_of_sheet(), |at| self.ground(at)),
            year: year.or_else(around),
            scale: scale.map(|at| self.ground(at)),
        };
        let place = self.place(Some((line.row, figures.column)));
        if let Some(all) = &mut self.answers.grounds {
            all.push((place, grounds));
        }
    }
}
