//! Checks between figures whose terms stand in `checks.toml`, and those that say why
//! a figure was not used. Each names both cells.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::assess::Suspect;
use crate::catalogue::{Catalogue, Check, CheckRule, Severity, Units};
use crate::check::{Clash, ClashRule, Passed, add, ratios};
use crate::exact::Share;
use crate::finding::{self, Finding};
use crate::intake::Stated;
use crate::intake::answers::Remark;
use crate::messages::AnyMessage;
use crate::model::{ElementIx, UnitIx};
use crate::registry::Registry;
use crate::value::{DataValue, Key, Place, Value, Values, among};

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
    // What stands in the cell, as the unit knows it.
    let found =
        if own.note.is_empty() { catalogue.shown(own.key.element, own.value) } else { own.note.clone() };
    let shown = |value: &DataValue| catalogue.shown(value.key.element, value.value);
    let label = |value: &DataValue| &catalogue.element(value.key.element).label;
    finding
        .of(own.key.unit)
        .on(own.key.element)
        .found(found)
        .fact("label", label(own))
        .fact("other", shown(other))
        .fact("other_label", label(other))
        .fact("cell", other.place.spelled())
}

/// Figures that are missing beside the other half of their ratio, but for what is asked for already.
#[must_use]
pub fn halves(catalogue: &Catalogue, values: &Values, asked: &BTreeSet<Key>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut halves: BTreeMap<(i32, ElementIx), Vec<ElementIx>> = BTreeMap::new();
    for year in catalogue.years() {
        for (part, whole) in ratios(catalogue, year) {
            halves.entry((year, part)).or_default().push(whole);
            halves.entry((year, whole)).or_default().push(part);
        }
    }
    for (own, value) in values.by_unit().flat_map(|own| own.iter().map(move |value| (own, value))) {
        for &missing in halves.get(&(value.key.year, value.key.element)).into_iter().flatten() {
            let other = Key { element: missing, ..value.key };
            let is_missing = among(own, other).is_none() && !asked.contains(&other);
            let is_missing = is_missing && catalogue.asks(missing, other.year);
            if value.value != Value::NotApplicable && is_missing {
                // It is about the one that is missing, which may have no cell.
                let place = Place { cell: None, ..value.place.clone() };
                let finding = Finding::new(finding::RATIO_HALF, value.key.year, place);
                findings.push(
                    finding
                        .of(value.key.unit)
                        .on(missing)
                        .fact("value", catalogue.shown(value.key.element, value.value))
                        .fact("label", &catalogue.element(value.key.element).label)
                        .fact("other_label", &catalogue.element(missing).label)
                        .fact("cell", value.place.spelled()),
                );
            }
        }
    }
    findings
}

/// What returns say of the year before that is not what was returned for it.
#[must_use]
pub fn last_year(catalogue: &Catalogue, values: &Values, stated: &[Stated]) -> Vec<Finding> {
    let finding = |stated: &Stated| {
        let before = values.get(Key { year: stated.key.year - 1, ..stated.key })?;
        (before.value != stated.value).then(|| {
            let own = DataValue {
                key: stated.key,
                value: stated.value,
                place: stated.place.clone(),
                note: String::new(),
            };
            let found =
                |place: &Place| Finding::new(finding::LAST_YEAR_DIFFERS, stated.key.year, place.clone());
            // Where this year's figure is last year's, the two stand in each other's place.
            match values.get(stated.key).filter(|now| now.value == before.value) {
                Some(now) => {
                    let finding = beside(catalogue, found(&now.place), now, &own);
                    Finding { message: key!("finding-last-year-swapped").any(), ..finding }
                }
                None => beside(catalogue, found(&stated.place), &own, before),
            }
        })
    };
    stated.iter().filter_map(finding).collect()
}

