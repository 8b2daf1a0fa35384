//! What the server answered.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::GzDecoder;
use serde_json::Value;

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The request that was answered, for messages.
    pub asked: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// Goes on only with this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} answered {}", self.asked, self.text());
        self
    }

    /// The body, unpacked if it came packed with gzip or Brotli.
    #[track_caller]
    pub fn unpacked(&self) -> String {
        let mut text = String::new();
        let read = match self.header("content-encoding") {
            Some("gzip") => GzDecoder::new(self.body.as_slice()).read_to_string(&mut text),
            Some("br") => Decompressor::new(self.body.as_slice(), 4096).read_to_string(&mut text),
            _ => self.body.as_slice().read_to_string(&mut text),
        };
        read.unwrap_or_else(|error| panic!("{} answered no text: {error}", self.asked));
        text
    }

    /// The body, shortened, for messages.
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        text.chars().take(2_000).collect()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{} answered no JSON ({error}): {}", self.asked, self.text()))
    }

    /// What happened, in the server's words; empty if it said nothing.
    #[track_caller]
    pub fn detail(&self) -> String {
        self.json()["detail"].as_str().unwrap_or_default().to_owned()
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The entity tag, as it is sent back in conditions.
    #[track_caller]
    pub fn tag(&self) -> &str {
        self.header("etag").unwrap_or_else(|| panic!("{} answered without an ETag", self.asked))
    }

    /// The version in the entity tag.
    #[track_caller]
    pub fn version(&self) -> i64 {
        let tag = self.tag().trim_matches('"');
        let version = tag.split('.').next().and_then(|version| version.parse().ok());
        version.unwrap_or_else(|| panic!("the ETag {tag} does not begin with a version"))
    }

    /// The paths of all that is wrong with the request.
    #[track_caller]
    pub fn paths(&self) -> Vec<String> {
        let json = self.json();
        let faults = json["invalidParams"].as_array().cloned().unwrap_or_default();
        faults.iter().map(|fault| fault["path"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Goes on only if this place of the body is named as wrong.
    #[track_caller]
    pub fn path(self, path: &str) -> Self {
        assert!(self.paths().iter().any(|named| named == path), "{path} is not named: {}", self.text());
        self
    }

    /// Goes on only if the error has the standard form of the ServiceMobility dialect: the status repeated in the body, a
    /// type, a title and a detail.
    #[track_caller]
    pub fn standard(self) -> Self {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.asked);
        let json = self.json();
        assert_eq!(json["status"], self.status, "{}: {json}", self.asked);
        for member in ["type", "title", "detail"] {
            let said = json[member].as_str().is_some_and(|text| !text.is_empty());
            assert!(said, "{}: no {member} in {json}", self.asked);
        }
        self
    }
}
