//! Several files with one unit's return of one form: which figure rules, and what that changes.
//! A blank never displaces a figure. Of two that differ the one received later rules if both are
//! dated, else the one whose file's name says that it is the correction; else neither is used.
//! The order of names and folders decides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalogue::{Catalogue, FormKind, Vocabulary};
use crate::finding::{self, Finding};
use crate::fold::fold;
use crate::intake::reading::Reading;
use crate::model::UnitIx;
use crate::value::{DataValue, Key, Place, Value};

/// What one file sent in of one form.
#[derive(Clone, Debug)]
pub struct Received {
    /// The year.
    pub year: i32,
    /// The unit that returns it.
    pub unit: UnitIx,
    /// The form.
    pub form: FormKind,
    /// The department, for the district's forms.
    pub reporter: Option<String>,
    /// The file.
    pub file: Arc<str>,
    /// The day on which it was sent, as it says.
    pub date: Option<NaiveDate>,
    /// How many questions it answers, be it by something that cannot be used.
    pub answers: usize,
    /// Another file rules over all that it says.
    pub superseded_by: Option<Arc<str>>,
    /// Where what it asks and nobody answers stands.
    pub blank: Vec<(Key, Place)>,
}

/// A figure that was corrected by a later return.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision {
    /// What it is of.
    pub key: Key,
    /// The unit that returns it.
    pub unit: UnitIx,
    /// The form.
    pub form: FormKind,
    /// What was said first; none where it could not be used.
    pub old: Option<Value>,
    /// What rules; none where it was withdrawn.
    pub new: Option<Value>,
    /// Where each of them stands.
    pub old_place: Place,
    /// Where what rules stands.
    pub new_place: Place,
}

/// The returns after every file has found its place.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The values that rule, in their order.
    pub values: Vec<DataValue>,
    /// What came in.
    pub received: Vec<Received>,
    /// What was corrected.
    pub revisions: Vec<Revision>,
    /// Copies and contradictions.
    pub findings: Vec<Finding>,
    /// What others rule over: what was wrong there is no longer an error.
    pub settled: BTreeSet<(Arc<str>, Key)>,
    /// The files of which others rule over everything.
    pub superseded: BTreeSet<Arc<str>>,
}

/// Finds out which figure of several readings rules.
#[must_use]
pub fn merge(catalogue: &Catalogue, year: i32, readings: Vec<Reading>) -> Merged {
    let mut groups: BTreeMap<(UnitIx, FormKind, Option<String>), Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        groups.entry((reading.unit, reading.form, reading.reporter.clone())).or_default().push(reading);
    }
    let values = groups.values().flatten().map(|reading| reading.values.len()).sum();
    let mut merged = Merged { values: Vec::with_capacity(values), ..Merged::default() };
    for (_, mut group) in groups {
        group.sort_by(|one, other| one.file.cmp(&other.file));
        rule(catalogue, year, group, &mut merged);
    }
    merged.values.sort_unstable();
    merged.revisions.sort_unstable();
    let (over, live): (Vec<&Received>, Vec<&Received>) =
        merged.received.iter().partition(|own| own.superseded_by.is_some());
    merged.superseded = over.into_iter().map(|own| Arc::clone(&own.file)).collect();
    for own in live {
        merged.superseded.remove(&own.file);
    }
    merged
}

/// What a reading says of a figure: its value, or that it has none.
struct Claim<'a> {
    reading: usize,
    value: Option<&'a DataValue>,
    place: &'a Place,
}

impl Claim<'_> {
    fn value(&self) -> Option<Value> {
        self.value.map(|own| own.value)
    }
}

