//! What is left out of a report that is published: counts of a few patients, and what would give
//! them away. Nobody's name is in a report in the first place; three patients of a village have
//! no other cover than this.
//!
//! A small count is left out by itself (primary suppression). What goes with it (secondary
//! suppression) is chosen by the registry and never by the counts: all that is known together of a unit, all units of its township, and townships in fixed
//! groups. Who knows the rule learns that one of them is small and not which (Willenborg and de
//! Waal, Elements of Statistical Disclosure Control, 2001, chapter 6, on what a pattern tells).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::assess::{Assessments, satisfies};
use crate::catalogue::{Catalogue, CheckRule, Indicator, Measure};
use crate::checked::Checked;
use crate::diff;
use crate::exact::Fraction;
use crate::figures::{self, Contribution, Part, Source};
use crate::finding::{self, Finding};
use crate::messages::Stop;
use crate::model::{DISTRICT, ElementIx, IndicatorIx, Level, UnitIx};
use crate::registry::Registry;
use crate::results::Results;
use crate::value::{DataValue, Key, Value, Values};

/// A count of patients from 1 to below this is not published for anybody below the district, nor is
/// what is left of a whole; nobody can tell such a count from fewer than so many others. 0 is
/// published: it is nobody.
pub const FEWEST: i64 = 5;

/// From here on a count is shown. This one has to be out with those below: else a count that is left
/// out alone had four values.
const PRIMARY_BELOW: i64 = FEWEST + 1;

/// So many townships are left out together.
const SECONDARY_GROUP: usize = 3;

/// A report that was published before.
#[derive(Default)]
pub struct Edition {
    /// The values that it leaves out: year, unit and element.
    masked: BTreeSet<(i32, String, String)>,
    /// Its rows by year, indicator and unit; none for one that is left out.
    rows: BTreeMap<(i32, String, String), Option<Shown>>,
}

/// What a row shows: numerator, denominator and how many reported of how many.
type Shown = [String; 4];

#[derive(Deserialize)]
struct Row {
    year: i32,
    indicator: String,
    unit: String,
    numerator: String,
    denominator: String,
    reported: String,
    due_to_report: String,
    note: String,
}

impl Edition {
    /// What the folder of a published report says.
    ///
    /// # Errors
    /// A table that is missing or cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        let values: Vec<diff::ValueRow> = diff::table(folder, "values")?;
        let rows: Vec<Row> = diff::table(folder, "assessments")?;
        let masked = values.into_iter().filter(|row| row.value == MASKED);
        let shown = |row: Row| {
            let is_masked = row.note.split('|').any(|note| note == NOTE);
            let Row { year, indicator, unit, numerator, denominator, reported, due_to_report, .. } = row;
            let own = [numerator, denominator, reported, due_to_report];
            ((year, indicator, unit), (!is_masked).then_some(own))
        };
        Ok(Self {
            masked: masked.map(|row| (row.year, row.unit, row.element)).collect(),
            rows: rows.into_iter().map(shown).collect(),
        })
    }
}

/// How a value and a row say that they are left out.
const MASKED: &str = "***";
const NOTE: &str = "masked";

/// What is left out: values as they were returned, and figures made of them.
#[derive(Default)]
struct Masked {
    values: BTreeSet<(i32, ElementIx, UnitIx)>,
    rows: BTreeSet<(IndicatorIx, i32, UnitIx)>,
}

/// The same results as they may be published; after an earlier edition what it left out stays
/// out, and so does what the two would tell together.
#[must_use]
pub fn publishable(results: Results, earlier: Option<&Edition>) -> Results {
    let masked = masked(&results.checked, &results.assessments, earlier);
    let Results { checked, mut totals, mut assessments, mut readings, .. } = results;
    let is_hidden = |indicator, year, unit| masked.rows.contains(&(indicator, year, unit));
    assessments.hide(&checked.catalogue, is_hidden);
    totals.forget(is_hidden);
    let is_sensitive = |element| checked.catalogue.element(element).sensitive;
    let rests = |indicator: IndicatorIx| {
        let elements = checked.catalogue.elements_of(&checked.catalogue.indicator(indicator).measure);
        elements.into_iter().any(is_sensitive)
    };
    // That a figure is doubtful says how far it is from last year's.
    assessments.forget_suspects(rests);
    readings.retain(|indicator, _| !rests(*indicator));
    let values = checked.values.iter().map(|value| {
        let Key { year, element, unit, .. } = value.key;
        if masked.values.contains(&(year, element, unit)) {
            DataValue { value: Value::Masked, note: String::new(), ..value.clone() }
        } else {
            value.clone()
        }
    });
    let values = Values::new(values.collect());
    let units: BTreeSet<(i32, UnitIx)> = masked.values.iter().map(|(year, _, unit)| (*year, *unit)).collect();
    let findings = checked.findings.iter().filter_map(|found| finding(&checked, &units, found)).collect();
    let mut revisions = checked.revisions.clone();
    revisions.retain(|revision| !is_sensitive(revision.key.element));
    // Whether a check was passed says how large a figure can be.
    let mut checks = checked.checks.clone();
    checks.retain(|(unit, year), _| !units.contains(&(*year, *unit)) && !units.contains(&(year - 1, *unit)));
    let mut suspects = checked.suspects.clone();
    suspects.retain(|suspect| !is_sensitive(suspect.key.element));
    let checked = Checked { values, findings, revisions, checks, suspects, ..checked };
    // What a verdict hangs on would tell figures that are left out.
    Results { checked, totals, assessments, hanging: Vec::new(), readings }
}

