//! One readable function a command.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::catalogue::{self, Catalogue, Comparator, Indicator, Schedule};
use crate::cli::{Cli, Command};
use crate::messages::{Messages, Stop};

/// Runs a command; results go to `out`.
///
/// # Errors
/// What cannot go on, in words of the chosen language.
pub fn run(cli: &Cli, out: &mut impl Write) -> anyhow::Result<()> {
    let messages = Messages::new(cli.lang);
    let said = |stop: Stop| anyhow::anyhow!(messages.say("error", &[("text", &stop.render(&messages))]));
    match &cli.command {
        Command::Targets { workspace, targets } => {
            let folder = plans_of(workspace, targets.as_ref());
            let catalogue = catalogue::load(folder.as_deref()).map_err(said)?;
            print_targets(&catalogue, &messages, out)?;
        }
    }
    Ok(())
}

/// The folder that replaces the built-in plans: the one named, else the workspace's own.
fn plans_of(workspace: &Path, named: Option<&PathBuf>) -> Option<PathBuf> {
    let own = workspace.join("targets");
    named.cloned().or_else(|| own.is_dir().then_some(own))
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
                target_words(indicator, messages),
                indicator.departments.join("、"),
            )?;
        }
    }
    Ok(())
}

/// All targets of an indicator with their years.
fn target_words(indicator: &Indicator, messages: &Messages) -> String {
    let unit = indicator.unit.get(messages.lang());
    let sign = match indicator.comparator {
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Between { .. } | Comparator::Monitor => "",
    };
    let figure = |value: crate::exact::Fraction| format!("{}{unit}", value.decimal(2));
    let phases = match &indicator.schedule {
        Schedule::None => return messages.t("targets-monitor"),
        Schedule::EachYear(from, value) => {
            let facts = [("year", from.to_string()), ("sign", sign.to_owned()), ("value", figure(*value))];
            return messages.say("targets-each-year", &facts.each_ref().map(|(k, v)| (*k, v.as_str())));
        }
        Schedule::Phases(phases) => phases,
    };
    let phase = |(due, value): &(i32, crate::exact::Fraction)| {
        let (year, value) = (due.to_string(), figure(*value));
        match indicator.comparator {
            Comparator::Between { upper, cap } => {
                let facts = [("year", year.as_str()), ("value", &value), ("upper", &figure(upper))];
                let cap = cap.map(|cap| messages.say("targets-cap", &[("cap", &figure(cap))]));
                messages.say("targets-range", &facts) + &cap.unwrap_or_default()
            }
            Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt | Comparator::Monitor => {
                messages.say("targets-phase", &[("year", &year), ("sign", sign), ("value", &value)])
            }
        }
    };
    phases.iter().map(phase).collect::<Vec<_>>().join("; ")
}
