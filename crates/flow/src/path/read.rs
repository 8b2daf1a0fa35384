//! Following a path.

use std::borrow::Cow;

use serde_json::Value;

use super::{Origin, Path, Segment, same_key};
use crate::world::{Sees, Unread};

/// What a path leads to; nothing if there is nothing there.
///
/// # Errors
/// A document that must be supplied first, or why the path can't be followed.
pub(crate) fn find<'a>(text: &str, sees: &Sees<'a>) -> Result<Option<Cow<'a, Value>>, Unread> {
    let path = Path::parse(text).map_err(Unread::Broken)?;
    path.find(sees)
}

impl Path {
    fn find<'a>(&self, sees: &Sees<'a>) -> Result<Option<Cow<'a, Value>>, Unread> {
        let found = match self.origin {
            Origin::Root(root) => {
                let document = sees.world.get(root).ok_or(Unread::Need(root))?;
                self.follow(document)
            }
            Origin::Event => sees.event.and_then(|event| self.follow(event)),
            Origin::Data => return Ok(self.in_data(sees)),
            Origin::Bare => match self.in_event(sees) {
                Some(found) => Some(found),
                None => return Ok(self.in_data(sees)),
            },
        };
        Ok(found.map(Cow::Borrowed))
    }

    fn in_data<'a>(&self, sees: &Sees<'a>) -> Option<Cow<'a, Value>> {
        match self.segments.split_first() {
            Some((Segment::Name(name), rest)) => {
                let start = sees.data.get(name)?;
                walk(start, self.segments.first(), rest).map(Cow::Borrowed)
            }
            Some(_) => None,
            None => Some(Cow::Owned(Value::Object(sees.data.clone()))),
        }
    }

    /// A bare name may be meant for what has happened, or for what it has happened to.
    fn in_event<'a>(&self, sees: &Sees<'a>) -> Option<&'a Value> {
        let event = sees.event?;
        ["data", "entity"].into_iter().find_map(|part| self.follow(event.get(part)?))
    }

    /// What the way leads to from `start`.
    pub(super) fn follow<'a>(&self, start: &'a Value) -> Option<&'a Value> {
        walk(start, None, &self.segments)
    }

    /// The item that a path selects, itself rather than its value where it is a custom field.
    pub(super) fn field_at<'a>(&self, start: &'a Value) -> Option<&'a Value> {
        self.segments.iter().try_fold(start, step)
    }
}

/// A path that ends at a custom field leads to the field's value.
fn walk<'a>(start: &'a Value, before: Option<&Segment>, way: &[Segment]) -> Option<&'a Value> {
    let mut here = start;
    let mut before = before;
    let mut in_field = false;
    for segment in way {
        let in_fields = here.is_array() && before.is_some_and(Segment::is_fields);
        let key = segment.field_key().filter(|_| in_fields);
        here = match key {
            Some(key) => field(here, key)?,
            None => step(here, segment)?,
        };
        in_field = in_fields && !matches!(segment, Segment::Index(_));
        before = Some(segment);
    }
    if in_field { here.get("value") } else { Some(here) }
}

/// The custom field with this key.
pub(super) fn field<'a>(fields: &'a Value, key: &str) -> Option<&'a Value> {
    let has_key =
        |field: &&Value| field.get("key").and_then(Value::as_str).is_some_and(|own| same_key(own, key));
    fields.as_array()?.iter().find(has_key)
}

fn step<'a>(here: &'a Value, segment: &Segment) -> Option<&'a Value> {
    match segment {
        Segment::Name(name) => here.as_object()?.get(name),
        Segment::Index(index) => {
            let items = here.as_array()?;
            items.get(position(*index, items.len())?)
        }
        Segment::Filter { way, wanted } => {
            here.as_array()?.iter().find(|item| is_selected(item, way, wanted))
        }
    }
}

/// Where the item of this number stands in a list of so many.
pub(super) fn position(index: i64, len: usize) -> Option<usize> {
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 { len.checked_sub(distance) } else { Some(distance) }
}

