//! Closing a step of a run: somebody says that it is done, or that it cannot be done.

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::work_flow::Definition;
use docket_flow::{Close, Input, State};
use docket_store::Tx;
use docket_store::context::{self, Context};

use super::drive::{self, Resting};
use super::told::Told;
use super::{access, cycles, definitions, show};
use crate::entity::{View, lock_key, missing};
use crate::{Change, Error, Op, Result};

/// Which step is closed, and when.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    /// The step.
    pub step: String,
    /// Since when the step that is meant waits, in milliseconds, as the run says it; a later visit of the same step is another.
    pub since: Option<i64>,
    /// When it was closed, in milliseconds by the clock of whoever did: a phone without signal says so later.
    pub done_at: Option<i64>,
}

impl From<String> for Closing {
    fn from(step: String) -> Self {
        Self { step, ..Self::default() }
    }
}

/// Closes a step with an answer: a body without `step`, `type` and the wrapping `close_step`. The run as it stands then.
///
/// # Errors
/// [`Error::NotFound`] for an unknown run, [`Error::Locked`] for one that has ended, [`Error::Conflict`] if the step is not
/// open or was left and began anew, [`Error::Messages`] if the answer is wrong, [`Error::Forbidden`] and [`Error::NotAllowed`] for whoever may not
/// close it.
pub async fn close(op: &Op, id: &str, which: impl Into<Closing>, body: Object) -> Result<View> {
    let which = which.into();
    let (step, by) = (which.step.clone(), op.actor().to_owned());
    answer(op, id, which, Input::Close(Close { step, body, by })).await
}

/// Says that a step cannot be done, and why. The run as it stands then.
///
/// # Errors
/// Those of [`close`].
pub async fn fail(op: &Op, id: &str, which: impl Into<Closing>, reason: Option<String>) -> Result<View> {
    let which = which.into();
    let (step, by) = (which.step.clone(), op.actor().to_owned());
    answer(op, id, which, Input::Fail { step, by, reason }).await
}

async fn answer(op: &Op, id: &str, which: Closing, input: Input) -> Result<View> {
    let mut tx = op.reader().await?;
    let found =
        if docket_domain::entity::is_id(id) { context::find(&mut tx, op.tenant(), id).await? } else { None };
    let found = found.ok_or_else(|| missing(id))?;
    let definition = definitions::get(op, &mut tx, &found.work_flow, found.work_flow_version).await?;
    drop(tx);
    op.write(Answer { found, definition, which, input }).await?.answer(op).await
}

struct Answer {
    /// The run as it was found; what it belongs to never changes.
    found: Context,
    definition: Arc<Definition>,
    which: Closing,
    input: Input,
}

impl Answer {
    /// Refuses an answer to an earlier visit of a step that the run has come back to.
    fn check_visit(&self, state: &State) -> Result<()> {
        let Closing { step, since, .. } = &self.which;
        let Some(since) = since else { return Ok(()) };
        let waiting = state.waiting(&self.definition);
        if waiting.iter().any(|open| open.step == *step && open.since != *since) {
            return Err(Error::Conflict(
                "not-current",
                format!("the step {step} was closed and has begun anew"),
            ));
        }
        Ok(())
    }
}

impl Change for Answer {
    type Out = Told;

    fn subject(&self) -> (&str, &str) {
        match &self.found.work_order {
            Some(work_order) => (lock_key(EntityType::WorkOrder), work_order),
            None => (lock_key(EntityType::Context), &self.found.id),
        }
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Told> {
        let id = &self.found.id;
        let scene = cycles::scene(op, tx, &self.found).await?;
        let context = context::lock(tx, op.tenant(), id).await?.ok_or_else(|| missing(id))?;
        access::check_step(op, tx, &context).await?;
        op.if_match.check(Some(context.version))?;
        let state = show::state(&context)?;
        self.check_visit(&state)?;
        // A clock that is ahead says nothing better than ours.
        let done_at = self.which.done_at.map(|at| at.min(op.now));
        let resting = Resting { context, state, definition: self.definition.clone(), done_at };
        let driven = drive::go_on(op, tx, scene, resting, self.input.clone()).await?;
        let driven = driven.ok_or_else(|| Error::internal("a step was closed and nothing has moved"))?;
        Told::of(op, tx, driven).await
    }
}
