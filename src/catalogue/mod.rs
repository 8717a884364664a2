//! The plans as data: what the files under `targets/` mean, checked.
//!
//! [`load`] reads in two passes. `file` knows the shape of the files (an unknown key
//! is refused there), `resolve` gives the shapes their meaning and refuses what
//! contradicts itself, with file, line, column and the nearest valid name.

mod file;
mod resolve;
mod source;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub(crate) use resolve::{Mistake, nearest};
pub use source::load;
pub(crate) use source::read_source;

use crate::exact::Fraction;
use crate::fold::fold;
use crate::messages::Text;
use crate::model::{ElementIx, FacilityKind, IndicatorIx, Level};
use crate::value::{Key, Value};

/// The kind of return that carries an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// A facility's own figures.
    Facility,
    /// The roster of village clinics inside a facility's return.
    Village,
    /// The functional centres inside a regional centre's return.
    Centres,
    /// A township's figures.
    Township,
    /// A department's figures for the district.
    District,
}

impl FormKind {
    /// The word in the CSV files and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Facility => "facility",
            Self::Village => "village",
            Self::Centres => "centres",
            Self::Township => "township",
            Self::District => "district",
        }
    }
}

/// What the cells of an element may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementKind {
    /// A whole number, zero or more.
    Count,
    /// 是/否.
    YesNo,
    /// One of these words, in ascending order.
    Choice(Vec<String>),
}

impl Element {
    /// Whether a name, folded, is its identifier, its code or its label.
    #[must_use]
    pub fn is_called(&self, folded: &str) -> bool {
        [&self.id, &self.code, &self.label.zh, &self.label.en].into_iter().any(|text| fold(text) == folded)
    }
}

impl ElementKind {
    /// The words that it can be answered by, where these are neither numbers nor yes and no.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match self {
            Self::Choice(choices) => choices,
            Self::Count | Self::YesNo => &[],
        }
    }

    /// The word in the plan files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::YesNo => "yes_no",
            Self::Choice(_) => "choice",
        }
    }
}

/// A data element: one figure that a return carries.
#[derive(Clone, Debug)]
pub struct Element {
    /// The code printed on the forms.
    pub code: String,
    /// The identifier in code and output.
    pub id: String,
    /// The return that carries it.
    pub form: FormKind,
    /// The department that returns it, for the district's forms.
    pub reporter: Option<String>,
    /// Its label on the form.
    pub label: Text,
    /// Its unit of measure.
    pub unit: Text,
    /// Other measure words in which it is counted, folded.
    pub also_counted_in: Vec<String>,
    /// What its cells may hold.
    pub kind: ElementKind,
    /// Whether it counts what happened in the year (flow) or what stood at its end (stock).
    pub flow: bool,
    /// The whole that this is a part of.
    pub part_of: Option<ElementIx>,
    /// The element whose 是 makes this one 是, and whose 否 follows from this one's 否.
    pub implied_by: Option<ElementIx>,
    /// The condition under which it is asked at all.
    pub asked_where: Option<Condition>,
    /// Its definition for the clerk.
    pub meaning: Text,
    /// Whether it counts patients of whom a small number could be recognised.
    pub sensitive: bool,
}

/// A kind of return with its printed heading.
#[derive(Clone, Debug)]
pub struct Form {
    /// Which one.
    pub kind: FormKind,
    /// 表号.
    pub table_number: String,
    /// Its title.
    pub title: Text,
}

/// One of the functional centres that a regional centre is to build.
#[derive(Clone, Debug)]
pub struct CentreEntry {
    /// Its name.
    pub name: Text,
    /// Whether sharing it with others counts as having it.
    pub shareable: bool,
}

/// The functional centres and which answers count as built.
#[derive(Clone, Debug)]
pub struct Centres {
    /// The element that carries the answers.
    pub element: ElementIx,
    /// The entries, in the order of the form.
    pub entries: Vec<CentreEntry>,
    /// Positions of the answers that count everywhere.
    pub built: Vec<u8>,
    /// Positions of the answers that count for a shareable entry only.
    pub shared: Vec<u8>,
}

