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

use crate::catalogue::{Catalogue, ElementKind, Identity};
use crate::fold::{fold, squeeze};
use crate::intake::figure::{self, LONGEST};
use crate::intake::scale::{Measures, Scale};
use crate::intake::taught::Taught;
use crate::model::{ElementIx, UnitIx};
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

    /// A power of ten of a unit of measure that a text has somewhere.
    #[must_use]
    pub fn scale_within(&self, text: &str) -> Option<Scale> {
        self.measures.within(text)
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
            // Folding leaves nothing of （%）.
            if word.scale.is_none() && whole.contains(['%', '‰']) {
                word.scale = self.measures.read(if whole.contains('‰') { "‰" } else { "%" });
            }
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

#[cfg(test)]
mod tests {
    use super::{Lexicon, Quality, Unresolved};
    use crate::catalogue::Identity;
    use crate::intake::small::{catalogue, registry};
    use crate::model::{Level, UnitIx};

    /// Everything that a text is, in few words.
    fn said(lexicon: &Lexicon<'_>, text: &str) -> String {
        let word = lexicon.word(text);
        let id = |ix| lexicon.catalogue.element(ix).id.clone();
        let mut all: Vec<String> = word.columns.iter().map(|column| format!("{column:?}")).collect();
        let elements = word.code.into_iter().chain(lexicon.labelled(&word).iter().copied());
        all.extend(elements.map(id));
        all.extend(word.centre.map(|at| format!("centre {at}")));
        all.extend(word.unit.then(|| format!("unit {}", word.unit_in(text))));
        all.extend(word.year.map(|year| year.to_string()));
        all.extend(word.scale.iter().map(|scale| format!("×{}{}", scale.factor, scale.word)));
        all.extend(word.scales.iter().map(|scale| format!("all ×{}{}", scale.factor, scale.word)));
        all.extend((word.quality != Quality::Plain).then(|| format!("{:?}", word.quality)));
        all.extend(
            word.identity.iter().map(|(what, rest)| format!("{what:?}={}", rest.as_deref().unwrap_or("→"))),
        );
        for (is, word) in [(word.is_total, "total"), (word.is_an_answer, "answer"), (word.more, "more")] {
            all.extend(is.then(|| word.to_owned()));
        }
        all.join(" ")
    }

    #[test]
    fn a_text_is_what_is_left_when_everything_known_is_taken_away() {
        let (catalogue, registry) = (catalogue(), registry());
        let lexicon = Lexicon::new(&catalogue, &registry);
        for (text, is) in [
            ("", ""),
            ("JG08", "fac.nurses"),
            ("护士数", "fac.nurses"),
            (" 护 士 数 ", "fac.nurses"),
            ("护士数（名）", "fac.nurses"),
            ("一、护士数", "fac.nurses"),
            ("护士数①", "fac.nurses"),
            ("护士数*", "fac.nurses"),
            ("★护士数", "fac.nurses"),
            ("△ 护士数", "fac.nurses"),
            ("护士数（名）*", "fac.nurses"),
            ("护士数（千名）*", "fac.nurses ×1000名"),
            ("*三星镇", "unit *三星镇"),
            ("2024年*", "2024"),
            ("合计*", "Total total"),
            ("护士数（千名）", "fac.nurses ×1000名"),
            ("2024年护士数", "fac.nurses 2024"),
            ("护士数（2024年）", "fac.nurses 2024"),
            ("护士数合计", "Total total"),
            ("计划护士数", "fac.nurses Planned"),
            ("护士人数", "more"),
            ("护士数及医师数", "more"),
            ("三星镇", "unit 三星镇"),
            ("家纺园区", "unit 家纺园区"),
            ("三星镇（千人）", "unit 三星镇 ×1000人"),
            ("2024年", "2024"),
            ("24年", "2024"),
            ("1024年", "more"),
            ("（千人次）", "×1000人次"),
            ("单位：千人次", "all ×1000人次"),
            ("单位：人、张", "all ×1人 all ×1张"),
            ("单位：海永镇", "Name=海永镇"),
            ("合计", "Total total"),
            ("全区合计", "Total total"),
            ("实有", "Reached"),
            ("目标数", "Planned"),
            ("男", "Part"),
            ("其中：男", "Part"),
            ("口腔中心", "centre 5"),
            ("代码", "Code"),
            ("是", "answer more"),
            ("填报单位", "UnitName Name=→"),
            ("填报单位：海永镇（盖章）　填表人：张三", "Name=海永镇 Personal=张三"),
            ("填报单位：", "UnitName Name="),
            ("时间：2024年1月5日 10:30", "more"),
        ] {
            assert_eq!(said(&lexicon, text), is, "{text}");
        }
    }

    #[test]
    fn what_one_lexicon_knows_of_a_text_is_no_word_of_another() {
        let (catalogue, registry) = (catalogue(), registry());
        let first = Lexicon::new(&catalogue, &registry);
        assert!(first.word("三星镇").unit);
        let nobody = crate::registry::Registry::new(vec![registry.unit(UnitIx(0)).clone()], [].into());
        assert!(!Lexicon::new(&catalogue, &nobody).word("三星镇").unit);
        assert!(first.word("三星镇").unit);
    }

    #[test]
    fn a_unit_is_found_by_code_and_name_and_never_by_a_guess() {
        let (catalogue, registry) = (catalogue(), registry());
        let lexicon = Lexicon::new(&catalogue, &registry);
        let (facility, township) = ([Level::Facility], [Level::Township]);
        let unknown =
            |all: &[&str]| Err(Unresolved::Unknown(all.iter().map(|own| (*own).to_owned()).collect()));
        // code, name, levels, the unit and whether its code is unknown
        for (code, name, levels, is) in [
            (Some("A1"), None, &facility, Ok((3, false))),
            (Some("A1"), Some("三星镇卫生院"), &facility, Ok((3, false))),
            (None, Some("三星医院"), &facility, Ok((3, false))),
            (Some("A9"), Some("三星镇卫生院"), &facility, Ok((3, true))),
            (Some(" "), Some("三星镇卫生院"), &facility, Ok((3, false))),
            (
                Some("A1"),
                Some("海永社区中心"),
                &facility,
                Err(Unresolved::CodeName(vec!["三星镇卫生院".into(), "B1".into()])),
            ),
            (Some("A1"), None, &township, unknown(&[])),
            (None, Some("三星卫生院"), &facility, unknown(&["A1 三星镇卫生院"])),
            (None, Some("三星镇"), &facility, unknown(&["A1 三星镇卫生院"])),
            (None, None, &facility, unknown(&[])),
        ] {
            let found = lexicon.unit(code, name, levels, None).map(|own| (own.unit.0, own.code_unknown));
            assert_eq!(found, is, "{code:?} {name:?}");
        }
    }

    #[test]
    fn a_file_is_whose_its_name_says_and_else_its_folder() {
        let (catalogue, registry) = (catalogue(), registry());
        let lexicon = Lexicon::new(&catalogue, &registry);
        for (file, is) in [
            ("2024/三星镇卫生院.xlsx", Some((3, false))),
            ("2024/三星镇卫生院2024年报.xlsx", Some((3, false))),
            ("2024/A1-三星镇卫生院-2024.xlsx", Some((3, false))),
            ("2024/三星镇/年报.xlsx", Some((1, true))),
            ("2024/三星镇/海永镇.xlsx", Some((2, false))),
            // The township is in the facility's name; two of one rank are neither.
            ("2024/报三星镇卫生院表.xlsx", Some((3, false))),
            ("2024/三星镇与海永镇.xlsx", None),
            ("2024/年报.xlsx", None),
        ] {
            assert_eq!(lexicon.whose(file).map(|own| (own.unit.0, own.by_folder)), is, "{file}");
        }
        assert_eq!(lexicon.units_within("三星镇卫生院和海永镇"), [UnitIx(2), UnitIx(3)]);
    }

    #[test]
    fn labels_of_the_return_itself_go_with_what_stands_behind_their_colons() {
        let (catalogue, registry) = (catalogue(), registry());
        let lexicon = Lexicon::new(&catalogue, &registry);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(lexicon.identities("报表年度"), [(Identity::Year, None)]);
        assert_eq!(
            lexicon.identities("填报单位（盖章）：海永镇 报出日期：2025-01-15 10:30"),
            [(Identity::Name, some("海永镇")), (Identity::Date, some("2025-01-15 10:30"))]
        );
        assert_eq!(lexicon.identities("说明：填报单位：海永镇"), []);
    }
}
