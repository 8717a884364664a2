//! A folder is replaced as a whole or not at all, whatever happens.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{fs, io};

use dabiao::manifest::{MANIFEST, Manifest};
use dabiao::report::publish::{Disk, FileSystem, Hold, OutputFile, publish};

use crate::running::{ROOT, files, program, run, said, workspace};

/// The file system, until step `last`: there the process dies or the step is refused.
struct Faulty {
    steps: AtomicUsize,
    last: usize,
    dies: bool,
    exchanges: bool,
}

impl Faulty {
    fn step(&self, half: impl FnOnce()) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::Relaxed) + 1;
        if step < self.last {
            return Ok(());
        }
        if step == self.last {
            half();
        }
        // Dead is dead: no later step happens either, no cleaning up.
        assert!(!self.dies, "killed");
        if step == self.last { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

/// A file of it, written in pieces.
struct FaultyFile<'a> {
    to: Box<dyn io::Write + 'a>,
    disk: &'a Faulty,
}

impl io::Write for FaultyFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.step(|| {
            let _ = self.to.write_all(&bytes[..bytes.len() / 2]);
        })?;
        self.to.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Disk for Faulty {
    fn make(&self, folder: &Path) -> io::Result<()> {
        self.step(|| ())?;
        FileSystem.make(folder)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // What is cut off in a write is there by half.
        self.step(|| {
            let _ = fs::write(path, &bytes[..bytes.len() / 2]);
        })?;
        FileSystem.write(path, bytes)
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn io::Write + '_>> {
        self.step(|| ())?;
        Ok(Box::new(FaultyFile { to: FileSystem.create(path)?, disk: self }))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| ())?;
        FileSystem.rename(from, to)
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        if !self.exchanges {
            return Ok(false);
        }
        self.step(|| ())?;
        FileSystem.exchange(one, other)
    }
    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.step(|| ())?;
        FileSystem.unlink(path)
    }
}

fn manifest() -> Manifest {
    Manifest {
        after: None,
        as_of: None,
        reply_by: None,
        program: "dabiao".into(),
        version: "0".into(),
        command: "report".into(),
        edition: None,
        year: 2024,
        lang: "zh".into(),
        inputs: BTreeMap::new(),
        counts: BTreeMap::new(),
        outputs: BTreeMap::new(),
    }
}

fn pages_of(word: &str) -> Vec<OutputFile> {
    ["index.html", "townships/1.html", "data/values.csv"]
        .map(|name| OutputFile::new(name, format!("{word} {name}")))
        .into()
}

fn publish_pages(disk: &impl Disk, folder: &Path, pages: &[OutputFile]) -> anyhow::Result<Option<PathBuf>> {
    let names: Vec<String> = pages.iter().map(OutputFile::name).collect();
    publish(disk, folder, &names, &manifest(), |sink| pages.iter().try_for_each(|page| sink.put(page)))
}

/// Where a report stands after a run was killed: between the two renames of a file system that has no
/// exchange it has its other name, and the next run finds it there.
fn standing(folder: &Path) -> PathBuf {
    if folder.exists() { folder.to_owned() } else { folder.with_file_name(".reports.old") }
}

#[test]
fn killed_or_refused_at_any_step_a_report_is_the_old_one_or_the_new_one() {
    let mut injected = 0;
    for dies in [true, false] {
        for exchanges in [true, false] {
            for last in 1.. {
                let home = tempfile::tempdir().unwrap();
                let folder = home.path().join("reports");
                publish_pages(&FileSystem, &folder, &pages_of("old")).unwrap();
                let old = files(&folder);
                let disk = Faulty { steps: AtomicUsize::new(0), last, dies, exchanges };
                let before = std::panic::take_hook();
                std::panic::set_hook(Box::new(|_| ()));
                let ended =
                    catch_unwind(AssertUnwindSafe(|| publish_pages(&disk, &folder, &pages_of("new"))));
                std::panic::set_hook(before);
                if disk.steps.load(Ordering::Relaxed) < last {
                    assert_eq!(ended.unwrap().unwrap(), None);
                    assert!(!home.path().join(".reports.new").exists());
                    break;
                }
                injected += 1;
                let there = standing(&folder);
                let now = files(&there);
                let whole =
                    |word: &str| pages_of(word).iter().all(|page| now.get(&page.name()) == Some(&page.bytes));
                assert!(
                    whole("old") || whole("new"),
                    "step {last}, dies {dies}, exchanges {exchanges}: {now:?}"
                );
                if !dies {
                    assert!(folder.exists() && (now == old || whole("new")));
                }
                // Whatever is left is no obstacle to the next run and gone after it.
                publish_pages(&FileSystem, &folder, &pages_of("next")).unwrap();
                let next = files(&folder);
                assert!(pages_of("next").iter().all(|page| next.get(&page.name()) == Some(&page.bytes)));
                assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "step {last}");
            }
        }
    }
    assert!(injected > 30, "{injected}");
}

