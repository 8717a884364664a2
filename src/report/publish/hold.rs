//! The hold of one run on a folder, and which folders may be replaced.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use walkdir::WalkDir;

use super::sink::{OutputFile, slashed};
use crate::manifest::{MANIFEST, Manifest};
use crate::messages::{Message, Stop, facts};
use crate::platform;

/// The hold of one run on an output folder; a second one is told.
#[derive(Debug)]
pub struct Hold {
    file: File,
    path: PathBuf,
}

impl Hold {
    /// Takes the folder for this run, after making sure that it may be replaced.
    ///
    /// # Errors
    /// The folder holds something else than what the program wrote, or another run has it.
    pub fn take(folder: &Path, command: &str) -> Result<Option<Self>, Stop> {
        replaceable(folder, command)?;
        let folder = &resolved(folder);
        let path = beside(folder, "lock").ok_or_else(|| stop(key!("out-no-name"), folder))?;
        if !path.parent().is_some_and(|parent| parent.as_os_str().is_empty() || parent.is_dir()) {
            // Nothing is there yet, and nothing is made before there is something to write.
            return Ok(None);
        }
        loop {
            let file = match File::options().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                Err(error) => return Err(refused(&path, &error)),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(stop(key!("out-busy"), folder)),
                Err(TryLockError::Error(error)) => return Err(refused(&path, &error)),
            }
            // Whoever held it before may have removed the file between the two calls.
            let here = same_file::Handle::from_path(&path).ok();
            let own = file.try_clone().and_then(same_file::Handle::from_file).ok();
            if here.is_some() && here == own {
                return Ok(Some(Self { file, path }));
            }
        }
    }
}

/// Makes the folder in which another one is to be written, and takes that one.
///
/// # Errors
/// The folder cannot be made, or another run has just taken it.
pub fn make_room(folder: &Path, command: &str) -> Result<Hold, Stop> {
    let parent = folder.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(|error| refused(parent, &error))?;
    Hold::take(folder, command)?.ok_or_else(|| stop(key!("out-no-name"), folder))
}

impl Drop for Hold {
    fn drop(&mut self) {
        // Nothing can be done about a lock file that stays; it holds nobody.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

pub(super) fn stop(key: Message<{ facts(&["folder"]) }>, folder: &Path) -> Stop {
    stop!(key, folder = folder.display())
}

fn refused(path: &Path, error: &io::Error) -> Stop {
    stop!("out-refused", file = path.display(), why = error)
}

/// Where a folder really is: a link to it stays a link.
pub(super) fn resolved(folder: &Path) -> PathBuf {
    if folder.is_symlink() { folder.canonicalize() } else { Ok(folder.to_owned()) }
        .unwrap_or_else(|_| folder.to_owned())
}

pub(super) fn beside(folder: &Path, suffix: &str) -> Option<PathBuf> {
    let name = folder.file_name()?.to_string_lossy().into_owned();
    Some(folder.with_file_name(format!(".{name}.{suffix}")))
}

/// Refuses a folder that holds something else than what the same command wrote.
///
/// # Errors
/// The folder is not empty and was not written by this program or by another command of it,
/// or somebody has put other files into it.
pub fn replaceable(folder: &Path, command: &str) -> Result<(), Stop> {
    let folder = &resolved(folder);
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_) => return Err(stop(key!("out-not-ours"), folder)),
    }
    let Some(manifest) = Manifest::read(folder) else { return Err(stop(key!("out-not-ours"), folder)) };
    if manifest.command != command {
        return Err(stop!("out-other-command", folder = folder.display(), command = manifest.command));
    }
    match foreign(folder, &manifest).into_iter().next() {
        Some(file) => {
            let key =
                if platform::is_owner_file(&file) { key!("out-open-file") } else { key!("out-foreign-file") };
            Err(stop!(key, folder = folder.display(), file = file))
        }
        None => Ok(()),
    }
}

/// The files of a folder that its manifest does not name, but for what the system puts everywhere.
#[must_use]
pub fn foreign(folder: &Path, manifest: &Manifest) -> Vec<String> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = files.filter(|entry| {
        !entry.file_type().is_dir() && !platform::is_left_by_system(&entry.file_name().to_string_lossy())
    });
    let names = files.map(|entry| slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path())));
    names.filter(|name| name != MANIFEST && !manifest.outputs.contains_key(name)).collect()
}

/// Refuses to write over a file that says something else: it may be a form that somebody
/// has filled in.
///
/// # Errors
/// A file of that name with another content.
pub fn unwritten(folder: &Path, pages: &[OutputFile]) -> Result<(), Stop> {
    let other = |page: &&OutputFile| fs::read(folder.join(&page.path)).is_ok_and(|bytes| bytes != page.bytes);
    match pages.iter().find(other) {
        Some(page) => Err(stop!("out-written", file = folder.join(&page.path).display())),
        None => Ok(()),
    }
}
