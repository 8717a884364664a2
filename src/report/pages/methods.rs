//! How every figure is made.

use askama::Template;

use super::frame::Frame;
use super::rows::{Chapter, by_chapter};
use crate::assess::Status;
use crate::catalogue::{CheckRule, Clause, Plan, cited};
use crate::messages::Message;
use crate::report::view::{Mark, View, commitment_due_words, responsible_words};

#[derive(Template)]
#[template(path = "methods.html")]
pub(super) struct MethodsPage<'a> {
    f: Frame<'a>,
    plans: Vec<(String, String, String)>,
    statuses: Vec<(Mark, String)>,
    rules: Vec<(String, String)>,
    targets: Vec<Chapter<TargetRow>>,
    checks: Vec<(String, String)>,
    commitments: Vec<(String, Vec<Promise>)>,
    clauses: Vec<(String, Vec<Stands>)>,
    duties: Vec<String>,
}

struct TargetRow {
    id: String,
    clause: String,
    name: String,
    schedule: String,
    judged: String,
    reading: String,
    other_readings: Vec<String>,
}

struct Promise {
    clause: String,
    text: String,
    due: String,
    departments: String,
    why: String,
}

/// A clause of a plan, with what stands for it.
struct Stands {
    clause: String,
    title: String,
    /// The indicators: their ids and names.
    indicators: Vec<(String, String)>,
    commitments: String,
    neither: String,
}

const RULES: [(Message, Message); 9] = [
    (key!("rule-1-title"), key!("rule-1")),
    (key!("rule-2-title"), key!("rule-2")),
    (key!("rule-3-title"), key!("rule-3")),
    (key!("rule-4-title"), key!("rule-4")),
    (key!("rule-5-title"), key!("rule-5")),
    (key!("rule-6-title"), key!("rule-6")),
    (key!("rule-7-title"), key!("rule-7")),
    (key!("rule-8-title"), key!("rule-8")),
    (key!("rule-9-title"), key!("rule-9")),
];

pub(super) fn page<'a>(view: &View<'a>) -> MethodsPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let lang = messages.lang();
    let targets = by_chapter(view, |ix| {
        let indicator = checked.catalogue.indicator(ix);
        Some(TargetRow {
            id: indicator.id.clone(),
            clause: indicator.clause.clone(),
            name: indicator.name.get(lang).to_owned(),
            schedule: view.schedule(indicator),
            judged: messages.t(crate::report::view::level_name_key(indicator.judged)),
            reading: indicator.reading.get(lang).to_owned(),
            other_readings: indicator
                .other_readings
                .iter()
                .map(|reading| reading.text.get(lang).to_owned())
                .collect(),
        })
    });
    let commitments = checked.catalogue.plans_of(checked.year).map(|(_, plan)| {
        let promises = plan.commitments.iter().map(|commitment| Promise {
            clause: commitment.clause.clone(),
            text: commitment.text.get(lang).to_owned(),
            due: commitment_due_words(messages, commitment.due),
            departments: responsible_words(messages, &commitment.responsible),
            why: commitment.why.get(lang).to_owned(),
        });
        (plan.short.get(lang).to_owned(), promises.collect())
    });
    let plans = checked.catalogue.plans_of(checked.year).map(|(_, plan)| {
        (plan.title.get(lang).to_owned(), plan.document.clone(), plan.issuer.get(lang).to_owned())
    });
    let duties = checked.catalogue.plans_of(checked.year).filter_map(|(_, plan)| plan.duties.as_ref());
    MethodsPage {
        plans: plans.collect(),
        statuses: Status::ALL
            .into_iter()
            .map(|status| (view.plain_mark(status), messages.t(meaning_key(status))))
            .collect(),
        rules: RULES.iter().map(|(title, text)| (messages.t(*title), messages.t(*text))).collect(),
        targets,
        checks: checks(view),
        commitments: commitments.collect(),
        clauses: clauses(view),
        duties: duties.map(|rule| rule.get(lang).to_owned()).collect(),
        f: Frame::new(view, "methods", "", messages.t(key!("methods-title"))),
    }
}

/// The clauses of the plans that list them.
fn clauses(view: &View<'_>) -> Vec<(String, Vec<Stands>)> {
    let checked = view.checked();
    let lang = view.messages.lang();
    let of_plan = |(position, plan): (usize, &Plan)| {
        let stands = |clause: &Clause| {
            let cites = |citation: &str| cited(citation).any(|id| id == clause.id);
            let own = checked.catalogue.indicators.iter().filter(|one| one.plan == position);
            let commitments = plan.commitments.iter().filter(|one| cites(&one.clause)).count();
            Stands {
                clause: clause.id.clone(),
                title: clause.title.get(lang).to_owned(),
                indicators: own
                    .filter(|one| cites(&one.clause))
                    .map(|one| (one.id.clone(), one.name.get(lang).to_owned()))
                    .collect(),
                commitments: if commitments == 0 {
                    String::new()
                } else {
                    say!(view.messages, "clause-commitments", n = commitments)
                },
                neither: clause.neither.as_ref().map(|why| why.get(lang).to_owned()).unwrap_or_default(),
            }
        };
        (plan.short.get(lang).to_owned(), plan.clauses.iter().map(stands).collect())
    };
    let listed = checked.catalogue.plans_of(checked.year).filter(|(_, plan)| !plan.clauses.is_empty());
    listed.map(of_plan).collect()
}

fn meaning_key(status: Status) -> Message {
    match status {
        Status::Met => key!("meaning-met"),
        Status::NotMet => key!("meaning-not-met"),
        Status::OnTrack => key!("meaning-on-track"),
        Status::Behind => key!("meaning-behind"),
        Status::InProgress => key!("meaning-in-progress"),
        Status::Undetermined => key!("meaning-undetermined"),
        Status::NoData => key!("meaning-no-data"),
        Status::NotApplicable => key!("meaning-not-applicable"),
        Status::Monitored => key!("meaning-monitored"),
    }
}

/// The checks of `checks.toml` with their settings.
fn checks(view: &View<'_>) -> Vec<(String, String)> {
    let catalogue = &view.checked().catalogue;
    let messages = view.messages;
    let lang = messages.lang();
    let label = |ix| catalogue.element(ix).label.get(lang).to_owned();
    let described = |rule: &CheckRule| match rule {
        CheckRule::YearOnYear { factor, minimum } => {
            say!(messages, "check-year-on-year", factor = factor, minimum = minimum)
        }
        CheckRule::ScaleSlip { factor } => {
            say!(messages, "check-scale-slip", factor = factor)
        }
        CheckRule::IdenticalReturns { minimum_values } => {
            say!(messages, "check-identical-returns", n = minimum_values)
        }
        CheckRule::StockFalls(elements) => {
            let names: Vec<String> = elements.iter().map(|ix| label(*ix)).collect();
            say!(messages, "check-stock-falls", names = names.join(&messages.t(key!("list-pause"))))
        }
        CheckRule::PartsOfTownship { whole, part, tolerance_percent, .. } => say!(
            messages,
            "check-parts-of-township",
            whole = label(*whole),
            part = label(*part),
            percent = tolerance_percent
        ),
    };
    let severity =
        |check: &crate::catalogue::Check| messages.t(crate::report::view::severity_key(check.severity));
    catalogue.checks.iter().map(|check| (severity(check), described(&check.rule))).collect()
}
