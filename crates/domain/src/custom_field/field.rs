//! A custom field: its definition and, where it was set, its value.

use super::entry::Definition;
use super::filter::Filter;
use super::key;
use super::level::Level;
use super::place::Place;
use super::validator::Validator;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A custom field of an entity, as one entry of `input_filter`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub(super) key: String,
    pub(super) definition: Definition,
    pub(super) value: Option<String>,
    pub(super) inherited_from: Option<Level>,
}

impl Field {
    /// What people call the field.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.definition.label
    }

    /// What programs call the field: kebab-case, unique within an entity.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether the field has this key, in kebab or snake form.
    #[must_use]
    pub fn is_called(&self, key: &str) -> bool {
        let folded = |b: u8| if b == b'_' { b'-' } else { b };
        self.key.bytes().eq(key.bytes().map(folded))
    }

    /// What tidies up a raw value, in order.
    #[must_use]
    pub fn filters(&self) -> &[Filter] {
        &self.definition.filters
    }

    /// What a filtered value must pass.
    #[must_use]
    pub fn validators(&self) -> &[Validator] {
        &self.definition.validators
    }

    /// The value that was set on the entity; every kind of value is a text.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Whether entities below may not define the field anew.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.definition.locked == Some(true)
    }

    /// Where the field is defined, when that is not the entity itself.
    #[must_use]
    pub fn inherited_from(&self) -> Option<Level> {
        self.inherited_from
    }

    /// The kind of entity that the field is meant for, when not for all.
    #[must_use]
    pub fn apply_to(&self) -> Option<Level> {
        self.definition.apply_to.flatten()
    }

    /// Whether an entity of this kind may have a value in the field.
    #[must_use]
    pub fn is_meant_for(&self, kind: impl Into<Level>) -> bool {
        self.apply_to().is_none_or(|level| level == kind.into())
    }

    /// The field with another value; it is what [`set_value`](super::set_value) made of a raw one.
    #[must_use]
    pub fn with_value(self, value: Option<String>) -> Self {
        Self { value, ..self }
    }

    /// Reads a field as it was stored, which is its wire form. `None` if it is none.
    #[must_use]
    pub fn of_stored(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        let mut messages = Vec::new();
        let definition = Definition::read(object, &Place::Root, &mut messages)?;
        if !messages.is_empty() {
            return None;
        }
        Some(Self {
            key: key::of_sent(object.get("key")?.as_str()?)?,
            definition: definition.settled(),
            value: object.get("value").and_then(Value::as_str).map(str::to_owned),
            inherited_from: object.get("inherited_from").and_then(Value::as_str).and_then(Level::parse),
        })
    }
}

/// The wire form: five members that are always there, then those that say something.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let definition = &self.definition;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("label", &definition.label)?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("filters", &definition.filters.iter().map(Filter::to_value).collect::<Vec<_>>())?;
        map.serialize_entry(
            "validators",
            &definition.validators.iter().map(Validator::to_value).collect::<Vec<_>>(),
        )?;
        map.serialize_entry("value", &self.value)?;
        if self.is_locked() {
            map.serialize_entry("locked", &true)?;
        }
        if let Some(Some(description)) = &definition.description {
            map.serialize_entry("description", description)?;
        }
        if let Some(level) = self.inherited_from {
            map.serialize_entry("inherited_from", level.code())?;
        }
        if let Some(level) = self.apply_to() {
            map.serialize_entry("apply_to", level.code())?;
        }
        map.end()
    }
}
