//! How figures look: all words, units and rounding. Nothing is compared or summed here
//! that was not compared or summed exactly before.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::accounts::Arrivals;
use crate::assess::{
    Assessment, Forecast, Method, Note, Outlook, SMALL_DENOMINATOR, Status, Upper, interval, outlook, reason,
    satisfies,
};
use crate::catalogue::{Comparator, Indicator, Measure, Precedence, Revision, Ruling, Schedule};
use crate::checked::Checked;
use crate::exact::Fraction;
use crate::finding::Finding;
use crate::messages::Messages;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::privacy::FEWEST;
use crate::results::Results;
use crate::submission::Submission;

/// A status as it is shown: a mark and a word, never the colour alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The name of the mark and of its colour.
    pub class: &'static str,
    /// The word in the tables.
    pub status: &'static str,
    /// The word on the page.
    pub word: String,
}

/// A bar on a scale from 0; all positions in per cent of its width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The end of the value's bar.
    pub value: String,
    /// How far it can still go.
    pub reach: Option<String>,
    /// The target.
    pub target: String,
    /// Where the path stands.
    pub expected: Option<String>,
    /// Where the district stands, on the bar of one of its units.
    pub district: Option<String>,
    /// The end of the scale, in words.
    pub end: String,
}

/// An assessment as it is shown.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    /// The year.
    pub year: i32,
    /// The indicator's identifier, which names its page.
    pub indicator: &'a str,
    /// The indicator's name.
    pub name: &'a str,
    /// The indicator's short name.
    pub short: &'a str,
    /// The clause.
    pub clause: &'a str,
    /// The unit's code.
    pub unit: &'a str,
    /// The unit's name.
    pub unit_name: &'a str,
    /// The level.
    pub level: &'static str,
    /// The status.
    pub mark: Mark,
    /// The value with its unit, or the word that stands in its place.
    pub value: String,
    /// Numerator and denominator.
    pub parts: String,
    /// What the value can still become; empty where nothing is open.
    pub bounds: String,
    /// The target in words.
    pub target: String,
    /// The year it is due.
    pub due: String,
    /// Where the path stands.
    pub expected: String,
    /// What is missing to the target, in the indicator's unit.
    pub gap: String,
    /// What is missing to the target, in people, facilities, posts.
    pub shortfall: String,
    /// How many of those that should have reported it.
    pub coverage: String,
    /// Whether returns are missing.
    pub open: bool,
    /// Remarks.
    pub notes: String,
    /// The 95 % interval of a sample or of few events.
    pub interval: String,
    /// The figure in a sentence, for those who do not see the bar.
    pub words: String,
    /// The bar.
    pub bar: Option<Bar>,
}

/// A change of a target by a higher authority, in words.
#[derive(Clone, Debug)]
pub struct Revised {
    /// Who changed it.
    pub issuer: String,
    /// The document.
    pub document: String,
    /// When it was issued.
    pub issued: String,
    /// The first year in which it counts.
    pub from: String,
    /// The figure.
    pub target: String,
    /// The year it is due; empty where it keeps the plan's.
    pub due: String,
    /// Whether it rules in the report's year.
    pub rules: bool,
    /// Why it rules or does not.
    pub why: String,
}

/// The figure of the district under one reading of a clause.
#[derive(Clone, Debug)]
pub struct Read<'a> {
    /// The reading.
    pub text: String,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// The figure; none where the returns cannot answer this reading.
    pub figure: Option<Figure<'a>>,
    /// Whether its status is another one than under the reading in force.
    pub differs: bool,
}

/// The units of a township that an indicator is judged at, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many satisfy the target.
    pub satisfied: usize,
    /// How many it applies to.
    pub applies: usize,
    /// The worst status among them.
    pub worst: Status,
    /// What all of them together still have to add.
    pub shortfall: i64,
    /// What those above a cap have too many.
    pub over: i64,
}

impl Group {
    fn add(&mut self, row: &Assessment) {
        self.applies += 1;
        self.satisfied += usize::from(row.status == Status::Met);
        self.shortfall += row.shortfall.unwrap_or(0).max(0);
        self.over -= row.shortfall.unwrap_or(0).min(0);
        if gravity(row.status) < gravity(self.worst) {
            self.worst = row.status;
        }
    }
}

/// From the worst to the best, for a group of units.
#[must_use]
pub fn gravity(status: Status) -> u8 {
    match status {
        Status::NotMet => 0,
        Status::Behind => 1,
        Status::Undetermined => 2,
        Status::NoData => 3,
        Status::InProgress => 4,
        Status::OnTrack => 5,
        Status::Met => 6,
        Status::Monitored => 7,
        Status::NotApplicable => 8,
    }
}

