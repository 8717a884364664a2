//! What a number format makes of a number, as far as it changes what the number means
//! (ECMA-376, 18.8.31): a percentage, a date, words such as 千人, digits that are hidden.

use std::rc::Rc;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use crate::formats::sheet::{Content, Dressed};

/// A number format, section by section.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    /// For which numbers it is, where it says so: the sign of comparison and a bound.
    condition: Option<(String, f64)>,
    look: Look,
}

/// How a section shows a number.
#[derive(Clone, Debug, Default, PartialEq)]
enum Look {
    #[default]
    Plain,
    Percent,
    Date,
    /// Hours beyond a day.
    Duration,
    Dressed {
        words: Rc<str>,
        hides: u32,
    },
}

impl NumberFormat {
    /// The format of a code.
    #[must_use]
    pub(crate) fn of(code: &str) -> Self {
        let mut sections: Vec<Section> = sections(code).iter().map(|section| read(section)).collect();
        // Of ;;; nobody sees a number, of ;;0 none but zero; 0;-0; hides zeros alone.
        let hidden = match code.trim_start_matches(';') {
            rest if rest.len() == code.len() => 0,
            "" => sections.len(),
            _ => 1,
        };
        for section in sections.iter_mut().take(hidden) {
            section.look = Look::Dressed { words: "".into(), hides: u32::MAX };
        }
        if sections.iter().all(|section| section.look == Look::Plain) {
            return Self::default();
        }
        Self { sections }
    }

    /// The format of a number that need not be spelled out (ECMA-376, 18.8.30). From 27 and from
    /// 50 on those of East Asia, such as 2025年1月15日.
    #[must_use]
    pub(crate) fn built_in(id: u32) -> Self {
        let look = match id {
            9 | 10 => Look::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Look::Date,
            46 => Look::Duration,
            _ => return Self::default(),
        };
        Self { sections: vec![Section { condition: None, look }] }
    }

    /// Whether it shows every number as it is.
    #[must_use]
    pub(crate) fn is_plain(&self) -> bool {
        self.sections.is_empty()
    }

    /// What a number is under this format; `is_1904` says from when its days count.
    #[must_use]
    pub(crate) fn content(&self, number: f64, is_1904: bool) -> Content {
        match self.look(number) {
            Look::Plain => Content::Number(number),
            Look::Percent => Content::Percent(number),
            Look::Date => moment(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, is_1904)),
            Look::Duration => moment(&ExcelDateTime::new(number, ExcelDateTimeType::TimeDelta, is_1904)),
            Look::Dressed { words, hides } => {
                Content::Dressed(Box::new(Dressed { number, words: Rc::clone(words), hides: *hides }))
            }
        }
    }

    /// The section that a number falls into: the first whose condition holds, else by its sign.
    fn look(&self, number: f64) -> &Look {
        const PLAIN: &Look = &Look::Plain;
        let look = |at: usize| self.sections.get(at).map_or(PLAIN, |section| &section.look);
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&Section| match &section.condition {
                Some((sign, bound)) => match sign.as_str() {
                    "<" => number < *bound,
                    "<=" => number <= *bound,
                    ">" => number > *bound,
                    ">=" => number >= *bound,
                    "<>" => (number - bound).abs() > 0.0,
                    _ => (number - bound).abs() <= 0.0,
                },
                None => true,
            };
            return self.sections.iter().find(fits).map_or(PLAIN, |section| &section.look);
        }
        // The third is for zero and the fourth for texts.
        match self.sections.len() {
            0 => PLAIN,
            1 => look(0),
            _ if number < 0.0 => look(1),
            3.. if number.abs() <= 0.0 => look(2),
            _ => look(0),
        }
    }
}

/// A day and time, where a number is one.
pub(crate) fn moment(at: &ExcelDateTime) -> Content {
    at.as_datetime().map_or(Content::Number(at.as_f64()), Content::Date)
}

