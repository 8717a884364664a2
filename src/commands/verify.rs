//! `verify`: whether a report still holds against its workspace.

use std::io::Write;
use std::path::Path;

use super::report::{PUBLISHED, REPORT, Version};
use super::{Outcome, Session};
use crate::cli::Input;
use crate::manifest::Manifest;
use crate::messages::{Lang, Messages, Stop};
use crate::model::DISTRICT;
use crate::report::occasion::Occasion;
use crate::report::pages;
use crate::report::publish::{Digests, Sink as _};
use crate::report::view::View;
use crate::verify;

impl Session<'_> {
    pub(super) fn verify(
        self,
        report: &Path,
        input: &Input,
        after: Option<&Path>,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let none = || stop!("diff-no-report", folder = report.display());
        let manifest = Manifest::read(report).ok_or_else(none)?;
        let input = Input { year: Some(manifest.year), ..input.clone() };
        let checked = self.read(self.opened(&input)?, &input)?;
        let lang = if manifest.lang == Lang::En.word() { Lang::En } else { Lang::Zh };
        let messages = Messages::new(lang);
        let messages = messages.of_district(&checked.registry.unit(DISTRICT).name).unwrap_or(messages);
        let desk = Session { messages: &messages, ..self };
        let made = Digests::default();
        let now = match manifest.command.as_str() {
            command @ (REPORT | PUBLISHED) => {
                let version = Version::of(command == PUBLISHED, after);
                if version.digest() != manifest.after {
                    return Err(stop!("verify-after"));
                }
                let results = self.judged(checked, version)?;
                let Manifest { as_of, reply_by, .. } = manifest;
                let occasion = Occasion { as_of, reply_by, is_public: command == PUBLISHED };
                pages::write(&View::new(&results, &messages).on(occasion), &made)?;
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
        let key =
            if faults.is_empty() { key!("verify-holds", n, inputs, outputs) } else { key!("verify-fails") };
        writeln!(
            out,
            "{}",
            say!(
                self.messages,
                key,
                n = faults.len(),
                inputs = manifest.inputs.len(),
                outputs = manifest.outputs.len()
            )
        )?;
        Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Errors })
    }
}
