//! The annexes of the circular: every figure, what is to be closed, what is to be corrected.

use std::collections::BTreeMap;

use super::gaps::gap;
use super::official::{columns, conclusion, target, written};
use super::rows::{NAMED_UNITS, by_chapter, left_out, listed, some_findings_within};
use crate::assess::Assessment;
use crate::catalogue::{Indicator, Severity};
use crate::messages::Messages;
use crate::model::{DISTRICT, IndicatorIx, UnitIx};
use crate::report::document::{FigureName, Row, Table, named};
use crate::report::view::{Mark, Stage, View, responsible_words, stage};
use crate::submission::Arrival;

/// A figure of the district with its indicator.
pub(super) struct Item<'a> {
    pub(super) ix: IndicatorIx,
    pub(super) indicator: &'a Indicator,
    pub(super) row: Assessment,
}

impl Item<'_> {
    pub(super) fn name(&self, what: &'static str) -> FigureName<'_> {
        FigureName { indicator: Some(&self.indicator.id), year: self.row.year, what }
    }

    pub(super) fn stage(&self) -> Option<Stage> {
        stage(self.row.status())
    }

    pub(super) fn is_short(&self) -> bool {
        self.row.status().is_short()
    }
}

pub(super) fn items<'a>(view: &View<'a>) -> Vec<Item<'a>> {
    let checked = view.checked();
    let all = checked.catalogue.indicators_of(checked.year);
    all.filter_map(|(ix, indicator)| Some(Item { ix, indicator, row: view.district(ix, checked.year)? }))
        .collect()
}

/// Figures that cannot be said yet, and whose returns or corrections would decide them together.
pub(super) struct Waiting<'i, 'a> {
    /// How many units; 0 where something else has to be found out.
    pub(super) units: usize,
    /// Their names.
    pub(super) of: String,
    pub(super) items: Vec<&'i Item<'a>>,
}

impl Waiting<'_, '_> {
    /// In a sentence that names the figures.
    fn in_full(&self, messages: &Messages) -> String {
        let names: Vec<&str> =
            self.items.iter().map(|item| item.indicator.short.get(messages.lang())).collect();
        let (n, names) = (names.len(), names.join(&messages.t(key!("list-pause"))));
        if self.units == 0 {
            return say!(messages, "annual-hangs-on-other", n = n, names = names);
        }
        say!(messages, "annual-hangs-on", of = self.of, all = self.units, n = n, names = names)
    }
}

/// What cannot be said yet; whoever decides most by himself stands first.
pub(super) fn waits<'i, 'a>(view: &View<'_>, items: &'i [Item<'a>]) -> Vec<Waiting<'i, 'a>> {
    let mut by_units: BTreeMap<&[UnitIx], Vec<&Item<'_>>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.stage() == Some(Stage::Open)) {
        by_units.entry(view.waits_of(item.ix)).or_default().push(item);
    }
    let mut groups: Vec<_> = by_units.into_iter().collect();
    groups.sort_by_key(|(units, items)| (units.is_empty(), units.len(), std::cmp::Reverse(items.len())));
    let waiting = |(units, items): (&[UnitIx], Vec<&'i Item<'a>>)| {
        let names: Vec<String> = units.iter().map(|unit| view.placed(*unit)).collect();
        let of = listed(view.messages, key!("list-and-more-units"), &names, NAMED_UNITS);
        Waiting { units: units.len(), of, items }
    };
    groups.into_iter().map(waiting).collect()
}

/// What an annex lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// Every figure.
    Figures,
    /// What is to be closed.
    Gaps,
    /// What is to be returned or corrected.
    Corrections,
}

/// An annex.
pub(super) struct Annex {
    pub(super) lists: Lists,
    pub(super) title: String,
    pub(super) landscape: bool,
    pub(super) table: Table,
    pub(super) remark: String,
    /// Whether some of it is wrong and has to be corrected.
    pub(super) has_errors: bool,
}

pub(super) fn enclosures(messages: &Messages, annexes: &[Annex]) -> Vec<String> {
    let one = |(at, annex): (usize, &Annex)| {
        let numbered = || say!(messages, "document-enclosure", n = at + 1, title = annex.title);
        let name = if annexes.len() > 1 { numbered() } else { annex.title.clone() };
        if at == 0 { say!(messages, "document-enclosures", first = name) } else { name }
    };
    annexes.iter().enumerate().map(one).collect()
}

/// What stands over an annex: the only one has no number.
pub(super) fn label(messages: &Messages, annexes: &[Annex], lists: Lists) -> String {
    match annexes.iter().position(|annex| annex.lists == lists) {
        Some(at) if annexes.len() > 1 => say!(messages, "document-annex", n = at + 1),
        _ => messages.t(key!("document-annex-one")),
    }
}

/// The annexes; none that has no row.
pub(super) fn annexes(view: &View<'_>, items: &[Item<'_>]) -> Vec<Annex> {
    let mut all = vec![details(view, items), to_close(view, items), to_correct(view)];
    all.retain(|annex| !annex.table.rows.is_empty());
    all
}

