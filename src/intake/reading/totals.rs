//! Rows and columns that add others up, and those that may be shares.

use super::parts::{Leaf, Line, Sums};
use super::{SheetReader, elements_of};
use crate::finding::{self, quoted};
use crate::fold::fold;
use crate::formats::sheet::{At, Content};
use crate::intake::layout::{Figures, Use};
use crate::intake::lexicon::Quality;

impl SheetReader<'_> {
    /// The count in a cell under a head of counts, whoever's it is.
    pub(super) fn count_in(&self, leaf: Leaf<'_>, line: &Line<'_>, figures: &Figures<'_>) -> Option<i64> {
        let cell = self.page.grid.cell(line.row, figures.column)?;
        let mut elements =
            elements_of(&line.path).chain(elements_of(&figures.path)).chain(elements_of(&leaf.above.element));
        let element = self.lexicon.catalogue.element(elements.next()?);
        self.lexicon.reader().read(cell, element, 1).value?.count()
    }

    pub(super) fn sums(&self, leaf: Leaf<'_>, line: &Line<'_>) -> Sums {
        let counted = line.total.is_some() || line.usage == Use::Figure;
        let own = leaf.table.figures.iter().filter(|_| counted && leaf.table.has_unit_rows());
        let counts = own.filter_map(|figures| {
            let is_figure = figures.usage == Use::Figure;
            is_figure.then(|| Some((figures.column, self.count_in(leaf, line, figures)?))).flatten()
        });
        Sums { row: line.row, total: line.total.clone(), counts: counts.collect() }
    }

    /// Rows of totals are checked and not read: a subtotal against the rows since the last
    /// one, a total against all rows, wherever it stands.
    pub(super) fn totals(&mut self, leaf: Leaf<'_>, sums: &[Sums]) {
        if sums.iter().all(|own| own.total.is_none()) {
            return;
        }
        let words = &self.lexicon.catalogue.words;
        for figures in leaf.table.figures.iter().filter(|own| own.usage == Use::Figure) {
            let column = figures.column;
            let count = |own: &Sums| match own.total {
                None => own.counts.get(&column).copied().unwrap_or(0),
                Some(_) => 0,
            };
            let all: i64 = sums.iter().map(count).sum();
            let mut since = 0;
            for own in sums {
                since += count(own);
                let Some(name) = &own.total else { continue };
                let expected = if words.is_subtotal(&fold(name)) { since } else { all };
                since = 0;
                if let (Some(says), Some(cell)) =
                    (own.counts.get(&column), self.page.grid.cell(own.row, column))
                    && *says != expected
                {
                    let finding = self.find(finding::TOTAL_MISMATCH, Some(cell.at));
                    let finding = finding.found(cell.content.words()).fact("sum", expected.to_string());
                    self.claims.say(finding.fact("row", quoted(name)));
                }
            }
        }
    }

    /// Parts beside their total, and units beside a column that adds them up, are held against it.
    pub(super) fn parts(&mut self, leaf: Leaf<'_>, lines: &[Line<'_>]) {
        let (grid, table) = (self.page.grid, leaf.table);
        let has_units = table.figures.iter().any(|own| own.path.unit.is_some());
        for (at, whole) in table.figures.iter().enumerate() {
            let of_units = has_units && whole.path.unit.is_none() && whole.path.quality == Quality::Total;
            let parts: Vec<&Figures<'_>> = table
                .figures
                .iter()
                .filter(|own| {
                    own.usage == Use::Part(at)
                        || of_units && own.path.unit.is_some() && own.usage == Use::Figure
                })
                .collect();
            if parts.len() < 2 || parts.iter().any(|own| own.path.unknown.is_some()) {
                continue;
            }
            for line in lines.iter().filter(|line| line.total.is_none() && line.usage == Use::Figure) {
                let counts: Option<Vec<i64>> =
                    parts.iter().map(|own| self.count_in(leaf, line, own)).collect();
                let (Some(counts), Some(says)) = (counts, self.count_in(leaf, line, whole)) else { continue };
                let sum: i64 = counts.iter().sum();
                if sum != says
                    && let Some(cell) = grid.cell(line.row, whole.column)
                {
                    let finding = self.find(finding::TOTAL_MISMATCH, Some(cell.at)).found(says.to_string());
                    let head = grid.text(table.head.end - 1, Some(whole.column)).unwrap_or_default();
                    self.claims.say(finding.fact("sum", sum.to_string()).fact("row", quoted(&head)));
                }
            }
        }
    }

    /// A column of counts that are all from 0 to 1 may be one of shares, where the format of the
    /// file does not say how they are shown.
    pub(super) fn shares(&mut self, leaf: Leaf<'_>, lines: &[Line<'_>]) {
        if !self.page.sheet.looks_unknown {
            return;
        }
        for figures in leaf.table.figures.iter().filter(|own| own.usage == Use::Figure) {
            let cells = lines
                .iter()
                .filter(|line| line.total.is_none())
                .filter_map(|line| self.page.grid.cell(line.row, figures.column));
            let numbers: Vec<(f64, At)> = cells
                .filter_map(|cell| match cell.content {
                    Content::Number(number) => Some((number, cell.at)),
                    _ => None,
                })
                .collect();
            let within = numbers.iter().all(|(number, _)| (0.0..=1.0).contains(number));
            if let Some((number, at)) = numbers.iter().find(|(number, _)| *number > 0.0).filter(|_| within) {
                self.claims.say(self.find(finding::LOOKS_UNKNOWN, Some(*at)).found(number.to_string()));
            }
        }
    }
}
