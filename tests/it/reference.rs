//! An independent reference calculation of `data/assessments.csv`, from the written contract only.
//! Plain on purpose: exact fractions, nested loops over everything, nothing cached, nothing clever.
//! "Rule n" is rule n of "How an indicator is judged"; "columns" is the section "What `report` writes".
#![allow(dead_code, reason = "a test-suite need not read every field")]

use std::cmp::Ordering;
use std::collections::BTreeMap;

pub type Date = (i32, u32, u32);
const BASELINE: i32 = 2022;
const LEVELS: [&str; 4] = ["district", "township", "facility", "village"];

// The ten functional centres (facts.md); rule 9: only the last two may be shared.
#[rustfmt::skip]
pub const CENTRES: [&str; 10] = [
    "居民健康体检与管理中心", "接诊分诊中心", "康复疼痛诊疗中心", "消化内镜诊疗中心", "妇儿中心",
    "口腔中心", "中医中心", "精神卫生中心", "血液透析中心", "基层卫生人员技能实训中心",
];
const SHAREABLE: [&str; 2] = ["血液透析中心", "基层卫生人员技能实训中心"];

// Rule 3: recommended implies basic.
const IMPLIED: [(&str, &str); 2] =
    [("fac.basic_standard", "fac.recommended_standard"), ("vil.basic_standard", "vil.recommended_standard")];

// ---------------------------------------------------------------- exact fractions

/// A reduced fraction with a denominator above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frac {
    pub num: i128,
    pub den: i128,
}

impl Frac {
    pub fn new(num: i128, den: i128) -> Frac {
        assert!(den != 0, "a fraction over 0");
        let (mut a, mut b) = (num.abs(), den.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = if den < 0 { -1 } else { 1 };
        Frac { num: sign * num / a, den: sign * den / a }
    }
    pub fn whole(n: i128) -> Frac {
        Frac { num: n, den: 1 }
    }
    /// "4.60" is 23/5.
    pub fn parse(text: &str) -> Frac {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits: i128 =
            format!("{whole}{decimals}").parse().unwrap_or_else(|_| panic!("not a number: {text:?}"));
        Frac::new(digits, 10_i128.pow(decimals.len() as u32))
    }
    #[rustfmt::skip]
    pub fn plus(self, o: Frac) -> Frac { Frac::new(self.num * o.den + o.num * self.den, self.den * o.den) }
    #[rustfmt::skip]
    pub fn minus(self, o: Frac) -> Frac { Frac::new(self.num * o.den - o.num * self.den, self.den * o.den) }
    #[rustfmt::skip]
    pub fn times(self, o: Frac) -> Frac { Frac::new(self.num * o.num, self.den * o.den) }
    #[rustfmt::skip]
    pub fn over(self, o: Frac) -> Frac { Frac::new(self.num * o.den, self.den * o.num) }
    pub fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }
    pub fn ceil(self) -> i128 {
        -((-self.num).div_euclid(self.den))
    }
    /// Whole numbers without decimals, else ten decimals, half away from zero.
    pub fn decimal10(&self) -> String {
        if self.den == 1 {
            return self.num.to_string();
        }
        let scale = 10_i128.pow(10);
        let rounded = (2 * self.num.abs() * scale + self.den) / (2 * self.den);
        let sign = if self.num < 0 && rounded != 0 { "-" } else { "" };
        format!("{sign}{}.{:010}", rounded / scale, rounded % scale)
    }
}

impl PartialOrd for Frac {
    fn partial_cmp(&self, o: &Frac) -> Option<Ordering> {
        Some(self.cmp(o))
    }
}

impl Ord for Frac {
    fn cmp(&self, o: &Frac) -> Ordering {
        (self.num * o.den).cmp(&(o.num * self.den))
    }
}

// ---------------------------------------------------------------- what the caller passes

#[rustfmt::skip]
#[derive(Clone, Debug, Default)]
pub struct Township { pub code: String, pub opened: Option<Date>, pub closed: Option<Date> }

#[rustfmt::skip]
#[derive(Clone, Debug, Default)]
pub struct Facility {
    pub code: String, pub kind: String, pub township: String, pub ownership: String,
    pub regional_centre: bool, pub opened: Option<Date>, pub closed: Option<Date>,
}

#[rustfmt::skip]
#[derive(Clone, Debug, Default)]
pub struct Clinic { pub code: String, pub facility: String, pub opened: Option<Date>, pub closed: Option<Date> }

