//! `forms`: blank returns, one workbook a unit.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Outcome, Session};
use crate::catalogue::Catalogue;
use crate::checked::{Checked, has_plan};
use crate::forms::{self, Filling, Printer};
use crate::messages::{Lang, Messages, Stop};
use crate::model::DISTRICT;
use crate::registry::Registry;
use crate::report::publish::{self, OutputFile};
use crate::value::Values;

impl Session<'_> {
    pub(super) fn forms(
        self,
        workspace: &Path,
        year: i32,
        folder: &Path,
        targets: Option<&PathBuf>,
        out: &mut impl Write,
    ) -> Result<Outcome, Stop> {
        let catalogue = self.catalogue(workspace, targets)?;
        has_plan(&catalogue, year)?;
        let registry = Registry::read(&workspace.join("registry"))?;
        let last_year = self.last_year(workspace, &catalogue, year);
        let chinese = Messages::new(Lang::Zh);
        let chinese = chinese.of_district(&registry.unit(DISTRICT).name).unwrap_or(chinese);
        let printer =
            Printer { catalogue: &catalogue, registry: &registry, messages: &chinese, last_year: &last_year };
        let mut pages = Vec::new();
        for blank in forms::blanks(&catalogue, &registry, year) {
            let path = printer.path(&blank);
            let bytes =
                printer.workbook(&blank, &Filling::default()).with_context(|| path.display().to_string())?;
            pages.push(OutputFile { path, bytes });
        }
        publish::unwritten(folder, &pages)?;
        publish::write(folder, &pages)?;
        writeln!(out, "{}", say!(self.messages, "forms-done", n = pages.len(), folder = folder.display()))?;
        Ok(Outcome::Done)
    }

    /// What last year's returns say; a workspace without any has empty forms.
    fn last_year(self, workspace: &Path, catalogue: &Catalogue, year: i32) -> Values {
        let quiet = |_| -> Box<dyn Fn() + Sync> { Box::new(|| ()) };
        Checked::read(workspace, catalogue.clone(), Some(year - 1), self.isolation, quiet)
            .map(|checked| checked.values)
            .unwrap_or_default()
    }
}
