//! The way from the edges of a sheet to a figure, and what is made of it.

use std::collections::BTreeMap;

use crate::catalogue::Column;
use crate::fold::fold;
use crate::formats::sheet::{At, Cell};
use crate::intake::lexicon::{Lexicon, Quality, Word};
use crate::intake::scale::Scale;
use crate::model::ElementIx;

/// What the heads of a column, or those of a row, say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path<'l> {
    /// The element by its code, which decides.
    pub code: Option<ElementIx>,
    /// The elements that carry the label.
    pub labels: &'l [ElementIx],
    /// Where the element is named.
    pub what: Option<At>,
    /// The unit by the words that name it.
    pub unit: Option<(String, At)>,
    /// The years.
    pub years: Vec<(i32, At)>,
    /// The units of measure.
    pub scales: Vec<(Scale, At)>,
    /// Which of several figures it is.
    pub quality: Quality,
    /// A word below the others that nobody knows.
    pub unknown: Option<At>,
    /// A word above what it names that nobody knows: 年度任务 over several columns.
    pub over: Option<At>,
    /// 本年数, or the answer of a functional centre.
    pub value: bool,
    /// 上年数.
    pub last_year: bool,
    /// Two units, or two codes.
    pub open: Option<At>,
}

impl<'l> Path<'l> {
    /// Goes one head further.
    pub fn add(&mut self, word: &Word, cell: &Cell, lexicon: &'l Lexicon<'_>) {
        let at = cell.at;
        let anchored = self.names_something() || self.value;
        if let Some(code) = word.code {
            if self.code.is_some_and(|own| own != code) {
                self.open = Some(at);
            }
            (self.code, self.what) = (Some(code), Some(at));
        }
        let labels = lexicon.labelled(word);
        if !labels.is_empty() {
            (self.labels, self.what) = (labels, self.what.or(Some(at)));
        }
        if word.unit && !word.names_an_element() {
            let text = cell.content.words();
            let own = word.unit_in(&text).to_owned();
            match &self.unit {
                Some((before, _)) if fold(before) != fold(&own) => self.open = Some(at),
                _ => self.unit = Some((own, at)),
            }
        }
        self.years.extend(word.year.map(|year| (year, at)));
        self.scales.extend(word.scale.clone().map(|scale| (scale, at)));
        self.scales.extend(word.scales.iter().cloned().map(|scale| (scale, at)));
        self.quality = self.quality.max(word.quality);
        let has = |own| word.columns.contains(&own);
        self.value |= has(Column::Value) || has(Column::CentreAnswer);
        self.last_year |= has(Column::LastYear);
        let says_nothing = !word.is_head() && word.scales.is_empty() && word.centre.is_none();
        if (word.more || says_nothing) && word.quality != Quality::Part {
            // 2025年排名 is not the figure of 2025.
            let is_open = anchored || word.more && word.year.is_some() && !word.is_vague;
            let own = if is_open { &mut self.unknown } else { &mut self.over };
            *own = Some(at);
        }
    }

    /// Whether it says which element.
    #[must_use]
    pub fn names_an_element(&self) -> bool {
        self.code.is_some() || !self.labels.is_empty()
    }

    /// Whether it says whose, which or of which year.
    #[must_use]
    pub fn names_something(&self) -> bool {
        self.names_an_element() || self.unit.is_some() || !self.years.is_empty()
    }

    /// The year that it says; none where it says none, an error where it says several.
    pub fn year(&self) -> Result<Option<i32>, At> {
        let Some((first, _)) = self.years.first() else { return Ok(None) };
        match self.years.iter().find(|(other, _)| other != first) {
            Some((_, at)) => Err(*at),
            None => Ok(Some(*first)),
        }
    }

    /// What tells one column of figures, or row, from others for another thing.
    pub(in crate::intake) fn thing(&self) -> (Option<ElementIx>, &'l [ElementIx], Option<String>, Vec<i32>) {
        let unit = self.unit.as_ref().map(|(name, _)| fold(name));
        let labels = if self.code.is_some() { &[] } else { self.labels };
        (self.code, labels, unit, self.years.iter().map(|(year, _)| *year).collect())
    }
}

