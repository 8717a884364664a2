//! The year's gap report in the order of a 情况通报: how things stand, chapter by chapter; what is
//! short, with what it takes; what comes next; annexes. The page and the document for Word are made of
//! it.

use std::collections::BTreeMap;

use super::annexes::{Annex, Item, Lists, annexes, enclosures, has_errors, items, label};
use super::gaps::{FellBack, gap, worse};
use super::official::{
    conclusion, deadline, in_words, language, notice, ordinal, organisation, own_target, paragraph,
    signature, written,
};
use super::open_points::suspects_of;
use super::rows::{listed, returns_in_words};
use super::slide::{Moves, moves};
use crate::assess::{Assessment, Status};
use crate::catalogue::{GapKind, Plan};
use crate::messages::{Message, Messages, facts};
use crate::model::UnitIx;
use crate::report::document::{Block, Document, FigureName, Rank, named};
use crate::report::view::{Stage, View};

/// More units than these are not named in a sentence.
const NAMED_UNITS: usize = 8;

/// The circular of the report's year.
pub(super) fn document(view: &View<'_>) -> Document {
    let messages = view.messages;
    let items = items(view);
    let mut blocks = notice(view);
    blocks.extend([
        Block::Addressee(addressee(view).into()),
        paragraph(messages, intro(view)),
        Block::Heading(Rank::First, messages.t(key!("annual-1"))),
    ]);
    blocks.extend(overall(view, &items).into_iter().map(|text| paragraph(messages, text)));
    blocks.push(Block::Heading(Rank::First, messages.t(key!("annual-2"))));
    blocks.extend(sections(view));
    blocks.push(Block::Heading(Rank::First, messages.t(key!("annual-3"))));
    blocks.extend(short(view, &items));
    blocks.push(Block::Heading(Rank::First, messages.t(key!("annual-4"))));
    let annexes = annexes(view, &items);
    blocks.extend(next(view, &items, &annexes).into_iter().map(|text| paragraph(messages, text)));
    blocks.push(Block::Enclosures(enclosures(messages, &annexes)));
    blocks.push(signature(view));
    let labels: Vec<String> = annexes.iter().map(|annex| label(messages, &annexes, annex.lists)).collect();
    for (annex, label) in annexes.into_iter().zip(labels) {
        blocks.push(Block::Annex { label, title: annex.title, landscape: annex.landscape });
        blocks.push(Block::Table(annex.table));
        if !annex.remark.is_empty() {
            blocks.push(Block::Remark(annex.remark));
        }
    }
    Document {
        title: title(view),
        author: organisation(view),
        contents: messages.t(key!("document-contents")),
        lang: language(messages),
        blocks,
    }
}

fn plans<'a>(view: &View<'a>) -> Vec<&'a Plan> {
    let checked = view.checked();
    checked.catalogue.plans_of(checked.year).map(|(_, plan)| plan).collect()
}

fn joined(messages: &Messages, parts: &[String]) -> String {
    parts.join(&messages.t(key!("list-and")))
}

fn title(view: &View<'_>) -> String {
    let lang = view.messages.lang();
    let names: Vec<String> = plans(view).iter().map(|plan| plan.short.get(lang).to_owned()).collect();
    let names = joined(view.messages, &names);
    say!(view.messages, "annual-heading", year = view.checked().year, plans = names)
}

/// Those to whom the plans give something to do.
fn addressee(view: &View<'_>) -> String {
    let mut townships: Vec<&str> = Vec::new();
    for plan in plans(view) {
        if !townships.contains(&plan.township_department.as_str()) {
            townships.push(&plan.township_department);
        }
    }
    let townships = townships.join(&view.messages.t(key!("list-comma")));
    say!(view.messages, "document-addressee", townships = townships)
}

fn intro(view: &View<'_>) -> String {
    let (messages, checked) = (view.messages, view.checked());
    let plan = |plan: &&Plan| {
        say!(messages, "document-basis", title = plan.title.get(messages.lang()), document = plan.document)
    };
    let basis: Vec<String> = plans(view).iter().map(plan).collect();
    let day = checked.last_received(checked.year).map(|day| in_words(messages, day)).unwrap_or_default();
    say!(messages, "annual-intro", basis = joined(messages, &basis), year = checked.year, day = day)
}

