//! What is not the same: after a what-if, or between two reports. As text for the terminal,
//! as a page, as tables.

use std::fmt::Write as _;

use anyhow::Result;
use askama::Template;

use crate::assess::{Assessment, Status};
use crate::diff::{AssessmentRow, Cause, Change, Diff, Report, ValueRow};
use crate::messages::{CountMessage, Message, Messages, Text};
use crate::report::publish::OutputFile;
use crate::report::view::{View, status_key};
use crate::report::{html, tables};
use crate::what_if::Difference;

/// A table of changes.
pub struct Section {
    /// Its identifier, which names the table.
    pub id: &'static str,
    /// The key of its heading.
    pub heading: CountMessage,
    /// The keys of its columns' names; without `column-` they name those of the table.
    pub columns: &'static [Message],
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Section {
    /// The columns' names in the table.
    fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|key| key.name().trim_start_matches("column-")).collect()
    }
}

/// Everything that is not the same.
pub struct Changes {
    /// What was compared, in a heading.
    pub title: String,
    /// How it was made, in a sentence.
    pub intro: String,
    /// Who publishes it; empty where that is not known.
    pub organisation: String,
    /// That the figures are made up, where they are.
    pub notice: Option<Text>,
    /// The tables.
    pub sections: Vec<Section>,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage<'a> {
    messages: &'a Messages,
    changes: &'a Changes,
    notice: Option<&'a str>,
    policy: String,
}

impl ChangesPage<'_> {
    fn t(&self, key: impl Into<Message>) -> String {
        self.messages.t(key.into())
    }

    fn heading(&self, section: &Section) -> String {
        heading(self.messages, section)
    }
}

fn heading(messages: &Messages, section: &Section) -> String {
    say!(messages, section.heading, n = section.rows.len())
}

impl Changes {
    /// As text: no more than some rows of each table, and how many more there are.
    #[must_use]
    pub fn text(&self, messages: &Messages) -> String {
        const SHOWN: usize = 40;
        let mut text = String::new();
        for section in &self.sections {
            let _ = writeln!(text, "{}", heading(messages, section));
            for row in section.rows.iter().take(SHOWN) {
                let cells: Vec<&str> =
                    row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                let _ = writeln!(text, "  {}", cells.join("\u{3000}"));
            }
            if let Some(more) = section.rows.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                let _ = writeln!(text, "  {}", say!(messages, "more", n = more));
            }
        }
        text
    }

    /// The page with its tables.
    ///
    /// # Errors
    /// A page or table that cannot be put together.
    pub fn pages(&self, year: i32, edition: &str, messages: &Messages) -> Result<Vec<OutputFile>> {
        let notice = self.notice.as_ref().map(|notice| notice.get(messages.lang()));
        let page = ChangesPage { messages, changes: self, notice, policy: crate::report::policy::text(&[]) };
        let mut pages = vec![OutputFile::new("index.html", html::render(&page)?)];
        for section in &self.sections {
            let rows = section.rows.iter().map(|row| row.iter().map(String::as_str));
            pages.push(tables::sheet(&format!("data/{}.csv", section.id), &section.names(), rows)?);
        }
        let described: Vec<_> = self
            .sections
            .iter()
            .map(|section| tables::described_texts(section.id, &section.names()))
            .collect();
        pages.push(tables::package((year, edition), &described)?);
        Ok(pages)
    }
}

/// What a what-if changes.
#[must_use]
pub fn of_what_if(was: &View<'_>, is: &View<'_>, all: &[Difference], settings: &[String]) -> Changes {
    let messages = was.messages;
    let checked = was.checked();
    let side = |view: &View<'_>, row: &Assessment| {
        let figure = view.figure(row);
        let parts = if figure.parts.is_empty() { String::new() } else { format!(" ({})", figure.parts) };
        [figure.value + &parts, figure.mark.word, figure.shortfall]
    };
    let row = |difference: &Difference| {
        let figure = was.figure(difference.before.as_ref().or(difference.after.as_ref())?);
        let mut cells = vec![figure.year.to_string(), figure.unit_name.to_owned(), figure.name.to_owned()];
        for (view, row) in [(was, &difference.before), (is, &difference.after)] {
            cells.extend(row.as_ref().map_or_else(Default::default, |row| side(view, row)));
        }
        Some(cells)
    };
    let district = &checked.registry.unit(crate::model::DISTRICT).name;
    Changes {
        title: say!(messages, "what-if-title", year = checked.year),
        intro: say!(messages, "what-if-intro", settings = settings.join(&messages.t(key!("list-pause")))),
        organisation: say!(messages, "page-organisation", district = district),
        notice: checked.notice.clone(),
        sections: vec![Section {
            id: "assessments",
            heading: key!("changes-assessments"),
            columns: &[
                key!("column-year"),
                key!("column-unit"),
                key!("column-indicator"),
                key!("column-value-before"),
                key!("column-status-before"),
                key!("column-shortfall-before"),
                key!("column-value-after"),
                key!("column-status-after"),
                key!("column-shortfall-after"),
            ],
            rows: all.iter().filter_map(row).collect(),
        }],
    }
}