/// The figures on which a check between figures has a warning, with what was probably meant.
/// A warning on a figure that the unit says is right becomes a notice, with another one that says
/// what the unit says.
#[must_use]
pub fn suspects(
    catalogue: &Catalogue,
    values: &Values,
    findings: &mut [Finding],
    (confirmed, stated): (&BTreeMap<Key, Remark>, &[Stated]),
) -> (Vec<Suspect>, Vec<Finding>) {
    let count = |key: Key| values.get(key)?.value.count();
    let mut all: BTreeMap<Key, Suspect> = BTreeMap::new();
    let mut said = Vec::new();
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Warning) {
        let Some(key) = finding.key() else { continue };
        // A return that was sent again has another figure than the one that was said to be right.
        let is_of = |remark: &&Remark| {
            remark.of.is_none_or(|of| values.get(key).is_none_or(|value| value.value == of))
        };
        if let Some(Remark { place, words, .. }) = confirmed.get(&key).filter(is_of) {
            finding.severity = Severity::Notice;
            let own = Finding::new(finding::FIGURE_CONFIRMED, key.year, place.clone());
            let own = own.of(key.unit).on(key.element).found(words);
            said.push(
                own.fact("label", &catalogue.element(key.element).label)
                    .fact("cell", finding.place.spelled()),
            );
            continue;
        }
        let Some(value) = values.get(key) else { continue };
        // Of 是 and 否 nothing says what was meant.
        let Some(now) = value.value.count() else {
            all.insert(key, Suspect { key, then: None });
            continue;
        };
        let before = count(Key { year: key.year - 1, ..key });
        // 本年数 and 上年数 in each other's place.
        let of_stated = || stated.iter().find(|own| own.key == key)?.value.count();
        let swapped = before.filter(|before| *before == now).and_then(|_| of_stated());
        let then = swapped.or_else(|| before.map(|before| meant(now, before)));
        all.insert(key, Suspect { key, then });
    }
    said.dedup();
    (all.into_values().collect(), said)
}

/// What a figure would be on last year's scale where it is off by a power of ten, and else what
/// it was last year.
fn meant(now: i64, before: i64) -> i64 {
    // Within a third of last year's figure, more or less, it is of the same size.
    let alike = |now: i64| {
        now.saturating_mul(2) < before.saturating_mul(3) && before.saturating_mul(2) < now.saturating_mul(3)
    };
    if alike(now) || before == 0 {
        return before;
    }
    let powers = (1..=6).map(|power| 10_i64.pow(power));
    let scaled =
        powers.flat_map(|factor| [(now % factor == 0).then_some(now / factor), now.checked_mul(factor)]);
    scaled.flatten().find(|scaled| alike(*scaled)).unwrap_or(before)
}

/// What came of a check: what it found, and how often it was made and passed.
#[derive(Default)]
struct Outcome {
    findings: Vec<Finding>,
    passed: Vec<((UnitIx, i32), Share)>,
}

impl Outcome {
    /// Enters one check as it was made, with what was found if it does not hold.
    fn enter(&mut self, unit: UnitIx, year: i32, finding: Option<Finding>) {
        let own = (unit, year);
        // Units come one after the other, and most checks are of many figures of each.
        if self.passed.last().is_none_or(|(of, _)| *of != own) {
            self.passed.push((own, Share::default()));
        }
        if let Some((_, share)) = self.passed.last_mut() {
            share.add(usize::from(finding.is_none()), 1);
        }
        self.findings.extend(finding);
    }
}

/// All checks of `checks.toml`: what they found, and how many were made and passed.
#[must_use]
pub fn plausible(catalogue: &Catalogue, registry: &Registry, values: &Values) -> (Vec<Finding>, Passed) {
    let pairs: Vec<Pair<'_>> = pairs(values).collect();
    let desk = YearChecks { catalogue, registry, values, pairs: &pairs };
    let mut findings = Vec::new();
    let mut passed = Passed::new();
    let outcomes: Vec<Outcome> = catalogue.checks.par_iter().map(|check| desk.run(check)).collect();
    for outcome in outcomes {
        add(&mut passed, outcome.passed);
        findings.extend(outcome.findings);
    }
    (findings, passed)
}

/// A count beside last year's of the same unit.
struct Pair<'a> {
    now: i64,
    before: i64,
    value: &'a DataValue,
    last: &'a DataValue,
}

