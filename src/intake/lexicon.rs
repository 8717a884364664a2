//! What a text of a return can be: a header, an element, a unit, a year, a measure, or several
//! of them, each with the part of the text that says it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use crate::catalogue::{Catalogue, Column, ElementKind, FormKind, Identity};
use crate::fold::{fold, is_blank, is_footnote, squeeze};
use crate::intake::scale::{Measures, Scale};
use crate::intake::taught::Taught;
use crate::intake::{figure, identity};
use crate::model::{DISTRICT, ElementIx, Level, UnitIx};
use crate::registry::Registry;

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

/// What there is to know of a text: the same texts stand in every return.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// What it announces as a header.
    pub columns: Vec<Column>,
    /// What it announces of the return itself, each with the rest of its text after a colon.
    pub identity: Vec<(Identity, Option<String>)>,
    /// The element whose code it is.
    pub code: Option<ElementIx>,
    /// Which of the labels it is.
    label: Option<usize>,
    /// The functional centre that it names.
    pub centre: Option<u8>,
    /// Whether it names a unit, and by which part of it where that is not the whole.
    pub unit: bool,
    core: Option<Box<str>>,
    /// The year that it says.
    pub year: Option<i32>,
    /// The unit of measure that it says.
    pub scale: Option<Scale>,
    /// The units of measure that it says for all that follows: 单位：千人次.
    pub scales: Vec<Scale>,
    /// Which of several figures it tells: see [`Quality`].
    pub quality: Quality,
    /// Whether more stands in it than is known; it is no element then.
    pub more: bool,
    /// Whether it names a row of totals.
    pub is_total: bool,
    /// Whether, outside of every known place, it could be an answer that was lost.
    pub is_an_answer: bool,
}

/// Which of several figures for one thing a head tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Nothing.
    #[default]
    Plain,
    /// All together.
    Total,
    /// What was reached.
    Reached,
    /// What was planned.
    Planned,
    /// One of several parts.
    Part,
}

impl Word {
    /// Whether it can stand in the head of a table.
    #[must_use]
    pub fn is_head(&self) -> bool {
        !self.more
            && (!self.columns.is_empty()
                || self.names_an_element()
                || self.unit
                || self.year.is_some()
                || self.scale.is_some()
                || self.quality != Quality::Plain)
    }

    /// Whether it is the code or the label of an element.
    #[must_use]
    pub fn names_an_element(&self) -> bool {
        self.code.is_some() || self.label.is_some()
    }

    /// The part of a text by which it names a unit.
    #[must_use]
    pub fn unit_in<'a>(&'a self, text: &'a str) -> &'a str {
        self.core.as_deref().unwrap_or(text)
    }
}

/// What the lexicon of this number knows of the texts that it was asked for.
#[derive(Default)]
struct Known {
    lexicon: u64,
    words: FxHashMap<Box<str>, Rc<Word>>,
    /// One for all texts of which nothing is known, and one for all that only name a unit.
    nothing: Rc<Word>,
    unit: Option<Rc<Word>>,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// Longer texts are remarks, of which nothing is known, and more than so many are no labels.
pub(crate) const LONGEST: usize = 600;
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

/// The same before anybody asks for candidates.
enum Failed {
    Unknown,
    Ambiguous(Vec<UnitIx>),
    CodeName(UnitIx, Vec<UnitIx>),
}

/// A unit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The unit.
    pub unit: UnitIx,
    /// Its name is known, the code beside it is not.
    pub code_unknown: bool,
}

