//! The pages of a report. The only user of askama: each page is a view model here and a
//! template of the same name under `templates/`.

mod across;
mod annexes;
mod annual;
mod board;
mod circular;
mod departments;
pub mod evaluation;
mod facility;
mod frame;
mod gaps;
mod index;
mod indicator;
mod letter;
mod methods;
mod official;
mod open_points;
mod quality;
mod rows;
mod score;
mod slide;
mod township;
mod unit;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use askama::DynTemplate;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use crate::checked::Checked;
use crate::manifest::PACKAGE;
use crate::messages::Messages;
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::report::chart::Place;
use crate::report::document::docx;
use crate::report::publish::{Memory, OutputFile, Sink};
use crate::report::tables::{self, AnyTable};
use crate::report::view::View;
use crate::report::{html, ledger};
use crate::results::Results;

pub use rows::listed;

/// Digits need no escaping.
impl askama::filters::HtmlSafe for Place {}

/// The names of everything that `report` writes.
#[must_use]
pub fn names(view: &View<'_>) -> Vec<String> {
    parts(view).into_iter().flat_map(|part| part.names(view)).collect()
}

/// Writes everything that `report` writes, on all cores, each file as soon as it is made.
///
/// # Errors
/// A page, table or workbook that cannot be put together, or what the sink refuses.
pub fn write(view: &View<'_>, sink: &dyn Sink) -> Result<()> {
    // One by one, so that no thread is left with a long one at the end.
    parts(view).into_par_iter().with_max_len(1).try_for_each(|part| {
        let what = || part.names(view).into_iter().next().unwrap_or_default();
        part.write(view, sink).with_context(what)
    })
}

/// Everything that `report` writes, kept.
///
/// # Errors
/// A page, table or workbook that cannot be put together.
pub fn all(results: &Results, messages: &Messages) -> Result<Vec<OutputFile>> {
    let memory = Memory::default();
    write(&View::new(results, messages), &memory)?;
    Ok(memory.pages())
}

fn parts(view: &View<'_>) -> Vec<Output> {
    let checked = view.checked();
    let of_score = (1..score::score_pages(view)).map(Output::Score);
    let of_years = years(checked).1.into_iter().map(Output::ValuesOf);
    let open = checked.registry.open(checked.year);
    let of_units = open.filter_map(|(unit, row)| match row.level {
        Level::Township => Some(Output::Township(unit)),
        Level::Facility => Some(Output::Facility(unit)),
        Level::District | Level::Village => None,
    });
    let of_indicators = checked.catalogue.indicators_of(checked.year).map(|(ix, _)| Output::Indicator(ix));
    let letters = view.townships().into_iter().filter(|_| !view.occasion.is_public).map(Output::Letter);
    // The long ones come first.
    let of_indicators = of_score.chain(of_indicators);
    Output::WHOLE.into_iter().chain(of_years).chain(of_indicators).chain(of_units).chain(letters).collect()
}

/// The years of the assessments, and those of the values: returns of earlier years are kept too.
fn years(checked: &Checked) -> (Vec<i32>, Vec<i32>) {
    let judged: Vec<i32> = checked.years_judged().collect();
    let returned: BTreeSet<i32> = checked.values.years().chain(judged.iter().copied()).collect();
    (judged, returned.into_iter().collect())
}

/// What can be put together by itself.
#[derive(Clone, Copy)]
enum Output {
    Ledger,
    Assessments,
    Results,
    Values,
    Checked,
    Plans,
    Contributions,
    Compare,
    Index,
    Annual,
    Departments,
    Quality,
    Methods,
    Score(usize),
    ValuesOf(i32),
    Indicator(IndicatorIx),
    Township(UnitIx),
    Letter(UnitIx),
    Facility(UnitIx),
}

impl Output {
    /// Those that there is one of.
    const WHOLE: [Self; 13] = [
        Self::Ledger,
        Self::Assessments,
        Self::Results,
        Self::Values,
        Self::Checked,
        Self::Plans,
        Self::Contributions,
        Self::Compare,
        Self::Index,
        Self::Annual,
        Self::Departments,
        Self::Quality,
        Self::Methods,
    ];

