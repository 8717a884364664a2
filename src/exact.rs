//! Exact fractions: every comparison that decides a status is made here, on
//! integers, and nothing is rounded before it is shown, by [`Fraction::decimal`] and
//! [`Fraction::nearest`].
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
        if let Some((numerator, denominator)) = self.small() {
            return numerator % denominator == 0;
        }
        if let (Ok(numerator), Ok(denominator)) =
            (i128::try_from(self.numerator), i128::try_from(self.denominator))
        {
            return numerator % denominator == 0;
        }
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
        let mut text = String::new();
        // Nothing refuses to be written into memory.
        let _ = self.write(&mut text, places);
        text
    }

    /// Writes it with exactly `places` decimals.
    fn write(self, to: &mut impl fmt::Write, places: u32) -> fmt::Result {
        let rounded = if places == 0 && self.denominator == I256::ONE { self } else { self.nearest(places) };
        let sign = if rounded.numerator < I256::ZERO { "-" } else { "" };
        let width = usize::try_from(places).unwrap_or(usize::MAX);
        // 64 bits are written in a third of the time.
        match rounded.small() {
            Some((numerator, scale)) => {
                let (size, scale) = (numerator.unsigned_abs(), scale.unsigned_abs());
                let (mut whole, mut part) = (itoa::Buffer::new(), itoa::Buffer::new());
                pointed(to, sign, whole.format(size / scale), part.format(size % scale), width)
            }
            None => {
                let (size, scale) = (rounded.numerator.abs(), rounded.denominator);
                pointed(to, sign, &(size / scale).to_string(), &(size % scale).to_string(), width)
            }
        }
    }

    /// The nearest fraction of so many decimals, half away from zero: over a power of ten. It is
    /// for showing; what is judged is never rounded.
    #[must_use]
    pub fn nearest(self, places: u32) -> Self {
        self.nearest_small(places).unwrap_or_else(|| {
            let (scale, two) = (I256::from(10).pow(places), I256::from(2));
            let size = (self.numerator.abs() * scale * two + self.denominator) / (self.denominator * two);
            Self { numerator: size * self.numerator.signum(), denominator: scale }
        })
    }

    /// The same in 128 bits, where they are enough: almost always, and many times faster.
    fn nearest_small(self, places: u32) -> Option<Self> {
        let (numerator, denominator) =
            (i128::try_from(self.numerator).ok()?, i128::try_from(self.denominator).ok()?);
        let scale = 10_i128.checked_pow(places)?;
        let twice = numerator.checked_abs()?.checked_mul(scale)?.checked_mul(2)?.checked_add(denominator)?;
        let size = twice / denominator.checked_mul(2)?;
        Some(Self { numerator: I256::from(size * numerator.signum()), denominator: I256::from(scale) })
    }

    /// Numerator and denominator where they fit 64 bits, as those of one count do.
    fn small(self) -> Option<(i64, i64)> {
        Some((i64::try_from(self.numerator).ok()?, i64::try_from(self.denominator).ok()?))
    }

    /// Whether both are the same over the same: sooner known than whether they are equal.
    pub(crate) fn is_alike(self, other: Self) -> bool {
        (self.numerator, self.denominator) == (other.numerator, other.denominator)
    }

    /// The nearest double, for drawing only: never for a comparison.
    #[must_use]
    pub fn approximate(self) -> f64 {
        self.numerator.as_f64() / self.denominator.as_f64()
    }
}

/// Writes a number from its parts, with so many digits after the point.
fn pointed(to: &mut impl fmt::Write, sign: &str, whole: &str, part: &str, width: usize) -> fmt::Result {
    to.write_str(sign)?;
    to.write_str(whole)?;
    if width > 0 {
        to.write_str(".")?;
        for _ in part.len()..width {
            to.write_str("0")?;
        }
        to.write_str(part)?;
    }
    Ok(())
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
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        let small = |number: I256| i128::try_from(number).ok();
        let product = |a: I256, b: I256| small(a)?.checked_mul(small(b)?);
        if let (Some(one), Some(two)) =
            (product(self.numerator, other.denominator), product(other.numerator, self.denominator))
        {
            return one.cmp(&two);
        }
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl fmt::Display for Fraction {
    /// The form of the CSV files: whole, or ten decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, if self.is_whole() { 0 } else { 10 })
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are as they should be.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Share {
    pub(crate) fn add(&mut self, part: usize, whole: usize) {
        self.part += part;
        self.whole += whole;
    }

    /// The share in per cent; none of nothing.
    #[must_use]
    pub fn percent(self) -> Option<Fraction> {
        let (part, whole) = (i64::try_from(self.part).ok()?, i64::try_from(self.whole).ok()?);
        Fraction::new(part, whole).map(|share| share.times(100))
    }
}

/// A whole number with a comma before every third digit.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
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
    fn numbers_that_fit_128_bits_and_numbers_that_do_not_are_written_and_compared_alike() {
        // The same fractions, the second time with both parts multiplied beyond 128 bits.
        let wide = |n: i64, d: i64| {
            let mut fraction = Fraction::new(n, d).unwrap();
            for _ in 0..3 {
                fraction = fraction.multiply(Fraction::new(i64::MAX / 3, i64::MAX / 3).unwrap());
            }
            fraction
        };
        let pairs = [(1, 3), (-2, 3), (1, 8), (-1, 8), (0, 7), (6, 3), (-1, 1000), (95, 100), (467, 528)];
        for (n, d) in pairs {
            let (small, large) = (Fraction::new(n, d).unwrap(), wide(n, d));
            for places in [0, 1, 2, 10] {
                assert_eq!(small.rounded(places), large.rounded(places), "{n}/{d}");
            }
            assert_eq!((small.is_whole(), small == large), (large.is_whole(), true), "{n}/{d}");
            for (m, e) in pairs {
                let other = Fraction::new(m, e).unwrap();
                assert_eq!(small.cmp(&other), large.cmp(&other), "{n}/{d} {m}/{e}");
            }
        }
    }

    #[test]
    fn numbers_beyond_64_bits_are_written_with_all_their_digits() {
        let half = |sign| Fraction::new(sign * i64::MAX, 2).unwrap();
        assert_eq!(half(1).rounded(10), "4611686018427387903.5000000000");
        assert_eq!(half(-1).to_string(), "-4611686018427387903.5000000000");
        // Beyond 128 bits as well.
        let wide = half(1).multiply(Fraction::new(i64::MAX, i64::MAX).unwrap()).times(10_000_000_000);
        assert_eq!(wide.rounded(3), "46116860184273879035000000000.000");
        assert_eq!(half(1).multiply(Fraction::new(1, 3).unwrap()).rounded(1), "1537228672809129301.2");
    }

    #[test]
    fn floor_and_ceiling_hold_below_zero() {
        let f = |n, d| Fraction::new(n, d).unwrap();
        assert_eq!((f(7, 2).floor(), f(7, 2).ceil()), (3, 4));
        assert_eq!((f(-7, 2).floor(), f(-7, 2).ceil()), (-4, -3));
        assert_eq!((f(6, 2).floor(), f(6, 2).ceil()), (3, 3));
    }
}
