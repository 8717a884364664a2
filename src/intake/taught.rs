//! Foreign tables that a commission teaches the program, in `layouts/*.toml` of the
//! workspace: on which sheets, under which heads, which column is which data element.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::catalogue::{Catalogue, ElementIx};
use crate::fold::fold;
use crate::messages::Stop;

/// A table with a row an org unit under heads of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    /// Only on sheets whose name contains this; folded.
    pub sheet: Option<String>,
    /// The head of the column with the units' names or codes; folded.
    pub unit: String,
    /// The heads of the columns with figures; folded.
    pub columns: BTreeMap<String, ElementIx>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sheet: Option<String>,
    unit: String,
    columns: BTreeMap<String, String>,
}

/// Reads the layouts of a workspace, in the order of their names.
///
/// # Errors
/// A file that cannot be read, has an unknown key, or names an unknown element.
pub fn read(root: &Path, catalogue: &Catalogue) -> Result<Vec<Taught>, Stop> {
    let folder = root.join("layouts");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |file: &Path, why: String| {
        Stop::new(
            "layout-unreadable",
            [("file", file.display().to_string()), ("why", why.trim_end().to_owned())],
        )
    };
    let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error.to_string()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut layouts = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| unreadable(&file, error.to_string()))?;
        let shape: File = toml::from_str(&text).map_err(|error| unreadable(&file, error.to_string()))?;
        let mut columns = BTreeMap::new();
        for (head, name) in &shape.columns {
            let element = catalogue.elements_ix().find(|(_, e)| e.id == *name || e.code == *name);
            let Some((element, _)) = element else {
                let ids: Vec<&str> = catalogue.elements.iter().map(|e| e.id.as_str()).collect();
                let nearest = ids.iter().min_by_key(|id| strsim::damerau_levenshtein(id, name));
                let facts = [
                    ("file", file.display().to_string()),
                    ("found", name.clone()),
                    ("nearest", nearest.map(|id| (*id).to_owned()).unwrap_or_default()),
                ];
                return Err(Stop::new("layout-element", facts));
            };
            columns.insert(fold(head), element);
        }
        layouts.push(Taught { sheet: shape.sheet.as_deref().map(fold), unit: fold(&shape.unit), columns });
    }
    Ok(layouts)
}