impl Centres {
    /// Whether an answer makes an entry count as built.
    #[must_use]
    pub fn is_built(&self, entry: &CentreEntry, answer: u8) -> bool {
        self.built.contains(&answer) || (entry.shareable && self.shared.contains(&answer))
    }
}

/// A test of one element's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// 是 (or 否).
    Is(bool),
    /// A count of at least this.
    AtLeast(i64),
    /// A choice of at least this position.
    ChoiceAtLeast(u8),
    /// A choice of exactly this position.
    ChoiceIs(u8),
}

/// What makes a unit count in a share or a count of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Answered by a return.
    Element(ElementIx, Test),
    /// Answered by the registry: the facility's ownership is this word.
    Ownership(String),
    /// Both of these.
    Both(Box<Condition>, Box<Condition>),
}

impl Condition {
    /// The conditions that it is made of, which all have to hold.
    #[must_use]
    pub fn each(&self) -> Vec<&Self> {
        match self {
            Self::Both(one, other) => one.each().into_iter().chain(other.each()).collect(),
            Self::Element(..) | Self::Ownership(_) => vec![self],
        }
    }

    /// The elements that answer it.
    #[must_use]
    pub fn elements(&self) -> Vec<ElementIx> {
        match self {
            Self::Element(element, _) => vec![*element],
            Self::Ownership(_) => Vec::new(),
            Self::Both(one, other) => {
                let mut all = one.elements();
                all.extend(other.elements());
                all
            }
        }
    }
}

/// Which of the functional centres are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    All,
    /// Those that each regional centre must have of its own.
    Own,
}

/// How an indicator's figure is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Units that meet the condition, of all units.
    Share(Condition),
    /// The number of units that meet the condition.
    Units(Condition),
    /// Functional centres built, of those asked.
    Centres(Counted),
    /// A sum over a sum.
    Ratio(ElementIx, ElementIx),
    /// A ratio whose denominator is returned by other units (the cataract rate).
    SplitRatio(ElementIx, ElementIx),
    /// A sum of counts.
    Sum(ElementIx),
    /// A sum of a flow over all years since the plan began.
    Cumulative(ElementIx),
    /// A milestone: met or not.
    YesNo(Condition),
}

impl Measure {
    /// The word in the plan files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Share(_) => "share",
            Self::Units(_) => "units",
            Self::Centres(_) => "centres",
            Self::Ratio(..) | Self::SplitRatio(..) => "ratio",
            Self::Sum(_) => "sum",
            Self::Cumulative(_) => "cumulative",
            Self::YesNo(_) => "yes_no",
        }
    }

    /// Whether the figure is a quotient with a denominator.
    #[must_use]
    pub fn has_denominator(&self) -> bool {
        match self {
            Self::Share(_) | Self::Centres(_) | Self::Ratio(..) | Self::SplitRatio(..) => true,
            Self::Units(_) | Self::Sum(_) | Self::Cumulative(_) | Self::YesNo(_) => false,
        }
    }

    /// The elements in the figure, the numerator's first.
    #[must_use]
    pub fn elements(&self, catalogue: &Catalogue) -> Vec<ElementIx> {
        match self {
            Self::Ratio(n, d) | Self::SplitRatio(n, d) => vec![*n, *d],
            Self::Sum(e) | Self::Cumulative(e) => vec![*e],
            Self::Centres(_) => vec![catalogue.centres.element],
            Self::Share(c) | Self::Units(c) | Self::YesNo(c) => {
                let mut all = Vec::new();
                for element in c.elements() {
                    all.push(element);
                    all.extend(catalogue.element(element).implied_by);
                    all.extend(catalogue.implied_of(element));
                }
                all
            }
        }
    }
}

/// The org units that feed an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Units {
    /// The district itself.
    District,
    /// The townships; when not empty only those with these codes.
    Townships(Vec<String>),
    /// The facilities of these kinds.
    Facilities(Vec<FacilityKind>),
    /// The facilities that the registry marks as regional centres.
    RegionalCentres,
    /// The village clinics.
    Villages,
}

