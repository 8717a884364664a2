//! What the tables of a file answer, and the returns that this makes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::claims::Claims;
use super::grounds::Grounds;
use super::parts::{Answer, SaidYear};
use super::returns::{Reading, Refused, Stated};
use super::stem;
use super::whose::Owners;
use crate::catalogue::FormKind;
use crate::finding::{self, Finding};
use crate::intake::answers::{self, Remark};
use crate::intake::lexicon::Lexicon;
use crate::model::{DISTRICT, UnitIx};
use crate::value::{DataValue, Key, Place};

/// A return: who sends it in, on which form, for which department.
type Home = (UnitIx, FormKind, Option<String>);

/// The return to which a figure belongs.
pub(crate) fn home(lexicon: &Lexicon<'_>, key: Key) -> Home {
    let element = lexicon.catalogue.element(key.element);
    let unit = lexicon.registry.sender(element.form.asked_of(key.unit));
    (unit, element.form, element.reporter.clone())
}

/// What the tables of a file answer.
#[derive(Default)]
pub(super) struct Answers {
    given: Vec<Answer>,
    /// What is said of the year before.
    pub(super) stated: Vec<Stated>,
    /// The figures that remarks say are right.
    pub(super) confirmed: Vec<(Key, Remark)>,
    /// What correction sheets say.
    pub(super) replies: Vec<answers::Answer>,
    /// What figures rest on, where somebody asked.
    pub(super) grounds: Option<Vec<(Place, Grounds)>>,
    /// Whether a table was read, and what was said first of another year.
    pub(super) used: bool,
    pub(super) skipped: Option<SaidYear>,
}

impl Answers {
    pub(super) fn new(traced: bool) -> Self {
        Self { grounds: traced.then(Vec::new), ..Self::default() }
    }

    pub(super) fn give(&mut self, answer: Answer) {
        self.given.push(answer);
    }

    /// The returns that the answers make.
    pub(super) fn readings(
        &mut self,
        lexicon: &Lexicon<'_>,
        claims: &mut Claims,
        owners: &Owners,
        received: Option<NaiveDate>,
    ) -> Vec<Reading> {
        let named = lexicon.units_within(stem(&claims.file));
        let own = |unit: UnitIx| unit == DISTRICT || owners.name(unit) || named == [unit];
        let mut all = std::mem::take(&mut self.given);
        // Of one key in the order of the file, what is hidden last.
        all.sort_by_key(|answer| (answer.key, answer.unseen));
        let mut all = all.into_iter().peekable();
        let mut readings: BTreeMap<Home, Reading> = BTreeMap::new();
        while let Some(first) = all.next() {
            let key = first.key;
            let mut others = Vec::new();
            while let Some(other) = all.next_if(|other| other.key == key) {
                others.push(other);
            }
            let (unit, form, reporter) = home(lexicon, key);
            let (asked, looks, note) = (first.place.clone(), first.looks, first.note.clone());
            let blank = first.blank && others.iter().all(|other| other.blank);
            let scaled: Vec<(Place, i64)> = std::iter::once(&first)
                .chain(&others)
                .filter(|own| own.factor != 1)
                .map(|own| (own.place.clone(), own.factor))
                .collect();
            let value = one(lexicon, claims, first, others);
            let reading = readings.entry((unit, form, reporter.clone())).or_insert_with(|| Reading {
                unit,
                form,
                reporter,
                file: Arc::clone(&claims.file),
                received,
                own: own(unit),
                blank: Vec::new(),
                scaled: BTreeMap::new(),
                refused: Vec::new(),
                values: Vec::new(),
                stated: Vec::new(),
                corrects: BTreeSet::new(),
            });
            reading.scaled.extend(scaled);
            match value {
                Some(value) => reading.values.push(value),
                None if blank => reading.blank.push((key, asked)),
                None => reading.refused.push(Refused { key, place: asked, looks, note }),
            }
        }
        for stated in std::mem::take(&mut self.stated) {
            if let Some(reading) = readings.get_mut(&home(lexicon, stated.key)) {
                reading.stated.push(stated);
            }
        }
        readings.into_values().collect()
    }
}

/// One figure given several times in a file counts once if all say the same, and not at all
/// otherwise.
fn one(lexicon: &Lexicon<'_>, claims: &mut Claims, first: Answer, others: Vec<Answer>) -> Option<DataValue> {
    let key = first.key;
    // What is hidden answers nothing that is asked where everybody sees it.
    let hidden = || others.iter().filter(|own| own.unseen && own.value.is_some());
    if !first.unseen && first.value.is_none() && others.iter().all(|own| own.unseen || own.value.is_none()) {
        for own in hidden() {
            let finding = Finding::new(finding::VALUE_HIDDEN, claims.year, first.place.clone());
            let shown =
                own.value.map(|value| lexicon.catalogue.shown(key.element, value)).unwrap_or_default();
            let finding = finding.of(key.unit).on(key.element).found(&first.note).fact("hidden", shown);
            claims.say(finding.fact("cell", own.place.spelled()));
            if let Some(cell) = own.place.cell {
                claims.refuse(own.at, cell);
            }
        }
        return None;
    }
    let mut given = std::iter::once(first).chain(others).filter_map(|answer| {
        let Answer { at, place, note, .. } = answer;
        Some((at, DataValue { key, value: answer.value?, place, note }))
    });
    let (at, first) = given.next()?;
    let others: Vec<(usize, DataValue)> = given.collect();
    let same = others.iter().all(|(_, other)| other.value == first.value);
    let rule = if same { finding::VALUE_TWICE } else { finding::VALUE_TWICE_DIFFERENT };
    for (_, other) in &others {
        let finding = Finding::new(rule, claims.year, other.place.clone()).of(key.unit).on(key.element);
        let shown = |value| lexicon.catalogue.shown(key.element, value);
        let finding = finding.found(shown(other.value)).fact("other", shown(first.value));
        claims.say(finding.fact("cell", first.place.spelled()));
    }
    if same {
        return Some(first);
    }
    for (at, own) in others.iter().chain([&(at, first)]) {
        if let Some(cell) = own.place.cell {
            claims.refuse(*at, cell);
        }
    }
    None
}