#[test]
fn a_process_killed_at_any_moment_leaves_the_earlier_report_whole() {
    let home = tempfile::tempdir().unwrap();
    let data = format!("{ROOT}/data");
    assert!(run(home.path(), &["report", &data, "--year", "2023", "--out", "reports"]).status.success());
    let folder = home.path().join("reports");
    let whole = |there: &Path, manifest: &Manifest| {
        !manifest.outputs.is_empty()
            && manifest.outputs.iter().all(|(name, digest)| {
                let bytes = fs::read(there.join(name)).unwrap_or_default();
                dabiao::digest::sha256(&bytes) == *digest
            })
    };
    let year = |year: &str| {
        let arguments = ["report", &data, "--year", year, "--out", "reports"];
        let mut command = program(home.path(), &arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let begun = Instant::now();
    assert!(year("2023").status().unwrap().success());
    let whole_run = begun.elapsed();
    let (mut killed, mut writing) = (0, 0);
    for part in 0..24 {
        // Each run finds the report of the other year.
        if Manifest::read(&folder).is_none_or(|own| own.year != 2023) {
            assert!(year("2023").status().unwrap().success());
        }
        let mut child = year("2024").spawn().unwrap();
        std::thread::sleep(whole_run * part / 20);
        if child.try_wait().unwrap().is_none() {
            writing += usize::from(home.path().join(".reports.new").exists());
            child.kill().unwrap();
        }
        killed += usize::from(!child.wait().unwrap().success());
        let there = standing(&folder);
        let manifest = Manifest::read(&there)
            .unwrap_or_else(|| panic!("no report, killed at {part}/20: {:?}", files(home.path()).keys()));
        assert!(
            [2023, 2024].contains(&manifest.year) && whole(&there, &manifest),
            "killed at {part}/20 of a run"
        );
    }
    assert!(killed >= 8 && writing >= 2, "{killed} killed, {writing} of them while they wrote");
    assert!(run(home.path(), &["report", &data, "--year", "2024", "--out", "reports"]).status.success());
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside the report");
}

#[cfg(unix)]
#[test]
fn a_full_disk_and_a_folder_that_refuses_leave_the_earlier_report_and_say_what_to_do() {
    let workspace = workspace();
    let home = workspace.path();
    assert!(run(home, &["report", "."]).status.success());
    let before = files(&home.join("reports"));
    // A quota of four kibibytes a file: every page is larger.
    let script = format!("trap '' XFSZ; ulimit -f 8; exec {} report .", env!("CARGO_BIN_EXE_dabiao"));
    let full = Command::new("sh").args(["-c", &script]).current_dir(home).output().unwrap();
    assert_eq!(full.status.code(), Some(3), "{}", said(&full));
    assert!(said(&full).contains("磁盘空间"), "{}", said(&full));
    assert_eq!(files(&home.join("reports")), before);
    // Nobody writes into the kernel's own file system, whoever he is.
    if cfg!(target_os = "linux") {
        let denied = run(home, &["report", ".", "--out", "/proc/reports"]);
        assert_eq!(denied.status.code(), Some(3), "{}", said(&denied));
        assert!(said(&denied).contains("/proc/"), "{}", said(&denied));
    }
    let left: std::collections::BTreeSet<_> =
        fs::read_dir(home).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["registry", "returns", "reports"].map(Into::into).into());
}

#[test]
fn nothing_is_removed_that_the_program_did_not_write() {
    let workspace = workspace();
    let home = workspace.path();
    assert!(run(home, &["report", "."]).status.success());
    // Somebody has put a file into the report.
    fs::write(home.join("reports/会议记录.docx"), b"mine").unwrap();
    let before = files(&home.join("reports"));
    let refused = run(home, &["report", "."]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("会议记录.docx"), "{}", said(&refused));
    assert_eq!(files(&home.join("reports")), before);
    fs::remove_file(home.join("reports/会议记录.docx")).unwrap();
    // Nor is one whose name begins with a dot the system's.
    fs::write(home.join("reports/.备份"), b"mine").unwrap();
    assert_eq!(run(home, &["report", "."]).status.code(), Some(3));
    assert_eq!(fs::read(home.join("reports/.备份")).unwrap(), b"mine");
    fs::remove_file(home.join("reports/.备份")).unwrap();
    // What another command wrote is no earlier version of this one's.
    for wrong in [&["check", ".", "--out", "reports"][..], &["what-if", ".", "--page", "reports"]] {
        let refused = run(home, wrong);
        assert_eq!(refused.status.code(), Some(3), "{wrong:?}");
        assert!(said(&refused).contains("dabiao report") && home.join("reports/index.html").exists());
    }
    // A leftover that is the program's, with a file in it that is not.
    let leftover = home.join(".reports.old");
    publish_pages(&FileSystem, &leftover, &pages_of("old")).unwrap();
    fs::write(leftover.join("mine.txt"), b"mine").unwrap();
    assert_eq!(run(home, &["report", "."]).status.code(), Some(3));
    assert!(leftover.join("mine.txt").exists() && leftover.join("index.html").exists());
    fs::remove_dir_all(&leftover).unwrap();
    // A file put into the folder while the new report is written stays, and is named.
    struct Meanwhile<'a>(&'a Path);
    impl Disk for Meanwhile<'_> {
        fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
            fs::write(self.0.join("mine.txt"), b"mine")?;
            FileSystem.exchange(one, other)
        }
    }
    let folder = home.join("again");
    publish_pages(&FileSystem, &folder, &pages_of("old")).unwrap();
    let kept = publish_pages(&Meanwhile(&folder), &folder, &pages_of("new")).unwrap().unwrap();
    assert_eq!(fs::read(kept.join("mine.txt")).unwrap(), b"mine");
    assert!(fs::read(folder.join("index.html")).unwrap().starts_with(b"new"));
    // A folder that has the name of a leftover and is none.
    fs::create_dir(home.join(".reports.new")).unwrap();
    fs::write(home.join(".reports.new/mine.txt"), b"mine").unwrap();
    let refused = run(home, &["report", "."]);
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(fs::read(home.join(".reports.new/mine.txt")).unwrap(), b"mine");
    fs::remove_dir_all(home.join(".reports.new")).unwrap();
    // Folders of somebody else: with files, with another program's manifest, with a data package.
    for (name, file) in [("a", "x.txt"), ("b", MANIFEST), ("c", "data/datapackage.json")] {
        let path = home.join(name).join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, br#"{"program": "other", "name": "other"}"#).unwrap();
        let refused = run(home, &["report", ".", "--out", name]);
        assert_eq!(refused.status.code(), Some(3), "{name}");
        assert!(path.exists(), "{name}");
    }
    assert!(run(home, &["report", "."]).status.success());
}

