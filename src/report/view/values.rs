//! Figures in words: values, bounds, gaps, shares, and the bar beside them.

use std::borrow::Cow;

use super::View;
use super::names::level_key;
use super::names::status_key;
use crate::assess::{Assessment, Measured, Note, Status, Upper, satisfies};
use crate::catalogue::{Comparator, Measure};
use crate::exact::{Fraction, grouped};
use crate::model::Level;
use crate::report::tone::Tone;

impl<'a> View<'a> {
    /// The unit that follows a number of this row.
    fn unit(&self, row: &Assessment) -> &str {
        if row.is_share { "%" } else { self.indicator(row).unit.get(self.messages.lang()) }
    }

    /// The unit that follows a change of it: of a percentage points.
    fn unit_of_change(&self, row: &Assessment) -> Cow<'_, str> {
        match self.unit(row) {
            "%" => self.messages.t(key!("unit-points")).into(),
            unit => unit.into(),
        }
    }

    /// A value of this row with its unit.
    #[must_use]
    pub fn in_unit(&self, row: &Assessment, value: Fraction) -> String {
        self.with_unit(row, number(value, row.target.map(|target| target.value), row.comparator))
    }

    fn with_unit(&self, row: &Assessment, number: String) -> String {
        self.number_with_unit(number, self.unit(row))
    }

    /// A number with its unit, which stands apart but for a sign.
    pub(in crate::report) fn number_with_unit(&self, number: String, unit: &str) -> String {
        if is_sign(unit) {
            number + unit
        } else {
            say!(self.messages, "number-unit", number = number, unit = unit)
        }
    }

    /// Two values in the unit of this row's values, with so many decimals that they are seen to differ.
    pub fn both_in_unit(&self, row: &Assessment, both: [Fraction; 2]) -> [String; 2] {
        let [one, other] = both.map(|value| self.in_unit(row, value));
        let differ = (1..=6).find(|places| both[0].nearest(*places) != both[1].nearest(*places));
        match differ.filter(|_| one == other) {
            Some(places) => both.map(|value| self.with_unit(row, value.rounded(places))),
            None => [one, other],
        }
    }

    /// A change of this row's value.
    #[must_use]
    pub fn change(&self, row: &Assessment, change: Fraction) -> String {
        say!(self.messages, "number-unit", number = short(change), unit = self.unit_of_change(row))
    }

    /// The value with its unit, or the word that stands in its place.
    #[must_use]
    pub fn value(&self, row: &Assessment) -> String {
        self.marked(row, self.value_alone(row))
    }

    /// A value with the mark of a suspect one, where its row has it.
    fn marked(&self, row: &Assessment, value: String) -> String {
        if row.notes.contains(&Note::Suspect) {
            say!(self.messages, "value-suspect", value = value)
        } else {
            value
        }
    }

    fn value_alone(&self, row: &Assessment) -> String {
        let milestone = matches!(self.indicator(row).measure, Measure::YesNo(_));
        match (row.measured.and_then(|measured| measured.value), row.measured) {
            (Some(value), _) if milestone => {
                self.messages.t(if value >= Fraction::whole(1) { key!("word-yes") } else { key!("word-no") })
            }
            (Some(_), Some(measured)) if row.is_share => {
                say!(self.messages, "value-units", of = self.of_units(measured.numerator, &measured))
            }
            (Some(value), _) => self.in_unit(row, value),
            (None, Some(_)) => self.messages.t(key!("value-bounds-only")),
            (None, None) if row.notes.contains(&Note::Masked) => self.messages.t(key!("value-masked")),
            (None, None) => self.messages.t(status_key(row.status())),
        }
    }

    /// The value as a sentence says it: of a share of units how many of how many meet the target.
    #[must_use]
    pub fn value_in_prose(&self, row: &Assessment) -> String {
        let Some(measured) = row.measured.filter(|_| row.is_share) else { return self.value(row) };
        let key = match self.indicator(row).judged {
            Level::District | Level::Township => key!("share-township"),
            Level::Facility => key!("share-facility"),
            Level::Village => key!("share-village"),
        };
        let whole = grouped(measured.denominator.unwrap_or(0));
        self.marked(row, say!(self.messages, key, n = measured.numerator, whole = whole))
    }

    /// So many of the units that an indicator is judged for: a share of them is not its rate.
    fn of_units(&self, n: i64, measured: &Measured) -> String {
        format!("{}/{}", grouped(n), grouped(measured.denominator.unwrap_or(0)))
    }

    /// The value without its unit, or the word that stands in its place, for a tight cell.
    #[must_use]
    pub fn bare(&self, row: &Assessment) -> String {
        match row.measured.and_then(|measured| measured.value) {
            Some(_) if matches!(self.indicator(row).measure, Measure::YesNo(_)) => self.value_alone(row),
            Some(_) if row.is_share => {
                row.measured.map(|measured| self.of_units(measured.numerator, &measured)).unwrap_or_default()
            }
            Some(value) => number(value, row.target.map(|target| target.value), row.comparator),
            None if row.status() == Status::NotApplicable => self.messages.t(key!("cell-not-applicable")),
            None => self.value(row),
        }
    }

    /// The value as a list says it: a share of units as 26家中17家, the sign of a percentage with it.
    #[must_use]
    pub fn brief(&self, row: &Assessment) -> String {
        let Some(measured) = row.measured.filter(|measured| measured.value.is_some()) else {
            let masked = row.notes.contains(&Note::Masked);
            return self.messages.t(if masked { key!("value-masked") } else { key!("value-missing") });
        };
        if row.is_share {
            return self.of_several(
                measured.numerator,
                measured.denominator.unwrap_or(0),
                self.indicator(row).judged,
            );
        }
        self.with_sign(row, self.even(row))
    }

    /// A number with the sign that is written at it; other units stand in the head of its column.
    fn with_sign(&self, row: &Assessment, number: String) -> String {
        let unit = self.unit(row);
        let has_sign = is_sign(unit) && !matches!(self.indicator(row).measure, Measure::YesNo(_));
        if has_sign { number + unit } else { number }
    }

    /// The value over those that have returned: in a verdict a unit that has not counts as failing, in a
    /// drawing it would look like a fall.
    #[must_use]
    pub fn reported_only(&self, row: &Assessment) -> Option<Fraction> {
        let measured = row.measured?;
        let value = measured.value?;
        let shared = row.is_share || self.indicator(row).measure.is_share();
        let known = (shared && row.unreturned() > 0)
            .then(|| Fraction::new(measured.numerator, row.reported))
            .flatten();
        let per = if row.is_share { 100 } else { self.indicator(row).per };
        Some(known.map_or(value, |known| known.times(per)))
    }

    /// What a row is made of over those that have returned, and its value so.
    #[must_use]
    pub fn of_reported(&self, row: &Assessment) -> (String, String) {
        let open = row.unreturned() > 0 && self.indicator(row).measure.is_share() && !row.is_share;
        match (row.measured.filter(|_| open), self.reported_only(row)) {
            (Some(measured), Some(value)) => {
                let parts = format!("{}/{}", grouped(measured.numerator), grouped(row.reported));
                (self.brief_of(row, value), parts)
            }
            _ => (self.brief(row), self.parts(row)),
        }
    }

    /// A value of a row as a drawing says it.
    #[must_use]
    pub fn brief_of(&self, row: &Assessment, value: Fraction) -> String {
        self.with_sign(row, number(value, row.target.map(|target| target.value), row.comparator))
    }

    /// The value with as many decimals as the others of its column: one, of ‰ two, more where fewer would
    /// touch its target; counts have none.
    #[must_use]
    pub fn even(&self, row: &Assessment) -> String {
        match row.measured.and_then(|measured| measured.value).filter(|_| !row.is_share) {
            Some(value) if self.indicator(row).measure.has_denominator() => self.even_of(row, value),
            _ => self.bare(row),
        }
    }

    /// The same of a value of the row.
    #[must_use]
    pub fn even_of(&self, row: &Assessment, value: Fraction) -> String {
        let bare = number(value, row.target.map(|target| target.value), row.comparator);
        let places = if self.unit(row) == "‰" { 2 } else { 1 };
        let has = bare.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if has < places { value.rounded(u32::try_from(places).unwrap_or(1)) } else { bare }
    }

    /// So many of so many units of a level: 26家中17家.
    #[must_use]
    pub fn of_several(&self, n: i64, whole: i64, level: Level) -> String {
        let key = match level {
            Level::District | Level::Township => key!("of-townships"),
            Level::Facility | Level::Village => key!("of-facilities"),
        };
        say!(self.messages, key, n = n, whole = grouped(whole))
    }

    /// A value as a part of its target, in per cent, as it is drawn: of what has to stay low the other
    /// way round. None without a target, for yes and no, and over a target of 0.
    #[must_use]
    pub fn of_target(&self, row: &Assessment, value: Fraction) -> Option<f64> {
        let target = row.target?.value;
        if row.comparator == Comparator::Monitor || matches!(self.indicator(row).measure, Measure::YesNo(_)) {
            return None;
        }
        let part = match row.comparator {
            Comparator::Le | Comparator::Lt => target.divide(value),
            _ => value.divide(target),
        };
        part.map(|part| part.approximate() * 100.0)
    }

    /// That a ratio is provisional and how many units it lacks; empty where it is not.
    #[must_use]
    pub fn provisional(&self, row: &Assessment) -> String {
        if row.measured.is_some_and(|measured| measured.provisional) {
            let missing = row.unreturned();
            say!(self.messages, "cell-provisional", n = missing)
        } else {
            String::new()
        }
    }

    /// How a row is drawn.
    #[must_use]
    pub fn tone(&self, row: &Assessment) -> Tone {
        Tone::of(row.status(), self.is_below_target(row))
    }

    /// Whether a row that is not judged certainly lies below the district's target.
    #[must_use]
    pub fn is_below_target(&self, row: &Assessment) -> bool {
        // A township's count is no part of what is asked of the district's.
        if !self.indicator(row).measure.has_denominator() || row.unreturned() > 0 {
            return false;
        }
        let value = row.measured.and_then(|measured| measured.value);
        row.target.zip(value).is_some_and(|(target, value)| !satisfies(row.comparator, target.value, value))
    }

    /// What the value can still become; empty where nothing is open.
    #[must_use]
    pub fn bounds(&self, row: &Assessment) -> String {
        let Some(measured) = row.measured.filter(|measured| !measured.provisional) else {
            return String::new();
        };
        if let (true, Upper::At(upper), Some(whole)) = (row.is_share, measured.upper, measured.denominator) {
            // The shares are out of 100.
            let units = |share: Fraction| Fraction::new(whole, 100).map(|part| share.multiply(part).floor());
            let (lower, upper) = (units(measured.lower).unwrap_or(0), units(upper).unwrap_or(0));
            return if lower == upper {
                String::new()
            } else {
                say!(
                    self.messages,
                    key!("bounds-units"),
                    lower = grouped(lower),
                    upper = self.of_units(upper, &measured)
                )
            };
        }
        let lower = self.in_unit(row, measured.lower);
        match measured.upper {
            Upper::At(upper) if upper == measured.lower => String::new(),
            Upper::At(upper) => {
                say!(self.messages, "bounds", lower = lower, upper = self.in_unit(row, upper))
            }
            Upper::Open => say!(self.messages, "bounds-open", lower = lower),
        }
    }

    /// The gap in words.
    #[must_use]
    pub fn gap(&self, row: &Assessment) -> String {
        let Some(gap) = row.gap else { return String::new() };
        let zero = Fraction::whole(0);
        if gap == zero || row.measured.and_then(|m| m.value).is_none() {
            return if row.measured.is_some() { "0".to_owned() } else { String::new() };
        }
        let over = gap < zero;
        let size = if over { zero.minus(gap) } else { gap };
        let key = if over { key!("gap-over") } else { key!("gap-short") };
        say!(self.messages, key, number = short(size), unit = self.unit_of_change(row))
    }

    /// What is missing, in people, facilities, posts.
    #[must_use]
    pub fn shortfall(&self, row: &Assessment) -> String {
        let Some(shortfall) = row.shortfall.filter(|_| self.has_target(row)) else { return String::new() };
        if shortfall == 0 {
            return "0".to_owned();
        }
        let (counted, noun) = self.counted(row);
        let size = grouped(shortfall.abs());
        let key = if shortfall < 0 { key!("shortfall-over") } else { key!("shortfall") };
        say!(self.messages, key, size = size, counted = counted, noun = noun)
    }

    /// Whether a unit can be held to the target: a count of the district is no target of its parts.
    #[must_use]
    pub fn has_target(&self, row: &Assessment) -> bool {
        let indicator = self.indicator(row);
        row.level <= indicator.judged || indicator.measure.has_denominator()
    }

    /// The measure word and the noun of what a row's numerator counts.
    #[must_use]
    pub fn counted(&self, row: &Assessment) -> (String, String) {
        let indicator = self.indicator(row);
        if row.is_share {
            (self.messages.t(level_key(indicator.judged)), String::new())
        } else {
            let counted = indicator.counted.get(self.messages.lang()).to_owned();
            (counted, self.messages.noun(&indicator.counted_noun))
        }
    }
}