/// What a cell says; a blank cell has no entry in `World::returned`.
#[rustfmt::skip]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell { Count(i64), Yes, No, Choice(String), NotApplicable }

#[derive(Clone, Debug, Default)]
pub struct World {
    pub district: String,
    pub townships: Vec<Township>,
    pub facilities: Vec<Facility>,
    pub clinics: Vec<Clinic>,
    /// (year, unit code, element id or "centre.built/<name>") -> the cell, before the checks between figures.
    pub returned: BTreeMap<(i32, String, String), Cell>,
}

/// A row of assessments.csv, without unit_name.
#[rustfmt::skip]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub year: i32, pub plan: String, pub indicator: String, pub level: String, pub unit: String,
    pub numerator: Option<i128>, pub denominator: Option<i128>,
    pub value: Option<Frac>, pub lower: Option<Frac>, pub upper: Option<Frac>,
    pub comparator: String, pub target: Option<Frac>, pub due: Option<i32>, pub expected: Option<Frac>,
    pub status: String, pub provisional: bool, pub gap: Option<Frac>, pub shortfall: Option<i128>,
    pub reported: i64, pub due_to_report: i64, pub percent_of_change: Option<Frac>, pub note: String,
}

// ---------------------------------------------------------------- the two lists

/// Records of a CSV text: the first is the header; quotes, CRLF and a byte order mark are understood.
fn csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.trim_start_matches('\u{feff}').chars() {
        let line = lines.last_mut().unwrap();
        match c {
            '"' => quoted = !quoted, // neither list has a doubled quote inside quotes
            ',' if !quoted => line.push(String::new()),
            '\n' if !quoted => lines.push(vec![String::new()]),
            '\r' if !quoted => {}
            _ => line.last_mut().unwrap().push(c),
        }
    }
    let header = lines.remove(0);
    let mut records = Vec::new();
    for line in lines {
        if line.len() == 1 && line[0].is_empty() {
            continue;
        }
        assert_eq!(line.len(), header.len(), "a record of another length: {line:?}");
        records.push(header.iter().cloned().zip(line).collect());
    }
    records
}

/// `top`: the b of a range a..b. `due`: the due year; of "each year" the first.
#[rustfmt::skip]
struct Phase { target: Frac, top: Option<Frac>, due: i32, each_year: bool }

/// `units`: "district", "township", "village_clinic", "regional_centre" or kinds joined by +;
/// `only`: township codes, where only those count; `filter`: what follows "where"; no phases for `monitor`.
#[rustfmt::skip]
struct Indicator {
    id: String, plan: String, measure: String, numerator: String, denominator: String, per: i128,
    units: String, only: Vec<String>, filter: Option<String>, denominator_units: String,
    sample: bool, judged: &'static str, comparator: String, cap: Option<Frac>, phases: Vec<Phase>,
}

fn read_indicators(text: &str) -> Vec<Indicator> {
    let mut list = Vec::new();
    for r in csv(text) {
        let comparator = r["comparator"].clone();
        assert!(
            ["ge", "gt", "between", "monitor"].contains(&comparator.as_str()),
            "not in the list: {comparator}"
        );
        let (units, filter) = match r["units"].split_once(" where ") {
            Some((units, filter)) => (units.to_string(), Some(filter.to_string())),
            None => (r["units"].clone(), None),
        };
        let (units, only) = match units.split_once(' ') {
            Some((units, codes)) => (units.to_string(), codes.split('+').map(str::to_string).collect()),
            None => (units, Vec::new()),
        };
        let mut phases = Vec::new();
        if comparator != "monitor" {
            let targets: Vec<&str> = r["target"].split('|').collect();
            let dues: Vec<&str> = r["due"].split('|').collect();
            assert_eq!(targets.len(), dues.len());
            for (target, due) in targets.iter().zip(dues) {
                let target = target.split_once(':').map_or(*target, |(_, t)| t);
                let (floor, top) = match target.split_once("..") {
                    Some((a, b)) => (Frac::parse(a), Some(Frac::parse(b))),
                    None => (Frac::parse(target), None),
                };
                let (due, each_year) = match due.strip_prefix("each year") {
                    Some("") => (BASELINE + 1, true),
                    Some(from) => (from.trim_start_matches(" from ").parse().unwrap(), true),
                    None => (due.parse().unwrap(), false),
                };
                phases.push(Phase { target: floor, top, due, each_year });
            }
        }
        let text = |column: &str| r[column].clone();
        #[rustfmt::skip]
        list.push(Indicator {
            id: text("id"), plan: text("plan"), measure: text("measure"),
            numerator: text("numerator"), denominator: text("denominator"), per: r["per"].parse().unwrap(),
            units, only, filter, denominator_units: text("denominator_units"), sample: r["sample"] == "yes",
            judged: LEVELS.into_iter().find(|level| *level == r["judged"]).expect("a level"),
            cap: if r["cap"].is_empty() { None } else { Some(Frac::parse(&r["cap"])) },
            comparator, phases,
        });
    }
    list
}

