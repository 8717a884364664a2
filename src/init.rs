//! An empty workspace to start from: a registry to fill in, folders for the returns, the plans.

use anyhow::{Context as _, Result};
use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Formula, Workbook, Worksheet};

use crate::catalogue::Catalogue;
use crate::registry::{TableWords, WORDS};
use crate::report::publish::OutputFile;
use crate::report::sheet::{of_year, saved};

/// The last row that has drop-downs.
const LAST_ROW: u32 = 2000;

/// How the files of plans are written.
pub const GUIDE_TO_PLANS: &str = include_str!("../targets/README.zh.md");

/// The guide beside the folders, for a text editor on Windows.
const GUIDE: &str = include_str!("../templates/init/使用说明.txt");

/// The files of an empty workspace, beside those of the plans.
///
/// # Errors
/// What the workbook writer refuses.
pub fn files(catalogue: &Catalogue) -> Result<Vec<OutputFile>> {
    let guide = format!("\u{feff}{}", GUIDE.replace('\n', "\r\n"));
    Ok(vec![
        OutputFile { path: "registry/registry.xlsx".into(), bytes: registry(catalogue)? },
        OutputFile::new("使用说明.txt", guide),
    ])
}

fn registry(catalogue: &Catalogue) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // The same file whenever it is made.
    let last_year = *catalogue.years().end();
    workbook.set_properties(&of_year(last_year)?);
    for table in &WORDS.table {
        let sheet = workbook.add_worksheet();
        fill(sheet, table, last_year).with_context(|| table.file.clone())?;
    }
    Ok(saved(workbook)?)
}

/// A sheet: its heads, one row that is to be replaced, and what can be chosen.
fn fill(sheet: &mut Worksheet, table: &TableWords, last_year: i32) -> Result<()> {
    let head = Format::new().set_bold().set_border(FormatBorder::Thin).set_background_color(0x00_E8_EE_F4);
    // What is typed stays as it is typed, with the zeros before a code.
    let text = Format::new().set_num_format("@");
    let example = text.clone().set_italic().set_font_color(0x00_80_80_80);
    sheet.set_name(table.sheet())?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(&table.columns) {
        let title = column.heads.first().context("a head")?;
        let width = if column.id == "name" || column.id == "aliases" { 32.0 } else { 18.0 };
        sheet.set_column_width(at, width)?.set_column_format(at, &text)?;
        sheet.write_with_format(0, at, title, &head)?;
        sheet.write_with_format(1, at, shown(table, &column.id, last_year), &example)?;
        if let Some(rule) = choices(table, &column.id)? {
            sheet.add_data_validation(1, at, LAST_ROW, at, &rule)?;
        }
    }
    Ok(())
}

/// What the row that is to be replaced says.
fn shown(table: &TableWords, id: &str, last_year: i32) -> String {
    let first = |words: &[String]| words.first().cloned().unwrap_or_default();
    let code = |file: &str| match file {
        "district" => "320614",
        "townships" => "320614101",
        "facilities" => "320614101-1",
        _ => "320614101V001",
    };
    match id {
        "code" => code(&table.file).to_owned(),
        "township" => code("townships").to_owned(),
        "facility" => code("facilities").to_owned(),
        "name" => format!("{}{}", table.sheet(), WORDS.example),
        "kind" => first(&kinds(table)),
        "regional_centre" => first(&WORDS.no),
        "year" => last_year.to_string(),
        "due" => format!("{}-01-20{}", last_year + 1, WORDS.example),
        _ => String::new(),
    }
}

/// The words for the kinds of a table's units.
fn kinds(table: &TableWords) -> Vec<String> {
    let of = if table.file == "townships" { "township" } else { "facility" };
    let kinds = WORDS.words.get(of).into_iter().flatten();
    kinds.filter_map(|(_, words)| words.first().cloned()).collect()
}

/// What can be chosen in a column; a code of another sheet is chosen from there.
fn choices(table: &TableWords, id: &str) -> Result<Option<DataValidation>> {
    let codes_of = |file: &str| {
        let formula = format!("='{}'!$A$2:$A${}", WORDS.of(file)?.sheet(), LAST_ROW + 1);
        Some(DataValidation::new().allow_list_formula(Formula::new(formula)))
    };
    Ok(match id {
        "kind" => Some(DataValidation::new().allow_list_strings(&kinds(table))?),
        "regional_centre" => {
            let words: Vec<&String> = WORDS.yes.first().into_iter().chain(WORDS.no.first()).collect();
            Some(DataValidation::new().allow_list_strings(&words)?)
        }
        "township" => codes_of("townships"),
        "facility" => codes_of("facilities"),
        _ => None,
    }
    // A name does as well as a code.
    .map(|rule| rule.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning)))
}
