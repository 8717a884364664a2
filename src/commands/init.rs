//! `init`: an empty workspace; `targets --out`: the plans as files to start from.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Outcome, Session};
use crate::catalogue::{self, Catalogue};
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
        let of_plans = plans(&catalogue, None, Path::new("targets"), &[Written::Book])?;
        // The words of the program serve every district, and grow with it.
        let own = of_plans.into_iter().filter(|file| !file.path.ends_with(catalogue::READING));
        files.extend(own.map(without_numbers));
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
        let files = plans(&catalogue, from.as_deref(), Path::new(""), &[Written::Text, Written::Book])?;
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

/// How a plan is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// As a text, for whoever knows TOML.
    Text,
    /// As a workbook.
    Book,
}

/// The same without the numbers of forms, which are those of one district.
fn without_numbers(file: OutputFile) -> OutputFile {
    match String::from_utf8(file.bytes.clone()) {
        Ok(text) if file.path.ends_with("elements.toml") => {
            let kept = text.split_inclusive('\n').filter(|line| !line.starts_with("table_number"));
            OutputFile { bytes: kept.collect::<String>().into_bytes(), ..file }
        }
        _ => file,
    }
}

/// The files of plans below a folder.
fn plans(
    catalogue: &Catalogue,
    from: Option<&Path>,
    below: &Path,
    as_what: &[Written],
) -> Result<Vec<OutputFile>, Stop> {
    let mut files = vec![OutputFile::new(below.join("README.zh.md"), init::GUIDE_TO_PLANS.to_owned())];
    for source in catalogue::files(from)? {
        let path = below.join(&source.file);
        if source.is_plan && as_what.contains(&Written::Book) {
            let bytes = plan_book::of_text(&source.text, catalogue)?;
            files.push(OutputFile { path: path.with_extension("xlsx"), bytes });
        }
        if !source.is_plan || as_what.contains(&Written::Text) {
            files.push(OutputFile::new(path, source.text));
        }
    }
    Ok(files)
}
