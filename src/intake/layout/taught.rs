//! Where a table stands that the commission taught the program.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalogue::Column;
use crate::intake::grid::Grid;
use crate::intake::layout::{self, Figures, Shape, Table, Use};
use crate::intake::taught::{Head, Taught};
use crate::model::ElementIx;

impl Taught {
    /// The columns under heads in some rows: that of the units, and those of the figures.
    fn found(&self, grid: &Grid<'_>, rows: &Range<u32>) -> Option<(u32, BTreeMap<u32, ElementIx>)> {
        let columns: std::collections::BTreeSet<u32> =
            grid.rows(rows.clone()).flat_map(|row| grid.row(row)).map(|(column, _)| column).collect();
        let heads: Vec<(u32, Head)> =
            columns.into_iter().map(|column| (column, super::heads::head_of(grid, rows, column))).collect();
        let unit = heads.iter().find(|(_, head)| *head == self.unit)?.0;
        let figures = heads.iter().filter_map(|(column, head)| Some((*column, self.columns.get(head)?.0)));
        Some((unit, figures.collect()))
    }

    /// The table whose heads begin in a row; none where they do not stand there.
    #[must_use]
    pub fn table<'l>(&self, grid: &Grid<'l>, sheet: &str, row: u32) -> Option<Table<'l>> {
        if !self.is_for(sheet) {
            return None;
        }
        let head = row..row + self.depth();
        let (unit, figures) = self.found(grid, &head)?;
        let span = figures.keys().chain([&unit]).min()?.to_owned()..figures.keys().chain([&unit]).max()? + 1;
        let figures: Vec<Figures<'l>> = figures
            .into_iter()
            .map(|(column, element)| Figures {
                column,
                path: layout::Path {
                    code: Some(element),
                    what: Some((head.end - 1, column)),
                    ..layout::Path::default()
                },
                usage: Use::Figure,
            })
            .collect();
        (!figures.is_empty()).then(|| Table {
            body: head.end..head.end,
            head,
            // What stands beside it in the same rows is said to be beside it.
            span: 0..span.end.max(grid.width()),
            columns: [(Column::UnitName, unit)].into(),
            left: Vec::new(),
            figures,
            shape: Shape::Units,
        })
    }

    /// The heads that a sheet has not, where most of them stand.
    #[must_use]
    pub fn missing(&self, grid: &Grid<'_>) -> Vec<String> {
        let unit = self.unit.join(" > ");
        let all = self.columns.values().map(|(_, head)| head.clone());
        let of_row = |row: u32| {
            let found = self.found(grid, &(row..row + self.depth()));
            let Some((_, figures)) = found else { return vec![unit.clone()] };
            let missing =
                self.columns.values().filter(|(element, _)| !figures.values().any(|own| own == element));
            missing.map(|(_, head)| head.clone()).collect()
        };
        let no_unit = |missing: &Vec<String>| *missing == [unit.clone()];
        let best =
            grid.rows(0..grid.end()).map(of_row).filter(|missing| !no_unit(missing)).min_by_key(Vec::len);
        best.unwrap_or_else(|| std::iter::once(unit.clone()).chain(all).collect())
    }
}