#[cfg(unix)]
#[test]
fn a_link_to_the_output_folder_stays_a_link() {
    let workspace = workspace();
    let (home, real) = (workspace.path(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(real.path().join("out"), home.join("reports")).unwrap();
    fs::create_dir(real.path().join("out")).unwrap();
    for _ in 0..2 {
        let done = run(home, &["report", "."]);
        assert!(done.status.success(), "{}", said(&done));
    }
    assert!(home.join("reports").is_symlink() && real.path().join("out/index.html").exists());
    assert_eq!(fs::read_dir(real.path()).unwrap().count(), 1);
}

#[test]
fn of_two_runs_on_one_folder_the_second_is_told() {
    let workspace = workspace();
    let home = workspace.path();
    let folder = home.join("reports");
    let held = Hold::take(&folder, "report").unwrap().unwrap();
    let second = run(home, &["report", "."]);
    assert_eq!(second.status.code(), Some(3));
    assert!(said(&second).contains("另一个 dabiao"), "{}", said(&second));
    assert!(!folder.exists());
    drop(held);
    // A lock file that a killed run left holds nobody.
    fs::write(home.join(".reports.lock"), b"").unwrap();
    assert!(run(home, &["report", "."]).status.success());
    assert!(!home.join(".reports.lock").exists());
    // Two real ones at once: each ends in order, and one report stands there.
    let start =
        || program(home, &["report", "."]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (mut one, mut other) = (start(), start());
    let ended = [one.wait().unwrap().code(), other.wait().unwrap().code()];
    assert!(ended.contains(&Some(0)) && ended.iter().all(|code| matches!(code, Some(0 | 3))), "{ended:?}");
    assert!(Manifest::read(&folder).is_some());
}

#[test]
fn what_the_system_and_the_office_put_beside_a_report_is_nobodys_file() {
    let workspace = workspace();
    let home = workspace.path();
    assert!(run(home, &["report", "."]).status.success());
    for name in ["Thumbs.db", "townships/desktop.ini", ".DS_Store"] {
        fs::write(home.join("reports").join(name), b"x").unwrap();
        assert!(run(home, &["report", "."]).status.success(), "{name}");
        assert!(!home.join("reports").join(name).exists(), "{name}");
    }
    // The ledger is open in Excel: who is told to move a hidden file away finds none.
    fs::write(home.join("reports/~$ledger.xlsx"), b"x").unwrap();
    let refused = run(home, &["report", "."]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("请关闭它"), "{}", said(&refused));
}

#[test]
fn a_report_that_nobody_hears_of_is_written_all_the_same() {
    let workspace = workspace();
    let mut child = program(workspace.path(), &["report", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    assert!(Manifest::read(&workspace.path().join("reports")).is_some());
}

/// A system whose scanner holds the new folder for a moment.
struct Held(AtomicUsize);

impl Disk for Held {
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self.0.fetch_add(1, Ordering::Relaxed) % 3 {
            2 => FileSystem.rename(from, to),
            _ => Err(io::ErrorKind::Interrupted.into()),
        }
    }
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<bool> {
        Ok(false)
    }
}

#[test]
fn a_rename_that_is_refused_for_a_moment_is_tried_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("reports");
    let held = Held(AtomicUsize::new(0));
    publish_pages(&held, &folder, &pages_of("old")).unwrap();
    publish_pages(&held, &folder, &pages_of("new")).unwrap();
    assert!(fs::read(folder.join("index.html")).unwrap().starts_with(b"new"));
    assert_eq!(held.0.load(Ordering::Relaxed), 5 * 3);
}
