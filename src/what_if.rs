//! What would change if some figures were others. The workspace is not touched.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::Assessment;
use crate::catalogue::{Element, ElementKind};
use crate::check;
use crate::checked::Checked;
use crate::exact::MAX_COUNT;
use crate::fold::fold;
use crate::messages::Stop;
use crate::model::{ElementIx, IndicatorIx, Level, UnitIx};
use crate::results::Results;
use crate::value::{DataValue, Key, Place, Value, Values};

/// A figure set to something else: `三星镇/twp.health_lecturers=+2`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Setting {
    unit: UnitIx,
    element: ElementIx,
    change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    To(Value),
    By(i64),
}

/// A figure that is supposed to be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supposed {
    /// What it is of.
    pub key: Key,
    /// What it is; none where it is missing.
    pub before: Option<Value>,
    /// What it is supposed to be.
    pub after: Value,
}

/// An assessment that changes.
pub struct Difference {
    /// As it is; none where it has no row.
    pub before: Option<Assessment>,
    /// As it would be; none where it would have no row.
    pub after: Option<Assessment>,
}

/// The results with some figures of the report's year set to something else.
///
/// # Errors
/// A setting that is not understood, names nobody, or asks for what cannot be.
pub fn suppose(results: &Results, settings: &[String]) -> Result<(Results, Vec<Supposed>), Stop> {
    let checked = &results.checked;
    let mut supposed = Vec::new();
    let mut values: BTreeMap<Key, DataValue> =
        checked.values.iter().map(|value| (value.key, value.clone())).collect();
    for text in settings {
        let setting = understood(checked, text)?;
        let key = Key { year: checked.year, unit: setting.unit, element: setting.element, entry: 0 };
        let value = match setting.change {
            Change::To(value) => value,
            Change::By(change) => match values.get(&key).map(|value| value.value) {
                Some(Value::Count(count)) if (0..=MAX_COUNT).contains(&(count + change)) => {
                    Value::Count(count + change)
                }
                Some(
                    Value::Count(_)
                    | Value::YesNo(_)
                    | Value::Choice(_)
                    | Value::NotApplicable
                    | Value::Masked,
                )
                | None => {
                    return Err(stop!("what-if-no-count", text = text));
                }
            },
        };
        let before = values.get(&key).map(|own| own.value);
        supposed.push(Supposed { key, before, after: value });
        values.insert(key, DataValue { key, value, place: Place::default(), note: text.clone() });
    }
    let list = Values::new(values.into_values().collect());
    let (usable, clashes, _) = check::usable(&checked.catalogue, list);
    if let Some(clash) = clashes
        .iter()
        .find(|clash| clash.refused.place.file.is_empty() || clash.against.place.file.is_empty())
    {
        let label = |value: &DataValue| {
            let shown = checked.catalogue.shown(value.key.element, value.value);
            format!("{} {shown}", checked.catalogue.element(value.key.element).label.zh)
        };
        return Err(stop!("what-if-clash", one = label(&clash.refused), other = label(&clash.against)));
    }
    Ok((Results::judge(Checked { values: usable, ..checked.clone() })?, supposed))
}

/// The element of an id, a printed code or a label; of several with one label that of the level.
fn find_element<'a>(
    checked: &'a Checked,
    name: &str,
    level: Level,
) -> Result<(ElementIx, &'a Element), Stop> {
    let folded = fold(name);
    let mut named =
        checked.catalogue.elements_ix().filter(|(_, about)| about.is_called(&folded)).collect::<Vec<_>>();
    named.sort_by_key(|(_, about)| about.form.level() != level);
    let near = || {
        let mut all: Vec<(usize, &Element)> = checked
            .catalogue
            .elements_ix()
            .filter(|(_, about)| about.form.level() == level)
            .map(|(_, about)| (strsim::levenshtein(&fold(&about.label.zh), &folded), about))
            .collect();
        all.sort_by_key(|(distance, about)| (*distance, &about.code));
        let near = all.into_iter().take(3).map(|(_, about)| format!("{} {}", about.code, about.label.zh));
        near.collect::<Vec<_>>().join("、")
    };
    let unknown = || stop!("what-if-element", element = name, near = near());
    named.into_iter().next().ok_or_else(unknown)
}

/// What a setting means.
fn understood(checked: &Checked, text: &str) -> Result<Setting, Stop> {
    let wrong = || stop!("what-if-setting", text = text);
    // As a Chinese keyboard writes them.
    let text = &text.replace('／', "/").replace('＝', "=").replace('＋', "+").replace('－', "-");
    let (left, right) = text.split_once('=').ok_or_else(wrong)?;
    let (unit, element) = left.rsplit_once('/').ok_or_else(wrong)?;
    let (unit, element, word) = (unit.trim(), element.trim(), right.trim());
    let unit = checked.find_unit(unit)?;
    let own = checked.registry.unit(unit);
    let (element, about) = find_element(checked, element, own.level)?;
    let asked = checked.catalogue.asks(element, checked.year);
    if own.level != about.form.level() || !asked || !checked.registry.counts(unit, checked.year) {
        return Err(stop!(
            "what-if-not-asked",
            unit = own.name,
            element = about.label.zh,
            year = checked.year
        ));
    }
    let count = |digits: &str| -> Result<i64, Stop> {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = digits.parse().ok().filter(|count| plain && (0..=MAX_COUNT).contains(count));
        count.ok_or_else(wrong)
    };
    let words = &checked.catalogue.words;
    let change = match (&about.kind, word.strip_prefix('+'), word.strip_prefix('-')) {
        (ElementKind::Count, Some(more), _) => Change::By(count(more)?),
        (ElementKind::Count, None, Some(less)) => Change::By(-count(less)?),
        (ElementKind::Count, None, None) => Change::To(Value::Count(count(word)?)),
        (ElementKind::YesNo, ..) if words.yes.iter().any(|yes| yes == word) => Change::To(Value::YesNo(true)),
        (ElementKind::YesNo, ..) if words.no.iter().any(|no| no == word) => Change::To(Value::YesNo(false)),
        (ElementKind::Choice(choices), ..) => {
            let at = choices.iter().position(|choice| choice == word).and_then(|at| u8::try_from(at).ok());
            Change::To(Value::Choice(at.ok_or_else(wrong)?))
        }
        (ElementKind::YesNo, ..) => return Err(wrong()),
    };
    Ok(Setting { unit, element, change })
}

/// The rows of the report's year that are not the same before and after.
#[must_use]
pub fn differences(before: &Results, after: &Results) -> Vec<Difference> {
    let key = |row: &Assessment| -> (i32, IndicatorIx, Level, UnitIx) {
        (row.year, row.indicator, row.level, row.unit)
    };
    let rows = |results: &Results| -> BTreeMap<_, Assessment> {
        results.rows().map(|row| (key(&row), row)).collect()
    };
    let (mut was, mut is) = (rows(before), rows(after));
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).copied().collect();
    let shown = |row: &Assessment| {
        (row.status(), row.measured.map(|m| (m.numerator, m.denominator)), row.shortfall, row.reported)
    };
    let changed = keys.into_iter().filter_map(|key| {
        let (before, after) = (was.remove(&key), is.remove(&key));
        let same = before.as_ref().map(shown) == after.as_ref().map(shown);
        (!same).then_some(Difference { before, after })
    });
    changed.collect()
}
