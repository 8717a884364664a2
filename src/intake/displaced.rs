//! Figures that stand in the place of others: 本年数 and 上年数 pasted into each other's column,
//! and blocks that were pasted a row too high or too low. Only last year's figures tell it, and
//! nothing of such a block is used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalogue::{Catalogue, ElementKind};
use crate::finding::{self, Finding};
use crate::formats::sheet::At;
use crate::intake::reading::{Looks, Reading, Refused, Stated};
use crate::value::{DataValue, Key, Place, Values, a1};

/// Figures that stand in the place of others: what says so, and what it is of.
pub(super) struct Displaced {
    pub finding: Finding,
    /// What the cells were to answer for this year.
    pub keys: BTreeSet<Key>,
    /// The cells; what else is wrong in them is of no interest.
    pub places: BTreeSet<Place>,
}

/// Takes out of the readings of a year what stands in another's place; `before` is what was
/// returned for the year before.
pub(super) fn displaced(catalogue: &Catalogue, readings: &mut [Reading], before: &Values) -> Vec<Displaced> {
    let mut all = Vec::new();
    for reading in readings {
        let states: Vec<(&DataValue, Swap)> =
            reading.values.iter().map(|own| (own, swap(reading, own, before))).collect();
        if let Some(finding) = swapped(&states) {
            all.push(refuse(reading, finding, |_| true));
            continue;
        }
        for (finding, block) in swapped_blocks(&states) {
            all.push(refuse(reading, finding, |place| block.has_row(place)));
        }
        for slip in slips(catalogue, reading, before) {
            let finding = slip.finding(catalogue, reading);
            all.push(refuse(reading, finding, |place| slip.block.has(place)));
        }
    }
    all
}

fn refuse(reading: &mut Reading, finding: Finding, is_out: impl Fn(&Place) -> bool) -> Displaced {
    let mut places = BTreeSet::new();
    reading.stated.retain(|own| {
        let is_out = is_out(&own.place);
        places.extend(is_out.then(|| own.place.clone()));
        !is_out
    });
    let mut keys = BTreeSet::new();
    let mut take = |key: Key, place: &Place| {
        let is_out = is_out(place);
        if is_out {
            keys.insert(key);
            places.insert(place.clone());
        }
        is_out
    };
    for (key, place) in &reading.blank {
        take(*key, place);
    }
    for own in &reading.refused {
        take(own.key, &own.place);
    }
    let (out, kept): (Vec<DataValue>, _) =
        std::mem::take(&mut reading.values).into_iter().partition(|own| take(own.key, &own.place));
    reading.values = kept;
    reading.refused.extend(out.into_iter().map(|own| Refused {
        key: own.key,
        looks: own.value.into(),
        note: own.note,
        place: own.place,
    }));
    reading.refused.sort_by_key(|own| own.key);
    Displaced { finding, keys, places }
}

fn returned(before: &Values, key: Key) -> Option<i64> {
    before.get(Key { year: key.year - 1, ..key }).and_then(|own| own.value.count())
}

/// With fewer figures it can be chance that this year's are last year's.
const FEWEST_SWAPPED: usize = 5;

/// Whether 本年数 and 上年数 of a row are in each other's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Swap {
    /// 本年数 is what was returned for the year before, and 上年数 is not.
    Yes,
    /// 本年数 is not what was returned for the year before.
    No,
    /// Nothing tells.
    Open,
}

fn swap(reading: &Reading, own: &DataValue, before: &Values) -> Swap {
    let (Some(now), Some(last)) = (own.value.count(), returned(before, own.key)) else { return Swap::Open };
    if now != last {
        return Swap::No;
    }
    let stated = reading.stated.iter().find(|stated| stated.key == own.key);
    match stated.and_then(|stated| stated.value.count()) {
        Some(stated) if stated != now => Swap::Yes,
        Some(_) | None => Swap::Open,
    }
}

/// 本年数 is throughout what was returned for the year before, and 上年数 is not.
fn swapped(states: &[(&DataValue, Swap)]) -> Option<Finding> {
    let mut first = None;
    let mut n = 0;
    for (own, swap) in states {
        match swap {
            Swap::No => return None,
            Swap::Yes => {
                first = first.or(Some(*own));
                n += 1;
            }
            Swap::Open => {}
        }
    }
    first.filter(|_| n >= FEWEST_SWAPPED).map(|own| found_swapped(own, n, String::new()))
}

fn found_swapped(own: &DataValue, n: usize, block: String) -> Finding {
    let finding = Finding::new(finding::COLUMNS_SWAPPED, own.key.year, own.place.clone());
    finding.of(own.key.unit).on(own.key.element).fact("n", n).fact("block", block)
}

/// A figure of a column, by its row.
struct Standing<'a> {
    row: u32,
    own: &'a DataValue,
    swap: Swap,
}

