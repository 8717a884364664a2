//! The message catalogues. That both languages parse and say the same things with the same facts,
//! and that nothing is said that stands in neither, is held when the program is built.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dabiao::messages::{Lang, Messages};
use dabiao::say;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The keys of a catalogue.
fn keys() -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(ROOT).join("templates/messages/zh.ftl")).unwrap();
    let messages = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    messages.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

/// The text of every source and template.
fn sources() -> String {
    let mut text = String::new();
    for folder in ["src", "templates"] {
        for entry in walkdir::WalkDir::new(Path::new(ROOT).join(folder)) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() && entry.path().extension().is_none_or(|e| e != "ftl") {
                text.push_str(&fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    text
}

#[test]
fn every_message_is_said_somewhere() {
    let sources = sources();
    let mut made: BTreeSet<String> =
        dabiao::finding::RULES.iter().map(|rule| rule.message.name().to_owned()).collect();
    made.extend((1..=10).map(|n| format!("ordinal-{n}")));
    made.extend((1..=3).map(|n| format!("first-{n}")));
    made.extend(words_of_the_command_line());
    assert!(keys().len() > 1_000);
    for key in keys() {
        assert!(made.contains(&key) || sources.contains(&format!("\"{key}\"")), "{key} is never said");
    }
}

#[test]
fn the_command_line_has_its_words() {
    let messages = Messages::new(Lang::Zh);
    let said = words_of_the_command_line();
    assert!(said.len() > 30);
    for key in said {
        assert!(messages.named(&key).is_some(), "{key} is said and stands in no catalogue");
    }
}

/// The keys of all commands and arguments.
fn words_of_the_command_line() -> BTreeSet<String> {
    let messages = Messages::new(Lang::Zh);
    let line = dabiao::cli::command(&messages);
    let mut keys = BTreeSet::new();
    for sub in line.get_subcommands().chain([&line]) {
        let name = sub.get_name();
        if name != "dabiao" {
            keys.insert(format!("cli-{name}"));
        }
        for argument in sub.get_arguments() {
            let own = format!("cli-arg-{name}-{}", argument.get_id());
            keys.insert(format!("cli-arg-{}", argument.get_id()));
            keys.extend(messages.named(&own).map(|_| own));
            if argument.is_positional() || argument.get_action().takes_values() {
                keys.insert(format!("cli-value-{}", argument.get_id()));
            }
        }
    }
    keys
}

#[test]
fn an_empty_fact_is_left_out_with_the_words_around_it() {
    let messages = Messages::new(Lang::Zh);
    let said = |parts: &str| {
        say!(messages, "figure-words", unit = "甲", name = "乙", value = 3, parts = parts, word = "已达标")
    };
    assert_eq!(said(""), "甲，乙：3，已达标");
    assert_eq!(said("3/4"), "甲，乙：3 (3/4)，已达标");
}
