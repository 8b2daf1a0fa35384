//! Bodies that say only what is to be changed.

use docket_domain::json::{self, Object};
use docket_domain::schema::{Body, check};
use serde_json::Value;

use crate::failure::Result;
use crate::write::Write;

/// What a body says of the members that may be changed. `whole` is a valid body; each member that is said must fit in place of
/// the one there. Other members are passed over.
pub(super) fn checked(write: &Write, schema: Body, whole: Value, names: &[&str]) -> Result<Object> {
    let mut said = json::parse_object(&write.body)?;
    said.retain(|name, _| names.contains(&name.as_str()));
    let mut filled = whole;
    if let Some(filled) = filled.as_object_mut() {
        filled.extend(said.clone());
    }
    check(schema, &filled).map_err(docket_app::Error::Messages)?;
    Ok(said)
}