/// A code's parts between semicolons that stand for themselves.
fn sections(code: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        if c == ';' && !quoted && !escaped {
            all.push(String::new());
            continue;
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*' | '!');
        quoted ^= c == '"' && !escaped;
        if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

fn read(section: &str) -> Section {
    let mut words = String::new();
    let (mut condition, mut date, mut duration, mut percent) = (None, false, false, false);
    // Weekday and era, which are letters of a date in the East only.
    let mut era = false;
    // Digits since a point that is a letter only, and the commas since the last digit.
    let (mut places, mut point, mut commas) = (0_u32, None, 0_u32);
    let mut rest = section.chars();
    while let Some(c) = rest.next() {
        match c {
            'G' | 'g' if rest.as_str().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("eneral")) => {
                rest = rest.as_str().get(6..).unwrap_or_default().chars();
                places += 1;
            }
            '"' => {
                let literal: String = rest.by_ref().take_while(|c| *c != '"').collect();
                // 0"."0000 shows 12345 as 1.2345.
                if literal.trim() == "." && places > 0 {
                    point = Some(places);
                } else {
                    words.push_str(&literal);
                }
            }
            '\\' | '!' => match rest.next() {
                Some('.') if places > 0 => point = Some(places),
                other => words.extend(other),
            },
            // The width of a character, or what fills the cell.
            '_' | '*' => drop(rest.next()),
            '[' => {
                let inner: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let sign: String = inner.chars().take_while(|c| matches!(c, '<' | '>' | '=')).collect();
                let bound = inner.get(sign.len()..).and_then(|bound| bound.trim().parse().ok());
                if let (false, Some(bound)) = (sign.is_empty(), bound) {
                    condition = Some((sign, bound));
                } else if let Some(currency) = inner.strip_prefix('$') {
                    words.push_str(currency.split('-').next().unwrap_or_default());
                } else {
                    let letters = |set: &str| !inner.is_empty() && inner.chars().all(|c| set.contains(c));
                    duration |= letters("hH") || letters("mM") || letters("sS");
                }
            }
            '0' | '#' | '?' => {
                places += 1;
                commas = 0;
            }
            ',' if places > 0 => commas += 1,
            '%' => percent = true,
            // Of 0.00E+00.
            'E' | 'e' if places > 0 => drop(rest.next()),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => date = true,
            'a' | 'A' | 'g' | 'e' | 'b' => era = true,
            '.' | ',' | '@' | '+' | '-' | '(' | ')' | '/' | ':' | ' ' => {}
            other => words.push(other),
        }
    }
    let hides = 3 * commas + point.map_or(0, |point| places - point);
    let words = words.trim();
    let silent = words.chars().all(|c| matches!(c, '-' | '–' | '—' | '(' | ')' | '+' | '.' | ' ' | '\u{a0}'));
    let look = if duration {
        Look::Duration
    } else if date {
        // Beside a percent sign too: such a number is no share that anybody could mean.
        Look::Date
    } else if percent {
        Look::Percent
    } else if era {
        Look::Date
    } else if silent && hides == 0 {
        Look::Plain
    } else {
        Look::Dressed { words: words.into(), hides }
    };
    Section { condition, look }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;
    use crate::formats::sheet::Content;

    #[test]
    fn what_a_format_makes_of_a_number_is_told() {
        // the format, the number, what it is
        for (code, number, is) in [
            ("General", 5.0, "5"),
            ("#,##0", 5.0, "5"),
            ("0.00E+00", 5.0, "5"),
            ("[Red]0;[Blue]-0", 5.0, "5"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", 0.0, "0"),
            ("0%", 0.5, "percent 0.5"),
            ("A.0%", 0.5, "percent 0.5"),
            ("0.0_%;[Red]0%", -0.5, "percent -0.5"),
            ("0\"%\"", 100.0, "100 % hides 0"),
            ("0\\%", 100.0, "100 % hides 0"),
            ("0\"千人\"", 5.0, "5 千人 hides 0"),
            ("#,##0 人", 5.0, "5 人 hides 0"),
            ("General\"人\"", 5.0, "5 人 hides 0"),
            ("0!.0,\"万\"", 12345.0, "12345 万 hides 4"),
            ("0\\.0,\"万\"", 12345.0, "12345 万 hides 4"),
            ("0,", 5000.0, "5000  hides 3"),
            ("0\".\"0000", 12345.0, "12345  hides 4"),
            (";;;", 5.0, "5  hides 4294967295"),
            (";;;", 0.0, "0  hides 4294967295"),
            ("#,##0\"千人.\"", 5.0, "5 千人. hides 0"),
            ("0;-0;", 0.0, "0"),
            ("0.0,,", 5e6, "5000000  hides 6"),
            ("[>=10000]0!.0,\"万\";0", 12345.0, "12345 万 hides 4"),
            ("[>=10000]0!.0,\"万\";0", 5.0, "5"),
            ("[$¥-804]#,##0.00", 5.0, "5 ¥ hides 0"),
            ("\"约\"0", 5.0, "5 约 hides 0"),
            ("yyyy\"年\"m\"月\"d\"日\"", 45672.0, "2025-01-15"),
            ("[$-804]yyyy-mm-dd;@", 45672.0, "2025-01-15"),
            ("[h]:mm", 1.5, "1900-01-01"),
        ] {
            let shown = match NumberFormat::of(code).content(number, false) {
                Content::Number(number) => number.to_string(),
                Content::Percent(number) => format!("percent {number}"),
                Content::Dressed(dressed) => {
                    format!("{} {} hides {}", dressed.number, dressed.words, dressed.hides)
                }
                other => other.shown(),
            };
            assert_eq!(shown, is, "{code}");
        }
    }
}
