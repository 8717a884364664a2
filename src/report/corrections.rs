//! The sheets that go back: one for each unit whose return has something to correct, as a page
//! and as a workbook with room for the answer, which is read when it comes back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use askama::Template;
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::catalogue::{FormKind, Severity};
use crate::checked::Checked;
use crate::finding::{self, Finding, Rule};
use crate::messages::{Message, Messages};
use crate::model::{DISTRICT, ElementIx, UnitIx};
use crate::platform::file_name;
use crate::report::follow_up::{self, Letter, SentSheet};
use crate::report::html;
use crate::report::publish::OutputFile;
use crate::report::sheet::{saved, workbook};
use crate::submission::Submission;
use crate::value::{Key, Place, spelled};

/// Who gets a sheet: a facility or township, or a department of the district.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Recipient {
    unit: UnitIx,
    reporter: Option<String>,
}

/// A line of a correction sheet.
struct Correction {
    number: usize,
    unit: String,
    unit_code: String,
    table_number: String,
    file: String,
    sheet: String,
    cell: String,
    code: String,
    label: String,
    found: String,
    kind: String,
    class: &'static str,
    relation: String,
    sentence: String,
    /// Whether a figure is asked for, which can be written here.
    is_answerable: bool,
}

impl Correction {
    /// Sheet and cell, as far as they are known.
    fn place(&self) -> String {
        spelled([&self.sheet, &self.cell, ""])
    }
}

#[derive(Template)]
#[template(path = "correction.html")]
struct Sheet<'a> {
    letter: Letter<'a>,
    by: String,
    lines: Vec<Correction>,
}

/// Everything that goes back in the report's year, to be answered by a day.
///
/// # Errors
/// A page or workbook that cannot be put together.
pub fn pages(checked: &Checked, messages: &Messages, reply_by: Option<NaiveDate>) -> Result<Vec<OutputFile>> {
    let by = reply_by.map(|day| day.to_string()).unwrap_or_default();
    let mut by_recipient: BTreeMap<Recipient, Vec<&Finding>> = BTreeMap::new();
    let mut senders = BTreeMap::new();
    for row in checked.submissions.iter().rev() {
        if let Some(file) = &row.file {
            senders.insert((row.unit, row.year, &**file), row.reporter.clone());
        }
    }
    for found in checked.findings.iter().filter(|found| asks_for_a_correction(checked, found)) {
        let sent = found.unit.and_then(|unit| senders.get(&(unit, found.year?, &*found.place.file)));
        if let Some(recipient) = recipient(checked, found, sent.cloned().flatten()) {
            by_recipient.entry(recipient).or_default().push(found);
        }
    }
    let unused: BTreeSet<&Arc<str>> =
        checked.files.iter().filter(|record| !record.is_used).map(|record| &record.file).collect();
    let known = Known::of(checked, messages);
    let rounds = rounds(checked);
    let mut pages = Vec::new();
    let mut sent = Vec::new();
    for (recipient, found) in &by_recipient {
        let unit = checked.registry.unit(recipient.unit);
        let name = recipient.reporter.as_ref().unwrap_or(&unit.name);
        let mut lines = Vec::new();
        // A file of which nothing is used stands in a part of the list of its own.
        let mut of_used = 0;
        let mut is_cut = false;
        for found in found {
            let mut own = known.lines_of(lines.len() + 1, found);
            let room = MOST_LINES.saturating_sub(lines.len());
            is_cut |= own.len() > room;
            own.truncate(room);
            of_used += if unused.contains(&found.place.file) { 0 } else { own.len() };
            lines.extend(own);
        }
        let stem = follow_up::stem(&unit.code, name);
        // What came back lies among the returns under the name of the sheet, which must not be
        // written over by the next one.
        let stem = match rounds.get(recipient) {
            None => stem,
            Some(n) => file_name(&say!(
                messages,
                "correction-file-again",
                code = unit.code.as_str(),
                name = name,
                n = (n + 1)
            )),
        };
        if is_cut {
            lines.extend(known.more_lines(found));
        }
        let (page, book) = (format!("{stem}.html"), format!("{stem}.xlsx"));
        sent.push(SentSheet { name: name.clone(), lines: of_used, page, book });
        pages.push(as_workbook(checked, messages, &lines, &by, &format!("{stem}.xlsx"))?);
        let sheet = sheet(checked, messages, name, (lines, &by));
        let text = html::render(&sheet).with_context(|| stem.clone())?;
        pages.push(OutputFile::new(format!("{stem}.html"), text));
    }
    pages.extend(follow_up::pages(checked, messages, reply_by, &sent)?);
    Ok(pages)
}

