//! Pages of the office's lists, and the opaque places between them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use docket_domain::Fault;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Result;

/// A page of a list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page<T> {
    /// The entries.
    pub entries: Vec<T>,
    /// The `after` of the next page, if there is more.
    pub next: Option<String>,
}

/// A place in a list as the caller is told it.
pub(super) fn to_place<T: Serialize>(place: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(place).unwrap_or_default())
}

/// Reads [`to_place`].
pub(super) fn from_place<T: DeserializeOwned>(text: &str) -> Result<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(place.ok_or_else(|| {
        Fault::parameter("after", "is not the next of a page of this list").with_value(&text.into())
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_and_anything_else_is_refused() {
        let place = (7_i64, "ü/1".to_owned(), 3_i64);
        assert_eq!(from_place::<(i64, String, i64)>(&to_place(&place)).unwrap(), place);
        for wrong in ["", "7", "%%%", &to_place(&"x"), &to_place(&(1, 2, 3))] {
            assert!(from_place::<(i64, String, i64)>(wrong).is_err(), "{wrong}");
        }
    }
}
