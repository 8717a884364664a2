//! A folder is replaced as a whole or not at all. It is written beside the one that stands
//! and swapped in one step; a run that fails or is killed leaves the earlier folder whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, IntoInnerError, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use walkdir::WalkDir;

use crate::digest::hexadecimal;
use crate::manifest::{MANIFEST, Manifest};
use crate::messages::Stop;
use crate::platform;

/// A file to be written, relative to the folder.
pub struct Page {
    /// Where it goes.
    pub path: PathBuf,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl Page {
    /// A page of text. Lines of HTML end in one way, however those of the templates did where the
    /// program was built.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, mut text: String) -> Self {
        let path = path.into();
        if path.extension().is_some_and(|kind| kind == "html") && text.contains('\r') {
            text = text.replace("\r\n", "\n");
        }
        Self { path, bytes: text.into_bytes() }
    }

    /// Its path with forward slashes.
    #[must_use]
    pub fn name(&self) -> String {
        slashed(&self.path)
    }
}

/// Where the files of a folder go, one by one as they are made, from several threads.
pub trait Sink: Sync {
    /// Opens a file, by its name in the folder with forward slashes.
    ///
    /// # Errors
    /// What cannot be written.
    fn open<'a>(&'a self, name: &str) -> Result<Box<dyn Out + 'a>>;

    /// Writes a file that is there as a whole.
    ///
    /// # Errors
    /// What cannot be written.
    fn put(&self, page: &Page) -> Result<()> {
        let name = page.name();
        let mut out = self.open(&name)?;
        out.write_all(&page.bytes).with_context(|| name.clone())?;
        out.close().with_context(|| name)
    }
}

/// A file that is being written.
pub trait Out: Write {
    /// Ends it.
    ///
    /// # Errors
    /// What cannot be written.
    fn close(self: Box<Self>) -> Result<()>;
}

/// A file on its way to somewhere, with the digest of what has passed.
struct Passing<'a, W> {
    to: W,
    digest: Sha256,
    done: Box<dyn FnOnce(W, String) + Send + 'a>,
}

impl<W: Write> Write for Passing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A writer of Parquet writes byte by byte, which is neither for the digest nor for the disk.
type Buffered<'a, W> = BufWriter<Passing<'a, W>>;

fn buffered<'a, W: Write>(to: W, done: impl FnOnce(W, String) + Send + 'a) -> Buffered<'a, W> {
    const ROOM: usize = 1 << 16;
    BufWriter::with_capacity(ROOM, Passing { to, digest: Sha256::new(), done: Box::new(done) })
}

impl<W: Write> Out for Buffered<'_, W> {
    fn close(self: Box<Self>) -> Result<()> {
        let mut own = self.into_inner().map_err(IntoInnerError::into_error)?;
        own.to.flush()?;
        (own.done)(own.to, hexadecimal(&own.digest.finalize()));
        Ok(())
    }
}

/// Keeps the files themselves.
#[derive(Default)]
pub struct Memory(Mutex<Vec<Page>>);

impl Memory {
    /// The files, by their names.
    #[must_use]
    pub fn pages(self) -> Vec<Page> {
        let mut pages = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        pages
    }
}

impl Sink for Memory {
    fn open<'a>(&'a self, name: &str) -> Result<Box<dyn Out + 'a>> {
        let path = PathBuf::from(name);
        let done = move |bytes, _| locked(&self.0).push(Page { path, bytes });
        Ok(Box::new(buffered(Vec::new(), done)))
    }
}

/// Keeps the digests of the files and nothing else.
#[derive(Default)]
pub struct Digests(Mutex<BTreeMap<String, String>>);

impl Digests {
    /// The digests, by the names of the files.
    #[must_use]
    pub fn by_name(self) -> BTreeMap<String, String> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Digests {
    fn open<'a>(&'a self, name: &str) -> Result<Box<dyn Out + 'a>> {
        let name = name.to_owned();
        let done = move |_, digest| drop(locked(&self.0).insert(name, digest));
        Ok(Box::new(buffered(io::sink(), done)))
    }
}

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

