//! The second pass: from shapes to meaning. Whatever contradicts itself is refused
//! here with the place of the word that is wrong.

use std::ops::Range;

use toml::Spanned;

use super::file::{
    BandShape, CentresShape, ChecksFile, ElementShape, ElementsFile, FormShape, IndicatorShape, Number,
    OtherReadingShape, PlanFile, ReadingFile, RevisionShape,
};
use super::{
    AnswerColumn, Authority, Band, Bands, Catalogue, CentreEntry, Centres, Check, CheckRule, Column,
    Commitment, Comparator, Condition, Counted, CountedKind, Element, ElementIx, ElementKind, FacilityKind,
    Form, FormKind, Identity, Indicator, Level, Measure, OtherReading, Plan, Precedence, Revision, Schedule,
    Severity, Test, Units, Vocabulary,
};
use crate::exact::Fraction;
use crate::fold::fold;
use crate::messages::Text;

/// What is wrong in a plan file: a message key, its facts, and where.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(super) key: &'static str,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) span: Range<usize>,
}

impl Mistake {
    pub(crate) fn new<const N: usize>(
        key: &'static str,
        span: Range<usize>,
        facts: [(&'static str, String); N],
    ) -> Self {
        Self { key, facts: facts.into(), span }
    }

    /// A name that is not among the valid ones; names the nearest.
    fn unknown<'a>(found: &Spanned<String>, valid: impl IntoIterator<Item = &'a str>) -> Self {
        let valid: Vec<&str> = valid.into_iter().collect();
        Self::new(
            "plan-unknown-name",
            found.span(),
            [("found", found.get_ref().clone()), ("nearest", nearest(found.get_ref(), &valid))],
        )
    }
}

/// The valid name most like `found`.
pub(crate) fn nearest(found: &str, valid: &[&str]) -> String {
    valid
        .iter()
        .min_by_key(|name| strsim::damerau_levenshtein(found, name))
        .map_or_else(String::new, |name| (*name).to_owned())
}

fn one_of<T: Copy>(found: &Spanned<String>, table: &[(&str, T)]) -> Result<T, Mistake> {
    table
        .iter()
        .find(|(word, _)| word == found.get_ref())
        .map(|(_, value)| *value)
        .ok_or_else(|| Mistake::unknown(found, table.iter().map(|(word, _)| *word)))
}

const FORMS: [(&str, FormKind); 5] = [
    ("facility", FormKind::Facility),
    ("village", FormKind::Village),
    ("centres", FormKind::Centres),
    ("township", FormKind::Township),
    ("district", FormKind::District),
];

const LEVELS: [(&str, Level); 4] = [
    ("district", Level::District),
    ("township", Level::Township),
    ("facility", Level::Facility),
    ("village", Level::Village),
];

const COUNTED: [(&str, CountedKind); 4] = [
    ("people", CountedKind::People),
    ("posts", CountedKind::Posts),
    ("facilities", CountedKind::Facilities),
    ("services", CountedKind::Services),
];

const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("notice", Severity::Notice)];

fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

/// The elements file's meaning: a catalogue without plans yet.
pub(super) fn elements(file: &ElementsFile) -> Result<Catalogue, Mistake> {
    let ids: Vec<&str> = file.element.iter().map(|e| e.id.get_ref().as_str()).collect();
    let find = |name: &Spanned<String>| element_ix(name, &ids);
    let mut elements = Vec::new();
    for (position, shape) in file.element.iter().enumerate() {
        let twin = |other: &&ElementShape| {
            other.id.get_ref() == shape.id.get_ref() || other.code.get_ref() == shape.code.get_ref()
        };
        if file.element.iter().take(position).find(twin).is_some() {
            return Err(Mistake::new("plan-twice", shape.id.span(), [("name", shape.id.get_ref().clone())]));
        }
        elements.push(element(shape, find)?);
    }
    let mut catalogue = Catalogue {
        edition: file.edition.clone(),
        forms: file.form.iter().map(form).collect::<Result<_, _>>()?,
        centres: centres(&file.centres, &elements, find)?,
        elements,
        plans: Vec::new(),
        indicators: Vec::new(),
        checks: Vec::new(),
        bands: Bands::default(),
        words: Vocabulary::default(),
        digests: std::collections::BTreeMap::new(),
    };
    for (position, shape) in file.element.iter().enumerate() {
        if let Some(asked) = &shape.asked_where {
            let condition = condition(&catalogue, asked)?;
            if let Some(element) = catalogue.elements.get_mut(position) {
                element.asked_where = Some(condition);
            }
        }
        // A part is compared with its whole inside one return.
        if let (Some(part_of), Some(element)) = (&shape.part_of, catalogue.elements.get(position)) {
            let whole = element.part_of.map(|ix| catalogue.element(ix));
            let comparable = whole.is_some_and(|w| {
                w.form == element.form && w.kind == ElementKind::Count && element.kind == ElementKind::Count
            });
            if !comparable {
                return Err(Mistake::new(
                    "plan-part-not-comparable",
                    part_of.span(),
                    [("name", part_of.get_ref().clone())],
                ));
            }
        }
    }
    Ok(catalogue)
}

