//! The gap ledger (问题台账) as a workbook: what is open with who answers for it, all
//! assessments, the scorecard, the findings.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use rust_xlsxwriter::Workbook;

use crate::assess::{Assessment, Status};
use crate::exact::Fraction;
use crate::messages::Message;
use crate::model::{DISTRICT, Level, UnitIx};
use crate::report::publish::OutputFile;
use crate::report::sheet::{Column, SheetCell, SheetTable, add, saved, workbook};
use crate::report::view::{View, responsible_words};

/// A list that is longer than this is one for `data/assessments.csv`; a spreadsheet does not
/// get far with it.
const MOST_ROWS: usize = 20_000;

/// The name of the file.
pub const NAME: &str = "ledger.xlsx";

/// The workbook.
///
/// # Errors
/// What the workbook writer refuses.
pub fn page(view: &View<'_>) -> Result<OutputFile> {
    let title = view.messages.t(key!("ledger-title"));
    let mut book = workbook(&title, view.checked().year).context("the ledger")?;
    gaps(view, &mut book).context("the gaps")?;
    assessments(view, &mut book).context("the assessments")?;
    scorecard(view, &mut book).context("the scorecard")?;
    findings(view, &mut book).context("the findings")?;
    Ok(OutputFile { path: NAME.into(), bytes: saved(book)? })
}

/// Townships in the scorecard.
const MOST_COLUMNS: usize = 500;

/// The background of a status; the word beside the value says the same.
fn tint(status: Status) -> Option<u32> {
    match status {
        Status::Met => Some(0x00_E3_EB_F3),
        Status::OnTrack => Some(0x00_DC_EF_EC),
        Status::Behind => Some(0x00_FB_DF_CB),
        Status::NotMet => Some(0x00_EC_BC_D4),
        Status::InProgress | Status::Undetermined | Status::NoData => Some(0x00_EE_F0_F2),
        Status::NotApplicable | Status::Monitored => None,
    }
}

fn number<'a>(value: Option<Fraction>) -> SheetCell<'a> {
    match value {
        Some(value) if value.is_whole() => SheetCell::Count(value.floor()),
        Some(value) => SheetCell::Number(value.approximate()),
        None => SheetCell::Blank,
    }
}

fn table(view: &View<'_>, name: Message, all: &[(Message, f64)]) -> SheetTable {
    let column = |(key, width): &(Message, f64)| {
        let new = if *key == key!("column-year") { Column::years } else { Column::new };
        new(view.messages.t(*key), *width)
    };
    SheetTable { name: view.messages.t(name), columns: all.iter().map(column).collect() }
}

/// The line under a list of which only so many are shown.
fn rest(view: &View<'_>, all: usize, most: usize) -> Option<String> {
    let left_out = all.checked_sub(most).filter(|more| *more > 0)?;
    Some(say!(view.messages, "ledger-rest", n = left_out))
}

