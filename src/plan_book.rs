//! A plan as a workbook to fill in: what can be chosen is offered, what is required is marked, and
//! beside each cell stands how it is filled.

use anyhow::{Context as _, Result};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};

use crate::catalogue::book::{Book, ColumnWords, Kind, Row, SheetWords, WORDS};
use crate::catalogue::{Catalogue, Element};
use crate::exact::Fraction;
use crate::report::sheet::{of_year, saved};

/// The last row that has drop-downs.
const LAST_ROW: u32 = 500;

/// How a workbook is filled in.
const GUIDE: &str = include_str!("../templates/init/方案说明.txt");

/// Elements to take examples from.
const ELEMENTS: &str = include_str!("../targets/elements.toml");

/// The most that the note beside a cell and the list of what it offers can hold, in characters.
const MOST: usize = 255;

/// The workbook of a plan's text.
///
/// # Errors
/// A text that is none, or what the workbook writer refuses.
pub fn of_text(text: &str, catalogue: &Catalogue) -> Result<Vec<u8>> {
    let book = Book::of_text(&toml::from_str(text)?);
    let mut workbook = Workbook::new();
    // The same file whenever it is made.
    workbook.set_properties(&of_year(*catalogue.years().end())?);
    for words in &WORDS.sheet {
        let sheet = workbook.add_worksheet();
        sheet.set_name(words.name())?;
        let rows: Vec<&Row> = book.rows_of(&words.key).collect();
        if words.key.is_empty() { one(sheet, words, &rows) } else { table(sheet, words, &rows) }
            .with_context(|| words.name().to_owned())?;
    }
    let guided = WORDS.ignored.first().context("a sheet that is not read")?;
    elements(workbook.add_worksheet().set_name(&WORDS.elements)?, catalogue)?;
    guide(workbook.add_worksheet().set_name(guided)?, &book)?;
    Ok(saved(workbook)?)
}

/// The looks of a workbook.
struct Looks {
    head: Format,
    required: Format,
    text: Format,
    number: Format,
}

impl Looks {
    fn new() -> Self {
        let head = Format::new().set_bold().set_border(FormatBorder::Thin).set_text_wrap();
        let head = head.set_align(FormatAlign::Top).set_background_color(0x00_E8_EE_F4);
        // What is typed stays as it is typed, 4.60 with its nought and a code with those before it.
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        let number = Format::new().set_align(FormatAlign::Top);
        Self { required: head.clone().set_background_color(0x00_FB_E5_D6), head, text, number }
    }

    /// The head of a column, which says whether it is required.
    fn write_head(&self, sheet: &mut Worksheet, at: (u32, u16), column: &ColumnWords) -> Result<()> {
        let (mark, look) = if column.required { (" *", &self.required) } else { ("", &self.head) };
        sheet.write_with_format(at.0, at.1, column.title() + mark, look)?;
        Ok(())
    }
}

/// The sheet that says one thing a row.
fn one(sheet: &mut Worksheet, words: &SheetWords, rows: &[&Row]) -> Result<()> {
    let looks = Looks::new();
    sheet.set_column_width(0, 34)?.set_column_width(1, 70)?.set_column_width(2, 60)?;
    on_one_page(sheet);
    for (row, column) in (1..).zip(&words.columns) {
        looks.write_head(sheet, (row, 0), column)?;
        sheet.write_blank(row, 1, &looks.text)?;
        fill(sheet, (row, 1), column, rows.first().copied(), &looks)?;
        sheet.write_string(row, 2, &column.note)?;
        offer(sheet, (row, row), 1, column)?;
    }
    Ok(())
}

fn table(sheet: &mut Worksheet, words: &SheetWords, rows: &[&Row]) -> Result<()> {
    let looks = Looks::new();
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    if words.columns.len() <= MOST_ON_A_PAGE {
        on_one_page(sheet);
    }
    for (at, column) in (0..).zip(&words.columns) {
        let is_long = at == 0 || column.key.ends_with("_zh") || column.key.ends_with("_en");
        let width = if is_long { 30.0 } else { 18.0 };
        // A number is kept as one: 0.6 and 75% are told from what was meant.
        let look = if column.kind == Kind::Number { &looks.number } else { &looks.text };
        sheet.set_column_width(at, width)?.set_column_format(at, look)?;
        looks.write_head(sheet, (0, at), column)?;
        for (row, own) in (1..).zip(rows) {
            fill(sheet, (row, at), column, Some(own), &looks)?;
        }
        offer(sheet, (1, LAST_ROW), at, column)?;
    }
    Ok(())
}

