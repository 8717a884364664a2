//! What stands around a table: year, scale, element, and whether it is read at all.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::claims::{Claims, Role};
use super::parts::{Above, Leaf, Line, Page, SaidYear};
use super::{SheetReader, elements_of, stem};
use crate::catalogue::Identity;
use crate::finding::{self, Rule};
use crate::fold::{fold, squeeze};
use crate::formats::sheet::{At, Cell, Content, Marks, Sheet};
use crate::intake::dates;
use crate::intake::figure::LONGEST;
use crate::intake::identity::{Frame, Written};
use crate::intake::layout::{self, Path, Table, Use};
use crate::intake::lexicon::{Lexicon, Quality, Word};
use crate::intake::scale::Scale;
use crate::model::UnitIx;
use crate::value::Place;

/// The day on which a sheet says that it was sent.
pub(super) fn date(claims: &mut Claims, frame: &Frame, sheet: &Sheet) -> Option<NaiveDate> {
    let said = frame.first(Identity::Date)?;
    let day = dates::day(&said.content);
    // The year's figures are not there before December.
    let is_early =
        |day: &NaiveDate| NaiveDate::from_ymd_opt(claims.year, 12, 1).is_some_and(|first| *day < first);
    // Nor does anybody send them two years later.
    let is_late = |day: &NaiveDate| day.year() > claims.year + 2;
    let rule = match day {
        None => finding::DATE_UNREADABLE,
        Some(day) if is_late(&day) => finding::DATE_UNREADABLE,
        Some(day) if is_early(&day) => finding::DATE_EARLY,
        Some(_) => return day,
    };
    let finding = claims.find(rule, sheet, Some(said.at)).found(said.content.words());
    claims.say(finding.fact("folder", claims.year.to_string()));
    None
}

fn year_of(lexicon: &Lexicon<'_>, said: &Written) -> Option<i32> {
    dates::year(&said.content, &lexicon.catalogue.words.years)
}

/// The year that the headings of the file say, where they say only one.
pub(super) fn only_year(
    claims: &Claims,
    lexicon: &Lexicon<'_>,
    frames: &[Frame],
    sheets: &[Sheet],
) -> Option<SaidYear> {
    let mut all = frames.iter().zip(sheets).filter_map(|(frame, sheet)| {
        let said = frame.first(Identity::Year)?;
        Some((claims.place(sheet, Some(said.at)), said.content.shown(), year_of(lexicon, said)?))
    });
    let first = all.next()?;
    all.all(|(.., year)| year == first.2).then_some(first)
}

