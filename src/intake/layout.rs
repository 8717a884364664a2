//! Tables are recognised by what their heads say, never by where they stand. A table is a block
//! of figures; whose each is, which element and of which year lies along its rows, its columns,
//! or in what stands around it, and every way of laying them out is read by the same code.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::catalogue::Column;
use crate::fold::fold;
use crate::intake::grid::Grid;
use crate::intake::lexicon::{Lexicon, Quality, Word, level_of};
use crate::intake::scale::Scale;
use crate::intake::sheet::{At, Cell};
use crate::model::{ElementIx, Level};

/// What the heads of a column, or those of a row, say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path<'l> {
    /// The element by its code, which decides.
    pub code: Option<ElementIx>,
    /// The elements that carry the label.
    pub labels: &'l [ElementIx],
    /// Where the element is named.
    pub what: Option<At>,
    /// The unit by the words that name it.
    pub unit: Option<(String, At)>,
    /// The years.
    pub years: Vec<(i32, At)>,
    /// The units of measure.
    pub scales: Vec<(Scale, At)>,
    /// Which of several figures it is.
    pub quality: Quality,
    /// A word below the others that nobody knows.
    pub unknown: Option<At>,
    /// 本年数, or the answer of a functional centre.
    pub value: bool,
    /// 上年数.
    pub last_year: bool,
    /// Two units, or two codes.
    pub open: Option<At>,
}

impl<'l> Path<'l> {
    /// Goes one head further.
    pub fn add(&mut self, word: &Word, cell: &Cell, lexicon: &'l Lexicon<'_>) {
        let at = cell.at;
        let anchored = self.names_something() || self.value;
        if let Some(code) = word.code {
            if self.code.is_some_and(|own| own != code) {
                self.open = Some(at);
            }
            (self.code, self.what) = (Some(code), Some(at));
        }
        let labels = lexicon.labelled(word);
        if !labels.is_empty() {
            (self.labels, self.what) = (labels, self.what.or(Some(at)));
        }
        if word.unit && !word.names_an_element() {
            let text = cell.content.words();
            let own = word.unit_in(&text).to_owned();
            match &self.unit {
                Some((before, _)) if fold(before) != fold(&own) => self.open = Some(at),
                _ => self.unit = Some((own, at)),
            }
        }
        self.years.extend(word.year.map(|year| (year, at)));
        self.scales.extend(word.scale.clone().map(|scale| (scale, at)));
        self.scales.extend(word.scales.iter().cloned().map(|scale| (scale, at)));
        self.quality = self.quality.max(word.quality);
        let has = |own| word.columns.contains(&own);
        self.value |= has(Column::Value) || has(Column::CentreAnswer);
        self.last_year |= has(Column::LastYear);
        let says_nothing = !word.is_head() && word.scales.is_empty() && word.centre.is_none();
        if (word.more || says_nothing) && word.quality != Quality::Part && anchored {
            self.unknown = Some(at);
        }
    }

    /// Whether it says which element.
    #[must_use]
    pub fn names_an_element(&self) -> bool {
        self.code.is_some() || !self.labels.is_empty()
    }

    /// Whether it says whose, which or of which year.
    #[must_use]
    pub fn names_something(&self) -> bool {
        self.names_an_element() || self.unit.is_some() || !self.years.is_empty()
    }

    /// The year that it says; none where it says none, an error where it says several.
    pub fn year(&self) -> Result<Option<i32>, At> {
        let Some((first, _)) = self.years.first() else { return Ok(None) };
        match self.years.iter().find(|(other, _)| other != first) {
            Some((_, at)) => Err(*at),
            None => Ok(Some(*first)),
        }
    }

    /// What tells one column of figures, or row, from others for another thing.
    fn thing(&self) -> (Option<ElementIx>, &'l [ElementIx], Option<String>, Vec<i32>) {
        let unit = self.unit.as_ref().map(|(name, _)| fold(name));
        let labels = if self.code.is_some() { &[] } else { self.labels };
        (self.code, labels, unit, self.years.iter().map(|(year, _)| *year).collect())
    }
}

/// What becomes of a column, or a row, of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Its cells are figures.
    Figure,
    /// They are of another year.
    OtherYear,
    /// They were planned only, or stand beside the figures.
    Label,
    /// They are parts of the figures in the column or row of this position.
    Part(usize),
    /// What they are is open.
    Open,
}

