//! Years and days as returns write them.

use chrono::Days;
use chrono::NaiveDate;

use crate::fold::squeeze;
use crate::formats::sheet::Content;
use crate::workspace::YEARS;

/// The year that a cell names: 2024, 2024年, 2024年度; 24年 is 2024.
#[must_use]
pub(super) fn year(content: &Content, words: &[String]) -> Option<i32> {
    match content {
        Content::Date(at) => Some(chrono::Datelike::year(at)).filter(|year| YEARS.contains(year)),
        Content::Number(_) | Content::Text(_) => {
            let text = content.words();
            let two = squeeze(&text).parse::<i32>().ok().filter(|year| (0..100).contains(year));
            two.map(|year| 2000 + year).or_else(|| head_year(&text, words))
        }
        Content::Percent(_)
        | Content::Dressed(_)
        | Content::Bool(_)
        | Content::Error(_)
        | Content::NoCache => None,
    }
}

/// The year that a head is: four digits, or digits with a word behind them.
#[must_use]
pub(super) fn head_year(text: &str, words: &[String]) -> Option<i32> {
    let text = squeeze(text);
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..)?;
    let year: i32 = digits.parse().ok()?;
    let known = words.iter().any(|word| word == rest);
    let year = match digits.len() {
        4 if rest.is_empty() || known => year,
        2 if known => 2000 + year,
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

/// The years that a title names: 2024年, 2024年度, 二〇二四年, and the end of a year, 2024.12 or
/// 2024-12-31. A span, 2023—2025年, names all of its years. A day, 2025年1月10日, is the year of the
/// table only where nothing else is.
#[must_use]
pub(super) fn years_in(text: &str) -> Vec<i32> {
    let text: Vec<char> = in_digits(&squeeze(text));
    let (mut years, mut of_days) = (Vec::new(), Vec::new());
    let mut spans = None;
    for at in 0..text.len() {
        let (before, rest) = text.split_at(at);
        let begins = before.last().is_none_or(|c| !c.is_ascii_digit());
        let Some((year, rest)) = number(rest, 4..=4).filter(|(year, _)| begins && YEARS.contains(year))
        else {
            continue;
        };
        // 2023—2025年: the last year of the span says what it is.
        let first = spans.take().filter(|first| *first <= year).unwrap_or(year);
        match rest.split_first() {
            Some(('年', rest)) => match month_and_day(rest) {
                Some(day) if day != (12, 31) => of_days.push(year),
                _ => years.extend(first..=year),
            },
            Some((sign, rest)) if is_span(*sign) && number(rest, 4..=4).is_some() => {
                spans = Some(year);
            }
            Some(('-' | '.' | '/', rest)) if is_end_of_year(rest) => years.push(year),
            _ => {}
        }
    }
    if years.is_empty() { of_days } else { years }
}

/// A text with the digits of a year that is written in Chinese as digits: 二〇二四年.
fn in_digits(text: &str) -> Vec<char> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: &char| DIGITS.iter().position(|own| own == c || (*c == '零' && *own == '〇'));
    let mut text: Vec<char> = text.chars().collect();
    for at in 0..text.len() {
        let Some(five) = text.get_mut(at..at + 5) else { break };
        let Some(('年', year)) = five.split_last_mut() else { continue };
        if year.iter().all(|c| digit(c).is_some()) {
            for c in year {
                let value = digit(c).and_then(|value| u32::try_from(value).ok());
                *c = value.and_then(|value| char::from_digit(value, 10)).unwrap_or(*c);
            }
        }
    }
    text
}

/// Whether a sign stands between the first and the last of several: 2023—2025, 1至6月.
pub(super) fn is_span(sign: char) -> bool {
    matches!(sign, '-' | '—' | '–' | '~' | '～' | '至' | '到')
}

/// The number that a text begins with, of so many digits, and what stands behind it.
fn number(text: &[char], digits: std::ops::RangeInclusive<usize>) -> Option<(i32, &[char])> {
    let n = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let (number, rest) = text.split_at_checked(n).filter(|_| digits.contains(&n))?;
    Some((number.iter().collect::<String>().parse().ok()?, rest))
}

