//! The description of the API as it is shipped.

use std::io::Read;

use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;

use crate::failure::{Failure, Result};

/// An OpenAPI document in JSON, packed with gzip: it stays packed until somebody asks for it who can't unpack it.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    packed: &'static [u8],
}

impl Description {
    /// One packed before.
    #[must_use]
    pub const fn packed(packed: &'static [u8]) -> Self {
        Self { packed }
    }

    /// The document.
    ///
    /// # Errors
    /// When what was packed is damaged.
    pub fn text(self) -> std::io::Result<String> {
        let mut text = String::new();
        GzDecoder::new(self.packed).read_to_string(&mut text)?;
        Ok(text)
    }

    /// The answer to who asked with these headers.
    pub(crate) fn answer(self, asked: &HeaderMap) -> Result<Response> {
        let head = [
            (CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (VARY, HeaderValue::from_static("accept-encoding")),
        ];
        if takes_gzip(asked) {
            return Ok((head, [(CONTENT_ENCODING, "gzip")], self.packed).into_response());
        }
        let text = self.text().map_err(|error| Failure {
            reason: error.to_string().into(),
            ..Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR)
        })?;
        Ok((head, text).into_response())
    }
}

/// Whether `Accept-Encoding` names gzip and does not refuse it with `q=0`.
pub(crate) fn takes_gzip(asked: &HeaderMap) -> bool {
    let values = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        is_gzip && weight.is_none_or(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(value: &'static str) -> bool {
        takes_gzip(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]))
    }

    #[test]
    fn gzip_is_taken_when_it_is_named_and_not_refused() {
        assert!(takes("gzip") && takes("br, GZIP;q=0.5") && takes("deflate,gzip"));
        assert!(!takes("") && !takes("br") && !takes("gzip;q=0") && !takes("gzip; q=0.000, br"));
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
