//! What is said of a verdict: its mark, why it is so, where it leads.

use super::View;
use super::names::{class, method_key, status_key};
use super::values::is_sign;
use super::values::{exact, number, short};
use crate::assess::{
    Assessment, Forecast, Note, Outlook, SMALL_DENOMINATOR, Status, interval, outlook, taken_as_one,
};
use crate::catalogue::Measure;
use crate::exact::{Fraction, grouped};
use crate::privacy::FEWEST;
use crate::results::Results;

/// A status as it is shown: a mark and a word, never the colour alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The name of the mark and of its colour.
    pub class: &'static str,
    /// The word in the tables.
    pub status: &'static str,
    /// The word on the page.
    pub word: String,
    /// Whether units are missing behind a verdict that is given all the same.
    pub provisional: bool,
    /// Whether it rests on a figure that looks wrong and was not confirmed.
    pub suspect: bool,
}

impl Mark {
    /// The name of the mark that is drawn: with a hole in it where units are missing.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        match (self.class, self.provisional) {
            ("met", true) => "metp",
            ("bad", true) => "badp",
            (class, _) => class,
        }
    }
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
    /// The status.
    pub mark: Mark,
    /// The value with its unit, or the word that stands in its place.
    pub value: String,
    /// The same as a sentence says it.
    pub prose: String,
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
    /// Remarks.
    pub notes: String,
    /// The 95 % interval of a sample or of few events.
    pub interval: String,
}

impl<'a> View<'a> {
    /// Why a row has its status, in a sentence.
    #[must_use]
    pub fn reason(&self, row: &Assessment) -> String {
        if row.measured.is_some_and(|measured| measured.provisional) {
            let key = row.reason.by_value().unwrap_or_else(|| row.reason.key());
            return self.messages.t(key) + &self.messages.t(key!("reason-provisional"));
        }
        self.messages.t(row.reason.key())
    }

