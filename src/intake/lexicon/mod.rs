//! What a text of a return can be: a header, an element, a unit, a year, a measure, or several
//! of them, each with the part of the text that says it.

mod apart;
mod units;
mod word;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use crate::catalogue::{Catalogue, ElementKind, FormKind, Identity};
use crate::fold::{fold, squeeze};
use crate::intake::figure::{self, LONGEST};
use crate::intake::scale::{Measures, Scale};
use crate::intake::taught::Taught;
use crate::model::{ElementIx, Level, UnitIx};
use crate::registry::Registry;
use units::names_of;
use word::Known;

pub use units::{Resolved, Unresolved, Whose};
pub use word::{Quality, Word};

/// Everything that a cell's text is looked up in.
pub struct Lexicon<'a> {
    /// The plans.
    pub catalogue: &'a Catalogue,
    /// The org units.
    pub registry: &'a Registry,
    /// Tables that the commission taught the program.
    pub layouts: Vec<Taught>,
    codes: BTreeMap<String, ElementIx>,
    labels: BTreeMap<String, usize>,
    /// The elements of each label.
    labelled: Vec<Vec<ElementIx>>,
    centres: BTreeMap<String, u8>,
    answers: BTreeSet<String>,
    reporters: Vec<String>,
    /// The townships and facilities of each folded name.
    named: FxHashMap<String, Vec<UnitIx>>,
    measures: Measures,
    /// The words beside which a return says something of itself, the longest first.
    identities: Vec<(Vec<char>, Identity)>,
    /// Tells what one lexicon knows of a text from what another one does.
    number: u64,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

const MOST: usize = 4_000;

static NUMBER: AtomicU64 = AtomicU64::new(1);

impl<'a> Lexicon<'a> {
    /// Puts the names of a catalogue and a registry in order.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, registry: &'a Registry) -> Self {
        let mut codes = BTreeMap::new();
        let mut of_labels: BTreeMap<String, Vec<ElementIx>> = BTreeMap::new();
        for (ix, element) in catalogue.elements_ix() {
            codes.insert(fold(&element.code), ix);
            codes.insert(fold(&element.id), ix);
            for label in std::iter::once(&element.label.zh).chain(&element.also_called) {
                let label = fold(label);
                // 规范管理人数（人）: a label is often printed with its measure word.
                of_labels.entry(label.clone() + &fold(&element.unit.zh)).or_default().push(ix);
                of_labels.entry(label).or_default().push(ix);
            }
        }
        let (labels, labelled): (Vec<_>, Vec<_>) = of_labels.into_iter().unzip();
        let entries = (0..).zip(&catalogue.centres.entries);
        let centres = entries.map(|(position, entry)| (fold(&entry.name.zh), position)).collect();
        let reporters = catalogue.reporters().into_iter().map(fold).collect();
        let of_identity = |(what, words): (&Identity, &Vec<String>)| {
            words.iter().map(|word| (word.chars().collect::<Vec<_>>(), *what)).collect::<Vec<_>>()
        };
        let mut identities: Vec<_> = catalogue.words.identity.iter().flat_map(of_identity).collect();
        identities.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self {
            catalogue,
            registry,
            layouts: Vec::new(),
            codes,
            labels: labels.into_iter().zip(0..).collect(),
            labelled,
            centres,
            answers: answers(catalogue),
            reporters,
            named: names_of(registry),
            measures: Measures::of(catalogue),
            identities,
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// What there is to know of a text, worked out once on each thread.
    #[must_use]
    pub fn word(&self, text: &str) -> Rc<Word> {
        let text = if text.len() > LONGEST { "" } else { text };
        KNOWN.with_borrow_mut(|known| {
            if known.lexicon != self.number || known.words.len() > MOST {
                known.words.clear();
                known.lexicon = self.number;
            }
            if let Some(word) = known.words.get(text) {
                return Rc::clone(word);
            }
            let word = self.looked_up(text);
            let only_unit = known.unit.get_or_insert_with(|| Rc::new(Word { unit: true, ..Word::default() }));
            let word = if word == *known.nothing {
                Rc::clone(&known.nothing)
            } else if word == **only_unit {
                Rc::clone(only_unit)
            } else {
                Rc::new(word)
            };
            known.words.insert(text.into(), Rc::clone(&word));
            word
        })
    }

    /// Who reads the cells of figures.
    #[must_use]
    pub fn reader(&self) -> figure::Reader<'_> {
        figure::Reader { words: &self.catalogue.words, measures: &self.measures }
    }

