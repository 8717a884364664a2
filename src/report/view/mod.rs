//! How figures look: all words, units and rounding. Nothing is compared or summed here
//! that was not compared or summed exactly before.

mod formula;
mod names;
mod targets;
mod tasks;
mod values;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use crate::accounts::Arrivals;
use crate::asked::Asked;
use crate::assess::{Assessment, Group, Status, groups, waiting};
use crate::catalogue::{Indicator, Plan};
use crate::checked::Checked;
use crate::finding::Finding;
use crate::messages::Messages;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::report::occasion::Occasion;
use crate::results::Results;
use crate::submission::Submission;
use crate::value::Key;

pub use crate::exact::grouped;
pub use names::{class, level_key, level_name_key, severity_key, status_key};
pub use targets::{
    Read, Revised, commitment_due_words, responsible_words, revision_words, schedule_words, target_words,
};
pub use tasks::{Stage, is_suspect, stage};
pub(crate) use values::is_sign;
pub use values::{exact, number, short};
pub use verdict::{Figure, Mark};

/// Finds assessments and puts them into words.
pub struct View<'a> {
    /// What is shown.
    pub results: &'a Results,
    /// The language.
    pub messages: &'a Messages,
    /// What has come of what is due in the report's year.
    pub arrivals: Arrivals,
    /// On what occasion it is shown.
    pub occasion: Occasion,
    /// The report's year, by unit.
    findings: BTreeMap<UnitIx, Vec<&'a Finding>>,
    sent: BTreeMap<UnitIx, Vec<&'a Submission>>,
    groups: BTreeMap<(IndicatorIx, UnitIx), Group>,
    /// Whose returns the open verdicts of the district wait for.
    waits: BTreeMap<IndicatorIx, Vec<UnitIx>>,
    /// What all rows of an indicator in the report's year share.
    shared: Vec<Shared>,
    /// What was asked in the report's year and in the year before.
    asked: [Asked<'a>; 2],
}

/// What all rows of an indicator in the report's year share.
pub(super) struct Shared {
    /// The target in words, and that of the share of units that satisfy it.
    target: [String; 2],
}

impl<'a> View<'a> {
    /// A view in one language.
    #[must_use]
    pub fn new(results: &'a Results, messages: &'a Messages) -> Self {
        let checked = &results.checked;
        let mut findings: BTreeMap<UnitIx, Vec<&Finding>> = BTreeMap::new();
        for found in checked.findings.iter().filter(|found| found.is_of(checked.year)) {
            if let Some(unit) = found.unit {
                findings.entry(unit).or_default().push(found);
            }
        }
        let mut sent: BTreeMap<UnitIx, Vec<&Submission>> = BTreeMap::new();
        for row in checked.returns_of(checked.year) {
            sent.entry(row.unit).or_default().push(row);
        }
        let arrivals = Arrivals::of(checked, messages, checked.year);
        let groups = groups(checked.source(), &results.assessments, checked.year);
        let shared = Vec::new();
        let waits = BTreeMap::new();
        let asked = [checked.year, checked.year - 1].map(|year| Asked::of(checked.source(), year));
        let occasion = Occasion::default();
        let mut view =
            Self { results, messages, arrivals, occasion, findings, sent, groups, waits, shared, asked };
        let all = checked.catalogue.indicators_ix();
        let shared = all.map(|(_, indicator)| Shared {
            target: [false, true].map(|share| view.target_in(indicator, checked.year, share)),
        });
        view.shared = shared.collect();
        view.waits = view.waiting();
        view
    }

    /// The same on an occasion.
    #[must_use]
    pub fn on(self, occasion: Occasion) -> Self {
        Self { occasion, ..self }
    }

    /// Whose returns the open verdicts of the district wait for.
    fn waiting(&self) -> BTreeMap<IndicatorIx, Vec<UnitIx>> {
        let Results { checked, assessments, .. } = self.results;
        let source = checked.source();
        let all = checked.catalogue.indicators_of(checked.year);
        let open =
            all.filter(|(ix, _)| self.district(*ix, checked.year).is_some_and(|row| row.status().is_open()));
        open.map(|(ix, _)| (ix, waiting(source, assessments, ix, checked.year).into_iter().collect()))
            .filter(|(_, units): &(IndicatorIx, Vec<UnitIx>)| !units.is_empty())
            .collect()
    }

    /// For each open verdict of the district, whose returns it waits for.
    pub fn all_waits(&self) -> impl Iterator<Item = &[UnitIx]> {
        self.waits.values().map(Vec::as_slice)
    }

    /// What stands in place of a figure of the report's year, or of the year before, that is not there.
    #[must_use]
    pub fn without(&self, key: Key) -> String {
        let asked = self.asked.get(usize::from(key.year != self.checked().year));
        let is_asked = asked.is_some_and(|asked| asked.is_asked(key));
        self.messages.t(if is_asked { key!("status-no-data") } else { key!("cell-not-asked") })
    }

    /// The short titles of the plans of the report's year.
    #[must_use]
    pub fn plans(&self) -> String {
        let Checked { catalogue, year, .. } = self.checked();
        let titled =
            |plan: &Plan| say!(self.messages, "plan-titled", name = plan.short.get(self.messages.lang()));
        let titles: Vec<String> = catalogue.plans_of(*year).map(|(_, plan)| titled(plan)).collect();
        titles.join(&self.messages.t(key!("plan-titles-between")))
    }

    /// The baseline years of the plans of the report's year.
    #[must_use]
    pub fn baselines(&self) -> String {
        let checked = self.checked();
        let years: BTreeSet<i32> =
            checked.catalogue.plans_of(checked.year).map(|(_, plan)| plan.baseline_year).collect();
        years.iter().map(i32::to_string).collect::<Vec<_>>().join(&self.messages.t(key!("list-pause")))
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

    /// The indicator of a row.
    #[must_use]
    pub fn indicator(&self, row: &Assessment) -> &'a Indicator {
        self.results.checked.catalogue.indicator(row.indicator)
    }

    /// Whether a row is judged: of a unit below the level of its indicator it is only shown, with a
    /// figure or without one.
    #[must_use]
    pub fn is_judged(&self, row: &Assessment) -> bool {
        let own = row.level == self.indicator(row).judged || row.is_share;
        own && row.status() != Status::Monitored
    }
}
