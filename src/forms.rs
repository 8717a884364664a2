//! The return forms as workbooks: one for every facility, township and department of
//! the district, with names and codes filled in. What is written here is read back by
//! [`crate::intake`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet,
};

use crate::catalogue::{Catalogue, Element, ElementKind, FormKind};
use crate::messages::{Message, Messages};
use crate::model::{DISTRICT, ElementIx, Level, UnitIx};
use crate::platform::file_name;
use crate::registry::Registry;
use crate::report::sheet::{of_year, saved};
use crate::value::{Key, Value, Values};

/// The row of the form's header, from 0.
const HEADER: u32 = 6;
/// The columns of the form, in the order of the header.
const COLUMNS: [Message; 7] = [
    key!("form-sequence"),
    key!("form-label"),
    key!("form-unit"),
    key!("form-code"),
    key!("form-value"),
    key!("form-last-year"),
    key!("form-remark"),
];
const WIDTHS: [f64; 7] = [6.0, 44.0, 10.0, 9.0, 14.0, 14.0, 26.0];
const VALUE: u16 = 4;

/// A form to be sent out.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The kind of return.
    pub form: FormKind,
    /// The unit that fills it in.
    pub unit: UnitIx,
    /// The department, for the district's forms.
    pub reporter: Option<String>,
    /// The year.
    pub year: i32,
}

impl Blank {
    /// Whether a form stands on a sheet of its workbook beside the first.
    fn holds(&self, form: FormKind) -> bool {
        form != self.form && form.workbook() == self.form
    }

    /// Whether an element stands on its first sheet.
    fn carries(&self, element: &Element) -> bool {
        element.form == self.form && (self.reporter.is_none() || element.reporter == self.reporter)
    }
}

/// What is already known when a form is written.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    /// Answers, as they would be typed in.
    pub answers: BTreeMap<Key, Entry>,
    /// The day on which the return is sent.
    pub date: Option<NaiveDate>,
}

/// What is typed into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// All forms of a year, in the order of the registry.
#[must_use]
pub fn blanks(catalogue: &Catalogue, registry: &Registry, year: i32) -> Vec<Blank> {
    let mut all = Vec::new();
    for (unit, row) in registry.open(year) {
        let blank = |form, reporter| Blank { form, unit, reporter, year };
        // What no indicator takes from this kind of unit is not asked of it: a hospital may have no form.
        let takes = |ix: ElementIx| {
            let mut users =
                catalogue.indicators_of(year).filter(|(_, own)| catalogue.uses_of(own).contains(&ix));
            users.any(|(_, own)| {
                let readings = own.other_readings.iter().filter_map(|reading| reading.indicator.as_ref());
                std::iter::once(own).chain(readings).any(|one| row.is_among(one.units_of(ix)))
            })
        };
        let is_asked = |blank: &Blank| {
            let mut asked = catalogue.elements_ix().filter(|(ix, _)| catalogue.asks(*ix, year));
            asked.any(|(ix, element)| {
                blank.carries(element) && takes(ix)
                    || blank.holds(element.form) && has(registry, blank, element.form)
            })
        };
        let form = FormKind::of(row.level);
        let reporters: Vec<Option<String>> = match form {
            FormKind::District => catalogue.reporters().into_iter().map(|own| Some(own.to_owned())).collect(),
            _ if form.workbook() == form => vec![None],
            _ => Vec::new(),
        };
        all.extend(reporters.into_iter().map(|reporter| blank(form, reporter)).filter(is_asked));
    }
    all
}

/// Whether a unit has what another form of its workbook is about: clinics below it, functional centres.
fn has(registry: &Registry, blank: &Blank, form: FormKind) -> bool {
    match form {
        FormKind::Village => registry.children(blank.unit, blank.year).next().is_some(),
        _ => registry.unit(blank.unit).regional_centre,
    }
}