    /// The unit of measure that a text is.
    #[must_use]
    pub fn measure(&self, text: &str) -> Option<Scale> {
        self.measures.read(text)
    }

    fn looked_up(&self, text: &str) -> Word {
        // No answer is longer; most texts are.
        const LONGEST_ANSWER: usize = 48;
        let folded = fold(text);
        let whole = squeeze(text);
        let mut word = Word {
            is_an_answer: text.len() <= LONGEST_ANSWER && self.answers.contains(&whole.to_lowercase()),
            ..Word::default()
        };
        if self.names(&mut word, &folded, &whole) {
            word.identity = self.identities(text);
            return word;
        }
        word.identity = self.identities(text);
        let scales = whole.trim_matches(['(', ')']);
        let scales = scales.strip_prefix("计量").unwrap_or(scales).strip_prefix("单位:");
        if let Some(scales) = scales {
            match self.measures.list(scales) {
                Some(all) => word.scales = all,
                // 单位：海永镇.
                None if !self.registry.by_name(scales).is_empty() && word.identity.is_empty() => {
                    word.identity.push((Identity::Name, Some(scales.to_owned())));
                }
                None => {}
            }
        } else if word.identity.is_empty() {
            self.taken_apart(&mut word, text);
        }
        word
    }

    /// What a text is as a whole, and whether it is anything.
    fn names(&self, word: &mut Word, folded: &str, whole: &str) -> bool {
        let words = &self.catalogue.words;
        let header = words.header.iter().filter(|(_, words)| words.iter().any(|word| word == folded));
        word.columns = header.map(|(column, _)| *column).collect();
        word.code = self.codes.get(folded).copied();
        word.label = self.labels.get(folded).copied();
        word.centre = self.centres.get(folded).copied();
        let named = !folded.is_empty() && !self.registry.by_name(whole).is_empty();
        word.unit =
            named || self.registry.by_code(whole).is_some() || self.reporters.iter().any(|own| own == folded);
        let names = !word.columns.is_empty() || word.names_an_element() || word.centre.is_some() || word.unit;
        // A word of its own that is no name: 合计, 2025年, （千人次）.
        let mut said = Word::default();
        if !names && self.says(&mut said, whole) {
            (word.year, word.scale, word.quality) = (said.year, said.scale, said.quality);
            word.is_total = said.is_total;
            return true;
        }
        word.is_total = !names && words.is_total(folded);
        if word.is_total {
            word.quality = Quality::Total;
        }
        names || word.is_total
    }

    /// The same with tables that the commission taught the program.
    #[must_use]
    pub fn taught(self, layouts: Vec<Taught>) -> Self {
        Self { layouts, ..self }
    }

    /// The elements that have a text as their label.
    #[must_use]
    pub fn labelled(&self, word: &Word) -> &[ElementIx] {
        let own = word.label.and_then(|at| self.labelled.get(at));
        own.map_or(&[], Vec::as_slice)
    }

    /// The functional centre of a name.
    #[must_use]
    pub fn centre(&self, text: &str) -> Option<u8> {
        self.centres.get(&fold(text)).copied()
    }
}

/// Every word that can answer an element.
fn answers(catalogue: &Catalogue) -> BTreeSet<String> {
    let words = &catalogue.words;
    let choices = catalogue.elements.iter().flat_map(|element| match &element.kind {
        ElementKind::Choice(choices) => choices.as_slice(),
        ElementKind::Count | ElementKind::YesNo => &[],
    });
    let lists = [&words.yes, &words.no, &words.missing, &words.none];
    lists.into_iter().flatten().chain(choices).map(|word| squeeze(word).to_lowercase()).collect()
}

/// The level of the units that carry the figures of a form.
#[must_use]
pub fn level_of(form: FormKind) -> Level {
    match form {
        FormKind::Facility | FormKind::Centres => Level::Facility,
        FormKind::Village => Level::Village,
        FormKind::Township => Level::Township,
        FormKind::District => Level::District,
    }
}
