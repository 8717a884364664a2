//! What cannot be said yet: the verdicts that hang on a return that has not come, or on a figure
//! that looks wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::href;
use crate::assess::{Cause, Hanging};
use crate::model::{IndicatorIx, Level, UnitIx};
use crate::report::view::{View, grouped, status_key};

/// A sentence, and where it leads.
pub(super) struct OpenPoint {
    pub(super) text: String,
    pub(super) href: String,
}

/// The units whose return decides most first, then the figures whose correction would turn a
/// verdict, those of the district first.
pub(super) fn open_points(view: &View<'_>) -> Vec<OpenPoint> {
    let hanging = &view.results.hanging;
    let mut of_unit: BTreeMap<UnitIx, BTreeSet<_>> = BTreeMap::new();
    for one in hanging {
        if let Cause::Best(unit) | Cause::Worst(unit) = one.cause {
            of_unit.entry(unit).or_default().insert((one.level, one.indicator, one.unit));
        }
    }
    let of_district = |rows: &BTreeSet<(Level, IndicatorIx, UnitIx)>| {
        rows.iter().filter(|(level, ..)| *level == Level::District).count()
    };
    let mut missing: Vec<(UnitIx, usize, usize)> =
        of_unit.into_iter().map(|(unit, rows)| (unit, rows.len(), of_district(&rows))).collect();
    missing.sort_by_key(|(unit, all, of_district)| (std::cmp::Reverse((*of_district, *all)), *unit));
    let registry = &view.checked().registry;
    let mut all: Vec<OpenPoint> = missing
        .into_iter()
        .map(|(unit, n, of_district)| {
            let facts = [
                ("unit", registry.unit(unit).name.clone()),
                ("n", n.to_string()),
                ("district", if of_district == 0 { String::new() } else { of_district.to_string() }),
            ];
            OpenPoint { text: view.messages.tell("open-missing", &facts), href: href_of(view, unit) }
        })
        .collect();
    let mut suspects: Vec<&Hanging> =
        hanging.iter().filter(|one| matches!(one.cause, Cause::Suspect(..))).collect();
    suspects.sort_by_key(|one| (one.level, one.cause, one.indicator, one.unit));
    all.extend(suspects.into_iter().filter_map(|one| suspect(view, one)));
    all
}

fn href_of(view: &View<'_>, unit: UnitIx) -> String {
    let level = view.checked().registry.unit(unit).level;
    if level == Level::District { "quality.html".to_owned() } else { href(view, unit) }
}

fn suspect(view: &View<'_>, one: &Hanging) -> Option<OpenPoint> {
    let checked = view.checked();
    let Cause::Suspect(key, then) = one.cause else { return None };
    let value = checked.values.get(key)?;
    let lang = view.messages.lang();
    let before = checked.values.get(crate::value::Key { year: key.year - 1, ..key });
    let indicator = checked.catalogue.indicator(one.indicator);
    let name = |status| view.messages.t(status_key(status));
    let facts = [
        ("unit", checked.registry.unit(key.unit).name.clone()),
        ("label", checked.catalogue.element(key.element).label.get(lang).to_owned()),
        ("found", checked.catalogue.shown(key.element, value.value)),
        ("before", before.map(|own| checked.catalogue.shown(key.element, own.value)).unwrap_or_default()),
        ("then", grouped(then)),
        ("whose", checked.registry.unit(one.unit).name.clone()),
        ("name", indicator.name.get(lang).to_owned()),
        ("status", name(one.status)),
        ("then_status", name(one.then)),
    ];
    let href = format!("indicators/{}.html", indicator.id);
    Some(OpenPoint { text: view.messages.tell("open-suspect", &facts), href })
}
