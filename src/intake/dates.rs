//! Years and days as returns write them.

use chrono::Days;
use chrono::NaiveDate;

use crate::fold::squeeze;
use crate::intake::sheet::Content;
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

/// The years that a title names: 2024年, 2024年度. A span, 2023—2025年, names all of its
/// years.
#[must_use]
pub(super) fn years_in(text: &str) -> Vec<i32> {
    let text = squeeze(text);
    let mut years: Vec<i32> = Vec::new();
    for (at, _) in text.match_indices('年') {
        let Some(before) = text.get(..at) else { continue };
        let digits = |text: &str| -> Option<i32> {
            let start = text.char_indices().rev().take(4).last().map(|(start, _)| start)?;
            let year = text.get(start..)?.parse().ok().filter(|year| YEARS.contains(year))?;
            let more = text.get(..start)?.chars().next_back().is_some_and(|c| c.is_ascii_digit());
            (!more).then_some(year)
        };
        let Some(last) = digits(before) else { continue };
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let first = rest.strip_suffix(['-', '—', '–', '~', '～', '至']).and_then(digits).unwrap_or(last);
        years.extend(first..=last);
    }
    years
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
