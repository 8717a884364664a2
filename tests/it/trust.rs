//! Worth trusting: nothing is lost, invented or let in. `SECURITY.md` lists every guard with its
//! test here; each of them fails when the guard is taken out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;
use std::{fs, io};

use base64::Engine as _;
use dabiao::intake::formats::limits::Refusal;
use dabiao::intake::formats::worker::Isolation;
use dabiao::manifest::{MANIFEST, Manifest};
use dabiao::model::{Level, UnitIx};
use dabiao::privacy::publishable;
use dabiao::report::publish::{Disk, FileSystem, Hold, OutputFile, publish};
use dabiao::results::Results;
use sha2::{Digest as _, Sha256};

use crate::agreement::Dice;
use crate::workspaces::{Workspace, assert_accounted};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dabiao"));
    command.args(arguments).current_dir(folder);
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().unwrap()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// All files under a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            all.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    all
}

/// A workspace with a few returns.
pub(crate) fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let head = ["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数"];
    workspace.sheet("2024/三星镇卫生院.xlsx", &[head[0], head[1], head[2], "JG08|护士数|9"]);
    workspace
}

// ---------------------------------------------------------------- all or nothing

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
                // Between the two renames of a system without an exchange the report has its
                // other name; the next run finds it there.
                let there = if folder.exists() { folder.clone() } else { home.path().join(".reports.old") };
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
    let whole = |manifest: &Manifest| {
        !manifest.outputs.is_empty()
            && manifest.outputs.iter().all(|(name, digest)| {
                let bytes = fs::read(folder.join(name)).unwrap_or_default();
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
        let manifest = Manifest::read(&folder).expect("a report stands there");
        assert!([2023, 2024].contains(&manifest.year) && whole(&manifest), "killed at {part}/20 of a run");
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

// ---------------------------------------------------------------- inputs

#[cfg(unix)]
#[test]
fn links_out_of_the_workspace_are_named_and_not_read() {
    let (workspace, elsewhere) = (workspace(), Workspace::new());
    let head = ["报表年度|2024", "填报单位|海永社区中心", "代码|指标名称|本年数"];
    elsewhere.sheet("2024/海永.xlsx", &[head[0], head[1], head[2], "JG08|护士数|7"]);
    let link = |from: &Path, to: &str| {
        std::os::unix::fs::symlink(from, workspace.path().join("returns/2024").join(to)).unwrap();
    };
    link(&elsewhere.path().join("returns/2024/海永.xlsx"), "文件.xlsx");
    link(&elsewhere.path().join("returns"), "文件夹");
    // One that stays inside is a file like any other.
    fs::create_dir(workspace.path().join("shared")).unwrap();
    fs::copy(elsewhere.path().join("returns/2024/海永.xlsx"), workspace.path().join("shared/海永.xlsx"))
        .unwrap();
    let outside = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&outside).len(), 1, "only the workspace's own");
    let links = outside.findings.iter().filter(|finding| finding.rule == "file-link").count();
    assert_eq!(links, 2);
    link(&workspace.path().join("shared/海永.xlsx"), "里面.xlsx");
    assert_eq!(crate::workspaces::values(&workspace.checked().unwrap()).len(), 2);
}

#[test]
fn inputs_are_what_they_were_to_the_last_byte_and_the_time_of_their_last_change() {
    let workspace = workspace();
    let stamp = || {
        let entries = walkdir::WalkDir::new(workspace.path().join("returns")).into_iter().flatten();
        entries
            .map(|e| (e.path().to_owned(), e.metadata().unwrap().modified().unwrap()))
            .collect::<BTreeMap<_, _>>()
    };
    let (bytes, times) = (files(&workspace.path().join("returns")), stamp());
    let commands: [&[&str]; 4] = [
        &["report", "."],
        &["check", "."],
        &["targets", "."],
        &["what-if", ".", "--set", "三星镇卫生院/JG08=+1"],
    ];
    for command in commands {
        let output = run(workspace.path(), command);
        assert!(output.status.code().is_some_and(|code| code < 2), "{command:?} {}", said(&output));
    }
    assert_eq!((files(&workspace.path().join("returns")), stamp()), (bytes, times));
}

#[cfg(unix)]
#[test]
fn names_that_speak_to_a_terminal_or_turn_a_text_are_written_out() {
    let workspace = workspace();
    let name = "三\u{1b}[2J星\u{202e}xslx.exe\u{7}.xlsx";
    let head = ["报表年度|2024", "填报单位|三星\u{1b}]0;x\u{7}镇", "代码|指标名称|本年数"];
    workspace.sheet(&format!("2024/{name}"), &[head[0], head[1], head[2], "JG08|护士数|'9\u{1b}[31m%"]);
    let report = run(workspace.path(), &["check", "."]);
    for (name, bytes) in files(&workspace.path().join("corrections")) {
        let text = String::from_utf8_lossy(&bytes).replace(['\n', '\r', '\t', '\u{feff}'], "");
        let bare = !name.ends_with(".xlsx") && text.chars().any(dabiao::fold::is_unseen);
        assert!(!bare && !name.chars().any(dabiao::fold::is_unseen), "{name}");
    }
    assert!(!said(&report).replace('\n', "").chars().any(dabiao::fold::is_unseen), "{}", said(&report));
    let findings = fs::read_to_string(workspace.path().join("corrections/data/findings.csv")).unwrap();
    assert!(findings.contains("\\u{1b}[2J星\\u{202e}"), "{findings}");
    // What a command line says back goes the same way.
    let asked = run(workspace.path(), &["explain", "\u{1b}[31m", "x", "--workspace", "."]);
    assert!(!said(&asked).contains('\u{1b}'), "{}", said(&asked));
}

#[test]
fn a_file_that_is_cut_short_while_it_is_read_is_a_finding_or_is_whole() {
    let workspace = workspace();
    let path = workspace.path().join("returns/2024/三星镇卫生院.xlsx");
    let whole = fs::read(&path).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let checks = scope.spawn(|| {
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let (mut reads, mut cuts) = (0, 0);
                for _ in 0..300 {
                    let checked = workspace.checked().unwrap();
                    assert_accounted(&checked);
                    let read = crate::workspaces::values(&checked) == ["A1 fac.nurses = 9 @ C4"];
                    let named = checked.findings.iter().any(|found| found.rule.starts_with("file-"));
                    assert!(read != named, "{:?}", checked.findings);
                    (reads, cuts) = (reads + usize::from(read), cuts + usize::from(named));
                }
                assert!(reads > 0 && cuts > 0, "{reads} whole, {cuts} cut");
            }));
            done.store(true, Ordering::Relaxed);
            outcome
        });
        let mut dice = Dice(1);
        while !done.load(Ordering::Relaxed) {
            fs::write(&path, &whole[..dice.roll(whole.len() as u64) as usize]).unwrap();
            fs::write(&path, &whole).unwrap();
        }
        if let Err(why) = checks.join().unwrap() {
            std::panic::resume_unwind(why);
        }
    });
}

