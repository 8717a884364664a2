//! Where the tables of a sheet begin and end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::heads::{Kind, LOOK, element_around, grid_columns, head_cells, segments};
use super::levels;
use super::path::{Figures, Path, Use, usages};
use super::shape::{Shape, Table};
use crate::catalogue::Column;
use crate::formats::sheet::At;
use crate::intake::grid::Grid;
use crate::intake::lexicon::{Lexicon, Quality, Word};

/// Looks for heads on a sheet.
pub(super) struct Finder<'g, 'l> {
    pub(super) grid: &'g Grid<'l>,
    pub(super) lexicon: &'l Lexicon<'l>,
    pub(super) sheet: &'g str,
    pub(super) year: i32,
    /// Below it no head has anything under it.
    pub(super) last_figure: Option<u32>,
}

/// The columns before the figures, and others that have a word for what they hold.
const NAMING: [Column; 5] = [Column::Label, Column::Code, Column::UnitCode, Column::UnitName, Column::Centre];

/// No head has more rows above the one by which it is found.
const ABOVE: u32 = 3;

/// The columns that tell what their rows are of, with their words where they have one.
type Naming = BTreeMap<u32, Option<Column>>;

impl<'l> Finder<'_, 'l> {
    /// The tables whose heads are found in a row; the rows before `from` belong to others.
    pub(in crate::intake) fn at(&self, row: u32, from: u32) -> Vec<Table<'l>> {
        if let Some(table) = self.taught(row) {
            return vec![table];
        }
        let announced = self.announces(row);
        if !announced && !self.could_be_bare(row) {
            return Vec::new();
        }
        // What stands under the rows of the head tells what a column without a word holds.
        let by_words = self.naming(row, &[]);
        let body = self.below(self.head_end(row, &by_words) - 1);
        let naming = self.naming(row, &body);
        if announced && self.is_a_line_above(row, &naming) {
            return Vec::new();
        }
        let end = self.head_end(row, &naming);
        let start = self.head_start(row, from, &naming);
        let mut columns: BTreeSet<u32> = grid_columns(self.grid, start..end).collect();
        columns.extend(naming.keys());
        // A row that numbers the columns says nothing of them.
        let rows = start..if self.is_numbering(end - 1, &naming) { end - 1 } else { end };
        let kinds: Vec<(u32, Kind<'l>)> =
            columns.into_iter().map(|column| (column, self.kind(&rows, column, &naming))).collect();
        let segments = segments(kinds);
        let tables = segments.into_iter().filter_map(|own| self.table(start..end, own, announced));
        tables.collect()
    }

    /// Whether a row has a word by which a head is known.
    fn announces(&self, row: u32) -> bool {
        let has = |columns: &[Column]| {
            self.grid.texts(row).any(|(_, word)| word.columns.iter().any(|own| columns.contains(own)))
        };
        // 本年 before figures is one of several rows of a unit.
        let has_figures = || self.grid.row(row).any(|(_, cell)| self.grid.is_candidate(cell));
        has(&NAMING) || has(&[Column::Value, Column::CentreAnswer]) && !has_figures()
    }

    /// Whether a row without such a word could be a head: it names something and has no figure.
    fn could_be_bare(&self, row: u32) -> bool {
        if self.last_figure.is_none_or(|last| last <= row) {
            return false;
        }
        let mut names = false;
        let mut cells = 0;
        let mut last = 0;
        for (_, cell, word) in self.grid.row_with_words(row) {
            if self.grid.is_figure(cell, word) {
                return false;
            }
            let own =
                |word: &Word| !word.more && (word.names_an_element() || word.unit || word.year.is_some());
            names |= word.map_or_else(|| own(&self.grid.word_of(cell)), own);
            (cells, last) = (cells + 1, cell.at.1);
        }
        // A text alone is a title, unless figures follow right under it.
        let over_figures = || self.grid.cell(row + 1, last).is_some_and(|cell| self.grid.is_candidate(cell));
        names && (cells > 1 || over_figures())
    }

    /// The rows under a row up to the next that announces a head.
    fn below(&self, row: u32) -> Vec<u32> {
        let rows = self.grid.rows(row + 1..self.grid.end());
        rows.take(LOOK).take_while(|row| !self.announces(*row)).collect()
    }

    /// The columns that tell what their rows are of: by their heads, else by what stands in them;
    /// without a word those of years, plans and parts.
    fn naming(&self, row: u32, body: &[u32]) -> Naming {
        let mut naming = Naming::new();
        let mut headed = BTreeSet::new();
        for (cell, word) in self.grid.texts(row) {
            let own = word.columns.iter().find(|column| NAMING.contains(column));
            naming.extend(own.map(|own| (cell.at.1, Some(*own))));
            if !word.columns.is_empty() {
                headed.insert(cell.at.1);
            }
        }
        let columns: BTreeSet<u32> =
            body.iter().flat_map(|row| self.grid.row(*row)).map(|(column, _)| column).collect();
        for column in columns.difference(&headed) {
            naming.extend(self.held(*column, body).map(|own| (*column, own)));
        }
        naming
    }

    /// What a column holds under a row, by its words.
    fn held(&self, column: u32, body: &[u32]) -> Option<Option<Column>> {
        let (mut all, mut units, mut codes, mut labels, mut others, mut figures) = (0, 0, 0, 0, 0, 0);
        for row in body {
            let Some(cell) = self.grid.cell(*row, column) else { continue };
            let word = self.grid.word_of(cell);
            all += usize::from(!word.is_total);
            figures += usize::from(self.grid.is_candidate(cell));
            if word.code.is_some() {
                codes += 1;
            } else if word.names_an_element() {
                labels += 1;
            } else if word.unit && !matches!(cell.content, crate::formats::sheet::Content::Number(_)) {
                units += 1;
            } else if !word.more
                && (word.year.is_some()
                    || word.quality != Quality::Plain
                    || word.columns.contains(&Column::Value)
                    || word.columns.contains(&Column::LastYear))
            {
                others += 1;
            }
        }
        let most = |n: usize| n > 0 && n * 2 >= all;
        if most(units) {
            Some(Some(Column::UnitName))
        } else if most(codes) {
            Some(Some(Column::Code))
        } else if most(labels) {
            Some(Some(Column::Label))
        } else {
            (figures == 0 && most(others)).then_some(None)
        }
    }

    /// A line above a table that says whose it is can look like the beginning of its head.
    fn is_a_line_above(&self, row: u32, naming: &Naming) -> bool {
        let figures = self.grid.texts(row).any(|(cell, word)| {
            let value = [Column::Value, Column::CentreAnswer].iter().any(|own| word.columns.contains(own));
            !naming.contains_key(&cell.at.1) && (word.names_an_element() || value)
        });
        !figures && self.announces(row + 1)
    }

    /// A head goes on while the cells under the columns that name rows are empty or repeat it.
    fn head_end(&self, row: u32, naming: &Naming) -> u32 {
        let mut end = row + 1;
        for next in self.grid.rows(row + 1..self.grid.end()) {
            if next != end || !self.is_head_below(next, row, naming) {
                break;
            }
            end = next + 1;
        }
        end
    }

    fn is_head_below(&self, row: u32, first: u32, naming: &Naming) -> bool {
        if self.is_numbering(row, naming) {
            return true;
        }
        let mut known = false;
        for (column, cell) in self.grid.row(row) {
            let word = self.grid.word_of(cell);
            if naming.contains_key(&column) {
                let repeats = !word.columns.is_empty()
                    || word.code.is_some() && naming.get(&column) != Some(&Some(Column::Code));
                if !repeats {
                    return false;
                }
                continue;
            }
            // A head of its own, or a figure.
            if self.grid.is_candidate(cell) || word.columns.iter().any(|own| NAMING.contains(own)) {
                return false;
            }
            // Parts under a head that spans them.
            let spanned = self.grid.area(first, column).is_some_and(|area| area.columns.len() > 1);
            // A word that nobody knows right under the head, and before any name of a row.
            let is_below = row == first + 1 && cell.content.as_text().is_some() && !word.is_an_answer;
            known |=
                word.is_head() && !word.is_total || word.quality != Quality::Plain || spanned || is_below;
        }
        known
    }

    /// A row that numbers the columns: 甲 | 乙 | 1 | 2.
    fn is_numbering(&self, row: u32, naming: &Naming) -> bool {
        let mut next = 1.0;
        for (column, cell) in self.grid.row(row) {
            match &cell.content {
                crate::formats::sheet::Content::Number(number) if !naming.contains_key(&column) => {
                    if (number - next).abs() > 0.0 {
                        return false;
                    }
                    next += 1.0;
                }
                crate::formats::sheet::Content::Text(text) => {
                    let text = text.trim();
                    if !["甲", "乙", "丙", "丁", "戊", "-", "—"].contains(&text) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        next > 2.0
    }

    /// A head begins above the row by which it is found where groups stand over its figures.
    fn head_start(&self, row: u32, from: u32, naming: &Naming) -> u32 {
        let mut start = row;
        let columns: Vec<u32> = self.grid.row(row).map(|(column, _)| column).collect();
        let (first, last) = (columns.first().copied().unwrap_or(0), columns.last().copied().unwrap_or(0));
        while start > from && row - start < ABOVE {
            let above = start - 1;
            let mut groups = 0;
            // But each column may have its own.
            let measured = self.grid.texts(above).filter(|(_, word)| word.scale.is_some()).count();
            let figures = columns.iter().filter(|column| !naming.contains_key(column)).count();
            let each_has_one = measured == figures && self.grid.row(above).count() == figures;
            let fits = self.grid.row(above).all(|(column, cell)| {
                let word = self.grid.word_of(cell);
                let area = self.grid.area(above, column);
                let own = area.map_or(column..column + 1, |area| area.columns.clone());
                let over_names = own.clone().any(|column| naming.contains_key(&column));
                let wide = own.len() > 1;
                groups += if wide { 2 } else { 1 };
                // A measure alone is no group: 单位： | 千人 stands above a table.
                let is_measure = word.scale.is_some()
                    && !(word.names_an_element() || word.unit || word.year.is_some())
                    && word.quality == Quality::Plain;
                let known = word.is_head() && word.scales.is_empty() && (!is_measure || each_has_one);
                !over_names
                    && (first..=last).contains(&column)
                    && own.end <= last + 1
                    && word.identity.is_empty()
                    && !self.grid.is_candidate(cell)
                    && (known || wide)
            });
            if !fits || groups < 2 {
                break;
            }
            start = above;
        }
        start
    }

    fn kind(&self, head: &Range<u32>, column: u32, naming: &Naming) -> Kind<'l> {
        match naming.get(&column) {
            Some(Some(own)) => return Kind::Naming(*own),
            Some(None) => return Kind::Other,
            None => {}
        }
        let mut path = Path::default();
        let mut named = None;
        for cell in head_cells(self.grid, head, column, &|column| naming.contains_key(&column)) {
            let word = self.grid.word_of(cell);
            let own = word
                .columns
                .iter()
                .find(|own| matches!(own, Column::Sequence | Column::UnitOfMeasure | Column::Remark));
            named = named.or(own.copied());
            path.add(&word, cell, self.lexicon);
        }
        match named {
            Some(own) if !path.names_something() && !path.value => Kind::Named(own),
            _ if path.names_something() || path.value || path.last_year => Kind::Figures(path),
            // 合计 beside units or years, 实有 beside labels.
            _ if path.quality != Quality::Plain && path.unknown.is_none() => Kind::Figures(path),
            _ => Kind::Other,
        }
    }

    /// A table of the columns of a segment; none where they are no table.
    fn table(&self, head: Range<u32>, segment: Vec<(u32, Kind<'l>)>, announced: bool) -> Option<Table<'l>> {
        let span = segment.first()?.0..segment.last()?.0 + 1;
        let mut columns: BTreeMap<Column, u32> = BTreeMap::new();
        let mut unit_names = Vec::new();
        let (mut left, mut figures) = (Vec::new(), Vec::new());
        for (column, kind) in segment {
            match kind {
                Kind::Naming(own) | Kind::Named(own) => {
                    // What stands behind the figures names nothing.
                    if figures.is_empty() || !NAMING.contains(&own) || !columns.contains_key(&own) {
                        columns.entry(own).or_insert(column);
                        if own == Column::UnitName {
                            unit_names.push(column);
                        }
                    }
                }
                Kind::Figures(path) => figures.push((column, path)),
                Kind::Other if figures.is_empty() => left.push(column),
                Kind::Other => {}
            }
        }
        // Columns of years, plans or parts have heads that nobody knows, or none.
        let rows = || self.grid.rows(head.end..self.grid.end()).take(LOOK);
        let first_figure = figures.first().map_or(span.end, |(column, _)| *column);
        let all: BTreeSet<u32> =
            rows().flat_map(|row| self.grid.row(row)).map(|(column, _)| column).collect();
        left.extend(
            all.range(span.start.min(first_figure)..first_figure)
                .filter(|column| !columns.values().any(|own| own == *column) && !left.contains(column))
                .copied()
                .collect::<Vec<_>>(),
        );
        left.sort_unstable();
        left.dedup();
        let has = |own: Column| columns.contains_key(&own);
        let names_elements = figures.iter().any(|(_, path)| path.names_an_element());
        let names_units = figures.iter().any(|(_, path)| path.unit.is_some());
        let by_rows = has(Column::Label) || has(Column::Code);
        let units = has(Column::UnitCode) || has(Column::UnitName);
        let is = |own: fn(&Path<'_>) -> bool| figures.iter().any(|(_, path)| own(path));
        let valued = is(|path| {
            path.value || path.unit.is_some() || !path.years.is_empty() || path.quality != Quality::Plain
        });
        let shape = if has(Column::Centre) && is(|path| path.value) {
            Shape::Centres
        } else if units && names_elements {
            Shape::Units
        } else if units && by_rows && valued {
            Shape::Both
        } else if by_rows && !names_elements && valued {
            Shape::Elements
        } else if units && valued && !names_units {
            // The element stands around it.
            Shape::Units
        } else if !by_rows && !units && (names_elements || names_units || valued) {
            Shape::Other
        } else {
            return None;
        };
        // Of a table that names no element what stands above it is the element.
        let names_none = !names_elements && !matches!(shape, Shape::Elements | Shape::Both | Shape::Centres);
        if names_none && self.element_around(head.start).is_none() {
            return None;
        }
        if names_elements {
            figures.retain(|(_, path)| path.names_an_element());
        }
        if !announced || shape == Shape::Other {
            let filled = |column: u32| {
                rows().filter_map(|row| self.grid.cell(row, column)).any(|cell| self.grid.is_candidate(cell))
            };
            figures.iter().any(|(column, _)| filled(*column)).then_some(())?;
        }
        if unit_names.len() > 1 {
            let levels = levels(
                figures.iter().flat_map(|(_, path)| path.code.iter().chain(path.labels)),
                self.lexicon,
            );
            let known = |column: u32| {
                let names = self
                    .grid
                    .rows(head.end..self.grid.end())
                    .take(200)
                    .filter_map(|row| self.grid.text(row, Some(column)));
                names.filter(|name| self.lexicon.known_unit(None, Some(name), &levels).is_some()).count()
            };
            // Of several columns with names the one that names the units of these figures.
            if let Some(best) = unit_names.iter().rev().copied().max_by_key(|column| known(*column)) {
                columns.insert(Column::UnitName, best);
            }
        }
        let paths: Vec<(&Path<'_>, bool)> = figures.iter().map(|(_, path)| (path, true)).collect();
        let usages = usages(&paths, self.year);
        let figures: Vec<Figures<'l>> = figures
            .into_iter()
            .zip(usages)
            .map(|((column, path), usage)| {
                // Among columns of units one without is their total, or stands beside them.
                let beside = names_units && path.unit.is_none() && usage == Use::Figure;
                Figures { column, path, usage: if beside { Use::Label } else { usage } }
            })
            .collect();
        (!figures.is_empty()).then_some(Table {
            body: head.end..head.end,
            head,
            span,
            columns,
            left,
            figures,
            shape,
        })
    }

    /// The element that the lines above a table, or the sheet's name, are about.
    fn element_around(&self, row: u32) -> Option<At> {
        element_around(self.grid, self.sheet, row).map(|(_, at)| at.unwrap_or((0, 0)))
    }

    /// The table of a layout that the commission taught the program, if its heads stand in a
    /// row.
    fn taught(&self, row: u32) -> Option<Table<'l>> {
        self.lexicon.layouts.iter().find_map(|layout| layout.table(self.grid, self.sheet, row))
    }
}
