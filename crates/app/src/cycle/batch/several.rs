//! Making batches of a work order in several queues at once.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::schema::{Body, check};
use docket_store::Tx;
use serde_json::{Value, json};

use super::make::Make;
use crate::entity::lock_key;
use crate::{Change, Error, Op, Result};

/// Makes batches of one work order, all of them or none; how many. Each body says one or more equal ones, as the bodies of
/// [`super::create_many`] do; what it says of the work order is not looked at.
///
/// # Errors
/// [`Error::Messages`] whose paths begin with the place of the body: `[2].queue.queue_id`.
pub async fn create_several(op: &Op, work_order: &str, bodies: Vec<Object>) -> Result<usize> {
    let mut makes = Vec::with_capacity(bodies.len());
    for (place, mut body) in bodies.into_iter().enumerate() {
        body.insert("work_order".to_owned(), json!({EntityType::WorkOrder.id_member(): work_order}));
        makes.push(checked(body).map_err(|error| at(place, error))?);
    }
    op.write(Several { work_order: work_order.to_owned(), makes }).await
}

fn checked(body: Object) -> Result<Make> {
    let value = Value::Object(body);
    check(Body::MultiBatch, &value).map_err(Error::Messages)?;
    match value {
        Value::Object(body) => Make::many(body),
        _ => Err(Error::internal("a body that was an object is none")),
    }
}

/// The error of the body at a place.
fn at(place: usize, error: Error) -> Error {
    let placed =
        |message: Message| Message { data_path: format!("[{place}]{}", message.data_path), ..message };
    match error {
        Error::Messages(messages) => Error::Messages(messages.into_iter().map(placed).collect()),
        other => other,
    }
}

struct Several {
    work_order: String,
    makes: Vec<Make>,
}

impl Change for Several {
    type Out = usize;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<usize> {
        for (place, make) in self.makes.iter().enumerate() {
            make.run(op, tx).await.map_err(|error| at(place, error))?;
        }
        Ok(self.makes.iter().map(Make::total).sum())
    }
}
