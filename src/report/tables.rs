//! The tables that other programs read. A row is put into words as it is written, a part of a
//! table on each core, and no table is ever held as a whole.

mod fields;
mod parquet;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Range;

use anyhow::{Context as _, Result};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

pub use fields::{
    ALL, ASSESSMENTS, CHECKED, CONTRIBUTIONS, Field, HANGING, Kind, OF_CHECKED, OF_PLANS, RESULTS, Table,
    VALUES, assessments_of, described, described_parquet, described_texts, package, values_of,
};
pub use parquet::{write_assessments_parquet, write_values_parquet};

use crate::assess::{Assessment, Cause, Upper, splits};
use crate::catalogue::{Catalogue, Comparator, Condition, Counted, Indicator, Measure, Ruling, Test, Units};
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::finding::Finding;
use crate::intake::Revision;
use crate::messages::Messages;
use crate::model::{ElementIx, Level, UnitIx};
use crate::quality::{Quality, quality};
use crate::registry::Registry;
use crate::report::publish::{Page, Sink};
use crate::results::Results;
use crate::submission::Submission;
use crate::value::{DataValue, Place, Value};

/// A text of somebody else's in a table that a spreadsheet opens: what would begin a
/// formula there is marked as text. Figures are made here and never pass through.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Lines of a CSV file as Excel and WPS open it: UTF-8, CRLF.
pub(crate) struct Lines {
    writer: csv::Writer<Vec<u8>>,
    cell: String,
    /// How many cells a line has, and how many of this one are there.
    width: usize,
    at: usize,
    refused: Option<anyhow::Error>,
}

impl Lines {
    fn new(width: usize) -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        Self { writer, cell: String::new(), width, at: 0, refused: None }
    }

    /// The head of a table.
    fn headed(names: &[&str]) -> Self {
        let mut lines = Self::new(names.len());
        names.iter().for_each(|name| lines.put(name));
        lines.end();
        lines
    }

    fn put(&mut self, cell: &str) {
        self.at += 1;
        let written = self.writer.write_field(cell);
        self.refused = self.refused.take().or(written.err().map(Into::into));
    }

    /// A text of ours.
    fn word(&mut self, word: &str) -> &mut Self {
        self.put(word);
        self
    }

    /// A text of somebody else's.
    fn text(&mut self, text: &str) -> &mut Self {
        self.put(&plain(text));
        self
    }

    /// What is written out; nothing where there is nothing to say.
    fn shown(&mut self, value: Option<impl Display>) -> &mut Self {
        use std::fmt::Write as _;
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        if let Some(value) = value {
            // Nothing refuses to be written into memory.
            let _ = write!(cell, "{value}");
        }
        self.put(&cell);
        self.cell = cell;
        self
    }

    /// A whole number; nothing where there is none.
    fn whole(&mut self, number: Option<impl itoa::Integer>) -> &mut Self {
        match number {
            Some(number) => self.put(itoa::Buffer::new().format(number)),
            None => self.put(""),
        }
        self
    }

    /// What [`Self::shown`] wrote last.
    fn again(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.put(&cell);
        self.cell = cell;
    }

    fn end(&mut self) {
        let written = self.writer.write_record(None::<&[u8]>);
        let uneven = || anyhow::anyhow!("a line has {} cells under a head of {}", self.at, self.width);
        let refused = written.err().map(Into::into).or_else(|| (self.at != self.width).then(uneven));
        self.refused = self.refused.take().or(refused);
        self.at = 0;
    }

    fn bytes(self) -> Result<Vec<u8>> {
        match self.refused {
            Some(error) => Err(error),
            None => Ok(self.writer.into_inner()?),
        }
    }
}

/// What Excel and WPS want to see before they take a CSV for UTF-8.
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// A small table of texts with a head of its own.
///
/// # Errors
/// Only if memory cannot be written to.
pub(crate) fn sheet<'a, R: IntoIterator<Item = &'a str>>(
    name: &str,
    head: &[&str],
    rows: impl Iterator<Item = R>,
) -> Result<Page> {
    let mut lines = Lines::headed(head);
    for row in rows {
        for cell in row {
            lines.text(cell);
        }
        lines.end();
    }
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    bytes.extend(lines.bytes()?);
    Ok(Page { path: name.into(), bytes })
}

/// How much of a table is put into words at a time by one core, and how many of these parts are
/// held at a time.
#[derive(Clone, Copy)]
struct Parts {
    rows: usize,
    held: usize,
}

