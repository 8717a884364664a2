//! `report --update`: a circular that somebody has edited, brought up to date.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Session;
use crate::messages::{Messages, Stop};
use crate::report::document::update::{Became, Point, Updated, update};
use crate::report::pages;
use crate::report::view::View;

/// A document brought up to date, not yet written.
pub(super) struct Update {
    /// Where it goes: beside the one that was edited, which stays.
    to: PathBuf,
    updated: Updated,
}

/// So much of a paragraph says which one it is.
const MOST_CHARACTERS: usize = 60;

impl Session<'_> {
    /// Brings a document up to date.
    pub(super) fn updated(self, view: &View<'_>, folder: &Path, file: &Path) -> Result<Update, Stop> {
        let real = |path: &Path| path.canonicalize().ok();
        if real(folder).zip(real(file)).is_some_and(|(folder, file)| file.starts_with(folder)) {
            // What is added to a report keeps it from being replaced.
            return Err(stop!("update-in-report", file = file.display()));
        }
        let refused = |why: String| stop!("update-unreadable", file = file.display(), why = why);
        let bytes = std::fs::read(file).map_err(|error| refused(error.to_string()))?;
        let updated = update(&bytes, &pages::circular_figures(view));
        let updated = updated.map_err(|error| refused(format!("{error:#}")))?;
        if updated.figures == 0 {
            return Err(stop!("update-no-figures", file = file.display()));
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let to = file.with_file_name(say!(self.messages, "update-name", stem = stem) + ".docx");
        if to.exists() {
            return Err(stop!("update-exists", file = to.display()));
        }
        Ok(Update { to, updated })
    }
}

impl Update {
    /// Writes it, and says what changed and what may no longer hold.
    pub(super) fn write(self, messages: &Messages, out: &mut impl Write) -> Result<(), Stop> {
        let Self { to, updated } = self;
        let refused = |error| stop!("out-refused", file = to.display(), why = error);
        let made = std::fs::File::create_new(&to);
        made.and_then(|mut file| file.write_all(&updated.bytes)).map_err(refused)?;
        let count = |is: fn(&Became) -> bool| updated.points.iter().filter(|point| is(&point.became)).count();
        let done = say!(
            messages,
            "update-done",
            file = to.display(),
            n = count(|became| matches!(became, Became::Right(_))),
            kept = count(|became| matches!(became, Became::Kept(_))),
            gone = count(|became| matches!(became, Became::Gone))
        );
        writeln!(out, "{done}")?;
        for Point { said, became, paragraph, .. } in &updated.points {
            let paragraph = begun(paragraph);
            let line = match became {
                Became::Right(now) => {
                    say!(messages, "update-change", before = said, after = now, paragraph = paragraph)
                }
                Became::Kept(now) => {
                    say!(messages, "update-kept", said = said, now = now, paragraph = paragraph)
                }
                Became::Gone => say!(messages, "update-gone", said = said, paragraph = paragraph),
            };
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// How a paragraph begins.
fn begun(paragraph: &str) -> String {
    let mut shown: String = paragraph.chars().take(MOST_CHARACTERS).collect();
    if shown.len() < paragraph.len() {
        shown.push('…');
    }
    shown
}