/// Nobody answers more lines one by one.
const MOST_LINES: usize = 500;

/// How many sheets of each recipient have come back.
fn rounds(checked: &Checked) -> BTreeMap<Recipient, usize> {
    let mut all = BTreeMap::new();
    for file in checked.files.iter().filter(|file| file.year == Some(checked.year)) {
        let recipients: BTreeSet<Recipient> = file
            .answers
            .iter()
            .map(|(unit, element)| {
                let unit = checked.registry.sender(*unit);
                let reporter =
                    element.and_then(|element| checked.catalogue.element(element).reporter.clone());
                Recipient { unit, reporter: reporter.filter(|_| unit == DISTRICT) }
            })
            .collect();
        for recipient in recipients {
            *all.entry(recipient).or_default() += 1;
        }
    }
    all
}

/// Errors and warnings of the report's year; a notice asks for nothing.
fn asks_for_a_correction(checked: &Checked, found: &Finding) -> bool {
    found.is_of(checked.year) && found.severity != Severity::Notice
}

/// Who sent the figure: a village clinic's are returned by its facility, the district's
/// by the department whose element it is.
fn recipient(checked: &Checked, found: &Finding, sent: Option<String>) -> Option<Recipient> {
    let unit = found.unit?;
    let reporter = found.element.and_then(|element| checked.catalogue.element(element).reporter.clone());
    let reporter = reporter.or(sent);
    let sender = checked.registry.sender(unit);
    if sender == DISTRICT && reporter.is_none() {
        return None;
    }
    Some(Recipient { unit: sender, reporter: reporter.filter(|_| sender == DISTRICT) })
}

/// What is looked up for every line.
struct Known<'a> {
    checked: &'a Checked,
    messages: &'a Messages,
    /// Answers that did nothing, by what they are about.
    answers: BTreeMap<Key, Vec<&'a Finding>>,
    /// The returns, by the unit, the year and the file.
    returns: BTreeMap<(UnitIx, i32, &'a Arc<str>), Vec<&'a Submission>>,
}

impl<'a> Known<'a> {
    fn of(checked: &'a Checked, messages: &'a Messages) -> Self {
        let mut answers: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
        const ANSWERS: [Rule; 4] = [
            finding::ANSWER_UNCLEAR,
            finding::ANSWER_NO_FIGURE,
            finding::ANSWER_OUTDATED,
            finding::ANSWER_SCALE,
        ];
        let is_answer = |own: &&Finding| ANSWERS.iter().any(|rule| rule.id == own.rule);
        for own in checked.findings.iter().filter(is_answer) {
            if let Some(key) = own.key() {
                answers.entry(key).or_default().push(own);
            }
        }
        let mut returns: BTreeMap<_, Vec<&Submission>> = BTreeMap::new();
        for row in checked.submissions.iter().filter(|row| row.expected > 0) {
            if let Some(file) = &row.file {
                returns.entry((row.unit, row.year, file)).or_default().push(row);
            }
        }
        Self { checked, messages, answers, returns }
    }