    /// An assessment in words.
    #[must_use]
    pub fn figure(&self, row: &Assessment) -> Figure<'a> {
        let checked = self.checked();
        let indicator = checked.catalogue.indicator(row.indicator);
        let unit = checked.registry.unit(row.unit);
        let lang = self.messages.lang();
        let (mark, value, parts) = (self.mark(row), self.value(row), self.parts(row));
        let prose = self.value_in_prose(row);
        Figure {
            year: row.year,
            indicator: &indicator.id,
            name: indicator.name.get(lang),
            short: indicator.short.get(lang),
            clause: &indicator.clause,
            unit: &unit.code,
            unit_name: &unit.name,
            bounds: self.bounds(row),
            target: self.target(row),
            due: self.due(row),
            expected: row.expected.map(|at| self.in_unit(row, at)).unwrap_or_default(),
            gap: self.gap(row),
            shortfall: self.shortfall(row),
            coverage: format!("{}/{}", row.reported, row.due_to_report),
            notes: self.notes(row),
            interval: self.interval(row).unwrap_or_default(),
            mark,
            value,
            prose,
            parts,
        }
    }

    /// The status in words.
    #[must_use]
    pub fn mark(&self, row: &Assessment) -> Mark {
        let early = row.status() == Status::Met && row.target.is_some_and(|target| !target.in_force);
        let key = if early { key!("status-met-early") } else { status_key(row.status()) };
        let mut word = self.messages.t(key);
        let suspect = row.notes.contains(&Note::Suspect);
        if row.measured.is_some_and(|measured| measured.provisional) {
            let missing = row.unreturned();
            let key = if suspect { key!("status-provisional-suspect") } else { key!("status-provisional") };
            word = say!(self.messages, key, word = word, n = missing);
        } else if suspect {
            word = say!(self.messages, "status-suspect", word = word);
        }
        let provisional = row.measured.is_some_and(|measured| measured.provisional);
        Mark { class: class(row.status()), status: row.status().word(), word, provisional, suspect }
    }

    /// A status by itself, for headers and keys.
    #[must_use]
    pub fn plain_mark(&self, status: Status) -> Mark {
        let word = self.messages.t(status_key(status));
        Mark { class: class(status), status: status.word(), word, provisional: false, suspect: false }
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
            Forecast::TooFewYears => Some(self.messages.t(key!("outlook-too-few-years"))),
            Forecast::Incomplete => Some(self.messages.t(key!("outlook-incomplete"))),
            Forecast::Made(outlook) => {
                let target = row.target?;
                Some(say!(
                    self.messages,
                    key!("outlook"),
                    class = self.messages.t(outlook.class.key()),
                    needed = self.change(row, outlook.needed),
                    pace = self.change(row, outlook.pace),
                    ratio = short(outlook.ratio),
                    at_due = self.at_due(row, &outlook),
                    due = target.due
                ))
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
        Some(say!(
            self.messages,
            "outlook-formula",
            target = exact(target.value),
            value = exact(row.measured?.value?),
            base = exact(row.baseline?),
            due = target.due,
            year = row.year,
            base_year = base_year,
            needed = exact(outlook.needed),
            pace = exact(outlook.pace),
            ratio = exact(outlook.ratio),
            at_due = exact(outlook.at_due),
            most = most.map(exact).unwrap_or_default()
        ))
    }

    /// The value at the due date if the pace holds; no share of units goes beyond all.
    #[must_use]
    pub fn at_due(&self, row: &Assessment, outlook: &Outlook) -> String {
        let most = self.most(row).map_or(outlook.at_due, |most| outlook.at_due.min(most));
        self.in_unit(row, most.max(Fraction::whole(0)))
    }

    /// The most that a row's value can be; none where there is no such thing.
    fn most(&self, row: &Assessment) -> Option<Fraction> {
        let all = row.is_share || self.checked().catalogue.is_part_of_whole(&self.indicator(row).measure);
        let per = if row.is_share { 100 } else { self.indicator(row).per };
        all.then(|| Fraction::whole(per))
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
                Note::AboveRange => self.messages.t(key!("note-above-range")),
                Note::AboveCap => self.messages.t(key!("note-above-cap")),
                Note::Revised => self.messages.t(key!("note-revised")),
                Note::DeclaredBaseline => {
                    let baseline = self.indicator(row).baseline.as_ref();
                    let source = baseline.map_or("", |baseline| baseline.source.as_str());
                    say!(self.messages, "note-declared-baseline", source = source)
                }
                Note::Suspect => self.messages.t(key!("note-suspect")),
                Note::Masked => say!(self.messages, "note-masked", fewest = FEWEST),
                Note::SmallDenominator => {
                    say!(self.messages, "note-small", least = SMALL_DENOMINATOR)
                }
            })
            .collect();
        notes.join(&self.messages.t(key!("list-semicolon")))
    }

    /// The 95 % interval of a sample or of few events, with its method, in words.
    #[must_use]
    pub fn interval(&self, row: &Assessment) -> Option<String> {
        let indicator = self.indicator(row);
        let interval = interval(&self.checked().catalogue, indicator, row)?;
        let unit = indicator.unit.get(self.messages.lang());
        let shown = |end: f64| {
            if is_sign(unit) { format!("{end:.2}{unit}") } else { format!("{end:.2} {unit}") }
        };
        let kind = if indicator.sample { key!("note-interval-sample") } else { key!("note-interval-few") };
        Some(say!(
            self.messages,
            "note-interval",
            low = shown(interval.lower),
            high = shown(interval.upper),
            method = self.messages.t(method_key(interval.method)),
            kind = self.messages.t(kind)
        ))
    }

    /// Numerator and denominator, where there are both; of a share of units the district's own figure,
    /// for reference.
    #[must_use]
    pub fn parts(&self, row: &Assessment) -> String {
        if row.is_share {
            return self.own_figure(row).unwrap_or_default();
        }
        let parts = row.measured.and_then(|measured| Some((measured.numerator, measured.denominator?)));
        parts.map(|(n, d)| format!("{}/{}", grouped(n), grouped(d))).unwrap_or_default()
    }

    /// The figure of the district as one, where the units' own add up to something: a rate. None where
    /// a report for publication leaves one of them out.
    fn own_figure(&self, row: &Assessment) -> Option<String> {
        let Results { checked, assessments, totals, .. } = self.results;
        let (indicator, catalogue) = (self.indicator(row), &checked.catalogue);
        indicator.own_ratio()?;
        if assessments.hides((row.indicator, row.year, indicator.judged)) {
            return None;
        }
        let measured = taken_as_one(catalogue, totals, row.indicator, row.year)?;
        let target = indicator.ruling(row.year).map(|ruling| ruling.target.value);
        let value = number(measured.value?, target, indicator.comparator);
        let value = self.number_with_unit(value, indicator.unit.get(self.messages.lang()));
        let value = if measured.provisional {
            let missing = row.unreturned();
            say!(self.messages, "own-figure-provisional", value = value, n = missing)
        } else {
            value
        };
        Some(say!(self.messages, "own-figure", value = value))
    }

    /// A figure in a sentence.
    #[must_use]
    pub fn words(&self, row: &Assessment) -> String {
        self.sentence(row, &self.value_in_prose(row), &self.parts(row), &self.mark(row).word)
    }

    fn sentence(&self, row: &Assessment, value: &str, parts: &str, word: &str) -> String {
        say!(
            self.messages,
            "figure-words",
            unit = self.checked().registry.unit(row.unit).name.as_str(),
            name = self.indicator(row).name.get(self.messages.lang()),
            value = value,
            parts = parts,
            word = word
        )
    }
}
