//! Jobs that runs of work flows wait for.

use docket_domain::json::Object;
use docket_store::event::Event;
use docket_store::{Tx, job, listening};

use super::JOB;
use crate::{Error, Op, Result, context};

/// More runs than this never wait for one job: each makes its own.
const WAITING: i64 = 100;

/// Tells the runs that wait for a job, if an event about it brought its end.
pub(super) async fn end(op: &Op, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    if event.entity != "job" {
        return Ok(());
    }
    let waiting = listening::of(tx, op.tenant(), JOB, &[&event.key], "", WAITING).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let Some(end) = how(op, tx, &event.key).await? else { return Ok(()) };
    for (id, _) in waiting {
        context::job_ended(op, tx, &id, &event.key, end.clone()).await?;
    }
    Ok(())
}

/// How a job ended; none while it is under way.
async fn how(op: &Op, tx: &mut Tx<'_>, number: &str) -> Result<Option<Result<(), String>>> {
    let Some(found) = job::find(tx, op.tenant(), number).await? else {
        return Ok(Some(Err("the job was deleted".to_owned())));
    };
    let doc: Object =
        serde_json::from_slice(&found.doc).map_err(|error| Error::internal(error.to_string()))?;
    Ok(docket_domain::job::end(&doc))
}
