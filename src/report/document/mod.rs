//! A document as an office sends it: what stands in it, in the order of the text. A page shows it
//! and Word or WPS opens it ([`docx`]); both are made of this.

pub mod docx;
pub mod update;

use std::collections::BTreeMap;

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Who sends it.
    pub author: String,
    /// What stands over its contents.
    pub contents: String,
    /// The language as Word names it, `zh-CN` or `en-GB`.
    pub lang: &'static str,
    /// Everything under the title.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// To whom it goes.
    Addressee(Text),
    /// The contents, made of the headings.
    Contents,
    /// A heading: 一、 is of the first rank, （一） of the second.
    Heading(Rank, String),
    /// A paragraph.
    Paragraph(Text),
    /// A paragraph whose heading of the second rank stands on its first line.
    RunIn(String, Text),
    /// Room in which somebody writes.
    Room(String),
    /// A remark under a heading or a table.
    Remark(String),
    /// A table.
    Table(Table),
    /// The annexes by their names.
    Enclosures(Vec<String>),
    /// Who signs, and the day.
    Signature {
        /// Who signs.
        by: String,
        /// The day, or room for it.
        day: String,
    },
    /// Here an annex begins, on a page of its own.
    Annex {
        /// 附件1
        label: String,
        /// What it is called.
        title: String,
        /// Whether its pages lie on their side.
        landscape: bool,
    },
}

/// The rank of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// 一、
    First,
    /// （一）
    Second,
}

/// A table whose head is repeated on every page and whose rows are not cut.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands over it.
    pub head: String,
    /// How wide it is, in millimetres.
    pub width: u32,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub enum Row {
    /// The heading of the rows that follow, over all columns.
    Group(String),
    /// A cell for each column.
    Cells(Vec<Text>),
    /// The same with room to write by hand.
    Roomy(Vec<Text>),
}

impl Row {
    /// Whether somebody writes into it.
    #[must_use]
    pub fn is_roomy(&self) -> bool {
        matches!(self, Self::Roomy(_))
    }
}

impl Table {
    /// How wide it is, in millimetres.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Whether it is wider than a page that stands upright leaves room for.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.width() > 156
    }

    /// Whether somebody writes into it, so that it needs lines between its columns.
    #[must_use]
    pub fn is_written_on(&self) -> bool {
        self.rows.iter().any(Row::is_roomy)
    }
}

/// A text in which figures have names, so that a document that somebody has edited can be brought up to
/// date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Run>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Words.
    Words(String),
    /// A figure with its name.
    Figure {
        /// `dabiao:signed-residents:2025:value`
        name: String,
        /// What stands there.
        words: String,
    },
}

/// What stands around the name of a figure and its words on their way through a sentence of the message
/// catalogue: characters that no text has, by Unicode's own word.
const MARKS: [char; 3] = ['\u{fdd0}', '\u{fdd1}', '\u{fdd2}'];

/// Gives a figure its name, which it keeps in the sentence that it becomes a part of.
#[must_use]
pub fn named(name: &FigureName<'_>, words: &str) -> String {
    let [begin, between, end] = MARKS;
    let words = words.replace(MARKS, "");
    if words.is_empty() { words } else { format!("{begin}{name}{between}{words}{end}") }
}

/// The name of a figure: of an indicator, or of all of them.
#[derive(Clone, Copy, Debug)]
pub struct FigureName<'a> {
    /// The indicator's id; none of what all of them say together.
    pub indicator: Option<&'a str>,
    /// The year.
    pub year: i32,
    /// What of it: `value`, `gap`, `status`.
    pub what: &'a str,
}

/// With which the name of every figure begins.
pub const NAMESPACE: &str = "dabiao:";

impl std::fmt::Display for FigureName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { indicator, year, what } = self;
        match indicator {
            Some(id) => write!(f, "{NAMESPACE}{id}:{year}:{what}"),
            None => write!(f, "{NAMESPACE}{year}:{what}"),
        }
    }
}

impl Text {
    /// The text without the names.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(Run::words).collect()
    }
}

impl Run {
    /// What is read.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Words(words) | Self::Figure { words, .. } => words,
        }
    }
}