/// Whether a filter picks this item of a list.
pub(super) fn is_selected(item: &Value, way: &[String], wanted: &str) -> bool {
    let reached = way.iter().try_fold(item, |here, name| here.as_object()?.get(name));
    match reached {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Number(number)) => number.as_str() == wanted,
        Some(Value::Bool(on)) => (if *on { "true" } else { "false" }) == wanted,
        Some(Value::Null) => wanted == "null",
        Some(Value::Array(_) | Value::Object(_)) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use docket_domain::json::Object;
    use serde_json::json;

    use super::*;
    use crate::world::{Root, World};

    fn data() -> Object {
        let data = json!({
            "fizz": "buzz", "list": [1, {"name": "two"}, 3], "a.b": "dotted", "cycle": "hidden",
            "deep": {"er": {"x": 1}}, "status": "variable", "data": "a variable of this name",
        });
        data.as_object().cloned().unwrap()
    }

    fn world() -> World {
        let mut world = World::default();
        world.set(
            Root::Entity,
            json!({"serial_number": "S1", "input_filter": [
                {"key": "asset-tag", "label": "Asset tag", "value": "A7"}, {"key": "color", "label": "Color"}]}),
        );
        world.set(Root::Cycle, json!({"n": 3}));
        world
    }

    fn read(text: &str) -> Option<Value> {
        let (data, world) = (data(), world());
        let found = find(text, &Sees { data: &data, world: &world, event: None }).unwrap();
        found.map(Cow::into_owned)
    }

    #[test]
    fn a_variable_is_read_by_each_of_its_spellings() {
        for text in ["$.fizz", "$.data.fizz", "fizz", "data.fizz", "$['fizz']", "$.data['fizz']"] {
            assert_eq!(read(text), Some(json!("buzz")), "{text}");
        }
        assert_eq!(read("$.deep.er.x"), Some(json!(1)));
        assert_eq!(read("$['a.b']"), Some(json!("dotted")));
        assert_eq!(read("$.data.data"), Some(json!("a variable of this name")));
        assert_eq!(read("$"), Some(Value::Object(data())));
    }

    #[test]
    fn items_are_read_by_number_and_by_filter() {
        assert_eq!(read("$.list[0]"), Some(json!(1)));
        assert_eq!(read("$.list[-1]"), Some(json!(3)));
        assert_eq!(read("$.list[1].name"), Some(json!("two")));
        assert_eq!(read("$.list[?(@.name = 'two')].name"), Some(json!("two")));
    }

    #[test]
    fn where_nothing_is_nothing_is_read() {
        for text in [
            "nope",
            "$.fizz.x",
            "$.list[3]",
            "$.list[-4]",
            "$.list.x",
            "$.deep[0]",
            "$.list[?(@.name = 'x')]",
            "$._event.x",
            "$._entity.nope",
            "$._entity.input_filter[?(@.key = 'x')]",
            "$._entity.input_filter[?(@.key = 'color')]",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_document_hides_a_variable() {
        assert_eq!(read("$.cycle.n"), Some(json!(3)));
        assert_eq!(read("cycle.n"), Some(json!(3)));
        assert_eq!(read("$.data.cycle"), Some(json!("hidden")));
    }

    #[test]
    fn a_custom_field_is_read_as_its_value() {
        for text in [
            "$._entity.input_filter[?(@.key = 'asset-tag')]",
            "$._entity.input_filter[?(@.key == 'asset_tag')]",
            "$._entity.input_filter[?(@.label = 'Asset tag')]",
            "$._entity.input_filter[?(@.key = 'asset-tag')].value",
            "$._entity.input_filter.asset_tag",
        ] {
            assert_eq!(read(text), Some(json!("A7")), "{text}");
        }
        assert_eq!(read("$._entity.input_filter[0].label"), Some(json!("Asset tag")));
    }

    #[test]
    fn a_document_that_was_not_supplied_is_asked_for() {
        let (data, world) = (data(), World::default());
        let sees = Sees { data: &data, world: &world, event: None };
        assert_eq!(find("$.workorder.label", &sees), Err(Unread::Need(Root::WorkOrder)));
        assert_eq!(find("$.fizz", &sees).unwrap().as_deref(), Some(&json!("buzz")));
    }

    #[test]
    fn a_bare_name_is_looked_up_in_the_event_first() {
        let (data, world) = (data(), world());
        let event =
            json!({"event": "UNIT.changed", "data": {"qty": 1}, "entity": {"qty": 2, "status": "Done"}});
        let sees = Sees { data: &data, world: &world, event: Some(&event) };
        let read = |text| find(text, &sees).unwrap().map(Cow::into_owned);
        assert_eq!(read("qty"), Some(json!(1)));
        assert_eq!(read("status"), Some(json!("Done")));
        assert_eq!(read("$.status"), Some(json!("variable")));
        assert_eq!(read("fizz"), Some(json!("buzz")));
        assert_eq!(read("$._event.event"), Some(json!("UNIT.changed")));
    }
}
