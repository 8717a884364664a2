//! Where the files of a folder go, one by one as they are made.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IntoInnerError, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::digest::hexadecimal;

/// A file to be written, relative to the folder.
pub struct OutputFile {
    /// Where it goes.
    pub path: PathBuf,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl OutputFile {
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
    fn put(&self, page: &OutputFile) -> Result<()> {
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
pub(super) struct Passing<'a, W> {
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

pub(super) fn buffered<'a, W: Write>(to: W, done: impl FnOnce(W, String) + Send + 'a) -> Buffered<'a, W> {
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
pub struct Memory(Mutex<Vec<OutputFile>>);

impl Memory {
    /// The files, by their names.
    #[must_use]
    pub fn pages(self) -> Vec<OutputFile> {
        let mut pages = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        pages
    }
}

impl Sink for Memory {
    fn open<'a>(&'a self, name: &str) -> Result<Box<dyn Out + 'a>> {
        let path = PathBuf::from(name);
        let done = move |bytes, _| locked(&self.0).push(OutputFile { path, bytes });
        Ok(Box::new(buffered(Vec::new(), done)))
    }
}

/// Keeps the digests of the files and nothing else.
#[derive(Default)]
pub struct Digests(pub(super) Mutex<BTreeMap<String, String>>);

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

/// What a thread that panicked leaves is whole: every change here is one step.
pub(super) fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}
