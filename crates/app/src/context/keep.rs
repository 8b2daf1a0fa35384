//! Keeping what came of a turn: the row of the run, the turn, what it waits for, and the event that tells of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_domain::work_flow::Definition;
use docket_flow::{Finished, Input, Outcome, Past, Phase, State};
use docket_store::context::{self, Context};
use docket_store::context_turn::{self, Turn};
use docket_store::listening::{self, Listener};
use docket_store::{Tx, event, follower};
use serde_json::json;

use super::drive::Driven;
use super::scene::Scene;
use super::subjects;
use crate::follow::JOB;
use crate::{Error, Op, Result};

/// What a run listens for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hearing {
    events: BTreeSet<String>,
    jobs: BTreeSet<String>,
    /// When the first of the steps that listen for events began: one that begins again listens anew.
    began: Option<i64>,
}

impl Hearing {
    pub(super) fn of(state: &State, definition: &Definition) -> Self {
        let waits = state.threads.iter().filter(|thread| matches!(thread.phase, Phase::Waiting { .. }));
        let jobs = state.threads.iter().filter_map(|thread| match &thread.phase {
            Phase::Job { number } => Some(number.clone()),
            _ => None,
        });
        Self {
            began: waits.map(|thread| thread.started).min(),
            events: state.listens(definition).into_iter().map(str::to_owned).collect(),
            jobs: jobs.collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.events.is_empty() && self.jobs.is_empty()
    }
}

/// The word for an input in the history of a run.
pub(super) const fn word(input: &Input) -> &'static str {
    match input {
        Input::Start => START,
        Input::Close(_) => "close",
        Input::Fail { .. } => "fail",
        Input::Timer => "timer",
        Input::Happened(_) => "event",
        Input::Job { .. } => "job",
        Input::Cancel { .. } => "cancel",
    }
}

pub(super) const START: &str = "start";

/// Stores a run that has begun. Of its row, what a turn changes is filled in.
pub(super) async fn begun(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    (context, definition): (Context, Arc<Definition>),
    finished: Finished,
) -> Result<Driven> {
    let after = Context { version: 1, ..after(op, (&context, &definition), &finished)? };
    context::insert(tx, op.tenant(), &after, delay(op, &finished)).await?;
    let hearing = Hearing::of(&finished.state, &definition);
    if !hearing.is_empty() {
        listen(op, tx, scene, &after, &hearing).await?;
    }
    add_turn(op, tx, &after, START, &finished.past).await?;
    Ok(Driven { context: after, state: finished.state, definition, past: finished.past })
}

/// Stores how a run has moved.
pub(super) async fn moved(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    (before, definition): (Context, Arc<Definition>),
    (input, heard): (&'static str, &Hearing),
    finished: Finished,
) -> Result<Driven> {
    let after = after(op, (&before, &definition), &finished)?;
    context::set(tx, op.tenant(), &before, &after, delay(op, &finished)).await?;
    let hearing = Hearing::of(&finished.state, &definition);
    if hearing.is_empty() && !heard.is_empty() {
        listening::forget(tx, op.tenant(), &after.id).await?;
    } else if hearing != *heard && !hearing.is_empty() {
        listen(op, tx, scene, &after, &hearing).await?;
    }
    add_turn(op, tx, &after, input, &finished.past).await?;
    Ok(Driven { context: after, state: finished.state, definition, past: finished.past })
}

/// The row as a turn leaves it.
fn after(op: &Op, (before, definition): (&Context, &Definition), finished: &Finished) -> Result<Context> {
    let state = &finished.state;
    let outcome = state.end.as_ref().map(|end| match end.outcome {
        Outcome::Succeeded => "succeeded",
        Outcome::Failed => "failed",
        Outcome::Cancelled => "cancelled",
    });
    Ok(Context {
        version: before.version + 1,
        updated: op.now.max(before.updated),
        active: state.is_active(),
        outcome: outcome.map(str::to_owned),
        turns: before.turns + 1,
        steps: before.steps + finished.past.len() as i64,
        ended: state.end.as_ref().map(|end| end.at),
        state: to_bytes(state)?.into(),
        waiting_for_user: state.waiting_for_user(definition),
        ..before.clone()
    })
}

/// In how many milliseconds the run moves by itself.
fn delay(op: &Op, finished: &Finished) -> Option<i64> {
    finished.wake.map(|wake| (wake - op.now).max(0))
}

/// Says what the run waits for. What the log holds behind the event of this version counts.
async fn listen(op: &Op, tx: &mut Tx<'_>, scene: &Scene, context: &Context, hearing: &Hearing) -> Result<()> {
    follower::begin(tx, op.tenant()).await?;
    let since = context.version;
    let mut listeners = subjects::listeners(op, tx, scene, &hearing.events, since).await?;
    listeners.extend(hearing.jobs.iter().map(|number| Listener {
        event: JOB.to_owned(),
        subject: number.clone(),
        since,
    }));
    Ok(listening::set(tx, op.tenant(), &context.id, &listeners).await?)
}

/// Adds a turn to the history of the run.
async fn add_turn(op: &Op, tx: &mut Tx<'_>, context: &Context, input: &str, past: &[Past]) -> Result<()> {
    let turn = Turn {
        n: context.turns,
        at: op.now,
        input: input.to_owned(),
        steps: past.len() as i64,
        past: to_bytes(past)?.into(),
    };
    Ok(context_turn::add(tx, op.tenant(), &context.id, &turn).await?)
}

/// Tells the log of a turn. It comes behind all else that the turn did, so that a run does not hear itself.
pub(super) async fn tell(op: &Op, tx: &mut Tx<'_>, input: &str, driven: &Driven) -> Result<()> {
    let context = &driven.context;
    let code = EntityType::Context.code();
    let name = match input {
        START => format!("{code}.created"),
        "close" | "fail" => format!("{code}.step-completed"),
        _ => format!("{code}.changed"),
    };
    let steps: Vec<&str> = driven.past.iter().map(|past| past.step.as_str()).collect();
    let data = json!({
        "steps": steps,
        "current_steps": driven.state.current_steps(),
        "active": context.active,
        "outcome": context.outcome,
        "work_flow_id": context.work_flow,
        "entity_type": context.entity_kind.code(),
        "entity_id": context.entity,
        "work_order_id": context.work_order,
    });
    let data = data.to_string();
    let new =
        event::New { data: Some(data.as_bytes()), ..op.event(code, &context.id, context.version, &name) };
    Ok(event::append(tx, op.tenant(), context.xid, &new).await?)
}

fn to_bytes<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| Error::internal(e.to_string()))
}
