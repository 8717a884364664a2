//! Townships against indicators: what stands in a cell where the township's own row does
//! not answer by itself.

use crate::assess::{Assessment, Status};
use crate::catalogue::{IndicatorIx, Level};
use crate::registry::UnitIx;
use crate::report::view::{Mark, View};

/// The units of a township that an indicator is judged at, taken together.
pub(super) struct Group {
    /// How many satisfy the target.
    pub(super) satisfied: usize,
    /// How many it applies to.
    pub(super) applies: usize,
    /// The worst status among them.
    pub(super) worst: Status,
    /// What all of them together still have to add.
    pub(super) shortfall: i64,
    /// What those above a cap have too many.
    pub(super) over: i64,
}

/// What a township's cell says about an indicator.
pub(super) enum Standing<'a> {
    /// It has a row of its own.
    Own(&'a Assessment),
    /// Its facilities or village clinics have.
    Group(Group),
    /// The figure exists for the district only, or not for this township.
    None,
}

/// From the worst to the best, for a group of units.
fn gravity(status: Status) -> u8 {
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

/// Orders rows from the worst to the best; the larger shortfall first among equals.
pub(super) fn worst_first(rows: &mut [&Assessment]) {
    rows.sort_by_key(|row| {
        (gravity(row.status), row.measured.and_then(|m| m.value), std::cmp::Reverse(row.shortfall), row.unit)
    });
}

/// Takes rows together.
pub(super) fn group<'a>(rows: impl Iterator<Item = &'a Assessment>) -> Option<Group> {
    let mut group: Option<Group> = None;
    for row in rows.filter(|row| row.status != Status::NotApplicable) {
        let sum = group.get_or_insert(Group {
            satisfied: 0,
            applies: 0,
            worst: Status::NotApplicable,
            shortfall: 0,
            over: 0,
        });
        sum.applies += 1;
        sum.satisfied += usize::from(row.status == Status::Met);
        sum.shortfall += row.shortfall.unwrap_or(0).max(0);
        sum.over -= row.shortfall.unwrap_or(0).min(0);
        if gravity(row.status) < gravity(sum.worst) {
            sum.worst = row.status;
        }
    }
    group
}

/// What an indicator says about a township in the report's year.
pub(super) fn standing<'a>(view: &View<'a>, indicator: IndicatorIx, township: UnitIx) -> Standing<'a> {
    let checked = view.checked();
    if let Some(row) = view.row(indicator, township, checked.year) {
        return Standing::Own(row);
    }
    let judged = checked.catalogue.indicator(indicator).judged;
    if matches!(judged, Level::District | Level::Township) {
        return Standing::None;
    }
    let within = checked.registry.within(township).into_iter();
    let within = within.filter(|unit| checked.registry.unit(*unit).level == judged);
    group(within.filter_map(|unit| view.row(indicator, unit, checked.year)))
        .map_or(Standing::None, Standing::Group)
}

/// The mark of a group: the worst of its statuses, said of how many.
pub(super) fn group_mark(view: &View<'_>, group: &Group) -> Mark {
    view.plain_mark(group.worst)
}
