//! The clerk's list after a check: who has sent nothing, whose file cannot be used, who has to
//! correct, who was late. As a page with links to the sheets, and as a text to be pasted.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use askama::Template;
use chrono::NaiveDate;

use crate::accounts::{Unused, unused};
use crate::checked::Checked;
use crate::messages::{CountMessage, Message, Messages};
use crate::model::DISTRICT;
use crate::platform::file_name;
use crate::report::publish::OutputFile;
use crate::report::{html, link};
use crate::submission::{Arrival, Submission};

/// Someone on the list.
struct Entry {
    name: String,
    text: String,
    link: Option<String>,
}

/// The numbers of the parts that there are.
const NUMBERS: [Message; 4] =
    [key!("reminder-part-1"), key!("reminder-part-2"), key!("reminder-part-3"), key!("reminder-part-4")];

/// A part of the list.
struct Section {
    title: String,
    head: String,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "follow-up.html")]
struct List<'a> {
    letter: Letter<'a>,
    parts: Vec<Section>,
}

/// What stands at the head of a page that goes out to a unit or about it.
pub(super) struct Letter<'a> {
    pub(super) messages: &'a Messages,
    pub(super) policy: String,
    pub(super) title: String,
    pub(super) organisation: String,
    pub(super) notice: Option<String>,
    pub(super) intro: String,
}

impl<'a> Letter<'a> {
    pub(super) fn new(checked: &Checked, messages: &'a Messages, title: String, intro: String) -> Self {
        let district = &checked.registry.unit(DISTRICT).name;
        Self {
            messages,
            policy: crate::report::policy::text(&[]),
            title,
            organisation: say!(messages, "page-organisation", district = district),
            notice: checked.notice.as_ref().map(|notice| notice.get(messages.lang()).to_owned()),
            intro,
        }
    }

    pub(super) fn t(&self, key: Message) -> String {
        self.messages.t(key)
    }
}

/// A correction sheet that goes out: to whom, what it asks, and its page.
pub(super) struct SentSheet {
    /// The unit's name, or the department's.
    pub(super) name: String,
    /// How many of its lines are about files of which something is used.
    pub(super) lines: usize,
    /// The name of its page, and of the workbook that is sent out.
    pub(super) page: String,
    pub(super) book: String,
}

/// The list as a page and as a text.
///
/// # Errors
/// A page that cannot be put together.
pub(super) fn pages(
    checked: &Checked,
    messages: &Messages,
    reply_by: Option<NaiveDate>,
    sent: &[SentSheet],
) -> Result<Vec<OutputFile>> {
    let (owed, unused) = (owed(checked, messages), unused(checked, messages));
    let mut parts = vec![
        missing(messages, &owed, &unused),
        unusable(messages, &owed, unused, sent),
        to_correct(messages, sent),
    ];
    let is_asked = parts.iter().any(|part| !part.entries.is_empty());
    parts.push(late(checked, messages));
    parts.retain(|part| !part.entries.is_empty());
    for (number, part) in NUMBERS.into_iter().zip(&mut parts) {
        part.title.insert_str(0, &messages.t(number));
    }
    let by = reply_by.map(|day| day.to_string()).unwrap_or_default();
    let title = say!(messages, "reminder-title", year = checked.year);
    let intro = match (is_asked, parts.is_empty()) {
        (true, _) => say!(messages, "reminder-intro", by = by),
        (false, false) => messages.t(key!("reminder-late-only")),
        (false, true) => messages.t(key!("reminder-none")),
    };
    let mut text = format!("\u{feff}{title}\r\n{intro}\r\n");
    for part in &parts {
        text += &format!("\r\n{}\r\n", part.title);
        for entry in &part.entries {
            text +=
                &(say!(messages, "reminder-entry", name = entry.name.as_str(), text = entry.text.as_str())
                    + "\r\n");
        }
    }
    let list = List { letter: Letter::new(checked, messages, title, intro), parts };
    Ok(vec![
        OutputFile::new("index.html", html::render(&list)?),
        OutputFile::new(messages.t(key!("reminder-file")), text),
    ])
}

