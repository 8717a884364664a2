//! From files to data values: every return of every year, read, and each cell of it
//! accounted for.

mod answered;
pub mod answers;
mod dates;
mod displaced;
pub mod figure;
pub mod grid;
pub mod identity;
pub mod layout;
pub mod lexicon;
pub mod reading;
pub mod scale;
#[cfg(test)]
mod small;
pub mod supersede;
pub mod taught;

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::catalogue::Severity;
use crate::digest::sha256;
use crate::finding::{self, Finding};
use crate::fold::visible;
use crate::formats::format::{self, Format, Opened};
use crate::formats::limits::{Kind, Refusal};
use crate::formats::workbook;
use crate::formats::worker::Isolation;
use crate::model::{ElementIx, UnitIx};
use crate::platform;
use crate::value::{DataValue, Key, Place, Values};
use crate::workspace::{Returned, Workspace};
use reading::Reading;

pub use lexicon::{Lexicon, Whose};
pub use reading::{FileReading, Ground, Grounds, Stated, Tally};
pub use supersede::{Received, Revision};

/// What happened to one file.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// The file, relative to `returns/`.
    pub file: Arc<str>,
    /// The year of its folder; none outside of one.
    pub year: Option<i32>,
    /// Where its cells went; none for a file that could not be read.
    pub tally: Option<Tally>,
    /// Whose it is, where nothing of it is used and that can be told.
    pub whose: Option<Whose>,
    /// Whether something of it is used. One of which nothing is counts as refused.
    pub is_used: bool,
    /// Of a correction sheet that came back what its lines are about.
    pub answers: Vec<(UnitIx, Option<ElementIx>)>,
}

/// Everything that the returns say.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// The values that rule, before they are held against each other.
    pub values: Values,
    /// What came in, file by file and form by form.
    pub received: Vec<Received>,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
    /// What was corrected by later returns.
    pub revisions: Vec<Revision>,
    /// What returns say of the year before.
    pub stated: Vec<Stated>,
    /// What stands in the place of other figures and is answered nowhere else.
    pub displaced: BTreeSet<Key>,
    /// The figures that look wrong and are said to be right, with what says so.
    pub confirmed: BTreeMap<Key, answers::Remark>,
    /// All files found.
    pub files: Vec<FileRecord>,
    /// SHA-256 of what was read, by the file's name under `returns/`.
    pub digests: BTreeMap<Arc<str>, String>,
}

