//! The cells of a sheet by row and column, with what a lexicon knows of them and the areas that
//! are merged.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::fold::squeeze;
use crate::formats::sheet::{Area, At, Cell, Content, Marks, Sheet};
use crate::intake::dates;
use crate::intake::lexicon::{Lexicon, Word};
use crate::workspace::YEARS;

/// The cells of a sheet.
pub struct Grid<'a> {
    /// Who knows the words.
    pub lexicon: &'a Lexicon<'a>,
    /// The word of what is none.
    nothing: Rc<Word>,
    /// In their order, one a place.
    cells: Vec<&'a Cell>,
    /// What there is to know of those that are texts.
    words: Vec<Option<Rc<Word>>>,
    /// Where each row begins.
    rows: Vec<(u32, usize)>,
    /// The merged areas over each column that has cells, from the top.
    merged: BTreeMap<u32, Vec<&'a Area>>,
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
        // What is struck out is no word any more.
        let says = |cell: &Cell| !cell.marks.has(Marks::STRUCK);
        let word =
            |cell: &&Cell| cell.content.as_text().filter(|_| says(cell)).map(|text| lexicon.word(text));
        let words = cells.iter().map(word).collect();
        Self { nothing: lexicon.word(""), lexicon, words, merged: by_column(sheet, &cells), cells, rows }
    }

    /// The positions of a row's cells.
    fn range_of(&self, row: u32) -> Range<usize> {
        let Some(at) = found(&self.rows, row, |(row, _)| *row) else { return 0..0 };
        let start = |at: usize| self.rows.get(at).map_or(self.cells.len(), |(_, start)| *start);
        start(at)..start(at + 1)
    }

    fn cells_of(&self, row: u32) -> &[&'a Cell] {
        self.cells.get(self.range_of(row)).unwrap_or_default()
    }

    /// The places that have a cell, in their order.
    pub fn places(&self) -> impl Iterator<Item = At> + '_ {
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
    pub fn texts(&self, row: u32) -> impl Iterator<Item = (&'a Cell, &Word)> + '_ {
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
        Some(range.start + found(cells, column, |cell| cell.at.1)?)
    }

    /// One cell.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.cells.get(self.position(row, column)?).copied()
    }

    /// The merged area over a place.
    #[must_use]
    pub fn area(&self, row: u32, column: u32) -> Option<&'a Area> {
        let own = self.merged.get(&column)?;
        let before = own.partition_point(|area| area.rows.start <= row);
        own.get(before.checked_sub(1)?).copied().filter(|area| area.rows.contains(&row))
    }

    /// The cell that speaks for a place: its own, or the first of the merged area over it.
    #[must_use]
    pub fn speaking(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.cell(row, column).or_else(|| {
            let (row, column) = self.area(row, column)?.first();
            self.cell(row, column)
        })
    }

    /// What there is to know of one cell's words.
    #[must_use]
    pub fn word_of(&self, cell: &Cell) -> Rc<Word> {
        // Of numbers a year and a code can be words; to look all others up would drown these.
        const LEAST_CODE: f64 = 100_000.0;
        let is_word = |number: f64| number >= LEAST_CODE || is_year(number);
        let known = || self.position(cell.at.0, cell.at.1).and_then(|at| self.words.get(at)?.as_ref());
        match &cell.content {
            Content::Text(_) => known().map_or_else(|| Rc::clone(&self.nothing), Rc::clone),
            Content::Number(number) if number.fract() == 0.0 && is_word(*number) => {
                self.lexicon.word(&cell.content.words())
            }
            Content::Number(_)
            | Content::Percent(_)
            | Content::Dressed(_)
            | Content::Bool(_)
            | Content::Date(_)
            | Content::Error(_)
            | Content::NoCache => Rc::clone(&self.nothing),
        }
    }

    /// What there is to know of the words in one place.
    #[must_use]
    pub fn word(&self, row: u32, column: Option<u32>) -> Rc<Word> {
        let cell = column.and_then(|column| self.cell(row, column));
        cell.map_or_else(|| Rc::clone(&self.nothing), |cell| self.word_of(cell))
    }

    /// The words of one cell.
    #[must_use]
    pub fn text(&self, row: u32, column: Option<u32>) -> Option<Cow<'a, str>> {
        Some(self.cell(row, column?)?.content.words())
    }

    /// Whether a cell could be a figure, and not a word or the year in a head.
    #[must_use]
    pub fn is_candidate(&self, cell: &Cell) -> bool {
        match &cell.content {
            Content::Text(_) => self.is_figure(cell, Some(&self.word_of(cell))),
            _ => self.is_figure(cell, None),
        }
    }

    /// The same of a cell whose word is at hand.
    #[must_use]
    pub fn is_figure(&self, cell: &Cell, word: Option<&Word>) -> bool {
        match &cell.content {
            Content::Number(number) => number.fract() != 0.0 || !is_year(*number),
            Content::Text(text) => {
                // In a text file every number is a text.
                let digits = |c: char| c.is_ascii_digit() || matches!(c, '\u{ff10}'..='\u{ff19}');
                let begins = |text: &str| text.trim_start().starts_with(digits) && !is_of_time_or_age(text);
                word.is_some_and(|word| (word.is_an_answer || begins(text)) && !word.is_head())
            }
            Content::Percent(_)
            | Content::Dressed(_)
            | Content::Bool(_)
            | Content::Error(_)
            | Content::NoCache => true,
            Content::Date(_) => false,
        }
    }

    /// The last row in which something could be a figure.
    #[must_use]
    pub fn last_figure(&self) -> Option<u32> {
        let mut all = self.cells.iter().zip(&self.words).rev();
        all.find(|(cell, word)| self.is_figure(cell, word.as_deref())).map(|(cell, _)| cell.at.0)
    }

    /// Whether something could be a figure and is no sentence that begins with a number.
    #[must_use]
    pub fn has_answers(&self) -> bool {
        const LONGEST_ANSWER: usize = 15;
        let is_one = |cell: &Cell, word: Option<&Word>| {
            let is_short = |text: &str| text.chars().nth(LONGEST_ANSWER).is_none();
            self.is_figure(cell, word)
                && (word.is_some_and(|word| word.is_an_answer) || cell.content.as_text().is_none_or(is_short))
        };
        self.cells.iter().zip(&self.words).any(|(cell, word)| is_one(cell, word.as_deref()))
    }

    /// The first column after all.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.cells.iter().map(|cell| cell.at.1 + 1).max().unwrap_or(0)
    }

    /// The first row after all.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.rows.last().map_or(0, |(row, _)| row + 1)
    }
}

