//! What follows from the log: events start work flows, end the waits of runs, and have actions done after them. Whoever reads
//! the log for a tenant calls [`react`] for each event that somebody waits for ([`names`]), and keeps how far it came in the same
//! unit of work.

mod happening;
mod job;

use std::collections::HashSet;

use docket_domain::tenant::TenantId;
use docket_store::event::Event;
use docket_store::{Tx, listening, work_flow_trigger};

use crate::{Op, Result, action, context};

/// The name under which runs wait for the end of a job, whatever event brings it.
pub(crate) const JOB: &str = "JOB";

/// The names of the events that anybody waits for.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// Whether anybody waits for this event.
    #[must_use]
    pub fn has(&self, event: &Event) -> bool {
        self.0.contains(&event.name) || (event.entity == "job" && self.0.contains(JOB))
    }

    /// Whether nobody waits for anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The events that anybody of a tenant waits for. To be read after the events, so that none is taken for one that nobody
/// waits for although somebody began to before it happened.
pub async fn names(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Names> {
    let mut names: HashSet<String> = work_flow_trigger::events(tx, tenant).await?.into_iter().collect();
    names.extend(listening::events(tx, tenant).await?);
    names.extend(action::events(tx, tenant).await?);
    Ok(Names(names))
}

/// How far the reactions to an event have come.
#[derive(Debug, PartialEq, Eq)]
pub enum Reacted {
    /// All is done.
    Whole,
    /// There may be more runs to tell, behind this one.
    UpTo(String),
}

/// An event to be followed.
#[derive(Debug)]
pub struct Following<'a> {
    /// The event.
    pub event: &'a Event,
    /// Whether it starts work flows. Of several events of one name about one thing that are followed together only the last does:
    /// a run sees the thing as it is now, and work flows that trigger each other would double with each round.
    pub starts: bool,
    /// The last run that was told of it, by id; empty if it was not followed at all yet.
    pub told: &'a str,
    /// How many runs are told of it at most.
    pub limit: i64,
}

/// Does what follows from an event: work flows are started and actions done first, then runs are told. `op` is what the server does
/// unasked in the name of whoever caused the event.
///
/// # Errors
/// Those of the database; whatever else goes wrong is told by the run or the action that it concerns.
pub async fn react(op: &Op, tx: &mut Tx<'_>, following: &Following<'_>) -> Result<Reacted> {
    let Following { event, starts, told, limit } = *following;
    let subject = happening::subject(op, tx, event).await?;
    if told.is_empty() {
        for (work_flow, since) in work_flow_trigger::of(tx, op.tenant(), &event.name).await? {
            if let Some(kind) = subject.kind.filter(|_| starts && event.at >= since) {
                context::triggered(op, tx, &work_flow, (kind, &event.key)).await?;
            }
        }
        action::after(op, tx, event).await?;
        job::end(op, tx, event).await?;
    }
    let ids: Vec<&str> = subject.ids.iter().map(String::as_str).collect();
    let waiting = listening::of(tx, op.tenant(), &event.name, &ids, told, limit).await?;
    if waiting.is_empty() {
        return Ok(Reacted::Whole);
    }
    let happening = subject.happening(op, tx, event).await?;
    for (id, since) in &waiting {
        context::hear(op, tx, (id, *since), event.cursor, &happening).await?;
    }
    match waiting.last() {
        Some((last, _)) if waiting.len() as i64 == limit => Ok(Reacted::UpTo(last.clone())),
        _ => Ok(Reacted::Whole),
    }
}
