//! What is not the same, as a story: what the district's verdicts became, worst first, then what each
//! unit's did. What is only followed is counted, and stands in the table.

use std::collections::BTreeMap;

use crate::assess::Status;
use crate::messages::{CountMessage, Messages};

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// Worse than it was.
    Worse,
    /// Worse by a figure that looks wrong.
    WorseBySuspect,
    /// There was a verdict, and there is none.
    Open,
    /// Better, and met from now on.
    NewlyMet,
    /// There was no verdict, and there is one.
    Settled,
    /// Better than it was.
    Better,
    /// Seemingly worse, since returns are missing; the same units are not worse.
    OnlyMissing,
    /// Another figure, the same verdict.
    Same,
    /// It cannot be compared.
    NotCompared,
}

impl Became {
    const ALL: [(Self, CountMessage); 9] = [
        (Self::Worse, key!("story-worse")),
        (Self::WorseBySuspect, key!("story-worse-suspect")),
        (Self::Open, key!("story-open")),
        (Self::NewlyMet, key!("story-newly-met")),
        (Self::Settled, key!("story-settled")),
        (Self::Better, key!("story-better")),
        (Self::OnlyMissing, key!("story-only-missing")),
        (Self::Same, key!("story-same")),
        (Self::NotCompared, key!("story-not-compared")),
    ];

    /// What the verdicts alone say; none where there is none to say, as of what is only followed.
    #[must_use]
    pub fn of_verdicts(before: Option<Status>, after: Option<Status>) -> Option<Self> {
        const LADDER: [Status; 5] =
            [Status::NotMet, Status::Behind, Status::InProgress, Status::OnTrack, Status::Met];
        let rank = |status: Option<Status>| LADDER.iter().position(|own| Some(*own) == status);
        match (rank(before), rank(after)) {
            (Some(before), Some(after)) if after < before => Some(Self::Worse),
            (Some(before), Some(after)) if before < after && after + 1 == LADDER.len() => {
                Some(Self::NewlyMet)
            }
            (Some(before), Some(after)) if before < after => Some(Self::Better),
            (Some(_), Some(_)) => Some(Self::Same),
            (Some(_), None) => Some(Self::Open),
            (None, Some(_)) => Some(Self::Settled),
            (None, None) => before.or(after).filter(|status| status.is_open()).map(|_| Self::Same),
        }
    }

    /// Whether the first look is at it.
    fn is_first(self) -> bool {
        self < Self::Settled
    }
}

/// A figure that is not the same.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The unit; empty for the district.
    pub unit: String,
    /// What it is called.
    pub name: String,
    /// What it was and is, in words.
    pub values: [String; 2],
    /// The verdicts, in words; none where there is no row.
    pub verdicts: [Option<String>; 2],
    /// What became of it; none of what is only followed.
    pub became: Option<Became>,
    /// Why, and over which units.
    pub note: String,
}

/// A line of the page.
pub struct Line {
    /// What it is called.
    pub name: String,
    /// What it was, and is.
    pub values: [String; 2],
    /// The verdict, or from which to which.
    pub verdict: String,
    /// The style class of the verdict.
    pub class: &'static str,
    /// Why, and over which units.
    pub note: String,
}

/// Lines under a heading.
pub struct Group {
    /// What they have in common, and how many there are.
    pub heading: String,
    /// Whether they are unfolded at first.
    pub is_open: bool,
    /// The lines.
    pub lines: Vec<Line>,
    /// What is left out.
    pub rest: String,
}

/// The story.
#[derive(Default)]
pub struct Story {
    /// How much of what, in a sentence.
    pub lead: String,
    /// The district.
    pub district: Vec<Group>,
    /// The units, each folded.
    pub units: Vec<Group>,
    /// Other things that are not the same, each folded, by their units.
    pub others: Vec<Group>,
}

/// So many units, and so many lines of one, are shown.
pub const MOST: usize = 300;

