//! The page that a township gets by mail.

use askama::Template;

use super::board::{Standing, group_mark, standing};
use super::frame::Frame;
use super::href;
use super::rows::{Chapter, ReturnRow, Row, Shown, by_chapter, counted, findings_within, listed, sent};
use crate::assess::{Assessment, Status};
use crate::model::{FacilityKind, IndicatorIx, Level, UnitIx};
use crate::report::view::{Group, Mark, View, grouped};
use crate::value::{Key, Value};

#[derive(Template)]
#[template(path = "township.html")]
pub(super) struct TownshipPage<'a> {
    f: Frame<'a>,
    facts: Vec<(String, String)>,
    takeaways: Vec<String>,
    todo: Vec<Todo>,
    chapters: Vec<Chapter<Judged<'a>>>,
    facilities: Vec<FacilityRow>,
    clinics: Clinics,
    sent: Vec<ReturnRow>,
    findings: (Vec<Shown>, String),
    commitments: Vec<(String, String, String)>,
}

/// A line of the dashboard: the township's own figure, or its units taken together.
enum Judged<'a> {
    Own(Box<Row<'a>>),
    Together(Box<Together>),
}

struct Together {
    name: String,
    short: String,
    indicator: String,
    clause: String,
    mark: Mark,
    satisfied: usize,
    applies: usize,
    target: String,
    due: String,
    shortfall: String,
}

/// Something the township has to add.
struct Todo {
    size: String,
    counted: String,
    noun: String,
    name: String,
    short: String,
    indicator: String,
    mark: Mark,
    target: String,
    by: String,
    due_now: bool,
    missing: i64,
}

struct FacilityRow {
    name: String,
    href: String,
    kind: String,
    met: usize,
    short: usize,
    open: usize,
    regional_centre: bool,
}

struct Clinics {
    total: usize,
    rows: Vec<(String, usize, usize)>,
}

pub(super) fn page<'a>(view: &View<'a>, unit: UnitIx) -> TownshipPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let row = checked.registry.unit(unit);
    let year = checked.year.to_string();
    let title = messages.say("township-title", &[("name", &row.name), ("year", &year)]);
    let todo = todos(view, unit);
    let mut submissions: Vec<_> =
        checked.registry.within(unit).into_iter().flat_map(|unit| view.sent_by(unit)).collect();
    // As the registry's forms are ordered, whoever sends them.
    submissions.sort_by_key(|sent| (sent.form, sent.unit));
    let sent: Vec<ReturnRow> = submissions.into_iter().map(|row| sent(view, row)).collect();
    let lang = messages.lang();
    let commitments = checked.catalogue.plans_of(checked.year).flat_map(|(_, plan)| {
        let own = plan.commitments.iter().filter(|c| c.responsible.includes(&plan.township_department));
        own.map(|c| (c.clause.clone(), c.text.get(lang).to_owned(), c.why.get(lang).to_owned()))
    });
    TownshipPage {
        facts: facts(view, unit),
        takeaways: takeaways(view, unit, &todo, &sent),
        chapters: by_chapter(view, |ix| line(view, ix, unit)),
        facilities: facilities(view, unit),
        clinics: clinics(view, unit),
        findings: findings_within(view, unit),
        commitments: commitments.collect(),
        todo,
        sent,
        f: Frame::new(view, "township", "../", title),
    }
}

fn facts(view: &View<'_>, unit: UnitIx) -> Vec<(String, String)> {
    let checked = view.checked();
    let messages = view.messages;
    let within = |level: Level| {
        let units = checked.registry.within(unit).into_iter();
        let open = units.filter(|ix| {
            checked.registry.unit(*ix).level == level && checked.registry.counts(*ix, checked.year)
        });
        open.count().to_string()
    };
    let figure = |id: &str| {
        let element = checked.catalogue.element_by_id(id)?;
        let key = Key { year: checked.year, unit, element, entry: 0 };
        match checked.values.get(key)?.value {
            Value::Count(count) => Some(grouped(count)),
            Value::YesNo(_) | Value::Choice(_) | Value::NotApplicable | Value::Masked => None,
        }
    };
    let known = |id| figure(id).unwrap_or_else(|| messages.t("status-no-data"));
    vec![
        (messages.t("fact-code"), checked.registry.unit(unit).code.clone()),
        (messages.t("fact-population"), known("twp.resident_population")),
        (messages.t("fact-villages"), known("twp.villages")),
        (messages.t("fact-facilities"), within(Level::Facility)),
        (messages.t("fact-clinics"), within(Level::Village)),
    ]
}