/// Whose a file is of which nothing is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The unit.
    pub unit: UnitIx,
    /// Whether only its folder says so, in which returns of units within it lie too.
    pub by_folder: bool,
    /// Another unit that its name or folder names, where its cells name this one.
    pub or: Option<UnitIx>,
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

    /// Takes a text for something that may stand beside a name; whether it is that.
    fn says(&self, word: &mut Word, text: &str) -> bool {
        let words = &self.catalogue.words;
        let folded = fold(text);
        let listed = |list: &[String]| list.contains(&folded);
        let part = || words.parts.first().is_some_and(|first| folded == *first);
        let letters = || {
            text.chars().all(|c| c.is_ascii_alphanumeric() || "+-*/×÷=%.".contains(c))
                && text.chars().filter(char::is_ascii_alphabetic).count() <= 3
                && !text.is_empty()
                && text.len() <= 9
        };
        if let Some(year) = identity::head_year(text, &words.years) {
            // Said twice it is said once, if it is the same.
            word.more |= word.year.is_some_and(|own| own != year);
            word.year = Some(year);
        } else if let Some(scale) = self.measures.read(text) {
            word.more |= word.scale.as_ref().is_some_and(|own| *own != scale);
            word.scale = Some(scale);
        } else if listed(&words.total_rows) || listed(&words.totals) {
            word.quality = Quality::Total;
            word.is_total = true;
        } else if listed(&words.planned) {
            word.quality = Quality::Planned;
        } else if listed(&words.reached) {
            word.quality = Quality::Reached;
        } else if listed(&words.parts) || part() {
            word.quality = Quality::Part;
        } else {
            // 续表, 盖章, the A of A/B.
            return listed(&words.fillers) || letters();
        }
        true
    }

    /// Takes away from a text what may stand beside a name, until a name is left or nothing.
    fn taken_apart(&self, word: &mut Word, text: &str) {
        const LONGEST_NAME: usize = 240;
        let marked = text
            .trim()
            .trim_matches(|c| is_footnote(c) || matches!(c, '*' | '＊' | '△' | '▲' | '☆' | '★' | '※'));
        let text: String = squeeze(marked).chars().map(narrow_bracket).collect();
        if text.len() > LONGEST_NAME {
            return;
        }
        let mut rest = text.as_str();
        let mut said = Word::default();
        loop {
            rest = rest.trim_matches(|c: char| {
                matches!(c, '-' | '—' | '–' | '_' | ':' | ',' | '、' | '·' | '|' | ';' | '*' | '.')
            });
            let mut own = Word::default();
            if rest.is_empty() || (rest.len() < text.len() && self.names(&mut own, &fold(rest), rest)) {
                if own.names_an_element() || own.unit || !own.columns.is_empty() || own.centre.is_some() {
                    (said.columns, said.code, said.label) = (own.columns, own.code, own.label);
                    (said.centre, said.unit) = (own.centre, own.unit);
                    said.core = own.unit.then(|| rest.into());
                } else {
                    // What is left is a year or a measure itself.
                    said.more |= !rest.is_empty() && !self.says(&mut said, rest);
                }
                *word = Word { is_an_answer: word.is_an_answer, ..said };
                return;
            }
            match self.peel(&mut said, rest) {
                Some(shorter) => rest = shorter,
                None => break,
            }
        }
        // What is left is not known. A year and a measure that it says may be said of a table.
        let Word { year, scale, quality, .. } = said;
        let part =
            self.catalogue.words.parts.first().is_some_and(|first| fold(&text).starts_with(first.as_str()));
        word.more = true;
        word.quality = if part { Quality::Part } else { quality };
        (word.year, word.scale) = (year, scale);
        word.is_total = self.catalogue.words.is_total(&fold(&text));
    }

    /// A text without one thing that stands beside its name.
    fn peel<'t>(&self, said: &mut Word, text: &'t str) -> Option<&'t str> {
        // （千人次） behind it or before it.
        if let Some((before, inner)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
            && self.bracketed(said, inner)
        {
            return Some(before);
        }
        if let Some((inner, after)) = text.strip_prefix('(').and_then(|text| text.split_once(')'))
            && (self.bracketed(said, inner) || is_ordinal(inner))
        {
            return Some(after);
        }
        // 一、 or 1. before it.
        if let Some((number, after)) = text.split_once(['、', '.'])
            && is_ordinal(number)
        {
            return Some(after);
        }
        // A year before it or behind it, or a word at either end; never all of it.
        let words = &self.catalogue.words;
        if let Some(digits) = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let rest = text.get(4..).unwrap_or_default();
            let longest = words
                .years
                .iter()
                .filter(|word| rest.starts_with(word.as_str()))
                .max_by_key(|word| word.len());
            if let Some(end) = longest
                && self.says(said, &format!("{digits}{end}"))
            {
                return rest.get(end.len()..);
            }
        }
        let year = words.years.iter().filter_map(|end| {
            let before = text.strip_suffix(end.as_str())?;
            let at = before.char_indices().rev().take_while(|(_, c)| c.is_ascii_digit()).last()?.0;
            Some(at)
        });
        if let Some(at) = year.min()
            && at > 0
            && text.get(at..).is_some_and(|year| self.says(said, year))
        {
            return text.get(..at);
        }
        let lists = [&words.total_rows, &words.totals, &words.planned, &words.reached, &words.parts];
        let mut all: Vec<&String> = lists.into_iter().flatten().collect();
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for own in all {
            let short = text.strip_suffix(own.as_str()).or_else(|| text.strip_prefix(own.as_str()));
            if let Some(short) = short.filter(|short| !short.is_empty())
                && self.known(short)
                && self.says(said, own)
            {
                return Some(short);
            }
        }
        // ，千人次 behind it.
        let (before, after) = text.rsplit_once([',', '、', ';', '/', '-', '—', ':'])?;
        if self.says(said, after) {
            return Some(before);
        }
        let (before, after) = text.split_once(['-', '—', ':', '_'])?;
        self.says(said, before).then_some(after)
    }

    /// Whether some text, without the marks around it, is a name.
    fn known(&self, text: &str) -> bool {
        let text = text.trim_matches(|c: char| matches!(c, '-' | '—' | ':' | ',' | '、' | '(' | ')' | '_'));
        let mut word = Word::default();
        self.names(&mut word, &fold(text), text) || self.says(&mut word, text)
    }

    /// What stands in brackets beside a name.
    fn bracketed(&self, said: &mut Word, inner: &str) -> bool {
        let scale = inner.strip_prefix("计量").unwrap_or(inner).strip_prefix("单位:").unwrap_or(inner);
        self.says(said, scale)
    }

    /// What a text says of the return itself: one or several labels, each with what stands behind
    /// its colon. A label alone is said by the next cell.
    fn identities(&self, text: &str) -> Vec<(Identity, Option<String>)> {
        let fillers = &self.catalogue.words.fillers;
        let filled = |folded: &str, label: &[char]| {
            let rest: String = folded.chars().skip(label.len()).collect();
            rest.is_empty() || fillers.contains(&rest)
        };
        let bare = |text: &str| -> Option<Identity> {
            let folded = fold(text);
            let own = self.identities.iter().find(|(label, _)| {
                folded.chars().take(label.len()).eq(label.iter().copied()) && filled(&folded, label)
            });
            own.map(|(_, what)| *what)
        };
        let narrow: String = text.chars().map(|c| if c == '：' { ':' } else { c }).collect();
        if !narrow.contains(':') {
            return bare(&narrow).map(|what| vec![(what, None)]).unwrap_or_default();
        }
        // Each label stands between a blank, or the beginning, and its colon.
        let mut all: Vec<(Identity, Option<String>)> = Vec::new();
        let mut value: Option<(Identity, String)> = None;
        let mut pieces = narrow.split(':').peekable();
        let mut first = true;
        while let Some(piece) = pieces.next() {
            let is_last = pieces.peek().is_none();
            // The label of the next value is the end of this piece.
            let (own, label) = if is_last { (piece, None) } else { self.label_at_end(piece, first, &bare) };
            match &mut value {
                Some((_, said)) => said.push_str(own),
                // The text begins with something else.
                None if first && label.is_none() => return Vec::new(),
                None => {}
            }
            first = false;
            match label {
                Some(what) => all.extend(value.replace((what, String::new())).map(|own| self.said(own))),
                // A colon within a value, as in a time.
                None if !is_last => value.iter_mut().for_each(|(_, said)| said.push(':')),
                None => {}
            }
        }
        all.extend(value.map(|own| self.said(own)));
        all
    }

    /// Splits what stands before a colon into the end of a value and a label.
    fn label_at_end<'t>(
        &self,
        piece: &'t str,
        first: bool,
        bare: &impl Fn(&str) -> Option<Identity>,
    ) -> (&'t str, Option<Identity>) {
        if let (true, Some(what)) = (first, bare(piece)) {
            return ("", Some(what));
        }
        let starts =
            piece.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, ';' | '；' | ',' | '，'));
        for (at, c) in starts {
            let rest = piece.get(at + c.len_utf8()..).unwrap_or_default();
            if let Some(what) = bare(rest) {
                return (piece.get(..at).unwrap_or_default(), Some(what));
            }
        }
        (piece, None)
    }

    /// What a label says, without the stamp: 海永镇（盖章）.
    fn said(&self, (what, value): (Identity, String)) -> (Identity, Option<String>) {
        let fillers = &self.catalogue.words.fillers;
        let mut value = value.trim().to_owned();
        let bracketed = |c: char| matches!(c, '(' | '（');
        if let Some((before, inner)) =
            value.strip_suffix([')', '）']).and_then(|text| text.rsplit_once(bracketed))
            && fillers.contains(&fold(inner))
        {
            value = before.trim().to_owned();
        }
        (what, Some(value))
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
        self.sought(code, name, levels, within).map_err(|failed| match failed {
            Failed::Unknown => {
                Unresolved::Unknown(name.map_or_else(Vec::new, |name| self.near(name, levels)))
            }
            Failed::Ambiguous(several) => {
                Unresolved::Ambiguous(several.iter().map(|ix| self.described(*ix)).collect())
            }
            Failed::CodeName(unit, named) => {
                let mut names = vec![self.registry.unit(unit).name.clone()];
                names.extend(named.iter().map(|ix| self.registry.unit(*ix).code.clone()));
                Unresolved::CodeName(names)
            }
        })
    }

    /// The same where nobody asks why.
    #[must_use]
    pub fn known_unit(&self, code: Option<&str>, name: Option<&str>, levels: &[Level]) -> Option<UnitIx> {
        self.sought(code, name, levels, None).ok().map(|found| found.unit)
    }

    fn sought(
        &self,
        code: Option<&str>,
        name: Option<&str>,
        levels: &[Level],
        within: Option<UnitIx>,
    ) -> Result<Resolved, Failed> {
        let fits = |ix: &UnitIx| levels.contains(&self.registry.unit(*ix).level);
        let coded = code.and_then(|code| self.registry.by_code(&squeeze(code)));
        let Some(name) = name.filter(|name| !is_blank(name)) else {
            let unit = coded.filter(fits).ok_or(Failed::Unknown)?;
            return Ok(Resolved { unit, code_unknown: false });
        };
        let mut named: Vec<UnitIx> = self.registry.by_name(name).iter().copied().filter(fits).collect();
        if levels.contains(&Level::District) && self.reporters.contains(&fold(name)) {
            named.push(DISTRICT);
        }
        match coded {
            Some(unit) if named.contains(&unit) => return Ok(Resolved { unit, code_unknown: false }),
            Some(unit) => return Err(Failed::CodeName(unit, named)),
            None => {}
        }
        if let (Some(within), true) = (within, named.len() > 1) {
            named.retain(|ix| self.registry.is_within(*ix, within));
        }
        match named.as_slice() {
            [unit] => Ok(Resolved { unit: *unit, code_unknown: code.is_some_and(|c| !is_blank(c)) }),
            [] => Err(Failed::Unknown),
            _ => Err(Failed::Ambiguous(named)),
        }
    }

    fn described(&self, ix: UnitIx) -> String {
        let unit = self.registry.unit(ix);
        format!("{} {}", unit.code, unit.name)
    }

    /// Up to three names that are nearly the same, or stand in the text.
    fn near(&self, name: &str, levels: &[Level]) -> Vec<String> {
        self.registry.near(name, levels).into_iter().map(|ix| self.described(ix)).collect()
    }

    /// Whose a file is by its name, else by the folder it lies in.
    #[must_use]
    pub fn whose(&self, file: &str) -> Option<Whose> {
        let name = file.rsplit('/').next().unwrap_or(file);
        let (words, unit) = self.unit_of_file(file)?;
        Some(Whose { unit, by_folder: !name.contains(words.as_str()), or: None })
    }

    /// The unit that a file is called after, or the folder it lies in, with the words that say so.
    #[must_use]
    pub fn unit_of_file(&self, file: &str) -> Option<(String, UnitIx)> {
        let levels = [Level::District, Level::Township, Level::Facility];
        let mut names = file.rsplit('/');
        let stem = names.next().map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let exact = |name: &str| Some((name.to_owned(), self.known_unit(None, Some(name), &levels)?));
        stem.into_iter().chain(names).filter(|name| !is_blank(name)).find_map(|name| {
            let parts = name.split(['-', '_', ' ', '－', '—', '　']);
            let parts = parts.map(|part| part.trim_matches(char::is_numeric)).filter(|part| !is_blank(part));
            let within = || match self.units_within(name).as_slice() {
                [unit] => Some((name.to_owned(), *unit)),
                _ => None,
            };
            std::iter::once(name).chain(parts).find_map(exact).or_else(within)
        })
    }

    /// The townships and facilities whose names stand in a text; of names within names the outer
    /// ones.
    #[must_use]
    pub fn units_within(&self, text: &str) -> Vec<UnitIx> {
        let folded: Vec<char> = fold(text).chars().collect();
        let mut found: Vec<(usize, usize, UnitIx)> = Vec::new();
        for from in 0..folded.len() {
            for to in from + 2..=folded.len() {
                let name: String = folded.get(from..to).unwrap_or_default().iter().collect();
                let own = self.named.get(name.as_str()).map_or(&[][..], Vec::as_slice);
                found.extend(own.iter().map(|ix| (from, to, *ix)));
            }
        }
        let outer = |own: &(usize, usize, UnitIx)| {
            let around = |other: &&(usize, usize, UnitIx)| {
                other.0 <= own.0 && own.1 <= other.1 && other.1 - other.0 > own.1 - own.0
            };
            !found.iter().any(|other| around(&other))
        };
        let mut units: Vec<UnitIx> = found.iter().filter(|own| outer(own)).map(|own| own.2).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}

fn names_of(registry: &Registry) -> FxHashMap<String, Vec<UnitIx>> {
    let mut all: FxHashMap<String, Vec<UnitIx>> = FxHashMap::default();
    for level in [Level::Township, Level::Facility] {
        for ix in registry.of_level(level) {
            let unit = registry.unit(*ix);
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                all.entry(fold(name)).or_default().push(*ix);
            }
        }
    }
    all
}

/// Brackets of every kind as one.
fn narrow_bracket(c: char) -> char {
    match c {
        '[' | '〔' | '【' | '{' | '〈' => '(',
        ']' | '〕' | '】' | '}' | '〉' => ')',
        other => other,
    }
}

/// Whether a text numbers a line: 一, 12.
fn is_ordinal(text: &str) -> bool {
    let digits = text.chars().all(|c| c.is_ascii_digit()) && text.len() <= 2;
    let chinese = text.chars().all(|c| "一二三四五六七八九十".contains(c)) && text.chars().count() <= 3;
    !text.is_empty() && (digits || chinese)
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
