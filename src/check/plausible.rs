//! Checks between figures whose terms stand in `checks.toml`, and those that say why
//! a figure was not used. Each names both cells.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::catalogue::{Catalogue, Check, CheckRule, ElementIx, Level};
use crate::check::{Clash, ClashRule, Passed, enter, ratios};
use crate::finding::{self, Finding};
use crate::registry::{Registry, UnitIx};
use crate::value::{DataValue, Key, Place, Value, Values};

/// The findings of figures that contradict each other.
#[must_use]
pub fn clashes(catalogue: &Catalogue, clashes: &[Clash]) -> Vec<Finding> {
    let finding = |clash: &Clash| {
        let rule = match clash.rule {
            ClashRule::PartAboveWhole => finding::PART_ABOVE_WHOLE,
            ClashRule::ZeroDenominator => finding::ZERO_DENOMINATOR,
            ClashRule::ImpliedDenied => finding::IMPLIED_DENIED,
        };
        let finding = Finding::new(rule, clash.refused.key.year, clash.refused.place.clone());
        beside(catalogue, finding, &clash.refused, &clash.against)
    };
    clashes.iter().map(finding).collect()
}

/// A finding on one figure that names another.
fn beside(catalogue: &Catalogue, finding: Finding, own: &DataValue, other: &DataValue) -> Finding {
    let shown = |value: &DataValue| catalogue.shown(value.key.element, value.value);
    let label = |value: &DataValue| &catalogue.element(value.key.element).label;
    finding
        .of(own.key.unit)
        .on(own.key.element)
        .found(shown(own))
        .fact("label", label(own))
        .fact("other", shown(other))
        .fact("other_label", label(other))
        .fact("cell", other.place.spelled())
}

/// Figures of which the other half of their ratio is missing.
#[must_use]
pub fn halves(catalogue: &Catalogue, values: &Values) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut halves: BTreeMap<ElementIx, Vec<ElementIx>> = BTreeMap::new();
    for (part, whole) in ratios(catalogue) {
        halves.entry(part).or_default().push(whole);
        halves.entry(whole).or_default().push(part);
    }
    for value in values.iter() {
        for &missing in halves.get(&value.key.element).into_iter().flatten() {
            let other = values.get(Key { element: missing, ..value.key });
            if value.value != Value::NotApplicable && other.is_none() {
                let finding = Finding::new(finding::RATIO_HALF, value.key.year, value.place.clone());
                let finding = finding.of(value.key.unit).on(value.key.element);
                findings.push(
                    finding
                        .found(catalogue.shown(value.key.element, value.value))
                        .fact("label", &catalogue.element(value.key.element).label)
                        .fact("other_label", &catalogue.element(missing).label),
                );
            }
        }
    }
    findings
}

/// One check as it was made: of which unit and year, and what was found if it does not hold.
struct Outcome {
    unit: UnitIx,
    year: i32,
    finding: Option<Finding>,
}

/// All checks of `checks.toml`: what they found, and how many were made and passed.
#[must_use]
pub fn plausible(catalogue: &Catalogue, registry: &Registry, values: &Values) -> (Vec<Finding>, Passed) {
    let desk = Desk { catalogue, registry, values };
    let mut findings = Vec::new();
    let mut passed = Passed::new();
    let outcomes: Vec<Vec<Outcome>> = catalogue.checks.par_iter().map(|check| desk.run(check)).collect();
    for outcome in outcomes.into_iter().flatten() {
        enter(&mut passed, outcome.unit, outcome.year, outcome.finding.is_none());
        findings.extend(outcome.finding);
    }
    (findings, passed)
}

/// Whether a figure equals last year's, and both.
type Pair<'a> = (bool, &'a DataValue, &'a DataValue);

#[derive(Clone, Copy)]
struct Desk<'a> {
    catalogue: &'a Catalogue,
    registry: &'a Registry,
    values: &'a Values,
}

impl<'a> Desk<'a> {
    fn run(self, check: &Check) -> Vec<Outcome> {
        match &check.rule {
            CheckRule::YearOnYear { factor, minimum } => self.year_on_year(check, *factor, *minimum),
            CheckRule::ScaleSlip { factor } => self.scale_slip(check, *factor),
            CheckRule::IdenticalReturns { minimum_values } => self.identical(check, *minimum_values),
            CheckRule::StockFalls(elements) => self.stock_falls(check, elements),
            CheckRule::PartsOfTownship { whole, part, tolerance_percent } => {
                self.parts_of_township(check, *whole, *part, *tolerance_percent)
            }
        }
    }

    fn finding(self, check: &Check, kind: &str, year: i32, place: Place) -> Finding {
        Finding {
            severity: check.severity,
            rule: check.id.clone(),
            message: format!("finding-{kind}"),
            ..Finding::new(finding::CELL_STRAY, year, place)
        }
    }

    /// Counts beside last year's of the same unit.
    fn pairs(self) -> impl Iterator<Item = (i64, i64, &'a DataValue, &'a DataValue)> {
        self.values.iter().filter_map(move |value| {
            let Value::Count(now) = value.value else { return None };
            let last = self.values.get(Key { year: value.key.year - 1, ..value.key })?;
            let Value::Count(before) = last.value else { return None };
            Some((now, before, value, last))
        })
    }

