//! The sheets, heads and words of a plan's workbook, from `targets/workbook.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Table, Value};

use super::{At, Said, found};
use crate::fold::{fold, is_blank, is_unseen, squeeze};

/// What a workbook is written in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The sheet of the elements that there are.
    pub elements: String,
    /// The heads of the guide.
    pub guide: Vec<String>,
    /// Sheets that are not read, the guide the first of them.
    pub ignored: Vec<String>,
    /// How a yes is written.
    pub yes: Vec<String>,
    /// How a no is written.
    pub no: Vec<String>,
    /// What parts several names in a cell; where one of them contains it, line ends do.
    pub parts: String,
    /// What joins several words of a list.
    pub joins: String,
    /// What may stand behind a year.
    pub year: String,
    /// What else can be written for the words of the plan files, the first being what the program writes.
    pub words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// The sheets.
    pub sheet: Vec<SheetWords>,
}

/// A sheet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetWords {
    /// What it can be called.
    pub names: Vec<String>,
    /// The key of its tables in the text of a plan; of the sheet that says one thing a row, none.
    pub key: String,
    /// The key of the tables that its rows belong to.
    pub of: Option<String>,
    /// Whether a workbook can do without it.
    #[serde(default)]
    pub optional: bool,
    /// Its columns.
    pub columns: Vec<ColumnWords>,
}

/// A column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnWords {
    /// Its key in the text of a plan.
    pub key: String,
    /// What stands over it.
    pub head: String,
    /// What stands in it.
    #[serde(default)]
    pub kind: Kind,
    /// Whether every row says something in it.
    #[serde(default)]
    pub required: bool,
    /// The list of its words.
    #[serde(default)]
    pub words: String,
    /// The sheet in whose first column stands what can be chosen.
    pub from: Option<String>,
    /// What there is to know.
    #[serde(default)]
    pub note: String,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A text.
    #[default]
    Text,
    /// Several texts.
    Names,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A yes, or nothing.
    Flag,
    /// A yes or a no, or nothing.
    Answer,
    /// A word of a list.
    Word,
    /// Several of them.
    Words,
}

/// The words, which are built into the program.
#[expect(clippy::expect_used, reason = "a file of the program's own, which every test reads")]
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../targets/workbook.toml")).expect("targets/workbook.toml")
});

impl SheetWords {
    /// What the program calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The place of a cell among all.
    pub(in crate::catalogue) fn order(&self, at: At) -> (usize, At) {
        (WORDS.sheet.iter().position(|own| own.key == self.key).unwrap_or(usize::MAX), at)
    }

    /// The column of a key.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Option<&ColumnWords> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// Whether every row says something under a key.
    pub(super) fn requires(&self, key: &str) -> bool {
        self.of_key(key).is_some_and(|column| column.required)
    }

    /// All its heads.
    pub(super) fn heads(&self) -> String {
        self.columns.iter().map(|column| column.head.as_str()).collect::<Vec<_>>().join("、")
    }

    /// The column under a head, which says its key, its words or both.
    pub(super) fn column(&'static self, head: &str) -> Option<&'static ColumnWords> {
        let head = fold(head.trim().trim_end_matches(['*', '＊']));
        self.columns.iter().find(|column| {
            [&column.head, &column.key, &column.title()].into_iter().any(|own| fold(own) == head)
        })
    }

    /// What a table of a plan's text says in its columns, in the row `row` from 0.
    pub(super) fn cells(&'static self, table: &Table, row: u32) -> BTreeMap<&'static str, Said> {
        let cell = |(at, column): (u32, &'static ColumnWords)| {
            let at = if self.key.is_empty() { (at + 1, 1) } else { (row, at) };
            let text = found(table, &column.key).map(text).unwrap_or_default();
            (column.key.as_str(), Said { at, text })
        };
        (0..).zip(&self.columns).map(cell).collect()
    }
}

/// A value as it stands in a cell.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => tidy(text),
        Value::Array(all) => joined(&all.iter().map(text).collect::<Vec<_>>()),
        Value::Boolean(true) => "true".to_owned(),
        Value::Boolean(false) => "false".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Datetime(day) => day.to_string(),
        // The shapes know of neither.
        Value::Float(_) | Value::Table(_) => String::new(),
    }
}

