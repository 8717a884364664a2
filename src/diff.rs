//! Two reports compared: which values, assessments and findings are not the same, and which
//! cells are the cause. Only what the two folders say is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::manifest::PACKAGE;
use crate::messages::Stop;
use crate::value::spelled;

/// A line of `values.csv`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ValueRow {
    /// The year.
    pub year: i32,
    /// The unit's code.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// The data element.
    pub element: String,
    /// The value in words.
    pub value: String,
    /// The file it stands in.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The name of the functional centre, or the words of the cell.
    pub note: String,
}

impl ValueRow {
    /// File, sheet and cell as the findings name them.
    #[must_use]
    pub fn place(&self) -> String {
        spelled([&self.file, &self.sheet, &self.cell])
    }
}

/// A line of `assessments.csv`, without what follows from the rest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AssessmentRow {
    /// The year.
    pub year: i32,
    /// The indicator.
    pub indicator: String,
    /// The level.
    pub level: String,
    /// The unit's code.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// The numerator.
    pub numerator: String,
    /// The denominator.
    pub denominator: String,
    /// The value.
    pub value: String,
    /// The target that rules.
    pub target: String,
    /// The year it is due.
    pub due: String,
    /// Where the path stands.
    pub expected: String,
    /// How the value has to stand to the target.
    pub comparator: String,
    /// The status.
    pub status: String,
    /// Whether it is provisional.
    pub provisional: String,
    /// What is missing.
    pub shortfall: String,
    /// How many have reported.
    pub reported: String,
    /// How many should.
    pub due_to_report: String,
}

/// A line of `findings.csv`; the sentence is in the language of the report.
#[derive(Clone, Debug, Deserialize)]
pub struct FindingRow {
    /// How grave it is.
    pub severity: String,
    /// The rule, as `findings.csv` writes it.
    pub rule: String,
    /// The year; empty for a file outside of every year.
    pub year: String,
    /// The unit's code.
    pub unit: String,
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The data element.
    pub element: String,
    /// What it says.
    pub message: String,
}

impl FindingRow {
    fn key(&self) -> [&str; 8] {
        let Self { severity, rule, year, unit, file, sheet, cell, element, .. } = self;
        [severity, rule, year, unit, file, sheet, cell, element]
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct UnitRow {
    year: i32,
    unit: String,
    parent: String,
    kind: String,
    ownership: String,
    regional_centre: String,
}

/// A line of `indicators.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct IndicatorRow {
    /// The id in the plan file.
    pub indicator: String,
    /// As the later report says it.
    pub name: String,
    /// Per how many it is.
    pub per: String,
    /// The level at which it is judged.
    pub judged: String,
    /// How it is made.
    measure: String,
    elements: String,
    filter_elements: String,
}

/// A line of `elements.csv`.
#[derive(Deserialize)]
struct ElementRow {
    element: String,
    code: String,
    label: String,
}

/// A line of `compare.csv`: what moved since the year before, over the same units.
#[derive(Clone, Debug, Deserialize)]
pub struct CompareRow {
    indicator: String,
    level: String,
    unit: String,
    before: i32,
    after: i32,
    /// The value of the year before.
    pub value_before: String,
    /// The value.
    pub value_after: String,
    /// Over so many units.
    pub units: String,
    /// `better`, `worse`, `level`, `neither`, `not-comparable`.
    pub direction: String,
    /// `missing` where the published values differ only by who returned, `suspect`, `masked`.
    pub cause: String,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    year: i32,
}

/// What a report folder says.
#[derive(Clone, Debug)]
pub struct Report {
    /// The year of the report.
    pub year: i32,
    values: Vec<ValueRow>,
    assessments: Vec<AssessmentRow>,
    findings: Vec<FindingRow>,
    /// What moved since the year before, by indicator, level and unit.
    compared: BTreeMap<[String; 3], CompareRow>,
    /// What every unit belongs to.
    parents: BTreeMap<String, String>,
    /// The units that count in each year.
    units: BTreeMap<(i32, String), UnitRow>,
    /// The indicators by identifier.
    pub indicators: BTreeMap<String, IndicatorRow>,
    /// The elements by identifier: printed code and label.
    elements: BTreeMap<String, (String, String)>,
}

impl Report {
    /// Reads the tables of a report.
    ///
    /// # Errors
    /// A folder that is no report of this program, or a table that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        let shown = folder.display().to_string();
        let none = || stop!("diff-no-report", folder = shown);
        let text = std::fs::read_to_string(folder.join(PACKAGE)).map_err(|_| none())?;
        let package: Package = serde_json::from_str(&text).map_err(|_| none())?;
        if package.name != "dabiao" {
            return Err(none());
        }
        let units: Vec<UnitRow> = table(folder, "units")?;
        let indicators: Vec<IndicatorRow> = table(folder, "indicators")?;
        let elements: Vec<ElementRow> = table(folder, "elements")?;
        // Reports of earlier versions do not have it.
        let compared: Vec<CompareRow> =
            if table_of(folder, "compare").exists() { table(folder, "compare")? } else { Vec::new() };
        let key = |row: &CompareRow| [&row.indicator, &row.level, &row.unit].map(Clone::clone);
        Ok(Self {
            year: package.year,
            values: table(folder, "values")?,
            assessments: table(folder, "assessments")?,
            findings: table(folder, "findings")?,
            compared: compared.into_iter().map(|row| (key(&row), row)).collect(),
            parents: units.iter().map(|row| (row.unit.clone(), row.parent.clone())).collect(),
            units: units.into_iter().map(|row| ((row.year, row.unit.clone()), row)).collect(),
            indicators: indicators.into_iter().map(|row| (row.indicator.clone(), row)).collect(),
            elements: elements.into_iter().map(|row| (row.element, (row.code, row.label))).collect(),
        })
    }