/// For rows.
const ROWS: Parts = Parts { rows: 2048, held: 64 };
/// For indicators, each of which has a row for every unit.
const INDICATORS_AT_ONCE: Parts = Parts { rows: 1, held: 4 };

/// Writes a table of `rows` rows; `row` writes one of them.
fn write(sink: &dyn Sink, table: &Table, rows: usize, row: impl Fn(usize, &mut Lines) + Sync) -> Result<()> {
    write_parts(sink, table, rows, ROWS, |part, lines| part.for_each(|at| row(at, lines)))
}

fn write_parts(
    sink: &dyn Sink,
    table: &Table,
    rows: usize,
    parts: Parts,
    write: impl Fn(Range<usize>, &mut Lines) + Sync,
) -> Result<()> {
    let mut out = sink.open(&table.path())?;
    let names: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
    out.write_all(&BYTE_ORDER_MARK)?;
    out.write_all(&Lines::headed(&names).bytes()?)?;
    let ranges: Vec<Range<usize>> =
        (0..rows).step_by(parts.rows).map(|at| at..rows.min(at + parts.rows)).collect();
    for held in ranges.chunks(parts.held) {
        let made: Vec<Vec<u8>> = held
            .to_vec()
            .into_par_iter()
            .map(|part| {
                let mut lines = Lines::new(table.fields.len());
                write(part, &mut lines);
                lines.bytes()
            })
            .collect::<Result<_>>()?;
        for bytes in made {
            out.write_all(&bytes).with_context(|| table.path())?;
        }
    }
    out.close().with_context(|| table.path())
}

/// Writes `assessments.csv`: counts as digits, figures whole or with ten decimals, empty where
/// there is nothing to say.
///
/// # Errors
/// What the sink refuses.
pub fn write_assessments(results: &Results, sink: &dyn Sink) -> Result<()> {
    let Checked { catalogue, registry, .. } = &results.checked;
    write_parts(sink, &fields::ASSESSMENTS, results.assessments.len(), ROWS, |part, lines| {
        for row in results.assessments.slice(catalogue, part) {
            assessment(catalogue, registry, &row, lines);
        }
    })
}

/// The lines of assessments in `assessments.csv`, without a head.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn assessment_lines<'a>(
    catalogue: &Catalogue,
    registry: &Registry,
    rows: impl IntoIterator<Item = &'a Assessment>,
) -> Result<Vec<u8>> {
    let mut lines = Lines::new(fields::ASSESSMENTS.fields.len());
    for row in rows {
        assessment(catalogue, registry, row, &mut lines);
    }
    lines.bytes()
}

fn assessment(catalogue: &Catalogue, registry: &Registry, row: &Assessment, lines: &mut Lines) {
    let indicator = catalogue.indicator(row.indicator);
    let unit = registry.unit(row.unit);
    let measured = row.measured.as_ref();
    let (lower, upper) = row.bounds();
    lines.whole(Some(row.year)).word(&catalogue.plan_of(indicator).id).word(&indicator.id);
    lines.word(row.level.word()).text(&unit.code).text(&unit.name);
    lines.whole(measured.map(|m| m.numerator)).whole(measured.and_then(|m| m.denominator));
    lines.shown(measured.and_then(|m| m.value));
    // Of a full count all three are the same.
    for bound in [lower, upper] {
        if bound.is_some() && bound == measured.and_then(|m| m.value) {
            lines.again();
        } else {
            lines.shown(bound);
        }
    }
    lines.word(row.comparator.word());
    lines.shown(row.target.map(|t| t.value)).whole(row.target.map(|t| t.due));
    lines.shown(row.expected).word(row.status.word());
    lines.shown(Some(measured.is_some_and(|m| m.provisional)));
    lines.shown(row.gap).whole(row.shortfall);
    lines.whole(Some(row.reported)).whole(Some(row.due_to_report)).shown(row.percent_of_change);
    lines.word(&row.remarks()).end();
}

impl Assessment {
    /// The worst and the best that the value can still be. A provisional ratio is judged by its
    /// value and has no bounds.
    #[must_use]
    pub fn bounds(&self) -> (Option<Fraction>, Option<Fraction>) {
        let Some(measured) = self.measured.as_ref().filter(|m| !m.provisional) else { return (None, None) };
        let upper = match measured.upper {
            Upper::At(upper) => Some(upper),
            Upper::Open => None,
        };
        (Some(measured.lower), upper)
    }

    /// What else there is to say, as the tables say it.
    #[must_use]
    pub fn remarks(&self) -> String {
        self.notes.iter().map(|note| note.word()).collect::<Vec<_>>().join("|")
    }
}

