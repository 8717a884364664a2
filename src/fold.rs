//! Folding of text for comparison: width, blanks, brackets and punctuation do not
//! make two labels different.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// `text` as it is compared: compatibility forms unified, lower case, and only
/// letters, digits and signs that carry meaning kept.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.chars().all(|c| plain(c).is_some()) {
        let narrow = text.chars().filter_map(plain);
        // Of what is plain only ideographs, letters and digits are kept.
        let kept = narrow.filter(|c| c.is_ascii_alphanumeric() || is_ideograph(*c));
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || matches!(c, '√' | '×' | '✓' | '✔' | '✗' | '✘' | '☑' | '✅' | '❌'))
        .collect()
}

/// Whether a word is one of some, all of them folded.
#[must_use]
pub fn is_among(words: &[String], word: &str) -> bool {
    let folded = fold(word);
    words.iter().any(|own| fold(own) == folded)
}

/// Whether `text` is nothing but blanks.
#[must_use]
pub fn is_unwritten(text: &str) -> bool {
    let says = |c: char| c.is_ascii_graphic() || is_ideograph(c);
    !text.chars().any(says) && squeeze(text).is_empty()
}

/// Whether nothing of `text` is left when it is folded.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let says = |c: char| c.is_ascii_alphanumeric() || is_ideograph(c);
    !text.chars().any(says) && fold(text).is_empty()
}

/// `text` with full-width forms narrowed and every kind of blank and invisible
/// character removed; punctuation stays.
#[must_use]
pub fn squeeze(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain(c) == Some(c) && !is_space(c)) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(|c| plain(c).is_some()) {
        return text.chars().filter_map(plain).filter(|c| !is_space(*c)).collect();
    }
    text.nfkc().filter(|c| !is_space(*c)).collect()
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// What the compatibility form of a character is, where that is a matter of this character
/// alone and quickly told: of nearly all that stands in a return. None for any other.
fn plain(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' => Some(c),
        _ if is_ideograph(c) => Some(c),
        // Full-width forms of the printable ASCII characters.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        '、' | '。' | '《' | '》' | '「' | '」' | '“' | '”' | '‘' | '’' | '—' => Some(c),
        _ => None,
    }
}

fn is_space(c: char) -> bool {
    // The last two say whether a sign is drawn in colour.
    c.is_whitespace() || is_unseen(c) || matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// Whether a character is the mark of a footnote: a digit that is raised, circled or bracketed.
#[must_use]
pub fn is_footnote(c: char) -> bool {
    let narrow = matches!(c, '\u{ff10}'..='\u{ff19}');
    !c.is_ascii() && !narrow && plain(c).is_none() && c.nfkc().any(|c| c.is_ascii_digit())
}

/// Whether a character does something to a text and shows nothing: control characters, which
/// a terminal obeys, marks that turn the direction of a text, blanks without width.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{feff}' | '\u{ad}' | '\u{61c}')
}

/// `text` as it is shown to a reader: on one line, and with every character that shows
/// nothing written out, so that nothing in a return can speak to a terminal or make a page
/// read otherwise than it stands.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            c if is_unseen(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// `text` with what names a person taken out: identity numbers and mobile numbers become
/// asterisks. No figure of a return has as many digits.
#[must_use]
pub fn impersonal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, run) = rest.split_at(start);
        let digits = run.find(|c: char| !c.is_ascii_digit()).unwrap_or(run.len());
        let check = usize::from(digits == 17 && run.get(17..18).is_some_and(|c| matches!(c, "X" | "x")));
        let (number, after) = run.split_at(digits + check);
        shown.push_str(before);
        let personal = is_identity_number(number) || is_mobile_number(number);
        shown.push_str(if personal { "***" } else { number });
        rest = after;
    }
    shown + rest
}

/// Whether a text has an identity number in it.
#[must_use]
pub fn has_identity_number(text: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'X' | b'x');
    // Wherever a run of that length stands, it covers one of these places; nearly no text has a
    // digit in one.
    if !text.as_bytes().iter().skip(LENGTH - 1).step_by(LENGTH).any(is_part) {
        return false;
    }
    let runs = text.as_bytes().chunk_by(|one, next| is_part(one) && is_part(next));
    let long = runs.filter(|run| run.len() == LENGTH).filter_map(|run| std::str::from_utf8(run).ok());
    long.into_iter().any(is_identity_number)
}

/// Of an identity number.
const LENGTH: usize = 18;

/// Seventeen digits and a check, with a day of birth from the seventh digit on.
fn is_identity_number(number: &str) -> bool {
    let within = |at: std::ops::Range<usize>, least: u32, most: u32| {
        number.get(at).and_then(|part| part.parse::<u32>().ok()).is_some_and(|n| (least..=most).contains(&n))
    };
    number.len() == LENGTH && within(6..10, 1900, 2099) && within(10..12, 1, 12) && within(12..14, 1, 31)
}

fn is_mobile_number(number: &str) -> bool {
    let second = number.as_bytes().get(1);
    number.len() == 11 && number.starts_with('1') && second.is_some_and(|digit| (b'3'..=b'9').contains(digit))
}

#[cfg(test)]
mod tests {
    use super::{fold, has_identity_number, impersonal, squeeze};

    #[test]
    fn what_names_a_person_is_taken_out_and_no_figure_is() {
        for (text, shown) in [
            ("联系人 13812345678", "联系人 ***"),
            ("32061419800101123X、320614198001011234", "***、***"),
            ("320614198013011234", "320614198013011234"),
            ("1234567890123 人，991,782", "1234567890123 人，991,782"),
            ("12812345678", "12812345678"),
            ("没有数字", "没有数字"),
        ] {
            assert_eq!(impersonal(text), shown);
        }
        assert!(has_identity_number("身份证320614198001011234号"));
        for before in 0..40 {
            let text = format!("{}320614198001011234人", "号".repeat(before % 7) + &"a".repeat(before));
            assert!(has_identity_number(&text), "{text}");
        }
        // Half blotted out by hand it still names somebody.
        assert!(has_identity_number("11010119900101XXXX"));
        assert!(!has_identity_number("123456789012345678"));
    }

    #[test]
    fn the_quick_way_and_the_general_one_agree() {
        use unicode_normalization::UnicodeNormalization as _;
        for c in ('\0'..=char::MAX).filter(|c| super::plain(*c).is_some()) {
            let general: String = c.nfkc().collect();
            assert_eq!(super::plain(c).map(String::from), Some(general), "{c:?}");
            let kept: String =
                c.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
            assert_eq!(fold(&c.to_string()), kept, "{c:?}");
        }
    }

    #[test]
    fn labels_that_differ_in_form_only_are_equal() {
        for (a, b) in [
            ("０—６周岁 儿童（人）", "0-6周岁儿童(人)"),
            ("参与“优质服务基层行”活动", "参与优质服务基层行活动"),
            ("代\u{3000}码", "代码"),
            ("CODE", "code"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("3岁以下"), fold("7岁以下"));
    }

    #[test]
    fn invisible_characters_go_and_signs_stay() {
        assert_eq!(squeeze(" １，２３４\u{200b} 人"), "1,234人");
        assert_eq!(squeeze("-5%"), "-5%");
    }
}