fn element_ix(name: &Spanned<String>, ids: &[&str]) -> Result<ElementIx, Mistake> {
    ids.iter()
        .position(|id| id == name.get_ref())
        .and_then(|at| u16::try_from(at).ok())
        .map(ElementIx)
        .ok_or_else(|| Mistake::unknown(name, ids.iter().copied()))
}

fn form(shape: &FormShape) -> Result<Form, Mistake> {
    Ok(Form {
        kind: one_of(&shape.id, &FORMS)?,
        table_number: shape.table_number.clone(),
        title: text(&shape.title_zh, &shape.title_en),
    })
}

fn element(
    shape: &ElementShape,
    find: impl Fn(&Spanned<String>) -> Result<ElementIx, Mistake>,
) -> Result<Element, Mistake> {
    let kind = match shape.kind.get_ref().as_str() {
        "count" => ElementKind::Count,
        "yes_no" => ElementKind::YesNo,
        "choice" if shape.choices.len() > 1 => ElementKind::Choice(shape.choices.clone()),
        "choice" => return Err(Mistake::new("plan-choice-empty", shape.kind.span(), [])),
        _ => return Err(Mistake::unknown(&shape.kind, ["count", "yes_no", "choice"])),
    };
    let form = one_of(&shape.form, &FORMS)?;
    if (form == FormKind::District) != shape.reporter.is_some() {
        return Err(Mistake::new("plan-reporter", shape.form.span(), [("name", shape.id.get_ref().clone())]));
    }
    Ok(Element {
        code: shape.code.get_ref().clone(),
        id: shape.id.get_ref().clone(),
        form,
        reporter: shape.reporter.clone(),
        label: text(&shape.label_zh, &shape.label_en),
        unit: text(&shape.unit_zh, &shape.unit_en),
        also_counted_in: shape.also_counted_in.iter().map(|word| fold(word)).collect(),
        kind,
        flow: one_of(&shape.period, &[("stock", false), ("flow", true)])?,
        part_of: shape.part_of.as_ref().map(&find).transpose()?,
        implied_by: shape.implied_by.as_ref().map(&find).transpose()?,
        asked_where: None,
        meaning: text(&shape.meaning_zh, &shape.meaning_en),
        sensitive: shape.sensitive,
    })
}

fn centres(
    shape: &CentresShape,
    elements: &[Element],
    find: impl Fn(&Spanned<String>) -> Result<ElementIx, Mistake>,
) -> Result<Centres, Mistake> {
    let element = find(&shape.element)?;
    let kind = elements.get(usize::from(element.0)).map(|e| &e.kind);
    let Some(ElementKind::Choice(choices)) = kind else {
        return Err(Mistake::new("plan-not-a-choice", shape.element.span(), []));
    };
    let positions = |answers: &[Spanned<String>]| -> Result<Vec<u8>, Mistake> {
        answers.iter().map(|answer| choice_position(answer, answer.get_ref(), choices)).collect()
    };
    Ok(Centres {
        element,
        entries: shape
            .entry
            .iter()
            .map(|e| CentreEntry { name: text(&e.name_zh, &e.name_en), shareable: e.shareable })
            .collect(),
        built: positions(&shape.built)?,
        shared: positions(&shape.shared)?,
    })
}

fn choice_position(at: &Spanned<String>, word: &str, choices: &[String]) -> Result<u8, Mistake> {
    choices
        .iter()
        .position(|choice| choice == word)
        .and_then(|position| u8::try_from(position).ok())
        .ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(String::as_str).collect();
            Mistake::new(
                "plan-unknown-name",
                at.span(),
                [("found", word.to_owned()), ("nearest", nearest(word, &names))],
            )
        })
}

