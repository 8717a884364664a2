//! Checks between the figures of one unit that turn a figure into one that is not
//! reported. All of them look at what was returned, so that the order in which they
//! are made does not matter.

pub mod plausible;

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, ElementIx, Measure};
use crate::value::{DataValue, Key, Value, Values};

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

/// Splits what was returned into what can be used and what contradicts itself.
#[must_use]
pub fn usable(catalogue: &Catalogue, returned: &Values) -> (Values, Vec<Clash>) {
    let over = ratios(catalogue);
    let mut clashes = Vec::new();
    for value in returned.iter() {
        let element = catalogue.element(value.key.element);
        let other = |ix: ElementIx| returned.get(Key { element: ix, ..value.key });
        let mut refuse = |rule, against: &DataValue| {
            clashes.push(Clash { rule, refused: value.clone(), against: against.clone() });
        };
        if let (Value::Count(part), Some(whole)) = (value.value, element.part_of.and_then(other))
            && matches!(whole.value, Value::Count(whole) if part > whole)
        {
            refuse(ClashRule::PartAboveWhole, whole);
        }
        if let (Value::YesNo(false), Some(stronger)) = (value.value, element.implied_by.and_then(other))
            && stronger.value == Value::YesNo(true)
        {
            refuse(ClashRule::ImpliedDenied, stronger);
        }
        for (_, whole) in over.iter().filter(|(part, _)| *part == value.key.element) {
            // Where the ratio's parts are part and whole the first check has said so already.
            let zero = other(*whole).filter(|whole| whole.value == Value::Count(0));
            if let (Value::Count(1..), Some(zero), true) =
                (value.value, zero, element.part_of != Some(*whole))
            {
                refuse(ClashRule::ZeroDenominator, zero);
            }
        }
    }
    let refused: BTreeSet<Key> = clashes.iter().map(|clash| clash.refused.key).collect();
    let kept = returned.iter().filter(|value| !refused.contains(&value.key)).cloned().collect();
    (Values::new(kept), clashes)
}

/// Numerator and denominator of every ratio that one unit returns both parts of.
pub(crate) fn ratios(catalogue: &Catalogue) -> BTreeSet<(ElementIx, ElementIx)> {
    let pair = |measure: &Measure| match measure {
        Measure::Ratio(part, whole) => Some((*part, *whole)),
        Measure::Share(_)
        | Measure::Units(_)
        | Measure::Centres
        | Measure::SplitRatio(..)
        | Measure::Sum(_)
        | Measure::Cumulative(_)
        | Measure::YesNo(_) => None,
    };
    catalogue.indicators.iter().filter_map(|indicator| pair(&indicator.measure)).collect()
}