impl Units {
    /// The word in the plan files.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::District => "district".to_owned(),
            Self::Townships(_) => "township".to_owned(),
            Self::Facilities(kinds) => kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("+"),
            Self::RegionalCentres => "regional_centre".to_owned(),
            Self::Villages => "village_clinic".to_owned(),
        }
    }

    /// The level on which the figure is returned.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::District => Level::District,
            Self::Townships(_) => Level::Township,
            Self::Facilities(_) | Self::RegionalCentres => Level::Facility,
            Self::Villages => Level::Village,
        }
    }
}

/// How a value is compared with its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// ≥
    Ge,
    /// >
    Gt,
    /// ≤
    Le,
    /// <
    Lt,
    /// A range: at least its floor, with an upper end and perhaps a cap.
    Between {
        /// Above this the value is met and noted as above the range.
        upper: Fraction,
        /// Above this the value is a breach.
        cap: Option<Fraction>,
    },
    /// No target: followed only.
    Monitor,
}

impl Comparator {
    /// The word in the CSV files and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ge => "ge",
            Self::Gt => "gt",
            Self::Le => "le",
            Self::Lt => "lt",
            Self::Between { .. } => "between",
            Self::Monitor => "monitor",
        }
    }
}

/// When which figure rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// One or more phases, by ascending due year.
    Phases(Vec<(i32, Fraction)>),
    /// Due in every year from this one on.
    EachYear(i32, Fraction),
    /// No target.
    None,
}

/// The figure that rules in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The figure, in the indicator's unit; of a range its floor.
    pub value: Fraction,
    /// The year it is due.
    pub due: i32,
    /// Whether it is in force in the year asked for.
    pub in_force: bool,
}

impl Schedule {
    /// The target that rules in `year`: of several phases the latest in force, before
    /// any is in force the first.
    #[must_use]
    pub fn ruling(&self, year: i32) -> Option<Target> {
        match self {
            Self::None => None,
            Self::EachYear(from, value) => {
                Some(Target { value: *value, due: year.max(*from), in_force: year >= *from })
            }
            Self::Phases(phases) => {
                let (due, value) =
                    phases.iter().rev().find(|(due, _)| *due <= year).or_else(|| phases.first())?;
                Some(Target { value: *value, due: *due, in_force: *due <= year })
            }
        }
    }
}

/// Whose change of a target it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// 国家
    State,
    /// 省
    Province,
    /// 市
    City,
}

impl Authority {
    /// The key of its name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::State => "authority-state",
            Self::Province => "authority-province",
            Self::City => "authority-city",
        }
    }
}

/// Which of two figures rules, the plan's or its revision's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence {
    /// The stricter one: so says the clause.
    Stricter,
    /// The revision's: so chosen, as of two ranges neither need be the stricter.
    Revision,
    /// The plan's: so chosen, or its clause says nothing of revisions.
    Plan,
}

/// A figure changed by the state, the province or the city (rule 7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Who changed it.
    pub authority: Authority,
    /// Its name.
    pub issuer: Text,
    /// The document's number.
    pub document: String,
    /// When it was issued (ISO date).
    pub issued: String,
    /// The first year in which it counts; earlier ones stay as they were judged.
    pub from: i32,
    /// The figure, in the indicator's unit; of a range its floor.
    pub value: Fraction,
    /// The year it is due; where none is named that of the figure it changes.
    pub due: Option<i32>,
    /// How a value is compared with it.
    pub comparator: Comparator,
    /// Which figure rules.
    pub precedence: Precedence,
}

impl Revision {
    /// The figure that rules in a year, out of this one and the one before it.
    ///
    /// One that is due later than what it changes does not put that off: until its own due
    /// year the earlier figure stands, as with the phases of one target.
    fn over<'a>(&'a self, before: Ruling<'a>, year: i32) -> Ruling<'a> {
        let due = self.due.unwrap_or(before.target.due);
        let target = Target { value: self.value, due, in_force: due <= year };
        let timely = due <= before.target.due || target.in_force;
        let (own, other) = match self.comparator {
            Comparator::Le | Comparator::Lt => (before.target.value, target.value),
            Comparator::Ge | Comparator::Gt | Comparator::Between { .. } | Comparator::Monitor => {
                (target.value, before.target.value)
            }
        };
        let rules = match self.precedence {
            Precedence::Stricter => timely && (own > other || (own == other && due < before.target.due)),
            Precedence::Revision => timely,
            Precedence::Plan => false,
        };
        if rules { Ruling { target, comparator: self.comparator, revision: Some(self) } } else { before }
    }
}

