//! Every word that the program says, from one Fluent catalogue a language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use unic_langid::LanguageIdentifier;

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

/// The message catalogue of one language.
pub struct Messages {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// The messages that select on nothing but whether a fact is empty, taken apart once: nearly
    /// all that a page says. Looked up, never gone through.
    plain: FxHashMap<String, Vec<Piece>>,
}

/// A piece of a message.
enum Piece {
    Text(String),
    Fact(String),
    /// One thing where a fact is empty, and another where it is not.
    Either(String, Vec<Piece>, Vec<Piece>),
}

/// The pieces of a message, if it is made of nothing else.
fn pieces(pattern: &Pattern<&str>, area: &str) -> Option<Vec<Piece>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Piece::Text((*value).to_owned())),
        PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
            InlineExpression::VariableReference { id } => Some(Piece::Fact(id.name.to_owned())),
            InlineExpression::TermReference { id, .. } => {
                (id.name == "area").then(|| Piece::Text(area.to_owned()))
            }
            InlineExpression::StringLiteral { value } if !value.contains('\\') => {
                Some(Piece::Text((*value).to_owned()))
            }
            _ => None,
        },
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            let InlineExpression::VariableReference { id } = selector else { return None };
            let fact = id.name.strip_suffix("-is")?;
            let [empty, other] = variants.as_slice() else { return None };
            let named = matches!(empty.key, VariantKey::Identifier { name: "empty" });
            (named && other.default).then_some(())?;
            Some(Piece::Either(fact.to_owned(), pieces(&empty.value, area)?, pieces(&other.value, area)?))
        }
    };
    pattern.elements.iter().map(piece).collect()
}

/// Puts pieces together; none where a fact is missing.
fn put(pieces: &[Piece], args: &[(&str, &str)], text: &mut String) -> Option<()> {
    let fact = |name: &str| args.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    for piece in pieces {
        match piece {
            Piece::Text(own) => text.push_str(own),
            Piece::Fact(name) => text.push_str(fact(name)?),
            Piece::Either(name, empty, other) => {
                put(if fact(name)?.is_empty() { empty } else { other }, args, text)?;
            }
        }
    }
    Some(())
}

impl Messages {
    /// The catalogue built into the program.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self::of_area(lang, None)
    }

    /// The same in the words of a district whose name says that it calls itself otherwise than the
    /// catalogue does: a county (县), a city (市) or a banner (旗).
    #[must_use]
    pub fn of_district(&self, name: &str) -> Option<Self> {
        let word = name.chars().next_back()?;
        let is_other = self.t("area-words").contains(word);
        is_other.then(|| Self::of_area(self.lang, Some(word)))
    }

    fn of_area(lang: Lang, area: Option<char>) -> Self {
        let (tag, source) = match lang {
            Lang::Zh => ("zh-CN", include_str!("../templates/messages/zh.ftl")),
            Lang::En => ("en", include_str!("../templates/messages/en.ftl")),
        };
        let id: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would end up in CSV cells and in attribute values.
        bundle.set_use_isolating(false);
        // A catalogue with a mistake still serves its sound messages; the tests refuse it.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let own = resource.entries().find_map(|entry| match entry {
            Entry::Term(term) if term.id.name == "area" => match term.value.elements.as_slice() {
                [PatternElement::TextElement { value }] => Some((*value).to_owned()),
                _ => None,
            },
            _ => None,
        });
        let area = area.map(String::from).or(own).unwrap_or_default();
        let messages = resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => {
                Some((message.id.name.to_owned(), pieces(message.value.as_ref()?, &area)?))
            }
            _ => None,
        });
        let plain = messages.collect();
        bundle.add_resource_overriding(resource);
        if let Ok(term) = FluentResource::try_new(format!("-area = {area}\n")) {
            bundle.add_resource_overriding(term);
        }
        Self { lang, bundle, plain }
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

    /// A message without arguments.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A message with arguments. An unknown key shows as itself in brackets, so that
    /// a page is never cut short; a test holds that there is none.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.said(key, args).unwrap_or_else(|| self.selected(key, args))
    }

    /// A message from its pieces; none where it has others, or where a fact is missing.
    fn said(&self, key: &str, args: &[(&str, &str)]) -> Option<String> {
        let mut text = String::new();
        put(self.plain.get(key)?, args, &mut text)?;
        Some(text)
    }

    /// A message as Fluent makes it.
    fn selected(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            // A plain integer is passed as a number, so that [0] and plural rules can select on it;
            // it is written as it stands.
            let value = match value.parse::<i32>() {
                Ok(number) if number.to_string() == *value => FluentValue::from(number),
                _ => FluentValue::from(*value),
            };
            // Fluent selects on words and numbers only: `$name-is` is [empty] where there is
            // nothing to say.
            if value_is_empty(&value) {
                values.set(format!("{name}-is"), FluentValue::from("empty"));
            }
            values.set(*name, value);
        }
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }

    /// [`say`](Self::say) with arguments made for it, such as numbers written out.
    #[must_use]
    pub fn tell(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.say(key, &args)
    }

    /// A noun of the plan files, which are Chinese only, where the language uses it.
    #[must_use]
    pub fn noun(&self, zh: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => String::new(),
        }
    }

    /// Whether the catalogue has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

