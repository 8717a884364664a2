//! What is not the same: after a what-if, or between two reports. As text for the terminal,
//! as a page, as tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use askama::Template;

use crate::assess::{Assessment, Status};
use crate::checked::Checked;
use crate::diff::{AssessmentRow, Cause, Change, Diff, Report, ValueRow};
use crate::exact::Fraction;
use crate::messages::{CountMessage, Message, Messages, Text};
use crate::model::DISTRICT;
use crate::report::publish::OutputFile;
use crate::report::story::{Became, Group, Line, MOST, Moved, Story};
use crate::report::view::{View, status_key};
use crate::report::{html, tables};
use crate::what_if::{Difference, Supposed};

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
    /// What a reader is told first.
    pub story: Story,
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

    /// The tables with how much each holds, as links.
    fn tables(&self) -> Vec<(String, String)> {
        let link = |section: &Section| (format!("data/{}.csv", section.id), heading(self.messages, section));
        self.changes.sections.iter().map(link).collect()
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
pub fn of_what_if(was: &View<'_>, is: &View<'_>, all: &[Difference], suppositions: &[Supposed]) -> Changes {
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
    let district = &checked.registry.unit(DISTRICT).name;
    let settings = suppositions.iter().map(|one| supposed(messages, checked, *one));
    let settings: Vec<String> = settings.collect();
    let moved = |difference: &Difference| {
        let any = difference.before.as_ref().or(difference.after.as_ref())?;
        let figure = was.figure(any);
        let [before, after] = [(was, &difference.before), (is, &difference.after)]
            .map(|(view, row)| row.as_ref().map(|row| (side(view, row), row.status())));
        let said = |side: &Option<([String; 3], Status)>| {
            side.as_ref().map_or_else(|| messages.t(key!("cell-none")), |([value, ..], _)| value.clone())
        };
        let none = || messages.t(key!("cell-none"));
        let [was_judged, is_judged] = [&before, &after].map(|side| side.as_ref().map(|(_, status)| *status));
        let verdicts = [&before, &after].map(|side| side.as_ref().map(|([_, word, _], _)| word.clone()));
        Some(Moved {
            unit: if any.unit == DISTRICT { String::new() } else { figure.unit_name.to_owned() },
            name: figure.name.to_owned(),
            values: [said(&before), said(&after)],
            verdicts,
            became: Became::of_verdicts(was_judged, is_judged),
            note: match [&before, &after]
                .map(|side| side.as_ref().map_or("", |([.., short], _)| short.as_str()))
            {
                ["", ""] => String::new(),
                short => {
                    let [was, is] =
                        short.map(|short| if short.is_empty() { none() } else { short.to_owned() });
                    say!(messages, "story-short", before = was, after = is)
                }
            },
        })
    };
    Changes {
        story: Story::of(messages, all.iter().filter_map(moved).collect()),
        title: say!(messages, "what-if-title", year = checked.year),
        intro: say!(messages, "what-if-intro", settings = settings.join(&messages.t(key!("list-semicolon")))),
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

/// A figure that is supposed to be another, in words.
#[must_use]
pub fn supposed(messages: &Messages, checked: &Checked, one: Supposed) -> String {
    let Supposed { key, before, after } = one;
    let shown = |value| checked.catalogue.shown(key.element, value);
    say!(
        messages,
        "what-if-supposed",
        unit = checked.registry.unit(key.unit).name,
        label = checked.catalogue.element(key.element).label.get(messages.lang()),
        before = before.map(shown).unwrap_or_default(),
        after = shown(after)
    )
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
    let mut story = Story::of(
        messages,
        diff.assessments
            .iter()
            .filter_map(|(change, cause)| moved(old, new, change, cause, messages))
            .collect(),
    );
    story.others = others(old, new, diff, messages);
    let findings = diff.findings.iter().map(|change| {
        let key = if change.after.is_some() { key!("changes-new") } else { key!("changes-gone") };
        vec![messages.t(key), change.any().cloned().unwrap_or_default()]
    });
    Changes {
        title: say!(messages, "diff-title", old = old.year, new = new.year),
        intro: say!(messages, "diff-intro", old = names.0, new = names.1),
        organisation: String::new(),
        notice: None,
        story,
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

/// What became of an assessment from one report to another; of two years in a row over the units that
/// returned in both.
fn moved(
    old: &Report,
    new: &Report,
    change: &Change<AssessmentRow>,
    cause: &Cause,
    messages: &Messages,
) -> Option<Moved> {
    let any = change.any()?;
    let about = new.indicators.get(&any.indicator).or_else(|| old.indicators.get(&any.indicator));
    let compared = new.compared_with(old, any);
    let status = |row: &Option<AssessmentRow>| row.as_ref().and_then(|row| Status::from_word(&row.status));
    let verdicts = [status(&change.before), status(&change.after)];
    let number = |text: &str| Fraction::parse(text).filter(|_| !text.is_empty());
    let both = change.before.as_ref().zip(change.after.as_ref());
    let both = both.and_then(|(before, after)| number(&before.value).zip(number(&after.value)));
    let seems_worse = both.is_some_and(|(before, after)| match any.comparator.as_str() {
        "ge" | "gt" => after < before,
        "le" | "lt" => after > before,
        _ => false,
    });
    let by_verdicts = Became::of_verdicts(verdicts[0], verdicts[1]);
    let is_newly_met = verdicts[1] == Some(Status::Met) && verdicts[0] != Some(Status::Met);
    let became = by_verdicts.map(|by_verdicts| {
        let Some(row) = compared else { return by_verdicts };
        match (row.direction.as_str(), row.cause.as_str()) {
            ("worse", "suspect") => Became::WorseBySuspect,
            ("worse", _) => Became::Worse,
            ("level" | "better", "missing") if seems_worse => Became::OnlyMissing,
            ("better", _) if is_newly_met => Became::NewlyMet,
            ("better", _) => Became::Better,
            ("not-comparable", _) => Became::NotCompared,
            _ if by_verdicts == Became::Open => Became::Open,
            _ => Became::Same,
        }
    });
    let is_share = about.is_some_and(|about| about.judged != any.level);
    let sign = match about.map(|about| about.per.as_str()) {
        Some("100") => "%",
        Some("1000") => "‰",
        _ => "",
    };
    let of_row = |row: &AssessmentRow| match (is_share, row.denominator.is_empty()) {
        (true, false) => format!("{}/{}", row.numerator, row.denominator),
        _ if row.value.is_empty() => messages.t(key!("cell-none")),
        _ => shortened(&row.value) + sign,
    };
    let none = || messages.t(key!("cell-none"));
    let published = [&change.before, &change.after].map(|row| row.as_ref().map_or_else(none, of_row));
    let same_units = compared.filter(|row| !row.value_before.is_empty() && !row.value_after.is_empty());
    let (values, note) = match same_units {
        Some(row) => {
            let units: Option<i64> = row.units.parse().ok();
            let shown = |value: &String| match units.filter(|_| is_share).zip(number(value)) {
                Some((units, share)) => {
                    let of = share.times(units).divide(Fraction::whole(100));
                    format!("{}/{}", of.map(|n| n.decimal(0)).unwrap_or_default(), row.units)
                }
                None => shortened(value) + sign,
            };
            let note = say!(messages, "story-same-units", n = row.units.parse().unwrap_or(0_usize));
            ([&row.value_before, &row.value_after].map(shown), note)
        }
        None => (published, because(messages, cause)),
    };
    Some(Moved {
        unit: if any.level == "district" { String::new() } else { any.unit_name.clone() },
        name: about.map_or_else(|| any.indicator.clone(), |about| about.name.clone()),
        values,
        verdicts: verdicts.map(|status| status.map(|status| messages.t(status_key(status)))),
        became,
        note,
    })
}

/// The figures that were corrected, by their units, and the findings that came and went. Of different
/// years every figure is another one.
fn others(old: &Report, new: &Report, diff: &Diff, messages: &Messages) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    let folded = |heading: String, mut lines: Vec<Line>| {
        let more = lines.len().saturating_sub(MOST);
        lines.truncate(MOST);
        let rest = if more > 0 { say!(messages, "story-rest", n = more) } else { String::new() };
        Group { heading, is_open: false, lines, rest }
    };
    let plain =
        |name: String, values, note| Line { name, values, verdict: String::new(), class: "mon", note };
    if old.year == new.year {
        let mut by_unit: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
        for change in &diff.values {
            let Some(any) = change.any() else { continue };
            let printed = new.element(&any.element).or_else(|| old.element(&any.element));
            let name = printed.unwrap_or_else(|| any.element.clone());
            let values = [&change.before, &change.after].map(|row| word(messages, row.as_ref()));
            let name = if any.year == new.year { name } else { format!("{} {name}", any.year) };
            by_unit.entry(&any.unit_name).or_default().push(plain(name, values, any.place()));
        }
        let of_unit = |(unit, lines): (&str, Vec<Line>)| {
            folded(say!(messages, "story-corrected", unit = unit, n = lines.len()), lines)
        };
        all.extend(by_unit.into_iter().take(MOST).map(of_unit));
    }
    for (is_new, key) in [(true, key!("story-findings-new")), (false, key!("story-findings-gone"))] {
        let own = diff.findings.iter().filter(|change| change.after.is_some() == is_new);
        let lines: Vec<Line> = own
            .filter_map(|change| Some(plain(change.any()?.clone(), Default::default(), String::new())))
            .collect();
        if !lines.is_empty() {
            all.push(folded(say!(messages, key, n = lines.len()), lines));
        }
    }
    all
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