    /// The lines of a finding: one, or one for each figure that a return leaves blank, so that each
    /// can be answered.
    fn lines_of(&self, number: usize, found: &Finding) -> Vec<Correction> {
        // More are not answered one by one; the form itself is.
        const MOST: usize = 40;
        let of_return = found.unit.filter(|_| found.rule == finding::RETURN_INCOMPLETE.id);
        let rows = of_return.and_then(|unit| self.returns.get(&(unit, found.year?, &found.place.file)));
        let blank = rows.into_iter().flatten().flat_map(|row| &row.blank);
        let is_on = |place: &Place| place.sheet == found.place.sheet;
        let blank = blank.filter(|(_, place)| place.as_ref().is_none_or(is_on));
        let blank: Vec<_> = blank.collect();
        if blank.is_empty() || blank.len() > MOST {
            return vec![self.line(number, found)];
        }
        let of_figure = |(number, (key, place)): (usize, &(Key, Option<Place>))| {
            let place = place.clone().unwrap_or_else(|| found.place.clone());
            let own = Finding { unit: Some(key.unit), element: Some(key.element), place, ..found.clone() };
            Correction {
                label: self.checked.catalogue.label_of(*key).get(self.messages.lang()).to_owned(),
                sentence: self.messages.t(key!("correction-blank")),
                ..self.line(number, &own)
            }
        };
        (number..).zip(blank).map(of_figure).collect()
    }

    /// The last line of a sheet that has no room for all.
    fn more_lines(&self, found: &[&Finding]) -> Option<Correction> {
        // It is about the unit and about no cell.
        let first = Finding { element: None, found: String::new(), ..(*found.first()?).clone() };
        let sentence = self.messages.t(key!("correction-more"));
        let line = self.line(MOST_LINES + 1, &first);
        Some(Correction { sentence, cell: String::new(), is_answerable: false, ..line })
    }

    fn line(&self, number: usize, found: &Finding) -> Correction {
        let Self { checked, messages, .. } = *self;
        let catalogue = &checked.catalogue;
        let unit = found.unit.map(|ix| checked.registry.unit(ix));
        let element = found.element.map(|ix| catalogue.element(ix));
        let form = element.map(|element| element.form).or_else(|| unit.map(|unit| FormKind::of(unit.level)));
        let form = form.and_then(|kind| catalogue.form(kind));
        let (kind, class) = match found.severity {
            Severity::Error => (key!("correction-mandatory"), "bad"),
            Severity::Warning | Severity::Notice => (key!("correction-verify"), "behind"),
        };
        let is_answerable = element.is_some()
            && unit.is_some()
            && found.rule != finding::COLUMNS_SWAPPED.id
            && found.rule != finding::BLOCK_SLIPPED.id;
        let mut sentence = found.sentence(messages);
        // An answer that did nothing is told with the question.
        for answer in found.key().and_then(|key| self.answers.get(&key)).into_iter().flatten() {
            sentence += &answer.sentence(messages);
        }
        if !is_answerable {
            sentence += &messages.t(key!("correction-not-here"));
        }
        let department =
            element.and_then(|element| element.reporter.clone()).filter(|_| found.unit == Some(DISTRICT));
        Correction {
            number,
            unit: department.or_else(|| unit.map(|unit| unit.name.clone())).unwrap_or_default(),
            unit_code: unit.map(|unit| unit.code.clone()).unwrap_or_default(),
            table_number: form.map(|form| form.table_number.clone()).unwrap_or_default(),
            file: found.place.file.to_string(),
            sheet: found.place.sheet.to_string(),
            cell: found.place.a1(),
            code: element.map(|element| element.code.clone()).unwrap_or_default(),
            label: element.map(|element| element.label.get(messages.lang()).to_owned()).unwrap_or_default(),
            found: found.found.clone(),
            kind: messages.t(kind),
            class,
            is_answerable,
            relation: found.element.map(|element| relation(checked, found, element)).unwrap_or_default(),
            sentence,
        }
    }
}

