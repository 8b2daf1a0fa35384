//! Custom fields of the Niagara dialect: the member `input_filter`.
//!
//! A field has a label, filters that tidy up a raw value one after the other, and validators that the result must
//! pass. Fields are handed down: tenant → customer → program → project → work order, and customer → part → unit. What
//! is handed down is the definition; a value belongs to the entity that it was set on.
//!
//! The usual way: [`inherit`] says what reaches an entity from above, [`overlay`] lays the entity's stored fields over
//! it (that is what the entity shows), and [`accept_definitions`] takes the `input_filter` of a body.

mod accept;
mod decimal;
mod entry;
mod field;
mod filter;
mod inherit;
mod key;
mod level;
mod options;
mod place;
mod validator;
mod value;

#[cfg(test)]
mod tests;

pub use accept::accept_definitions;
pub use field::Field;
pub use filter::Filter;
pub use inherit::{inherit, overlay};
pub use key::of_label as key_of_label;
pub use level::Level;
pub use validator::Validator;
pub use value::set_value;

/// How many fields one entity may have, those from above included.
pub const MAX_FIELDS: usize = 500;
/// How many filters, and how many validators, one field may have; also the length of a list in an option.
pub const MAX_RULES: usize = 100;
/// How many `mask` validators all fields of an entity may have together: each costs a compiled pattern.
pub const MAX_MASKS: usize = 100;
/// The longest label, and the longest text in an option, in characters.
pub const MAX_LABEL: usize = 1000;
/// The longest description, in characters.
pub const MAX_DESCRIPTION: usize = 10_000;
/// The longest value, in bytes.
pub const MAX_VALUE: usize = 65_536;
