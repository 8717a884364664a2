//! What messages say of: texts, numbers, names and other messages.

use std::borrow::Cow;

use super::{Message, Text};

/// What a message says of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact<'a> {
    /// A text as it stands.
    Text(Cow<'a, str>),
    /// A number, by which a message may select; written with separators of thousands.
    Number(i64),
    /// A name of the plan files, in both languages.
    Named(Cow<'a, Text>),
    /// Another message.
    Word(Message),
}

impl Fact<'_> {
    /// The same, kept beyond what it was taken from.
    #[must_use]
    pub fn into_owned(self) -> Fact<'static> {
        match self {
            Self::Text(text) => Fact::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Fact::Number(number),
            Self::Named(name) => Fact::Named(Cow::Owned(name.into_owned())),
            Self::Word(key) => Fact::Word(key),
        }
    }
}

impl From<&str> for Fact<'_> {
    fn from(text: &str) -> Self {
        Self::Text(Cow::Owned(text.to_owned()))
    }
}

impl From<String> for Fact<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<&Text> for Fact<'_> {
    fn from(name: &Text) -> Self {
        Self::Named(Cow::Owned(name.clone()))
    }
}

impl From<Message> for Fact<'_> {
    fn from(key: Message) -> Self {
        Self::Word(key)
    }
}

impl From<usize> for Fact<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// What can be a fact: a number where messages select by it, a text everywhere else.
#[diagnostic::on_unimplemented(
    message = "this fact is `{Self}`: a text, or a number where messages select by it"
)]
pub trait Given<const NUMBER: bool> {
    /// The fact.
    fn fact(&self) -> Fact<'_>;
}

impl<const NUMBER: bool, T: Given<NUMBER> + ?Sized> Given<NUMBER> for &T {
    fn fact(&self) -> Fact<'_> {
        (**self).fact()
    }
}

impl Given<false> for str {
    fn fact(&self) -> Fact<'_> {
        Fact::Text(Cow::Borrowed(self))
    }
}

impl Given<false> for String {
    fn fact(&self) -> Fact<'_> {
        Fact::Text(Cow::Borrowed(self))
    }
}

impl Given<false> for Cow<'_, str> {
    fn fact(&self) -> Fact<'_> {
        Fact::Text(Cow::Borrowed(self))
    }
}

impl Given<false> for Text {
    fn fact(&self) -> Fact<'_> {
        Fact::Named(Cow::Borrowed(self))
    }
}

impl Given<false> for Message {
    fn fact(&self) -> Fact<'_> {
        Fact::Word(*self)
    }
}

/// What is shown in its own way: a year, a line, a path, a fraction as it stands.
macro_rules! shown {
    ($($kind:ty),*) => { $(
        impl Given<false> for $kind {
            fn fact(&self) -> Fact<'_> {
                Fact::Text(Cow::Owned(self.to_string()))
            }
        }
    )* };
}
shown!(
    i32,
    u32,
    i64,
    u64,
    usize,
    char,
    std::io::Error,
    std::path::Display<'_>,
    std::sync::Arc<str>,
    walkdir::Error
);

macro_rules! counted {
    ($($kind:ty),*) => { $(
        impl Given<true> for $kind {
            fn fact(&self) -> Fact<'_> {
                Fact::Number(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )* };
}
counted!(u16, u32, i32, i64, u64, usize);
