//! The folder of a district: its registry and the returns that came in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use walkdir::WalkDir;

use crate::digest::sha256;
use crate::fold::visible;
use crate::manifest::Manifest;
use crate::messages::{Stop, Text};
use crate::platform;

/// The years that a folder can be named after; more digits are a slip of the pen.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A file among the returns.
#[derive(Clone, Debug)]
pub struct Returned {
    /// Where it is.
    pub path: PathBuf,
    /// Its name relative to `returns/`, with forward slashes.
    pub name: Arc<str>,
    /// The year of the folder that it lies in.
    pub year: Option<i32>,
    /// Whether it is a link to something outside of the workspace, which is not read.
    pub outside: bool,
    /// Why it cannot be read, where that is known already: a link that leads nowhere, a folder that
    /// nobody may list, a pipe.
    pub unreadable: Option<String>,
    /// Whether it is a folder that this program wrote, of which nothing is a return.
    pub is_output: bool,
}

/// The files of a workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// All files under `returns/`, by name.
    pub files: Vec<Returned>,
    /// What every page says at its top, such as that the figures are made up.
    pub notice: Option<Text>,
}

/// `workspace.toml`, which need not be there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    notice_zh: String,
    notice_en: String,
}

impl Workspace {
    /// Lists the returns.
    ///
    /// # Errors
    /// A folder without `registry/` and `returns/`, or one that cannot be listed.
    pub fn open(root: &Path) -> Result<Self, Stop> {
        let shown = root.display().to_string();
        for part in ["registry", "returns"] {
            if !root.join(part).is_dir() {
                return Err(stop!("workspace-not-one", folder = shown, part = part));
            }
        }
        let returns = root.join("returns");
        let within = root.canonicalize().ok();
        let mut files = Vec::new();
        let mut links = Vec::new();
        let mut entries = WalkDir::new(&returns).follow_links(true).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                // What cannot be listed is a finding, and the rest goes on; but for the folder itself.
                Err(error) => match error.path().filter(|_| error.depth() > 0) {
                    Some(path) => {
                        let why = error
                            .io_error()
                            .map_or_else(|| error.to_string(), |error| error.kind().to_string());
                        files.push(Returned { unreadable: Some(why), ..listed(&returns, path) });
                        continue;
                    }
                    None => {
                        return Err(stop!("workspace-unreadable", folder = shown, why = error));
                    }
                },
            };
            let name = entry.file_name().to_string_lossy();
            // Files that the operating system leaves behind are no returns.
            let system = name.starts_with('.') || platform::is_left_by_system(&name);
            if entry.file_type().is_dir() && entry.path_is_symlink() {
                links.push(entry.path().to_owned());
            }
            if entry.file_type().is_dir() && entry.depth() > 0 && Manifest::read(entry.path()).is_some() {
                files.push(Returned { is_output: true, ..listed(&returns, entry.path()) });
                entries.skip_current_dir();
                continue;
            }
            if entry.file_type().is_dir() || system {
                continue;
            }
            // What lies in the workspace cannot lead out of it but by a link.
            let linked =
                entry.path_is_symlink() || links.iter().any(|link: &PathBuf| entry.path().starts_with(link));
            let outside = linked
                && within.as_ref().is_some_and(|within| {
                    entry.path().canonicalize().is_ok_and(|path| !path.starts_with(within))
                });
            // A pipe would be waited for.
            let unreadable = (!entry.file_type().is_file()).then(|| "not a file".to_owned());
            files.push(Returned { outside, unreadable, ..listed(&returns, entry.path()) });
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { root: root.to_owned(), files, notice: notice(root)? })
    }

    /// SHA-256 of the files beside the returns: the registry, the taught layouts, the settings.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn digests(&self) -> Result<BTreeMap<String, String>, Stop> {
        let mut all = BTreeMap::new();
        for part in ["registry", "layouts", "workspace.toml"] {
            for entry in WalkDir::new(self.root.join(part)).sort_by_file_name().into_iter().flatten() {
                if !entry.file_type().is_file() {
                    continue;
                }
                let name = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
                let parts = name.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
                let bytes = platform::bytes_of(entry.path()).map_err(|error| {
                    let folder = self.root.display().to_string();
                    stop!("workspace-unreadable", folder = folder, why = error)
                })?;
                all.insert(visible(&parts.collect::<Vec<_>>().join("/")), sha256(&bytes));
            }
        }
        Ok(all)
    }

    /// The years that have returns.
    fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.files.iter().filter(|file| !platform::is_owner_file(&file.name)).filter_map(|file| file.year)
    }

    /// The latest year that has returns.
    #[must_use]
    pub fn latest_year(&self) -> Option<i32> {
        self.years().max()
    }

    /// The first year that has returns.
    #[must_use]
    pub fn first_year(&self) -> Option<i32> {
        self.years().min()
    }

    /// Whether a year has returns.
    #[must_use]
    pub fn has_returns_of(&self, year: i32) -> bool {
        self.years().any(|own| own == year)
    }
}

/// A file among the returns, named relative to `returns/`, with the year of the folder that it lies in.
fn listed(returns: &Path, path: &Path) -> Returned {
    let relative = path.strip_prefix(returns).unwrap_or(path);
    let parts: Vec<String> =
        relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let folder = parts.first().filter(|_| parts.len() > 1);
    let year = folder.and_then(|folder| folder.parse().ok()).filter(|year| YEARS.contains(year));
    let name = visible(&parts.join("/")).into();
    Returned { path: path.to_owned(), name, year, outside: false, unreadable: None, is_output: false }
}

fn notice(root: &Path) -> Result<Option<Text>, Stop> {
    let path = root.join("workspace.toml");
    let unreadable = |why: String| stop!("workspace-settings", file = path.display(), why = why.trim_end());
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error.to_string())),
    };
    let settings: Settings = toml::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    Ok(Some(Text { zh: settings.notice_zh, en: settings.notice_en }))
}