fn part(messages: &Messages, (title, head): (CountMessage, Message), entries: Vec<Entry>) -> Section {
    Section { title: say!(messages, title, n = entries.len()), head: messages.t(head), entries }
}

/// The returns that are due in the report's year, with who owes them.
fn due<'a>(checked: &'a Checked) -> impl Iterator<Item = (String, &'a Submission)> + 'a {
    let of_year = checked.returns_of(checked.year);
    of_year.map(|row| (row.owed_by(&checked.registry), row))
}

/// The forms that each has not sent, in the order of the registry.
fn owed(checked: &Checked, messages: &Messages) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for (name, row) in due(checked).filter(|(_, row)| row.status == Arrival::Missing) {
        let form = checked.catalogue.form(row.form).map(|form| form.title.get(messages.lang()).to_owned());
        match all.iter_mut().find(|(own, _)| *own == name) {
            Some((_, forms)) => forms.extend(form),
            None => all.push((name, form.into_iter().collect())),
        }
    }
    all
}

fn missing(messages: &Messages, owed: &[(String, Vec<String>)], unused: &[Unused]) -> Section {
    let unusable: BTreeSet<&String> =
        unused.iter().filter_map(|file| Some(&file.whose.as_ref()?.1)).collect();
    let entries = owed.iter().filter(|(name, _)| !unusable.contains(name));
    let pause = messages.t(key!("list-pause"));
    let entries =
        entries.map(|(name, forms)| Entry { name: name.clone(), text: forms.join(&pause), link: None });
    part(messages, (key!("reminder-missing"), key!("follow-missing")), entries.collect())
}

/// Files of which nothing is used, each with why and what to do.
fn unusable(
    messages: &Messages,
    owed: &[(String, Vec<String>)],
    unused: Vec<Unused>,
    sent: &[SentSheet],
) -> Section {
    let owed: BTreeMap<&String, &Vec<String>> = owed.iter().map(|(name, forms)| (name, forms)).collect();
    let entry = |file: Unused| {
        let nobody = || messages.t(key!("follow-nobody"));
        let name = file.whose.as_ref().map_or_else(nobody, |(_, name)| name.clone());
        let still = file.whose.and_then(|(_, name)| owed.get(&name)).map_or(&[][..], |forms| forms);
        let sheet = sent.iter().find(|own| own.name == name).map(|own| link(&own.page));
        Entry {
            name,
            text: say!(
                messages,
                "follow-file",
                file = file.file,
                why = file.why,
                forms = still.join(&messages.t(key!("list-pause")))
            ),
            link: sheet,
        }
    };
    part(
        messages,
        (key!("reminder-unusable"), key!("follow-unusable")),
        unused.into_iter().map(entry).collect(),
    )
}

fn to_correct(messages: &Messages, sent: &[SentSheet]) -> Section {
    let entry = |own: &SentSheet| Entry {
        name: own.name.clone(),
        text: say!(messages, "follow-lines", n = own.lines, file = own.book),
        link: Some(link(&own.page)),
    };
    part(
        messages,
        (key!("reminder-correct"), key!("follow-correct")),
        sent.iter().filter(|own| own.lines > 0).map(entry).collect(),
    )
}

fn late(checked: &Checked, messages: &Messages) -> Section {
    let due_day = checked.registry.due(checked.year);
    let mut entries: Vec<Entry> = Vec::new();
    for (name, row) in due(checked).filter(|(_, row)| row.is_late()) {
        if entries.iter().all(|entry| entry.name != name) {
            entries.push(Entry {
                name,
                text: say!(
                    messages,
                    "follow-day",
                    due = due_day.map(|day| day.to_string()).unwrap_or_default(),
                    day = row.received.map(|day| day.to_string()).unwrap_or_default()
                ),
                link: None,
            });
        }
    }
    part(messages, (key!("reminder-late"), key!("follow-late")), entries)
}

/// The name of the files of a sheet, without their ending.
pub(super) fn stem(code: &str, name: &str) -> String {
    format!("{}-{}", file_name(code), file_name(name))
}
