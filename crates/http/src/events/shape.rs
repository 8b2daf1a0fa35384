//! An event on the wire.

use docket_app::log::Shown;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct Event {
    /// Its place in the log.
    id: String,
    /// What happened: `JOB.created`, `JOB.dispatched`, `ACCOUNT.updated`, `WOR.changed` …
    name: String,
    /// To what kind of thing: `job`, `account` … or the code of an entity type: `WOR`, `CYC` …
    entity: String,
    /// Its number or id; of a location and a system category of field service two, with a slash between.
    key: String,
    /// The version that the event made, or that it speaks of.
    version: i64,
    /// When.
    at: String,
    /// Who did it.
    actor: String,
    /// Where it came from: `api`, `mob` or `sch`.
    source: String,
    /// How many events caused each other up to this one.
    depth: i64,
    /// What the version changed, by property.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<std::collections::HashMap<String, PropertyChange>>)]
    changes: Option<Box<RawValue>>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
}

/// A property before and after. In place of a value of more than 4 KiB stands `{"omitted": true, "bytes": …}`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes for the OpenAPI document what the use case writes")]
pub(crate) struct PropertyChange {
    /// Absent if the property was added.
    old: Option<Value>,
    /// Absent if the property was removed.
    new: Option<Value>,
}

impl From<Shown> for Event {
    fn from(shown: Shown) -> Self {
        Self {
            id: shown.id,
            name: shown.name,
            entity: shown.entity,
            key: shown.key,
            version: shown.version,
            at: shown.at,
            actor: shown.actor,
            source: shown.source,
            depth: shown.depth,
            changes: shown.changes,
            data: shown.data,
        }
    }
}
