//! The returns of a district, read and checked: what everything is worked out from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::Path;

use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::assess::{Suspect, Suspected};
use crate::catalogue::Catalogue;
use crate::check::{self, Passed, plausible};
use crate::figures::Source;
use crate::finding::{Finding, REMARK_DOUBTS};
use crate::fold::fold;
use crate::formats::worker::Isolation;
use crate::intake::{self, FileRecord, Lexicon, Revision, taught};
use crate::messages::{Stop, Text};
use crate::model::{DISTRICT, Level, UnitIx};
use crate::registry::Registry;
use crate::submission::{self, Arrival, Submission};
use crate::value::{Key, Values};
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
    /// What was corrected by later returns.
    pub revisions: Vec<Revision>,
    /// What is wrong or worth a look.
    pub findings: Vec<Finding>,
    /// The figures that look wrong and that nobody has confirmed.
    pub suspects: Vec<Suspect>,
    /// How many checks between figures were made and passed.
    pub checks: Passed,
    /// SHA-256 of every file that was read, by its name in the workspace.
    pub inputs: BTreeMap<String, String>,
}

/// A workspace of which no return has been read yet.
pub struct Unread {
    workspace: Workspace,
    registry: Registry,
}

impl Unread {
    /// Lists the returns and reads the registry.
    ///
    /// # Errors
    /// A workspace or registry that cannot be read.
    pub fn at(root: &Path) -> Result<Self, Stop> {
        let (workspace, registry) =
            rayon::join(|| Workspace::open(root), || Registry::read(&root.join("registry")));
        Ok(Self { workspace: workspace?, registry: registry? })
    }

    /// The latest year that has returns.
    #[must_use]
    pub fn latest_year(&self) -> Option<i32> {
        self.workspace.latest_year()
    }

    /// Refuses a year that was asked for and has no returns.
    ///
    /// # Errors
    /// It has none.
    pub fn has_returns_of(&self, year: i32) -> Result<(), Stop> {
        let latest = self.workspace.latest_year().filter(|_| !self.workspace.has_returns_of(year));
        match latest {
            Some(latest) => Err(stop!("year-without-returns", year = year, latest = latest)),
            None => Ok(()),
        }
    }
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
        Self::of(Unread::at(root)?, catalogue, year, isolation, progress)
    }

    /// The same of a workspace that is open.
    ///
    /// # Errors
    /// No returns, or taught layouts or settings that cannot be read.
    pub fn of(
        unread: Unread,
        catalogue: Catalogue,
        year: Option<i32>,
        isolation: &Isolation,
        progress: impl FnOnce(usize) -> Box<dyn Fn() + Sync>,
    ) -> Result<Self, Stop> {
        let Unread { workspace, registry } = unread;
        let root = &workspace.root;
        let latest = workspace.latest_year();
        let year = year.or(latest).ok_or_else(|| stop!("workspace-empty", folder = root.display()))?;
        has_plan(&catalogue, year)?;
        let baseline = *catalogue.years().start();
        let lexicon = Lexicon::new(&catalogue, &registry).taught(taught::read(root, &catalogue)?);
        let mut inputs = workspace.digests()?;
        inputs.extend(catalogue.digests.clone());
        let done = progress(workspace.files.len());
        let mut intake = intake::read(&workspace, &lexicon, year, isolation, &done);
        inputs
            .extend(intake.digests.iter().map(|(name, digest)| (format!("returns/{name}"), digest.clone())));
        let mut last_year = plausible::last_year(&catalogue, &intake.values, &intake.stated);
        let (values, clashes, mut checks) = check::usable(&catalogue, std::mem::take(&mut intake.values));
        let mut findings = std::mem::take(&mut intake.findings);
        findings.extend(plausible::clashes(&catalogue, &clashes));
        let (mut implausible, passed) = plausible::plausible(&catalogue, &registry, &values);
        implausible.append(&mut last_year);
        // A figure that a remark beside it doubts is as suspect as one that a check does.
        let is_doubted = |own: &Finding| {
            let figure = own.key().filter(|_| own.rule == REMARK_DOUBTS.id);
            figure.and_then(|key| values.get(key)).is_some_and(|value| value.place == own.place)
        };
        implausible.extend(findings.extract_if(.., |own| is_doubted(own)));
        let said = (&intake.confirmed, intake.stated.as_slice());
        let (suspects, confirmed) = plausible::suspects(&catalogue, &values, &mut implausible, said);
        findings.extend(confirmed);
        findings.extend(implausible);
        check::add(&mut checks, passed);
        // Of the years before the first returns nobody has been asked for any.
        let first = workspace.first_year().unwrap_or(baseline).max(baseline);
        let years: Vec<i32> = (first..=year).collect();
        let of_year =
            |year| submission::submissions(&catalogue, &registry, &intake, &values, &findings, year);
        let of_years: Vec<_> = years.into_par_iter().map(of_year).collect();
        let mut submissions = Vec::new();
        for (of_year, open) in of_years {
            submissions.extend(of_year);
            findings.extend(open);
        }
        // What is blank or refused has been asked for already.
        let blank = submissions.iter().flat_map(|row| row.blank.iter().map(|(key, _)| *key));
        let mut asked: BTreeSet<Key> = intake.displaced.iter().copied().chain(blank).collect();
        asked.extend(findings.iter().filter(|own| own.figure().is_some()).filter_map(Finding::key));
        findings.extend(plausible::halves(&catalogue, &values, &asked));
        submission::settle(&catalogue, &registry, &mut findings, &intake.files, &submissions);
        findings.extend(check::plans::unknown_units(&catalogue, &registry, year));
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
            revisions: intake.revisions,
            findings,
            suspects,
            checks,
            inputs,
        })
    }
}

