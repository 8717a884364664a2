//! Where the plan files come from: built into the program, or a folder.

use std::fs;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::de::DeserializeOwned;

use super::book::{Book, Written};
use super::file;
use super::plans::Catalogue;
use super::resolve::{self, Mistake};
use crate::digest::sha256;
use crate::formats::format::{self, Format};
use crate::formats::limits::Refusal;
use crate::formats::sheet::At;
use crate::formats::worker::Isolation;
use crate::messages::{Spot, Stop};
use crate::value::a1;
use crate::{formats, platform};

const ELEMENTS: &str = "elements.toml";
const CHECKS: &str = "checks.toml";
/// The words by which returns are understood.
pub const READING: &str = "reading.toml";
const PLANS: &str = "plans";

/// The ending of a plan as a text.
const TEXT: &str = ".toml";

/// One file under `targets/`.
struct Source {
    /// Its name under `targets/`, whatever folder stands for that.
    file: String,
    /// Where it is, for messages.
    name: String,
    /// What it says; of a workbook what says the same.
    text: String,
    /// A workbook, and where its text comes from.
    book: Option<(Vec<u8>, Written)>,
}

struct Sources {
    elements: Source,
    checks: Source,
    reading: Source,
    plans: Vec<Source>,
}

/// Reads the plans of `folder`, or those built into the program.
///
/// # Errors
/// A file that is missing, is not TOML, has an unknown key or contradicts itself is
/// refused with its name, line, column and the nearest valid name.
pub fn load(folder: Option<&Path>) -> Result<Catalogue, Stop> {
    let sources = match folder {
        Some(folder) => from_folder(folder)?,
        None => built_in(),
    };
    let mut catalogue = read(&sources.elements, |shape| resolve::elements(&shape))?;
    if let (Some(folder), true) = (folder, sources.plans.is_empty()) {
        return Err(stop!("plan-none", folder = folder.join(PLANS).display()));
    }
    catalogue.words =
        read(&sources.reading, |shape: file::ReadingFile| Ok::<_, Mistake>(resolve::words(&shape)))?;
    let plan = |source| Ok((source, read(source, Ok::<file::PlanFile, Mistake>)?));
    let mut plans: Vec<(&Source, file::PlanFile)> =
        sources.plans.iter().map(plan).collect::<Result<_, Stop>>()?;
    // As they follow each other in time, so that what goes on from an earlier plan finds it.
    plans.sort_by_key(|(source, plan)| (*plan.first_year.get_ref(), plan.order, &source.file));
    for (source, plan) in plans {
        let resolved = resolve::plan(&mut catalogue, &plan, &source.file);
        told(source, resolved.err().unwrap_or_default())?;
    }
    read(&sources.checks, |shape| resolve::checks(&mut catalogue, &shape))?;
    let Sources { elements, checks, reading, plans } = &sources;
    let all = [elements, checks, reading].into_iter().chain(plans);
    catalogue.digests = all.map(|source| (source.file.clone(), sha256(source.bytes()))).collect();
    Ok(catalogue)
}

/// A file of the plans as somebody starts from it.
#[derive(Clone, Debug)]
pub struct PlanSource {
    /// Its name under `targets/`.
    pub file: String,
    /// Its text; of a plan that is a workbook what says the same.
    pub text: String,
    /// Whether it is a plan, which can be a workbook as well.
    pub is_plan: bool,
}

/// The files of the plans of `folder`, or of those built into the program.
///
/// # Errors
/// A file that is missing or cannot be read.
pub fn files(folder: Option<&Path>) -> Result<Vec<PlanSource>, Stop> {
    let Sources { elements, checks, reading, plans } = match folder {
        Some(folder) => from_folder(folder)?,
        None => built_in(),
    };
    let under = |is_plan: bool| {
        move |source: Source| {
            let file = source.file.trim_start_matches("targets/");
            let file = if source.book.is_some() { format!("{}{TEXT}", stem(file)) } else { file.to_owned() };
            PlanSource { file, text: source.text, is_plan }
        }
    };
    let beside = [elements, checks, reading].into_iter().map(under(false));
    Ok(beside.chain(plans.into_iter().map(under(true))).collect())
}

impl Source {
    fn text(file: String, name: String, text: String) -> Self {
        Self { file, name, text, book: None }
    }

    /// The bytes of the file.
    fn bytes(&self) -> &[u8] {
        self.book.as_ref().map_or(self.text.as_bytes(), |(bytes, _)| bytes)
    }
}