struct Context<'a> {
    world: &'a World,
    indicators: Vec<Indicator>,
    part_of: BTreeMap<String, String>,
    choices: BTreeMap<String, Vec<String>>,
}

// ---------------------------------------------------------------- the registry

/// Open on 31 December; closed on that day is closed.
fn open(year: i32, opened: Option<Date>, closed: Option<Date>) -> bool {
    let last_day = (year, 12, 31);
    opened.is_none_or(|day| day <= last_day) && closed.is_none_or(|day| day > last_day)
}

fn township_open(w: &World, year: i32, code: &str) -> bool {
    w.townships.iter().any(|t| t.code == code && open(year, t.opened, t.closed))
}

fn facility_open(w: &World, year: i32, f: &Facility) -> bool {
    open(year, f.opened, f.closed) && township_open(w, year, &f.township)
}

fn clinic_open(w: &World, year: i32, c: &Clinic) -> bool {
    open(year, c.opened, c.closed)
        && w.facilities.iter().any(|f| f.code == c.facility && facility_open(w, year, f))
}

/// The org unit a row is about: its level ("district", "township", "facility", "village") and its code.
#[rustfmt::skip]
#[derive(Clone, PartialEq)]
struct Place { level: &'static str, code: String }

fn of_kind(units: &str, f: &Facility) -> bool {
    if units == "regional_centre" { f.regional_centre } else { units.split('+').any(|kind| kind == f.kind) }
}

/// The codes of the indicator's units that are open in the year and lie in the place; the filter comes later.
fn units_in(w: &World, ind: &Indicator, year: i32, place: &Place) -> Vec<String> {
    let in_district = place.level == "district";
    let in_township = |code: &str| place.level == "township" && place.code == code;
    let in_facility = |code: &str| place.level == "facility" && place.code == code;
    let mut codes = Vec::new();
    match ind.units.as_str() {
        "district" => codes.push(w.district.clone()),
        "township" => {
            for t in &w.townships {
                let counts = ind.only.is_empty() || ind.only.contains(&t.code);
                if (in_district || in_township(&t.code)) && counts && township_open(w, year, &t.code) {
                    codes.push(t.code.clone());
                }
            }
        }
        "village_clinic" => {
            for c in &w.clinics {
                let its_township =
                    w.facilities.iter().any(|f| f.code == c.facility && in_township(&f.township));
                let itself = place.level == "village" && place.code == c.code;
                let here = in_district || its_township || in_facility(&c.facility) || itself;
                if here && clinic_open(w, year, c) {
                    codes.push(c.code.clone());
                }
            }
        }
        kinds => {
            for f in &w.facilities {
                let here = in_district || in_township(&f.township) || in_facility(&f.code);
                if here && of_kind(kinds, f) && facility_open(w, year, f) {
                    codes.push(f.code.clone());
                }
            }
        }
    }
    codes
}

// ---------------------------------------------------------------- one figure of one unit

fn returned(ctx: &Context, year: i32, unit: &str, element: &str) -> Option<Cell> {
    ctx.world.returned.get(&(year, unit.to_string(), element.to_string())).cloned()
}

/// The cell after the errors and after the completion of basic and recommended (rules 3 and 5);
/// every comparison is with what was returned.
fn used(ctx: &Context, year: i32, unit: &str, element: &str) -> Option<Cell> {
    let cell = returned(ctx, year, unit, element);
    if let Some(Cell::Count(n)) = cell {
        // Rule 3: a part larger than its whole.
        if let Some(whole) = ctx.part_of.get(element)
            && let Some(Cell::Count(w)) = returned(ctx, year, unit, whole)
            && n > w
        {
            return None;
        }
        // Rule 5: a numerator above 0 over a denominator of 0, both parts from the same unit.
        for ind in &ctx.indicators {
            let numerator_here =
                ind.measure == "ratio" && ind.denominator_units.is_empty() && ind.numerator == element;
            if numerator_here && n > 0 && returned(ctx, year, unit, &ind.denominator) == Some(Cell::Count(0))
            {
                return None;
            }
        }
    }
    for (basic, recommended) in IMPLIED {
        if element == basic && returned(ctx, year, unit, recommended) == Some(Cell::Yes) {
            // 推荐 是: a blank 基本 is 是; a 基本 of 否 is an error and 推荐 answers for it; 不适用 stays.
            if cell.is_none() || cell == Some(Cell::No) {
                return Some(Cell::Yes);
            }
        }
        if element == recommended && cell.is_none() && returned(ctx, year, unit, basic) == Some(Cell::No) {
            return Some(Cell::No);
        }
    }
    cell
}

/// What a unit contributes.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Out,     // not applicable: not counted, not due
    Missing, // due and not reported
    Is(i128),
}

