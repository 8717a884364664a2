//! Assessments as they are kept: what each one is worked out from, in whole numbers. A
//! province has millions of them. Everything else follows and is worked out where it is asked
//! for, by the same function that gave the status.

use std::num::NonZeroI64;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::status::{Counts, Data};
use super::{Assessment, Covered, Note, Reason, Status, finish};
use crate::catalogue::{Catalogue, Indicator};
use crate::exact::Fraction;
use crate::model::{IndicatorIx, Level, UnitIx};

/// What a row is of, in the order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    pub(super) year: i32,
    pub(super) indicator: IndicatorIx,
    pub(super) level: Level,
    pub(super) unit: UnitIx,
}

/// A numerator over a denominator.
#[derive(Clone, Copy, Debug)]
struct Base(i64, NonZeroI64);

impl Base {
    fn new((numerator, denominator): (i64, i64)) -> Option<Self> {
        NonZeroI64::new(denominator).map(|denominator| Self(numerator, denominator))
    }

    fn exact(self, per: i64) -> Option<Fraction> {
        Fraction::new(self.0, self.1.get()).map(|base| base.times(per))
    }
}

/// What is left out of a row that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hidden {
    Nothing,
    Baseline,
    Everything,
}

/// What an assessment is worked out from.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    pub(super) standing: Standing,
    counts: Counts,
    reported: u32,
    due: u32,
    base: Option<Base>,
    /// Where the path begins elsewhere than at the baseline.
    path: Option<Box<Option<Base>>>,
    /// Whether the baseline is left out, so that nothing stands in for it.
    base_hidden: bool,
}

/// An assessment as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Row {
    basis: Basis,
    /// For those who only count.
    status: Status,
    hidden: Hidden,
    /// Whether it rests on a figure that looks wrong and was not confirmed.
    suspect: bool,
}

