//! Townships against indicators: what stands in a cell where the township's own row does
//! not answer by itself.

use crate::assess::Assessment;
use crate::model::{IndicatorIx, UnitIx};
use crate::report::view::{Group, Mark, View, gravity};

/// What a township's cell says about an indicator.
pub(super) enum Standing {
    /// It has a row of its own.
    Own(Box<Assessment>),
    /// Its facilities or village clinics have.
    Group(Group),
    /// The figure exists for the district only, or not for this township.
    None,
}

/// Orders rows from the worst to the best; the larger shortfall first among equals.
pub(super) fn worst_first(rows: &mut [Assessment]) {
    rows.sort_by_key(|row| {
        (
            gravity(row.status()),
            row.measured.and_then(|m| m.value),
            std::cmp::Reverse(row.shortfall),
            row.unit,
        )
    });
}

/// What an indicator says about a township in the report's year.
pub(super) fn standing(view: &View<'_>, indicator: IndicatorIx, township: UnitIx) -> Standing {
    let checked = view.checked();
    if let Some(row) = view.row(indicator, township, checked.year) {
        return Standing::Own(Box::new(row));
    }
    view.group(indicator, township).map_or(Standing::None, Standing::Group)
}

/// The mark of a group: the worst of its statuses, said of how many.
pub(super) fn group_mark(view: &View<'_>, group: &Group) -> Mark {
    view.plain_mark(group.worst)
}
