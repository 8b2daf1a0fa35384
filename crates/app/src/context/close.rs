//! Closing a step of a run: somebody says that it is done, or that it cannot be done.

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::work_flow::Definition;
use docket_flow::{Close, Input};
use docket_store::Tx;
use docket_store::context::{self, Context};

use super::drive::{self, Resting};
use super::told::Told;
use super::{access, cycles, definitions, show};
use crate::entity::{View, lock_key, missing};
use crate::{Change, Error, Op, Result};

/// Closes a step with an answer: a body without `step`, `type` and the wrapping `close_step`. The run as it stands then.
///
/// # Errors
/// [`Error::NotFound`] for an unknown run, [`Error::Locked`] for one that has ended, [`Error::Conflict`] if the step is not
/// open, [`Error::Messages`] if the answer is wrong, [`Error::Forbidden`] and [`Error::NotAllowed`] for whoever may not
/// close it.
pub async fn close(op: &Op, id: &str, step: String, body: Object) -> Result<View> {
    let by = op.actor().to_owned();
    answer(op, id, Input::Close(Close { step, body, by })).await
}

/// Says that a step cannot be done, and why. The run as it stands then.
///
/// # Errors
/// Those of [`close`].
pub async fn fail(op: &Op, id: &str, step: String, reason: Option<String>) -> Result<View> {
    let by = op.actor().to_owned();
    answer(op, id, Input::Fail { step, by, reason }).await
}

async fn answer(op: &Op, id: &str, input: Input) -> Result<View> {
    let mut tx = op.reader().await?;
    let found =
        if docket_domain::entity::is_id(id) { context::find(&mut tx, op.tenant(), id).await? } else { None };
    let found = found.ok_or_else(|| missing(id))?;
    let definition = definitions::get(op, &mut tx, &found.work_flow, found.work_flow_version).await?;
    drop(tx);
    op.write(Answer { found, definition, input }).await?.answer(op).await
}

struct Answer {
    /// The run as it was found; what it belongs to never changes.
    found: Context,
    definition: Arc<Definition>,
    input: Input,
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
        let resting = Resting { context, state, definition: self.definition.clone() };
        let driven = drive::go_on(op, tx, scene, resting, self.input.clone()).await?;
        let driven = driven.ok_or_else(|| Error::internal("a step was closed and nothing has moved"))?;
        Told::of(op, tx, driven).await
    }
}
