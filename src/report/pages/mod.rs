//! The pages of a report. The only user of askama: each page is a view model here and a
//! template of the same name under `templates/`.

mod annual;
mod board;
mod departments;
mod facility;
mod gaps;
mod index;
mod indicator;
mod methods;
mod open_points;
mod quality;
mod township;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use askama::DynTemplate;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use crate::assess::{Assessment, Status};
use crate::catalogue::Severity;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::manifest::PACKAGE;
use crate::messages::Messages;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::report::chart::{self, Line, Place};
use crate::report::publish::{Memory, Page, Sink};
use crate::report::tables::{self, Table};
use crate::report::view::{Figure, Mark, View, grouped};
use crate::report::{ledger, policy};
use crate::results::Results;

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
pub fn all(results: &Results, messages: &Messages) -> Result<Vec<Page>> {
    let memory = Memory::default();
    write(&View::new(results, messages), &memory)?;
    Ok(memory.pages())
}

fn parts(view: &View<'_>) -> Vec<Part> {
    let checked = view.checked();
    let of_score = (1..index::score_pages(view)).map(Part::Score);
    let of_years = years(checked).1.into_iter().map(Part::ValuesOf);
    let open = checked.registry.units().filter(|(unit, _)| checked.registry.counts(*unit, checked.year));
    let of_units = open.filter_map(|(unit, row)| match row.level {
        Level::Township => Some(Part::Township(unit)),
        Level::Facility => Some(Part::Facility(unit)),
        Level::District | Level::Village => None,
    });
    let of_indicators = checked.catalogue.indicators_ix().map(|(ix, _)| Part::Indicator(ix));
    // The long ones come first.
    Part::WHOLE.into_iter().chain(of_years).chain(of_score).chain(of_indicators).chain(of_units).collect()
}

/// The years of the assessments, and those of the values: returns of earlier years are kept too.
fn years(checked: &Checked) -> (Vec<i32>, Vec<i32>) {
    let judged: Vec<i32> = checked.years_judged().collect();
    let returned: BTreeSet<i32> = checked.values.years().chain(judged.iter().copied()).collect();
    (judged, returned.into_iter().collect())
}

/// What can be put together by itself.
#[derive(Clone, Copy)]
enum Part {
    Ledger,
    Assessments,
    Results,
    Values,
    Checked,
    Plans,
    Contributions,
    Index,
    Annual,
    Departments,
    Quality,
    Methods,
    Score(usize),
    ValuesOf(i32),
    Indicator(IndicatorIx),
    Township(UnitIx),
    Facility(UnitIx),
}

impl Part {
    /// Those that there is one of.
    const WHOLE: [Self; 12] = [
        Self::Ledger,
        Self::Assessments,
        Self::Results,
        Self::Values,
        Self::Checked,
        Self::Plans,
        Self::Contributions,
        Self::Index,
        Self::Annual,
        Self::Departments,
        Self::Quality,
        Self::Methods,
    ];