/// 1月10日; none where a title goes on with something else.
fn month_and_day(text: &[char]) -> Option<(i32, i32)> {
    let (month, rest) = number(text, 1..=2)?;
    let rest = rest.strip_prefix(&['月'])?;
    let (day, _) = number(rest, 1..=2).filter(|(_, rest)| rest.first() == Some(&'日'))?;
    Some((month, day))
}

/// Whether what stands behind a year is its last month or day: 12, 12-31.
fn is_end_of_year(text: &[char]) -> bool {
    let Some((12, rest)) = number(text, 2..=2) else { return false };
    match rest.split_first() {
        Some(('-' | '.' | '/', day)) if number(day, 1..=2).is_some() => {
            number(day, 2..=2).is_some_and(|(day, _)| day == 31)
        }
        _ => true,
    }
}

/// Whether a text says months that are no whole year: 1—9月, 11月份; or a day of the year until which
/// figures go, 截至2025年9月30日, where one of the words for it stands before. A month or day of another
/// year is the one in which something was written.
#[must_use]
pub(super) fn is_part_of_a_year(text: &str, year: i32, until: &[String]) -> bool {
    let squeezed = squeeze(text);
    let text: Vec<char> = squeezed.chars().collect();
    let is_until = until.iter().any(|word| squeezed.contains(word.as_str()));
    // 于1月20日前报送 asks for something.
    let asks = squeezed.contains(['前', '每']);
    (0..text.len()).any(|at| {
        let (before, rest) = text.split_at(at);
        let begins = before.last().is_none_or(|c| !c.is_ascii_digit());
        let first = number(rest, 1..=2).filter(|(month, _)| begins && (1..=12).contains(month));
        let Some((first, rest)) = first else { return false };
        let (is_month, rest) = rest.strip_prefix(&['月']).map_or((false, rest), |rest| (true, rest));
        let last =
            rest.split_first().filter(|(sign, _)| is_span(**sign)).and_then(|(_, rest)| number(rest, 1..=2));
        if let Some((last, _)) = last.filter(|(_, rest)| rest.first() == Some(&'月')) {
            return (first, last) != (1, 12) && first < last;
        }
        let written: String = before.iter().collect();
        let of_year = |sign: char| written.strip_suffix(sign).map(|own| own.ends_with(&year.to_string()));
        let is_of_other = [of_year('年'), of_year('.'), of_year('-')].into_iter().flatten().any(|own| !own);
        if is_of_other || asks {
            return false;
        }
        let day = number(rest, 1..=2).filter(|(_, rest)| rest.first() == Some(&'日'));
        match (is_month, day) {
            (true, Some((day, _))) => is_until && (first, day) < (12, 31),
            (true, None) => first < 12 && rest.first() != Some(&'龄'),
            // 2025-09-30, 2025.9.
            (false, _) => is_until && first < 12 && of_year('-').or(of_year('.')) == Some(true),
        }
    })
}

/// Whether a text is a month alone: 11月, 12月.
#[must_use]
pub(super) fn is_month(text: &str) -> bool {
    let text: Vec<char> = squeeze(text).chars().collect();
    number(&text, 1..=2).is_some_and(|(month, rest)| (1..=12).contains(&month) && rest == ['月'])
}

/// Whether a text names several years in a row: 2023—2025年.
#[must_use]
pub(super) fn is_span_of_years(text: &str) -> bool {
    let text = in_digits(&squeeze(text));
    (0..text.len()).any(|at| {
        let first =
            text.get(at..).and_then(|rest| number(rest, 4..=4)).filter(|(year, _)| YEARS.contains(year));
        let rest = first.and_then(|(_, rest)| rest.split_first());
        rest.is_some_and(|(sign, rest)| is_span(*sign) && number(rest, 4..=4).is_some())
    })
}

