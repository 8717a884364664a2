//! The page that a director holds: how many, where, what to decide, and what cannot be said yet.

use std::collections::{BTreeMap, BTreeSet};

use super::gaps::gap;
use super::href;
use super::open_points::{OpenPoint, suspects};
use super::rows::listed;
use super::unit::{judged, missing};
use crate::assess::{Assessment, Direction, change, direction, easiest};
use crate::exact::Fraction;
use crate::messages::{Message, facts};
use crate::model::{DISTRICT, IndicatorIx, UnitIx};
use crate::report::view::{Mark, Stage, View, grouped, stage};
use crate::results::Results;
use crate::submission::Arrival;

/// What stands on the first page before anything else.
pub(super) struct Slide {
    /// How many indicators there are, and how many of each stage.
    pub(super) total: usize,
    pub(super) counts: Vec<(usize, String)>,
    pub(super) notes: Vec<String>,
    pub(super) chapters: Vec<Strip>,
    pub(super) townships: Vec<TownshipBar>,
    pub(super) decisions: Vec<Decision>,
    pub(super) hinges: Vec<Hinge>,
    pub(super) suspects: Vec<OpenPoint>,
    /// How many more there are than are shown.
    pub(super) more_townships: usize,
    pub(super) more_hinges: usize,
    pub(super) more_suspects: usize,
}

impl Slide {
    /// Whether a mark stands in a chapter, so that the key explains it.
    pub(super) fn shows(&self, icon: &str) -> bool {
        // One of the two marks with a hole explains both.
        self.marks().any(|mark| mark.icon() == icon || (mark.icon(), icon) == ("badp", "metp"))
    }

    /// Whether a ring does.
    pub(super) fn has_suspects(&self) -> bool {
        self.marks().any(|mark| mark.suspect)
    }

    fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.chapters.iter().flat_map(|chapter| &chapter.marks).map(|(mark, ..)| mark)
    }
}

/// A chapter with a mark for each of its indicators.
pub(super) struct Strip {
    /// The plan, where this is its first chapter.
    pub(super) plan: String,
    pub(super) title: String,
    pub(super) marks: Vec<(Mark, String, String)>,
    pub(super) met: usize,
    pub(super) short: usize,
    pub(super) open: usize,
}

/// How a township stands in what it is judged by.
pub(super) struct TownshipBar {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) short: usize,
    pub(super) open: usize,
    pub(super) met: usize,
    /// How wide its bar's pieces are, in per cent of the longest bar.
    pub(super) widths: [String; 3],
    pub(super) most: String,
}

/// Something to decide.
pub(super) struct Decision {
    pub(super) what: String,
    pub(super) effect: String,
    pub(super) who: String,
}

/// A return that has not come, with the verdicts of the district that it settles.
pub(super) struct Hinge {
    unit: UnitIx,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) alone: usize,
    pub(super) together: usize,
}

/// So many rows of the slide fit on a page.
const MOST_HINGES: usize = 8;
const MOST_SUSPECTS: usize = 4;
const MOST_TOWNSHIPS: usize = 16;

pub(super) fn slide(view: &View<'_>) -> Slide {
    let checked = view.checked();
    let rows: Vec<(IndicatorIx, Assessment)> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, _)| Some((ix, view.district(ix, checked.year)?)))
        .collect();
    let (townships, more_townships) = first(townships(view), MOST_TOWNSHIPS);
    let (suspects, hinges) = (suspects(view, true), hinges(view));
    let decisions = decisions(view, &hinges, suspects.first());
    let (suspects, more_suspects) = first(suspects, MOST_SUSPECTS);
    let (hinges, more_hinges) = first(hinges, MOST_HINGES);
    Slide {
        total: rows.len(),
        counts: counts(view, &rows),
        notes: notes(view, &rows),
        chapters: chapters(view),
        decisions,
        townships,
        hinges,
        suspects,
        more_townships,
        more_hinges,
        more_suspects,
    }
}