fn built_in() -> Sources {
    let source = |name: &str, text: &str| {
        let file = format!("targets/{name}");
        Source::text(file.clone(), file, text.to_owned())
    };
    Sources {
        elements: source(ELEMENTS, include_str!("../../targets/elements.toml")),
        checks: source(CHECKS, include_str!("../../targets/checks.toml")),
        reading: source(READING, include_str!("../../targets/reading.toml")),
        plans: vec![
            source("plans/primary-care.toml", include_str!("../../targets/plans/primary-care.toml")),
            source(
                "plans/disability-prevention.toml",
                include_str!("../../targets/plans/disability-prevention.toml"),
            ),
        ],
    }
}

fn from_folder(folder: &Path) -> Result<Sources, Stop> {
    let source = |path: &Path| -> Result<Source, Stop> {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => stop!("plan-encoding", file = name),
            _ => stop!("plan-unreadable", file = name, why = error),
        })?;
        Ok(Source::text(under(folder, path), name, text))
    };
    let plans = folder.join(PLANS);
    let entries =
        fs::read_dir(&plans).map_err(|e| stop!("plan-unreadable", file = plans.display(), why = e))?;
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    names.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && !platform::is_left_by_system(&name) && !platform::is_owner_file(&name)
    });
    names.sort();
    let mut sources: Vec<Source> = Vec::new();
    for path in names {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let plan = match ending.as_str() {
            "toml" => source(&path)?,
            "xlsx" => workbook(folder, &path)?,
            // A plan that is kept otherwise would be left out without a word.
            _ if is_kept_otherwise(&path) => return Err(stop!("plan-format", file = path.display())),
            _ => continue,
        };
        match sources.iter().find(|twin| stem(&twin.file) == stem(&plan.file)) {
            Some(twin) => same(twin, &plan)?,
            None => sources.push(plan),
        }
    }
    let [elements, checks] = [ELEMENTS, CHECKS].map(|name| source(&folder.join(name)));
    // Whoever has no words of his own has those of the program, also of a later one.
    let reading = folder.join(READING);
    let reading = if reading.exists() { source(&reading) } else { Ok(built_in().reading) };
    Ok(Sources { elements: elements?, checks: checks?, reading: reading?, plans: sources })
}

fn under(folder: &Path, path: &Path) -> String {
    let under = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    format!("targets/{under}")
}

/// The name of a file without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// A plan that is a workbook.
fn workbook(folder: &Path, path: &Path) -> Result<Source, Stop> {
    let name = path.display().to_string();
    let unreadable = |why: String| stop!("plan-unreadable", file = name, why = why);
    let bytes = platform::bytes_of(path).map_err(|why| unreadable(why.to_string()))?;
    let opened = format::open(&bytes).ok().filter(|opened| opened.format == Format::Xlsx);
    let opened = opened.ok_or_else(|| stop!("plan-format", file = name))?;
    let sheets =
        formats::workbook::sheets(&bytes, opened, &Isolation::None).map_err(|refusal| match refusal {
            Refusal::Unreadable(why) => unreadable(why),
            Refusal::Kind(_) | Refusal::Damaged => stop!("plan-format", file = name),
        })?;
    let written = Book::of_sheets(&sheets).written();
    let text = written.text.clone();
    Ok(Source { file: under(folder, path), name, text, book: Some((bytes, written)) })
}

/// Whether a file among the plans is a plan in a format that is not read: another workbook, or a text
/// that an editor called `.toml.txt`.
fn is_kept_otherwise(path: &Path) -> bool {
    const OTHERS: [&str; 11] =
        ["xls", "et", "ods", "xlsm", "xlsb", "xltx", "xltm", "ett", "fods", "csv", "tsv"];
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    OTHERS.contains(&ending) || name.ends_with(".toml.txt")
}

/// A plan may lie there as a text and as a workbook where both say the same.
fn same(one: &Source, other: &Source) -> Result<(), Stop> {
    let said = |source: &Source| -> Result<String, Stop> {
        // What is wrong in either is said before they are compared.
        read(source, Ok::<file::PlanFile, Mistake>)?;
        told(source, Vec::new())?;
        let text = || toml::from_str(&source.text).map(|plan| Book::of_text(&plan).written().text);
        Ok(match &source.book {
            Some((_, written)) => written.text.clone(),
            None => text().unwrap_or_default(),
        })
    };
    let (one_said, other_said) = (said(one)?, said(other)?);
    if one_said == other_said {
        return Ok(());
    }
    // The first line that the other does not have.
    let lacks = |own: &str, other: &str| {
        own.lines().find(|line| !other.lines().any(|own| own == *line)).map(str::to_owned)
    };
    let line = lacks(&other_said, &one_said).or_else(|| lacks(&one_said, &other_said)).unwrap_or_default();
    Err(stop!("plan-two-files", file = one.name, other = other.name, line = line))
}