/// For every indicator that is judged below the townships, what each of these holds.
fn groups(results: &Results) -> BTreeMap<(IndicatorIx, UnitIx), Group> {
    let Checked { catalogue, registry, year, .. } = &results.checked;
    let none = Group { satisfied: 0, applies: 0, worst: Status::NotApplicable, shortfall: 0, over: 0 };
    let mut groups = BTreeMap::new();
    let below = |indicator: &Indicator| matches!(indicator.judged, Level::Facility | Level::Village);
    for (ix, indicator) in catalogue.indicators_ix().filter(|(_, indicator)| below(indicator)) {
        let rows = results.assessments.at(catalogue, (ix, *year, indicator.judged));
        for row in rows.filter(|row| row.status != Status::NotApplicable) {
            if let Some(township) = registry.ancestor(row.unit, Level::Township) {
                groups.entry((ix, township)).or_insert(none).add(&row);
            }
        }
    }
    groups
}

/// Finds assessments and puts them into words.
pub struct View<'a> {
    /// What is shown.
    pub results: &'a Results,
    /// The language.
    pub messages: &'a Messages,
    /// What has come of what is due in the report's year.
    pub arrivals: Arrivals,
    /// The report's year, by unit.
    findings: BTreeMap<UnitIx, Vec<&'a Finding>>,
    sent: BTreeMap<UnitIx, Vec<&'a Submission>>,
    /// The values of townships that can be compared, the smallest first.
    comparable: BTreeMap<IndicatorIx, Vec<Fraction>>,
    groups: BTreeMap<(IndicatorIx, UnitIx), Group>,
    /// What all rows of an indicator in the report's year share.
    shared: Vec<Shared>,
}

/// What all rows of an indicator in the report's year share.
struct Shared {
    /// The target in words, and that of the share of units that satisfy it.
    target: [String; 2],
    /// The value of the district.
    district: Option<Fraction>,
}

impl<'a> View<'a> {
    /// A view in one language.
    #[must_use]
    pub fn new(results: &'a Results, messages: &'a Messages) -> Self {
        let checked = &results.checked;
        let mut findings: BTreeMap<UnitIx, Vec<&Finding>> = BTreeMap::new();
        for found in checked.findings.iter().filter(|found| found.year == checked.year) {
            if let Some(unit) = found.unit {
                findings.entry(unit).or_default().push(found);
            }
        }
        let mut sent: BTreeMap<UnitIx, Vec<&Submission>> = BTreeMap::new();
        for row in checked.submissions.iter().filter(|row| row.year == checked.year && row.expected > 0) {
            sent.entry(row.unit).or_default().push(row);
        }
        let mut comparable: BTreeMap<IndicatorIx, Vec<Fraction>> = BTreeMap::new();
        for (ix, indicator) in checked.catalogue.indicators_ix() {
            let group = (ix, checked.year, Level::Township);
            let rows = results.assessments.at(&checked.catalogue, group);
            let values = rows.filter_map(|row| comparable_value(indicator, &row));
            comparable.entry(ix).or_default().extend(values);
        }
        for values in comparable.values_mut() {
            values.sort_unstable();
        }
        let arrivals = Arrivals::of(checked);
        let groups = groups(results);
        let shared = Vec::new();
        let mut view = Self { results, messages, arrivals, findings, sent, comparable, groups, shared };
        let all = checked.catalogue.indicators_ix();
        let shared = all.map(|(ix, indicator)| Shared {
            target: [false, true].map(|share| view.target_in(indicator, checked.year, share)),
            district: view.district(ix, checked.year).and_then(|row| row.measured?.value),
        });
        view.shared = shared.collect();
        view
    }

    /// What the rows of an indicator share; none of another year than the report's.
    fn shared(&self, row: &Assessment) -> Option<&Shared> {
        self.shared.get(usize::from(row.indicator.0)).filter(|_| row.year == self.checked().year)
    }

