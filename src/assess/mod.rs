//! From totals to assessments: the heart of the program, a pure function without
//! input or output. The numbers of the rules are those of the methods page.

mod change;
mod contribution;
mod evaluation;
mod gap;
mod group;
mod hanging;
mod interval;
mod outlier;
mod outlook;
mod reason;
mod row;
mod status;
mod waiting;

pub use change::{Change, Compared, Direction, Doubt, Suspected, change, compare, direction, merit};
pub use contribution::{Piece, Split, splits};
pub use evaluation::{FinalClass, class};
pub use gap::{Gap, easiest, gap};
pub use group::{Group, groups, worst_first};
pub use hanging::{Cause, Hanging, Suspect, hanging};
pub use interval::{Interval, Method, interval, poisson, wilson};
pub use outlier::{Outlier, outliers};
pub use outlook::{Class, Forecast, Outlook, outlook};
pub use reason::Reason;
pub use row::Assessments;
pub use status::{Data, Measured, Status, Upper, Verdict, expected, satisfies, verdict};
pub use waiting::waiting;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use row::{Basis, Row, Standing};
use status::Counts;

use crate::catalogue::{Catalogue, Comparator, Indicator, Measure, Ruling, Target};
use crate::exact::Fraction;
use crate::figures::{Part, Total, answered_by_registry, monitored_levels};
use crate::measure::Totals;
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::registry::Registry;

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
    /// Whether it is the share of the units that satisfy the target (rule 4).
    pub is_share: bool,
    /// The figure, if there is one.
    pub measured: Option<Measured>,
    /// The comparator of this row.
    pub comparator: Comparator,
    /// The target that rules; none in the baseline year.
    pub target: Option<Target>,
    /// Where the path stands.
    pub expected: Option<Fraction>,
    /// Which rule gave its status.
    pub reason: Reason,
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

impl Assessment {
    /// The word.
    #[must_use]
    pub fn status(&self) -> Status {
        self.reason.status()
    }

    /// How many of those that should have reported it have not.
    #[must_use]
    pub fn unreturned(&self) -> i64 {
        self.due_to_report - self.reported
    }

    /// Of what is counted unit by unit, how many that have not reported may still add to it.
    #[must_use]
    pub fn may_still_meet(&self, indicator: &Indicator) -> i64 {
        let may = indicator.measure.missing_may_count() && !self.is_share;
        if may { self.unreturned() } else { 0 }
    }

    /// What would certainly have to be added to the numerator, whatever those that have not reported
    /// bring.
    #[must_use]
    pub fn certain_shortfall(&self, indicator: &Indicator) -> i64 {
        (self.shortfall.unwrap_or(0) - self.may_still_meet(indicator)).max(0)
    }

    /// The worst and the best that the value can still be. A provisional ratio is judged by its
    /// value and has no bounds.
    #[must_use]
    pub fn bounds(&self) -> (Option<Fraction>, Option<Fraction>) {
        let Some(measured) = self.measured.as_ref().filter(|m| !m.provisional) else { return (None, None) };
        let upper = match measured.upper {
            Upper::At(upper) => Some(upper),
            Upper::Open => None,
        };
        (Some(measured.lower), upper)
    }

    /// What else there is to say, as the tables say it.
    #[must_use]
    pub fn remarks(&self) -> String {
        self.notes.iter().map(|note| note.word()).collect::<Vec<_>>().join("|")
    }

    /// The share of the intended change that was achieved, in per cent; none where the baseline met the
    /// target already, since no change was intended.
    #[must_use]
    pub fn achieved(&self) -> Option<Fraction> {
        let met = satisfies(self.comparator, self.target?.value, self.baseline?);
        self.percent_of_change.filter(|_| !met)
    }
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
    /// The baseline is what the plan declares, since no return carries one.
    DeclaredBaseline,
    /// It rests on a figure that looks wrong and that nobody has confirmed.
    Suspect,
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
            Self::DeclaredBaseline => "declared-baseline",
            Self::Suspect => "suspect",
            Self::Masked => "masked",
        }
    }
}

/// A ratio over fewer than this is marked, has an interval and is not ranked.
pub const SMALL_DENOMINATOR: i64 = 100;

