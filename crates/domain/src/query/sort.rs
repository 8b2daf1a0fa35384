//! The `sort` parameter: fields by importance, a `-` before those that fall.

use super::field::{Field, unknown};
use crate::fault::Fault;

/// One field to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// What is sorted.
    pub field: Field,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Reads the `sort` parameter, such as `-PlannedStartDate,OrderNum`; each field at most once.
///
/// # Errors
/// An unknown, missing or repeated field.
pub fn parse_sort(text: &str) -> Result<Vec<Sort>, Fault> {
    let mut sorts: Vec<Sort> = Vec::new();
    for entry in text.split(',').map(str::trim) {
        let selector = entry.strip_prefix(['-', '+']).unwrap_or(entry);
        let field = Field::parse(selector)
            .ok_or_else(|| Fault::parameter("sort", format!("has an {}", unknown(selector))))?;
        if sorts.iter().any(|sort| sort.field == field) {
            return Err(Fault::parameter("sort", format!("names {selector} twice")));
        }
        sorts.push(Sort { field, descending: entry.starts_with('-') });
    }
    Ok(sorts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_sorted_in_the_order_given_and_a_minus_turns_one_around() {
        let sorts = parse_sort("-PlannedStartDate, AccountNum,+OrderNum").expect("valid");
        let plain: Vec<_> = sorts.into_iter().map(|sort| (sort.field, sort.descending)).collect();
        assert_eq!(
            plain,
            [(Field::PlannedStartDate, true), (Field::AccountNum, false), (Field::OrderNum, false)]
        );
    }

    #[test]
    fn an_unknown_missing_or_repeated_field_is_refused() {
        for wrong in
            ["", "OrderNum,", "Colour", "--OrderNum", "OrderNum,-OrderNum", "AccountNum,Account/AccountNum"]
        {
            assert_eq!(parse_sort(wrong).map_err(|fault| fault.name), Err("sort".to_owned()), "{wrong}");
        }
    }
}