/// Reads `element=是`, `element>=3`, `element>=三级`, `element=三级`, `registry.ownership=政府办`,
/// or two of them with `&` between.
fn condition(catalogue: &Catalogue, at: &Spanned<String>) -> Result<Condition, Mistake> {
    let source = at.get_ref();
    if let Some((one, other)) = source.split_once('&') {
        let half = |text: &str| condition(catalogue, &Spanned::new(at.span(), text.trim().to_owned()));
        return Ok(Condition::Both(Box::new(half(one)?), Box::new(half(other)?)));
    }
    let (name, operator, word) = match source.split_once(">=") {
        Some((name, word)) => (name.trim(), ">=", word.trim()),
        None => match source.split_once('=') {
            Some((name, word)) => (name.trim(), "=", word.trim()),
            None => {
                return Err(Mistake::new("plan-condition", at.span(), [("found", source.clone())]));
            }
        },
    };
    if name == "registry.ownership" && operator == "=" {
        return Ok(Condition::Ownership(word.to_owned()));
    }
    let ids: Vec<&str> = catalogue.elements.iter().map(|e| e.id.as_str()).collect();
    let ix = element_ix(&Spanned::new(at.span(), name.to_owned()), &ids)?;
    let test = match (&catalogue.element(ix).kind, operator) {
        (ElementKind::YesNo, "=") if word == "是" => Test::Is(true),
        (ElementKind::YesNo, "=") if word == "否" => Test::Is(false),
        (ElementKind::Count, ">=") => match word.parse() {
            Ok(least) => Test::AtLeast(least),
            Err(_) => return Err(Mistake::new("plan-condition", at.span(), [("found", source.clone())])),
        },
        (ElementKind::Choice(choices), ">=") => Test::ChoiceAtLeast(choice_position(at, word, choices)?),
        (ElementKind::Choice(choices), _) => Test::ChoiceIs(choice_position(at, word, choices)?),
        _ => return Err(Mistake::new("plan-condition", at.span(), [("found", source.clone())])),
    };
    Ok(Condition::Element(ix, test))
}

/// Adds a plan and its indicators to the catalogue.
pub(super) fn plan(catalogue: &mut Catalogue, file: &PlanFile) -> Result<(), Mistake> {
    let position = catalogue.plans.len();
    for shape in &file.indicator {
        if catalogue.indicators.iter().any(|i| i.id == *shape.id.get_ref()) {
            return Err(Mistake::new("plan-twice", shape.id.span(), [("name", shape.id.get_ref().clone())]));
        }
        let indicator = indicator(catalogue, file, position, shape)?;
        catalogue.indicators.push(indicator);
    }
    catalogue.plans.push(Plan {
        id: file.id.clone(),
        title: text(&file.title_zh, &file.title_en),
        short: text(&file.short_zh, &file.short_en),
        document: file.document.clone(),
        issuer: text(&file.issuer_zh, &file.issuer_en),
        issued: file.issued.to_string(),
        township_department: file.township_department.clone(),
        baseline_year: file.baseline_year,
        first_year: file.first_year,
        last_year: file.last_year,
        chapters: file.chapter.iter().map(|c| text(&c.title_zh, &c.title_en)).collect(),
        commitments: file
            .commitment
            .iter()
            .map(|c| Commitment {
                clause: c.clause.clone(),
                text: text(&c.text_zh, &c.text_en),
                departments: c.departments.clone(),
                why: text(&c.why_zh, &c.why_en),
            })
            .collect(),
    });
    Ok(())
}