/// Reads the text of a file in two passes, its shape and its meaning.
///
/// # Errors
/// A mistake is refused with its name, line, column and the nearest valid name.
pub(crate) fn read_source<S: DeserializeOwned, T>(
    name: &str,
    text: &str,
    meaning: impl FnMut(S) -> Result<T, Mistake>,
) -> Result<T, Stop> {
    read(&Source::text(name.to_owned(), name.to_owned(), text.to_owned()), meaning)
}

fn read<S: DeserializeOwned, T, E: Into<Vec<Mistake>>>(
    source: &Source,
    mut meaning: impl FnMut(S) -> Result<T, E>,
) -> Result<T, Stop> {
    let shape: S = toml::from_str(&source.text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let why = error.message();
        let missing = why.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        let mistake = if let Some(name) = missing {
            mistake!("plan-missing-key", span, name = name)
        } else if why.contains("enum Number") {
            mistake!("plan-decimal", span)
        } else if why.contains("string values must be quoted") {
            mistake!("plan-quotes", span)
        } else if why.contains("TOML datetime") {
            mistake!("plan-day", span)
        } else if let Some(nearest) = nearest_key(why) {
            mistake!("plan-unknown-key", span, nearest = nearest, why = why)
        } else {
            mistake!("plan-shape", span, why = why)
        };
        stop(source, vec![mistake])
    })?;
    meaning(shape).map_err(|mistakes| stop(source, mistakes.into()))
}

/// More than this nobody mends before the next try.
const MOST_SAID: usize = 40;

/// Whatever is wrong in a file, in one error: in a workbook what no text could be made of as well.
fn told(source: &Source, mistakes: Vec<Mistake>) -> Result<(), Stop> {
    let wrong = source.book.iter().flat_map(|(_, written)| &written.wrong);
    if mistakes.is_empty() && wrong.clone().next().is_none() {
        return Ok(());
    }
    let cells = wrong.map(|wrong| (wrong.order(), in_cell(source, &wrong.sheet, wrong.at, &wrong.mistake)));
    // What follows from a cell that is wrong is none of its own.
    let follows = |own: &Mistake| source.book.as_ref().is_some_and(|(_, written)| written.follows(own));
    let placed = |own: &Mistake| match source.book.as_ref().and_then(|(_, written)| written.cell_of(own)) {
        Some((sheet, at)) => (sheet.order(at), in_cell(source, sheet.name(), at, own)),
        None => ((0, (0, 0)), in_line(source, own)),
    };
    let others = mistakes.iter().filter(|own| !follows(own)).map(placed);
    let mut all: Vec<_> = cells.chain(others).collect();
    all.sort_by_key(|(order, _)| *order);
    let more = all.len().saturating_sub(MOST_SAID);
    let mut all = all.into_iter().map(|(_, stop)| stop).take(MOST_SAID);
    let Some(first) = all.next() else { return Ok(()) };
    let rest = (more > 0).then(|| stop!("plan-more", n = more));
    Err(Stop { others: all.chain(rest).collect(), ..first })
}

fn stop(source: &Source, mistakes: Vec<Mistake>) -> Stop {
    let first = mistakes.first().map(|mistake| in_line(source, mistake));
    told(source, mistakes)
        .err()
        .or(first)
        .unwrap_or_else(|| stop!("plan-unreadable", file = source.name, why = ""))
}

fn in_cell(source: &Source, sheet: &str, at: At, mistake: &Mistake) -> Stop {
    let spot = Spot::Cell { file: source.name.clone(), sheet: sheet.to_owned(), cell: a1(at.0, at.1) };
    Stop { spot: Some(Box::new(spot)), ..mistake.stop() }
}

/// Out of serde's words for an unknown key, the nearest of the expected ones.
fn nearest_key(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ")?;
    let mut names = rest.split('`').skip(1).step_by(2);
    let found = names.next()?;
    let expected: Vec<&str> = names.collect();
    Some(resolve::nearest(found, &expected))
}

fn in_line(source: &Source, mistake: &Mistake) -> Stop {
    let (line, column) = place(&source.text, &mistake.span);
    let end = mistake.span.end.min(source.text.len());
    let start = mistake.span.start.min(end);
    let report = [Level::ERROR.no_name().primary_title("").element(
        Snippet::source(source.text.as_str())
            .path(source.name.as_str())
            .annotation(AnnotationKind::Primary.span(start..end)),
    )];
    let excerpt = Renderer::plain().render(&report);
    let spot = Spot::Line { file: source.name.clone(), line, column };
    Stop { spot: Some(Box::new(spot)), excerpt: Some(excerpt), ..mistake.stop() }
}

/// Line and column, both from 1, columns counted in characters.
fn place(text: &str, span: &Range<usize>) -> (usize, usize) {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}
