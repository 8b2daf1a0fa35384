//! Paths: how definitions name variables, and members of the documents beside them.
//!
//! `$.fizz`, `$.data.fizz` and `fizz` are one variable. `.name`, `['name']`, `[0]` and `[?(@.key = 'asset-tag')]` lead
//! further in.

mod read;
mod scan;
mod write;

pub(crate) use read::find;
pub(crate) use write::{Target, put, target};

use crate::world::Root;

/// How long a path may be, in bytes.
const MAX_LENGTH: usize = 1000;

/// The member of entities that holds their custom fields.
const FIELDS: &str = "input_filter";

/// A path that was read from its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    /// Where it begins.
    pub(crate) origin: Origin,
    /// The way from there.
    pub(crate) segments: Vec<Segment>,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// At the variables.
    Data,
    /// At a name without `$`, which may also be a member of the event that is looked at.
    Bare,
    /// At a document beside the variables.
    Root(Root),
    /// At the event that is looked at.
    Event,
}

/// A step on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Segment {
    /// To the member of this name.
    Name(String),
    /// To the item of this number; below zero from the end.
    Index(i64),
    /// To the first item of which the member that `way` leads to is this text.
    Filter {
        /// From the item to what is compared.
        way: Vec<String>,
        /// What it must be, as text.
        wanted: String,
    },
}

impl Segment {
    /// Whether this leads from the list of custom fields to the field with a key, and which.
    fn field_key(&self) -> Option<&str> {
        match self {
            Self::Filter { way, wanted }
                if way.len() == 1 && way.first().is_some_and(|name| name == "key") =>
            {
                Some(wanted)
            }
            Self::Name(key) => Some(key),
            _ => None,
        }
    }

    fn is_fields(&self) -> bool {
        matches!(self, Self::Name(name) if name == FIELDS)
    }
}

/// Whether two keys of custom fields are one: `serial-number` and `serial_number` are.
fn same_key(one: &str, other: &str) -> bool {
    let folded = |b: u8| if b == b'_' { b'-' } else { b };
    one.bytes().map(folded).eq(other.bytes().map(folded))
}
