//! What a path leads to when something is written there.

use docket_domain::json::Object;
use serde_json::Value;

use super::read::{is_selected, position};
use super::{FIELDS, Origin, Path, Segment};
use crate::size;
use crate::world::{Root, Unread, World};

/// How many bytes the variables of a run take as JSON at most.
const MAX_DATA: usize = 256 * 1024;

/// How deep variables are nested at most; the stored state, which holds them, must be readable again.
const MAX_DEPTH: usize = 64;

/// Where a value is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Target {
    /// To a variable, or into one.
    Variable(Path),
    /// To a field of the entity, told as [`FieldWrite::path`](crate::FieldWrite) tells it.
    Entity(Vec<String>),
}

/// Where a path leads to for writing.
///
/// # Errors
/// The entity must be supplied first, or why nothing can be written there.
pub(crate) fn target(path: Path, world: &World) -> Result<Target, Unread> {
    match path.origin {
        Origin::Data | Origin::Bare => Ok(Target::Variable(path)),
        Origin::Root(Root::Entity) => field(&path.segments, world).map(Target::Entity),
        Origin::Root(root) => Err(unwritable(root.name())),
        Origin::Event => Err(unwritable("_event")),
    }
}

fn unwritable(name: &str) -> Unread {
    Unread::Broken(format!("only variables and fields of the entity can be written, nothing of {name}"))
}

fn field(way: &[Segment], world: &World) -> Result<Vec<String>, Unread> {
    if let [first, custom, rest @ ..] = way
        && first.is_fields()
    {
        let at_value =
            matches!(rest, [] | [Segment::Name(_)]) && rest.iter().all(|name| *name == value_member());
        let key = if at_value { custom_key(custom, way, world)? } else { None };
        let key =
            key.ok_or_else(|| Unread::Broken("of a custom field only the value can be written".to_owned()))?;
        return Ok(vec![FIELDS.to_owned(), key]);
    }
    let name = |segment: &Segment| match segment {
        Segment::Name(name) => Some(name.clone()),
        Segment::Index(_) | Segment::Filter { .. } => None,
    };
    let names: Option<Vec<String>> = way.iter().map(name).collect();
    match names {
        Some(names) if !names.is_empty() && names != [FIELDS] => Ok(names),
        _ => {
            Err(Unread::Broken("on the entity only its members and custom fields can be written".to_owned()))
        }
    }
}

/// The key of the custom field that a path selects; one that is selected by something else is looked up.
fn custom_key(custom: &Segment, way: &[Segment], world: &World) -> Result<Option<String>, Unread> {
    if let Some(key) = custom.field_key() {
        return Ok(Some(key.to_owned()));
    }
    if matches!(custom, Segment::Index(_)) {
        return Ok(None);
    }
    let entity = world.get(Root::Entity).ok_or(Unread::Need(Root::Entity))?;
    let to_field =
        Path { origin: Origin::Root(Root::Entity), segments: way.iter().take(2).cloned().collect() };
    let key = to_field.field_at(entity).and_then(|field| field.get("key")?.as_str());
    match key {
        Some(key) => Ok(Some(key.to_owned())),
        None => Err(Unread::Broken("the entity has no such custom field".to_owned())),
    }
}

fn value_member() -> Segment {
    Segment::Name("value".to_owned())
}

/// Writes a variable, or into one; objects on the way are made.
///
/// # Errors
/// Why it can't be written, in words; nothing has changed.
pub(crate) fn put(data: &mut Object, path: &Path, value: Value) -> Result<(), String> {
    let mut segments = path.segments.clone();
    if let [.., fields, Segment::Filter { .. }] = segments.as_slice()
        && fields.is_fields()
    {
        segments.push(value_member());
    }
    let Some((Segment::Name(name), way)) = segments.split_first() else {
        return Err("a variable must have a name".to_owned());
    };
    let old = match data.get(name) {
        Some(here) => existing(here, way)?,
        None => only_names(way).map(|()| None)?,
    };
    within_limits(data, old, &value, &segments)?;
    let start = data.entry(name.clone()).or_insert(Value::Null);
    if let Some(slot) = enter(start, way) {
        *slot = value;
    }
    Ok(())
}

