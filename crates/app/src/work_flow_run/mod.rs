//! Work flows tried and looked at: dry runs, and pictures of work flows and of their runs.

mod picture;
mod rehearse;

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_domain::work_flow::Definition;
use docket_store::Tx;
use tokio::sync::Semaphore;

pub use picture::{Picture, of_context, of_work_flow};
pub use rehearse::rehearse;

use crate::context::definitions;
use crate::entity::{get, missing};
use crate::{Error, Op, Result};

/// How many pictures and dry runs are made at once; others wait, so that they leave the processor to the requests.
static PLACES: Semaphore = Semaphore::const_new(1);

/// Does what takes the processor for a while, beside the requests.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let place = PLACES.acquire().await.map_err(|error| Error::internal(error.to_string()))?;
    let work = move || {
        let _until_done = place;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal(error.to_string()))
}

/// A version of a work flow that the caller may read: the newest, if none is named.
///
/// # Errors
/// [`Error::NotFound`] for a work flow or a version that there is not, and [`Error::Forbidden`].
async fn definition(
    op: &Op,
    tx: &mut Tx<'_>,
    id: &str,
    version: Option<i64>,
) -> Result<(Arc<Definition>, i64)> {
    let flow = get::readable(op, tx, EntityType::WorkFlow, id).await?;
    let newest = flow.rank.ok_or_else(|| Error::internal(format!("the work flow {id} has no version")))?;
    let version = version.unwrap_or(newest);
    if !(1..=newest).contains(&version) {
        return Err(missing(&version.to_string()));
    }
    Ok((definitions::get(op, tx, id, version).await?, version))
}
