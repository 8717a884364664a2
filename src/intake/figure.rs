//! What a cell means, given the kind of element it is to answer.

use crate::catalogue::{Element, ElementKind, Vocabulary};
use crate::exact::{Fraction, MAX_COUNT};
use crate::finding::{self, Rule};
use crate::fold::{fold, is_footnote, is_unseen, squeeze};
use crate::formats::sheet::{Cell, Content, Dressed, Marks};
use crate::intake::scale::Measures;
use crate::value::Value;

/// Longer texts are remarks, of which nothing is known, and more than so many are no labels.
pub(crate) const LONGEST: usize = 600;

/// A cell read: its value if it has one, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellReading {
    /// The value; none for a cell that is refused or says that it is not yet known.
    pub value: Option<Value>,
    /// The rule of a finding.
    pub rule: Option<Rule>,
    /// By how much the cell itself says that its number is to be multiplied; none where it says
    /// nothing.
    pub factor: Option<i64>,
}

impl CellReading {
    fn plain(value: Value) -> Self {
        Self { value: Some(value), rule: None, factor: None }
    }

    fn remarked(value: Value, rule: Rule) -> Self {
        Self { value: Some(value), rule: Some(rule), factor: None }
    }

    fn refused(rule: Rule) -> Self {
        Self { value: None, rule: Some(rule), factor: None }
    }
}

impl PartialEq<Value> for CellReading {
    fn eq(&self, other: &Value) -> bool {
        self.value == Some(*other)
    }
}

/// Who reads cells: the words, and the scale on which the cell stands by what is around it.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The words of returns.
    pub words: &'a Vocabulary,
    /// The units of measure that can be told.
    pub measures: &'a Measures,
}

/// A number as a cell says it.
struct Amount {
    number: Fraction,
    /// By how much the cell itself says that it is to be multiplied; none where it says nothing.
    factor: Option<i64>,
    /// Whether its text is not just its digits.
    changed: bool,
}