/// The verdicts in the order in which they are counted, with the words for so many of them.
const COUNTED: [(&[Status], Message<{ facts(&["n"]) }>); 8] = [
    (&[Status::Met], key!("counted-met")),
    (&[Status::OnTrack], key!("counted-on-track")),
    (&[Status::InProgress], key!("counted-in-progress")),
    (&[Status::Behind], key!("counted-behind")),
    (&[Status::NotMet], key!("counted-not-met")),
    (&[Status::Undetermined, Status::NoData], key!("counted-open")),
    (&[Status::NotApplicable], key!("counted-not-applicable")),
    (&[Status::Monitored], key!("counted-monitored")),
];

/// How many there are of each verdict, in words of the first use or, where that was, in a word.
fn counted<'r>(
    messages: &Messages,
    rows: impl Iterator<Item = &'r Assessment> + Clone,
    is_first: bool,
) -> String {
    let parts = COUNTED.into_iter().filter_map(|(statuses, key)| {
        let n = rows.clone().filter(|row| statuses.contains(&row.status())).count();
        let word = || statuses.first().map(|status| messages.t(conclusion(*status))).unwrap_or_default();
        let said = || {
            if is_first {
                say!(messages, key, n = n)
            } else {
                say!(messages, "counted-word", word = word(), n = n)
            }
        };
        (n > 0).then(said)
    });
    let between = if is_first { key!("list-comma") } else { key!("list-pause") };
    parts.collect::<Vec<_>>().join(&messages.t(between))
}

fn overall(view: &View<'_>, items: &[Item<'_>]) -> Vec<String> {
    let (messages, checked) = (view.messages, view.checked());
    let name = |what| FigureName { indicator: None, year: checked.year, what };
    let parts = counted(messages, items.iter().map(|item| &item.row), true);
    let mut first = say!(
        messages,
        "annual-overall",
        year = checked.year,
        n = items.len(),
        parts = named(&name("verdicts"), &parts)
    );
    let decided = items.iter().filter(|item| item.stage().is_some_and(|stage| stage != Stage::Open));
    let provisional =
        decided.filter(|item| item.row.measured.is_some_and(|measured| measured.provisional)).count();
    if provisional > 0 {
        first += &say!(messages, "annual-provisional", n = provisional);
    }
    let suspect = items.iter().filter(|item| view.mark(&item.row).suspect).count();
    if suspect > 0 {
        first += &say!(messages, "annual-suspect", n = suspect);
    }
    let mut all = vec![first];
    let Moves { up, level, down, rest } = moves(view, items.iter().map(|item| (item.ix, &item.row)));
    if up + level + down > 0 {
        let mut text = say!(messages, "annual-moves", up = up, level = level, down = down, rest = rest);
        let names = worse(view).into_iter().map(|FellBack { name, before, now }| {
            say!(messages, "annual-worse-item", name = name, before = before, now = now)
        });
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            let names = names.join(&messages.t(key!("list-semicolon")));
            text += &say!(messages, "annual-worse", names = names);
        }
        all.push(text);
    }
    let arrivals = &view.arrivals;
    let mut returns = named(&name("returns"), &returns_in_words(view));
    if !arrivals.missing_units.is_empty() {
        let names = listed(messages, key!("list-and-more-units"), &arrivals.missing_units, NAMED_UNITS);
        returns += &say!(messages, "annual-missing", names = names);
    }
    all.push(returns);
    all
}