fn pairs(values: &Values) -> impl Iterator<Item = Pair<'_>> {
    values.by_unit().flat_map(|own| {
        let of_unit = own.first().map(|first| first.key);
        let last_year = of_unit.map_or(&[][..], |key| values.of_unit(key.year - 1, key.unit));
        own.iter().filter_map(move |value| {
            let last = among(last_year, Key { year: value.key.year - 1, ..value.key })?;
            let (Value::Count(now), Value::Count(before)) = (value.value, last.value) else { return None };
            Some(Pair { now, before, value, last })
        })
    })
}

#[derive(Clone, Copy)]
struct YearChecks<'a> {
    catalogue: &'a Catalogue,
    registry: &'a Registry,
    values: &'a Values,
    pairs: &'a [Pair<'a>],
}

impl YearChecks<'_> {
    fn run(self, check: &Check) -> Outcome {
        match &check.rule {
            CheckRule::YearOnYear { factor, minimum } => self.year_on_year(check, *factor, *minimum),
            CheckRule::ScaleSlip { factor } => self.scale_slip(check, *factor),
            CheckRule::IdenticalReturns { minimum_values } => self.identical(check, *minimum_values),
            CheckRule::StockFalls(elements) => self.stock_falls(check, elements),
            CheckRule::PartsOfTownship { whole, part, part_units, tolerance_percent } => {
                self.parts_of_township(check, *whole, (*part, part_units), *tolerance_percent)
            }
        }
    }

    fn finding(self, check: &Check, message: AnyMessage, year: i32, place: Place) -> Finding {
        Finding {
            severity: check.severity,
            rule: check.id.clone(),
            message,
            ..Finding::new(finding::CELL_STRAY, year, place)
        }
    }

    /// A check of counts against last year's: `is_wrong` takes this year's, last year's and what
    /// it is of, and says nothing where the check does not apply.
    fn against_last_year(
        self,
        check: &Check,
        message: AnyMessage,
        is_wrong: impl Fn(i64, i64, Key) -> Option<bool>,
        more: impl Fn(Finding) -> Finding,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        for &Pair { now, before, value, last } in self.pairs {
            let Some(is_wrong) = is_wrong(now, before, value.key) else { continue };
            let finding = is_wrong.then(|| {
                let finding = self.finding(check, message, value.key.year, value.place.clone());
                more(beside(self.catalogue, finding, value, last))
            });
            outcome.enter(value.key.unit, value.key.year, finding);
        }
        outcome
    }

    fn year_on_year(self, check: &Check, factor: i64, minimum: i64) -> Outcome {
        let jumps = |now: i64, before: i64, _| {
            let jumps = now > before.saturating_mul(factor) || before > now.saturating_mul(factor);
            (now.max(before) >= minimum).then_some(jumps)
        };
        self.against_last_year(check, key!("finding-year-on-year").any(), jumps, |found| {
            found.fact("factor", factor.to_string())
        })
    }

    /// 人 for 万人, or 万人 for 人.
    fn scale_slip(self, check: &Check, factor: i64) -> Outcome {
        // Between a half and twice the factor apart.
        let about = |large: i64, small: i64| {
            small > 0
                && large.saturating_mul(2) >= small.saturating_mul(factor)
                && large <= small.saturating_mul(factor).saturating_mul(2)
        };
        // Smaller figures cannot be off by so much.
        let large = |now: i64, before: i64| now.max(before).saturating_mul(2) >= factor;
        let slips = |now, before, _| large(now, before).then(|| about(now, before) || about(before, now));
        self.against_last_year(check, key!("finding-scale-slip").any(), slips, |found| {
            found.fact("factor", factor.to_string())
        })
    }

    fn stock_falls(self, check: &Check, elements: &[ElementIx]) -> Outcome {
        let falls = |now, before, key: Key| elements.contains(&key.element).then_some(now < before);
        self.against_last_year(check, key!("finding-stock-falls").any(), falls, |found| found)
    }

    fn identical(self, check: &Check, minimum: usize) -> Outcome {
        let mut outcome = Outcome::default();
        let whose = |pair: &Pair<'_>| (pair.value.key.year, pair.value.key.unit);
        for pairs in self.pairs.chunk_by(|one, next| whose(one) == whose(next)) {
            let Some(first) = pairs.first().filter(|_| pairs.len() >= minimum) else { continue };
            let (year, unit) = whose(first);
            let copied = pairs.iter().all(|pair| pair.now == pair.before);
            let finding = copied.then(|| {
                let place = Place { cell: None, ..first.value.place.clone() };
                let finding =
                    self.finding(check, key!("finding-identical-returns").any(), year, place).of(unit);
                let other = Place { cell: None, ..first.last.place.clone() };
                finding.fact("n", pairs.len()).fact("cell", other.spelled())
            });
            outcome.enter(unit, year, finding);
        }
        outcome
    }

    /// Only where every facility of the township has returned its part.
    fn parts_of_township(
        self,
        check: &Check,
        whole: ElementIx,
        (part, units): (ElementIx, &Units),
        tolerance_percent: i64,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        for own in self.values.iter().filter(|value| value.key.element == whole) {
            let Some((stated, parts, sum)) = parts(self.registry, self.values, own, (part, units)) else {
                continue;
            };
            let (unit, year) = (own.key.unit, own.key.year);
            if is_within(stated, sum, tolerance_percent) {
                outcome.enter(unit, year, None);
                continue;
            }
            let cells: BTreeSet<String> = parts.iter().map(|value| value.place.spelled()).collect();
            let finding =
                self.finding(check, key!("finding-parts-of-township").any(), own.key.year, own.place.clone());
            let finding = finding
                .of(unit)
                .on(whole)
                .found(stated.to_string())
                .fact("label", &self.catalogue.element(whole).label)
                .fact("sum", sum.to_string())
                .fact("other_label", &self.catalogue.element(part).label)
                .fact("percent", tolerance_percent.to_string())
                .fact("cell", cells.into_iter().collect::<Vec<_>>().join("；"));
            outcome.enter(unit, year, Some(finding));
        }
        outcome
    }
}