impl Reader<'_> {
    /// Reads a cell as the answer to an element; `around` is the factor that what stands around it
    /// says.
    #[must_use]
    pub fn read(self, cell: &Cell, element: &Element, around: i64) -> CellReading {
        if cell.marks.has(Marks::STRUCK) {
            return CellReading::refused(finding::CELL_STRUCK);
        }
        if cell.marks.has(Marks::RAISED) {
            return CellReading::refused(finding::CELL_MARK);
        }
        match &cell.content {
            Content::Error(_) => return CellReading::refused(finding::CELL_EXCEL_ERROR),
            Content::NoCache => return CellReading::refused(finding::CELL_NO_CACHE),
            // A text as long is a remark in the wrong place.
            Content::Text(text) if text.len() > LONGEST => {
                return CellReading::refused(match element.kind {
                    ElementKind::Count => finding::CELL_NOT_A_COUNT,
                    ElementKind::YesNo => finding::CELL_NOT_YES_NO,
                    ElementKind::Choice(_) => finding::CELL_NOT_A_CHOICE,
                });
            }
            Content::Text(text) => {
                if let Some(figure) = spoken(text, element, self.words) {
                    return figure;
                }
            }
            Content::Number(_)
            | Content::Percent(_)
            | Content::Dressed(_)
            | Content::Bool(_)
            | Content::Date(_) => {}
        }
        match &element.kind {
            ElementKind::Count => self.count(&cell.content, element, around),
            ElementKind::YesNo => yes_no(&cell.content, self.words),
            ElementKind::Choice(choices) => choice(&cell.content, choices),
        }
    }

    fn count(self, content: &Content, element: &Element, around: i64) -> CellReading {
        let said = match content {
            // Nearly every cell.
            Content::Number(number) => match exactly(*number) {
                Some(number) => Ok(Amount { number, factor: None, changed: false }),
                None => Err(finding::CELL_NOT_A_COUNT),
            },
            Content::Dressed(dressed) => self.dressed(dressed, element),
            Content::Text(text) => self.number_in(text, element),
            Content::Percent(_) => Err(finding::CELL_PERCENTAGE),
            Content::Date(_) => Err(finding::CELL_DATE),
            Content::Bool(_) | Content::Error(_) | Content::NoCache => Err(finding::CELL_NOT_A_COUNT),
        };
        let said = match said {
            Ok(said) => said,
            Err(rule) => return CellReading::refused(rule),
        };
        let factor = match said.factor {
            // The cell says another scale than what stands around it.
            Some(own) if around != 1 && own != around => return CellReading::refused(finding::CELL_SCALE),
            Some(own) => own,
            None => around,
        };
        let number = if factor == 1 { said.number } else { said.number.times(factor) };
        let read = if number < Fraction::whole(0) {
            CellReading::refused(finding::CELL_NEGATIVE)
        } else if number > Fraction::whole(MAX_COUNT) {
            CellReading::refused(finding::CELL_TOO_LARGE)
        } else if !number.is_whole() {
            CellReading::refused(finding::CELL_FRACTION)
        } else if said.changed {
            CellReading::remarked(Value::Count(number.floor()), finding::CELL_READ_AS)
        } else if factor != 1 {
            CellReading::remarked(Value::Count(number.floor()), finding::CELL_SCALED)
        } else {
            CellReading::plain(Value::Count(number.floor()))
        };
        CellReading { factor: said.factor, ..read }
    }

    /// A number with the words that its format puts beside it.
    fn dressed(self, dressed: &Dressed, element: &Element) -> Result<Amount, Rule> {
        if dressed.words.contains(['%', '‰', '％']) {
            return Err(finding::CELL_PERCENTAGE);
        }
        let number = exactly(dressed.number).ok_or(finding::CELL_NOT_A_COUNT)?;
        let own = if dressed.words.trim().is_empty() {
            Some(1)
        } else {
            self.measures.read(&dressed.words).and_then(|scale| scale.of(element, self.words))
        };
        let factor = own.ok_or(finding::CELL_SCALE)?;
        // 12345 under 0!.0,"万" is seen as 1.2万: what is hidden has to be what the word says.
        if dressed.hides > 0 {
            let hidden = 10_i64.checked_pow(dressed.hides);
            return if hidden == Some(factor) {
                Ok(Amount { number, factor: Some(1), changed: true })
            } else {
                Err(finding::CELL_FORMAT)
            };
        }
        Ok(Amount { number, factor: Some(factor), changed: factor != 1 })
    }

    /// The number in a text: digits, thousands separators, a power of ten, and the element's own
    /// measure word or one that means the same.
    fn number_in(self, text: &str, element: &Element) -> Result<Amount, Rule> {
        if text.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(number) = Fraction::parse(text)
        {
            return Ok(Amount { changed: number.to_string() != *text, number, factor: None });
        }
        if text.chars().any(is_footnote) {
            return Err(finding::CELL_MARK);
        }
        let bare = squeeze(text);
        let has_digit = bare.bytes().any(|byte| byte.is_ascii_digit());
        let in_brackets = bare.starts_with('(') && bare.ends_with(')');
        if has_digit && (in_brackets || self.words.doubts.iter().any(|doubt| bare.contains(doubt.as_str()))) {
            return Err(finding::CELL_DOUBT);
        }
        if !is_one_number(text) {
            return Err(finding::CELL_TWO_NUMBERS);
        }
        let sign = bare.starts_with(['-', '−']);
        let body = bare.trim_start_matches(['-', '−']);
        let end = body.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(body.len());
        let (digits, tail) = body.split_at(end);
        let number = plain(digits).and_then(|digits| Fraction::parse(&digits));
        let Some(number) = number else { return Err(finding::CELL_NOT_A_COUNT) };
        if tail.starts_with(['%', '‰']) {
            return Err(finding::CELL_PERCENTAGE);
        }
        if tail.starts_with('/') {
            return Err(finding::CELL_FRACTION);
        }
        let factor = if tail.is_empty() {
            None
        } else {
            let scale = self.measures.read(tail).and_then(|scale| scale.of(element, self.words));
            Some(scale.ok_or(finding::CELL_NOT_A_COUNT)?)
        };
        let number = if sign { Fraction::whole(0).minus(number) } else { number };
        Ok(Amount { changed: factor.is_some() || number.to_string() != *text, number, factor })
    }
}