    /// The files that it writes.
    fn names(self, view: &View<'_>) -> Vec<String> {
        let tables = |tables: &[Table]| tables.iter().map(Table::path).collect();
        let one = |name: &str| vec![name.to_owned()];
        match self {
            Self::Ledger => one(ledger::NAME),
            Self::Assessments => tables(&[tables::ASSESSMENTS]),
            Self::Results => {
                let of_years = years(view.checked()).0.into_iter().map(tables::assessments_of);
                std::iter::once(tables::RESULTS.to_owned()).chain(of_years).collect()
            }
            Self::Values => tables(&[tables::VALUES]),
            Self::Checked => {
                let mut names: Vec<String> = tables(&tables::OF_CHECKED);
                names.push(PACKAGE.to_owned());
                names
            }
            Self::Plans => tables(&tables::OF_PLANS),
            Self::Contributions => tables(&[tables::CONTRIBUTIONS, tables::HANGING]),
            Self::Index => one("index.html"),
            Self::Score(at) => vec![index::score_href(at)],
            Self::Annual => one("annual-report.html"),
            Self::Departments => one("departments.html"),
            Self::Quality => one("quality.html"),
            Self::Methods => one("methods.html"),
            Self::ValuesOf(year) => vec![tables::values_of(year)],
            Self::Indicator(ix) => {
                vec![format!("indicators/{}.html", view.checked().catalogue.indicator(ix).id)]
            }
            Self::Township(unit) | Self::Facility(unit) => vec![page_of(view, unit)],
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
            Self::Assessments => tables::write_assessments(results, sink),
            Self::Results => tables::write_assessments_parquet(results, &years(checked).0, sink),
            Self::Values => tables::write_values(checked, sink),
            Self::Checked => {
                let (judged, returned) = years(checked);
                let mut described = tables::described(&tables::ALL, messages);
                described.extend(tables::described_parquet(&judged, &returned, messages));
                let about = (checked.year, checked.catalogue.edition.as_str());
                sink.put(&tables::package(about, &described)?)?;
                tables::write_checked(checked, messages, sink)
            }
            Self::Plans => tables::write_plans(checked, messages, sink),
            Self::Contributions => {
                tables::write_contributions(results, sink)?;
                tables::write_hanging(results, sink)
            }
            Self::Index => page(&index::page(view)),
            Self::Score(at) => page(&index::score_page(view, at)),
            Self::Annual => page(&annual::page(view)),
            Self::Departments => page(&departments::page(view)),
            Self::Quality => page(&quality::page(view)),
            Self::Methods => page(&methods::page(view)),
            Self::ValuesOf(year) => tables::write_values_parquet(checked, year, sink),
            Self::Indicator(ix) => page(&indicator::page(view, ix)),
            Self::Township(unit) => page(&township::page(view, unit)),
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
        template.dyn_render_into(text).with_context(|| name.to_owned())?;
        let mut out = sink.open(name)?;
        out.write_all(text.as_bytes())?;
        out.close()
    })
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

/// The only script there is, on the first page.
const SCRIPT: &str = include_str!("../../../templates/script.js");

/// What frames every page.
struct Frame<'a> {
    messages: &'a Messages,
    /// What the page may do.
    policy: String,
    /// The page's title.
    title: String,
    /// The way back to the report's folder.
    root: &'static str,
    /// Which entry of the navigation this is.
    here: &'static str,
    /// Who publishes it.
    organisation: String,
    /// The year of the report.
    year: i32,
    /// The baseline year.
    baseline: i32,
    /// That the figures are made up, where they are.
    notice: Option<String>,
    /// The edition of the plans and the version of the program.
    edition: String,
    /// How many returns it rests on.
    returns: String,
}

impl<'a> Frame<'a> {
    fn new(view: &View<'a>, here: &'static str, root: &'static str, title: String) -> Self {
        let checked = view.checked();
        let messages = view.messages;
        let district = &checked.registry.unit(DISTRICT).name;
        let arrivals = &view.arrivals;
        let facts = [
            ("due", arrivals.due.to_string()),
            ("came", arrivals.came.to_string()),
            ("year", checked.year.to_string()),
        ];
        let edition =
            [("edition", checked.catalogue.edition.as_str()), ("version", env!("CARGO_PKG_VERSION"))];
        Self {
            messages,
            policy: policy::text(if here == "index" { &[SCRIPT] } else { &[] }),
            title,
            root,
            here,
            organisation: messages.say("page-organisation", &[("district", district)]),
            year: checked.year,
            baseline: checked.catalogue.baseline_year(),
            notice: checked.notice.as_ref().map(|notice| notice.get(messages.lang()).to_owned()),
            edition: messages.say("page-edition", &edition),
            returns: messages.tell("page-returns", &facts),
        }
    }

    fn t(&self, key: &str) -> String {
        self.messages.t(key)
    }