/// What a value is held against in a year.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'a> {
    /// The figure.
    pub target: Target,
    /// How a value is compared with it.
    pub comparator: Comparator,
    /// The revision that it comes from; none where it is the plan's own.
    pub revision: Option<&'a Revision>,
}

/// A way to read a clause that is not in force.
#[derive(Clone, Debug)]
pub struct OtherReading {
    /// The reading in words.
    pub text: Text,
    /// The indicator as it would be under it; none where the returns do not say enough.
    pub indicator: Option<Indicator>,
}

/// What would have to be added to a numerator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountedKind {
    /// People: staff, patients, residents.
    People,
    /// Approved posts (编制).
    Posts,
    /// Facilities, village clinics, committees, townships.
    Facilities,
    /// Anything else: doses, beds, records.
    Services,
}

/// An indicator: a figure that a plan sets a target for.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its identifier.
    pub id: String,
    /// The position of its plan in [`Catalogue::plans`].
    pub plan: usize,
    /// The position of its chapter in its plan.
    pub chapter: usize,
    /// The clause of the plan that it comes from.
    pub clause: String,
    /// Its name.
    pub name: Text,
    /// Its short name for tight tables.
    pub short: Text,
    /// How its figure is made.
    pub measure: Measure,
    /// The value is numerator × per / denominator.
    pub per: i64,
    /// The units that feed it.
    pub units: Units,
    /// A filter on those units.
    pub filter: Option<Condition>,
    /// Whether the figure is a sample survey.
    pub sample: bool,
    /// The level at which it is judged.
    pub judged: Level,
    /// How it is compared.
    pub comparator: Comparator,
    /// Its targets by due year.
    pub schedule: Schedule,
    /// The unit of its value.
    pub unit: Text,
    /// What would have to be added to the numerator: measure word.
    pub counted: Text,
    /// What kind of thing that is.
    pub counted_kind: CountedKind,
    /// The noun after the measure word (Chinese).
    pub counted_noun: String,
    /// The departments responsible, the lead first.
    pub departments: Vec<String>,
    /// Its definition.
    pub definition: Text,
    /// Its numerator in words.
    pub numerator: Text,
    /// Its denominator in words, empty without one.
    pub denominator: Text,
    /// How the clause is read where it is open.
    pub reading: Text,
    /// The readings that are not in force.
    pub other_readings: Vec<OtherReading>,
    /// Its changes by higher authorities, by the year from which they count.
    pub revisions: Vec<Revision>,
}

impl Indicator {
    /// Whether its row at a level is the share of the units that satisfy the target (rule 4).
    #[must_use]
    pub fn is_share_at(&self, level: Level) -> bool {
        level == Level::District && self.judged != Level::District
    }

    /// What rules in `year`: the plan's own figure, or the revision that goes before it.
    #[must_use]
    pub fn ruling(&self, year: i32) -> Option<Ruling<'_>> {
        let target = self.schedule.ruling(year)?;
        let own = Ruling { target, comparator: self.comparator, revision: None };
        let counting = self.revisions.iter().filter(|revision| revision.from <= year);
        Some(counting.fold(own, |before, revision| revision.over(before, year)))
    }
}

/// A commitment that carries no figure and is therefore not judged.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The clause.
    pub clause: String,
    /// What is promised.
    pub text: Text,
    /// Who is responsible.
    pub departments: Vec<String>,
    /// Why it is not judged.
    pub why: Text,
}