/// Each plan with how many figures of each of its chapters stand how.
fn sections(view: &View<'_>) -> Vec<Block> {
    let (messages, checked) = (view.messages, view.checked());
    let lang = messages.lang();
    let section = |(at, (position, plan)): (usize, (usize, &Plan))| {
        let chapters = plan.chapters.iter().enumerate().filter_map(|(number, title)| {
            let own = checked.catalogue.indicators_of(checked.year);
            let own = own.filter(|(_, i)| i.plan == position && i.chapter == number);
            let rows: Vec<Assessment> = own.filter_map(|(ix, _)| view.district(ix, checked.year)).collect();
            let (n, parts) = (rows.len(), counted(messages, rows.iter(), false));
            (n > 0).then(|| say!(messages, "annual-chapter", title = title.get(lang), n = n, parts = parts))
        });
        let text = chapters.collect::<Vec<_>>().join(&messages.t(key!("list-semicolon")));
        let (number, title) = (ordinal(messages, at + 1), plan.short.get(lang));
        let heading = say!(messages, "document-run-in", number = number, title = title);
        Block::RunIn(heading, written(messages, text + &messages.t(key!("word-stop"))))
    };
    checked.catalogue.plans_of(checked.year).enumerate().map(section).collect()
}

/// What is short, by whom it concerns; then what cannot be said yet, by whose returns it hangs on.
fn short(view: &View<'_>, items: &[Item<'_>]) -> Vec<Block> {
    let messages = view.messages;
    let mut all = Vec::new();
    let mut part = 0;
    for (kind, key) in [
        (GapKind::People, key!("annual-people")),
        (GapKind::Staff, key!("annual-staff")),
        (GapKind::Facilities, key!("annual-facilities")),
    ] {
        let own: Vec<&Item<'_>> =
            items.iter().filter(|item| item.is_short() && item.indicator.gap_kind == kind).collect();
        if own.is_empty() {
            continue;
        }
        part += 1;
        all.push(Block::Heading(Rank::Second, ordinal(messages, part) + &say!(messages, key, n = own.len())));
        all.extend(
            own.into_iter()
                .zip(1_usize..)
                .map(|(item, n)| paragraph(messages, format!("{n}. {}", shortfall(view, item)))),
        );
    }
    if part == 0 {
        all.push(paragraph(messages, messages.t(key!("annual-no-gaps"))));
    }
    let open = items.iter().filter(|item| item.stage() == Some(Stage::Open)).count();
    if open > 0 {
        let heading = ordinal(messages, part + 1) + &say!(messages, "annual-hanging", n = open);
        all.push(Block::Heading(Rank::Second, heading));
        all.extend(hanging(view, items).into_iter().map(|text| paragraph(messages, text)));
    }
    all
}

/// What a target lacks, in sentences.
fn shortfall(view: &View<'_>, item: &Item<'_>) -> String {
    let messages = view.messages;
    let gap = gap(view, item.ix).map(|gap| gap.in_brief(messages)).filter(|gap| !gap.is_empty());
    let gap = gap.unwrap_or_else(|| messages.t(key!("annual-gap-unsaid")));
    let key = if item.row.is_share { key!("annual-gap-each") } else { key!("annual-gap-own") };
    let mut value = named(&item.name("value"), &view.value_in_prose(&item.row));
    // What counts units says how many have not returned: those are not failing.
    let unreturned = item.row.unreturned();
    if item.row.is_share && unreturned > 0 {
        value += &named(&item.name("unreturned"), &say!(messages, "annual-unreturned", n = unreturned));
    }
    let mut text = say!(
        messages,
        key,
        name = item.indicator.name.get(messages.lang()),
        value = value,
        target = own_target(view, item.indicator, item.row.year),
        gap = named(&item.name("gap"), &gap)
    );
    if item.stage() == Some(Stage::Behind) {
        text += &say!(messages, "annual-due", due = view.due(&item.row));
    }
    if view.mark(&item.row).suspect {
        let own = suspects_of(view, item.ix);
        let first = own.into_iter().next();
        text += &first.map_or_else(
            || messages.t(key!("annual-suspect-own")),
            |point| say!(messages, "annual-suspect-then", text = point.of_district.unwrap_or(point.text)),
        );
    }
    text
}

