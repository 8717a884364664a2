//! The one error that ends a command.

use super::{AnyMessage, Fact, Lang, Message, Messages};

/// Where in a file something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In a text, both counted from 1.
    Line {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The column, in characters.
        column: usize,
    },
    /// In a workbook.
    Cell {
        /// The file.
        file: String,
        /// The sheet.
        sheet: String,
        /// The cell, such as E17.
        cell: String,
    },
}

/// What cannot go on: one clear error, as a message and its facts.
#[derive(Debug)]
pub struct Stop {
    /// The message.
    pub key: AnyMessage,
    /// Named facts that the message carries.
    pub facts: Vec<(&'static str, Fact<'static>)>,
    /// Where in a file.
    pub spot: Option<Box<Spot>>,
    /// A pointer into a file, already laid out, below the message.
    pub excerpt: Option<String>,
    /// What else is wrong in the same file.
    pub others: Vec<Stop>,
    /// The error of the system or of a library that it stands for.
    pub cause: Option<anyhow::Error>,
}

impl Stop {
    /// An error without an excerpt: what [`stop!`](crate::stop) makes.
    #[must_use]
    pub fn new<const FACTS: u64>(key: Message<FACTS>, facts: Vec<(&'static str, Fact<'static>)>) -> Self {
        Self { key: key.any(), facts, spot: None, excerpt: None, others: Vec::new(), cause: None }
    }

    /// The error in words.
    #[must_use]
    pub fn render(&self, messages: &Messages) -> String {
        let what = messages.say(self.key, &self.facts);
        let mut text = match self.spot.as_deref() {
            None => what,
            Some(Spot::Line { file, line, column }) => {
                say!(
                    messages,
                    "at-line",
                    file = file,
                    line = line.to_string(),
                    column = column.to_string(),
                    what = what
                )
            }
            Some(Spot::Cell { file, sheet, cell }) => {
                say!(messages, "at-cell", file = file, sheet = sheet, cell = cell, what = what)
            }
        };
        if let Some(excerpt) = &self.excerpt {
            text.push('\n');
            text.push_str(excerpt);
        }
        for other in &self.others {
            text.push('\n');
            text.push_str(&other.render(messages));
        }
        text
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(&Messages::new(Lang::En)))
    }
}
impl std::error::Error for Stop {}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        error.downcast().unwrap_or_else(|error| {
            let why = format!("{error:#}");
            Self { cause: Some(error), ..stop!("error-other", why = why) }
        })
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        anyhow::Error::from(error).into()
    }
}