fn count(ctx: &Context, year: i32, unit: &str, element: &str) -> Answer {
    match used(ctx, year, unit, element) {
        Some(Cell::Count(n)) => Answer::Is(n as i128),
        Some(Cell::NotApplicable) => Answer::Out,
        _ => Answer::Missing,
    }
}

/// `element=是`, `element>=7` or `element>=三级`: 1 or 0.
fn test(ctx: &Context, year: i32, unit: &str, expression: &str) -> Answer {
    // "basic=是 or recommended=是" is 基本 after completion, and that is the first of the two.
    let expression = expression.split(" or ").next().unwrap();
    let (element, wanted, at_least) = match expression.split_once(">=") {
        Some((element, wanted)) => (element, wanted, true),
        None => expression.split_once('=').map(|(e, w)| (e, w, false)).expect("a test"),
    };
    let yes = match used(ctx, year, unit, element) {
        None => return Answer::Missing,
        Some(Cell::NotApplicable) => return Answer::Out,
        Some(Cell::Yes) if !at_least && wanted == "是" => true,
        Some(Cell::No) if !at_least && wanted == "是" => false,
        Some(Cell::Count(n)) if at_least => n >= wanted.parse().unwrap(),
        Some(Cell::Choice(word)) if at_least => {
            let order = &ctx.choices[element];
            let wanted = order.iter().position(|w| w == wanted).expect("a choice");
            match order.iter().position(|w| *w == word) {
                Some(place) => place >= wanted,
                None => return Answer::Missing,
            }
        }
        Some(_) => return Answer::Missing, // a cell of another type is not this figure
    };
    Answer::Is(yes as i128)
}

#[rustfmt::skip]
#[derive(PartialEq)]
enum Filter { In, Excluded, Unknown }

fn filter(ctx: &Context, ind: &Indicator, year: i32, unit: &str) -> Filter {
    match &ind.filter {
        None => Filter::In,
        Some(expression) => match test(ctx, year, unit, expression) {
            Answer::Is(1) => Filter::In,
            Answer::Missing => Filter::Unknown,
            _ => Filter::Excluded, // 否, and rule 3: a filter returned as not applicable
        },
    }
}

// ---------------------------------------------------------------- one figure of one place

#[rustfmt::skip]
#[derive(Clone, Copy, PartialEq)]
enum State { Data, NoData, NotApplicable }

/// Numerator to upper as in the columns; an empty `upper` of a figure with a `lower` is open.
#[rustfmt::skip]
#[derive(Clone)]
struct Figure {
    state: State, numerator: Option<i128>, denominator: Option<i128>,
    value: Option<Frac>, lower: Option<Frac>, upper: Option<Frac>, provisional: bool, reported: i64, due: i64,
}

impl Figure {
    fn without(state: State, reported: i64, due: i64) -> Figure {
        let (numerator, denominator, value, lower, upper) = (None, None, None, None, None);
        Figure { state, numerator, denominator, value, lower, upper, provisional: false, reported, due }
    }
    /// Rule 3: a provisional row is judged by its value in place of the bounds.
    fn worst(&self) -> Frac {
        if self.provisional { self.value.unwrap() } else { self.lower.unwrap() }
    }
    fn best(&self) -> Option<Frac> {
        if self.provisional { self.value } else { self.upper }
    }
    /// Rule 2: only a baseline whose lower and upper are equal counts.
    fn as_baseline(&self) -> Option<Frac> {
        if self.state == State::Data && self.lower.is_some() && self.lower == self.upper {
            self.lower
        } else {
            None
        }
    }
}

