//! `report`: read, check, assess, write the reports.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Outcome, Session, outcome};
use crate::checked::Checked;
use crate::cli::Input;
use crate::digest::sha256;
use crate::manifest::{MANIFEST, Manifest};
use crate::messages::{Lang, Messages, Stop, Text};
use crate::privacy::{self, FEWEST};
use crate::report::occasion::Occasion;
use crate::report::pages;
use crate::report::view::View;
use crate::results::Results;
use crate::summary;

/// The command that writes the report to work with, as its manifest names it.
pub(super) const REPORT: &str = "report";
/// The one that writes the report for publication.
pub(super) const PUBLISHED: &str = "report --publish";

impl Session<'_> {
    pub(super) fn report(
        self,
        input: &Input,
        folder: &Path,
        version: Version<'_>,
        occasion: Occasion,
        edited: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let (hold, checked) = self.held(folder, version.command(), input)?;
        follows(occasion, &checked)?;
        let mut own = None;
        let desk = self.of(&checked.registry, &mut own);
        let results = desk.judged(checked, version)?;
        let view = View::new(&results, desk.messages).on(occasion);
        let updated = edited.map(|file| desk.updated(&view, folder, file)).transpose()?;
        let manifest = desk.manifest(version.command(), &results.checked, results.assessments.len());
        let Occasion { as_of, reply_by, .. } = occasion;
        let manifest = Manifest { after: version.digest(), as_of, reply_by, ..manifest };
        self.publish(hold, folder, &pages::names(&view), &manifest, |sink| pages::write(&view, sink))?;
        summary::of_results(&results, folder, desk.messages, out)?;
        if let Some(updated) = updated {
            updated.write(desk.messages, out)?;
        }
        Ok(outcome(&results.checked))
    }

    /// What was read, judged; for publication without what must not be published.
    pub(super) fn judged(self, checked: Checked, version: Version<'_>) -> Result<Results, Stop> {
        let results = Results::judge(checked)?;
        let Version::Public { after } = version else { return Ok(results) };
        let earlier = after.map(earlier).transpose()?;
        let mut results = privacy::publishable(results, earlier.as_ref());
        let said = |lang| say!(Messages::new(lang), "notice-published", fewest = FEWEST);
        let own = results.checked.notice.take().unwrap_or_default();
        let notice = |own: &str, lang| format!("{own} {}", said(lang)).trim().to_owned();
        results.checked.notice = Some(Text { zh: notice(&own.zh, Lang::Zh), en: notice(&own.en, Lang::En) });
        Ok(results)
    }
}

/// The version of a report.
#[derive(Clone, Copy)]
pub(super) enum Version<'a> {
    /// The one that is worked with.
    Working,
    /// The one that is published, after an earlier one.
    Public { after: Option<&'a Path> },
}

impl<'a> Version<'a> {
    pub(super) fn of(publish: bool, after: Option<&'a Path>) -> Self {
        if publish { Self::Public { after } } else { Self::Working }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Working => REPORT,
            Self::Public { .. } => PUBLISHED,
        }
    }

    /// SHA-256 of the manifest of the report that was published before.
    pub(super) fn digest(self) -> Option<String> {
        let Self::Public { after: Some(folder) } = self else { return None };
        std::fs::read(folder.join(MANIFEST)).ok().map(|bytes| sha256(&bytes))
    }
}

/// A document bears no day before the last return that it rests on, and nobody is asked for anything
/// by a day before it.
pub(super) fn follows(occasion: Occasion, checked: &Checked) -> Result<(), Stop> {
    let Occasion { as_of, reply_by, .. } = occasion;
    let last = checked.last_received(checked.year);
    if let Some((as_of, last)) = as_of.zip(last).filter(|(as_of, last)| as_of < last) {
        return Err(stop!("as-of-early", day = as_of.to_string(), last = last.to_string()));
    }
    if let Some((by, from)) = reply_by.zip(as_of.or(last)).filter(|(by, from)| by < from) {
        return Err(stop!("reply-by-early", day = by.to_string(), from = from.to_string()));
    }
    Ok(())
}

/// What was published before.
fn earlier(folder: &Path) -> Result<privacy::Edition, Stop> {
    if Manifest::read(folder).is_none_or(|manifest| manifest.command != PUBLISHED) {
        return Err(stop!("after-not-published", folder = folder.display()));
    }
    privacy::Edition::read(folder)
}

/// Where a report goes that was not told where: one of another year or for publication never in
/// the place of the one that is worked with.
pub(super) fn usual_folder(year: Option<i32>, publish: bool) -> PathBuf {
    let published = if publish { "-published" } else { "" };
    let year = year.map(|year| format!("-{year}")).unwrap_or_default();
    format!("reports{published}{year}").into()
}
