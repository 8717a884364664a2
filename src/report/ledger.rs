//! The gap ledger (问题台账) as a workbook: what is open with who answers for it, all
//! assessments, the scorecard, the findings.

use anyhow::{Context as _, Result};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rust_xlsxwriter::{ConditionalFormatText, ConditionalFormatTextRule, Format};

use crate::assess::{Assessment, Status};
use crate::catalogue::Level;
use crate::exact::Fraction;
use crate::registry::{DISTRICT, UnitIx};
use crate::report::publish::Page;
use crate::report::sheet::{Cell, Table, add, workbook};
use crate::report::view::View;

/// A sheet has 1,048,576 rows, its head among them.
const MOST_ROWS: usize = 1_000_000;

/// The workbook.
///
/// # Errors
/// What the workbook writer refuses.
pub fn page(view: &View<'_>) -> Result<Page> {
    let title = view.messages.t("ledger-title");
    let mut book = workbook(&title, view.checked().year).context("the ledger")?;
    for table in [gaps(view), assessments(view)] {
        for (number, rows) in (1..).zip(table.rows.chunks(MOST_ROWS)) {
            let name = if number == 1 { table.name.clone() } else { format!("{} {number}", table.name) };
            let part = Table { name, columns: table.columns.clone(), rows: rows.to_vec() };
            add(&mut book, &part).with_context(|| part.name.clone())?;
        }
        if table.rows.is_empty() {
            add(&mut book, &table).with_context(|| table.name.clone())?;
        }
    }
    let table = scorecard(view);
    let sheet = add(&mut book, &table).with_context(|| table.name.clone())?;
    let last_row = u32::try_from(table.rows.len()).context("the scorecard's rows")?;
    let last_column = u16::try_from(table.columns.len()).context("the scorecard's columns")?;
    for status in Status::ALL {
        let Some(colour) = tint(status) else { continue };
        let word = view.plain_mark(status).word;
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::EndsWith(format!(" {word}")))
            .set_format(Format::new().set_background_color(colour));
        sheet.add_conditional_format(1, 3, last_row.max(1), last_column.saturating_sub(1).max(3), &rule)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    let table = findings(view);
    add(&mut book, &table).with_context(|| table.name.clone())?;
    Ok(Page { path: "ledger.xlsx".into(), bytes: book.save_to_buffer()? })
}

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

fn columns(view: &View<'_>, all: &[(&str, f64)]) -> Vec<(String, f64)> {
    all.iter().map(|(key, width)| (view.messages.t(key), *width)).collect()
}

fn number(value: Option<Fraction>) -> Cell {
    match value {
        Some(value) if value.is_whole() => Cell::Count(value.floor()),
        Some(value) => Cell::Number(value.approximate(), 2),
        None => Cell::Blank,
    }
}

/// What is judged and short of its target, by the department that answers for it.
fn gaps(view: &View<'_>) -> Table {
    let checked = view.checked();
    let mut open: Vec<&Assessment> = view
        .results
        .assessments
        .iter()
        .filter(|row| row.year == checked.year && matches!(row.status, Status::NotMet | Status::Behind))
        .collect();
    let lead = |row: &Assessment| view.indicator(row).departments.first().cloned().unwrap_or_default();
    open.sort_by_key(|row| (lead(row), row.indicator, row.level, row.unit));
    let numbered: Vec<(&Assessment, i64)> = open.into_iter().zip(1..).collect();
    let rows = numbered.par_iter().map(|(row, number_in_list)| {
        let figure = view.figure(row);
        let departments = view.indicator(row).departments.join(&view.messages.t("list-pause"));
        vec![
            Cell::Count(*number_in_list),
            lead(row).into(),
            departments.into(),
            figure.name.into(),
            figure.clause.into(),
            view.messages.t(crate::report::view::level_name_key(row.level)).into(),
            figure.unit_name.into(),
            number(row.measured.and_then(|m| m.value)),
            figure.target.into(),
            figure.due.into(),
            figure.mark.word.into(),
            number(row.gap),
            row.shortfall.into(),
            view.counted(row).0.into(),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
        ]
    });
    Table {
        name: view.messages.t("ledger-gaps"),
        columns: columns(
            view,
            &[
                ("column-number", 6.0),
                ("column-lead", 16.0),
                ("column-departments", 28.0),
                ("column-indicator", 34.0),
                ("column-clause", 12.0),
                ("column-level", 10.0),
                ("column-unit", 24.0),
                ("column-value", 11.0),
                ("column-target", 14.0),
                ("column-due", 8.0),
                ("column-status", 16.0),
                ("column-gap", 11.0),
                ("column-shortfall", 10.0),
                ("column-counted", 8.0),
                ("column-measures", 30.0),
                ("column-by-when", 14.0),
                ("column-closed", 14.0),
            ],
        ),
        rows: rows.collect(),
    }
}

