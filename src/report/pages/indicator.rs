//! The page of an indicator: what it is, how this year's figure was made, where it stands
//! over the years and across the district.

use askama::Template;

use super::board::{Standing, group_mark, standing, worst_first};
use super::frame::Frame;
use super::gaps::{self, Gap};
use super::href;
use super::rows::listed;
use crate::assess::{Assessment, Piece, Split, Status, splits};
use crate::catalogue::Units;
use crate::exact::Fraction;
use crate::model::{DISTRICT, IndicatorIx, Level};
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
    reason: String,
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
    townships: Vec<TownshipBar>,
    units: Vec<UnitRow>,
    units_title: String,
    units_left_out: usize,
    district_code: String,
}

/// A township with its bar, or with its units taken together.
struct TownshipBar {
    code: String,
    name: String,
    href: String,
    mark: Mark,
    value: String,
    parts: String,
    coverage: String,
    shortfall: String,
    bar: Option<crate::report::view::Bar>,
    below: bool,
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
    /// Whether it is short.
    short: bool,
    /// Where its bar begins and how long it is, in per cent.
    start: String,
    length: String,
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
/// More rows than these nobody reads on a page; all are in the tables.
const MOST_UNITS: usize = 300;

pub(super) fn page<'a>(view: &View<'a>, ix: IndicatorIx) -> IndicatorPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let lang = messages.lang();
    let indicator = checked.catalogue.indicator(ix);
    let plan = checked.catalogue.plan_of(indicator);
    let name = indicator.name.get(lang).to_owned();
    let district = view.district(ix, checked.year);
    let series: Vec<Assessment> = view.series(ix, DISTRICT).collect();
    let title = messages.say("indicator-title", &[("name", &name), ("year", &checked.year.to_string())]);
    let (units, units_left_out) = units(view, ix);
    let readings = view.readings(ix);
    IndicatorPage {
        id: indicator.id.clone(),
        plan: plan.short.get(lang).to_owned(),
        chapter: plan.chapters.get(indicator.chapter).map(|c| c.get(lang).to_owned()).unwrap_or_default(),
        clause: indicator.clause.clone(),
        schedule: view.schedule(indicator),
        district: district.as_ref().map(|row| view.figure(row)),
        reason: district.as_ref().map(|row| view.reason(row)).unwrap_or_default(),
        formula: district.as_ref().and_then(|row| view.formula(row)),
        definitions: definitions(view, ix),
        line: chart::line(view, &series, 250, (34.0, 30.0)),
        years: series.iter().map(|row| view.figure(row)).collect(),
        baseline: checked.catalogue.plan_of(indicator).baseline_year,
        gap: gaps::gap(view, ix),
        outlook: district.as_ref().and_then(|row| view.outlook(row)),
        readings_agree: view.readings_agree(&readings),
        readings,
        revisions: view.revisions(indicator, checked.year),
        splits: parts(view, ix),
        townships: township_bars(view, ix),
        units,
        units_title: messages.t(units_key(indicator.judged, &indicator.units)),
        units_left_out,
        district_code: checked.registry.unit(DISTRICT).code.clone(),
        f: Frame::new(view, "indicator", "../", title),
        name,
    }
}

/// The parts of the gap at each level; none where nothing is missing.
fn parts(view: &View<'_>, ix: IndicatorIx) -> Vec<Parts> {
    let checked = view.checked();
    let splits = splits(&checked.catalogue, &checked.registry, &view.results.totals, ix, checked.year);
    let open = splits.iter().filter(|split| split.whole > Fraction::whole(0));
    open.map(|split| parts_of(view, ix, split)).collect()
}

