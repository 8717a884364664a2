//! How an indicator is worked out, from the words of its shape.

use toml::Spanned;

use super::mistake::{ElementNames, Mistake, choice_position, one_named, one_of};
use crate::catalogue::element::{Condition, ElementKind, FormKind, Test};
use crate::catalogue::file::IndicatorShape;
use crate::catalogue::measure::{Counted, FACILITY_JOIN, Measure, MeasureKind, Units};
use crate::catalogue::plans::Catalogue;
use crate::model::FacilityKind;

/// Reads `element=是`, `element>=3`, `element>=三级`, `element=三级`, `registry.ownership=政府办`,
/// or two of them with `&` between.
pub(in crate::catalogue) fn condition(
    catalogue: &Catalogue,
    at: &Spanned<String>,
) -> Result<Condition, Mistake> {
    // The signs as an input method writes them; the words stay as they are.
    let signs = [('\u{ff1d}', "="), ('\u{ff1e}', ">"), ('\u{ff06}', "&"), ('\u{2265}', ">=")];
    let source = &signs.iter().fold(at.get_ref().clone(), |text, (wide, sign)| text.replace(*wide, sign));
    if let Some((one, other)) = source.split_once('&') {
        let half = |text: &str| condition(catalogue, &Spanned::new(at.span(), text.trim().to_owned()));
        return Ok(Condition::Both(Box::new(half(one)?), Box::new(half(other)?)));
    }
    let (name, operator, word) = match source.split_once(">=") {
        Some((name, word)) => (name.trim(), ">=", word.trim()),
        None => match source.split_once('=') {
            Some((name, word)) => (name.trim(), "=", word.trim()),
            None => {
                return Err(mistake!("plan-condition", at.span(), found = source));
            }
        },
    };
    if name == "registry.ownership" && operator == "=" {
        return Ok(Condition::Ownership(word.to_owned()));
    }
    let ix = ElementNames::of(catalogue).find(&Spanned::new(at.span(), name.to_owned()))?;
    let test = match (&catalogue.element(ix).kind, operator) {
        (ElementKind::YesNo, "=") if word == "是" => Test::Is(true),
        (ElementKind::YesNo, "=") if word == "否" => Test::Is(false),
        (ElementKind::Count, ">=") => match word.parse() {
            Ok(least) => Test::AtLeast(least),
            Err(_) => return Err(mistake!("plan-condition", at.span(), found = source)),
        },
        (ElementKind::Choice(choices), ">=") => Test::ChoiceAtLeast(choice_position(at, word, choices)?),
        (ElementKind::Choice(choices), _) => Test::ChoiceIs(choice_position(at, word, choices)?),
        _ => return Err(mistake!("plan-condition", at.span(), found = source)),
    };
    Ok(Condition::Element(ix, test))
}

pub(in crate::catalogue) fn units(shape: &IndicatorShape) -> Result<Units, Mistake> {
    Ok(match units_named(&shape.units)? {
        Units::Townships(_) => Units::Townships(shape.only.clone()),
        units => units,
    })
}

fn units_named(named: &Spanned<String>) -> Result<Units, Mistake> {
    let by_word = Units::NAMED.into_iter().find(|units| units.word() == *named.get_ref());
    let words = Units::NAMED.map(|units| units.word());
    by_word.map_or_else(|| facilities(named, words.iter().map(AsRef::as_ref)), Ok)
}

/// The facilities of some kinds, `township_hospital+community_center`; `beside` are the words that
/// could stand there as well.
pub(super) fn facilities<'a>(
    named: &Spanned<String>,
    beside: impl Iterator<Item = &'a str>,
) -> Result<Units, Mistake> {
    let kinds = named.get_ref().split(FACILITY_JOIN).map(|word| FacilityKind::from_word(word.trim()));
    let kinds: Option<Vec<FacilityKind>> = kinds.collect();
    let words = FacilityKind::ALL.iter().map(|kind| kind.word());
    kinds.map(Units::Facilities).ok_or_else(|| Mistake::unknown(named, beside.chain(words)))
}

/// The units that return an indicator's denominator, where it names others.
pub(in crate::catalogue) fn denominator_units(shape: &IndicatorShape) -> Result<Option<Units>, Mistake> {
    let townships = Units::Townships(Vec::new());
    shape.denominator_units.as_ref().map(|named| one_of(named, &[("township", townships)])).transpose()
}

pub(in crate::catalogue) fn measure(
    catalogue: &Catalogue,
    shape: &IndicatorShape,
    units: &Units,
) -> Result<Measure, Mistake> {
    let names = ElementNames::of(catalogue);
    let counted = |at: &Spanned<String>, form: FormKind| {
        let ix = names.find(at)?;
        let element = catalogue.element(ix);
        if element.kind != ElementKind::Count || element.form != form {
            return Err(mistake!("plan-wrong-element", at.span(), name = at.get_ref(), form = form.word()));
        }
        Ok(ix)
    };
    let home = units.form();
    let numerator = &shape.numerator;
    let tested = || {
        let condition = condition(catalogue, numerator)?;
        match &condition {
            tested if tested.elements().iter().any(|ix| catalogue.element(*ix).form != home) => {
                Err(mistake!(
                    "plan-wrong-element",
                    numerator.span(),
                    name = numerator.get_ref(),
                    form = home.word()
                ))
            }
            Condition::Element(..) | Condition::Ownership(_) | Condition::Both(..) => Ok(condition),
        }
    };
    let kind = one_named(&shape.measure, &MeasureKind::ALL, MeasureKind::word)?;
    let no_denominator =
        || mistake!("plan-denominator", shape.measure.span(), measure = kind.word()).about("denominator");
    if kind != MeasureKind::Ratio && shape.denominator.is_some() {
        return Err(no_denominator());
    }
    Ok(match kind {
        MeasureKind::Share => Measure::Share(tested()?),
        MeasureKind::Units => Measure::Units(tested()?),
        MeasureKind::YesNo => Measure::YesNo(tested()?),
        MeasureKind::Centres if catalogue.centres.element.is_none() => {
            return Err(mistake!("plan-no-centres", shape.measure.span()));
        }
        MeasureKind::Centres => Measure::Centres(one_named(numerator, &Counted::ALL, Counted::word)?),
        MeasureKind::Sum => Measure::Sum(counted(numerator, home)?),
        MeasureKind::Cumulative => {
            let ix = counted(numerator, home)?;
            if !catalogue.element(ix).flow {
                let name = numerator.get_ref();
                return Err(mistake!("plan-cumulative-stock", numerator.span(), name = name));
            }
            Measure::Cumulative(ix)
        }
        MeasureKind::Ratio => {
            let denominator = shape.denominator.as_ref().ok_or_else(no_denominator)?;
            let other = denominator_units(shape)?;
            let part = counted(numerator, home)?;
            let whole = counted(denominator, other.as_ref().map_or(home, Units::form))?;
            // What another unit returns has no part that could be shown beside this one's.
            if other.is_some() && *units != Units::District {
                return Err(Mistake::unknown(&shape.units, ["district"]));
            }
            // A percentage of something that its numerator is no part of is a slip of the pen.
            if other.is_none()
                && shape.per.as_ref().is_some_and(|per| *per.get_ref() == 100)
                && shape.comparator.get_ref() != "gt"
                && !catalogue.is_part(part, whole)
            {
                return Err(mistake!(
                    "plan-not-a-part",
                    numerator.span(),
                    name = numerator.get_ref(),
                    whole = denominator.get_ref()
                ));
            }
            Measure::Ratio(part, whole)
        }
    })
}