/// The position of what has a number among things in the order of their numbers. Nearly always
/// none is left out before it, and it is where it would be then.
fn found<T>(sorted: &[T], number: u32, of: impl Fn(&T) -> u32) -> Option<usize> {
    let before = number.checked_sub(of(sorted.first()?))? as usize;
    match sorted.get(before) {
        Some(there) if of(there) == number => Some(before),
        _ => sorted.binary_search_by_key(&number, of).ok(),
    }
}

/// Whether a text that begins with a number is a part of the year or an age: 1月, 1—6月, 60岁以下.
fn is_of_time_or_age(text: &str) -> bool {
    let text = squeeze(text);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || dates::is_span(c));
    ["月", "季", "岁", "周岁"].iter().any(|word| rest.starts_with(word))
}

/// Whether a number is one of those that years have.
fn is_year(number: f64) -> bool {
    (f64::from(*YEARS.start())..=f64::from(*YEARS.end())).contains(&number)
}

/// The merged areas over each column that has cells; of no more places than a sheet may have.
fn by_column<'a>(sheet: &'a Sheet, cells: &[&Cell]) -> BTreeMap<u32, Vec<&'a Area>> {
    let mut all: BTreeMap<u32, Vec<&Area>> = BTreeMap::new();
    let last = cells.iter().map(|cell| cell.at.1).max().unwrap_or(0);
    let mut room = crate::formats::limits::MOST_CELLS;
    for area in &sheet.merged {
        for column in area.columns.start..area.columns.end.min(last + 1) {
            let Some(rest) = room.checked_sub(1) else { return all };
            room = rest;
            all.entry(column).or_default().push(area);
        }
    }
    all
}
