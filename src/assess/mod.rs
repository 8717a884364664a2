//! From totals to assessments: the heart of the program, a pure function without
//! input or output. The numbers of the rules are those of the methods page.

mod contribution;
mod interval;
mod outlook;
mod reason;
mod status;

pub use contribution::{Piece, Split, splits};
pub use interval::{Interval, Method, interval, poisson, wilson};
pub use outlook::{Class, Forecast, Outlook, outlook};
pub use reason::{Reason, reason};
pub use status::{Data, Measured, Status, Upper, Verdict, expected, satisfies, verdict};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::catalogue::{Catalogue, Comparator, Indicator, IndicatorIx, Level, Measure, Ruling, Target};
use crate::exact::Fraction;
use crate::figures::{Part, answered_by_registry, monitored_levels};
use crate::measure::Totals;
use crate::registry::{DISTRICT, Registry, UnitIx};

/// How one indicator stands for one org unit in one year.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The year.
    pub year: i32,
    /// The indicator.
    pub indicator: IndicatorIx,
    /// The level of the row.
    pub level: Level,
    /// The org unit.
    pub unit: UnitIx,
    /// The figure, if there is one.
    pub measured: Option<Measured>,
    /// The comparator of this row.
    pub comparator: Comparator,
    /// The target that rules; none in the baseline year.
    pub target: Option<Target>,
    /// Where the path stands.
    pub expected: Option<Fraction>,
    /// The word.
    pub status: Status,
    /// Target minus value.
    pub gap: Option<Fraction>,
    /// What would have to be added to the numerator.
    pub shortfall: Option<i64>,
    /// How many of those that should have reported it.
    pub reported: i64,
    /// How many should.
    pub due_to_report: i64,
    /// The baseline, where it is complete.
    pub baseline: Option<Fraction>,
    /// Where the path begins: the baseline, and for a share of units under a revision the
    /// share against the plan's own figure.
    pub path_base: Option<Fraction>,
    /// Part of the targeted change achieved, in per cent.
    pub percent_of_change: Option<Fraction>,
    /// What else there is to say.
    pub notes: Vec<Note>,
}

/// A remark on an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Above the range, which is allowed.
    AboveRange,
    /// Above the cap, which is not.
    AboveCap,
    /// The denominator is too small to compare with others.
    SmallDenominator,
    /// The target is that of a revision, not the plan's own.
    Revised,
    /// The figure rests on so few patients that it is not published.
    Masked,
}

impl Note {
    /// The word in the CSV files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AboveRange => "above-range",
            Self::AboveCap => "above-cap",
            Self::SmallDenominator => "small-denominator",
            Self::Revised => "revised-target",
            Self::Masked => "masked",
        }
    }
}

/// A ratio over fewer than this is marked, has an interval and is not ranked.
pub const SMALL_DENOMINATOR: i64 = 100;

/// All assessments from the baseline year to `last_year`, by year, indicator, level
/// and unit.
#[must_use]
pub fn assess(
    catalogue: &Catalogue,
    registry: &Registry,
    totals: &Totals,
    last_year: i32,
) -> Vec<Assessment> {
    let desk = Desk { catalogue, registry, totals };
    // Each indicator of a year by itself; collected in their order.
    let all = catalogue.in_years(catalogue.baseline_year()..=last_year);
    all.into_par_iter()
        .flat_map_iter(|(year, ix, indicator)| {
            let mut rows = Vec::new();
            desk.indicator(ix, indicator, year, &mut rows);
            rows
        })
        .collect()
}

#[derive(Clone, Copy)]
struct Desk<'a> {
    catalogue: &'a Catalogue,
    registry: &'a Registry,
    totals: &'a Totals,
}

/// A figure with the coverage it rests on.
struct Figure {
    data: Data,
    reported: i64,
    due: i64,
}

/// How a row is to be judged.
struct Row {
    indicator: IndicatorIx,
    level: Level,
    unit: UnitIx,
    year: i32,
    judged: bool,
    comparator: Comparator,
    target: Option<Target>,
    revised: bool,
    baseline: Option<Fraction>,
    path_base: Option<Fraction>,
}

