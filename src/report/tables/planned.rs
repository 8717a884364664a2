//! What the plans ask: indicators, their conditions, targets.

use anyhow::Result;

use super::csv::Lines;
use super::{fields, write};
use crate::catalogue::{Catalogue, Comparator, Condition, Counted, Indicator, Measure, Ruling, Test, Units};
use crate::checked::Checked;
use crate::messages::Messages;
use crate::model::ElementIx;
use crate::report::publish::Sink;

/// Writes what every indicator is made of, with its conditions, its targets and its elements.
///
/// # Errors
/// What the sink refuses.
pub fn write_plans(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let catalogue = &checked.catalogue;
    write(sink, &fields::INDICATORS, catalogue.indicators.len(), |at, lines| {
        if let Some(row) = catalogue.indicators.get(at) {
            indicator(catalogue, messages, row, lines);
        }
    })?;
    let conditions: Vec<_> = catalogue.indicators.iter().flat_map(conditions).collect();
    write(sink, &fields::CONDITIONS, conditions.len(), |at, lines| {
        if let Some((indicator, role, one)) = conditions.get(at) {
            lines.word(&indicator.id).word(role);
            condition(catalogue, one, lines);
        }
    })?;
    let targets: Vec<_> = catalogue
        .in_years(checked.years_judged())
        .into_iter()
        .filter_map(|(year, _, indicator)| Some((year, indicator, indicator.ruling(year)?)))
        .collect();
    write(sink, &fields::TARGETS, targets.len(), |at, lines| {
        if let Some((year, indicator, ruling)) = targets.get(at) {
            lines.whole(Some(*year)).word(&indicator.id);
            target(ruling, lines);
        }
    })?;
    write(sink, &fields::ELEMENTS, catalogue.elements.len(), |at, lines| {
        let Some(element) = catalogue.elements.get(at) else { return };
        let implied_by = element.implied_by.map_or("", |other| &catalogue.element(other).id);
        lines.word(&element.id).word(&element.code).word(element.label.get(messages.lang()));
        lines.word(element.form.word()).word(element.kind.word()).word(implied_by).end();
    })
}

pub(super) fn indicator(
    catalogue: &Catalogue,
    messages: &Messages,
    indicator: &Indicator,
    lines: &mut Lines,
) {
    let ids = |elements: Vec<ElementIx>| {
        elements.into_iter().map(|ix| catalogue.element(ix).id.as_str()).collect::<Vec<_>>().join("|")
    };
    let plan = catalogue.plan_of(indicator);
    let entries = &catalogue.centres.entries;
    let denominator_from = indicator.denominator_of().map_or("", |(units, _)| units.level().word());
    let (centres, centres_due) = match &indicator.measure {
        Measure::Centres(Counted::All) => ("all", Some(entries.len())),
        Measure::Centres(Counted::Own) => {
            ("own", Some(entries.iter().filter(|entry| !entry.shareable).count()))
        }
        _ => ("", None),
    };
    let unit_codes = match &indicator.units {
        Units::Townships(codes) => codes.join("|"),
        _ => String::new(),
    };
    lines.word(&indicator.id).word(indicator.name.get(messages.lang())).word(&plan.id);
    lines.word(indicator.measure.word()).whole(Some(indicator.per));
    lines.word(&indicator.units.word()).word(indicator.judged.word());
    lines.word(&ids(catalogue.elements_of(&indicator.measure)));
    lines.word(&ids(indicator.filter.iter().flat_map(Condition::elements).collect()));
    lines
        .word(denominator_from)
        .word(centres)
        .whole(centres_due)
        .word(&unit_codes)
        .whole(Some(plan.first_year));
    let responsible = &indicator.responsible;
    let all: Vec<&str> = responsible.all().map(String::as_str).collect();
    lines.word(&all.join("|")).word(&responsible.lead.join("|")).word(responsible.known.word());
    lines.whole(Some(plan.baseline_year)).whole(Some(plan.last_year)).end();
}

/// The conditions of an indicator, one by one, with what each of them is for.
fn conditions(indicator: &Indicator) -> Vec<(&Indicator, &'static str, &Condition)> {
    let measured = match &indicator.measure {
        Measure::Share(condition) | Measure::Units(condition) | Measure::YesNo(condition) => Some(condition),
        _ => None,
    };
    let roles = [("condition", measured), ("filter", indicator.filter.as_ref())];
    let all = roles.into_iter().flat_map(|(role, one)| one.into_iter().map(move |one| (role, one)));
    all.flat_map(|(role, one)| one.each().into_iter().map(move |one| (indicator, role, one))).collect()
}

fn condition(catalogue: &Catalogue, one: &Condition, lines: &mut Lines) {
    let (element, test, word, least) = match one {
        Condition::Element(element, Test::Is(true)) => (Some(element), "is", "true", None),
        Condition::Element(element, Test::Is(false)) => (Some(element), "is", "false", None),
        Condition::Element(element, Test::AtLeast(least)) => (Some(element), "at_least", "", Some(*least)),
        Condition::Element(element, Test::ChoiceAtLeast(least)) => {
            (Some(element), "rank_at_least", "", Some((*least).into()))
        }
        Condition::Element(element, Test::ChoiceIs(rank)) => {
            (Some(element), "rank_is", "", Some((*rank).into()))
        }
        Condition::Ownership(word) => (None, "ownership", word.as_str(), None),
        // Taken apart before.
        Condition::Both(..) => return,
    };
    lines.word(element.map_or("", |ix| &catalogue.element(*ix).id)).word(test).word(word);
    lines.whole(least).end();
}

fn target(ruling: &Ruling<'_>, lines: &mut Lines) {
    let (end, cap) = match ruling.comparator {
        Comparator::Between { upper, cap } => (Some(upper), cap),
        _ => (None, None),
    };
    lines.word(ruling.comparator.word()).shown(Some(ruling.target.value)).shown(end).shown(cap);
    lines.whole(Some(ruling.target.due)).shown(Some(ruling.target.in_force));
    lines.shown(Some(ruling.revision.is_some())).end();
}
