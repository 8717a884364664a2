//! Who has to return what, and what has come of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::asked::Asked;
use crate::catalogue::{Catalogue, FormKind, Severity};
use crate::figures::Source;
use crate::finding::{self, Finding};
use crate::intake::{FileRecord, Intake, Received};
use crate::messages::{Lang, Text};
use crate::model::{DISTRICT, ElementIx, Level, UnitIx};
use crate::registry::Registry;
use crate::value::{Key, Place, Values};

/// What became of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrival {
    /// Complete and in time.
    Received,
    /// Complete, after the day it was due.
    Late,
    /// Something asked is missing or not usable.
    Partial,
    /// It did not come.
    Missing,
    /// Another file rules in its place.
    Superseded,
}

impl Arrival {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Received, Self::Late, Self::Partial, Self::Missing, Self::Superseded];

    /// The word in the CSV files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Late => "late",
            Self::Partial => "partial",
            Self::Missing => "missing",
            Self::Superseded => "superseded",
        }
    }
}

/// A return that is due, or that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The year.
    pub year: i32,
    /// The unit that returns it.
    pub unit: UnitIx,
    /// The form.
    pub form: FormKind,
    /// The department, for the district's forms.
    pub reporter: Option<String>,
    /// What became of it.
    pub status: Arrival,
    /// The file.
    pub file: Option<Arc<str>>,
    /// The day on which it was sent, as it says.
    pub received: Option<NaiveDate>,
    /// Whether it first came by the day it was due, whatever was corrected later; none where
    /// either day is not known.
    pub in_time: Option<bool>,
    /// How many of the figures due are there and usable.
    pub values: usize,
    /// How many figures are due.
    pub expected: usize,
    /// What a return that came leaves blank without a word, with the cell where it is asked.
    pub blank: Vec<(Key, Option<Place>)>,
}

impl Submission {
    /// Who owes it: the unit, or the department of the district.
    #[must_use]
    pub fn owed_by(&self, registry: &Registry) -> String {
        self.reporter.clone().unwrap_or_else(|| registry.unit(self.unit).name.clone())
    }

    /// Whether it came, and not in time, whether or not it is whole.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.in_time == Some(false) && !matches!(self.status, Arrival::Missing | Arrival::Superseded)
    }
}

/// A return that is due, with the figures that it owes.
struct Due {
    unit: UnitIx,
    form: FormKind,
    reporter: Option<String>,
    keys: Vec<Key>,
}

