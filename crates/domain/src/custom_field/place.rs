//! Where in a body something stands, and what can be wrong there, in the words of the Ajv 6 validator.

use crate::message::Message;
use serde_json::{Value, json};
use std::fmt::Write;

/// A place in a body. It is written out only when something is wrong there.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Root,
    Member(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl<'a> Place<'a> {
    pub(super) fn member(&'a self, name: &'a str) -> Self {
        Self::Member(self, name)
    }

    pub(super) fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    /// The place in JavaScript notation: `.input_filter[2].label`.
    fn data_path(self, path: &mut String) {
        match self {
            Self::Root => {}
            Self::Member(parent, name) => {
                parent.data_path(path);
                path.push('.');
                path.push_str(name);
            }
            Self::Index(parent, index) => {
                parent.data_path(path);
                let _ = write!(path, "[{index}]");
            }
        }
    }

    /// The schema of the place, as a pointer.
    fn schema_path(self, path: &mut String) {
        match self {
            Self::Root => path.push('#'),
            Self::Member(parent, name) => {
                parent.schema_path(path);
                path.push_str("/properties/");
                path.push_str(name);
            }
            Self::Index(parent, _) => {
                parent.schema_path(path);
                path.push_str("/items");
            }
        }
    }

    /// A failure of `keyword` here; `message` begins with `should`.
    pub(super) fn fault(self, keyword: &str, params: Value, message: impl Into<String>) -> Message {
        let (mut data_path, mut schema_path) = (String::new(), String::new());
        self.data_path(&mut data_path);
        self.schema_path(&mut schema_path);
        schema_path.push('/');
        schema_path.push_str(keyword);
        Message { keyword: keyword.to_owned(), data_path, schema_path, params, message: message.into() }
    }

    /// `types` as Ajv lists them: `string,null`.
    pub(super) fn wrong_type(self, types: &str) -> Message {
        self.fault("type", json!({ "type": types }), format!("should be {types}"))
    }

    pub(super) fn missing(self, name: &str) -> Message {
        let message = format!("should have required property '{name}'");
        self.fault("required", json!({ "missingProperty": name }), message)
    }

    pub(super) fn not_among<'t>(self, allowed: impl IntoIterator<Item = &'t str>) -> Message {
        let allowed: Vec<&str> = allowed.into_iter().collect();
        let message = "should be equal to one of the allowed values";
        self.fault("enum", json!({ "allowedValues": allowed }), message)
    }

    pub(super) fn too_many(self, limit: usize) -> Message {
        let message = format!("should NOT have more than {limit} items");
        self.fault("maxItems", json!({ "limit": limit }), message)
    }

    pub(super) fn too_few(self, limit: usize) -> Message {
        let message = format!("should NOT have fewer than {limit} items");
        self.fault("minItems", json!({ "limit": limit }), message)
    }

    pub(super) fn too_long(self, limit: usize) -> Message {
        let message = format!("should NOT be longer than {limit} characters");
        self.fault("maxLength", json!({ "limit": limit }), message)
    }

    /// A number on the wrong side of a limit; `comparison` is what would be right: `>=`.
    pub(super) fn beyond(self, keyword: &str, comparison: &str, limit: &Value) -> Message {
        let params =
            json!({ "comparison": comparison, "limit": limit, "exclusive": !comparison.ends_with('=') });
        self.fault(keyword, params, format!("should be {comparison} {limit}"))
    }
}