/// Everything that a form is printed from.
#[derive(Clone, Copy)]
pub struct Printer<'a> {
    /// The plans.
    pub catalogue: &'a Catalogue,
    /// The org units.
    pub registry: &'a Registry,
    /// The words of the forms, which are Chinese.
    pub messages: &'a Messages,
    /// Last year's values, as far as they are known.
    pub last_year: &'a Values,
}

impl Printer<'_> {
    /// Where a form belongs in the folder of forms.
    #[must_use]
    pub fn path(&self, blank: &Blank) -> PathBuf {
        let unit = self.registry.unit(blank.unit);
        let name = blank.reporter.as_ref().unwrap_or(&unit.name);
        let (code, name) = (file_name(&unit.code), file_name(name));
        Path::new(blank.form.word()).join(format!("{code}-{name}-{}.xlsx", blank.year))
    }

    /// Writes a form.
    ///
    /// # Errors
    /// What the workbook writer refuses.
    pub fn workbook(&self, blank: &Blank, filling: &Filling) -> Result<Vec<u8>> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&self.properties(blank)?);
        self.main_sheet(workbook.add_worksheet(), blank, filling).context("the form")?;
        if self.also(blank, FormKind::Village) && !self.of_roster(blank).is_empty() {
            self.roster(workbook.add_worksheet(), blank, filling).context("the roster")?;
        }
        let element = self.catalogue.centres.element;
        let asked = element.is_some_and(|element| self.catalogue.asks(element, blank.year));
        if asked && self.also(blank, FormKind::Centres) {
            self.centres(workbook.add_worksheet(), blank, filling).context("the centres")?;
        }
        self.notes(workbook.add_worksheet(), blank).context("the notes")?;
        Ok(saved(workbook)?)
    }

    fn properties(&self, blank: &Blank) -> Result<DocProperties> {
        let edition = self.catalogue.edition_of(blank.year);
        let made_by = say!(
            self.messages,
            "form-made-by",
            version = env!("CARGO_PKG_VERSION"),
            edition = edition.as_str()
        );
        Ok(of_year(blank.year)?.set_title(self.title(blank)).set_comment(made_by))
    }

    fn title(&self, blank: &Blank) -> String {
        let title = self.catalogue.form(blank.form).map_or("", |form| form.title.zh.as_str());
        say!(self.messages, "form-title", title = title, year = blank.year)
    }

    fn elements(&self, blank: &Blank) -> Vec<(ElementIx, &Element)> {
        let of_year = |ix| self.catalogue.asks(ix, blank.year);
        self.catalogue.elements_ix().filter(|(ix, element)| blank.carries(element) && of_year(*ix)).collect()
    }

    /// Whether a form stands on a further sheet of this unit's workbook.
    fn also(&self, blank: &Blank, form: FormKind) -> bool {
        blank.holds(form) && has(self.registry, blank, form)
    }

    fn of_roster(&self, blank: &Blank) -> Vec<(ElementIx, &Element)> {
        let of_roster = |(ix, element): &(ElementIx, &Element)| {
            element.form == FormKind::Village && self.catalogue.asks(*ix, blank.year)
        };
        self.catalogue.elements_ix().filter(of_roster).collect()
    }

    fn main_sheet(&self, sheet: &mut Worksheet, blank: &Blank, filling: &Filling) -> Result<()> {
        let styles = Styles::new();
        let say = |key| self.messages.t(key);
        let unit = self.registry.unit(blank.unit);
        sheet.set_name(say(key!("form-sheet")))?;
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        sheet.merge_range(0, 0, 0, 6, &self.title(blank), &styles.title)?;
        sheet.set_row_height(0, 30)?;
        let number = self.catalogue.form(blank.form).map_or("", |form| form.table_number.as_str());
        let district = &self.registry.unit(DISTRICT).name;
        let heading = say!(self.messages, "form-number", number = number, district = district);
        sheet.merge_range(1, 0, 1, 6, &heading, &styles.right)?;
        let name = blank.reporter.as_ref().unwrap_or(&unit.name);
        sheet.write_with_format(2, 1, say(key!("form-year")), &styles.right)?;
        sheet.write_with_format(2, 2, blank.year, &styles.fixed)?;
        sheet.write_with_format(2, 4, say(key!("form-unit-code")), &styles.right)?;
        sheet.merge_range(2, 5, 2, 6, &unit.code, &styles.fixed)?;
        sheet.write_with_format(3, 1, say(key!("form-unit-name")), &styles.right)?;
        sheet.merge_range(3, 2, 3, 6, name, &styles.fixed)?;
        for (row, column, key) in [
            (4, 1, key!("form-head")),
            (4, 4, key!("form-filled-by")),
            (5, 1, key!("form-telephone")),
            (5, 4, key!("form-date")),
        ] {
            let last = if column == 1 { 3 } else { 6 };
            sheet.write_with_format(row, column, say(key), &styles.right)?;
            let input = if key == key!("form-date") { &styles.date } else { &styles.input };
            sheet.merge_range(row, column + 1, row, last, "", input)?;
            if let Some(day) = filling.date.filter(|_| key == key!("form-date")) {
                sheet.write_with_format(row, column + 1, &day, input)?;
            }
        }
        for (column, key) in (0..).zip(COLUMNS) {
            sheet.write_with_format(HEADER, column, say(key), &styles.header)?;
        }
        let elements = self.elements(blank);
        let mut rows = BTreeMap::new();
        for (row, (ix, element)) in (HEADER + 1..).zip(&elements) {
            rows.insert(*ix, row);
            let key = Key { year: blank.year, unit: blank.unit, element: *ix, entry: 0 };
            sheet.write_with_format(row, 0, row - HEADER, &styles.centred)?;
            sheet.write_with_format(row, 1, &element.label.zh, &styles.wrapped)?;
            sheet.write_with_format(row, 2, &element.unit.zh, &styles.centred)?;
            sheet.write_with_format(row, 3, &element.code, &styles.centred)?;
            write_entry(sheet, (row, VALUE), filling.answers.get(&key), &styles.input)?;
            self.write_last_year(sheet, (row, VALUE + 1), key, &styles.plain)?;
            sheet.write_with_format(row, VALUE + 2, "", &styles.input)?;
            let whole = element.part_of.and_then(|whole| rows.get(&whole)).map(|row| (*row, VALUE));
            let validation = self.validation(element, whole)?;
            sheet.add_data_validation(row, VALUE, row, VALUE, &validation)?;
        }
        sheet.set_freeze_panes(HEADER + 1, 0)?;
        sheet.set_repeat_rows(HEADER, HEADER)?;
        self.finish(sheet);
        Ok(())
    }

    fn write_last_year(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        key: Key,
        format: &Format,
    ) -> Result<()> {
        let last = self.last_year.get(Key { year: key.year - 1, ..key });
        match last.map(|value| value.value) {
            Some(Value::Count(count)) => sheet.write_with_format(row, column, count, format)?,
            Some(value) => {
                let shown = self.catalogue.shown(key.element, value);
                sheet.write_with_format(row, column, shown, format)?
            }
            None => sheet.write_with_format(row, column, "", format)?,
        };
        Ok(())
    }

    /// A row a village clinic.
    fn roster(&self, sheet: &mut Worksheet, blank: &Blank, filling: &Filling) -> Result<()> {
        let styles = Styles::new();
        sheet.set_name(self.messages.t(key!("form-roster")))?;
        let elements = self.of_roster(blank);
        sheet.set_column_width(0, 18)?;
        sheet.set_column_width(1, 34)?;
        sheet.write_with_format(0, 0, self.messages.t(key!("form-roster-code")), &styles.header)?;
        sheet.write_with_format(0, 1, self.messages.t(key!("form-roster-name")), &styles.header)?;
        sheet.write_with_format(1, 0, "", &styles.header)?;
        sheet.write_with_format(1, 1, "", &styles.header)?;
        for (column, (_, element)) in (2..).zip(&elements) {
            sheet.set_column_width(column, 16)?;
            sheet.write_with_format(0, column, &element.label.zh, &styles.header)?;
            sheet.write_with_format(1, column, &element.code, &styles.header)?;
        }
        let clinics = self.registry.children(blank.unit, blank.year);
        let clinics = clinics.filter(|(_, clinic)| clinic.level == Level::Village);
        for (row, (ix, clinic)) in (2..).zip(clinics) {
            sheet.write_with_format(row, 0, &clinic.code, &styles.plain)?;
            sheet.write_with_format(row, 1, &clinic.name, &styles.wrapped)?;
            for (column, (element, about)) in (2..).zip(&elements) {
                let key = Key { year: blank.year, unit: ix, element: *element, entry: 0 };
                write_entry(sheet, (row, column), filling.answers.get(&key), &styles.input)?;
                let validation = self.validation(about, None)?;
                sheet.add_data_validation(row, column, row, column, &validation)?;
            }
        }
        sheet.set_freeze_panes(2, 2)?;
        sheet.set_repeat_rows(0, 1)?;
        self.finish(sheet);
        Ok(())
    }

    /// A row a functional centre.
    fn centres(&self, sheet: &mut Worksheet, blank: &Blank, filling: &Filling) -> Result<()> {
        let styles = Styles::new();
        sheet.set_name(self.messages.t(key!("form-centres")))?;
        sheet.set_column_width(0, 36)?;
        sheet.set_column_width(1, 16)?;
        sheet.write_with_format(0, 0, self.messages.t(key!("form-centre")), &styles.header)?;
        sheet.write_with_format(0, 1, self.messages.t(key!("form-centre-answer")), &styles.header)?;
        let centres = &self.catalogue.centres;
        let Some(element) = centres.element else { return Ok(()) };
        let about = self.catalogue.element(element);
        for (row, (entry, centre)) in (1..).zip((0..).zip(&centres.entries)) {
            let key = Key { year: blank.year, unit: blank.unit, element, entry };
            sheet.write_with_format(row, 0, &centre.name.zh, &styles.wrapped)?;
            write_entry(sheet, (row, 1), filling.answers.get(&key), &styles.input)?;
            sheet.add_data_validation(row, 1, row, 1, &self.validation(about, None)?)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        self.finish(sheet);
        Ok(())
    }

    /// Definitions, and when the return is due.
    fn notes(&self, sheet: &mut Worksheet, blank: &Blank) -> Result<()> {
        let styles = Styles::new();
        sheet.set_name(self.messages.t(key!("form-notes")))?;
        sheet.set_column_width(0, 10)?;
        sheet.set_column_width(1, 44)?;
        sheet.set_column_width(2, 70)?;
        let district = &self.registry.unit(DISTRICT).name;
        let mut row = 0;
        for key in [
            key!("form-note-1", district),
            key!("form-note-2", district),
            key!("form-note-3", district),
            key!("form-note-4", district),
            key!("form-note-5"),
        ] {
            sheet.merge_range(
                row,
                0,
                row,
                2,
                &say!(self.messages, key, district = district),
                &styles.note,
            )?;
            row += 1;
        }
        if let Some(due) = self.registry.due(blank.year) {
            sheet.merge_range(row, 0, row, 1, &self.messages.t(key!("form-due")), &styles.note)?;
            sheet.write_with_format(row, 2, &due, &styles.day)?;
        }
        row += 2;
        for (column, key) in (0..).zip([key!("form-code"), key!("form-label"), key!("form-meaning")]) {
            sheet.write_with_format(row, column, self.messages.t(key), &styles.header)?;
        }
        let header = row;
        let own = self.elements(blank).into_iter().map(|(_, element)| element);
        let asked = self.catalogue.elements_ix().filter(|(ix, _)| self.catalogue.asks(*ix, blank.year));
        let others = asked.map(|(_, element)| element).filter(|element| self.also(blank, element.form));
        for element in own.chain(others) {
            row += 1;
            sheet.write_with_format(row, 0, &element.code, &styles.centred)?;
            sheet.write_with_format(row, 1, &element.label.zh, &styles.wrapped)?;
            sheet.write_with_format(row, 2, &element.meaning.zh, &styles.wrapped)?;
        }
        sheet.set_repeat_rows(header, header)?;
        self.finish(sheet);
        Ok(())
    }

    /// What a cell may hold. Nothing is forbidden outright: 不适用 and 待统计 are answers too.
    fn validation(&self, element: &Element, whole: Option<(u32, u16)>) -> Result<DataValidation> {
        let say = |key| self.messages.t(key);
        let validation = match (&element.kind, whole) {
            (ElementKind::Count, Some((row, column))) => {
                let cell = crate::value::a1(row, column.into());
                let range = DataValidationRule::Between(Formula::new("0"), Formula::new(cell));
                let whole = element.part_of.map(|ix| self.catalogue.element(ix).label.zh.clone());
                DataValidation::new().allow_whole_number_formula(range).set_input_message(say!(
                    self.messages,
                    key!("form-input-part"),
                    whole = whole.as_deref().unwrap_or_default()
                ))?
            }
            (ElementKind::Count, None) => DataValidation::new()
                .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
                .set_input_message(say(key!("form-input-count")))?,
            (ElementKind::YesNo, _) => {
                let words = [Value::YesNo(true), Value::YesNo(false), Value::NotApplicable];
                let words: Vec<String> = words.iter().map(|w| self.word(*w)).collect();
                DataValidation::new()
                    .allow_list_strings(&words)?
                    .set_input_message(say(key!("form-input-list")))?
            }
            (ElementKind::Choice(choices), _) => {
                let mut words = choices.clone();
                words.push(self.word(Value::NotApplicable));
                DataValidation::new()
                    .allow_list_strings(&words)?
                    .set_input_message(say(key!("form-input-list")))?
            }
        };
        Ok(validation
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(say(key!("form-input-wrong")))?
            .set_error_message(say(key!("form-input-sure")))?)
    }

    fn word(&self, value: Value) -> String {
        self.catalogue.shown(ElementIx(0), value)
    }

    fn finish(&self, sheet: &mut Worksheet) {
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer(self.messages.t(key!("form-footer")));
        let options = ProtectionOptions { format_columns: true, format_rows: true, ..Default::default() };
        sheet.protect_with_options(&options);
    }
}