/// A column of figures.
#[derive(Clone, Debug)]
pub struct Figures<'l> {
    /// The column.
    pub column: u32,
    /// What its heads say.
    pub path: Path<'l>,
    /// What becomes of it.
    pub usage: Use,
}

/// Which of two or more paths for one thing are its figures, by position.
#[must_use]
pub fn usages(paths: &[(&Path<'_>, bool)], year: i32) -> Vec<Use> {
    let mut all: Vec<Use> = paths
        .iter()
        .map(|(path, _)| match path.year() {
            _ if path.last_year => Use::OtherYear,
            Err(_) => Use::Open,
            Ok(Some(own)) if own != year => Use::OtherYear,
            Ok(_) if path.quality == Quality::Planned => Use::Label,
            Ok(_) => Use::Figure,
        })
        .collect();
    // Nearly always every column and every row is a thing of its own.
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, ((path, grouped), usage)) in paths.iter().zip(&all).enumerate() {
        if *usage == Use::Figure && *grouped {
            let mut thing = path.thing();
            // The year that is meant anyway tells nothing apart.
            thing.3.clear();
            groups.entry(thing).or_default().push(at);
        }
    }
    for group in groups.values() {
        let path = |at: &usize| paths.get(*at).map(|(path, _)| *path);
        let is = |at: &usize, quality| {
            path(at).is_some_and(|path| path.quality == quality && path.unknown.is_none())
        };
        let of = |quality| group.iter().filter(|at| is(at, quality)).copied().collect::<Vec<_>>();
        let (totals, reached, plain) = (of(Quality::Total), of(Quality::Reached), of(Quality::Plain));
        let figures = match (totals.len(), reached.len(), plain.len()) {
            // A head alone that says 合计 or 实有 is the figure as well.
            (1, _, _) => totals,
            (0, 1, _) => reached,
            (0, 0, 1..) => plain,
            _ => Vec::new(),
        };
        let whole = figures.first().copied().filter(|_| figures.len() == 1);
        for at in group {
            let Some(usage) = all.get_mut(*at) else { continue };
            *usage = match whole {
                _ if figures.contains(at) => Use::Figure,
                Some(whole) if path(at).is_some_and(|path| path.quality != Quality::Reached) => {
                    Use::Part(whole)
                }
                Some(_) => Use::Label,
                None => Use::Open,
            };
        }
    }
    all
}

/// A table on a sheet.
#[derive(Clone, Debug)]
pub struct Table<'l> {
    /// The rows of its head.
    pub head: Range<u32>,
    /// The rows under it.
    pub body: Range<u32>,
    /// Its columns from the first to the last.
    pub span: Range<u32>,
    /// The columns that have a word for what they hold.
    pub columns: BTreeMap<Column, u32>,
    /// Other columns before the figures: years, plans, parts.
    pub left: Vec<u32>,
    /// The columns of figures.
    pub figures: Vec<Figures<'l>>,
    /// What its rows name.
    pub shape: Shape,
}

/// What the rows of a table name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row a data element.
    Elements,
    /// A row an org unit.
    Units,
    /// A row an org unit and a data element.
    Both,
    /// A row a functional centre.
    Centres,
    /// Neither: a row a year, or only one row.
    Other,
}

impl Table<'_> {
    /// Whether elements stand along its rows.
    #[must_use]
    pub fn has_element_rows(&self) -> bool {
        matches!(self.shape, Shape::Elements | Shape::Both)
    }

    /// Whether units stand along its rows.
    #[must_use]
    pub fn has_unit_rows(&self) -> bool {
        matches!(self.shape, Shape::Units | Shape::Both)
    }

    /// Whether another table has the same heads, as one that goes on over a page has.
    #[must_use]
    pub fn goes_on(&self, next: &Table<'_>) -> bool {
        self.shape == next.shape
            && self.span == next.span
            && self.figures.len() == next.figures.len()
            && self
                .figures
                .iter()
                .zip(&next.figures)
                .all(|(own, other)| own.column == other.column && own.path.thing() == other.path.thing())
    }
}