/// A finding without figures where these are patients', or may be: a cell that was refused
/// has a number that no other rule looks at. None where that it was found says how large a
/// figure is.
fn finding(checked: &Checked, masked: &BTreeSet<(i32, UnitIx)>, found: &Finding) -> Option<Finding> {
    let Checked { catalogue, .. } = checked;
    let check = catalogue.checks.iter().find(|check| check.id == found.rule);
    let compares_years = found.rule == finding::LAST_YEAR_DIFFERS.id || check.is_some();
    let is_sensitive = found.element.map(|element| catalogue.element(element).sensitive);
    let repeats = check.is_some_and(|check| matches!(check.rule, CheckRule::IdenticalReturns { .. }));
    let is_masked = |year| found.unit.is_some_and(|unit| masked.contains(&(year, unit)));
    // A person wrote it, and names may stand in it.
    let is_remark = [finding::FIGURE_CONFIRMED, finding::ANSWER_UNCLEAR, finding::REMARK_DOUBTS]
        .iter()
        .any(|own| own.id == found.rule);
    // The cell it names is the first one that is not 0.
    let points = found.rule == finding::LOOKS_UNKNOWN.id;
    // It may be about another figure of the unit, or that of last year.
    let beside = found.year.is_some_and(|year| is_masked(year) || is_masked(year - 1));
    if is_remark || points || compares_years && is_sensitive == Some(true) || repeats && beside {
        return None;
    }
    let quotes = beside || is_sensitive.unwrap_or(!found.found.is_empty());
    Some(if quotes { found.clone().withheld(key!("finding-withheld").any()) } else { found.clone() })
}

fn masked(checked: &Checked, assessments: &Assessments, earlier: Option<&Edition>) -> Masked {
    let Checked { catalogue, registry, values, year, .. } = checked;
    let mut masked = Masked::default();
    let topics = topics(catalogue);
    let mut contributions: BTreeMap<(IndicatorIx, i32), Vec<Contribution>> = BTreeMap::new();
    for one in figures::contributions(Source { catalogue, registry, values }, *year) {
        let is_of = |topic: &Topic| topic.indicators.contains(&one.indicator);
        if one.total.reported > 0 && one.part == Part::Whole && topics.iter().any(is_of) {
            contributions.entry((one.indicator, one.year)).or_default().push(one);
        }
    }
    for topic in &topics {
        for of in values.years() {
            let mut counts: BTreeMap<UnitIx, BTreeMap<ElementIx, i64>> = BTreeMap::new();
            for own in values.of_year(of).iter().filter(|own| topic.elements.contains(&own.key.element)) {
                if let (Value::Count(count), true) = (own.value, own.key.unit != DISTRICT) {
                    counts.entry(own.key.unit).or_default().insert(own.key.element, count);
                }
            }
            let sums = topic.sums(catalogue, |ix| contributions.get(&(ix, of)).map_or(&[], Vec::as_slice));
            let desk = Suppression { checked, assessments, topic, year: of, counts, sums };
            desk.mask(earlier, &mut masked);
        }
    }
    masked
}

/// Sensitive elements that are known together: parts and wholes of each other, or of one
/// indicator. What is left out of one is left out of all.
struct Topic {
    elements: BTreeSet<ElementIx>,
    /// Each part with its whole.
    pairs: BTreeSet<(ElementIx, ElementIx)>,
    indicators: Vec<IndicatorIx>,
}

