//! One readable function a command.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use indicatif::ProgressBar;

use crate::accounts::Accounts;
use crate::assess::Assessment;
use crate::catalogue::{self, Catalogue, Indicator, Severity};
use crate::checked::{Checked, Unread};
use crate::cli::{Cli, Command, Input};
use crate::diff::{self, Report};
use crate::digest::sha256;
use crate::explain;
use crate::forms::{self, Filling, Printer};
use crate::intake::worker::Isolation;
use crate::intake::{self, Lexicon, taught};
use crate::manifest::{MANIFEST, Manifest};
use crate::messages::{Lang, Messages, Stop, Text};
use crate::privacy::{self, FEWEST};
use crate::registry::Registry;
use crate::report::publish::{self, Digests, Hold, Memory, Page, Real, Sink};
use crate::report::view::{View, level_name_key, revision_words, schedule_words};
use crate::report::{changes, pages, tables};
use crate::results::Results;
use crate::summary;
use crate::terminal::Plain;
use crate::value::Values;
use crate::verify;
use crate::what_if;
use crate::workspace::{Workspace, YEARS};

/// The commands that write a report, as its manifest names them.
const REPORT: &str = "report";
const PUBLISHED: &str = "report --publish";

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
    if let Some(threads) = cli.threads {
        // Only the first command of a process can say so, and a process has one.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    let messages = Messages::new(cli.lang);
    let desk = Desk { messages: &messages, isolation };
    match (&cli.command, &cli.folder) {
        (Some(Command::Report { input, out: folder, strict, publish, after }), _) => {
            let folder = folder.clone().unwrap_or_else(|| usual_folder(input.year, *publish));
            let version = Version::of(*publish, after.as_deref());
            desk.report(input, &folder, (*strict, version), out)
        }
        (None, folder) => {
            let workspace = folder.clone().unwrap_or_else(|| "data".into());
            let reports = beside(&workspace);
            let input = Input { workspace, year: None, targets: None };
            desk.report(&input, &reports, (false, Version::Working), out)
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
        (Some(Command::Targets { workspace, targets }), _) => {
            let catalogue = desk.catalogue(workspace, targets.as_ref())?;
            print_targets(&catalogue, &messages, out)?;
            Ok(Outcome::Done)
        }
    }
}

/// Where the report of a workspace goes of which nothing but its folder is said: beside it. Whoever
/// drags a folder onto the icon does not know in which folder the program runs.
#[must_use]
pub fn beside(workspace: &Path) -> PathBuf {
    workspace.with_file_name("reports")
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

    /// The plans and the workspace, before any return is read.
    fn opened(self, input: &Input) -> Result<(Catalogue, Unread)> {
        let (catalogue, unread) = rayon::join(
            || self.catalogue(&input.workspace, input.targets.as_ref()),
            || Unread::at(&input.workspace).map_err(|stop| self.said(&stop)),
        );
        Ok((catalogue?, unread?))
    }

    /// The returns, read, with the hold on the folder that they are read for. What is wrong with
    /// the folder is said first, and before any return is read.
    fn held(self, folder: &Path, command: &str, input: &Input) -> Result<(Option<Hold>, Checked)> {
        let (hold, opened) = rayon::join(|| self.hold(folder, command), || self.opened(input));
        let opened = opened?;
        self.has_returns(&opened, input)?;
        self.is_apart(folder, input)?;
        Ok((hold?, self.read(opened, input)?))
    }

    fn checked(self, input: &Input) -> Result<Checked> {
        let opened = self.opened(input)?;
        self.has_returns(&opened, input)?;
        self.read(opened, input)
    }

    /// What is written lies neither among the returns nor around them.
    fn is_apart(self, folder: &Path, input: &Input) -> Result<()> {
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
            let facts = [("folder", folder.display().to_string())];
            return Err(self.said(&Stop::new("out-among-returns", facts)));
        }
        Ok(())
    }

    /// A year of the plans that was asked for by its number has to have returns.
    fn has_returns(self, (catalogue, unread): &(Catalogue, Unread), input: &Input) -> Result<()> {
        let year = input.year.filter(|year| *year >= catalogue.baseline_year() && YEARS.contains(year));
        year.map_or(Ok(()), |year| unread.has_returns_of(year)).map_err(|stop| self.said(&stop))
    }

    fn read(self, (catalogue, unread): (Catalogue, Unread), input: &Input) -> Result<Checked> {
        let bar = |files: usize| -> Box<dyn Fn() + Sync> {
            let bar = ProgressBar::new(files.try_into().unwrap_or(u64::MAX));
            Box::new(move || bar.inc(1))
        };
        Checked::of(unread, catalogue, input.year, self.isolation, bar).map_err(|stop| self.said(&stop))
    }

    fn report(
        self,
        input: &Input,
        folder: &Path,
        (strict, version): (bool, Version<'_>),
        out: &mut impl Write,
    ) -> Result<Outcome> {
        let (hold, checked) = self.held(folder, version.command(), input)?;
        let results = self.judged(checked, version)?;
        let view = View::new(&results, self.messages);
        let manifest = self.manifest(version.command(), &results.checked, results.assessments.len());
        let manifest = Manifest { after: version.digest(), ..manifest };
        self.publish(hold, folder, &pages::names(&view), &manifest, |sink| pages::write(&view, sink))?;
        summary::of_results(&results, folder, self.messages, out)?;
        Ok(outcome(&results.checked, strict))
    }

    /// What was read, judged; for publication without what must not be published.
    fn judged(self, checked: Checked, version: Version<'_>) -> Result<Results> {
        let results = Results::judge(checked)?;
        let Version::Public { after } = version else { return Ok(results) };
        let earlier = after.map(|folder| earlier(folder).map_err(|stop| self.said(&stop))).transpose()?;
        let mut results = privacy::publishable(results, earlier.as_ref());
        let said = |lang| Messages::new(lang).say("notice-published", &[("fewest", &FEWEST.to_string())]);
        let own = results.checked.notice.take().unwrap_or_default();
        let notice = |own: &str, lang| format!("{own} {}", said(lang)).trim().to_owned();
        results.checked.notice = Some(Text { zh: notice(&own.zh, Lang::Zh), en: notice(&own.en, Lang::En) });
        Ok(results)
    }

    fn check(
        self,
        input: &Input,
        folder: &Path,
        reply_by: Option<NaiveDate>,
        out: &mut impl Write,
    ) -> Result<Outcome> {
        let (hold, checked) = self.held(folder, "check", input)?;
        let pages = self.check_pages(&checked, reply_by)?;
        let manifest = Manifest { reply_by, ..self.manifest("check", &checked, 0) };
        self.publish_pages(hold, folder, &pages, &manifest)?;
        summary::of_checked(&checked, folder, self.messages, out)?;
        Ok(outcome(&checked, true))
    }

    fn check_pages(self, checked: &Checked, reply_by: Option<NaiveDate>) -> Result<Vec<Page>> {
        let memory = Memory::default();
        tables::write_values(checked, &memory)?;
        tables::write_checked(checked, self.messages, &memory)?;
        let mut pages = memory.pages();
        let described = tables::described(&tables::CHECKED, self.messages);
        pages.push(tables::package((checked.year, &checked.catalogue.edition), &described)?);
        pages.extend(crate::report::corrections::pages(checked, self.messages, reply_by)?);
        Ok(pages)
    }

    fn hold(self, folder: &Path, command: &str) -> Result<Option<Hold>> {
        Hold::take(folder, command).map_err(|stop| self.said(&stop))
    }

    /// Writes a folder that is held, or takes hold of one that has just become possible.
    fn publish_pages(
        self,
        hold: Option<Hold>,
        folder: &Path,
        pages: &[Page],
        manifest: &Manifest,
    ) -> Result<()> {
        let names: Vec<String> = pages.iter().map(Page::name).collect();
        self.publish(hold, folder, &names, manifest, |sink| pages.iter().try_for_each(|page| sink.put(page)))
    }

    fn publish(
        self,
        hold: Option<Hold>,
        folder: &Path,
        names: &[String],
        manifest: &Manifest,
        make: impl FnOnce(&dyn Sink) -> Result<()>,
    ) -> Result<()> {
        let held = match hold {
            Some(hold) => hold,
            None => publish::make_room(folder, &manifest.command).map_err(|stop| self.said(&stop))?,
        };
        let kept = publish::publish(&Real, folder, names, manifest, make).map_err(|error| {
            let why = match error.downcast_ref::<Stop>() {
                Some(stop) => stop.render(self.messages),
                None => format!("{error:#}"),
            };
            let facts = [("folder", folder.display().to_string()), ("why", why)];
            self.said(&Stop::new("out-failed", facts))
        })?;
        drop(held);
        if let Some(kept) = kept {
            let facts = [("folder", kept.display().to_string())];
            writeln!(Plain::new(io::stderr()), "{}", self.messages.tell("out-kept", &facts))?;
        }
        Ok(())
    }

    fn manifest(self, command: &str, checked: &Checked, assessments: usize) -> Manifest {
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
            edition: Some(checked.catalogue.edition.clone()),
            ..self.bare_manifest(command, checked.year)
        }
    }

    fn bare_manifest(self, command: &str, year: i32) -> Manifest {
        Manifest {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: command.to_owned(),
            edition: None,
            year,
            lang: self.messages.lang().word().to_owned(),
            reply_by: None,
            after: None,
            inputs: BTreeMap::new(),
            counts: BTreeMap::new(),
            outputs: BTreeMap::new(),
        }
    }

    fn diff(self, old: &Path, new: &Path, page: Option<&Path>, out: &mut impl Write) -> Result<Outcome> {
        let hold = page.map(|folder| self.hold(folder, "diff")).transpose()?;
        let read = |folder: &Path| Report::read(folder).map_err(|stop| self.said(&stop));
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

    fn verify(
        self,
        report: &Path,
        input: &Input,
        after: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome> {
        let none = || self.said(&Stop::new("diff-no-report", [("folder", report.display().to_string())]));
        let manifest = Manifest::read(report).ok_or_else(none)?;
        let input = Input { year: Some(manifest.year), ..input.clone() };
        let checked = self.read(self.opened(&input)?, &input)?;
        let lang = if manifest.lang == Lang::En.word() { Lang::En } else { Lang::Zh };
        let messages = Messages::new(lang);
        let desk = Desk { messages: &messages, ..self };
        let made = Digests::default();
        let now = match manifest.command.as_str() {
            command @ (REPORT | PUBLISHED) => {
                let version = Version::of(command == PUBLISHED, after);
                if version.digest() != manifest.after {
                    return Err(self.said(&Stop::new("verify-after", [] as [(&str, String); 0])));
                }
                let results = self.judged(checked, version)?;
                pages::write(&View::new(&results, &messages), &made)?;
                desk.manifest(command, &results.checked, results.assessments.len())
            }
            "check" => {
                desk.check_pages(&checked, manifest.reply_by)?.iter().try_for_each(|page| made.put(page))?;
                desk.manifest("check", &checked, 0)
            }
            _ => return Err(none()),
        };
        let faults = verify::faults(report, &manifest, &now, &made.by_name());
        for fault in &faults {
            writeln!(out, "{}", fault.sentence(self.messages))?;
        }
        let facts = [
            ("n", faults.len().to_string()),
            ("inputs", manifest.inputs.len().to_string()),
            ("outputs", manifest.outputs.len().to_string()),
        ];
        let key = if faults.is_empty() { "verify-holds" } else { "verify-fails" };
        writeln!(out, "{}", self.messages.tell(key, &facts))?;
        Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Errors })
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
        page: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome> {
        let hold = page.map(|folder| self.hold(folder, "what-if")).transpose()?;
        let mut all = set.to_vec();
        if let Some(file) = file {
            all.extend(settings(file).map_err(|stop| self.said(&stop))?);
        }
        if all.is_empty() {
            return Err(self.said(&Stop::new("what-if-nothing", [] as [(&str, String); 0])));
        }
        let before = Results::judge(self.checked(input)?)?;
        let (after, supposed) = what_if::suppose(&before, &all).map_err(|stop| self.said(&stop))??;
        let (was, is) = (View::new(&before, self.messages), View::new(&after, self.messages));
        let differences = what_if::differences(&before, &after);
        if let (Some(folder), Some(hold)) = (page, hold) {
            let Checked { year, catalogue, .. } = &before.checked;
            let changes = changes::of_what_if(&was, &is, &differences, &all);
            let pages = changes.pages(*year, &catalogue.edition, self.messages)?;
            let manifest = self.manifest("what-if", &before.checked, differences.len());
            self.publish_pages(hold, folder, &pages, &manifest)?;
            let page = pages.iter().map(Page::name).find(|name| name.ends_with(".html"));
            let page = folder.join(page.unwrap_or_default()).display().to_string();
            writeln!(out, "{}", self.messages.say("what-if-page", &[("file", &page)]))?;
        }
        for one in supposed {
            writeln!(out, "{}", self.supposed(&before.checked, one))?;
        }
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
            let Some(row) = difference.before.as_ref().or(difference.after.as_ref()) else { continue };
            let figure = was.figure(row);
            let none = || self.messages.t("cell-none");
            let facts = [
                ("unit", figure.unit_name),
                ("name", figure.name),
                ("before", &difference.before.as_ref().map_or_else(none, |row| shown(&was, row))),
                ("after", &difference.after.as_ref().map_or_else(none, |row| shown(&is, row))),
            ];
            writeln!(out, "{}", self.messages.say("what-if-change", &facts))?;
        }
        Ok(Outcome::Done)
    }

    /// A figure that is supposed to be another, in words.
    fn supposed(self, checked: &Checked, one: what_if::Supposed) -> String {
        let what_if::Supposed { key, before, after } = one;
        let shown = |value| checked.catalogue.shown(key.element, value);
        let label = checked.catalogue.element(key.element).label.get(self.messages.lang());
        let facts = [
            ("unit", checked.registry.unit(key.unit).name.clone()),
            ("label", label.to_owned()),
            ("before", before.map(shown).unwrap_or_default()),
            ("after", shown(after)),
        ];
        self.messages.tell("what-if-supposed", &facts)
    }

    fn explain(self, input: &Input, unit: &str, indicator: &str, out: &mut impl Write) -> Result<Outcome> {
        let results = Results::judge(self.checked(input)?)?;
        let grounds = |files: &BTreeSet<Arc<str>>| {
            let Checked { catalogue, registry, .. } = &results.checked;
            let workspace = Workspace::open(&input.workspace)?;
            let lexicon =
                Lexicon::new(catalogue, registry).taught(taught::read(&input.workspace, catalogue)?);
            Ok(intake::grounds(&workspace, &lexicon, self.isolation, files))
        };
        let text = explain::explain(&results, unit, indicator, self.messages, grounds)
            .map_err(|stop| self.said(&stop))?;
        write!(out, "{text}")?;
        Ok(Outcome::Done)
    }
}

