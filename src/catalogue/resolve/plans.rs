//! Plans, their indicators and commitments.

use super::clauses::{Cited, clauses, responsible};
use super::elements::more_elements;
use super::measures::{condition, denominator_units, measure, units};
use super::mistake::{Gathered, Mistake, number, one_named, one_of, text};
use super::targets::{comparator, revisions, schedule};
use crate::catalogue::file::{CommitmentShape, IndicatorShape, OtherReadingShape, PlanFile};
use crate::catalogue::indicator::{
    Baseline, Change, Commitment, Due, GapKind, Indicator, OtherReading, Plan,
};
use crate::catalogue::plans::Catalogue;
use crate::catalogue::task::Task;
use crate::exact::Fraction;
use crate::fold::squeeze;
use crate::model::{ElementIx, Level};

const GAPS: [(&str, GapKind); 3] =
    [("staff", GapKind::Staff), ("people", GapKind::People), ("facilities", GapKind::Facilities)];

const CHANGES: [(&str, Change); 3] =
    [("same", Change::Same), ("stricter", Change::Stricter), ("redefined", Change::Redefined)];

/// Adds a plan and its indicators to the catalogue.
pub(in crate::catalogue) fn plan(
    catalogue: &mut Catalogue,
    file: &PlanFile,
    name: &str,
) -> Result<(), Vec<Mistake>> {
    let position = catalogue.plans.len();
    if catalogue.plans.iter().any(|plan| plan.id == *file.id.get_ref()) {
        let other = catalogue.plans.iter().find(|plan| plan.id == *file.id.get_ref());
        let other = other.map_or("", |plan| plan.file.as_str());
        let mistake =
            mistake!("plan-twice-elsewhere", file.id.span(), name = file.id.get_ref(), file = other);
        return Err(mistake.into());
    }
    let (baseline, first) = (*file.baseline_year.get_ref(), *file.first_year.get_ref());
    for (year, before) in [(&file.first_year, baseline), (&file.last_year, first - 1)] {
        if *year.get_ref() <= before {
            return Err(mistake!("plan-years", year.span(), year = year.get_ref()).into());
        }
    }
    more_elements(catalogue, &file.element)?;
    let mut gathered = Gathered::default();
    for shape in &file.indicator {
        let (id, span) = (shape.id.get_ref(), shape.id.span());
        if let Some(twin) = catalogue.indicators.iter().find(|i| i.id == *id) {
            let twice = match catalogue.plans.get(twin.plan) {
                Some(plan) => mistake!("plan-twice-elsewhere", span, name = id, file = plan.file),
                None => mistake!("plan-twice", span, name = id),
            };
            gathered.say(twice);
            continue;
        }
        let indicator = gathered.of(indicator(catalogue, file, position, shape));
        catalogue.indicators.extend(indicator);
    }
    let commitments: Vec<Commitment> =
        file.commitment.iter().filter_map(|one| gathered.of(commitment(file, one))).collect();
    let clauses = gathered.of(clauses(file)).unwrap_or_default();
    gathered.nothing()?;
    catalogue.plans.push(Plan {
        id: file.id.get_ref().clone(),
        title: text(&file.title_zh, &file.title_en),
        short: text(&file.short_zh, &file.short_en),
        document: file.document.clone(),
        issuer: text(&file.issuer_zh, &file.issuer_en),
        issued: file.issued.to_string(),
        township_department: file.township_department.clone(),
        baseline_year: *file.baseline_year.get_ref(),
        first_year: *file.first_year.get_ref(),
        last_year: *file.last_year.get_ref(),
        chapters: file.chapter.iter().map(|c| text(&c.title_zh, &c.title_en)).collect(),
        commitments,
        clauses,
        duties: file.duties.as_ref().map(|duties| text(&duties.rule_zh, &duties.rule_en)),
        file: name.to_owned(),
    });
    let own: Vec<ElementIx> = catalogue
        .indicators
        .iter()
        .filter(|indicator| indicator.plan == position)
        .flat_map(|indicator| catalogue.uses_of(indicator))
        .collect();
    for ix in own {
        if let Some(element) = catalogue.elements.get_mut(usize::from(ix.0)) {
            element.plans.insert(position);
        }
    }
    Ok(())
}

fn commitment(file: &PlanFile, shape: &CommitmentShape) -> Result<Commitment, Mistake> {
    let due = match (shape.due, shape.each_year) {
        (None, false) => Due::Unsaid,
        (Some(year), false) if (*file.first_year.get_ref()..=*file.last_year.get_ref()).contains(&year) => {
            Due::Year(year)
        }
        (None, true) => Due::EachYear,
        (Some(_), _) => return Err(mistake!("plan-commitment-due", shape.clause.span()).about("due")),
    };
    let CommitmentShape { clause, departments, lead, work, .. } = shape;
    Ok(Commitment {
        clause: clause.get_ref().clone(),
        text: text(&shape.text_zh, &shape.text_en),
        due,
        responsible: responsible(file, &Cited { clause, departments, lead, work })?,
        why: text(&shape.why_zh, &shape.why_en),
    })
}

