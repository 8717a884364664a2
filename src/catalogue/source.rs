//! Where the plan files come from: built into the program, or a folder.

use std::fs;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::de::DeserializeOwned;

use super::file;
use super::plans::Catalogue;
use super::resolve::{self, Mistake};
use crate::digest::sha256;
use crate::messages::Stop;

const ELEMENTS: &str = "elements.toml";
const CHECKS: &str = "checks.toml";
const READING: &str = "reading.toml";
const PLANS: &str = "plans";

/// One file under `targets/`.
struct Source {
    /// Its name under `targets/`, whatever folder stands for that.
    file: String,
    /// Where it is, for messages.
    name: String,
    text: String,
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
    let mut plans: Vec<(&Source, file::PlanFile)> =
        sources.plans.iter().map(|source| Ok((source, read(source, Ok)?))).collect::<Result<_, Stop>>()?;
    // As they follow each other in time, so that what goes on from an earlier plan finds it.
    plans.sort_by_key(|(source, plan)| (*plan.first_year.get_ref(), plan.order, &source.file));
    for (source, plan) in plans {
        resolve::plan(&mut catalogue, &plan, &source.file).map_err(|mistake| stop(source, &mistake))?;
    }
    read(&sources.checks, |shape| resolve::checks(&mut catalogue, &shape))?;
    catalogue.words = read(&sources.reading, |shape: file::ReadingFile| Ok(resolve::words(&shape)))?;
    let Sources { elements, checks, reading, plans } = &sources;
    let all = [elements, checks, reading].into_iter().chain(plans);
    catalogue.digests = all.map(|source| (source.file.clone(), sha256(source.text.as_bytes()))).collect();
    Ok(catalogue)
}

/// The files of the plans of `folder`, or of those built into the program, by their names under
/// `targets/`.
///
/// # Errors
/// A file that is missing or cannot be read.
pub fn files(folder: Option<&Path>) -> Result<Vec<(String, String)>, Stop> {
    let Sources { elements, checks, reading, plans } = match folder {
        Some(folder) => from_folder(folder)?,
        None => built_in(),
    };
    let under = |source: Source| (source.file.trim_start_matches("targets/").to_owned(), source.text);
    Ok([elements, checks, reading].into_iter().chain(plans).map(under).collect())
}

fn built_in() -> Sources {
    let source = |name: &str, text: &str| {
        let file = format!("targets/{name}");
        Source { name: file.clone(), file, text: text.to_owned() }
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
        let under = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        Ok(Source { file: format!("targets/{under}"), name, text })
    };
    let plans = folder.join(PLANS);
    let entries =
        fs::read_dir(&plans).map_err(|e| stop!("plan-unreadable", file = plans.display(), why = e))?;
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    names.sort();
    Ok(Sources {
        elements: source(&folder.join(ELEMENTS))?,
        checks: source(&folder.join(CHECKS))?,
        reading: source(&folder.join(READING))?,
        plans: names.iter().map(|path| source(path)).collect::<Result<_, _>>()?,
    })
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
    read(&Source { file: name.to_owned(), name: name.to_owned(), text: text.to_owned() }, meaning)
}

fn read<S: DeserializeOwned, T>(
    source: &Source,
    mut meaning: impl FnMut(S) -> Result<T, Mistake>,
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
        stop(source, &mistake)
    })?;
    meaning(shape).map_err(|mistake| stop(source, &mistake))
}

/// Out of serde's words for an unknown key, the nearest of the expected ones.
fn nearest_key(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ")?;
    let mut names = rest.split('`').skip(1).step_by(2);
    let found = names.next()?;
    let expected: Vec<&str> = names.collect();
    Some(resolve::nearest(found, &expected))
}

fn stop(source: &Source, mistake: &Mistake) -> Stop {
    let (line, column) = place(&source.text, &mistake.span);
    let mut facts = mistake.facts.clone();
    facts.push(("file", source.name.clone().into()));
    facts.push(("line", line.to_string().into()));
    facts.push(("column", column.to_string().into()));
    let end = mistake.span.end.min(source.text.len());
    let start = mistake.span.start.min(end);
    let report = [Level::ERROR.no_name().primary_title("").element(
        Snippet::source(source.text.as_str())
            .path(source.name.as_str())
            .annotation(AnnotationKind::Primary.span(start..end)),
    )];
    let excerpt = Renderer::plain().render(&report);
    Stop { key: mistake.key, facts, excerpt: Some(excerpt), cause: None }
}

/// Line and column, both from 1, columns counted in characters.
fn place(text: &str, span: &Range<usize>) -> (usize, usize) {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}