/// The version of a report.
#[derive(Clone, Copy)]
enum Version<'a> {
    /// The one that is worked with.
    Working,
    /// The one that is published, after an earlier one.
    Public { after: Option<&'a Path> },
}

impl<'a> Version<'a> {
    fn of(publish: bool, after: Option<&'a Path>) -> Self {
        if publish { Self::Public { after } } else { Self::Working }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Working => REPORT,
            Self::Public { .. } => PUBLISHED,
        }
    }

    /// SHA-256 of the manifest of the report that was published before.
    fn digest(self) -> Option<String> {
        let Self::Public { after: Some(folder) } = self else { return None };
        std::fs::read(folder.join(MANIFEST)).ok().map(|bytes| sha256(&bytes))
    }
}

/// What was published before.
fn earlier(folder: &Path) -> Result<privacy::Edition, Stop> {
    if Manifest::read(folder).is_none_or(|manifest| manifest.command != PUBLISHED) {
        return Err(Stop::new("after-not-published", [("folder", folder.display().to_string())]));
    }
    privacy::Edition::read(folder)
}

/// Where a report goes that was not told where: one of another year or for publication never in
/// the place of the one that is worked with.
fn usual_folder(year: Option<i32>, publish: bool) -> PathBuf {
    let published = if publish { "-published" } else { "" };
    let year = year.map(|year| format!("-{year}")).unwrap_or_default();
    format!("reports{published}{year}").into()
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
                messages.t(level_name_key(indicator.judged)),
                schedule_words(messages, indicator),
                indicator.departments.join("、"),
            )?;
            for revision in &indicator.revisions {
                writeln!(out, "{}", revision_words(messages, indicator, revision))?;
            }
        }
    }
    Ok(())
}
