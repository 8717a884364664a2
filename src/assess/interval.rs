//! How sure a figure is that is a sample, or rests on few events: its 95 % interval. For the
//! view only; no status of a full count comes from it, and none is ever decided by it.
//!
//! Proportions: the score interval of Wilson (1927). Rates: the exact Poisson limits by the
//! chi-squared distribution under 10 events, from 10 on the approximation of Byar (Breslow
//! and Day 1987, vol. II, eq. 2.13), as public-health statistics in England do.

use statrs::distribution::{ChiSquared, ContinuousCDF as _};

use super::{Assessment, SMALL_DENOMINATOR};
use crate::catalogue::{Catalogue, Indicator};
use crate::exact::Fraction;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;
/// From so many events on Byar's approximation is close enough.
const EXACT_UNDER: i64 = 10;

/// How an interval was worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Wilson's score interval of a proportion.
    Wilson,
    /// Exact Poisson limits.
    Exact,
    /// Byar's approximation of them.
    Byar,
}

/// A 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// How it was worked out.
    pub method: Method,
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
}

impl Interval {
    fn times(self, factor: f64) -> Self {
        Self { lower: self.lower * factor, upper: self.upper * factor, ..self }
    }
}

/// The interval of a row in the indicator's unit; none for a full count that is large enough,
/// and none where units are counted: those are all there are.
#[must_use]
pub fn interval(catalogue: &Catalogue, indicator: &Indicator, row: &Assessment) -> Option<Interval> {
    let (part, whole) = indicator.own_ratio()?;
    let measured = row.measured?;
    let (events, out_of) = (measured.numerator, measured.denominator?);
    // The share of units of rule 4 counts units too.
    let own = row.level == indicator.judged || indicator.judged == crate::model::Level::District;
    let unsure = indicator.sample || out_of < SMALL_DENOMINATOR || events < EXACT_UNDER;
    if !own || !unsure {
        return None;
    }
    let per = Fraction::whole(indicator.per).approximate();
    if indicator.sample || catalogue.is_part(part, whole) {
        return Some(wilson(events, out_of)?.times(per));
    }
    Some(poisson(events)?.times(per / Fraction::whole(out_of).approximate()))
}

/// Wilson's interval of a proportion, from 0 to 1; none where the part exceeds the whole.
#[must_use]
pub fn wilson(part: i64, whole: i64) -> Option<Interval> {
    if whole <= 0 || !(0..=whole).contains(&part) {
        return None;
    }
    let n = Fraction::whole(whole).approximate();
    let p = Fraction::new(part, whole)?.approximate();
    let centre = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let (lower, upper) = ((centre - spread) / scale, (centre + spread) / scale);
    Some(Interval { method: Method::Wilson, lower: lower.max(0.0), upper: upper.min(1.0) })
}

/// The interval of a count of events; none of fewer than 0.
#[must_use]
pub fn poisson(events: i64) -> Option<Interval> {
    if events < 0 {
        return None;
    }
    let x = Fraction::whole(events).approximate();
    if events >= EXACT_UNDER {
        let end = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
        return Some(Interval { method: Method::Byar, lower: end(x, -Z), upper: end(x + 1.0, Z) });
    }
    let quantile = |p, freedom| ChiSquared::new(freedom).ok().map(|chi| chi.inverse_cdf(p) / 2.0);
    let lower = if events == 0 { 0.0 } else { quantile(0.025, 2.0 * x)? };
    Some(Interval { method: Method::Exact, lower, upper: quantile(0.975, 2.0 * x + 2.0)? })
}
