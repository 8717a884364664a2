//! The whole line from files to assessments, once.

use anyhow::Context as _;

use crate::assess::{self, Assessment, Assessments, Hanging};
use crate::checked::Checked;
use crate::figures::Source;
use crate::measure::Totals;
use crate::readings::{self, Readings};

/// What they say of the plans' targets.
pub struct Results {
    /// What was read.
    pub checked: Checked,
    /// The sums over every unit.
    pub totals: Totals,
    /// How every indicator stands for every unit, by year.
    pub assessments: Assessments,
    /// The verdicts of the report's year that hang on something.
    pub hanging: Vec<Hanging>,
    /// How the district would stand under other readings of the clauses.
    pub readings: Readings,
}

impl Results {
    /// The assessments, worked out.
    pub fn rows(&self) -> impl Iterator<Item = Assessment> + '_ {
        self.assessments.iter(&self.checked.catalogue)
    }

    /// The assessments of the report's year, worked out.
    pub fn of_year(&self) -> impl Iterator<Item = Assessment> + '_ {
        self.assessments.in_year(&self.checked.catalogue, self.checked.year)
    }

    /// Judges what was read.
    ///
    /// # Errors
    /// Only if the table of contributions cannot be summed.
    pub fn judge(checked: Checked) -> anyhow::Result<Self> {
        let Checked { catalogue, registry, values, year, .. } = &checked;
        let judged = || -> anyhow::Result<(Totals, Assessments)> {
            let source = Source { catalogue, registry, values };
            let totals = Totals::of(source, *year).context("summing the contributions")?;
            let mut assessments = assess::assess(catalogue, registry, &totals, *year);
            let suspect = checked.resting_on_suspects();
            if !suspect.is_empty() {
                assessments.mark_suspect(|ix, year, unit| suspect.contains(&(ix, year, unit)));
            }
            Ok((totals, assessments))
        };
        let (judged, readings) = rayon::join(judged, || readings::readings(&checked));
        let ((totals, assessments), readings) = (judged?, readings?);
        let source = Source { catalogue, registry, values };
        let missing = checked.not_returned();
        let hanging = assess::hanging(source, &totals, &assessments, *year, &missing, &checked.suspects);
        Ok(Self { checked, totals, assessments, hanging, readings })
    }
}
