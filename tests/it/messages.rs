//! The message catalogues: both parse, say the same things with the same facts, and
//! nothing is said that stands in neither.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dabiao::assess::{Reason, Status};
use dabiao::catalogue::{self, Severity};
use dabiao::finding::RULES;
use dabiao::messages::{Lang, Messages};
use dabiao::model::Level;
use dabiao::report::view::severity_key;
use dabiao::report::view::{level_key, status_key};
use fluent_bundle::FluentResource;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The keys of a catalogue with the facts that each message carries.
fn keys(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(ROOT).join("templates/messages").join(file);
    let text = fs::read_to_string(path).unwrap();
    // A message that does not parse is dropped by the program and would show as its key.
    if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
        panic!("{file}: {errors:?}");
    }
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    // What is said in another's place is no message of its own.
    for line in text.lines().filter(|line| !line.starts_with(['#', '-'])) {
        if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
            last = key.to_owned();
            assert!(keys.insert(last.clone(), BTreeSet::new()).is_none(), "{file}: {last} twice");
        }
        let facts = line.split('$').skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            rest[..end].to_owned()
        });
        keys.entry(last.clone()).or_default().extend(facts);
    }
    keys.remove("");
    keys
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
fn both_languages_say_the_same_things_with_the_same_facts() {
    let (zh, en) = (keys("zh.ftl"), keys("en.ftl"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    // The noun and the measure word follow a number in Chinese only.
    let plain = |facts: &BTreeSet<String>| {
        facts.iter().filter(|fact| *fact != "noun" && *fact != "counted").cloned().collect::<BTreeSet<_>>()
    };
    for (key, facts) in &zh {
        assert_eq!(plain(facts), plain(&en[key]), "{key}");
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let sources = sources();
    let catalogue = catalogue::load(None).unwrap();
    let mut made: BTreeSet<String> = RULES.iter().map(|rule| format!("finding-{}", rule.id)).collect();
    made.extend((1..=10).map(|n| format!("ordinal-{n}")));
    made.extend(words_of_the_command_line());
    // The sentences of checks.toml are named after the kinds of check.
    made.extend(["year-on-year", "scale-slip", "stock-falls", "identical-returns", "parts-of-township"].map(
        |kind| {
            assert!(sources.contains(&format!("\"{kind}\"")), "{kind}");
            format!("finding-{kind}")
        },
    ));
    assert!(!catalogue.checks.is_empty());
    for key in keys("zh.ftl").keys() {
        assert!(made.contains(key) || sources.contains(&format!("\"{key}\"")), "{key} is never said");
    }
}

#[test]
fn every_word_that_is_said_stands_in_the_catalogues() {
    let zh = keys("zh.ftl");
    let sources = sources();
    let mut said: BTreeSet<String> = RULES.iter().map(|rule| format!("finding-{}", rule.id)).collect();
    said.extend(Reason::ALL.map(|reason| reason.key().to_owned()));
    said.extend(dabiao::assess::Class::ALL.map(|class| class.key().to_owned()));
    said.extend(Status::ALL.map(|status| status_key(status).to_owned()));
    said.extend(
        [Level::District, Level::Township, Level::Facility, Level::Village].map(|l| level_key(l).to_owned()),
    );
    said.extend([Severity::Error, Severity::Warning, Severity::Notice].map(|s| severity_key(s).to_owned()));
    said.extend(words_of_the_command_line());
    for call in [".t(\"", ".say(\"", "Stop::new(\"", "say(\"", "Mistake::new(\""] {
        said.extend(sources.split(call).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    for key in said {
        assert!(zh.contains_key(&key), "{key} is said and stands in no catalogue");
    }
}

/// The keys of all commands and arguments.
fn words_of_the_command_line() -> BTreeSet<String> {
    let messages = Messages::new(Lang::Zh);
    let line = dabiao::cli::command(&messages);
    let mut keys = BTreeSet::new();
    for sub in line.get_subcommands().chain([&line]) {
        if sub.get_name() != "dabiao" {
            keys.insert(format!("cli-{}", sub.get_name()));
        }
        let name = sub.get_name();
        let own = sub.get_arguments().map(|argument| format!("cli-arg-{name}-{}", argument.get_id()));
        keys.extend(own.filter(|own| messages.has(own)));
        keys.extend(sub.get_arguments().map(|argument| format!("cli-arg-{}", argument.get_id())));
        let takes_value =
            |argument: &&clap::Arg| argument.is_positional() || argument.get_action().takes_values();
        let values = sub.get_arguments().filter(takes_value);
        keys.extend(values.map(|argument| format!("cli-value-{}", argument.get_id())));
    }
    keys
}

#[test]
fn an_empty_fact_is_left_out_with_the_words_around_it() {
    let messages = Messages::new(Lang::Zh);
    let say = |parts: &str| {
        let facts = [("unit", "甲"), ("name", "乙"), ("value", "3"), ("parts", parts), ("word", "已达标")];
        messages.say("figure-words", &facts)
    };
    assert_eq!(say(""), "甲，乙：3，已达标");
    assert_eq!(say("3/4"), "甲，乙：3 (3/4)，已达标");
}
