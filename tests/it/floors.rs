//! The house has floors: what lies in `src/` is listed in ARCHITECTURE.md from the ground up, and
//! nothing there uses what is listed later. Within a folder its parts form no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The path of a module from the crate's root.
type Module = Vec<String>;

/// The modules of the program with the text of each, without its unit tests and comments.
fn modules() -> BTreeMap<Module, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = BTreeMap::new();
    for entry in WalkDir::new(&root).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let relative = entry.path().strip_prefix(&root).unwrap().with_extension("");
        let mut module: Module =
            relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if ["mod", "lib", "main"].contains(&module.last().unwrap().as_str()) {
            module.pop();
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines = text.lines().map(|line| line.split("//").next().unwrap());
        all.insert(module, lines.collect::<Vec<_>>().join("\n"));
    }
    all
}

/// The paths that a use declares: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn leaves(before: &str, tree: &str, all: &mut Vec<String>) {
    let (mut depth, mut from) = (0, 0);
    let mut parts = Vec::new();
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[from..]);
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once('{') {
            Some((path, rest)) => leaves(&format!("{before}{path}"), rest.trim_end_matches('}'), all),
            None => all.push(format!("{before}{}", part.split(" as ").next().unwrap())),
        }
    }
}

/// The modules that each module names, by `use` or by a path in its code.
fn named(modules: &BTreeMap<Module, String>) -> Vec<(Module, Module)> {
    let mut all = Vec::new();
    for (module, text) in modules {
        let mut paths = Vec::new();
        let mut code = String::new();
        for (at, piece) in text.split("use ").enumerate() {
            let Some((tree, rest)) = piece.split_once(';').filter(|_| at > 0) else {
                code += piece;
                continue;
            };
            leaves("", tree, &mut paths);
            code += rest;
        }
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        paths.extend(code.split(|c| !word(c)).filter(|path| path.contains("::")).map(str::to_owned));
        for path in paths {
            let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
            let mut base: Module = match parts.first() {
                Some(&"crate") => Vec::new(),
                Some(&("super" | "self")) => module.clone(),
                Some(child)
                    if modules.contains_key(&[module.as_slice(), &[(*child).to_owned()]].concat()) =>
                {
                    parts.insert(0, "self");
                    module.clone()
                }
                _ => continue,
            };
            for part in parts {
                match part {
                    "crate" | "self" => {}
                    "super" => drop(base.pop()),
                    part => base.push(part.to_owned()),
                }
            }
            while !modules.contains_key(&base) {
                base.pop();
            }
            if base != *module && !base.is_empty() {
                all.push((module.clone(), base));
            }
        }
    }
    all
}

/// The modules of ARCHITECTURE.md's table, from the ground up.
fn listed() -> Vec<String> {
    let text = include_str!("../../ARCHITECTURE.md");
    let (_, table) = text.split_once("| floor | modules, each using only what stands before it |\n").unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('|').nth(2).unwrap().split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_arrow_goes_up() {
    let listed = listed();
    let at = |module: &str| {
        let found: Vec<_> = listed.iter().enumerate().filter(|(_, own)| *own == module).collect();
        assert_eq!(found.len(), 1, "{module} stands once in the table of floors");
        found[0].0
    };
    let modules = modules();
    let tops: BTreeSet<&String> = modules.keys().filter_map(|module| module.first()).collect();
    assert_eq!(tops, listed.iter().collect(), "the table lists what there is");
    for (user, used) in named(&modules) {
        if let (Some(user_top), Some(used_top)) = (user.first(), used.first()) {
            assert!(at(used_top) <= at(user_top), "{} uses {}", user.join("::"), used.join("::"));
        }
    }
}

#[test]
fn the_parts_of_a_folder_form_no_circle() {
    let mut uses: BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (user, used) in named(&modules()) {
        let shared = user.iter().zip(&used).take_while(|(one, other)| one == other).count();
        // A part and the folder that it lies in are one.
        if let (Some(user), Some(other)) = (user.get(shared), used.get(shared)) {
            let folder = uses.entry(used[..shared].to_vec()).or_default();
            folder.entry(user.clone()).or_default().insert(other.clone());
        }
    }
    assert!(uses.len() > 10);
    for (folder, mut parts) in uses {
        // What uses nothing that is left is taken away, until nothing is left.
        while !parts.is_empty() {
            let left: BTreeSet<String> = parts.keys().cloned().collect();
            let before = parts.len();
            parts.retain(|_, used| used.iter().any(|own| left.contains(own)));
            assert!(parts.len() < before, "{}: {parts:?} use each other", folder.join("::"));
        }
    }
}

#[test]
fn files_are_no_longer_than_a_person_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lengths = Vec::new();
    for entry in
        WalkDir::new(root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let lines = fs::read_to_string(entry.path()).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines", entry.path().display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2] < 200, "half of the files are shorter than 200 lines");
}

#[test]
fn lines_of_templates_are_no_longer_than_a_person_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut seen = 0;
    for entry in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|extension| extension == "html") {
            for (at, line) in fs::read_to_string(&entry).unwrap().lines().enumerate() {
                assert!(line.chars().count() <= 160, "{}, line {}", entry.display(), at + 1);
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

/// What the page on security says is held by a test is held by one of that name.
#[test]
fn every_test_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = String::new();
    for entry in WalkDir::new(root.join("tests/it")).into_iter().chain(WalkDir::new(root.join("src"))) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let module = path.file_stem().unwrap().to_string_lossy().into_owned();
            for line in fs::read_to_string(&path).unwrap().lines() {
                let named = line.trim_start().trim_start_matches("pub(crate) ").strip_prefix("fn ");
                tests.extend(named.map(|rest| format!("{module}::{rest}\n")));
            }
        }
    }
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let quoted = text.split('`').skip(1).step_by(2);
    let named: Vec<&str> =
        quoted.filter(|name| name.contains("::") && name.matches('_').count() > 2).collect();
    assert!(named.len() > 30, "{named:?}");
    for name in named {
        let name = name.trim_end_matches('…');
        assert!(tests.lines().any(|test| test.starts_with(name)), "{name}");
    }
}
