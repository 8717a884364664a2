//! What is wrong in a plan file, and the words that are looked up in it.

use std::ops::Range;

use toml::Spanned;

use crate::catalogue::file::Number;
use crate::exact::Fraction;
use crate::messages::{AnyMessage, Fact, Message, Text};
use crate::model::ElementIx;

/// What is wrong in a plan file: a message, its facts, and where.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(in crate::catalogue) key: AnyMessage,
    pub(in crate::catalogue) facts: Vec<(&'static str, Fact<'static>)>,
    pub(in crate::catalogue) span: Range<usize>,
}

/// `mistake!("plan-number", span, found = text)`: a message that carries, besides the facts given,
/// the file, the line and the column.
macro_rules! mistake {
    ($key:literal, $span:expr $(, $fact:ident = $value:expr)* $(,)?) => {
        mistake!(key!($key), $span $(, $fact = $value)*)
    };
    ($key:expr, $span:expr $(, $fact:ident = $value:expr)* $(,)?) => {
        $crate::catalogue::Mistake::new::<
            { $crate::messages::facts(&["file", "line", "column" $(, stringify!($fact))*]) },
        >($key, $span, vec![$((stringify!($fact), fact!($fact, $value).into_owned())),*])
    };
}
impl Mistake {
    pub(crate) fn new<const FACTS: u64>(
        key: Message<FACTS>,
        span: Range<usize>,
        facts: Vec<(&'static str, Fact<'static>)>,
    ) -> Self {
        Self { key: key.any(), facts, span }
    }

    /// A name that is not among the valid ones; names the nearest.
    pub(in crate::catalogue) fn unknown<'a>(
        found: &Spanned<String>,
        valid: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        const FEW: usize = 12;
        let valid: Vec<&str> = valid.into_iter().collect();
        // The nearest of a few words in another language is as good as any.
        let words = if valid.len() <= FEW { valid.join(", ") } else { String::new() };
        let (word, nearest) = (found.get_ref(), nearest(found.get_ref(), &valid));
        mistake!("plan-unknown-name", found.span(), found = word, nearest = nearest, words = words)
    }
}

/// The valid name most like `found`.
pub(crate) fn nearest(found: &str, valid: &[&str]) -> String {
    valid
        .iter()
        .min_by_key(|name| strsim::damerau_levenshtein(found, name))
        .map_or_else(String::new, |name| (*name).to_owned())
}

pub(in crate::catalogue) fn one_of<T: Clone>(
    found: &Spanned<String>,
    table: &[(&str, T)],
) -> Result<T, Mistake> {
    table
        .iter()
        .find(|(word, _)| word == found.get_ref())
        .map(|(_, value)| value.clone())
        .ok_or_else(|| Mistake::unknown(found, table.iter().map(|(word, _)| *word)))
}

/// The one of some values that has a word, which is told where the values are.
pub(in crate::catalogue) fn one_named<T: Copy>(
    found: &Spanned<String>,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Result<T, Mistake> {
    let named = all.iter().copied().find(|value| word(*value) == found.get_ref());
    named.ok_or_else(|| Mistake::unknown(found, all.iter().map(|value| word(*value))))
}

pub(in crate::catalogue) fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

pub(in crate::catalogue) fn number(at: &Number, span: Range<usize>) -> Result<Fraction, Mistake> {
    Fraction::parse(&at.text()).ok_or_else(|| mistake!("plan-number", span, found = at.text()))
}

pub(in crate::catalogue) fn choice_position(
    at: &Spanned<String>,
    word: &str,
    choices: &[String],
) -> Result<u8, Mistake> {
    choices
        .iter()
        .position(|choice| choice == word)
        .and_then(|position| u8::try_from(position).ok())
        .ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(String::as_str).collect();
            mistake!(
                "plan-unknown-name",
                at.span(),
                found = word,
                nearest = nearest(word, &names),
                words = names.join(", ")
            )
        })
}

pub(in crate::catalogue) fn element_ix(name: &Spanned<String>, ids: &[&str]) -> Result<ElementIx, Mistake> {
    ids.iter()
        .position(|id| id == name.get_ref())
        .and_then(|at| u16::try_from(at).ok())
        .map(ElementIx)
        .ok_or_else(|| Mistake::unknown(name, ids.iter().copied()))
}
