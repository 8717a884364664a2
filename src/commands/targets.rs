//! `targets`: the targets as the program understood them.

use std::io::{self, Write};

use crate::catalogue::{Catalogue, Indicator};
use crate::messages::Messages;
use crate::report::view::{level_name_key, responsible_words, revision_words, schedule_words};

pub(super) fn print_targets(
    catalogue: &Catalogue,
    messages: &Messages,
    out: &mut impl Write,
) -> io::Result<()> {
    let lang = messages.lang();
    let edition = catalogue.edition_of(*catalogue.years().end());
    writeln!(out, "{}", say!(messages, "targets-edition", edition = edition))?;
    for (position, plan) in catalogue.plans.iter().enumerate() {
        let own: Vec<&Indicator> = catalogue.indicators.iter().filter(|i| i.plan == position).collect();
        writeln!(
            out,
            "\n{}",
            say!(
                messages,
                "targets-plan",
                title = plan.title.get(lang),
                document = plan.document,
                n = own.len(),
                commitments = plan.commitments.len()
            )
        )?;
        writeln!(out, "{}", messages.t(key!("targets-head")))?;
        for indicator in own {
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}",
                indicator.id,
                indicator.clause,
                indicator.name.get(lang),
                messages.t(level_name_key(indicator.judged)),
                schedule_words(messages, indicator),
                responsible_words(messages, &indicator.responsible),
            )?;
            for revision in &indicator.revisions {
                writeln!(out, "{}", revision_words(messages, indicator, revision))?;
            }
        }
    }
    Ok(())
}
