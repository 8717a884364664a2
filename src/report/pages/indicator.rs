//! The page of an indicator: what it is, how this year's figure was made, where it stands
//! over the years and across the district.

use askama::Template;

use super::across::{MOST_UNITS, Small, TownshipRow, axis_of, small, townships};
use super::frame::Frame;
use super::gaps::{self, Gap};
use super::href;
use super::open_points::{OpenPoint, suspects_of};
use super::rows::listed;
use crate::assess::{Assessment, Piece, Split, Status, splits, worst_first};
use crate::catalogue::Units;
use crate::exact::Fraction;
use crate::messages::Message;
use crate::model::{DISTRICT, IndicatorIx, Level};
use crate::report::axis::Head;
use crate::report::chart::{self, Trend};
use crate::report::view::{Figure, Mark, Read, Revised, View, grouped, responsible_words};

#[derive(Template)]
#[template(path = "indicator.html")]
pub(super) struct IndicatorPage<'a> {
    f: Frame<'a>,
    id: String,
    name: String,
    plan: String,
    chapter: String,
    clause: String,
    schedule: String,
    district: Option<Figure<'a>>,
    verdict: String,
    formula: Option<String>,
    definitions: Vec<(String, String)>,
    line: Option<Trend>,
    years: Vec<Figure<'a>>,
    baseline: i32,
    gap: Option<Gap>,
    outlook: Option<String>,
    readings: Vec<Read<'a>>,
    readings_agree: Option<String>,
    revisions: Vec<Revised>,
    splits: Vec<Parts>,
    axis: Option<Head>,
    townships: Vec<TownshipRow>,
    small: Vec<Small>,
    figure: String,
    under: String,
    target: String,
    /// What the line of the years' chart is.
    line_target: String,
    warnings: Vec<OpenPoint>,
    responsible: String,
    units: Vec<UnitRow>,
    units_title: String,
    units_left_out: usize,
    district_code: String,
}

/// The parts of the district's gap, unit by unit of one level.
struct Parts {
    id: &'static str,
    title: String,
    unit: String,
    note: String,
    column: String,
    whole: String,
    pub(super) rows: Vec<PartRow>,
    closing: String,
}

struct PartRow {
    name: String,
    href: String,
    part: String,
    must_add: String,
    sum: String,
}

struct UnitRow {
    name: String,
    href: String,
    township: String,
    value: String,
    parts: String,
    mark: Mark,
    notes: String,
    interval: String,
    shortfall: String,
}

/// Beyond this many rows only those that are short are listed.
const LISTED_UNITS: usize = 60;

pub(super) fn page<'a>(view: &View<'a>, ix: IndicatorIx) -> IndicatorPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let lang = messages.lang();
    let indicator = checked.catalogue.indicator(ix);
    let plan = checked.catalogue.plan_of(indicator);
    let name = indicator.name.get(lang).to_owned();
    let district = view.district(ix, checked.year);
    let series: Vec<Assessment> = view.series(ix, DISTRICT).collect();
    let title = say!(messages, "indicator-title", name = name, year = checked.year);
    let (units, units_left_out) = units(view, ix);
    let readings = view.readings(ix);
    let axis = axis_of(view, ix);
    IndicatorPage {
        id: indicator.id.clone(),
        plan: plan.short.get(lang).to_owned(),
        chapter: plan.chapters.get(indicator.chapter).map(|c| c.get(lang).to_owned()).unwrap_or_default(),
        clause: indicator.clause.clone(),
        schedule: view.schedule(indicator),
        district: district.as_ref().map(|row| view.figure(row)),
        verdict: district.as_ref().map(|row| verdict(view, row)).unwrap_or_default(),
        formula: district.as_ref().and_then(|row| view.formula(row)),
        definitions: definitions(view, ix),
        line: chart::line(view, &series, 220, (34.0, 34.0), None),
        years: series.iter().map(|row| view.figure(row)).collect(),
        baseline: checked.catalogue.plan_of(indicator).baseline_year,
        gap: gaps::gap(view, ix).filter(|_| district.as_ref().is_some_and(|row| row.status().is_short())),
        line_target: if indicator.judged == Level::District {
            say!(messages, "axis-target-at", target = view.target_in_force(ix))
        } else {
            messages.t(key!("axis-all-meet"))
        },
        outlook: district.as_ref().and_then(|row| view.outlook(row)),
        readings_agree: view.readings_agree(&readings),
        readings,
        revisions: view.revisions(indicator, checked.year),
        splits: parts(view, ix),
        townships: axis.as_ref().map(|(axis, _)| townships(view, ix, *axis)).unwrap_or_default(),
        axis: axis.map(|(_, head)| head),
        small: if indicator.judged == Level::District || indicator.judged == Level::Township {
            small(view, ix)
        } else {
            Vec::new()
        },
        figure: district.as_ref().map(|row| view.brief(row)).unwrap_or_default(),
        under: district.as_ref().map(|row| under(view, row)).unwrap_or_default(),
        target: view.target_in_force(ix),
        warnings: suspects_of(view, ix),
        responsible: responsible_words(messages, &indicator.responsible),
        units,
        units_title: messages.t(units_key(indicator.judged, &indicator.units)),
        units_left_out,
        district_code: checked.registry.unit(DISTRICT).code.clone(),
        f: Frame::new(view, "indicator", "../", title),
        name,
    }
}

