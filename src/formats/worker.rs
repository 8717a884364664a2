//! Reading a file in a process of its own, so that one that is made to eat all memory or
//! time takes down nobody else. Only for the formats whose reader lays out a sheet in
//! full; what becomes of the others is bounded where they are read.

use std::cell::Cell as Flag;
use std::io::{Read as _, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use super::by_calamine;
use super::limits::Refusal;
use crate::formats::sheet::Sheet;
use crate::platform;

/// The argument by which the program reads a workbook on its standard input for another
/// process.
pub const ARGUMENT: &str = "__read-workbook";
/// What a worker may use.
const MEMORY: u64 = 1 << 30;
const TIME: Duration = Duration::from_secs(60);

/// Who reads what is better read alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// This process, as in tests.
    #[default]
    None,
    /// This program, started once a file.
    Process(PathBuf),
}

impl Isolation {
    /// Reads the sheets of a workbook.
    ///
    /// # Errors
    /// A file that cannot be read, or whose worker ran out of memory or time.
    pub fn sheets(&self, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
        match self {
            Self::None => quietly(|| by_calamine::full(bytes)),
            Self::Process(program) => alone(program, bytes),
        }
    }
}

thread_local! {
    static READING: Flag<bool> = const { Flag::new(false) };
}

/// Keeps a panic inside a file's reader from the console; it becomes a finding.
pub fn install_hook() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !READING.with(Flag::get) {
            before(info);
        }
    }));
}

/// Runs a reader; a panic in it is a file that cannot be read.
///
/// # Errors
/// What the reader says, or that it panicked.
pub fn quietly<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    READING.with(|flag| flag.set(true));
    let result = panic::catch_unwind(AssertUnwindSafe(read));
    READING.with(|flag| flag.set(false));
    result.unwrap_or_else(|_| Err(Refusal::Damaged))
}

fn alone(program: &Path, bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let started = Command::new(program)
        .arg(ARGUMENT)
        .envs(platform::WORKER_MEMORY.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let (Some(mut to), Some(mut pipe)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Refusal::Damaged);
    };
    // One that has ended reads no more, which shows in its status.
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || to.write_all(&bytes));
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        pipe.read_to_end(&mut said).map(|_| said)
    });
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status.success(),
            Ok(None) if begun.elapsed() < TIME => std::thread::sleep(pause),
            Ok(None) | Err(_) => {
                // It may have ended meanwhile; either way it is waited for.
                let _ = child.kill();
                let _ = child.wait();
                break false;
            }
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    };
    let _ = writer.join();
    match reader.join() {
        Ok(Ok(said)) if ended => serde_json::from_slice(&said).unwrap_or(Err(Refusal::Damaged)),
        Ok(Ok(_) | Err(_)) | Err(_) => Err(Refusal::Damaged),
    }
}

/// The worker's side: reads a workbook and says what is in it.
#[must_use]
pub fn serve() -> ExitCode {
    platform::limit_memory(MEMORY);
    let mut bytes = Vec::new();
    let sheets = match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => quietly(|| by_calamine::full(&bytes)),
        Err(error) => Err(Refusal::Unreadable(error.to_string())),
    };
    match serde_json::to_writer(std::io::stdout().lock(), &sheets) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