/// More columns than this are no page wide.
const MOST_ON_A_PAGE: usize = 12;

fn on_one_page(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
}

/// Writes what a row says in a column.
fn fill(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &ColumnWords,
    from: Option<&Row>,
    looks: &Looks,
) -> Result<()> {
    let Some(said) = from.and_then(|own| own.get(&words.key)) else { return Ok(()) };
    let number = matches!(words.kind, Kind::Whole | Kind::Number).then(|| said.text.parse::<i64>().ok());
    match number.flatten() {
        Some(number) => {
            let plain = looks.text.clone().set_num_format("0");
            sheet.write_number_with_format(row, column, Fraction::whole(number).approximate(), &plain)?;
        }
        None => {
            sheet.write_string_with_format(row, column, words.shown(&said.text), &looks.text)?;
        }
    }
    Ok(())
}

/// What can be chosen in the cells of a column, and how they are filled.
fn offer(sheet: &mut Worksheet, (first, last): (u32, u32), at: u16, column: &ColumnWords) -> Result<()> {
    let choices = column.choices();
    let fits = choices.iter().map(|word| word.chars().count() + 1).sum::<usize>() <= MOST;
    let rule = match (&column.from, choices.is_empty() || !fits) {
        (Some(from), _) => DataValidation::new()
            .allow_list_formula(Formula::new(format!("='{from}'!$A$2:$A${}", LAST_ROW + 1))),
        (None, false) => DataValidation::new().allow_list_strings(&choices)?,
        (None, true) if column.note.is_empty() => return Ok(()),
        (None, true) => DataValidation::new().allow_any_value(),
    };
    let note: String = column.note.chars().take(MOST).collect();
    // What else can be written is refused by the program, with the place and the words that would do.
    let rule = rule.set_error_style(DataValidationErrorStyle::Information).set_input_message(note)?;
    sheet.add_data_validation(first, at, last, at, &rule)?;
    Ok(())
}

/// What a column says of an element.
type Said = fn(&Element) -> String;

/// The elements that there are, for whoever looks one up.
fn elements(sheet: &mut Worksheet, catalogue: &Catalogue) -> Result<()> {
    let words = WORDS.sheet.iter().find(|own| own.key == "element").context("a sheet of elements")?;
    let looks = Looks::new();
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    on_one_page(sheet);
    let says: [(&str, f64, Said); 6] = [
        ("id", 32.0, |own| own.id.clone()),
        ("code", 10.0, |own| own.code.clone()),
        ("label_zh", 36.0, |own| own.label.zh.clone()),
        ("unit_zh", 12.0, |own| own.unit.zh.clone()),
        ("form", 16.0, |own| own.form.word().to_owned()),
        ("meaning_zh", 70.0, |own| own.meaning.zh.clone()),
    ];
    for (at, (key, width, said)) in (0..).zip(says) {
        let column = words.of_key(key).context("a column of elements")?;
        sheet.set_column_width(at, width)?;
        sheet.write_with_format(0, at, &column.head, &looks.head)?;
        for (row, element) in (1..).zip(&catalogue.elements) {
            sheet.write_string_with_format(row, at, column.shown(&said(element)), &looks.text)?;
        }
    }
    Ok(())
}

/// How the workbook is filled in, column by column, each with an example out of it or, of elements, out
/// of those that every district has.
fn guide(sheet: &mut Worksheet, book: &Book) -> Result<()> {
    let elements = Book::of_text(&toml::from_str(ELEMENTS)?);
    let looks = Looks::new();
    for (at, width) in (0..).zip([12.0, 32.0, 6.0, 90.0, 60.0, 60.0]) {
        sheet.set_column_width(at, width)?;
    }
    on_one_page(sheet);
    let mut row = 0;
    for line in GUIDE.lines() {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for (at, head) in (0..).zip(&WORDS.guide) {
        sheet.write_with_format(row, at, head, &looks.head)?;
    }
    for words in &WORDS.sheet {
        for column in &words.columns {
            row += 1;
            let mut rows = book.rows_of(&words.key).chain(elements.rows_of(&words.key));
            let example = rows.find_map(|own| own.get(&column.key));
            let example = example.map(|said| column.shown(&said.text)).unwrap_or_default();
            let required = if column.required { "*" } else { "" };
            let choices = column.choices().join(" / ");
            let cells = [words.name(), &column.title(), required, &column.note, &choices, &example];
            for (at, text) in (0..).zip(cells) {
                sheet.write_string_with_format(row, at, text, &looks.text)?;
            }
        }
    }
    Ok(())
}
