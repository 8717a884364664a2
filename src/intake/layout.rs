//! Tables are recognised by what their headers say, never by where they stand.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::catalogue::{Column, ElementIx, Level};
use crate::fold::fold;
use crate::intake::lexicon::{Lexicon, Word, level_of};
use crate::intake::workbook::{Cell, Sheet};

/// The cells of a sheet by row and column, with what a lexicon knows of them.
pub struct Grid<'a> {
    lexicon: &'a Lexicon<'a>,
    /// In their order, one a place.
    cells: Vec<&'a Cell>,
    /// What there is to know of those that are texts.
    words: Vec<Option<Rc<Word>>>,
    /// Where each row begins.
    rows: Vec<(u32, usize)>,
}

impl<'a> Grid<'a> {
    /// Orders the cells of a sheet and looks their texts up.
    #[must_use]
    pub fn new(sheet: &'a Sheet, lexicon: &'a Lexicon<'a>) -> Self {
        let mut cells: Vec<&Cell> = sheet.cells.iter().collect();
        if !cells.is_sorted_by(|one, next| one.at < next.at) {
            cells.sort_by_key(|cell| cell.at);
            // Of two in one place the later one stands.
            cells.dedup_by(|later, earlier| {
                let same = later.at == earlier.at;
                if same {
                    *earlier = *later;
                }
                same
            });
        }
        let mut rows: Vec<(u32, usize)> = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            if rows.last().is_none_or(|(row, _)| *row != cell.at.0) {
                rows.push((cell.at.0, at));
            }
        }
        let word = |cell: &&Cell| cell.content.as_text().map(|text| lexicon.word(text));
        Self { lexicon, words: cells.iter().map(word).collect(), cells, rows }
    }

    /// The positions of a row's cells.
    fn range_of(&self, row: u32) -> Range<usize> {
        let Ok(at) = self.rows.binary_search_by_key(&row, |(row, _)| *row) else { return 0..0 };
        let start = |at: usize| self.rows.get(at).map_or(self.cells.len(), |(_, start)| *start);
        start(at)..start(at + 1)
    }

    fn cells_of(&self, row: u32) -> &[&'a Cell] {
        self.cells.get(self.range_of(row)).unwrap_or_default()
    }

    /// The places that have a cell, in their order.
    pub fn places(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.cells.iter().map(|cell| cell.at)
    }

    /// The cells of a row by column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &'a Cell)> + '_ {
        self.cells_of(row).iter().map(|cell| (cell.at.1, *cell))
    }

    /// The cells of a row with their positions among all and what there is to know of texts.
    pub fn row_with_words(&self, row: u32) -> impl Iterator<Item = (usize, &'a Cell, Option<&Word>)> + '_ {
        let range = self.range_of(row);
        let words = self.words.get(range.clone()).unwrap_or_default();
        let own = self.cells_of(row).iter().zip(words);
        range.zip(own).map(|(position, (cell, word))| (position, *cell, word.as_deref()))
    }

    /// The texts of a row.
    fn words(&self, row: u32) -> impl Iterator<Item = (&'a Cell, &Word)> + '_ {
        self.row_with_words(row).filter_map(|(_, cell, word)| Some((cell, word?)))
    }

    /// The rows that have cells.
    pub fn rows(&self, within: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let from = self.rows.partition_point(|(row, _)| *row < within.start);
        let rows = self.rows.get(from..).unwrap_or_default().iter();
        rows.map(|(row, _)| *row).take_while(move |row| *row < within.end)
    }

    fn position(&self, row: u32, column: u32) -> Option<usize> {
        let range = self.range_of(row);
        let cells = self.cells.get(range.clone())?;
        Some(range.start + cells.binary_search_by_key(&column, |cell| cell.at.1).ok()?)
    }

    /// One cell.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.cells.get(self.position(row, column)?).copied()
    }

    /// What there is to know of one cell's words.
    #[must_use]
    pub fn word(&self, row: u32, column: Option<u32>) -> Rc<Word> {
        let text = column.and_then(|column| self.words.get(self.position(row, column)?)?.as_ref());
        text.map_or_else(|| self.lexicon.word(&self.text(row, column).unwrap_or_default()), Rc::clone)
    }

    /// The words of one cell.
    #[must_use]
    pub fn text(&self, row: u32, column: Option<u32>) -> Option<Cow<'a, str>> {
        Some(self.cell(row, column?)?.content.words())
    }

    /// The first row after all.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.rows.last().map_or(0, |(row, _)| row + 1)
    }
}

/// A table on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The rows of its header.
    pub header: Range<u32>,
    /// The rows under it.
    pub body: Range<u32>,
    /// What its columns hold.
    pub columns: BTreeMap<Column, u32>,
    /// How its rows are to be read.
    pub shape: Shape,
}

/// How the rows of a table are to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row a data element.
    Form,
    /// A row an org unit, a column a data element.
    Units(BTreeMap<u32, Heading>),
    /// A row a functional centre.
    Centres,
}

/// The head of a column of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// A code, which decides.
    Code(ElementIx),
    /// A label that one or more elements carry.
    Label(Vec<ElementIx>),
}

/// All tables of a sheet, from the top.
#[must_use]
pub fn tables(grid: &Grid<'_>, sheet: &str) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut next = 0;
    while let Some(mut table) =
        grid.rows(next..grid.end()).find_map(|row| taught(grid, sheet, row).or_else(|| header(grid, row)))
    {
        if let Some(last) = found.last_mut() {
            last.body.end = table.header.start;
        }
        table.body.end = grid.end();
        next = table.body.start;
        found.push(table);
    }
    found
}

