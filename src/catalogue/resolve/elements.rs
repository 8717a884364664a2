//! Data elements, their forms, and the functional centres.

use toml::Spanned;

use super::measures::condition;
use super::mistake::{ElementNames, Gathered, Mistake, choice_position, one_named, one_of, text};
use crate::catalogue::check::{Bands, EvaluationLines, OutlierLines};
use crate::catalogue::element::{CentreEntry, Centres, Element, ElementKind, Form, FormKind};
use crate::catalogue::file::{CentresShape, ElementShape, ElementsFile, FormShape};
use crate::catalogue::plans::Catalogue;
use crate::catalogue::vocabulary::Vocabulary;
use crate::exact::Fraction;
use crate::fold::fold;
use crate::model::ElementIx;

/// The elements file's meaning: a catalogue without plans yet.
pub(in crate::catalogue) fn elements(file: &ElementsFile) -> Result<Catalogue, Vec<Mistake>> {
    let mut catalogue = Catalogue {
        edition: file.edition.clone(),
        forms: file.form.iter().map(form).collect::<Result<_, _>>()?,
        centres: Centres::default(),
        elements: Vec::new(),
        plans: Vec::new(),
        indicators: Vec::new(),
        checks: Vec::new(),
        bands: Bands::default(),
        evaluation: EvaluationLines::default(),
        // Until the checks are read nothing is far from anything.
        outliers: OutlierLines {
            factor: Fraction::whole(0),
            limit: Fraction::whole(0),
            least_units: usize::MAX,
        },
        words: Vocabulary::default(),
        digests: std::collections::BTreeMap::new(),
    };
    more_elements(&mut catalogue, &file.element)?;
    if let Some(shape) = &file.centres {
        catalogue.centres = centres(shape, &catalogue)?;
    }
    Ok(catalogue)
}

/// Adds elements to those that there are.
pub(super) fn more_elements(catalogue: &mut Catalogue, shapes: &[ElementShape]) -> Result<(), Vec<Mistake>> {
    let first = catalogue.elements.len();
    let mut names = ElementNames::of(catalogue);
    let mut labels: Vec<(Option<FormKind>, String)> =
        catalogue.elements.iter().map(|own| (Some(own.form), fold(&own.label.zh))).collect();
    let mut gathered = Gathered::default();
    for shape in shapes {
        let (id, code) = (shape.id.get_ref(), shape.code.get_ref());
        let twice = [&shape.id, &shape.code].into_iter().find(|own| names.find(own).is_ok());
        if let Some(twice) = twice {
            gathered.say(mistake!("plan-twice", twice.span(), name = twice.get_ref()));
        }
        // Two of one name on a form could not be told apart in a return.
        let form = one_named(&shape.form, &FormKind::ALL, FormKind::word).ok();
        let label = (form, fold(&shape.label_zh));
        if twice.is_none() && labels.contains(&label) {
            let mistake = mistake!("plan-twice", shape.id.span(), name = shape.label_zh);
            gathered.say(mistake.about("label_zh"));
        }
        labels.push(label);
        names.add(id, code, &shape.label_zh);
    }
    let own = shapes.iter().filter_map(|shape| gathered.of(element(shape, |name| names.find(name))));
    let own: Vec<Element> = own.collect();
    gathered.nothing()?;
    catalogue.elements.extend(own);
    let mut gathered = Gathered::default();
    for (position, shape) in (first..).zip(shapes) {
        let asked = shape.asked_where.as_ref().map(|asked| condition(catalogue, asked));
        let asked = asked.and_then(|asked| gathered.of(asked));
        if let Some(element) = catalogue.elements.get_mut(position) {
            element.asked_where = asked;
        }
        // A part is compared with its whole inside one return.
        if let (Some(part_of), Some(element)) = (&shape.part_of, catalogue.elements.get(position)) {
            let whole = element.part_of.map(|ix| catalogue.element(ix));
            let comparable = whole.is_some_and(|w| {
                w.form == element.form && w.kind == ElementKind::Count && element.kind == ElementKind::Count
            });
            if !comparable {
                let (span, name) = (part_of.span(), part_of.get_ref());
                gathered.say(mistake!("plan-part-not-comparable", span, name = name));
            }
        }
    }
    gathered.nothing()
}

pub(in crate::catalogue) fn form(shape: &FormShape) -> Result<Form, Mistake> {
    Ok(Form {
        kind: one_named(&shape.id, &FormKind::ALL, FormKind::word)?,
        table_number: shape.table_number.clone(),
        title: text(&shape.title_zh, &shape.title_en),
    })
}

pub(in crate::catalogue) fn element(
    shape: &ElementShape,
    find: impl Fn(&Spanned<String>) -> Result<ElementIx, Mistake>,
) -> Result<Element, Mistake> {
    let kind = match shape.kind.get_ref().as_str() {
        "count" => ElementKind::Count,
        "yes_no" => ElementKind::YesNo,
        "choice" if shape.choices.len() > 1 => ElementKind::Choice(shape.choices.clone()),
        "choice" => return Err(mistake!("plan-choice-empty", shape.kind.span())),
        _ => return Err(Mistake::unknown(&shape.kind, ["count", "yes_no", "choice"])),
    };
    let form = one_named(&shape.form, &FormKind::ALL, FormKind::word)?;
    let year = |at: &Option<Spanned<i32>>, open| at.as_ref().map_or(open, |year| *year.get_ref());
    let years = year(&shape.from, i32::MIN)..=year(&shape.until, i32::MAX);
    if let Some(until) = shape.until.as_ref().filter(|_| years.is_empty()) {
        return Err(mistake!("plan-years", until.span(), year = until.get_ref()));
    }
    if (form == FormKind::District) != shape.reporter.is_some() {
        let mistake = mistake!("plan-reporter", shape.form.span(), name = shape.id.get_ref());
        return Err(mistake.about("reporter"));
    }
    Ok(Element {
        code: shape.code.get_ref().clone(),
        id: shape.id.get_ref().clone(),
        form,
        reporter: shape.reporter.clone(),
        label: text(&shape.label_zh, &shape.label_en),
        unit: text(&shape.unit_zh, &shape.unit_en),
        also_called: shape.also_called.clone(),
        also_counted_in: shape.also_counted_in.iter().map(|word| fold(word)).collect(),
        kind,
        flow: one_of(&shape.period, &[("stock", false), ("flow", true)])?,
        part_of: shape.part_of.as_ref().map(&find).transpose()?,
        implied_by: shape.implied_by.as_ref().map(&find).transpose()?,
        asked_where: None,
        meaning: text(&shape.meaning_zh, &shape.meaning_en),
        sensitive: shape.sensitive,
        years,
        plans: std::collections::BTreeSet::new(),
    })
}

fn centres(shape: &CentresShape, catalogue: &Catalogue) -> Result<Centres, Mistake> {
    let element = ElementNames::of(catalogue).find(&shape.element)?;
    let ElementKind::Choice(choices) = &catalogue.element(element).kind else {
        return Err(mistake!("plan-not-a-choice", shape.element.span()));
    };
    let positions = |answers: &[Spanned<String>]| -> Result<Vec<u8>, Mistake> {
        answers.iter().map(|answer| choice_position(answer, answer.get_ref(), choices)).collect()
    };
    Ok(Centres {
        element: Some(element),
        entries: shape
            .entry
            .iter()
            .map(|e| CentreEntry { name: text(&e.name_zh, &e.name_en), shareable: e.shareable })
            .collect(),
        built: positions(&shape.built)?,
        shared: positions(&shape.shared)?,
    })
}
