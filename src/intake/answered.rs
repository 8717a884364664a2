//! What correction sheets answer, put beside the returns that they are about.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding;
use crate::finding::Finding;
use crate::intake::answers::{Answer, Remark};
use crate::intake::lexicon::Lexicon;
use crate::intake::reading::Reading;
use crate::intake::reading::home;
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

/// Finds what the answers of one sheet are about among the readings of the year.
#[must_use]
pub(super) fn placed(lexicon: &Lexicon<'_>, year: i32, readings: &[Reading], answers: &[Answer]) -> Answered {
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
        Some(key) => Some(*key).filter(|key| is_meant(answer, key)),
        None => by_names(answer),
    };
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
