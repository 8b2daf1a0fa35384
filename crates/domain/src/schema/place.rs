//! Where a walk is: in the schema and in the body. Written out only when there is a message.

use std::fmt::{Display, Formatter, Result};

/// A place in a schema, written as Ajv's `schemaPath`.
pub(super) enum Rule<'a> {
    /// Where the path begins: `#`, or the reference as it stands in the schema.
    Start(&'a str),
    Under(&'a Rule<'a>, &'a str),
    At(&'a Rule<'a>, usize),
}

impl Display for Rule<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Start(text) => f.write_str(text),
            Self::Under(above, key) => {
                write!(f, "{above}/")?;
                key.chars().try_for_each(|c| escaped(c, f))
            }
            Self::At(above, index) => write!(f, "{above}/{index}"),
        }
    }
}

/// Writes one character of a key as `encodeURIComponent` does after the escapes of a JSON pointer.
fn escaped(c: char, f: &mut Formatter<'_>) -> Result {
    match c {
        '~' => f.write_str("~0"),
        '/' => f.write_str("~1"),
        c if c.is_ascii_alphanumeric() || "-_.!*'()".contains(c) => write!(f, "{c}"),
        c => c.encode_utf8(&mut [0; 4]).bytes().try_for_each(|byte| write!(f, "%{byte:02X}")),
    }
}

/// A place in a body, written as Ajv's `dataPath`.
pub(super) enum Place<'a> {
    Root,
    /// A member that the schema names.
    Member(&'a Place<'a>, &'a str),
    /// A member found by a pattern or left over; Ajv writes it in brackets, unescaped.
    Found(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(above, name) if is_identifier(name) => write!(f, "{above}.{name}"),
            Self::Member(above, name) | Self::Found(above, name) => write!(f, "{above}['{name}']"),
            Self::Item(above, index) => write!(f, "{above}[{index}]"),
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '$' || c == '_';
    name.starts_with(starts) && name.chars().all(|c| starts(c) || c.is_ascii_digit())
}