fn indicator(
    catalogue: &Catalogue,
    file: &PlanFile,
    plan: usize,
    shape: &IndicatorShape,
) -> Result<Indicator, Vec<Mistake>> {
    // What can be told without the rest, so that a row with three mistakes is told of all of them.
    let mut gathered = Gathered::default();
    let ids = || file.chapter.iter().map(|c| c.id.as_str());
    let chapter = ids().position(|id| id == shape.chapter.get_ref());
    let chapter = gathered.of(chapter.ok_or_else(|| Mistake::unknown(&shape.chapter, ids())));
    let units = gathered.of(units(shape));
    let filter = gathered.of(shape.filter.as_ref().map(|at| condition(catalogue, at)).transpose());
    let judged = gathered.of(one_named(&shape.judged, &Level::ALL, Level::word));
    let per = gathered.of(per(catalogue, shape));
    let schedule = gathered.of(schedule(shape, *file.first_year.get_ref()..=*file.last_year.get_ref()));
    let comparator = schedule.as_ref().and_then(|schedule| gathered.of(comparator(shape, schedule)));
    let measure = units.as_ref().and_then(|units| gathered.of(measure(catalogue, shape, units)));
    let gap_kind = gathered.of(one_of(&shape.gap_kind, &GAPS));
    let task = Task::of(text(&shape.task_zh, &shape.task_en));
    let task = gathered.of(task.ok_or_else(|| mistake!("plan-task", shape.id.span())));
    let IndicatorShape { clause, departments, lead, work, .. } = shape;
    let responsible = gathered.of(responsible(file, &Cited { clause, departments, lead, work }));
    let baseline = gathered.of(baseline(shape));
    let continues = gathered.of(continues(catalogue, *file.first_year.get_ref(), shape));
    let (
        Some(chapter),
        Some(units),
        Some(filter),
        Some(judged),
        Some(per),
        Some(schedule),
        Some(comparator),
        Some(measure),
        Some(gap_kind),
        Some(task),
        Some(responsible),
        Some(baseline),
        Some(continues),
    ) = (
        chapter,
        units,
        filter,
        judged,
        per,
        schedule,
        comparator,
        measure,
        gap_kind,
        task,
        responsible,
        baseline,
        continues,
    )
    else {
        return Err(gathered.told());
    };
    if judged > units.level() {
        return Err(mistake!("plan-judged-below-units", shape.judged.span()).into());
    }
    let is_above = schedule.most().is_some_and(|most| most > Fraction::whole(per));
    if is_above && catalogue.is_part_of_whole(&measure) {
        let name = shape.id.get_ref();
        return Err(mistake!("plan-above-whole", shape.id.span(), name = name, per = per).into());
    }
    let stricter = file.chapter.get(chapter).is_some_and(|chapter| chapter.stricter_revision_rules);
    let other = |other| other_reading(catalogue, file, plan, shape, other);
    let indicator = Indicator {
        id: shape.id.get_ref().clone(),
        plan,
        chapter,
        clause: shape.clause.get_ref().clone(),
        name: text(&shape.name_zh, &shape.name_en),
        short: text(&shape.short_zh, &shape.name_en),
        measure,
        denominator_units: denominator_units(shape)?,
        per,
        units,
        filter,
        sample: shape.sample,
        judged,
        comparator,
        schedule,
        unit: text(&shape.unit_zh, &shape.unit_en),
        counted: text(&shape.counted_zh, &shape.counted_en),
        gap_kind,
        task,
        counted_noun: shape.counted_noun_zh.clone(),
        responsible,
        quote: shape.quote_zh.clone(),
        definition: text(&shape.definition_zh, &shape.definition_en),
        numerator: text(&shape.numerator_zh, &shape.numerator_en),
        denominator: text(&shape.denominator_zh, &shape.denominator_en),
        reading: text(&shape.reading_zh, &shape.reading_en),
        reading_since: shape.reading_since.as_ref().unwrap_or(&file.issued).to_string(),
        other_readings: shape.other_reading.iter().map(other).collect::<Result<_, _>>()?,
        revisions: revisions(shape, file, comparator, stricter)?,
        baseline,
        continues,
        collected: i32::MIN..=i32::MAX,
    };
    Ok(Indicator { collected: catalogue.collected(&indicator), ..indicator })
}

