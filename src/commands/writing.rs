//! Where what a command writes goes, and how it gets there.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Session;
use super::report::PUBLISHED;
use crate::accounts::Accounts;
use crate::checked::Checked;
use crate::cli::Input;
use crate::manifest::Manifest;
use crate::messages::Stop;
use crate::report::publish::{self, FileSystem, Hold, OutputFile, Sink};
use crate::terminal::Harmless;

/// Where the report of a workspace goes of which nothing but its folder is said: beside it. Whoever
/// drags a folder onto the icon does not know in which folder the program runs.
#[must_use]
pub fn beside(workspace: &Path) -> PathBuf {
    workspace.with_file_name("reports")
}

impl Session<'_> {
    /// What is written lies neither among the returns nor around them.
    pub(super) fn is_apart(self, folder: &Path, input: &Input) -> Result<(), Stop> {
        let absolute = |path: &Path| {
            let existing = path.ancestors().find(|path| path.exists() || path.as_os_str().is_empty());
            let existing = existing.map_or(Path::new("."), |path| {
                if path.as_os_str().is_empty() { Path::new(".") } else { path }
            });
            let rest = path.strip_prefix(existing).unwrap_or(path);
            existing.canonicalize().map(|real| real.join(rest)).unwrap_or_else(|_| path.to_owned())
        };
        let (out, returns) = (absolute(folder), absolute(&input.workspace.join("returns")));
        if out.starts_with(&returns) || returns.starts_with(&out) {
            return Err(stop!("out-among-returns", folder = folder.display()));
        }
        Ok(())
    }

    pub(super) fn hold(self, folder: &Path, command: &str) -> Result<Option<Hold>, Stop> {
        Hold::take(folder, command)
    }

    /// Writes a folder that is held, or takes hold of one that has just become possible.
    pub(super) fn publish_pages(
        self,
        hold: Option<Hold>,
        folder: &Path,
        pages: &[OutputFile],
        manifest: &Manifest,
    ) -> Result<(), Stop> {
        let names: Vec<String> = pages.iter().map(OutputFile::name).collect();
        self.publish(hold, folder, &names, manifest, |sink| pages.iter().try_for_each(|page| sink.put(page)))
    }

    pub(super) fn publish(
        self,
        hold: Option<Hold>,
        folder: &Path,
        names: &[String],
        manifest: &Manifest,
        make: impl FnOnce(&dyn Sink) -> anyhow::Result<()>,
    ) -> Result<(), Stop> {
        let held = match hold {
            Some(hold) => hold,
            None => publish::make_room(folder, &manifest.command)?,
        };
        let kept = publish::publish(&FileSystem, folder, names, manifest, make).map_err(|error| {
            let why = match error.downcast_ref::<Stop>() {
                Some(stop) => stop.render(self.messages),
                None => format!("{error:#}"),
            };
            stop!("out-failed", folder = folder.display(), why = why)
        })?;
        drop(held);
        if let Some(kept) = kept {
            writeln!(
                Harmless::new(io::stderr()),
                "{}",
                say!(self.messages, "out-kept", folder = kept.display())
            )?;
        }
        Ok(())
    }

    pub(super) fn manifest(self, command: &str, checked: &Checked, assessments: usize) -> Manifest {
        let accounts = Accounts::of(checked);
        let counts = [
            ("files", accounts.files),
            ("read", accounts.read),
            ("cells", accounts.cells),
            ("values", checked.values.iter().count()),
            ("findings", checked.findings.len()),
            ("assessments", assessments),
        ];
        let mut inputs = checked.inputs.clone();
        if command == PUBLISHED {
            // From the digest of a return a count of a few patients can be guessed.
            inputs.retain(|name, _| !name.starts_with("returns/"));
        }
        Manifest {
            inputs,
            counts: counts.map(|(name, n)| (name.to_owned(), n.into())).into(),
            edition: Some(checked.catalogue.edition_of(checked.year)),
            ..self.bare_manifest(command, checked.year)
        }
    }

    pub(super) fn bare_manifest(self, command: &str, year: i32) -> Manifest {
        Manifest {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: command.to_owned(),
            edition: None,
            year,
            lang: self.messages.lang().word().to_owned(),
            as_of: None,
            reply_by: None,
            after: None,
            inputs: BTreeMap::new(),
            counts: BTreeMap::new(),
            outputs: BTreeMap::new(),
        }
    }
}