/// The first of a list, and how many more there are.
fn first<T>(mut list: Vec<T>, most: usize) -> (Vec<T>, usize) {
    let more = list.len().saturating_sub(most);
    list.truncate(most);
    (list, more)
}

fn counts(view: &View<'_>, rows: &[(IndicatorIx, Assessment)]) -> Vec<(usize, String)> {
    let of = |at: Option<Stage>| rows.iter().filter(|(_, row)| stage(row.status()) == at).count();
    let order = [Stage::Met, Stage::OnTrack, Stage::InProgress, Stage::Behind, Stage::NotMet, Stage::Open];
    let word = |stage| match stage {
        Stage::Met => key!("status-met"),
        Stage::OnTrack => key!("status-on-track"),
        Stage::InProgress => key!("status-in-progress"),
        Stage::Behind => key!("status-behind"),
        Stage::NotMet => key!("status-not-met"),
        Stage::Open => key!("status-undetermined"),
    };
    let mut all: Vec<(usize, String)> =
        order.into_iter().map(|at| (of(Some(at)), view.messages.t(word(at)))).collect();
    all.push((of(None), view.messages.t(key!("status-monitored"))));
    all.retain(|(n, _)| *n > 0);
    all
}

/// How much of it is provisional, rests on a suspect figure, and moved since last year.
fn notes(view: &View<'_>, rows: &[(IndicatorIx, Assessment)]) -> Vec<String> {
    let provisional = |row: &Assessment| {
        let decided = stage(row.status()).is_some_and(|stage| stage != Stage::Open);
        decided && row.measured.is_some_and(|measured| measured.provisional)
    };
    let mut all = Vec::new();
    let n = rows.iter().filter(|(_, row)| provisional(row)).count();
    if n > 0 {
        all.push(say!(view.messages, "slide-provisional", n = n));
    }
    let suspect = rows.iter().filter(|(_, row)| view.mark(row).suspect).count();
    if suspect > 0 {
        all.push(say!(view.messages, "slide-suspect", n = suspect));
    }
    let Moves { up, level, down, rest } = moves(view, rows.iter().map(|(ix, row)| (*ix, row)));
    if up + level + down > 0 {
        all.push(say!(view.messages, "slide-change", up = up, level = level, down = down, rest = rest));
    }
    all
}

/// How many figures moved since last year, over the same units.
pub(super) struct Moves {
    pub(super) up: usize,
    pub(super) level: usize,
    pub(super) down: usize,
    /// Those without two years to compare, or without a target that says which way is better.
    pub(super) rest: usize,
}

/// Counts which way figures moved since last year.
pub(super) fn moves<'r>(view: &View<'_>, rows: impl Iterator<Item = (IndicatorIx, &'r Assessment)>) -> Moves {
    let Results { checked, assessments, .. } = view.results;
    let source = checked.source();
    let mut moves = Moves { up: 0, level: 0, down: 0, rest: 0 };
    for (ix, row) in rows {
        let change = change(source, assessments, ix, checked.year);
        *match change.and_then(|change| direction(row, change.before, change.now)) {
            Some(Direction::Better) => &mut moves.up,
            Some(Direction::Level) => &mut moves.level,
            Some(Direction::Worse) => &mut moves.down,
            None => &mut moves.rest,
        } += 1;
    }
    moves
}

