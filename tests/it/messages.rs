//! The message catalogues: both say the same things, and every key in the code is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn keys(file: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/messages").join(file);
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.starts_with(['#', ' ']))
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()))
        .collect()
}

fn sources() -> String {
    let mut text = String::new();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            text.push_str(&fs::read_to_string(entry.path()).unwrap());
        }
    }
    text
}

#[test]
fn both_languages_have_the_same_keys_and_each_is_used() {
    let (zh, en) = (keys("zh.ftl"), keys("en.ftl"));
    assert_eq!(zh, en);
    let sources = sources();
    for key in &zh {
        assert!(sources.contains(&format!("\"{key}\"")), "{key} is never said");
    }
}

#[test]
fn every_key_that_the_code_says_is_in_the_catalogues() {
    let zh = keys("zh.ftl");
    let sources = sources();
    for word in sources
        .split('"')
        .filter(|word| ["plan-", "registry-", "targets-"].iter().any(|prefix| word.starts_with(prefix)))
    {
        assert!(zh.contains(word), "{word} is said in the code and stands in no catalogue");
    }
}