/// The functional centre that a value is of, and the words of its cell where they were not plain.
fn remark<'a>(checked: &'a Checked, row: &'a DataValue) -> Cow<'a, str> {
    let centres = &checked.catalogue.centres;
    let entry = centres.entries.get(usize::from(row.key.entry));
    match entry.filter(|_| row.key.element == centres.element).map(|entry| entry.name.zh.as_str()) {
        Some(centre) if row.note.is_empty() => Cow::Borrowed(centre),
        Some(centre) => Cow::Owned(format!("{centre}|{}", row.note)),
        None => Cow::Borrowed(&row.note),
    }
}

fn value(checked: &Checked, row: &DataValue, lines: &mut Lines) {
    let unit = checked.registry.unit(row.key.unit);
    lines.whole(Some(row.key.year)).text(&unit.code).text(&unit.name);
    lines.word(&checked.catalogue.element(row.key.element).id);
    lines.word(&checked.catalogue.shown(row.key.element, row.value));
    lines.text(&row.place.file).text(&row.place.sheet).word(&row.place.a1());
    lines.text(&remark(checked, row)).end();
}

fn finding(checked: &Checked, messages: &Messages, row: &Finding, lines: &mut Lines) {
    let unit = row.unit.map(|unit| checked.registry.unit(unit).code.as_str());
    // A file outside of every year's folder has no year.
    lines.word(row.severity.word()).word(&row.rule).whole((row.year != 0).then_some(row.year));
    lines.text(unit.unwrap_or_default()).text(&row.place.file).text(&row.place.sheet).word(&row.place.a1());
    lines.word(row.element.map_or("", |element| &checked.catalogue.element(element).id));
    lines.text(&row.sentence(messages)).end();
}

fn submission(checked: &Checked, row: &Submission, lines: &mut Lines) {
    let unit = checked.registry.unit(row.unit);
    lines.whole(Some(row.year)).text(&unit.code).text(row.reporter.as_ref().unwrap_or(&unit.name));
    lines.word(row.form.word()).word(row.status.word()).text(row.file.as_deref().unwrap_or_default());
    lines.shown(row.received).whole(Some(row.values)).whole(Some(row.expected)).end();
}

fn revision(checked: &Checked, row: &Revision, lines: &mut Lines) {
    let catalogue = &checked.catalogue;
    let shown =
        |value: Option<Value>| value.map(|value| catalogue.shown(row.key.element, value)).unwrap_or_default();
    lines.whole(Some(row.key.year)).text(&checked.registry.unit(row.key.unit).code).word(row.form.word());
    lines.word(&catalogue.element(row.key.element).id).text(&shown(row.old)).text(&shown(row.new));
    lines
        .text(&row.old_place.file)
        .word(&row.old_place.a1())
        .text(&row.new_place.file)
        .word(&row.new_place.a1())
        .end();
}

fn of_quality(checked: &Checked, ((unit, year), own): (&(UnitIx, i32), &Quality), lines: &mut Lines) {
    let row = checked.registry.unit(*unit);
    lines.whole(Some(*year)).text(&row.code).text(&row.name).word(row.level.word());
    for share in [own.returns, own.figures, own.timeliness, own.consistency] {
        lines.whole(Some(share.part)).whole(Some(share.whole));
    }
    lines.end();
}

/// Writes the values.
///
/// # Errors
/// What the sink refuses.
pub fn write_values(checked: &Checked, sink: &dyn Sink) -> Result<()> {
    let values = checked.values.as_slice();
    write_parts(sink, &fields::VALUES, values.len(), ROWS, |part, lines| {
        for row in values.get(part).unwrap_or_default() {
            value(checked, row, lines);
        }
    })
}

/// Writes the tables of what was read and checked, all but the values.
///
/// # Errors
/// What the sink refuses.
pub fn write_checked(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    write(sink, &fields::FINDINGS, checked.findings.len(), |at, lines| {
        if let Some(row) = checked.findings.get(at) {
            finding(checked, messages, row, lines);
        }
    })?;
    write(sink, &fields::SUBMISSIONS, checked.submissions.len(), |at, lines| {
        if let Some(row) = checked.submissions.get(at) {
            submission(checked, row, lines);
        }
    })?;
    write(sink, &fields::REVISIONS, checked.revisions.len(), |at, lines| {
        if let Some(row) = checked.revisions.get(at) {
            revision(checked, row, lines);
        }
    })?;
    let quality = quality(checked);
    let rows: Vec<_> = quality.iter().collect();
    write(sink, &fields::QUALITY, rows.len(), |at, lines| {
        if let Some(row) = rows.get(at) {
            of_quality(checked, *row, lines);
        }
    })?;
    let units = units(checked);
    write(sink, &fields::UNITS, units.len(), |at, lines| {
        if let Some((year, unit)) = units.get(at) {
            unit_of_year(checked, *year, *unit, lines);
        }
    })
}