fn indicator(
    catalogue: &Catalogue,
    file: &PlanFile,
    plan: usize,
    shape: &IndicatorShape,
) -> Result<Indicator, Mistake> {
    let chapter = file
        .chapter
        .iter()
        .position(|c| c.id == *shape.chapter.get_ref())
        .ok_or_else(|| Mistake::unknown(&shape.chapter, file.chapter.iter().map(|c| c.id.as_str())))?;
    let units = units(shape)?;
    let filter = shape.filter.as_ref().map(|at| condition(catalogue, at)).transpose()?;
    let judged = one_of(&shape.judged, &LEVELS)?;
    if judged > units.level() {
        return Err(Mistake::new("plan-judged-below-units", shape.judged.span(), []));
    }
    let per = match &shape.per {
        Some(per) if *per.get_ref() >= 1 && *per.get_ref() <= 1_000_000 => *per.get_ref(),
        Some(per) => return Err(Mistake::new("plan-per", per.span(), [])),
        None => 1,
    };
    if shape.departments.get_ref().is_empty() {
        return Err(Mistake::new("plan-no-department", shape.departments.span(), []));
    }
    let schedule = schedule(shape)?;
    let comparator = comparator(shape, &schedule)?;
    let stricter = file.chapter.get(chapter).is_some_and(|chapter| chapter.stricter_revision_rules);
    let other = |other| other_reading(catalogue, file, plan, shape, other);
    Ok(Indicator {
        id: shape.id.get_ref().clone(),
        plan,
        chapter,
        clause: shape.clause.clone(),
        name: text(&shape.name_zh, &shape.name_en),
        short: text(&shape.short_zh, &shape.name_en),
        measure: measure(catalogue, shape, &units)?,
        per,
        units,
        filter,
        sample: shape.sample,
        judged,
        comparator,
        schedule,
        unit: text(&shape.unit_zh, &shape.unit_en),
        counted: text(&shape.counted_zh, &shape.counted_en),
        counted_kind: one_of(&shape.counted_kind, &COUNTED)?,
        counted_noun: shape.counted_noun_zh.clone(),
        departments: shape.departments.get_ref().clone(),
        definition: text(&shape.definition_zh, &shape.definition_en),
        numerator: text(&shape.numerator_zh, &shape.numerator_en),
        denominator: text(&shape.denominator_zh, &shape.denominator_en),
        reading: text(&shape.reading_zh, &shape.reading_en),
        other_readings: shape.other_reading.iter().map(other).collect::<Result<_, _>>()?,
        revisions: revisions(shape, file, comparator, stricter)?,
    })
}

/// The indicator as another reading of its clause makes it.
fn other_reading(
    catalogue: &Catalogue,
    file: &PlanFile,
    plan: usize,
    own: &IndicatorShape,
    other: &OtherReadingShape,
) -> Result<OtherReading, Mistake> {
    let OtherReadingShape { numerator, denominator, units, filter, .. } = other;
    let reckoned = [numerator, denominator, units, filter].iter().any(|key| key.is_some());
    let shape = || IndicatorShape {
        numerator: numerator.clone().unwrap_or_else(|| own.numerator.clone()),
        denominator: denominator.clone().or_else(|| own.denominator.clone()),
        units: units.clone().unwrap_or_else(|| own.units.clone()),
        filter: filter.clone().or_else(|| own.filter.clone()),
        other_reading: Vec::new(),
        ..own.clone()
    };
    Ok(OtherReading {
        text: text(&other.text_zh, &other.text_en),
        indicator: reckoned.then(|| indicator(catalogue, file, plan, &shape())).transpose()?,
    })
}

const AUTHORITIES: [(&str, Authority); 3] =
    [("state", Authority::State), ("province", Authority::Province), ("city", Authority::City)];

