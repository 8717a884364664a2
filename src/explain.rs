//! How one figure came about, down to the cells: everything that is needed to check it
//! by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::assess::{Assessment, Method, Piece, Upper, interval, splits};
use crate::catalogue::{Catalogue, Element, ElementKind, Indicator};
use crate::fold::fold;
use crate::intake::{Ground, Grounds};
use crate::messages::{Lang, Messages, Stop};
use crate::model::{IndicatorIx, Level};
use crate::report::view::{Read, Revised, View, exact};
use crate::results::Results;
use crate::trace::{Trace, traces};
use crate::value::{Key, Place};

/// Explains the figure of a unit, both given by name or code; `grounds` says what the figures of
/// some files rest on.
///
/// # Errors
/// A unit or an indicator that is not known or not the only one of its name, or an
/// indicator that is not worked out for the unit.
pub fn explain(
    results: &Results,
    unit: &str,
    indicator: &str,
    messages: &Messages,
    grounds: impl FnOnce(&BTreeSet<Arc<str>>) -> Result<BTreeMap<Place, Grounds>, Stop>,
) -> Result<String, Stop> {
    let view = View::new(results, messages);
    let checked = view.checked();
    let unit = checked.find_unit(unit)?;
    let named = find_indicators(&checked.catalogue, indicator, messages.lang())?;
    let rows: Vec<Assessment> = named.iter().filter_map(|ix| view.row(*ix, unit, checked.year)).collect();
    if let (Some(ix), []) = (named.first(), rows.as_slice()) {
        return Err(stop!(
            "explain-no-row",
            unit = checked.registry.unit(unit).name,
            indicator = checked.catalogue.indicator(*ix).name.get(messages.lang()),
            year = checked.year
        ));
    }
    let traced: Vec<(Assessment, Vec<Trace<'_>>)> = rows
        .into_iter()
        .map(|row| {
            let traces = traces(results, &row);
            (row, traces)
        })
        .collect();
    let all = traced.iter().flat_map(|(_, traces)| traces);
    let files = all.filter_map(|trace| Some(Arc::clone(&trace.value?.place.file))).collect();
    let grounds = grounds(&files)?;
    // Of two plans that name an indicator alike both are said.
    let texts = traced.into_iter().map(|(row, traces)| {
        let indicator = checked.catalogue.indicator(row.indicator);
        Explanation { view: &view, row: &row, indicator, traces, grounds: &grounds }.text()
    });
    Ok(texts.collect::<Vec<_>>().join("\n"))
}

/// The indicators of a name, or the one of an id.
fn find_indicators(catalogue: &Catalogue, name: &str, lang: Lang) -> Result<Vec<IndicatorIx>, Stop> {
    let folded = fold(name);
    let called = |indicator: &Indicator| {
        let texts = [&indicator.id, &indicator.name.zh, &indicator.name.en, &indicator.short.zh];
        texts.into_iter().any(|text| fold(text) == folded)
    };
    let mut named: Vec<_> = catalogue.indicators_ix().filter(|(_, indicator)| called(indicator)).collect();
    if let Some(own) = named.iter().find(|(_, indicator)| fold(&indicator.id) == folded) {
        named = vec![*own];
    }
    if !named.is_empty() {
        return Ok(named.into_iter().map(|(ix, _)| ix).collect());
    }
    let listed = |all: &[&Indicator]| all.iter().map(|own| own.name.get(lang)).collect::<Vec<_>>().join("、");
    // Who asks for a data element is told the indicators that it goes into.
    let element = catalogue.elements_ix().find(|(_, own)| own.is_called(&folded));
    if let Some((element, about)) = element {
        let uses = |own: &&Indicator| catalogue.elements_of(&own.measure).contains(&element);
        let users: Vec<&Indicator> = catalogue.indicators.iter().filter(uses).collect();
        return Err(stop!("explain-element", label = about.label.get(lang), names = listed(&users)));
    }
    let distance = |own: &&Indicator| {
        let within = own.name.zh.contains(name) || own.id.contains(name);
        let by = |text: &str| strsim::damerau_levenshtein(text, name);
        if within { 0 } else { by(&own.id).min(by(own.name.get(lang))).min(by(&own.short.zh)) }
    };
    let mut near: Vec<&Indicator> = catalogue.indicators.iter().collect();
    near.sort_by_key(distance);
    near.truncate(3);
    // Who writes an id is looking for one.
    let ids = || near.iter().map(|own| own.id.as_str()).collect::<Vec<_>>().join("、");
    let near = if name.is_ascii() { ids() } else { listed(&near) };
    Err(stop!("explain-no-indicator", indicator = name, near = near))
}

struct Explanation<'a> {
    view: &'a View<'a>,
    row: &'a Assessment,
    indicator: &'a Indicator,
    /// The cells it is made of.
    traces: Vec<Trace<'a>>,
    /// What these rest on.
    grounds: &'a BTreeMap<Place, Grounds>,
}