/// The table of a layout that the commission taught the program, if its heads stand in a
/// row.
fn taught(grid: &Grid<'_>, sheet: &str, row: u32) -> Option<Table> {
    let lexicon = grid.lexicon;
    if lexicon.layouts.is_empty() {
        return None;
    }
    let sheet = fold(sheet);
    lexicon.layouts.iter().find_map(|layout| {
        if layout.sheet.as_ref().is_some_and(|name| !sheet.contains(name)) {
            return None;
        }
        let heads: Vec<(u32, String)> = grid
            .row(row)
            .filter_map(|(column, cell)| Some((column, fold(cell.content.as_text()?))))
            .collect();
        let unit = heads.iter().find(|(_, head)| *head == layout.unit)?.0;
        let figures: BTreeMap<u32, Heading> = heads
            .iter()
            .filter_map(|(column, head)| Some((*column, Heading::Code(*layout.columns.get(head)?))))
            .collect();
        (!figures.is_empty()).then(|| Table {
            header: row..row + 1,
            body: row + 1..row + 1,
            columns: [(Column::UnitName, unit)].into(),
            shape: Shape::Units(figures),
        })
    })
}

/// The table whose header begins in a row, if one does.
fn header(grid: &Grid<'_>, row: u32) -> Option<Table> {
    let lexicon = grid.lexicon;
    let mut columns = BTreeMap::new();
    let mut unit_names = Vec::new();
    for (cell, word) in grid.words(row) {
        for &column in &word.columns {
            columns.entry(column).or_insert(cell.at.1);
            if column == Column::UnitName {
                unit_names.push(cell.at.1);
            }
        }
    }
    let has = |column| columns.contains_key(&column);
    let table = |columns, shape| Table { header: row..row + 1, body: row + 1..row + 1, columns, shape };
    if has(Column::Centre) && has(Column::CentreAnswer) {
        return Some(table(columns, Shape::Centres));
    }
    if has(Column::Value) && (has(Column::Label) || has(Column::Code)) {
        return Some(table(columns, Shape::Form));
    }
    if !has(Column::UnitCode) && !has(Column::UnitName) {
        return None;
    }
    // A line above the table that says whose it is can look like the beginning of its head.
    let alone = headings(grid, &columns, row..row + 1).is_empty();
    let names_units = |row| {
        let mut columns = grid.words(row).flat_map(|(_, word)| &word.columns);
        columns.any(|column| matches!(column, Column::UnitCode | Column::UnitName))
    };
    if alone && names_units(row + 1) {
        return None;
    }
    let end = header_end(grid, &columns, row);
    let headings = headings(grid, &columns, row..end);
    if headings.is_empty() {
        return None;
    }
    if unit_names.len() > 1 {
        let levels = levels(&headings, lexicon);
        let known = |column: u32| {
            let names = grid.rows(end..grid.end()).filter_map(|row| grid.text(row, Some(column)));
            names.filter(|name| lexicon.unit(None, Some(name), &levels, None).is_ok()).count()
        };
        // Of several columns with names the one that names the units of these figures.
        if let Some(best) = unit_names.iter().rev().copied().max_by_key(|column| known(*column)) {
            columns.insert(Column::UnitName, best);
        }
    }
    let shape = Shape::Units(headings);
    Some(Table { header: row..end, body: end..end, columns, shape })
}

/// The levels of the units that a table's figures can be of.
#[must_use]
pub fn levels(headings: &BTreeMap<u32, Heading>, lexicon: &Lexicon<'_>) -> Vec<Level> {
    let elements = headings.values().flat_map(|heading| match heading {
        Heading::Code(element) => std::slice::from_ref(element),
        Heading::Label(elements) => elements,
    });
    let mut levels: Vec<Level> =
        elements.map(|element| level_of(lexicon.catalogue.element(*element).form)).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// A header goes on while the cells under the unit's columns are empty or repeat it.
fn header_end(grid: &Grid<'_>, columns: &BTreeMap<Column, u32>, row: u32) -> u32 {
    let identifies = |row: u32| {
        [Column::UnitCode, Column::UnitName].iter().any(|column| {
            let column = columns.get(column).copied();
            let word = grid.word(row, column);
            grid.text(row, column).is_some() && word.columns.is_empty() && word.code.is_none()
        })
    };
    let names_elements = |row: u32| {
        grid.words(row).any(|(_, word)| word.code.is_some() || !grid.lexicon.labelled(word).is_empty())
    };
    let mut end = row + 1;
    for next in grid.rows(row + 1..grid.end()) {
        if next != end || identifies(next) || !names_elements(next) {
            break;
        }
        end = next + 1;
    }
    end
}

fn headings(grid: &Grid<'_>, columns: &BTreeMap<Column, u32>, rows: Range<u32>) -> BTreeMap<u32, Heading> {
    let mut headings = BTreeMap::new();
    for (cell, word) in rows.flat_map(|row| grid.words(row)) {
        let at = cell.at.1;
        if columns.values().any(|column| *column == at) {
            continue;
        }
        let labelled = grid.lexicon.labelled(word);
        if let Some(element) = word.code {
            headings.insert(at, Heading::Code(element));
        } else if !labelled.is_empty() {
            headings.entry(at).or_insert_with(|| Heading::Label(labelled.to_vec()));
        }
    }
    headings
}
