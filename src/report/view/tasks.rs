//! What has to be done, in a sentence, and by whose return a verdict can be given.

use super::View;
use crate::assess::{Assessment, Note, Status};
use crate::catalogue::Indicator;
use crate::exact::grouped;
use crate::messages::{CountMessage, Message, facts};
use crate::model::{IndicatorIx, Level, UnitIx};

impl View<'_> {
    /// What a shortfall asks for, as the plan words it: 将309名7岁以下儿童纳入健康管理.
    #[must_use]
    pub fn task(&self, indicator: &Indicator, missing: i64) -> String {
        let lang = self.messages.lang();
        let own = indicator.task.say(lang, missing, &grouped(missing));
        own.unwrap_or_else(|| self.of_counted(key!("task-unworded"), indicator, missing))
    }

    /// The same as a sentence: 还需将309名7岁以下儿童纳入健康管理; of what is above a cap, what to take off.
    #[must_use]
    pub fn still(&self, indicator: &Indicator, missing: i64) -> String {
        if missing < 0 {
            return self.of_counted(key!("task-over"), indicator, -missing);
        }
        say!(self.messages, "task-still", task = self.task(indicator, missing))
    }

    fn of_counted(
        &self,
        key: Message<{ facts(&["size", "counted", "noun"]) }>,
        indicator: &Indicator,
        size: i64,
    ) -> String {
        let lang = self.messages.lang();
        let noun = self.messages.noun(&indicator.counted_noun);
        say!(self.messages, key, size = grouped(size), counted = indicator.counted.get(lang), noun = noun)
    }

    /// When a row's target is due, and whether that is past.
    #[must_use]
    pub fn when(&self, row: &Assessment) -> String {
        let Some(target) = row.target else { return String::new() };
        let key = if target.due < row.year { key!("when-past") } else { key!("when-due") };
        say!(self.messages, key, year = target.due)
    }

    /// The rows at the level at which an indicator is judged, of the units within one.
    #[must_use]
    pub fn judged_within(&self, ix: IndicatorIx, unit: UnitIx) -> Vec<Assessment> {
        let checked = self.checked();
        let level = checked.catalogue.indicator(ix).judged;
        let within = checked.registry.within(unit).into_iter();
        let own = within.filter(|unit| checked.registry.unit(*unit).level == level);
        own.filter_map(|unit| self.row(ix, unit, checked.year)).collect()
    }

    /// Whose returns the verdicts of the district still wait for.
    #[must_use]
    pub fn waits_of(&self, ix: IndicatorIx) -> &[UnitIx] {
        self.waits.get(&ix).map_or(&[], Vec::as_slice)
    }

    /// The verdicts of the district that only the returns of these units keep open.
    #[must_use]
    pub fn settled_by(&self, is_of: impl Fn(UnitIx) -> bool) -> Vec<IndicatorIx> {
        let all = self.waits.iter().filter(|(_, units)| units.iter().all(|unit| is_of(*unit)));
        all.map(|(ix, _)| *ix).collect()
    }

    /// A name with the township where it does not say it itself.
    #[must_use]
    pub fn placed(&self, unit: UnitIx) -> String {
        let registry = &self.checked().registry;
        let own = registry.unit(unit);
        match registry.ancestor(unit, Level::Township).filter(|township| *township != unit) {
            Some(township) if !own.name.contains(&registry.unit(township).name) => {
                say!(self.messages, "unit-in", unit = own.name, township = registry.unit(township).name)
            }
            _ => own.name.clone(),
        }
    }
}

/// Whether a row rests on a figure that looks wrong and was not confirmed.
#[must_use]
pub fn is_suspect(row: &Assessment) -> bool {
    row.notes.contains(&Note::Suspect)
}

/// Orders the statuses as a list of what is to be done does: short first, then what nobody knows.
#[must_use]
pub fn stage(status: Status) -> Option<Stage> {
    Some(match status {
        Status::NotMet => Stage::NotMet,
        Status::Behind => Stage::Behind,
        Status::Undetermined | Status::NoData => Stage::Open,
        Status::InProgress => Stage::InProgress,
        Status::OnTrack => Stage::OnTrack,
        Status::Met => Stage::Met,
        Status::NotApplicable | Status::Monitored => return None,
    })
}

/// What a list of judged items is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Due and not met.
    NotMet,
    /// Behind the path to a target that is not due.
    Behind,
    /// Not known.
    Open,
    /// Not due, without a path.
    InProgress,
    /// On the path.
    OnTrack,
    /// Met.
    Met,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Self; 6] =
        [Self::NotMet, Self::Behind, Self::Open, Self::InProgress, Self::OnTrack, Self::Met];

    /// The key of its heading.
    #[must_use]
    pub fn key(self) -> CountMessage {
        match self {
            Self::NotMet => key!("stage-not-met"),
            Self::Behind => key!("stage-behind"),
            Self::Open => key!("stage-open"),
            Self::InProgress => key!("stage-in-progress"),
            Self::OnTrack => key!("stage-on-track"),
            Self::Met => key!("stage-met"),
        }
    }
}