fn write_entry(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    entry: Option<&Entry>,
    format: &Format,
) -> Result<()> {
    match entry {
        Some(Entry::Number(number)) => sheet.write_with_format(row, column, *number, format)?,
        Some(Entry::Text(text)) => sheet.write_with_format(row, column, text, format)?,
        None => sheet.write_with_format(row, column, "", format)?,
    };
    Ok(())
}

struct Styles {
    title: Format,
    right: Format,
    fixed: Format,
    header: Format,
    plain: Format,
    centred: Format,
    wrapped: Format,
    note: Format,
    input: Format,
    date: Format,
    day: Format,
}

impl Styles {
    fn new() -> Self {
        let base = Format::new().set_align(FormatAlign::VerticalCenter);
        let boxed = base.clone().set_border(FormatBorder::Thin).set_border_color(0x00_80_80_80);
        let input = boxed.clone().set_unlocked().set_background_color(0x00_FF_FB_E6);
        Self {
            title: base.clone().set_bold().set_font_size(16).set_align(FormatAlign::Center),
            right: base.clone().set_align(FormatAlign::Right),
            fixed: boxed.clone().set_align(FormatAlign::Left),
            header: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(0x00_E8_EE_F4),
            plain: boxed.clone(),
            centred: boxed.clone().set_align(FormatAlign::Center),
            wrapped: boxed.clone().set_text_wrap(),
            note: base.clone().set_text_wrap(),
            date: input.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            day: base.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            input,
        }
    }
}