impl Desk<'_> {
    fn indicator(self, ix: IndicatorIx, indicator: &Indicator, year: i32, all: &mut Vec<Assessment>) {
        if indicator.judged == Level::District {
            all.push(self.unit_row(ix, indicator, Level::District, DISTRICT, year, true));
            for &level in monitored_levels(indicator) {
                for unit in self.units(ix, indicator, level, year) {
                    all.push(self.unit_row(ix, indicator, level, unit, year, false));
                }
            }
        } else {
            let units = self.units(ix, indicator, indicator.judged, year);
            if let Some(ruling) = indicator.ruling(year) {
                all.push(self.share_row(ix, indicator, &units, ruling, year));
            }
            for unit in units {
                all.push(self.unit_row(ix, indicator, indicator.judged, unit, year, true));
            }
        }
    }

    /// The units of a level that have a row: at the level of the returns those that the
    /// indicator's filter leaves, above it all that count in the year.
    fn units(self, ix: IndicatorIx, indicator: &Indicator, level: Level, year: i32) -> Vec<UnitIx> {
        // A sum over years has no contribution in the baseline year, but its units are there.
        let own = level == indicator.units.level();
        let cumulative = matches!(indicator.measure, Measure::Cumulative(_));
        let listed = |unit: UnitIx| match &indicator.units {
            crate::catalogue::Units::Townships(only) => {
                only.is_empty() || only.contains(&self.registry.unit(unit).code)
            }
            _ => true,
        };
        self.registry
            .units()
            .filter(|(unit, row)| row.level == level && self.registry.counts(*unit, year) && listed(*unit))
            .filter(|(unit, _)| !own || cumulative || self.totals.get(ix, Part::Whole, year, *unit).is_some())
            .map(|(unit, _)| unit)
            .collect()
    }

    fn figure(self, ix: IndicatorIx, indicator: &Indicator, unit: UnitIx, year: i32) -> Figure {
        let total = self.totals.get(ix, Part::Whole, year, unit).unwrap_or_default();
        let other = self.totals.get(ix, Part::Denominator, year, unit).unwrap_or_default();
        let (reported, due) = if answered_by_registry(indicator) {
            (1, 1)
        } else {
            (total.reported + other.reported, total.due + other.due)
        };
        Figure { data: status::data(indicator, total, other), reported, due }
    }

    /// The unit's own figure of the baseline year, where nothing of it is open.
    fn baseline(self, ix: IndicatorIx, indicator: &Indicator, unit: UnitIx) -> Option<Fraction> {
        if matches!(indicator.measure, Measure::Cumulative(_)) {
            return Some(Fraction::whole(0));
        }
        let year = self.catalogue.plan_of(indicator).baseline_year;
        let own = self.registry.unit(unit).level == indicator.units.level();
        let excluded = own && self.totals.get(ix, Part::Whole, year, unit).is_none();
        if excluded || !self.registry.counts(unit, year) {
            return None;
        }
        self.figure(ix, indicator, unit, year).data.measured().and_then(Measured::complete)
    }

    fn unit_row(
        self,
        ix: IndicatorIx,
        indicator: &Indicator,
        level: Level,
        unit: UnitIx,
        year: i32,
        judged: bool,
    ) -> Assessment {
        let ruling = indicator.ruling(year);
        let baseline = self.baseline(ix, indicator, unit);
        let row = Row {
            indicator: ix,
            level,
            unit,
            year,
            judged,
            comparator: ruling.map_or(indicator.comparator, |ruling| ruling.comparator),
            target: ruling.map(|ruling| ruling.target),
            revised: ruling.is_some_and(|ruling| ruling.revision.is_some()),
            baseline,
            path_base: baseline,
        };
        self.finish(indicator, row, &self.figure(ix, indicator, unit, year))
    }

    /// Rule 4: the share of the units that satisfy the target, with the share of 2022 against
    /// the same target as its baseline. Where a revision rules, the path still begins at the
    /// share against the plan's own figure: from a lower one it would be easier to be on track
    /// to the stricter figure than to the plan's.
    fn share_row(
        self,
        ix: IndicatorIx,
        indicator: &Indicator,
        units: &[UnitIx],
        ruling: Ruling<'_>,
        year: i32,
    ) -> Assessment {
        let base_year = self.catalogue.plan_of(indicator).baseline_year;
        let base_units = self.units(ix, indicator, indicator.judged, base_year);
        let own = indicator.schedule.ruling(year).unwrap_or(ruling.target);
        let against = (ruling.comparator, ruling.target.value);
        let base = |against| {
            let share = self.share(ix, indicator, &base_units, against, base_year);
            share.data.measured().and_then(Measured::complete)
        };
        let row = Row {
            indicator: ix,
            level: Level::District,
            unit: DISTRICT,
            year,
            judged: true,
            comparator: Comparator::Ge,
            target: Some(Target { value: Fraction::whole(100), ..ruling.target }),
            revised: ruling.revision.is_some(),
            baseline: base(against),
            path_base: base((indicator.comparator, own.value)),
        };
        let figure = self.share(ix, indicator, units, against, year);
        let mut assessment = self.finish(indicator, row, &figure);
        // The row counts units, whatever the indicator's own figures are out of.
        let open = |m: &Measured| m.denominator.unwrap_or(0) - m.numerator;
        if assessment.shortfall.is_some() {
            assessment.shortfall = assessment.measured.as_ref().map(open);
        }
        assessment.notes.retain(|note| *note == Note::Revised);
        assessment
    }

    fn share(
        self,
        ix: IndicatorIx,
        indicator: &Indicator,
        units: &[UnitIx],
        (comparator, target): (Comparator, Fraction),
        year: i32,
    ) -> Figure {
        let (mut applies, mut with_data, mut certain, mut possible) = (0, 0, 0, 0);
        for &unit in units {
            match self.figure(ix, indicator, unit, year).data {
                Data::NotApplicable => {}
                Data::NoData => {
                    applies += 1;
                    possible += 1;
                }
                Data::Measured(measured) => {
                    applies += 1;
                    with_data += 1;
                    match verdict(comparator, target, &measured) {
                        Verdict::Certain => {
                            certain += 1;
                            possible += 1;
                        }
                        Verdict::Open => possible += 1,
                        Verdict::Impossible | Verdict::OverCap => {}
                    }
                }
            }
        }
        let percent = |count| Fraction::new(count, applies).map(|f| f.times(100));
        let data = match (percent(certain), percent(possible)) {
            (Some(_), Some(_)) if with_data == 0 => Data::NoData,
            (Some(lower), Some(upper)) => Data::Measured(Measured {
                numerator: certain,
                denominator: Some(applies),
                value: Some(lower),
                lower,
                upper: Upper::At(upper),
                provisional: false,
            }),
            _ => Data::NotApplicable,
        };
        Figure { data, reported: with_data, due: applies }
    }

    fn finish(self, indicator: &Indicator, row: Row, figure: &Figure) -> Assessment {
        let base_year = self.catalogue.plan_of(indicator).baseline_year;
        let target = if row.year == base_year { None } else { row.target };
        let measured = figure.data.measured();
        let milestone =
            matches!(indicator.measure, Measure::YesNo(_)) && row.comparator != Comparator::Monitor;
        let path = match (target, row.path_base, measured) {
            (Some(target), Some(base), Some(_)) if row.judged && !target.in_force && !milestone => {
                expected(row.comparator, target, base, base_year, row.year)
            }
            _ => None,
        };
        let status = match (&figure.data, target) {
            (Data::NoData, _) => Status::NoData,
            (Data::NotApplicable, _) => Status::NotApplicable,
            (Data::Measured(measured), Some(target)) if row.judged => {
                status::status(indicator, row.comparator, target, measured, path)
            }
            (Data::Measured(_), _) => Status::Monitored,
        };
        let (gap, shortfall) = match (target, measured) {
            (Some(target), Some(measured)) => status::gap(indicator, row.comparator, target.value, measured),
            _ => (None, None),
        };
        let value = measured.and_then(|m| m.value);
        let percent_of_change = match (value, row.baseline, target) {
            (Some(value), Some(base), Some(target)) => {
                value.minus(base).divide(target.value.minus(base)).map(|part| part.times(100))
            }
            _ => None,
        };
        Assessment {
            year: row.year,
            indicator: row.indicator,
            level: row.level,
            unit: row.unit,
            measured: measured.copied(),
            comparator: row.comparator,
            target,
            expected: path,
            status,
            gap,
            shortfall: if indicator.sample { None } else { shortfall },
            reported: figure.reported,
            due_to_report: figure.due,
            baseline: row.baseline,
            path_base: row.path_base,
            percent_of_change,
            notes: notes(indicator, row.comparator, row.revised, measured),
        }
    }
}

fn notes(
    indicator: &Indicator,
    comparator: Comparator,
    revised: bool,
    measured: Option<&Measured>,
) -> Vec<Note> {
    let mut notes = Vec::new();
    if revised {
        notes.push(Note::Revised);
    }
    let Some(measured) = measured else { return notes };
    if let (Comparator::Between { upper, cap }, Some(value)) = (comparator, measured.value) {
        if value > upper {
            notes.push(Note::AboveRange);
        }
        if cap.is_some_and(|cap| value > cap) {
            notes.push(Note::AboveCap);
        }
    }
    let ratio = matches!(indicator.measure, Measure::Ratio(..));
    if ratio && measured.denominator.is_some_and(|d| d < SMALL_DENOMINATOR) {
        notes.push(Note::SmallDenominator);
    }
    notes
}
