//! What is asked for: data elements, the forms that carry them, the functional centres.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::fold::fold;
use crate::messages::Text;
use crate::model::{DISTRICT, ElementIx, Level, UnitIx};

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
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Facility, Self::Village, Self::Centres, Self::Township, Self::District];

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

    /// The level of the units that carry its figures.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Facility | Self::Centres => Level::Facility,
            Self::Village => Level::Village,
            Self::Township => Level::Township,
            Self::District => Level::District,
        }
    }

    /// The form of a level's own figures.
    #[must_use]
    pub fn of(level: Level) -> Self {
        match level {
            Level::District => Self::District,
            Level::Township => Self::Township,
            Level::Facility => Self::Facility,
            Level::Village => Self::Village,
        }
    }

    /// The form in whose workbook it is sent, on its first sheet or on a further one.
    #[must_use]
    pub fn workbook(self) -> Self {
        match self {
            Self::Village | Self::Centres => Self::Facility,
            Self::Facility | Self::Township | Self::District => self,
        }
    }

    /// Under whose code a unit's figures stand: the departments return theirs as the district.
    #[must_use]
    pub fn asked_of(self, unit: UnitIx) -> UnitIx {
        if self == Self::District { DISTRICT } else { unit }
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
        let names = [&self.id, &self.code, &self.label.zh, &self.label.en].into_iter();
        names.chain(&self.also_called).any(|text| fold(text) == folded)
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
    /// Other labels by which returns know it.
    pub also_called: Vec<String>,
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
    /// The years in which it is asked, as far as it says so itself.
    pub years: RangeInclusive<i32>,
    /// The positions of the plans that use it, in [`Catalogue::plans`](super::Catalogue::plans).
    pub plans: BTreeSet<usize>,
}

/// A kind of return with its printed heading.
#[derive(Clone, Debug)]
pub struct Form {
    /// Which one.
    pub kind: FormKind,
    /// 表号.
    pub table_number: String,
    /// The line above its elements on the form.
    pub title: Text,
}

/// One of the functional centres that a regional centre is to build.
#[derive(Clone, Debug)]
pub struct CentreEntry {
    /// As pages and `explain` say it.
    pub name: Text,
    /// Whether sharing it with others counts as having it.
    pub shareable: bool,
}

/// The functional centres and which answers count as built.
#[derive(Clone, Debug, Default)]
pub struct Centres {
    /// The element that carries the answers; none where no plan knows any centres.
    pub element: Option<ElementIx>,
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
