//! What an indicator is held to, from the words of its shape.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;

use super::mistake::{Mistake, number, one_named, one_of, text};
use crate::catalogue::file::{EachYearShape, IndicatorShape, Number, PlanFile, RevisionShape};
use crate::catalogue::target::{Authority, Comparator, Precedence, Revision, Schedule};
use crate::exact::Fraction;

const AUTHORITIES: [(&str, Authority); 3] =
    [("state", Authority::State), ("province", Authority::Province), ("city", Authority::City)];

/// The changes of an indicator's target, by the year from which they count.
pub(in crate::catalogue) fn revisions(
    shape: &IndicatorShape,
    file: &PlanFile,
    own: Comparator,
    stricter: bool,
) -> Result<Vec<Revision>, Mistake> {
    let mut all: Vec<Revision> = Vec::new();
    for revision in &shape.revision {
        let RevisionShape { from, value, due, range_upper, cap, rules, .. } = revision;
        let at = |n: &Spanned<Number>| number(n.get_ref(), n.span());
        let floor = at(value)?;
        let (upper, cap) = (range_upper.as_ref().map(at).transpose()?, cap.as_ref().map(at).transpose()?);
        let comparator = match (own, upper) {
            (Comparator::Monitor, _) => {
                return Err(mistake!("plan-revision-no-target", value.span()));
            }
            (Comparator::Between { .. }, Some(upper)) => Comparator::Between { upper, cap },
            (Comparator::Between { .. }, None) => {
                return Err(mistake!("plan-revision-range", value.span()));
            }
            (_, None) if cap.is_none() => own,
            _ => return Err(mistake!("plan-range", value.span())),
        };
        if let Comparator::Between { upper, cap } = comparator
            && (upper < floor || cap.is_some_and(|cap| cap < upper))
        {
            return Err(mistake!("plan-cap-below-range", value.span()));
        }
        // Of two ranges neither need be the stricter, so somebody has to choose.
        let precedence = match (comparator, rules.as_ref().map(|rules| *rules.get_ref())) {
            (Comparator::Between { .. }, Some(true)) => Precedence::Revision,
            (Comparator::Between { .. }, Some(false)) => Precedence::Plan,
            (Comparator::Between { .. }, None) => {
                return Err(mistake!("plan-revision-choice", value.span()));
            }
            (_, Some(_)) => return Err(mistake!("plan-revision-no-choice", value.span())),
            (_, None) if stricter => Precedence::Stricter,
            (_, None) => Precedence::Plan,
        };
        let first = due.as_ref().map_or(*from.get_ref(), |due| *due.get_ref()).min(*from.get_ref());
        let years = *file.first_year.get_ref()..=*file.last_year.get_ref();
        if first < *years.start()
            || from.get_ref() > years.end()
            || all.iter().any(|other| other.from == *from.get_ref())
        {
            return Err(mistake!("plan-revision-year", from.span(), year = first));
        }
        all.push(Revision {
            authority: one_of(&revision.authority, &AUTHORITIES)?,
            issuer: text(&revision.issuer_zh, &revision.issuer_en),
            document: revision.document.clone(),
            issued: revision.issued.to_string(),
            from: *from.get_ref(),
            value: floor,
            due: due.as_ref().map(|due| *due.get_ref()),
            comparator,
            precedence,
        });
    }
    all.sort_by_key(|revision| revision.from);
    Ok(all)
}

/// The targets, which are due in the years of the plan.
pub(in crate::catalogue) fn schedule(
    shape: &IndicatorShape,
    years: RangeInclusive<i32>,
) -> Result<Schedule, Mistake> {
    let fits = |year: i32, span: Range<usize>| {
        let plan = format!("{}—{}", years.start(), years.end());
        let mistake =
            || mistake!("plan-target-year", span, year = year, plan = plan, name = shape.id.get_ref());
        years.contains(&year).then_some(()).ok_or_else(mistake)
    };
    let monitor = shape.comparator.get_ref() == "monitor";
    match (&shape.targets, &shape.each_year) {
        (None, None) if monitor => Ok(Schedule::None),
        (Some(phases), None) if !monitor => {
            let mut all: Vec<(i32, Fraction)> = Vec::new();
            for phase in phases.get_ref() {
                let (due, span) = (*phase.due.get_ref(), phase.due.span());
                if all.last().is_some_and(|(before, _)| *before >= due) {
                    return Err(mistake!("plan-phases", span, year = due));
                }
                fits(due, span)?;
                all.push((due, number(phase.value.get_ref(), phase.value.span())?));
            }
            if all.is_empty() {
                return Err(mistake!("plan-no-target", phases.span()));
            }
            Ok(Schedule::Phases(all))
        }
        (None, Some(each)) if !monitor => {
            let EachYearShape { from, value } = each.get_ref();
            fits(*from.get_ref(), from.span())?;
            Ok(Schedule::EachYear(*from.get_ref(), number(value.get_ref(), value.span())?))
        }
        _ => Err(mistake!("plan-no-target", shape.comparator.span())),
    }
}

pub(in crate::catalogue) fn comparator(
    shape: &IndicatorShape,
    schedule: &Schedule,
) -> Result<Comparator, Mistake> {
    let between = shape.comparator.get_ref() == "between";
    let at = |n: &Spanned<Number>| number(n.get_ref(), n.span());
    let (upper, cap) =
        (shape.range_upper.as_ref().map(at).transpose()?, shape.cap.as_ref().map(at).transpose()?);
    if between != upper.is_some() || (cap.is_some() && !between) {
        let key = if upper.is_none() || !between && cap.is_none() { "range_upper" } else { "cap" };
        return Err(mistake!("plan-range", shape.comparator.span()).about(key));
    }
    let Some(upper) = upper else {
        return one_named(&shape.comparator, &Comparator::PLAIN, Comparator::word);
    };
    if schedule.most().is_some_and(|floor| upper < floor) || cap.is_some_and(|cap| cap < upper) {
        let is_cap = cap.is_some_and(|cap| cap < upper);
        let own = if is_cap { &shape.cap } else { &shape.range_upper };
        let span = own.as_ref().map_or(0..0, Spanned::span);
        return Err(mistake!("plan-cap-below-range", span));
    }
    Ok(Comparator::Between { upper, cap })
}
