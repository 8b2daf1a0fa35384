//! The `input_filter` of a body.

use super::entry::{Definition, is_value_only};
use super::field::Field;
use super::inherit::overlay;
use super::level::Level;
use super::place::Place;
use super::validator::check_mask;
use super::value::set_value;
use super::{MAX_FIELDS, MAX_MASKS, key};
use crate::entity::EntityType;
use crate::json::Object;
use crate::message::Message;
use serde_json::{Value, json};
use std::collections::HashSet;

/// How many things that are wrong are told.
const MAX_MESSAGES: usize = 100;
/// What filtering and checking all values of a body may cost, in bytes times filters and validators: well below a second.
const MAX_WORK: usize = 16 << 20;

/// Takes the `input_filter` of a body for an entity of the kind `of`, which inherits `inherited` (see
/// [`inherit`](super::inherit)) and holds `stored` (nothing when it is new). The result is all the fields that the
/// entity then has, to be stored and shown.
///
/// An entry with a definition makes a field, or takes the place of an inherited one unless that is locked; the entity's
/// own fields that such a list does not name are removed. An entry with just `key` and `value` sets the value of a known
/// field; a list of only such entries leaves everything else as it is. A value, `locked`, `description` or `apply_to` that
/// is not named stays.
///
/// # Errors
///
/// All that is wrong, in the form of the Ajv 6 validator, at most 100. Our own keywords: `exists` (no field has this
/// key), `unique` (a key twice), `key` (no key can be made of the label), `locked`, `apply_to` (a value for a field
/// that is meant for another kind), `mask`, `maxMasks`, `maxWork`, `range` (a number too large to reckon with), and the name of the filter or validator that a value fails.
pub fn accept_definitions(
    list: &Value,
    inherited: &[Field],
    stored: &[Field],
    of: EntityType,
) -> Result<Vec<Field>, Vec<Message>> {
    let place = Place::Root;
    let place = place.member("input_filter");
    let entries = match list {
        Value::Array(entries) if entries.len() <= MAX_FIELDS => entries,
        Value::Array(_) => return Err(vec![place.too_many(MAX_FIELDS)]),
        _ => return Err(vec![place.wrong_type("array")]),
    };
    let mut body = Body::new(entries, inherited, stored, of);
    for (index, entry) in entries.iter().enumerate() {
        if body.messages.len() < MAX_MESSAGES {
            body.take(entry, place.index(index));
        }
    }
    body.check_whole(place);
    body.messages.truncate(MAX_MESSAGES);
    if body.messages.is_empty() { Ok(body.fields) } else { Err(body.messages) }
}

/// A body while its entries are taken one after the other.
struct Body<'a> {
    inherited: &'a [Field],
    /// The fields before the body.
    known: Vec<Field>,
    /// The fields after it.
    fields: Vec<Field>,
    of: EntityType,
    keys: HashSet<String>,
    /// How many masks the body has so far.
    masks: usize,
    /// What filtering and checking the values has cost so far: bytes times filters and validators.
    work: usize,
    messages: Vec<Message>,
}

impl<'a> Body<'a> {
    fn new(entries: &[Value], inherited: &'a [Field], stored: &[Field], of: EntityType) -> Self {
        let known = overlay(inherited, stored);
        let sets_values = |entry: &Value| entry.as_object().is_some_and(is_value_only);
        let fields = if !entries.is_empty() && entries.iter().all(sets_values) {
            known.clone()
        } else {
            let copies: Vec<Field> =
                stored.iter().filter(|field| field.inherited_from.is_some()).cloned().collect();
            overlay(inherited, &copies)
        };
        Self { inherited, known, fields, of, keys: HashSet::new(), masks: 0, work: 0, messages: Vec::new() }
    }

    fn take(&mut self, entry: &Value, place: Place<'_>) {
        let Value::Object(entry) = entry else {
            self.messages.push(place.wrong_type("object"));
            return;
        };
        let before = self.messages.len();
        let Some(field) = self.field(entry, &place).filter(|_| self.messages.len() == before) else { return };
        if !self.keys.insert(field.key.clone()) {
            let message = "should have a key of its own";
            self.messages.push(place.fault("unique", json!({ "key": field.key }), message));
            return;
        }
        if let Some(value) = self.value(&field, entry.get("value"), &place) {
            self.put(field.with_value(value));
        }
    }

    /// The field that an entry speaks of, with the value that it had.
    fn field(&mut self, entry: &Object, place: &Place<'_>) -> Option<Field> {
        let sent = match entry.get("key") {
            None => None,
            Some(Value::String(sent)) => Some(sent.as_str()),
            Some(_) => {
                self.messages.push(place.member("key").wrong_type("string"));
                return None;
            }
        };
        if let Some(sent) = sent.filter(|_| is_value_only(entry)) {
            if let Some(known) = self.known.iter().find(|field| field.is_called(sent)) {
                return Some(known.clone());
            }
            if holds_values(self.of) {
                let message = "should be the key of a known field";
                self.messages.push(place.member("key").fault("exists", json!({ "key": sent }), message));
                return None;
            }
        }
        let before = self.messages.len();
        let definition = Definition::read(entry, place, &mut self.messages)?;
        if self.messages.len() > before { None } else { self.defined(definition, sent, place) }
    }