/// Out of how many a value is.
fn per(catalogue: &Catalogue, shape: &IndicatorShape) -> Result<i64, Mistake> {
    let said = said_by_unit(catalogue, &shape.unit_zh);
    match &shape.per {
        Some(per) if said.is_some_and(|said| said != *per.get_ref()) => {
            let (name, unit, own) = (shape.id.get_ref(), &shape.unit_zh, per.get_ref().to_string());
            let meant = said.map_or_else(String::new, |said| said.to_string());
            Err(mistake!("plan-per-unit", per.span(), name = name, unit = unit, own = own, meant = meant))
        }
        Some(per) if *per.get_ref() >= 1 && *per.get_ref() <= 1_000_000 => Ok(*per.get_ref()),
        Some(per) => Err(mistake!("plan-per", per.span())),
        // A rate out of nothing that is said was meant out of a hundred or ten thousand.
        None if ["ratio", "share", "centres"].contains(&shape.measure.get_ref().as_str()) => {
            let (span, name) = (shape.measure.span(), shape.id.get_ref());
            Err(mistake!("plan-per-missing", span, name = name, unit = shape.unit_zh).about("per"))
        }
        None => Ok(1),
    }
}

/// Out of how many a unit of measure says that a value is: %, ‰, or what stands behind a stroke with a
/// power of ten in it.
fn said_by_unit(catalogue: &Catalogue, unit: &str) -> Option<i64> {
    let unit = squeeze(unit);
    match unit.as_ref() {
        "%" => return Some(100),
        "\u{2030}" => return Some(1000),
        _ => {}
    }
    let (_, below) = unit.split_once('/')?;
    let rest = below.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = below.strip_suffix(rest).filter(|digits| !digits.is_empty());
    let count = count.map_or(Ok(1), str::parse::<i64>).ok()?;
    // /1000人 says it as /千人 does; /2年 is a span of time.
    let is_said = [100, 1000, 10_000, 100_000, 1_000_000].contains(&count);
    let powers = catalogue.words.scales.iter().filter(|(word, _)| rest.starts_with(word.as_str()));
    let power = powers.max_by_key(|(word, _)| word.len()).map_or(1, |(_, power)| *power);
    count.checked_mul(power).filter(|_| is_said || power > 1)
}

fn baseline(shape: &IndicatorShape) -> Result<Option<Baseline>, Mistake> {
    let Some(said) = &shape.baseline else { return Ok(None) };
    // Where each unit is judged, the district's figure is a share of them, which nobody declares.
    if shape.judged.get_ref() != "district" {
        return Err(mistake!("plan-baseline-level", said.span()));
    }
    let value = number(&said.get_ref().value, said.span())?;
    if said.get_ref().source.trim().is_empty() {
        return Err(mistake!("plan-baseline-source", said.span()));
    }
    Ok(Some(Baseline { value, source: said.get_ref().source.clone() }))
}

/// What an indicator goes on from, which is one of a plan that began before it.
fn continues(
    catalogue: &Catalogue,
    first_year: i32,
    shape: &IndicatorShape,
) -> Result<Option<(String, Change)>, Mistake> {
    match (&shape.continues, &shape.change) {
        (None, None) => Ok(None),
        (Some(id), Some(change)) => {
            let earlier = catalogue.indicators.iter().filter(|other| {
                catalogue.plans.get(other.plan).is_some_and(|plan| plan.first_year < first_year)
            });
            let ids: Vec<&str> = earlier.map(|other| other.id.as_str()).collect();
            if ids.is_empty() {
                return Err(mistake!("plan-continues-nothing", id.span()));
            }
            if !ids.contains(&id.get_ref().as_str()) {
                return Err(Mistake::unknown(id, ids));
            }
            Ok(Some((id.get_ref().clone(), one_of(change, &CHANGES)?)))
        }
        (Some(one), None) | (None, Some(one)) => Err(mistake!("plan-continues", one.span())),
    }
}

/// The indicator as another reading of its clause makes it.
fn other_reading(
    catalogue: &Catalogue,
    file: &PlanFile,
    plan: usize,
    own: &IndicatorShape,
    other: &OtherReadingShape,
) -> Result<OtherReading, Vec<Mistake>> {
    let OtherReadingShape { numerator, denominator, units, filter, judged, .. } = other;
    let otherwise_due = other.targets.is_some() || other.each_year.is_some();
    let reckoned =
        otherwise_due || [numerator, denominator, units, filter, judged].iter().any(|key| key.is_some());
    let (targets, each_year) =
        if otherwise_due { (&other.targets, &other.each_year) } else { (&own.targets, &own.each_year) };
    let shape = || IndicatorShape {
        numerator: numerator.clone().unwrap_or_else(|| own.numerator.clone()),
        denominator: denominator.clone().or_else(|| own.denominator.clone()),
        units: units.clone().unwrap_or_else(|| own.units.clone()),
        filter: filter.clone().or_else(|| own.filter.clone()),
        judged: judged.clone().unwrap_or_else(|| own.judged.clone()),
        targets: targets.clone(),
        each_year: each_year.clone(),
        // A baseline that is declared is the district's as one, not a share of its units.
        baseline: own.baseline.clone().filter(|_| judged.is_none()),
        other_reading: Vec::new(),
        ..own.clone()
    };
    Ok(OtherReading {
        text: text(&other.text_zh, &other.text_en),
        indicator: reckoned.then(|| indicator(catalogue, file, plan, &shape())).transpose()?,
    })
}