fn parts_of(view: &View<'_>, ix: IndicatorIx, split: &Split) -> Parts {
    let checked = view.checked();
    let messages = view.messages;
    let zero = Fraction::whole(0);
    // Of a count for the whole district the numerators are what adds up.
    let counts = split.pieces.iter().all(|piece| piece.part.is_none());
    let part = |piece: &Piece| piece.part.unwrap_or_else(|| Fraction::whole(piece.numerator));
    let short = |piece: &Piece| !counts && part(piece) > zero;
    let right = |piece: &Piece| counts || short(piece);
    let size = |part: Fraction| if part > zero { part } else { zero.minus(part) };
    let most = |side: bool| {
        let own = split.pieces.iter().filter(|piece| right(piece) == side);
        own.map(|piece| size(part(piece))).max().unwrap_or(zero)
    };
    let left = most(false);
    let width = left.plus(most(true));
    let percent = |at: Fraction| at.divide(width).map(|at| at.times(100).decimal(2)).unwrap_or_default();
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
            short: short(piece),
            start: percent(if right(piece) { left } else { left.minus(size(own)) }),
            length: percent(size(own)),
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
            messages.say("carrier", &[("name", name), ("size", &grouped(*adds)), ("counted", counted)])
        })
        .collect();
    let facilities = split.level == Level::Facility;
    let facts = [
        ("n", split.closing.len().to_string()),
        ("level", messages.t(if facilities { "closing-facilities" } else { "closing-townships" })),
        ("names", listed(messages, "list-and-more-units", &named, 12)),
        ("whole", split.whole.decimal(1)),
        ("counted", counted.to_owned()),
    ];
    let closing = if split.closing.is_empty() { "closing-anybody" } else { "closing" };
    Parts {
        id: split.level.word(),
        title: messages.t(if facilities { "head-parts-facilities" } else { "head-parts" }),
        unit: messages.t(if facilities { "column-facility" } else { "column-township" }),
        note: messages.t(if counts { "note-parts-count" } else { "note-parts" }),
        column: messages.t(if counts { "column-brought" } else { "column-part" }),
        whole: if counts { grouped(brought) } else { split.whole.decimal(1) },
        rows,
        closing: messages.tell(closing, &facts),
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
        ("definition-quote", indicator.quote.clone()),
        ("definition", indicator.definition.get(lang).to_owned()),
        ("definition-numerator", indicator.numerator.get(lang).to_owned()),
        ("definition-denominator", indicator.denominator.get(lang).to_owned()),
        ("definition-elements", codes.join(&messages.t("list-pause"))),
        ("definition-units", messages.t(fed_key(&indicator.units))),
        ("definition-judged", messages.t(judged_key(indicator.judged))),
        ("definition-departments", responsible_words(messages, &indicator.responsible)),
        ("definition-reading", indicator.reading.get(lang).to_owned()),
    ];
    let filled = all.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(key, text)| (messages.t(key), text)).collect()
}

fn township_bars(view: &View<'_>, ix: IndicatorIx) -> Vec<TownshipBar> {
    let checked = view.checked();
    let mut rows: Vec<(i64, TownshipBar)> = Vec::new();
    for unit in view.townships() {
        let row = checked.registry.unit(unit);
        let bar = |mark, value, parts, coverage, shortfall, bar, below| TownshipBar {
            code: row.code.clone(),
            name: row.name.clone(),
            href: format!("../{}", href(view, unit)),
            mark,
            value,
            parts,
            coverage,
            shortfall,
            bar,
            below,
        };
        match standing(view, ix, unit) {
            Standing::Own(own) => {
                let figure = view.figure(&own);
                let order = own.measured.and_then(|m| m.value).map_or(-1, |v| v.times(1000).floor());
                let below = view.is_below_target(&own);
                rows.push((
                    order,
                    bar(
                        figure.mark,
                        figure.value,
                        figure.parts,
                        figure.coverage,
                        figure.shortfall,
                        figure.bar,
                        below,
                    ),
                ));
            }
            Standing::Group(group) => {
                let part = group.satisfied * 100_000 / group.applies.max(1);
                let shortfall = if group.shortfall > 0 { grouped(group.shortfall) } else { String::new() };
                rows.push((
                    i64::try_from(part).unwrap_or(0),
                    bar(
                        group_mark(view, &group),
                        format!("{}/{}", group.satisfied, group.applies),
                        String::new(),
                        String::new(),
                        shortfall,
                        None,
                        group.satisfied < group.applies,
                    ),
                ));
            }
            Standing::None => {}
        }
    }
    rows.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
    rows.truncate(MOST_UNITS);
    rows.into_iter().map(|(_, bar)| bar).collect()
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

fn units_key(judged: Level, units: &Units) -> &'static str {
    match (judged, units) {
        (Level::Village, _) => "units-villages",
        (_, Units::Villages) => "units-by-facility",
        (Level::District | Level::Township | Level::Facility, _) => "units-facilities",
    }
}

fn fed_key(units: &Units) -> &'static str {
    match units {
        Units::District => "fed-district",
        Units::Townships(only) if only.is_empty() => "fed-townships",
        Units::Townships(_) => "fed-some-townships",
        Units::Facilities(kinds) => match kinds.as_slice() {
            [crate::model::FacilityKind::TownshipHospital] => "fed-township-hospitals",
            [crate::model::FacilityKind::CommunityCenter] => "fed-community-centers",
            _ => "fed-facilities",
        },
        Units::RegionalCentres => "fed-regional-centres",
        Units::Villages => "fed-villages",
    }
}

fn judged_key(level: Level) -> &'static str {
    match level {
        Level::District => "judged-district",
        Level::Township => "judged-township",
        Level::Facility => "judged-facility",
        Level::Village => "judged-village",
    }
}