// ---------------------------------------------------------------- nothing from a return runs

#[test]
fn every_page_allows_its_own_script_and_nothing_else() {
    let workspace = workspace();
    for arguments in [
        &["report", "."][..],
        &["check", "."],
        &["what-if", ".", "--set", "A1/JG08=+1", "--page", "if"],
        &["diff", "reports", "reports", "--page", "diff"],
    ] {
        let output = run(workspace.path(), arguments);
        assert!(output.status.success(), "{arguments:?} {}", said(&output));
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (name, bytes) in files(workspace.path()).into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = String::from_utf8(bytes).unwrap();
        let policy =
            html.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
        let policy = policy.replace("&#39;", "'");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("base-uri 'none'"), "{name}");
        let head = html.find("<style").unwrap().min(html.find("<title").unwrap());
        assert!(html.find("Content-Security-Policy").unwrap() < head, "{name}: before everything else");
        let scripts: Vec<&str> = html.split("<script").skip(1).collect();
        let hashes: Vec<String> = scripts
            .iter()
            .map(|rest| {
                let text = rest.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
                let digest = Sha256::digest(text.as_bytes());
                format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
            })
            .collect();
        let allowed = policy.split("script-src ").nth(1).unwrap().split(';').next().unwrap();
        let expected = if hashes.is_empty() { "'none'".to_owned() } else { hashes.join(" ") };
        assert_eq!(allowed, expected, "{name}");
        // Nothing that a policy would have to stop is there in the first place.
        for word in [" onclick", " onload", "javascript:", "<iframe", "<object", "<link", "src=\"http"] {
            assert!(!html.contains(word), "{name}: {word}");
        }
        *seen.entry(name.split('/').next().unwrap().to_owned()).or_default() += 1;
    }
    assert!(seen["reports"] > 90, "{seen:?}");
    assert_eq!(["corrections", "if", "diff"].map(|folder| seen[folder]), [2, 1, 1]);
}

