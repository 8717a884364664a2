//! Where the marks of a chart stand. Across, everything is in per cent of the width, so
//! that a chart fits any page without distorting its type; down, in pixels.

use std::fmt;

use crate::assess::Assessment;
use crate::catalogue::{Measure, Schedule};
use crate::exact::Fraction;
use crate::report::view::{View, class};

/// A place in a drawing, in tenths of a per cent or of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(i32);

impl Place {
    /// Whether it stands beyond so many per cent.
    #[must_use]
    pub fn is_beyond(self, percent: i32) -> bool {
        self.0 > percent * 10
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenths) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        // A page has thousands of these.
        f.write_str(itoa::Buffer::new().format(whole))?;
        if tenths > 0 {
            f.write_str(".")?;
            f.write_str(itoa::Buffer::new().format(tenths))?;
        }
        Ok(())
    }
}

/// A straight piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it begins and ends, in pixels.
    pub x1: Place,
    /// Down from the top.
    pub y1: Place,
    /// Its other end.
    pub x2: Place,
    /// Down from the top.
    pub y2: Place,
}

/// The value of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Across.
    pub x: Place,
    /// Down.
    pub y: Place,
    /// The value in words.
    pub label: String,
    /// The class of its status.
    pub class: &'static str,
    /// Whether units are missing behind it: it is then of those that have returned.
    pub open: bool,
}

/// The line of a figure over the years, with the path to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// Height in pixels.
    pub height: u32,
    /// The pieces between years that both have a value.
    pub pieces: Vec<Segment>,
    /// The values.
    pub dots: Vec<Dot>,
    /// The path from the baseline to the target.
    pub path: Option<Segment>,
    /// The target's line, from the year in which it is due or over all years.
    pub target: Option<Segment>,
    /// Where the years stand, and their names.
    pub years: Vec<(Place, i32)>,
    /// The whole in one sentence, for those who do not see it.
    pub words: String,
}

/// The years that a chart spans with the room that it has.
struct Scale {
    first: i32,
    last: i32,
    low: f64,
    high: f64,
    height: u32,
    margin: (f64, f64),
    /// Whether what lies outside is drawn at the edge.
    shared: bool,
}

impl Scale {
    fn x(&self, year: i32) -> Place {
        let span = f64::from((self.last - self.first).max(1));
        place(9.0 + 82.0 * f64::from(year - self.first) / span)
    }

    fn down(&self, value: f64) -> f64 {
        let room = f64::from(self.height) - self.margin.0 - self.margin.1;
        let span = if self.high > self.low { self.high - self.low } else { 1.0 };
        let part = (self.high - value) / span;
        self.margin.0 + room * if self.shared { part.clamp(0.0, 1.0) } else { part }
    }

    fn y(&self, value: Fraction) -> Place {
        place(self.down(value.approximate()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "no drawing is two hundred million pixels wide")]
pub(super) fn place(at: f64) -> Place {
    Place((at * 10.0).round() as i32)
}

/// From the least to the most.
#[must_use]
pub fn span(values: &[f64]) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    (low, values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
}

/// The line of one figure; none without a value, and none of yes and no, which no line joins. `margin`
/// is the room above and below for labels; `range` the scale where several charts share one.
#[must_use]
pub fn line(
    view: &View<'_>,
    rows: &[Assessment],
    height: u32,
    margin: (f64, f64),
    range: Option<(f64, f64)>,
) -> Option<Trend> {
    let last_row = rows.last()?;
    let indicator = view.indicator(last_row);
    let plan = view.checked().catalogue.plan_of(indicator);
    let points: Vec<(&Assessment, Fraction)> =
        rows.iter().filter_map(|row| Some((row, view.reported_only(row)?))).collect();
    if matches!(indicator.measure, Measure::YesNo(_)) {
        return None;
    }
    let phased = matches!(indicator.schedule, Schedule::Phases(_));
    let target = rows.iter().rev().find_map(|row| row.target);
    let base = rows.iter().rev().find_map(|row| row.path_base);
    let mut all: Vec<f64> = points.iter().map(|(_, value)| value.approximate()).collect();
    if points.is_empty() {
        return None;
    }
    all.extend(target.map(|target| target.value.approximate()));
    let (low, high) = range.unwrap_or_else(|| span(&all));
    let scale = Scale {
        first: plan.baseline_year,
        last: plan.last_year.max(view.checked().year),
        low,
        high,
        height,
        margin,
        shared: range.is_some(),
    };
    let segment = |from: (i32, Fraction), to: (i32, Fraction)| Segment {
        x1: scale.x(from.0),
        y1: scale.y(from.1),
        x2: scale.x(to.0),
        y2: scale.y(to.1),
    };
    let pieces = points.windows(2).filter_map(|pair| match pair {
        [(a, from), (b, to)] if b.year == a.year + 1 => Some(segment((a.year, *from), (b.year, *to))),
        _ => None,
    });
    let dots = points.iter().map(|(row, value)| {
        let down = scale.down(value.approximate());
        Dot {
            x: scale.x(row.year),
            y: place(down),
            label: view.brief_of(row, *value),
            class: class(row.status()),
            open: row.unreturned() > 0,
        }
    });
    let dots: Vec<Dot> = dots.collect();
    let path = target.zip(base).filter(|(target, _)| phased && target.due > plan.first_year).map(
        |(target, base)| segment((plan.baseline_year, base), (target.due.min(scale.last), target.value)),
    );
    let words = points.iter().zip(&dots).map(|((row, _), dot)| format!("{} {}", row.year, dot.label));
    let words = words.collect::<Vec<_>>().join(&view.messages.t(key!("list-comma")));
    Some(Trend {
        height,
        pieces: pieces.collect(),
        dots,
        path,
        target: target.map(|target| segment((scale.first, target.value), (scale.last, target.value))),
        years: (scale.first..=scale.last).map(|year| (scale.x(year), year)).collect(),
        words,
    })
}