    /// An element as forms print it: code and label.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<String> {
        self.elements.get(id).map(|(code, label)| format!("{code} {label}"))
    }

    /// What moved in a row since the report of the year before, over the same units.
    #[must_use]
    pub fn compared_with(&self, old: &Self, row: &AssessmentRow) -> Option<&CompareRow> {
        let key = [&row.indicator, &row.level, &row.unit].map(Clone::clone);
        self.compared.get(&key).filter(|own| (own.before, own.after) == (old.year, self.year))
    }

    /// A unit and those that it lies within.
    fn above<'a>(&'a self, unit: &'a str) -> impl Iterator<Item = &'a str> {
        // The tree has four levels; the bound keeps a circle in the file from hanging.
        std::iter::successors(Some(unit), |at| self.parents.get(*at).map(String::as_str)).take(8)
    }

    /// Whether an element has several answers of one unit, told apart by their notes.
    fn has_entries(&self, element: &str) -> bool {
        self.indicators.values().any(|row| row.measure == "centres" && row.elements == element)
    }
}

fn table_of(folder: &Path, name: &str) -> PathBuf {
    folder.join("data").join(format!("{name}.csv"))
}

/// The lines of a table of a report.
///
/// # Errors
/// A table that is missing or cannot be read.
pub fn table<R: DeserializeOwned>(folder: &Path, name: &str) -> Result<Vec<R>, Stop> {
    let path = table_of(folder, name);
    let unreadable = |why: String| stop!("diff-unreadable", file = path.display(), why = why);
    let bytes = std::fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let rows = csv::Reader::from_reader(bytes).into_deserialize().collect::<Result<_, _>>();
    rows.map_err(|error| unreadable(error.to_string()))
}

/// A thing before and after; one of the two is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<T> {
    /// In the old report.
    pub before: Option<T>,
    /// In the new one.
    pub after: Option<T>,
}

