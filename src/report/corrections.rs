//! The sheets that go back: one for each unit whose return has something to correct, as
//! a page and as a workbook, and the list of who is to be reminded.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use askama::Template;

use crate::catalogue::{ElementIx, FormKind, Level, Severity};
use crate::finding::{self, Finding};
use crate::messages::Messages;
use crate::platform::file_name;
use crate::registry::{DISTRICT, UnitIx};
use crate::report::publish::Page;
use crate::report::sheet::{Column, Table, add, workbook};
use crate::results::Checked;
use crate::submission::Arrival;

/// Who gets a sheet: a facility or township, or a department of the district.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Recipient {
    unit: UnitIx,
    reporter: Option<String>,
}

/// A line of a correction sheet.
struct Line {
    number: usize,
    unit: String,
    table_number: String,
    file: String,
    place: String,
    label: String,
    found: String,
    kind: String,
    class: &'static str,
    relation: String,
    sentence: String,
}

#[derive(Template)]
#[template(path = "correction.html")]
struct Sheet<'a> {
    messages: &'a Messages,
    policy: String,
    title: String,
    organisation: String,
    notice: Option<String>,
    intro: String,
    lines: Vec<Line>,
}

impl Sheet<'_> {
    fn t(&self, key: &str) -> String {
        self.messages.t(key)
    }
}

/// Everything that goes back in the report's year.
///
/// # Errors
/// A page or workbook that cannot be put together.
pub fn pages(checked: &Checked, messages: &Messages) -> Result<Vec<Page>> {
    let mut by_recipient: BTreeMap<Recipient, Vec<&Finding>> = BTreeMap::new();
    let mut senders = BTreeMap::new();
    for row in checked.submissions.iter().rev() {
        if let Some(file) = &row.file {
            senders.insert((row.unit, row.year, &**file), row.reporter.clone());
        }
    }
    for found in checked.findings.iter().filter(|found| asks_for_a_correction(checked, found)) {
        let sent = found.unit.and_then(|unit| senders.get(&(unit, found.year, &*found.place.file)));
        if let Some(recipient) = recipient(checked, found, sent.cloned().flatten()) {
            by_recipient.entry(recipient).or_default().push(found);
        }
    }
    let mut pages = Vec::new();
    for (recipient, found) in &by_recipient {
        let unit = checked.registry.unit(recipient.unit);
        let name = recipient.reporter.as_ref().unwrap_or(&unit.name);
        let lines: Vec<Line> =
            (1..).zip(found).map(|(number, found)| line(checked, messages, number, found)).collect();
        let stem = format!("{}-{}", file_name(&unit.code), file_name(name));
        pages.push(as_workbook(checked, messages, &lines, &format!("{stem}.xlsx"))?);
        let sheet = sheet(checked, messages, name, lines);
        let text = sheet.render().with_context(|| stem.clone())?;
        pages.push(Page::new(format!("{stem}.html"), text));
    }
    let names: Vec<String> = by_recipient
        .keys()
        .map(|to| to.reporter.clone().unwrap_or_else(|| checked.registry.unit(to.unit).name.clone()))
        .collect();
    pages.push(reminders(checked, messages, &names));
    Ok(pages)
}

/// Errors and warnings of the report's year; a notice asks for nothing.
fn asks_for_a_correction(checked: &Checked, found: &Finding) -> bool {
    found.year == checked.year && found.severity != Severity::Notice
}

/// Who sent the figure: a village clinic's are returned by its facility, the district's
/// by the department whose element it is.
fn recipient(checked: &Checked, found: &Finding, sent: Option<String>) -> Option<Recipient> {
    let unit = found.unit?;
    let reporter = found.element.and_then(|element| checked.catalogue.element(element).reporter.clone());
    let reporter = reporter.or(sent);
    let sender = match checked.registry.unit(unit).level {
        Level::Village => checked.registry.unit(unit).parent?,
        Level::District | Level::Township | Level::Facility => unit,
    };
    if sender == DISTRICT && reporter.is_none() {
        return None;
    }
    Some(Recipient { unit: sender, reporter: reporter.filter(|_| sender == DISTRICT) })
}

fn line(checked: &Checked, messages: &Messages, number: usize, found: &Finding) -> Line {
    let catalogue = &checked.catalogue;
    let unit = found.unit.map(|ix| checked.registry.unit(ix));
    let element = found.element.map(|ix| catalogue.element(ix));
    let form = element.map(|element| element.form).or_else(|| {
        unit.map(|unit| match unit.level {
            Level::District => FormKind::District,
            Level::Township => FormKind::Township,
            Level::Facility => FormKind::Facility,
            Level::Village => FormKind::Village,
        })
    });
    let form = form.and_then(|kind| catalogue.form(kind));
    let (kind, class) = match found.severity {
        Severity::Error => ("correction-mandatory", "bad"),
        Severity::Warning | Severity::Notice => ("correction-verify", "behind"),
    };
    let place = [found.place.sheet.as_ref(), &found.place.a1()];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    Line {
        number,
        unit: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
        table_number: form.map(|form| form.table_number.clone()).unwrap_or_default(),
        file: found.place.file.to_string(),
        place: place.join(" › "),
        label: element
            .map(|element| format!("{} {}", element.code, element.label.get(messages.lang())))
            .unwrap_or_default(),
        found: found.found.clone(),
        kind: messages.t(kind),
        class,
        relation: found.element.map(|element| relation(checked, found, element)).unwrap_or_default(),
        sentence: found.sentence(messages),
    }
}