/// What is there now; nothing if it can be made.
fn existing<'v>(start: &'v Value, way: &[Segment]) -> Result<Option<&'v Value>, String> {
    let mut here = start;
    for (index, segment) in way.iter().enumerate() {
        let rest = way.get(index + 1..).unwrap_or_default();
        here = match (here, segment) {
            (Value::Null, _) => return only_names(way.get(index..).unwrap_or_default()).map(|()| None),
            (Value::Object(members), Segment::Name(name)) => match members.get(name) {
                Some(member) => member,
                None => return only_names(rest).map(|()| None),
            },
            (Value::Array(items), Segment::Index(number)) => {
                match position(*number, items.len()).map(|at| (at, items.get(at))) {
                    Some((_, Some(item))) => item,
                    Some((at, None)) if at == items.len() => return only_names(rest).map(|()| None),
                    _ => return Err(format!("the list has no item {number}")),
                }
            }
            (Value::Array(items), Segment::Filter { way, wanted }) => items
                .iter()
                .find(|item| is_selected(item, way, wanted))
                .ok_or_else(|| format!("no item of the list is {wanted}"))?,
            (_, Segment::Name(name)) => return Err(format!("{name} can't be a member of what is no object")),
            (_, Segment::Index(_) | Segment::Filter { .. }) => {
                return Err("there is no list with items".to_owned());
            }
        };
    }
    Ok(Some(here))
}

fn only_names(way: &[Segment]) -> Result<(), String> {
    let names = way.iter().all(|segment| matches!(segment, Segment::Name(_)));
    if names { Ok(()) } else { Err("there is no list with items".to_owned()) }
}

/// The place to write to, made if it is not there. It was checked before that there can be one.
fn enter<'v>(start: &'v mut Value, way: &[Segment]) -> Option<&'v mut Value> {
    let mut here = start;
    for segment in way {
        if here.is_null() {
            *here = Value::Object(Object::new());
        }
        here = match segment {
            Segment::Name(name) => here.as_object_mut()?.entry(name.clone()).or_insert(Value::Null),
            Segment::Index(number) => {
                let items = here.as_array_mut()?;
                let at = position(*number, items.len())?;
                if at == items.len() {
                    items.push(Value::Null);
                }
                items.get_mut(at)?
            }
            Segment::Filter { way, wanted } => {
                here.as_array_mut()?.iter_mut().find(|item| is_selected(item, way, wanted))?
            }
        };
    }
    Some(here)
}