/// What becomes of a column, or a row, of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Its cells are figures.
    Figure,
    /// They are of another year.
    OtherYear,
    /// They were planned only, or stand beside the figures.
    Label,
    /// They are parts of the figures in the column or row of this position.
    Part(usize),
    /// What they are is open.
    Open,
}

/// A column of figures.
#[derive(Clone, Debug)]
pub struct Figures<'l> {
    /// The column.
    pub column: u32,
    /// What its heads say.
    pub path: Path<'l>,
    /// What becomes of it.
    pub usage: Use,
}

/// Whether a path says no year while another for the same thing says another one.
fn is_left_undated(paths: &[(&Path<'_>, bool)], at: Option<usize>, year: i32) -> bool {
    let Some((own, _)) = at.and_then(|at| paths.get(at)).filter(|(path, _)| path.years.is_empty()) else {
        return false;
    };
    let same = |other: &Path<'_>| {
        let (code, labels, unit, _) = other.thing();
        let (own_code, own_labels, own_unit, _) = own.thing();
        (code, labels, unit) == (own_code, own_labels, own_unit)
    };
    paths.iter().any(|(other, _)| matches!(other.year(), Ok(Some(other)) if other != year) && same(other))
}

/// Which of two or more paths for one thing are its figures, by position.
#[must_use]
pub fn usages(paths: &[(&Path<'_>, bool)], year: i32) -> Vec<Use> {
    let mut all: Vec<Use> = paths
        .iter()
        .map(|(path, _)| match path.year() {
            _ if path.last_year => Use::OtherYear,
            Err(_) => Use::Open,
            Ok(Some(own)) if own != year => Use::OtherYear,
            Ok(_) if path.quality == Quality::Planned => Use::Label,
            Ok(_) => Use::Figure,
        })
        .collect();
    // Nearly always every column and every row is a thing of its own.
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, ((path, grouped), usage)) in paths.iter().zip(&all).enumerate() {
        if *usage == Use::Figure && *grouped {
            let mut thing = path.thing();
            // The year that is meant anyway tells nothing apart.
            thing.3.clear();
            groups.entry(thing).or_default().push(at);
        }
    }
    // An undated column beside those of other years is none of theirs where others are dated.
    let is_dated = paths.iter().any(|(path, _)| path.year() == Ok(Some(year)));
    for group in groups.values() {
        let path = |at: &usize| paths.get(*at).map(|(path, _)| *path);
        let is = |at: &usize, quality| {
            path(at).is_some_and(|path| path.quality == quality && path.unknown.is_none())
        };
        let over = |at: &usize| path(at).and_then(|path| path.over);
        let of = |quality| group.iter().filter(|at| is(at, quality)).copied().collect::<Vec<_>>();
        let (totals, reached, plain) = (of(Quality::Total), of(Quality::Reached), of(Quality::Plain));
        let figures = match (totals.len(), reached.len(), plain.len()) {
            // A head alone that says 合计 or 实有 is the figure as well.
            (1, _, _) => totals,
            (0, 1, _) => reached,
            // Under words that nobody knows, 任务情况 and 工作情况, either can be meant.
            (0, 0, 1) if is_dated && is_left_undated(paths, plain.first().copied(), year) => Vec::new(),
            (0, 0, 1..) if plain.iter().all(|at| over(at) == plain.first().and_then(over)) => plain,
            _ => Vec::new(),
        };
        let whole = figures.first().copied().filter(|_| figures.len() == 1);
        for at in group {
            let Some(usage) = all.get_mut(*at) else { continue };
            *usage = match whole {
                _ if figures.contains(at) => Use::Figure,
                Some(whole) if path(at).is_some_and(|path| path.quality != Quality::Reached) => {
                    Use::Part(whole)
                }
                Some(_) => Use::Label,
                None => Use::Open,
            };
        }
    }
    all
}
