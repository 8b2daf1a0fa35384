//! Marking one of the caller's notifications as read or archived.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::is_id;
use docket_store::{Tx, event, notification};
use serde_json::{Value, json};

use super::{RIGHT, view};
use crate::entity::{View, missing};
use crate::{Change, Error, Op, Result};

/// How many operations a patch has at most.
const MOST: usize = 100;
/// What can be patched.
const PATHS: [&str; 2] = ["/read", "/archived"];
/// What a patch can do.
const OPERATIONS: [&str; 3] = ["add", "replace", "test"];

/// A patch (RFC 6902) that was read: what it does, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks(Vec<Mark>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    tests: bool,
    of: usize,
    value: bool,
}

impl Marks {
    /// Reads a patch.
    ///
    /// # Errors
    /// [`Error::Messages`] for what is no list of operations `add`, `replace` and `test` on `/read` and `/archived` with truth
    /// values.
    pub fn read(body: &Value) -> Result<Self> {
        let Some(list) = body.as_array() else {
            let wrong = Message::own("type", "", json!({"type": "array"}), "should be array");
            return Err(Error::Messages(vec![wrong]));
        };
        if list.len() > MOST {
            let message = format!("should NOT have more than {MOST} items");
            return Err(Error::Messages(vec![Message::own("maxItems", "", json!({"limit": MOST}), message)]));
        }
        let mut wrong = Vec::new();
        let marks = list.iter().enumerate().filter_map(|(place, one)| mark(one, place, &mut wrong)).collect();
        if wrong.is_empty() { Ok(Self(marks)) } else { Err(Error::Messages(wrong)) }
    }

    /// What it makes of the two; `None` if a test fails.
    fn apply(&self, mut state: [bool; 2]) -> Option<[bool; 2]> {
        for mark in &self.0 {
            if mark.tests && state[mark.of] != mark.value {
                return None;
            }
            state[mark.of] = mark.value;
        }
        Some(state)
    }
}

/// One operation; what is wrong with it goes to `wrong`.
fn mark(one: &Value, place: usize, wrong: &mut Vec<Message>) -> Option<Mark> {
    let Some(members) = one.as_object() else {
        let path = format!("[{place}]");
        wrong.push(Message::own("type", path, json!({"type": "object"}), "should be object"));
        return None;
    };
    let before = wrong.len();
    let mut word = |name: &str, known: &[&str]| {
        let given = members.get(name).and_then(Value::as_str);
        let found = known.iter().position(|known| Some(*known) == given);
        if found.is_none() {
            wrong.push(unlike(members.get(name), name, place, known));
        }
        found
    };
    let (operation, of) = (word("op", &OPERATIONS), word("path", &PATHS));
    let value = members.get("value").and_then(Value::as_bool);
    if value.is_none() {
        wrong.push(match members.get("value") {
            None => absent("value", place),
            Some(_) => {
                let params = json!({"type": "boolean"});
                Message::own("type", format!("[{place}].value"), params, "should be boolean")
            }
        });
    }
    if wrong.len() > before {
        return None;
    }
    Some(Mark { tests: OPERATIONS.get(operation?) == Some(&"test"), of: of?, value: value? })
}

fn unlike(given: Option<&Value>, name: &str, place: usize, known: &[&str]) -> Message {
    if given.is_none() {
        return absent(name, place);
    }
    let params = json!({"allowedValues": known});
    Message::own("enum", format!("[{place}].{name}"), params, "should be equal to one of the allowed values")
}

fn absent(name: &str, place: usize) -> Message {
    let params = json!({"missingProperty": name});
    Message::own("required", format!("[{place}]"), params, format!("should have required property '{name}'"))
}

/// Marks one of the caller's notifications.
///
/// # Errors
/// [`Error::Conflict`] if a test of the patch fails; nothing is changed then.
pub async fn patch(op: &Op, id: &str, marks: Marks) -> Result<View> {
    op.allow(RIGHT)?;
    op.write(Patch { id: id.to_owned(), marks }).await
}

struct Patch {
    id: String,
    marks: Marks,
}

impl Change for Patch {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        (EntityType::Notification.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let before = match is_id(&self.id) {
            true => notification::lock(tx, op.tenant(), op.actor(), &self.id).await?,
            false => None,
        };
        let before = before.ok_or_else(|| missing(&self.id))?;
        op.if_match.check(Some(before.version))?;
        let was = [before.read, before.archived];
        let now = self.marks.apply(was).ok_or_else(|| {
            Error::Conflict("test_failed", "The notification is not what the patch tests for".to_owned())
        })?;
        if now == was {
            return view::whole(op, tx, &before).await;
        }
        notification::mark(tx, op.tenant(), op.actor(), &before, (now[0], now[1], op.now)).await?;
        let data = json!({"read": now[0], "archived": now[1]}).to_string();
        let (kind, version) = (EntityType::Notification.code(), before.version + 1);
        let happened =
            event::New { data: Some(data.as_bytes()), ..op.event(kind, &self.id, version, "PUSH.changed") };
        event::append(tx, op.tenant(), before.xid, &happened).await?;
        let after = notification::find(tx, op.tenant(), op.actor(), &self.id).await?;
        view::whole(op, tx, &after.ok_or_else(|| missing(&self.id))?).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_is_done_in_its_order() {
        let body = json!([
            {"op": "test", "path": "/read", "value": false},
            {"op": "replace", "path": "/read", "value": true},
            {"op": "test", "path": "/read", "value": true},
            {"op": "add", "path": "/archived", "value": true},
        ]);
        let marks = Marks::read(&body).expect("a patch");
        assert_eq!(marks.apply([false, false]), Some([true, true]));
        assert_eq!(marks.apply([true, false]), None);
        assert_eq!(Marks::read(&json!([])).expect("a patch").apply([false, true]), Some([false, true]));
    }

    #[test]
    fn anything_else_is_told_where_it_is() {
        for (body, keyword, path) in [
            (json!({}), "type", ""),
            (json!([7]), "type", "[0]"),
            (json!([{"op": "remove", "path": "/read", "value": true}]), "enum", "[0].op"),
            (json!([{"op": "add", "path": "/label", "value": true}]), "enum", "[0].path"),
            (json!([{"op": "add", "path": "/read", "value": 1}]), "type", "[0].value"),
            (json!([{"op": "add", "path": "/read"}]), "required", "[0]"),
            (json!([{"path": "/read", "value": true}]), "required", "[0]"),
        ] {
            let Err(Error::Messages(wrong)) = Marks::read(&body) else { panic!("{body}") };
            assert_eq!((wrong[0].keyword.as_str(), wrong[0].data_path.as_str()), (keyword, path), "{body}");
        }
    }
}
