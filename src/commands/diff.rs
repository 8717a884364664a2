//! `diff`: what is not the same in two reports.

use std::io::Write;
use std::path::Path;

use super::{Outcome, Session};
use crate::diff::{self, Report};
use crate::messages::Stop;
use crate::report::changes;

impl Session<'_> {
    pub(super) fn diff(
        self,
        old: &Path,
        new: &Path,
        page: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let hold = page.map(|folder| self.hold(folder, "diff")).transpose()?;
        let read = |folder: &Path| Report::read(folder);
        let (before, after) = (read(old)?, read(new)?);
        let diff = diff::diff(&before, &after);
        let names = (old.display().to_string(), new.display().to_string());
        let changes = changes::of_diff(&before, &after, (&names.0, &names.1), &diff, self.messages);
        if let (Some(folder), Some(hold)) = (page, hold) {
            let pages = changes.pages(after.year, "", self.messages)?;
            self.publish_pages(hold, folder, &pages, &self.bare_manifest("diff", after.year))?;
        }
        write!(out, "{}", changes.text(self.messages))?;
        Ok(Outcome::Done)
    }
}
