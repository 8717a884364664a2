//! Any text in a cell of any element is read, refused or missing, never a panic; a count
//! is never below 0.
#![no_main]

use dabiao::intake::Lexicon;
use dabiao::formats::sheet::{Cell, Content};
use dabiao::value::Value;
use dabiao_fuzz::{CATALOGUE, REGISTRY};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Option<f64>, &str)| {
    let content = match input {
        (Some(number), _) => Content::Number(number),
        (None, text) => Content::Text(text.into()),
    };
    let lexicon = Lexicon::new(&CATALOGUE, &REGISTRY);
    let cell = Cell::plain((0, 0), content.clone());
    for element in &CATALOGUE.elements {
        let figure = lexicon.reader().read(&cell, element, 1);
        assert!(figure.value.is_some() || figure.rule.is_some(), "{content:?} is lost");
        if let Some(Value::Count(count)) = figure.value {
            assert!((0..=10_000_000_000).contains(&count), "{content:?} is {count}");
        }
    }
});
