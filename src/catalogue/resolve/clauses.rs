//! The clauses of a plan, and who answers for what stands in them.

use std::ops::Range;

use toml::Spanned;

use super::mistake::{Gathered, Mistake, text};
use crate::catalogue::file::{ClauseShape, PlanFile};
use crate::catalogue::responsible::{Clause, Known, Responsible, cited};

/// What an indicator or a commitment says of where it stands and who answers for it.
pub(super) struct Cited<'a> {
    pub(super) clause: &'a Spanned<String>,
    pub(super) departments: &'a [String],
    pub(super) lead: &'a [String],
    pub(super) work: &'a [Spanned<String>],
}

/// Who answers for something: the departments that stand beside it, else those that its clauses
/// name, else those that the plan's division of duties gives to its fields of work.
pub(super) fn responsible(file: &PlanFile, cited: &Cited<'_>) -> Result<Responsible, Mistake> {
    let named = |lead: &[String], others: &[String]| {
        let (lead, mut others) = (canonical(file, lead), canonical(file, others));
        others.retain(|other| !lead.contains(other));
        Responsible { lead, others, known: Known::Named }
    };
    let clauses: Vec<&ClauseShape> = clauses_of(file, cited.clause)?;
    if !cited.departments.is_empty() || !cited.lead.is_empty() {
        return Ok(named(cited.lead, cited.departments));
    }
    let lead: Vec<String> = clauses.iter().flat_map(|clause| clause.lead.clone()).collect();
    let others: Vec<String> = clauses.iter().flat_map(|clause| clause.departments.clone()).collect();
    if !lead.is_empty() || !others.is_empty() {
        return Ok(named(&lead, &others));
    }
    let inferred = inferred(file, cited.work)?;
    if inferred.is_empty() {
        return Err(mistake!("plan-no-department", cited.clause.span()).about("departments"));
    }
    Ok(Responsible { lead: Vec::new(), others: inferred, known: Known::Inferred })
}

/// The departments whose duty some fields of work are, in the order of the plan.
fn inferred(file: &PlanFile, work: &[Spanned<String>]) -> Result<Vec<String>, Mistake> {
    let Some(duties) = &file.duties else { return Ok(Vec::new()) };
    let fields = || duties.department.iter().flat_map(|one| &one.work).map(String::as_str);
    if let Some(unknown) = work.iter().find(|own| !fields().any(|field| field == own.get_ref())) {
        return Err(Mistake::unknown(unknown, fields()));
    }
    let answers = |own: &[String]| work.iter().any(|field| own.contains(field.get_ref()));
    let departments = duties.department.iter().filter(|one| one.every || answers(&one.work));
    Ok(canonical(file, &departments.map(|one| one.name.clone()).collect::<Vec<_>>()))
}

/// Departments by the one name that the plans together have for each.
fn canonical(file: &PlanFile, names: &[String]) -> Vec<String> {
    names.iter().map(|name| file.department_names.get(name).unwrap_or(name).clone()).collect()
}

/// The clauses of the plan's list that something cites; nothing of a plan without a list.
fn clauses_of<'a>(file: &'a PlanFile, clause: &Spanned<String>) -> Result<Vec<&'a ClauseShape>, Mistake> {
    let find = |id: &str| {
        let ids = || file.clause.iter().map(|one| one.id.get_ref().as_str());
        let own = file.clause.iter().find(|one| one.id.get_ref() == id);
        own.ok_or_else(|| Mistake::unknown(&Spanned::new(clause.span(), id.to_owned()), ids()))
    };
    if file.clause.is_empty() { Ok(Vec::new()) } else { cited(clause.get_ref()).map(find).collect() }
}

/// The plan's clauses: something stands for each, or it says why nothing does.
pub(super) fn clauses(file: &PlanFile) -> Result<Vec<Clause>, Vec<Mistake>> {
    let indicators = file.indicator.iter().map(|one| &one.clause);
    let citations: Vec<&str> = indicators
        .chain(file.commitment.iter().map(|one| &one.clause))
        .flat_map(|clause| cited(clause.get_ref()))
        .collect();
    let clause = |shape: &ClauseShape| {
        let id = shape.id.get_ref();
        let mistake = |key, at: Range<usize>| mistake!(key, at, clause = id);
        if file.clause.iter().filter(|other| other.id.get_ref() == id).count() > 1 {
            return Err(mistake!("plan-twice", shape.id.span(), name = id));
        }
        let neither = match (&shape.neither_zh, &shape.neither_en) {
            (Some(zh), Some(en)) => Some(text(zh, en)),
            (None, None) => None,
            _ => return Err(mistake(key!("plan-clause-half"), shape.id.span()).about("neither_zh")),
        };
        match (citations.contains(&id.as_str()), &neither) {
            (true, None) | (false, Some(_)) => Ok(()),
            (false, None) => Err(mistake(key!("plan-clause-open"), shape.id.span())),
            (true, Some(_)) => Err(mistake(key!("plan-clause-both"), shape.id.span()).about("neither_zh")),
        }?;
        Ok(Clause { id: id.clone(), title: text(&shape.title_zh, &shape.title_en), neither })
    };
    let mut gathered = Gathered::default();
    let all = file.clause.iter().filter_map(|shape| gathered.of(clause(shape))).collect();
    gathered.nothing().map(|()| all)
}
