//! Townships against indicators: what stands in a cell where the township's own row does
//! not answer by itself.

use crate::assess::{Assessment, Group};
use crate::model::{IndicatorIx, UnitIx};
use crate::report::view::{Mark, View};

/// What a township's cell says about an indicator.
pub(super) enum Standing {
    /// It has a row of its own.
    Own(Box<Assessment>),
    /// Its facilities or village clinics have.
    Group(Group),
    /// The figure exists for the district only, or not for this township.
    None,
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