/// One policy document.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its identifier.
    pub id: String,
    /// Its full title.
    pub title: Text,
    /// Its short title.
    pub short: Text,
    /// Its document number.
    pub document: String,
    /// Who issued it.
    pub issuer: Text,
    /// When it was issued (ISO date).
    pub issued: String,
    /// How it names the governments of the townships among the responsible departments.
    pub township_department: String,
    /// The last year before it starts.
    pub baseline_year: i32,
    /// Its first year.
    pub first_year: i32,
    /// Its last year.
    pub last_year: i32,
    /// Its chapters in order.
    pub chapters: Vec<Text>,
    /// What it promises without a figure.
    pub commitments: Vec<Commitment>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The value was not used.
    Error,
    /// The value was used and is doubtful.
    Warning,
    /// Worth knowing.
    Notice,
}

impl Severity {
    /// The word in the CSV files and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// A check between figures.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its identifier, used as the finding's rule.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// What it compares.
    pub rule: CheckRule,
}

/// What a check compares.
#[derive(Clone, Debug)]
pub enum CheckRule {
    /// A change beyond `factor` times, where one of the two is at least `minimum`.
    YearOnYear {
        /// Times.
        factor: i64,
        /// Smaller figures are not compared.
        minimum: i64,
    },
    /// A figure that was typed in another unit: about `factor` times last year's, or that
    /// part of it, give or take half.
    ScaleSlip {
        /// Times.
        factor: i64,
    },
    /// All counts of a return equal last year's.
    IdenticalReturns {
        /// Returns with fewer counts are not compared.
        minimum_values: usize,
    },
    /// One of these stocks is lower than last year.
    StockFalls(Vec<ElementIx>),
    /// The sum over a township's facilities against the township's own figure.
    PartsOfTownship {
        /// The township's element.
        whole: ElementIx,
        /// The facilities' element.
        part: ElementIx,
        /// Allowed difference in per cent of the whole.
        tolerance_percent: i64,
    },
}

/// A share of returns or checks, in per cent: good from the first, poor below the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Good from here.
    pub good: i64,
    /// Poor below here.
    pub poor: i64,
}

/// The bands of the measures of data quality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bands {
    /// Returns received of those expected.
    pub returns: Band,
    /// Figures filled in of those asked for.
    pub figures: Band,
    /// Returns received by the due date.
    pub timeliness: Band,
    /// Checks between figures passed.
    pub consistency: Band,
}

/// The words by which cells and headers are understood, folded for comparison.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Words for 是.
    pub yes: Vec<String>,
    /// Words for 否.
    pub no: Vec<String>,
    /// Words for not applicable.
    pub not_applicable: Vec<String>,
    /// Words for not yet known.
    pub missing: Vec<String>,
    /// Words for none: 0 of a count, 否 of a yes/no.
    pub none: Vec<String>,
    /// What makes a number uncertain, as it stands.
    pub doubts: Vec<String>,
    /// Names of rows and columns that carry a total, and the ends of such names.
    pub total_rows: Vec<String>,
    /// More of them, each the whole of a name.
    pub totals: Vec<String>,
    /// Words for what was planned.
    pub planned: Vec<String>,
    /// Words for what was reached.
    pub reached: Vec<String>,
    /// Words for a part of a figure; the first also begins one.
    pub parts: Vec<String>,
    /// What may stand beside a name and changes nothing.
    pub fillers: Vec<String>,
    /// What stands behind the digits of a year.
    pub years: Vec<String>,
    /// By which a file's name says that it is a correction.
    pub corrections: Vec<String>,
    /// By which a remark says that a figure is right.
    pub confirmations: Vec<String>,
    /// By which it says that it is not, though it has such a word.
    pub denials: Vec<String>,
    /// The heads of a correction sheet by column.
    pub answers: BTreeMap<AnswerColumn, Vec<String>>,
    /// Groups of measure words that mean the same.
    pub unit_words: Vec<Vec<String>>,
    /// Measures that no element has.
    pub other_units: Vec<String>,
    /// Powers of ten before a measure word, the longest word first.
    pub scales: Vec<(String, i64)>,
    /// Names of sheets that carry no figures.
    pub known_sheets: Vec<String>,
    /// Header words by column.
    pub header: BTreeMap<Column, Vec<String>>,
    /// Words beside which the return says whose it is.
    pub identity: BTreeMap<Identity, Vec<String>>,
}

