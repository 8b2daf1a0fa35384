//! JSON with places for the root of the server: where the caller reached it is known only to the face that speaks HTTP.

use bytes::Bytes;
use docket_domain::json::{append_string, append_text};
use serde::{Deserialize, Serialize};

/// Stands where the root goes: a control character, which JSON never holds as it is.
const ROOT: u8 = 0x1a;
/// About how many bytes the links of an entity take.
const LINKS: usize = 1024;

/// JSON in which the root of the server is left open.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Template(#[serde(with = "text")] Bytes);

impl Template {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends the JSON with the root where it goes. Nothing in `root` needs an escape.
    pub fn write(&self, out: &mut Vec<u8>, root: &str) {
        let mut from = 0;
        for mark in memchr::memchr_iter(ROOT, &self.0) {
            out.extend_from_slice(&self.0[from..mark]);
            out.extend_from_slice(root.as_bytes());
            from = mark + 1;
        }
        out.extend_from_slice(&self.0[from..]);
    }

    /// Adds entities under a relation to what is embedded.
    pub(crate) fn embed(&mut self, rel: &str, entities: impl IntoIterator<Item = Self>) {
        let mut out = Vec::from(std::mem::take(&mut self.0));
        open(&mut out);
        append_string(&mut out, rel);
        out.extend_from_slice(b":[");
        for (place, entity) in entities.into_iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            out.extend_from_slice(&entity.0);
        }
        out.extend_from_slice(b"]}");
        self.0 = out.into();
    }

    /// An entity with its links, as it is embedded in others: a client takes it for the thing itself.
    pub(crate) fn linked(members: &[u8], links: &Links) -> Self {
        let mut out = Vec::with_capacity(members.len() + links.0.len() + 16);
        out.extend_from_slice(members);
        open(&mut out);
        out.extend_from_slice(b"\"_links\":");
        out.extend_from_slice(&links.0);
        out.push(b'}');
        Self(out.into())
    }

    /// As it is remembered.
    pub(super) fn into_bytes(self) -> Bytes {
        self.0
    }

    /// One that was remembered.
    pub(super) fn of_bytes(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Links> for Template {
    fn from(links: Links) -> Self {
        Self(links.0.into())
    }
}

/// Where the links of an entity or of a page go.
pub struct Links(Vec<u8>);

impl Links {
    /// The link of the thing to itself; `path` is from the root, in pieces.
    #[must_use]
    pub fn to(path: &[&str]) -> Self {
        Self(Vec::with_capacity(LINKS)).and("self", path)
    }

    /// One more link.
    #[must_use]
    pub fn and(mut self, rel: &str, path: &[&str]) -> Self {
        self.add(rel, path);
        self
    }

    /// Adds a link.
    pub(crate) fn add(&mut self, rel: &str, path: &[&str]) {
        open(&mut self.0);
        append_string(&mut self.0, rel);
        self.0.extend_from_slice(b":{\"href\":\"");
        self.0.push(ROOT);
        path.iter().for_each(|piece| append_text(&mut self.0, piece));
        self.0.extend_from_slice(b"\"}}");
    }
}

/// Makes room for one more member at the end of an object.
fn open(object: &mut Vec<u8>) {
    match object.pop() {
        None => object.push(b'{'),
        Some(_) if object.last() == Some(&b'{') => {}
        Some(_) => object.push(b','),
    }
}

/// Bytes that are UTF-8, kept as text.
pub(super) mod text {
    use bytes::Bytes;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::entity) fn serialize<S: Serializer>(bytes: &Bytes, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(bytes).map_err(serde::ser::Error::custom)?)
    }

    pub(in crate::entity) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Bytes, D::Error> {
        Ok(String::deserialize(from)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(template: &Template) -> String {
        let mut out = Vec::new();
        template.write(&mut out, "http://h");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn links_begin_with_the_root_wherever_they_stand() {
        let links = Links::to(&["/a/", "1"]).and("b", &["/b"]);
        let mut whole = Template::default();
        whole.embed("x", [Template::linked(b"{}", &links), Template::linked(br#"{"n":1}"#, &links)]);
        whole.embed("y", []);
        let links = r#""_links":{"self":{"href":"http://h/a/1"},"b":{"href":"http://h/b"}}"#;
        assert_eq!(written(&whole), format!(r#"{{"x":[{{{links}}},{{"n":1,{links}}}],"y":[]}}"#));
    }

    #[test]
    fn what_is_kept_to_be_answered_again_is_the_same() {
        let links = Template::from(Links::to(&["/ä\""]));
        let kept = serde_json::to_string(&links).expect("it is JSON");
        let again: Template = serde_json::from_str(&kept).expect("it was kept");
        assert_eq!(written(&again), written(&links));
    }
}