/// The sum of what was reported, and how many are reported, missing, out.
fn tally(answers: &[Answer]) -> (i128, i64, i64, i64) {
    let (mut sum, mut reported, mut missing, mut out) = (0, 0, 0, 0);
    for answer in answers {
        match answer {
            Answer::Out => out += 1,
            Answer::Missing => missing += 1,
            Answer::Is(n) => {
                reported += 1;
                sum += n;
            }
        }
    }
    (sum, reported, missing, out)
}

/// Shares and functional centres (rule 3): a missing answer fails below and meets above.
fn share_of(answers: &[Answer], per: i128) -> Figure {
    let (yes, reported, missing, _) = tally(answers);
    let due = reported + missing;
    if due == 0 {
        return Figure::without(State::NotApplicable, 0, 0); // rules 3 and 5
    }
    if reported == 0 {
        return Figure::without(State::NoData, 0, due);
    }
    let all = due as i128;
    Figure {
        numerator: Some(yes),
        denominator: Some(all),
        value: Some(Frac::new(yes * per, all)),
        lower: Some(Frac::new(yes * per, all)),
        upper: Some(Frac::new((yes + missing as i128) * per, all)),
        ..Figure::without(State::Data, reported, due)
    }
}

/// Sums and cumulative sums (rule 3): what was reported, open above while something is missing.
/// Counts of units: a missing unit counts above. Over no units both are 0 (rule 5).
fn sum_of(answers: &[Answer], counts_units: bool, listed: bool) -> Figure {
    let (sum, reported, missing, out) = tally(answers);
    if reported == 0 && missing > 0 {
        return Figure::without(State::NoData, 0, missing);
    }
    // Of a list of townships none is left.
    if reported == 0 && (out > 0 || listed) {
        return Figure::without(State::NotApplicable, 0, 0);
    }
    let at_best = if counts_units || missing == 0 { Some(sum + missing as i128) } else { None };
    Figure {
        numerator: Some(sum),
        value: Some(Frac::whole(sum)),
        lower: Some(Frac::whole(sum)),
        upper: at_best.map(Frac::whole),
        ..Figure::without(State::Data, reported, reported + missing)
    }
}

/// Ratios whose parts come from the same unit (rules 3 and 5): over the units that reported both.
fn ratio_of(pairs: &[(Answer, Answer)], per: i128) -> Figure {
    let (mut numerator, mut denominator, mut reported, mut missing) = (0, 0, 0, 0);
    for pair in pairs {
        match pair {
            (Answer::Out, _) | (_, Answer::Out) => {}
            (Answer::Is(n), Answer::Is(d)) => {
                reported += 1;
                numerator += n;
                denominator += d;
            }
            _ => missing += 1,
        }
    }
    if denominator == 0 {
        // also when all are out, or there are none
        let state = if missing == 0 { State::NotApplicable } else { State::NoData };
        return Figure::without(state, reported, reported + missing);
    }
    let value = Some(Frac::new(numerator * per, denominator));
    let bound = if missing == 0 { value } else { None };
    Figure {
        numerator: Some(numerator),
        denominator: Some(denominator),
        value,
        lower: bound,
        upper: bound,
        provisional: missing > 0,
        ..Figure::without(State::Data, reported, reported + missing)
    }
}

/// The cataract rate (rule 3): the numerator from the district, the denominator from the townships.
fn ratio_across(numerator: Answer, parts: &[Answer], per: i128) -> Figure {
    let (denominator, mut reported, missing, _) = tally(parts);
    let parts = reported + missing;
    if numerator == Answer::Out {
        return Figure::without(State::NotApplicable, reported, parts);
    }
    // Whoever owes the numerator owes it, whatever the others answer.
    let due = parts + 1;
    reported += i64::from(matches!(numerator, Answer::Is(_)));
    if parts == 0 {
        return Figure::without(State::NotApplicable, reported, due);
    }
    let Answer::Is(numerator) = numerator else {
        return Figure::without(State::NoData, reported, due);
    };
    if denominator == 0 {
        let none_at_all = missing == 0 && numerator == 0;
        return Figure::without(
            if none_at_all { State::NotApplicable } else { State::NoData },
            reported,
            due,
        );
    }
    let rate = Some(Frac::new(numerator * per, denominator));
    Figure {
        numerator: Some(numerator),
        denominator: Some(denominator),
        value: if missing == 0 { rate } else { None },
        lower: if missing == 0 { rate } else { Some(Frac::whole(0)) },
        upper: rate, // over an incomplete denominator it can only be too high
        ..Figure::without(State::Data, reported, due)
    }
}