fn rule(catalogue: &Catalogue, year: i32, mut group: Vec<Reading>, merged: &mut Merged) {
    // Nearly every return came once.
    if group.len() == 1
        && let Some(alone) = group.pop()
    {
        merged.received.extend(alone.own.then(|| received(year, &alone, None, alone.blank.clone())));
        merged.values.extend(alone.values);
        return;
    }
    let mut all: BTreeMap<Key, Vec<Claim<'_>>> = BTreeMap::new();
    for (reading, own) in group.iter().enumerate() {
        for value in &own.values {
            all.entry(value.key).or_default().push(Claim {
                reading,
                value: Some(value),
                place: &value.place,
            });
        }
        for refused in &own.refused {
            all.entry(refused.key).or_default().push(Claim { reading, value: None, place: &refused.place });
        }
    }
    let ranks: Vec<Rank> = group.iter().map(|reading| Rank::of(catalogue, reading)).collect();
    let corrects = |one: usize, other: usize| {
        let files = group.get(one).zip(group.get(other));
        files.is_some_and(|(one, other)| one.corrects.contains(&other.file))
    };
    let beats = |one: usize, other: usize| match (ranks.get(one), ranks.get(other)) {
        _ if corrects(one, other) => true,
        _ if corrects(other, one) => false,
        (Some(one), Some(other)) => one.beats(other),
        _ => false,
    };
    // Which readings rule over something, and over which others.
    let mut rules = vec![false; group.len()];
    let mut over: Vec<Option<usize>> = vec![None; group.len()];
    let mut changed = vec![0_usize; group.len()];
    let mut supplied = vec![0_usize; group.len()];
    for (key, said) in &all {
        // The first of those that say the same stands for them, unless a later one does.
        let ruling = said.iter().find(|one| {
            said.iter().all(|other| one.value() == other.value() || beats(one.reading, other.reading))
        });
        let Some(ruling) = ruling else {
            contradiction(catalogue, year, *key, said, merged);
            for own in said {
                if let Some(rules) = rules.get_mut(own.reading) {
                    *rules = true;
                }
            }
            continue;
        };
        if let Some(rules) = rules.get_mut(ruling.reading) {
            *rules = true;
        }
        merged.values.extend(ruling.value.cloned());
        for other in said.iter().filter(|other| other.reading != ruling.reading) {
            if let Some(over) = over.get_mut(other.reading) {
                *over = Some(ruling.reading);
            }
            if other.value() == ruling.value() {
                continue;
            }
            let (Some(old), Some(_)) = (group.get(other.reading), group.get(ruling.reading)) else {
                continue;
            };
            let counted = if other.value.is_some() { &mut changed } else { &mut supplied };
            if let Some(n) = counted.get_mut(other.reading) {
                *n += 1;
            }
            merged.settled.insert((Arc::clone(&old.file), *key));
            merged.revisions.push(Revision {
                key: *key,
                unit: old.unit,
                form: old.form,
                old: other.value(),
                new: ruling.value(),
                old_place: other.place.clone(),
                new_place: ruling.place.clone(),
            });
        }
    }
    let answered: BTreeSet<Key> = all.keys().copied().collect();
    for (at, reading) in group.iter().enumerate() {
        let winner = over.get(at).copied().flatten().and_then(|winner| group.get(winner));
        let of = |counted: &[usize]| counted.get(at).copied().unwrap_or(0);
        let (changed, supplied) = (of(&changed), of(&supplied));
        if let Some(winner) = winner {
            let place = Place { file: Arc::clone(&reading.file), ..Place::default() };
            let copy = changed + supplied == 0 && rules.get(at) == Some(&false);
            let rule = if copy { finding::RETURN_COPY } else { finding::RETURN_REVISED };
            if copy || changed + supplied > 0 {
                let form = catalogue.form(reading.form).map(|form| form.title.clone()).unwrap_or_default();
                let finding = Finding::new(rule, year, place).of(reading.unit).fact("form", &form);
                merged.findings.push(
                    finding
                        .fact("other", winner.file.to_string())
                        .fact("n", changed)
                        .fact("n_open", supplied),
                );
            }
        }
        if reading.own {
            // A correction sheet or a department's table is no return that could stand for this one.
            let superseded = winner.filter(|winner| winner.own && rules.get(at) == Some(&false));
            let blank = reading.blank.iter().filter(|(key, _)| !answered.contains(key)).cloned().collect();
            merged.received.push(received(year, reading, superseded.map(|own| Arc::clone(&own.file)), blank));
        }
    }
}

fn received(year: i32, own: &Reading, superseded_by: Option<Arc<str>>, blank: Vec<(Key, Place)>) -> Received {
    Received {
        year,
        unit: own.unit,
        form: own.form,
        reporter: own.reporter.clone(),
        file: Arc::clone(&own.file),
        date: own.received,
        answers: own.values.len() + own.refused.len(),
        superseded_by,
        blank,
    }
}

/// Two returns say different things and nothing tells which of them is the correction.
fn contradiction(catalogue: &Catalogue, year: i32, key: Key, said: &[Claim<'_>], merged: &mut Merged) {
    let shown =
        |own: &Claim<'_>| own.value().map(|value| catalogue.shown(key.element, value)).unwrap_or_default();
    for own in said {
        let other = said.iter().find(|other| other.value() != own.value());
        let Some(other) = other else { continue };
        let finding =
            Finding::new(finding::RETURN_DIFFERS, year, own.place.clone()).of(key.unit).on(key.element);
        merged.findings.push(
            finding
                .found(shown(own))
                .fact("label", &catalogue.element(key.element).label)
                .fact("other", shown(other))
                .fact("cell", other.place.spelled()),
        );
    }
}

/// What tells which of two returns is the later one.
struct Rank {
    date: Option<NaiveDate>,
    version: Version,
}

impl Rank {
    fn of(catalogue: &Catalogue, reading: &Reading) -> Self {
        Self { date: reading.received, version: version(&reading.file, &catalogue.words) }
    }

    fn beats(&self, other: &Self) -> bool {
        match (self.date, other.date) {
            _ if self.version.is_open && !other.version.is_open => false,
            (Some(own), Some(other)) if own != other => own > other,
            _ => self.version.beats(other.version),
        }
    }
}

/// Which version of a return the name of its file says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    /// The number of the correction: 0 for none and for v1, 2 for v2 or 第2版, 1 for 更正.
    correction: u32,
    /// Whether it says that it is the last one.
    is_last: bool,
    /// Whether it says that it is still to be corrected: 更正前, 需修改.
    is_open: bool,
}