    fn script(&self) -> &'static str {
        SCRIPT
    }

    fn tag(&self) -> &'static str {
        self.messages.tag()
    }

    /// An entry of the navigation.
    fn nav(&self, entry: &str) -> String {
        self.t(match entry {
            "index" => "nav-index",
            "annual" => "nav-annual",
            "departments" => "nav-departments",
            "quality" => "nav-quality",
            _ => "nav-methods",
        })
    }

    // Templates pass numbers by reference.
    fn with_number(&self, key: &str, n: &usize) -> String {
        self.messages.say(key, &[("n", &n.to_string())])
    }

    /// That there are so many more.
    fn more(&self, n: &usize) -> String {
        self.with_number("more", n)
    }

    /// So many village clinics.
    fn clinics(&self, n: &usize) -> String {
        self.with_number("clinics-total", n)
    }

    /// That so many units are not listed because nothing is wrong with them.
    fn left_out(&self, n: &usize) -> String {
        self.with_number("units-left-out", n)
    }

    /// What a department answers for.
    fn duties(&self, leads: &usize, takes_part: &usize, open: &usize) -> String {
        let numbers = [leads, takes_part, open].map(|n| n.to_string());
        let [leads, takes_part, open] = numbers.each_ref().map(String::as_str);
        self.messages.say("duties", &[("leads", leads), ("part", takes_part), ("open", open)])
    }

    /// Whether this entry of the navigation is the page itself.
    fn is(&self, entry: &str) -> bool {
        self.here == entry
    }
}

/// A line of a dashboard: a figure with its chart, its rank and where it leads.
struct Row<'a> {
    figure: Figure<'a>,
    line: Option<Line>,
    rank: String,
    /// Why the status is what it is.
    reason: String,
    /// Whether it is short of a target that can be compared with it.
    short: bool,
}

impl<'a> Row<'a> {
    fn new(view: &View<'a>, row: &Assessment) -> Self {
        let series: Vec<Assessment> = view.series_of(row).collect();
        Self {
            figure: view.figure(row),
            line: chart::line(view, &series, 34, (6.0, 6.0)),
            rank: String::new(),
            reason: view.reason(row),
            short: row.shortfall.is_some_and(|missing| missing != 0)
                && (row.status != Status::Monitored || view.indicator(row).measure.has_denominator()),
        }
    }
}

/// Figures of one chapter of a plan.
struct Chapter<T> {
    title: String,
    rows: Vec<T>,
}

/// Puts something of every indicator under the chapters of the plans, in their order.
fn by_chapter<T>(
    view: &View<'_>,
    mut of: impl FnMut(crate::model::IndicatorIx) -> Option<T>,
) -> Vec<Chapter<T>> {
    let catalogue = &view.checked().catalogue;
    let lang = view.messages.lang();
    let mut chapters = Vec::new();
    for (at, plan) in catalogue.plans.iter().enumerate() {
        for (number, title) in plan.chapters.iter().enumerate() {
            let own = catalogue.indicators_ix().filter(|(_, i)| i.plan == at && i.chapter == number);
            let rows: Vec<T> = own.filter_map(|(ix, _)| of(ix)).collect();
            if !rows.is_empty() {
                let facts = [("plan", plan.short.get(lang)), ("chapter", title.get(lang))];
                chapters.push(Chapter { title: view.messages.say("chapter-title", &facts), rows });
            }
        }
    }
    chapters
}

/// A finding as a page shows it.
struct Shown {
    severity: String,
    class: &'static str,
    unit: String,
    place: String,
    found: String,
    sentence: String,
}

fn shown(view: &View<'_>, finding: &Finding) -> Shown {
    let class = match finding.severity {
        Severity::Error => "bad",
        Severity::Warning => "behind",
        Severity::Notice => "prog",
    };
    Shown {
        severity: view.messages.t(severity_key(finding.severity)),
        class,
        unit: finding.unit.map(|ix| view.checked().registry.unit(ix).name.clone()).unwrap_or_default(),
        place: finding.place.spelled(),
        found: finding.found.clone(),
        sentence: finding.sentence(view.messages),
    }
}

/// The key of a severity's word.
#[must_use]
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Notice => "severity-notice",
    }
}

/// How many rows of a year have each status, by level.
struct Counts {
    /// A status with its number at each level from the district down.
    rows: Vec<(Mark, [usize; 4])>,
    total: [usize; 4],
}

