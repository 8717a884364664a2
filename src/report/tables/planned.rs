//! What the plans ask: indicators, their conditions, targets.

use anyhow::Result;

use super::csv::write;
use super::fields::{Books, Table, count, figure, flag, indicator, made_word, whole, word, year};
use crate::catalogue::{Comparator, Condition, Counted, Element, Indicator, Measure, Ruling, Test, Units};
use crate::checked::Checked;
use crate::messages::Messages;
use crate::model::{ElementIx, IndicatorIx};
use crate::report::publish::Sink;

/// `indicators.csv`.
pub(super) const INDICATORS: Table<Indicator> = Table {
    name: "indicators",
    fields: &[
        indicator(|_, row| &row.id),
        word("name", key!("field-indicator-name"), |of, row| row.name.get(of.messages.lang())),
        word("plan", key!("field-plan"), |of, row| &of.catalogue.plan_of(row).id),
        word("measure", key!("field-measure"), |_, row| row.measure.kind().word()),
        whole("per", key!("field-per"), |_, row| Some(row.per)),
        made_word("units", key!("field-units"), |_, row| row.units.word().into_owned()),
        word("judged", key!("field-judged"), |_, row| row.judged.word()),
        made_word("elements", key!("field-elements"), |of, row| {
            ids(of, of.catalogue.elements_of(&row.measure))
        }),
        made_word("filter_elements", key!("field-filter-elements"), |of, row| {
            ids(of, row.filter.iter().flat_map(Condition::elements))
        }),
        word("denominator_from", key!("field-denominator-from"), |_, row| {
            row.denominator_of().map_or("", |(units, _)| units.level().word())
        }),
        word("centres", key!("field-centres"), |_, row| match row.measure {
            Measure::Centres(Counted::All) => "all",
            Measure::Centres(Counted::Own) => "own",
            _ => "",
        }),
        whole("centres_due", key!("field-centres-due"), |of, row| {
            let entries = &of.catalogue.centres.entries;
            match row.measure {
                Measure::Centres(Counted::All) => count(entries.len()),
                Measure::Centres(Counted::Own) => {
                    count(entries.iter().filter(|entry| !entry.shareable).count())
                }
                _ => None,
            }
        }),
        made_word("unit_codes", key!("field-unit-codes"), |_, row| match &row.units {
            Units::Townships(codes) => codes.join("|"),
            _ => String::new(),
        }),
        whole("first_year", key!("field-first-year"), |of, row| {
            Some(of.catalogue.plan_of(row).first_year.into())
        }),
        made_word("departments", key!("field-departments"), |_, row| {
            row.responsible.all().map(String::as_str).collect::<Vec<_>>().join("|")
        }),
        made_word("lead", key!("field-lead"), |_, row| row.responsible.lead.join("|")),
        word("departments_known", key!("field-departments-known"), |_, row| row.responsible.known.word()),
        whole("baseline_year", key!("field-baseline-year"), |of, row| {
            Some(of.catalogue.plan_of(row).baseline_year.into())
        }),
        whole("last_year", key!("field-last-year"), |of, row| {
            Some(of.catalogue.plan_of(row).last_year.into())
        }),
    ],
};

fn ids(of: Books<'_>, elements: impl IntoIterator<Item = ElementIx>) -> String {
    elements.into_iter().map(|ix| of.element(ix).id.as_str()).collect::<Vec<_>>().join("|")
}

/// One of the conditions of an indicator, with what it is for.
pub(super) struct Asked {
    indicator: String,
    role: &'static str,
    /// None that is made of others.
    one: Condition,
}

/// `conditions.csv`.
pub(super) const CONDITIONS: Table<Asked> = Table {
    name: "conditions",
    fields: &[
        indicator(|_, row| &row.indicator),
        word("role", key!("field-role"), |_, row| row.role),
        word("element", key!("field-condition-element"), |of, row| match row.one {
            Condition::Element(element, _) => &of.element(element).id,
            Condition::Ownership(_) | Condition::Both(..) => "",
        }),
        word("test", key!("field-test"), |_, row| match row.one {
            Condition::Element(_, Test::Is(_)) => "is",
            Condition::Element(_, Test::AtLeast(_)) => "at_least",
            Condition::Element(_, Test::ChoiceAtLeast(_)) => "rank_at_least",
            Condition::Element(_, Test::ChoiceIs(_)) => "rank_is",
            Condition::Ownership(_) => "ownership",
            Condition::Both(..) => "",
        }),
        word("word", key!("field-test-word"), |_, row| match &row.one {
            Condition::Element(_, Test::Is(true)) => "true",
            Condition::Element(_, Test::Is(false)) => "false",
            Condition::Ownership(word) => word,
            Condition::Element(..) | Condition::Both(..) => "",
        }),
        whole("least", key!("field-test-least"), |_, row| match row.one {
            Condition::Element(_, Test::AtLeast(least)) => Some(least),
            Condition::Element(_, Test::ChoiceAtLeast(rank) | Test::ChoiceIs(rank)) => Some(rank.into()),
            Condition::Element(_, Test::Is(_)) | Condition::Ownership(_) | Condition::Both(..) => None,
        }),
    ],
};