/// What a thread that panicked leaves is whole: every change here is one step.
fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The manifest of a finished folder, before it takes the place of the one it began with.
const FINISHED: &str = "data/manifest.json.new";

fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

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
        let path = beside(folder, "lock").ok_or_else(|| stop("out-no-name", folder))?;
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
                Err(TryLockError::WouldBlock) => return Err(stop("out-busy", folder)),
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
    Hold::take(folder, command)?.ok_or_else(|| stop("out-no-name", folder))
}

impl Drop for Hold {
    fn drop(&mut self) {
        // Nothing can be done about a lock file that stays; it holds nobody.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

fn stop(key: &'static str, folder: &Path) -> Stop {
    Stop::new(key, [("folder", folder.display().to_string())])
}

fn refused(path: &Path, error: &io::Error) -> Stop {
    Stop::new("out-refused", [("file", path.display().to_string()), ("why", error.to_string())])
}

/// Where a folder really is: a link to it stays a link.
fn resolved(folder: &Path) -> PathBuf {
    if folder.is_symlink() { folder.canonicalize() } else { Ok(folder.to_owned()) }
        .unwrap_or_else(|_| folder.to_owned())
}

fn beside(folder: &Path, suffix: &str) -> Option<PathBuf> {
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
        Err(_) => return Err(stop("out-not-ours", folder)),
    }
    let Some(manifest) = Manifest::read(folder) else { return Err(stop("out-not-ours", folder)) };
    if manifest.command != command {
        let facts = [("folder", folder.display().to_string()), ("command", manifest.command)];
        return Err(Stop::new("out-other-command", facts));
    }
    match foreign(folder, &manifest).into_iter().next() {
        Some(file) => {
            let open = file.rsplit('/').next().and_then(platform::open_document).is_some();
            let key = if open { "out-open-file" } else { "out-foreign-file" };
            Err(Stop::new(key, [("folder", folder.display().to_string()), ("file", file)]))
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
pub fn unwritten(folder: &Path, pages: &[Page]) -> Result<(), Stop> {
    let other = |page: &&Page| fs::read(folder.join(&page.path)).is_ok_and(|bytes| bytes != page.bytes);
    match pages.iter().find(other) {
        Some(page) => {
            Err(Stop::new("out-written", [("file", folder.join(&page.path).display().to_string())]))
        }
        None => Ok(()),
    }
}

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

    /// Removes a folder with all that is in it, the manifest last: what is left of a removal
    /// that was cut off is still known as the program's.
    ///
    /// # Errors
    /// What the file system refuses.
    fn remove(&self, folder: &Path) -> io::Result<()> {
        let marker = folder.join(MANIFEST);
        for entry in WalkDir::new(folder) {
            let entry = entry?;
            if !entry.file_type().is_dir() && entry.path() != marker {
                fs::remove_file(entry.path())?;
            }
        }
        fs::remove_dir_all(folder)
    }
}

/// The file system.
#[derive(Clone, Copy, Debug)]
pub struct Real;

impl Disk for Real {}

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
    let name = || stop("out-no-name", folder);
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
    let page = Page::new(name, serde_json::to_string_pretty(&manifest)? + "\n");
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
        return Err(stop("out-leftover", left).into());
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

/// Gives a folder another name, and asks for some two seconds where the refusal may pass.
fn rename(disk: &impl Disk, from: &Path, to: &Path) -> Result<()> {
    let pauses = (0..8).map(|n| Duration::from_millis(8 << n));
    for pause in pauses {
        match disk.rename(from, to) {
            Err(error) if platform::may_pass(&error) => std::thread::sleep(pause),
            done => return done.with_context(|| from.display().to_string()),
        }
    }
    disk.rename(from, to).with_context(|| from.display().to_string())
}

/// Writes pages under a folder.
///
/// # Errors
/// What the file system refuses.
pub fn write(folder: &Path, pages: &[Page]) -> Result<()> {
    write_with(&Real, folder, pages.iter())
}

fn write_with<'a>(disk: &impl Disk, folder: &Path, pages: impl Iterator<Item = &'a Page>) -> Result<()> {
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