    /// The findings on a unit itself in the report's year.
    #[must_use]
    pub fn findings_of(&self, unit: UnitIx) -> &[&'a Finding] {
        self.findings.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The returns of a unit itself in the report's year.
    #[must_use]
    pub fn sent_by(&self, unit: UnitIx) -> &[&'a Submission] {
        self.sent.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The place of a township among those that can be compared, `3/12`; empty where it
    /// cannot be: counts, samples, small denominators, something missing.
    #[must_use]
    pub fn rank(&self, row: &Assessment) -> String {
        let indicator = self.indicator(row);
        let Some(value) = comparable_value(indicator, row) else { return String::new() };
        let all = self.comparable.get(&row.indicator).map_or(&[][..], Vec::as_slice);
        let smaller_is_better = matches!(indicator.comparator, Comparator::Le | Comparator::Lt);
        let better = if smaller_is_better {
            all.partition_point(|other| *other < value)
        } else {
            all.len() - all.partition_point(|other| *other <= value)
        };
        if all.len() < 3 { String::new() } else { format!("{}/{}", better + 1, all.len()) }
    }

    /// The units of a township that an indicator is judged at, taken together.
    #[must_use]
    pub fn group(&self, indicator: IndicatorIx, township: UnitIx) -> Option<Group> {
        self.groups.get(&(indicator, township)).copied()
    }

    /// The townships that count in the report's year.
    #[must_use]
    pub fn townships(&self) -> Vec<UnitIx> {
        let Checked { registry, year, .. } = self.checked();
        let of_level = registry.of_level(Level::Township).iter().copied();
        of_level.filter(|unit| registry.counts(*unit, *year)).collect()
    }

    /// What was read.
    #[must_use]
    pub fn checked(&self) -> &'a Checked {
        &self.results.checked
    }

    /// How an indicator stands for a unit in a year.
    #[must_use]
    pub fn row(&self, indicator: IndicatorIx, unit: UnitIx, year: i32) -> Option<Assessment> {
        let Checked { catalogue, registry, .. } = self.checked();
        let group = (indicator, year, registry.unit(unit).level);
        self.results.assessments.get(catalogue, group, unit)
    }

    /// How an indicator stands for the district in a year.
    #[must_use]
    pub fn district(&self, indicator: IndicatorIx, year: i32) -> Option<Assessment> {
        self.row(indicator, DISTRICT, year)
    }

    /// How an indicator stands at a level in a year, unit by unit.
    pub fn at(
        &self,
        indicator: IndicatorIx,
        level: Level,
        year: i32,
    ) -> impl Iterator<Item = Assessment> + 'a {
        self.results.assessments.at(&self.checked().catalogue, (indicator, year, level))
    }

    /// The rows of a unit in all years up to the report's.
    pub fn series(&self, indicator: IndicatorIx, unit: UnitIx) -> impl Iterator<Item = Assessment> {
        self.checked().years_judged().filter_map(move |year| self.row(indicator, unit, year))
    }

    /// The rows of a row's unit in all years up to the report's, itself among them.
    pub fn series_of(&self, row: &Assessment) -> impl Iterator<Item = Assessment> {
        self.checked().years_judged().filter_map(move |year| {
            if year == row.year { Some(row.clone()) } else { self.row(row.indicator, row.unit, year) }
        })
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.messages.say(key, args)
    }

    /// Why a row has its status, in a sentence.
    #[must_use]
    pub fn reason(&self, row: &Assessment) -> String {
        let reason = self.messages.t(reason(self.indicator(row), row).key());
        if row.measured.is_some_and(|measured| measured.provisional) {
            return reason + &self.messages.t("reason-provisional");
        }
        reason
    }

