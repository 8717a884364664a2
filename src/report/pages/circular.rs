//! The year's gap report in the order of a 情况通报: how things stand, chapter by chapter; what is
//! short, with what it takes; what comes next; annexes. The page and the document for Word are made of
//! it.

use super::annexes::{Annex, Item, Lists, Waiting, annexes, enclosures, items, label, waits};
use super::gaps::{FellBack, gap, worse};
use super::official::{
    conclusion, deadline, in_words, language, notice, ordinal, organisation, own_target, paragraph,
    signature, written,
};
use super::open_points::suspects_of;
use super::rows::{NAMED_UNITS, listed, returns_in_words};
use super::slide::{Moves, moves};
use crate::assess::{Assessment, Status};
use crate::catalogue::{Comparator, GapKind, Plan};
use crate::messages::{Message, Messages, facts};
use crate::report::document::{Block, Document, FigureName, Rank, named};
use crate::report::view::{Stage, View};

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
    let annexes = annexes(view, &items);
    blocks.extend(short(view, &items, &annexes));
    blocks.push(Block::Heading(Rank::First, messages.t(key!("annual-4"))));
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

/// What is counted together, and the words for so many of it.
type Counted = (&'static [Status], Message<{ facts(&["n"]) }>);

/// The verdicts in the order in which they are counted.
const COUNTED: [Counted; 8] = [
    (&[Status::Met], key!("counted-met")),
    (&[Status::OnTrack], key!("counted-on-track")),
    (&[Status::InProgress], key!("counted-in-progress")),
    (&[Status::Behind], key!("counted-behind")),
    (&[Status::NotMet], key!("counted-not-met")),
    (&[Status::Undetermined, Status::NoData], key!("counted-open")),
    (&[Status::NotApplicable], key!("counted-not-applicable")),
    (&[Status::Monitored], key!("counted-monitored")),
];

/// How many there are of each verdict, of those that there are.
fn counted<'r>(rows: impl Iterator<Item = &'r Assessment> + Clone) -> Vec<(Counted, usize)> {
    let count = |statuses: &[Status]| rows.clone().filter(|row| statuses.contains(&row.status())).count();
    let all = COUNTED.into_iter().map(|own| (own, count(own.0)));
    all.filter(|(_, n)| *n > 0).collect()
}

/// A chapter with how many of its figures stand how; none where it has none.
fn chapter(messages: &Messages, title: &str, rows: &[Assessment]) -> Option<String> {
    let n = rows.len();
    let counted: Vec<(String, usize)> = counted(rows.iter())
        .into_iter()
        .filter_map(|((statuses, _), n)| Some((messages.t(conclusion(*statuses.first()?)), n)))
        .collect();
    let pause = messages.t(key!("list-pause"));
    Some(match counted.as_slice() {
        [] => return None,
        [(word, _)] => say!(messages, "annual-chapter-all", title = title, n = n, word = word),
        [(one, each), (other, same)] if each == same => {
            let words = [one.as_str(), other].join(&pause);
            say!(messages, "annual-chapter-even", title = title, words = words, each = *each)
        }
        several => {
            let parts = several.iter().map(|(word, n)| say!(messages, "counted-word", word = word, n = *n));
            let parts = parts.collect::<Vec<_>>().join(&pause);
            say!(messages, "annual-chapter", title = title, parts = parts)
        }
    })
}

fn overall(view: &View<'_>, items: &[Item<'_>]) -> Vec<String> {
    let (messages, checked) = (view.messages, view.checked());
    let name = |what| FigureName { indicator: None, year: checked.year, what };
    let parts = counted(items.iter().map(|item| &item.row)).into_iter();
    let parts: Vec<String> = parts.map(|((_, key), n)| say!(messages, key, n = n)).collect();
    let parts = parts.join(&messages.t(key!("list-comma")));
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
            chapter(messages, title.get(lang), &rows)
        });
        let text = chapters.collect::<Vec<_>>().join(&messages.t(key!("list-semicolon")));
        let (number, title) = (ordinal(messages, at + 1), plan.short.get(lang));
        let heading = say!(messages, "document-run-in", number = number, title = title);
        Block::RunIn(heading, written(messages, text + &messages.t(key!("word-stop"))))
    };
    checked.catalogue.plans_of(checked.year).enumerate().map(section).collect()
}

/// What is short, by whom it concerns; then what cannot be said yet, by whose returns it hangs on.
fn short(view: &View<'_>, items: &[Item<'_>], annexes: &[Annex]) -> Vec<Block> {
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
        let annex = label(messages, annexes, Lists::Figures);
        let heading =
            ordinal(messages, part + 1) + &say!(messages, "annual-hanging", n = open, annex = annex);
        all.push(Block::Heading(Rank::Second, heading));
        all.push(paragraph(messages, waiting(view, items)));
    }
    all
}

/// What a target lacks, in sentences.
fn shortfall(view: &View<'_>, item: &Item<'_>) -> String {
    let messages = view.messages;
    let gap = gap(view, item.ix).map(|gap| gap.in_brief(messages)).filter(|gap| !gap.is_empty());
    let gap = gap.unwrap_or_else(|| messages.t(key!("annual-gap-unsaid")));
    let key = match item.indicator.ruling(item.row.year).map(|ruling| ruling.comparator) {
        _ if !item.row.is_share => key!("annual-gap-own"),
        Some(Comparator::Between { .. }) => key!("annual-gap-each-range"),
        _ => key!("annual-gap-each"),
    };
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

/// How much cannot be said yet, by whose returns would decide it.
fn waiting(view: &View<'_>, items: &[Item<'_>]) -> String {
    let messages = view.messages;
    let (waiting, others): (Vec<_>, Vec<_>) = waits(view, items).into_iter().partition(|own| own.units > 0);
    let part = |Waiting { units, of, items }: Waiting<'_, '_>| {
        say!(messages, "annual-waits-on", of = of, all = units, n = items.len())
    };
    let parts: Vec<String> = waiting.into_iter().map(part).collect();
    let parts = parts.join(&messages.t(key!("list-semicolon")));
    let rest: usize = others.iter().map(|own| own.items.len()).sum();
    say!(messages, "annual-waits", parts = parts, rest = rest)
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
    let mut parts = Vec::new();
    if !view.arrivals.missing_units.is_empty() {
        parts.push(messages.t(key!("annual-next-return")));
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
        parts.push(say!(messages, "annual-next-check", whose = whose));
    }
    let lists = annexes.iter().find(|annex| annex.lists == Lists::Corrections);
    if lists.is_some_and(|annex| annex.has_errors) {
        parts.push(messages.t(key!("annual-next-correct")));
    }
    let annex = lists.map(|annex| label(messages, annexes, annex.lists)).unwrap_or_default();
    let parts_text = parts.join(&messages.t(key!("list-comma")));
    (!parts.is_empty())
        .then(|| say!(messages, "annual-next-data", parts = parts_text, annex = annex, by = by))
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
