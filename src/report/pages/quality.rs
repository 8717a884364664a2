//! Who has reported, what is wrong, and where every cell went.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::frame::Frame;
use super::href;
use super::rows::{ReturnRow, Shown, grouped_usize, sent, shown};
use crate::accounts::{Accounts, Arrivals};
use crate::assess::{Outlier, outliers};
use crate::catalogue::{Comparator, Severity};
use crate::check::plausible::{TwoSources, two_sources};
use crate::exact::Fraction;
use crate::finding::Finding;
use crate::model::{Level, UnitIx};
use crate::quality::{Grade, Measure, Quality, quality};
use crate::report::view::{View, exact, grouped, number, short};
use crate::submission::Arrival;

#[derive(Template)]
#[template(path = "quality.html")]
pub(super) struct QualityPage<'a> {
    f: Frame<'a>,
    accounts: Vec<(String, String)>,
    sources: Vec<Sources>,
    sources_left_out: String,
    outliers: Vec<FarOut>,
    outliers_note: String,
    outliers_left_out: String,
    years: Vec<YearRow>,
    measures: Vec<Definition>,
    units: Vec<UnitQuality>,
    /// What has to be handled: returns that are not there, not whole or late, and errors and warnings.
    exceptions: Vec<ReturnRow>,
    handled: Vec<Shown>,
    handled_left_out: String,
    grid_years: Vec<i32>,
    grid: Vec<GridRow>,
    in_order: usize,
    sent: Vec<ReturnRow>,
    /// Their title, the first of them, and where the others are.
    findings: Vec<(String, Vec<Shown>, String)>,
    units_left_out: String,
    sent_left_out: String,
    files_left_out: String,
    files: Vec<FileRow>,
}

/// A unit with the mark of each year: the worst that became of its returns.
struct GridRow {
    name: String,
    marks: Vec<(&'static str, String)>,
}

/// A township's own figure beside the sum of what its facilities returned.
struct Sources {
    name: String,
    href: String,
    label: String,
    stated: String,
    sum: String,
    difference: String,
    class: &'static str,
    word: String,
}

/// A rate that stands far from those of the other units.
struct FarOut {
    name: String,
    href: String,
    indicator: String,
    indicator_href: String,
    value: String,
    median: String,
    score: String,
}

/// The returns of a year in numbers.
struct YearRow {
    year: i32,
    due: usize,
    came: usize,
    late: usize,
    partial: usize,
    missing: usize,
    errors: usize,
    warnings: usize,
    notices: usize,
}

/// A measure of data quality with its definition and its lines.
struct Definition {
    name: String,
    text: String,
    bands: String,
}

/// What one unit's returns are worth.
struct UnitQuality {
    name: String,
    /// By measure, in the order of the definitions.
    cells: Vec<QualityCell>,
}

struct QualityCell {
    class: &'static str,
    word: String,
    percent: String,
    parts: String,
    /// The earlier years in per cent.
    earlier: Vec<String>,
}

struct FileRow {
    file: String,
    cells: String,
    values: String,
    labels: String,
    findings: String,
}

/// A list that is longer goes on in a table: a browser does not get far with it.
const MOST: usize = 2_000;

/// How many more there are than are listed, and where; empty where all are.
fn rest(view: &View<'_>, all: usize, file: &str) -> String {
    super::rows::left_out(view, all.saturating_sub(MOST), file)
}

pub(super) fn page<'a>(view: &View<'a>) -> QualityPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let title = say!(messages, "quality-title", year = checked.year);
    let sums = Accounts::of(checked);
    let accounts = [
        (key!("account-files"), sums.files),
        (key!("account-read"), sums.read),
        (key!("account-refused"), sums.files - sums.read),
        (key!("account-cells"), sums.cells),
        (key!("account-values"), sums.values),
        (key!("account-labels"), sums.labels),
        (key!("account-findings"), sums.findings),
    ]
    .map(|(key, n)| (messages.t(key), grouped_usize(n)));
    let mut rows: Vec<_> = checked.returns_of(checked.year).collect();
    rows.sort_by_key(|row| (row.status == Arrival::Received, std::cmp::Reverse(row.status)));
    let mut findings = Vec::new();
    let years = checked.years_judged().rev().map(Some);
    for year in years.chain([None]) {
        let mut own: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.year == year).collect();
        own.sort_by_key(|finding| (finding.severity, &finding.place));
        if !own.is_empty() {
            let n = own.len();
            let title = match year {
                None => messages.t(key!("findings-without-year")),
                Some(year) => say!(messages, "findings-of-year", year = year, n = n),
            };
            let all = own.len();
            let rows = own.into_iter().take(MOST).map(|finding| shown(view, finding)).collect();
            findings.push((title, rows, rest(view, all, "findings.csv")));
        }
    }
    let files = checked.files.iter().filter(|file| file.year == Some(checked.year) || file.tally.is_none());
    let mut files: Vec<_> = files.collect();
    // Where not all of them are listed the refused ones are.
    if files.len() > MOST {
        files.sort_by_key(|file| file.tally.is_some());
    }
    let files_left_out = rest(view, files.len(), "manifest.json");
    let files = files.into_iter().take(MOST).map(|file| {
        let tally = file.tally.unwrap_or_default();
        let of =
            |n: usize| if file.tally.is_some() { grouped_usize(n) } else { messages.t(key!("file-refused")) };
        FileRow {
            file: file.file.to_string(),
            cells: of(tally.cells),
            values: of(tally.values),
            labels: of(tally.labels),
            findings: of(tally.findings),
        }
    });
    let units = units(view);
    let exceptions = rows.iter().filter(|row| !matches!(row.status, Arrival::Received | Arrival::Superseded));
    let mut of_year: Vec<&Finding> = checked
        .findings
        .iter()
        .filter(|finding| finding.is_of(checked.year) && finding.severity != Severity::Notice)
        .collect();
    of_year.sort_by_key(|finding| (finding.severity, &finding.place));
    let (grid, in_order) = grid(view);
    let (sources, outliers) = (sources(view), far_out(view));
    let lines = checked.catalogue.outliers;
    QualityPage {
        sources_left_out: rest(view, sources.len(), "values.csv"),
        sources: sources.into_iter().take(MOST).collect(),
        outliers_left_out: rest(view, outliers.len(), "assessments.csv"),
        outliers: outliers.into_iter().take(MOST).collect(),
        outliers_note: say!(
            messages,
            "note-outliers",
            factor = plain(lines.factor),
            limit = plain(lines.limit),
            least = lines.least_units
        ),
        exceptions: exceptions.take(MOST).map(|row| sent(view, row)).collect(),
        handled_left_out: rest(view, of_year.len(), "findings.csv"),
        handled: of_year.into_iter().take(MOST).map(|finding| shown(view, finding)).collect(),
        grid_years: checked.years_judged().collect(),
        grid,
        in_order,
        accounts: accounts.into(),
        years: checked.years_judged().map(|year| year_row(view, year)).collect(),
        measures: definitions(view),
        units_left_out: rest(view, units.len(), "quality.csv"),
        units: units.into_iter().take(MOST).collect(),
        sent_left_out: rest(view, rows.len(), "submissions.csv"),
        sent: rows.into_iter().take(MOST).map(|row| sent(view, row)).collect(),
        files_left_out,
        findings,
        files: files.collect(),
        f: Frame::new(view, "quality", "", title),
    }
}