/// The day that a cell names, as a date, a text or a serial number; a time may stand behind it.
#[must_use]
pub(super) fn day(content: &Content) -> Option<NaiveDate> {
    let day = match content {
        Content::Date(at) => Some(at.date()),
        Content::Text(text) => written_day(text),
        Content::Number(_) => {
            let digits = content.shown();
            // Spreadsheets count days from the end of 1899; 20260118 is written out.
            let serial = || {
                let serial: u64 = digits.parse().ok().filter(|serial| (32_874..73_416).contains(serial))?;
                NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
            };
            written_day(&digits).or_else(serial)
        }
        Content::Percent(_)
        | Content::Dressed(_)
        | Content::Bool(_)
        | Content::Error(_)
        | Content::NoCache => None,
    };
    day.filter(|day| YEARS.contains(&chrono::Datelike::year(day)))
}

/// 2026-01-18, 2026年1月18日, 2026.1.18, 26.1.18, 20260118, with or without a time.
fn written_day(text: &str) -> Option<NaiveDate> {
    let narrow = squeeze(text);
    if narrow.len() == 8 && narrow.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(&narrow, "%Y%m%d").ok();
    }
    // The day ends with its digits; a time stands behind a blank, a T or the word for day.
    let mut numbers = [String::new(), String::new(), String::new()];
    let mut at = 0;
    let mut rest = text.trim().chars().peekable();
    while let Some(c) = rest.peek().copied() {
        let digit = c.to_digit(10).or_else(|| squeeze(&c.to_string()).parse().ok());
        let number = numbers.get_mut(at)?;
        if let Some(digit) = digit {
            number.push(char::from_digit(digit, 10)?);
        } else if matches!(c, '年' | '月' | '-' | '/' | '.' | '－' | '．' | '／')
            && !number.is_empty()
            && at < 2
        {
            at += 1;
        } else if !(c.is_whitespace() && (at < 2 || number.is_empty())) {
            break;
        }
        rest.next();
    }
    let tail: String = rest.collect();
    let time = squeeze(&tail);
    let time = time.trim_start_matches(['日', '号', 'T']);
    let is_time = |c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | '时' | '分' | '秒' | '点' | '上' | '下' | '午')
    };
    if !time.chars().all(is_time) {
        return None;
    }
    let [year, month, day] = numbers;
    let written: i32 = year.parse().ok()?;
    let year = match year.len() {
        4 => written,
        2 => 2000 + written,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_a_title() {
        for (text, years) in [
            ("2024年度报表", &[2024][..]),
            ("二〇二四年度报表", &[2024]),
            ("三年行动方案（2023—2025年）", &[2023, 2024, 2025]),
            ("统计期间：2024.01—2024.12", &[2024]),
            ("截至2024-12-31", &[2024]),
            ("截至2024年12月31日", &[2024]),
            ("2024年情况（2025年1月10日制）", &[2024]),
            ("2025年1月10日", &[2025]),
            ("填报时间：2026.1.18", &[]),
            ("海政发〔2023〕13号", &[]),
            ("电话 82024年", &[]),
        ] {
            assert_eq!(years_in(text), years, "{text}");
        }
    }

    #[test]
    fn months_that_are_no_whole_year() {
        for (text, is_part) in [
            ("2025年1—9月", true),
            ("2025年1-6月报表", true),
            ("1月至6月", true),
            ("2025年1—12月", false),
            ("2025年1月10日", false),
            ("0—6岁", false),
            ("2023—2025年", false),
            ("2025年11月接种情况表", true),
            ("（11月份）", true),
            ("截至2025年10月31日", true),
            ("数据截至2025-09-30", true),
            ("截至2025年12月31日", false),
            ("2025年12月", false),
            ("6月龄婴儿", false),
            ("2026年1月", false),
            ("请于1月20日前报送", false),
            ("每年1月填报", false),
        ] {
            let until = ["截至".to_owned(), "截止".to_owned()];
            assert_eq!(is_part_of_a_year(text, 2025, &until), is_part, "{text}");
        }
    }
}