fn is_part(c: char) -> bool {
    WORDS.parts.contains(c)
}

/// Whether a name begins or ends with what parts names: it was two, parted by a line end besides.
pub(super) fn is_parted(name: &str) -> bool {
    name.starts_with(is_part) || name.ends_with(is_part)
}

/// A text as it stands in a cell and in a plan alike: without what nobody sees and without blanks around
/// it, a blank for a tab.
pub(super) fn tidy(text: &str) -> String {
    let line = |line: &str| -> String {
        let shown = line.chars().filter(|c| *c == '\t' || !is_unseen(*c));
        shown.map(|c| if c == '\t' { ' ' } else { c }).collect()
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// Several names in one cell.
fn joined(names: &[String]) -> String {
    let first = WORDS.parts.chars().next().map(String::from).unwrap_or_default();
    match names {
        [one] if one.contains(is_part) => format!("{one}\n"),
        _ if names.iter().any(|name| name.contains(is_part)) => names.join("\n"),
        _ => names.join(&first),
    }
}

/// The names in a cell.
pub(super) fn parted(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.contains('\n');
    let parts = text.split(move |c: char| if lines { c == '\n' } else { is_part(c) });
    parts.map(str::trim).filter(|name| !name.is_empty())
}

impl ColumnWords {
    /// Whether what else is wrong in a row may follow from it.
    pub(super) fn bears(&self) -> bool {
        !matches!(self.kind, Kind::Number | Kind::Names) && !self.key.ends_with("_zh")
    }

    /// Something that could stand in it.
    pub(super) fn anything(&self) -> String {
        match self.kind {
            Kind::Text | Kind::Names => String::new(),
            Kind::Whole | Kind::Number => "0".to_owned(),
            Kind::Day => "2000-01-01".to_owned(),
            Kind::Flag | Kind::Answer => "false".to_owned(),
            Kind::Word | Kind::Words => self.list().next().map_or("", |(word, _)| word).to_owned(),
        }
    }

    /// What a person can choose in it.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        let words: Vec<&str> = match self.kind {
            Kind::Flag | Kind::Answer => vec!["true", "false"],
            _ => self.list().map(|(word, _)| word).collect(),
        };
        words.into_iter().map(|word| self.shown(word)).collect()
    }

    /// What the program writes over it: its words, and the key by which messages know it.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.head, self.key)
    }

    /// The words of its list, each with what else can be written for it.
    pub fn list(&self) -> impl Iterator<Item = (&'static str, &'static [String])> + use<> {
        let list = WORDS.words.get(&self.words).into_iter().flatten();
        list.map(|(word, others)| (word.as_str(), others.as_slice()))
    }

    /// The word of its list that something written means.
    #[must_use]
    pub fn meant(&self, written: &str) -> Option<&'static str> {
        // Nothing is left of ≥ and ≤ when they are folded.
        let is =
            |own: &str| squeeze(own) == squeeze(written) || !is_blank(written) && fold(own) == fold(written);
        self.list().find(|(word, others)| is(word) || others.iter().any(|own| is(own))).map(|(word, _)| word)
    }

    /// What the program writes for the words in a cell.
    #[must_use]
    pub fn shown(&self, text: &str) -> String {
        let first = |word: &str| -> String {
            let found = self.list().find(|(own, _)| *own == word.trim());
            found.and_then(|(_, others)| others.first()).map_or_else(|| word.to_owned(), Clone::clone)
        };
        match self.kind {
            Kind::Word | Kind::Words => text.split('+').map(first).collect::<Vec<_>>().join("+"),
            Kind::Flag | Kind::Answer => {
                let words = if text == "true" { &WORDS.yes } else { &WORDS.no };
                words.first().filter(|_| !text.is_empty()).cloned().unwrap_or_default()
            }
            Kind::Text | Kind::Names | Kind::Whole | Kind::Number | Kind::Day => text.to_owned(),
        }
    }
}