/// Who was late, incomplete or silent in some year, the worst first; and how many never were.
fn grid(view: &View<'_>) -> (Vec<GridRow>, usize) {
    let checked = view.checked();
    let years: Vec<i32> = checked.years_judged().collect();
    let mut all: BTreeMap<(UnitIx, Option<&str>), BTreeMap<i32, Arrival>> = BTreeMap::new();
    for year in &years {
        for row in checked.returns_of(*year).filter(|row| row.status != Arrival::Superseded) {
            let own = all.entry((row.unit, row.reporter.as_deref())).or_default();
            let worst = own.entry(*year).or_insert(row.status);
            *worst = (*worst).max(row.status);
        }
    }
    let total = all.len();
    let is_bad = |status: &Arrival| *status != Arrival::Received;
    let mut bad: Vec<_> = all.into_iter().filter(|(_, own)| own.values().any(is_bad)).collect();
    let in_order = total - bad.len();
    bad.sort_by_key(|((unit, _), own)| {
        let now = own.get(&checked.year).copied().filter(is_bad);
        (std::cmp::Reverse((now, own.values().filter(|status| is_bad(status)).count())), *unit)
    });
    let row = |((unit, reporter), own): ((UnitIx, Option<&str>), BTreeMap<i32, Arrival>)| GridRow {
        name: reporter.map_or_else(|| checked.registry.unit(unit).name.clone(), str::to_owned),
        marks: years
            .iter()
            .map(|year| match own.get(year) {
                Some(Arrival::Received) => ("met", key!("arrival-received")),
                Some(Arrival::Late) => ("late", key!("arrival-late")),
                Some(Arrival::Partial) => ("und", key!("arrival-partial")),
                Some(Arrival::Missing) => ("miss", key!("arrival-missing")),
                Some(Arrival::Superseded) | None => ("na", key!("word-none")),
            })
            .map(|(mark, key)| (mark, view.messages.t(key)))
            .collect(),
    };
    (bad.into_iter().take(MOST).map(row).collect(), in_order)
}