/// The rows, one after the other, of which the same is true where it is not true of all.
fn swapped_blocks(states: &[(&DataValue, Swap)]) -> Vec<(Finding, Block)> {
    if states.iter().filter(|(_, swap)| *swap == Swap::Yes).count() < FEWEST_SWAPPED {
        return Vec::new();
    }
    let mut columns: BTreeMap<(&Arc<str>, u32), Vec<Standing<'_>>> = BTreeMap::new();
    for &(own, swap) in states {
        let Some((row, column)) = own.place.cell else { continue };
        columns.entry((&own.place.sheet, column)).or_default().push(Standing { row, own, swap });
    }
    let mut all = Vec::new();
    for ((sheet, column), mut rows) in columns {
        rows.sort_by_key(|own| own.row);
        for run in rows.split(|own| own.swap == Swap::No) {
            let swapped: Vec<_> = run.iter().filter(|own| own.swap == Swap::Yes).collect();
            if let ([first, .., last], true) = (swapped.as_slice(), swapped.len() >= FEWEST_SWAPPED) {
                let block = Block { sheet: Arc::clone(sheet), column, first: first.row, last: last.row };
                all.push((found_swapped(first.own, swapped.len(), block.spelled()), block));
            }
        }
    }
    all
}

/// Cells one below the other.
#[derive(Clone)]
struct Block {
    sheet: Arc<str>,
    column: u32,
    first: u32,
    last: u32,
}

impl Block {
    fn has(&self, place: &Place) -> bool {
        self.has_row(place) && place.cell.is_some_and(|(_, column)| column == self.column)
    }

    /// Whether a cell stands in the rows of the block, in whatever column.
    fn has_row(&self, place: &Place) -> bool {
        let rows = self.first..=self.last;
        place.sheet == self.sheet && place.cell.is_some_and(|(row, _)| rows.contains(&row))
    }

    fn spelled(&self) -> String {
        format!("{}:{}", a1(self.first, self.column), a1(self.last, self.column))
    }
}

/// A row of figures with what was returned for it a year before.
struct Row {
    at: At,
    key: Key,
    looks: Looks,
    last: Option<i64>,
}

/// A block that stands too low (1) or too high (-1).
struct Slip {
    /// What is not used.
    block: Block,
    /// The part of it that is known to have slipped.
    sure: Block,
    by: i32,
    key: Key,
    found: i64,
    neighbour: (Key, i64),
    own: Option<i64>,
    cell: At,
}

impl Slip {
    fn finding(&self, catalogue: &Catalogue, reading: &Reading) -> Finding {
        let file = Arc::clone(&reading.file);
        let place = Place { file, sheet: Arc::clone(&self.block.sheet), cell: Some(self.cell) };
        let finding = Finding::new(finding::BLOCK_SLIPPED, self.key.year, place);
        let finding = finding.of(self.key.unit).on(self.key.element);
        let label = |key: Key| &catalogue.element(key.element).label;
        finding
            .found(self.found.to_string())
            .fact("sure", self.sure.spelled())
            .fact("block", self.block.spelled())
            .fact("way", if self.by > 0 { key!("word-lower") } else { key!("word-higher") })
            .fact("label", label(self.key))
            .fact("own", self.own.map(|own| own.to_string()).unwrap_or_default())
            .fact("other_label", label(self.neighbour.0))
            .fact("other", self.neighbour.1.to_string())
    }
}

/// Whether two counts are so alike that one can be the other a year later: an eighth apart.
fn alike(one: i64, other: i64) -> bool {
    let (least, most) = (one.min(other), one.max(other));
    (most - least).saturating_mul(8) <= most
}

/// Below this a figure is like too many others.
const TELLING: i64 = 10;

fn slips(catalogue: &Catalogue, reading: &Reading, before: &Values) -> Vec<Slip> {
    // In nearly every return hardly a figure is unlike last year's.
    const FEWEST: usize = 4;
    let unlike = |own: &&DataValue| {
        let last = returned(before, own.key).unwrap_or(0);
        own.value.count().is_some_and(|now| now.max(last) >= TELLING && !alike(now, last))
    };
    let differs =
        |own: &&Stated| returned(before, own.key).is_some_and(|last| own.value.count() != Some(last));
    let odd = reading.values.iter().filter(unlike).count() + reading.refused.len();
    if odd < FEWEST && reading.stated.iter().filter(differs).count() < FEWEST {
        return Vec::new();
    }
    let mut columns: BTreeMap<(Arc<str>, u32), Vec<Row>> = BTreeMap::new();
    let stated = |key: Key| reading.stated.iter().find(|own| own.key == key)?.value.count();
    let mut add = |place: &Place, key: Key, looks: Looks, last: Option<i64>| {
        let Some(at) = place.cell else { return };
        columns.entry((Arc::clone(&place.sheet), at.1)).or_default().push(Row { at, key, looks, last });
    };
    let last = |key: Key| returned(before, key).or_else(|| stated(key));
    for own in &reading.values {
        add(&own.place, own.key, own.value.into(), last(own.key));
    }
    for own in &reading.refused {
        add(&own.place, own.key, own.looks, last(own.key));
    }
    for (key, place) in &reading.blank {
        add(place, *key, Looks::Other, last(*key));
    }
    // The column of last year's figures slips as well.
    for own in &reading.stated {
        add(&own.place, own.key, own.value.into(), returned(before, own.key));
    }
    let mut all = Vec::new();
    for ((sheet, column), mut rows) in columns {
        rows.sort_by_key(|row| row.at);
        for by in [1, -1] {
            all.extend(slip(catalogue, (&sheet, column), &rows, by));
        }
    }
    all
}

