//! One readable function a command.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use indicatif::ProgressBar;

use crate::assess::Assessment;
use crate::catalogue::{self, Catalogue, Indicator, Severity};
use crate::cli::{Cli, Command, Input};
use crate::explain;
use crate::forms::{self, Filling, Printer};
use crate::intake::worker::Isolation;
use crate::messages::{Lang, Messages, Stop};
use crate::registry::Registry;
use crate::report::publish::{self, Page};
use crate::report::tables;
use crate::report::view::{View, schedule_words};
use crate::results::{Checked, Results};
use crate::summary;
use crate::value::Values;
use crate::what_if;

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
pub fn run(cli: &Cli, isolation: &Isolation, out: &mut impl Write) -> Result<Outcome> {
    let messages = Messages::new(cli.lang);
    let desk = Desk { messages: &messages, isolation };
    match (&cli.command, &cli.folder) {
        (Some(Command::Report { input, out: folder, strict }), _) => desk.report(input, folder, *strict, out),
        (None, folder) => {
            let workspace = folder.clone().unwrap_or_else(|| "data".into());
            desk.report(&Input { workspace, year: None, targets: None }, Path::new("reports"), false, out)
        }
        (Some(Command::Check { input, out: folder }), _) => desk.check(input, folder, out),
        (Some(Command::Forms { workspace, year, out: folder, targets }), _) => {
            desk.forms(workspace, *year, folder, targets.as_ref(), out)
        }
        (Some(Command::Explain { unit, indicator, year, workspace, targets }), _) => {
            let input = Input { workspace: workspace.clone(), year: *year, targets: targets.clone() };
            desk.explain(&input, unit, indicator, out)
        }
        (Some(Command::WhatIf { workspace, set, file, year, targets }), _) => {
            let input = Input { workspace: workspace.clone(), year: *year, targets: targets.clone() };
            desk.what_if(&input, set, file.as_deref(), out)
        }
        (Some(Command::Targets { workspace, targets }), _) => {
            let catalogue = desk.catalogue(workspace, targets.as_ref())?;
            print_targets(&catalogue, &messages, out)?;
            Ok(Outcome::Done)
        }
    }
}

#[derive(Clone, Copy)]
struct Desk<'a> {
    messages: &'a Messages,
    isolation: &'a Isolation,
}