impl Version {
    /// 终稿 and v2 say each that it is the later one.
    fn beats(self, other: Self) -> bool {
        match (self.is_last, other.is_last) {
            (false, true) => false,
            (true, false) => self.correction >= other.correction,
            (true, true) | (false, false) => self.correction > other.correction,
        }
    }
}

fn version(file: &str, words: &Vocabulary) -> Version {
    let name = file.rsplit('/').next().unwrap_or(file);
    let folded = fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let numbered = |before: &str, after: &str| {
        folded.match_indices(before).find_map(|(at, _)| {
            // The V002 of a village clinic's code is no version.
            let apart = !folded.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
            let (number, rest) = number(folded.get(at + before.len()..).filter(|_| apart)?)?;
            rest.starts_with(after).then_some(if number == 1 { 0 } else { number })
        })
    };
    // Wherever one of the words is said, what stands behind it, and whether it is yet to come.
    let said = |list: &[String]| {
        let found = list.iter().flat_map(|word| folded.match_indices(word.as_str()));
        let all = found.filter_map(|(at, word)| {
            let (before, after) = (folded.get(..at)?, folded.get(at + word.len()..)?);
            let is_not_yet = words.not_yet.iter().any(|(own_before, own_after)| {
                before.ends_with(own_before.as_str()) && after.starts_with(own_after.as_str())
            });
            Some((after, is_not_yet))
        });
        all.collect::<Vec<_>>()
    };
    let (corrections, last) = (said(&words.corrections), said(&words.last_versions));
    let is_not_yet = corrections.iter().chain(&last).any(|(_, is_not_yet)| *is_not_yet);
    // 更正2 comes after 更正.
    let numbers = corrections.iter().filter(|(_, is_not_yet)| !is_not_yet);
    let numbers = numbers.map(|(after, _)| number(after).map_or(1, |(number, _)| number + 1));
    let correction = words.versions.iter().find_map(|(before, after)| numbered(before, after));
    let correction = correction.unwrap_or(0).max(numbers.max().unwrap_or(0));
    let is_last = last.iter().any(|(_, is_not_yet)| !is_not_yet);
    Version { correction, is_last, is_open: is_not_yet && correction == 0 && !is_last }
}

/// The number of a version that a text begins with, and what stands behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let number = digits.parse().ok().filter(|number| (1..100).contains(number))?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::{Version, version};

    #[test]
    fn a_name_says_which_correction_it_is() {
        let words = crate::catalogue::load(None).unwrap().words;
        for (name, is) in [
            ("2024/三星镇2024年报.xlsx", 0),
            ("2024/三星镇(2).xlsx", 0),
            ("2024/b/三星镇.xlsx", 0),
            ("2024/三星镇第2版.xlsx", 2),
            ("2024/三星镇第10版.xlsx", 10),
            ("2024/三星镇2024更正.xlsx", 1),
            ("2024/三星镇（更正2）.xlsx", 3),
            ("2024/a/年报V2.xlsx", 2),
            ("2024/320614003V002.xlsx", 0),
            ("2024/三星镇V1.xlsx", 0),
            ("2024/三星镇（更正前）.xlsx", 0),
            ("2024/三星镇（需修改）.xlsx", 0),
            ("2024/三星镇（需要修改）.xlsx", 0),
            ("2024/三星镇（退回修改）.xlsx", 0),
            ("2024/三星镇（修改之前）.xlsx", 0),
            ("2024/三星镇（需修改）已更正.xlsx", 1),
        ] {
            assert_eq!(version(name, &words).correction, is, "{name}");
        }
        for (name, is_last) in
            [("三星镇终稿", true), ("三星镇（未定稿）", false), ("三星镇（非最终版）", false)]
        {
            assert_eq!(version(&format!("2024/{name}.xlsx"), &words).is_last, is_last, "{name}");
        }
    }

    #[test]
    fn a_last_version_and_a_numbered_one_are_both_the_later() {
        let [plain, second, last, last_corrected] = [(0, false), (2, false), (0, true), (1, true)]
            .map(|(correction, is_last)| Version { correction, is_last, is_open: false });
        for (one, other, is) in [
            (second, plain, [true, false]),
            (last, plain, [true, false]),
            (last, second, [false, false]),
            (last_corrected, last, [true, false]),
            (plain, plain, [false, false]),
        ] {
            assert_eq!([one.beats(other), other.beats(one)], is, "{one:?} {other:?}");
        }
    }
}
