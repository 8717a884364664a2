//! The files, sheets, heads and words of a registry, from `targets/registry.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::fold::is_among;

/// What a registry is written in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The mark of a row that is to be replaced.
    pub example: String,
    /// Sheets that say nothing of units.
    pub ignored: Vec<String>,
    /// How a yes is written.
    pub yes: Vec<String>,
    /// How a no is written.
    pub no: Vec<String>,
    /// The kinds of townships and of facilities, by their words in the plans.
    pub words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// The tables.
    pub table: Vec<TableWords>,
}

/// What a table is written in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableWords {
    /// The name of its file, without `.csv`.
    pub file: String,
    /// The names of its sheet.
    pub sheets: Vec<String>,
    /// Its columns.
    pub columns: Vec<ColumnWords>,
}

/// What a column is headed by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnWords {
    /// How the program names it.
    pub id: String,
    /// Its heads.
    pub heads: Vec<String>,
    /// Whether it has to be there.
    #[serde(default)]
    pub required: bool,
}

/// The words, which are built into the program.
#[expect(clippy::expect_used, reason = "a file of the program's own, which every test reads")]
pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../targets/registry.toml")).expect("targets/registry.toml")
});

impl Words {
    /// The words of a table.
    #[must_use]
    pub fn of(&self, file: &str) -> Option<&TableWords> {
        self.table.iter().find(|table| table.file == file)
    }

    /// The kind that a word means, and all words that would do.
    pub(super) fn kind(&self, of: &str, word: &str) -> Result<&str, String> {
        let kinds = self.words.get(of).into_iter().flatten();
        let named = kinds.clone().find(|(_, words)| is_among(words, word));
        named.map(|(kind, _)| kind.as_str()).ok_or_else(|| firsts(kinds.map(|(_, words)| words)))
    }

    /// What kind of township one is by its name.
    #[must_use]
    pub fn township(&self, name: &str) -> Option<&str> {
        let kinds = self.words.get("township").into_iter().flat_map(BTreeMap::values);
        kinds
            .flatten()
            .filter(|word| name.ends_with(word.as_str()))
            .max_by_key(|word| word.len())
            .map(String::as_str)
    }

    /// What a yes or a no means, of which a blank is a no.
    pub(super) fn yes(&self, word: &str) -> Result<bool, String> {
        match (is_among(&self.yes, word), word.is_empty() || is_among(&self.no, word)) {
            (true, _) => Ok(true),
            (_, true) => Ok(false),
            _ => Err(firsts([&self.yes, &self.no].into_iter())),
        }
    }
}

impl TableWords {
    /// The column that a head means.
    pub(super) fn column(&self, head: &str) -> Option<&ColumnWords> {
        self.columns.iter().find(|column| is_among(&column.heads, head))
    }

    /// All heads that would do.
    pub(super) fn heads(&self) -> String {
        firsts(self.columns.iter().map(|column| &column.heads))
    }

    /// The name of its sheet as the program writes it.
    #[must_use]
    pub fn sheet(&self) -> &str {
        self.sheets.first().map_or("", String::as_str)
    }

    /// The head of a column as the program writes it.
    pub(super) fn head(&self, id: &str) -> &str {
        let column = self.columns.iter().find(|column| column.id == id);
        column.and_then(|column| column.heads.first()).map_or("", String::as_str)
    }
}

/// The first word of each list.
fn firsts<'w>(lists: impl Iterator<Item = &'w Vec<String>>) -> String {
    lists.filter_map(|words| words.first()).map(String::as_str).collect::<Vec<_>>().join("、")
}
