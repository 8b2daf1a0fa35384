//! The steps that have ended in a run, as they are shown.

use docket_domain::entity::user_id;
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_flow::Past;
use docket_store::context::Context;
use docket_store::{Tx, context_turn};
use serde_json::Value;

use crate::{Error, Op, Result};

/// The newest steps of a run that have ended, at most so many, in the order in which they did, as they are shown.
pub(super) async fn last_steps(op: &Op, tx: &mut Tx<'_>, run: &Context, most: usize) -> Result<Vec<Value>> {
    Ok(newest(op, tx, run, most).await?.into_iter().map(shown).collect())
}

/// The newest steps of a run that have ended, at most so many, in the order in which they did.
pub(crate) async fn newest(op: &Op, tx: &mut Tx<'_>, run: &Context, most: usize) -> Result<Vec<Past>> {
    if run.steps == 0 {
        return Ok(Vec::new());
    }
    let mut newest_first: Vec<Past> = Vec::new();
    for turn in context_turn::newest(tx, op.tenant(), &run.id, most as i64).await? {
        let past: Vec<Past> = serde_json::from_slice(&turn.past)
            .map_err(|error| Error::internal(format!("turn {} of {}: {error}", turn.n, run.id)))?;
        newest_first.extend(past.into_iter().rev());
        if newest_first.len() >= most {
            break;
        }
    }
    newest_first.truncate(most);
    newest_first.reverse();
    Ok(newest_first)
}

fn shown(past: Past) -> Value {
    let mut shown = Object::new();
    let mut add = |name: &str, value: Value| shown.insert(name.to_owned(), value);
    add("step_name", past.step.into());
    add("started_at", format_ms(past.started).into());
    add("ended_at", format_ms(past.ended).into());
    add("time_to_run", (past.ended - past.started).max(0).to_string().into());
    add("did_error", past.error.into());
    add("did_timeout", past.timeout.into());
    add("next_step", past.next.into());
    add("closed_by", past.by.as_deref().map(user_id::alias).into());
    add("done_at", past.done.map(format_ms).into());
    add("reason", past.reason.into());
    Value::Object(shown)
}