/// The figure of an indicator over all its units in a place.
fn figure(ctx: &Context, ind: &Indicator, year: i32, place: &Place) -> Figure {
    if ind.numerator.starts_with("registry:") {
        // Counted from the registry; nothing is reported: 1 of 1.
        let mut n = 0;
        for code in units_in(ctx.world, ind, year, place) {
            if ctx.world.facilities.iter().any(|f| f.code == code && f.ownership == "政府办") {
                n += 1;
            }
        }
        return sum_of(&[Answer::Is(n)], false, !ind.only.is_empty());
    }
    if ind.measure == "cumulative" {
        // Rule 9: the flows of 2023 up to the year, of the units open in each of them.
        let mut answers = Vec::new();
        for y in BASELINE + 1..=year {
            for unit in units_in(ctx.world, ind, y, place) {
                answers.push(count(ctx, y, &unit, &ind.numerator));
            }
        }
        return sum_of(&answers, false, !ind.only.is_empty());
    }
    if !ind.denominator_units.is_empty() {
        let mut parts = Vec::new();
        for t in &ctx.world.townships {
            if township_open(ctx.world, year, &t.code) {
                parts.push(count(ctx, year, &t.code, &ind.denominator));
            }
        }
        return ratio_across(count(ctx, year, &ctx.world.district, &ind.numerator), &parts, ind.per);
    }
    let mut answers = Vec::new();
    let mut pairs = Vec::new();
    for unit in units_in(ctx.world, ind, year, place) {
        let filter = filter(ctx, ind, year, &unit);
        if filter == Filter::Excluded {
            continue;
        }
        // Rule 3: with an unknown filter nothing of the unit counts as reported;
        // what is not applicable is out whatever the filter turns out to be.
        let known =
            |a: Answer| if filter == Filter::Unknown && a != Answer::Out { Answer::Missing } else { a };
        match ind.measure.as_str() {
            "share" | "units" | "yes_no" => answers.push(known(test(ctx, year, &unit, &ind.numerator))),
            "sum" => answers.push(known(count(ctx, year, &unit, &ind.numerator))),
            "ratio" => pairs.push((
                known(count(ctx, year, &unit, &ind.numerator)),
                known(count(ctx, year, &unit, &ind.denominator)),
            )),
            "centres" => {
                for name in CENTRES {
                    // Rule 9: 自建 counts everywhere, 共建共享 only where it may be shared.
                    let cell = returned(ctx, year, &unit, &format!("{}/{name}", ind.numerator));
                    answers.push(known(match cell {
                        Some(Cell::NotApplicable) => Answer::Out,
                        Some(Cell::Choice(word)) if word == "自建" => Answer::Is(1),
                        Some(Cell::Choice(word)) if word == "共建共享" => {
                            Answer::Is(SHAREABLE.contains(&name) as i128)
                        }
                        Some(Cell::Choice(word)) if word == "未建" => Answer::Is(0),
                        _ => Answer::Missing,
                    }));
                }
            }
            other => panic!("unknown measure {other}"),
        }
    }
    match ind.measure.as_str() {
        "share" | "centres" => share_of(&answers, ind.per),
        "ratio" => ratio_of(&pairs, ind.per),
        measure => sum_of(&answers, measure == "units", !ind.only.is_empty()), // a yes/no of the one district is 1 or 0
    }
}

// ---------------------------------------------------------------- judging

/// The target that rules in a year.
#[rustfmt::skip]
#[derive(Clone)]
struct Ruling {
    comparator: String, target: Frac, top: Option<Frac>, cap: Option<Frac>, due: i32, in_force: bool,
}

impl Ruling {
    /// Does it hold for every value from `low` to `high`? `None` is open above.
    fn certain(&self, low: Frac, high: Option<Frac>) -> bool {
        let enough = if self.comparator == "gt" { low > self.target } else { low >= self.target };
        enough && self.cap.is_none_or(|cap| high.is_some_and(|high| high <= cap))
    }
    /// Does it hold for some value from `low` to `high`?
    fn possible(&self, low: Frac, high: Option<Frac>) -> bool {
        let strict = self.comparator == "gt";
        let enough = high.is_none_or(|high| if strict { high > self.target } else { high >= self.target });
        enough && self.cap.is_none_or(|cap| low <= cap)
    }
}

/// Column `target`: of several phases the latest in force, before any is in force the first.
fn ruling(ind: &Indicator, year: i32) -> Option<Ruling> {
    let mut rules = ind.phases.first()?;
    for phase in &ind.phases {
        if phase.due <= year && (rules.due > year || phase.due >= rules.due) {
            rules = phase;
        }
    }
    Some(Ruling {
        comparator: ind.comparator.clone(),
        target: rules.target,
        top: rules.top,
        cap: ind.cap,
        due: if rules.each_year { rules.due.max(year) } else { rules.due },
        in_force: rules.due <= year,
    })
}

