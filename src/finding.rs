//! Findings: what is wrong or worth a look in a return, as data. The sentences stand
//! in the message catalogues under `finding-<rule>`.

use crate::catalogue::Severity;
use crate::fold::{impersonal, visible};
use crate::messages::{AnyMessage, Fact, Messages};
use crate::model::{ElementIx, UnitIx};
use crate::value::{Key, Place};

/// What a finding is about, with how grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The word in `findings.csv`; `finding-<id>` is its sentence.
    pub id: &'static str,
    /// How grave it is; an error means that the value was not used.
    pub severity: Severity,
    /// Its sentence.
    pub message: AnyMessage,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $name:ident = $severity:ident $id:literal;)*) => {
        $($(#[doc = $doc])* pub const $name: Rule = Rule {
            id: $id,
            severity: Severity::$severity,
            message: key!(concat!("finding-", $id)).any(),
        };)*
        /// All rules that are not in `checks.toml`.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    /// The file is no workbook, or a damaged one.
    FILE_UNREADABLE = Error "file-unreadable";
    /// Another program has the file open and lets nobody else read it.
    FILE_IN_USE = Error "file-in-use";
    /// Whoever runs the program may not read the file.
    FILE_FORBIDDEN = Error "file-forbidden";
    /// The file is of another kind.
    FILE_KIND = Error "file-kind";
    /// The file lies outside of a year's folder.
    FILE_OUTSIDE = Error "file-outside";
    /// The lock file of a workbook that is open.
    FILE_LOCK = Notice "file-lock";
    /// An identity number stands in a cell, where nobody asks for it.
    IDENTITY_NUMBER = Error "identity-number";
    /// A link that leads out of the workspace.
    FILE_LINK = Error "file-link";
    /// The return says another year than its folder.
    FILE_YEAR = Error "file-year";
    /// The year of a return cannot be read.
    YEAR_UNREADABLE = Warning "year-unreadable";
    /// A sheet of another year, which is not read.
    SHEET_YEAR = Notice "sheet-year";
    /// A table that is a plan, or of a part of the year, which is not read.
    SHEET_PART = Error "sheet-part";
    /// A title of another year over a year that was filled in.
    SHEET_YEAR_OPEN = Error "sheet-year-open";
    /// Figures that were planned, where none that were reached stand beside them.
    FIGURE_PLANNED = Warning "figure-planned";
    /// Columns or rows of another year, which are not read.
    PART_YEAR = Notice "part-year";
    /// Several years are said for one figure.
    YEAR_OPEN = Error "year-open";
    /// The date of a return cannot be read.
    DATE_UNREADABLE = Warning "date-unreadable";
    /// Rows or columns that are hidden were read.
    CELLS_HIDDEN = Notice "cells-hidden";
    /// The format of the file does not tell how numbers are shown, and these may be shares.
    LOOKS_UNKNOWN = Warning "looks-unknown";
    /// A hidden sheet was read.
    SHEET_HIDDEN = Notice "sheet-hidden";
    /// No table was recognised on a sheet.
    SHEET_UNKNOWN = Error "sheet-unknown";
    /// No table was recognised in the whole file.
    FILE_NO_TABLE = Error "file-no-table";
    /// Nobody of this name or code is in the registry.
    UNIT_UNKNOWN = Error "unit-unknown";
    /// Several units carry the name.
    UNIT_AMBIGUOUS = Error "unit-ambiguous";
    /// Code and name are of different units.
    UNIT_CODE_NAME = Error "unit-code-name";
    /// The name is known and the code is not.
    UNIT_CODE_UNKNOWN = Warning "unit-code-unknown";
    /// The unit was taken from the name of the file or sheet.
    UNIT_FROM_NAME = Notice "unit-from-name";
    /// The file's or the sheet's name names another unit than its cells.
    UNIT_OTHER_NAME = Error "unit-other-name";
    /// Several units are said for one figure.
    UNIT_OPEN = Error "unit-open";
    /// The unit does not count in the year.
    UNIT_CLOSED = Error "unit-closed";
    /// A village clinic of another facility.
    UNIT_FOREIGN = Error "unit-foreign";
    /// Neither code nor label is known.
    ELEMENT_UNKNOWN = Error "element-unknown";
    /// Several columns or rows carry the element, and none says that it is the figure.
    ELEMENT_OPEN = Error "element-open";
    /// The code is unknown, the label is known.
    ELEMENT_CODE_UNKNOWN = Warning "element-code-unknown";
    /// The label is of another element than the code.
    ELEMENT_LABEL = Warning "element-label";
    /// The element is not asked of this kind of unit.
    ELEMENT_LEVEL = Error "element-level";
    /// The same figure stands twice in a file, with the same value.
    VALUE_TWICE = Notice "value-twice";
    /// The same figure stands twice in a file, with different values.
    VALUE_TWICE_DIFFERENT = Error "value-twice-different";
    /// A text was read as a number.
    CELL_READ_AS = Notice "cell-read-as";
    /// Width or blanks were changed to read a word.
    CELL_TIDIED = Notice "cell-tidied";
    /// 无 was read as 0 or 否.
    CELL_NONE = Notice "cell-none";
    /// 待统计: not known yet.
    CELL_PENDING = Warning "cell-pending";
    /// A text in a count.
    CELL_NOT_A_COUNT = Error "cell-not-a-count";
    /// A percentage in a count.
    CELL_PERCENTAGE = Error "cell-percentage";
    /// A fraction in a count.
    CELL_FRACTION = Error "cell-fraction";
    /// A negative count.
    CELL_NEGATIVE = Error "cell-negative";
    /// A count beyond anything a district can have.
    CELL_TOO_LARGE = Error "cell-too-large";
    /// A date in a count.
    CELL_DATE = Error "cell-date";
    /// Neither yes nor no.
    CELL_NOT_YES_NO = Error "cell-not-yes-no";
    /// None of the choices.
    CELL_NOT_A_CHOICE = Error "cell-not-a-choice";
    /// All or a part of the cell is struck out.
    CELL_STRUCK = Error "cell-struck";
    /// A footnote's mark stands in the cell.
    CELL_MARK = Error "cell-mark";
    /// A number with a doubt: about, at least, a question mark.
    CELL_DOUBT = Error "cell-doubt";
    /// Two numbers in one cell.
    CELL_TWO_NUMBERS = Error "cell-two-numbers";
    /// A unit of measure that the element does not have, or two that differ.
    CELL_SCALE = Error "cell-scale";
    /// The number format of the cell shows another number than the one that is stored.
    CELL_FORMAT = Error "cell-format";
    /// Multiplied by a power of ten, as a unit of measure says.
    CELL_SCALED = Notice "cell-scaled";
    /// A figure that stands for several rows or columns.
    CELL_MERGED = Error "cell-merged";
    /// An Excel error value.
    CELL_EXCEL_ERROR = Error "cell-excel-error";
    /// A formula without a cached value.
    CELL_NO_CACHE = Error "cell-no-cache";
    /// A number outside of every table.
    CELL_STRAY = Warning "cell-stray";
    /// A functional centre of another name.
    CENTRE_UNKNOWN = Error "centre-unknown";
    /// 共建共享 for a centre that may not be shared.
    CENTRE_SHARED = Warning "centre-shared";
    /// A taught layout that was tried on a sheet, and the head that it has not.
    LAYOUT_TRIED = Notice "layout-tried";
    /// A row or column of totals that is not the sum of the others.
    TOTAL_MISMATCH = Warning "total-mismatch";
    /// More of one kind in a file than are said one by one.
    FINDINGS_MORE = Notice "findings-more";
    /// Another file says the same.
    RETURN_COPY = Notice "return-copy";
    /// Another file of the same unit corrects this one.
    RETURN_REVISED = Notice "return-revised";
    /// Another file says something else, and nothing tells which of them is the correction.
    RETURN_DIFFERS = Error "return-differs";
    /// A form in which nothing is filled in.
    RETURN_BLANK = Notice "return-blank";
    /// Something asked was left blank.
    RETURN_INCOMPLETE = Warning "return-incomplete";
    /// 本年数 and 上年数 stand in each other's column.
    COLUMNS_SWAPPED = Error "columns-swapped";
    /// A block of figures stands a row too high or too low.
    BLOCK_SLIPPED = Error "block-slipped";
    /// A plan lists townships that the registry does not have.
    PLAN_UNIT_UNKNOWN = Error "plan-unit-unknown";
    /// 上年数 is not what was returned for that year.
    LAST_YEAR_DIFFERS = Warning "last-year-differs";
    /// A hidden cell has the figure that is missing where everybody sees it.
    VALUE_HIDDEN = Error "value-hidden";
    /// A return says that it was sent before its year was over.
    DATE_EARLY = Warning "date-early";
    /// A remark beside a figure says that it is wrong, or not sure.
    REMARK_DOUBTS = Warning "remark-doubts";
    /// A correction sheet answers what was not asked.
    ANSWER_UNKNOWN = Error "answer-unknown";
    /// A line of a correction sheet explains something and neither confirms nor corrects.
    ANSWER_UNCLEAR = Notice "answer-unclear";
    /// By its name the file does not count.
    FILE_VOID = Warning "file-void";
    /// The name of a row of figures is struck out.
    ROW_STRUCK = Error "row-struck";
    /// Another figure stands in the cell than the one that a correction sheet asked about.
    ANSWER_OUTDATED = Notice "answer-outdated";
    /// The cell counts by the thousand, and the answer does not say what it counts in.
    ANSWER_SCALE = Notice "answer-scale";
    /// A line of a correction sheet confirms a figure that is not used.
    ANSWER_NO_FIGURE = Notice "answer-no-figure";
    /// A figure that looks wrong and of which the unit says that it is right.
    FIGURE_CONFIRMED = Notice "figure-confirmed";
    /// A folder that this program wrote lies among the returns.
    FOLDER_OUTPUT = Error "folder-output";
    /// An archive of more files than are read.
    ARCHIVE_MORE = Error "archive-more";
    /// A correction sheet without an answer.
    ANSWER_NONE = Notice "answer-none";
    /// A part is larger than its whole.
    PART_ABOVE_WHOLE = Error "part-above-whole";
    /// A numerator above 0 stands over a denominator of 0.
    ZERO_DENOMINATOR = Error "zero-denominator";
    /// 推荐 is 是 while 基本 is 否.
    IMPLIED_DENIED = Error "implied-denied";
    /// One half of a ratio is missing.
    RATIO_HALF = Warning "ratio-half";
}

