//! Units of measure: what is counted, and by how many at a time.

use crate::catalogue::{Catalogue, Element, Vocabulary};
use crate::fold::fold;

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
