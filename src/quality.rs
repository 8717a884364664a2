//! Data quality as figures, by the measures of the WHO data quality review: completeness of
//! reporting, completeness of the figures, timeliness, internal consistency.

use std::collections::BTreeMap;

use crate::catalogue::{Band, Bands};
use crate::checked::Checked;
use crate::exact::{Fraction, Share};
use crate::messages::Message;
use crate::model::{DISTRICT, UnitIx};
use crate::submission::Arrival;

/// What a share is worth by its band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// At least the good line.
    Good,
    /// Between the two lines.
    Fair,
    /// Below the poor line.
    Poor,
}

impl Grade {
    /// The grade of a share in per cent.
    #[must_use]
    pub fn of(percent: Fraction, band: Band) -> Self {
        if percent >= Fraction::whole(band.good) {
            Self::Good
        } else if percent >= Fraction::whole(band.poor) {
            Self::Fair
        } else {
            Self::Poor
        }
    }
}

/// The quality of what one unit returned for one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Returns received of those expected.
    pub returns: Share,
    /// Figures filled in of those asked for.
    pub figures: Share,
    /// Returns that are known to have come by the due date, of those expected.
    pub timeliness: Share,
    /// Checks between figures that passed, of those that could be made.
    pub consistency: Share,
}

/// One of the four measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The key of its name.
    pub name: Message,
    /// The key of its definition.
    pub definition: Message,
    /// What it is.
    pub share: Share,
    /// Which of the lines of `checks.toml` it reaches.
    pub band: Band,
}

impl Quality {
    /// The four measures with the keys of their names and definitions, and their bands.
    #[must_use]
    pub fn measures(&self, bands: &Bands) -> [Measure; 4] {
        let measure = |name, definition, share, band| Measure { name, definition, share, band };
        [
            measure(key!("quality-returns"), key!("quality-returns-is"), self.returns, bands.returns),
            measure(key!("quality-figures"), key!("quality-figures-is"), self.figures, bands.figures),
            measure(
                key!("quality-timeliness"),
                key!("quality-timeliness-is"),
                self.timeliness,
                bands.timeliness,
            ),
            measure(
                key!("quality-consistency"),
                key!("quality-consistency-is"),
                self.consistency,
                bands.consistency,
            ),
        ]
    }
}

/// The quality of every unit that returns something, by unit and year; the district's is that
/// of all returns together. What a village clinic is asked is returned by its facility.
#[must_use]
pub fn quality(checked: &Checked) -> BTreeMap<(UnitIx, i32), Quality> {
    let mut all: BTreeMap<(UnitIx, i32), Quality> = BTreeMap::new();
    let mut add = |unit: UnitIx, year: i32, to: &dyn Fn(&mut Quality)| {
        let sender = checked.registry.sender(unit);
        to(all.entry((DISTRICT, year)).or_default());
        if sender != DISTRICT {
            to(all.entry((sender, year)).or_default());
        }
    };
    for row in checked.submissions.iter().filter(|row| row.expected > 0) {
        if row.status == Arrival::Superseded {
            continue;
        }
        let due = checked.registry.due(row.year);
        let in_time = row.in_time == Some(true);
        add(row.unit, row.year, &|quality| {
            quality.returns.add(usize::from(row.status != Arrival::Missing), 1);
            quality.figures.add(row.values, row.expected);
            // Without a due date nothing can be late or in time.
            quality.timeliness.add(usize::from(in_time), usize::from(due.is_some()));
        });
    }
    for ((unit, year), share) in &checked.checks {
        add(*unit, *year, &|quality| quality.consistency.add(share.part, share.whole));
    }
    all
}
