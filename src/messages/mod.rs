//! Every word that the program says, from one Fluent catalogue a language.
//!
//! `build.rs` takes the catalogues apart. A message is named by [`key!`](crate::key) and said by
//! [`say!`](crate::say): a name that no catalogue has, a fact too many or too few, and a text where
//! the message selects by a number do not compile.

#[macro_use]
mod key;
mod fact;
mod stop;

use std::borrow::Cow;

use serde::Deserialize;

pub use fact::{Fact, Given};
pub use key::{AnyMessage, CountMessage, Message, facts, facts_of, is_number};
pub use stop::{Spot, Stop};

use key::position;

use crate::exact::grouped;

/// A language of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

/// A text that the plan files carry in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A piece of a message.
enum Piece {
    Text(&'static str),
    Fact(&'static str),
    /// The word for the administrative area.
    Area,
    /// What a fact decides: the first case that holds, else the last pieces.
    Choice(&'static str, &'static [(Case, &'static [Piece])], &'static [Piece]),
}

/// When a choice is taken.
enum Case {
    Empty,
    Size(i64),
    Word(&'static str),
}

/// What `build.rs` made of the catalogues.
mod catalogue {
    use super::Case::{Empty, Size, Word};
    use super::Piece::{self, Area, Choice, Fact, Text};

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

impl Case {
    fn holds(&self, fact: &Fact<'_>, messages: &Messages) -> bool {
        match self {
            Self::Size(size) => *fact == Fact::Number(*size),
            Self::Word(word) => messages.fact(fact) == *word,
            Self::Empty => messages.fact(fact).is_empty(),
        }
    }
}

/// The message catalogue of one language, in the words of one administrative area.
pub struct Messages {
    lang: Lang,
    area: String,
}

impl Messages {
    /// The catalogue built into the program.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let area = match lang {
            Lang::Zh => catalogue::ZH_AREA,
            Lang::En => catalogue::EN_AREA,
        };
        Self { lang, area: area.to_owned() }
    }

    /// The same in the words of a district whose name says that it calls itself otherwise than the
    /// catalogue does: a county (县), a city (市) or a banner (旗).
    #[must_use]
    pub fn of_district(&self, name: &str) -> Option<Self> {
        let word = name.chars().next_back()?;
        let is_other = self.t(key!("area-words")).contains(word);
        is_other.then(|| Self { lang: self.lang, area: word.into() })
    }

    /// The language of this catalogue.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The HTML language tag.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// A message without facts.
    #[must_use]
    pub fn t(&self, key: Message) -> String {
        self.say(key, &[])
    }

    /// A message with its facts: what [`say!`](crate::say) says.
    #[must_use]
    pub fn say<const FACTS: u64>(&self, key: Message<FACTS>, facts: &[(&str, Fact<'_>)]) -> String {
        let pieces = match self.lang {
            Lang::Zh => &catalogue::ZH,
            Lang::En => &catalogue::EN,
        };
        let mut text = String::new();
        self.put(pieces.get(usize::from(key.0)).copied().unwrap_or_default(), facts, &mut text);
        text
    }

    /// A message without facts by a name that is made while the program runs, as the names of the
    /// command line's arguments are.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<String> {
        position(name).map(|at| self.t(Message(at)))
    }

    fn put(&self, pieces: &[Piece], facts: &[(&str, Fact<'_>)], text: &mut String) {
        let given = |name: &str| facts.iter().find(|(own, _)| *own == name).map(|(_, fact)| fact);
        for piece in pieces {
            match piece {
                Piece::Text(own) => text.push_str(own),
                Piece::Area => text.push_str(&self.area),
                Piece::Fact(name) => match given(name) {
                    Some(fact) => text.push_str(&self.fact(fact)),
                    // Only what is said of a finding can lack one; no sentence is cut short.
                    None => text.extend(["{$", name, "}"]),
                },
                Piece::Choice(name, choices, other) => {
                    let fact = given(name);
                    let holds = |case: &Case| fact.is_some_and(|fact| case.holds(fact, self));
                    let chosen = choices.iter().find(|(case, _)| holds(case));
                    self.put(chosen.map_or(other, |(_, said)| said), facts, text);
                }
            }
        }
    }

    /// A fact in words.
    #[must_use]
    pub fn fact<'a>(&self, fact: &'a Fact<'_>) -> Cow<'a, str> {
        match fact {
            Fact::Text(text) => Cow::Borrowed(text),
            Fact::Number(number) => Cow::Owned(grouped(*number)),
            Fact::Named(name) => Cow::Borrowed(name.get(self.lang)),
            Fact::Word(key) => Cow::Owned(self.t(*key)),
        }
    }

    /// A noun of the plan files, which are Chinese only, where the language uses it.
    #[must_use]
    pub fn noun(&self, zh: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Messages};

    #[test]
    fn what_is_none_is_not_counted() {
        for (lang, said) in
            [(Lang::Zh, "2024 年度应报表 9 份，收到 9 份。"), (Lang::En, "9 of 9 returns for 2024 came in.")]
        {
            let messages = Messages::new(lang);
            assert_eq!(
                say!(messages, "annual-returns", year = 2024, due = 9, came = 9, late = 0, absent = 0),
                said
            );
        }
    }
}