    /// An assessment in words.
    #[must_use]
    pub fn figure(&self, row: &Assessment) -> Figure<'a> {
        let checked = self.checked();
        let indicator = checked.catalogue.indicator(row.indicator);
        let unit = checked.registry.unit(row.unit);
        let lang = self.messages.lang();
        let (mark, value, parts) = (self.mark(row), self.value(row), self.parts(row));
        Figure {
            year: row.year,
            indicator: &indicator.id,
            name: indicator.name.get(lang),
            short: indicator.short.get(lang),
            clause: &indicator.clause,
            unit: &unit.code,
            unit_name: &unit.name,
            level: row.level.word(),
            bounds: self.bounds(row),
            target: self.target(row),
            due: self.due(row),
            expected: row.expected.map(|at| self.in_unit(row, at)).unwrap_or_default(),
            gap: self.gap(row),
            shortfall: self.shortfall(row),
            coverage: format!("{}/{}", row.reported, row.due_to_report),
            open: row.reported < row.due_to_report,
            notes: self.notes(row),
            interval: self.interval(row).unwrap_or_default(),
            words: self.sentence(row, &value, &parts, &mark.word),
            bar: self.bar(row),
            mark,
            value,
            parts,
        }
    }

    /// The indicator of a row.
    #[must_use]
    pub fn indicator(&self, row: &Assessment) -> &'a Indicator {
        self.results.checked.catalogue.indicator(row.indicator)
    }

    /// Whether the row is the share of the units that satisfy the target (rule 4).
    #[must_use]
    pub fn is_share(&self, row: &Assessment) -> bool {
        self.indicator(row).is_share_at(row.level)
    }

    /// The status in words.
    #[must_use]
    pub fn mark(&self, row: &Assessment) -> Mark {
        let early = row.status == Status::Met && row.target.is_some_and(|target| !target.in_force);
        let key = if early { "status-met-early" } else { status_key(row.status) };
        let mut word = self.messages.t(key);
        let suspect = row.notes.contains(&Note::Suspect);
        if row.measured.is_some_and(|measured| measured.provisional) {
            let missing = (row.due_to_report - row.reported).to_string();
            let key = if suspect { "status-provisional-suspect" } else { "status-provisional" };
            word = self.say(key, &[("word", &word), ("n", &missing)]);
        } else if suspect {
            word = self.say("status-suspect", &[("word", &word)]);
        }
        Mark { class: class(row.status), status: row.status.word(), word }
    }

    /// A status by itself, for headers and keys.
    #[must_use]
    pub fn plain_mark(&self, status: Status) -> Mark {
        Mark { class: class(status), status: status.word(), word: self.messages.t(status_key(status)) }
    }

    /// Where a row leads, from the years up to its own. A milestone has no path.
    #[must_use]
    pub fn forecast(&self, row: &Assessment) -> Forecast {
        let indicator = self.indicator(row);
        if matches!(indicator.measure, Measure::YesNo(_)) {
            return Forecast::None;
        }
        let series: Vec<Assessment> = self.series_of(row).filter(|other| other.year <= row.year).collect();
        outlook(&series, self.checked().catalogue.plan_of(indicator).baseline_year)
    }

    /// Whether the target will be reached, in a sentence; none where that is no question.
    #[must_use]
    pub fn outlook(&self, row: &Assessment) -> Option<String> {
        match self.forecast(row) {
            Forecast::None => None,
            Forecast::TooFewYears => Some(self.messages.t("outlook-too-few-years")),
            Forecast::Incomplete => Some(self.messages.t("outlook-incomplete")),
            Forecast::Made(outlook) => {
                let target = row.target?;
                let facts = [
                    ("class", self.messages.t(outlook.class.key())),
                    ("needed", self.change(row, outlook.needed)),
                    ("pace", self.change(row, outlook.pace)),
                    ("ratio", short(outlook.ratio)),
                    ("at_due", self.at_due(row, &outlook)),
                    ("due", target.due.to_string()),
                ];
                Some(self.messages.tell("outlook", &facts))
            }
        }
    }

    /// How the outlook was worked out, with its numbers.
    #[must_use]
    pub fn outlook_formula(&self, row: &Assessment) -> Option<String> {
        let base_year = self.checked().catalogue.plan_of(self.indicator(row)).baseline_year;
        let Forecast::Made(outlook) = self.forecast(row) else { return None };
        let target = row.target?;
        let most = self.most(row).filter(|most| outlook.at_due > *most);
        let facts = [
            ("target", exact(target.value)),
            ("value", exact(row.measured?.value?)),
            ("base", exact(row.baseline?)),
            ("due", target.due.to_string()),
            ("year", row.year.to_string()),
            ("base_year", base_year.to_string()),
            ("needed", exact(outlook.needed)),
            ("pace", exact(outlook.pace)),
            ("ratio", exact(outlook.ratio)),
            ("at_due", exact(outlook.at_due)),
            ("most", most.map(exact).unwrap_or_default()),
        ];
        Some(self.messages.tell("outlook-formula", &facts))
    }

    /// The value at the due date if the pace holds; no share of units goes beyond all.
    #[must_use]
    pub fn at_due(&self, row: &Assessment, outlook: &Outlook) -> String {
        let most = self.most(row).map_or(outlook.at_due, |most| outlook.at_due.min(most));
        self.in_unit(row, most.max(Fraction::whole(0)))
    }

    /// The most that a row's value can be; none where there is no such thing.
    fn most(&self, row: &Assessment) -> Option<Fraction> {
        let catalogue = &self.checked().catalogue;
        let all = self.is_share(row)
            || match self.indicator(row).measure {
                Measure::Share(_) | Measure::Centres(_) => true,
                Measure::Ratio(part, whole) => catalogue.is_part(part, whole),
                Measure::Units(_)
                | Measure::SplitRatio(..)
                | Measure::Sum(_)
                | Measure::Cumulative(_)
                | Measure::YesNo(_) => false,
            };
        let per = if self.is_share(row) { 100 } else { self.indicator(row).per };
        all.then(|| Fraction::whole(per))
    }

    /// The unit that follows a number of this row.
    fn unit(&self, row: &Assessment) -> &str {
        if self.is_share(row) { "%" } else { self.indicator(row).unit.get(self.messages.lang()) }
    }

    /// The unit that follows a change of it: of a percentage points.
    fn unit_of_change(&self, row: &Assessment) -> Cow<'_, str> {
        match self.unit(row) {
            "%" => self.messages.t("unit-points").into(),
            unit => unit.into(),
        }
    }

    /// A value of this row with its unit.
    #[must_use]
    pub fn in_unit(&self, row: &Assessment, value: Fraction) -> String {
        let unit = self.unit(row);
        let number = number(value, row.target.map(|target| target.value), row.comparator);
        if matches!(unit, "%" | "‰") {
            number + unit
        } else {
            self.say("number-unit", &[("number", &number), ("unit", unit)])
        }
    }

    /// A change of this row's value.
    #[must_use]
    pub fn change(&self, row: &Assessment, change: Fraction) -> String {
        self.say("number-unit", &[("number", &short(change)), ("unit", &self.unit_of_change(row))])
    }

    /// The value with its unit, or the word that stands in its place.
    #[must_use]
    pub fn value(&self, row: &Assessment) -> String {
        let value = self.value_alone(row);
        if row.notes.contains(&Note::Suspect) {
            self.say("value-suspect", &[("value", &value)])
        } else {
            value
        }
    }

    fn value_alone(&self, row: &Assessment) -> String {
        let milestone = matches!(self.indicator(row).measure, Measure::YesNo(_));
        match (row.measured.and_then(|measured| measured.value), row.measured) {
            (Some(value), _) if milestone => {
                self.messages.t(if value >= Fraction::whole(1) { "word-yes" } else { "word-no" })
            }
            (Some(value), _) => self.in_unit(row, value),
            (None, Some(_)) => self.messages.t("value-bounds-only"),
            (None, None) if row.notes.contains(&Note::Masked) => self.messages.t("value-masked"),
            (None, None) => self.messages.t(status_key(row.status)),
        }
    }

    /// The value without its unit, or the word that stands in its place, for a tight cell.
    #[must_use]
    pub fn bare(&self, row: &Assessment) -> String {
        match row.measured.and_then(|measured| measured.value) {
            Some(_) if matches!(self.indicator(row).measure, Measure::YesNo(_)) => self.value_alone(row),
            Some(value) => number(value, row.target.map(|target| target.value), row.comparator),
            None if row.status == Status::NotApplicable => self.messages.t("cell-not-applicable"),
            None => self.value(row),
        }
    }

    /// That a ratio is provisional and how many units it lacks; empty where it is not.
    #[must_use]
    pub fn provisional(&self, row: &Assessment) -> String {
        if row.measured.is_some_and(|measured| measured.provisional) {
            let missing = (row.due_to_report - row.reported).to_string();
            self.say("cell-provisional", &[("n", &missing)])
        } else {
            String::new()
        }
    }

    /// Whether a row that is not judged lies below the district's target.
    #[must_use]
    pub fn is_below_target(&self, row: &Assessment) -> bool {
        // A township's count is no part of what is asked of the district's.
        if !self.indicator(row).measure.has_denominator() {
            return false;
        }
        let value = row.measured.and_then(|measured| measured.value);
        row.target.zip(value).is_some_and(|(target, value)| !satisfies(row.comparator, target.value, value))
    }

    /// What the value can still become; empty where nothing is open.
    #[must_use]
    pub fn bounds(&self, row: &Assessment) -> String {
        let Some(measured) = row.measured.filter(|measured| !measured.provisional) else {
            return String::new();
        };
        let lower = self.in_unit(row, measured.lower);
        match measured.upper {
            Upper::At(upper) if upper == measured.lower => String::new(),
            Upper::At(upper) => {
                self.say("bounds", &[("lower", &lower), ("upper", &self.in_unit(row, upper))])
            }
            Upper::Open => self.say("bounds-open", &[("lower", &lower)]),
        }
    }

    /// The target of a row in words, with the sign.
    #[must_use]
    pub fn target(&self, row: &Assessment) -> String {
        let share = self.is_share(row);
        match self.shared(row) {
            Some(Shared { target: [own, each], .. }) => if share { each } else { own }.clone(),
            None => self.target_in(self.indicator(row), row.year, share),
        }
    }

    fn target_in(&self, indicator: &Indicator, year: i32, share: bool) -> String {
        if indicator.comparator == Comparator::Monitor {
            return self.messages.t("target-none");
        }
        let Some(ruling) = indicator.ruling(year) else { return String::new() };
        let own = self.target_of(indicator, &ruling);
        if share { self.say("target-each", &[("target", &own)]) } else { own }
    }

    /// The year in which a row's target is due; empty where it has none.
    #[must_use]
    pub fn due(&self, row: &Assessment) -> String {
        row.target.map(|target| target.due.to_string()).unwrap_or_default()
    }

    /// An indicator's target in words.
    #[must_use]
    pub fn target_of(&self, indicator: &Indicator, ruling: &Ruling<'_>) -> String {
        target_words(self.messages, indicator, ruling.comparator, ruling.target.value)
    }

    /// All phases of an indicator's target.
    #[must_use]
    pub fn schedule(&self, indicator: &Indicator) -> String {
        schedule_words(self.messages, indicator)
    }

    /// The gap in words.
    #[must_use]
    pub fn gap(&self, row: &Assessment) -> String {
        let Some(gap) = row.gap else { return String::new() };
        let zero = Fraction::whole(0);
        if gap == zero || row.measured.and_then(|m| m.value).is_none() {
            return if row.measured.is_some() { "0".to_owned() } else { String::new() };
        }
        let over = gap < zero;
        let size = if over { zero.minus(gap) } else { gap };
        let key = if over { "gap-over" } else { "gap-short" };
        self.say(key, &[("number", &short(size)), ("unit", &self.unit_of_change(row))])
    }

    /// What is missing, in people, facilities, posts.
    #[must_use]
    pub fn shortfall(&self, row: &Assessment) -> String {
        let Some(shortfall) = row.shortfall else { return String::new() };
        if shortfall == 0 {
            return "0".to_owned();
        }
        let (counted, noun) = self.counted(row);
        let size = grouped(shortfall.abs());
        let key = if shortfall < 0 { "shortfall-over" } else { "shortfall" };
        self.say(key, &[("size", &size), ("counted", &counted), ("noun", &noun)])
    }

    /// The measure word and the noun of what a row's numerator counts.
    #[must_use]
    pub fn counted(&self, row: &Assessment) -> (String, String) {
        let indicator = self.indicator(row);
        if self.is_share(row) {
            (self.messages.t(level_key(indicator.judged)), String::new())
        } else {
            let counted = indicator.counted.get(self.messages.lang()).to_owned();
            (counted, self.messages.noun(&indicator.counted_noun))
        }
    }

    /// Remarks.
    #[must_use]
    pub fn notes(&self, row: &Assessment) -> String {
        // What is above the cap is above the range too, and does not count as met.
        let over_cap = row.notes.contains(&Note::AboveCap);
        let notes: Vec<String> = row
            .notes
            .iter()
            .filter(|note| !(over_cap && **note == Note::AboveRange))
            .map(|note| match note {
                Note::AboveRange => self.messages.t("note-above-range"),
                Note::AboveCap => self.messages.t("note-above-cap"),
                Note::Revised => self.messages.t("note-revised"),
                Note::Suspect => self.messages.t("note-suspect"),
                Note::Masked => self.say("note-masked", &[("fewest", &FEWEST.to_string())]),
                Note::SmallDenominator => {
                    self.say("note-small", &[("least", &SMALL_DENOMINATOR.to_string())])
                }
            })
            .collect();
        notes.join(&self.messages.t("list-semicolon"))
    }

    /// The 95 % interval of a sample or of few events, with its method, in words.
    #[must_use]
    pub fn interval(&self, row: &Assessment) -> Option<String> {
        let indicator = self.indicator(row);
        let interval = interval(&self.checked().catalogue, indicator, row)?;
        let unit = indicator.unit.get(self.messages.lang());
        let shown = |end: f64| {
            if matches!(unit, "%" | "‰") { format!("{end:.2}{unit}") } else { format!("{end:.2} {unit}") }
        };
        let kind = if indicator.sample { "note-interval-sample" } else { "note-interval-few" };
        let facts = [
            ("low", shown(interval.lower)),
            ("high", shown(interval.upper)),
            ("method", self.messages.t(method_key(interval.method))),
            ("kind", self.messages.t(kind)),
        ];
        Some(self.messages.tell("note-interval", &facts))
    }

    /// The changes of an indicator's target by higher authorities, as they stand in a year.
    #[must_use]
    pub fn revisions(&self, indicator: &Indicator, year: i32) -> Vec<Revised> {
        let ruling = indicator.ruling(year);
        let lang = self.messages.lang();
        let row = |revision: &Revision| {
            let rules = ruling.and_then(|ruling| ruling.revision) == Some(revision);
            let why = match (rules, revision.precedence) {
                _ if revision.from > year => "revision-not-yet",
                (true, Precedence::Stricter) => "revision-stricter",
                (true, Precedence::Revision | Precedence::Plan) => "revision-chosen",
                (false, Precedence::Stricter) => "revision-not-stricter",
                (false, Precedence::Revision) => "revision-not-due",
                (false, Precedence::Plan) if matches!(revision.comparator, Comparator::Between { .. }) => {
                    "revision-plan-chosen"
                }
                (false, Precedence::Plan) => "revision-no-clause",
            };
            Revised {
                issuer: self.say(
                    "revision-issuer",
                    &[
                        ("authority", &self.messages.t(revision.authority.key())),
                        ("issuer", revision.issuer.get(lang)),
                    ],
                ),
                document: revision.document.clone(),
                issued: revision.issued.clone(),
                from: revision.from.to_string(),
                target: target_words(self.messages, indicator, revision.comparator, revision.value),
                due: revision.due.map(|due| due.to_string()).unwrap_or_default(),
                rules,
                why: self.messages.t(why),
            }
        };
        indicator.revisions.iter().map(row).collect()
    }

    /// The figure of the district under every reading of its clause: the one in force first,
    /// then the others, those that the returns cannot answer without a figure.
    #[must_use]
    pub fn readings(&self, ix: IndicatorIx) -> Vec<Read<'a>> {
        let checked = self.checked();
        let indicator = checked.catalogue.indicator(ix);
        let lang = self.messages.lang();
        let Some(own) = self.district(ix, checked.year) else { return Vec::new() };
        if indicator.other_readings.is_empty() {
            return Vec::new();
        }
        let judged = self.results.readings.get(&ix).map_or(&[][..], Vec::as_slice);
        let satisfied = |row: &Assessment| row.status == Status::Met;
        let others = indicator.other_readings.iter().enumerate().map(|(at, reading)| {
            let row = judged.iter().find(|(position, _)| *position == at).map(|(_, row)| row);
            Read {
                text: reading.text.get(lang).to_owned(),
                in_force: false,
                figure: row.map(|row| self.figure(row)),
                differs: row.is_some_and(|row| row.status != own.status || satisfied(row) != satisfied(&own)),
            }
        });
        let own = Read {
            text: indicator.reading.get(lang).to_owned(),
            in_force: true,
            figure: Some(self.figure(&own)),
            differs: false,
        };
        std::iter::once(own).chain(others).collect()
    }

    /// Whether the readings of a clause agree on the district's status, in a sentence; none
    /// where there is only one that can be answered.
    #[must_use]
    pub fn readings_agree(&self, readings: &[Read<'_>]) -> Option<String> {
        let answered = readings.iter().filter(|reading| reading.figure.is_some()).count();
        let differ = readings.iter().any(|reading| reading.differs);
        let key = if differ { "readings-differ" } else { "readings-agree" };
        (answered > 1).then(|| self.messages.t(key))
    }

    /// Numerator and denominator, where there are both.
    #[must_use]
    pub fn parts(&self, row: &Assessment) -> String {
        let parts = row.measured.and_then(|measured| Some((measured.numerator, measured.denominator?)));
        parts.map(|(n, d)| format!("{}/{}", grouped(n), grouped(d))).unwrap_or_default()
    }

    /// A figure in a sentence.
    #[must_use]
    pub fn words(&self, row: &Assessment) -> String {
        self.sentence(row, &self.value(row), &self.parts(row), &self.mark(row).word)
    }

    fn sentence(&self, row: &Assessment, value: &str, parts: &str, word: &str) -> String {
        let facts = [
            ("unit", self.checked().registry.unit(row.unit).name.as_str()),
            ("name", self.indicator(row).name.get(self.messages.lang())),
            ("value", value),
            ("parts", parts),
            ("word", word),
        ];
        self.say("figure-words", &facts)
    }

    /// The bar of a row that has a value and a target.
    #[must_use]
    pub fn bar(&self, row: &Assessment) -> Option<Bar> {
        let measured = row.measured?;
        // A unit's count beside the target of the whole district would compare nothing.
        if row.status == Status::Monitored
            && row.level != Level::District
            && !self.indicator(row).measure.has_denominator()
        {
            return None;
        }
        let target = row.target?.value;
        let value = measured.value.unwrap_or(measured.lower);
        let reach = match measured.upper {
            Upper::At(upper) if upper > value => Some(upper),
            Upper::At(_) | Upper::Open => None,
        };
        let zero = Fraction::whole(0);
        let comparable = row.level != Level::District && self.indicator(row).judged == Level::District;
        let district = match self.shared(row) {
            _ if !comparable => None,
            Some(shared) => shared.district,
            None => self.district(row.indicator, row.year).and_then(|row| row.measured?.value),
        };
        let all = [Some(value), Some(target), reach, row.expected, district];
        let largest = all.into_iter().flatten().max()?;
        // A scale of per cent ends at 100 where nothing lies beyond; others a tenth above.
        let end = if self.unit(row) == "%" && largest <= Fraction::whole(100) {
            Fraction::whole(100)
        } else {
            largest.multiply(Fraction::new(11, 10)?)
        };
        if end <= zero || value < zero {
            return None;
        }
        let at = |value: Fraction| value.divide(end).map(|part| part.times(100).decimal(2));
        Some(Bar {
            value: at(value)?,
            reach: reach.and_then(at),
            target: at(target)?,
            expected: row.expected.and_then(at),
            district: district.and_then(at),
            end: short(end),
        })
    }
}