impl<'d> SheetReader<'d> {
    /// Reads the tables of the sheet from the top.
    pub(super) fn tables(&mut self, tables: &[Table<'d>], only_year: Option<&SaidYear>) {
        let sheet = self.page.sheet;
        let mut last_row = 0;
        let mut before: Option<(&Table<'d>, Above<'d>)> = None;
        for (at, table) in tables.iter().enumerate() {
            let beside = before.as_ref().is_some_and(|(before, _)| before.head == table.head);
            let from = if beside { 0 } else { last_row };
            let mut above = self.above(table, from, at + 1 == tables.len());
            above.year = above.year.or_else(|| only_year.cloned()).or_else(|| self.year_of_file());
            if let Some((_, earlier)) = before.take().filter(|(before, _)| before.goes_on(table)) {
                if above.scales.is_empty() {
                    above.scales = earlier.scales;
                }
                above.carried = earlier.carried;
            } else {
                above.carried.clear();
            }
            let leaf = Leaf { table, above: &above };
            let sums = self.table(leaf, &mut last_row);
            above.carried = sums;
            before = Some((table, above));
        }
        if !tables.is_empty() && sheet.cells.iter().any(|cell| cell.marks.has(Marks::UNSEEN)) && !sheet.hidden
        {
            let first = sheet.cells.iter().find(|cell| cell.marks.has(Marks::UNSEEN)).map(|cell| cell.at);
            self.claims.say(self.find(finding::CELLS_HIDDEN, first));
        }
    }

    /// What stands above a table and below what stands before it; of the last one also what stands
    /// below, as a note on its unit of measure.
    fn above(&mut self, table: &Table<'d>, from: u32, is_last: bool) -> Above<'d> {
        let Page { sheet, grid, frame, .. } = self.page;
        let mut above = Above::default();
        let own = |at: &u32| table.span.contains(at);
        let mut everywhere = Vec::new();
        let mut titles: Vec<(Option<At>, String)> = vec![(None, sheet.name.to_string())];
        for row in grid.rows(from..table.head.start) {
            for (cell, word) in grid.texts(row) {
                for scale in self.scales_of(cell, word) {
                    if own(&cell.at.1) {
                        above.scales.push((scale.clone(), cell.at));
                    }
                    everywhere.push((scale, cell.at));
                }
                if word.identity.is_empty()
                    && cell.content.as_text().is_some_and(|text| text.len() <= LONGEST)
                {
                    titles.push((Some(cell.at), cell.content.words().into_owned()));
                }
            }
            // The day on which a period ends, in a cell of its own.
            for (_, cell) in grid.row(row).filter(|(_, cell)| !frame.cells.contains(&cell.at)) {
                if let Content::Date(day) = &cell.content {
                    titles.push((Some(cell.at), day.date().to_string()));
                }
            }
        }
        let of_figures: Vec<u32> = table.figures.iter().map(|figures| figures.column).collect();
        if is_last && everywhere.is_empty() {
            let has_figures = |row: &u32| of_figures.iter().any(|column| grid.cell(*row, *column).is_some());
            let last = grid.rows(table.body.clone()).filter(has_figures).last().unwrap_or(table.head.end);
            let below = grid.rows(last + 1..grid.end()).flat_map(|row| grid.texts(row));
            for (cell, word) in below.filter(|(_, word)| word.more || word.scale.is_none()) {
                everywhere.extend(self.scales_of(cell, word).into_iter().map(|scale| (scale, cell.at)));
            }
        }
        // What stands over the names of the rows speaks for the whole table too: 乡镇（千人）.
        for row in grid.rows(table.head.clone()) {
            for (cell, _) in grid.texts(row) {
                if own(&cell.at.1) && !of_figures.contains(&cell.at.1) {
                    let text = cell.content.words().into_owned();
                    let scale = self.lexicon.scale_within(&text);
                    above.scales.extend(scale.map(|scale| (scale, cell.at)));
                    titles.push((Some(cell.at), text));
                }
            }
        }
        if above.scales.is_empty() {
            above.scales = everywhere;
        }
        let heading = titles.len();
        if is_last {
            titles.extend(self.notes(table));
        }
        let names = table.figures.iter().any(|own| own.path.names_an_element());
        if !names && !table.has_element_rows() {
            above.element = layout::element_around(grid, &sheet.name, table.head.start)
                .map(|(path, _)| path)
                .unwrap_or_default();
        }
        above.unit = self.lone_unit(from..table.head.start);
        above.year = self.year_around(table, &titles);
        let contradicts = |(at, text): &&(Option<At>, String)| at.is_some() && self.is_of_another_year(text);
        let filled_in = frame.nearest(Identity::Year, table.head.start, &table.span);
        let is_filled_in = filled_in.and_then(|said| year_of(self.lexicon, said)) == Some(self.claims.year);
        let other = titles.iter().take(heading).find(contradicts).filter(|_| is_filled_in).cloned();
        let part = titles.into_iter().find(|(at, text)| self.is_part(*at, text));
        let part = part.map(|(at, text)| (finding::SHEET_PART, at, text));
        above.part = part.or(other.map(|(at, text)| (finding::SHEET_YEAR_OPEN, at, text)));
        above
    }

    /// Whether a title says that its table is of another year than the one of the folder.
    fn is_of_another_year(&self, text: &str) -> bool {
        let (words, folded, years) = (&self.lexicon.catalogue.words, fold(text), dates::years_in(text));
        let has = |list: &[String]| list.iter().any(|word| folded.contains(word.as_str()));
        // A title ends in what it is, but for what stands in brackets behind: 年度数据表（2024年）.
        let narrow = squeeze(text);
        let bare = narrow.trim_end().strip_suffix(')').and_then(|text| Some(text.rsplit_once('(')?.0));
        let bare = fold(bare.unwrap_or(narrow.as_ref()));
        !years.is_empty()
            && !years.contains(&self.claims.year)
            && words.titles.iter().any(|word| bare.ends_with(word.as_str()))
            && !has(&words.undated_titles)
            && !has(&words.plan_words)
    }

    /// The notes below a table, which speak of it: 注：以上为1—11月数据.
    fn notes(&self, table: &Table<'_>) -> Vec<(Option<At>, String)> {
        let words = &self.lexicon.catalogue.words;
        let texts = self.page.grid.rows(table.body.clone()).flat_map(|row| self.page.grid.texts(row));
        let notes = texts.filter(|(cell, _)| {
            let text = fold(&cell.content.words());
            words.notes.iter().any(|own| text.starts_with(own.as_str()))
        });
        notes.map(|(cell, _)| (Some(cell.at), cell.content.words().into_owned())).collect()
    }

    /// The units of measure that a text outside of a table says for all of it.
    fn scales_of(&self, cell: &Cell, word: &Word) -> Vec<Scale> {
        let alone = word.scale.as_ref().filter(|_| word.columns.is_empty());
        let mut all: Vec<Scale> = word.scales.iter().chain(alone).cloned().collect();
        if all.is_empty() && word.scale.is_none() {
            all.extend(self.lexicon.scale_within(&cell.content.words()));
        }
        all
    }

    /// Whether a title, or the name of a sheet, says that its table is a plan, an example or of a part of
    /// the year.
    fn is_part(&self, at: Option<At>, text: &str) -> bool {
        const LONGEST_TITLE: usize = 120;
        let (words, folded, year) = (&self.lexicon.catalogue.words, fold(text), self.claims.year);
        let has = |list: &[String]| list.iter().any(|word| folded.contains(word.as_str()));
        let is_title = text.len() <= LONGEST_TITLE;
        let is_planned = has(&words.planned_tables) || (at.is_none() && words.planned.contains(&folded));
        let is_void = at.is_none() && (has(&words.void_sheets) || dates::is_month(text));
        // A plan runs for years; a table of figures of several has none of one.
        let is_long = !has(&words.plan_words)
            && dates::is_span_of_years(text)
            && folded.matches(&year.to_string()).count() < 2;
        let is_part = has(&words.part_tables) || dates::is_part_of_a_year(text, year, &words.until);
        is_title && (is_planned || is_void || is_long || is_part)
    }

    /// The year that stands around a table: in a cell of its own, else in a title or the sheet's
    /// name.
    fn year_around(&mut self, table: &Table<'_>, titles: &[(Option<At>, String)]) -> Option<SaidYear> {
        if let Some(said) = self.page.frame.nearest(Identity::Year, table.head.start, &table.span) {
            if let Some(year) = year_of(self.lexicon, said) {
                return Some((self.place(Some(said.at)), said.content.shown(), year));
            }
            let finding = self.find(finding::YEAR_UNREADABLE, Some(said.at));
            let finding = finding.found(said.content.words()).fact("folder", self.claims.year.to_string());
            self.claims.say_once(finding);
        }
        let mut other = None;
        for (at, text) in titles {
            let mut years = dates::years_in(text);
            if at.is_none() {
                years.extend(dates::head_year(text, &self.lexicon.catalogue.words.years));
            }
            // One that names this year too, such as a plan's span, says nothing against it.
            if years.contains(&self.claims.year) {
                return Some((self.place(*at), text.clone(), self.claims.year));
            }
            if let (Some(year), None) = (years.first(), &other) {
                other = Some((self.place(*at), text.clone(), *year));
            }
        }
        other
    }

    /// The year that the file is called after, where nothing in it says one and it is an earlier one.
    fn year_of_file(&self) -> Option<SaidYear> {
        let name = stem(&self.claims.file);
        let folded = fold(name);
        let is_undated =
            self.lexicon.catalogue.words.undated_names.iter().any(|word| folded.contains(word.as_str()));
        if is_undated || folded.contains(&self.claims.year.to_string()) {
            return None;
        }
        let year = dates::years_in(name).into_iter().max().filter(|year| *year < self.claims.year)?;
        Some((self.claims.whole(), name.to_owned(), year))
    }

    /// The last line above a table, and below what stands before it, that is a unit's name alone.
    fn lone_unit(&self, rows: Range<u32>) -> Option<(UnitIx, At)> {
        const LONGEST: usize = 16;
        let Page { grid, frame, .. } = self.page;
        grid.rows(rows)
            .filter_map(|row| {
                let mut cells = grid.row(row);
                let (Some((_, cell)), None) = (cells.next(), cells.next()) else { return None };
                let text = cell.content.as_text().filter(|text| text.chars().nth(LONGEST).is_none())?;
                let is_name = grid.word_of(cell).unit && !cell.marks.has(Marks::STRUCK);
                if !is_name || frame.cells.contains(&cell.at) {
                    return None;
                }
                match self.lexicon.units_within(text).as_slice() {
                    [unit] => Some((*unit, cell.at)),
                    _ => None,
                }
            })
            .last()
    }

    /// Whether a table of another year has columns or rows of this one.
    pub(super) fn has_own_year(&self, leaf: Leaf<'_>, lines: &[Line<'_>]) -> bool {
        let own = |path: &Path<'_>| path.years.iter().any(|(year, _)| *year == self.claims.year);
        leaf.table.figures.iter().any(|figures| own(&figures.path))
            || lines.iter().any(|line| {
                own(&line.path) || line.section.years.iter().any(|(year, _)| *year == self.claims.year)
            })
    }

    /// A table that is a plan, of a part of the year or of nobody knows which is not read.
    pub(super) fn skip_part(&mut self, leaf: Leaf<'_>, rule: Rule, at: Option<At>, found: &str) {
        self.pass_over(leaf);
        let finding = self.find(rule, at).found(found);
        self.claims.say_once(finding.fact("folder", self.claims.year.to_string()));
    }

    /// A table of another year is not read.
    pub(super) fn skip(&mut self, leaf: Leaf<'_>, said: &Place, found: &str, year: i32) {
        self.pass_over(leaf);
        let sheet = self.page.sheet;
        let said = said.cell.filter(|_| said.sheet == sheet.name);
        let finding = self.find(finding::SHEET_YEAR, said).found(found);
        let finding = finding.fact("year", year.to_string()).fact("folder", self.claims.year.to_string());
        self.claims.say_once(finding);
        let place = self.place(said);
        self.answers.skipped.get_or_insert_with(|| (place, found.to_owned(), year));
    }

    /// The cells of a table that is not read are labels.
    fn pass_over(&mut self, leaf: Leaf<'_>) {
        let (Page { grid, .. }, table) = (self.page, leaf.table);
        for row in grid.rows(table.head.start..table.body.end) {
            for (column, cell) in grid.row(row) {
                if table.span.contains(&column) {
                    self.claim(cell.at, Role::Label);
                }
            }
        }
    }

    /// What was planned only is left out; where nothing that was reached stands beside it, that is said.
    pub(super) fn say_planned(&mut self, leaf: Leaf<'_>, lines: &[Line<'_>]) {
        let columns = leaf.table.figures.iter().map(|own| (&own.path, own.usage));
        // A section of plans says so itself, over many rows.
        let is_own = |line: &&Line<'_>| line.section.quality != Quality::Planned;
        let rows = lines.iter().filter(is_own).map(|line| (&line.path, line.usage));
        let mut found: Vec<At> = Vec::new();
        for paths in [columns.collect::<Vec<_>>(), rows.collect()] {
            // By its code or by its label it is one element.
            let is_of = |one: &Path<'_>, other: &Path<'_>| {
                let unit = |path: &Path<'_>| path.unit.as_ref().map(|(name, _)| fold(name));
                let is_same = |own| elements_of(other).any(|other| other == own);
                let is_unnamed = !one.names_an_element() && !other.names_an_element();
                unit(one) == unit(other) && (is_unnamed || elements_of(one).any(is_same))
            };
            let is_read =
                |own: &Path<'_>| paths.iter().any(|(path, usage)| *usage == Use::Figure && is_of(own, path));
            let planned = paths.iter().filter(|(path, usage)| {
                *usage == Use::Label && path.quality == Quality::Planned && !is_read(path)
            });
            found.extend(planned.filter_map(|(path, _)| path.what.or(path.unit.as_ref().map(|(_, at)| *at))));
        }
        let Some(first) = found.first() else { return };
        let words = self.page.grid.cell(first.0, first.1).map(|cell| cell.content.words().into_owned());
        let finding = self.find(finding::FIGURE_PLANNED, Some(*first)).found(words.unwrap_or_default());
        self.claims.say(finding.fact("n", found.len()));
    }

    /// One notice for all columns and rows of other years; 上年数 is expected.
    pub(super) fn say_other_years(&mut self, leaf: Leaf<'_>, lines: &[Line<'_>]) {
        let of_columns =
            leaf.table.figures.iter().filter(|own| own.usage == Use::OtherYear && !own.path.last_year);
        let of_lines = lines.iter().filter(|line| line.usage == Use::OtherYear);
        let years: Vec<(i32, At)> = of_columns
            .map(|own| &own.path)
            .chain(of_lines.map(|line| &line.path))
            .flat_map(|path| path.years.iter().copied())
            .filter(|(year, _)| *year != self.claims.year)
            .collect();
        let Some((_, first)) = years.first() else { return };
        let mut all: Vec<i32> = years.iter().map(|(year, _)| *year).collect();
        all.sort_unstable();
        all.dedup();
        let said = all.iter().map(i32::to_string).collect::<Vec<_>>().join("、");
        let finding = self.find(finding::PART_YEAR, Some(*first)).found(said);
        self.claims.say(finding.fact("folder", self.claims.year.to_string()));
    }
}
