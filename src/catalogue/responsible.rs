//! Who answers for what a plan promises, and the clauses that promise it.

use crate::messages::Text;

/// How it is known who answers for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The plan names them in the clause.
    Named,
    /// They follow from the plan's division of duties (职责分工), by the rule in its file.
    Inferred,
}

impl Known {
    /// Its word in the data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Inferred => "inferred",
        }
    }
}

/// The departments that answer for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// Those that the plan says lead (牵头): none, one or several.
    pub lead: Vec<String>,
    /// The others.
    pub others: Vec<String>,
    /// How it is known.
    pub known: Known,
}

impl Responsible {
    /// All of them, those that lead first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.lead.iter().chain(&self.others)
    }

    /// Who is asked first: those that lead, or the first of those whose duty it is.
    #[must_use]
    pub fn carriers(&self) -> &[String] {
        if self.lead.is_empty() { self.others.get(..1).unwrap_or_default() } else { &self.lead }
    }

    /// Whether a department is one of them.
    #[must_use]
    pub fn includes(&self, department: &str) -> bool {
        self.all().any(|name| name == department)
    }

    /// Whether the plan says that a department leads.
    #[must_use]
    pub fn is_led_by(&self, department: &str) -> bool {
        self.lead.iter().any(|name| name == department)
    }
}

/// A clause of a plan.
#[derive(Clone, Debug)]
pub struct Clause {
    /// As indicators and commitments cite it.
    pub id: String,
    /// The words with which it begins.
    pub title: Text,
    /// Why neither an indicator nor a commitment stands for it; none where one does.
    pub neither: Option<Text>,
}

/// The clauses that a citation such as 二；三(三)18 names.
pub fn cited(clause: &str) -> impl Iterator<Item = &str> {
    clause.split(['；', ';']).map(str::trim)
}