#[test]
fn no_text_of_a_return_begins_a_formula_in_a_table_and_no_figure_is_changed() {
    let workspace = Workspace::new();
    workspace.registry("townships.csv", "code,name,aliases,kind,opened,closed\n320614101,=1+1,,镇,,\n");
    workspace.registry("facilities.csv", "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\nA1,+cmd,,township_hospital,320614101,@x,,,\n");
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    let rows = ["报表年度|2024", "单位代码|A1", "填报单位|+cmd", "代码|指标名称|本年数", "JG08|护士数|'９"];
    workspace.sheet("2024/=HYPERLINK(1).xlsx", &rows);
    workspace.sheets(
        "2024/-1.xlsx",
        &[("@sheet", &["报表年度|2024", "单位代码|A1", "代码|指标名称|本年数", "JG09|x|'-5"])],
    );
    let done = run(workspace.path(), &["report", "."]);
    assert!(done.status.success(), "{}", said(&done));
    let mut cells = 0;
    for (name, bytes) in files(&workspace.path().join("reports/data")) {
        if !name.ends_with(".csv") {
            continue;
        }
        let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap());
        let header = reader.headers().unwrap().clone();
        for record in reader.records() {
            for (cell, column) in record.unwrap().iter().zip(&header) {
                let formula = cell.starts_with(['=', '+', '@', '\t', '\r']);
                let number = cell.parse::<f64>().is_ok();
                assert!(!formula && (number || !cell.starts_with('-')), "{name} {column}: {cell}");
                cells += 1;
            }
        }
    }
    assert!(cells > 1_000);
    let values = fs::read_to_string(workspace.path().join("reports/data/values.csv")).unwrap();
    assert!(values.contains("fac.nurses,9,"), "{values}");
}

// ---------------------------------------------------------------- the same in, the same out

#[test]
fn threads_locale_time_zone_and_place_leave_no_trace() {
    let data = format!("{ROOT}/data");
    let report = |threads: &str, settings: &[(&str, &str)]| {
        let home = tempfile::tempdir().unwrap();
        let mut command = program(home.path(), &["report", &data, "--threads", threads]);
        command.envs(settings.iter().copied());
        assert!(command.output().unwrap().status.success());
        let all = files(&home.path().join("reports"));
        let here = home.path().to_string_lossy().into_owned();
        for (name, bytes) in &all {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains(&here) && !text.contains(ROOT), "{name} names a path of the machine");
        }
        all
    };
    let first = report("1", &[("TZ", "UTC"), ("LC_ALL", "C")]);
    let other = report("7", &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8")]);
    assert!(first == other);
}

