//! Validators that reckon: limits, grids and lengths.

use super::Fixed;

fn rounded(text: &str, limit: Fixed, precision: u32) -> Option<(Fixed, Fixed)> {
    Some((Fixed::parse(text)?.round(precision), limit.round(precision)))
}

/// Whether a number is above a limit, or is the limit when that is included; both rounded to `precision` places.
pub(super) fn above(text: &str, limit: Fixed, precision: u32, include: bool) -> bool {
    rounded(text, limit, precision).is_some_and(|(value, limit)| value > limit || include && value == limit)
}

/// As [`above`], downwards.
pub(super) fn below(text: &str, limit: Fixed, precision: u32, include: bool) -> bool {
    rounded(text, limit, precision).is_some_and(|(value, limit)| value < limit || include && value == limit)
}

/// Whether a text is this number, both rounded to `precision` places.
pub(super) fn equal(text: &str, to: Fixed, precision: u32) -> bool {
    rounded(text, to, precision).is_some_and(|(value, to)| value == to)
}

/// Whether a number is a multiple of `step` from `start` to `end`, each moved to the multiple next to it.
pub(super) fn on_grid(text: &str, step: Fixed, start: Option<Fixed>, end: Option<Fixed>) -> bool {
    Fixed::parse(text).is_some_and(|value| {
        value.is_multiple_of(step)
            && start.is_none_or(|start| value >= start.snap(step))
            && end.is_none_or(|end| value <= end.snap(step))
    })
}

/// Compares the number of characters.
pub(super) fn has_length(text: &str, length: Fixed, operator: &str) -> bool {
    let Some(count) = Fixed::count(text.chars().count()) else { return false };
    match operator {
        "less_than" => count < length,
        "less_than_equals" => count <= length,
        "greater_than" => count > length,
        "greater_than_equals" => count >= length,
        _ => count == length,
    }
}
