//! Whose return a sheet is, of which year and from which day.

use chrono::{Days, NaiveDate};

use crate::catalogue::Identity;
use crate::fold::squeeze;
use crate::intake::layout::{Grid, Table};
use crate::intake::workbook::Content;

/// A fact with the cell it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Where.
    pub at: (u32, u32),
    /// What.
    pub content: Content,
}

/// What a sheet says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// The year.
    pub year: Option<Said>,
    /// The unit's name.
    pub name: Option<Said>,
    /// The unit's code.
    pub code: Option<Said>,
    /// The day on which it was sent.
    pub date: Option<Said>,
    /// All cells that were understood so.
    pub cells: Vec<(u32, u32)>,
}

impl Heading {
    /// Reads the labelled cells outside of the tables' headers.
    #[must_use]
    pub fn of(grid: &Grid<'_>, tables: &[Table]) -> Self {
        let mut heading = Self::default();
        let outside = |row: &u32| !tables.iter().any(|table| table.header.contains(row));
        for row in grid.rows(0..grid.end()).filter(outside) {
            let cells = grid.row_with_words(row);
            let mut cells =
                cells.map(|(_, cell, word)| (cell, word.and_then(|word| word.identity.as_ref()))).peekable();
            while let Some((cell, label)) = cells.next() {
                let Some((identity, rest)) = label else { continue };
                heading.cells.push(cell.at);
                let said = match rest {
                    Some(rest) => Some(Said { at: cell.at, content: Content::Text(rest.as_str().into()) }),
                    None => cells.peek().filter(|(_, label)| label.is_none()).map(|(next, _)| {
                        heading.cells.push(next.at);
                        Said { at: next.at, content: next.content.clone() }
                    }),
                };
                let slot = match identity {
                    Identity::Year => &mut heading.year,
                    Identity::Name => &mut heading.name,
                    Identity::Code => &mut heading.code,
                    Identity::Date => &mut heading.date,
                    // Names and telephone numbers of people are never copied.
                    Identity::Personal => continue,
                };
                if slot.is_none() {
                    *slot = said;
                }
            }
        }
        heading
    }

    /// Whether the sheet says whose it is.
    #[must_use]
    pub fn names_a_unit(&self) -> bool {
        self.name.is_some() || self.code.is_some()
    }
}

/// The year that a cell names: 2024, 2024年, 2024年度.
#[must_use]
pub fn year(content: &Content) -> Option<i32> {
    match content {
        Content::Date(at) => Some(chrono::Datelike::year(at)),
        Content::Number(_) | Content::Text(_) => {
            let words = content.words();
            let text = squeeze(&words);
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            let rest = text.get(digits.len()..)?;
            let year = digits.parse().ok().filter(|year| (1990..=2100).contains(year))?;
            matches!(rest, "" | "年" | "年度").then_some(year)
        }
        Content::Percent(_) | Content::Bool(_) | Content::Error(_) | Content::NoCache => None,
    }
}

/// The years that a title names: 2024年, 2024年度. A span, 2023—2025年, names all of its
/// years.
#[must_use]
pub fn years_in(text: &str) -> Vec<i32> {
    let text = squeeze(text);
    let mut years: Vec<i32> = Vec::new();
    for (at, _) in text.match_indices('年') {
        let Some(before) = text.get(..at) else { continue };
        let digits = |text: &str| -> Option<i32> {
            let start = text.char_indices().rev().take(4).last().map(|(start, _)| start)?;
            let year = text.get(start..)?.parse().ok().filter(|year| (1990..=2100).contains(year))?;
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

/// The day that a cell names, as a date, a text or a serial number.
#[must_use]
pub fn day(content: &Content) -> Option<NaiveDate> {
    match content {
        Content::Date(at) => Some(at.date()),
        Content::Text(text) => {
            let text = squeeze(text).replace(['年', '月', '/', '.'], "-").replace('日', "");
            ["%Y-%m-%d", "%Y%m%d"].iter().find_map(|format| NaiveDate::parse_from_str(&text, format).ok())
        }
        // Spreadsheets count days from the end of 1899.
        Content::Number(_) => {
            let serial: u64 =
                content.shown().parse().ok().filter(|serial| (36_526..73_051).contains(serial))?;
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
        }
        Content::Percent(_) | Content::Bool(_) | Content::Error(_) | Content::NoCache => None,
    }
}
