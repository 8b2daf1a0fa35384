//! An event as it is shown: in the feed, in the stream, in the history of a job.

use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_store::event::Event;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::as_of::Version;
use crate::{Error, Result};

/// The largest value that is shown, in bytes of JSON.
const LARGEST: usize = 4096;

/// An event as it is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shown {
    /// Its place in the log.
    pub id: String,
    /// `JOB.updated` …
    pub name: String,
    /// `job`, `account` …
    pub entity: String,
    /// Its number.
    pub key: String,
    /// The version that the event made, or that it speaks of.
    pub version: i64,
    /// When.
    pub at: String,
    /// Who did it.
    pub actor: String,
    /// `api`, `mob` or `sch`.
    pub source: String,
    /// How many events caused each other up to this one.
    pub depth: i64,
    /// What the version changed, by property: `old`, `new`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Box<RawValue>>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<RawValue>>,
}

impl Shown {
    /// An event with what [`changes`] gave.
    pub(super) fn new(event: Event, changes: Option<Vec<u8>>) -> Result<Self> {
        Ok(Self {
            id: event.cursor.to_string(),
            at: format_ms(event.at),
            changes: changes.map(raw).transpose()?,
            data: event.data.map(|data| raw(data.to_vec())).transpose()?,
            name: event.name,
            entity: event.entity,
            key: event.key,
            version: event.version,
            actor: event.actor,
            source: event.source,
            depth: event.depth,
        })
    }
}

/// JSON of ours, not to be parsed again.
pub(super) fn raw(json: Vec<u8>) -> Result<Box<RawValue>> {
    let text = String::from_utf8(json).map_err(|e| Error::internal(e.to_string()))?;
    RawValue::from_string(text).map_err(|e| Error::internal(e.to_string()))
}

/// What a version changed, as a JSON object: each property with `old`, `new` or both.
pub(super) fn changes(_: &Event, version: &Version<'_>) -> Result<Vec<u8>> {
    let none = Object::new();
    let after = version.doc.unwrap_or(&none);
    let names = match version.undo {
        Some(undo) => undo.keys(),
        None => after.keys(),
    };
    let mut out = Writer { out: vec![b'{'] };
    for (place, name) in names.enumerate() {
        if place > 0 {
            out.out.push(b',');
        }
        out.json(&Value::from(name.as_str()))?;
        out.out.extend_from_slice(b":{");
        let old = version.undo.and_then(|undo| undo.get(name)).filter(|old| !old.is_null());
        let new = after.get(name);
        if let Some(old) = old {
            out.out.extend_from_slice(br#""old":"#);
            out.shortened(old)?;
        }
        if let Some(new) = new {
            out.out.extend_from_slice(if old.is_some() { br#","new":"# } else { br#""new":"# });
            out.shortened(new)?;
        }
        out.out.push(b'}');
    }
    out.out.push(b'}');
    Ok(out.out)
}

struct Writer {
    out: Vec<u8>,
}

impl Writer {
    fn json(&mut self, value: &Value) -> Result<()> {
        serde_json::to_writer(&mut self.out, value).map_err(|e| Error::internal(e.to_string()))
    }

    /// Writes a value, or in its place how long it is.
    fn shortened(&mut self, value: &Value) -> Result<()> {
        let start = self.out.len();
        self.json(value)?;
        let bytes = self.out.len() - start;
        if bytes > LARGEST {
            self.out.truncate(start);
            self.out.extend_from_slice(format!(r#"{{"omitted":true,"bytes":{bytes}}}"#).as_bytes());
        }
        Ok(())
    }
}
