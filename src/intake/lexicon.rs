//! The names by which headers, elements, centres and units are found.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use crate::catalogue::{Catalogue, Column, ElementIx, ElementKind, FormKind, Identity, Level};
use crate::fold::{fold, squeeze};
use crate::intake::taught::Taught;
use crate::registry::{DISTRICT, Registry, UnitIx};

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
    /// Tells what one lexicon knows of a text from what another one does.
    number: u64,
}

/// What there is to know of a text: the same texts stand in every return.
#[derive(Default, PartialEq, Eq)]
pub struct Word {
    /// What it announces as a header.
    pub columns: Vec<Column>,
    /// What it announces of the return itself, with the rest of its text after a colon.
    pub identity: Option<(Identity, Option<String>)>,
    /// The element whose code it is.
    pub code: Option<ElementIx>,
    /// Which of the labels it is.
    label: Option<usize>,
    /// Whether it names a row of totals.
    pub is_total: bool,
    /// Whether, outside of every known place, it could be an answer that was lost.
    pub is_an_answer: bool,
}

/// What the lexicon of this number knows of the texts that it was asked for.
#[derive(Default)]
struct Known {
    lexicon: u64,
    words: FxHashMap<Box<str>, Rc<Word>>,
    /// One for all texts of which nothing is known.
    nothing: Rc<Word>,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Longer texts are remarks, which nobody repeats, and more than so many are no labels.
const LONGEST: usize = 240;
const MOST: usize = 4_000;

static NUMBER: AtomicU64 = AtomicU64::new(1);

/// Why a unit is not found; the names are candidates to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Nobody is called so.
    Unknown(Vec<String>),
    /// Several are.
    Ambiguous(Vec<String>),
    /// Code and name are of different units.
    CodeName(Vec<String>),
}

/// A unit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The unit.
    pub unit: UnitIx,
    /// Its name is known, the code beside it is not.
    pub code_unknown: bool,
}

impl<'a> Lexicon<'a> {
    /// Puts the names of a catalogue and a registry in order.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, registry: &'a Registry) -> Self {
        let mut codes = BTreeMap::new();
        let mut of_labels: BTreeMap<String, Vec<ElementIx>> = BTreeMap::new();
        for (ix, element) in catalogue.elements_ix() {
            codes.insert(fold(&element.code), ix);
            codes.insert(fold(&element.id), ix);
            let label = fold(&element.label.zh);
            // 规范管理人数（人）: a label is often printed with its measure word.
            of_labels.entry(label.clone() + &fold(&element.unit.zh)).or_default().push(ix);
            of_labels.entry(label).or_default().push(ix);
        }
        let (labels, labelled): (Vec<_>, Vec<_>) = of_labels.into_iter().unzip();
        let entries = (0..).zip(&catalogue.centres.entries);
        let centres = entries.map(|(position, entry)| (fold(&entry.name.zh), position)).collect();
        let reporters = catalogue.reporters().into_iter().map(fold).collect();
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
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// What there is to know of a text, worked out once on each thread.
    #[must_use]
    pub fn word(&self, text: &str) -> Rc<Word> {
        KNOWN.with_borrow_mut(|known| {
            if known.lexicon != self.number || known.words.len() > MOST {
                known.words.clear();
                known.lexicon = self.number;
            }
            if let Some(word) = known.words.get(text) {
                return Rc::clone(word);
            }
            let word = self.looked_up(text);
            let word = if word == Word::default() { Rc::clone(&known.nothing) } else { Rc::new(word) };
            if text.len() <= LONGEST {
                known.words.insert(text.into(), Rc::clone(&word));
            }
            word
        })
    }

    fn looked_up(&self, text: &str) -> Word {
        // No answer is longer; most texts are.
        const LONGEST_ANSWER: usize = 48;
        let folded = fold(text);
        let words = &self.catalogue.words;
        let header = words.header.iter().filter(|(_, words)| words.contains(&folded));
        let whole = squeeze(text);
        let (label, rest) = whole.split_once(':').map_or((&*whole, ""), |(label, rest)| (label, rest));
        let label = fold(label);
        let identity = words.identity.iter().find(|(_, words)| words.contains(&label));
        Word {
            columns: header.map(|(column, _)| *column).collect(),
            identity: identity.map(|(own, _)| (*own, (!rest.is_empty()).then(|| rest.to_owned()))),
            code: self.codes.get(&folded).copied(),
            label: self.labels.get(&folded).copied(),
            is_total: words.total_rows.contains(&folded),
            is_an_answer: text.len() <= LONGEST_ANSWER && self.answers.contains(&whole.to_lowercase()),
        }
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

    /// Finds a unit by what a return says of it. `levels` are those that can be meant,
    /// `within` the unit that it must belong to if its name alone does not tell.
    ///
    /// # Errors
    /// Nobody, several, or a code and a name that contradict each other.
    pub fn unit(
        &self,
        code: Option<&str>,
        name: Option<&str>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Result<Resolved, Unresolved> {
        let fits = |ix: &UnitIx| levels.contains(&self.registry.unit(*ix).level);
        let coded = code.and_then(|code| self.registry.by_code(&squeeze(code)));
        let Some(name) = name.filter(|name| !fold(name).is_empty()) else {
            let unit = coded.filter(fits).ok_or_else(|| Unresolved::Unknown(Vec::new()))?;
            return Ok(Resolved { unit, code_unknown: false });
        };
        let mut named: Vec<UnitIx> = self.registry.by_name(name).iter().copied().filter(fits).collect();
        if levels.contains(&Level::District) && self.reporters.contains(&fold(name)) {
            named.push(DISTRICT);
        }
        match coded {
            Some(unit) if named.contains(&unit) => return Ok(Resolved { unit, code_unknown: false }),
            Some(unit) => {
                let mut names = vec![self.registry.unit(unit).name.clone()];
                names.extend(named.iter().map(|ix| self.registry.unit(*ix).code.clone()));
                return Err(Unresolved::CodeName(names));
            }
            None => {}
        }
        if let (Some(within), true) = (within, named.len() > 1) {
            named.retain(|ix| self.registry.is_within(*ix, within));
        }
        match named.as_slice() {
            [unit] => Ok(Resolved { unit: *unit, code_unknown: code.is_some_and(|c| !fold(c).is_empty()) }),
            [] => Err(Unresolved::Unknown(self.near(name, levels))),
            several => Err(Unresolved::Ambiguous(several.iter().map(|ix| self.described(*ix)).collect())),
        }
    }

    fn described(&self, ix: UnitIx) -> String {
        let unit = self.registry.unit(ix);
        format!("{} {}", unit.code, unit.name)
    }

    /// Up to three names that are nearly the same.
    fn near(&self, name: &str, levels: &[Level]) -> Vec<String> {
        let folded = fold(name);
        let mut ranked: Vec<(usize, UnitIx)> = self
            .registry
            .units()
            .filter(|(_, unit)| levels.contains(&unit.level))
            .map(|(ix, unit)| (strsim::levenshtein(&folded, &fold(&unit.name)), ix))
            .filter(|(distance, _)| *distance * 2 <= folded.chars().count())
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().take(3).map(|(_, ix)| self.described(ix)).collect()
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
