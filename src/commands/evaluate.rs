//! `evaluate`: what became of a plan that has ended.

use std::io::Write;
use std::path::Path;

use super::report::follows;
use super::{Outcome, Session};
use crate::cli::Input;
use crate::fold::fold;
use crate::manifest::Manifest;
use crate::messages::Stop;
use crate::report::occasion::Occasion;
use crate::report::pages::evaluation;
use crate::report::view::View;
use crate::results::Results;

impl Session<'_> {
    pub(super) fn evaluate(
        self,
        input: &Input,
        plan: &str,
        folder: &Path,
        occasion: Occasion,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let opened = self.opened(input)?;
        let (catalogue, unread) = &opened;
        let folded = fold(plan);
        let named = catalogue.plans.iter().position(|own| {
            [&own.id, &own.short.zh, &own.short.en, &own.title.zh].iter().any(|name| fold(name) == folded)
        });
        let position = named.ok_or_else(|| {
            let names = catalogue.plans.iter().map(|own| own.id.as_str()).collect::<Vec<_>>().join("、");
            stop!("evaluate-no-plan", plan = plan, names = names)
        })?;
        let last_year = catalogue.plans.get(position).map(|own| own.last_year);
        if let Some((last, latest)) =
            last_year.zip(unread.latest_year()).filter(|(last, latest)| last > latest)
        {
            return Err(stop!("evaluate-running", last = last, latest = latest));
        }
        let input = Input { year: last_year, ..input.clone() };
        let hold = self.hold(folder, "evaluate");
        let (hold, checked) = self.read_for(folder, hold, opened, &input)?;
        follows(occasion, &checked)?;
        let mut own = None;
        let desk = self.of(&checked.registry, &mut own);
        let results = Results::judge(checked)?;
        let view = View::new(&results, desk.messages).on(occasion);
        let pages = evaluation::pages(&view, position)?;
        let manifest = desk.manifest("evaluate", &results.checked, results.assessments.len());
        let manifest = Manifest { as_of: occasion.as_of, ..manifest };
        desk.publish_pages(hold, folder, &pages, &manifest)?;
        let page = folder.join("evaluation.html").display().to_string();
        writeln!(
            out,
            "{}",
            say!(
                desk.messages,
                "evaluation-done",
                classes = evaluation::counted(&view, position),
                file = page
            )
        )?;
        Ok(Outcome::Done)
    }
}
