//! Several files with one unit's return of one form: which of them rules, and what
//! that changes. The later 报出日期 wins, else the later version of the file's name;
//! a figure that the later file does not ask stays as the earlier one says.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalogue::{Catalogue, FormKind};
use crate::finding::{self, Finding};
use crate::intake::reading::Reading;
use crate::registry::UnitIx;
use crate::value::{DataValue, Key, Place, among};

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
    /// Another file rules over all that it says.
    pub superseded_by: Option<Arc<str>>,
    /// Where what it asks, rules over and does not answer stands.
    pub blank: Vec<(Key, Place)>,
}

/// The returns after every file has found its place.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The values that rule, in their order.
    pub values: Vec<DataValue>,
    /// What came in.
    pub received: Vec<Received>,
    /// Copies and differences.
    pub findings: Vec<Finding>,
}

/// Lets the latest of several readings of the same return rule.
#[must_use]
pub fn merge(catalogue: &Catalogue, year: i32, readings: Vec<Reading>) -> Merged {
    let mut groups: BTreeMap<(UnitIx, FormKind, Option<String>), Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        groups.entry((reading.unit, reading.form, reading.reporter.clone())).or_default().push(reading);
    }
    let values = groups.values().flatten().map(|reading| reading.values.len()).sum();
    let mut merged = Merged { values: Vec::with_capacity(values), ..Merged::default() };
    for (_, mut group) in groups {
        group.sort_by_cached_key(|reading| {
            (reading.received, natural(&reading.file), Arc::clone(&reading.file))
        });
        rule(catalogue, year, group, &mut merged);
    }
    merged.values.sort_unstable();
    merged
}

fn rule(catalogue: &Catalogue, year: i32, mut group: Vec<Reading>, merged: &mut Merged) {
    // Nearly every return came once.
    if group.len() == 1
        && let Some(alone) = group.pop()
    {
        merged.values.extend(alone.values);
        merged.received.push(Received {
            year,
            unit: alone.unit,
            form: alone.form,
            reporter: alone.reporter,
            file: alone.file,
            date: alone.received,
            superseded_by: None,
            blank: alone.blank,
        });
        return;
    }
    // Everything that each of them asks, with its place.
    let asked: Vec<BTreeMap<Key, &Place>> = group
        .iter()
        .map(|reading| {
            let answered = reading.values.iter().map(|value| (value.key, &value.place));
            answered.chain(reading.blank.iter().map(|(key, place)| (*key, place))).collect()
        })
        .collect();
    let mut ruling: BTreeMap<Key, usize> = BTreeMap::new();
    for (at, asked) in asked.iter().enumerate() {
        ruling.extend(asked.keys().map(|key| (*key, at)));
    }
    let value = |at: usize, key: Key| -> Option<&DataValue> { among(&group.get(at)?.values, key) };
    for (at, (reading, own)) in group.iter().zip(&asked).enumerate() {
        let over = own.keys().filter_map(|key| ruling.get(key)).filter(|by| **by != at).max();
        let rules = own.keys().any(|key| ruling.get(key) == Some(&at));
        let winner = over.and_then(|by| group.get(*by));
        let mut differs = false;
        for (key, place) in own {
            let Some(by) = ruling.get(key).filter(|by| **by != at) else { continue };
            let (old, new) = (value(at, *key), value(*by, *key));
            if old.map(|v| v.value) == new.map(|v| v.value) {
                continue;
            }
            differs = true;
            let shown =
                |v: Option<&DataValue>| v.map(|v| catalogue.shown(key.element, v.value)).unwrap_or_default();
            let other = asked.get(*by).and_then(|asked| asked.get(key)).copied();
            let finding = Finding::new(finding::RETURN_DIFFERS, year, (*place).clone());
            merged.findings.push(
                finding
                    .of(key.unit)
                    .on(key.element)
                    .found(shown(old))
                    .fact("label", &catalogue.element(key.element).label)
                    .fact("other", shown(new))
                    .fact("cell", other.map(Place::spelled).unwrap_or_default()),
            );
        }
        if let (Some(winner), false) = (winner, differs) {
            let place = Place { file: Arc::clone(&reading.file), ..Place::default() };
            let finding = Finding::new(finding::RETURN_COPY, year, place).of(reading.unit);
            merged.findings.push(finding.fact("other", winner.file.to_string()));
        }
        let blank = reading.blank.iter().filter(|(key, _)| ruling.get(key) == Some(&at));
        merged.received.push(Received {
            year,
            unit: reading.unit,
            form: reading.form,
            reporter: reading.reporter.clone(),
            file: Arc::clone(&reading.file),
            date: reading.received,
            superseded_by: winner.filter(|_| !rules).map(|winner| Arc::clone(&winner.file)),
            blank: blank.cloned().collect(),
        });
    }
    merged.values.extend(ruling.iter().filter_map(|(key, at)| value(*at, *key)).cloned());
}

/// A file's name as a person orders it: 第2版 before 第10版.
fn natural(file: &str) -> Vec<(String, u64)> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut parts = vec![(String::new(), 0_u64)];
    let mut in_number = false;
    for c in stem.chars() {
        let Some((text, number)) = parts.last_mut() else { break };
        match c.to_digit(10) {
            Some(digit) => {
                *number = number.saturating_mul(10).saturating_add(u64::from(digit));
                in_number = true;
            }
            None if in_number => {
                parts.push((c.to_string(), 0));
                in_number = false;
            }
            None => text.push(c),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn later_versions_of_a_name_come_later() {
        for (earlier, later) in [
            ("2024/三星镇.xlsx", "2024/三星镇(2).xlsx"),
            ("2024/三星镇第2版.xlsx", "2024/三星镇第10版.xlsx"),
            ("2024/三星镇2024.xlsx", "2024/三星镇2024更正.xlsx"),
            ("2024/b/年报.xlsx", "2024/a/年报v2.xlsx"),
        ] {
            assert!(natural(earlier) < natural(later), "{earlier} {later}");
        }
    }
}
