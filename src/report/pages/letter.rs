//! A letter to a township, on one page: what is met, what is short, what is asked by when.

use super::official::{deadline, language, notice, organisation, own_target, signature, written};
use super::rows::listed;
use super::unit::{Line, judged, missing, sentences};
use crate::messages::Lang;
use crate::model::UnitIx;
use crate::registry::{Unit, WORDS};
use crate::report::document::{Block, Document, FigureName, Text, named};
use crate::report::view::{Stage, View};

/// So many lines of text a page holds between the addressee and who signs, and so many characters a line.
const LINES: usize = 13;
const CHARACTERS: usize = 26;
/// So many of them a notice takes.
const NOTICE_LINES: usize = 2;

/// The letter to a township.
pub(super) fn letter(view: &View<'_>, township: UnitIx) -> Document {
    let (messages, checked) = (view.messages, view.checked());
    let own = checked.registry.unit(township);
    let own_lines = judged(view, township);
    let (lead, short) = (lead(view, township, &own_lines), short(view, own_lines));
    let asked = asked(view, township, short.len());
    // As much of what is short is told at length as a page holds; the rest by name.
    let text = (0..=short.len()).rev().map(|n| {
        let (first, others) = short.split_at(n);
        let mut text = vec![lead.clone()];
        text.extend(first.iter().zip(1_usize..).map(|((_, sentence), n)| format!("{n}. {sentence}")));
        if !others.is_empty() {
            let names: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
            let names = names.join(&messages.t(key!("list-pause")));
            text.push(say!(messages, "letter-others", n = others.len(), names = names));
        }
        text.push(asked.clone());
        text.into_iter().map(|text| written(messages, text)).collect::<Vec<_>>()
    });
    let fits =
        |text: &Vec<Text>| text.iter().map(lines).sum::<usize>() <= LINES - NOTICE_LINES * notice(view).len();
    let (fitting, shortest): (Vec<_>, Vec<_>) = text.partition(fits);
    let text = fitting.into_iter().next().or_else(|| shortest.into_iter().last()).unwrap_or_default();
    let mut blocks = notice(view);
    blocks.push(Block::Addressee(say!(messages, "letter-addressee", name = own.name).into()));
    blocks.extend(text.into_iter().map(Block::Paragraph));
    blocks.push(signature(view));
    Document {
        title: say!(messages, "letter-title", name = own.name, year = checked.year),
        author: organisation(view),
        contents: String::new(),
        lang: language(messages),
        blocks,
    }
}

/// How many lines a paragraph takes: figures and Latin letters are half as wide.
fn lines(text: &Text) -> usize {
    let halves: usize = text.plain().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    (4 + halves).div_ceil(2 * CHARACTERS)
}

/// How the township stands.
fn lead(view: &View<'_>, township: UnitIx, lines: &[(Stage, Line)]) -> String {
    let year = view.checked().year;
    let Unit { code, name: own, .. } = view.checked().registry.unit(township);
    let kind = WORDS.township(own).filter(|_| view.messages.lang() == Lang::Zh);
    let kind = kind.map_or_else(|| view.messages.t(key!("letter-township")), str::to_owned);
    let name = FigureName { indicator: None, year, what: code };
    let lead = sentences(view, township, lines).concat();
    say!(view.messages, "letter-intro", year = year, kind = kind, lead = named(&name, &lead))
}

/// What is short, worst first: its short name, and a sentence.
fn short(view: &View<'_>, lines: Vec<(Stage, Line)>) -> Vec<(String, String)> {
    let (messages, checked) = (view.messages, view.checked());
    let short = lines.into_iter().filter(|(stage, _)| matches!(stage, Stage::NotMet | Stage::Behind));
    let told = |(_, line): (Stage, Line)| {
        let Line { ix, value, what, who, of_several, name: brief, .. } = line;
        let key = if of_several { key!("letter-short-each") } else { key!("letter-short") };
        let indicator = checked.catalogue.indicator(ix);
        let (name, target) = (indicator.name.get(messages.lang()), own_target(view, indicator, checked.year));
        (brief, say!(messages, key, name = name, value = value, target = target, what = what, who = who))
    };
    short.map(told).collect()
}

/// What is asked of it.
fn asked(view: &View<'_>, township: UnitIx, short: usize) -> String {
    const NAMED: usize = 3;
    let missing = missing(view, township);
    let missing = listed(view.messages, key!("list-and-more-returns"), &missing, NAMED);
    say!(view.messages, "letter-asked", missing = missing, short = short, by = deadline(view))
}
