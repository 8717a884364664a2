//! Takes the message catalogues apart when the program is built: what is wrong in them, or differs
//! between the languages, is an error of the build, and a message is found by a number.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;
use fluent_syntax::unicode::unescape_unicode_to_string;

/// The languages, and the facts that only the first of them needs: the noun and the measure word
/// follow a number in Chinese only.
const LANGUAGES: [&str; 2] = ["zh", "en"];
const OPTIONAL: [&str; 2] = ["noun", "counted"];

/// What both catalogues say of facts.
#[derive(Default)]
struct Facts {
    /// By message.
    of: BTreeMap<String, BTreeSet<String>>,
    /// Selected by their size, so that they are numbers wherever they stand.
    numbers: BTreeSet<String>,
}

/// One catalogue: its messages as Rust expressions, and its word for the administrative area.
#[derive(Default)]
struct Catalogue {
    messages: BTreeMap<String, String>,
    area: String,
}

fn main() {
    let mut facts = LANGUAGES.map(|_| Facts::default());
    let mut catalogues = Vec::new();
    for (language, facts) in LANGUAGES.iter().zip(&mut facts) {
        let file = format!("templates/messages/{language}.ftl");
        println!("cargo::rerun-if-changed={file}");
        match fs::read_to_string(&file).map_err(|why| why.to_string()).and_then(|text| read(&text, facts)) {
            Ok(catalogue) => catalogues.push(catalogue),
            Err(why) => return println!("cargo::error={file}: {why}"),
        }
    }
    let [first, mut second] = facts;
    let keys: BTreeSet<&String> = first.of.keys().chain(second.of.keys()).collect();
    for key in keys {
        let (Some(one), Some(other)) = (first.of.get(key), second.of.get(key)) else {
            return println!("cargo::error={key} stands in one language only");
        };
        let differ = one.symmetric_difference(other).find(|fact| !OPTIONAL.contains(&fact.as_str()));
        if let Some(fact) = differ {
            return println!("cargo::error={key} carries {fact} in one language only");
        }
    }
    for (key, own) in first.of {
        second.of.entry(key).or_default().extend(own);
    }
    second.numbers.extend(first.numbers);
    let made = table(&second, &catalogues);
    let folder = env::var("OUT_DIR").unwrap_or_default();
    if let Err(why) = fs::write(format!("{folder}/messages.rs"), made) {
        println!("cargo::error={folder}: {why}");
    }
}

/// A catalogue, and what it says of facts.
fn read(text: &str, facts: &mut Facts) -> Result<Catalogue, String> {
    let resource = parse(text).map_err(|(_, errors)| {
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let errors = errors.iter().map(|error| format!("line {}: {error}", line(error.pos.start)));
        errors.collect::<Vec<_>>().join("; ")
    })?;
    let mut catalogue = Catalogue::default();
    for entry in &resource.body {
        match entry {
            Entry::Term(term) if term.id.name == "area" => match term.value.elements.as_slice() {
                [PatternElement::TextElement { value }] => catalogue.area = (*value).to_owned(),
                _ => return Err("-area is one word".to_owned()),
            },
            Entry::Message(message) => {
                let key = message.id.name.to_owned();
                let own = facts.of.entry(key.clone()).or_default();
                let pattern = message.value.as_ref().ok_or_else(|| format!("{key} says nothing"))?;
                let pieces =
                    pieces(pattern, own, &mut facts.numbers).map_err(|why| format!("{key}: {why}"))?;
                if catalogue.messages.insert(key.clone(), pieces).is_some() {
                    return Err(format!("{key} stands there twice"));
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => return Err("nothing but messages and -area".to_owned()),
        }
    }
    Ok(catalogue)
}

/// The pieces of a message as a Rust expression.
fn pieces(
    pattern: &Pattern<&str>,
    facts: &mut BTreeSet<String>,
    numbers: &mut BTreeSet<String>,
) -> Result<String, String> {
    let mut made = "&[".to_owned();
    for element in &pattern.elements {
        let piece = match element {
            PatternElement::TextElement { value } => format!("Text({value:?})"),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::VariableReference { id } => {
                    facts.insert(id.name.to_owned());
                    format!("Fact({:?})", id.name)
                }
                InlineExpression::TermReference { id, .. } if id.name == "area" => "Area".to_owned(),
                InlineExpression::StringLiteral { value } => {
                    format!("Text({:?})", unescape_unicode_to_string(value))
                }
                other => return Err(format!("{other:?} is not provided for")),
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else {
                    return Err("a choice goes by a fact".to_owned());
                };
                let fact = id.name.strip_suffix("-is").unwrap_or(id.name);
                facts.insert(fact.to_owned());
                let mut choices = String::new();
                let mut default = None;
                for variant in variants {
                    let said = pieces(&variant.value, facts, numbers)?;
                    let when = match &variant.key {
                        _ if variant.default => {
                            default = Some(said);
                            continue;
                        }
                        VariantKey::Identifier { name: "empty" } if fact != id.name => "Empty".to_owned(),
                        VariantKey::Identifier { name } if fact == id.name => format!("Word({name:?})"),
                        VariantKey::NumberLiteral { value } if fact == id.name => {
                            numbers.insert(fact.to_owned());
                            format!("Size({value})")
                        }
                        other => return Err(format!("{other:?} of ${} is not provided for", id.name)),
                    };
                    let _ = write!(choices, "({when}, {said}), ");
                }
                let default = default.ok_or("a choice without an asterisk")?;
                format!("Choice({fact:?}, &[{choices}], {default})")
            }
        };
        made += &piece;
        made += ", ";
    }
    Ok(made + "]")
}

/// The table that the program is built with.
fn table(facts: &Facts, catalogues: &[Catalogue]) -> String {
    let keys: Vec<&String> = facts.of.keys().collect();
    let numbers: Vec<&String> = facts.numbers.iter().collect();
    let mut made = format!(
        "pub(super) const COUNT: u16 = {n};\n\
         pub(super) const NUMBERS: &[&str] = &{numbers:?};\n\
         pub(super) static KEYS: [&str; {n}] = {keys:?};\n\
         pub(super) static FACTS: [&[&str]; {n}] = [",
        n = keys.len()
    );
    for own in facts.of.values() {
        let _ = write!(made, "&{:?}, ", own.iter().collect::<Vec<_>>());
    }
    made += "];\n";
    for (language, catalogue) in LANGUAGES.iter().zip(catalogues) {
        let name = language.to_uppercase();
        let _ = writeln!(made, "pub(super) static {name}_AREA: &str = {:?};", catalogue.area);
        let _ = writeln!(made, "pub(super) static {name}: [&[Piece]; {}] = [", keys.len());
        for pieces in catalogue.messages.values() {
            let _ = writeln!(made, "    {pieces},");
        }
        made += "];\n";
    }
    made
}