impl<T> Change<T> {
    /// Either of the two.
    #[must_use]
    pub fn any(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// The same seen from the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

/// Why an assessment changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Values changed: so many, and the first of them.
    Values(usize, Vec<Change<ValueRow>>),
    /// The target or its due year is another one.
    Target,
    /// Other units count.
    Registry,
    /// None of these: the rules or the program are others.
    Rules,
}

/// Everything that is not the same in two reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The values, by year, unit and element.
    pub values: Vec<Change<ValueRow>>,
    /// The assessments with their causes, by year, indicator, level and unit.
    pub assessments: Vec<(Change<AssessmentRow>, Cause)>,
    /// The findings, as the old or the new report has them.
    pub findings: Vec<Change<String>>,
}

impl Diff {
    /// The same seen from the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let cause = |cause| match cause {
            Cause::Values(n, first) => Cause::Values(n, first.into_iter().map(Change::mirrored).collect()),
            Cause::Target | Cause::Registry | Cause::Rules => cause,
        };
        Self {
            values: self.values.into_iter().map(Change::mirrored).collect(),
            assessments: self.assessments.into_iter().map(|(c, why)| (c.mirrored(), cause(why))).collect(),
            findings: self.findings.into_iter().map(Change::mirrored).collect(),
        }
    }
}

/// Compares two reports. Of the same year all years in them are compared; of different years
/// each report's own year with the other's.
#[must_use]
pub fn diff(old: &Report, new: &Report) -> Diff {
    let same_year = old.year == new.year;
    // The year of a row in the comparison; none where it takes no part in it.
    let year = |report: &Report, year: i32| {
        if same_year { Some(year) } else { (year == report.year).then_some(0) }
    };
    let entries = |element: &str| old.has_entries(element) || new.has_entries(element);
    let values = |report: &Report| -> BTreeMap<(i32, String, String, String), ValueRow> {
        let keyed = report.values.iter().filter_map(|row| {
            let entry = if entries(&row.element) { row.note.split('|').next().unwrap_or("") } else { "" };
            let key = (year(report, row.year)?, row.unit.clone(), row.element.clone(), entry.to_owned());
            Some((key, row.clone()))
        });
        keyed.collect()
    };
    let values = changes(values(old), values(new), |a, b| a.value == b.value);
    let assessments = |report: &Report| -> BTreeMap<(i32, String, String, String), AssessmentRow> {
        let keyed = report.assessments.iter().filter_map(|row| {
            let key = (year(report, row.year)?, row.indicator.clone(), row.level.clone(), row.unit.clone());
            Some((key, row.clone()))
        });
        keyed.collect()
    };
    let same = |a: &AssessmentRow, b: &AssessmentRow| {
        let bare = |row: &AssessmentRow| AssessmentRow { year: 0, unit_name: String::new(), ..row.clone() };
        bare(a) == bare(b)
    };
    let first_year = old.assessments.iter().chain(&new.assessments).map(|row| row.year).min().unwrap_or(0);
    let changed = changes(assessments(old), assessments(new), same);
    let causes = Causes::new(old, new, &values, first_year);
    let assessments: Vec<(Change<AssessmentRow>, Cause)> = changed
        .into_iter()
        .map(|change| {
            let why = causes.of(&change);
            (change, why)
        })
        .collect();
    let findings = |report: &Report| -> BTreeMap<Vec<String>, String> {
        let of_year = |row: &&FindingRow| same_year || row.year == report.year.to_string();
        let keyed = report.findings.iter().filter(of_year).map(|row| {
            let mut key: Vec<String> = row.key().iter().map(|part| (*part).to_owned()).collect();
            if !same_year {
                // Files have other names in another year.
                key.drain(..).for_each(drop);
                key.extend([row.rule.clone(), row.unit.clone(), row.element.clone()]);
            }
            let place = spelled([&row.file, &row.sheet, &row.cell]);
            (key, format!("{place}: {}", row.message))
        });
        keyed.collect()
    };
    Diff { assessments, findings: changes(findings(old), findings(new), |_, _| true), values }
}