impl Vocabulary {
    /// Whether a folded name is that of a row or column of totals.
    #[must_use]
    pub fn is_total(&self, name: &str) -> bool {
        let counted = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        self.totals.iter().any(|word| word == name)
            || self.total_rows.iter().any(|word| {
                name.ends_with(word.as_str()) || name.strip_prefix(word.as_str()).is_some_and(counted)
            })
    }

    /// Whether a folded name of a row of totals is that of a subtotal: the second in the
    /// list.
    #[must_use]
    pub fn is_subtotal(&self, name: &str) -> bool {
        self.total_rows.get(1).is_some_and(|word| name.ends_with(word.as_str()))
    }
}

impl Vocabulary {
    /// Whether a remark says that the figure beside it is right.
    #[must_use]
    pub fn confirms(&self, remark: &str) -> bool {
        let text = fold(remark);
        let says = |list: &[String]| list.iter().any(|word| text.contains(word.as_str()));
        says(&self.confirmations) && !says(&self.denials)
    }
}

/// What a column of a correction sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerColumn {
    /// 单位代码
    UnitCode,
    /// 文件
    File,
    /// 工作表
    Sheet,
    /// 单元格
    Cell,
    /// 代码
    Code,
    /// 更正后的数
    Corrected,
    /// 填报单位说明
    Explanation,
}

/// What a column of a return holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 序号
    Sequence,
    /// 指标名称
    Label,
    /// 计量单位
    UnitOfMeasure,
    /// 代码
    Code,
    /// 本年数
    Value,
    /// 上年数
    LastYear,
    /// 备注
    Remark,
    /// 单位代码
    UnitCode,
    /// 单位名称
    UnitName,
    /// 功能中心
    Centre,
    /// 建设情况
    CentreAnswer,
}

/// What a label cell of a return announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// 报表年度
    Year,
    /// 填报单位
    Name,
    /// 单位代码
    Code,
    /// 报出日期
    Date,
    /// 单位负责人, 填表人, 联系电话: never copied.
    Personal,
}

/// Everything that `targets/` says.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The edition of the plans, as printed.
    pub edition: String,
    /// The kinds of return.
    pub forms: Vec<Form>,
    /// The data elements in the order of their codes.
    pub elements: Vec<Element>,
    /// The functional centres.
    pub centres: Centres,
    /// The plans.
    pub plans: Vec<Plan>,
    /// The indicators of all plans, in plan order.
    pub indicators: Vec<Indicator>,
    /// The checks between figures.
    pub checks: Vec<Check>,
    /// From where on the quality of returns is good or poor.
    pub bands: Bands,
    /// The words of returns.
    pub words: Vocabulary,
    /// SHA-256 of the files it was read from, by their names under `targets/`.
    pub digests: BTreeMap<String, String>,
}

impl Catalogue {
    /// An element by its position.
    ///
    /// # Panics
    /// Never: positions are made by this catalogue only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this catalogue only")]
    pub fn element(&self, ix: ElementIx) -> &Element {
        &self.elements[usize::from(ix.0)]
    }

    /// An indicator by its position.
    ///
    /// # Panics
    /// Never: positions are made by this catalogue only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this catalogue only")]
    pub fn indicator(&self, ix: IndicatorIx) -> &Indicator {
        &self.indicators[usize::from(ix.0)]
    }

    /// The plan of an indicator.
    ///
    /// # Panics
    /// Never: positions are made by this catalogue only.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "positions are made by this catalogue only")]
    pub fn plan_of(&self, indicator: &Indicator) -> &Plan {
        &self.plans[indicator.plan]
    }

    /// All elements with their positions.
    pub fn elements_ix(&self) -> impl Iterator<Item = (ElementIx, &Element)> {
        (0..).map(ElementIx).zip(&self.elements)
    }

