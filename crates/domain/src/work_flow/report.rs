//! Collecting what is wrong with a body, in the words of the Ajv 6 validator.

use serde_json::{Value, json};

use super::at::At;
use super::pattern::Pattern;
use crate::Message;

/// A body with more mistakes than this is told the first ones.
const MAX_MESSAGES: usize = 100;

/// The messages so far.
#[derive(Default)]
pub(super) struct Report {
    messages: Vec<Message>,
}

impl Report {
    /// Whether nothing is wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.messages.is_empty()
    }

    /// What is wrong, in the order in which it was found.
    pub(super) fn into_messages(self) -> Vec<Message> {
        self.messages
    }

    /// A failure of a keyword that JSON Schema has.
    pub(super) fn add(&mut self, at: &At<'_>, keyword: &str, params: Value, message: String) {
        if self.messages.len() < MAX_MESSAGES {
            let (data_path, schema_path) = (at.data_path(), at.schema_path(keyword));
            self.messages.push(Message {
                keyword: keyword.to_owned(),
                data_path,
                schema_path,
                params,
                message,
            });
        }
    }

    /// A failure that no schema can express; `message` begins with `should`.
    pub(super) fn own(&mut self, at: &At<'_>, keyword: &str, params: Value, message: impl Into<String>) {
        if self.messages.len() < MAX_MESSAGES {
            self.messages.push(Message::own(keyword, at.data_path(), params, message));
        }
    }

    pub(super) fn wrong_type(&mut self, at: &At<'_>, wanted: &str) {
        self.add(at, "type", json!({"type": wanted}), format!("should be {wanted}"));
    }

    pub(super) fn missing(&mut self, at: &At<'_>, member: &str) {
        let message = format!("should have required property '{member}'");
        self.add(at, "required", json!({"missingProperty": member}), message);
    }

    pub(super) fn unknown_member(&mut self, at: &At<'_>, member: &str) {
        let params = json!({"additionalProperty": member});
        self.add(at, "additionalProperties", params, "should NOT have additional properties".to_owned());
    }

    pub(super) fn none_of<T: Into<Value>>(&mut self, at: &At<'_>, allowed: impl IntoIterator<Item = T>) {
        let allowed: Vec<Value> = allowed.into_iter().map(Into::into).collect();
        let message = "should be equal to one of the allowed values".to_owned();
        self.add(at, "enum", json!({"allowedValues": allowed}), message);
    }

    pub(super) fn pattern(&mut self, at: &At<'_>, pattern: &Pattern) {
        let message = format!("should match pattern \"{}\"", pattern.text);
        self.add(at, "pattern", json!({"pattern": pattern.text}), message);
    }

    pub(super) fn format(&mut self, at: &At<'_>, format: &str) {
        self.add(at, "format", json!({"format": format}), format!("should match format \"{format}\""));
    }

    pub(super) fn key(&mut self, at: &At<'_>, key: &str) {
        let message = format!("property name '{key}' is invalid");
        self.add(at, "propertyNames", json!({"propertyName": key}), message);
    }

    pub(super) fn below(&mut self, at: &At<'_>, limit: i64) {
        let params = json!({"comparison": ">=", "limit": limit, "exclusive": false});
        self.add(at, "minimum", params, format!("should be >= {limit}"));
    }

    pub(super) fn above(&mut self, at: &At<'_>, limit: i64) {
        let params = json!({"comparison": "<=", "limit": limit, "exclusive": false});
        self.add(at, "maximum", params, format!("should be <= {limit}"));
    }

    pub(super) fn too_few_items(&mut self, at: &At<'_>, limit: usize) {
        let message = format!("should NOT have fewer than {limit} items");
        self.add(at, "minItems", json!({"limit": limit}), message);
    }

    pub(super) fn too_many_items(&mut self, at: &At<'_>, limit: usize) {
        let message = format!("should NOT have more than {limit} items");
        self.add(at, "maxItems", json!({"limit": limit}), message);
    }

    pub(super) fn too_many_members(&mut self, at: &At<'_>, limit: usize) {
        let message = format!("should NOT have more than {limit} properties");
        self.add(at, "maxProperties", json!({"limit": limit}), message);
    }
}
