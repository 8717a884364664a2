//! From a figure back to the cells it was made of.

use crate::assess::Assessment;
use crate::catalogue::{Condition, Indicator, Measure};
use crate::checked::Checked;
use crate::figures::Source;
use crate::model::{ElementIx, UnitIx};
use crate::results::Results;
use crate::value::{DataValue, Key};

/// One number of a figure: what was asked of whom, and the cell that answers it.
#[derive(Clone, Copy, Debug)]
pub struct Trace<'a> {
    /// What was asked of whom.
    pub key: Key,
    /// The answer; none where it is missing or was not usable.
    pub value: Option<&'a DataValue>,
}

/// All numbers that an assessment rests on, by year, unit and element.
#[must_use]
pub fn traces<'a>(results: &'a Results, assessment: &Assessment) -> Vec<Trace<'a>> {
    let checked = &results.checked;
    let indicator = checked.catalogue.indicator(assessment.indicator);
    let first = checked.catalogue.sums_from(indicator).unwrap_or(assessment.year);
    (first..=assessment.year).flat_map(|year| of_year(checked, indicator, assessment.unit, year)).collect()
}

fn of_year<'a>(checked: &'a Checked, indicator: &Indicator, unit: UnitIx, year: i32) -> Vec<Trace<'a>> {
    let Checked { catalogue, registry, values, .. } = checked;
    let source = checked.source();
    let mut traces = Vec::new();
    let entries =
        if matches!(indicator.measure, Measure::Centres(_)) { catalogue.centres.entries.len() } else { 1 };
    let mut ask = |unit: UnitIx, element: ElementIx| {
        traces.extend((0..).take(entries).map(|entry| {
            let key = Key { entry, ..source.key(year, unit, element) };
            Trace { key, value: values.get(key) }
        }));
    };
    for feeding in source.feeding(indicator, year).filter(|feeding| registry.is_within(*feeding, unit)) {
        for filter in indicator.filter.iter().flat_map(Condition::elements) {
            ask(feeding, filter);
        }
        for element in own_elements(source, indicator, feeding, year) {
            ask(feeding, element);
        }
    }
    if let Some((units, whole)) = indicator.denominator_of() {
        for other in source.units_of(units, year) {
            ask(other, whole);
        }
    }
    traces
}

/// The elements that a feeding unit itself returns. One that another answers for by
/// implication is followed by that other.
fn own_elements(source: Source<'_>, indicator: &Indicator, unit: UnitIx, year: i32) -> Vec<ElementIx> {
    match &indicator.measure {
        Measure::Share(condition) | Measure::Units(condition) | Measure::YesNo(condition) => {
            let mut elements = Vec::new();
            for own in condition.elements() {
                let answer = source.answer(source.key(year, unit, own)).map(|(_, key)| key.element);
                elements.push(own);
                elements.extend(answer.filter(|other| *other != own));
            }
            elements
        }
        Measure::Ratio(part, _) if indicator.denominator_of().is_some() => vec![*part],
        Measure::Centres(_) | Measure::Ratio(..) | Measure::Sum(_) | Measure::Cumulative(_) => {
            source.catalogue.elements_of(&indicator.measure)
        }
    }
}
