//! What cannot be said yet, since it hangs on a figure that looks wrong.

use crate::assess::{Cause, Hanging};
use crate::model::{IndicatorIx, Level};
use crate::report::view::{View, grouped, status_key};

/// A sentence, and where it leads.
pub(super) struct OpenPoint {
    pub(super) text: String,
    /// The same where the target is the district's and is named already.
    pub(super) of_district: Option<String>,
    pub(super) href: String,
    /// Who has to confirm or correct the figure.
    pub(super) whose: String,
}

/// The suspect figures whose correction would turn a verdict, those of the district first; of the
/// district alone where only that is asked.
pub(super) fn suspects(view: &View<'_>, of_district: bool) -> Vec<OpenPoint> {
    let hanging = &view.results.hanging;
    let mut suspects: Vec<&Hanging> =
        hanging.iter().filter(|one| matches!(one.cause, Cause::Suspect(..))).collect();
    suspects.retain(|one| !of_district || one.level == Level::District);
    suspects.sort_by_key(|one| (one.level, one.cause, one.indicator, one.unit));
    suspects.into_iter().filter_map(|one| suspect(view, one)).collect()
}

/// The suspect figures whose correction would turn a verdict of one indicator, those of the district
/// first.
pub(super) fn suspects_of(view: &View<'_>, ix: IndicatorIx) -> Vec<OpenPoint> {
    let hanging = &view.results.hanging;
    let mut own: Vec<&Hanging> =
        hanging.iter().filter(|one| one.indicator == ix && matches!(one.cause, Cause::Suspect(..))).collect();
    own.sort_by_key(|one| (one.level, one.cause, one.unit));
    own.into_iter().filter_map(|one| suspect(view, one)).collect()
}

fn suspect(view: &View<'_>, one: &Hanging) -> Option<OpenPoint> {
    let checked = view.checked();
    let Cause::Suspect(key, then) = one.cause else { return None };
    let value = checked.values.get(key)?;
    let lang = view.messages.lang();
    let before = checked.values.get(crate::value::Key { year: key.year - 1, ..key });
    let indicator = checked.catalogue.indicator(one.indicator);
    let name = |status| view.messages.t(status_key(status));
    let href = format!("indicators/{}.html", indicator.id);
    let whose = view.placed(key.unit);
    let figure = say!(
        view.messages,
        "open-suspect-figure",
        unit = checked.registry.unit(key.unit).name,
        label = checked.catalogue.element(key.element).label.get(lang),
        found = checked.catalogue.shown(key.element, value.value),
        before = before.map(|own| checked.catalogue.shown(key.element, own.value)).unwrap_or_default(),
        then = grouped(then)
    );
    Some(OpenPoint {
        of_district: (one.level == Level::District)
            .then(|| say!(view.messages, "open-suspect-own", figure = figure, then_status = name(one.then))),
        text: say!(
            view.messages,
            "open-suspect",
            figure = figure,
            whose = checked.registry.unit(one.unit).name,
            name = indicator.name.get(lang),
            status = name(one.status),
            then_status = name(one.then)
        ),
        href,
        whose,
    })
}
