//! Foreign tables that a commission teaches the program, in `layouts/*.toml` of the
//! workspace: on which sheets, under which heads, which column is which data element. A head of
//! several rows is written from the top, with `>` between its parts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::catalogue::{Catalogue, Column, Mistake, nearest, read_source};
use crate::fold::fold;
use crate::intake::grid::Grid;
use crate::intake::layout::{self, Figures, Shape, Table, Use};
use crate::messages::Stop;
use crate::model::ElementIx;

/// The parts of a head from the top, folded.
type Head = Vec<String>;

/// A table with a row an org unit under heads of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    /// The name of its file.
    pub name: String,
    /// Only on sheets whose name contains this; folded.
    sheet: Option<String>,
    /// The head of the column with the units' names or codes.
    unit: Head,
    /// The heads of the columns with figures, and how they are written.
    columns: BTreeMap<Head, (ElementIx, String)>,
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

    fn depth(&self) -> u32 {
        let heads = std::iter::once(&self.unit).chain(self.columns.keys());
        heads.map(|head| u32::try_from(head.len()).unwrap_or(1)).max().unwrap_or(1)
    }

    /// The columns under heads in some rows: that of the units, and those of the figures.
    fn found(&self, grid: &Grid<'_>, rows: &Range<u32>) -> Option<(u32, BTreeMap<u32, ElementIx>)> {
        let columns: std::collections::BTreeSet<u32> =
            grid.rows(rows.clone()).flat_map(|row| grid.row(row)).map(|(column, _)| column).collect();
        let heads: Vec<(u32, Head)> =
            columns.into_iter().map(|column| (column, layout::head_of(grid, rows, column))).collect();
        let unit = heads.iter().find(|(_, head)| *head == self.unit)?.0;
        let figures = heads.iter().filter_map(|(column, head)| Some((*column, self.columns.get(head)?.0)));
        Some((unit, figures.collect()))
    }

    /// The table whose heads begin in a row; none where they do not stand there.
    #[must_use]
    pub fn table<'l>(&self, grid: &Grid<'l>, sheet: &str, row: u32) -> Option<Table<'l>> {
        if !self.is_for(sheet) {
            return None;
        }
        let head = row..row + self.depth();
        let (unit, figures) = self.found(grid, &head)?;
        let span = figures.keys().chain([&unit]).min()?.to_owned()..figures.keys().chain([&unit]).max()? + 1;
        let figures: Vec<Figures<'l>> = figures
            .into_iter()
            .map(|(column, element)| Figures {
                column,
                path: layout::Path {
                    code: Some(element),
                    what: Some((head.end - 1, column)),
                    ..layout::Path::default()
                },
                usage: Use::Figure,
            })
            .collect();
        (!figures.is_empty()).then(|| Table {
            body: head.end..head.end,
            head,
            // What stands beside it in the same rows is said to be beside it.
            span: 0..span.end.max(grid.width()),
            columns: [(Column::UnitName, unit)].into(),
            left: Vec::new(),
            figures,
            shape: Shape::Units,
        })
    }

    /// The heads that a sheet has not, where most of them stand.
    #[must_use]
    pub fn missing(&self, grid: &Grid<'_>) -> Vec<String> {
        let unit = self.unit.join(" > ");
        let all = self.columns.values().map(|(_, head)| head.clone());
        let of_row = |row: u32| {
            let found = self.found(grid, &(row..row + self.depth()));
            let Some((_, figures)) = found else { return vec![unit.clone()] };
            let missing =
                self.columns.values().filter(|(element, _)| !figures.values().any(|own| own == element));
            missing.map(|(_, head)| head.clone()).collect()
        };
        let no_unit = |missing: &Vec<String>| *missing == [unit.clone()];
        let best =
            grid.rows(0..grid.end()).map(of_row).filter(|missing| !no_unit(missing)).min_by_key(Vec::len);
        best.unwrap_or_else(|| std::iter::once(unit.clone()).chain(all).collect())
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
        if sound { Ok(parts) } else { Err(Mistake::new("layout-head", text.span(), [])) }
    };
    let mut columns = BTreeMap::new();
    for (own, element) in &shape.columns {
        let id = element.get_ref();
        let known = catalogue.elements_ix().find(|(_, e)| e.id == *id || e.code == *id);
        let Some((ix, _)) = known else {
            let ids: Vec<&str> = catalogue.elements.iter().map(|e| e.id.as_str()).collect();
            let facts = [("found", id.clone()), ("nearest", nearest(id, &ids))];
            return Err(Mistake::new("layout-element", element.span(), facts));
        };
        if columns.insert(head(own)?, (ix, own.get_ref().clone())).is_some() {
            return Err(Mistake::new("layout-head", own.span(), []));
        }
    }
    Ok(Taught { name, sheet: shape.sheet.as_deref().map(fold), unit: head(&shape.unit)?, columns })
}
