//! Collecting what is wrong with a body, in the words of the Ajv 6 validator.

use docket_domain::Message;
use docket_domain::json::Object;
use serde_json::{Value, json};

/// A body with more mistakes than this is told the first ones.
const MAX_MESSAGES: usize = 100;

/// A place in a body, and the rule for it.
#[derive(Clone, Default)]
pub(crate) struct Place {
    data: String,
    rule: String,
}

impl Place {
    /// A place that others lead on from, as a `dataPath`: `.sample`; the body itself if empty.
    pub(crate) fn at(data_path: &str) -> Self {
        let names = data_path.split('.').filter(|name| !name.is_empty());
        names.fold(Self::default(), |place, name| place.member(name))
    }

    /// A member with a name of ours.
    pub(crate) fn member(&self, name: &str) -> Self {
        Self { data: format!("{}.{name}", self.data), rule: format!("{}/properties/{name}", self.rule) }
    }

    /// An item of a list.
    pub(crate) fn item(&self, index: usize) -> Self {
        Self { data: format!("{}[{index}]", self.data), rule: format!("{}/items", self.rule) }
    }

    /// The place as a `dataPath`.
    pub(crate) fn data_path(&self) -> &str {
        &self.data
    }
}

/// The messages so far.
#[derive(Default)]
pub(crate) struct Report {
    messages: Vec<Message>,
}

impl Report {
    /// What is wrong, in the order in which it was found.
    pub(crate) fn into_messages(self) -> Vec<Message> {
        self.messages
    }

    /// A failure of a keyword that JSON Schema has.
    pub(crate) fn add(&mut self, at: &Place, keyword: &str, params: Value, message: impl Into<String>) {
        if self.messages.len() < MAX_MESSAGES {
            self.messages.push(Message {
                keyword: keyword.to_owned(),
                data_path: at.data.clone(),
                schema_path: format!("#{}/{keyword}", at.rule),
                params,
                message: message.into(),
            });
        }
    }

    /// A failure that no schema can express; `message` begins with `should`.
    pub(crate) fn own(&mut self, at: &Place, keyword: &str, params: Value, message: impl Into<String>) {
        if self.messages.len() < MAX_MESSAGES {
            self.messages.push(Message::own(keyword, at.data.clone(), params, message));
        }
    }

    pub(crate) fn wrong_type(&mut self, at: &Place, wanted: &str) {
        self.add(at, "type", json!({"type": wanted}), format!("should be {wanted}"));
    }

    pub(crate) fn none_of(&mut self, at: &Place, allowed: &[Value]) {
        self.add(
            at,
            "enum",
            json!({"allowedValues": allowed}),
            "should be equal to one of the allowed values",
        );
    }

    /// A value that must be just this one.
    pub(crate) fn not_just(&mut self, at: &Place, allowed: &Value) {
        self.add(at, "const", json!({"allowedValue": allowed}), "should be equal to constant");
    }

    pub(crate) fn below(&mut self, at: &Place, limit: u8) {
        let params = json!({"comparison": ">=", "limit": limit, "exclusive": false});
        self.add(at, "minimum", params, format!("should be >= {limit}"));
    }

    /// Reports every member that is none of `known`.
    pub(crate) fn only(&mut self, known: &[&str], body: &Object, at: &Place) {
        for name in body.keys().filter(|name| !known.contains(&name.as_str())) {
            let params = json!({"additionalProperty": name});
            self.add(at, "additionalProperties", params, "should NOT have additional properties");
        }
    }

    /// A member that must be there.
    pub(crate) fn needed<'v>(&mut self, name: &str, body: &'v Object, at: &Place) -> Option<&'v Value> {
        let value = body.get(name);
        if value.is_none() {
            let message = format!("should have required property '{name}'");
            self.add(at, "required", json!({"missingProperty": name}), message);
        }
        value
    }

    /// A value that must be an object.
    pub(crate) fn object<'v>(&mut self, value: &'v Value, at: &Place) -> Option<&'v Object> {
        if !value.is_object() {
            self.wrong_type(at, "object");
        }
        value.as_object()
    }

    /// A value that must be a text.
    pub(crate) fn text<'v>(&mut self, value: &'v Value, at: &Place) -> Option<&'v str> {
        if !value.is_string() {
            self.wrong_type(at, "string");
        }
        value.as_str()
    }

    /// A value that must be a list with at most `limit` items.
    pub(crate) fn list<'v>(&mut self, value: &'v Value, limit: usize, at: &Place) -> Option<&'v [Value]> {
        let Some(items) = value.as_array() else {
            self.wrong_type(at, "array");
            return None;
        };
        if items.len() > limit {
            let message = format!("should NOT have more than {limit} items");
            self.add(at, "maxItems", json!({"limit": limit}), message);
            return None;
        }
        Some(items)
    }

    /// A value that must be a list of at most `limit` texts.
    pub(crate) fn texts<'v>(&mut self, value: &'v Value, limit: usize, at: &Place) -> Option<Vec<&'v str>> {
        let items = self.list(value, limit, at)?;
        let texts = items.iter().enumerate().map(|(index, item)| self.text(item, &at.item(index)));
        // Every item is looked at, so that every mistake is told.
        let texts: Vec<Option<&str>> = texts.collect();
        texts.into_iter().collect()
    }
}