/// Reads all returns up to a year. `done` is called after every file.
#[must_use]
pub fn read(
    workspace: &Workspace,
    lexicon: &Lexicon<'_>,
    last_year: i32,
    isolation: &Isolation,
    done: &(impl Fn() + Sync),
) -> Intake {
    let files: Vec<&Returned> =
        workspace.files.iter().filter(|file| file.year.is_none_or(|year| year <= last_year)).collect();
    // Collected in the order of the files, so that the threads leave no trace.
    let read: Vec<(Option<String>, Vec<Outcome>)> = files
        .par_iter()
        .map(|file| {
            let outcomes = one(file, Reader { lexicon, isolation, traced: false });
            done();
            outcomes
        })
        .collect();
    let mut intake = Intake::default();
    let mut of_years = BTreeMap::<i32, OfYear>::new();
    let mut outcomes = Vec::new();
    for (file, (digest, own)) in files.iter().zip(read) {
        intake.digests.extend(digest.map(|digest| (Arc::clone(&file.name), digest)));
        outcomes.extend(own);
    }
    for outcome in outcomes {
        match outcome {
            Outcome::Read(file) => {
                let is_used = file.tally.values > 0 || file.answers.iter().any(|own| own.confirmed.is_some());
                let FileReading { file, year, readings, whose, answers, confirmed, findings, tally, .. } =
                    file;
                let about = answers.iter().filter_map(|own| Some((own.names.0?, own.names.1))).collect();
                let (year_of, tally) = (Some(year), Some(tally));
                intake.files.push(FileRecord { file, year: year_of, tally, whose, is_used, answers: about });
                intake.findings.extend(findings);
                let own = of_years.entry(year).or_default();
                own.readings.extend(readings);
                own.confirmed.extend(confirmed);
                own.answers.extend((!answers.is_empty()).then_some(answers));
            }
            Outcome::Refused(mut record, mut finding) => {
                record.whose = lexicon.whose(&record.file);
                if finding.rule != finding::FILE_LOCK.id {
                    finding.unit = record.whose.map(|whose| whose.unit);
                }
                intake.files.push(record);
                intake.findings.push(finding);
            }
        }
    }
    let mut values = Vec::new();
    let mut before = Values::default();
    for (year, OfYear { mut readings, confirmed, answers }) in of_years {
        if before.years().next().is_some_and(|last| last + 1 != year) {
            values.push(std::mem::take(&mut before));
        }
        let displaced = displaced::displaced(lexicon.catalogue, &mut readings, &before);
        let places: BTreeSet<&Place> = displaced.iter().flat_map(|own| &own.places).collect();
        if !places.is_empty() {
            intake.findings.retain(|finding| !places.contains(&finding.place));
        }
        intake.confirmed.extend(confirmed);
        for answers in answers {
            let placed = answered::placed(lexicon, year, &readings, &answers);
            for stated in readings.iter_mut().flat_map(|reading| &mut reading.stated) {
                if let Some(value) = placed.restated.get(&stated.place) {
                    stated.value = *value;
                }
            }
            readings.extend(placed.readings);
            intake.confirmed.extend(placed.confirmed);
            intake.findings.extend(placed.findings);
        }
        let stated: Vec<Stated> =
            readings.iter_mut().flat_map(|reading| std::mem::take(&mut reading.stated)).collect();
        let merged = supersede::merge(lexicon.catalogue, year, readings);
        settle(&mut intake.findings, &merged);
        for mut own in displaced {
            let of_this_year = !own.keys.is_empty();
            own.keys.retain(|key| merged.values.binary_search_by_key(key, |value| value.key).is_err());
            let is_settled = of_this_year && own.keys.is_empty();
            if !is_settled && !merged.superseded.contains(&own.finding.place.file) {
                intake.findings.push(own.finding);
                intake.displaced.extend(own.keys);
            }
        }
        // What a return said that another one rules over is of no interest.
        let ruled_over: BTreeSet<_> = merged
            .received
            .iter()
            .filter(|own| own.superseded_by.is_some())
            .map(|own| (&own.file, own.unit, own.form))
            .collect();
        intake.stated.extend(stated.into_iter().filter(|stated| {
            let (unit, form, _) = reading::home(lexicon, stated.key);
            !ruled_over.contains(&(&stated.place.file, unit, form))
        }));
        intake.received.extend(merged.received);
        intake.revisions.extend(merged.revisions);
        intake.findings.extend(merged.findings);
        values.push(std::mem::replace(&mut before, Values::new(merged.values)));
    }
    values.push(before);
    let values: Vec<DataValue> = values.into_iter().flat_map(Values::into_list).collect();
    intake.values = Values::new(values);
    intake
}

/// What the files of a year say.
#[derive(Default)]
struct OfYear {
    readings: Vec<Reading>,
    confirmed: Vec<(Key, answers::Remark)>,
    /// By correction sheet.
    answers: Vec<Vec<answers::Answer>>,
}

/// What was wrong in a return that another one corrects is no longer wrong.
fn settle(findings: &mut Vec<Finding>, merged: &supersede::Merged) {
    if merged.settled.is_empty() && merged.superseded.is_empty() {
        return;
    }
    let settled: BTreeSet<_> =
        merged.settled.iter().map(|(file, key)| (file, Some(key.unit), Some(key.element))).collect();
    findings.retain(|own| {
        let superseded = merged.superseded.contains(&own.place.file);
        let grave = own.severity != Severity::Notice && own.rule != finding::IDENTITY_NUMBER.id;
        !(superseded && grave || settled.contains(&(&own.place.file, own.unit, own.element)))
    });
}