    /// The field of a definition: new, or in the place of the one that is inherited.
    fn defined(&mut self, definition: Definition, sent: Option<&str>, place: &Place<'_>) -> Option<Field> {
        let key = sent.and_then(key::of_sent).unwrap_or_else(|| key::of_label(&definition.label));
        if key.is_empty() {
            let message = "should have a letter from a to z or a digit, or come with a key";
            self.messages.push(place.member("label").fault("key", json!({}), message));
            return None;
        }
        self.check_masks(&definition, place);
        let before = self.known.iter().find(|field| field.key == key);
        let definition = match before {
            Some(before) => definition.completed_by(&before.definition).settled(),
            None => definition.settled(),
        };
        let value = before.and_then(|field| field.value.clone());
        let Some(above) = self.inherited.iter().find(|field| field.key == key) else {
            return Some(Field { key, definition, value, inherited_from: None });
        };
        let Some(differs) = definition.differs_in(&above.definition) else {
            return Some(above.clone().with_value(value));
        };
        if above.is_locked() {
            self.messages.push(locked(above, &place.member(differs)));
            return None;
        }
        Some(Field { key, definition, value, inherited_from: None })
    }

    fn check_masks(&mut self, definition: &Definition, place: &Place<'_>) {
        let place = place.member("validators");
        for (index, validator) in definition.validators.iter().enumerate() {
            let Some(pattern) = validator.mask() else { continue };
            self.masks += 1;
            if self.masks > MAX_MASKS {
                return; // The whole is refused for it; compiling would be in vain.
            }
            let Err(reason) = check_mask(pattern) else { continue };
            let (place, params) = (place.index(index), json!({ "reason": reason }));
            let place = place.member("options");
            let message = format!("should be a regular expression that can be used: {reason}");
            self.messages.push(place.member("mask").fault("mask", params, message));
        }
    }

    /// The value that a field has after the body. `None` if it cannot be; then that was noted.
    fn value(&mut self, field: &Field, raw: Option<&Value>, place: &Place<'_>) -> Option<Option<String>> {
        let Some(raw) = raw else { return Some(field.value.clone()) };
        if raw.is_null() && !(holds_values(self.of) && field.is_meant_for(self.of)) {
            return Some(None);
        }
        let place = place.member("value");
        if let Some(level) = field.apply_to().filter(|level| *level != Level::from(self.of)) {
            let params = json!({ "apply_to": level.code() });
            let message = format!("should be null, the field is meant for {level}");
            self.messages.push(place.fault("apply_to", params, message));
            return None;
        }
        let rules = field.filters().len() + field.validators().len();
        self.work = self.work.saturating_add(raw.as_str().map_or(0, str::len).saturating_mul(rules));
        if self.work > MAX_WORK {
            let message = "should be shorter: all values together take too long to filter and check";
            self.messages.push(place.fault("maxWork", json!({ "limit": MAX_WORK }), message));
            return None;
        }
        let told = |told: Box<Message>| place.fault(&told.keyword, told.params, told.message);
        set_value(field, raw).map_err(|message| self.messages.push(told(message))).ok()
    }

    fn put(&mut self, field: Field) {
        match self.fields.iter_mut().find(|other| other.key == field.key) {
            Some(other) => *other = field,
            None => self.fields.push(field),
        }
    }

    /// What can be seen only when all is taken.
    fn check_whole(&mut self, place: Place<'_>) {
        if self.fields.len() > MAX_FIELDS {
            self.messages.push(place.too_many(MAX_FIELDS));
        }
        let validators = self.fields.iter().flat_map(Field::validators);
        let masks = validators.filter(|validator| validator.mask().is_some()).count();
        if masks.max(self.masks) > MAX_MASKS {
            let message = format!("should NOT have more than {MAX_MASKS} masks");
            self.messages.push(place.fault("maxMasks", json!({ "limit": MAX_MASKS }), message));
        }
    }
}

/// Whether entities of a kind hold values of fields that are defined above them, and so must have those required.
fn holds_values(kind: EntityType) -> bool {
    matches!(kind, EntityType::WorkOrder | EntityType::Unit)
}

fn locked(above: &Field, place: &Place<'_>) -> Message {
    let from = above.inherited_from.map_or("above", Level::code);
    let params = json!({ "key": above.key, "inherited_from": from });
    place.fault("locked", params, format!("should stay as it is, {from} locked the field"))
}
