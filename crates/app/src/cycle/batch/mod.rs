//! Batches: slices of a work order's cycles, put into queues. A batch belongs to its work order for good; what changes are its
//! queue, its order in it, and how many pending cycles it holds.

mod change;
mod delete;
mod draft;
mod follow;
mod label;
mod make;
mod part;

pub use change::change;
pub use delete::delete;
pub(crate) use delete::remove;
pub(crate) use follow::follow;
pub use make::{create, create_many};

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use serde_json::json;

use crate::entity::{get, missing};
use crate::{Error, Op, Result};

/// The id of a living batch's work order, which every change of the batch locks first.
async fn work_order_of(op: &Op, id: &str) -> Result<String> {
    let mut tx = op.reader().await?;
    let batch = get::living(op, &mut tx, EntityType::Batch, id).await?;
    batch.refs.id(Role::WorkOrder).map(str::to_owned).ok_or_else(|| missing(id))
}

/// More cycles are wanted than are free.
fn too_many(most: i64) -> Error {
    let params = json!({"comparison": "<=", "limit": most, "exclusive": false});
    Error::Messages(vec![Message::own("maximum", ".number_cycles", params, format!("should be <= {most}"))])
}