impl Desk<'_> {
    fn said(self, stop: &Stop) -> anyhow::Error {
        anyhow::anyhow!(self.messages.say("error", &[("text", &stop.render(self.messages))]))
    }

    /// The plans of the folder that is named, else the workspace's own, else the built-in ones.
    fn catalogue(self, workspace: &Path, named: Option<&PathBuf>) -> Result<Catalogue> {
        let own = workspace.join("targets");
        let folder = named.cloned().or_else(|| own.is_dir().then_some(own));
        catalogue::load(folder.as_deref()).map_err(|stop| self.said(&stop))
    }

    fn checked(self, input: &Input) -> Result<Checked> {
        let catalogue = self.catalogue(&input.workspace, input.targets.as_ref())?;
        let bar = |files: usize| -> Box<dyn Fn() + Sync> {
            let bar = ProgressBar::new(files.try_into().unwrap_or(u64::MAX));
            Box::new(move || bar.inc(1))
        };
        Checked::read(&input.workspace, catalogue, input.year, self.isolation, bar)
            .map_err(|stop| self.said(&stop))
    }

    fn report(self, input: &Input, folder: &Path, strict: bool, out: &mut impl Write) -> Result<Outcome> {
        publish::replaceable(folder).map_err(|stop| self.said(&stop))?;
        let results = Results::judge(self.checked(input)?)?;
        let pages = crate::report::pages::all(&results, self.messages)?;
        publish::publish(folder, &pages)?;
        summary::of_results(&results, folder, self.messages, out)?;
        Ok(outcome(&results.checked, strict))
    }

    fn check(self, input: &Input, folder: &Path, out: &mut impl Write) -> Result<Outcome> {
        publish::replaceable(folder).map_err(|stop| self.said(&stop))?;
        let checked = self.checked(input)?;
        let mut pages = tables::of_checked(&checked, self.messages)?;
        pages.push(tables::package(&checked, &tables::CHECKED)?);
        pages.extend(crate::report::corrections::pages(&checked, self.messages)?);
        publish::publish(folder, &pages)?;
        summary::of_checked(&checked, folder, self.messages, out)?;
        Ok(outcome(&checked, true))
    }

    fn forms(
        self,
        workspace: &Path,
        year: i32,
        folder: &Path,
        targets: Option<&PathBuf>,
        out: &mut impl Write,
    ) -> Result<Outcome> {
        let catalogue = self.catalogue(workspace, targets)?;
        let registry = Registry::read(&workspace.join("registry")).map_err(|stop| self.said(&stop))?;
        let last_year = self.last_year(workspace, &catalogue, year);
        let chinese = Messages::new(Lang::Zh);
        let printer =
            Printer { catalogue: &catalogue, registry: &registry, messages: &chinese, last_year: &last_year };
        let mut pages = Vec::new();
        for blank in forms::blanks(&catalogue, &registry, year) {
            let path = printer.path(&blank);
            let bytes =
                printer.workbook(&blank, &Filling::default()).with_context(|| path.display().to_string())?;
            pages.push(Page { path, bytes });
        }
        publish::unwritten(folder, &pages).map_err(|stop| self.said(&stop))?;
        publish::write(folder, &pages)?;
        let (n, folder) = (pages.len().to_string(), folder.display().to_string());
        writeln!(out, "{}", self.messages.say("forms-done", &[("n", &n), ("folder", &folder)]))?;
        Ok(Outcome::Done)
    }

    /// What last year's returns say; a workspace without any has empty forms.
    fn last_year(self, workspace: &Path, catalogue: &Catalogue, year: i32) -> Values {
        let quiet = |_| -> Box<dyn Fn() + Sync> { Box::new(|| ()) };
        Checked::read(workspace, catalogue.clone(), Some(year - 1), self.isolation, quiet)
            .map(|checked| checked.values)
            .unwrap_or_default()
    }

    fn what_if(
        self,
        input: &Input,
        set: &[String],
        file: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome> {
        let mut all = set.to_vec();
        if let Some(file) = file {
            all.extend(settings(file).map_err(|stop| self.said(&stop))?);
        }
        let before = Results::judge(self.checked(input)?)?;
        let after = what_if::suppose(&before, &all).map_err(|stop| self.said(&stop))??;
        let (was, is) = (View::new(&before, self.messages), View::new(&after, self.messages));
        let differences = what_if::differences(&before, &after);
        let n = differences.len().to_string();
        writeln!(out, "{}", self.messages.say("what-if-changes", &[("n", &n)]))?;
        for difference in differences {
            let shown = |view: &View<'_>, row: &Assessment| {
                let figure = view.figure(row);
                let facts = [
                    ("value", figure.value),
                    ("parts", figure.parts),
                    ("word", figure.mark.word),
                    ("shortfall", figure.shortfall),
                ];
                self.messages.tell("what-if-figure", &facts)
            };
            let figure = was.figure(difference.before);
            let after = difference.after.map_or_else(String::new, |row| shown(&is, row));
            let facts = [
                ("unit", figure.unit_name.as_str()),
                ("name", &figure.name),
                ("before", &shown(&was, difference.before)),
                ("after", &after),
            ];
            writeln!(out, "{}", self.messages.say("what-if-change", &facts))?;
        }
        Ok(Outcome::Done)
    }

    fn explain(self, input: &Input, unit: &str, indicator: &str, out: &mut impl Write) -> Result<Outcome> {
        let results = Results::judge(self.checked(input)?)?;
        let text =
            explain::explain(&results, unit, indicator, self.messages).map_err(|stop| self.said(&stop))?;
        write!(out, "{text}")?;
        Ok(Outcome::Done)
    }
}

/// The lines of a file of settings, without blank ones and those that start with #.
fn settings(file: &Path) -> Result<Vec<String>, Stop> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Stop::new("what-if-file", [("file", file.display().to_string()), ("why", error.to_string())])
    })?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    Ok(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}

fn outcome(checked: &Checked, strict: bool) -> Outcome {
    let error = checked.findings.iter().any(|finding| finding.severity == Severity::Error);
    if strict && error { Outcome::Errors } else { Outcome::Done }
}

fn print_targets(catalogue: &Catalogue, messages: &Messages, out: &mut impl Write) -> io::Result<()> {
    let lang = messages.lang();
    writeln!(out, "{}", messages.say("targets-edition", &[("edition", &catalogue.edition)]))?;
    for (position, plan) in catalogue.plans.iter().enumerate() {
        let own: Vec<&Indicator> = catalogue.indicators.iter().filter(|i| i.plan == position).collect();
        let facts = [
            ("title", plan.title.get(lang)),
            ("document", &plan.document),
            ("n", &own.len().to_string()),
            ("commitments", &plan.commitments.len().to_string()),
        ];
        writeln!(out, "\n{}", messages.say("targets-plan", &facts))?;
        writeln!(out, "{}", messages.t("targets-head"))?;
        for indicator in own {
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}",
                indicator.id,
                indicator.clause,
                indicator.name.get(lang),
                indicator.judged.word(),
                schedule_words(messages, indicator),
                indicator.departments.join("、"),
            )?;
        }
    }
    Ok(())
}
