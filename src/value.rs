//! Data values: what the returns say, each with the cell it stands in.

use crate::model::{ElementIx, UnitIx};

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// A cell of a returned file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file, relative to the workspace's `returns/`.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// Row and column from 0; none for a whole sheet or file.
    pub cell: Option<(u32, u32)>,
}

impl Place {
    /// The cell in A1 notation, empty for a whole sheet or file.
    #[must_use]
    pub fn a1(&self) -> String {
        self.cell.map(|(row, column)| a1(row, column)).unwrap_or_default()
    }

    /// File, sheet and cell as the findings name them.
    #[must_use]
    pub fn spelled(&self) -> String {
        spelled([&self.file, &self.sheet, &self.a1()])
    }
}

/// File, sheet and cell in one line, without those that are empty.
#[must_use]
pub fn spelled(parts: [&str; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}

/// A cell in A1 notation, counted from 0.
#[must_use]
pub fn a1(row: u32, column: u32) -> String {
    let letter = |rest: u32| char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0));
    let mut name = String::with_capacity(8);
    if column < 26 {
        name.push(letter(column));
    } else {
        let mut rest = column + 1;
        while rest > 0 {
            name.insert(0, letter(rest - 1));
            rest = (rest - 1) / 26;
        }
    }
    name + itoa::Buffer::new().format(row + 1)
}

/// The cell of a name in A1 notation, counted from 0.
#[must_use]
pub fn at_a1(name: &str) -> Option<(u32, u32)> {
    let name = name.trim().to_ascii_uppercase();
    let letters = name.find(|c: char| !c.is_ascii_uppercase()).filter(|letters| (1..=3).contains(letters))?;
    let (column, row) = name.split_at(letters);
    let column = column.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    let plain = row.bytes().all(|byte| byte.is_ascii_digit());
    let row: u32 = row.parse().ok().filter(|row| plain && (1..=1_048_576).contains(row))?;
    Some((row - 1, column - 1))
}

/// What a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A count.
    Count(i64),
    /// 是 or 否.
    YesNo(bool),
    /// The position of the answer among the element's choices.
    Choice(u8),
    /// 不适用.
    NotApplicable,
    /// A figure that is known and not published.
    Masked,
}

impl Value {
    /// The count; none of another kind.
    #[must_use]
    pub fn count(self) -> Option<i64> {
        match self {
            Self::Count(count) => Some(count),
            Self::YesNo(_) | Self::Choice(_) | Self::NotApplicable | Self::Masked => None,
        }
    }
}

/// What a value is of. The entry tells the functional centres of one unit apart; it
/// is 0 elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The year.
    pub year: i32,
    /// The org unit.
    pub unit: UnitIx,
    /// The data element.
    pub element: ElementIx,
    /// The functional centre, by its position.
    pub entry: u8,
}

/// One figure of a return.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataValue {
    /// What it is of.
    pub key: Key,
    /// What it says.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
    /// The words of the cell where they were not plain.
    pub note: String,
}

/// All data values, sorted by key and with one value a key, so that the order in
/// which files were read leaves no trace.
#[derive(Clone, Debug, Default)]
pub struct Values {
    list: Vec<DataValue>,
    /// Where the values of each unit in each year are.
    units: FxHashMap<(i32, UnitIx), Range<usize>>,
}

impl Values {
    /// Sorts the values; of several with one key the first by place stays.
    #[must_use]
    pub fn new(mut list: Vec<DataValue>) -> Self {
        // The values of a year come in their order, and this sort finds what is sorted already.
        list.sort();
        list.dedup_by_key(|value| value.key);
        let mut units = FxHashMap::default();
        let mut at = 0;
        for of_unit in list.chunk_by(|a, b| whose(a) == whose(b)) {
            let end = at + of_unit.len();
            units.extend(of_unit.first().map(|first| (whose(first), at..end)));
            at = end;
        }
        Self { list, units }
    }

    /// The same without some of them.
    #[must_use]
    pub fn without(self, is_out: impl Fn(Key) -> bool) -> Self {
        let mut list = self.list;
        list.retain(|value| !is_out(value.key));
        Self::new(list)
    }

    /// The values alone.
    #[must_use]
    pub fn into_list(self) -> Vec<DataValue> {
        self.list
    }

    /// The values of a unit in a year.
    #[must_use]
    pub fn of_unit(&self, year: i32, unit: UnitIx) -> &[DataValue] {
        self.units.get(&(year, unit)).and_then(|own| self.list.get(own.clone())).unwrap_or_default()
    }

    /// The values of each unit in each year.
    pub fn by_unit(&self) -> impl Iterator<Item = &[DataValue]> {
        self.list.chunk_by(|a, b| whose(a) == whose(b))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&DataValue> {
        among(self.of_unit(key.year, key.unit), key)
    }

    /// All values in order.
    #[must_use]
    pub fn as_slice(&self) -> &[DataValue] {
        &self.list
    }

    /// The years that have values.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.list
            .chunk_by(|a, b| a.key.year == b.key.year)
            .filter_map(|of_year| Some(of_year.first()?.key.year))
    }

    /// The values of a year.
    #[must_use]
    pub fn of_year(&self, year: i32) -> &[DataValue] {
        let at = |year| self.list.partition_point(|value| value.key.year < year);
        self.list.get(at(year)..at(year + 1)).unwrap_or_default()
    }

    /// All values in order.
    pub fn iter(&self) -> std::slice::Iter<'_, DataValue> {
        self.list.iter()
    }
}

fn whose(value: &DataValue) -> (i32, UnitIx) {
    (value.key.year, value.key.unit)
}

/// The value of a key among sorted ones.
#[must_use]
pub fn among(sorted: &[DataValue], key: Key) -> Option<&DataValue> {
    sorted.binary_search_by_key(&key, |value| value.key).ok().and_then(|at| sorted.get(at))
}

#[cfg(test)]
mod tests {
    use super::{Place, at_a1};

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        for (cell, name) in [
            ((0, 0), "A1"),
            ((16, 4), "E17"),
            ((0, 25), "Z1"),
            ((9, 26), "AA10"),
            ((0, 701), "ZZ1"),
            ((0, 702), "AAA1"),
        ] {
            assert_eq!(Place { cell: Some(cell), ..Place::default() }.a1(), name);
            assert_eq!(at_a1(name), Some(cell));
        }
    }
}
