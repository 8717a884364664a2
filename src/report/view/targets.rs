//! Targets in words: what is to be reached by when, what changed since, how else a clause can be read.

use super::values::is_sign;
use super::verdict::Figure;
use super::{Shared, View};
use crate::assess::{Assessment, Status};
use crate::catalogue::{
    Comparator, Due, Indicator, Known, Measure, Precedence, Responsible, Revision, Ruling, Schedule,
};
use crate::exact::Fraction;
use crate::messages::Messages;
use crate::model::IndicatorIx;

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
    /// Since when it is in force; none where it is not.
    pub since: Option<String>,
    /// The figure; none where the returns cannot answer this reading.
    pub figure: Option<Figure<'a>>,
    /// Whether its status is another one than under the reading in force.
    pub differs: bool,
}

impl<'a> View<'a> {
    /// The target of a row in words, with the sign.
    #[must_use]
    pub fn target(&self, row: &Assessment) -> String {
        let share = row.is_share;
        match self.shared(row) {
            Some(Shared { target: [own, each], .. }) => if share { each } else { own }.clone(),
            None => self.target_in(self.indicator(row), row.year, share),
        }
    }

    pub(super) fn target_in(&self, indicator: &Indicator, year: i32, share: bool) -> String {
        if indicator.comparator == Comparator::Monitor {
            return self.messages.t(key!("target-none"));
        }
        let Some(ruling) = indicator.ruling(year) else { return String::new() };
        let own = self.target_of(indicator, &ruling);
        if share { say!(self.messages, "target-each", target = own) } else { own }
    }

    /// The target of the report's year in words, as each unit is held to it.
    #[must_use]
    pub fn target_in_force(&self, ix: IndicatorIx) -> String {
        let checked = self.checked();
        self.target_in(checked.catalogue.indicator(ix), checked.year, false)
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

    /// The changes of an indicator's target by higher authorities, as they stand in a year.
    #[must_use]
    pub fn revisions(&self, indicator: &Indicator, year: i32) -> Vec<Revised> {
        let ruling = indicator.ruling(year);
        let lang = self.messages.lang();
        let row = |revision: &Revision| {
            let rules = ruling.and_then(|ruling| ruling.revision) == Some(revision);
            let why = match (rules, revision.precedence) {
                _ if revision.from > year => key!("revision-not-yet"),
                (true, Precedence::Stricter) => key!("revision-stricter"),
                (true, Precedence::Revision | Precedence::Plan) => key!("revision-chosen"),
                (false, Precedence::Stricter) => key!("revision-not-stricter"),
                (false, Precedence::Revision) => key!("revision-not-due"),
                (false, Precedence::Plan) if matches!(revision.comparator, Comparator::Between { .. }) => {
                    key!("revision-plan-chosen")
                }
                (false, Precedence::Plan) => key!("revision-no-clause"),
            };
            Revised {
                issuer: say!(
                    self.messages,
                    "revision-issuer",
                    authority = self.messages.t(revision.authority.key()),
                    issuer = revision.issuer.get(lang)
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
        let satisfied = |row: &Assessment| row.status() == Status::Met;
        let others = indicator.other_readings.iter().enumerate().map(|(at, reading)| {
            let row = judged.iter().find(|(position, _)| *position == at).map(|(_, row)| row);
            Read {
                text: reading.text.get(lang).to_owned(),
                since: None,
                figure: row.map(|row| self.figure(row)),
                differs: row
                    .is_some_and(|row| row.status() != own.status() || satisfied(row) != satisfied(&own)),
            }
        });
        let own = Read {
            text: indicator.reading.get(lang).to_owned(),
            since: Some(indicator.reading_since.clone()),
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
        let key = if differ { key!("readings-differ") } else { key!("readings-agree") };
        (answered > 1).then(|| self.messages.t(key))
    }
}

/// Who answers for something in a sentence, which says that they lead only where the plan does.
#[must_use]
pub fn responsible_words(messages: &Messages, responsible: &Responsible) -> String {
    let pause = messages.t(key!("list-pause"));
    let (lead, others) = (responsible.lead.join(&pause), responsible.others.join(&pause));
    let key = match (responsible.known, responsible.lead.len(), responsible.others.len()) {
        (Known::Inferred, ..) => key!("responsible-inferred", lead, others),
        (Known::Named, 0, 1) => key!("responsible-one", lead, others),
        (Known::Named, 0, _) => key!("responsible-others", lead, others),
        (Known::Named, _, 0) => key!("responsible-lead", lead, others),
        (Known::Named, ..) => key!("responsible-lead-and-others"),
    };
    say!(messages, key, lead = lead, others = others)
}

/// By when a commitment has to be kept.
#[must_use]
pub fn commitment_due_words(messages: &Messages, due: Due) -> String {
    match due {
        Due::Unsaid => messages.t(key!("commitment-due-unsaid")),
        Due::Year(year) => year.to_string(),
        Due::EachYear => messages.t(key!("commitment-due-each-year")),
    }
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
    let spaced = if is_sign(unit) { unit.to_owned() } else { format!(" {unit}") };
    let plain = |value: Fraction| value.decimal(2);
    match comparator {
        _ if matches!(indicator.measure, Measure::YesNo(_)) => messages.t(key!("target-milestone")),
        Comparator::Ge => format!("≥ {}{spaced}", plain(value)),
        Comparator::Gt => format!("> {}{spaced}", plain(value)),
        Comparator::Le => format!("≤ {}{spaced}", plain(value)),
        Comparator::Lt => format!("< {}{spaced}", plain(value)),
        Comparator::Between { upper, cap } => {
            let range = format!("{}～{}{spaced}", plain(value), plain(upper));
            match cap {
                Some(cap) => say!(messages, "target-cap", range = range, cap = plain(cap)),
                None => range,
            }
        }
        Comparator::Monitor => messages.t(key!("target-none")),
    }
}

/// A revision of a target in one line.
#[must_use]
pub fn revision_words(messages: &Messages, indicator: &Indicator, revision: &Revision) -> String {
    let rules = match revision.precedence {
        Precedence::Stricter => key!("precedence-stricter"),
        Precedence::Revision => key!("precedence-revision"),
        Precedence::Plan => key!("precedence-plan"),
    };
    say!(
        messages,
        "targets-revision",
        authority = messages.t(revision.authority.key()),
        issuer = revision.issuer.get(messages.lang()),
        document = revision.document,
        issued = revision.issued,
        from = revision.from,
        target = target_words(messages, indicator, revision.comparator, revision.value),
        due = revision.due.map(|due| due.to_string()).unwrap_or_default(),
        rules = messages.t(rules)
    )
}

/// All phases of an indicator's target in words.
#[must_use]
pub fn schedule_words(messages: &Messages, indicator: &Indicator) -> String {
    let say = |key, year: i32, value| {
        let target = target_words(messages, indicator, indicator.comparator, value);
        let year = year.to_string();
        say!(messages, key, year = year, target = target)
    };
    match &indicator.schedule {
        Schedule::None => messages.t(key!("target-none")),
        Schedule::EachYear(from, value) => say(key!("target-each-year"), *from, *value),
        Schedule::Phases(phases) => {
            let phases = phases.iter().map(|(due, value)| say(key!("target-phase"), *due, *value));
            phases.collect::<Vec<_>>().join(&messages.t(key!("list-semicolon")))
        }
    }
}