/// A value with as many decimals as a check by hand needs.
#[must_use]
pub fn exact(value: Fraction) -> String {
    value.decimal(4)
}

/// The value of a township's row that can be compared with the other townships'.
fn comparable_value(indicator: &Indicator, row: &Assessment) -> Option<Fraction> {
    let ratio = matches!(indicator.measure, Measure::Ratio(..)) && !indicator.sample;
    let measured = row.measured.filter(|_| ratio && row.level == Level::Township)?;
    let large = measured.denominator.is_some_and(|denominator| denominator >= SMALL_DENOMINATOR);
    measured.value.filter(|_| large && !measured.provisional)
}

/// An indicator's target in words.
#[must_use]
pub fn target_words(
    messages: &Messages,
    indicator: &Indicator,
    comparator: Comparator,
    value: Fraction,
) -> String {
    let unit = indicator.unit.get(messages.lang());
    let spaced = if matches!(unit, "%" | "‰") { unit.to_owned() } else { format!(" {unit}") };
    let plain = |value: Fraction| value.decimal(2);
    match comparator {
        _ if matches!(indicator.measure, Measure::YesNo(_)) => messages.t("target-milestone"),
        Comparator::Ge => format!("≥ {}{spaced}", plain(value)),
        Comparator::Gt => format!("> {}{spaced}", plain(value)),
        Comparator::Le => format!("≤ {}{spaced}", plain(value)),
        Comparator::Lt => format!("< {}{spaced}", plain(value)),
        Comparator::Between { upper, cap } => {
            let range = format!("{}～{}{spaced}", plain(value), plain(upper));
            match cap {
                Some(cap) => messages.say("target-cap", &[("range", &range), ("cap", &plain(cap))]),
                None => range,
            }
        }
        Comparator::Monitor => messages.t("target-none"),
    }
}

