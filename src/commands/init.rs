//! `init`: an empty workspace; `targets --out`: the plans as files to start from.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Outcome, Session};
use crate::catalogue;
use crate::init;
use crate::messages::Stop;
use crate::report::publish::{self, OutputFile};

impl Session<'_> {
    pub(super) fn init(self, folder: &Path, out: &mut impl Write) -> Result<Outcome, Stop> {
        let is_taken = match std::fs::read_dir(folder) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => folder.exists(),
        };
        if is_taken {
            return Err(stop!("init-not-empty", folder = folder.display()));
        }
        let catalogue = catalogue::load(None)?;
        let mut files = init::files(&catalogue)?;
        files.extend(plans(None, Path::new("targets"))?);
        publish::write(folder, &files)?;
        for year in catalogue.years() {
            let year = folder.join("returns").join(year.to_string());
            std::fs::create_dir_all(&year)?;
        }
        writeln!(out, "{}", say!(self.messages, "init-done", folder = folder.display()))?;
        Ok(Outcome::Done)
    }

    pub(super) fn targets_as_files(
        self,
        workspace: &Path,
        named: Option<&PathBuf>,
        folder: &Path,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        // What cannot be read is refused before it is written.
        self.catalogue(workspace, named)?;
        let files = plans(Self::plans_of(workspace, named).as_deref(), Path::new(""))?;
        publish::unwritten(folder, &files)?;
        publish::write(folder, &files)?;
        writeln!(
            out,
            "{}",
            say!(self.messages, "targets-written", n = files.len(), folder = folder.display())
        )?;
        Ok(Outcome::Done)
    }
}

/// The files of plans below a folder.
fn plans(from: Option<&Path>, below: &Path) -> Result<Vec<OutputFile>, Stop> {
    let guide = ("README.zh.md".to_owned(), init::GUIDE_TO_PLANS.to_owned());
    let files = catalogue::files(from)?.into_iter().chain([guide]);
    Ok(files.map(|(name, text)| OutputFile { path: below.join(name), bytes: text.into_bytes() }).collect())
}