/// A township's own figure beside what its facilities returned of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoSources {
    /// The township.
    pub unit: UnitIx,
    /// The element of its own figure.
    pub whole: ElementIx,
    /// The element that its facilities return.
    pub part: ElementIx,
    /// Its own figure.
    pub stated: i64,
    /// The sum of its facilities.
    pub sum: i64,
    /// Whether the two are as near as the check allows.
    pub is_within: bool,
}

/// What the checks of parts of a township hold against each other in a year, whether it holds or not.
#[must_use]
pub fn two_sources(
    catalogue: &Catalogue,
    registry: &Registry,
    values: &Values,
    year: i32,
) -> Vec<TwoSources> {
    let mut all = Vec::new();
    for check in &catalogue.checks {
        let CheckRule::PartsOfTownship { whole, part, part_units, tolerance_percent } = &check.rule else {
            continue;
        };
        for own in values.of_year(year).iter().filter(|value| value.key.element == *whole) {
            let Some((stated, _, sum)) = parts(registry, values, own, (*part, part_units)) else { continue };
            let is_within = is_within(stated, sum, *tolerance_percent);
            all.push(TwoSources { unit: own.key.unit, whole: *whole, part: *part, stated, sum, is_within });
        }
    }
    all
}

/// A township's figure with what every one of its facilities returned of it, and their sum; none where
/// one has not.
fn parts<'a>(
    registry: &Registry,
    values: &'a Values,
    own: &DataValue,
    (part, units): (ElementIx, &Units),
) -> Option<(i64, Vec<&'a DataValue>, i64)> {
    let stated = own.value.count()?;
    let facilities = registry.children(own.key.unit, own.key.year).filter(|(_, unit)| unit.is_among(units));
    let parts: Option<Vec<&DataValue>> =
        facilities.map(|(unit, _)| values.get(Key { unit, element: part, ..own.key })).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let sum = parts.iter().map(|value| value.value.count()).sum::<Option<i64>>()?;
    Some((stated, parts, sum))
}

fn is_within(stated: i64, sum: i64, tolerance_percent: i64) -> bool {
    (sum - stated).abs().saturating_mul(100) <= stated.saturating_mul(tolerance_percent)
}