fn changes<K: Ord + Clone, T>(
    mut old: BTreeMap<K, T>,
    mut new: BTreeMap<K, T>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<Change<T>> {
    let keys: BTreeSet<K> = old.keys().chain(new.keys()).cloned().collect();
    let pairs = keys.iter().map(|key| Change { before: old.remove(key), after: new.remove(key) });
    let differs = |change: &Change<T>| match (&change.before, &change.after) {
        (Some(before), Some(after)) => !same(before, after),
        (Some(_), None) | (None, Some(_)) | (None, None) => true,
    };
    pairs.filter(differs).collect()
}

/// What can be the cause of a change, found by what it touches.
struct Causes<'a> {
    old: &'a Report,
    new: &'a Report,
    first_year: i32,
    values: &'a [Change<ValueRow>],
    /// The changed values of an element by every unit that they lie within.
    by_element: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    /// The units within which the registry is not the same, by year.
    registry: BTreeSet<(i32, &'a str)>,
}

/// How many of the values that changed are named as the cause.
const NAMED: usize = 3;

impl<'a> Causes<'a> {
    fn new(old: &'a Report, new: &'a Report, values: &'a [Change<ValueRow>], first_year: i32) -> Self {
        let above = |unit: &'a str| -> BTreeSet<&'a str> { old.above(unit).chain(new.above(unit)).collect() };
        let mut by_element: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (at, value) in values.iter().enumerate() {
            if let Some(value) = value.any() {
                for unit in above(&value.unit) {
                    by_element.entry((&value.element, unit)).or_default().push(at);
                }
            }
        }
        // Of different years each report's own is compared with the other's, as the rows are.
        let same = old.year == new.year;
        let differs = |one: &'a Report, other: &'a Report| {
            let counterpart = move |row: &UnitRow| {
                let year = if same { row.year } else { other.year };
                other.units.get(&(year, row.unit.clone())).cloned()
            };
            let changed = move |row: &&UnitRow| {
                let there = counterpart(row);
                there.map(|there| UnitRow { year: row.year, ..there }).as_ref() != Some(row)
            };
            one.units.values().filter(changed)
        };
        let registry = differs(old, new)
            .chain(differs(new, old))
            .flat_map(|row| above(&row.unit).into_iter().map(|unit| (row.year, unit)))
            .collect();
        Self { old, new, first_year, values, by_element, registry }
    }

    /// The changed values that an assessment is made of, else what else is not the same.
    fn of(&self, change: &Change<AssessmentRow>) -> Cause {
        let Some(row) = change.any() else { return Cause::Rules };
        let abouts = [self.old, self.new].map(|report| report.indicators.get(&row.indicator));
        let abouts: Vec<&IndicatorRow> = abouts.into_iter().flatten().collect();
        let cumulative = abouts.iter().any(|about| about.measure == "cumulative");
        let years: BTreeSet<i32> =
            [&change.before, &change.after].into_iter().flatten().map(|row| row.year).collect();
        let feeds = |value: &ValueRow| {
            let last = years.last().is_some_and(|last| value.year <= *last);
            years.contains(&value.year) || value.year == self.first_year || (cumulative && last)
        };
        let elements: BTreeSet<&str> = abouts
            .iter()
            .flat_map(|about| about.elements.split('|').chain(about.filter_elements.split('|')))
            .collect();
        let touching: Vec<&Change<ValueRow>> = elements
            .into_iter()
            .filter_map(|element| self.by_element.get(&(element, row.unit.as_str())))
            .flatten()
            .filter_map(|at| self.values.get(*at))
            .filter(|change| change.any().is_some_and(feeds))
            .collect();
        if !touching.is_empty() {
            return Cause::Values(touching.len(), touching.into_iter().take(NAMED).cloned().collect());
        }
        match (&change.before, &change.after) {
            (Some(before), Some(after)) if (&before.target, &before.due) != (&after.target, &after.due) => {
                Cause::Target
            }
            (Some(_), Some(_)) if years.iter().any(|year| self.registry.contains(&(*year, &row.unit))) => {
                Cause::Registry
            }
            (Some(_), Some(_)) => Cause::Rules,
            (Some(_) | None, _) => Cause::Registry,
        }
    }
}
