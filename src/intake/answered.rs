//! What correction sheets answer, put beside the returns that they are about.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding;
use crate::finding::{Finding, quoted};
use crate::fold::{fold, is_blank, squeeze};
use crate::intake::answers::{Answer, Remark};
use crate::intake::lexicon::Lexicon;
use crate::intake::reading::{Looks, Reading, Refused, Stated, home};
use crate::intake::sheet::{Cell, Content};
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
}

impl Stands<'_> {
    /// What is wrong with an answer that was written for something else than what stands here now, or
    /// that does not say by how many it counts where this cell counts by the thousand.
    fn contradicts(&self, lexicon: &Lexicon<'_>, year: i32, answer: &Answer) -> Option<Finding> {
        let corrected = answer.corrected.as_ref();
        let place = corrected.map(|(_, place)| place).or(answer.confirmed.as_ref().map(|own| &own.place))?;
        let element = lexicon.catalogue.element(self.key.element);
        let shown = self.value.map(|value| lexicon.catalogue.shown(self.key.element, value));
        let finding = |rule, before: &str, now: &str| {
            let finding = Finding::new(rule, year, place.clone()).of(self.key.unit).on(self.key.element);
            let finding = finding.fact("cell", answer.about.spelled()).fact("unit", &element.unit);
            finding.fact("before", quoted(before)).fact("now", now)
        };
        if let (Some(found), false) =
            (&answer.found, self.value.is_some() && corrected.map(|own| own.0) == self.value)
            && !self.is_as_asked(lexicon, found)
        {
            let now = if self.note.is_empty() { shown.as_deref().unwrap_or_default() } else { self.note };
            return Some(finding(finding::ANSWER_OUTDATED, found, now));
        }
        let is_open = corrected.is_some() && answer.is_bare && self.is_scaled();
        is_open.then(|| finding(finding::ANSWER_SCALE, self.note, shown.as_deref().unwrap_or_default()))
    }

    /// Whether what stands here is what a line says that it asks about.
    fn is_as_asked(&self, lexicon: &Lexicon<'_>, found: &str) -> bool {
        let is_empty = self.value.is_none() && self.note.is_empty() && self.looks == Looks::Other;
        if is_empty || is_blank(found) {
            return is_empty && is_blank(found);
        }
        let cell = Cell::plain((0, 0), Content::Text(found.into()));
        let element = lexicon.catalogue.element(self.key.element);
        let read = lexicon.reader().read(&cell, element, 1).value;
        let is_same = match self.value {
            Some(value) => read == Some(value),
            None => read.is_some_and(|read| Looks::from(read) == self.looks),
        };
        is_same || fold(found) == fold(self.note)
    }

    /// Whether the figure is not the number that stands in the cell.
    fn is_scaled(&self) -> bool {
        let text = squeeze(self.note).replace([',', '，'], "");
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let digits = text.get(..end).unwrap_or_default();
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let is_it = |count: i64| rest.bytes().all(|c| c == b'0') && whole.parse() == Ok(count);
        !digits.is_empty() && self.value.and_then(Value::count).is_some_and(|count| !is_it(count))
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
        for DataValue { key, value, place, note } in &reading.values {
            asked.insert(place, Stands { key: *key, value: Some(*value), looks: (*value).into(), note });
        }
        for Refused { key, place, looks, note } in &reading.refused {
            asked.insert(place, Stands { key: *key, value: None, looks: *looks, note });
        }
        for (key, place) in &reading.blank {
            asked.insert(place, Stands { key: *key, value: None, looks: Looks::Other, note: "" });
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
        let said_before = stated.get(&answer.about).map(|own| Stands {
            key: own.key,
            value: Some(own.value),
            looks: own.value.into(),
            note: "",
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
