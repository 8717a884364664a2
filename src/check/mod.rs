//! Checks between the figures of one unit that turn a figure into one that is not
//! reported. All of them look at what was returned, so that the order in which they
//! are made does not matter.

pub mod plans;
pub mod plausible;

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::catalogue::Catalogue;
use crate::exact::Share;
use crate::model::{ElementIx, UnitIx};
use crate::value::{DataValue, Key, Value, Values, among};

/// Why a figure cannot be used beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClashRule {
    /// A part is larger than its whole.
    PartAboveWhole,
    /// A numerator above 0 stands over a denominator of 0.
    ZeroDenominator,
    /// 推荐 is 是 while 基本 is 否.
    ImpliedDenied,
}

/// Two figures that contradict each other; the first is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Why.
    pub rule: ClashRule,
    /// The figure that is not used.
    pub refused: DataValue,
    /// The figure it stands against.
    pub against: DataValue,
}

/// How many checks were made on the figures of a unit in a year, and how many passed.
pub type Passed = BTreeMap<(UnitIx, i32), Share>;

/// Adds checks to others.
pub(crate) fn add(passed: &mut Passed, more: impl IntoIterator<Item = ((UnitIx, i32), Share)>) {
    for (of, share) in more {
        passed.entry(of).or_default().add(share.part, share.whole);
    }
}

/// Splits what was returned into what can be used and what contradicts itself.
#[must_use]
pub fn usable(catalogue: &Catalogue, returned: Values) -> (Values, Vec<Clash>, Passed) {
    let of_years = catalogue.years().map(|year| (year, Compared::of(catalogue, year)));
    let of_years: BTreeMap<i32, Compared> = of_years.collect();
    let units: Vec<&[DataValue]> = returned.by_unit().collect();
    let checked: Vec<_> = units
        .par_iter()
        .map(|own| {
            let compared = own.first().and_then(|value| of_years.get(&value.key.year));
            compared.map(|compared| among_themselves(catalogue, compared, own)).unwrap_or_default()
        })
        .collect();
    let mut clashes = Vec::new();
    let mut passed = Passed::new();
    for (own, (found, share)) in units.iter().zip(checked) {
        clashes.extend(found);
        let first = own.first().filter(|_| share.whole > 0);
        passed.extend(first.map(|value| ((value.key.unit, value.key.year), share)));
    }
    let refused: BTreeSet<Key> = clashes.iter().map(|clash| clash.refused.key).collect();
    let kept = if refused.is_empty() { returned } else { returned.without(|key| refused.contains(&key)) };
    (kept, clashes, passed)
}

/// What is compared in a year.
struct Compared {
    /// The elements that are asked.
    asked: BTreeSet<ElementIx>,
    /// What each element is divided by.
    over: BTreeMap<ElementIx, Vec<ElementIx>>,
}

impl Compared {
    fn of(catalogue: &Catalogue, year: i32) -> Self {
        let elements = catalogue.elements_ix().map(|(ix, _)| ix);
        let mut over: BTreeMap<ElementIx, Vec<ElementIx>> = BTreeMap::new();
        for (part, whole) in ratios(catalogue, year) {
            over.entry(part).or_default().push(whole);
        }
        Self { asked: elements.filter(|ix| catalogue.asks(*ix, year)).collect(), over }
    }
}

/// Holds the figures of a unit in a year against each other, as far as they are asked.
fn among_themselves(
    catalogue: &Catalogue,
    Compared { asked, over }: &Compared,
    own: &[DataValue],
) -> (Vec<Clash>, Share) {
    let mut clashes = Vec::new();
    let mut checks = Share::default();
    for value in own.iter().filter(|value| asked.contains(&value.key.element)) {
        let element = catalogue.element(value.key.element);
        let other = |ix: ElementIx| among(own, Key { element: ix, ..value.key });
        let mut refuse = |rule, against: &DataValue| {
            clashes.push(Clash { rule, refused: value.clone(), against: against.clone() });
        };
        let mut made = |holds| checks.add(usize::from(holds), 1);
        if let (Value::Count(part), Some(whole)) = (value.value, element.part_of.and_then(other))
            && let Value::Count(limit) = whole.value
        {
            made(part <= limit);
            if part > limit {
                refuse(ClashRule::PartAboveWhole, whole);
            }
        }
        if let (Value::YesNo(word), Some(stronger)) = (value.value, element.implied_by.and_then(other)) {
            let denied = !word && stronger.value == Value::YesNo(true);
            made(!denied);
            if denied {
                refuse(ClashRule::ImpliedDenied, stronger);
            }
        }
        for whole in over.get(&value.key.element).into_iter().flatten() {
            // Where the ratio's parts are part and whole the first check has said so already.
            let (Value::Count(part), Some(whole), true) =
                (value.value, other(*whole), element.part_of != Some(*whole))
            else {
                continue;
            };
            let impossible = part > 0 && whole.value == Value::Count(0);
            made(!impossible);
            if impossible {
                refuse(ClashRule::ZeroDenominator, whole);
            }
        }
    }
    (clashes, checks)
}

/// Numerator and denominator of every ratio of a year that one unit returns both parts of.
pub(crate) fn ratios(catalogue: &Catalogue, year: i32) -> BTreeSet<(ElementIx, ElementIx)> {
    catalogue.indicators_of(year).filter_map(|(_, indicator)| indicator.own_ratio()).collect()
}