/// A revision of a target in one line.
#[must_use]
pub fn revision_words(messages: &Messages, indicator: &Indicator, revision: &Revision) -> String {
    let rules = match revision.precedence {
        Precedence::Stricter => "precedence-stricter",
        Precedence::Revision => "precedence-revision",
        Precedence::Plan => "precedence-plan",
    };
    let facts = [
        ("authority", messages.t(revision.authority.key())),
        ("issuer", revision.issuer.get(messages.lang()).to_owned()),
        ("document", revision.document.clone()),
        ("issued", revision.issued.clone()),
        ("from", revision.from.to_string()),
        ("target", target_words(messages, indicator, revision.comparator, revision.value)),
        ("due", revision.due.map(|due| due.to_string()).unwrap_or_default()),
        ("rules", messages.t(rules)),
    ];
    messages.tell("targets-revision", &facts)
}

/// All phases of an indicator's target in words.
#[must_use]
pub fn schedule_words(messages: &Messages, indicator: &Indicator) -> String {
    let say = |key, year: i32, value| {
        let target = target_words(messages, indicator, indicator.comparator, value);
        let year = year.to_string();
        messages.say(key, &[("year", &year), ("target", &target)])
    };
    match &indicator.schedule {
        Schedule::None => messages.t("target-none"),
        Schedule::EachYear(from, value) => say("target-each-year", *from, *value),
        Schedule::Phases(phases) => {
            let phases = phases.iter().map(|(due, value)| say("target-phase", *due, *value));
            phases.collect::<Vec<_>>().join(&messages.t("list-semicolon"))
        }
    }
}