/// Refuses a year of which no plan says anything.
///
/// # Errors
/// It is none that can be, or one before, between or after the plans.
pub fn has_plan(catalogue: &Catalogue, year: i32) -> Result<(), Stop> {
    if !YEARS.contains(&year) {
        return Err(stop!("year-out-of-range", year = year));
    }
    if catalogue.covers(year) {
        return Ok(());
    }
    let (first, last) = catalogue.years().into_inner();
    Err(stop!("year-without-plan", year = year, first = first, last = last))
}

impl Checked {
    /// The unit of a name or code; 全区 and a department of the district are the district.
    ///
    /// # Errors
    /// Nobody or several are called so; the error names them.
    pub fn find_unit(&self, name: &str) -> Result<UnitIx, Stop> {
        let registry = &self.registry;
        let folded = fold(name);
        // What a department returns is the district's.
        let is_department = || self.catalogue.reporters().iter().any(|own| fold(own) == folded);
        if self.catalogue.words.totals.contains(&folded) || is_department() {
            return Ok(DISTRICT);
        }
        if let Some(ix) = registry.by_code(name) {
            return Ok(ix);
        }
        let described = |ix: &UnitIx| format!("{} {}", registry.unit(*ix).code, registry.unit(*ix).name);
        match registry.by_name(name) {
            [ix] => Ok(*ix),
            [] => {
                let levels = [Level::District, Level::Township, Level::Facility, Level::Village];
                let near: Vec<String> = registry.near(name, &levels).iter().map(described).collect();
                Err(stop!("explain-no-unit", unit = name, near = near.join("、")))
            }
            several => {
                let names = several.iter().map(described).collect::<Vec<_>>().join("、");
                Err(stop!("explain-several-units", unit = name, near = names))
            }
        }
    }

    /// The units that have not returned something in the report's year.
    #[must_use]
    pub fn not_returned(&self) -> BTreeSet<UnitIx> {
        self.returns_of(self.year).filter(|row| row.status == Arrival::Missing).map(|row| row.unit).collect()
    }

    /// The returns of a year that are due; which do not rule among them.
    pub fn returns_of(&self, year: i32) -> impl Iterator<Item = &Submission> {
        self.submissions.iter().filter(move |row| row.year == year && row.expected > 0)
    }

    /// The latest day on which a return of a year came in.
    #[must_use]
    pub fn last_received(&self, year: i32) -> Option<NaiveDate> {
        self.returns_of(year).filter_map(|row| row.received).max()
    }

    /// What rests on a suspect figure: the indicator, the year, and the unit at every level.
    pub(crate) fn resting_on_suspects(&self) -> Suspected {
        let Self { catalogue, registry, values: _, year, .. } = self;
        let source = self.source();
        let mut all = Suspected::new();
        for (ix, indicator) in catalogue.indicators_ix().filter(|_| !self.suspects.is_empty()) {
            let elements = catalogue.inputs_of(indicator);
            for Suspect { key, .. } in self.suspects.iter().filter(|own| elements.contains(&own.key.element))
            {
                // A flow of this year counts in every later year too.
                let cumulative = catalogue.sums_from(indicator).is_some();
                let last = if cumulative { *year } else { key.year };
                let feeds = source.contribution(indicator, key.year, key.unit).is_some();
                let denominator = indicator.is_denominator_of_others(key.element);
                if feeds || denominator {
                    let units = registry.above(key.unit);
                    all.extend(units.flat_map(|unit| (key.year..=last).map(move |year| (ix, year, unit))));
                }
            }
        }
        all
    }

    /// What unit-level figures are read from.
    #[must_use]
    pub fn source(&self) -> Source<'_> {
        Source { catalogue: &self.catalogue, registry: &self.registry, values: &self.values }
    }

    /// The years that are judged, from the baseline to that of the report.
    #[must_use]
    pub fn years_judged(&self) -> RangeInclusive<i32> {
        *self.catalogue.years().start()..=self.year
    }
}
