//! The whole line from files to assessments, once.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

use crate::assess::{self, Assessment};
use crate::catalogue::Catalogue;
use crate::check::{self, Passed, plausible};
use crate::figures::{self, Source};
use crate::finding::Finding;
use crate::intake::worker::Isolation;
use crate::intake::{self, FileRecord, Lexicon, taught};
use crate::measure::Totals;
use crate::messages::{Stop, Text};
use crate::readings::{self, Readings};
use crate::registry::Registry;
use crate::submission::{self, Submission};
use crate::value::Values;
use crate::workspace::{Workspace, YEARS};

/// What the returns of a district say, checked.
#[derive(Clone)]
pub struct Checked {
    /// The plans.
    pub catalogue: Catalogue,
    /// The org units.
    pub registry: Registry,
    /// The year of the report.
    pub year: i32,
    /// What every page says at its top.
    pub notice: Option<Text>,
    /// The files found.
    pub files: Vec<FileRecord>,
    /// The values that can be used.
    pub values: Values,
    /// The returns of all years.
    pub submissions: Vec<Submission>,
    /// What is wrong or worth a look.
    pub findings: Vec<Finding>,
    /// How many checks between figures were made and passed.
    pub checks: Passed,
    /// SHA-256 of every file that was read, by its name in the workspace.
    pub inputs: BTreeMap<String, String>,
}

/// What they say of the plans' targets.
pub struct Results {
    /// What was read.
    pub checked: Checked,
    /// The sums over every unit.
    pub totals: Totals,
    /// How every indicator stands for every unit, by year.
    pub assessments: Vec<Assessment>,
    /// How the district would stand under other readings of the clauses.
    pub readings: Readings,
}

impl Checked {
    /// Reads and checks the returns up to a year, by default the latest that has any.
    ///
    /// # Errors
    /// A workspace or registry that cannot be read, or no returns.
    pub fn read(
        root: &Path,
        catalogue: Catalogue,
        year: Option<i32>,
        isolation: &Isolation,
        progress: impl FnOnce(usize) -> Box<dyn Fn() + Sync>,
    ) -> Result<Self, Stop> {
        let workspace = Workspace::open(root)?;
        let registry = Registry::read(&root.join("registry"))?;
        let latest = workspace.latest_year();
        let year = year
            .or(latest)
            .ok_or_else(|| Stop::new("workspace-empty", [("folder", root.display().to_string())]))?;
        let baseline = catalogue.baseline_year();
        if !YEARS.contains(&year) {
            return Err(Stop::new("year-out-of-range", [("year", year.to_string())]));
        }
        if year < baseline {
            let facts = [("year", year.to_string()), ("baseline", baseline.to_string())];
            return Err(Stop::new("year-before-baseline", facts));
        }
        let lexicon = Lexicon::new(&catalogue, &registry).taught(taught::read(root, &catalogue)?);
        let mut inputs = workspace.digests()?;
        inputs.extend(catalogue.digests.clone());
        let done = progress(workspace.files.len());
        let intake = intake::read(&workspace, &lexicon, year, isolation, &done);
        inputs
            .extend(intake.digests.iter().map(|(name, digest)| (format!("returns/{name}"), digest.clone())));
        let (values, clashes, mut checks) = check::usable(&catalogue, &intake.values);
        let mut findings = intake.findings.clone();
        findings.extend(plausible::clashes(&catalogue, &clashes));
        findings.extend(plausible::halves(&catalogue, &values));
        let (implausible, passed) = plausible::plausible(&catalogue, &registry, &values);
        findings.extend(implausible);
        for (of, share) in passed {
            checks.entry(of).or_default().add(share.part, share.whole);
        }
        let mut submissions = Vec::new();
        for year in baseline..=year {
            let (of_year, open) =
                submission::submissions(&catalogue, &registry, &intake, &values, &findings, year);
            submissions.extend(of_year);
            findings.extend(open);
        }
        findings.sort();
        findings.dedup();
        drop(lexicon);
        Ok(Self {
            catalogue,
            registry,
            year,
            notice: workspace.notice,
            files: intake.files,
            values,
            submissions,
            findings,
            checks,
            inputs,
        })
    }
}

impl Results {
    /// Judges what was read.
    ///
    /// # Errors
    /// Only if the table of contributions cannot be summed.
    pub fn judge(checked: Checked) -> anyhow::Result<Self> {
        let Checked { catalogue, registry, values, year, .. } = &checked;
        let judged = || -> anyhow::Result<(Totals, Vec<Assessment>)> {
            let contributions = figures::contributions(Source { catalogue, registry, values }, *year);
            let totals = Totals::new(registry, &contributions).context("summing the contributions")?;
            let assessments = assess::assess(catalogue, registry, &totals, *year);
            Ok((totals, assessments))
        };
        let (judged, readings) = rayon::join(judged, || readings::readings(&checked));
        let ((totals, assessments), readings) = (judged?, readings?);
        Ok(Self { checked, totals, assessments, readings })
    }
}