fn method_key(method: Method) -> &'static str {
    match method {
        Method::Wilson => "interval-wilson",
        Method::Exact => "interval-exact",
        Method::Byar => "interval-byar",
    }
}

/// The key of a status's word.
#[must_use]
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Met => "status-met",
        Status::NotMet => "status-not-met",
        Status::OnTrack => "status-on-track",
        Status::Behind => "status-behind",
        Status::InProgress => "status-in-progress",
        Status::Undetermined => "status-undetermined",
        Status::NoData => "status-no-data",
        Status::NotApplicable => "status-not-applicable",
        Status::Monitored => "status-monitored",
    }
}

/// The mark of a status: a circle is fine, a triangle short; filled when due.
#[must_use]
pub fn class(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::NotMet => "bad",
        Status::OnTrack => "on",
        Status::Behind => "behind",
        Status::InProgress => "prog",
        Status::Undetermined => "und",
        Status::NoData => "miss",
        Status::NotApplicable => "na",
        Status::Monitored => "mon",
    }
}

/// The key of a level's measure word and noun.
#[must_use]
pub fn level_key(level: Level) -> &'static str {
    match level {
        Level::District => "level-district",
        Level::Township => "level-township",
        Level::Facility => "level-facility",
        Level::Village => "level-village",
    }
}

