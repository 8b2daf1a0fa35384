//! The statuses that a tenant knows: the list from which customers, programs and projects allow theirs.

use docket_domain::Message;
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_domain::status::{self, Status};
use docket_store::{Tx, status as stored};
use serde_json::{Value, json};

use crate::{Change, Error, Op, Result};

/// How many statuses a tenant has at most.
pub(crate) const MOST: usize = 100;
/// How long a label is at most, in characters.
const LONGEST: usize = 200;

/// The statuses of the tenant in their wire form, in their order.
pub async fn list(op: &Op) -> Result<Value> {
    op.allow(Right::TenantRead)?;
    all(op, &mut op.reader().await?).await
}

async fn all(op: &Op, tx: &mut Tx<'_>) -> Result<Value> {
    let mut all = stored::all(tx, op.tenant()).await?;
    status::sort(&mut all);
    Ok(status::to_list(&all))
}

/// Adds a status from a body whose shape was checked; all of them as they are then.
///
/// # Errors
/// [`Error::Messages`] if there is one with this label, if the label is too long, or if there are 100.
pub async fn create(op: &Op, body: Object) -> Result<Value> {
    op.allow(Right::TenantSettings)?;
    op.write(Create { body }).await
}

struct Create {
    body: Object,
}

impl Change for Create {
    type Out = Value;

    fn subject(&self) -> (&str, &str) {
        ("statuses", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Value> {
        let new = Status::of_value(&Value::Object(self.body.clone()));
        let new = new.ok_or_else(|| Error::internal("a status passed its check and is none"))?;
        let known = stored::all(tx, op.tenant()).await?;
        if status::find(&known, &new.status).is_some() {
            let params = json!({"status": new.status});
            return Err(wrong(
                "uniqueStatus",
                ".status",
                params,
                "should not be the label of another status",
            ));
        }
        if new.status.chars().count() > LONGEST {
            let message = format!("should NOT be longer than {LONGEST} characters");
            return Err(wrong("maxLength", ".status", json!({"limit": LONGEST}), &message));
        }
        if known.len() >= MOST {
            let message = format!("should not be added to {MOST} statuses");
            return Err(wrong("maxStatuses", "", json!({"limit": MOST}), &message));
        }
        stored::add(tx, op.tenant(), &new).await?;
        all(op, tx).await
    }
}

fn wrong(keyword: &str, path: &str, params: Value, message: &str) -> Error {
    Error::Messages(vec![Message::own(keyword, path, params, message)])
}