/// The places an indicator has rows for on a level.
fn places(ctx: &Context, ind: &Indicator, year: i32, level: &'static str) -> Vec<Place> {
    let w = ctx.world;
    let district = Place { level: "district", code: w.district.clone() };
    let mut codes = Vec::new();
    if level == "district" {
        return vec![district];
    } else if level == "township" {
        for t in &w.townships {
            let counts = ind.only.is_empty() || ind.only.contains(&t.code);
            if counts && township_open(w, year, &t.code) {
                codes.push(t.code.clone());
            }
        }
    } else if level == "facility" && ind.units == "village_clinic" {
        for f in &w.facilities {
            if facility_open(w, year, f) {
                codes.push(f.code.clone());
            }
        }
    } else {
        for code in units_in(w, ind, year, &district) {
            if filter(ctx, ind, year, &code) != Filter::Excluded {
                codes.push(code);
            }
        }
    }
    codes.into_iter().map(|code| Place { level, code }).collect()
}

/// A place's own baseline; none where it has no row in 2022.
fn baseline(ctx: &Context, ind: &Indicator, place: &Place) -> Option<Frac> {
    if ind.measure == "cumulative" {
        return Some(Frac::whole(0)); // rule 2
    }
    let there = places(ctx, ind, BASELINE, place.level).contains(place);
    if there { figure(ctx, ind, BASELINE, place).as_baseline() } else { None }
}

/// Rule 4: the share of the units that satisfy the ruling.
fn share_of_units(ctx: &Context, ind: &Indicator, year: i32, ruling: &Ruling) -> Figure {
    let (mut applies, mut with_data, mut lower, mut upper) = (0, 0, 0, 0);
    for place in places(ctx, ind, year, ind.judged) {
        let own = figure(ctx, ind, year, &place);
        match own.state {
            State::NotApplicable => continue,
            State::NoData => upper += 1,
            State::Data => {
                with_data += 1;
                lower += ruling.certain(own.worst(), own.best()) as i128;
                upper += ruling.possible(own.worst(), own.best()) as i128;
            }
        }
        applies += 1;
    }
    if applies == 0 {
        return Figure::without(State::NotApplicable, 0, 0);
    }
    if with_data == 0 {
        return Figure::without(State::NoData, 0, applies as i64);
    }
    Figure {
        numerator: Some(lower),
        denominator: Some(applies),
        value: Some(Frac::new(lower * 100, applies)),
        lower: Some(Frac::new(lower * 100, applies)),
        upper: Some(Frac::new(upper * 100, applies)),
        ..Figure::without(State::Data, with_data, applies as i64)
    }
}

/// Rules 1 and 2, and the cap of rule 6.
fn status(own: &Figure, ruling: &Ruling, expected: Option<Frac>, yes_no: bool) -> &'static str {
    let (worst, best) = (own.worst(), own.best());
    if ruling.certain(worst, best) {
        return "met";
    }
    if ruling.in_force {
        return if ruling.possible(worst, best) { "undetermined" } else { "not-met" };
    }
    if ruling.cap.is_some_and(|cap| worst > cap) {
        return "behind";
    }
    if yes_no {
        return "in-progress";
    }
    match expected {
        Some(expected) if worst >= expected => "on-track",
        Some(expected) if best.is_some_and(|best| best < expected) => "behind",
        Some(_) => "undetermined",
        None if ruling.possible(worst, best) => "undetermined",
        None => "in-progress",
    }
}

/// Columns `gap` and `shortfall` (rules 6 and 8).
fn gap_and_shortfall(own: &Figure, per: i128, ruling: &Ruling) -> (Option<Frac>, Option<i128>) {
    let (Some(value), Some(numerator)) = (own.value, own.numerator) else {
        return (None, None);
    };
    // the numerator at which the value is exactly `x`
    let numerator_at = |x: Frac| x.times(Frac::new(own.denominator.unwrap_or(1), per));
    if let Some(cap) = ruling.cap
        && value > cap
    {
        return (Some(cap.minus(value)), Some(-(numerator - numerator_at(cap).floor())));
    }
    if ruling.certain(value, Some(value)) {
        return (Some(Frac::whole(0)), Some(0));
    }
    let strict = ruling.comparator == "gt";
    let needed =
        if strict { numerator_at(ruling.target).floor() + 1 } else { numerator_at(ruling.target).ceil() };
    (Some(ruling.target.minus(value)), Some(needed - numerator))
}

