//! `check`: read and check only, and write what goes back to the units.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;

use super::{Outcome, Session, outcome};
use crate::checked::Checked;
use crate::cli::Input;
use crate::manifest::Manifest;
use crate::messages::Stop;
use crate::report::publish::{Memory, OutputFile};
use crate::report::tables;
use crate::summary;

impl Session<'_> {
    pub(super) fn check(
        self,
        input: &Input,
        folder: &Path,
        reply_by: Option<NaiveDate>,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let (hold, checked) = self.held(folder, "check", input)?;
        let mut own = None;
        let desk = self.of(&checked.registry, &mut own);
        let pages = desk.check_pages(&checked, reply_by)?;
        let manifest = Manifest { reply_by, ..self.manifest("check", &checked, 0) };
        self.publish_pages(hold, folder, &pages, &manifest)?;
        summary::of_checked(&checked, folder, desk.messages, out)?;
        Ok(outcome(&checked))
    }

    pub(super) fn check_pages(
        self,
        checked: &Checked,
        reply_by: Option<NaiveDate>,
    ) -> Result<Vec<OutputFile>, Stop> {
        let memory = Memory::default();
        tables::write_values(checked, self.messages, &memory)?;
        tables::write_checked(checked, self.messages, &memory)?;
        let mut pages = memory.pages();
        let described = tables::described(&tables::CHECKED, self.messages);
        pages.push(tables::package((checked.year, &checked.catalogue.edition_of(checked.year)), &described)?);
        pages.extend(crate::report::corrections::pages(checked, self.messages, reply_by)?);
        Ok(pages)
    }
}