/// What the figures of some files rest on, by place; the files are read once more.
#[must_use]
pub fn grounds(
    workspace: &Workspace,
    lexicon: &Lexicon<'_>,
    isolation: &Isolation,
    files: &BTreeSet<Arc<str>>,
) -> BTreeMap<Place, Grounds> {
    // What is packed into an archive is called after it.
    let is_asked = |file: &&Returned| {
        files.iter().any(|asked| {
            asked.strip_prefix(&*file.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let reader = Reader { lexicon, isolation, traced: true };
    let outcomes = workspace.files.iter().filter(is_asked).flat_map(|file| one(file, reader).1);
    let read = outcomes.filter_map(|outcome| match outcome {
        Outcome::Read(file) => Some(file.grounds),
        Outcome::Refused(..) => None,
    });
    read.flatten().collect()
}

/// How files are read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    lexicon: &'a Lexicon<'a>,
    isolation: &'a Isolation,
    /// Whether what every figure rests on is noted.
    traced: bool,
}

enum Outcome {
    Read(FileReading),
    Refused(FileRecord, Finding),
}

/// What a file says, with the digest of it where it was read; an archive is read as a folder.
fn one(file: &Returned, reader: Reader<'_>) -> (Option<String>, Vec<Outcome>) {
    let nothing = |finding| (None, vec![refused(file, finding)]);
    if file.is_output {
        return nothing(Finding::new(finding::FOLDER_OUTPUT, file.year, place(file)));
    }
    let Some(year) = file.year else {
        return nothing(Finding::new(finding::FILE_OUTSIDE, None, place(file)));
    };
    let found = |rule| Finding::new(rule, year, place(file));
    if let Some(why) = &file.unreadable {
        return nothing(found(finding::FILE_UNREADABLE).fact("why", why.clone()));
    }
    if file.outside {
        return nothing(found(finding::FILE_LINK));
    }
    if platform::is_owner_file(&file.name) {
        return nothing(found(finding::FILE_LOCK));
    }
    match std::fs::read(&file.path) {
        Ok(bytes) => (Some(sha256(&bytes)), returns(file, year, &bytes, reader)),
        Err(error) if platform::is_in_use(&error) => nothing(found(finding::FILE_IN_USE)),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => nothing(found(finding::FILE_FORBIDDEN)),
        // In the same words on every system.
        Err(error) => nothing(found(finding::FILE_UNREADABLE).fact("why", error.kind().to_string())),
    }
}

fn returns(file: &Returned, year: i32, bytes: &[u8], reader: Reader<'_>) -> Vec<Outcome> {
    let found = |rule| Finding::new(rule, year, place(file));
    let archive = match format::open(bytes) {
        Ok(Opened { format: Format::Archive, archive: Some(archive) }) => archive,
        opened => return vec![sheets(file, year, bytes, opened, reader)],
    };
    let (inside, more) = format::unpack(archive);
    let inside = inside.into_iter().map(|packed| {
        let name = format!("{}/{}", file.name, visible(&packed.name));
        let inner = Returned { name: name.into(), ..file.clone() };
        match packed.bytes {
            Ok(bytes) => sheets(&inner, year, &bytes, format::open(&bytes), reader),
            Err(kind) => {
                let finding = Finding::new(finding::FILE_KIND, year, place(&inner));
                refused(&inner, finding.fact("kind", kind.key()))
            }
        }
    });
    let mut inside: Vec<Outcome> = inside.collect();
    if more > 0 {
        inside.push(refused(file, found(finding::ARCHIVE_MORE).found(more.to_string())));
    }
    if inside.is_empty() {
        return vec![refused(file, found(finding::FILE_KIND).fact("kind", Kind::Empty.key()))];
    }
    inside
}

fn place(file: &Returned) -> Place {
    Place { file: Arc::clone(&file.name), ..Place::default() }
}

fn refused(file: &Returned, finding: Finding) -> Outcome {
    let record = FileRecord {
        file: Arc::clone(&file.name),
        year: file.year,
        tally: None,
        whose: None,
        is_used: false,
        answers: Vec::new(),
    };
    Outcome::Refused(record, finding)
}

fn sheets(
    file: &Returned,
    year: i32,
    bytes: &[u8],
    opened: Result<Opened<'_>, Kind>,
    reader: Reader<'_>,
) -> Outcome {
    let found = |rule| Finding::new(rule, year, place(file));
    let read = |opened| workbook::sheets(bytes, opened, reader.isolation);
    match opened.map_err(Refusal::Kind).and_then(read) {
        Ok(sheets) => Outcome::Read(reading::read(reader.lexicon, &file.name, year, &sheets, reader.traced)),
        Err(Refusal::Kind(kind)) => refused(file, found(finding::FILE_KIND).fact("kind", kind.key())),
        Err(Refusal::Unreadable(why)) => refused(file, found(finding::FILE_UNREADABLE).fact("why", why)),
        Err(Refusal::Damaged) => {
            refused(file, found(finding::FILE_UNREADABLE).fact("why", key!("file-damaged")))
        }
    }
}