/// The verdict in a sentence: target, figure and word, and what it is worked out from where units are
/// missing.
fn verdict(view: &View<'_>, row: &Assessment) -> String {
    if row.measured.is_none() || !view.is_judged(row) {
        return view.reason(row);
    }
    let mut text = say!(
        view.messages,
        "verdict-words",
        target = view.target(row),
        value = view.value_in_prose(row),
        word = view.plain_mark(row.status()).word
    );
    if row.measured.is_some_and(|measured| measured.provisional) {
        let n = row.unreturned();
        text += &say!(view.messages, "verdict-provisional", n = n, reported = grouped(row.reported));
    }
    text
}

/// What the figure is made of, and how many have returned it.
fn under(view: &View<'_>, row: &Assessment) -> String {
    let (reported, due) = (grouped(row.reported), grouped(row.due_to_report));
    let parts = [view.parts(row), say!(view.messages, "coverage-of", reported = reported, due = due)];
    parts
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(&view.messages.t(key!("word-gap")))
}

/// The parts of the gap among the facilities; those of the townships stand in their table.
fn parts(view: &View<'_>, ix: IndicatorIx) -> Vec<Parts> {
    let checked = view.checked();
    let splits = splits(&checked.catalogue, &checked.registry, &view.results.totals, ix, checked.year);
    let open = splits.iter().filter(|split| split.whole > Fraction::whole(0));
    let open = open.filter(|split| split.level == Level::Facility);
    open.map(|split| parts_of(view, ix, split)).collect()
}

fn parts_of(view: &View<'_>, ix: IndicatorIx, split: &Split) -> Parts {
    let checked = view.checked();
    let messages = view.messages;
    let zero = Fraction::whole(0);
    // Of a count for the whole district the numerators are what adds up.
    let counts = split.pieces.iter().all(|piece| piece.part.is_none());
    let part = |piece: &Piece| piece.part.unwrap_or_else(|| Fraction::whole(piece.numerator));
    let mut sum = zero;
    let rows = split.pieces.iter().map(|piece| {
        let own = part(piece);
        sum = sum.plus(own);
        PartRow {
            name: checked.registry.unit(piece.unit).name.clone(),
            href: format!("../{}", href(view, piece.unit)),
            part: if counts { grouped(piece.numerator) } else { signed(own) },
            must_add: grouped(piece.must_add),
            sum: sum.decimal(1),
        }
    });
    let rows: Vec<PartRow> = rows.take(MOST_UNITS).collect();
    let brought: i64 = split.pieces.iter().map(|piece| piece.numerator).sum();
    let counted = checked.catalogue.indicator(ix).counted.get(messages.lang());
    let named: Vec<String> = split
        .closing
        .iter()
        .map(|(unit, adds)| {
            let name = &checked.registry.unit(*unit).name;
            say!(messages, "carrier", name = name, size = grouped(*adds), counted = counted)
        })
        .collect();
    let closing = if split.closing.is_empty() {
        key!("closing-anybody", n, level, names, whole, counted)
    } else {
        key!("closing", n, level, names, whole, counted)
    };
    Parts {
        id: split.level.word(),
        title: messages.t(key!("head-parts-facilities")),
        unit: messages.t(key!("column-facility")),
        note: messages.t(if counts { key!("note-parts-count") } else { key!("note-parts") }),
        column: messages.t(if counts { key!("column-brought") } else { key!("column-part") }),
        whole: if counts { grouped(brought) } else { split.whole.decimal(1) },
        rows,
        closing: say!(
            messages,
            closing,
            n = split.closing.len(),
            level = messages.t(key!("closing-facilities")),
            names = listed(messages, key!("list-and-more-units"), &named, 12),
            whole = split.whole.decimal(1),
            counted = counted
        ),
    }
}

