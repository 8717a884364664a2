//! What is left out of a report that is published: counts of a few patients, and what would
//! give them away by subtraction. Nobody's name is in a report in the first place; three
//! patients of a village have no other cover than this.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{ElementIx, IndicatorIx, Measure};
use crate::figures::{self, Contribution, Source};
use crate::finding::Finding;
use crate::registry::{DISTRICT, Registry, UnitIx};
use crate::results::{Checked, Results};
use crate::value::{DataValue, Key, Value, Values};

/// A count of patients from 1 to below this is not published for anybody below the district.
/// 0 is: it is nobody.
pub const FEWEST: i64 = 5;

/// What is left out: values as they were returned, and figures made of them.
#[derive(Default)]
struct Masked {
    values: BTreeSet<(i32, ElementIx, UnitIx)>,
    rows: BTreeSet<(IndicatorIx, i32, UnitIx)>,
}

/// The same results as they may be published.
#[must_use]
pub fn publishable(results: Results) -> Results {
    let masked = masked(&results.checked);
    let Results { checked, mut totals, mut assessments, mut readings, .. } = results;
    let is_hidden = |indicator, year, unit| masked.rows.contains(&(indicator, year, unit));
    assessments.hide(&checked.catalogue, is_hidden);
    totals.forget(is_hidden);
    readings.retain(|indicator, _| !masked.rows.contains(&(*indicator, checked.year, DISTRICT)));
    let values = checked.values.iter().map(|value| {
        let Key { year, element, unit, .. } = value.key;
        if masked.values.contains(&(year, element, unit)) {
            DataValue { value: Value::Masked, note: String::new(), ..value.clone() }
        } else {
            value.clone()
        }
    });
    let values = Values::new(values.collect());
    let findings = checked.findings.iter().map(|found| finding(&checked, found)).collect();
    let checked = Checked { values, findings, ..checked };
    // What a verdict hangs on would tell figures that are left out.
    Results { checked, totals, assessments, hanging: Vec::new(), readings }
}

/// A finding without figures where these are patients', or may be: a cell that was refused
/// has a number that no other rule looks at.
fn finding(checked: &Checked, found: &Finding) -> Finding {
    let quotes = match found.element {
        Some(element) => checked.catalogue.element(element).sensitive,
        None => !found.found.is_empty(),
    };
    if quotes { found.clone().withheld("finding-withheld") } else { found.clone() }
}

/// Every sum that is shown is one of an indicator over the units that feed it. What one
/// indicator hides of a unit the others must hide too, until nothing is added.
fn masked(checked: &Checked) -> Masked {
    let Checked { catalogue, registry, values, year, .. } = checked;
    let mut masked = Masked::default();
    for value in values.iter() {
        let small = matches!(value.value, Value::Count(count) if (1..FEWEST).contains(&count));
        if small && catalogue.element(value.key.element).sensitive && value.key.unit != DISTRICT {
            masked.values.insert((value.key.year, value.key.element, value.key.unit));
        }
    }
    let mut groups: BTreeMap<(IndicatorIx, i32), Vec<Contribution>> = BTreeMap::new();
    let is_sensitive = |ix: IndicatorIx| {
        let elements = catalogue.indicator(ix).measure.elements(catalogue);
        elements.into_iter().any(|element| catalogue.element(element).sensitive)
    };
    for one in figures::contributions(Source { catalogue, registry, values }, *year) {
        if one.total.reported > 0 && is_sensitive(one.indicator) {
            groups.entry((one.indicator, one.year)).or_default().push(one);
        }
    }
    loop {
        let before = masked.values.len();
        for ((ix, year), all) in &groups {
            let measure = &catalogue.indicator(*ix).measure;
            let elements = measure.elements(catalogue);
            let holds = |unit| elements.iter().any(|e| masked.values.contains(&(*year, *e, unit)));
            let given: BTreeSet<UnitIx> =
                all.iter().map(|one| one.unit).filter(|unit| holds(*unit)).collect();
            let of = |part: fn(&Contribution) -> i64| {
                let counts = all.iter().map(|one| (one.unit, part(one))).collect();
                hidden(registry, &counts, &given)
            };
            let mut out = of(|one| one.total.numerator);
            if matches!(measure, Measure::Ratio(..)) {
                out.extend(of(|one| one.total.denominator));
            }
            for one in all.iter().filter(|one| out.contains(&one.unit)) {
                let own = elements.iter().filter(|element| catalogue.element(**element).sensitive);
                masked.values.extend(own.map(|element| (*year, *element, one.unit)));
            }
            masked.rows.extend(out.into_iter().map(|unit| (*ix, *year, unit)));
        }
        if masked.values.len() == before {
            return masked;
        }
    }
}

/// Of the parts of one sum, the units that are left out, sums included: those given, those
/// below the line, and as many more as keep every one of them from being the only one left
/// out of a sum that is shown.
#[must_use]
pub fn hidden(
    registry: &Registry,
    counts: &BTreeMap<UnitIx, i64>,
    given: &BTreeSet<UnitIx>,
) -> BTreeSet<UnitIx> {
    let small = counts.iter().filter(|(_, count)| (1..FEWEST).contains(*count)).map(|(unit, _)| *unit);
    let mut hidden: BTreeSet<UnitIx> = given.iter().copied().chain(small).collect();
    if hidden.is_empty() {
        return hidden;
    }
    let mut tree = Tree { sums: counts.clone(), children: BTreeMap::new() };
    for (unit, count) in counts {
        let mut at = *unit;
        while let Some(parent) = registry.unit(at).parent {
            tree.children.entry(parent).or_default().insert(at);
            *tree.sums.entry(parent).or_default() += count;
            at = parent;
        }
    }
    // From the leaves to the district: what one level hides the next one may have to.
    let mut parents: Vec<UnitIx> = tree.children.keys().copied().collect();
    parents.sort_by_key(|parent| std::cmp::Reverse(registry.unit(*parent).level));
    for parent in parents {
        let Some(children) = tree.children.get(&parent) else { continue };
        if children.iter().filter(|child| hidden.contains(child)).count() != 1 {
            continue;
        }
        // The smallest of the others goes with it; where there is none, their sum says it.
        match tree.smallest(children.iter().filter(|child| !hidden.contains(child))) {
            Some(other) => tree.hide(other, &mut hidden),
            None => {
                hidden.insert(parent);
            }
        }
    }
    hidden
}

/// The parts of a sum with the sums between.
struct Tree {
    sums: BTreeMap<UnitIx, i64>,
    children: BTreeMap<UnitIx, BTreeSet<UnitIx>>,
}

impl Tree {
    fn smallest<'a>(&self, units: impl Iterator<Item = &'a UnitIx>) -> Option<UnitIx> {
        units.copied().min_by_key(|unit| (self.sums.get(unit).copied(), *unit))
    }

    /// Hides a unit; of a sum also the smallest of its parts, or these would add up to it.
    fn hide(&self, unit: UnitIx, hidden: &mut BTreeSet<UnitIx>) {
        hidden.insert(unit);
        let parts = self.children.get(&unit).into_iter().flatten();
        if !parts.clone().any(|part| hidden.contains(part))
            && let Some(part) = self.smallest(parts)
        {
            self.hide(part, hidden);
        }
    }
}
