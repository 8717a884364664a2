//! Rows that several pages list: assessments by chapter, findings, returns.

use crate::accounts::Arrivals;
use crate::assess::Status;
use crate::catalogue::Severity;
use crate::finding::Finding;
use crate::messages::{Message, Messages, facts};
use crate::model::UnitIx;
use crate::report::view::{View, grouped, severity_key};

/// Figures of one chapter of a plan.
pub(super) struct Chapter<T> {
    pub(super) title: String,
    pub(super) rows: Vec<T>,
}

/// Puts something of every indicator under the chapters of the plans, in their order.
pub(super) fn by_chapter<T>(
    view: &View<'_>,
    mut of: impl FnMut(crate::model::IndicatorIx) -> Option<T>,
) -> Vec<Chapter<T>> {
    let catalogue = &view.checked().catalogue;
    let lang = view.messages.lang();
    let mut chapters = Vec::new();
    for (at, plan) in catalogue.plans_of(view.checked().year) {
        for (number, title) in plan.chapters.iter().enumerate() {
            let own = catalogue.indicators_ix().filter(|(_, i)| i.plan == at && i.chapter == number);
            let rows: Vec<T> = own.filter_map(|(ix, _)| of(ix)).collect();
            if !rows.is_empty() {
                chapters.push(Chapter {
                    title: say!(
                        view.messages,
                        key!("chapter-title"),
                        plan = plan.short.get(lang),
                        chapter = title.get(lang)
                    ),
                    rows,
                });
            }
        }
    }
    chapters
}

/// How many returns of the report's year came, in a sentence.
pub(super) fn returns_in_words(view: &View<'_>) -> String {
    let Arrivals { due, came, late, .. } = &view.arrivals;
    say!(
        view.messages,
        "annual-returns",
        year = view.checked().year,
        due = due,
        came = came,
        late = late,
        absent = (due - came)
    )
}

/// A finding as a page shows it.
pub(super) struct Shown {
    pub(super) severity: String,
    pub(super) class: &'static str,
    pub(super) unit: String,
    pub(super) place: String,
    pub(super) found: String,
    pub(super) sentence: String,
}

pub(super) fn shown(view: &View<'_>, finding: &Finding) -> Shown {
    let class = match finding.severity {
        Severity::Error => "bad",
        Severity::Warning => "behind",
        Severity::Notice => "prog",
    };
    Shown {
        severity: view.messages.t(severity_key(finding.severity)),
        class,
        unit: finding.unit.map(|ix| view.checked().registry.unit(ix).name.clone()).unwrap_or_default(),
        place: finding.place.spelled(),
        found: finding.found.clone(),
        sentence: finding.sentence(view.messages),
    }
}

/// How many of some statuses there are of each, in words: 已达标 3 项，未达标 2 项.
pub(super) fn counted(view: &View<'_>, statuses: &[Status]) -> String {
    let messages = view.messages;
    let parts = Status::ALL.into_iter().filter_map(|status| {
        let n = statuses.iter().filter(|one| **one == status).count();
        (n > 0).then(|| say!(messages, "take-status", n = n, word = view.plain_mark(status).word))
    });
    parts.collect::<Vec<_>>().join(&messages.t(key!("list-comma")))
}

/// A message that names some of several, and says how many there are.
pub(super) type ListMessage = Message<{ facts(&["names", "n"]) }>;

/// More units than these are not named in a sentence.
pub(super) const NAMED_UNITS: usize = 8;

/// A list of names, cut off after some of them; `more` says how many there are in all.
#[must_use]
pub fn listed(messages: &Messages, more: ListMessage, names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(&messages.t(key!("list-pause")));
    if names.len() > most { say!(messages, more, names = shown, n = names.len()) } else { shown }
}

/// Findings of a unit, or of units inside it, in the report's year: as many as anybody reads on a
/// page, and a sentence on the others.
pub(super) fn findings_within(view: &View<'_>, unit: UnitIx) -> (Vec<Shown>, String) {
    some_findings_within(view, unit, |_| true)
}

/// The same of some of them.
pub(super) fn some_findings_within(
    view: &View<'_>,
    unit: UnitIx,
    is_wanted: impl Fn(&Finding) -> bool,
) -> (Vec<Shown>, String) {
    const MOST: usize = 200;
    let within = view.checked().registry.within(unit);
    let mut all: Vec<&Finding> =
        within.into_iter().flat_map(|unit| view.findings_of(unit)).copied().collect();
    all.retain(|found| is_wanted(found));
    all.sort();
    let more = left_out(view, all.len().saturating_sub(MOST), "findings.csv");
    (all.into_iter().take(MOST).map(|finding| shown(view, finding)).collect(), more)
}

/// How many more there are than a page lists, and in which table.
pub(super) fn left_out(view: &View<'_>, more: usize, file: &str) -> String {
    if more > 0 {
        say!(view.messages, "rest-in-table", n = more, file = format!("data/{file}"))
    } else {
        String::new()
    }
}

/// A return of a unit, as a page shows it.
pub(super) struct ReturnRow {
    pub(super) unit: String,
    pub(super) form: String,
    pub(super) class: &'static str,
    pub(super) status: String,
    pub(super) file: String,
    pub(super) received: String,
    pub(super) values: String,
}

pub(super) fn sent(view: &View<'_>, row: &crate::submission::Submission) -> ReturnRow {
    use crate::submission::Arrival;
    let checked = view.checked();
    let (class, key) = match row.status {
        Arrival::Received => ("met", key!("arrival-received")),
        Arrival::Late => ("behind", key!("arrival-late")),
        Arrival::Partial => ("und", key!("arrival-partial")),
        Arrival::Missing => ("miss", key!("arrival-missing")),
        Arrival::Superseded => ("na", key!("arrival-superseded")),
    };
    let form = checked.catalogue.form(row.form).map(|form| form.title.get(view.messages.lang()).to_owned());
    ReturnRow {
        unit: row.reporter.clone().unwrap_or_else(|| checked.registry.unit(row.unit).name.clone()),
        form: form.unwrap_or_default(),
        class,
        status: view.messages.t(key),
        file: row.file.as_ref().map(ToString::to_string).unwrap_or_default(),
        received: row.received.map(|day| day.to_string()).unwrap_or_default(),
        values: format!("{}/{}", grouped_usize(row.values), grouped_usize(row.expected)),
    }
}

pub(super) fn grouped_usize(number: usize) -> String {
    grouped(i64::try_from(number).unwrap_or(i64::MAX))
}
