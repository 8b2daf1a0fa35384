//! From a body to what a role is to be.

use docket_domain::Message;
use docket_domain::job::fold;
use docket_domain::json::Object;
use docket_domain::permission::{Right, Rights};
use docket_store::Tx;
use docket_store::role::{self, Allowed, New, Role};
use serde_json::{Value, json};

use crate::access::giving;
use crate::{Error, Op, Result};

/// The longest label, in characters: an index holds it.
const LONGEST: usize = 200;

/// What a role is to be.
#[derive(Debug)]
pub(super) struct Draft {
    pub label: String,
    /// `None`: the body says nothing of it.
    pub description: Option<Option<String>>,
    pub allowed: Allowed,
}

impl Draft {
    /// Reads a body whose shape was checked. Nobody gives more than they have everywhere.
    pub(super) fn read(op: &Op, body: &Object) -> Result<Self> {
        let label = body.get("label").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let mut messages = Vec::new();
        if label.is_empty() || label.chars().count() > LONGEST {
            let params = json!({"limit": LONGEST});
            let text = format!("should be 1 to {LONGEST} characters");
            messages.push(Message::own("label", ".label", params, text));
        }
        let (anywhere, located) = rights(body, &mut messages);
        if !messages.is_empty() {
            return Err(Error::Messages(messages));
        }
        if !giving::covers(op, anywhere.union(located)) {
            return Err(Error::NotAllowed("a role may not allow more than you may".to_owned()));
        }
        let description = body.get("description").map(|text| text.as_str().map(str::to_owned));
        let located = located.without(anywhere);
        let allowed = Allowed { anywhere: anywhere.to_text(), located: located.to_text() };
        Ok(Self { label, description, allowed })
    }

    /// Stores it as the next version of a role; the role as it stands now. Nothing new makes no version.
    pub(super) async fn keep(
        &self,
        op: &Op,
        tx: &mut Tx<'_>,
        id: &str,
        before: Option<&Role>,
    ) -> Result<Role> {
        let label_key = fold(&self.label);
        if role::called(tx, op.tenant(), &label_key, id).await? {
            return Err(Error::Conflict("similar", "A similar resource exists".to_owned()));
        }
        let kept = before.and_then(|role| role.description.clone());
        let description = self.description.clone().unwrap_or(kept);
        if let Some(role) = before.filter(|role| self.is(role, description.as_deref())) {
            return Ok(role.clone());
        }
        let new = New {
            name: id,
            label: Some(&self.label),
            label_key: Some(&label_key),
            description: description.as_deref(),
            allowed: &self.allowed,
            version: before.map_or(1, |role| role.version + 1),
            now: op.now,
        };
        role::keep(tx, op.tenant(), &new).await?;
        let kept = role::find(tx, op.tenant(), id).await?;
        kept.ok_or_else(|| Error::internal("a role vanished while it was stored"))
    }

    fn is(&self, role: &Role, description: Option<&str>) -> bool {
        role.label.as_ref().unwrap_or(&role.name) == &self.label
            && role.description.as_deref() == description
            && role.allowed.anywhere == self.allowed.anywhere
            && role.allowed.located == self.allowed.located
    }
}

/// What a body grants: anywhere, and only where the user is.
fn rights(body: &Object, messages: &mut Vec<Message>) -> (Rights, Rights) {
    let (mut anywhere, mut located) = (Rights::none(), Rights::none());
    let grants = body.get("grants").and_then(Value::as_array);
    for (index, grant) in grants.into_iter().flatten().enumerate() {
        let text = grant.get("permission").and_then(Value::as_str).unwrap_or_default();
        let Some(right) = Right::parse(text) else {
            let path = format!(".grants[{index}].permission");
            let params = json!({"permission": text.chars().take(200).collect::<String>()});
            messages.push(Message::own("exists", path, params, "should name a permission that exists"));
            continue;
        };
        let matched = grant.get("match_location").and_then(Value::as_bool).unwrap_or_default();
        let sum = if matched { &mut located } else { &mut anywhere };
        *sum = sum.union(Rights::of(&[right]));
    }
    (anywhere, located)
}