/// What is judged and short of its target, by the department that answers for it.
fn gaps(view: &View<'_>, book: &mut Workbook) -> Result<()> {
    let lead = |ix| view.checked().catalogue.indicator(ix).responsible.carriers().first();
    let short = view.results.of_year().filter(|row| row.status().is_short());
    let mut open: Vec<_> =
        short.map(|row| (lead(row.indicator), row.indicator, row.level, row.unit)).collect();
    open.sort_unstable();
    let words = Words::new(view);
    let listed = open.iter().take(MOST_ROWS);
    let listed = listed.filter_map(|(_, ix, _, unit)| view.row(*ix, *unit, view.checked().year));
    let rows = (1..).zip(listed).map(|(number_in_list, row)| {
        let indicator = view.indicator(&row);
        vec![
            SheetCell::Count(number_in_list),
            indicator.responsible.lead.join(&words.pause).into(),
            responsible_words(view.messages, &indicator.responsible).into(),
            indicator.name.get(view.messages.lang()).into(),
            indicator.clause.as_str().into(),
            words.level(&row),
            view.checked().registry.unit(row.unit).name.as_str().into(),
            number(row.measured.and_then(|m| m.value)),
            view.target(&row).into(),
            view.due(&row).into(),
            view.mark(&row).word.into(),
            number(row.gap),
            row.shortfall.into(),
            view.counted(&row).0.into(),
            SheetCell::Blank,
            SheetCell::Blank,
            SheetCell::Blank,
        ]
    });
    let columns = [
        (key!("column-number"), 6.0),
        (key!("column-lead"), 16.0),
        (key!("column-departments"), 28.0),
        (key!("column-indicator"), 34.0),
        (key!("column-clause"), 12.0),
        (key!("column-level"), 10.0),
        (key!("column-unit"), 24.0),
        (key!("column-value"), 11.0),
        (key!("column-target"), 14.0),
        (key!("column-due"), 8.0),
        (key!("column-status"), 16.0),
        (key!("column-gap"), 11.0),
        (key!("column-shortfall"), 10.0),
        (key!("column-counted"), 8.0),
        (key!("column-measures"), 30.0),
        (key!("column-by-when"), 14.0),
        (key!("column-closed"), 14.0),
    ];
    add(book, &table(view, key!("ledger-gaps"), &columns), rows, rest(view, open.len(), MOST_ROWS))?;
    Ok(())
}

/// Words that most rows share.
struct Words {
    pause: String,
    levels: BTreeMap<Level, String>,
}

impl Words {
    fn new(view: &View<'_>) -> Self {
        let levels = [Level::District, Level::Township, Level::Facility, Level::Village];
        let name = |level| view.messages.t(crate::report::view::level_name_key(level));
        Self {
            pause: view.messages.t(key!("list-pause")),
            levels: levels.into_iter().map(|level| (level, name(level))).collect(),
        }
    }

    fn level(&self, row: &Assessment) -> SheetCell<'_> {
        self.levels.get(&row.level).map_or(SheetCell::Blank, |name| name.as_str().into())
    }
}

/// Every assessment of the report's year.
fn assessments(view: &View<'_>, book: &mut Workbook) -> Result<()> {
    let between = view.messages.t(key!("list-semicolon"));
    let words = Words::new(view);
    let all = view.results.of_year();
    let rows = all.take(MOST_ROWS).map(|row| {
        let indicator = view.indicator(&row);
        let unit = view.checked().registry.unit(row.unit);
        let measured = row.measured;
        let has_target = view.has_target(&row);
        let of_target = |text: String| if has_target { text } else { String::new() };
        let notes = [view.notes(&row), view.interval(&row).unwrap_or_default()];
        let notes: Vec<&str> = notes.iter().map(String::as_str).filter(|note| !note.is_empty()).collect();
        vec![
            SheetCell::Count(row.year.into()),
            indicator.id.as_str().into(),
            indicator.name.get(view.messages.lang()).into(),
            words.level(&row),
            unit.code.as_str().into(),
            unit.name.as_str().into(),
            measured.map(|m| m.numerator).into(),
            measured.and_then(|m| m.denominator).into(),
            number(measured.and_then(|m| m.value)),
            of_target(view.target(&row)).into(),
            of_target(view.due(&row)).into(),
            number(row.expected),
            view.mark(&row).word.into(),
            number(row.gap.filter(|_| has_target)),
            row.shortfall.filter(|_| has_target).into(),
            SheetCell::Count(row.reported),
            SheetCell::Count(row.due_to_report),
            notes.join(&between).into(),
        ]
    });
    let columns = [
        (key!("column-year"), 7.0),
        (key!("column-id"), 26.0),
        (key!("column-indicator"), 34.0),
        (key!("column-level"), 10.0),
        (key!("column-code"), 16.0),
        (key!("column-unit"), 24.0),
        (key!("column-numerator"), 11.0),
        (key!("column-denominator"), 11.0),
        (key!("column-value"), 11.0),
        (key!("column-target"), 14.0),
        (key!("column-due"), 8.0),
        (key!("column-expected"), 11.0),
        (key!("column-status"), 18.0),
        (key!("column-gap"), 11.0),
        (key!("column-shortfall"), 10.0),
        (key!("column-reported"), 9.0),
        (key!("column-due-to-report"), 9.0),
        (key!("column-notes"), 26.0),
    ];
    let count = view.results.assessments.rows_of(view.checked().year).len();
    add(book, &table(view, key!("ledger-assessments"), &columns), rows, rest(view, count, MOST_ROWS))?;
    Ok(())
}