fn chapters(view: &View<'_>) -> Vec<Strip> {
    let checked = view.checked();
    let lang = view.messages.lang();
    let mut all = Vec::new();
    for (at, plan) in checked.catalogue.plans_of(checked.year) {
        let mut name = plan.short.get(lang).to_owned();
        for (number, title) in plan.chapters.iter().enumerate() {
            let own = checked.catalogue.indicators_ix().filter(|(_, i)| i.plan == at && i.chapter == number);
            let mut rows: Vec<(IndicatorIx, Assessment)> =
                own.filter_map(|(ix, _)| Some((ix, view.district(ix, checked.year)?))).collect();
            if rows.is_empty() {
                continue;
            }
            // What is short first, and of that what is certain.
            rows.sort_by_key(|(ix, row)| {
                let provisional = row.measured.is_some_and(|measured| measured.provisional);
                (stage(row.status()).map_or(u8::MAX, |stage| stage as u8), provisional, *ix)
            });
            let of = |stages: &[Stage]| {
                let own =
                    rows.iter().filter(|(_, row)| stage(row.status()).is_some_and(|at| stages.contains(&at)));
                own.count()
            };
            all.push(Strip {
                plan: std::mem::take(&mut name),
                title: title.get(lang).to_owned(),
                met: of(&[Stage::Met, Stage::OnTrack]),
                short: of(&[Stage::NotMet, Stage::Behind]),
                open: of(&[Stage::Open, Stage::InProgress]),
                marks: rows
                    .iter()
                    .map(|(ix, row)| {
                        let indicator = checked.catalogue.indicator(*ix);
                        let mark = view.mark(row);
                        let words = format!("{} {}", indicator.short.get(lang), mark.word);
                        (mark, indicator.id.clone(), words)
                    })
                    .collect(),
            });
        }
    }
    all
}

/// The townships with the most of what is short first; of as many, those that wait for more.
fn townships(view: &View<'_>) -> Vec<TownshipBar> {
    let checked = view.checked();
    let count = |lines: &[(Stage, super::unit::Line)], all: &[Stage]| {
        lines.iter().filter(|(stage, _)| all.contains(stage)).count()
    };
    let mut all: Vec<(UnitIx, [usize; 3], String)> = view
        .townships()
        .into_iter()
        .map(|unit| {
            let lines = judged(view, unit);
            let numbers = [
                count(&lines, &[Stage::NotMet, Stage::Behind]),
                count(&lines, &[Stage::Open, Stage::InProgress]),
                count(&lines, &[Stage::Met, Stage::OnTrack]),
            ];
            let short = lines.iter().filter(|(stage, _)| matches!(stage, Stage::NotMet | Stage::Behind));
            let mut names: Vec<String> = short.map(|(_, line)| line.name.clone()).collect();
            let more = names.len() > 2;
            names.truncate(2);
            let mut most = names.join(&view.messages.t(key!("list-pause")));
            if more {
                most = say!(view.messages, "slide-and-more", names = most);
            }
            let absent = missing(view, unit).len();
            if absent > 0 {
                let key =
                    if most.is_empty() { key!("slide-absent-alone", names, n) } else { key!("slide-absent") };
                most = say!(view.messages, key, names = most, n = absent);
            }
            (unit, numbers, most)
        })
        .collect();
    all.sort_by_key(|(unit, [short, open, _], _)| (std::cmp::Reverse((*short, *open)), *unit));
    let longest = all.iter().map(|(_, numbers, _)| numbers.iter().sum::<usize>()).max().unwrap_or(1).max(1);
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let width = |n: usize| {
        Fraction::new(number(n) * 100, number(longest)).map_or_else(String::new, |part| part.decimal(1))
    };
    all.into_iter()
        .map(|(unit, [short, open, met], most)| TownshipBar {
            name: checked.registry.unit(unit).name.clone(),
            href: href(view, unit),
            widths: [width(short), width(open), width(met)],
            short,
            open,
            met,
            most,
        })
        .collect()
}

