//! The program as it is run: in a folder, with arguments, and what it leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::workspaces::Workspace;

pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) fn program(folder: &Path, arguments: &[&str]) -> Command {
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
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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

/// A file of a workspace as text.
pub(crate) fn home_text(workspace: &Workspace, name: &str) -> String {
    fs::read_to_string(workspace.path().join(name)).unwrap()
}