/// All tables of a sheet, from the top; those beside each other from the left. `element` is
/// what stands around a table that names no element itself.
#[must_use]
pub fn tables<'l>(grid: &Grid<'l>, sheet: &str, year: i32) -> Vec<Table<'l>> {
    let last_figure = grid.last_figure();
    // The definitions that go with a form; one of them can begin with a number: “7岁以下儿童……”.
    let is_known = grid.lexicon.catalogue.words.known_sheets.contains(&fold(sheet));
    if is_known && !grid.has_answers() {
        return Vec::new();
    }
    let finder = Finder { grid, lexicon: grid.lexicon, sheet, year, last_figure };
    let mut found: Vec<Table<'l>> = Vec::new();
    let mut next = 0;
    loop {
        let own = grid.rows(next..grid.end()).find_map(|row| {
            let own = finder.at(row, next);
            (!own.is_empty()).then_some(own)
        });
        let Some(mut own) = own else { return found };
        let start = own.first().map_or(next, |table| table.head.start);
        for table in &mut found {
            table.body.end = table.body.end.min(start).max(table.body.start);
        }
        next = own.iter().map(|table| table.body.start).max().unwrap_or(next + 1).max(next + 1);
        for table in &mut own {
            table.body.end = grid.end();
        }
        found.extend(own);
    }
}

/// The levels of the units that some elements can be of.
#[must_use]
pub fn levels<'e>(elements: impl Iterator<Item = &'e ElementIx>, lexicon: &Lexicon<'_>) -> Vec<Level> {
    let mut levels: Vec<Level> =
        elements.map(|element| level_of(lexicon.catalogue.element(*element).form)).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// Looks for heads on a sheet.
struct Finder<'g, 'l> {
    grid: &'g Grid<'l>,
    lexicon: &'l Lexicon<'l>,
    sheet: &'g str,
    year: i32,
    /// Below it no head has anything under it.
    last_figure: Option<u32>,
}

/// The columns before the figures, and others that have a word for what they hold.
const NAMING: [Column; 5] = [Column::Label, Column::Code, Column::UnitCode, Column::UnitName, Column::Centre];

/// So many rows under a head tell what its columns hold.
const LOOK: usize = 16;
/// No head has more rows above the one by which it is found.
const ABOVE: u32 = 3;

/// The columns that tell what their rows are of, with their words where they have one.
type Naming = BTreeMap<u32, Option<Column>>;

/// What a column is by its heads, or by what stands in it.
#[derive(Clone, Debug)]
enum Kind<'l> {
    /// It names what its rows are of.
    Naming(Column),
    /// 序号, 计量单位, 备注.
    Named(Column),
    /// Figures.
    Figures(Path<'l>),
    /// Years, or words that nobody knows, before the figures or between them.
    Other,
}

