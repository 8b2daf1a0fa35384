//! Batches: slices of a work order's cycles, put into queues. A batch belongs to its work order for good; what changes are its
//! queue, its order in it, and how many pending cycles it holds.

mod change;
mod delete;
mod draft;
mod follow;
mod label;
mod make;
mod part;
mod several;

pub use change::change;
pub use delete::delete;
pub(crate) use delete::remove;
pub(crate) use follow::follow;
pub use make::{create, create_many};
pub use several::create_several;

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_store::entity;
use serde_json::json;

use crate::entity::missing;
use crate::{Error, Op, Result};

/// The id of a living batch's work order, which every change of the batch locks first.
async fn work_order_of(op: &Op, id: &str) -> Result<String> {
    let mut tx = op.reader().await?;
    // One that was deleted, too: a deletion that is sent again under its key is answered as it was.
    let is_id = docket_domain::entity::is_id(id);
    let batch = if is_id { entity::find(&mut tx, op.tenant(), EntityType::Batch, id).await? } else { None };
    let batch = batch.ok_or_else(|| missing(id))?;
    batch.refs.id(Role::WorkOrder).map(str::to_owned).ok_or_else(|| missing(id))
}

/// More cycles are wanted than are free.
fn too_many(most: i64) -> Error {
    let params = json!({"comparison": "<=", "limit": most, "exclusive": false});
    Error::Messages(vec![Message::own("maximum", ".number_cycles", params, format!("should be <= {most}"))])
}