/// A value with as many decimals as a check by hand needs.
#[must_use]
pub fn exact(value: Fraction) -> String {
    value.decimal(4)
}

/// A number with one decimal, or as many as it takes not to be rounded across the
/// target: 94.98 does not become 95.0 where 95 is the line.
#[must_use]
pub fn number(value: Fraction, target: Option<Fraction>, comparator: Comparator) -> String {
    let honest = |shown: Fraction, target: Fraction| {
        satisfies(comparator, target, shown) == satisfies(comparator, target, value)
            && shown.cmp(&target) == value.cmp(&target)
    };
    with_fewest_decimals(value, |shown| target.is_none_or(|target| honest(shown, target)))
}

/// A size, with as few decimals as show that it is not nothing.
#[must_use]
pub fn short(size: Fraction) -> String {
    with_fewest_decimals(size, |shown| shown != Fraction::whole(0))
}

/// A number without decimals where it is whole, else with as few as leave it right.
fn with_fewest_decimals(value: Fraction, is_right: impl Fn(Fraction) -> bool) -> String {
    if value.is_whole() {
        return value.rounded(0);
    }
    let places = (1..=6).find(|places| is_right(value.nearest(*places)));
    places.map_or_else(|| value.to_string(), |places| value.rounded(places))
}

/// Whether a unit of measure is a sign at the number.
#[must_use]
pub(crate) fn is_sign(unit: &str) -> bool {
    matches!(unit, "%" | "‰")
}