/// `targets.csv`: an indicator in a year in which something rules.
pub(super) const TARGETS: Table<(i32, IndicatorIx)> = Table {
    name: "targets",
    fields: &[
        year(|_, (year, _)| Some((*year).into())),
        indicator(|of, (_, ix)| &of.indicator(*ix).id),
        word("comparator", key!("field-comparator"), |of, row| {
            ruling(of, row).map_or("", |ruling| ruling.comparator.word())
        }),
        figure("target", key!("field-target"), |of, row| Some(ruling(of, row)?.target.value)),
        figure("range_end", key!("field-range-end"), |of, row| match ruling(of, row)?.comparator {
            Comparator::Between { upper, .. } => Some(upper),
            _ => None,
        }),
        figure("cap", key!("field-cap"), |of, row| match ruling(of, row)?.comparator {
            Comparator::Between { cap, .. } => cap,
            _ => None,
        }),
        whole("due", key!("field-due"), |of, row| Some(ruling(of, row)?.target.due.into())),
        flag("in_force", key!("field-in-force"), |of, row| Some(ruling(of, row)?.target.in_force)),
        flag("revised", key!("field-revised"), |of, row| Some(ruling(of, row)?.revision.is_some())),
    ],
};

fn ruling<'a>(of: Books<'a>, (year, ix): &(i32, IndicatorIx)) -> Option<Ruling<'a>> {
    of.indicator(*ix).ruling(*year)
}

/// `elements.csv`.
pub(super) const ELEMENTS: Table<Element> = Table {
    name: "elements",
    fields: &[
        word("element", key!("field-element"), |_, row| &row.id),
        word("code", key!("field-element-code"), |_, row| &row.code),
        word("label", key!("field-element-label"), |of, row| row.label.get(of.messages.lang())),
        word("form", key!("field-form"), |_, row| row.form.word()),
        word("kind", key!("field-element-kind"), |_, row| row.kind.word()),
        word("implied_by", key!("field-implied-by"), |of, row| {
            row.implied_by.map_or("", |other| &of.element(other).id)
        }),
    ],
};

/// Writes what every indicator is made of, with its conditions, its targets and its elements.
///
/// # Errors
/// What the sink refuses.
pub fn write_plans(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let (of, catalogue) = (Books::of(checked, messages), &checked.catalogue);
    write(sink, of, &INDICATORS, &catalogue.indicators)?;
    let conditions: Vec<Asked> = catalogue.indicators.iter().flat_map(conditions).collect();
    write(sink, of, &CONDITIONS, &conditions)?;
    let judged = catalogue.in_years(checked.years_judged()).into_iter();
    let targets: Vec<_> =
        judged.map(|(year, ix, _)| (year, ix)).filter(|row| ruling(of, row).is_some()).collect();
    write(sink, of, &TARGETS, &targets)?;
    write(sink, of, &ELEMENTS, &catalogue.elements)
}

/// The conditions of an indicator, one by one.
fn conditions(indicator: &Indicator) -> Vec<Asked> {
    let measured = match &indicator.measure {
        Measure::Share(condition) | Measure::Units(condition) | Measure::YesNo(condition) => Some(condition),
        _ => None,
    };
    let roles = [("condition", measured), ("filter", indicator.filter.as_ref())];
    let all = roles.into_iter().flat_map(|(role, one)| one.into_iter().map(move |one| (role, one)));
    let asked = |role, one: &Condition| Asked { indicator: indicator.id.clone(), role, one: one.clone() };
    all.flat_map(|(role, one)| one.each().into_iter().map(move |one| asked(role, one))).collect()
}
