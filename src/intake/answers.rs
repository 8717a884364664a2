//! Correction sheets that came back: the corrected figure replaces that of the cell which the
//! sheet names, and an explanation confirms one that looks wrong. Both are traced to the sheet.

use std::collections::BTreeMap;

use crate::catalogue::{AnswerColumn, ElementKind, Vocabulary};
use crate::finding;
use crate::fold::{fold, is_blank};
use crate::formats::sheet::Cell;
use crate::intake::grid::Grid;
use crate::intake::lexicon::Lexicon;
use crate::model::{ElementIx, UnitIx};
use crate::value::{Place, Value, at_a1};

/// What a unit writes beside a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What the answer says, as it stands in its cell.
    pub words: String,
    /// The figure that it is about; none where it is not about one of this year.
    pub of: Option<Value>,
}

/// The head of a correction sheet.
#[derive(Clone, Debug)]
pub struct Head {
    /// The row of the sheet, from 0.
    pub row: u32,
    columns: BTreeMap<AnswerColumn, u32>,
}

/// A line of a correction sheet.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The cell that is asked about.
    pub about: Place,
    /// The unit and the element that the line names.
    pub names: (Option<UnitIx>, Option<ElementIx>),
    /// What stood there when it was asked, in the line's own words; none where the sheet has no
    /// column for it.
    pub found: Option<String>,
    /// The figure that is to stand there, with its own place.
    pub corrected: Option<(Value, Place)>,
    /// Whether the figure does not say what it counts in.
    pub is_bare: bool,
    /// What says that the figure that stands there is right.
    pub confirmed: Option<Remark>,
    /// What neither confirms nor corrects, or does both.
    pub unclear: Option<Remark>,
    /// Whether it does both.
    pub says_both: bool,
}

/// The head of a sheet that is a correction sheet: it has a column for cells and one for
/// corrected figures.
#[must_use]
pub fn head(grid: &Grid<'_>, words: &Vocabulary) -> Option<Head> {
    const LAST_ROW: u32 = 12;
    grid.rows(0..LAST_ROW).find_map(|row| {
        let named = |cell: &Cell| {
            let text = fold(cell.content.as_text()?);
            words.answers.iter().find(|(_, own)| own.contains(&text)).map(|(column, _)| *column)
        };
        let columns: BTreeMap<AnswerColumn, u32> =
            grid.row(row).filter_map(|(column, cell)| Some((named(cell)?, column))).collect();
        let has = |own| columns.contains_key(&own);
        (has(AnswerColumn::Cell) && has(AnswerColumn::Corrected)).then_some(Head { row, columns })
    })
}

/// What came of a line: the answer, what is wrong with it, and the cells that say it.
pub struct AnswerLine<'g> {
    /// The answer.
    pub answer: Answer,
    /// The cell of the corrected figure, where there is one.
    pub cell: Option<&'g Cell>,
    /// What is wrong with the figure, or worth a word.
    pub rule: Option<finding::Rule>,
}

/// The lines of a correction sheet; `place` names a cell of it.
pub fn lines<'g>(
    grid: &Grid<'g>,
    head: &Head,
    lexicon: &Lexicon<'_>,
    place: impl Fn(&Cell) -> Place,
) -> Vec<AnswerLine<'g>> {
    let words = &lexicon.catalogue.words;
    let line = |row: u32| {
        let cell = |column| grid.cell(row, *head.columns.get(&column)?);
        let text = |column| cell(column).map(|cell| cell.content.words().trim().to_owned());
        let at = text(AnswerColumn::Cell).and_then(|cell| at_a1(&cell));
        let element = text(AnswerColumn::Code).and_then(|code| lexicon.word(&code).code);
        let unit = text(AnswerColumn::UnitCode).and_then(|code| lexicon.registry.by_code(&code));
        let explained = cell(AnswerColumn::Explanation);
        let says_so = |cell: &&Cell| words.confirms(&cell.content.words());
        let confirms = explained.is_some_and(|cell| says_so(&cell));
        let is_count = |element| lexicon.catalogue.element(element).kind == ElementKind::Count;
        // “/” and “—” are no figure here, nor is 无 beside 属实 or for a count: nothing is to be corrected,
        // or nobody knows what. Who means 不适用 writes it.
        let is_nothing = |cell: &&Cell| {
            let text = cell.content.words();
            let is_sign = words.not_applicable.iter().any(|word| *word == text.trim());
            let is_word = text.chars().any(char::is_alphanumeric);
            let is_none = words.none.contains(&fold(&text)) && (confirms || element.is_some_and(is_count));
            is_sign && !is_word || is_none
        };
        let written = cell(AnswerColumn::Corrected);
        // 228 and 属实 say two things.
        let says_both = confirms && written.is_some_and(|cell| !is_nothing(&cell));
        let own = written.filter(|cell| !is_nothing(cell) && !says_both);
        // Below the lines stands how they are answered.
        if at.is_none() && unit.is_none() && written.is_none() {
            return None;
        }
        let about = Place {
            file: text(AnswerColumn::File).unwrap_or_default().into(),
            sheet: text(AnswerColumn::Sheet).unwrap_or_default().into(),
            cell: at,
        };
        let figure = own
            .zip(element)
            .map(|(cell, element)| lexicon.reader().read(cell, lexicon.catalogue.element(element), 1));
        let is_bare = figure.as_ref().is_some_and(|figure| figure.factor.is_none());
        let corrected = own.zip(figure.as_ref().and_then(|figure| figure.value));
        let says_nothing = |cell: &&Cell| own.is_none() && !says_so(cell) && !is_blank(&cell.content.words());
        let is_unclear = |_: &&Cell| own.is_none() && !confirms;
        let remark =
            |cell: &Cell| Remark { place: place(cell), words: cell.content.words().into_owned(), of: None };
        let answer = Answer {
            about,
            names: (unit, element),
            found: head
                .columns
                .contains_key(&AnswerColumn::Found)
                .then(|| text(AnswerColumn::Found).unwrap_or_default()),
            is_bare,
            corrected: corrected.map(|(cell, value)| (value, place(cell))),
            confirmed: explained.filter(|cell| says_so(cell) && !says_both).map(remark),
            says_both,
            unclear: written
                .filter(|_| says_both)
                .or(explained.filter(says_nothing))
                .or(written.filter(is_unclear))
                .map(remark),
        };
        let unknown = own.is_some() && element.is_none();
        let rule = figure.and_then(|figure| figure.rule).or(unknown.then_some(finding::ANSWER_UNKNOWN));
        Some(AnswerLine { answer, cell: own, rule })
    };
    grid.rows(head.row + 1..grid.end()).filter_map(line).collect()
}
