//! Folding of text for comparison: width, blanks, brackets and punctuation do not
//! make two labels different.

use unicode_normalization::UnicodeNormalization;

/// `text` as it is compared: compatibility forms unified, lower case, and only
/// letters, digits and signs that carry meaning kept.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || matches!(c, '√' | '×' | '✓' | '✔' | '✗' | '✘'))
        .collect()
}

/// `text` with full-width forms narrowed and every kind of blank and invisible
/// character removed; punctuation stays.
#[must_use]
pub fn squeeze(text: &str) -> String {
    text.nfkc().filter(|c| !is_blank(*c)).collect()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
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

#[cfg(test)]
mod tests {
    use super::{fold, squeeze};

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
