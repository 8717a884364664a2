//! The one error that ends a command.

use super::{AnyMessage, Fact, Lang, Message, Messages};

/// What cannot go on: one clear error, as a message and its facts.
#[derive(Debug)]
pub struct Stop {
    /// The message.
    pub key: AnyMessage,
    /// Named facts that the message carries.
    pub facts: Vec<(&'static str, Fact<'static>)>,
    /// A pointer into a file, already laid out, below the message.
    pub excerpt: Option<String>,
    /// The error of the system or of a library that it stands for.
    pub cause: Option<anyhow::Error>,
}

impl Stop {
    /// An error without an excerpt: what [`stop!`](crate::stop) makes.
    #[must_use]
    pub fn new<const FACTS: u64>(key: Message<FACTS>, facts: Vec<(&'static str, Fact<'static>)>) -> Self {
        Self { key: key.any(), facts, excerpt: None, cause: None }
    }

    /// The error in words.
    #[must_use]
    pub fn render(&self, messages: &Messages) -> String {
        let mut text = messages.say(self.key, &self.facts);
        if let Some(excerpt) = &self.excerpt {
            text.push('\n');
            text.push_str(excerpt);
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
