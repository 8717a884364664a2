//! What correction sheets answer, put beside the returns that they are about.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding;
use crate::finding::{Finding, quoted};
use crate::fold::squeeze;
use crate::formats::sheet::{Cell, Content};
use crate::intake::answers::{Answer, Remark};
use crate::intake::lexicon::Lexicon;
use crate::intake::reading::{Looks, Reading, Refused, Stated, home};
use crate::value::DataValue;
use crate::value::Key;
use crate::value::Place;
use crate::value::Value;

/// The answers of a year, each put beside the return that it is about.
pub(super) struct Answered {
    /// The corrected figures, as readings that rule over what they correct.
    pub readings: Vec<Reading>,
    /// What a return says of the year before, by its place, put right.
    pub restated: BTreeMap<Place, Value>,
    /// What is said to be right, with where.
    pub confirmed: Vec<(Key, Remark)>,
    /// Answers to what was not asked.
    pub findings: Vec<Finding>,
}

/// What stands in a cell that a return answers, or leaves open.
struct Stands<'a> {
    key: Key,
    value: Option<Value>,
    looks: Looks,
    note: &'a str,
    /// By how much it is multiplied.
    factor: i64,
}

impl Stands<'_> {
    /// What is wrong with an answer that was written for something else than what stands here now, or
    /// that does not say by how many it counts where this cell counts by the thousand.
    fn contradicts(&self, lexicon: &Lexicon<'_>, year: i32, answer: &Answer) -> Option<Finding> {
        let corrected = answer.corrected.as_ref();
        let place = corrected.map(|(_, place)| place).or(answer.confirmed.as_ref().map(|own| &own.place))?;
        let catalogue = lexicon.catalogue;
        let element = catalogue.element(self.key.element);
        let shown = |value: Value| catalogue.shown(self.key.element, value);
        let finding = |rule| {
            let finding = Finding::new(rule, year, place.clone()).of(self.key.unit).on(self.key.element);
            finding.fact("cell", answer.about.spelled())
        };
        if !self.is_still_asked(lexicon, answer) {
            let now = self.value.filter(|_| self.note.is_empty()).map(shown);
            let now = now.unwrap_or_else(|| self.note.to_owned());
            let before = quoted(answer.found.as_deref().unwrap_or_default());
            return Some(finding(finding::ANSWER_OUTDATED).fact("before", before).fact("now", now));
        }
        let (value, _) = corrected.filter(|_| answer.is_bare && self.factor != 1)?;
        let finding = finding(finding::ANSWER_SCALE).found(shown(*value)).fact("unit", &element.unit);
        Some(finding.fact("said", catalogue.words.power(self.factor)))
    }

    /// Whether a line asks about what stands here, or says the same by now.
    fn is_still_asked(&self, lexicon: &Lexicon<'_>, answer: &Answer) -> bool {
        let corrected = answer.corrected.as_ref().map(|(value, _)| *value);
        self.value.is_some() && corrected == self.value
            || answer.found.as_ref().is_none_or(|found| self.is_as_asked(lexicon, found))
    }

    /// Whether what stands here is what a line says that it asks about.
    fn is_as_asked(&self, lexicon: &Lexicon<'_>, found: &str) -> bool {
        // What two files contradict each other in is asked about without what stood there.
        if found.trim().is_empty() {
            return self.value.is_none();
        }
        let cell = Cell::plain((0, 0), Content::Text(found.into()));
        let element = lexicon.catalogue.element(self.key.element);
        let read = lexicon.reader().read(&cell, element, 1).value;
        let is_same = match self.value {
            Some(value) => read == Some(value),
            None => read.is_some_and(|read| Looks::from(read) == self.looks),
        };
        is_same || squeeze(found) == squeeze(self.note)
    }
}