/// A number of units; there are not four thousand million of them.
fn of_units(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Basis {
    pub(super) fn new(
        standing: Standing,
        figure: &Covered,
        baseline: Option<(i64, i64)>,
        path_base: Option<(i64, i64)>,
    ) -> Self {
        Self {
            standing,
            counts: figure.counts,
            reported: of_units(figure.reported),
            due: of_units(figure.due),
            base: baseline.and_then(Base::new),
            path: (path_base != baseline).then(|| Box::new(path_base.and_then(Base::new))),
            base_hidden: false,
        }
    }

    pub(super) fn data(&self, indicator: &Indicator) -> Data {
        self.counts.data(self.per(indicator))
    }

    /// What its value is out of.
    fn per(&self, indicator: &Indicator) -> i64 {
        if indicator.is_share_at(self.standing.level) { 100 } else { indicator.per }
    }

    /// The baseline that the plan declares, of the district alone and where no return carries one.
    pub(super) fn declared(&self, indicator: &Indicator) -> Option<Fraction> {
        let declared = indicator.baseline.as_ref().map(|baseline| baseline.value);
        declared
            .filter(|_| !self.base_hidden && self.base.is_none() && self.standing.level == Level::District)
    }

    pub(super) fn baseline(&self, indicator: &Indicator) -> Option<Fraction> {
        let counted = self.base.and_then(|base| base.exact(self.per(indicator)));
        counted.or_else(|| self.declared(indicator))
    }

    pub(super) fn path_base(&self, indicator: &Indicator) -> Option<Fraction> {
        let base = self.path.as_deref().copied().unwrap_or(self.base);
        base.and_then(|base| base.exact(self.per(indicator))).or_else(|| self.declared(indicator))
    }

    /// How many units have reported, and how many should.
    pub(super) fn coverage(&self) -> (i64, i64) {
        (self.reported.into(), self.due.into())
    }
}

impl Row {
    /// A row with its status.
    pub(super) fn judged(catalogue: &Catalogue, basis: Basis) -> Self {
        let status = finish(catalogue, &basis).status();
        Self { basis, status, hidden: Hidden::Nothing, suspect: false }
    }

    fn assessment(&self, catalogue: &Catalogue) -> Assessment {
        let mut whole = finish(catalogue, &self.basis);
        if self.suspect && whole.measured.is_some() {
            whole.notes.push(Note::Suspect);
        }
        if self.hidden != Hidden::Nothing {
            // What is measured from a baseline that is left out would tell it.
            (whole.baseline, whole.path_base) = (None, None);
            (whole.expected, whole.percent_of_change) = (None, None);
        }
        if self.hidden == Hidden::Everything {
            (whole.measured, whole.gap, whole.shortfall) = (None, None, None);
            whole.reason = Reason::Masked;
            whole.notes = vec![Note::Masked];
        }
        whole
    }
}

/// All assessments, by year, indicator, level and unit.
#[derive(Clone, Debug, Default)]
pub struct Assessments {
    /// Those of one year and indicator each; never moved again, since they are most of the memory.
    parts: Vec<Rows>,
    /// Where the rows of each year, indicator and level are: the part, and the rows in it.
    groups: FxHashMap<Group, (usize, Range<usize>)>,
}

#[derive(Clone, Debug)]
struct Rows {
    /// The position of its first row among all.
    first: usize,
    rows: Vec<Row>,
}

type Group = (i32, IndicatorIx, Level);

fn group(row: &Row) -> Group {
    (row.basis.standing.year, row.basis.standing.indicator, row.basis.standing.level)
}

impl Assessments {
    /// Of the rows of every year and indicator, in their order.
    pub(super) fn new(all: Vec<Vec<Row>>) -> Self {
        let mut parts = Vec::with_capacity(all.len());
        let mut groups = FxHashMap::default();
        let mut first = 0;
        for mut rows in all {
            rows.sort_unstable_by_key(|row| row.basis.standing);
            let mut at = 0;
            for of_group in rows.chunk_by(|one, other| group(one) == group(other)) {
                let end = at + of_group.len();
                groups.extend(of_group.first().map(|first| (group(first), (parts.len(), at..end))));
                at = end;
            }
            parts.push(Rows { first, rows });
            first += at;
        }
        Self { parts, groups }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.last().map_or(0, |part| part.first + part.rows.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn rows(&self, range: Range<usize>) -> impl Iterator<Item = &Row> {
        let count = range.len();
        let from = self.parts.partition_point(|part| part.first + part.rows.len() <= range.start);
        let parts = self.parts.get(from..).unwrap_or_default().iter();
        let within = move |part: &'_ Rows| range.start.saturating_sub(part.first)..;
        parts.flat_map(move |part| part.rows.get(within(part)).unwrap_or_default()).take(count)
    }

    fn of_group(&self, group: Group) -> &[Row] {
        let Some((part, rows)) = self.groups.get(&group) else { return &[] };
        self.parts.get(*part).and_then(|part| part.rows.get(rows.clone())).unwrap_or_default()
    }

    /// Each of them, worked out.
    pub fn iter<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = Assessment> + 'a {
        self.slice(catalogue, 0..self.len())
    }

    /// Some of them by their position, worked out.
    pub fn slice<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        range: Range<usize>,
    ) -> impl Iterator<Item = Assessment> + 'a {
        self.rows(range).map(|row| row.assessment(catalogue))
    }

    /// The positions of a year's rows.
    #[must_use]
    pub fn rows_of(&self, year: i32) -> Range<usize> {
        let year_of = |part: &Rows| part.rows.first().map_or(i32::MIN, |row| row.basis.standing.year);
        let mut own = self.parts.iter().filter(|part| year_of(part) == year);
        let Some(first) = own.next() else { return 0..0 };
        let last = own.next_back().unwrap_or(first);
        first.first..last.first + last.rows.len()
    }

    /// The levels and statuses of a year's rows.
    pub fn statuses(&self, year: i32) -> impl Iterator<Item = (Level, Status)> {
        self.rows(self.rows_of(year)).map(|row| (row.basis.standing.level, row.status))
    }

    /// The rows of a year, worked out.
    pub fn in_year<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        year: i32,
    ) -> impl Iterator<Item = Assessment> + 'a {
        self.slice(catalogue, self.rows_of(year))
    }

    /// How an indicator stands for the units of a level in a year.
    pub fn at<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        (indicator, year, level): (IndicatorIx, i32, Level),
    ) -> impl Iterator<Item = Assessment> + 'a {
        self.of_group((year, indicator, level)).iter().map(|row| row.assessment(catalogue))
    }

    /// How an indicator stands for a unit of a level in a year.
    #[must_use]
    pub fn get(
        &self,
        catalogue: &Catalogue,
        (indicator, year, level): (IndicatorIx, i32, Level),
        unit: UnitIx,
    ) -> Option<Assessment> {
        let rows = self.of_group((year, indicator, level));
        let at = rows.binary_search_by_key(&unit, |row| row.basis.standing.unit).ok()?;
        rows.get(at).map(|row| row.assessment(catalogue))
    }

    /// Whether a report for publication leaves out any row of a level in a year.
    #[must_use]
    pub fn hides(&self, (indicator, year, level): (IndicatorIx, i32, Level)) -> bool {
        self.of_group((year, indicator, level)).iter().any(|row| row.hidden == Hidden::Everything)
    }

    /// The status of a row, and what it would be with other counts.
    pub(super) fn judged_with(
        &self,
        catalogue: &Catalogue,
        standing: Standing,
        counts: Counts,
    ) -> Option<(Status, Status)> {
        let rows = self.of_group((standing.year, standing.indicator, standing.level));
        let at = rows.binary_search_by_key(&standing.unit, |row| row.basis.standing.unit).ok()?;
        let row = rows.get(at)?;
        Some((row.status, finish(catalogue, &Basis { counts, ..row.basis.clone() }).status()))
    }

    /// Says of some rows that they rest on a suspect figure.
    pub fn mark_suspect(&mut self, is_suspect: impl Fn(IndicatorIx, i32, UnitIx) -> bool) {
        for row in self.parts.iter_mut().flat_map(|part| &mut part.rows) {
            let Standing { year, indicator, unit, .. } = row.basis.standing;
            row.suspect = is_suspect(indicator, year, unit);
        }
    }

    /// No longer says of the rows of some indicators that they rest on a suspect figure.
    pub fn forget_suspects(&mut self, is_of: impl Fn(IndicatorIx) -> bool) {
        for row in self.parts.iter_mut().flat_map(|part| &mut part.rows) {
            row.suspect &= !is_of(row.basis.standing.indicator);
        }
    }

    /// Leaves figures out, for a report that is published: those of a unit in the years that
    /// `is_hidden` says, and what is measured from a baseline that is hidden.
    pub fn hide(&mut self, catalogue: &Catalogue, is_hidden: impl Fn(IndicatorIx, i32, UnitIx) -> bool) {
        for row in self.parts.iter_mut().flat_map(|part| &mut part.rows) {
            let Standing { year, indicator, unit, .. } = row.basis.standing;
            let base_year = catalogue.plan_of(catalogue.indicator(indicator)).baseline_year;
            if is_hidden(indicator, year, unit) {
                row.hidden = Hidden::Everything;
                // Whether a target is met says how large a figure is.
                row.status = Reason::Masked.status();
            } else if is_hidden(indicator, base_year, unit) {
                row.hidden = Hidden::Baseline;
                // Whether it is on a path says where the path begins.
                (row.basis.base, row.basis.path, row.basis.base_hidden) = (None, None, true);
                row.status = finish(catalogue, &row.basis).status();
            }
        }
    }
}
