//! What stands around the tables of a sheet: whose return it is, of which year, from which day,
//! on what scale.

use std::ops::Range;

use crate::catalogue::Identity;
use crate::intake::grid::Grid;
use crate::intake::sheet::{At, Content};

/// A fact with the cell it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Where.
    pub at: At,
    /// What.
    pub content: Content,
}

/// What a sheet says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// What is said, from the top.
    said: Vec<(Identity, Written)>,
    /// The rows in which the heads of tables begin.
    heads: Vec<u32>,
    /// All cells that were understood so.
    pub cells: Vec<At>,
}

impl Frame {
    /// Reads the labelled cells outside of the tables' heads.
    #[must_use]
    pub fn of(grid: &Grid<'_>, heads: &[Range<u32>]) -> Self {
        let mut frame = Self { heads: heads.iter().map(|head| head.start).collect(), ..Self::default() };
        for row in grid.rows(0..grid.end()).filter(|row| !heads.iter().any(|head| head.contains(row))) {
            let cells = grid.row_with_words(row);
            let labels = cells.map(|(_, cell, word)| (cell, word.map_or(&[][..], |word| &word.identity)));
            let mut cells = labels.peekable();
            while let Some((cell, labels)) = cells.next() {
                if labels.is_empty() {
                    continue;
                }
                frame.cells.push(cell.at);
                for (identity, rest) in labels {
                    let said = match rest {
                        Some(rest) => Content::text(rest).map(|content| Written { at: cell.at, content }),
                        None => None,
                    };
                    let next = cells.peek().filter(|(_, labels)| labels.is_empty()).map(|(next, _)| *next);
                    // A label alone is said by the next cell; so is one with nothing behind its colon.
                    let said = match said {
                        Some(said) => Some(said),
                        None if labels.len() == 1 => next.map(|next| {
                            frame.cells.push(next.at);
                            Written { at: next.at, content: next.content.clone() }
                        }),
                        None => None,
                    };
                    // Names and telephone numbers of people are never copied.
                    if let (Some(said), true) = (said, *identity != Identity::Personal) {
                        frame.said.push((*identity, said));
                    }
                }
            }
        }
        frame
    }

    fn all(&self, what: Identity) -> impl Iterator<Item = &Written> {
        self.said.iter().filter(move |(own, _)| *own == what).map(|(_, said)| said)
    }

    /// The first of a kind.
    #[must_use]
    pub fn first(&self, what: Identity) -> Option<&Written> {
        self.all(what).next()
    }

    /// Whether the sheet says whose it is.
    #[must_use]
    pub fn names_a_unit(&self) -> bool {
        self.first(Identity::Name).is_some() || self.first(Identity::Code).is_some()
    }

    /// What is said nearest above a row, of the columns of a table if there is something; where
    /// nothing is, what is said below, if that is one thing for the sheet's only table.
    #[must_use]
    pub fn nearest(&self, what: Identity, row: u32, columns: &Range<u32>) -> Option<&Written> {
        let above = || self.all(what).filter(|said| said.at.0 < row);
        let last = |own: &dyn Fn(&&Written) -> bool| above().filter(own).max_by_key(|said| said.at.0);
        let nearest_row = above().map(|said| said.at.0).max();
        // Of two tables beside each other each has its own heading.
        let own = last(&|said| columns.contains(&said.at.1) && Some(said.at.0) == nearest_row);
        if let Some(said) = own.or_else(|| last(&|_| true)) {
            return Some(said);
        }
        let mut below = self.all(what);
        let only = below.next().filter(|_| self.heads.iter().all(|head| Some(head) == self.heads.first()));
        only.filter(|only| below.all(|other| other.content == only.content))
    }

    /// Code and name nearest above a row. Of the two the one that belongs to an earlier table is
    /// none of this one's.
    #[must_use]
    pub fn unit(&self, row: u32, columns: &Range<u32>) -> (Option<&Written>, Option<&Written>) {
        let code = self.nearest(Identity::Code, row, columns);
        let name = self.nearest(Identity::Name, row, columns);
        let (Some(one), Some(other)) = (code, name) else { return (code, name) };
        let (first, last) = (one.at.0.min(other.at.0), one.at.0.max(other.at.0));
        let parted = self.heads.iter().any(|head| (first..last).contains(head));
        let stays = |said: &&Written| !parted || said.at.0 == last;
        (code.filter(stays), name.filter(stays))
    }
}