/// Finds what the answers of one sheet are about among the readings of the year.
#[must_use]
pub(super) fn placed(lexicon: &Lexicon<'_>, year: i32, readings: &[Reading], answers: &[Answer]) -> Answered {
    let mut asked: BTreeMap<&Place, Stands<'_>> = BTreeMap::new();
    let mut unused: BTreeSet<Key> = BTreeSet::new();
    for reading in readings {
        unused.extend(reading.refused.iter().map(|own| own.key));
        unused.extend(reading.blank.iter().map(|(key, _)| *key));
        let factor = |place: &Place| reading.scaled.get(place).copied().unwrap_or(1);
        for DataValue { key, value, place, note } in &reading.values {
            let (looks, factor) = ((*value).into(), factor(place));
            asked.insert(place, Stands { key: *key, value: Some(*value), looks, note, factor });
        }
        for Refused { key, place, looks, note } in &reading.refused {
            asked
                .insert(place, Stands { key: *key, value: None, looks: *looks, note, factor: factor(place) });
        }
        for (key, place) in &reading.blank {
            let factor = factor(place);
            asked.insert(place, Stands { key: *key, value: None, looks: Looks::Other, note: "", factor });
        }
    }
    let stated: BTreeMap<&Place, &Stated> =
        readings.iter().flat_map(|reading| &reading.stated).map(|stated| (&stated.place, stated)).collect();
    // A return that was taken away meanwhile: whose and which the line says itself. Of one that
    // is there another cell is meant.
    let is_there = |file: &Arc<str>| readings.iter().any(|reading| reading.file == *file);
    let by_names = |answer: &Answer| {
        let (Some(unit), Some(element)) = answer.names else { return None };
        let of_year = answer.about.file.split('/').next() == Some(year.to_string().as_str());
        // What is asked and has no place on the form has no cell either.
        let is_gone = answer.about.cell.is_none() || !is_there(&answer.about.file);
        (of_year && is_gone && lexicon.catalogue.centres.element != Some(element)).then_some(Key {
            year,
            unit,
            element,
            entry: 0,
        })
    };
    // A return that was sent again may have another figure in that cell.
    let is_meant = |answer: &Answer, key: &Key| {
        let (unit, element) = answer.names;
        unit.is_none_or(|unit| unit == key.unit) && element.is_none_or(|element| element == key.element)
    };
    let key_of = |answer: &Answer| match asked.get(&answer.about) {
        Some(stands) => Some(stands.key).filter(|key| is_meant(answer, key)),
        None => by_names(answer),
    };
    // All cells of one figure that the sheet names were known when it was answered.
    let mut known: BTreeMap<Key, BTreeSet<Arc<str>>> = BTreeMap::new();
    for answer in answers {
        let stands = asked.get(&answer.about);
        let is_asked = stands.is_none_or(|stands| stands.is_still_asked(lexicon, answer));
        if let Some(key) = key_of(answer).filter(|_| is_asked) {
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
        if let Some(Remark { place, words, .. }) = &answer.unclear {
            let mut finding = Finding::new(finding::ANSWER_UNCLEAR, year, place.clone());
            if answer.says_both {
                finding.message = key!("finding-answer-both").any();
            }
            all.findings.push(finding.of(answer.names.0).on(answer.names.1).found(words));
        }
        let said_before = stated.get(&answer.about).map(|own| Stands {
            key: own.key,
            value: Some(own.value),
            looks: own.value.into(),
            note: "",
            factor: 1,
        });
        let stands = said_before.as_ref().or_else(|| asked.get(&answer.about));
        if let Some(stands) = stands.filter(|stands| is_meant(answer, &stands.key))
            && let Some(finding) = stands.contradicts(lexicon, year, answer)
        {
            all.findings.push(finding);
            continue;
        }
        if let Some(Stands { key, .. }) = said_before {
            all.restated.extend(answer.corrected.as_ref().map(|(value, _)| (answer.about.clone(), *value)));
            all.confirmed.extend(answer.confirmed.clone().map(|remark| (key, remark)));
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
        let of = asked.get(&answer.about).and_then(|stands| stands.value);
        all.confirmed.extend(answer.confirmed.clone().map(|remark| (key, Remark { of, ..remark })));
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
            scaled: BTreeMap::new(),
            refused: Vec::new(),
            values: vec![DataValue { key, value: *value, place: place.clone(), note: String::new() }],
            stated: Vec::new(),
        });
    }
    all
}