/// One row. `judged` is false on the monitored rows below a district indicator; `by_units` is a district row of rule 4.
fn row(ctx: &Context, ind: &Indicator, year: i32, place: &Place, judged: bool, by_units: bool) -> Row {
    let mut ruling = ruling(ind, year);
    let own;
    let base;
    if by_units {
        let units = ruling.clone().expect("rule 4 needs a target");
        own = share_of_units(ctx, ind, year, &units);
        base = share_of_units(ctx, ind, BASELINE, &units).as_baseline(); // against the same target
        ruling =
            Some(Ruling { comparator: "ge".into(), target: Frac::whole(100), top: None, cap: None, ..units });
    } else {
        own = figure(ctx, ind, year, place);
        base = baseline(ctx, ind, place);
    }
    let mut out = Row {
        year,
        plan: ind.plan.clone(),
        indicator: ind.id.clone(),
        level: place.level.to_string(),
        unit: place.code.clone(),
        numerator: own.numerator,
        denominator: own.denominator,
        value: own.value,
        lower: own.lower,
        upper: own.upper,
        comparator: if by_units { "ge".to_string() } else { ind.comparator.clone() },
        provisional: own.provisional,
        reported: own.reported,
        due_to_report: own.due,
        ..Row::default()
    };
    out.status = match own.state {
        State::Data => "monitored", // unless judged below
        State::NoData => "no-data",
        State::NotApplicable => "not-applicable",
    }
    .to_string();
    let Some(ruling) = ruling else {
        return out; // `monitor`
    };
    if let (Some(value), Some(top)) = (own.value, ruling.top)
        && value > top
    {
        out.note = "above-range".to_string(); // rule 6
    }
    if year == BASELINE {
        return out; // rule 1: shown and not judged
    }
    out.target = Some(ruling.target);
    out.due = Some(ruling.due);
    if own.state != State::Data {
        return out;
    }
    let (gap, shortfall) = gap_and_shortfall(&own, if by_units { 100 } else { ind.per }, &ruling);
    out.gap = gap;
    out.shortfall = if ind.sample { None } else { shortfall };
    if let (Some(value), Some(base)) = (own.value, base)
        && base != ruling.target
    {
        out.percent_of_change =
            Some(value.minus(base).times(Frac::whole(100)).over(ruling.target.minus(base)));
    }
    if judged {
        let yes_no = ind.measure == "yes_no"; // rule 2: no path
        if let Some(base) = base
            && !ruling.in_force
            && !yes_no
        {
            let elapsed = Frac::new((year - BASELINE) as i128, (ruling.due - BASELINE) as i128);
            let path = base.plus(ruling.target.minus(base).times(elapsed));
            out.expected = Some(path.min(ruling.target));
        }
        out.status = status(&own, &ruling, out.expected, yes_no).to_string();
    }
    out
}

pub fn assess(indicators_csv: &str, elements_csv: &str, world: &World, last_year: i32) -> Vec<Row> {
    let mut part_of = BTreeMap::new();
    let mut choices = BTreeMap::new();
    for e in csv(elements_csv) {
        if !e["part_of"].is_empty() {
            part_of.insert(e["id"].clone(), e["part_of"].clone());
        }
        if let Some(words) = e["kind"].strip_prefix("choice:") {
            choices.insert(e["id"].clone(), words.split('|').map(str::to_string).collect());
        }
    }
    let ctx = Context { world, indicators: read_indicators(indicators_csv), part_of, choices };
    let mut rows = Vec::new();
    for year in BASELINE..=last_year {
        for ind in &ctx.indicators {
            let by_units = ind.judged != "district";
            let district = Place { level: "district", code: world.district.clone() };
            rows.push(row(&ctx, ind, year, &district, true, by_units));
            // After the district's row the level it is judged at, or those a district indicator is monitored at.
            let levels: &[&'static str] = if by_units {
                &[ind.judged]
            } else if ind.units == "district" || !ind.denominator_units.is_empty() {
                &[]
            } else if ind.units == "township" {
                &["township"]
            } else {
                &["township", "facility"]
            };
            for level in levels {
                for place in places(&ctx, ind, year, level) {
                    rows.push(row(&ctx, ind, year, &place, by_units, false));
                }
            }
        }
    }
    rows
}