impl<'l> Finder<'_, 'l> {
    /// The tables whose heads are found in a row; the rows before `from` belong to others.
    fn at(&self, row: u32, from: u32) -> Vec<Table<'l>> {
        if let Some(table) = self.taught(row) {
            return vec![table];
        }
        let announced = self.announces(row);
        if !announced && !self.could_be_bare(row) {
            return Vec::new();
        }
        // What stands under the rows of the head tells what a column without a word holds.
        let by_words = self.naming(row, &[]);
        let body = self.below(self.head_end(row, &by_words) - 1);
        let naming = self.naming(row, &body);
        if announced && self.is_a_line_above(row, &naming) {
            return Vec::new();
        }
        let end = self.head_end(row, &naming);
        let start = self.head_start(row, from, &naming);
        let mut columns: BTreeSet<u32> = grid_columns(self.grid, start..end).collect();
        columns.extend(naming.keys());
        // A row that numbers the columns says nothing of them.
        let rows = start..if self.is_numbering(end - 1, &naming) { end - 1 } else { end };
        let kinds: Vec<(u32, Kind<'l>)> =
            columns.into_iter().map(|column| (column, self.kind(&rows, column, &naming))).collect();
        let segments = segments(kinds);
        let tables = segments.into_iter().filter_map(|own| self.table(start..end, own, announced));
        tables.collect()
    }

    /// Whether a row has a word by which a head is known.
    fn announces(&self, row: u32) -> bool {
        self.grid.texts(row).any(|(_, word)| {
            let answers = [Column::Value, Column::CentreAnswer];
            word.columns.iter().any(|column| NAMING.contains(column) || answers.contains(column))
        })
    }

    /// Whether a row without such a word could be a head: it names something and has no figure.
    fn could_be_bare(&self, row: u32) -> bool {
        if self.last_figure.is_none_or(|last| last <= row) {
            return false;
        }
        let mut names = false;
        let mut cells = 0;
        let mut last = 0;
        for (_, cell, word) in self.grid.row_with_words(row) {
            if self.grid.is_figure(cell, word) {
                return false;
            }
            let own =
                |word: &Word| !word.more && (word.names_an_element() || word.unit || word.year.is_some());
            names |= word.map_or_else(|| own(&self.grid.word_of(cell)), own);
            (cells, last) = (cells + 1, cell.at.1);
        }
        // A text alone is a title, unless figures follow right under it.
        let over_figures = || self.grid.cell(row + 1, last).is_some_and(|cell| self.grid.is_candidate(cell));
        names && (cells > 1 || over_figures())
    }

    /// The rows under a row up to the next that announces a head.
    fn below(&self, row: u32) -> Vec<u32> {
        let rows = self.grid.rows(row + 1..self.grid.end());
        rows.take(LOOK).take_while(|row| !self.announces(*row)).collect()
    }

    /// The columns that tell what their rows are of: by their heads, else by what stands in them;
    /// without a word those of years, plans and parts.
    fn naming(&self, row: u32, body: &[u32]) -> Naming {
        let mut naming = Naming::new();
        let mut headed = BTreeSet::new();
        for (cell, word) in self.grid.texts(row) {
            let own = word.columns.iter().find(|column| NAMING.contains(column));
            naming.extend(own.map(|own| (cell.at.1, Some(*own))));
            if !word.columns.is_empty() {
                headed.insert(cell.at.1);
            }
        }
        let columns: BTreeSet<u32> =
            body.iter().flat_map(|row| self.grid.row(*row)).map(|(column, _)| column).collect();
        for column in columns.difference(&headed) {
            naming.extend(self.held(*column, body).map(|own| (*column, own)));
        }
        naming
    }

    /// What a column holds under a row, by its words.
    fn held(&self, column: u32, body: &[u32]) -> Option<Option<Column>> {
        let (mut all, mut units, mut codes, mut labels, mut others, mut figures) = (0, 0, 0, 0, 0, 0);
        for row in body {
            let Some(cell) = self.grid.cell(*row, column) else { continue };
            let word = self.grid.word_of(cell);
            all += usize::from(!word.is_total);
            figures += usize::from(self.grid.is_candidate(cell));
            if word.code.is_some() {
                codes += 1;
            } else if word.names_an_element() {
                labels += 1;
            } else if word.unit && !matches!(cell.content, crate::intake::sheet::Content::Number(_)) {
                units += 1;
            } else if !word.more && (word.year.is_some() || word.quality != Quality::Plain) {
                others += 1;
            }
        }
        let most = |n: usize| n > 0 && n * 2 >= all;
        if most(units) {
            Some(Some(Column::UnitName))
        } else if most(codes) {
            Some(Some(Column::Code))
        } else if most(labels) {
            Some(Some(Column::Label))
        } else {
            (figures == 0 && most(others)).then_some(None)
        }
    }

    /// A line above a table that says whose it is can look like the beginning of its head.
    fn is_a_line_above(&self, row: u32, naming: &Naming) -> bool {
        let figures = self.grid.texts(row).any(|(cell, word)| {
            let value = [Column::Value, Column::CentreAnswer].iter().any(|own| word.columns.contains(own));
            !naming.contains_key(&cell.at.1) && (word.names_an_element() || value)
        });
        !figures && self.announces(row + 1)
    }

    /// A head goes on while the cells under the columns that name rows are empty or repeat it.
    fn head_end(&self, row: u32, naming: &Naming) -> u32 {
        let mut end = row + 1;
        for next in self.grid.rows(row + 1..self.grid.end()) {
            if next != end || !self.is_head_below(next, row, naming) {
                break;
            }
            end = next + 1;
        }
        end
    }

    fn is_head_below(&self, row: u32, first: u32, naming: &Naming) -> bool {
        if self.is_numbering(row, naming) {
            return true;
        }
        let mut known = false;
        for (column, cell) in self.grid.row(row) {
            let word = self.grid.word_of(cell);
            if naming.contains_key(&column) {
                let repeats = !word.columns.is_empty()
                    || word.code.is_some() && naming.get(&column) != Some(&Some(Column::Code));
                if !repeats {
                    return false;
                }
                continue;
            }
            // A head of its own, or a figure.
            if self.grid.is_candidate(cell) || word.columns.iter().any(|own| NAMING.contains(own)) {
                return false;
            }
            // Parts under a head that spans them.
            let spanned = self.grid.area(first, column).is_some_and(|area| area.columns.len() > 1);
            known |= word.is_head() && !word.is_total || word.quality != Quality::Plain || spanned;
        }
        known
    }

    /// A row that numbers the columns: 甲 | 乙 | 1 | 2.
    fn is_numbering(&self, row: u32, naming: &Naming) -> bool {
        let mut next = 1.0;
        for (column, cell) in self.grid.row(row) {
            match &cell.content {
                crate::intake::sheet::Content::Number(number) if !naming.contains_key(&column) => {
                    if (number - next).abs() > 0.0 {
                        return false;
                    }
                    next += 1.0;
                }
                crate::intake::sheet::Content::Text(text) => {
                    let text = text.trim();
                    if !["甲", "乙", "丙", "丁", "戊", "-", "—"].contains(&text) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        next > 2.0
    }

    /// A head begins above the row by which it is found where groups stand over its figures.
    fn head_start(&self, row: u32, from: u32, naming: &Naming) -> u32 {
        let mut start = row;
        let columns: Vec<u32> = self.grid.row(row).map(|(column, _)| column).collect();
        let (first, last) = (columns.first().copied().unwrap_or(0), columns.last().copied().unwrap_or(0));
        while start > from && row - start < ABOVE {
            let above = start - 1;
            let mut groups = 0;
            let fits = self.grid.row(above).all(|(column, cell)| {
                let word = self.grid.word_of(cell);
                let area = self.grid.area(above, column);
                let own = area.map_or(column..column + 1, |area| area.columns.clone());
                let over_names = own.clone().any(|column| naming.contains_key(&column));
                let wide = own.len() > 1;
                groups += if wide { 2 } else { 1 };
                let known = word.is_head() && word.scales.is_empty();
                !over_names
                    && (first..=last).contains(&column)
                    && own.end <= last + 1
                    && word.identity.is_empty()
                    && !self.grid.is_candidate(cell)
                    && (known || wide)
            });
            if !fits || groups < 2 {
                break;
            }
            start = above;
        }
        start
    }

    fn kind(&self, head: &Range<u32>, column: u32, naming: &Naming) -> Kind<'l> {
        match naming.get(&column) {
            Some(Some(own)) => return Kind::Naming(*own),
            Some(None) => return Kind::Other,
            None => {}
        }
        let mut path = Path::default();
        let mut named = None;
        for cell in head_cells(self.grid, head, column, &|column| naming.contains_key(&column)) {
            let word = self.grid.word_of(cell);
            let own = word
                .columns
                .iter()
                .find(|own| matches!(own, Column::Sequence | Column::UnitOfMeasure | Column::Remark));
            named = named.or(own.copied());
            path.add(&word, cell, self.lexicon);
        }
        match named {
            Some(own) if !path.names_something() && !path.value => Kind::Named(own),
            _ if path.names_something() || path.value || path.last_year => Kind::Figures(path),
            // 合计 beside units or years, 实有 beside labels.
            _ if path.quality != Quality::Plain && path.unknown.is_none() => Kind::Figures(path),
            _ => Kind::Other,
        }
    }

    /// A table of the columns of a segment; none where they are no table.
    fn table(&self, head: Range<u32>, segment: Vec<(u32, Kind<'l>)>, announced: bool) -> Option<Table<'l>> {
        let span = segment.first()?.0..segment.last()?.0 + 1;
        let mut columns: BTreeMap<Column, u32> = BTreeMap::new();
        let mut unit_names = Vec::new();
        let (mut left, mut figures) = (Vec::new(), Vec::new());
        for (column, kind) in segment {
            match kind {
                Kind::Naming(own) | Kind::Named(own) => {
                    // What stands behind the figures names nothing.
                    if figures.is_empty() || !NAMING.contains(&own) || !columns.contains_key(&own) {
                        columns.entry(own).or_insert(column);
                        if own == Column::UnitName {
                            unit_names.push(column);
                        }
                    }
                }
                Kind::Figures(path) => figures.push((column, path)),
                Kind::Other if figures.is_empty() => left.push(column),
                Kind::Other => {}
            }
        }
        // Columns of years, plans or parts have heads that nobody knows, or none.
        let rows = || self.grid.rows(head.end..self.grid.end()).take(LOOK);
        let first_figure = figures.first().map_or(span.end, |(column, _)| *column);
        let all: BTreeSet<u32> =
            rows().flat_map(|row| self.grid.row(row)).map(|(column, _)| column).collect();
        left.extend(
            all.range(span.start.min(first_figure)..first_figure)
                .filter(|column| !columns.values().any(|own| own == *column) && !left.contains(column))
                .copied()
                .collect::<Vec<_>>(),
        );
        left.sort_unstable();
        left.dedup();
        let has = |own: Column| columns.contains_key(&own);
        let names_elements = figures.iter().any(|(_, path)| path.names_an_element());
        let names_units = figures.iter().any(|(_, path)| path.unit.is_some());
        let by_rows = has(Column::Label) || has(Column::Code);
        let units = has(Column::UnitCode) || has(Column::UnitName);
        let is = |own: fn(&Path<'_>) -> bool| figures.iter().any(|(_, path)| own(path));
        let valued = is(|path| {
            path.value || path.unit.is_some() || !path.years.is_empty() || path.quality != Quality::Plain
        });
        let shape = if has(Column::Centre) && is(|path| path.value) {
            Shape::Centres
        } else if units && names_elements {
            Shape::Units
        } else if units && by_rows && valued {
            Shape::Both
        } else if by_rows && !names_elements && valued {
            Shape::Elements
        } else if units && valued && !names_units {
            // The element stands around it.
            Shape::Units
        } else if !by_rows && !units && (names_elements || names_units || valued) {
            Shape::Other
        } else {
            return None;
        };
        // Of a table that names no element what stands above it is the element.
        let names_none = !names_elements && !matches!(shape, Shape::Elements | Shape::Both | Shape::Centres);
        if names_none && self.element_around(head.start).is_none() {
            return None;
        }
        if names_elements {
            figures.retain(|(_, path)| path.names_an_element());
        }
        if !announced || shape == Shape::Other {
            let filled = |column: u32| {
                rows().filter_map(|row| self.grid.cell(row, column)).any(|cell| self.grid.is_candidate(cell))
            };
            figures.iter().any(|(column, _)| filled(*column)).then_some(())?;
        }
        if unit_names.len() > 1 {
            let levels = levels(
                figures.iter().flat_map(|(_, path)| path.code.iter().chain(path.labels)),
                self.lexicon,
            );
            let known = |column: u32| {
                let names = self
                    .grid
                    .rows(head.end..self.grid.end())
                    .take(200)
                    .filter_map(|row| self.grid.text(row, Some(column)));
                names.filter(|name| self.lexicon.known_unit(None, Some(name), &levels).is_some()).count()
            };
            // Of several columns with names the one that names the units of these figures.
            if let Some(best) = unit_names.iter().rev().copied().max_by_key(|column| known(*column)) {
                columns.insert(Column::UnitName, best);
            }
        }
        let paths: Vec<(&Path<'_>, bool)> = figures.iter().map(|(_, path)| (path, true)).collect();
        let usages = usages(&paths, self.year);
        let figures: Vec<Figures<'l>> = figures
            .into_iter()
            .zip(usages)
            .map(|((column, path), usage)| {
                // Among columns of units one without is their total, or stands beside them.
                let beside = names_units && path.unit.is_none() && usage == Use::Figure;
                Figures { column, path, usage: if beside { Use::Label } else { usage } }
            })
            .collect();
        (!figures.is_empty()).then_some(Table {
            body: head.end..head.end,
            head,
            span,
            columns,
            left,
            figures,
            shape,
        })
    }

    /// The element that the lines above a table, or the sheet's name, are about.
    fn element_around(&self, row: u32) -> Option<At> {
        element_around(self.grid, self.sheet, row).map(|(_, at)| at.unwrap_or((0, 0)))
    }

    /// The table of a layout that the commission taught the program, if its heads stand in a
    /// row.
    fn taught(&self, row: u32) -> Option<Table<'l>> {
        self.lexicon.layouts.iter().find_map(|layout| layout.table(self.grid, self.sheet, row))
    }
}

/// The element, by code or label, that the lines above a row are about, and where it stands; the
/// nearest line that names one rules, and else the sheet's name does.
#[must_use]
pub fn element_around<'l>(grid: &Grid<'l>, sheet: &str, row: u32) -> Option<(Path<'l>, Option<At>)> {
    let mut above: Vec<u32> = grid.rows(0..row).collect();
    above.reverse();
    for line in above.into_iter().take(LOOK) {
        for (cell, word) in grid.texts(line) {
            if word.names_an_element() && word.columns.is_empty() {
                let mut path = Path::default();
                path.add(word, cell, grid.lexicon);
                return Some((path, Some(cell.at)));
            }
        }
    }
    let word = grid.lexicon.word(sheet);
    word.names_an_element().then(|| {
        let path = Path { code: word.code, labels: grid.lexicon.labelled(&word), ..Path::default() };
        (path, None)
    })
}

/// The cells that are the heads of a column, from the top: its own, those of merged areas over
/// it, and texts that stand over what is below the empty cells behind them.
fn head_cells<'l>(
    grid: &Grid<'l>,
    head: &Range<u32>,
    column: u32,
    is_naming: &dyn Fn(u32) -> bool,
) -> Vec<&'l Cell> {
    let of_row = |row: u32| {
        if let Some(cell) = grid.cell(row, column) {
            return Some(cell);
        }
        if let Some(area) = grid.area(row, column) {
            let inside = area.rows.start >= head.start && area.rows.end <= head.end;
            let over_figures = !area.columns.clone().any(is_naming);
            return grid.speaking(row, column).filter(|_| inside && over_figures);
        }
        let below = row + 1 < head.end && grid.cell(row + 1, column).is_some();
        let (left, cell) = grid.row(row).filter(|(left, _)| *left < column).last()?;
        let alone = grid.area(row, left).is_none_or(|area| area.rows.len() == 1 && area.columns.len() == 1);
        let has_children = grid.cell(row + 1, left).is_some();
        (below && alone && has_children && !is_naming(left)).then_some(cell)
    };
    let mut cells: Vec<&Cell> = head.clone().filter_map(of_row).collect();
    cells.dedup_by_key(|cell| cell.at);
    cells
}

/// The words of a column's heads from the top, folded.
#[must_use]
pub fn head_of(grid: &Grid<'_>, head: &Range<u32>, column: u32) -> Vec<String> {
    let cells = head_cells(grid, head, column, &|_| false);
    cells.iter().map(|cell| fold(&cell.content.words())).collect()
}

fn grid_columns<'g>(grid: &'g Grid<'_>, rows: Range<u32>) -> impl Iterator<Item = u32> + 'g {
    grid.rows(rows).flat_map(|row| grid.row(row)).map(|(column, _)| column)
}

/// Columns beside each other, parted where a column that names rows stands behind figures and
/// has figures of its own.
fn segments<'l>(kinds: Vec<(u32, Kind<'l>)>) -> Vec<Vec<(u32, Kind<'l>)>> {
    let mut all: Vec<Vec<(u32, Kind<'l>)>> = vec![Vec::new()];
    let has_figures = |own: &[(u32, Kind<'_>)]| {
        own.iter().any(|(_, kind)| matches!(kind, Kind::Figures(path) if !path.last_year))
    };
    for (column, kind) in kinds {
        let begins = matches!(kind, Kind::Naming(_) | Kind::Named(Column::Sequence));
        if begins && all.last().is_some_and(|own| has_figures(own)) {
            // Years or parts right before it go with it.
            let before = all.last_mut().map(|own| {
                let last = own.iter().rposition(|(_, kind)| !matches!(kind, Kind::Other));
                own.split_off(last.map_or(0, |last| last + 1))
            });
            all.push(before.unwrap_or_default());
        }
        if let Some(own) = all.last_mut() {
            own.push((column, kind));
        }
    }
    // What has no figures goes with what stands before it.
    let mut merged: Vec<Vec<(u32, Kind<'l>)>> = Vec::new();
    for own in all {
        match merged.last_mut() {
            Some(before) if !has_figures(&own) => before.extend(own),
            _ => merged.push(own),
        }
    }
    merged
}
