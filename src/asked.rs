//! Which figures are asked of whom in a year.

use std::collections::BTreeMap;

use crate::catalogue::Indicator;
use crate::figures::{Source, State};
use crate::model::ElementIx;
use crate::value::Key;

/// What is asked in a year.
pub struct Asked<'a> {
    source: Source<'a>,
    /// The indicators that take each element that is asked in the year.
    users: BTreeMap<ElementIx, Vec<&'a Indicator>>,
}

impl<'a> Asked<'a> {
    /// What the plans of a year ask.
    #[must_use]
    pub fn of(source: Source<'a>, year: i32) -> Self {
        let catalogue = source.catalogue;
        let mut users: BTreeMap<ElementIx, Vec<&Indicator>> = BTreeMap::new();
        for (_, indicator) in catalogue.indicators_of(year) {
            for element in catalogue.inputs_of(indicator).into_iter().filter(|ix| catalogue.asks(*ix, year)) {
                users.entry(element).or_default().push(indicator);
            }
        }
        Self { source, users }
    }

    /// Whether any indicator takes an element.
    #[must_use]
    pub fn uses(&self, element: ElementIx) -> bool {
        self.users.contains_key(&element)
    }

    /// Whether a figure of the year is asked of a unit: an indicator takes it from there, and what
    /// says where it is asked is not known to say otherwise.
    #[must_use]
    pub fn is_asked(&self, key: Key) -> bool {
        let users = self.users.get(&key.element).into_iter().flatten();
        let asked_where = &self.source.catalogue.element(key.element).asked_where;
        users.copied().any(|indicator| self.feeds(indicator, key))
            && asked_where.as_ref().is_none_or(|condition| {
                let holds = self.source.holds(key.year, key.unit, condition);
                !matches!(holds, State::Known(false) | State::NotApplicable)
            })
    }

    fn feeds(&self, indicator: &Indicator, key: Key) -> bool {
        self.source.registry.unit(key.unit).is_among(indicator.units_of(key.element))
    }
}