impl<T: AsRef<str>> From<T> for Text {
    fn from(text: T) -> Self {
        let [begin, between, end] = MARKS;
        let mut runs = Vec::new();
        let words = |text: &str, runs: &mut Vec<Run>| {
            let text = text.replace(MARKS, "");
            if !text.is_empty() {
                runs.push(Run::Words(text));
            }
        };
        let mut rest = text.as_ref();
        while let Some((before, marked)) = rest.split_once(begin) {
            words(before, &mut runs);
            let Some((figure, after)) = marked.split_once(end) else { break };
            if let Some((name, words)) = figure.split_once(between) {
                runs.push(Run::Figure { name: name.to_owned(), words: words.to_owned() });
            }
            rest = after;
        }
        words(rest, &mut runs);
        Self(runs)
    }
}

impl Document {
    /// Its figures by their names.
    #[must_use]
    pub fn figures(&self) -> BTreeMap<String, String> {
        let runs = self.texts().flat_map(|text| &text.0);
        let figures = runs.filter_map(|run| match run {
            Run::Figure { name, words } => Some((name.clone(), words.clone())),
            Run::Words(_) => None,
        });
        figures.collect()
    }

    /// Every text of it: paragraphs and cells.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Addressee(text) | Block::Paragraph(text) | Block::RunIn(_, text) => vec![text],
            Block::Table(table) => {
                let cells = |row| match row {
                    &Row::Group(_) => &[][..],
                    Row::Cells(cells) | Row::Roomy(cells) => cells,
                };
                table.rows.iter().flat_map(cells).collect()
            }
            Block::Contents
            | Block::Heading(..)
            | Block::Room(_)
            | Block::Remark(_)
            | Block::Enclosures(_)
            | Block::Signature { .. }
            | Block::Annex { .. } => Vec::new(),
        })
    }
}

/// A text as a 公文 has it: no separators in numbers, no blanks between Chinese and figures.
#[must_use]
pub fn formal(text: &str) -> String {
    let is_wide = |c: &char| !c.is_ascii() && !MARKS.contains(c);
    let all: Vec<char> = text.chars().collect();
    let seen = |c: &&char| !MARKS.contains(c);
    let mut shown = String::with_capacity(text.len());
    for (at, c) in all.iter().enumerate() {
        let (before, after) = all.split_at(at);
        let last = before.iter().rev().find(seen);
        let next = after.iter().skip(1).find(seen);
        let is_separator =
            *c == ',' && last.is_some_and(char::is_ascii_digit) && next.is_some_and(char::is_ascii_digit);
        let is_blank = *c == ' ' && (last.is_some_and(is_wide) || next.is_some_and(is_wide));
        if !is_separator && !is_blank {
            shown.push(*c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUE: FigureName<'_> = FigureName { indicator: Some("signed"), year: 2025, what: "value" };

    #[test]
    fn a_figure_keeps_its_name_in_a_sentence() {
        let text = Text::from(format!("签约率{}，目标", named(&VALUE, "69.0%")));
        assert_eq!(text.plain(), "签约率69.0%，目标");
        let figure = Run::Figure { name: "dabiao:signed:2025:value".into(), words: "69.0%".into() };
        assert_eq!(text.0, [Run::Words("签约率".into()), figure, Run::Words("，目标".into())]);
    }

    #[test]
    fn a_mark_that_comes_from_data_is_no_mark() {
        for broken in ["a\u{fdd0}b", "\u{fdd2}a\u{fdd1}b", "a\u{fdd0}name\u{fdd1}"] {
            assert!(!Text::from(broken).plain().contains(MARKS), "{broken:?}");
        }
        assert_eq!(Text::from(named(&VALUE, "6\u{fdd2}9")).plain(), "69");
    }

    #[test]
    fn a_formal_text_has_neither_separators_nor_blanks_beside_chinese() {
        for (text, formally) in [
            ("还需签约 8,939 名居民", "还需签约8939名居民"),
            ("目标 ≥ 60%", "目标≥60%"),
            ("12 个乡镇（街道）中 10 个", "12个乡镇（街道）中10个"),
            ("one, two", "one, two"),
        ] {
            assert_eq!(formal(text), formally);
        }
        assert_eq!(Text::from(formal(&named(&VALUE, "1,234 名"))).plain(), "1234名");
    }
}
