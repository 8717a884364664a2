//! What is left out of a report that is published: counts of a few patients at one facility
//! or village clinic, and what would give them away by subtraction. Nobody's name is in a
//! report in the first place; three patients of a village have no other cover than this.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::Note;
use crate::catalogue::{ElementIx, FormKind};
use crate::finding::Finding;
use crate::registry::{DISTRICT, Registry, UnitIx};
use crate::results::{Checked, Results};
use crate::value::{DataValue, Key, Value, Values};

/// A count of patients from 1 to below this is not published for a facility or village
/// clinic. 0 is: it is nobody.
pub const FEWEST: i64 = 5;

/// The units of which an element's figure is left out of a year.
type Masked = BTreeSet<(i32, ElementIx, UnitIx)>;

/// The same results as they may be published.
#[must_use]
pub fn publishable(results: Results) -> Results {
    let masked = masked(&results.checked);
    let Results { checked, mut totals, mut assessments, readings } = results;
    let catalogue = &checked.catalogue;
    let mut hidden = BTreeSet::new();
    for row in &mut assessments {
        let indicator = catalogue.indicator(row.indicator);
        let of = |year: i32| {
            let elements = indicator.measure.elements(catalogue);
            elements.into_iter().any(|element| masked.contains(&(year, element, row.unit)))
        };
        // What is measured from a baseline that is left out would tell it.
        if of(catalogue.plan_of(indicator).baseline_year) {
            (row.baseline, row.expected, row.percent_of_change) = (None, None, None);
        }
        if of(row.year) {
            (row.measured, row.gap, row.shortfall) = (None, None, None);
            (row.baseline, row.expected, row.percent_of_change) = (None, None, None);
            row.notes = vec![Note::Masked];
            hidden.insert((row.indicator, row.year, row.unit));
        }
    }
    totals.forget(|indicator, year, unit| hidden.contains(&(indicator, year, unit)));
    let values = checked.values.iter().map(|value| {
        let Key { year, element, unit, .. } = value.key;
        if masked.contains(&(year, element, unit)) {
            DataValue { value: Value::Masked, note: String::new(), ..value.clone() }
        } else {
            value.clone()
        }
    });
    let values = Values::new(values.collect());
    let findings = checked.findings.iter().map(|found| finding(&checked, &masked, found)).collect();
    let checked = Checked { values, findings, ..checked };
    Results { checked, totals, assessments, readings }
}

/// A finding without the figures of a unit of which one is left out.
fn finding(checked: &Checked, masked: &Masked, found: &Finding) -> Finding {
    let sensitive = found.element.is_some_and(|element| checked.catalogue.element(element).sensitive);
    // A finding may name this year's figure and last year's, a part and its whole.
    let near = |unit: UnitIx| {
        masked.iter().any(|(year, _, other)| *other == unit && (found.year - 1..=found.year).contains(year))
    };
    if sensitive && found.unit.is_some_and(near) {
        found.clone().withheld("finding-withheld")
    } else {
        found.clone()
    }
}

fn masked(checked: &Checked) -> Masked {
    let Checked { catalogue, registry, values, .. } = checked;
    let mut by_group: BTreeMap<(i32, ElementIx), BTreeMap<UnitIx, i64>> = BTreeMap::new();
    for value in values.iter() {
        let element = catalogue.element(value.key.element);
        let small = matches!(element.form, FormKind::Facility | FormKind::Village);
        if let (true, true, Value::Count(count)) = (element.sensitive, small, value.value) {
            by_group.entry((value.key.year, value.key.element)).or_default().insert(value.key.unit, count);
        }
    }
    let of = |((year, element), counts): ((i32, ElementIx), BTreeMap<UnitIx, i64>)| {
        hidden(registry, &counts).into_iter().map(move |unit| (year, element, unit))
    };
    by_group.into_iter().flat_map(of).collect()
}

/// Of the counts of one element in one year, the units that are left out, sums included:
/// those below the line, and as many more as keep every one of them from being the only one
/// left out of a sum that is shown.
#[must_use]
pub fn hidden(registry: &Registry, counts: &BTreeMap<UnitIx, i64>) -> BTreeSet<UnitIx> {
    let mut hidden: BTreeSet<UnitIx> =
        counts.iter().filter(|(_, count)| (1..FEWEST).contains(*count)).map(|(unit, _)| *unit).collect();
    // From the leaves to the district: what one level hides the next one may have to.
    let mut level: BTreeMap<UnitIx, i64> = counts.clone();
    while !level.is_empty() && !level.contains_key(&DISTRICT) {
        let mut groups: BTreeMap<UnitIx, Vec<(i64, UnitIx)>> = BTreeMap::new();
        for (unit, count) in &level {
            if let Some(parent) = registry.unit(*unit).parent {
                groups.entry(parent).or_default().push((*count, *unit));
            }
        }
        let mut above: BTreeMap<UnitIx, i64> = BTreeMap::new();
        for (parent, mut children) in groups {
            children.sort_unstable();
            above.insert(parent, children.iter().map(|(count, _)| *count).sum());
            if children.iter().filter(|(_, unit)| hidden.contains(unit)).count() != 1 {
                continue;
            }
            // The smallest of the others goes with it, and with a sum enough of its parts.
            match children.iter().find(|(_, unit)| !hidden.contains(unit)) {
                Some((_, other)) => hide(registry, counts, *other, &mut hidden),
                None => {
                    hidden.insert(parent);
                }
            }
        }
        level = above;
    }
    hidden
}

/// Hides a unit; of a sum also the smallest of its parts, or these would add up to it.
fn hide(registry: &Registry, counts: &BTreeMap<UnitIx, i64>, unit: UnitIx, hidden: &mut BTreeSet<UnitIx>) {
    hidden.insert(unit);
    let parts = counts.iter().filter(|(part, _)| **part != unit && registry.is_within(**part, unit));
    let parts: Vec<(i64, UnitIx)> = parts.map(|(part, count)| (*count, *part)).collect();
    if !parts.is_empty() && !parts.iter().any(|(_, part)| hidden.contains(part)) {
        hidden.extend(parts.into_iter().min().map(|(_, part)| part));
    }
}
