//! The pages in a real browser: `tests/browser/run.mjs` over reports in both languages and
//! over the sheets that go back.

use std::path::{Path, PathBuf};
use std::process::Command;

use dabiao::messages::{Lang, Messages};
use dabiao::report::view::View;
use dabiao::report::{changes, corrections, pages, publish};
use dabiao::what_if;

use crate::sample::sample;

/// The first of some programs that is installed.
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let files =
        std::env::split_paths(&path).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    files.into_iter().find(|file| file.is_file())
}

/// Chromium by one of its names.
pub(crate) fn chromium() -> PathBuf {
    on_path(&["chromium", "chromium-browser", "google-chrome"]).expect("Chromium")
}

#[test]
#[ignore = "needs Chromium, Node and the packages of tests/browser"]
fn nothing_on_any_kind_of_page_makes_a_reader_stumble() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let node = on_path(&["node"]).expect("Node");
    let folder = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for (lang, name, year) in [(Lang::Zh, "zh", 2024), (Lang::En, "en", 2025)] {
        let results = sample(Some(year));
        let messages = Messages::new(lang);
        let report = folder.path().join(name);
        publish::write(&report, &pages::all(&results, &messages).unwrap()).unwrap();
        let sheets = folder.path().join(format!("{name}-sheets"));
        let all = corrections::pages(&results.checked, &messages, None).unwrap();
        // One sheet is like another.
        publish::write(&sheets, &all[..1]).unwrap();
        let supposed = vec!["海永镇/twp.health_lecturers=+1".to_owned()];
        let (after, supposed) = what_if::suppose(&results, &supposed).unwrap();
        let (was, is) = (View::new(&results, &messages), View::new(&after, &messages));
        let changes = changes::of_what_if(&was, &is, &what_if::differences(&results, &after), &supposed);
        let supposed = folder.path().join(format!("{name}-what-if"));
        publish::write(&supposed, &changes.pages(year, "", &messages).unwrap()).unwrap();
        folders.extend([report, sheets, supposed]);
    }
    let output =
        Command::new(node).arg(tests.join("run.mjs")).arg(chromium()).args(&folders).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    println!("{said}");
}