/// Every assessment of the report's year.
fn assessments(view: &View<'_>) -> Table {
    let year = view.checked().year;
    let pause = view.messages.t("list-semicolon");
    let rows = view.results.assessments.par_iter().filter(|row| row.year == year).map(|row| {
        let figure = view.figure(row);
        let measured = row.measured;
        vec![
            Cell::Count(row.year.into()),
            figure.indicator.into(),
            figure.name.into(),
            view.messages.t(crate::report::view::level_name_key(row.level)).into(),
            figure.unit.into(),
            figure.unit_name.into(),
            measured.map(|m| m.numerator).into(),
            measured.and_then(|m| m.denominator).into(),
            number(measured.and_then(|m| m.value)),
            figure.target.into(),
            figure.due.into(),
            number(row.expected),
            figure.mark.word.into(),
            number(row.gap),
            row.shortfall.into(),
            Cell::Count(row.reported),
            Cell::Count(row.due_to_report),
            [figure.notes, figure.interval]
                .into_iter()
                .filter(|note| !note.is_empty())
                .collect::<Vec<_>>()
                .join(&pause)
                .into(),
        ]
    });
    Table {
        name: view.messages.t("ledger-assessments"),
        columns: columns(
            view,
            &[
                ("column-year", 7.0),
                ("column-id", 26.0),
                ("column-indicator", 34.0),
                ("column-level", 10.0),
                ("column-code", 16.0),
                ("column-unit", 24.0),
                ("column-numerator", 11.0),
                ("column-denominator", 11.0),
                ("column-value", 11.0),
                ("column-target", 14.0),
                ("column-due", 8.0),
                ("column-expected", 11.0),
                ("column-status", 18.0),
                ("column-gap", 11.0),
                ("column-shortfall", 10.0),
                ("column-reported", 9.0),
                ("column-due-to-report", 9.0),
                ("column-notes", 26.0),
            ],
        ),
        rows: rows.collect(),
    }
}

/// Indicators against the district and its townships: the value and the status in words.
fn scorecard(view: &View<'_>) -> Table {
    let checked = view.checked();
    let townships: Vec<UnitIx> = checked
        .registry
        .units()
        .filter(|(ix, unit)| unit.level == Level::Township && checked.registry.counts(*ix, checked.year))
        .map(|(ix, _)| ix)
        .collect();
    let mut columns =
        columns(view, &[("column-indicator", 36.0), ("column-target", 16.0), ("column-due", 8.0)]);
    for unit in std::iter::once(&DISTRICT).chain(&townships) {
        columns.push((checked.registry.unit(*unit).name.clone(), 15.0));
    }
    let rows = checked.catalogue.indicators_ix().map(|(ix, indicator)| {
        let district = view.district(ix, checked.year).map(|row| view.figure(row));
        let mut cells: Vec<Cell> = vec![indicator.name.get(view.messages.lang()).into()];
        cells.push(district.as_ref().map(|figure| figure.target.clone()).unwrap_or_default().into());
        cells.push(district.map(|figure| figure.due).unwrap_or_default().into());
        for unit in std::iter::once(&DISTRICT).chain(&townships) {
            let cell = view.row(ix, *unit, checked.year).map(|row| {
                let figure = view.figure(row);
                if row.measured.is_some() {
                    format!("{} {}", figure.value, figure.mark.word)
                } else {
                    figure.mark.word
                }
            });
            cells.push(cell.unwrap_or_default().into());
        }
        cells
    });
    Table { name: view.messages.t("ledger-scorecard"), rows: rows.collect(), columns }
}

fn findings(view: &View<'_>) -> Table {
    let checked = view.checked();
    let rows = checked.findings.iter().map(|finding| {
        vec![
            view.messages.t(crate::report::pages::severity_key(finding.severity)).into(),
            finding.rule.as_str().into(),
            if finding.year == 0 { Cell::Blank } else { Cell::Count(finding.year.into()) },
            finding.unit.map(|ix| checked.registry.unit(ix).name.clone()).unwrap_or_default().into(),
            finding.place.file.as_ref().into(),
            finding.place.sheet.as_ref().into(),
            finding.place.a1().into(),
            finding.found.as_str().into(),
            finding.sentence(view.messages).into(),
            Cell::Blank,
        ]
    });
    Table {
        name: view.messages.t("ledger-findings"),
        columns: columns(
            view,
            &[
                ("column-severity", 8.0),
                ("column-rule", 20.0),
                ("column-year", 7.0),
                ("column-unit", 24.0),
                ("column-file", 36.0),
                ("column-sheet", 12.0),
                ("column-cell", 8.0),
                ("column-found", 14.0),
                ("column-sentence", 60.0),
                ("column-remark", 24.0),
            ],
        ),
        rows: rows.collect(),
    }
}