fn line<'a>(view: &View<'a>, ix: IndicatorIx, unit: UnitIx) -> Option<Judged<'a>> {
    match standing(view, ix, unit) {
        Standing::Own(row) => {
            let mut line = Row::new(view, &row);
            line.rank = view.rank(&row);
            Some(Judged::Own(Box::new(line)))
        }
        Standing::Group(group) => Some(Judged::Together(Box::new(together(view, ix, &group)?))),
        Standing::None => None,
    }
}

fn together(view: &View<'_>, ix: IndicatorIx, group: &Group) -> Option<Together> {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    let district = view.district(ix, checked.year)?;
    let lang = view.messages.lang();
    let missing = if group.shortfall > 0 {
        Some(("shortfall", group.shortfall))
    } else {
        (group.over > 0).then_some(("shortfall-over", group.over))
    };
    let shortfall = if let Some((key, size)) = missing {
        let facts = [
            ("size", grouped(size)),
            ("counted", indicator.counted.get(lang).to_owned()),
            ("noun", view.messages.noun(&indicator.counted_noun)),
        ];
        view.messages.tell(key, &facts)
    } else {
        String::new()
    };
    Some(Together {
        name: indicator.name.get(lang).to_owned(),
        short: indicator.short.get(lang).to_owned(),
        indicator: indicator.id.clone(),
        clause: indicator.clause.clone(),
        mark: group_mark(view, group),
        satisfied: group.satisfied,
        applies: group.applies,
        target: view.target(&district),
        due: view.due(&district),
        shortfall,
    })
}

/// What the township itself is judged by, with what it still has to add.
fn todos(view: &View<'_>, unit: UnitIx) -> Vec<Todo> {
    let checked = view.checked();
    let mut all: Vec<Todo> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, indicator)| {
            let (missing, mark, in_force) = match standing(view, ix, unit) {
                Standing::Own(row) if row.status() != Status::Monitored => {
                    let in_force = row.target.is_some_and(|target| target.in_force);
                    (row.shortfall?, view.mark(&row), in_force)
                }
                Standing::Group(group) => {
                    let ruling = indicator.ruling(checked.year)?;
                    (group.shortfall, group_mark(view, &group), ruling.target.in_force)
                }
                Standing::Own(_) | Standing::None => return None,
            };
            let ruling = indicator.ruling(checked.year)?;
            let due = ruling.target.due.to_string();
            (missing > 0).then(|| Todo {
                size: grouped(missing),
                counted: indicator.counted.get(view.messages.lang()).to_owned(),
                noun: view.messages.noun(&indicator.counted_noun),
                name: indicator.name.get(view.messages.lang()).to_owned(),
                short: indicator.short.get(view.messages.lang()).to_owned(),
                indicator: indicator.id.clone(),
                mark,
                target: view.target_of(indicator, &ruling),
                by: if in_force {
                    view.messages.t("todo-now")
                } else {
                    view.messages.say("todo-by", &[("year", &due)])
                },
                due_now: in_force,
                missing,
            })
        })
        .collect();
    all.sort_by_key(|todo| (!todo.due_now, std::cmp::Reverse(todo.missing), todo.indicator.clone()));
    all
}

