//! Units of measure: what is counted, and by how many at a time.

use crate::catalogue::{Catalogue, Element, Vocabulary};
use crate::fold::{fold, squeeze};

/// A unit of measure that a return says: 千人次 counts 人次 by the thousand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale {
    /// How many one of it is.
    pub factor: i64,
    /// What is counted, folded; empty where only the power of ten is said.
    pub word: String,
}

impl Scale {
    /// The factor by which figures of an element are multiplied; none where the measure counts
    /// something else.
    #[must_use]
    pub fn of(&self, element: &Element, words: &Vocabulary) -> Option<i64> {
        let own = fold(&element.unit.zh);
        let same = |group: &Vec<String>| group.contains(&own) && group.contains(&self.word);
        let counts_it = self.word.is_empty()
            || self.word == own
            || element.also_counted_in.contains(&self.word)
            || words.unit_words.iter().any(same);
        counts_it.then_some(self.factor)
    }
}

/// The measures that can be told.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    scales: Vec<(String, i64)>,
    words: Vec<String>,
    others: Vec<String>,
}

impl Measures {
    /// Those of a catalogue.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        let words = &catalogue.words;
        let own = catalogue.elements.iter().map(|element| fold(&element.unit.zh));
        let also = catalogue.elements.iter().flat_map(|element| element.also_counted_in.iter().cloned());
        let mut all: Vec<String> =
            own.chain(also).chain(words.unit_words.iter().flatten().cloned()).collect();
        all.sort_unstable();
        all.dedup();
        all.retain(|word| !word.is_empty());
        Self { scales: words.scales.clone(), words: all, others: words.other_units.clone() }
    }

    /// The measure that a text is, brackets and blanks apart.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Scale> {
        let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）'));
        let folded = fold(bare);
        if folded.is_empty() {
            return self
                .others
                .contains(&bare.to_owned())
                .then(|| Scale { factor: 1, word: bare.to_owned() });
        }
        let known = |word: &str| self.words.iter().chain(&self.others).any(|own| own == word);
        if known(&folded) {
            return Some(Scale { factor: 1, word: folded });
        }
        self.scales.iter().find_map(|(scale, factor)| {
            let word = folded.strip_prefix(scale.as_str())?;
            (word.is_empty() || known(word)).then(|| Scale { factor: *factor, word: word.to_owned() })
        })
    }

    /// A power of ten of a measure somewhere in a text: 联系电话：…　单位：千剂次, （千人）. 每万人 is
    /// none, nor is a quantity such as 5万人.
    #[must_use]
    pub fn within(&self, text: &str) -> Option<Scale> {
        let text = squeeze(text);
        let begins = |before: &str| {
            let last = before.chars().next_back();
            last.is_none_or(|c| !c.is_alphanumeric())
                || before.ends_with("单位")
                || before.ends_with("单位为")
        };
        let ends =
            |rest: &str| rest.chars().next().is_none_or(|c| c.is_ascii_digit() || !c.is_alphanumeric());
        text.char_indices().filter(|(at, _)| text.get(..*at).is_some_and(begins)).find_map(|(at, _)| {
            self.scales.iter().find_map(|(scale, factor)| {
                let rest = text.get(at..)?.strip_prefix(scale.as_str())?;
                let words =
                    self.words.iter().filter(|word| rest.strip_prefix(word.as_str()).is_some_and(ends));
                let word = words.max_by_key(|word| word.len())?;
                Some(Scale { factor: *factor, word: word.clone() })
            })
        })
    }

    /// The measures that a text lists: 人、张.
    #[must_use]
    pub fn list(&self, text: &str) -> Option<Vec<Scale>> {
        let each = text.split(['、', ',', '，', ';', '；', '/', '和', '及']);
        let each = each.filter(|word| !word.trim().is_empty());
        let all = self.read(text).map(|one| vec![one]);
        all.or_else(|| {
            each.map(|word| self.read(word)).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
        })
    }
}