/// What is not the same in two reports.
#[must_use]
pub fn of_diff(old: &Report, new: &Report, names: (&str, &str), diff: &Diff, messages: &Messages) -> Changes {
    let year = |before: Option<i32>, after: Option<i32>| match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (Some(year), _) | (None, Some(year)) => year.to_string(),
        (None, None) => String::new(),
    };
    let none = || messages.t(key!("cell-none"));
    let values = diff.values.iter().map(|change| {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let any = change.any();
        let word = |row| word(messages, row);
        let place = |row: Option<&ValueRow>| row.map(ValueRow::place).unwrap_or_default();
        vec![
            year(before.map(|row| row.year), after.map(|row| row.year)),
            any.map(|row| row.unit_name.clone()).unwrap_or_default(),
            any.map(|row| {
                let printed = new.element(&row.element).or_else(|| old.element(&row.element));
                printed.unwrap_or_else(|| row.element.clone())
            })
            .unwrap_or_default(),
            word(before),
            word(after),
            place(before),
            place(after),
        ]
    });
    let assessments = diff.assessments.iter().map(|(change, cause)| {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let any = change.any();
        let id = any.map(|row| row.indicator.as_str()).unwrap_or_default();
        let about = new.indicators.get(id).or_else(|| old.indicators.get(id));
        let value = |row: Option<&AssessmentRow>| {
            row.map_or_else(none, |row| {
                let parts = format!("{}/{}", row.numerator, row.denominator);
                let parts = if row.denominator.is_empty() { String::new() } else { format!(" ({parts})") };
                shortened(&row.value) + &parts
            })
        };
        let status = |row: Option<&AssessmentRow>| {
            row.map_or_else(none, |row| {
                Status::from_word(&row.status).map_or_else(none, |own| messages.t(status_key(own)))
            })
        };
        vec![
            year(before.map(|row| row.year), after.map(|row| row.year)),
            any.map(|row| row.unit_name.clone()).unwrap_or_default(),
            about.map_or_else(|| id.to_owned(), |about| about.name.clone()),
            value(before),
            status(before),
            value(after),
            status(after),
            because(messages, cause),
        ]
    });
    let findings = diff.findings.iter().map(|change| {
        let key = if change.after.is_some() { key!("changes-new") } else { key!("changes-gone") };
        vec![messages.t(key), change.any().cloned().unwrap_or_default()]
    });
    Changes {
        title: say!(messages, "diff-title", old = old.year, new = new.year),
        intro: say!(messages, "diff-intro", old = names.0, new = names.1),
        organisation: String::new(),
        notice: None,
        sections: vec![
            Section {
                id: "assessments",
                heading: key!("changes-assessments"),
                columns: &[
                    key!("column-year"),
                    key!("column-unit"),
                    key!("column-indicator"),
                    key!("column-value-before"),
                    key!("column-status-before"),
                    key!("column-value-after"),
                    key!("column-status-after"),
                    key!("column-cause"),
                ],
                rows: assessments.collect(),
            },
            Section {
                id: "values",
                heading: key!("changes-values"),
                columns: &[
                    key!("column-year"),
                    key!("column-unit"),
                    key!("column-element"),
                    key!("column-value-before"),
                    key!("column-value-after"),
                    key!("column-place-before"),
                    key!("column-place-after"),
                ],
                rows: values.collect(),
            },
            Section {
                id: "findings",
                heading: key!("changes-findings"),
                columns: &[key!("column-change"), key!("column-sentence")],
                rows: findings.collect(),
            },
        ],
    }
}

/// A decimal of the tables with no more than two places, for reading only.
fn shortened(value: &str) -> String {
    crate::exact::Fraction::parse(value).map_or_else(|| value.to_owned(), |value| value.decimal(2))
}

/// A value, or that there is none.
fn word(messages: &Messages, row: Option<&ValueRow>) -> String {
    row.map_or_else(|| messages.t(key!("cell-none")), |row| row.value.clone())
}

/// Why an assessment changed, with the first of the cells that did it.
fn because(messages: &Messages, cause: &Cause) -> String {
    let (n, first) = match cause {
        Cause::Values(n, first) => (*n, first),
        Cause::Target => return messages.t(key!("cause-target")),
        Cause::Registry => return messages.t(key!("cause-registry")),
        Cause::Rules => return messages.t(key!("cause-rules")),
    };
    let one = |change: &Change<ValueRow>| {
        say!(
            messages,
            "cause-value",
            place = change.any().map(ValueRow::place).unwrap_or_default(),
            before = word(messages, change.before.as_ref()),
            after = word(messages, change.after.as_ref())
        )
    };
    let mut named: Vec<String> = first.iter().map(one).collect();
    if let Some(more) = n.checked_sub(first.len()).filter(|more| *more > 0) {
        named.push(say!(messages, "more", n = more));
    }
    named.join(&messages.t(key!("list-semicolon")))
}
