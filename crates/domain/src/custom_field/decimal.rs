//! Decimal numbers as texts: exact, of any length, and as fixed-point numbers to reckon with.

use std::fmt;

/// The largest power of ten that is written out.
const MAX_EXPONENT: i64 = 400;

/// A decimal number, digit by digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Without leading zeros; empty below 1.
    whole: String,
    /// Without trailing zeros.
    fraction: String,
}

impl Decimal {
    /// Reads `-12.50` or `1.25e1`; exponents beyond ±400 are no number here.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !valid || !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
            return None;
        }
        let point = i64::try_from(whole.len()).ok()? + exponent;
        Some(Self::with_point(negative, digits, point))
    }

    /// Puts the point behind the first `point` digits; beyond either end it takes zeros along.
    fn with_point(negative: bool, digits: String, point: i64) -> Self {
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        let (whole, fraction) = if point <= 0 {
            (String::new(), zeros(-point) + &digits)
        } else if point >= length {
            (digits + &zeros(point - length), String::new())
        } else {
            let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or_default());
            (whole.to_owned(), fraction.to_owned())
        };
        Self::new(negative, &whole, &fraction)
    }

    fn new(negative: bool, whole: &str, fraction: &str) -> Self {
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let zero = whole.is_empty() && fraction.is_empty();
        Self { negative: negative && !zero, whole: whole.to_owned(), fraction: fraction.to_owned() }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    pub(super) fn is_whole(&self) -> bool {
        self.fraction.is_empty()
    }

    /// Rounded to so many places; a half goes away from zero.
    pub(super) fn round(&self, places: usize) -> Self {
        let Some(next) = self.fraction.as_bytes().get(places) else { return self.clone() };
        let mut digits = format!("{}{}", self.whole, &self.fraction[..places]).into_bytes();
        if *next >= b'5' {
            increment(&mut digits);
        }
        let digits: String = digits.into_iter().map(char::from).collect();
        let (whole, fraction) = digits.split_at(digits.len() - places);
        Self::new(self.negative, whole, fraction)
    }
}

/// Adds one to a number in ASCII digits.
fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() { "0" } else { &self.whole };
        write!(f, "{sign}{whole}")?;
        if self.fraction.is_empty() { Ok(()) } else { write!(f, ".{}", self.fraction) }
    }
}

/// Whether a text is a number, and zero.
pub(super) fn is_zero(text: &str) -> bool {
    Decimal::parse(text).is_some_and(|number| number.is_zero())
}

/// How many decimal places a [`Fixed`] has.
const PLACES: usize = 8;
/// How many digits before the point a [`Fixed`] has room for; leaves room to add two of them.
const WHOLE: usize = 29;

/// A number in units of 10⁻⁸, below 10²⁹.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fixed(i128);

impl Fixed {
    pub(super) const ZERO: Self = Self(0);

    /// Reads a number; what has more than eight places is rounded, what is too large is `None`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = Decimal::parse(text)?.round(PLACES);
        if number.whole.len() > WHOLE {
            return None;
        }
        let size: i128 = format!("{}{:0<PLACES$}", number.whole, number.fraction).parse().ok()?;
        Some(Self(if number.negative { -size } else { size }))
    }

    /// A count of things.
    pub(super) fn count(count: usize) -> Option<Self> {
        i128::try_from(count).ok()?.checked_mul(10_i128.pow(8)).map(Self)
    }

    /// Rounded to `places` (1–8); a half goes away from zero.
    pub(super) fn round(self, places: u32) -> Self {
        let unit = 10_i128.pow(8_u32.saturating_sub(places));
        Self(self.0.signum() * ((self.0.abs() + unit / 2) / unit * unit))
    }

    /// Whether this is a multiple of `step`, which is above zero.
    pub(super) fn is_multiple_of(self, step: Self) -> bool {
        self.0.checked_rem(step.0) == Some(0)
    }

    /// The multiple of `step` next to this; `step` is above zero.
    pub(super) fn snap(self, step: Self) -> Self {
        let steps = (self.0 + step.0 / 2).checked_div_euclid(step.0);
        Self(steps.map_or(self.0, |steps| steps * step.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_written_out_without_exponent_and_needless_zeros() {
        for (text, expected) in [
            ("0", Some("0")),
            ("-0.0", Some("0")),
            ("007", Some("7")),
            ("1.50", Some("1.5")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("+5", Some("5")),
            ("1e3", Some("1000")),
            ("-1.25E1", Some("-12.5")),
            ("25e-4", Some("0.0025")),
            ("1e401", None),
            ("", None),
            ("-", None),
            (".", None),
            ("1.2.3", None),
            ("1,2", None),
            ("e5", None),
        ] {
            assert_eq!(Decimal::parse(text).map(|number| number.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn rounding_takes_a_half_away_from_zero_and_carries() {
        for (text, places, expected) in [
            ("1.2345", 3, "1.235"),
            ("-1.2345", 3, "-1.235"),
            ("0.9996", 3, "1"),
            ("99.95", 1, "100"),
            ("-0.04", 1, "0"),
            ("12", 3, "12"),
        ] {
            let number = Decimal::parse(text).expect("a number");
            assert_eq!(number.round(places).to_string(), expected, "{text}");
            let fixed =
                Fixed::parse(text).expect("a small number").round(u32::try_from(places).expect("small"));
            assert_eq!(Some(fixed), Fixed::parse(expected), "{text}");
        }
    }

    #[test]
    fn a_number_too_large_to_reckon_with_is_none() {
        assert!(Fixed::parse(&"9".repeat(29)).is_some());
        assert!(Fixed::parse(&"9".repeat(30)).is_none());
    }

    proptest! {
        #[test]
        fn fixed_numbers_are_ordered_as_the_numbers_they_stand_for(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000) {
            let fixed = |n: i64| Fixed::parse(&format!("{n}e-3"));
            prop_assert_eq!(fixed(a).cmp(&fixed(b)), a.cmp(&b));
        }

        #[test]
        fn reading_a_number_never_panics_and_keeps_what_it_wrote(text in "[-+]?[0-9]{0,40}[.]?[0-9]{0,12}(e-?[0-9]{1,3})?") {
            if let Some(number) = Decimal::parse(&text) {
                let written = number.to_string();
                prop_assert_eq!(Decimal::parse(&written), Some(number));
                let _ = Fixed::parse(&text).map(|fixed| fixed.round(3).snap(Fixed(7)));
            }
        }
    }
}
