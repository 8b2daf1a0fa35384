//! The technicians' notes of a job, apart from the rest of it (`…/WorkOrder/{num}/TechNotes`).

use docket_domain::Fault;
use docket_domain::job::{Number, Patch};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::job;
use serde_json::{Value, json};

use super::patch::Merge;
use super::{Kept, missing, stored_object};
use crate::{Op, Result};

const NOTES: &str = "TechNotes";

/// Reads the notes and the job's entity tag.
pub async fn get(op: &Op, num: &Number) -> Result<(Value, String)> {
    op.allow(Right::WorkOrderRead)?;
    let mut tx = op.reader().await?;
    let found = job::find(&mut tx, op.tenant(), num.as_str()).await?.ok_or_else(|| missing(num))?;
    let notes = stored_object(&found.doc)?.remove(NOTES).unwrap_or_else(|| json!([]));
    Ok((json!({ NOTES: notes }), super::tag(found.version, found.hash, found.receipt)))
}

/// Replaces the notes by those of `body`.
pub async fn put(op: &Op, num: Number, mut body: Object) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    let notes = body.remove(NOTES).ok_or_else(|| Fault::at("$.TechNotes", "is missing"))?;
    let patch = Patch::compile(&num, object(json!({ "_fields": [NOTES], NOTES: notes })))?;
    op.write(Merge { num, patch }).await
}

/// Removes the notes.
pub async fn delete(op: &Op, num: Number) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    let patch = Patch::compile(&num, object(json!({ "_fields": [NOTES] })))?;
    op.write(Merge { num, patch }).await
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}