    /// All indicators with their positions.
    pub fn indicators_ix(&self) -> impl Iterator<Item = (IndicatorIx, &Indicator)> {
        (0..).map(IndicatorIx).zip(&self.indicators)
    }

    /// The first year of those over which an indicator sums; none where its figure is that of a
    /// year alone.
    #[must_use]
    pub fn sums_from(&self, indicator: &Indicator) -> Option<i32> {
        match indicator.measure {
            Measure::Cumulative(_) => Some(self.plan_of(indicator).first_year),
            Measure::Share(_)
            | Measure::Units(_)
            | Measure::Centres(_)
            | Measure::Ratio(..)
            | Measure::SplitRatio(..)
            | Measure::Sum(_)
            | Measure::YesNo(_) => None,
        }
    }

    /// Every indicator in each of some years, by year.
    #[must_use]
    pub fn in_years(&self, years: RangeInclusive<i32>) -> Vec<(i32, IndicatorIx, &Indicator)> {
        years.flat_map(|year| self.indicators_ix().map(move |(ix, one)| (year, ix, one))).collect()
    }

    /// The element that carries `id`.
    #[must_use]
    pub fn element_by_id(&self, id: &str) -> Option<ElementIx> {
        self.elements_ix().find(|(_, e)| e.id == id).map(|(ix, _)| ix)
    }

    /// Whether one element is a part of another, directly or through others.
    #[must_use]
    pub fn is_part(&self, part: ElementIx, whole: ElementIx) -> bool {
        let mut at = Some(part);
        // Chains are short; the bound keeps a circle in the file from hanging the program.
        for _ in 0..8 {
            match at.and_then(|ix| self.element(ix).part_of) {
                Some(next) if next == whole => return true,
                next => at = next,
            }
        }
        false
    }

    /// The element that is implied by `ix` (基本标准 by 推荐标准).
    #[must_use]
    pub fn implied_of(&self, ix: ElementIx) -> Option<ElementIx> {
        self.elements_ix().find(|(_, e)| e.implied_by == Some(ix)).map(|(i, _)| i)
    }

    /// What a figure is called: the element, or the functional centre that it is of.
    #[must_use]
    pub fn label_of(&self, key: Key) -> &Text {
        let entry = self.centres.entries.get(usize::from(key.entry));
        entry
            .filter(|_| key.element == self.centres.element)
            .map_or(&self.element(key.element).label, |entry| &entry.name)
    }

    /// A value in the words of the returns.
    #[must_use]
    pub fn shown(&self, element: ElementIx, value: Value) -> String {
        let first = |words: &[String]| words.first().cloned().unwrap_or_default();
        match (value, &self.element(element).kind) {
            (Value::Count(count), _) => count.to_string(),
            (Value::YesNo(true), _) => first(&self.words.yes),
            (Value::YesNo(false), _) => first(&self.words.no),
            (Value::NotApplicable, _) => first(&self.words.not_applicable),
            (Value::Masked, _) => "***".to_owned(),
            (Value::Choice(answer), ElementKind::Choice(choices)) => {
                choices.get(usize::from(answer)).cloned().unwrap_or_default()
            }
            (Value::Choice(_), ElementKind::Count | ElementKind::YesNo) => String::new(),
        }
    }

    /// The departments that return figures for the district, in form order.
    #[must_use]
    pub fn reporters(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for reporter in self.elements.iter().filter_map(|e| e.reporter.as_deref()) {
            if !all.contains(&reporter) {
                all.push(reporter);
            }
        }
        all
    }

    /// The department of the district that a file is called after.
    #[must_use]
    pub fn department_of(&self, file: &str) -> Option<&str> {
        let folded = fold(file);
        self.reporters().into_iter().find(|reporter| folded.contains(&fold(reporter)))
    }

    /// The year before the plans start.
    #[must_use]
    pub fn baseline_year(&self) -> i32 {
        self.plans.iter().map(|p| p.baseline_year).min().unwrap_or(2022)
    }

    /// The heading of a kind of return.
    #[must_use]
    pub fn form(&self, kind: FormKind) -> Option<&Form> {
        self.forms.iter().find(|f| f.kind == kind)
    }
}
