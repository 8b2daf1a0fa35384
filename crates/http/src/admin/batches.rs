//! `/admin/v1/work-orders/{id}/batches`: batches of a work order in several queues at once.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use docket_app::Error;
use docket_app::cycle::batch;
use docket_domain::json::Object;
use docket_domain::{Fault, Message};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::body::{Once, body};
use crate::answer;
use crate::failure::{Failure, Result};
use crate::params::Place;
use crate::refusals::ProblemPutting;
use crate::write::Write;

/// The most entries of a body.
const MOST: usize = 100;

/// Batches to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBatches {
    /// At most 100.
    batches: Vec<NewBatch>,
}

/// One or more equal batches.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBatch {
    /// The queue that they go into.
    queue_id: String,
    /// How many cycles each gets.
    number_cycles: i64,
    /// How many batches: 1 to 100, else 1.
    total: Option<i64>,
    /// The work flow whose cycles they get, if the work order has several.
    work_flow_id: Option<String>,
    /// Their technicians.
    #[serde(default)]
    user_ids: Vec<String>,
}

/// What was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeBatches {
    /// How many batches.
    made: usize,
}

impl NewBatch {
    /// The same as a body of the Niagara dialect.
    fn into_body(self) -> Object {
        let users: Vec<Value> = self.user_ids.into_iter().map(|id| json!({"user_id": id})).collect();
        let mut body = Object::new();
        body.insert("queue".to_owned(), json!({"queue_id": self.queue_id}));
        body.insert("number_cycles".to_owned(), self.number_cycles.into());
        body.insert("total".to_owned(), self.total.unwrap_or(1).into());
        body.insert("users".to_owned(), users.into());
        if let Some(id) = self.work_flow_id {
            body.insert("work_flow".to_owned(), json!({"work_flow_id": id}));
        }
        body
    }
}

/// Make batches of a work order, in several queues: all of them or none. Needs `batch:create`.
#[utoipa::path(post, path = "/admin/v1/work-orders/{id}/batches", tag = "Office", request_body = NewBatches,
    params(("id" = String, Path, description = "The work order"), Once),
    responses((status = 201, description = "They were made", body = MadeBatches), ProblemPutting))]
pub(crate) async fn make_batches(Place(id): Place<String>, write: Write) -> Result<Response> {
    let write = write.making()?;
    let new: NewBatches = body(&write)?;
    if new.batches.is_empty() || new.batches.len() > MOST {
        return Err(Fault::at("$.batches", format!("must have 1 to {MOST} entries")).into());
    }
    let bodies = new.batches.into_iter().map(NewBatch::into_body).collect();
    let made = batch::create_several(&write.op, &id, bodies).await.map_err(in_our_words)?;
    Ok((StatusCode::CREATED, answer::json(&MadeBatches { made })).into_response())
}

/// What is wrong, as our own APIs tell it: at the members of our body.
fn in_our_words(error: Error) -> Failure {
    let fault = |message: Message| {
        let (place, path) = message.data_path.split_once(']').unwrap_or(("", &message.data_path));
        if path.starts_with(".work_order") {
            return Fault::parameter("id", message.message);
        }
        let path = path
            .replace(".queue.queue_id", ".queue_id")
            .replace(".work_flow.work_flow_id", ".work_flow_id")
            .replace(".users[", ".user_ids[")
            .replace("].user_id", "]");
        Fault::at(format!("$.batches{place}]{path}"), message.message)
    };
    match error {
        Error::Messages(messages) => messages.into_iter().map(fault).collect::<Vec<_>>().into(),
        other => other.into(),
    }
}