    /// The files that it writes.
    fn names(self, view: &View<'_>) -> Vec<String> {
        let tables = |tables: &[&dyn AnyTable]| tables.iter().map(|table| table.path()).collect();
        let one = |name: &str| vec![name.to_owned()];
        match self {
            Self::Ledger => one(ledger::NAME),
            Self::Assessments => tables(&[&tables::ASSESSMENTS]),
            Self::Results => {
                let of_years = years(view.checked()).0.into_iter().map(tables::assessments_of);
                std::iter::once(tables::RESULTS.to_owned()).chain(of_years).collect()
            }
            Self::Values => tables(&[&tables::VALUES]),
            Self::Checked => {
                let mut names: Vec<String> = tables(&tables::OF_CHECKED);
                names.push(PACKAGE.to_owned());
                names
            }
            Self::Plans => tables(&tables::OF_PLANS),
            Self::Contributions => tables(&tables::OF_GAPS),
            Self::Compare => tables(&tables::OF_YEARS),
            Self::Index => one("index.html"),
            Self::Score(at) => vec![score::score_href(at)],
            Self::Annual => vec![annual::DOCUMENT.to_owned(), "annual-report.html".to_owned()],
            Self::Departments => one("departments.html"),
            Self::Quality => one("quality.html"),
            Self::Methods => one("methods.html"),
            Self::ValuesOf(year) => vec![tables::values_of(year)],
            Self::Indicator(ix) => {
                vec![format!("indicators/{}.html", view.checked().catalogue.indicator(ix).id)]
            }
            Self::Township(unit) | Self::Facility(unit) => vec![page_of(view, unit)],
            Self::Letter(unit) => vec![letter_to(view, unit)],
        }
    }

    fn write(self, view: &View<'_>, sink: &dyn Sink) -> Result<()> {
        let Results { checked, .. } = view.results;
        let (results, messages) = (view.results, view.messages);
        let page = |template: &dyn DynTemplate| {
            let name = self.names(view).pop().context("a page has a name")?;
            write_page(sink, &name, template)
        };
        match self {
            Self::Ledger => sink.put(&ledger::page(view)?),
            Self::Assessments => tables::write_assessments(results, messages, sink),
            Self::Results => tables::write_assessments_parquet(results, messages, &years(checked).0, sink),
            Self::Values => tables::write_values(checked, messages, sink),
            Self::Checked => {
                let (judged, returned) = years(checked);
                let mut described = tables::described(&tables::ALL, messages);
                described.extend(tables::described_parquet(&judged, &returned, messages));
                let edition = checked.catalogue.edition_of(checked.year);
                let about = (checked.year, edition.as_str());
                sink.put(&tables::package(about, &described)?)?;
                tables::write_checked(checked, messages, sink)
            }
            Self::Plans => tables::write_plans(checked, messages, sink),
            Self::Contributions => {
                tables::write_contributions(results, messages, sink)?;
                tables::write_hanging(results, messages, sink)
            }
            Self::Compare => tables::write_compare(results, messages, sink),
            Self::Index => page(&index::page(view)),
            Self::Score(at) => page(&score::score_page(view, at)),
            Self::Annual => {
                let document = circular::document(view);
                sink.put(&docx::file(annual::DOCUMENT, &document)?)?;
                page(&annual::page(view, document))
            }
            Self::Departments => page(&departments::page(view)),
            Self::Quality => page(&quality::page(view)),
            Self::Methods => page(&methods::page(view)),
            Self::ValuesOf(year) => tables::write_values_parquet(checked, messages, year, sink),
            Self::Indicator(ix) => page(&indicator::page(view, ix)),
            Self::Township(unit) => page(&township::page(view, unit)),
            Self::Letter(unit) => sink.put(&docx::file(&letter_to(view, unit), &letter::letter(view, unit))?),
            Self::Facility(unit) => page(&facility::page(view, unit)),
        }
    }
}

thread_local! {
    /// The page that is being made on this thread; a district has hundreds, of one size.
    static TEXT: RefCell<String> = RefCell::default();
}

fn write_page(sink: &dyn Sink, name: &str, template: &dyn DynTemplate) -> Result<()> {
    TEXT.with_borrow_mut(|text| {
        text.clear();
        html::render_into(template, text).with_context(|| name.to_owned())?;
        let mut out = sink.open(name)?;
        out.write_all(text.as_bytes())?;
        out.close()
    })
}

/// The file of the letter to a township.
fn letter_to(view: &View<'_>, unit: UnitIx) -> String {
    page_of(view, unit).replace(".html", ".docx")
}

/// The figures of the circular by their names, with which an edited one is brought up to date.
#[must_use]
pub fn circular_figures(view: &View<'_>) -> BTreeMap<String, String> {
    circular::document(view).figures()
}

/// The page of a township or facility, relative to the report.
fn href(view: &View<'_>, unit: UnitIx) -> String {
    crate::report::link(&page_of(view, unit))
}

/// The file of a unit's page.
fn page_of(view: &View<'_>, unit: UnitIx) -> String {
    let row = view.checked().registry.unit(unit);
    let folder = match row.level {
        Level::Township => "townships",
        Level::Facility | Level::Village | Level::District => "facilities",
    };
    format!("{folder}/{}.html", crate::platform::file_name(&row.code))
}
