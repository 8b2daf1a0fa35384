//! Decimal numbers that are compared digit by digit, so that no digit is lost.

use std::cmp::Ordering;

/// How many digits an exponent has at most; what is beyond is no number here.
const MAX_EXPONENT_DIGITS: usize = 9;

/// A decimal number as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal<'a> {
    negative: bool,
    /// The digits before the point and those after it, from the first to the last that is not zero; both empty for zero.
    whole: &'a str,
    fraction: &'a str,
    /// How many digits stand before the point; below zero if zeros come behind the point first.
    magnitude: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a number such as `-12.50` or `1.25e1`, with blanks around it.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
            return None;
        }
        Some(Self::new(negative, whole.trim_start_matches('0'), fraction.trim_end_matches('0'), exponent))
    }

    fn new(negative: bool, whole: &'a str, fraction: &'a str, exponent: i64) -> Self {
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
        if fraction.is_empty() {
            let (significant, magnitude) = (whole.trim_end_matches('0'), length(whole));
            let zero = whole.is_empty();
            return Self {
                negative: negative && !zero,
                whole: significant,
                fraction,
                magnitude: if zero { 0 } else { magnitude.saturating_add(exponent) },
            };
        }
        let leading =
            if whole.is_empty() { fraction.len() - fraction.trim_start_matches('0').len() } else { 0 };
        let magnitude =
            if whole.is_empty() { -i64::try_from(leading).unwrap_or(i64::MAX) } else { length(whole) };
        let fraction = fraction.get(leading..).unwrap_or_default();
        Self { negative, whole, fraction, magnitude: magnitude.saturating_add(exponent) }
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    /// Compares without the signs.
    fn cmp_size(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => {
                let digits = |number: &Self| number.whole.bytes().chain(number.fraction.bytes());
                self.magnitude.cmp(&other.magnitude).then_with(|| digits(self).cmp(digits(other)))
            }
        }
    }

    /// Compares with another number.
    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_size(other),
            (true, true) => other.cmp_size(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let valid =
        (1..=MAX_EXPONENT_DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if valid { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn order(one: &str, other: &str) -> Option<Ordering> {
        Some(Decimal::parse(one)?.cmp(&Decimal::parse(other)?))
    }

    #[test]
    fn numbers_are_compared_exactly_however_they_are_written() {
        for (one, other, expected) in [
            ("1", "1.0", Ordering::Equal),
            ("100", "1e2", Ordering::Equal),
            ("0.001", "1E-3", Ordering::Equal),
            ("120e-1", "12", Ordering::Equal),
            ("12.5", "+012.500", Ordering::Equal),
            ("-0", "0.000", Ordering::Equal),
            ("0e5", "-0.0e-7", Ordering::Equal),
            (" 42 ", "42", Ordering::Equal),
            ("9", "10", Ordering::Less),
            ("-9", "-10", Ordering::Greater),
            ("-1", "1", Ordering::Less),
            ("0", "-0.1", Ordering::Greater),
            ("0.09", "0.1", Ordering::Less),
            ("90071992547409930000001", "90071992547409930000000", Ordering::Greater),
            ("0.1000000000000000000000000001", "0.1", Ordering::Greater),
            ("1e999999999", "9e999999998", Ordering::Greater),
        ] {
            assert_eq!(order(one, other), Some(expected), "{one} and {other}");
            assert_eq!(order(other, one), Some(expected.reverse()), "{other} and {one}");
        }
    }

    #[test]
    fn what_is_no_finite_decimal_number_is_none() {
        for text in [
            "",
            "-",
            ".",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "1,2",
            "0x10",
            "NaN",
            "inf",
            "1e1234567890",
            "--1",
            "1 2",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_ordered_as_the_integers_they_stand_for(a in any::<i32>(), b in any::<i32>(), places in 0_u32..12) {
            let write = |n: i32| format!("{n}e-{places}");
            prop_assert_eq!(order(&write(a), &write(b)), Some(a.cmp(&b)));
            let (whole, rest) = (a.unsigned_abs() / 1000, a.unsigned_abs() % 1000);
            let sign = if a < 0 { "-" } else { "" };
            prop_assert_eq!(order(&format!("{sign}{whole}.{rest:03}"), &format!("{a}e-3")), Some(Ordering::Equal));
        }
    }
}