/// The relation that does not hold, as forms write it: `JG21≤JG20`.
fn relation(checked: &Checked, found: &Finding, element: ElementIx) -> String {
    let catalogue = &checked.catalogue;
    let own = catalogue.element(element);
    let other = if found.rule == finding::PART_ABOVE_WHOLE.id {
        own.part_of
    } else if found.rule == finding::IMPLIED_DENIED.id {
        own.implied_by
    } else {
        None
    };
    let sign = if found.rule == finding::PART_ABOVE_WHOLE.id { "≤" } else { "⊇" };
    other.map(|other| format!("{}{sign}{}", own.code, catalogue.element(other).code)).unwrap_or_default()
}

fn sheet<'a>(
    checked: &Checked,
    messages: &'a Messages,
    name: &str,
    (lines, by): (Vec<Correction>, &str),
) -> Sheet<'a> {
    let title = say!(messages, "correction-title", name = name, year = checked.year);
    let intro = say!(messages, "correction-intro", name = name, year = checked.year, n = lines.len());
    Sheet { letter: Letter::new(checked, messages, title, intro), by: by.to_owned(), lines }
}

/// The columns of a sheet that is sent out: what a person reads and fills in first, then what the
/// program finds the cell by, which is not printed.
const COLUMNS: [(Message, u16); 16] = [
    (key!("correction-number"), 5),
    (key!("correction-unit"), 16),
    (key!("correction-code"), 7),
    (key!("correction-label"), 20),
    (key!("correction-cell"), 8),
    (key!("correction-found"), 10),
    (key!("correction-asked"), 48),
    (key!("correction-corrected"), 13),
    (key!("correction-reply"), 24),
    (key!("correction-by"), 12),
    (key!("correction-kind"), 9),
    (key!("correction-relation"), 13),
    (key!("correction-table"), 10),
    (key!("correction-unit-code"), 14),
    (key!("correction-file"), 40),
    (key!("correction-place"), 12),
];
/// How many of them are printed, and which are filled in.
const PRINTED: u16 = 10;
const FILLED_IN: [u16; 2] = [7, 8];

/// The sheet as it can be answered: what is to stand in a cell, or why it is right.
fn as_workbook(
    checked: &Checked,
    messages: &Messages,
    lines: &[Correction],
    by: &str,
    path: &str,
) -> Result<OutputFile> {
    let mut book = workbook(&messages.t(key!("correction-sheet")), checked.year)?;
    let sheet = book.add_worksheet();
    sheet.set_name(messages.t(key!("correction-sheet")))?;
    let boxed = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let head = boxed.clone().set_bold().set_background_color(0x00_E8_EE_F4);
    let input = boxed.clone().set_background_color(0x00_FF_FB_E6);
    for (column, (key, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, messages.t(key), &head)?;
    }
    for (row, line) in (1..).zip(lines) {
        let number = line.number.to_string();
        let cells = [
            &number,
            &line.unit,
            &line.code,
            &line.label,
            &line.cell,
            &line.found,
            &line.sentence,
            "",
            "",
            by,
            &line.kind,
            &line.relation,
            &line.table_number,
            &line.unit_code,
            &line.file,
            &line.sheet,
        ];
        let mut most = 1;
        for ((column, text), (_, width)) in (0..).zip(cells).zip(COLUMNS) {
            let look = if FILLED_IN.contains(&column) && line.is_answerable { &input } else { &boxed };
            // What a return says stays a text; nothing of it becomes a formula.
            sheet.write_string_with_format(row, column, text, look)?;
            // A Chinese character is two wide.
            let wide = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            most = most.max(if column < PRINTED { wide.div_ceil(usize::from(width)) } else { 1 });
        }
        sheet.set_row_height(row, 16 * u32::try_from(most).unwrap_or(1))?;
    }
    let under = u32::try_from(lines.len()).unwrap_or(0) + 1;
    sheet.merge_range(under, 0, under, PRINTED - 1, &messages.t(key!("correction-how")), &boxed)?;
    sheet.set_row_height(under, 34)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, under, PRINTED - 1)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&C&P / &N");
    Ok(OutputFile { path: path.into(), bytes: saved(book)? })
}
