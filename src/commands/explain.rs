//! `explain`: how one figure came about.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use super::{Outcome, Session};
use crate::checked::Checked;
use crate::cli::Input;
use crate::explain;
use crate::intake::{self, Lexicon, taught};
use crate::messages::Stop;
use crate::results::Results;
use crate::workspace::Workspace;

impl Session<'_> {
    pub(super) fn explain(
        self,
        input: &Input,
        unit: &str,
        indicator: &str,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let results = Results::judge(self.checked(input)?)?;
        let grounds = |files: &BTreeSet<Arc<str>>| {
            let Checked { catalogue, registry, .. } = &results.checked;
            let workspace = Workspace::open(&input.workspace)?;
            let lexicon =
                Lexicon::new(catalogue, registry).taught(taught::read(&input.workspace, catalogue)?);
            Ok(intake::grounds(&workspace, &lexicon, self.isolation, files))
        };
        let mut own = None;
        let desk = self.of(&results.checked.registry, &mut own);
        let text = explain::explain(&results, unit, indicator, desk.messages, grounds)?;
        write!(out, "{text}")?;
        Ok(Outcome::Done)
    }
}
