//! Setting variables.

use std::collections::BTreeSet;

use docket_domain::json::Object;
use docket_domain::work_flow::Assignment;
use serde_json::Value;

use crate::effect::FieldWrite;
use crate::path::{Path, Segment, Target, put, target};
use crate::value;
use crate::world::{Sees, Unread, World};

/// What became of an assignment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Assigned {
    /// The variable is set.
    Set,
    /// It is locked, and the assignment gives way.
    Skipped,
    /// It is a field of the entity, which is to be written.
    Entity(FieldWrite),
}

/// Sets what an assignment says, and locks it if it says so.
///
/// # Errors
/// A document that must be supplied first, or why nothing could be set: a wrong path, nothing to set it to, a lock. Nothing has changed.
pub(crate) fn assign(
    a: &Assignment,
    data: &mut Object,
    locked: &mut BTreeSet<String>,
    world: &World,
) -> Result<Assigned, Unread> {
    let path = Path::parse(&a.key).map_err(Unread::Broken)?;
    let target = target(path, world)?;
    let name = target.name();
    if is_locked(&name, locked) {
        return if a.ignore { Ok(Assigned::Skipped) } else { Err(Unread::Broken(locked_reason(&name))) };
    }
    let sees = Sees { data, world, event: None };
    let nothing = || Unread::Broken(format!("there is nothing to set {name} to"));
    let value = value::operand(&a.value, &sees)?.ok_or_else(nothing)?;
    let assigned = match target {
        Target::Variable(path) => {
            put(data, &path, value)
                .map_err(|reason| Unread::Broken(format!("{name} can't be set: {reason}")))?;
            Assigned::Set
        }
        Target::Entity(path) => Assigned::Entity(FieldWrite { path, value, from: String::new() }),
    };
    if a.lock {
        locked.insert(name);
    }
    Ok(assigned)
}

/// Sets a variable to what came with a close body.
///
/// # Errors
/// Why it can't be set, in words; nothing has changed.
pub(crate) fn set_variable(
    path: &str,
    value: Value,
    data: &mut Object,
    locked: &BTreeSet<String>,
) -> Result<(), String> {
    let path = Path::parse(path)?;
    let name = name_of(&path.segments);
    if is_locked(&name, locked) {
        return Err(locked_reason(&name));
    }
    put(data, &path, value).map_err(|reason| format!("{name} can't be set: {reason}"))
}

fn locked_reason(name: &str) -> String {
    format!("{name} is locked")
}

/// Whether a name, something in it or something that holds it is locked.
fn is_locked(name: &str, locked: &BTreeSet<String>) -> bool {
    locked.iter().any(|lock| is_within(name, lock) || is_within(lock, name))
}

fn is_within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

impl Target {
    /// The one name of the place, however a path to it is spelled.
    fn name(&self) -> String {
        match self {
            Self::Variable(path) => name_of(&path.segments),
            Self::Entity(members) => {
                members.iter().fold("_entity".to_owned(), |name, member| name + "." + member)
            }
        }
    }
}

fn name_of(segments: &[Segment]) -> String {
    let mut name = String::new();
    for segment in segments {
        match segment {
            Segment::Name(member) if member.is_empty() || member.contains(['.', '[', ']']) => {
                name = format!("{name}['{}']", escaped(member));
            }
            Segment::Name(member) if name.is_empty() => name.push_str(member),
            Segment::Name(member) => name = format!("{name}.{member}"),
            Segment::Index(index) => name = format!("{name}[{index}]"),
            Segment::Filter { way, wanted } => {
                name = format!("{name}[?(@.{} = '{}')]", way.join("."), escaped(wanted));
            }
        }
    }
    name
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::world::Root;

    #[derive(Default)]
    struct Run {
        data: Object,
        locked: BTreeSet<String>,
        world: World,
    }

    impl Run {
        fn assign(&mut self, assignment: &Value) -> Result<Assigned, Unread> {
            let assignment: Assignment = serde_json::from_value(assignment.clone()).unwrap();
            assign(&assignment, &mut self.data, &mut self.locked, &self.world)
        }
    }

    fn broken(reason: &str) -> Result<Assigned, Unread> {
        Err(Unread::Broken(reason.to_owned()))
    }

    #[test]
    fn a_variable_is_set_to_a_value_or_to_another_variable() {
        let mut run = Run::default();
        assert_eq!(run.assign(&json!({"key": "buzz", "value": [1, 2]})), Ok(Assigned::Set));
        assert_eq!(run.assign(&json!({"key": "$.deep.fizz", "value": "$.buzz"})), Ok(Assigned::Set));
        assert_eq!(json!(run.data), json!({"buzz": [1, 2], "deep": {"fizz": [1, 2]}}));
        assert_eq!(
            run.assign(&json!({"key": "x", "value": "$.nope"})),
            broken("there is nothing to set x to")
        );
        assert_eq!(
            run.assign(&json!({"key": "buzz.x", "value": 1})),
            broken("buzz.x can't be set: x can't be a member of what is no object")
        );
        assert_eq!(run.assign(&json!({"key": "x", "value": "$._entity.a"})), Err(Unread::Need(Root::Entity)));
    }

    #[test]
    fn a_field_of_the_entity_is_given_back_to_be_written() {
        let mut run = Run::default();
        let write = |path: &[&str]| {
            let path = path.iter().map(|&member| member.to_owned()).collect();
            Ok(Assigned::Entity(FieldWrite { path, value: json!("x"), from: String::new() }))
        };
        assert_eq!(
            run.assign(&json!({"key": "$._entity.serial_number", "value": "x"})),
            write(&["serial_number"])
        );
        let custom = json!({"key": "$._entity.input_filter[?(@.key = 'tag')]", "value": "x"});
        assert_eq!(run.assign(&custom), write(&["input_filter", "tag"]));
        assert!(run.data.is_empty());
    }

    #[test]
    fn a_locked_variable_is_not_written_however_it_is_spelled() {
        let mut run = Run::default();
        run.assign(&json!({"key": "$.unit.status", "value": "a", "lock": true})).unwrap();
        for key in ["unit.status", "$.data.unit['status']", "$.unit", "$.unit.status.deep"] {
            assert!(
                matches!(run.assign(&json!({"key": key, "value": "b"})), Err(Unread::Broken(_))),
                "{key}"
            );
            let ignored = run.assign(&json!({"key": key, "value": "$.nope", "ignore": true}));
            assert_eq!(ignored, Ok(Assigned::Skipped), "{key}");
        }
        assert_eq!(run.assign(&json!({"key": "unit.statuses", "value": "b"})), Ok(Assigned::Set));
        assert_eq!(json!(run.data), json!({"unit": {"status": "a", "statuses": "b"}}));
        assert_eq!(
            set_variable("$.unit.status", json!("b"), &mut run.data, &run.locked),
            Err("unit.status is locked".to_owned())
        );
        assert_eq!(set_variable("$.other", json!("b"), &mut run.data, &run.locked), Ok(()));
    }

    #[test]
    fn an_assignment_that_fails_locks_nothing() {
        let mut run = Run::default();
        assert!(run.assign(&json!({"key": "x", "value": "$.nope", "lock": true})).is_err());
        assert!(run.locked.is_empty());
    }
}