    /// A check of counts against last year's: `is_wrong` takes this year's, last year's and what
    /// it is of, and says nothing where the check does not apply.
    fn against_last_year(
        self,
        check: &Check,
        kind: &str,
        is_wrong: impl Fn(i64, i64, Key) -> Option<bool>,
        more: impl Fn(Finding) -> Finding,
    ) -> Vec<Outcome> {
        let outcome = |(now, before, value, last): (i64, i64, &DataValue, &DataValue)| {
            let finding = is_wrong(now, before, value.key)?.then(|| {
                let finding = self.finding(check, kind, value.key.year, value.place.clone());
                more(beside(self.catalogue, finding, value, last))
            });
            Some(Outcome { unit: value.key.unit, year: value.key.year, finding })
        };
        self.pairs().filter_map(outcome).collect()
    }

    fn year_on_year(self, check: &Check, factor: i64, minimum: i64) -> Vec<Outcome> {
        let jumps = |now: i64, before: i64, _| {
            let jumps = now > before.saturating_mul(factor) || before > now.saturating_mul(factor);
            (now.max(before) >= minimum).then_some(jumps)
        };
        self.against_last_year(check, "year-on-year", jumps, |found| found.fact("factor", factor.to_string()))
    }

    /// 人 for 万人, or 万人 for 人.
    fn scale_slip(self, check: &Check, factor: i64) -> Vec<Outcome> {
        // Between a half and twice the factor apart.
        let about = |large: i64, small: i64| {
            small > 0
                && large.saturating_mul(2) >= small.saturating_mul(factor)
                && large <= small.saturating_mul(factor).saturating_mul(2)
        };
        // Smaller figures cannot be off by so much.
        let large = |now: i64, before: i64| now.max(before).saturating_mul(2) >= factor;
        let slips = |now, before, _| large(now, before).then(|| about(now, before) || about(before, now));
        self.against_last_year(check, "scale-slip", slips, |found| found.fact("factor", factor.to_string()))
    }

    fn stock_falls(self, check: &Check, elements: &[ElementIx]) -> Vec<Outcome> {
        let falls = |now, before, key: Key| elements.contains(&key.element).then_some(now < before);
        self.against_last_year(check, "stock-falls", falls, |found| found)
    }

    fn identical(self, check: &Check, minimum: usize) -> Vec<Outcome> {
        let mut by_return: BTreeMap<(i32, UnitIx), Vec<Pair<'_>>> = BTreeMap::new();
        for (now, before, value, last) in self.pairs() {
            by_return.entry((value.key.year, value.key.unit)).or_default().push((now == before, value, last));
        }
        let returns = by_return.into_iter().filter(|(_, pairs)| pairs.len() >= minimum);
        returns
            .map(|((year, unit), pairs)| {
                let copied = pairs.iter().all(|(same, _, _)| *same);
                let first = pairs.first().filter(|_| copied);
                let finding = first.map(|(_, value, last)| {
                    let place = Place { cell: None, ..value.place.clone() };
                    let finding = self.finding(check, "identical-returns", year, place).of(unit);
                    let other = Place { cell: None, ..last.place.clone() };
                    finding.fact("n", pairs.len().to_string()).fact("cell", other.spelled())
                });
                Outcome { unit, year, finding }
            })
            .collect()
    }

    /// Only where every facility of the township has returned its part.
    fn parts_of_township(
        self,
        check: &Check,
        whole: ElementIx,
        part: ElementIx,
        tolerance_percent: i64,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for own in self.values.iter().filter(|value| value.key.element == whole) {
            let Value::Count(stated) = own.value else { continue };
            let facilities = self.registry.children(own.key.unit, own.key.year).filter(|(_, unit)| {
                unit.level == Level::Facility && unit.kind != Some(crate::catalogue::FacilityKind::Hospital)
            });
            let parts: Vec<Option<&DataValue>> =
                facilities.map(|(unit, _)| self.values.get(Key { unit, element: part, ..own.key })).collect();
            let counts: Option<Vec<i64>> = parts
                .iter()
                .map(|value| match value.map(|value| value.value) {
                    Some(Value::Count(count)) => Some(count),
                    _ => None,
                })
                .collect();
            let Some(counts) = counts.filter(|counts| !counts.is_empty()) else { continue };
            let sum: i64 = counts.iter().sum();
            let (unit, year) = (own.key.unit, own.key.year);
            if (sum - stated).abs().saturating_mul(100) <= stated.saturating_mul(tolerance_percent) {
                outcomes.push(Outcome { unit, year, finding: None });
                continue;
            }
            let cells: BTreeSet<String> = parts.iter().flatten().map(|value| value.place.spelled()).collect();
            let finding = self.finding(check, "parts-of-township", own.key.year, own.place.clone());
            let finding = finding
                .of(unit)
                .on(whole)
                .found(stated.to_string())
                .fact("label", &self.catalogue.element(whole).label)
                .fact("sum", sum.to_string())
                .fact("other_label", &self.catalogue.element(part).label)
                .fact("percent", tolerance_percent.to_string())
                .fact("cell", cells.into_iter().collect::<Vec<_>>().join("；"));
            outcomes.push(Outcome { unit, year, finding: Some(finding) });
        }
        outcomes
    }
}
