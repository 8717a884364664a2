//! Foreign tables that a commission teaches the program, in `layouts/*.toml` of the
//! workspace: on which sheets, under which heads, which column is which data element. A head of
//! several rows is written from the top, with `>` between its parts.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::catalogue::{Catalogue, Mistake, nearest, read_source};
use crate::fold::fold;
use crate::messages::Stop;
use crate::model::ElementIx;

/// The parts of a head from the top, folded.
pub(super) type Head = Vec<String>;

/// A table with a row an org unit under heads of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    /// The name of its file.
    pub name: String,
    /// Only on sheets whose name contains this; folded.
    sheet: Option<String>,
    /// The head of the column with the units' names or codes.
    pub(super) unit: Head,
    /// The heads of the columns with figures, and how they are written.
    pub(super) columns: BTreeMap<Head, (ElementIx, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sheet: Option<String>,
    unit: Spanned<String>,
    columns: BTreeMap<Spanned<String>, Spanned<String>>,
}

impl Taught {
    /// Whether it is for a sheet of this name.
    #[must_use]
    pub fn is_for(&self, sheet: &str) -> bool {
        self.sheet.as_ref().is_none_or(|name| fold(sheet).contains(name))
    }

    pub(super) fn depth(&self) -> u32 {
        let heads = std::iter::once(&self.unit).chain(self.columns.keys());
        heads.map(|head| u32::try_from(head.len()).unwrap_or(1)).max().unwrap_or(1)
    }
}

/// Reads the layouts of a workspace, in the order of their names.
///
/// # Errors
/// A file that cannot be read, has an unknown key, or names an unknown element, with its line and
/// the nearest name.
pub fn read(root: &Path, catalogue: &Catalogue) -> Result<Vec<Taught>, Stop> {
    let folder = root.join("layouts");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable =
        |file: &Path, why: String| stop!("layout-unreadable", file = file.display(), why = why.trim_end());
    let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error.to_string()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut layouts = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| unreadable(&file, error.to_string()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        layouts.push(read_source(&file.display().to_string(), &text, |shape: File| {
            meant(name.clone(), &shape, catalogue)
        })?);
    }
    Ok(layouts)
}

fn meant(name: String, shape: &File, catalogue: &Catalogue) -> Result<Taught, Mistake> {
    let head = |text: &Spanned<String>| -> Result<Head, Mistake> {
        let parts: Head = text.get_ref().split('>').map(fold).collect();
        let sound = parts.iter().all(|part| !part.is_empty());
        if sound { Ok(parts) } else { Err(mistake!("layout-head", text.span())) }
    };
    let mut columns = BTreeMap::new();
    for (own, element) in &shape.columns {
        let id = element.get_ref();
        let known = catalogue.elements_ix().find(|(_, e)| e.id == *id || e.code == *id);
        let Some((ix, _)) = known else {
            let ids: Vec<&str> = catalogue.elements.iter().map(|e| e.id.as_str()).collect();
            return Err(mistake!("layout-element", element.span(), found = id, nearest = nearest(id, &ids)));
        };
        if columns.insert(head(own)?, (ix, own.get_ref().clone())).is_some() {
            return Err(mistake!("layout-head", own.span()));
        }
    }
    Ok(Taught { name, sheet: shape.sheet.as_deref().map(fold), unit: head(&shape.unit)?, columns })
}