/// What townships say of themselves and their facilities of them, the furthest apart first.
fn sources(view: &View<'_>) -> Vec<Sources> {
    let checked = view.checked();
    let mut all = two_sources(&checked.catalogue, &checked.registry, &checked.values, checked.year);
    let apart = |one: &TwoSources| Fraction::new((one.sum - one.stated).abs(), one.stated);
    all.sort_by_key(|one| (one.is_within, std::cmp::Reverse(apart(one)), one.unit));
    let row = |one: TwoSources| {
        let (class, key) =
            if one.is_within { ("met", key!("sources-within")) } else { ("behind", key!("sources-apart")) };
        let percent = Fraction::new(one.sum - one.stated, one.stated).map(|part| part.times(100));
        Sources {
            name: checked.registry.unit(one.unit).name.clone(),
            href: href(view, one.unit),
            label: checked.catalogue.element(one.whole).label.get(view.messages.lang()).to_owned(),
            stated: grouped(one.stated),
            sum: grouped(one.sum),
            difference: percent.map_or_else(|| view.messages.t(key!("cell-none")), |own| short(own) + "%"),
            class,
            word: view.messages.t(key),
        }
    };
    all.into_iter().map(row).collect()
}

/// A line of `checks.toml` as it stands there, without zeros at its end.
fn plain(line: Fraction) -> String {
    let text = exact(line);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The rates that stand far from those of the other units, the furthest first.
fn far_out(view: &View<'_>) -> Vec<FarOut> {
    let checked = view.checked();
    let mut all = outliers(&checked.catalogue, &view.results.assessments, checked.year);
    all.sort_by_key(|one| (std::cmp::Reverse(one.score), one.indicator, one.unit));
    let row = |one: Outlier| {
        let indicator = checked.catalogue.indicator(one.indicator);
        let shown = view.row(one.indicator, one.unit, checked.year)?;
        let is_clinic = one.level == Level::Village;
        Some(FarOut {
            name: view.placed(one.unit),
            href: if is_clinic { String::new() } else { href(view, one.unit) },
            indicator: indicator.short.get(view.messages.lang()).to_owned(),
            indicator_href: format!("indicators/{}.html", indicator.id),
            value: view.in_unit(&shown, one.value),
            median: view.in_unit(&shown, one.median),
            score: short(one.score),
        })
    };
    all.into_iter().filter_map(row).collect()
}

fn definitions(view: &View<'_>) -> Vec<Definition> {
    let bands = &view.checked().catalogue.bands;
    let of = |measure: Measure| {
        let (good, poor) = (measure.band.good, measure.band.poor);
        Definition {
            name: view.messages.t(measure.name),
            text: view.messages.t(measure.definition),
            bands: say!(view.messages, "quality-bands", good = good, poor = poor),
        }
    };
    Quality::default().measures(bands).into_iter().map(of).collect()
}

/// The district, then every unit that returns something, in the order of the registry.
fn units(view: &View<'_>) -> Vec<UnitQuality> {
    let checked = view.checked();
    let all = quality(checked);
    let of_year: BTreeSet<UnitIx> =
        all.keys().filter(|(_, year)| *year == checked.year).map(|(unit, _)| *unit).collect();
    let of = |unit: UnitIx| {
        let row = checked.registry.unit(unit);
        let of_measure = |at: usize| {
            let measure = |year| {
                let own = all.get(&(unit, year)).copied().unwrap_or_default();
                own.measures(&checked.catalogue.bands).get(at).copied()
            };
            let years = checked.years_judged().filter(|year| *year < checked.year);
            let earlier = years.map(|year| {
                let percent = measure(year).and_then(|measure| measure.share.percent());
                percent.map_or_else(|| view.messages.t(key!("cell-none")), shown_percent)
            });
            measure(checked.year).map(|measure| cell(view, measure, earlier.collect()))
        };
        UnitQuality { name: row.name.clone(), cells: (0..4).filter_map(of_measure).collect() }
    };
    of_year.into_iter().map(of).collect()
}

fn cell(view: &View<'_>, Measure { share, band, .. }: Measure, earlier: Vec<String>) -> QualityCell {
    let grade = share.percent().map(|percent| (Grade::of(percent, band), percent));
    let (class, key) = match grade {
        Some((Grade::Good, _)) => ("met", key!("quality-good")),
        Some((Grade::Fair, _)) => ("behind", key!("quality-fair")),
        Some((Grade::Poor, _)) => ("bad", key!("quality-poor")),
        None => ("na", key!("quality-none")),
    };
    QualityCell {
        class,
        word: view.messages.t(key),
        percent: grade.map(|(_, percent)| shown_percent(percent) + "%").unwrap_or_default(),
        parts: format!("{}/{}", grouped_usize(share.part), grouped_usize(share.whole)),
        earlier,
    }
}

/// A percentage that says 100 only where nothing is missing.
fn shown_percent(percent: Fraction) -> String {
    number(percent, Some(Fraction::whole(100)), Comparator::Ge)
}

fn year_row(view: &View<'_>, year: i32) -> YearRow {
    let checked = view.checked();
    let Arrivals { due, came, late, partial, missing, .. } = Arrivals::of(checked, view.messages, year);
    let of = |severity| {
        checked.findings.iter().filter(|finding| finding.is_of(year) && finding.severity == severity).count()
    };
    YearRow {
        year,
        due,
        came,
        late,
        partial,
        missing,
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notices: of(Severity::Notice),
    }
}