/// Indicators against the district and its townships: the value and the status in words.
fn scorecard(view: &View<'_>, book: &mut Workbook) -> Result<()> {
    let checked = view.checked();
    let townships = view.townships();
    // A sheet has 16,384 columns, and nobody reads a tenth of them.
    let shown = townships.iter().take(MOST_COLUMNS).copied();
    let units: Vec<UnitIx> = std::iter::once(DISTRICT).chain(shown).collect();
    let mut table = table(
        view,
        key!("ledger-scorecard"),
        &[(key!("column-indicator"), 36.0), (key!("column-target"), 16.0), (key!("column-due"), 8.0)],
    );
    table
        .columns
        .extend(units.iter().map(|unit| Column::new(checked.registry.unit(*unit).name.clone(), 15.0)));
    let rows = checked.catalogue.indicators_of(checked.year).map(|(ix, indicator)| {
        let district = view.district(ix, checked.year);
        let mut cells: Vec<SheetCell<'_>> = vec![indicator.name.get(view.messages.lang()).into()];
        cells.push(district.as_ref().map(|row| view.target(row)).unwrap_or_default().into());
        cells.push(district.as_ref().map(|row| view.due(row)).unwrap_or_default().into());
        for unit in &units {
            let cell = view.row(ix, *unit, checked.year).map(|row| {
                let word = view.mark(&row).word;
                let text = if row.measured.is_some() { format!("{} {word}", view.value(&row)) } else { word };
                match tint(row.status()) {
                    Some(colour) => SheetCell::Tinted(text, colour),
                    None => text.into(),
                }
            });
            cells.push(cell.unwrap_or(SheetCell::Blank));
        }
        cells
    });
    let sheet = add(book, &table, rows, rest(view, townships.len(), MOST_COLUMNS))?;
    sheet.set_freeze_panes(1, 2)?;
    Ok(())
}

fn findings(view: &View<'_>, book: &mut Workbook) -> Result<()> {
    let checked = view.checked();
    let rows = checked.findings.iter().take(MOST_ROWS).map(|finding| {
        vec![
            view.messages.t(crate::report::view::severity_key(finding.severity)).into(),
            finding.rule.as_str().into(),
            finding.year.map_or(SheetCell::Blank, |year| SheetCell::Count(year.into())),
            finding.unit.map_or(SheetCell::Blank, |ix| checked.registry.unit(ix).name.as_str().into()),
            finding.place.file.as_ref().into(),
            finding.place.sheet.as_ref().into(),
            finding.place.a1().into(),
            finding.found.as_str().into(),
            finding.sentence(view.messages).into(),
            SheetCell::Blank,
        ]
    });
    let columns = [
        (key!("column-severity"), 8.0),
        (key!("column-rule"), 20.0),
        (key!("column-year"), 7.0),
        (key!("column-unit"), 24.0),
        (key!("column-file"), 36.0),
        (key!("column-sheet"), 12.0),
        (key!("column-cell"), 8.0),
        (key!("column-found"), 14.0),
        (key!("column-sentence"), 60.0),
        (key!("column-remark"), 24.0),
    ];
    let table = table(view, key!("ledger-findings"), &columns);
    add(book, &table, rows, rest(view, checked.findings.len(), MOST_ROWS))?;
    Ok(())
}