#[test]
fn a_report_holds_until_a_file_of_it_or_of_its_inputs_changes() {
    let workspace = workspace();
    let home = workspace.path();
    assert!(run(home, &["report", "."]).status.success());
    let verify = || {
        let output = run(home, &["verify", "reports", "."]);
        (output.status.code().unwrap(), said(&output))
    };
    assert_eq!(verify().0, 0, "{}", verify().1);
    // Where the folder came from and what it is called is no part of it.
    let moved = tempfile::tempdir().unwrap();
    fs::rename(home.join("reports"), moved.path().join("年度报告")).unwrap();
    let there = run(home, &["verify", moved.path().join("年度报告").to_str().unwrap(), "."]);
    assert_eq!(there.status.code(), Some(0), "{}", said(&there));
    fs::rename(moved.path().join("年度报告"), home.join("reports")).unwrap();
    // A figure altered by hand.
    let page = home.join("reports/index.html");
    let html = fs::read_to_string(&page).unwrap();
    fs::write(&page, html.replace("2024", "2025")).unwrap();
    assert_eq!(verify().0, 1);
    assert!(verify().1.contains("index.html"), "{}", verify().1);
    fs::write(&page, html).unwrap();
    // A return sent again, a new one, one that is gone.
    let path = home.join("returns/2024/三星镇卫生院.xlsx");
    let old = fs::read(&path).unwrap();
    workspace.sheet(
        "2024/三星镇卫生院.xlsx",
        &["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数", "JG08|护士数|8"],
    );
    let (status, text) = verify();
    assert!(status == 1 && text.contains("输入文件已变") && text.contains("data/values.csv"), "{text}");
    fs::write(&path, old).unwrap();
    fs::write(home.join("returns/2024/new.csv"), "a").unwrap();
    assert!(verify().1.contains("多出的输入文件"), "{}", verify().1);
    fs::remove_file(home.join("returns/2024/new.csv")).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(home.join("returns/2024/other.csv"), "a").unwrap();
    assert!(verify().1.contains("输入文件不在了"), "{}", verify().1);
    // What was added, and what the manifest says itself.
    fs::remove_file(home.join("returns/2024/other.csv")).unwrap();
    workspace.sheet(
        "2024/三星镇卫生院.xlsx",
        &["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数", "JG08|护士数|9"],
    );
    assert!(run(home, &["report", "."]).status.success());
    assert_eq!(verify().0, 0, "{}", verify().1);
    fs::write(home.join("reports/indicators/more.html"), "more").unwrap();
    assert!(verify().0 == 1 && verify().1.contains("indicators/more.html"), "{}", verify().1);
    fs::remove_file(home.join("reports/indicators/more.html")).unwrap();
    assert_eq!(verify().0, 0, "{}", verify().1);
    let manifest = home.join("reports").join(MANIFEST);
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"cells\": ", "\"cells\": 9")).unwrap();
    assert!(verify().0 == 1 && verify().1.contains("cells = 9"), "{}", verify().1);
    // A folder that is no report.
    assert_eq!(run(home, &["verify", "registry", "."]).status.code(), Some(3));
}

// ---------------------------------------------------------------- privacy

#[test]
fn nobodys_name_number_or_telephone_gets_into_a_report() {
    let workspace = Workspace::new();
    let rows = [
        "报表年度|2024",
        "填报单位|三星镇卫生院",
        "单位负责人|张三丰",
        "填表人|李四光",
        "联系电话|13812345678",
        "代码|指标名称|本年数|备注",
        "JG08|护士数|'32061419800101123X|",
        "JG09|某数|3|患者王五身份证320614197512311234",
        "JG10|某数|'电话13912345678|",
        "|13712345678|",
    ];
    workspace.sheet("2024/三星.xlsx", &rows);
    for command in ["report", "check"] {
        let output = run(workspace.path(), &[command, "."]);
        let mut all = said(&output);
        for (_, bytes) in files(workspace.path()).into_iter().filter(|(name, _)| !name.starts_with("returns"))
        {
            all += &String::from_utf8_lossy(&bytes);
            if let Ok(mut archive) = zip::ZipArchive::new(io::Cursor::new(&bytes)) {
                for at in 0..archive.len() {
                    all += &io::read_to_string(archive.by_index(at).unwrap()).unwrap_or_default();
                }
            }
        }
        for secret in
            ["张三丰", "李四光", "13812345678", "19800101", "19751231", "13912345678", "13712345678"]
        {
            assert!(!all.contains(secret), "{command}: {secret}");
        }
    }
    let checked = workspace.checked().unwrap();
    assert_accounted(&checked);
    let named: Vec<String> =
        checked.findings.iter().filter(|f| f.rule == "identity-number").map(|f| f.place.a1()).collect();
    assert_eq!(named, ["C7", "D8"]);
}

