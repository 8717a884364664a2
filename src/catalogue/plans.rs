//! Everything that the plan files say.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::check::{Bands, Check, EvaluationLines, OutlierLines};
use super::element::{Centres, Condition, Element, ElementKind, Form, FormKind};
use super::indicator::{Change, Indicator, Plan};
use super::measure::Measure;
use super::vocabulary::Vocabulary;
use crate::fold::fold;
use crate::messages::Text;
use crate::model::{ElementIx, IndicatorIx};
use crate::value::{Key, Value};

/// Everything that `targets/` says.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// What the plans together are called, where the files say so.
    pub edition: Option<String>,
    /// The kinds of return.
    pub forms: Vec<Form>,
    /// The data elements in the order of their codes.
    pub elements: Vec<Element>,
    /// The functional centres.
    pub centres: Centres,
    /// The plans.
    pub plans: Vec<Plan>,
    /// The indicators of all plans, in plan order.
    pub indicators: Vec<Indicator>,
    /// The checks between figures.
    pub checks: Vec<Check>,
    /// From where on the quality of returns is good or poor.
    pub bands: Bands,
    /// The lines of a final evaluation.
    pub evaluation: EvaluationLines,
    /// From where on a value is far from those of the other units.
    pub outliers: OutlierLines,
    /// The words of returns.
    pub words: Vocabulary,
    /// SHA-256 of the files it was read from, by their names under `targets/`.
    pub digests: BTreeMap<String, String>,
}

impl Catalogue {
    /// An element by its position.
    ///
    /// # Panics
    /// Never: positions are made by this catalogue only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this catalogue only")]
    pub fn element(&self, ix: ElementIx) -> &Element {
        &self.elements[usize::from(ix.0)]
    }

    /// An indicator by its position.
    ///
    /// # Panics
    /// Never: positions are made by this catalogue only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this catalogue only")]
    pub fn indicator(&self, ix: IndicatorIx) -> &Indicator {
        &self.indicators[usize::from(ix.0)]
    }

    /// The plan of an indicator.
    ///
    /// # Panics
    /// Never: positions are made by this catalogue only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this catalogue only")]
    pub fn plan_of(&self, indicator: &Indicator) -> &Plan {
        &self.plans[indicator.plan]
    }

    /// All elements with their positions.
    pub fn elements_ix(&self) -> impl Iterator<Item = (ElementIx, &Element)> {
        (0..).map(ElementIx).zip(&self.elements)
    }

    /// All indicators with their positions.
    pub fn indicators_ix(&self) -> impl Iterator<Item = (IndicatorIx, &Indicator)> {
        (0..).map(IndicatorIx).zip(&self.indicators)
    }

    /// The first year of those over which an indicator sums; none where its figure is that of a
    /// year alone.
    #[must_use]
    pub fn sums_from(&self, indicator: &Indicator) -> Option<i32> {
        match indicator.measure {
            Measure::Cumulative(_) => Some(self.plan_of(indicator).first_year),
            Measure::Share(_)
            | Measure::Units(_)
            | Measure::Centres(_)
            | Measure::Ratio(..)
            | Measure::Sum(_)
            | Measure::YesNo(_) => None,
        }
    }

    /// The plans of which a year is one, with their positions.
    pub fn plans_of(&self, year: i32) -> impl Iterator<Item = (usize, &Plan)> {
        self.plans.iter().enumerate().filter(move |(_, plan)| plan.years().contains(&year))
    }

    /// The indicators of the plans of a year.
    pub fn indicators_of(&self, year: i32) -> impl Iterator<Item = (IndicatorIx, &Indicator)> {
        self.indicators_ix().filter(move |(_, one)| self.plan_of(one).years().contains(&year))
    }

    /// Every indicator in each of some years, by year.
    #[must_use]
    pub fn in_years(&self, years: RangeInclusive<i32>) -> Vec<(i32, IndicatorIx, &Indicator)> {
        years.flat_map(|year| self.indicators_of(year).map(move |(ix, one)| (year, ix, one))).collect()
    }

    /// The indicator of a later plan that goes on from one, and how it differs.
    #[must_use]
    pub fn successor(&self, id: &str) -> Option<(&Indicator, Change)> {
        self.indicators.iter().find_map(|later| {
            let (from, change) = later.continues.as_ref()?;
            (from == id).then_some((later, *change))
        })
    }

    /// Whether an element is asked in a year: a plan of the year uses it, and the year is one of its own.
    #[must_use]
    pub fn asks(&self, ix: ElementIx, year: i32) -> bool {
        let element = self.element(ix);
        element.years.contains(&year)
            && self.plans_of(year).any(|(position, _)| element.plans.contains(&position))
    }

    /// The element that carries `id`.
    #[must_use]
    pub fn element_by_id(&self, id: &str) -> Option<ElementIx> {
        self.elements_ix().find(|(_, e)| e.id == id).map(|(ix, _)| ix)
    }