impl Story {
    /// The story of what moved, in the order in which it is given.
    #[must_use]
    pub fn of(messages: &Messages, moved: Vec<Moved>) -> Self {
        let (district, units): (Vec<Moved>, Vec<Moved>) =
            moved.into_iter().partition(|moved| moved.unit.is_empty());
        let lead = match counted(messages, district.iter()) {
            said if said.is_empty() => messages.t(key!("story-nothing")),
            said => say!(messages, "story-lead", said = said),
        };
        let groups = Became::ALL.iter().filter_map(|(of, key)| {
            let own: Vec<&Moved> = district.iter().filter(|moved| moved.became == Some(*of)).collect();
            (!own.is_empty()).then(|| Group {
                heading: say!(messages, *key, n = own.len()),
                is_open: of.is_first(),
                lines: own.into_iter().map(|moved| line(messages, moved)).collect(),
                rest: String::new(),
            })
        });
        let mut by_unit: BTreeMap<usize, Vec<&Moved>> = BTreeMap::new();
        let mut order: BTreeMap<&str, usize> = BTreeMap::new();
        for moved in &units {
            let next = order.len();
            let at = *order.entry(moved.unit.as_str()).or_insert(next);
            by_unit.entry(at).or_default().push(moved);
        }
        let mut by_unit: Vec<Vec<&Moved>> = by_unit.into_values().collect();
        let worst = |own: &Vec<&Moved>| own.iter().filter_map(|moved| moved.became).min();
        by_unit.sort_by_key(|own| worst(own));
        let mut folded: Vec<Group> = by_unit.into_iter().filter_map(|own| of_unit(messages, own)).collect();
        let more = folded.len().saturating_sub(MOST);
        folded.truncate(MOST);
        if let Some(last) = folded.last_mut().filter(|_| more > 0) {
            last.rest += &say!(messages, "story-more-units", n = more);
        }
        Self { lead, district: groups.collect(), units: folded, others: Vec::new() }
    }
}

/// How many became what, worst first.
fn counted<'m>(messages: &Messages, moved: impl Iterator<Item = &'m Moved> + Clone) -> String {
    let count = |of: Became| moved.clone().filter(|moved| moved.became == Some(of)).count();
    let said = Became::ALL.iter().map(|(of, key)| (count(*of), key)).filter(|(n, _)| *n > 0);
    let said: Vec<String> = said.map(|(n, key)| say!(messages, *key, n = n)).collect();
    said.join(&messages.t(key!("list-comma")))
}

/// What a unit's verdicts became; none where only what is followed moved.
fn of_unit(messages: &Messages, mut moved: Vec<&Moved>) -> Option<Group> {
    let unit = moved.first()?.unit.clone();
    let all = moved.len();
    moved.retain(|moved| moved.became.is_some_and(|became| became < Became::Same));
    moved.sort_by_key(|moved| moved.became);
    let said = counted(messages, moved.iter().copied());
    let rest = all.saturating_sub(moved.len().min(MOST));
    (!moved.is_empty()).then(|| Group {
        heading: say!(messages, "story-unit", unit = unit, said = said),
        is_open: false,
        lines: moved.into_iter().take(MOST).map(|moved| line(messages, moved)).collect(),
        rest: if rest > 0 { say!(messages, "story-rest", n = rest) } else { String::new() },
    })
}

fn line(messages: &Messages, moved: &Moved) -> Line {
    let Moved { name, values, verdicts, note, became, .. } = moved;
    let verdict = match verdicts {
        [Some(before), Some(after)] if before != after => {
            say!(messages, "story-from-to", before = before, after = after)
        }
        [before, after] => after.as_ref().or(before.as_ref()).cloned().unwrap_or_default(),
    };
    let class = match became {
        Some(Became::Worse | Became::WorseBySuspect) => "bad",
        Some(Became::NewlyMet | Became::Better) => "met",
        Some(Became::Open | Became::Settled) => "und",
        _ => "mon",
    };
    Line { name: name.clone(), values: values.clone(), verdict, class, note: note.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_figure_by_its_verdicts() {
        use Status::{Behind, InProgress, Met, Monitored, NoData, NotMet, OnTrack, Undetermined};
        for (before, after, became) in [
            (Some(Met), Some(NotMet), Some(Became::Worse)),
            (Some(OnTrack), Some(Behind), Some(Became::Worse)),
            (Some(NotMet), Some(Met), Some(Became::NewlyMet)),
            (Some(Behind), Some(InProgress), Some(Became::Better)),
            (Some(Met), Some(Met), Some(Became::Same)),
            (Some(Met), Some(Undetermined), Some(Became::Open)),
            (Some(Met), None, Some(Became::Open)),
            (Some(NoData), Some(NotMet), Some(Became::Settled)),
            (None, Some(Met), Some(Became::Settled)),
            (Some(NoData), Some(Undetermined), Some(Became::Same)),
            (Some(Monitored), Some(Monitored), None),
            (None, None, None),
        ] {
            assert_eq!(Became::of_verdicts(before, after), became, "{before:?} {after:?}");
        }
    }
}
