//! What stands around a table: year, scale, element, and whether it is read at all.

use chrono::NaiveDate;

use super::SheetReader;
use super::claims::{Claims, Role};
use super::parts::{Above, Leaf, Line, Page, SaidYear};
use crate::catalogue::Identity;
use crate::finding;
use crate::intake::dates;
use crate::intake::figure::LONGEST;
use crate::intake::identity::{Frame, Written};
use crate::intake::layout::{self, Path, Table, Use};
use crate::intake::lexicon::Lexicon;
use crate::intake::sheet::{At, Marks, Sheet};
use crate::value::Place;

/// The day on which a sheet says that it was sent.
pub(super) fn date(claims: &mut Claims, frame: &Frame, sheet: &Sheet) -> Option<NaiveDate> {
    let said = frame.first(Identity::Date)?;
    let day = dates::day(&said.content);
    if day.is_none() {
        claims.say(claims.find(finding::DATE_UNREADABLE, sheet, Some(said.at)).found(said.content.words()));
    }
    day
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
        for table in tables {
            let beside = before.as_ref().is_some_and(|(before, _)| before.head == table.head);
            let from = if beside { 0 } else { last_row };
            let mut above = self.above(table, from);
            if above.year.is_none() {
                above.year = only_year.cloned();
            }
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

    /// What stands above a table and below what stands before it.
    fn above(&mut self, table: &Table<'d>, from: u32) -> Above<'d> {
        let Page { sheet, grid, .. } = self.page;
        let mut above = Above::default();
        let own = |at: &u32| table.span.contains(at);
        let mut everywhere = Vec::new();
        let mut titles: Vec<(Option<At>, String)> = vec![(None, sheet.name.to_string())];
        for row in grid.rows(from..table.head.start) {
            for (cell, word) in grid.texts(row) {
                let scales =
                    word.scales.iter().chain(word.scale.as_ref().filter(|_| word.columns.is_empty()));
                for scale in scales {
                    if own(&cell.at.1) {
                        above.scales.push((scale.clone(), cell.at));
                    }
                    everywhere.push((scale.clone(), cell.at));
                }
                if word.identity.is_empty()
                    && cell.content.as_text().is_some_and(|text| text.len() <= LONGEST)
                {
                    titles.push((Some(cell.at), cell.content.words().into_owned()));
                }
            }
        }
        if above.scales.is_empty() {
            above.scales = everywhere;
        }
        let names = table.figures.iter().any(|own| own.path.names_an_element());
        if !names && !table.has_element_rows() {
            above.element = layout::element_around(grid, &sheet.name, table.head.start)
                .map(|(path, _)| path)
                .unwrap_or_default();
        }
        above.year = self.year_around(table, &titles);
        above
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
            let years = dates::years_in(text);
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

    /// Whether a table of another year has columns or rows of this one.
    pub(super) fn has_own_year(&self, leaf: Leaf<'_>, lines: &[Line<'_>]) -> bool {
        let own = |path: &Path<'_>| path.years.iter().any(|(year, _)| *year == self.claims.year);
        leaf.table.figures.iter().any(|figures| own(&figures.path))
            || lines.iter().any(|line| {
                own(&line.path) || line.section.years.iter().any(|(year, _)| *year == self.claims.year)
            })
    }

    /// A table of another year is not read.
    pub(super) fn skip(&mut self, leaf: Leaf<'_>, said: &Place, found: &str, year: i32) {
        let (Page { sheet, grid, .. }, table) = (self.page, leaf.table);
        for row in grid.rows(table.head.start..table.body.end) {
            for (column, cell) in grid.row(row) {
                if table.span.contains(&column) {
                    self.claim(cell.at, Role::Label);
                }
            }
        }
        let said = said.cell.filter(|_| said.sheet == sheet.name);
        let finding = self.find(finding::SHEET_YEAR, said).found(found);
        let finding = finding.fact("year", year.to_string()).fact("folder", self.claims.year.to_string());
        self.claims.say_once(finding);
        let place = self.place(said);
        self.answers.skipped.get_or_insert_with(|| (place, found.to_owned(), year));
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
