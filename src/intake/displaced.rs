//! Figures that stand in the place of others: 本年数 and 上年数 pasted into each other's column,
//! and blocks that were pasted a row too high or too low. Only last year's figures tell it, and
//! nothing of such a block is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::{Catalogue, ElementKind};
use crate::finding::{self, Fact, Finding};
use crate::intake::reading::{Looks, Reading, Refused};
use crate::intake::sheet::At;
use crate::value::{DataValue, Key, Place, Values, a1};

/// Takes out of the readings of a year what stands in another's place; `before` is what was
/// returned for the year before.
pub(super) fn displaced(catalogue: &Catalogue, readings: &mut [Reading], before: &Values) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reading in readings {
        if let Some(finding) = swapped(reading, before) {
            findings.push(finding);
            refuse(reading, |_| true);
            reading.stated.clear();
            continue;
        }
        for slip in slips(catalogue, reading, before) {
            findings.push(slip.finding(catalogue, reading));
            refuse(reading, |place| slip.has(place));
        }
    }
    findings
}

fn refuse(reading: &mut Reading, is_out: impl Fn(&Place) -> bool) {
    let (out, kept): (Vec<DataValue>, _) =
        std::mem::take(&mut reading.values).into_iter().partition(|own| is_out(&own.place));
    reading.values = kept;
    reading.refused.extend(out.into_iter().map(|own| Refused {
        key: own.key,
        looks: own.value.into(),
        place: own.place,
    }));
    reading.refused.sort_by_key(|own| own.key);
}

fn returned(before: &Values, key: Key) -> Option<i64> {
    before.get(Key { year: key.year - 1, ..key }).and_then(|own| own.value.count())
}

/// 本年数 is throughout what was returned for the year before, and 上年数 is not.
fn swapped(reading: &Reading, before: &Values) -> Option<Finding> {
    // With fewer figures this can be chance.
    const FEWEST: usize = 5;
    let mut differ = 0;
    let mut first = None;
    for own in &reading.values {
        let (Some(now), Some(last)) = (own.value.count(), returned(before, own.key)) else { continue };
        if now != last {
            return None;
        }
        let stated = reading.stated.iter().find(|stated| stated.key == own.key);
        match stated.and_then(|stated| stated.value.count()) {
            Some(stated) if stated != now => {
                differ += 1;
                first = first.or(Some(own));
            }
            Some(_) | None => {}
        }
    }
    let own = first.filter(|_| differ >= FEWEST)?;
    let finding = Finding::new(finding::COLUMNS_SWAPPED, own.key.year, own.place.clone());
    Some(finding.of(own.key.unit).on(own.key.element).fact("n", differ.to_string()))
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
    sheet: Arc<str>,
    column: u32,
    first: u32,
    last: u32,
    by: i32,
    key: Key,
    found: i64,
    neighbour: (Key, i64),
    own: Option<i64>,
    cell: At,
}

impl Slip {
    fn has(&self, place: &Place) -> bool {
        let rows = self.first..=self.last;
        place.sheet == self.sheet
            && place.cell.is_some_and(|(row, column)| column == self.column && rows.contains(&row))
    }

    fn finding(&self, catalogue: &Catalogue, reading: &Reading) -> Finding {
        let file = Arc::clone(&reading.file);
        let place = Place { file, sheet: Arc::clone(&self.sheet), cell: Some(self.cell) };
        let finding = Finding::new(finding::BLOCK_SLIPPED, self.key.year, place);
        let finding = finding.of(self.key.unit).on(self.key.element);
        let label = |key: Key| &catalogue.element(key.element).label;
        finding
            .found(self.found.to_string())
            .fact("block", format!("{}:{}", a1(self.first, self.column), a1(self.last, self.column)))
            .fact("way", Fact::Word(if self.by > 0 { "word-lower" } else { "word-higher" }))
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
    if reading.values.iter().filter(unlike).count() + reading.refused.len() < FEWEST {
        return Vec::new();
    }
    let mut columns: BTreeMap<(Arc<str>, u32), Vec<Row>> = BTreeMap::new();
    let mut add = |place: &Place, key: Key, looks: Looks| {
        let Some(at) = place.cell else { return };
        let stated =
            || reading.stated.iter().find(|stated| stated.key == key).and_then(|own| own.value.count());
        let last = returned(before, key).or_else(stated);
        columns.entry((Arc::clone(&place.sheet), at.1)).or_default().push(Row { at, key, looks, last });
    };
    for own in &reading.values {
        add(&own.place, own.key, own.value.into());
    }
    for own in &reading.refused {
        add(&own.place, own.key, own.looks);
    }
    for (key, place) in &reading.blank {
        add(place, *key, Looks::Other);
    }
    let mut all = Vec::new();
    for ((sheet, column), mut rows) in columns {
        rows.sort_by_key(|row| row.at);
        for by in [1, -1] {
            all.extend(slip(catalogue, &rows, by).map(|slip| Slip {
                sheet: Arc::clone(&sheet),
                column,
                ..slip
            }));
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
fn slip(catalogue: &Catalogue, rows: &[Row], by: i32) -> Option<Slip> {
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
    Some(Slip {
        sheet: Arc::default(),
        column: 0,
        first: at(first),
        last: at(last),
        by,
        key: row.key,
        found,
        neighbour,
        own: row.last,
        cell: row.at,
    })
}