fn within_limits(data: &Object, old: Option<&Value>, value: &Value, way: &[Segment]) -> Result<(), String> {
    let names = way.iter().map(|segment| if let Segment::Name(name) = segment { name.len() + 6 } else { 1 });
    let now = size::of_object(data, MAX_DATA).unwrap_or(MAX_DATA);
    let old = old.and_then(|old| size::of(old, MAX_DATA)).unwrap_or_default();
    let added = size::of(value, MAX_DATA).unwrap_or(MAX_DATA) + names.sum::<usize>();
    if now.saturating_sub(old) + added > MAX_DATA {
        return Err(format!("the variables would take more than {} KiB", MAX_DATA / 1024));
    }
    if way.len() + size::depth(value) > MAX_DEPTH {
        return Err(format!("the variables would be nested deeper than {MAX_DEPTH} levels"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Object {
        value.as_object().cloned().unwrap()
    }

    fn after(data: &Value, path: &str, value: Value) -> Result<Value, String> {
        let mut data = object(data);
        put(&mut data, &Path::parse(path)?, value).map(|()| Value::Object(data))
    }

    #[test]
    fn objects_on_the_way_are_made() {
        assert_eq!(after(&json!({}), "$.a.b.c", json!(1)), Ok(json!({"a": {"b": {"c": 1}}})));
        assert_eq!(after(&json!({"a": {"x": 1}}), "a.b", json!(2)), Ok(json!({"a": {"x": 1, "b": 2}})));
        assert_eq!(after(&json!({"a": null}), "a.b", json!(2)), Ok(json!({"a": {"b": 2}})));
        assert_eq!(after(&json!({"a": 1}), "$.data.a", json!("new")), Ok(json!({"a": "new"})));
    }

    #[test]
    fn items_of_a_list_are_replaced_and_added_at_its_end() {
        assert_eq!(after(&json!({"l": [1, 2]}), "$.l[1]", json!(9)), Ok(json!({"l": [1, 9]})));
        assert_eq!(after(&json!({"l": [1]}), "$.l[-1]", json!(9)), Ok(json!({"l": [9]})));
        assert_eq!(after(&json!({"l": [1]}), "$.l[1].a", json!(9)), Ok(json!({"l": [1, {"a": 9}]})));
        assert_eq!(
            after(&json!({"l": [{"k": "a"}, {"k": "b"}]}), "$.l[?(@.k = 'b')].v", json!(9)),
            Ok(json!({"l": [{"k": "a"}, {"k": "b", "v": 9}]}))
        );
        assert_eq!(
            after(
                &json!({"u": {"input_filter": [{"key": "a"}]}}),
                "$.u.input_filter[?(@.key = 'a')]",
                json!(9)
            ),
            Ok(json!({"u": {"input_filter": [{"key": "a", "value": 9}]}}))
        );
    }

    #[test]
    fn what_can_not_be_written_changes_nothing_and_tells_why() {
        let before = object(&json!({"text": "x", "list": [1], "deep": {}}));
        for path in [
            "$.text.a",
            "$.text[0]",
            "$.list.a",
            "$.list[5]",
            "$.list[-2]",
            "$.new[0]",
            "$.deep.a.b[0]",
            "$.list[?(@.k = 'x')]",
            "$",
            "$.data",
            "$.data[0]",
        ] {
            let mut data = before.clone();
            assert!(put(&mut data, &Path::parse(path).unwrap(), json!(1)).is_err(), "{path}");
            assert_eq!(data, before, "{path}");
        }
    }

    #[test]
    fn the_variables_stay_within_their_size_and_depth() {
        let half = json!("x".repeat(MAX_DATA / 2));
        let data = after(&json!({}), "a", half.clone()).unwrap();
        assert!(after(&data, "a", half.clone()).is_ok());
        assert_eq!(after(&data, "b", half), Err("the variables would take more than 256 KiB".to_owned()));
        let deep = (0..MAX_DEPTH - 1).fold(json!(1), |inner, _| json!({"a": inner}));
        assert!(after(&json!({}), "a", deep.clone()).is_ok());
        assert_eq!(
            after(&json!({}), "a.b", deep),
            Err("the variables would be nested deeper than 64 levels".to_owned())
        );
    }

    fn written(path: &str) -> Result<Target, Unread> {
        let mut world = World::default();
        world.set(Root::Entity, json!({"input_filter": [{"key": "asset-tag", "label": "Asset tag"}]}));
        target(Path::parse(path).unwrap(), &world)
    }

    #[test]
    fn members_and_custom_fields_of_the_entity_can_be_written() {
        for (path, members) in [
            ("$._entity.serial_number", vec!["serial_number"]),
            ("_entity.meta.color", vec!["meta", "color"]),
            ("$._entity.input_filter[?(@.key = 'asset-tag')]", vec!["input_filter", "asset-tag"]),
            ("$._entity.input_filter[?(@.key = 'x')].value", vec!["input_filter", "x"]),
            ("$._entity.input_filter[?(@.label = 'Asset tag')]", vec!["input_filter", "asset-tag"]),
            ("$._entity.input_filter['asset-tag']", vec!["input_filter", "asset-tag"]),
        ] {
            let members = members.into_iter().map(str::to_owned).collect();
            assert_eq!(written(path), Ok(Target::Entity(members)), "{path}");
        }
    }

    #[test]
    fn nothing_else_of_the_world_can_be_written() {
        for path in [
            "$._entity",
            "$._entity.list[0]",
            "$._entity.input_filter",
            "$._entity.input_filter[0]",
            "$._entity.input_filter[?(@.key = 'x')].label",
            "$._entity.input_filter[?(@.key = 'x')].value.deep",
            "$._entity.input_filter[?(@.label = 'x')]",
            "$.work_order.label",
            "$.cycle",
            "$._using.x",
            "$._event.x",
        ] {
            assert!(matches!(written(path), Err(Unread::Broken(_))), "{path}");
        }
    }

    #[test]
    fn the_entity_is_asked_for_only_where_it_must_be_looked_into() {
        let world = World::default();
        let target = |path| target(Path::parse(path).unwrap(), &world);
        assert!(target("$._entity.input_filter[?(@.key = 'x')]").is_ok());
        assert_eq!(target("$._entity.input_filter[?(@.label = 'x')]"), Err(Unread::Need(Root::Entity)));
    }
}
