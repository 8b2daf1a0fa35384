//! What PUT and POST store.

use serde_json::Value;

use super::Number;
use super::shape::{Check, Shape, root_fault, strip};
use crate::Faults;
use crate::fault::{LONGEST_NAME, shortened};
use crate::json::Object;

/// The members that steer a PATCH and are never stored.
pub(super) const CONTROLS: [&str; 2] = ["_fields", "_paths"];

/// Makes the document to store out of the body of a PUT or POST for the job `num`.
///
/// The control members of PATCH are dropped, elements marked `Delete` as well. `AccountLoc` and `LocNum` become
/// `Location` and `LocationNum`; a missing `OrderNum` is set. The order of the properties stays.
///
/// # Errors
/// Faults with their paths: another `OrderNum`, a wrong container, a null anywhere.
pub fn replace(num: &Number, mut body: Object) -> Result<Object, Faults> {
    for control in CONTROLS {
        body.shift_remove(control);
    }
    let body = with_location(body)?;
    let has_deletes = Check::job(&body, false)?;
    let mut document = body;
    match document.get("OrderNum") {
        None => {
            document.insert("OrderNum".to_owned(), Value::from(num.as_str()));
        }
        Some(other) => agree(num, other)?,
    }
    if has_deletes {
        strip(&mut document, Shape::job());
    }
    Ok(document)
}

/// Refuses an `OrderNum` other than the URL's.
pub(super) fn agree(num: &Number, other: &Value) -> Result<(), Faults> {
    if other.as_str() == Some(num.as_str()) {
        return Ok(());
    }
    let sent = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
    let sent = shortened(&sent, LONGEST_NAME);
    let reason = format!("is {sent} in the body and {num} in the URL: they must be the same");
    Err(vec![root_fault("OrderNum", reason, other)])
}

/// Renames `AccountLoc` to `Location`, and `LocNum` in it to `LocationNum`.
///
/// # Errors
/// A fault when both names of one thing are there.
pub(super) fn with_location(body: Object) -> Result<Object, Faults> {
    let mut body = renamed(body, "$", "AccountLoc", "Location")?;
    if let Some(Value::Object(location)) = body.get_mut("Location") {
        *location = renamed(std::mem::take(location), "$.Location", "LocNum", "LocationNum")?;
    }
    Ok(body)
}

fn renamed(object: Object, path: &str, from: &str, to: &str) -> Result<Object, Faults> {
    if !object.contains_key(from) {
        return Ok(object);
    }
    if object.contains_key(to) {
        let reason = format!("is another name of {to}: send one of the two");
        return Err(vec![crate::Fault::at(format!("{path}.{from}"), reason)]);
    }
    let rename = |name: String| if name == from { to.to_owned() } else { name };
    Ok(object.into_iter().map(|(name, value)| (rename(name), value)).collect())
}
