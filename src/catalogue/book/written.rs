//! From the rows of a workbook to the text of a plan, with the cell behind every piece of it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::words::{ColumnWords, Kind, SheetWords, parted};
use super::{Book, Row, Said, Wrong};
use crate::catalogue::resolve::Mistake;
use crate::formats::sheet::At;

/// The text of a plan that a workbook says.
#[derive(Clone, Debug, Default)]
pub(in crate::catalogue) struct Written {
    /// The text.
    pub(in crate::catalogue) text: String,
    /// What no text could be made of.
    pub(in crate::catalogue) wrong: Vec<Wrong>,
    /// Where its pieces come from, in the order of the text.
    places: Vec<(Range<usize>, Cell)>,
    /// What belongs together: a table with those below it.
    blocks: Vec<Range<usize>>,
    /// The positions of what is wrong.
    spoilt: Vec<usize>,
    /// The columns of the sheets' keys.
    columns: BTreeMap<(&'static str, &'static str), u32>,
}

/// A cell of a workbook.
type Cell = (&'static SheetWords, At);

impl Book {
    /// The text of the plan.
    pub(in crate::catalogue) fn written(&self) -> Written {
        let mut out = Written { wrong: self.wrong.clone(), ..Written::default() };
        for row in self.rows.iter().filter(|row| !row.sheet.key.is_empty()) {
            out.columns
                .extend(row.cells.iter().map(|(key, said)| ((row.sheet.key.as_str(), *key), said.at.1)));
        }
        for row in self.rows_of("") {
            out.keys(row, |key| !key.contains('.'));
        }
        out.names(self);
        out.duties(self);
        for key in ["clause", "chapter"] {
            out.tables(self, key);
        }
        for row in self.rows_of("indicator") {
            out.indicator(self, row);
        }
        for key in ["commitment", "element"] {
            out.tables(self, key);
        }
        out.orphans(self);
        out
    }
}

impl Written {
    /// The cell of a mistake: that of the piece of text where it is, or, where it is about another key of
    /// the same row, that one's.
    pub(in crate::catalogue) fn cell_of(&self, mistake: &Mistake) -> Option<Cell> {
        let (sheet, at) = self.cell_at(mistake.span.start)?;
        let column = mistake.about.and_then(|key| self.columns.get(&(sheet.key.as_str(), key)));
        Some((sheet, column.map_or(at, |column| (at.0, *column))))
    }

    /// The cell that a piece of the text comes from.
    fn cell_at(&self, at: usize) -> Option<Cell> {
        let after = self.places.partition_point(|(range, _)| range.end <= at);
        self.places.get(after).or(self.places.last()).map(|(_, cell)| *cell)
    }

    /// Whether something in the block of a mistake is wrong already, from which it may follow.
    pub(in crate::catalogue) fn follows(&self, mistake: &Mistake) -> bool {
        let at = mistake.span.start;
        let cell = self.cell_at(at);
        // A name that nobody knows follows from nothing but its own cell.
        if mistake.key == key!("plan-unknown-name", found, nearest, words).any() {
            let is_there =
                |(sheet, at): (&SheetWords, At)| self.wrong.iter().any(|own| own.is_at(sheet.name(), at));
            return cell.is_some_and(is_there);
        }
        let block = self.blocks.iter().find(|block| block.contains(&at));
        // A clause that nothing stands for may be that of a row that is wrong.
        let is_clause = cell.is_some_and(|(sheet, _)| sheet.key == "clause");
        let top = self.blocks.first().map_or(usize::MAX, |block| block.start);
        self.spoilt
            .iter()
            .any(|own| is_clause || *own < top || block.is_some_and(|block| block.contains(own)))
    }

    fn wrong(&mut self, row: &Row, said: &Said, mistake: Mistake) {
        self.wrong.push(Wrong::new(row.sheet.name(), said.at, mistake));
    }

    /// A cell that had to be filled in; one that is wrong was said already.
    fn blank(&mut self, row: &Row, said: &Said, column: &ColumnWords) {
        if !self.is_wrong(row, said) {
            self.wrong(row, said, mistake!("book-blank", 0..0, name = column.title()));
        }
    }

    fn is_wrong(&self, row: &Row, said: &Said) -> bool {
        self.wrong.iter().any(|own| own.is_at(row.sheet.name(), said.at))
    }

    fn head(&mut self, row: &Row, head: &str) {
        let from = self.text.len();
        self.text.push_str(&format!("\n{head}\n"));
        if let Some(first) = row.sheet.columns.first().and_then(|column| row.cells.get(column.key.as_str())) {
            self.places.push((from..self.text.len(), (row.sheet, first.at)));
        }
    }

    /// A value as the text of a plan says it.
    fn value(&mut self, row: &Row, column: &ColumnWords, said: &Said) {
        let from = self.text.len();
        match column.kind {
            Kind::Text | Kind::Word | Kind::Words => self.text.push_str(&quoted(&said.text)),
            Kind::Names => {
                let names: Vec<String> = parted(&said.text).map(quoted).collect();
                self.text.push_str(&format!("[{}]", names.join(", ")));
            }
            Kind::Number if said.text.parse::<i64>().is_err() => self.text.push_str(&quoted(&said.text)),
            Kind::Number | Kind::Whole | Kind::Day | Kind::Flag | Kind::Answer => {
                self.text.push_str(&said.text)
            }
        }
        self.places.push((from..self.text.len(), (row.sheet, said.at)));
    }

    /// `key = value`, a line each, for the columns that say something.
    fn keys(&mut self, row: &Row, wanted: impl Fn(&str) -> bool) {
        for column in row.sheet.columns.iter().filter(|column| wanted(&column.key)) {
            if let Some(said) = self.asked(row, column) {
                self.text.push_str(&format!("{} = ", column.key));
                self.value(row, column, &said);
                self.text.push('\n');
            }
        }
    }

    /// What a column says; English that is blank says what the Chinese does. What is required and blank,
    /// or wrong, is held open by something, so that the rest can be read.
    fn asked(&mut self, row: &Row, column: &ColumnWords) -> Option<Said> {
        let own = row.get(&column.key);
        let chinese = || row.get(&format!("{}_zh", column.key.strip_suffix("_en")?));
        match own.or_else(chinese) {
            Some(said) if column.kind == Kind::Flag && said.text == "false" => None,
            Some(said) => Some(said.clone()),
            // The Chinese that is blank is said, and its English with it.
            None if column.key.ends_with("_en") && row.sheet.requires(&column.key.replace("_en", "_zh")) => {
                Some(Said::default())
            }
            None => row.cells.get(column.key.as_str()).filter(|_| column.required).map(|blank| {
                self.blank(row, blank, column);
                if column.bears() {
                    self.spoilt.push(self.text.len());
                }
                Said { at: blank.at, text: column.anything() }
            }),
        }
    }

    fn tables(&mut self, book: &Book, key: &str) {
        for row in book.rows_of(key) {
            let from = self.text.len();
            self.head(row, &format!("[[{key}]]"));
            self.keys(row, |_| true);
            self.blocks.push(from..self.text.len());
        }
    }

    fn names(&mut self, book: &Book) {
        // As the tables of a text are sorted.
        let mut rows: Vec<&Row> = book.rows_of("department_names").collect();
        rows.sort_by_key(|row| row.get("name").map(|said| said.text.clone()));
        for (at, row) in rows.into_iter().enumerate() {
            if at == 0 {
                self.head(row, "[department_names]");
            }
            let columns = &row.sheet.columns;
            let said: Vec<Said> = columns.iter().filter_map(|column| self.asked(row, column)).collect();
            if let [name, value] = said.as_slice() {
                self.text.push_str(&format!("{} = ", quoted(&name.text)));
                if let Some(column) = columns.last() {
                    self.value(row, column, value);
                }
                self.text.push('\n');
            }
        }
    }

    fn duties(&mut self, book: &Book) {
        let Some(top) = book.rows_of("").next() else { return };
        if book.rows_of("duties.department").next().is_none() && top.get("duties.rule_zh").is_none() {
            return;
        }
        self.head(top, "[duties]");
        for column in top.sheet.columns.iter().filter(|column| column.key.starts_with("duties.")) {
            match self.asked(top, column) {
                Some(said) => {
                    self.text.push_str(&format!("{} = ", column.key.trim_start_matches("duties.")));
                    self.value(top, column, &said);
                    self.text.push('\n');
                }
                None => {
                    let blank = top.cells.get(column.key.as_str()).cloned().unwrap_or_default();
                    if column.key.ends_with("_zh") {
                        self.wrong(top, &blank, mistake!("book-duties", 0..0, name = column.title()));
                    }
                    self.text.push_str(&format!("{} = \"\"\n", column.key.trim_start_matches("duties.")));
                }
            }
        }
        self.tables(book, "duties.department");
    }

    fn indicator(&mut self, book: &Book, row: &Row) {
        let from = self.text.len();
        self.head(row, "[[indicator]]");
        self.keys(row, |key| !key.contains('.'));
        let baseline: Vec<_> =
            row.sheet.columns.iter().filter(|own| own.key.starts_with("baseline.")).collect();
        if baseline.iter().any(|column| row.get(&column.key).is_some()) {
            self.text.push_str("baseline = { ");
            for (at, column) in baseline.into_iter().enumerate() {
                let blank = row.cells.get(column.key.as_str()).cloned().unwrap_or_default();
                let key = column.key.trim_start_matches("baseline.");
                self.text.push_str(&format!("{}{key} = ", if at == 0 { "" } else { ", " }));
                let said = if blank.text.is_empty() {
                    self.blank(row, &blank, column);
                    Said { text: column.anything(), ..blank }
                } else {
                    blank
                };
                self.value(row, column, &said);
            }
            self.text.push_str(" }\n");
        }
        let id = row.get("id").map_or("", |said| said.text.as_str());
        let is_own =
            |other: &Row| !id.is_empty() && other.get("indicator").is_some_and(|said| said.text == id);
        self.targets(book, &is_own, "");
        let number = |row: &Row| row.get("number").and_then(|said| said.text.parse::<usize>().ok());
        let mut readings: Vec<&Row> = book.rows_of("other_reading").filter(|other| is_own(other)).collect();
        readings.sort_by_key(|row| number(row));
        for (reading, other) in (1..).zip(readings) {
            if let (Some(own), Some(said)) = (number(other), other.get("number"))
                && own != reading
            {
                self.wrong(other, said, mistake!("book-reading-number", 0..0, found = said.text, name = id));
            }
            self.head(other, "[[indicator.other_reading]]");
            self.keys(other, |key| !["indicator", "number"].contains(&key));
            if let (None, Some(column)) = (number(other), other.sheet.of_key("number")) {
                self.asked(other, column);
            }
            self.targets(book, &is_own, &reading.to_string());
        }
        for revision in book.rows_of("revision").filter(|other| is_own(other)) {
            self.head(revision, "[[indicator.revision]]");
            self.keys(revision, |key| key != "indicator");
        }
        self.blocks.push(from..self.text.len());
    }

    /// The targets of an indicator, or of another reading of it.
    fn targets(&mut self, book: &Book, is_own: &dyn Fn(&Row) -> bool, reading: &str) {
        let is_of =
            |row: &&Row| is_own(row) && row.get("reading").map_or("", |said| said.text.as_str()) == reading;
        let mut phases: Vec<&Row> = Vec::new();
        let mut each: Option<&Row> = None;
        for row in book.rows_of("targets").filter(is_of) {
            let (due, from) = (row.get("due"), row.get("from"));
            match (due, from) {
                (Some(_), None) => phases.push(row),
                (None, Some(_)) if each.is_none() => each = Some(row),
                (_, Some(said)) => {
                    self.spoilt.push(self.text.len());
                    self.wrong(row, said, mistake!("book-target-when", 0..0));
                }
                (None, None) => {
                    self.spoilt.push(self.text.len());
                    let years: Vec<Said> =
                        ["due", "from"].into_iter().filter_map(|key| row.cells.get(key).cloned()).collect();
                    if let (Some(blank), false) =
                        (years.first(), years.iter().any(|own| self.is_wrong(row, own)))
                    {
                        self.wrong(row, blank, mistake!("book-target-when", 0..0));
                    }
                }
            }
        }
        if !phases.is_empty() {
            self.text.push_str("targets = [");
            for (at, row) in phases.into_iter().enumerate() {
                self.text.push_str(if at == 0 { "" } else { ", " });
                self.target(row, "due");
            }
            self.text.push_str("]\n");
        }
        if let Some(row) = each {
            self.text.push_str("each_year = ");
            self.target(row, "from");
            self.text.push('\n');
        }
    }

    fn target(&mut self, row: &Row, year: &str) {
        self.text.push_str("{ ");
        for (at, key) in [year, "value"].into_iter().enumerate() {
            let Some(column) = row.sheet.of_key(key) else { continue };
            self.text.push_str(&format!("{}{key} = ", if at == 0 { "" } else { ", " }));
            if let Some(said) = self.asked(row, column) {
                self.value(row, column, &said);
            }
        }
        self.text.push_str(" }");
    }

    /// Rows of indicators, or of readings, that there are not.
    fn orphans(&mut self, book: &Book) {
        let ids: Vec<&str> =
            book.rows_of("indicator").filter_map(|row| Some(row.get("id")?.text.as_str())).collect();
        for row in book.rows.iter().filter(|row| row.sheet.of.is_some()) {
            let Some(column) = row.sheet.of_key("indicator") else { continue };
            let Some(said) = self.asked(row, column) else { continue };
            if said.text.is_empty() {
                continue;
            }
            if !ids.contains(&said.text.as_str()) {
                // It may be that of a row whose own is wrong.
                if ids.len() < book.rows_of("indicator").count() {
                    continue;
                }
                let near = crate::catalogue::resolve::nearest(&said.text, &ids);
                let mistake =
                    mistake!("plan-unknown-name", 0..0, found = said.text, nearest = near, words = "");
                self.wrong(row, &said, mistake);
                continue;
            }
            let Some(reading) = row.get("reading") else { continue };
            let own = book.rows_of("other_reading");
            let count =
                own.filter(|other| other.get("indicator").is_some_and(|own| own.text == said.text)).count();
            if !(1..=count).any(|known| known.to_string() == reading.text) {
                self.wrong(
                    row,
                    reading,
                    mistake!("book-reading", 0..0, found = reading.text, name = said.text),
                );
            }
        }
    }
}

/// A text in quotes, which JSON and TOML escape alike.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
