//! A folder is replaced as a whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::messages::Stop;

/// A file to be written, relative to the folder.
pub struct Page {
    /// Where it goes.
    pub path: PathBuf,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl Page {
    /// A page of text.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, text: String) -> Self {
        Self { path: path.into(), bytes: text.into_bytes() }
    }
}

/// Every folder that the program writes has this file; only such a folder is replaced.
pub const MARK: &str = "data/datapackage.json";

/// Refuses a folder that holds something else than an earlier report.
///
/// # Errors
/// The folder is not empty and was not written by this program.
pub fn replaceable(folder: &Path) -> Result<(), Stop> {
    let taken = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some() && !folder.join(MARK).is_file(),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    };
    if taken {
        return Err(Stop::new("out-not-ours", [("folder", folder.display().to_string())]));
    }
    Ok(())
}

/// Refuses to write over a file that says something else: it may be a form that somebody
/// has filled in.
///
/// # Errors
/// A file of that name with another content.
pub fn unwritten(folder: &Path, pages: &[Page]) -> Result<(), Stop> {
    let other = |page: &&Page| fs::read(folder.join(&page.path)).is_ok_and(|bytes| bytes != page.bytes);
    match pages.iter().find(other) {
        Some(page) => {
            Err(Stop::new("out-written", [("file", folder.join(&page.path).display().to_string())]))
        }
        None => Ok(()),
    }
}

/// Puts the pages where `folder` is. They are written beside it first, so that a run
/// that fails or is killed leaves the earlier folder as it was.
///
/// # Errors
/// What the file system refuses.
pub fn publish(folder: &Path, pages: &[Page]) -> Result<()> {
    let name = folder.file_name().context("the output folder has no name")?.to_string_lossy().into_owned();
    let beside = |suffix: &str| folder.with_file_name(format!(".{name}.{suffix}"));
    let (new, old) = (beside("new"), beside("old"));
    // An earlier run that was killed between the two renames left the report here.
    if old.exists() && !folder.exists() {
        fs::rename(&old, folder).with_context(|| old.display().to_string())?;
    }
    for left in [&new, &old] {
        if left.exists() {
            fs::remove_dir_all(left).with_context(|| left.display().to_string())?;
        }
    }
    let written = write(&new, pages).and_then(|()| {
        if folder.exists() {
            fs::rename(folder, &old).with_context(|| folder.display().to_string())?;
        }
        fs::rename(&new, folder).with_context(|| folder.display().to_string())
    });
    if let Err(error) = written {
        // Nothing of a failed run stays.
        if old.exists() && !folder.exists() {
            fs::rename(&old, folder).with_context(|| old.display().to_string())?;
        }
        if new.exists() {
            fs::remove_dir_all(&new).with_context(|| new.display().to_string())?;
        }
        return Err(error);
    }
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| old.display().to_string())?;
    }
    Ok(())
}

/// Writes pages under a folder.
///
/// # Errors
/// What the file system refuses.
pub fn write(folder: &Path, pages: &[Page]) -> Result<()> {
    for page in pages {
        let path = folder.join(&page.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        }
        fs::write(&path, &page.bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