/// Sentences one after the other, as the language has them.
fn sentences(messages: &Messages, all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(&messages.t(key!("sentence-gap")))
}

/// Every figure with its target and verdict.
fn details(view: &View<'_>, items: &[Item<'_>]) -> Annex {
    let messages = view.messages;
    let mut rows = Vec::new();
    let mut number = 0_usize;
    for chapter in by_chapter(view, |ix| items.iter().find(|item| item.ix == ix)) {
        rows.push(Row::Group(chapter.title));
        for item in chapter.rows {
            number += 1;
            let cells = [
                number.to_string(),
                item.indicator.name.get(messages.lang()).to_owned(),
                target(view, item.indicator, &item.row),
                named(&item.name("value"), &view.value_in_prose(&item.row)),
                named(&item.name("status"), &verdict(messages, &view.mark(&item.row), item)),
            ];
            rows.push(Row::Cells(cells.map(|cell| written(messages, cell)).into()));
        }
    }
    let heads = [
        (key!("column-number"), 11),
        (key!("column-indicator"), 55),
        (key!("column-target"), 36),
        (key!("column-reached"), 32),
        (key!("column-conclusion"), 22),
    ];
    Annex {
        lists: Lists::Figures,
        title: say!(messages, "annual-annex-1", year = view.checked().year),
        landscape: false,
        table: Table { columns: columns(messages, &heads), rows },
        remark: sentences(messages, waits(view, items).iter().map(|waiting| waiting.in_full(messages))),
        has_errors: false,
    }
}

/// A verdict in a word, with what is uncertain about it.
fn verdict(messages: &Messages, mark: &Mark, item: &Item<'_>) -> String {
    let word = messages.t(conclusion(item.row.status()));
    match (mark.suspect, mark.provisional) {
        (true, _) => say!(messages, "conclusion-suspect", word = word),
        (false, true) => say!(messages, "conclusion-provisional", word = word),
        (false, false) => word,
    }
}

/// What is short, with room for what is done about it.
fn to_close(view: &View<'_>, items: &[Item<'_>]) -> Annex {
    let messages = view.messages;
    let row = |(item, n): (&Item<'_>, usize)| {
        let gap = gap(view, item.ix).map(|gap| gap.in_full(messages)).filter(|gap| !gap.is_empty());
        let gap = gap.unwrap_or_else(|| messages.t(key!("annual-gap-unsaid")));
        let cells = [
            n.to_string(),
            item.indicator.name.get(messages.lang()).to_owned(),
            named(&item.name("still"), &gap),
            responsible_words(messages, &item.indicator.responsible),
            String::new(),
            String::new(),
        ];
        Row::Roomy(cells.map(|cell| written(messages, cell)).into())
    };
    let heads = [
        (key!("column-number"), 11),
        (key!("column-indicator"), 46),
        (key!("column-shortfall"), 46),
        (key!("column-departments"), 40),
        (key!("column-measures"), 56),
        (key!("column-finish-by"), 26),
    ];
    let short = items.iter().filter(|item| item.is_short());
    Annex {
        lists: Lists::Gaps,
        title: messages.t(key!("annual-annex-2")),
        landscape: true,
        table: Table { columns: columns(messages, &heads), rows: short.zip(1..).map(row).collect() },
        remark: messages.t(key!("annual-annex-2-note")),
        has_errors: false,
    }
}

/// So many returns that have not come an annex lists.
const MOST_MISSING: usize = 200;

/// The returns that have not come, and what is wrong in those that have.
fn to_correct(view: &View<'_>) -> Annex {
    let (messages, checked) = (view.messages, view.checked());
    let returns = checked.returns_of(checked.year).filter(|row| row.status == Arrival::Missing);
    let missing: Vec<[String; 3]> = returns
        .map(|row| {
            let form = checked.catalogue.form(row.form);
            let form = form.map(|form| form.title.get(messages.lang()).to_owned()).unwrap_or_default();
            [row.owed_by(&checked.registry), form, messages.t(key!("annual-not-returned"))]
        })
        .collect();
    let more_missing = left_out(view, missing.len().saturating_sub(MOST_MISSING), "quality.csv");
    let (wrong, more_wrong) = some_findings_within(view, DISTRICT, |found| found.severity == Severity::Error);
    let has_errors = !wrong.is_empty();
    let wrong = wrong.into_iter().map(|found| [found.unit, found.place, found.sentence]);
    let rows = missing.into_iter().take(MOST_MISSING).chain(wrong);
    let row = |(row, n): ([String; 3], usize)| {
        let [unit, place, what] = row;
        let cells = [n.to_string(), unit, place, what];
        Row::Cells(cells.map(|cell| written(messages, cell)).into())
    };
    let heads = [
        (key!("column-number"), 11),
        (key!("column-unit"), 40),
        (key!("column-place"), 75),
        (key!("column-what"), 99),
    ];
    Annex {
        lists: Lists::Corrections,
        title: messages.t(key!("annual-annex-3")),
        landscape: true,
        table: Table { columns: columns(messages, &heads), rows: rows.zip(1..).map(row).collect() },
        remark: more_missing + &more_wrong,
        has_errors,
    }
}
