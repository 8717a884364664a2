//! Taking a text apart until a name or nothing is left.

use super::Lexicon;
use super::word::{Quality, Word};
use crate::catalogue::Identity;
use crate::fold::{fold, is_footnote, squeeze};
use crate::intake::dates;

impl<'a> Lexicon<'a> {
    /// Takes a text for something that may stand beside a name; whether it is that.
    pub(in crate::intake) fn says(&self, word: &mut Word, text: &str) -> bool {
        let words = &self.catalogue.words;
        let folded = fold(text);
        let listed = |list: &[String]| list.contains(&folded);
        let part = || words.of_which.contains(&folded);
        let letters = || {
            text.chars().all(|c| c.is_ascii_alphanumeric() || "+-*/×÷=%.".contains(c))
                && text.chars().filter(char::is_ascii_alphabetic).count() <= 3
                && !text.is_empty()
                && text.len() <= 9
        };
        if let Some(year) = dates::head_year(text, &words.years) {
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
    pub(in crate::intake) fn taken_apart(&self, word: &mut Word, text: &str) {
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
            if rest.is_empty() || self.names(&mut own, &fold(rest), rest) {
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
        let part = self.catalogue.words.of_which.iter().any(|word| fold(&text).starts_with(word.as_str()));
        word.more = true;
        word.is_vague = self.catalogue.words.vague_ends.iter().any(|end| fold(&text).ends_with(end.as_str()));
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
    pub(in crate::intake) fn identities(&self, text: &str) -> Vec<(Identity, Option<String>)> {
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