/// A number with its sign.
fn signed(number: Fraction) -> String {
    let text = number.decimal(1);
    match text.strip_prefix('-') {
        Some(size) => format!("−{size}"),
        None => format!("+{text}"),
    }
}

fn definitions(view: &View<'_>, ix: IndicatorIx) -> Vec<(String, String)> {
    let checked = view.checked();
    let messages = view.messages;
    let lang = messages.lang();
    let indicator = checked.catalogue.indicator(ix);
    let elements = checked.catalogue.elements_of(&indicator.measure);
    let codes: Vec<String> = elements
        .iter()
        .map(|element| {
            let element = checked.catalogue.element(*element);
            format!("{} {}", element.code, element.label.get(lang))
        })
        .collect();
    let all = [
        (key!("definition-quote"), indicator.quote.clone()),
        (key!("definition"), indicator.definition.get(lang).to_owned()),
        (key!("definition-numerator"), indicator.numerator.get(lang).to_owned()),
        (key!("definition-denominator"), indicator.denominator.get(lang).to_owned()),
        (key!("definition-elements"), codes.join(&messages.t(key!("list-pause")))),
        (key!("definition-units"), messages.t(fed_key(&indicator.units))),
        (key!("definition-judged"), messages.t(judged_key(indicator.judged))),
        (key!("definition-departments"), responsible_words(messages, &indicator.responsible)),
        (key!("definition-reading"), indicator.reading.get(lang).to_owned()),
        (
            key!("definition-rule"),
            view.district(ix, checked.year).map(|row| view.reason(&row)).unwrap_or_default(),
        ),
    ];
    let filled = all.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(key, text)| (messages.t(key), text)).collect()
}

/// The facilities or village clinics behind the figure, the worst first, and how many of
/// them are left out because they are not short.
fn units(view: &View<'_>, ix: IndicatorIx) -> (Vec<UnitRow>, usize) {
    let checked = view.checked();
    let indicator = checked.catalogue.indicator(ix);
    let level = match indicator.judged {
        Level::Village => Level::Village,
        Level::District | Level::Township | Level::Facility => Level::Facility,
    };
    let mut rows: Vec<Assessment> = view.at(ix, level, checked.year).collect();
    let all = rows.len();
    if all > LISTED_UNITS {
        rows.retain(|row| !matches!(row.status(), Status::Met | Status::NotApplicable));
    }
    worst_first(&mut rows);
    rows.truncate(MOST_UNITS);
    let left_out = all - rows.len();
    let shown = rows.into_iter().map(|row| {
        let unit = checked.registry.unit(row.unit);
        let township = checked.registry.ancestor(row.unit, Level::Township);
        let page = checked.registry.ancestor(row.unit, Level::Facility).unwrap_or(row.unit);
        UnitRow {
            name: unit.name.clone(),
            href: format!("../{}", href(view, page)),
            township: township.map(|ix| checked.registry.unit(ix).name.clone()).unwrap_or_default(),
            value: view.value(&row),
            parts: view.parts(&row),
            mark: view.mark(&row),
            notes: view.notes(&row),
            interval: view.interval(&row).unwrap_or_default(),
            shortfall: view.shortfall(&row),
        }
    });
    (shown.collect(), left_out)
}

fn units_key(judged: Level, units: &Units) -> Message {
    match (judged, units) {
        (Level::Village, _) => key!("units-villages"),
        (_, Units::Villages) => key!("units-by-facility"),
        (Level::District | Level::Township | Level::Facility, _) => key!("units-facilities"),
    }
}

fn fed_key(units: &Units) -> Message {
    match units {
        Units::District => key!("fed-district"),
        Units::Townships(only) if only.is_empty() => key!("fed-townships"),
        Units::Townships(_) => key!("fed-some-townships"),
        Units::Facilities(kinds) => match kinds.as_slice() {
            [crate::model::FacilityKind::TownshipHospital] => key!("fed-township-hospitals"),
            [crate::model::FacilityKind::CommunityCenter] => key!("fed-community-centers"),
            _ => key!("fed-facilities"),
        },
        Units::RegionalCentres => key!("fed-regional-centres"),
        Units::Villages => key!("fed-villages"),
    }
}

fn judged_key(level: Level) -> Message {
    match level {
        Level::District => key!("judged-district"),
        Level::Township => key!("judged-township"),
        Level::Facility => key!("judged-facility"),
        Level::Village => key!("judged-village"),
    }
}
