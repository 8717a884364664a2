//! What one operating system does otherwise than another, in one place: each thing stands
//! here with its counterpart for the others.

use std::io::{self, ErrorKind, IsTerminal as _};
use std::path::Path;
use std::process::Command;

/// The bytes of a file; a pipe, for which it would be waited, is refused.
///
/// # Errors
/// It cannot be read, or is no file.
pub fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    if path.metadata()?.is_file() {
        std::fs::read(path)
    } else {
        Err(io::Error::new(ErrorKind::InvalidInput, "not a file"))
    }
}

/// Lets two folders change their names in one step; `false` where the system or the file
/// system has no such step, as on Windows. Whoever asks renames one after the other then.
///
/// # Errors
/// What the file system refuses.
#[cfg(target_os = "linux")]
pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // Not every file system that Linux mounts has it: FAT, many network shares.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Lets two folders change their names in one step; `false` where there is no such step.
///
/// # Errors
/// Never here.
#[cfg(not(target_os = "linux"))]
pub fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Has everything that was written to the file system of a folder reach the disk. A file system that
/// refuses makes no promise for the time after a power cut.
#[cfg(target_os = "linux")]
pub fn settle(folder: &Path) {
    use rustix::fs::{Mode, OFlags, open, syncfs};

    let opened = open(folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
    let _ = opened.and_then(syncfs);
}

/// Has everything that was written to the file system of a folder reach the disk, as far as the
/// system offers it.
#[cfg(not(target_os = "linux"))]
pub fn settle(_folder: &Path) {}

/// Bounds the memory of this process, in bytes. Without the bound a file is read all the
/// same, so nobody is told where it cannot be set.
#[cfg(unix)]
pub fn limit_memory(most: u64) {
    let _ = rlimit::setrlimit(rlimit::Resource::AS, most, most);
}

/// Bounds the memory of this process: Windows has no such bound that a process can set for
/// itself without unsafe code; the bound on time stands.
#[cfg(not(unix))]
pub fn limit_memory(_most: u64) {}

/// What a worker process is told of memory in its environment, so that its allocator takes it one
/// way: little at once where [`limit_memory`] bounds the whole, and elsewhere all that it may use at
/// once and nothing beyond.
pub const WORKER_MEMORY: &[(&str, &str)] = if cfg!(unix) {
    &[("MIMALLOC_ARENA_RESERVE", "0")]
} else {
    &[("MIMALLOC_RESERVE_OS_MEMORY", "1GiB"), ("MIMALLOC_DISALLOW_OS_ALLOC", "1")]
};

/// Whether a file lies in folders because the system or its file manager put it there.
#[must_use]
pub fn is_left_by_system(name: &str) -> bool {
    ["Thumbs.db", "desktop.ini", ".DS_Store"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Whether this file, named with forward slashes, is the owner file that Office and WPS keep beside a
/// document that is open.
#[must_use]
pub fn is_owner_file(file: &str) -> bool {
    file.rsplit('/').next().is_some_and(|name| name.starts_with("~$"))
}

/// Whether another program has a file open and lets nobody else have it, which only Windows knows.
#[must_use]
pub fn is_in_use(error: &io::Error) -> bool {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Whether what was refused may be granted in a moment: scanners hold new files on Windows, and a
/// folder with such a file in it keeps its name.
#[must_use]
pub fn may_pass(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Interrupted
        || is_in_use(error)
        || cfg!(windows) && error.kind() == ErrorKind::PermissionDenied
}

/// Whether the window closes with the program and takes what was said along, as when a folder is
/// dragged onto the program's icon or the icon is opened: the Explorer names nothing or one whole
/// path, and no command line with a prompt of its own is there.
#[must_use]
pub fn window_closes(arguments: &[std::ffi::OsString]) -> bool {
    let named = match arguments {
        [] => true,
        [folder] => Path::new(folder).is_absolute(),
        _ => false,
    };
    cfg!(windows)
        && named
        && std::env::var_os("PROMPT").is_none()
        && io::stdin().is_terminal()
        && io::stderr().is_terminal()
}

/// Opens a file in the program that shows such files; only where [`window_closes`].
pub fn open(file: &Path) {
    // What it answers says nothing: the Explorer ends with 1 when all went well.
    let _ = Command::new("explorer.exe").arg(file).status();
}

/// The names of devices, which Windows gives to no file, with any ending.
const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// A name as a file can carry it on every system: without separators, characters that
/// Windows forbids, control characters and marks that turn the direction of a text; no
/// device's name, no dot or blank at its end, and never empty.
#[must_use]
pub fn file_name(name: &str) -> String {
    let allowed = |c: &char| !crate::fold::is_unseen(*c) && !r#"\/:*?"<>|"#.contains(*c);
    let name: String = name.chars().filter(allowed).collect();
    let name = name.trim().trim_end_matches(['.', ' ']).trim_start_matches('.');
    let stem = name.split('.').next().unwrap_or("").trim().to_ascii_uppercase();
    if name.is_empty() || DEVICES.contains(&stem.as_str()) { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_are_harmless_on_every_system() {
        for (name, harmless) in [
            ("三星镇卫生院", "三星镇卫生院"),
            ("../../etc/passwd", "etcpasswd"),
            ("a\u{202e}txt.exe", "atxt.exe"),
            ("tab\tand\nline", "tabandline"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("COM10", "COM10"),
            ("dot. ", "dot"),
            ("...", "_"),
            ("", "_"),
            (r#"a<b>c:"d"|e?f*g\h/i"#, "abcdefghi"),
        ] {
            assert_eq!(file_name(name), harmless, "{name:?}");
        }
    }
}