fn value_is_empty(value: &FluentValue<'_>) -> bool {
    matches!(value, FluentValue::String(text) if text.is_empty())
}

/// What cannot go on: one clear error, as a message key and its facts.
#[derive(Debug)]
pub struct Stop {
    /// The key in the message catalogue.
    pub key: &'static str,
    /// Named facts that the message carries.
    pub facts: Vec<(&'static str, String)>,
    /// A pointer into a file, already laid out, below the message.
    pub excerpt: Option<String>,
    /// The error of the system or of a library that it stands for.
    pub cause: Option<anyhow::Error>,
}

impl Stop {
    /// An error without an excerpt.
    #[must_use]
    pub fn new<const N: usize>(key: &'static str, facts: [(&'static str, String); N]) -> Self {
        Self { key, facts: facts.into(), excerpt: None, cause: None }
    }

    /// The error in words.
    #[must_use]
    pub fn render(&self, messages: &Messages) -> String {
        let facts: Vec<(&str, &str)> = self.facts.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let mut text = messages.say(self.key, &facts);
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
            Self { cause: Some(error), ..Self::new("error-other", [("why", why)]) }
        })
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        anyhow::Error::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Messages, Piece};

    fn facts(pieces: &[Piece]) -> Vec<&str> {
        fn of(piece: &Piece) -> Vec<&str> {
            match piece {
                Piece::Text(_) => Vec::new(),
                Piece::Fact(name) => vec![name],
                Piece::Either(name, empty, other) => {
                    [vec![name.as_str()], facts(empty), facts(other)].concat()
                }
            }
        }
        pieces.iter().flat_map(of).collect()
    }

    #[test]
    fn what_is_none_is_not_counted() {
        for (lang, said) in
            [(Lang::Zh, "2024 年度应报表 9 份，收到 9 份。"), (Lang::En, "9 of 9 returns for 2024 came in. ")]
        {
            let facts = [("year", "2024"), ("due", "9"), ("came", "9"), ("late", "0"), ("absent", "0")];
            assert_eq!(Messages::new(lang).say("annual-returns", &facts), said);
        }
    }

    #[test]
    fn what_is_said_the_quick_way_is_what_fluent_says() {
        for lang in [Lang::Zh, Lang::En] {
            let messages = Messages::new(lang);
            assert!(messages.plain.len() > 400);
            let all: Vec<_> = messages.plain.iter().collect();
            for (key, pieces) in all {
                let facts = facts(pieces);
                for value in ["三星镇", "1234567", "", "<b>&amp;</b>"] {
                    let args: Vec<(&str, &str)> = facts.iter().map(|name| (*name, value)).collect();
                    assert_eq!(messages.said(key, &args), Some(messages.selected(key, &args)), "{key}");
                }
            }
        }
    }
}