fn takeaways(view: &View<'_>, unit: UnitIx, todo: &[Todo], sent: &[ReturnRow]) -> Vec<String> {
    let checked = view.checked();
    let messages = view.messages;
    let judged: Vec<Status> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, _)| match standing(view, ix, unit) {
            Standing::Own(row) => view.is_judged(&row).then(|| row.status()),
            Standing::Group(group) => Some(group.worst),
            Standing::None => None,
        })
        .filter(|status| !matches!(status, Status::Monitored | Status::NotApplicable))
        .collect();
    let parts = counted(view, &judged);
    let n = judged.len().to_string();
    let name = &checked.registry.unit(unit).name;
    let mut all =
        vec![messages.say("township-take-statuses", &[("name", name), ("n", &n), ("parts", &parts)])];
    let named: Vec<String> = todo
        .iter()
        .map(|todo| {
            let facts = [("name", todo.short.as_str()), ("size", &todo.size), ("counted", &todo.counted)];
            messages.say("take-todo", &facts)
        })
        .collect();
    if !named.is_empty() {
        all.push(
            messages.say("township-take-todo", &[("names", &listed(messages, "list-and-more", &named, 4))]),
        );
    }
    let absent: Vec<String> = sent
        .iter()
        .filter(|sent| sent.class == "miss")
        .map(|sent| format!("{} {}", sent.unit, sent.form))
        .collect();
    all.push(if absent.is_empty() {
        messages.t("township-take-complete")
    } else {
        messages.say(
            "township-take-missing",
            &[("names", &listed(messages, "list-and-more-returns", &absent, 4))],
        )
    });
    all
}

fn facilities(view: &View<'_>, unit: UnitIx) -> Vec<FacilityRow> {
    let checked = view.checked();
    let open = checked.registry.children(unit, checked.year);
    open.map(|(ix, row)| {
        let rows: Vec<Assessment> = checked
            .catalogue
            .indicators_of(checked.year)
            .filter_map(|(i, _)| view.row(i, ix, checked.year))
            .collect();
        let count = |statuses: &[Status]| rows.iter().filter(|row| statuses.contains(&row.status())).count();
        FacilityRow {
            name: row.name.clone(),
            href: format!("../{}", href(view, ix)),
            kind: view.messages.t(kind_key(row.kind)),
            met: count(&[Status::Met, Status::OnTrack]),
            short: count(&[Status::NotMet, Status::Behind]),
            open: count(&[Status::Undetermined, Status::NoData, Status::InProgress]),
            regional_centre: row.regional_centre,
        }
    })
    .collect()
}

/// The key of a facility's kind.
pub(super) fn kind_key(kind: Option<crate::model::FacilityKind>) -> &'static str {
    match kind {
        Some(FacilityKind::TownshipHospital) => "kind-township-hospital",
        Some(FacilityKind::CommunityCenter) => "kind-community-center",
        Some(FacilityKind::Hospital) => "kind-hospital",
        None => "kind-unknown",
    }
}

/// For each yes/no element of the roster: how many clinics say yes, of how many that say
/// anything.
fn clinics(view: &View<'_>, unit: UnitIx) -> Clinics {
    let checked = view.checked();
    let is_clinic = |ix: &UnitIx| checked.registry.unit(*ix).level == Level::Village;
    let within = checked.registry.within(unit).into_iter();
    let own: Vec<UnitIx> =
        within.filter(|ix| is_clinic(ix) && checked.registry.counts(*ix, checked.year)).collect();
    let elements = checked.catalogue.elements_ix().filter(|(_, element)| {
        element.form == crate::catalogue::FormKind::Village
            && element.kind == crate::catalogue::ElementKind::YesNo
    });
    let rows = elements.map(|(element, about)| {
        let says = |word: bool| {
            let answers = own.iter().filter_map(|unit| {
                checked.values.get(Key { year: checked.year, unit: *unit, element, entry: 0 })
            });
            answers.filter(|answer| answer.value == Value::YesNo(word)).count()
        };
        let (yes, no) = (says(true), says(false));
        (about.label.get(view.messages.lang()).to_owned(), yes, yes + no)
    });
    Clinics { rows: rows.collect(), total: own.len() }
}
