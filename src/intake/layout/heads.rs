//! The heads of columns and rows.

use std::ops::Range;

use super::path::Path;
use crate::catalogue::Column;
use crate::fold::fold;
use crate::formats::sheet::{At, Cell};
use crate::intake::grid::Grid;

/// What a column is by its heads, or by what stands in it.
#[derive(Clone, Debug)]
pub(super) enum Kind<'l> {
    /// It names what its rows are of.
    Naming(Column),
    /// 序号, 计量单位, 备注.
    Named(Column),
    /// Figures.
    Figures(Path<'l>),
    /// Years, or words that nobody knows, before the figures or between them.
    Other,
}

/// So many rows under a head tell what its columns hold.
pub(super) const LOOK: usize = 16;

/// The element, by code or label, that the lines above a row are about, and where it stands; the
/// nearest line that names one rules, and else the sheet's name does.
#[must_use]
pub fn element_around<'l>(grid: &Grid<'l>, sheet: &str, row: u32) -> Option<(Path<'l>, Option<At>)> {
    let mut above: Vec<u32> = grid.rows(0..row).collect();
    above.reverse();
    for line in above.into_iter().take(LOOK) {
        for (cell, word) in grid.texts(line) {
            if word.names_an_element() && word.columns.is_empty() {
                let mut path = Path::default();
                path.add(word, cell, grid.lexicon);
                return Some((path, Some(cell.at)));
            }
        }
    }
    let word = grid.lexicon.word(sheet);
    word.names_an_element().then(|| {
        let path = Path { code: word.code, labels: grid.lexicon.labelled(&word), ..Path::default() };
        (path, None)
    })
}

/// The cells that are the heads of a column, from the top: its own, those of merged areas over
/// it, and texts that stand over what is below the empty cells behind them.
pub(super) fn head_cells<'l>(
    grid: &Grid<'l>,
    head: &Range<u32>,
    column: u32,
    is_naming: &dyn Fn(u32) -> bool,
) -> Vec<&'l Cell> {
    let of_row = |row: u32| {
        if let Some(cell) = grid.cell(row, column) {
            return Some(cell);
        }
        if let Some(area) = grid.area(row, column) {
            let inside = area.rows.start >= head.start && area.rows.end <= head.end;
            let over_figures = !area.columns.clone().any(is_naming);
            return grid.speaking(row, column).filter(|_| inside && over_figures);
        }
        let below = row + 1 < head.end && grid.cell(row + 1, column).is_some();
        let (left, cell) = grid.row(row).filter(|(left, _)| *left < column).last()?;
        let alone = grid.area(row, left).is_none_or(|area| area.rows.len() == 1 && area.columns.len() == 1);
        let has_children = grid.cell(row + 1, left).is_some();
        (below && alone && has_children && !is_naming(left)).then_some(cell)
    };
    let mut cells: Vec<&Cell> = head.clone().filter_map(of_row).collect();
    cells.dedup_by_key(|cell| cell.at);
    cells
}

/// The words of a column's heads from the top, folded.
#[must_use]
pub fn head_of(grid: &Grid<'_>, head: &Range<u32>, column: u32) -> Vec<String> {
    let cells = head_cells(grid, head, column, &|_| false);
    cells.iter().map(|cell| fold(&cell.content.words())).collect()
}

pub(super) fn grid_columns<'g>(grid: &'g Grid<'_>, rows: Range<u32>) -> impl Iterator<Item = u32> + 'g {
    grid.rows(rows).flat_map(|row| grid.row(row)).map(|(column, _)| column)
}

/// Columns beside each other, parted where a column that names rows stands behind figures and
/// has figures of its own.
pub(super) fn segments<'l>(kinds: Vec<(u32, Kind<'l>)>) -> Vec<Vec<(u32, Kind<'l>)>> {
    let mut all: Vec<Vec<(u32, Kind<'l>)>> = vec![Vec::new()];
    let has_figures = |own: &[(u32, Kind<'_>)]| {
        own.iter().any(|(_, kind)| matches!(kind, Kind::Figures(path) if !path.last_year))
    };
    for (column, kind) in kinds {
        let begins = matches!(kind, Kind::Naming(_) | Kind::Named(Column::Sequence));
        if begins && all.last().is_some_and(|own| has_figures(own)) {
            // Years or parts right before it go with it.
            let before = all.last_mut().map(|own| {
                let last = own.iter().rposition(|(_, kind)| !matches!(kind, Kind::Other));
                own.split_off(last.map_or(0, |last| last + 1))
            });
            all.push(before.unwrap_or_default());
        }
        if let Some(own) = all.last_mut() {
            own.push((column, kind));
        }
    }
    // What has no figures goes with what stands before it.
    let mut merged: Vec<Vec<(u32, Kind<'l>)>> = Vec::new();
    for own in all {
        match merged.last_mut() {
            Some(before) if !has_figures(&own) => before.extend(own),
            _ => merged.push(own),
        }
    }
    merged
}
