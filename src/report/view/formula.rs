//! A figure as a formula with this year's numbers in it.

use super::View;
use super::values::exact;
use crate::assess::{Assessment, Upper};
use crate::catalogue::Measure;
use crate::model::Level;

impl View<'_> {
    /// The figure as a formula with this year's numbers in it.
    #[must_use]
    pub fn formula(&self, row: &Assessment) -> Option<String> {
        let measured = row.measured?;
        let indicator = self.indicator(row);
        let numerator = measured.numerator.to_string();
        let per = if row.is_share { 100 } else { indicator.per };
        let value = measured.value.or(match measured.upper {
            Upper::At(upper) => Some(upper),
            Upper::Open => None,
        })?;
        if let Some(denominator) = measured.denominator {
            return Some(say!(
                self.messages,
                "formula-ratio",
                numerator = numerator,
                denominator = denominator,
                per = per,
                value = exact(value)
            ));
        }
        match indicator.measure {
            Measure::YesNo(_) => None,
            Measure::Share(_)
            | Measure::Units(_)
            | Measure::Centres(_)
            | Measure::Ratio(..)
            | Measure::Sum(_)
            | Measure::Cumulative(_) => {
                let key = if row.level == indicator.units.level() && row.level != Level::District {
                    key!("formula-own")
                } else {
                    key!("formula-sum")
                };
                Some(say!(self.messages, key, value = exact(value)))
            }
        }
    }
}