fn topics(catalogue: &Catalogue) -> Vec<Topic> {
    let is_sensitive = |element: &ElementIx| catalogue.element(*element).sensitive;
    let elements_of = |indicator: &Indicator| {
        catalogue.inputs_of(indicator).into_iter().filter(is_sensitive).collect::<BTreeSet<_>>()
    };
    let mut pairs = BTreeSet::new();
    for (ix, element) in catalogue.elements_ix() {
        pairs.extend(element.part_of.map(|whole| (ix, whole)));
    }
    for indicator in &catalogue.indicators {
        pairs.extend(indicator.own_ratio());
    }
    pairs.retain(|(part, whole)| is_sensitive(part) && is_sensitive(whole));
    let alone = catalogue.elements_ix().map(|(ix, _)| ix).filter(is_sensitive).map(|ix| [ix].into());
    let linked = pairs.iter().map(|(part, whole)| [*part, *whole].into());
    let mut sets: Vec<BTreeSet<ElementIx>> = Vec::new();
    for link in alone.chain(linked).chain(catalogue.indicators.iter().map(elements_of)) {
        let (joined, apart): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|own: &BTreeSet<ElementIx>| !own.is_disjoint(&link));
        sets = apart;
        sets.push(joined.into_iter().flatten().chain(link).collect());
    }
    let topic = |elements: BTreeSet<ElementIx>| Topic {
        pairs: pairs.iter().filter(|(part, _)| elements.contains(part)).copied().collect(),
        indicators: catalogue
            .indicators_ix()
            .filter(|(_, indicator)| !elements_of(indicator).is_disjoint(&elements))
            .map(|(ix, _)| ix)
            .collect(),
        elements,
    };
    sets.into_iter().filter(|set| !set.is_empty()).map(topic).collect()
}

/// An indicator whose sums over units are shown, with what each unit brings.
struct Sums {
    /// Whether the district's row is such a sum too, and not a share of units.
    to_district: bool,
    brought: BTreeMap<UnitIx, Brought>,
}

/// The sensitive halves of what a unit brings to an indicator, and what is left of a whole.
#[derive(Clone, Copy, Default)]
struct Brought {
    halves: [i64; 2],
    rest: i64,
}

impl Topic {
    /// The indicators whose sums are shown. Of the others no sum over what is left out is.
    fn sums<'a>(&self, catalogue: &Catalogue, of: impl Fn(IndicatorIx) -> &'a [Contribution]) -> Vec<Sums> {
        let plain = |ix: &IndicatorIx| {
            let indicator = catalogue.indicator(*ix);
            is_plain(indicator).then(|| {
                let (numerator, denominator) = match indicator.own_ratio() {
                    Some((part, whole)) => (self.elements.contains(&part), self.elements.contains(&whole)),
                    None => (true, false),
                };
                let brought = |one: &Contribution| {
                    let total = one.total;
                    let half = |is_sensitive: bool, count: i64| if is_sensitive { count } else { 0 };
                    let halves = [half(numerator, total.numerator), half(denominator, total.denominator)];
                    let rest = half(numerator && denominator, total.denominator - total.numerator);
                    (one.unit, Brought { halves, rest })
                };
                Sums {
                    to_district: !indicator.is_share_at(Level::District),
                    brought: of(*ix).iter().map(brought).collect(),
                }
            })
        };
        self.indicators.iter().filter_map(plain).collect()
    }
}

/// Whether what is shown of several units is the sum of what they return.
fn is_plain(indicator: &Indicator) -> bool {
    let sums = matches!(indicator.measure, Measure::Ratio(..) | Measure::Sum(_));
    sums && indicator.filter.is_none()
}

/// A topic in a year.
struct Suppression<'a> {
    checked: &'a Checked,
    assessments: &'a Assessments,
    topic: &'a Topic,
    year: i32,
    /// What was returned, by unit.
    counts: BTreeMap<UnitIx, BTreeMap<ElementIx, i64>>,
    sums: Vec<Sums>,
}

/// What is left out of a topic in a year.
#[derive(Default)]
struct Out {
    units: BTreeSet<UnitIx>,
    /// Whether the district's sums are.
    district: bool,
}