/// Something wrong or worth a look, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// The year of the return.
    pub year: Option<i32>,
    /// Whose return it is, where that is known.
    pub unit: Option<UnitIx>,
    /// Where.
    pub place: Place,
    /// The word in `findings.csv`.
    pub rule: String,
    /// The data element.
    pub element: Option<ElementIx>,
    /// What stands there.
    pub found: String,
    /// The key of its sentence.
    pub message: AnyMessage,
    /// What the sentence carries besides.
    pub facts: Vec<(&'static str, Fact<'static>)>,
}

/// What stands somewhere, as it is shown: on one line, without what names a person, and of at
/// most 200 characters.
#[must_use]
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 200;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => impersonal(&visible(text.get(..end).unwrap_or_default())) + "…",
        None => impersonal(&visible(text)),
    }
}

impl Finding {
    /// A finding of one of the [`RULES`].
    #[must_use]
    pub fn new(rule: Rule, year: impl Into<Option<i32>>, place: Place) -> Self {
        Self {
            severity: rule.severity,
            year: year.into(),
            unit: None,
            place,
            rule: rule.id.to_owned(),
            element: None,
            found: String::new(),
            message: rule.message,
            facts: Vec::new(),
        }
    }

    /// The same about a unit.
    #[must_use]
    pub fn of(mut self, unit: impl Into<Option<UnitIx>>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Whether it is about a return of the year.
    #[must_use]
    pub fn is_of(&self, year: i32) -> bool {
        self.year == Some(year)
    }

    /// The figure whose unit and element it names.
    #[must_use]
    pub fn key(&self) -> Option<Key> {
        Some(Key { year: self.year?, unit: self.unit?, element: self.element?, entry: 0 })
    }

    /// The unit and the element of a figure that it is about; none where it is about the words beside
    /// it.
    #[must_use]
    pub fn figure(&self) -> Option<(UnitIx, ElementIx)> {
        let of_words = [ELEMENT_LABEL.id, ELEMENT_CODE_UNKNOWN.id].contains(&self.rule.as_str());
        self.unit.zip(self.element).filter(|_| !of_words)
    }

    /// The same about an element.
    #[must_use]
    pub fn on(mut self, element: impl Into<Option<ElementIx>>) -> Self {
        self.element = element.into();
        self
    }

    /// The same with what stands there.
    #[must_use]
    pub fn found(mut self, text: impl AsRef<str>) -> Self {
        self.found = quoted(text.as_ref());
        self
    }

    /// The same with one more fact.
    #[must_use]
    pub fn fact(mut self, name: &'static str, fact: impl Into<Fact<'static>>) -> Self {
        self.facts.push((name, fact.into()));
        self
    }

    /// The same without its figures, under another sentence.
    #[must_use]
    pub fn withheld(self, message: AnyMessage) -> Self {
        Self { found: String::new(), facts: Vec::new(), message, ..self }
    }

    /// The sentence: what is wrong and what to do.
    #[must_use]
    pub fn sentence(&self, messages: &Messages) -> String {
        let shown = |fact: &Fact<'_>| match fact {
            Fact::Number(number) => Fact::Number(*number),
            text => Fact::Text(impersonal(&visible(&messages.fact(text))).into()),
        };
        let mut said: Vec<_> = self.facts.iter().map(|(name, fact)| (*name, shown(fact))).collect();
        said.push(("found", Fact::Text(self.found.as_str().into())));
        messages.say(self.message, &said)
    }
}
