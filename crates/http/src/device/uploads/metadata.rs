//! `Upload-Metadata`: names and values in base64, with commas between.

use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::failure::{Failure, Result};

/// What the sender says of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub id: Option<String>,
    pub filetype: Option<String>,
    pub filename: Option<String>,
}

/// Reads the header; other names are ignored.
pub(super) fn read(headers: &HeaderMap) -> Result<Metadata> {
    let mut metadata = Metadata::default();
    let Some(value) = headers.get("upload-metadata") else { return Ok(metadata) };
    let pairs = value.to_str().map_err(|_| malformed())?;
    for pair in pairs.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = BASE64_STANDARD.decode(value.trim()).map_err(|_| malformed())?;
        let value = String::from_utf8(value).map_err(|_| malformed())?;
        if value.contains(char::is_control) {
            return Err(malformed());
        }
        match name {
            "id" => metadata.id = Some(value),
            "filetype" => metadata.filetype = Some(value),
            "filename" => metadata.filename = Some(value),
            _ => {}
        }
    }
    Ok(metadata)
}

fn malformed() -> Failure {
    let detail = "Upload-Metadata must be names and texts in base64, with commas between";
    Failure::new(StatusCode::BAD_REQUEST, "bad-request", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Metadata> {
        let mut headers = HeaderMap::new();
        headers.insert("upload-metadata", text.parse().unwrap());
        read(&headers)
    }

    #[test]
    fn known_names_are_read_and_others_ignored() {
        let metadata = read_text("id MQ==,filetype aW1hZ2UvcG5n, filename w6QucG5n,is_odd").unwrap();
        let text = |text: &str| Some(text.to_owned());
        let expected = Metadata { id: text("1"), filetype: text("image/png"), filename: text("ä.png") };
        assert_eq!(metadata, expected);
        assert_eq!(read(&HeaderMap::new()).unwrap(), Metadata::default());
    }

    #[test]
    fn what_is_no_base64_no_utf8_or_no_plain_text_is_refused() {
        for text in ["id !", "id /w==", "id AA=="] {
            assert!(read_text(text).is_err(), "{text}");
        }
    }
}
