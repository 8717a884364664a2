//! `init`: an empty workspace; `targets --out`: the plans as files to start from.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Outcome, Session};
use crate::catalogue::{self, Catalogue, PlanSource};
use crate::messages::Stop;
use crate::report::publish::{self, OutputFile};
use crate::{init, plan_book};

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
        let below = Path::new("targets");
        files.push(guide(below));
        for source in catalogue::files(None)? {
            if source.is_plan {
                files.push(as_book(&source, &catalogue, below)?);
            } else if source.file != catalogue::READING {
                // The words of the program serve every district, and grow with it; the numbers of forms
                // are those of one.
                let lines = source.text.split_inclusive('\n');
                let own = lines.filter(|line| !line.starts_with("table_number")).collect();
                files.push(OutputFile::new(below.join(source.file), own));
            }
        }
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
        let catalogue = self.catalogue(workspace, named)?;
        let from = Self::plans_of(workspace, named);
        let mut files = vec![guide(Path::new(""))];
        for source in catalogue::files(from.as_deref())? {
            if source.is_plan {
                files.push(as_book(&source, &catalogue, Path::new(""))?);
            }
            files.push(OutputFile::new(source.file, source.text));
        }
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

/// How the files of plans are written, beside them.
fn guide(below: &Path) -> OutputFile {
    OutputFile::new(below.join("README.zh.md"), init::GUIDE_TO_PLANS.to_owned())
}

/// A plan as a workbook.
fn as_book(plan: &PlanSource, catalogue: &Catalogue, below: &Path) -> Result<OutputFile, Stop> {
    let path = below.join(&plan.file).with_extension("xlsx");
    Ok(OutputFile { path, bytes: plan_book::of_text(&plan.text, catalogue)? })
}
