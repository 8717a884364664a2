//! What has to be done to reach a target, as the plan file words it.

use crate::messages::{Lang, Text};

/// A phrase with a place for a number: 将{n}名7岁以下儿童纳入健康管理; in English with words for one
/// and for more, `{n} more {patient|patients} to examine`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task(Text);

impl Task {
    /// The phrase of a plan file; none where it is not one.
    pub(super) fn of(text: Text) -> Option<Self> {
        let whole = |text: &str| Pieces { rest: text }.all(|piece| piece.is_some());
        (whole(&text.zh) && whole(&text.en)).then_some(Self(text))
    }

    /// The phrase for a number, which `shown` spells; none where the plan words none.
    #[must_use]
    pub fn say(&self, lang: Lang, number: i64, shown: &str) -> Option<String> {
        let text = self.0.get(lang);
        let word = |piece: Piece<'_>| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Number => shown.to_owned(),
            Piece::Either(one, more) => (if number == 1 { one } else { more }).to_owned(),
        };
        (!text.is_empty()).then(|| Pieces { rest: text }.flatten().map(word).collect())
    }
}

enum Piece<'a> {
    Words(&'a str),
    Number,
    Either(&'a str, &'a str),
}

/// The pieces of a phrase; a brace that is none of them ends it with nothing.
struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Option<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let Some(inner) = self.rest.strip_prefix('{') else {
            let (words, rest) = self.rest.split_at(self.rest.find(['{', '}']).unwrap_or(self.rest.len()));
            self.rest = rest;
            // A closing brace that closes nothing.
            if words.is_empty() {
                self.rest = "";
                return Some(None);
            }
            return Some(Some(Piece::Words(words)));
        };
        let Some((inner, rest)) = inner.split_once('}') else {
            self.rest = "";
            return Some(None);
        };
        self.rest = rest;
        let piece = if inner == "n" {
            Some(Piece::Number)
        } else {
            inner.split_once('|').map(|(one, more)| Piece::Either(one, more))
        };
        Some(piece.filter(|_| !inner.contains('{')))
    }
}

#[cfg(test)]
mod tests {
    use super::Task;
    use crate::messages::{Lang, Text};

    #[test]
    fn a_phrase_is_said_for_one_and_for_more_and_refused_where_a_brace_is_lost() {
        let task = |zh: &str, en: &str| Task::of(Text { zh: zh.to_owned(), en: en.to_owned() });
        let own = task("为{n}名患者体检", "{n} more {patient|patients} to examine").unwrap();
        assert_eq!(own.say(Lang::Zh, 1, "1").as_deref(), Some("为1名患者体检"));
        assert_eq!(own.say(Lang::En, 1, "1").as_deref(), Some("1 more patient to examine"));
        assert_eq!(own.say(Lang::En, 1200, "1,200").as_deref(), Some("1,200 more patients to examine"));
        assert_eq!(task("", "").unwrap().say(Lang::Zh, 1, "1"), None);
        for lost in ["为{n名患者体检", "为n}名患者体检", "为{m}名患者体检", "为{{n}}名患者体检"]
        {
            assert_eq!(task(lost, "").map(|_| ()), None, "{lost}");
        }
    }
}