/// All returns of a year, due or come, with a finding for each that is not whole.
#[must_use]
pub fn submissions(
    catalogue: &Catalogue,
    registry: &Registry,
    intake: &Intake,
    usable: &Values,
    found: &[Finding],
    year: i32,
) -> (Vec<Submission>, Vec<Finding>) {
    let source = Source { catalogue, registry, values: usable };
    let expected = Expected { source, asked: &Asked::of(source, year) };
    let mut dues: BTreeMap<(FormKind, UnitIx, Option<String>), Due> = expected
        .dues(year)
        .into_iter()
        .map(|due| ((due.form, due.unit, due.reporter.clone()), due))
        .collect();
    let named: BTreeSet<(UnitIx, ElementIx)> =
        found.iter().filter(|finding| finding.is_of(year)).filter_map(Finding::figure).collect();
    let mut all = Vec::new();
    let mut findings = Vec::new();
    let mut received: BTreeMap<(FormKind, UnitIx, Option<String>), Vec<&Received>> = BTreeMap::new();
    for one in intake.received.iter().filter(|one| one.year == year) {
        received.entry((one.form, one.unit, one.reporter.clone())).or_default().push(one);
    }
    let keys: BTreeSet<_> = dues.keys().chain(received.keys()).cloned().collect();
    for key in keys {
        let (form, unit, reporter) = key.clone();
        let due = dues.remove(&key).map(|due| due.keys).unwrap_or_default();
        let files = received.remove(&key).unwrap_or_default();
        let first = files.iter().filter(|file| file.answers > 0).filter_map(|file| file.date).min();
        let in_time = registry.due(year).zip(first).map(|(due, day)| day <= due);
        let row = |status, file: Option<&Received>, values| Submission {
            year,
            unit,
            form,
            reporter: reporter.clone(),
            status,
            file: file.map(|file| Arc::clone(&file.file)),
            received: file.and_then(|file| file.date),
            in_time,
            values,
            expected: due.len(),
            blank: Vec::new(),
        };
        for file in files.iter().filter(|file| file.superseded_by.is_some()) {
            all.push(row(Arrival::Superseded, Some(file), 0));
        }
        let live: Vec<&&Received> = files.iter().filter(|file| file.superseded_by.is_none()).collect();
        let (answering, blank): (Vec<&Received>, Vec<&Received>) =
            live.into_iter().copied().partition(|file| file.answers > 0);
        if !due.is_empty() {
            findings.extend(blank.iter().map(|file| expected.blank(year, unit, form, file)));
        }
        // The figures of one return can be spread over several files; the last one
        // that rules stands for it.
        let Some(file) = answering.last() else {
            all.push(row(Arrival::Missing, blank.last().copied(), 0));
            continue;
        };
        let open: Vec<Key> = due.iter().copied().filter(|key| source.answer(*key).is_none()).collect();
        let status = match (open.is_empty(), in_time == Some(false)) {
            (false, _) => Arrival::Partial,
            (true, true) => Arrival::Late,
            (true, false) => Arrival::Received,
        };
        let submission = row(status, Some(file), due.len() - open.len());
        // What is wrong with a figure has been said, or where it stands instead.
        let is_said = |key: &Key| named.contains(&(key.unit, key.element)) || intake.displaced.contains(key);
        let blank: Vec<Key> = open.into_iter().filter(|key| !is_said(key)).collect();
        let asked = |key: Key| {
            let at = file.blank.binary_search_by_key(&key, |(own, _)| *own).ok()?;
            file.blank.get(at).map(|(_, place)| place.clone())
        };
        let blank: Vec<_> = blank.into_iter().map(|key| (key, asked(key))).collect();
        if !blank.is_empty() {
            findings.push(expected.incomplete(year, unit, file, &blank));
        }
        all.push(Submission { blank, ..submission });
    }
    (all, findings)
}

/// A file of which nothing is used is no longer asked for once its unit, or the department that it
/// is called after, has returned everything: what was wrong with it is worth knowing only. Where
/// only the folder says whose it is, it can be that of any unit within; where its cells name one unit
/// and its name another, both have to have returned.
pub fn settle(
    catalogue: &Catalogue,
    registry: &Registry,
    findings: &mut [Finding],
    files: &[FileRecord],
    submissions: &[Submission],
) {
    let unused: BTreeMap<&Arc<str>, &FileRecord> =
        files.iter().filter(|record| !record.is_used).map(|record| (&record.file, record)).collect();
    if unused.is_empty() {
        return;
    }
    let has_returned = |record: &FileRecord| {
        let department = catalogue.department_of(&record.file);
        let by_folder = record.whose.is_some_and(|whose| whose.by_folder);
        let own = record.whose.map(|whose| std::iter::once(whose.unit).chain(whose.or).collect());
        let units: Vec<UnitIx> = department.map(|_| vec![DISTRICT]).or(own).unwrap_or_default();
        let is_of = |row: &Submission, unit: UnitIx| {
            row.unit == unit || by_folder && department.is_none() && registry.is_within(row.unit, unit)
        };
        let mut own = submissions.iter().filter(|row| {
            Some(row.year) == record.year
                && row.expected > 0
                && units.iter().any(|unit| is_of(row, *unit))
                && (department.is_none() || row.reporter.as_deref() == department)
        });
        // A return of which nothing can be used is none that would settle itself.
        let came =
            |row: &Submission| row.status != Arrival::Missing && row.file.as_ref() != Some(&record.file);
        own.next().is_some_and(came) && own.all(came)
    };
    let settled: BTreeSet<&Arc<str>> =
        unused.into_iter().filter(|(_, record)| has_returned(record)).map(|(file, _)| file).collect();
    for finding in findings.iter_mut().filter(|finding| settled.contains(&finding.place.file)) {
        if finding.rule != finding::IDENTITY_NUMBER.id {
            finding.severity = Severity::Notice;
        }
    }
}

