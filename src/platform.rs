//! What one operating system does otherwise than another, in one place: each thing stands
//! here with its counterpart for the others.

use std::borrow::Cow;
use std::io;
use std::path::Path;

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

/// A path that may be longer than 260 characters: Windows takes such a one only when it is
/// absolute, without `.` and `..`, and has `\\?\` before it.
#[must_use]
pub fn long(path: &Path) -> Cow<'_, Path> {
    if cfg!(windows) {
        match std::path::absolute(path) {
            Ok(path) if !path.to_string_lossy().starts_with(r"\\") => {
                return Cow::Owned(format!(r"\\?\{}", path.display()).into());
            }
            Ok(_) | Err(_) => {}
        }
    }
    Cow::Borrowed(path)
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