/// The changes of an indicator's target, by the year from which they count.
fn revisions(
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
                return Err(Mistake::new("plan-revision-no-target", value.span(), []));
            }
            (Comparator::Between { .. }, Some(upper)) => Comparator::Between { upper, cap },
            (Comparator::Between { .. }, None) => {
                return Err(Mistake::new("plan-revision-range", value.span(), []));
            }
            (_, None) if cap.is_none() => own,
            _ => return Err(Mistake::new("plan-range", value.span(), [])),
        };
        if let Comparator::Between { upper, cap } = comparator
            && (upper < floor || cap.is_some_and(|cap| cap < upper))
        {
            return Err(Mistake::new("plan-cap-below-range", value.span(), []));
        }
        // Of two ranges neither need be the stricter, so somebody has to choose.
        let precedence = match (comparator, rules.as_ref().map(|rules| *rules.get_ref())) {
            (Comparator::Between { .. }, Some(true)) => Precedence::Revision,
            (Comparator::Between { .. }, Some(false)) => Precedence::Plan,
            (Comparator::Between { .. }, None) => {
                return Err(Mistake::new("plan-revision-choice", value.span(), []));
            }
            (_, Some(_)) => return Err(Mistake::new("plan-revision-no-choice", value.span(), [])),
            (_, None) if stricter => Precedence::Stricter,
            (_, None) => Precedence::Plan,
        };
        let first = due.as_ref().map_or(*from.get_ref(), |due| *due.get_ref()).min(*from.get_ref());
        if first < file.first_year || all.iter().any(|other| other.from == *from.get_ref()) {
            return Err(Mistake::new("plan-revision-year", from.span(), [("year", first.to_string())]));
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

fn units(shape: &IndicatorShape) -> Result<Units, Mistake> {
    let source = shape.units.get_ref().as_str();
    let units = match source {
        "district" => Units::District,
        "township" => Units::Townships(shape.only.clone()),
        "regional_centre" => Units::RegionalCentres,
        "village_clinic" => Units::Villages,
        kinds => {
            let kinds: Option<Vec<FacilityKind>> =
                kinds.split('+').map(|word| FacilityKind::from_word(word.trim())).collect();
            Units::Facilities(kinds.ok_or_else(|| {
                let valid =
                    ["district", "township", "township_hospital", "community_center", "regional_centre"];
                Mistake::unknown(&shape.units, valid.into_iter().chain(["village_clinic"]))
            })?)
        }
    };
    Ok(units)
}

/// The form in which a kind of unit returns its figures.
fn home_form(units: &Units) -> FormKind {
    match units {
        Units::District => FormKind::District,
        Units::Townships(_) => FormKind::Township,
        Units::Facilities(_) => FormKind::Facility,
        Units::RegionalCentres => FormKind::Centres,
        Units::Villages => FormKind::Village,
    }
}

fn measure(catalogue: &Catalogue, shape: &IndicatorShape, units: &Units) -> Result<Measure, Mistake> {
    let ids: Vec<&str> = catalogue.elements.iter().map(|e| e.id.as_str()).collect();
    let counted = |at: &Spanned<String>, form: FormKind| {
        let ix = element_ix(at, &ids)?;
        let element = catalogue.element(ix);
        if element.kind != ElementKind::Count || element.form != form {
            let facts = [("name", at.get_ref().clone()), ("form", form.word().to_owned())];
            return Err(Mistake::new("plan-wrong-element", at.span(), facts));
        }
        Ok(ix)
    };
    let home = home_form(units);
    let numerator = &shape.numerator;
    let tested = || {
        let condition = condition(catalogue, numerator)?;
        match &condition {
            tested if tested.elements().iter().any(|ix| catalogue.element(*ix).form != home) => {
                Err(Mistake::new(
                    "plan-wrong-element",
                    numerator.span(),
                    [("name", numerator.get_ref().clone()), ("form", home.word().to_owned())],
                ))
            }
            Condition::Element(..) | Condition::Ownership(_) | Condition::Both(..) => Ok(condition),
        }
    };
    let word = shape.measure.get_ref().as_str();
    if (word == "ratio") != shape.denominator.is_some() {
        return Err(Mistake::new("plan-denominator", shape.measure.span(), [("measure", word.to_owned())]));
    }
    Ok(match (word, &shape.denominator) {
        ("share", _) => Measure::Share(tested()?),
        ("units", _) => Measure::Units(tested()?),
        ("yes_no", _) => Measure::YesNo(tested()?),
        ("centres", _) => Measure::Centres(one_of(
            numerator,
            &[("centre.built", Counted::All), ("centre.built/own", Counted::Own)],
        )?),
        ("sum", _) => Measure::Sum(counted(numerator, home)?),
        ("cumulative", _) => {
            let ix = counted(numerator, home)?;
            if !catalogue.element(ix).flow {
                let name = [("name", numerator.get_ref().clone())];
                return Err(Mistake::new("plan-cumulative-stock", numerator.span(), name));
            }
            Measure::Cumulative(ix)
        }
        ("ratio", Some(denominator)) => match &shape.denominator_units {
            Some(other) => {
                let form = one_of(other, &[("township", FormKind::Township)])?;
                // What another unit returns has no part that could be shown beside this one's.
                if *units != Units::District {
                    return Err(Mistake::unknown(&shape.units, ["district"]));
                }
                Measure::SplitRatio(counted(numerator, home)?, counted(denominator, form)?)
            }
            None => {
                let (part, whole) = (counted(numerator, home)?, counted(denominator, home)?);
                // A percentage of something that its numerator is no part of is a slip of the pen.
                if shape.per.as_ref().is_some_and(|per| *per.get_ref() == 100)
                    && shape.comparator.get_ref() != "gt"
                    && !catalogue.is_part(part, whole)
                {
                    return Err(Mistake::new(
                        "plan-not-a-part",
                        numerator.span(),
                        [("name", numerator.get_ref().clone()), ("whole", denominator.get_ref().clone())],
                    ));
                }
                Measure::Ratio(part, whole)
            }
        },
        _ => {
            let valid = ["share", "units", "centres", "ratio", "sum", "cumulative", "yes_no"];
            return Err(Mistake::unknown(&shape.measure, valid));
        }
    })
}

fn number(at: &Number, span: Range<usize>) -> Result<Fraction, Mistake> {
    Fraction::parse(&at.text()).ok_or_else(|| Mistake::new("plan-number", span, [("found", at.text())]))
}

fn schedule(shape: &IndicatorShape) -> Result<Schedule, Mistake> {
    let monitor = shape.comparator.get_ref() == "monitor";
    match (&shape.targets, &shape.each_year) {
        (None, None) if monitor => Ok(Schedule::None),
        (Some(phases), None) if !monitor => {
            let mut all: Vec<(i32, Fraction)> = Vec::new();
            for phase in phases.get_ref() {
                if all.last().is_some_and(|(due, _)| *due >= phase.due) {
                    return Err(Mistake::new(
                        "plan-phases",
                        phases.span(),
                        [("year", phase.due.to_string())],
                    ));
                }
                all.push((phase.due, number(&phase.value, phases.span())?));
            }
            if all.is_empty() {
                return Err(Mistake::new("plan-no-target", phases.span(), []));
            }
            Ok(Schedule::Phases(all))
        }
        (None, Some(each)) if !monitor => {
            Ok(Schedule::EachYear(each.get_ref().from, number(&each.get_ref().value, each.span())?))
        }
        _ => Err(Mistake::new("plan-no-target", shape.comparator.span(), [])),
    }
}

fn comparator(shape: &IndicatorShape, schedule: &Schedule) -> Result<Comparator, Mistake> {
    let between = shape.comparator.get_ref() == "between";
    let at = |n: &Spanned<Number>| number(n.get_ref(), n.span());
    let (upper, cap) =
        (shape.range_upper.as_ref().map(at).transpose()?, shape.cap.as_ref().map(at).transpose()?);
    if between != upper.is_some() || (cap.is_some() && !between) {
        return Err(Mistake::new("plan-range", shape.comparator.span(), []));
    }
    let Some(upper) = upper else {
        let table = [
            ("ge", Comparator::Ge),
            ("gt", Comparator::Gt),
            ("le", Comparator::Le),
            ("lt", Comparator::Lt),
            ("monitor", Comparator::Monitor),
        ];
        return one_of(&shape.comparator, &table);
    };
    let floor = match schedule {
        Schedule::Phases(phases) => phases.iter().map(|(_, value)| *value).max(),
        Schedule::EachYear(_, value) => Some(*value),
        Schedule::None => None,
    };
    if floor.is_some_and(|floor| upper < floor) || cap.is_some_and(|cap| cap < upper) {
        let span = shape.cap.as_ref().or(shape.range_upper.as_ref()).map_or(0..0, Spanned::span);
        return Err(Mistake::new("plan-cap-below-range", span, []));
    }
    Ok(Comparator::Between { upper, cap })
}

/// The checks between figures.
pub(super) fn checks(catalogue: &mut Catalogue, file: &ChecksFile) -> Result<(), Mistake> {
    let ids: Vec<&str> = catalogue.elements.iter().map(|e| e.id.as_str()).collect();
    let find = |name: &Spanned<String>| element_ix(name, &ids);
    let mut all = Vec::new();
    for shape in &file.check {
        let needs = |key: &str| Mistake::new("plan-check-key", shape.kind.span(), [("name", key.to_owned())]);
        let rule = match shape.kind.get_ref().as_str() {
            "year_on_year" => CheckRule::YearOnYear {
                factor: shape.factor.ok_or_else(|| needs("factor"))?,
                minimum: shape.minimum.ok_or_else(|| needs("minimum"))?,
            },
            "scale_slip" => CheckRule::ScaleSlip { factor: shape.factor.ok_or_else(|| needs("factor"))? },
            "identical_returns" => CheckRule::IdenticalReturns {
                minimum_values: shape.minimum_values.ok_or_else(|| needs("minimum_values"))?,
            },
            "stock_falls" if shape.elements.is_empty() => return Err(needs("elements")),
            "stock_falls" => {
                CheckRule::StockFalls(shape.elements.iter().map(find).collect::<Result<_, _>>()?)
            }
            "parts_of_township" => CheckRule::PartsOfTownship {
                whole: find(shape.whole.as_ref().ok_or_else(|| needs("whole"))?)?,
                part: find(shape.part.as_ref().ok_or_else(|| needs("part"))?)?,
                tolerance_percent: shape.tolerance_percent.ok_or_else(|| needs("tolerance_percent"))?,
            },
            _ => {
                let valid =
                    ["year_on_year", "scale_slip", "identical_returns", "stock_falls", "parts_of_township"];
                return Err(Mistake::unknown(&shape.kind, valid));
            }
        };
        all.push(Check { id: shape.id.clone(), severity: one_of(&shape.severity, &SEVERITIES)?, rule });
    }
    catalogue.checks = all;
    let band = |at: &Spanned<BandShape>| {
        let BandShape { good, poor } = *at.get_ref();
        let within = (0..=100).contains(&poor) && (poor..=100).contains(&good);
        if within { Ok(Band { good, poor }) } else { Err(Mistake::new("plan-band", at.span(), [])) }
    };
    let quality = &file.quality;
    catalogue.bands = Bands {
        returns: band(&quality.returns)?,
        figures: band(&quality.figures)?,
        timeliness: band(&quality.timeliness)?,
        consistency: band(&quality.consistency)?,
    };
    Ok(())
}

/// A measure word as it is compared; signs such as % stay.
fn measure_word(word: &str) -> String {
    let folded = fold(word);
    if folded.is_empty() { word.to_owned() } else { folded }
}

/// The vocabulary of returns, folded once.
pub(super) fn words(file: &ReadingFile) -> Vocabulary {
    let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let header = &file.header;
    let identity = &file.identity;
    Vocabulary {
        yes: folded(&file.yes),
        no: folded(&file.no),
        not_applicable: file.not_applicable.clone(),
        missing: folded(&file.missing),
        none: folded(&file.none),
        doubts: file.doubts.clone(),
        total_rows: folded(&file.total_rows),
        totals: folded(&file.totals),
        planned: folded(&file.planned),
        reached: folded(&file.reached),
        parts: folded(&file.parts),
        fillers: folded(&file.fillers),
        years: folded(&file.years),
        corrections: folded(&file.corrections),
        confirmations: folded(&file.confirmations),
        denials: folded(&file.denials),
        answers: [
            (AnswerColumn::UnitCode, &file.answers.unit_code),
            (AnswerColumn::File, &file.answers.file),
            (AnswerColumn::Sheet, &file.answers.sheet),
            (AnswerColumn::Cell, &file.answers.cell),
            (AnswerColumn::Code, &file.answers.code),
            (AnswerColumn::Corrected, &file.answers.corrected),
            (AnswerColumn::Explanation, &file.answers.explanation),
        ]
        .map(|(column, words)| (column, folded(words)))
        .into(),
        other_units: file.other_units.iter().map(|word| measure_word(word)).collect(),
        scales: {
            let mut scales: Vec<_> = file.scales.iter().map(|(word, factor)| (fold(word), *factor)).collect();
            scales.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
            scales
        },
        unit_words: file.unit_words.iter().map(|group| folded(group)).collect(),
        known_sheets: folded(&file.known_sheets),
        header: [
            (Column::Sequence, &header.sequence),
            (Column::Label, &header.label),
            (Column::UnitOfMeasure, &header.unit_of_measure),
            (Column::Code, &header.code),
            (Column::Value, &header.value),
            (Column::LastYear, &header.last_year),
            (Column::Remark, &header.remark),
            (Column::UnitCode, &header.unit_code),
            (Column::UnitName, &header.unit_name),
            (Column::Centre, &header.centre),
            (Column::CentreAnswer, &header.centre_answer),
        ]
        .map(|(column, words)| (column, folded(words)))
        .into(),
        identity: [
            (Identity::Year, &identity.year),
            (Identity::Name, &identity.name),
            (Identity::Code, &identity.code),
            (Identity::Date, &identity.date),
            (Identity::Personal, &identity.personal),
        ]
        .map(|(what, words)| (what, folded(words)))
        .into(),
    }
}