/// All assessments from the baseline year to `last_year`, by year, indicator, level
/// and unit.
#[must_use]
pub fn assess(catalogue: &Catalogue, registry: &Registry, totals: &Totals, last_year: i32) -> Assessments {
    let desk = Judge { catalogue, registry, totals };
    // Each indicator of a year by itself; collected in their order.
    let all = catalogue.in_years(*catalogue.years().start()..=last_year);
    let parts = all.into_par_iter().map(|(year, ix, indicator)| desk.indicator(ix, indicator, year));
    Assessments::new(parts.collect())
}

#[derive(Clone, Copy)]
struct Judge<'a> {
    catalogue: &'a Catalogue,
    registry: &'a Registry,
    totals: &'a Totals,
}

/// A figure with the coverage it rests on.
struct Covered {
    counts: Counts,
    reported: i64,
    due: i64,
}

impl Judge<'_> {
    fn indicator(self, ix: IndicatorIx, indicator: &Indicator, year: i32) -> Vec<Row> {
        let mut all = Vec::new();
        if indicator.judged == Level::District {
            all.push(self.unit_row(ix, indicator, Level::District, DISTRICT, year));
            for &level in monitored_levels(indicator) {
                let units = self.units(ix, indicator, level, year);
                all.extend(units.map(|unit| self.unit_row(ix, indicator, level, unit, year)));
            }
        } else {
            if let Some(ruling) = indicator.ruling(year) {
                all.push(self.share_row(ix, indicator, ruling, year));
            }
            let units = self.units(ix, indicator, indicator.judged, year);
            all.extend(units.map(|unit| self.unit_row(ix, indicator, indicator.judged, unit, year)));
        }
        all
    }

    /// The units of a level that have a row: at the level of the returns those that the
    /// indicator's filter leaves, above it all that count in the year.
    fn units<'b>(
        &'b self,
        ix: IndicatorIx,
        indicator: &'b Indicator,
        level: Level,
        year: i32,
    ) -> impl Iterator<Item = UnitIx> + 'b {
        // A sum over years has no contribution in the baseline year, but its units are there.
        let own = level == indicator.units.level();
        let cumulative = matches!(indicator.measure, Measure::Cumulative(_));
        // Above the level of the returns every unit has a row.
        let listed = move |unit: UnitIx| {
            level != indicator.units.level() || self.registry.unit(unit).is_among(&indicator.units)
        };
        let of_level = self.registry.of_level(level).iter().copied();
        of_level.filter(move |unit| {
            self.registry.counts(*unit, year)
                && listed(*unit)
                && (!own || cumulative || self.totals.get(ix, Part::Whole, year, *unit).is_some())
        })
    }

    fn figure(self, ix: IndicatorIx, indicator: &Indicator, unit: UnitIx, year: i32) -> Covered {
        // Nobody was asked, so that nothing is missing.
        if !is_collected(indicator, year) {
            return Covered { counts: Counts::NotApplicable, reported: 0, due: 0 };
        }
        figure(indicator, |part| self.totals.get(ix, part, year, unit).unwrap_or_default())
    }

    /// The unit's own figure of the baseline year, where nothing of it is open.
    fn baseline(self, ix: IndicatorIx, indicator: &Indicator, unit: UnitIx) -> Option<(i64, i64)> {
        if matches!(indicator.measure, Measure::Cumulative(_)) {
            return Some((0, 1));
        }
        let year = self.catalogue.plan_of(indicator).baseline_year;
        let own = self.registry.unit(unit).level == indicator.units.level();
        let excluded = own && self.totals.get(ix, Part::Whole, year, unit).is_none();
        if excluded || !self.registry.counts(unit, year) {
            return None;
        }
        self.figure(ix, indicator, unit, year).counts.complete()
    }

    fn unit_row(self, ix: IndicatorIx, indicator: &Indicator, level: Level, unit: UnitIx, year: i32) -> Row {
        let standing = Standing { year, indicator: ix, level, unit };
        let baseline = self.baseline(ix, indicator, unit);
        let figure = self.figure(ix, indicator, unit, year);
        Row::judged(self.catalogue, Basis::new(standing, &figure, baseline, baseline))
    }

    /// Rule 4: the share of the units that satisfy the target, with the share of 2022 against
    /// the same target as its baseline. Where a revision rules, the path still begins at the
    /// share against the plan's own figure: from a lower one it would be easier to be on track
    /// to the stricter figure than to the plan's.
    fn share_row(self, ix: IndicatorIx, indicator: &Indicator, ruling: Ruling<'_>, year: i32) -> Row {
        let base_year = self.catalogue.plan_of(indicator).baseline_year;
        let own = indicator.schedule.ruling(year).unwrap_or(ruling.target);
        let against = (ruling.comparator, ruling.target.value);
        let base = |against| self.share(ix, indicator, against, base_year).counts.complete();
        let baseline = base(against);
        let path_base =
            if ruling.revision.is_some() { base((indicator.comparator, own.value)) } else { baseline };
        let standing = Standing { year, indicator: ix, level: Level::District, unit: DISTRICT };
        let figure = self.share(ix, indicator, against, year);
        Row::judged(self.catalogue, Basis::new(standing, &figure, baseline, path_base))
    }

    fn share(
        self,
        ix: IndicatorIx,
        indicator: &Indicator,
        against: (Comparator, Fraction),
        year: i32,
    ) -> Covered {
        let mut share = Share::default();
        for unit in self.units(ix, indicator, indicator.judged, year) {
            share.add(Member::of(indicator, &self.figure(ix, indicator, unit, year), against));
        }
        share.figure()
    }
}

