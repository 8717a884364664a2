//! One readable function a command.

mod check;
mod diff;
mod evaluate;
mod explain;
mod forms;
mod init;
mod report;
mod targets;
mod update;
mod verify;
mod what_if;
mod writing;

use std::io::Write;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use crate::catalogue::{self, Catalogue, Severity};
use crate::checked::{Checked, Unread};
use crate::cli::{Cli, Command, Input};
use crate::formats::worker::Isolation;
use crate::messages::{Messages, Stop};
use crate::model::DISTRICT;
use crate::registry::Registry;
use crate::report::occasion::Occasion;
use crate::report::publish::Hold;
use report::{Version, usual_folder};
use targets::print_targets;

pub use writing::beside;

/// How a command ended that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Done, and at least one finding is an error that whoever asked wants to know of.
    Errors,
}

/// Runs a command; results go to `out`.
///
/// # Errors
/// What cannot go on, in words of the chosen language.
pub fn run(cli: &Cli, isolation: &Isolation, out: &mut impl Write) -> Result<Outcome, Stop> {
    if let Some(threads) = cli.threads {
        // Only the first command of a process can say so, and a process has one.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    let messages = Messages::new(cli.lang);
    let desk = Session { messages: &messages, isolation };
    match (&cli.command, &cli.folder) {
        (
            Some(Command::Report { input, out: folder, strict, publish, after, update, as_of, reply_by }),
            _,
        ) => {
            let folder = folder.clone().unwrap_or_else(|| usual_folder(input.year, *publish));
            let version = Version::of(*publish, after.as_deref());
            let occasion = Occasion { as_of: *as_of, reply_by: *reply_by, is_public: *publish };
            let outcome = desk.report(input, &folder, version, occasion, update.as_deref(), out)?;
            Ok(if *strict { outcome } else { Outcome::Done })
        }
        (None, folder) => {
            let workspace = folder.clone().unwrap_or_else(|| "data".into());
            let reports = beside(&workspace);
            let input = Input { workspace, year: None, targets: None };
            desk.report(&input, &reports, Version::Working, Occasion::default(), None, out)?;
            Ok(Outcome::Done)
        }
        (Some(Command::Check { input, out: folder, reply_by }), _) => {
            desk.check(input, folder, *reply_by, out)
        }
        (Some(Command::Forms { workspace, year, out: folder, targets }), _) => {
            desk.forms(workspace, *year, folder, targets.as_ref(), out)
        }
        (Some(Command::Explain { unit, indicator, year, workspace, targets }), _) => {
            let input = Input { workspace: workspace.clone(), year: *year, targets: targets.clone() };
            desk.explain(&input, unit, indicator, out)
        }
        (Some(Command::WhatIf { workspace, set, file, year, page, targets }), _) => {
            let input = Input { workspace: workspace.clone(), year: *year, targets: targets.clone() };
            desk.what_if(&input, set, file.as_deref(), page.as_deref(), out)
        }
        (Some(Command::Diff { old, new, page }), _) => desk.diff(old, new, page.as_deref(), out),
        (Some(Command::Verify { report, workspace, targets, after }), _) => {
            let input = Input { workspace: workspace.clone(), year: None, targets: targets.clone() };
            desk.verify(report, &input, after.as_deref(), out)
        }
        (Some(Command::Evaluate { workspace, plan, out: folder, as_of, targets }), _) => {
            let input = Input { workspace: workspace.clone(), year: None, targets: targets.clone() };
            let occasion = Occasion { as_of: *as_of, ..Occasion::default() };
            desk.evaluate(&input, plan, folder, occasion, out)
        }
        (Some(Command::Init { folder }), _) => desk.init(folder, out),
        (Some(Command::Targets { workspace, targets, out: Some(folder) }), _) => {
            desk.targets_as_files(workspace, targets.as_ref(), folder, out)
        }
        (Some(Command::Targets { workspace, targets, out: None }), _) => {
            let catalogue = desk.catalogue(workspace, targets.as_ref())?;
            // A folder of plans alone has no registry.
            let district = Registry::read(&workspace.join("registry")).ok();
            let named = district.and_then(|registry| messages.of_district(&registry.unit(DISTRICT).name));
            print_targets(&catalogue, named.as_ref().unwrap_or(&messages), out)?;
            Ok(Outcome::Done)
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Session<'a> {
    messages: &'a Messages,
    isolation: &'a Isolation,
}

impl<'a> Session<'a> {
    /// The same in the words of a district; `own` keeps those that are not the catalogue's.
    fn of<'b>(self, registry: &Registry, own: &'b mut Option<Messages>) -> Session<'b>
    where
        'a: 'b,
    {
        *own = self.messages.of_district(&registry.unit(DISTRICT).name);
        Session { messages: own.as_ref().unwrap_or(self.messages), ..self }
    }

    /// The plans of the folder that is named, else the workspace's own, else the built-in ones.
    fn catalogue(self, workspace: &Path, named: Option<&PathBuf>) -> Result<Catalogue, Stop> {
        catalogue::load(Self::plans_of(workspace, named).as_deref())
    }

    /// Where the plans are; none for the built-in ones.
    fn plans_of(workspace: &Path, named: Option<&PathBuf>) -> Option<PathBuf> {
        let own = workspace.join("targets");
        named.cloned().or_else(|| own.is_dir().then_some(own))
    }

    /// The plans and the workspace, before any return is read.
    fn opened(self, input: &Input) -> Result<(Catalogue, Unread), Stop> {
        let (catalogue, unread) = rayon::join(
            || self.catalogue(&input.workspace, input.targets.as_ref()),
            || Unread::at(&input.workspace),
        );
        Ok((catalogue?, unread?))
    }

    /// The returns, read, with the hold on the folder that they are read for. What is wrong with
    /// the folder is said first, and before any return is read.
    fn held(self, folder: &Path, command: &str, input: &Input) -> Result<(Option<Hold>, Checked), Stop> {
        let (hold, opened) = rayon::join(|| self.hold(folder, command), || self.opened(input));
        self.read_for(folder, hold, opened?, input)
    }

    /// The same of a workspace that is open and a folder that was held.
    fn read_for(
        self,
        folder: &Path,
        hold: Result<Option<Hold>, Stop>,
        opened: (Catalogue, Unread),
        input: &Input,
    ) -> Result<(Option<Hold>, Checked), Stop> {
        self.has_returns(&opened, input)?;
        self.is_apart(folder, input)?;
        Ok((hold?, self.read(opened, input)?))
    }

    fn checked(self, input: &Input) -> Result<Checked, Stop> {
        let opened = self.opened(input)?;
        self.has_returns(&opened, input)?;
        self.read(opened, input)
    }

    /// A year of the plans that was asked for by its number has to have returns.
    fn has_returns(self, (catalogue, unread): &(Catalogue, Unread), input: &Input) -> Result<(), Stop> {
        let year = input.year.filter(|year| catalogue.covers(*year));
        year.map_or(Ok(()), |year| unread.has_returns_of(year))
    }

    fn read(self, (catalogue, unread): (Catalogue, Unread), input: &Input) -> Result<Checked, Stop> {
        let bar = |files: usize| -> Box<dyn Fn() + Sync> {
            let bar = ProgressBar::new(files.try_into().unwrap_or(u64::MAX));
            Box::new(move || bar.inc(1))
        };
        Checked::of(unread, catalogue, input.year, self.isolation, bar)
    }
}

fn outcome(checked: &Checked) -> Outcome {
    let error = checked.findings.iter().any(|finding| finding.severity == Severity::Error);
    if error { Outcome::Errors } else { Outcome::Done }
}