/// What a row says of a block that stands a row too low or too high, in halves of a proof.
enum Says {
    For(i32),
    Against,
    Nothing,
}

fn says(catalogue: &Catalogue, row: &Row, neighbour: &Row) -> Says {
    let is = |row: &Row, kind: &ElementKind| catalogue.element(row.key.element).kind == *kind;
    let (count, yes_no) = (&ElementKind::Count, &ElementKind::YesNo);
    match row.looks {
        // 是 where a count is asked, and the neighbour is asked for yes or no.
        Looks::YesNo if is(row, count) && is(neighbour, yes_no) => Says::For(3),
        Looks::Count(_) if is(row, yes_no) && is(neighbour, count) => Says::For(3),
        Looks::Count(now) if is(row, count) => match (row.last, neighbour.last) {
            (Some(own), Some(other)) if now.max(own) < TELLING || alike(own, other) => Says::Nothing,
            (Some(own), Some(_)) if alike(now, own) => Says::Against,
            (Some(_), Some(other)) if other >= TELLING && alike(now, other) => Says::For(2),
            _ => Says::Nothing,
        },
        Looks::YesNo | Looks::Count(_) | Looks::Other => Says::Nothing,
    }
}

/// The block of a column that fits the rows above or below it and not its own.
fn slip(catalogue: &Catalogue, column: (&Arc<str>, u32), rows: &[Row], by: i32) -> Option<Slip> {
    // Six rows of figures, or four of them and two yes or no among them: no chance does that.
    const PROOF: i32 = 12;
    const DOUBT: i32 = 4;
    // So many rows in a row that fit their own are past the end of a block.
    const PAST: usize = 3;
    let neighbour = |at: usize| rows.get(at.checked_add_signed(-isize::from(by > 0) + isize::from(by < 0))?);
    let mut best: Option<(i32, usize, usize)> = None;
    let mut open: Option<(i32, usize, usize)> = None;
    for (at, row) in rows.iter().enumerate() {
        let Some(other) = neighbour(at) else { continue };
        match says(catalogue, row, other) {
            Says::For(weight) => {
                let (sum, from, _) = open.unwrap_or((0, at, at));
                open = Some((sum + weight, from, at));
                if best.is_none_or(|(most, ..)| sum + weight > most) {
                    best = open;
                }
            }
            // One that fits its own row can be chance within a block.
            Says::Against => {
                open = open.map(|(sum, from, to)| (sum - DOUBT, from, to)).filter(|(sum, ..)| *sum > 0)
            }
            Says::Nothing => {}
        }
    }
    let (_, from, to) = best.filter(|(sum, ..)| *sum >= PROOF)?;
    // What lies between the block and the next rows that fit their own cannot be trusted either.
    let says_at = |at: usize| {
        rows.get(at).zip(neighbour(at)).map_or(Says::Nothing, |(row, other)| says(catalogue, row, other))
    };
    let end = |outwards: &mut dyn Iterator<Item = usize>| {
        let mut fitting: Vec<usize> = Vec::new();
        for at in outwards {
            match says_at(at) {
                Says::Against => fitting.push(at),
                Says::For(_) => fitting.clear(),
                Says::Nothing => {}
            }
            if fitting.len() == PAST {
                return fitting.first().copied();
            }
        }
        None
    };
    let first = end(&mut (0..from).rev()).map_or(0, |at| at + 1);
    let last = end(&mut (to + 1..rows.len())).map_or(rows.len() - 1, |at| at - 1);
    let shown = (from..=to).find_map(|at| {
        let (row, other) = (rows.get(at)?, neighbour(at)?);
        let Looks::Count(found) = row.looks else { return None };
        let fits = other.last.filter(|last| alike(found, *last) && *last >= TELLING)?;
        Some((row, found, (other.key, fits)))
    });
    let (row, found, neighbour) = shown?;
    let at = |position: usize| rows.get(position).map_or(0, |row| row.at.0);
    let (sheet, column) = column;
    let block = |first, last| Block { sheet: Arc::clone(sheet), column, first: at(first), last: at(last) };
    Some(Slip {
        block: block(first, last),
        sure: block(from, to),
        by,
        key: row.key,
        found,
        neighbour,
        own: row.last,
        cell: row.at,
    })
}