/// What a unit counts as in a share of units (rule 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Out,
    NoData,
    Known(Verdict),
}

impl Member {
    fn of(indicator: &Indicator, figure: &Covered, (comparator, target): (Comparator, Fraction)) -> Self {
        match figure.counts.data(indicator.per) {
            Data::NotApplicable => Self::Out,
            Data::NoData => Self::NoData,
            Data::Measured(measured) => Self::Known(verdict(comparator, target, &measured)),
        }
    }
}

/// The units of a share by what they count as.
#[derive(Default)]
struct Share {
    applies: i64,
    with_data: i64,
    certain: i64,
    possible: i64,
}

impl Share {
    fn add(&mut self, member: Member) {
        let (applies, with_data, certain, possible) = match member {
            Member::Out => (0, 0, 0, 0),
            Member::NoData => (1, 0, 0, 1),
            Member::Known(Verdict::Certain) => (1, 1, 1, 1),
            Member::Known(Verdict::Open) => (1, 1, 0, 1),
            Member::Known(Verdict::Impossible | Verdict::OverCap) => (1, 1, 0, 0),
        };
        self.applies += applies;
        self.with_data += with_data;
        self.certain += certain;
        self.possible += possible;
    }

    fn figure(&self) -> Covered {
        let counts = match (self.applies, self.with_data) {
            (0, _) => Counts::NotApplicable,
            (_, 0) => Counts::NoData,
            (_, _) => Counts::units(self.certain, Some(self.applies), self.possible),
        };
        Covered { counts, reported: self.with_data, due: self.applies }
    }
}

/// Whether a figure can be made in a year: what it is worked out from is asked, or was for a sum over
/// years.
fn is_collected(indicator: &Indicator, year: i32) -> bool {
    let sums = matches!(indicator.measure, Measure::Cumulative(_));
    indicator.collected.contains(&year) || sums && *indicator.collected.start() <= year
}

/// The figure that the totals of an indicator's halves make.
fn figure(indicator: &Indicator, total: impl Fn(Part) -> Total) -> Covered {
    let whole = total(Part::Whole);
    let other = indicator.denominator_of().map_or_else(Total::default, |_| total(Part::Denominator));
    let (reported, due) = if answered_by_registry(indicator) {
        (1, 1)
    } else {
        (whole.reported + other.reported, whole.due + other.due)
    };
    Covered { counts: status::counts(indicator, whole, other), reported, due }
}

/// The district's own figure of an indicator that is judged below it: all its units taken as one, for
/// reference beside the share of those that meet the target.
#[must_use]
pub fn taken_as_one(catalogue: &Catalogue, totals: &Totals, ix: IndicatorIx, year: i32) -> Option<Measured> {
    let indicator = catalogue.indicator(ix);
    if !is_collected(indicator, year) {
        return None;
    }
    let whole = figure(indicator, |part| totals.get(ix, part, year, DISTRICT).unwrap_or_default());
    whole.counts.data(indicator.per).measured().copied()
}

