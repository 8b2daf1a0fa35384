//! Opaque places between the pages of a list that is in the order of its ids.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use docket_domain::Message;
use serde_json::json;

use crate::{Error, Result};

/// The longest `offset` that is read.
const LONGEST: usize = 2_000;

/// The place after an id, as the caller is told it.
pub(crate) fn after(id: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("a:{id}"))
}

/// Reads [`after`]; without a place, the one before all ids.
pub(crate) fn read(offset: Option<&str>) -> Result<String> {
    let Some(offset) = offset else { return Ok(String::new()) };
    let read = || {
        let bytes = (offset.len() <= LONGEST).then(|| URL_SAFE_NO_PAD.decode(offset).ok())??;
        let id = String::from_utf8(bytes).ok()?.strip_prefix("a:")?.to_owned();
        (!id.contains('\0')).then_some(id)
    };
    read().ok_or_else(|| refused(offset))
}

/// The error for an `offset` that is no place in its list.
pub(crate) fn refused(offset: &str) -> Error {
    let params = json!({"offset": offset.chars().take(200).collect::<String>()});
    Error::Messages(vec![Message::own("offset", ".offset", params, "should be the offset of a page")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_and_anything_else_is_refused() {
        for id in ["", "a-1", "ann@example.com", "ü:,"] {
            assert_eq!(read(Some(&after(id))).expect("a place"), id);
        }
        assert_eq!(read(None).expect("the beginning"), "");
        let long = after(&"x".repeat(LONGEST));
        for wrong in ["7", "%%%", &URL_SAFE_NO_PAD.encode("b:x"), &after("a\0"), &long] {
            assert!(read(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
