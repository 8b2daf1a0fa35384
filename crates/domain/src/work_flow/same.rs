//! Recognising a work flow that is there already.

use super::definition::Definition;
use crate::json::Object;

/// Whether two canonical documents define the same work flow: everything that [`Definition`] tells is equal, label
/// and metadata included. Ids, times and the version don't count, nor the order of members or of events, nor whether
/// something empty is written or left out. A document that is not canonical is the same as none.
#[must_use]
pub fn same_definition(a: &Object, b: &Object) -> bool {
    match (comparable(a), comparable(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn comparable(document: &Object) -> Option<Definition> {
    let mut definition = Definition::of_canonical(document).ok()?;
    definition.triggered_by.sort_unstable();
    Some(definition)
}
