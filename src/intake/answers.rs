//! Correction sheets that came back: the corrected figure replaces that of the cell which the
//! sheet names, and an explanation confirms one that looks wrong. Both are traced to the sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalogue::{AnswerColumn, Vocabulary};
use crate::finding::{self, Finding};
use crate::fold::{fold, is_blank};
use crate::intake::grid::Grid;
use crate::intake::lexicon::Lexicon;
use crate::intake::reading::{Reading, home};
use crate::intake::sheet::Cell;
use crate::model::{ElementIx, UnitIx};
use crate::value::{DataValue, Key, Place, Value, at_a1};

/// What a unit writes beside a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// Its words.
    pub words: String,
}

/// The head of a correction sheet.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its row.
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
    /// The figure that is to stand there, with its own place and words.
    pub corrected: Option<(Value, Place)>,
    /// What says that the figure that stands there is right.
    pub confirmed: Option<Remark>,
    /// What neither confirms nor corrects.
    pub unclear: Option<Remark>,
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
pub struct Line<'g> {
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
) -> Vec<Line<'g>> {
    let words = &lexicon.catalogue.words;
    let line = |row: u32| {
        let cell = |column| grid.cell(row, *head.columns.get(&column)?);
        let text = |column| cell(column).map(|cell| cell.content.words().trim().to_owned());
        let at = text(AnswerColumn::Cell).and_then(|cell| at_a1(&cell));
        let element = text(AnswerColumn::Code).and_then(|code| lexicon.word(&code).code);
        let unit = text(AnswerColumn::UnitCode).and_then(|code| lexicon.registry.by_code(&code));
        let own = cell(AnswerColumn::Corrected);
        // Below the lines stands how they are answered.
        if at.is_none() && unit.is_none() && own.is_none() {
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
        let corrected = own.zip(figure.as_ref().and_then(|figure| figure.value));
        let explained = cell(AnswerColumn::Explanation);
        let says_so = |cell: &&Cell| words.confirms(&cell.content.words());
        let says_nothing = |cell: &&Cell| own.is_none() && !says_so(cell) && !is_blank(&cell.content.words());
        let remark = |cell: &Cell| Remark { place: place(cell), words: cell.content.words().into_owned() };
        let answer = Answer {
            about,
            names: (unit, element),
            corrected: corrected.map(|(cell, value)| (value, place(cell))),
            confirmed: explained.filter(says_so).map(remark),
            unclear: explained.filter(says_nothing).map(remark),
        };
        let unknown = own.is_some() && element.is_none();
        let rule = figure.and_then(|figure| figure.rule).or(unknown.then_some(finding::ANSWER_UNKNOWN));
        Some(Line { answer, cell: own, rule })
    };
    grid.rows(head.row + 1..grid.end()).filter_map(line).collect()
}

/// The answers of a year, each put beside the return that it is about.
pub struct Answered {
    /// The corrected figures, as readings that rule over what they correct.
    pub readings: Vec<Reading>,
    /// What a return says of the year before, by its place, put right.
    pub restated: BTreeMap<Place, Value>,
    /// What is said to be right, with where.
    pub confirmed: Vec<(Key, Remark)>,
    /// Answers to what was not asked.
    pub findings: Vec<Finding>,
}

/// Finds what the answers of one sheet are about among the readings of the year.
#[must_use]
pub fn placed(lexicon: &Lexicon<'_>, year: i32, readings: &[Reading], answers: &[Answer]) -> Answered {
    let mut asked: BTreeMap<&Place, Key> = BTreeMap::new();
    let mut unused: BTreeSet<Key> = BTreeSet::new();
    for reading in readings {
        let values = reading.values.iter().map(|value| (value.key, &value.place));
        let refused = reading.refused.iter().map(|own| (own.key, &own.place));
        unused.extend(reading.refused.iter().map(|own| own.key));
        unused.extend(reading.blank.iter().map(|(key, _)| *key));
        let blank = reading.blank.iter().map(|(key, place)| (*key, place));
        asked.extend(values.chain(refused).chain(blank).map(|(key, place)| (place, key)));
    }
    let stated: BTreeMap<&Place, Key> = readings
        .iter()
        .flat_map(|reading| &reading.stated)
        .map(|stated| (&stated.place, stated.key))
        .collect();
    // A return that was taken away meanwhile: whose and which the line says itself. Of one that
    // is there another cell is meant.
    let is_there = |file: &Arc<str>| readings.iter().any(|reading| reading.file == *file);
    let by_names = |answer: &Answer| {
        let (Some(unit), Some(element)) = answer.names else { return None };
        let of_year = answer.about.file.split('/').next() == Some(year.to_string().as_str());
        // What is asked and has no place on the form has no cell either.
        let is_gone = answer.about.cell.is_none() || !is_there(&answer.about.file);
        (of_year && is_gone && element != lexicon.catalogue.centres.element).then_some(Key {
            year,
            unit,
            element,
            entry: 0,
        })
    };
    let key_of = |answer: &Answer| asked.get(&answer.about).copied().or_else(|| by_names(answer));
    // All cells of one figure that the sheet names were known when it was answered.
    let mut known: BTreeMap<Key, BTreeSet<Arc<str>>> = BTreeMap::new();
    for answer in answers {
        if let Some(key) = key_of(answer) {
            known.entry(key).or_default().insert(Arc::clone(&answer.about.file));
        }
    }
    let mut all = Answered {
        restated: BTreeMap::new(),
        readings: Vec::new(),
        confirmed: Vec::new(),
        findings: Vec::new(),
    };
    for answer in answers {
        if let Some(Remark { place, words }) = &answer.unclear {
            let finding = Finding::new(finding::ANSWER_UNCLEAR, year, place.clone());
            all.findings.push(finding.of(answer.names.0).on(answer.names.1).found(words));
        }
        if let Some(key) = stated.get(&answer.about) {
            all.restated.extend(answer.corrected.as_ref().map(|(value, _)| (answer.about.clone(), *value)));
            all.confirmed.extend(answer.confirmed.clone().map(|remark| (*key, remark)));
            continue;
        }
        let Some(key) = key_of(answer) else {
            if let Some((_, place)) = &answer.corrected {
                let finding = Finding::new(finding::ANSWER_UNKNOWN, year, place.clone());
                all.findings
                    .push(finding.of(answer.names.0).on(answer.names.1).found(answer.about.spelled()));
            }
            continue;
        };
        if let (Some(remark), None, true) = (&answer.confirmed, &answer.corrected, unused.contains(&key)) {
            let finding = Finding::new(finding::ANSWER_NO_FIGURE, year, remark.place.clone());
            all.findings.push(finding.of(key.unit).on(key.element).fact("cell", answer.about.spelled()));
        }
        all.confirmed.extend(answer.confirmed.clone().map(|remark| (key, remark)));
        let Some((value, place)) = &answer.corrected else { continue };
        let (unit, form, reporter) = home(lexicon, key);
        all.readings.push(Reading {
            unit,
            form,
            reporter,
            file: Arc::clone(&place.file),
            received: None,
            own: false,
            corrects: known.get(&key).cloned().unwrap_or_default(),
            blank: Vec::new(),
            refused: Vec::new(),
            values: vec![DataValue { key, value: *value, place: place.clone(), note: String::new() }],
            stated: Vec::new(),
        });
    }
    all
}