    /// Whether a plan says anything of a year.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.plans_of(year).next().is_some()
    }

    /// Whether what a measure counts is a part of its whole, so that it is never more.
    #[must_use]
    pub fn is_part_of_whole(&self, measure: &Measure) -> bool {
        match measure {
            Measure::Share(_) | Measure::Centres(_) => true,
            Measure::Ratio(part, whole) => self.is_part(*part, *whole),
            Measure::Units(_) | Measure::Sum(_) | Measure::Cumulative(_) | Measure::YesNo(_) => false,
        }
    }

    /// Whether one element is a part of another, directly or through others.
    #[must_use]
    pub fn is_part(&self, part: ElementIx, whole: ElementIx) -> bool {
        let mut at = Some(part);
        // Chains are short; the bound keeps a circle in the file from hanging the program.
        for _ in 0..8 {
            match at.and_then(|ix| self.element(ix).part_of) {
                Some(next) if next == whole => return true,
                next => at = next,
            }
        }
        false
    }

    /// The element that is implied by `ix` (基本标准 by 推荐标准).
    #[must_use]
    pub fn implied_of(&self, ix: ElementIx) -> Option<ElementIx> {
        self.elements_ix().find(|(_, e)| e.implied_by == Some(ix)).map(|(i, _)| i)
    }

    /// What a figure is called: the element, or the functional centre that it is of.
    #[must_use]
    pub fn label_of(&self, key: Key) -> &Text {
        let entry = self.centres.entries.get(usize::from(key.entry));
        entry
            .filter(|_| self.centres.element == Some(key.element))
            .map_or(&self.element(key.element).label, |entry| &entry.name)
    }

    /// A value in the words of the returns.
    #[must_use]
    pub fn shown(&self, element: ElementIx, value: Value) -> String {
        let first = |words: &[String]| words.first().cloned().unwrap_or_default();
        match (value, &self.element(element).kind) {
            (Value::Count(count), _) => count.to_string(),
            (Value::YesNo(true), _) => first(&self.words.yes),
            (Value::YesNo(false), _) => first(&self.words.no),
            (Value::NotApplicable, _) => first(&self.words.not_applicable),
            (Value::Masked, _) => "***".to_owned(),
            (Value::Choice(answer), ElementKind::Choice(choices)) => {
                choices.get(usize::from(answer)).cloned().unwrap_or_default()
            }
            (Value::Choice(_), ElementKind::Count | ElementKind::YesNo) => String::new(),
        }
    }

    /// The departments that return figures for the district, in form order.
    #[must_use]
    pub fn reporters(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for reporter in self.elements.iter().filter_map(|e| e.reporter.as_deref()) {
            if !all.contains(&reporter) {
                all.push(reporter);
            }
        }
        all
    }

    /// The department of the district that a file is called after.
    #[must_use]
    pub fn department_of(&self, file: &str) -> Option<&str> {
        let folded = fold(file);
        self.reporters().into_iter().find(|reporter| folded.contains(&fold(reporter)))
    }

    /// What the plans of a year are called together: by default the years that they run.
    #[must_use]
    pub fn edition_of(&self, year: i32) -> String {
        let first = self.plans_of(year).map(|(_, plan)| plan.first_year).min();
        let last = self.plans_of(year).map(|(_, plan)| plan.last_year).max();
        let years = first.zip(last).map(|(first, last)| format!("{first}—{last}"));
        self.edition.clone().or(years).unwrap_or_default()
    }

    /// The years from the first plan's baseline to the last plan's end; none without a plan.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i32> {
        let first = self.plans.iter().map(|plan| plan.baseline_year).min();
        let last = self.plans.iter().map(|plan| plan.last_year).max();
        first.unwrap_or(i32::MAX)..=last.unwrap_or(i32::MIN)
    }

    /// The heading of a kind of return.
    #[must_use]
    pub fn form(&self, kind: FormKind) -> Option<&Form> {
        self.forms.iter().find(|f| f.kind == kind)
    }

    /// The elements in the figure of an indicator, the numerator's first.
    #[must_use]
    pub fn elements_of(&self, measure: &Measure) -> Vec<ElementIx> {
        match measure {
            Measure::Ratio(n, d) => vec![*n, *d],
            Measure::Sum(e) | Measure::Cumulative(e) => vec![*e],
            Measure::Centres(_) => self.centres.element.into_iter().collect(),
            Measure::Share(c) | Measure::Units(c) | Measure::YesNo(c) => {
                let mut all = Vec::new();
                for element in c.elements() {
                    all.push(element);
                    all.extend(self.element(element).implied_by);
                    all.extend(self.implied_of(element));
                }
                all
            }
        }
    }

    /// The years in which all that an indicator is worked out from is asked, as far as the elements
    /// say so.
    #[must_use]
    pub fn collected(&self, indicator: &Indicator) -> RangeInclusive<i32> {
        let inputs = self.inputs_of(indicator).into_iter();
        inputs
            .map(|ix| &self.element(ix).years)
            .fold(i32::MIN..=i32::MAX, |all, own| *all.start().max(own.start())..=*all.end().min(own.end()))
    }

    /// The elements that have to be asked for an indicator: those that it is worked out from, under
    /// another reading too, and what says where these are asked.
    #[must_use]
    pub fn uses_of(&self, indicator: &Indicator) -> Vec<ElementIx> {
        let readings = indicator.other_readings.iter().filter_map(|reading| reading.indicator.as_ref());
        let mut all: Vec<ElementIx> =
            std::iter::once(indicator).chain(readings).flat_map(|one| self.inputs_of(one)).collect();
        let asked =
            |ix: &ElementIx| self.element(*ix).asked_where.iter().flat_map(Condition::elements).collect();
        let conditions: Vec<Vec<ElementIx>> = all.iter().map(asked).collect();
        all.extend(conditions.into_iter().flatten());
        all
    }

    /// The elements that an indicator is worked out from, its filter's too.
    #[must_use]
    pub fn inputs_of(&self, indicator: &Indicator) -> Vec<ElementIx> {
        let filter = indicator.filter.iter().flat_map(Condition::elements);
        self.elements_of(&indicator.measure).into_iter().chain(filter).collect()
    }
}