/// An assessment, worked out from what is kept of it.
fn finish(catalogue: &Catalogue, basis: &Basis) -> Assessment {
    let Standing { year, level, unit, .. } = basis.standing;
    let indicator = catalogue.indicator(basis.standing.indicator);
    let base_year = catalogue.plan_of(indicator).baseline_year;
    let ruling = indicator.ruling(year);
    let is_share = indicator.is_share_at(level);
    let (comparator, target) = if is_share {
        let whole = |target| Target { value: Fraction::whole(100), ..target };
        (Comparator::Ge, ruling.map(|ruling| whole(ruling.target)))
    } else {
        (ruling.map_or(indicator.comparator, |ruling| ruling.comparator), ruling.map(|ruling| ruling.target))
    };
    let target = target.filter(|_| year != base_year);
    let data = basis.data(indicator);
    let measured = data.measured();
    let (reported, due_to_report) = basis.coverage();
    let baseline = basis.baseline(indicator);
    let path_base = basis.path_base(indicator);
    let judged = is_share || level == indicator.judged;
    let milestone = matches!(indicator.measure, Measure::YesNo(_)) && comparator != Comparator::Monitor;
    let path = match (target, path_base, measured) {
        (Some(target), Some(base), Some(_)) if judged && !target.in_force && !milestone => {
            expected(comparator, target, base, base_year, year)
        }
        _ => None,
    };
    let reason = match (&data, target) {
        (Data::NoData, _) => Reason::NoData,
        (Data::NotApplicable, _) if !is_collected(indicator, year) => Reason::NotAsked,
        (Data::NotApplicable, _) => Reason::NotApplicable,
        (Data::Measured(measured), Some(target)) if judged => {
            reason::judged((comparator, target), measured, path, milestone)
        }
        (Data::Measured(_), _) if indicator.comparator == Comparator::Monitor => Reason::NoTarget,
        (Data::Measured(_), None) => Reason::Baseline,
        (Data::Measured(_), Some(_)) => Reason::NotJudgedHere,
    };
    let (gap, mut shortfall) = match (target, measured) {
        (Some(target), Some(measured)) => status::gap(indicator, comparator, target.value, measured),
        _ => (None, None),
    };
    // A share of units counts units, whatever the indicator's own figures are out of.
    if is_share && shortfall.is_some() {
        shortfall = measured.map(|m| m.denominator.unwrap_or(0) - m.numerator);
    }
    let value = measured.and_then(|m| m.value);
    let percent_of_change = match (value, baseline, target) {
        (Some(value), Some(base), Some(target)) => {
            value.minus(base).divide(target.value.minus(base)).map(|part| part.times(100))
        }
        _ => None,
    };
    let revised = ruling.is_some_and(|ruling| ruling.revision.is_some());
    let mut notes = Vec::new();
    if revised {
        notes.push(Note::Revised);
    }
    if target.is_some() && measured.is_some() && basis.declared(indicator).is_some() {
        notes.push(Note::DeclaredBaseline);
    }
    if let Some(measured) = measured.filter(|_| !is_share) {
        notes.extend(remarks(indicator, comparator, measured));
    }
    Assessment {
        year,
        indicator: basis.standing.indicator,
        level,
        unit,
        is_share,
        measured: measured.copied(),
        comparator,
        target,
        expected: path,
        reason,
        gap,
        shortfall: shortfall.filter(|_| !indicator.sample),
        reported,
        due_to_report,
        baseline,
        path_base,
        percent_of_change,
        notes,
    }
}

fn remarks(indicator: &Indicator, comparator: Comparator, measured: &Measured) -> impl Iterator<Item = Note> {
    let above = |line: Option<Fraction>| line.zip(measured.value).is_some_and(|(line, value)| value > line);
    let (upper, cap) = match comparator {
        Comparator::Between { upper, cap } => (Some(upper), cap),
        _ => (None, None),
    };
    let ratio = indicator.own_ratio().is_some();
    let small = ratio && measured.denominator.is_some_and(|d| d < SMALL_DENOMINATOR);
    let all =
        [(above(upper), Note::AboveRange), (above(cap), Note::AboveCap), (small, Note::SmallDenominator)];
    all.into_iter().filter(|(is, _)| *is).map(|(_, note)| note)
}
