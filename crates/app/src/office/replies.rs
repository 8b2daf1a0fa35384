//! What became of what was sent to technicians: no member of a job says it.

use docket_domain::event::name;
use docket_domain::permission::Right;
use docket_domain::time::format_ms;
use docket_store::job_query::{self, Query};
use docket_store::{Tx, event};
use futures_util::FutureExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::jobs::{Wanted, query_of};
use crate::job::{JOB, stored_object};
use crate::{Change, Error, Op, Result};

/// A job that was accepted, or taken back, since it was dispatched last.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// The job.
    pub num: String,
    /// It was accepted, else it was taken back.
    pub accepted: bool,
    /// When.
    pub at: String,
}

/// What became of the newest dispatch of the jobs that are wanted, in their order, as far as there is anything to say.
pub async fn replies(op: &Op, wanted: &Wanted) -> Result<Vec<Reply>> {
    op.allow(Right::WorkOrderRead)?;
    op.snapshot(Read { query: query_of(wanted)? }).await
}

struct Read {
    query: Query,
}

impl Change for Read {
    type Out = Vec<Reply>;

    fn subject(&self) -> (&str, &str) {
        ("query", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Vec<Reply>> {
        let mut nums = Vec::new();
        job_query::find(tx, op.tenant(), &self.query, |_, doc| {
            nums.push(number(doc));
            Ok(())
        })
        .await?;
        let nums = nums.into_iter().collect::<Result<Vec<String>>>()?;
        let turns = tx
            .each(&op.tenant(), &nums, |tenant, num, tx| event::last_turn(tx, *tenant, JOB, num).boxed())
            .await;
        let mut replies = Vec::new();
        for (num, turn) in nums.into_iter().zip(turns) {
            let Some((turn, at)) = turn? else { continue };
            let accepted = turn == name::JOB_ACCEPTED;
            if accepted || turn == name::JOB_RECALLED {
                replies.push(Reply { num, accepted, at: format_ms(at) });
            }
        }
        Ok(replies)
    }
}

fn number(doc: &[u8]) -> Result<String> {
    let doc = stored_object(doc)?;
    let num = doc.get("OrderNum").and_then(Value::as_str);
    num.map(str::to_owned).ok_or_else(|| Error::internal("a stored job has no number"))
}