/// The units that count in each year.
fn units(checked: &Checked) -> Vec<(i32, UnitIx)> {
    let registry = &checked.registry;
    let of_year = |year| {
        let open = registry.units().filter(move |(ix, _)| registry.counts(*ix, year));
        open.map(move |(ix, _)| (year, ix))
    };
    checked.years_judged().flat_map(of_year).collect()
}

/// A unit with what it belongs to.
fn unit_of_year(checked: &Checked, year: i32, unit: UnitIx, lines: &mut Lines) {
    let registry = &checked.registry;
    let unit = registry.unit(unit);
    lines.whole(Some(year)).text(&unit.code).text(&unit.name).word(unit.level.word());
    lines.text(unit.parent.map_or("", |parent| &registry.unit(parent).code));
    lines.word(unit.kind.map_or("", |kind| kind.word())).text(&unit.ownership);
    lines.shown(Some(unit.regional_centre)).end();
}

/// Writes what every indicator is made of, with its conditions, its targets and its elements.
///
/// # Errors
/// What the sink refuses.
pub fn write_plans(checked: &Checked, messages: &Messages, sink: &dyn Sink) -> Result<()> {
    let catalogue = &checked.catalogue;
    write(sink, &fields::INDICATORS, catalogue.indicators.len(), |at, lines| {
        if let Some(row) = catalogue.indicators.get(at) {
            indicator(catalogue, messages, row, lines);
        }
    })?;
    let conditions: Vec<_> = catalogue.indicators.iter().flat_map(conditions).collect();
    write(sink, &fields::CONDITIONS, conditions.len(), |at, lines| {
        if let Some((indicator, role, one)) = conditions.get(at) {
            lines.word(&indicator.id).word(role);
            condition(catalogue, one, lines);
        }
    })?;
    let targets: Vec<_> = catalogue
        .in_years(checked.years_judged())
        .into_iter()
        .filter_map(|(year, _, indicator)| Some((year, indicator, indicator.ruling(year)?)))
        .collect();
    write(sink, &fields::TARGETS, targets.len(), |at, lines| {
        if let Some((year, indicator, ruling)) = targets.get(at) {
            lines.whole(Some(*year)).word(&indicator.id);
            target(ruling, lines);
        }
    })?;
    write(sink, &fields::ELEMENTS, catalogue.elements.len(), |at, lines| {
        let Some(element) = catalogue.elements.get(at) else { return };
        let implied_by = element.implied_by.map_or("", |other| &catalogue.element(other).id);
        lines.word(&element.id).word(&element.code).word(element.label.get(messages.lang()));
        lines.word(element.form.word()).word(element.kind.word()).word(implied_by).end();
    })
}

fn indicator(catalogue: &Catalogue, messages: &Messages, indicator: &Indicator, lines: &mut Lines) {
    let ids = |elements: Vec<ElementIx>| {
        elements.into_iter().map(|ix| catalogue.element(ix).id.as_str()).collect::<Vec<_>>().join("|")
    };
    let plan = catalogue.plan_of(indicator);
    let entries = &catalogue.centres.entries;
    let (denominator_from, centres, centres_due) = match &indicator.measure {
        Measure::SplitRatio(..) => (Level::Township.word(), "", None),
        Measure::Centres(Counted::All) => ("", "all", Some(entries.len())),
        Measure::Centres(Counted::Own) => {
            ("", "own", Some(entries.iter().filter(|entry| !entry.shareable).count()))
        }
        _ => ("", "", None),
    };
    let unit_codes = match &indicator.units {
        Units::Townships(codes) => codes.join("|"),
        _ => String::new(),
    };
    lines.word(&indicator.id).word(indicator.name.get(messages.lang())).word(&plan.id);
    lines.word(indicator.measure.word()).whole(Some(indicator.per));
    lines.word(&indicator.units.word()).word(indicator.judged.word());
    lines.word(&ids(indicator.measure.elements(catalogue)));
    lines.word(&ids(indicator.filter.iter().flat_map(Condition::elements).collect()));
    lines
        .word(denominator_from)
        .word(centres)
        .whole(centres_due)
        .word(&unit_codes)
        .whole(Some(plan.first_year));
    lines.word(&indicator.departments.join("|")).end();
}