/// The returns that settle most verdicts of the district first.
fn hinges(view: &View<'_>) -> Vec<Hinge> {
    let checked = view.checked();
    let mut of_unit: BTreeMap<UnitIx, (usize, usize)> = BTreeMap::new();
    for (ix, _) in checked.catalogue.indicators_of(checked.year) {
        let units = view.waits_of(ix);
        for unit in units {
            let (alone, together) = of_unit.entry(*unit).or_default();
            *(if units.len() == 1 { alone } else { together }) += 1;
        }
    }
    let mut all: Vec<(UnitIx, (usize, usize))> = of_unit.into_iter().collect();
    all.sort_by_key(|(unit, (alone, together))| (std::cmp::Reverse((*alone, *together)), *unit));
    all.into_iter()
        .map(|(unit, (alone, together))| Hinge {
            unit,
            name: view.placed(unit),
            href: if unit == DISTRICT { "quality.html".to_owned() } else { href(view, unit) },
            alone,
            together,
        })
        .collect()
}

/// What there is to decide: returns to call in, a figure to confirm, a gap that few units can close.
fn decisions(view: &View<'_>, hinges: &[Hinge], suspect: Option<&OpenPoint>) -> Vec<Decision> {
    call_in(view, hinges)
        .into_iter()
        .chain(suspect.map(|one| confirm(view, one)))
        .chain(close(view))
        .collect()
}

/// What to ask of those on whom verdicts wait: a return that has not come, or a figure put right that
/// was refused.
fn call_in(view: &View<'_>, hinges: &[Hinge]) -> Vec<Decision> {
    let owes = |unit: &UnitIx| view.sent_by(*unit).iter().any(|row| row.status == Arrival::Missing);
    let (silent, refused): (BTreeSet<UnitIx>, BTreeSet<UnitIx>) =
        hinges.iter().map(|hinge| hinge.unit).partition(owes);
    let waits: Vec<&[UnitIx]> = view.all_waits().collect();
    let both = [(silent, key!("decide-returns")), (refused, key!("decide-refused"))];
    let one = |(units, key): (BTreeSet<UnitIx>, Message<{ facts(&["units", "names"]) }>)| {
        if units.is_empty() {
            return None;
        }
        // What these alone settle; the rest waits for others too.
        let own = |waits: &&&[UnitIx]| waits.iter().all(|unit| units.contains(unit));
        let n = waits.iter().filter(own).count();
        let names: Vec<String> = units.iter().map(|unit| view.placed(*unit)).collect();
        Some(Decision {
            what: say!(
                view.messages,
                key,
                units = units.len(),
                names = listed(view.messages, key!("list-and-more-units"), &names, 4)
            ),
            effect: say!(view.messages, "decide-returns-effect", n = n, n_rest = waits.len() - n),
            who: view.messages.t(key!("decide-returns-who")),
        })
    };
    both.into_iter().filter_map(one).collect()
}

fn confirm(view: &View<'_>, suspect: &OpenPoint) -> Decision {
    Decision {
        what: say!(view.messages, "decide-suspect", text = suspect.text),
        effect: String::new(),
        who: suspect.whose.clone(),
    }
}

/// The gap of the district that the fewest townships can close by themselves.
fn close(view: &View<'_>) -> Option<Decision> {
    let Results { checked, assessments, totals, .. } = view.results;
    let (ix, split) = easiest(checked.source(), assessments, totals, checked.year)?;
    let gap = gap(view, ix)?;
    let indicator = checked.catalogue.indicator(gap.indicator);
    let names = split.closing.iter().map(|(unit, adds)| {
        say!(
            view.messages,
            "carrier",
            name = checked.registry.unit(*unit).name,
            size = grouped(*adds),
            counted = indicator.counted
        )
    });
    let names = names.collect::<Vec<_>>().join(&view.messages.t(key!("list-pause")));
    Some(Decision {
        what: say!(
            view.messages,
            "decide-gap",
            name = gap.name,
            still = gap.still(view.messages),
            names = names
        ),
        effect: view.messages.t(if gap.mark.provisional {
            key!("decide-gap-provisional")
        } else {
            key!("decide-gap-effect")
        }),
        who: crate::report::view::responsible_words(view.messages, &indicator.responsible),
    })
}
