//! What publishing asks of the file system.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use crate::manifest::MANIFEST;
use crate::platform;

/// What publishing asks of the file system, so that a test can let each step of it fail.
pub trait Disk: Sync {
    /// Makes a folder and those above it.
    ///
    /// # Errors
    /// What the file system refuses.
    fn make(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// What the file system refuses.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    /// Makes a file to be written bit by bit.
    ///
    /// # Errors
    /// What the file system refuses.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(File::create(path)?))
    }

    /// Gives a folder another name.
    ///
    /// # Errors
    /// What the file system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Lets two folders change their names in one step; `false` where that cannot be done.
    ///
    /// # Errors
    /// What the file system refuses.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        platform::exchange(one, other)
    }

    /// Has a new folder reach the disk before it takes the place of another: after a power cut
    /// there is the old one or the whole new one.
    fn settle(&self, folder: &Path) {
        platform::settle(folder);
    }

    /// Removes a file.
    ///
    /// # Errors
    /// What the file system refuses.
    fn unlink(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Removes a folder with all that is in it, the manifest last: what is left of a removal
    /// that was cut off is still known as the program's.
    ///
    /// # Errors
    /// What the file system refuses.
    fn remove(&self, folder: &Path) -> io::Result<()> {
        let marker = folder.join(MANIFEST);
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            if !entry.file_type().is_dir() && entry.path() != marker {
                self.unlink(entry.path())?;
            }
        }
        if marker.exists() {
            self.unlink(&marker)?;
        }
        fs::remove_dir_all(folder)
    }
}

/// The file system.
#[derive(Clone, Copy, Debug)]
pub struct FileSystem;

impl Disk for FileSystem {}

/// Gives a folder another name, and asks for some two seconds where the refusal may pass.
pub(super) fn rename(disk: &impl Disk, from: &Path, to: &Path) -> Result<()> {
    let pauses = (0..8).map(|n| Duration::from_millis(8 << n));
    for pause in pauses {
        match disk.rename(from, to) {
            Err(error) if platform::may_pass(&error) => std::thread::sleep(pause),
            done => return done.with_context(|| from.display().to_string()),
        }
    }
    disk.rename(from, to).with_context(|| from.display().to_string())
}