/// The relation that does not hold, as forms write it: `JG21≤JG20`.
fn relation(checked: &Checked, found: &Finding, element: ElementIx) -> String {
    let catalogue = &checked.catalogue;
    let own = catalogue.element(element);
    let other = if found.rule == finding::PART_ABOVE_WHOLE.id {
        own.part_of
    } else if found.rule == finding::IMPLIED_DENIED.id {
        own.implied_by
    } else {
        None
    };
    let sign = if found.rule == finding::PART_ABOVE_WHOLE.id { "≤" } else { "⊇" };
    other.map(|other| format!("{}{sign}{}", own.code, catalogue.element(other).code)).unwrap_or_default()
}

fn sheet<'a>(checked: &Checked, messages: &'a Messages, name: &str, lines: Vec<Line>) -> Sheet<'a> {
    let year = checked.year.to_string();
    let n = lines.len().to_string();
    let district = &checked.registry.unit(DISTRICT).name;
    Sheet {
        messages,
        policy: crate::report::policy::text(&[]),
        title: messages.say("correction-title", &[("name", name), ("year", &year)]),
        organisation: messages.say("page-organisation", &[("district", district)]),
        notice: checked.notice.as_ref().map(|notice| notice.get(messages.lang()).to_owned()),
        intro: messages.say("correction-intro", &[("name", name), ("year", &year), ("n", &n)]),
        lines,
    }
}

const COLUMNS: [(&str, f64); 13] = [
    ("correction-number", 6.0),
    ("correction-unit", 22.0),
    ("correction-table", 12.0),
    ("correction-file", 30.0),
    ("correction-cell", 16.0),
    ("correction-label", 28.0),
    ("correction-found", 12.0),
    ("correction-kind", 9.0),
    ("correction-relation", 12.0),
    ("correction-asked", 50.0),
    ("correction-by", 12.0),
    ("correction-reply", 26.0),
    ("correction-sign", 14.0),
];

fn as_workbook(checked: &Checked, messages: &Messages, lines: &[Line], path: &str) -> Result<Page> {
    let mut book = workbook(&messages.t("correction-sheet"), checked.year)?;
    let rows = lines.iter().map(|line| {
        [
            crate::report::sheet::Cell::Count(i64::try_from(line.number).unwrap_or(i64::MAX)),
            line.unit.as_str().into(),
            line.table_number.as_str().into(),
            line.file.as_str().into(),
            line.place.as_str().into(),
            line.label.as_str().into(),
            line.found.as_str().into(),
            line.kind.as_str().into(),
            line.relation.as_str().into(),
            line.sentence.as_str().into(),
            "".into(),
            "".into(),
            "".into(),
        ]
    });
    let table = Table {
        name: messages.t("correction-sheet"),
        columns: COLUMNS.iter().map(|(key, width)| Column::new(messages.t(key), *width)).collect(),
    };
    add(&mut book, &table, rows, None).with_context(|| path.to_owned())?;
    Ok(Page { path: path.into(), bytes: book.save_to_buffer()? })
}

/// Who is missing, who is late, who must correct: a text to be pasted into a message.
fn reminders(checked: &Checked, messages: &Messages, to_correct: &[String]) -> Page {
    let due = checked.registry.due(checked.year);
    let name = |row: &crate::submission::Submission| {
        row.reporter.clone().unwrap_or_else(|| checked.registry.unit(row.unit).name.clone())
    };
    let mut missing: Vec<String> = Vec::new();
    let mut late: Vec<String> = Vec::new();
    for row in checked.submissions.iter().filter(|row| row.year == checked.year && row.expected > 0) {
        let name = name(row);
        let is_late = due.zip(row.received).is_some_and(|(due, day)| day > due);
        match row.status {
            Arrival::Missing => {
                let form = checked.catalogue.form(row.form).map(|form| form.title.get(messages.lang()));
                let facts = [("name", name.as_str()), ("form", form.unwrap_or_default())];
                missing.push(messages.say("reminder-entry", &facts));
            }
            Arrival::Received | Arrival::Late | Arrival::Partial if is_late && !late.contains(&name) => {
                late.push(name);
            }
            Arrival::Received | Arrival::Late | Arrival::Partial | Arrival::Superseded => {}
        }
    }
    let mut text = messages.say("reminder-title", &[("year", &checked.year.to_string())]) + "\r\n";
    for (key, names) in
        [("reminder-missing", &missing), ("reminder-late", &late), ("reminder-correct", &to_correct.to_vec())]
    {
        if !names.is_empty() {
            let n = names.len().to_string();
            text += "\r\n";
            text += &messages.say(key, &[("n", &n)]);
            text += "\r\n";
            text += &names.join("\r\n");
            text += "\r\n";
        }
    }
    if missing.is_empty() && late.is_empty() && to_correct.is_empty() {
        text += "\r\n";
        text += &messages.t("reminder-none");
        text += "\r\n";
    }
    let mark = "\u{feff}".to_owned();
    Page::new(messages.t("reminder-file"), mark + &text)
}