impl Suppression<'_> {
    fn registry(&self) -> &Registry {
        &self.checked.registry
    }

    fn mask(&self, earlier: Option<&Edition>, masked: &mut Masked) {
        let Checked { catalogue, registry, .. } = self.checked;
        let given = earlier.map(|edition| self.masked_before(edition)).unwrap_or_default();
        let small = self.counts.iter().filter(|(_, counts)| self.is_primary(counts)).map(|(unit, _)| *unit);
        let out = self.with_secondary(small.chain(given).collect());
        if out.units.is_empty() {
            return;
        }
        let returned = || out.units.iter().filter(|unit| self.counts.contains_key(*unit));
        let mut rows: BTreeSet<(IndicatorIx, UnitIx)> = BTreeSet::new();
        for ix in &self.topic.indicators {
            rows.extend(out.units.iter().map(|unit| (*ix, *unit)));
            let is_plain = is_plain(catalogue.indicator(*ix));
            let is_share = catalogue.indicator(*ix).is_share_at(Level::District);
            if !is_plain {
                rows.extend(returned().flat_map(|unit| registry.above(*unit)).map(|unit| (*ix, unit)));
            }
            let district = if is_share { self.share_tells(*ix, &out.units) } else { out.district };
            rows.extend((is_plain && district).then_some((*ix, DISTRICT)));
        }
        if earlier.is_some_and(|edition| self.has_changed(edition, &rows)) {
            let above: BTreeSet<UnitIx> = returned().flat_map(|unit| registry.above(*unit)).collect();
            rows.extend(self.topic.indicators.iter().flat_map(|ix| above.iter().map(|unit| (*ix, *unit))));
        }
        masked.rows.extend(rows.into_iter().map(|(ix, unit)| (ix, self.year, unit)));
        for unit in returned() {
            masked.values.extend(self.topic.elements.iter().map(|element| (self.year, *element, *unit)));
        }
    }

    /// Whether a count is small, or what is left of its whole.
    fn is_primary(&self, counts: &BTreeMap<ElementIx, i64>) -> bool {
        let few = |count: i64| (1..PRIMARY_BELOW).contains(&count);
        let rest = |(part, whole): &(ElementIx, ElementIx)| Some(counts.get(whole)? - counts.get(part)?);
        counts.values().copied().any(few) || self.topic.pairs.iter().filter_map(rest).any(few)
    }

    /// What has to be left out for the units that are given.
    fn with_secondary(&self, given: BTreeSet<UnitIx>) -> Out {
        let mut out = Out { units: given, district: false };
        if out.units.is_empty() || self.sums.is_empty() {
            return out;
        }
        let registry = self.registry();
        let mut townships: BTreeMap<UnitIx, Vec<UnitIx>> = BTreeMap::new();
        for unit in self.counts.keys() {
            let township = registry.above(*unit).find(|above| registry.unit(*above).level == Level::Township);
            townships.entry(township.unwrap_or(*unit)).or_default().push(*unit);
        }
        let within = |township: UnitIx, units: &[UnitIx]| -> Vec<UnitIx> {
            units.iter().flat_map(|unit| registry.above(*unit).take_while(|own| *own != township)).collect()
        };
        for (township, units) in &townships {
            if units.iter().any(|unit| out.units.contains(unit)) {
                out.units.extend(within(*township, units));
                let is_open = |sums: &Sums| is_safe(sums, units.iter().map(|unit| (*unit, *unit)), true);
                if !self.sums.iter().all(is_open) {
                    out.units.insert(*township);
                }
            }
        }
        if !self.sums.iter().any(|sums| sums.to_district) {
            return out;
        }
        let all: Vec<(&UnitIx, &Vec<UnitIx>)> = townships.iter().collect();
        let last = (all.len() / SECONDARY_GROUP).saturating_sub(1);
        let group = |at: usize| (at / SECONDARY_GROUP).min(last);
        let is_out = |(_, (township, _)): &(usize, &(&UnitIx, &Vec<UnitIx>))| out.units.contains(*township);
        let mut groups: BTreeSet<usize> =
            all.iter().enumerate().filter(is_out).map(|(at, _)| group(at)).collect();
        if groups.is_empty() {
            return out;
        }
        loop {
            let of_groups = || {
                let own = all.iter().enumerate().filter(|(at, _)| groups.contains(&group(*at)));
                own.flat_map(|(_, (township, units))| units.iter().map(|unit| (**township, *unit)))
            };
            let is_open = |sums: &&Sums| sums.to_district && !is_safe(sums, of_groups(), false);
            if self.sums.iter().find(is_open).is_none() {
                break;
            }
            let Some(next) = (0..=last).find(|at| !groups.contains(at)) else {
                out.district = true;
                break;
            };
            groups.insert(next);
        }
        for (_, (township, units)) in all.iter().enumerate().filter(|(at, _)| groups.contains(&group(*at))) {
            out.units.extend(within(**township, units));
            out.units.insert(**township);
        }
        out
    }

    /// Whether it would bound a count too closely to know if a unit that is left out satisfies a
    /// target, as the share of the units that do can say. The count itself has no say in it.
    fn share_tells(&self, ix: IndicatorIx, out: &BTreeSet<UnitIx>) -> bool {
        // Below this not even a whole with a small rest satisfies every target of a percentage, and
        // five values need both kinds.
        const WIDE: i64 = 20;
        let Checked { catalogue, registry, .. } = self.checked;
        let indicator = catalogue.indicator(ix);
        let Some(ruling) = indicator.ruling(self.year) else { return false };
        if let Measure::Ratio(_, whole) = indicator.measure
            && self.topic.elements.contains(&whole)
        {
            return false;
        }
        let satisfied = |count: i64, whole: Option<i64>| {
            let value = Fraction::new(count, whole.unwrap_or(1))
                .map(|value| if whole.is_some() { value.times(indicator.per) } else { value });
            value.is_some_and(|value| satisfies(ruling.comparator, ruling.target.value, value))
        };
        let mut judged = out.iter().filter(|unit| registry.unit(**unit).level == indicator.judged);
        judged.any(|unit| {
            let row = self.assessments.get(catalogue, (ix, self.year, indicator.judged), *unit);
            row.and_then(|row| row.measured).is_some_and(|measured| {
                let none = satisfied(0, measured.denominator);
                (1..=WIDE).any(|count| satisfied(count, measured.denominator) != none)
            })
        })
    }

    /// The units that an earlier edition leaves out.
    fn masked_before(&self, earlier: &Edition) -> BTreeSet<UnitIx> {
        let Checked { catalogue, registry, .. } = self.checked;
        let ids: BTreeSet<&str> =
            self.topic.elements.iter().map(|element| catalogue.element(*element).id.as_str()).collect();
        let own = earlier
            .masked
            .iter()
            .filter(|(year, _, element)| *year == self.year && ids.contains(element.as_str()));
        own.filter_map(|(_, unit, _)| registry.by_code(unit)).collect()
    }

    /// Whether anything that is shown is not what an earlier edition of the year shows: then what
    /// is left out can be had from the difference of two sums.
    fn has_changed(&self, earlier: &Edition, hidden: &BTreeSet<(IndicatorIx, UnitIx)>) -> bool {
        let Checked { catalogue, registry, .. } = self.checked;
        let mut now: BTreeMap<(&str, &str), Option<Shown>> = BTreeMap::new();
        for ix in &self.topic.indicators {
            let id = catalogue.indicator(*ix).id.as_str();
            for level in [Level::District, Level::Township, Level::Facility, Level::Village] {
                for row in self.assessments.at(catalogue, (*ix, self.year, level)) {
                    let code = registry.unit(row.unit).code.as_str();
                    let shown = || {
                        let measured = row.measured.as_ref();
                        let count = |count: Option<i64>| count.map(|n| n.to_string()).unwrap_or_default();
                        [
                            count(measured.map(|own| own.numerator)),
                            count(measured.and_then(|own| own.denominator)),
                            row.reported.to_string(),
                            row.due_to_report.to_string(),
                        ]
                    };
                    now.insert((id, code), (!hidden.contains(&(*ix, row.unit))).then(shown));
                }
            }
        }
        let ids: BTreeSet<&str> = now.keys().map(|(id, _)| *id).collect();
        let then: BTreeMap<(&str, &str), Option<Shown>> = earlier
            .rows
            .iter()
            .filter(|((year, id, _), _)| *year == self.year && ids.contains(id.as_str()))
            .map(|((_, id, unit), shown)| ((id.as_str(), unit.as_str()), shown.clone()))
            .collect();
        !then.is_empty() && now != then
    }
}

/// Whether a sum over units that are left out can be shown: each with what it is a part of, of which
/// there have to be two. Of a township it is a count as any other.
fn is_safe(sums: &Sums, units: impl Iterator<Item = (UnitIx, UnitIx)>, of_township: bool) -> bool {
    let mut parts = BTreeSet::new();
    let mut sum = Brought::default();
    for (part, unit) in units {
        let Some(own) = sums.brought.get(&unit) else { continue };
        parts.insert(part);
        sum.halves = [sum.halves[0] + own.halves[0], sum.halves[1] + own.halves[1]];
        sum.rest += own.rest;
    }
    let is_enough = |count: i64| count == 0 || count >= PRIMARY_BELOW;
    let is_few = of_township && (1..PRIMARY_BELOW).contains(&sum.rest);
    parts.is_empty() || parts.len() > 1 && sum.halves.into_iter().all(is_enough) && !is_few
}