/// What cannot be said yet, together with whose returns would decide it.
fn hanging(view: &View<'_>, items: &[Item<'_>]) -> Vec<String> {
    let messages = view.messages;
    let mut by_units: BTreeMap<&[UnitIx], Vec<&Item<'_>>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.stage() == Some(Stage::Open)) {
        by_units.entry(view.waits_of(item.ix)).or_default().push(item);
    }
    let mut groups: Vec<_> = by_units.into_iter().collect();
    // Whoever decides most by himself stands first.
    groups.sort_by_key(|(units, items)| (units.is_empty(), units.len(), std::cmp::Reverse(items.len())));
    let sentence = |(units, items): (&[UnitIx], Vec<&Item<'_>>)| {
        let names: Vec<String> =
            items.iter().map(|item| item.indicator.short.get(messages.lang()).to_owned()).collect();
        let names = names.join(&messages.t(key!("list-pause")));
        if units.is_empty() {
            return say!(messages, "annual-hangs-on-other", n = items.len(), names = names);
        }
        let of: Vec<String> = units.iter().map(|unit| view.placed(*unit)).collect();
        let of = listed(messages, key!("list-and-more-units"), &of, NAMED_UNITS);
        say!(messages, "annual-hangs-on", of = of, all = units.len(), n = items.len(), names = names)
    };
    groups.into_iter().map(sentence).collect()
}

/// What is asked, and of whom.
fn next(view: &View<'_>, items: &[Item<'_>], annexes: &[Annex]) -> Vec<String> {
    let messages = view.messages;
    let by = deadline(view);
    let data = to_complete(view, items, annexes, &by);
    let leads = leads(view, items);
    let gaps = match leads.is_empty() {
        true => messages.t(key!("annual-next-keep")),
        false => {
            let annex = label(messages, annexes, Lists::Gaps);
            say!(messages, "annual-next-gaps", leads = leads, annex = annex, by = by)
        }
    };
    let all = data.into_iter().chain([gaps, messages.t(key!("annual-next-ledger"))]);
    let counted =
        |(text, n): (String, usize)| messages.named(&format!("first-{n}")).unwrap_or_default() + &text;
    all.zip(1..).map(counted).collect()
}

/// What completes the data; none where nothing is missing, suspect or wrong.
fn to_complete(view: &View<'_>, items: &[Item<'_>], annexes: &[Annex], by: &str) -> Option<String> {
    let messages = view.messages;
    let annex = label(messages, annexes, Lists::Corrections);
    let mut parts = Vec::new();
    if !view.arrivals.missing_units.is_empty() {
        parts.push(say!(messages, "annual-next-return", annex = annex, by = by));
    }
    let mut whose: Vec<String> = Vec::new();
    for item in items.iter().filter(|item| view.mark(&item.row).suspect) {
        for point in suspects_of(view, item.ix) {
            if !whose.contains(&point.whose) {
                whose.push(point.whose);
            }
        }
    }
    if !whose.is_empty() {
        let whose = whose.join(&messages.t(key!("list-pause")));
        parts.push(say!(messages, "annual-next-check", whose = whose, by = by));
    }
    if has_errors(view) {
        parts.push(say!(messages, "annual-next-correct", annex = annex));
    }
    let parts = parts.join(&messages.t(key!("list-semicolon")));
    (!parts.is_empty()).then(|| say!(messages, "annual-next-data", parts = parts))
}

/// Which department leads how many of what is short.
fn leads(view: &View<'_>, items: &[Item<'_>]) -> String {
    let messages = view.messages;
    let pause = messages.t(key!("list-pause"));
    let mut by_department: Vec<(String, usize)> = Vec::new();
    for item in items.iter().filter(|item| item.is_short()) {
        let name = item.indicator.responsible.carriers().join(&pause);
        match by_department.iter_mut().find(|(own, _)| *own == name) {
            Some((_, n)) => *n += 1,
            None => by_department.push((name, 1)),
        }
    }
    by_department.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let one = |(name, n): (String, usize)| say!(messages, "annual-lead", name = name, n = n);
    by_department.into_iter().map(one).collect::<Vec<_>>().join(&messages.t(key!("list-comma")))
}
