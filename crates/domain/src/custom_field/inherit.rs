//! How fields are handed down.

use super::field::Field;
use super::level::Level;

/// What reaches an entity from the levels above it, the highest first: tenant, customer, program, project for a work
/// order; customer, part for a unit. Each field says where it is defined and has no value. A lower level's definition
/// of the same key takes the place of a higher one, unless that is locked.
#[must_use]
pub fn inherit<L: Into<Level> + Copy>(levels: &[(L, &[Field])]) -> Vec<Field> {
    let mut handed_down = Vec::new();
    for (level, fields) in levels {
        handed_down = overlay(&handed_down, fields);
        for field in &mut handed_down {
            field.value = None;
            field.inherited_from.get_or_insert((*level).into());
        }
    }
    handed_down
}

/// The fields of an entity: those that it inherits, with the values that it stored for them, then its own. A stored copy
/// of an inherited definition gives way to what is defined above now; when nothing is any more, it stays as long as it
/// holds a value.
#[must_use]
pub fn overlay(inherited: &[Field], stored: &[Field]) -> Vec<Field> {
    let mut fields: Vec<Field> = inherited.iter().cloned().map(|field| field.with_value(None)).collect();
    for own in stored {
        let is_copy = own.inherited_from.is_some();
        match fields.iter_mut().find(|field| field.key == own.key) {
            Some(above) if is_copy || above.is_locked() => above.value.clone_from(&own.value),
            Some(above) => above.clone_from(own),
            None if is_copy && own.value.is_none() => {}
            None => fields.push(own.clone()),
        }
    }
    fields
}