fn counts(view: &View<'_>) -> Counts {
    let year = view.checked().year;
    let mut counted: BTreeMap<(Level, Status), usize> = BTreeMap::new();
    for row in view.results.assessments.statuses(year) {
        *counted.entry(row).or_default() += 1;
    }
    let count = |status, level| counted.get(&(level, status)).copied().unwrap_or(0);
    let levels = [Level::District, Level::Township, Level::Facility, Level::Village];
    let rows: Vec<(Mark, [usize; 4])> = Status::ALL
        .into_iter()
        .map(|status| (view.plain_mark(status), levels.map(|level| count(status, level))))
        .collect();
    let mut total = [0; 4];
    for (_, numbers) in &rows {
        for (sum, number) in total.iter_mut().zip(numbers) {
            *sum += number;
        }
    }
    Counts { rows, total }
}

/// How many of some statuses there are of each, in words: 已达标 3 项，未达标 2 项.
fn counted(view: &View<'_>, statuses: &[Status]) -> String {
    let messages = view.messages;
    let parts = Status::ALL.into_iter().filter_map(|status| {
        let n = statuses.iter().filter(|one| **one == status).count();
        let facts = [("n", n.to_string()), ("word", view.plain_mark(status).word)];
        (n > 0).then(|| messages.tell("take-status", &facts))
    });
    parts.collect::<Vec<_>>().join(&messages.t("list-comma"))
}

/// A list of names, cut off after some of them; `more` says how many there are in all.
#[must_use]
pub fn listed(messages: &Messages, more: &str, names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(&messages.t("list-pause"));
    if names.len() > most {
        messages.say(more, &[("names", &shown), ("n", &names.len().to_string())])
    } else {
        shown
    }
}

/// Findings of a unit, or of units inside it, in the report's year: as many as anybody reads on a
/// page, and a sentence on the others.
fn findings_within(view: &View<'_>, unit: UnitIx) -> (Vec<Shown>, String) {
    const MOST: usize = 200;
    let within = view.checked().registry.within(unit);
    let mut all: Vec<&Finding> =
        within.into_iter().flat_map(|unit| view.findings_of(unit)).copied().collect();
    all.sort();
    let more = left_out(view, all.len().saturating_sub(MOST), "findings.csv");
    (all.into_iter().take(MOST).map(|finding| shown(view, finding)).collect(), more)
}

/// How many more there are than a page lists, and in which table.
fn left_out(view: &View<'_>, more: usize, file: &str) -> String {
    let facts = [("n", more.to_string()), ("file", format!("data/{file}"))];
    if more > 0 { view.messages.tell("rest-in-table", &facts) } else { String::new() }
}

/// A return of a unit, as a page shows it.
struct Sent {
    unit: String,
    form: String,
    class: &'static str,
    status: String,
    file: String,
    received: String,
    values: String,
}

fn sent(view: &View<'_>, row: &crate::submission::Submission) -> Sent {
    use crate::submission::Arrival;
    let checked = view.checked();
    let (class, key) = match row.status {
        Arrival::Received => ("met", "arrival-received"),
        Arrival::Late => ("behind", "arrival-late"),
        Arrival::Partial => ("und", "arrival-partial"),
        Arrival::Missing => ("miss", "arrival-missing"),
        Arrival::Superseded => ("na", "arrival-superseded"),
    };
    let form = checked.catalogue.form(row.form).map(|form| form.title.get(view.messages.lang()).to_owned());
    Sent {
        unit: row.reporter.clone().unwrap_or_else(|| checked.registry.unit(row.unit).name.clone()),
        form: form.unwrap_or_default(),
        class,
        status: view.messages.t(key),
        file: row.file.as_ref().map(ToString::to_string).unwrap_or_default(),
        received: row.received.map(|day| day.to_string()).unwrap_or_default(),
        values: format!("{}/{}", grouped_usize(row.values), grouped_usize(row.expected)),
    }
}

fn grouped_usize(number: usize) -> String {
    grouped(i64::try_from(number).unwrap_or(i64::MAX))
}
