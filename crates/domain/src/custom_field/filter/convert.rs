//! Filters that read a value as a number, a truth or nothing.

use super::{Decimal, is_zero};

/// What counts as no value: 0, an empty text, false.
pub(super) fn is_empty(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("false") || is_zero(text)
}

/// False is what is empty, `no` and `off`; everything else is true.
pub(super) fn boolean(text: &str) -> bool {
    let text = text.trim();
    !is_empty(text) && !text.eq_ignore_ascii_case("no") && !text.eq_ignore_ascii_case("off")
}

/// The number that is left without everything that is no digit; a point counts once, a minus before the first digit.
pub(super) fn float(text: &str) -> Option<Decimal> {
    numeric(text, true)
}

/// As [`float`], without the point: `1.5` becomes 15.
pub(super) fn number(text: &str) -> Option<Decimal> {
    numeric(text, false)
}

fn numeric(text: &str, point: bool) -> Option<Decimal> {
    let mut kept = String::with_capacity(text.len());
    let mut has_point = !point;
    for c in text.chars() {
        match c {
            '0'..='9' => kept.push(c),
            '-' if kept.is_empty() => kept.push(c),
            '.' if !has_point => {
                has_point = true;
                kept.push(c);
            }
            _ => {}
        }
    }
    Decimal::parse(&kept)
}

/// Without the white space at its ends, or at one of them.
pub(super) fn trim(text: &str, start: bool, end: bool) -> &str {
    let text = if start { text.trim_start() } else { text };
    if end { text.trim_end() } else { text }
}