/// A workspace with tuberculosis patients: name, patients due and managed; no number, no cell.
fn patients(all: &[(&str, &str, &str)]) -> Workspace {
    let workspace = Workspace::new();
    workspace.registry(
        "facilities.csv",
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n\
         A1,三星镇卫生院,,township_hospital,320614101,政府办,,,\n\
         A2,三星镇第二卫生院,,township_hospital,320614101,政府办,,,\n\
         A3,三星镇第三卫生院,,township_hospital,320614101,政府办,,,\n\
         H1,示例医院,,hospital,320614101,政府办,是,,\n\
         B1,海永社区中心,,community_center,320614102,政府办,,,\n",
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    for (name, due, managed) in all {
        let rows = [
            "报表年度|2024".to_owned(),
            format!("填报单位|{name}"),
            "代码|指标名称|本年数".to_owned(),
            format!("{}|患者|{due}", code("fac.tb_patients")),
            format!("{}|管理|{managed}", code("fac.tb_patients_managed")),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    workspace
}

#[test]
fn no_sum_that_is_shown_has_exactly_one_part_that_is_not() {
    // A hospital that the indicator does not count, and a half ratio, are no cover in its sums.
    let cases: [&[(&str, &str, &str)]; 4] = [
        &[("三星镇卫生院", "20", "3"), ("示例医院", "30", "9"), ("海永社区中心", "40", "39")],
        &[
            ("三星镇卫生院", "30", "3"),
            ("三星镇第二卫生院", "40", "38"),
            ("三星镇第三卫生院", "", "2"),
            ("海永社区中心", "50", "50"),
        ],
        &[("三星镇卫生院", "3", "3"), ("海永社区中心", "50", "50")],
        &[("三星镇卫生院", "30", "30"), ("三星镇第二卫生院", "40", "4"), ("海永社区中心", "4", "4")],
    ];
    for case in cases {
        let results = patients(case).results();
        let registry = &results.checked.registry;
        let (ix, _) = results.checked.catalogue.indicators_ix().find(|(_, i)| i.id == "tb-managed").unwrap();
        let shown = |results: &Results| -> BTreeMap<UnitIx, (i64, i64)> {
            let rows = results.rows().filter(|row| row.indicator == ix && row.year == 2024);
            rows.filter_map(|row| Some((row.unit, (row.measured?.numerator, row.measured?.denominator?))))
                .collect()
        };
        let (all, public) = (shown(&results), shown(&publishable(patients(case).results(), None)));
        for unit in public.keys() {
            let parts: Vec<&UnitIx> =
                all.keys().filter(|part| registry.unit(**part).parent == Some(*unit)).collect();
            let unseen = parts.iter().filter(|part| !public.contains_key(part)).count();
            assert_ne!(unseen, 1, "{case:?}: {}", registry.unit(*unit).name);
            let leaf = registry.unit(*unit).level == Level::Facility;
            let (managed, due) = public[unit];
            assert!(!leaf || !((1..=5).contains(&managed) || (1..=5).contains(&due)), "{case:?}");
        }
        assert!(public.len() < all.len(), "{case:?}: something is left out");
    }
}

#[test]
fn what_is_published_and_what_is_not_never_take_each_others_place() {
    let workspace = patients(&[("三星镇卫生院", "20", "3"), ("海永社区中心", "40", "39")]);
    let home = workspace.path();
    let report = |more: &[&str]| run(home, &[&["report", "."], more].concat());
    assert!(report(&["--out", "mine"]).status.success());
    assert!(report(&["--publish", "--out", "public"]).status.success());
    for more in [["--publish", "--out", "mine"].as_slice(), &["--out", "public"]] {
        let before = files(home);
        let output = report(more);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert_eq!(files(home), before);
    }
    // No digest of a return is published: from it a count of a few patients could be guessed.
    let manifest = |folder: &str| fs::read_to_string(home.join(folder).join(MANIFEST)).unwrap();
    assert!(manifest("mine").contains("returns/2024") && !manifest("public").contains("returns/2024"));
    // A working report is no earlier edition; a published one is, and is told to verify as well.
    assert_eq!(report(&["--publish", "--after", "mine", "--out", "next"]).status.code(), Some(3));
    assert!(report(&["--publish", "--after", "public", "--out", "next"]).status.success());
    assert_eq!(run(home, &["verify", "next", "."]).status.code(), Some(3));
    let verified = run(home, &["verify", "next", ".", "--after", "public"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
}

/// Whatever a small count was a year or two ago, every file that is published is the same to the last
/// byte: no status rests on it, no check, no finding beside it.
#[test]
fn a_small_count_of_an_earlier_year_changes_no_file_that_is_published() {
    for population in ["5000", ""] {
        let published = |count: &str| {
            let workspace = Workspace::new();
            for (year, name, registered) in [
                // Before the first year of the plans nothing is asked, and a half of a ratio is told.
                (2021, "海永镇", count),
                (2022, "海永镇", count),
                (2023, "海永镇", "10"),
                (2024, "海永镇", "16"),
                (2024, "三星镇", "30"),
            ] {
                let of = |id: &str, count: &str| format!("{}|数|{count}", code(id));
                let rows = [
                    format!("报表年度|{year}"),
                    format!("填报单位|{name}"),
                    "代码|指标名称|本年数".to_owned(),
                    of("twp.resident_population", population),
                    of("twp.smd_registered", registered),
                    of("twp.smd_standardized", registered),
                ];
                let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
                workspace.sheet(&format!("{year}/{name}.xlsx"), &rows);
            }
            let output = run(workspace.path(), &["report", ".", "--publish", "--out", "public"]);
            assert!(output.status.success(), "{}", said(&output));
            files(&workspace.path().join("public"))
        };
        let first = published("3");
        for count in ["1", "2", "4", "5"] {
            let other = published(count);
            let differ: Vec<&String> =
                first.keys().filter(|name| first.get(*name) != other.get(*name)).collect();
            assert!(differ.is_empty(), "{population} {count}: {differ:?}");
        }
    }
}

#[test]
fn a_published_finding_quotes_no_patients() {
    let workspace = patients(&[("三星镇卫生院", "0", "4"), ("海永社区中心", "40", "'3例左右")]);
    let output = run(workspace.path(), &["report", ".", "--publish"]);
    assert!(output.status.success(), "{}", said(&output));
    let findings = fs::read_to_string(workspace.path().join("reports-published/data/findings.csv")).unwrap();
    assert!(!findings.contains("3例") && !findings.contains("4 大于"), "{findings}");
    assert!(findings.contains("公布稿不列数字"), "{findings}");
    let page = fs::read_to_string(workspace.path().join("reports-published/quality.html")).unwrap();
    assert!(!page.contains("3例左右"));
}

#[test]
fn the_published_version_masks_few_patients_everywhere_and_the_working_version_keeps_them() {
    let workspace = Workspace::new();
    // 肺结核 patients: A1 3, A2 12, B1 8. A1 is masked; with it A2, for their township's sum.
    for (name, patients) in [("三星镇卫生院", 3), ("三星镇第二卫生院", 1_212), ("海永社区中心", 1_208)]
    {
        let rows = [
            "报表年度|2024".to_owned(),
            format!("填报单位|{name}"),
            "代码|指标名称|本年数".to_owned(),
            format!("{}|肺结核患者数|{patients}", code("fac.tb_patients")),
            format!("{}|已管理|{patients}", code("fac.tb_patients_managed")),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    let home = workspace.path();
    assert!(run(home, &["report", ".", "--publish", "--out", "public"]).status.success());
    assert!(run(home, &["report", "."]).status.success());
    let table =
        |folder: &str, name: &str| fs::read_to_string(home.join(folder).join("data").join(name)).unwrap();
    assert!(table("reports", "values.csv").contains("fac.tb_patients,3,"));
    let public = table("public", "values.csv");
    assert_eq!(public.matches("fac.tb_patients,***,").count(), 2, "{public}");
    assert!(public.contains("fac.tb_patients,1208,"), "{public}");
    let assessments = table("public", "assessments.csv");
    let masked: Vec<&str> = assessments
        .lines()
        .filter(|line| line.contains(",tb-managed,") && line.ends_with("masked"))
        .collect();
    assert_eq!(masked.len(), 2);
    // Numerator, denominator, value and bounds are empty.
    assert!(masked.iter().all(|line| line.contains("院,,,,,,ge,98,")), "{masked:?}");
    // 1,212 is on no public page, in no table and not in the ledger.
    let mut all = String::new();
    for (name, bytes) in files(&home.join("public")) {
        // Digests are hexadecimal, and anything can stand in them.
        if name == MANIFEST {
            continue;
        }
        all += &String::from_utf8_lossy(&bytes);
        if let Ok(mut archive) = zip::ZipArchive::new(io::Cursor::new(&bytes)) {
            for at in 0..archive.len() {
                all += &io::read_to_string(archive.by_index(at).unwrap()).unwrap_or_default();
            }
        }
    }
    assert!(!all.contains("1212") && !all.contains("1,212"), "a masked figure is public");
    assert!(all.contains("公布稿") && all.contains("不公布"));
    // The district and 三星镇 as a whole are shown: 2,423 and 1,215.
    assert!(all.contains("2,423") && all.contains("1,215"));
    assert_eq!(run(home, &["verify", "public", "."]).status.code(), Some(0));
    // Nothing else differs from the working version's figures of the district.
    let results = workspace.results();
    let district = |results: &Results| {
        let rows = results.rows().filter(|row| row.level == Level::District);
        rows.map(|row| (row.year, row.indicator, row.status(), row.measured.map(|m| m.numerator)))
            .collect::<Vec<_>>()
    };
    assert_eq!(district(&results), district(&publishable(workspace.results(), None)));
}

fn code(id: &str) -> String {
    let catalogue = dabiao::catalogue::load(None).unwrap();
    catalogue.element(catalogue.element_by_id(id).unwrap()).code.clone()
}

// ---------------------------------------------------------------- a process of its own

/// A cell of an OpenDocument sheet.
fn ods_cell(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

/// An OpenDocument workbook of one sheet.
fn ods(rows: &str) -> Vec<u8> {
    let urn = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{urn}:office:1.0\" xmlns:table=\"{urn}:table:1.0\" \
         xmlns:text=\"{urn}:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"a\">\
         {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let manifest =
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_str()),
    ] {
        archive.start_file(name, options).unwrap();
        io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A sheet of 200 rows and 1,000 columns, each cell with a text of its own: some tens of
/// megabytes once it is laid out.
fn wide_ods() -> Vec<u8> {
    let row = |row| {
        let cells: String = (0..1_000).map(|column| ods_cell(&format!("{row} {column}"))).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    ods(&(0..200).map(row).collect::<String>())
}

/// A sheet of two cells that lie 100,000 rows and 1,000 columns apart: a file of a few bytes that
/// calamine lays out in 3 gigabytes.
fn far_ods(rows: u32) -> Vec<u8> {
    let between = rows - 2;
    ods(&format!(
        "<table:table-row>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"{between}\"><table:table-cell/></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"999\"/>{}</table:table-row>",
        ods_cell("a"),
        ods_cell("b")
    ))
}

#[test]
fn a_process_of_its_own_has_no_more_memory_than_it_may_use() {
    let alone = Isolation::Process(env!("CARGO_BIN_EXE_dabiao").into());
    // The same sheet, less far apart, is read by it.
    assert_eq!(alone.sheets(&far_ods(1_000)).unwrap()[0].cells.len(), 2);
    assert_eq!(alone.sheets(&far_ods(100_000)).err(), Some(Refusal::Damaged));
}

#[test]
fn a_process_of_its_own_has_the_memory_that_it_may_use() {
    let alone = Isolation::Process(env!("CARGO_BIN_EXE_dabiao").into());
    let bytes = wide_ods();
    // What the allocator sets aside lies elsewhere each time.
    for time in 0..12 {
        let sheets = alone.sheets(&bytes).unwrap_or_else(|why| panic!("time {time}: {why:?}"));
        assert_eq!(sheets[0].cells.len(), 200_000);
    }
}

#[test]
fn two_units_that_would_share_a_page_are_refused() {
    let workspace = workspace();
    let townships = workspace.path().join("registry/townships.csv");
    let text = fs::read_to_string(&townships).unwrap();
    let first = text.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    fs::write(&townships, format!("{}\n{first}?,另一个镇,,镇,,\n", text.trim_end())).unwrap();
    let refused = run(workspace.path(), &["report", "."]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("只差"), "{}", said(&refused));
}

#[test]
fn two_units_that_would_share_a_form_are_refused() {
    let workspace = workspace();
    workspace.registry(
        "townships.csv",
        "code,name,aliases,kind,opened,closed\n320614101-1,镇,,镇,,\n320614101,1-镇,,镇,,\n320614102,海永镇,,镇,,\n",
    );
    let refused = run(workspace.path(), &["forms", ".", "--year", "2025", "--out", "blank"]);
    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
    assert!(said(&refused).contains("写成文件名") && !workspace.path().join("blank").exists());
}

/// A report that somebody put among the returns is none, though its tables look like one.
#[test]
fn what_the_program_wrote_is_no_return() {
    let workspace = workspace();
    let home = workspace.path();
    for (command, to) in [("report", "returns/2024/旧报告"), ("check", "returns/2024/核查单")] {
        // That a folder of its own lies there is an error already the second time.
        let output = run(home, &[command, ".", "--out", "mine"]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
        fs::rename(home.join("mine"), home.join(to)).unwrap();
    }
    let checked = workspace.checked().unwrap();
    assert_accounted(&checked);
    let found: Vec<String> = crate::workspaces::findings(&checked);
    assert_eq!(found, ["folder-output", "folder-output"]);
    assert_eq!(checked.files.len(), 3);
}

#[test]
fn a_page_of_a_code_with_a_mark_of_its_own_in_links_is_found() {
    let workspace = workspace();
    workspace.registry(
        "townships.csv",
        "code,name,aliases,kind,opened,closed\n320614101,三星镇,,镇,,\n32#1%20,海永镇,,镇,,\n",
    );
    let facilities = home_text(&workspace, "registry/facilities.csv").replace("320614102", "32#1%20");
    workspace.registry("facilities.csv", &facilities);
    assert!(run(workspace.path(), &["report", "."]).status.success());
    let index = home_text(&workspace, "reports/index.html");
    assert!(index.contains("townships/32%231%2520.html"), "the link says what the file is called");
    assert!(workspace.path().join("reports/townships/32#1%20.html").exists());
}

/// Of what is wrong a page and a sheet list what somebody reads, and say how much more there is.
#[test]
fn a_page_and_a_sheet_list_no_more_than_anybody_reads() {
    let workspace = workspace();
    let rows: Vec<String> = (0..700).map(|n| format!("ZZ{n}|没有的指标{n}|5")).collect();
    let head = ["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数", "JG08|护士数|9"];
    let rows: Vec<&str> = head.into_iter().chain(rows.iter().map(String::as_str)).collect();
    workspace.sheet("2024/三星镇卫生院.xlsx", &rows);
    assert!(run(workspace.path(), &["report", "."]).status.success());
    let page = home_text(&workspace, "reports/facilities/A1.html");
    let found = |page: &str| page.matches("没有的指标").count();
    assert!(page.contains("另有") && (1..=400).contains(&found(&page)), "{}", found(&page));
    assert_eq!(run(workspace.path(), &["check", "."]).status.code(), Some(1));
    let sheet = home_text(&workspace, "corrections/A1-三星镇卫生院.html");
    assert!(sheet.contains("未逐行列出") && (1..=1_000).contains(&found(&sheet)), "{}", found(&sheet));
}

fn home_text(workspace: &Workspace, name: &str) -> String {
    fs::read_to_string(workspace.path().join(name)).unwrap()
}

#[cfg(unix)]
#[test]
fn what_cannot_be_listed_or_read_is_named_and_the_rest_goes_on() {
    let workspace = workspace();
    let before = crate::workspaces::values(&workspace.checked().unwrap());
    let year = workspace.path().join("returns/2024");
    std::os::unix::fs::symlink(year.join("没有.xlsx"), year.join("断了的链接.xlsx")).unwrap();
    std::os::unix::fs::symlink(&year, year.join("绕回来")).unwrap();
    assert!(Command::new("mkfifo").arg(year.join("管道.xlsx")).status().unwrap().success());
    let checked = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&checked), before);
    for name in ["断了的链接.xlsx", "绕回来", "管道.xlsx"] {
        let named = |found: &&dabiao::finding::Finding| {
            found.rule == "file-unreadable" && *found.place.file == *format!("2024/{name}")
        };
        assert_eq!(checked.findings.iter().filter(named).count(), 1, "{name}");
    }
    // A registry that is a pipe is refused; it would be waited for for ever.
    let calendar = workspace.path().join("registry/calendar.csv");
    fs::remove_file(&calendar).unwrap();
    assert!(Command::new("mkfifo").arg(&calendar).status().unwrap().success());
    assert_eq!(workspace.checked().err().map(|stop| stop.key.name()), Some("registry-unreadable"));
}

#[test]
fn nothing_is_written_among_the_returns_or_outside_of_the_folder_that_is_named() {
    let workspace = workspace();
    let before = files(workspace.path());
    for out in ["returns", "returns/2024/报告", ".", ".."] {
        let output = run(workspace.path(), &["report", ".", "--out", out]);
        assert_eq!(output.status.code(), Some(3), "{out}: {}", said(&output));
    }
    assert_eq!(files(workspace.path()), before);
    workspace.registry("townships.csv", "code,name,aliases,kind,opened,closed\n../../x,外面镇,,镇,,\n");
    workspace.registry(
        "facilities.csv",
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n",
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    let output = run(workspace.path(), &["forms", ".", "--year", "2024", "--out", "表"]);
    assert!(output.status.success(), "{}", said(&output));
    let all = files(workspace.path());
    let new = all.keys().filter(|name| name.ends_with(".xlsx") && !before.contains_key(*name));
    assert!(new.clone().any(|name| name.contains("外面镇")));
    assert!(new.clone().all(|name| name.starts_with("表/")), "{:?}", new.collect::<Vec<_>>());
}