/// The conditions of an indicator, one by one, with what each of them is for.
fn conditions(indicator: &Indicator) -> Vec<(&Indicator, &'static str, &Condition)> {
    let measured = match &indicator.measure {
        Measure::Share(condition) | Measure::Units(condition) | Measure::YesNo(condition) => Some(condition),
        _ => None,
    };
    let roles = [("condition", measured), ("filter", indicator.filter.as_ref())];
    let all = roles.into_iter().flat_map(|(role, one)| one.into_iter().map(move |one| (role, one)));
    all.flat_map(|(role, one)| one.each().into_iter().map(move |one| (indicator, role, one))).collect()
}

fn condition(catalogue: &Catalogue, one: &Condition, lines: &mut Lines) {
    let (element, test, word, least) = match one {
        Condition::Element(element, Test::Is(true)) => (Some(element), "is", "true", None),
        Condition::Element(element, Test::Is(false)) => (Some(element), "is", "false", None),
        Condition::Element(element, Test::AtLeast(least)) => (Some(element), "at_least", "", Some(*least)),
        Condition::Element(element, Test::ChoiceAtLeast(least)) => {
            (Some(element), "rank_at_least", "", Some((*least).into()))
        }
        Condition::Element(element, Test::ChoiceIs(rank)) => {
            (Some(element), "rank_is", "", Some((*rank).into()))
        }
        Condition::Ownership(word) => (None, "ownership", word.as_str(), None),
        // Taken apart before.
        Condition::Both(..) => return,
    };
    lines.word(element.map_or("", |ix| &catalogue.element(*ix).id)).word(test).word(word);
    lines.whole(least).end();
}

fn target(ruling: &Ruling<'_>, lines: &mut Lines) {
    let (end, cap) = match ruling.comparator {
        Comparator::Between { upper, cap } => (Some(upper), cap),
        _ => (None, None),
    };
    lines.word(ruling.comparator.word()).shown(Some(ruling.target.value)).shown(end).shown(cap);
    lines.whole(Some(ruling.target.due)).shown(Some(ruling.target.in_force));
    lines.shown(Some(ruling.revision.is_some())).end();
}

/// The verdicts of the report's year that hang on something.
///
/// # Errors
/// What the sink refuses.
pub fn write_hanging(results: &Results, sink: &dyn Sink) -> Result<()> {
    let Checked { catalogue, registry, values, year, .. } = &results.checked;
    write(sink, &fields::HANGING, results.hanging.len(), |at, lines| {
        let Some(one) = results.hanging.get(at) else { return };
        let code = |unit| registry.unit(unit).code.as_str();
        lines.whole(Some(*year)).word(&catalogue.indicator(one.indicator).id).word(one.level.word());
        lines.text(code(one.unit)).word(one.status.word());
        match one.cause {
            Cause::Suspect(key, then) => {
                let place = values.get(key).map(|value| &value.place);
                lines.word("suspect").text(code(key.unit)).word(&catalogue.element(key.element).id);
                lines.text(place.map_or("", |place| &place.file));
                lines.text(&place.map(Place::a1).unwrap_or_default()).whole(Some(then));
            }
            Cause::Best(unit) | Cause::Worst(unit) => {
                let then = if matches!(one.cause, Cause::Best(_)) { "best" } else { "worst" };
                lines.word("missing").text(code(unit)).word("").word("").word("").word(then);
            }
        }
        lines.word(one.then.word()).end();
    })
}

/// Where the gaps of the report's year sit.
///
/// # Errors
/// What the sink refuses.
pub fn write_contributions(results: &Results, sink: &dyn Sink) -> Result<()> {
    let Checked { catalogue, registry, year, .. } = &results.checked;
    let indicators: Vec<_> = catalogue.indicators_ix().collect();
    write_parts(sink, &fields::CONTRIBUTIONS, indicators.len(), INDICATORS_AT_ONCE, |part, lines| {
        for (ix, indicator) in indicators.get(part).unwrap_or_default() {
            for split in splits(catalogue, registry, &results.totals, *ix, *year) {
                let closing: BTreeMap<UnitIx, i64> = split.closing.iter().copied().collect();
                for piece in &split.pieces {
                    let unit = registry.unit(piece.unit);
                    lines.whole(Some(*year)).word(&indicator.id).word(split.level.word());
                    lines.text(&unit.code).text(&unit.name);
                    lines.whole(Some(piece.numerator)).whole(Some(piece.denominator)).shown(piece.part);
                    lines.shown(Some(split.whole)).whole(Some(piece.must_add));
                    lines.whole(closing.get(&piece.unit).copied()).end();
                }
            }
        }
    })
}