/// Whether the digits of a text are those of one number: blanks within them stand alone and
/// group thousands, and nothing stands on a line of its own.
fn is_one_number(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{ff10}'..='\u{ff19}');
    let seen: String = text.chars().filter(|c| !is_unseen(*c) || c.is_control()).collect();
    let within = seen.trim_matches(|c| !is_digit(c));
    if within.contains(['\n', '\r']) {
        return false;
    }
    let mut groups = within.split(|c: char| c.is_whitespace() || c.is_control());
    let digits = |group: &str| group.chars().all(is_digit).then(|| group.chars().count());
    let first = groups.next().and_then(digits);
    let mut rest = groups.peekable();
    rest.peek().is_none()
        || first.is_some_and(|digits| (1..=3).contains(&digits)) && rest.all(|group| digits(group) == Some(3))
}

/// The words that stand in place of an answer.
fn spoken(text: &str, element: &Element, words: &Vocabulary) -> Option<CellReading> {
    let (bare, folded) = (squeeze(text), fold(text));
    let says = |list: &[String]| !folded.is_empty() && list.contains(&folded);
    if words.not_applicable.iter().any(|word| *word == bare) {
        return Some(CellReading::plain(Value::NotApplicable));
    }
    if says(&words.missing) {
        return Some(CellReading::refused(finding::CELL_PENDING));
    }
    match &element.kind {
        ElementKind::Count if says(&words.none) => {
            Some(CellReading::remarked(Value::Count(0), finding::CELL_NONE))
        }
        ElementKind::YesNo if says(&words.none) => {
            Some(CellReading::remarked(Value::YesNo(false), finding::CELL_NONE))
        }
        ElementKind::Count | ElementKind::YesNo | ElementKind::Choice(_) => None,
    }
}

fn yes_no(content: &Content, words: &Vocabulary) -> CellReading {
    let bare = match content {
        Content::Bool(word) => return CellReading::plain(Value::YesNo(*word)),
        Content::Number(_) | Content::Text(_) => squeeze(&content.words()).to_lowercase(),
        Content::Percent(_)
        | Content::Dressed(_)
        | Content::Date(_)
        | Content::Error(_)
        | Content::NoCache => String::new(),
    };
    if words.yes.contains(&bare) {
        tidied(content, Value::YesNo(true))
    } else if words.no.contains(&bare) {
        tidied(content, Value::YesNo(false))
    } else {
        CellReading::refused(finding::CELL_NOT_YES_NO)
    }
}

fn choice(content: &Content, choices: &[String]) -> CellReading {
    let words = content.words();
    let bare = squeeze(&words);
    match (0..).zip(choices).find(|(_, choice)| squeeze(choice) == bare) {
        Some((position, _)) => tidied(content, Value::Choice(position)),
        None => CellReading::refused(finding::CELL_NOT_A_CHOICE),
    }
}

/// A word, with a notice where width or blanks were changed to read it.
fn tidied(content: &Content, value: Value) -> CellReading {
    match content {
        Content::Text(text) if squeeze(text) != **text => CellReading::remarked(value, finding::CELL_TIDIED),
        Content::Text(_)
        | Content::Number(_)
        | Content::Percent(_)
        | Content::Dressed(_)
        | Content::Bool(_)
        | Content::Date(_)
        | Content::Error(_)
        | Content::NoCache => CellReading::plain(value),
    }
}

/// A spreadsheet's number, of which 15 digits are meant: the cache of a formula can say
/// 2.9999999999999996 for 3.
fn exactly(number: f64) -> Option<Fraction> {
    // A whole number of so many digits is its own decimal.
    const WHOLE: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and of at most 15 digits")]
        return Some(Fraction::whole(number as i64));
    }
    let meant: f64 = format!("{number:.14e}").parse().ok()?;
    Fraction::parse(&meant.to_string())
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
