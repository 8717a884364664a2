//! A folder is replaced as a whole or not at all. It is written beside the one that stands
//! and swapped in one step; a run that fails or is killed leaves the earlier folder whole.

mod disk;
mod hold;
mod sink;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use crate::manifest::{MANIFEST, Manifest};
use disk::rename;
use hold::{beside, resolved, stop};
use sink::{buffered, locked};

pub use disk::{Disk, FileSystem};
pub use hold::{Hold, foreign, make_room, replaceable, unwritten};
pub use sink::{Digests, Memory, Out, OutputFile, Sink};

/// A new folder, of which nothing is seen before it is whole.
struct Staging<'d, D> {
    disk: &'d D,
    folder: PathBuf,
    /// The files that the manifest announces.
    names: BTreeSet<&'d String>,
    outputs: Digests,
}

impl<D: Disk> Sink for Staging<'_, D> {
    fn open<'a>(&'a self, name: &str) -> Result<Box<dyn Out + 'a>> {
        anyhow::ensure!(self.names.contains(&name.to_owned()), "{name} was not announced");
        let path = self.folder.join(name);
        let to = self.disk.create(&path).with_context(|| path.display().to_string())?;
        let name = name.to_owned();
        let done = move |_, digest| drop(locked(&self.outputs.0).insert(name, digest));
        Ok(Box::new(buffered(to, done)))
    }
}

/// The manifest of a finished folder, before it takes the place of the one it began with.
const FINISHED: &str = "data/manifest.json.new";

/// Puts files where `folder` is, with a manifest of them: `make` writes those of the given
/// names into a sink. What is returned is the folder of the earlier ones, where that could not
/// be removed or holds what somebody put there meanwhile.
///
/// # Errors
/// What the file system refuses, what cannot be made, and leftovers of the same names that the
/// program did not write.
pub fn publish(
    disk: &impl Disk,
    folder: &Path,
    names: &[String],
    manifest: &Manifest,
    make: impl FnOnce(&dyn Sink) -> Result<()>,
) -> Result<Option<PathBuf>> {
    let folder = &resolved(folder);
    let name = || stop(key!("out-no-name"), folder);
    let (new, old) = (beside(folder, "new").ok_or_else(name)?, beside(folder, "old").ok_or_else(name)?);
    // A run that was killed between two renames left the report here.
    if old.exists() && !folder.exists() {
        rename(disk, &old, folder)?;
    }
    for left in [&new, &old] {
        remove_own(disk, left)?;
    }
    let swapped = write_new(disk, &new, names, manifest, make).and_then(|()| {
        disk.settle(&new);
        swap(disk, folder, &new, &old)
    });
    if let Err(error) = swapped {
        // Nothing of a failed run stays.
        if old.exists() && !folder.exists() {
            rename(disk, &old, folder)?;
        }
        // What cannot be removed now the next run removes; what went wrong first is said.
        let _ = remove_own(disk, &new);
        return Err(error);
    }
    let kept = [new, old].into_iter().find(|left| remove_own(disk, left).is_err());
    Ok(kept)
}

/// Writes a new folder. A manifest is written first: it marks as the program's own what a run
/// leaves that is killed in the middle. The one with the digests takes its place at the end.
fn write_new(
    disk: &impl Disk,
    new: &Path,
    names: &[String],
    manifest: &Manifest,
    make: impl FnOnce(&dyn Sink) -> Result<()>,
) -> Result<()> {
    let all: BTreeSet<&String> = names.iter().collect();
    anyhow::ensure!(all.len() == names.len(), "two files have one name");
    let begun = names.iter().map(|name| (name.clone(), String::new())).collect();
    write_manifest(disk, new, MANIFEST, manifest, begun)?;
    let folders: BTreeSet<PathBuf> =
        names.iter().filter_map(|name| Some(new.join(name).parent()?.to_owned())).collect();
    for folder in folders {
        disk.make(&folder).with_context(|| folder.display().to_string())?;
    }
    let staging = Staging { disk, folder: new.to_owned(), names: all, outputs: Digests::default() };
    make(&staging)?;
    let outputs = staging.outputs.by_name();
    anyhow::ensure!(outputs.len() == names.len(), "the files written are not those announced");
    write_manifest(disk, new, FINISHED, manifest, outputs)?;
    rename(disk, &new.join(FINISHED), &new.join(MANIFEST))
}

fn write_manifest(
    disk: &impl Disk,
    folder: &Path,
    name: &str,
    manifest: &Manifest,
    outputs: BTreeMap<String, String>,
) -> Result<()> {
    let manifest = Manifest { outputs, ..manifest.clone() };
    let page = OutputFile::new(name, serde_json::to_string_pretty(&manifest)? + "\n");
    write_with(disk, folder, std::iter::once(&page))
}

/// Removes what an earlier run left, and nothing else: the manifest is the first file of a
/// folder, so one that was cut off has a manifest or no other file.
fn remove_own(disk: &impl Disk, left: &Path) -> Result<()> {
    if !left.exists() {
        return Ok(());
    }
    let is_own = match Manifest::read(left) {
        Some(manifest) => foreign(left, &manifest).iter().all(|name| name == FINISHED),
        None => {
            let marker = left.join(MANIFEST);
            let mut files = WalkDir::new(left).into_iter().flatten();
            files.all(|entry| entry.file_type().is_dir() || entry.path() == marker)
        }
    };
    if !is_own {
        return Err(stop(key!("out-leftover"), left).into());
    }
    disk.remove(left).with_context(|| left.display().to_string())
}

/// Puts the new folder where the other one is.
fn swap(disk: &impl Disk, folder: &Path, new: &Path, old: &Path) -> Result<()> {
    if !folder.exists() {
        return rename(disk, new, folder);
    }
    if disk.exchange(new, folder).with_context(|| folder.display().to_string())? {
        return Ok(());
    }
    rename(disk, folder, old)?;
    rename(disk, new, folder)
}

/// Writes pages under a folder.
///
/// # Errors
/// What the file system refuses.
pub fn write(folder: &Path, pages: &[OutputFile]) -> Result<()> {
    write_with(&FileSystem, folder, pages.iter())
}

fn write_with<'a>(
    disk: &impl Disk,
    folder: &Path,
    pages: impl Iterator<Item = &'a OutputFile>,
) -> Result<()> {
    let mut made = BTreeSet::new();
    for page in pages {
        let path = folder.join(&page.path);
        if let Some(parent) = path.parent()
            && made.insert(parent.to_owned())
        {
            disk.make(parent).with_context(|| parent.display().to_string())?;
        }
        disk.write(&path, &page.bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
