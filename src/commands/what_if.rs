//! `what-if`: what would change if some figures were others.

use std::io::Write;
use std::path::Path;

use super::{Outcome, Session};
use crate::assess::Assessment;
use crate::checked::Checked;
use crate::cli::Input;
use crate::messages::Stop;
use crate::report::changes;
use crate::report::publish::OutputFile;
use crate::report::view::View;
use crate::results::Results;
use crate::what_if;

impl Session<'_> {
    pub(super) fn what_if(
        self,
        input: &Input,
        set: &[String],
        file: Option<&Path>,
        page: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let hold = page.map(|folder| self.hold(folder, "what-if")).transpose()?;
        let mut all = set.to_vec();
        if let Some(file) = file {
            all.extend(settings(file)?);
        }
        if all.is_empty() {
            return Err(stop!("what-if-nothing"));
        }
        let before = Results::judge(self.checked(input)?)?;
        let (after, supposed) = what_if::suppose(&before, &all)?;
        let mut own = None;
        let desk = self.of(&before.checked.registry, &mut own);
        let (was, is) = (View::new(&before, desk.messages), View::new(&after, desk.messages));
        let differences = what_if::differences(&before, &after);
        if let (Some(folder), Some(hold)) = (page, hold) {
            let Checked { year, catalogue, .. } = &before.checked;
            let changes = changes::of_what_if(&was, &is, &differences, &supposed);
            let pages = changes.pages(*year, &catalogue.edition_of(*year), desk.messages)?;
            let manifest = desk.manifest("what-if", &before.checked, differences.len());
            self.publish_pages(hold, folder, &pages, &manifest)?;
            let page = pages.iter().map(OutputFile::name).find(|name| name.ends_with(".html"));
            let page = folder.join(page.unwrap_or_default()).display().to_string();
            writeln!(out, "{}", say!(desk.messages, "what-if-page", file = page))?;
        }
        for one in supposed {
            writeln!(out, "{}", changes::supposed(desk.messages, &before.checked, one))?;
        }
        let n = differences.len();
        writeln!(out, "{}", say!(desk.messages, "what-if-changes", n = n))?;
        for difference in differences {
            let shown = |view: &View<'_>, row: &Assessment| {
                let figure = view.figure(row);
                say!(
                    desk.messages,
                    "what-if-figure",
                    value = figure.value,
                    parts = figure.parts,
                    word = figure.mark.word,
                    shortfall = figure.shortfall
                )
            };
            let Some(row) = difference.before.as_ref().or(difference.after.as_ref()) else { continue };
            let figure = was.figure(row);
            let none = || desk.messages.t(key!("cell-none"));
            writeln!(
                out,
                "{}",
                say!(
                    desk.messages,
                    key!("what-if-change"),
                    unit = figure.unit_name,
                    name = figure.name,
                    before = difference.before.as_ref().map_or_else(none, |row| shown(&was, row)),
                    after = difference.after.as_ref().map_or_else(none, |row| shown(&is, row))
                )
            )?;
        }
        Ok(Outcome::Done)
    }
}

/// The lines of a file of settings, without blank ones and those that start with #.
fn settings(file: &Path) -> Result<Vec<String>, Stop> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| stop!("what-if-file", file = file.display(), why = error))?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    Ok(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}
