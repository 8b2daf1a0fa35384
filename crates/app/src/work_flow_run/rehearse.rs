//! Dry runs: what a work flow would do.

use std::sync::Arc;

use docket_domain::Message;
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_domain::work_flow::{Definition, accept};
use docket_flow::dry_run::{Report, Sample, dry_run};
use serde_json::{Value, json};

use super::{beside, definition};
use crate::{Error, Op, Result};

/// Tries a work flow with made-up answers, in a made-up world: nothing is kept and nobody is told. The body holds `work_flow`, a
/// definition, or `work_flow_id` and perhaps `version`; and a `sample`, as [`Sample`] reads it.
///
/// # Errors
/// [`Error::Messages`] for a wrong body, also if it names a work flow or a version that there is not, and [`Error::Forbidden`] without
/// `work-flow:read`.
pub async fn rehearse(op: &Op, body: &Object) -> Result<Report> {
    let (which, sample) = match read(body) {
        Ok(read) => read,
        Err(messages) => {
            op.allow_effective(Right::WorkFlowRead)?;
            return Err(Error::Messages(messages));
        }
    };
    let definition = match which {
        Which::Given(definition) => {
            op.allow_effective(Right::WorkFlowRead)?;
            Arc::new(*definition)
        }
        Which::Kept { id, version } => {
            let mut tx = op.reader().await?;
            definition(op, &mut tx, &id, version).await.map_err(|error| unknown(error, &id))?.0
        }
    };
    beside(move || dry_run(&definition, &sample)).await
}

/// What a body names must exist.
fn unknown(error: Error, id: &str) -> Error {
    let Error::NotFound(_, missing) = &error else { return error };
    let member = if missing == id { ".work_flow_id" } else { ".version" };
    let message = "should name something that exists";
    Error::Messages(vec![Message::own("exists", member, json!({"id": missing}), message)])
}

/// Which work flow is tried.
enum Which {
    /// One that comes along.
    Given(Box<Definition>),
    /// One that is kept; the newest version, if none is named.
    Kept { id: String, version: Option<i64> },
}

fn read(body: &Object) -> std::result::Result<(Which, Sample), Vec<Message>> {
    let mut wrong = Vec::new();
    for name in body.keys().filter(|name| !MEMBERS.contains(&name.as_str())).take(MEMBERS.len()) {
        let params = json!({"additionalProperty": name});
        wrong.push(message("additionalProperties", "", params, "should NOT have additional properties"));
    }
    let which = which(body).map_err(|messages| wrong.extend(messages)).ok();
    let none = Object::new();
    let sample = match body.get("sample") {
        None => Sample::read(&none, ".sample"),
        Some(Value::Object(sample)) => Sample::read(sample, ".sample"),
        Some(_) => Err(vec![not_a("object", ".sample")]),
    };
    let sample = sample.map_err(|messages| wrong.extend(messages)).ok();
    match (which, sample) {
        (Some(which), Some(sample)) if wrong.is_empty() => Ok((which, sample)),
        _ => Err(wrong),
    }
}

const MEMBERS: &[&str] = &["work_flow", "work_flow_id", "version", "sample"];

fn which(body: &Object) -> std::result::Result<Which, Vec<Message>> {
    match (body.get("work_flow"), body.get("work_flow_id")) {
        (Some(Value::Object(document)), None) => {
            let accepted =
                accept(document).map_err(|messages| messages.into_iter().map(inside).collect::<Vec<_>>())?;
            Ok(Which::Given(Box::new(accepted.definition)))
        }
        (Some(_), None) => Err(vec![not_a("object", ".work_flow")]),
        (None, Some(Value::String(id))) => Ok(Which::Kept { id: id.clone(), version: version(body)? }),
        (None, Some(_)) => Err(vec![not_a("string", ".work_flow_id")]),
        _ => {
            let message = "should have either a property 'work_flow' or a property 'work_flow_id'";
            Err(vec![Message::own("workFlowOrId", "", json!({}), message)])
        }
    }
}

fn version(body: &Object) -> std::result::Result<Option<i64>, Vec<Message>> {
    match body.get("version") {
        None => Ok(None),
        Some(version) => version.as_i64().map(Some).ok_or_else(|| vec![not_a("integer", ".version")]),
    }
}

/// A message about a definition, as one about the body that holds it.
fn inside(mut message: Message) -> Message {
    message.data_path.insert_str(0, ".work_flow");
    message
}

fn not_a(kind: &str, at: &str) -> Message {
    message("type", at, json!({"type": kind}), &format!("should be {kind}"))
}

fn message(keyword: &str, at: &str, params: Value, message: &str) -> Message {
    let rule: String =
        at.split('.').filter(|name| !name.is_empty()).map(|name| format!("/properties/{name}")).collect();
    Message {
        keyword: keyword.to_owned(),
        data_path: at.to_owned(),
        schema_path: format!("#{rule}/{keyword}"),
        params,
        message: message.to_owned(),
    }
}