#[derive(Clone, Copy)]
struct Expected<'a> {
    source: Source<'a>,
    asked: &'a Asked<'a>,
}

impl Expected<'_> {
    fn dues(self, year: i32) -> Vec<Due> {
        let mut all = Vec::new();
        for (unit, row) in self.source.registry.open(year) {
            let mut due = |form, reporter: Option<&str>, keys: Vec<Key>| {
                if !keys.is_empty() {
                    all.push(Due { unit, form, reporter: reporter.map(str::to_owned), keys });
                }
            };
            let form = FormKind::of(row.level);
            match row.level {
                Level::District => {
                    for reporter in self.source.catalogue.reporters() {
                        let own = self.keys(year, unit, form);
                        let of_reporter = |key: &Key| {
                            self.source.catalogue.element(key.element).reporter.as_deref() == Some(reporter)
                        };
                        due(form, Some(reporter), own.into_iter().filter(of_reporter).collect());
                    }
                }
                Level::Township => due(form, None, self.keys(year, unit, form)),
                Level::Facility => {
                    due(form, None, self.keys(year, unit, form));
                    let clinics = self.source.registry.children(unit, year);
                    let roster = clinics.flat_map(|(clinic, _)| self.keys(year, clinic, FormKind::Village));
                    due(FormKind::Village, None, roster.collect());
                    let used = self.source.catalogue.centres.element.filter(|ix| self.asked.uses(*ix));
                    if let Some(element) = used.filter(|_| row.regional_centre) {
                        let entries = (0..).zip(&self.source.catalogue.centres.entries);
                        let keys = entries.map(|(entry, _)| Key { year, unit, element, entry });
                        due(FormKind::Centres, None, keys.collect());
                    }
                }
                Level::Village => {}
            }
        }
        all
    }

    /// The figures of a form that a unit owes: those that an indicator takes from it,
    /// and that are asked of it.
    fn keys(self, year: i32, unit: UnitIx, form: FormKind) -> Vec<Key> {
        self.source
            .catalogue
            .elements_ix()
            .filter(|(_, element)| element.form == form)
            .map(|(element, _)| Key { year, unit, element, entry: 0 })
            .filter(|key| self.asked.is_asked(*key))
            .collect()
    }

    /// A form that came without an answer has not been returned.
    fn blank(self, year: i32, unit: UnitIx, form: FormKind, file: &Received) -> Finding {
        let sheet = file.blank.first().map(|(_, place)| Arc::clone(&place.sheet)).unwrap_or_default();
        let place = Place { file: Arc::clone(&file.file), sheet, cell: None };
        let finding = Finding::new(finding::RETURN_BLANK, year, place).of(unit);
        match self.source.catalogue.form(form) {
            Some(form) => finding.fact("form", &form.title),
            None => finding.fact("form", String::new()),
        }
    }

    fn incomplete(self, year: i32, unit: UnitIx, file: &Received, blank: &[(Key, Option<Place>)]) -> Finding {
        const NAMED: usize = 6;
        let described = |(key, place): &(Key, Option<Place>), lang: Lang| {
            let element = self.source.catalogue.element(key.element);
            let cell = place.as_ref().map(Place::a1).unwrap_or_default();
            let of = if key.unit == unit || key.unit == DISTRICT {
                String::new()
            } else {
                format!("{} ", self.source.registry.unit(key.unit).name)
            };
            format!("{of}{} {} {cell}", element.code, self.source.catalogue.label_of(*key).get(lang))
                .trim_end()
                .to_owned()
        };
        let names = |lang, between: &str| {
            blank.iter().take(NAMED).map(|own| described(own, lang)).collect::<Vec<_>>().join(between)
        };
        let names = Text { zh: names(Lang::Zh, "；"), en: names(Lang::En, "; ") };
        let sheet = blank.iter().find_map(|(_, place)| Some(Arc::clone(&place.as_ref()?.sheet)));
        let place = Place { file: Arc::clone(&file.file), sheet: sheet.unwrap_or_default(), cell: None };
        Finding::new(finding::RETURN_INCOMPLETE, year, place)
            .of(unit)
            .fact("n", blank.len())
            .fact("names", &names)
            .fact("more", if blank.len() > NAMED { "more" } else { "" })
    }
}
