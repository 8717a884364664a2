//! What a cell means, given the kind of element it is to answer.

use crate::catalogue::{Element, ElementKind, Vocabulary};
use crate::exact::{Fraction, MAX_COUNT};
use crate::finding::{self, Rule};
use crate::fold::{fold, squeeze};
use crate::intake::workbook::Content;
use crate::value::Value;

/// A cell read: its value if it has one, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The value; none for a cell that is refused or says that it is not yet known.
    pub value: Option<Value>,
    /// The rule of a finding.
    pub rule: Option<Rule>,
}

impl Figure {
    fn plain(value: Value) -> Self {
        Self { value: Some(value), rule: None }
    }

    fn remarked(value: Value, rule: Rule) -> Self {
        Self { value: Some(value), rule: Some(rule) }
    }

    fn refused(rule: Rule) -> Self {
        Self { value: None, rule: Some(rule) }
    }
}

impl PartialEq<Value> for Figure {
    fn eq(&self, other: &Value) -> bool {
        self.value == Some(*other)
    }
}

/// Reads a cell as the answer to an element.
#[must_use]
pub fn read(content: &Content, element: &Element, words: &Vocabulary) -> Figure {
    match content {
        Content::Error(_) => return Figure::refused(finding::CELL_EXCEL_ERROR),
        Content::NoCache => return Figure::refused(finding::CELL_NO_CACHE),
        Content::Text(text) => {
            if let Some(figure) = spoken(text, element, words) {
                return figure;
            }
        }
        Content::Number(_) | Content::Percent(_) | Content::Bool(_) | Content::Date(_) => {}
    }
    match &element.kind {
        ElementKind::Count => count(content, element, words),
        ElementKind::YesNo => yes_no(content, words),
        ElementKind::Choice(choices) => choice(content, choices),
    }
}

/// The words that stand in place of an answer.
fn spoken(text: &str, element: &Element, words: &Vocabulary) -> Option<Figure> {
    let (bare, folded) = (squeeze(text), fold(text));
    let says = |list: &[String]| !folded.is_empty() && list.contains(&folded);
    if words.not_applicable.iter().any(|word| *word == bare) {
        return Some(Figure::plain(Value::NotApplicable));
    }
    if says(&words.missing) {
        return Some(Figure::refused(finding::CELL_PENDING));
    }
    match &element.kind {
        ElementKind::Count if says(&words.none) => {
            Some(Figure::remarked(Value::Count(0), finding::CELL_NONE))
        }
        ElementKind::YesNo if says(&words.none) => {
            Some(Figure::remarked(Value::YesNo(false), finding::CELL_NONE))
        }
        ElementKind::Count | ElementKind::YesNo | ElementKind::Choice(_) => None,
    }
}

fn yes_no(content: &Content, words: &Vocabulary) -> Figure {
    let bare = match content {
        Content::Bool(word) => return Figure::plain(Value::YesNo(*word)),
        Content::Number(_) | Content::Text(_) => squeeze(&content.words()).to_lowercase(),
        Content::Percent(_) | Content::Date(_) | Content::Error(_) | Content::NoCache => String::new(),
    };
    if words.yes.contains(&bare) {
        tidied(content, Value::YesNo(true))
    } else if words.no.contains(&bare) {
        tidied(content, Value::YesNo(false))
    } else {
        Figure::refused(finding::CELL_NOT_YES_NO)
    }
}

fn choice(content: &Content, choices: &[String]) -> Figure {
    let words = content.words();
    let bare = squeeze(&words);
    match (0..).zip(choices).find(|(_, choice)| squeeze(choice) == bare) {
        Some((position, _)) => tidied(content, Value::Choice(position)),
        None => Figure::refused(finding::CELL_NOT_A_CHOICE),
    }
}

/// A word, with a notice where width or blanks were changed to read it.
fn tidied(content: &Content, value: Value) -> Figure {
    match content {
        Content::Text(text) if squeeze(text) != **text => Figure::remarked(value, finding::CELL_TIDIED),
        Content::Text(_)
        | Content::Number(_)
        | Content::Percent(_)
        | Content::Bool(_)
        | Content::Date(_)
        | Content::Error(_)
        | Content::NoCache => Figure::plain(value),
    }
}

fn count(content: &Content, element: &Element, words: &Vocabulary) -> Figure {
    let (number, changed) = match content {
        Content::Number(number) => (exactly(*number), false),
        Content::Text(text) => match number_in(&squeeze(text), element, words) {
            Ok(number) => (Some(number), number.to_string() != **text),
            Err(rule) => return Figure::refused(rule),
        },
        Content::Percent(_) => return Figure::refused(finding::CELL_PERCENTAGE),
        Content::Date(_) => return Figure::refused(finding::CELL_DATE),
        Content::Bool(_) | Content::Error(_) | Content::NoCache => (None, false),
    };
    let Some(number) = number else { return Figure::refused(finding::CELL_NOT_A_COUNT) };
    if number < Fraction::whole(0) {
        Figure::refused(finding::CELL_NEGATIVE)
    } else if number > Fraction::whole(MAX_COUNT) {
        Figure::refused(finding::CELL_TOO_LARGE)
    } else if !number.is_whole() {
        Figure::refused(finding::CELL_FRACTION)
    } else if changed {
        Figure::remarked(Value::Count(number.floor()), finding::CELL_READ_AS)
    } else {
        Figure::plain(Value::Count(number.floor()))
    }
}

/// A spreadsheet's number, whose shortest decimal is what was typed.
fn exactly(number: f64) -> Option<Fraction> {
    // A whole number of so many digits is its own decimal.
    const WHOLE: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and of at most 15 digits")]
        return Some(Fraction::whole(number as i64));
    }
    Fraction::parse(&number.to_string())
}

/// The number in a text without blanks: digits, thousands separators, 万, and the
/// element's own measure word or one that means the same.
fn number_in(text: &str, element: &Element, words: &Vocabulary) -> Result<Fraction, Rule> {
    let sign = text.starts_with(['-', '−']);
    let body = text.trim_start_matches(['-', '−', '+']);
    let end = body.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(body.len());
    let (digits, tail) = body.split_at(end);
    let number = plain(digits).and_then(|digits| Fraction::parse(&digits));
    let Some(number) = number else { return Err(finding::CELL_NOT_A_COUNT) };
    if tail == "%" || tail == "‰" {
        return Err(finding::CELL_PERCENTAGE);
    }
    if tail.starts_with('/') {
        return Err(finding::CELL_FRACTION);
    }
    let tail = fold(tail);
    let myriad = words.myriad.iter().find_map(|word| tail.strip_prefix(word.as_str()));
    let word = myriad.unwrap_or(&tail);
    let own = fold(&element.unit.zh);
    let same = |group: &Vec<String>| group.contains(&own) && group.iter().any(|other| other == word);
    if !word.is_empty() && word != own && !words.unit_words.iter().any(same) {
        return Err(finding::CELL_NOT_A_COUNT);
    }
    let number = if myriad.is_some() { number.times(10_000) } else { number };
    Ok(if sign { Fraction::whole(0).minus(number) } else { number })
}

/// Digits without their thousands separators; none where these do not stand before
/// every third digit.
fn plain(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let groups: Vec<&str> = whole.split(',').collect();
    let ordered = groups.iter().skip(1).all(|group| group.len() == 3)
        && (groups.len() == 1 || groups.first().is_some_and(|group| (1..=3).contains(&group.len())));
    if !ordered || fraction.is_some_and(|fraction| fraction.contains(',')) {
        return None;
    }
    Some(groups.concat() + &fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default())
}
