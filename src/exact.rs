//! Exact fractions: every comparison that decides a status is made here, on
//! integers, and nothing is rounded before [`Fraction::decimal`] prints it.
//!
//! 256-bit integers are used so that no product can overflow. One count is at
//! most [`MAX_COUNT`] and a sum of them fits an `i64` (10^17), so the longest
//! chain, the percentage of the targeted change, stays below 10^74.

use std::cmp::Ordering;
use std::fmt;

use ethnum::I256;

/// The largest count that a cell may carry; more is refused as implausible.
pub const MAX_COUNT: i64 = 10_000_000_000;

/// A fraction with a positive denominator; not reduced.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    numerator: I256,
    denominator: I256,
}

impl Fraction {
    /// `numerator / denominator`; `None` when the denominator is not positive.
    #[must_use]
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0).then(|| Self { numerator: numerator.into(), denominator: denominator.into() })
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self { numerator: number.into(), denominator: I256::ONE }
    }

    /// Reads a plain decimal such as `4.60` or `-3`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(part) || whole.len() + part.len() > 15 {
            return None;
        }
        if digits.contains('.') && part.is_empty() {
            return None;
        }
        let numerator: i64 = format!("{whole}{part}").parse().ok()?;
        let scale = 10_i64.checked_pow(u32::try_from(part.len()).ok()?)?;
        Self::new(sign * numerator, scale)
    }

    /// This fraction times a whole number.
    #[must_use]
    pub fn times(self, factor: i64) -> Self {
        Self { numerator: self.numerator * I256::from(factor), denominator: self.denominator }
    }

    /// This fraction times another.
    #[must_use]
    pub fn multiply(self, other: Self) -> Self {
        Self {
            numerator: self.numerator * other.numerator,
            denominator: self.denominator * other.denominator,
        }
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if self.denominator == other.denominator {
            return Self { numerator: self.numerator + other.numerator, denominator: self.denominator };
        }
        Self {
            numerator: self.numerator * other.denominator + other.numerator * self.denominator,
            denominator: self.denominator * other.denominator,
        }
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { numerator: -other.numerator, denominator: other.denominator })
    }

    /// `self / other`; `None` when `other` is zero.
    #[must_use]
    pub fn divide(self, other: Self) -> Option<Self> {
        if other.numerator == I256::ZERO {
            return None;
        }
        let (numerator, denominator) =
            (self.numerator * other.denominator, self.denominator * other.numerator);
        Some(if denominator < I256::ZERO {
            Self { numerator: -numerator, denominator: -denominator }
        } else {
            Self { numerator, denominator }
        })
    }

    /// The largest whole number not above this fraction.
    #[must_use]
    pub fn floor(self) -> i64 {
        saturate(self.numerator.div_euclid(self.denominator))
    }

    /// The smallest whole number not below this fraction.
    #[must_use]
    pub fn ceil(self) -> i64 {
        saturate(-((-self.numerator).div_euclid(self.denominator)))
    }

    /// Whether this is a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.numerator.rem_euclid(self.denominator) == I256::ZERO
    }

    /// Written with at most `places` decimals: none when whole, else exactly that
    /// many, rounded half away from zero (四舍五入).
    #[must_use]
    pub fn decimal(self, places: u32) -> String {
        if self.is_whole() { self.rounded(0) } else { self.rounded(places) }
    }

    /// Written with exactly `places` decimals, rounded half away from zero.
    #[must_use]
    pub fn rounded(self, places: u32) -> String {
        let scale = I256::from(10).pow(places);
        let two = I256::from(2);
        let magnitude = (self.numerator.abs() * scale * two + self.denominator) / (self.denominator * two);
        let sign = if self.numerator < I256::ZERO && magnitude != I256::ZERO { "-" } else { "" };
        let (whole, part) = (magnitude / scale, magnitude % scale);
        if places == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part:0>width$}", width = places as usize, part = part.to_string())
        }
    }

    /// The nearest double, for drawing only: never for a comparison.
    #[must_use]
    pub fn approximate(self) -> f64 {
        self.numerator.as_f64() / self.denominator.as_f64()
    }
}

fn saturate(number: I256) -> i64 {
    i64::try_from(number).unwrap_or(if number < I256::ZERO { i64::MIN } else { i64::MAX })
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Fraction {}
impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl fmt::Display for Fraction {
    /// The form of the CSV files: whole, or ten decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal(10))
    }
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    #[test]
    fn decimals_round_half_away_from_zero_and_only_when_not_whole() {
        let cases = [
            ((1, 3), 2, "0.33"),
            ((2, 3), 2, "0.67"),
            ((1, 8), 2, "0.13"),
            ((-1, 8), 2, "-0.13"),
            ((6, 3), 10, "2"),
            ((-1, 1000), 1, "0.0"),
        ];
        for ((n, d), places, expected) in cases {
            assert_eq!(Fraction::new(n, d).unwrap().decimal(places), expected, "{n}/{d}");
        }
    }

    #[test]
    fn plain_decimals_are_read_exactly_and_nothing_else_is() {
        assert_eq!(Fraction::parse("4.60").unwrap().times(1000), Fraction::whole(4600));
        for bad in ["", ".", "1.", ".5", "1e3", "１", "1,000", "--1", "+1"] {
            assert!(Fraction::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn floor_and_ceiling_hold_below_zero() {
        let f = |n, d| Fraction::new(n, d).unwrap();
        assert_eq!((f(7, 2).floor(), f(7, 2).ceil()), (3, 4));
        assert_eq!((f(-7, 2).floor(), f(-7, 2).ceil()), (-4, -3));
        assert_eq!((f(6, 2).floor(), f(6, 2).ceil()), (3, 3));
    }
}
