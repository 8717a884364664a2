//! What is wrong in a plan file, and the words that are looked up in it.

use std::ops::Range;

use toml::Spanned;

use crate::catalogue::element::Element;
use crate::catalogue::file::Number;
use crate::catalogue::plans::Catalogue;
use crate::exact::Fraction;
use crate::messages::{AnyMessage, Fact, Message, Stop, Text};
use crate::model::ElementIx;

/// What is wrong in a plan file: a message, its facts, and where.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    pub(in crate::catalogue) key: AnyMessage,
    pub(in crate::catalogue) facts: Vec<(&'static str, Fact<'static>)>,
    pub(in crate::catalogue) span: Range<usize>,
    /// The key that it is about, where that is another than the one of the place: in a workbook it has a
    /// cell of its own.
    pub(in crate::catalogue) about: Option<&'static str>,
}

/// `mistake!("plan-number", span, found = text)`: a message with its facts, and where in the text of
/// the file.
macro_rules! mistake {
    ($key:literal, $span:expr $(, $fact:ident = $value:expr)* $(,)?) => {
        mistake!(key!($key), $span $(, $fact = $value)*)
    };
    ($key:expr, $span:expr $(, $fact:ident = $value:expr)* $(,)?) => {
        $crate::catalogue::Mistake::new::<
            { $crate::messages::facts(&[$(stringify!($fact)),*]) },
        >($key, $span, vec![$((stringify!($fact), fact!($fact, $value).into_owned())),*])
    };
}
/// Several, of which each stands for itself.
impl From<Mistake> for Vec<Mistake> {
    fn from(one: Mistake) -> Self {
        vec![one]
    }
}

/// Whatever is wrong in one thing, gathered rather than told one at a time.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Gathered(Vec<Mistake>);

impl Gathered {
    /// What something is; nothing where it is wrong.
    pub(in crate::catalogue) fn of<T, E: Into<Vec<Mistake>>>(&mut self, found: Result<T, E>) -> Option<T> {
        found.map_err(|wrong| self.0.extend(wrong.into())).ok()
    }

    /// Something that is wrong.
    pub(in crate::catalogue) fn say(&mut self, wrong: Mistake) {
        self.0.push(wrong);
    }

    /// What was gathered.
    pub(in crate::catalogue) fn told(self) -> Vec<Mistake> {
        self.0
    }

    /// What was gathered, where there is anything.
    pub(in crate::catalogue) fn nothing(self) -> Result<(), Vec<Mistake>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

impl Mistake {
    pub(crate) fn new<const FACTS: u64>(
        key: Message<FACTS>,
        span: Range<usize>,
        facts: Vec<(&'static str, Fact<'static>)>,
    ) -> Self {
        Self { key: key.any(), facts, span, about: None }
    }

    /// The same about a key that may be blank.
    pub(in crate::catalogue) fn about(self, key: &'static str) -> Self {
        Self { about: Some(key), ..self }
    }

    /// The error that it is, without its place.
    pub(in crate::catalogue) fn stop(&self) -> Stop {
        Stop { key: self.key, facts: self.facts.clone(), ..stop!("error-other", why = "") }
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

/// What elements are called in the plan files: by their ids, by the codes that the forms print, or by
/// labels that are those of one element alone.
pub(in crate::catalogue) struct ElementNames<'a>(Vec<[&'a str; 3]>);

impl<'a> ElementNames<'a> {
    pub(in crate::catalogue) fn of(catalogue: &'a Catalogue) -> Self {
        let names = |own: &'a Element| [own.id.as_str(), &own.code, &own.label.zh];
        Self(catalogue.elements.iter().map(names).collect())
    }

    pub(in crate::catalogue) fn add(&mut self, id: &'a str, code: &'a str, label: &'a str) {
        self.0.push([id, code, label]);
    }

    pub(in crate::catalogue) fn find(&self, name: &Spanned<String>) -> Result<ElementIx, Mistake> {
        let wanted = name.get_ref().as_str();
        let places = |is_it: &dyn Fn(&[&str; 3]) -> bool| -> Vec<usize> {
            self.0.iter().enumerate().filter(|(_, own)| is_it(own)).map(|(at, _)| at).collect()
        };
        let named = places(&|[id, code, _]| *id == wanted || *code == wanted);
        let labelled = places(&|[.., label]| *label == wanted);
        let found = match (named.as_slice(), labelled.as_slice()) {
            ([at, ..], _) | ([], [at]) => u16::try_from(*at).ok(),
            ([], []) => None,
            ([], several) => {
                let codes =
                    several.iter().filter_map(|at| Some(self.0.get(*at)?[1])).collect::<Vec<_>>().join(", ");
                return Err(mistake!("plan-label-several", name.span(), name = wanted, codes = codes));
            }
        };
        found.map(ElementIx).ok_or_else(|| Mistake::unknown(name, self.0.iter().flatten().copied()))
    }
}