impl Explanation<'_> {
    fn text(&self) -> String {
        let mut lines = self.head();
        lines.extend(self.figure());
        lines.extend(self.judgement());
        lines.extend(self.revisions());
        lines.extend(self.readings());
        lines.extend(self.contribution());
        lines.extend(self.units());
        lines.extend(self.cells());
        lines.extend(self.findings());
        lines.join("\n") + "\n"
    }

    fn head(&self) -> Vec<String> {
        let checked = self.view.checked();
        let lang = self.view.messages.lang();
        let unit = checked.registry.unit(self.row.unit);
        let plan = checked.catalogue.plan_of(self.indicator);
        let mut lines = vec![
            say!(
                self.view.messages,
                "explain-title",
                name = self.indicator.name.get(lang),
                id = self.indicator.id,
                unit = unit.name,
                code = unit.code,
                year = self.row.year
            ),
            say!(
                self.view.messages,
                "explain-clause",
                plan = plan.short.get(lang),
                document = plan.document,
                clause = self.indicator.clause
            ),
            say!(self.view.messages, "explain-definition", text = self.indicator.definition.get(lang)),
        ];
        if !self.indicator.reading.get(lang).is_empty() {
            lines.push(say!(self.view.messages, "explain-reading", text = self.indicator.reading.get(lang)));
        }
        lines
    }

    fn figure(&self) -> Vec<String> {
        let view = self.view;
        let figure = view.figure(self.row);
        let mut lines = vec![say!(self.view.messages, "explain-value", value = figure.value)];
        if let Some(formula) = view.formula(self.row) {
            lines.push(say!(self.view.messages, "explain-formula", text = formula));
        }
        if let Some(measured) = self.row.measured.filter(|measured| !measured.provisional) {
            let lower = view.in_unit(self.row, measured.lower);
            let upper = match measured.upper {
                Upper::At(upper) => view.in_unit(self.row, upper),
                Upper::Open => view.messages.t(key!("bound-open")),
            };
            lines.push(say!(self.view.messages, "explain-bounds", lower = lower, upper = upper));
        }
        let (reported, due) = (self.row.reported.to_string(), self.row.due_to_report.to_string());
        lines.push(say!(self.view.messages, "explain-coverage", reported = reported, due = due));
        lines
    }

    fn judgement(&self) -> Vec<String> {
        let view = self.view;
        let figure = view.figure(self.row);
        let mut lines = vec![
            say!(self.view.messages, "explain-status", status = figure.mark.word, word = figure.mark.status),
            say!(self.view.messages, "explain-rule", text = view.reason(self.row)),
        ];
        if let Some(target) = self.row.target {
            let key = if target.in_force {
                key!("explain-target-in-force")
            } else {
                key!("explain-target-not-yet")
            };
            lines.push(say!(self.view.messages, key, target = figure.target, due = figure.due));
        }
        if let (Some(base), Some(target)) = (self.row.path_base, self.row.target) {
            let base_year = view.checked().catalogue.plan_of(self.indicator).baseline_year;
            let key = if figure.expected.is_empty() {
                key!("explain-baseline", base, base_year, target, due, year, expected)
            } else {
                key!("explain-path")
            };
            lines.push(say!(
                self.view.messages,
                key,
                base = view.in_unit(self.row, base),
                base_year = base_year,
                target = view.in_unit(self.row, target.value),
                due = target.due,
                year = self.row.year,
                expected = self.row.expected.map(exact).unwrap_or_default()
            ));
        }
        if self.row.gap.is_some() {
            lines.push(say!(
                self.view.messages,
                "explain-gap",
                gap = figure.gap,
                shortfall = figure.shortfall
            ));
        }
        if let Some(change) = self.row.achieved() {
            lines.push(say!(self.view.messages, "explain-change", percent = change.decimal(1)));
        }
        lines.extend(view.outlook(self.row));
        lines.extend(view.outlook_formula(self.row));
        lines.extend(self.interval());
        if !figure.notes.is_empty() {
            lines.push(say!(self.view.messages, "explain-notes", text = figure.notes));
        }
        if !figure.interval.is_empty() {
            lines.push(say!(self.view.messages, "explain-notes", text = figure.interval));
        }
        lines
    }

    /// The interval's formula with its numbers.
    fn interval(&self) -> Option<String> {
        let measured = self.row.measured?;
        let interval = interval(&self.view.checked().catalogue, self.indicator, self.row)?;
        let key = match interval.method {
            Method::Wilson => key!("interval-wilson-formula"),
            Method::Exact => key!("interval-exact-formula"),
            Method::Byar => key!("interval-byar-formula"),
        };
        Some(say!(
            self.view.messages,
            key,
            events = measured.numerator,
            out_of = measured.denominator?,
            per = self.indicator.per,
            low = format!("{:.4}", interval.lower),
            high = format!("{:.4}", interval.upper)
        ))
    }

    fn revisions(&self) -> Vec<String> {
        let revised = self.view.revisions(self.indicator, self.row.year);
        let line = |one: &Revised| {
            say!(
                self.view.messages,
                "explain-revision",
                issuer = one.issuer,
                document = one.document,
                issued = one.issued,
                from = one.from,
                target = one.target,
                due = one.due,
                why = one.why
            )
        };
        revised.iter().map(line).collect()
    }

    /// What the other readings of the clause make of the district.
    fn readings(&self) -> Vec<String> {
        if self.row.level != Level::District || self.row.year != self.view.checked().year {
            return Vec::new();
        }
        let readings = self.view.readings(self.row.indicator);
        let other = |one: &Read| {
            let figure = one.figure.as_ref()?;
            one.since.is_none().then(|| {
                say!(
                    self.view.messages,
                    key!("explain-other-reading"),
                    text = one.text,
                    value = figure.value,
                    parts = figure.parts,
                    word = figure.mark.word
                )
            })
        };
        let mut lines: Vec<String> = readings.iter().filter_map(other).collect();
        lines.extend(self.view.readings_agree(&readings));
        lines
    }

    /// The part of this unit in the gap of the district, or of each township in it.
    fn contribution(&self) -> Vec<String> {
        let checked = self.view.checked();
        let (catalogue, registry) = (&checked.catalogue, &checked.registry);
        let splits =
            splits(catalogue, registry, &self.view.results.totals, self.row.indicator, self.row.year);
        let level = if self.row.level == Level::District { Level::Township } else { self.row.level };
        let Some(split) = splits.iter().find(|split| split.level == level) else { return Vec::new() };
        let Some(ruling) = self.indicator.ruling(self.row.year) else { return Vec::new() };
        let own = |piece: &&Piece| self.row.level == Level::District || piece.unit == self.row.unit;
        let line = |piece: &Piece| {
            let closes = split.closing.iter().find(|(unit, _)| *unit == piece.unit);
            let key = if piece.part.is_some() {
                key!("explain-part")
            } else {
                key!("explain-brought", unit, target, numerator, denominator, per, part, must_add, closes)
            };
            say!(
                self.view.messages,
                key,
                unit = registry.unit(piece.unit).name,
                target = ruling.target.value.decimal(4),
                numerator = piece.numerator,
                denominator = piece.denominator,
                per = self.indicator.per,
                part = piece.part.map(exact).unwrap_or_default(),
                must_add = piece.must_add,
                closes = closes.map(|(_, adds)| adds.to_string()).unwrap_or_default()
            )
        };
        let mut lines: Vec<String> = split.pieces.iter().filter(own).map(line).collect();
        if !lines.is_empty() {
            let whole = exact(split.whole);
            let head = [String::new(), say!(self.view.messages, "explain-parts", whole = whole)];
            lines.splice(0..0, head);
        }
        lines
    }

    /// The units that a share of units counts (rule 4), each with its own figure.
    fn units(&self) -> Vec<String> {
        if !self.row.is_share {
            return Vec::new();
        }
        let rows = self.view.at(self.row.indicator, self.indicator.judged, self.row.year);
        let mut lines = vec![String::new(), self.view.messages.t(key!("explain-units"))];
        lines.extend(rows.map(|row| {
            let figure = self.view.figure(&row);
            let parts = if figure.parts.is_empty() { String::new() } else { format!(" ({})", figure.parts) };
            format!("  {} {}  {}{parts}  {}", figure.unit, figure.unit_name, figure.value, figure.mark.word)
        }));
        lines
    }

    fn cells(&self) -> Vec<String> {
        let traces = &self.traces;
        if traces.is_empty() {
            return vec![String::new(), self.view.messages.t(key!("explain-registry"))];
        }
        let n = traces.len();
        let mut lines = vec![String::new(), say!(self.view.messages, "explain-cells", n = n)];
        lines.extend(traces.iter().flat_map(|trace| self.cell(trace)));
        lines
    }

    fn cell(&self, trace: &Trace<'_>) -> Vec<String> {
        let checked = self.view.checked();
        let unit = checked.registry.unit(trace.key.unit);
        let element = checked.catalogue.element(trace.key.element);
        let label = checked.catalogue.label_of(trace.key).get(self.view.messages.lang());
        let (value, place) = match trace.value {
            Some(value) => (checked.catalogue.shown(trace.key.element, value.value), value.place.spelled()),
            None => (self.view.messages.t(key!("status-no-data")), String::new()),
        };
        let mut line = format!("  {} {}  {} {label} = {value}", trace.key.year, unit.name, element.code);
        if !place.is_empty() {
            let _ = write!(line, "  [{place}]");
        }
        if let Some(note) = trace.value.map(|value| value.note.as_str()).filter(|note| !note.is_empty()) {
            let _ = write!(line, "  {}", say!(self.view.messages, "explain-read-from", text = note));
        }
        let mut lines = vec![line];
        if let Some((place, grounds)) = trace.value.and_then(|value| self.grounds.get_key_value(&value.place))
        {
            lines.push(self.rests_on(place, grounds, element));
        }
        lines
    }

    /// The four answers about a cell, each with its place.
    fn rests_on(&self, cell: &Place, grounds: &Grounds, element: &Element) -> String {
        let messages = self.view.messages;
        let ground = |ground: &Ground| {
            let place = &ground.place;
            let key = match place.cell {
                Some(_) if place.sheet == cell.sheet => key!("explain-ground-cell", cell, sheet, words),
                Some(_) => key!("explain-ground-other-sheet"),
                None if place.sheet.is_empty() => key!("explain-ground-file", cell, sheet, words),
                None => key!("explain-ground-sheet", cell, sheet, words),
            };
            say!(self.view.messages, key, cell = place.a1(), sheet = place.sheet, words = ground.words)
        };
        let year = || messages.t(key!("explain-ground-folder"));
        let is_count = element.kind == ElementKind::Count;
        say!(
            messages,
            "explain-grounds",
            unit = ground(&grounds.unit),
            element = ground(&grounds.element),
            year = grounds.year.as_ref().map_or_else(year, ground),
            scale = grounds.scale.as_ref().map(ground).unwrap_or_default(),
            own = if is_count { element.unit.get(messages.lang()).to_owned() } else { String::new() }
        )
    }

    /// What is wrong with the figures that this one is made of.
    fn findings(&self) -> Vec<String> {
        let asked = |key: Key| self.traces.iter().any(|trace| Key { entry: 0, ..trace.key } == key);
        let found: Vec<String> = self
            .view
            .checked()
            .findings
            .iter()
            .filter(|found| found.key().is_some_and(asked))
            .map(|f| format!("  {}  {}", f.place.spelled(), f.sentence(self.view.messages)))
            .collect();
        if found.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![String::new(), self.view.messages.t(key!("explain-findings"))];
        lines.extend(found);
        lines
    }
}