/// The key of a level's name.
#[must_use]
pub fn level_name_key(level: Level) -> &'static str {
    match level {
        Level::District => "level-name-district",
        Level::Township => "level-name-township",
        Level::Facility => "level-name-facility",
        Level::Village => "level-name-village",
    }
}

/// A number with one decimal, or as many as it takes not to be rounded across the
/// target: 94.98 does not become 95.0 where 95 is the line.
#[must_use]
pub fn number(value: Fraction, target: Option<Fraction>, comparator: Comparator) -> String {
    let honest = |shown: Fraction, target: Fraction| {
        satisfies(comparator, target, shown) == satisfies(comparator, target, value)
            && shown.cmp(&target) == value.cmp(&target)
    };
    with_fewest_decimals(value, |shown| target.is_none_or(|target| honest(shown, target)))
}

/// A size, with as few decimals as show that it is not nothing.
#[must_use]
pub fn short(size: Fraction) -> String {
    with_fewest_decimals(size, |shown| shown != Fraction::whole(0))
}

/// A number without decimals where it is whole, else with as few as leave it right.
fn with_fewest_decimals(value: Fraction, is_right: impl Fn(Fraction) -> bool) -> String {
    if value.is_whole() {
        return value.rounded(0);
    }
    let places = (1..=6).find(|places| is_right(value.nearest(*places)));
    places.map_or_else(|| value.to_string(), |places| value.rounded(places))
}

/// A whole number with a comma before every third digit.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}
