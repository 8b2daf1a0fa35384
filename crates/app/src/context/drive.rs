//! Driving a run: one input, from where the run rests to where it rests again, and all that follows from it.

use std::sync::Arc;

use docket_domain::json::Object;
use docket_domain::work_flow::Definition;
use docket_flow::{Cause, Finished, Input, Next, Past, Refusal, State, Turn};
use docket_store::Tx;
use docket_store::context::Context;

use super::cycles;
use super::effect::perform;
use super::keep;
use super::scene::Scene;
use crate::{Error, Op, Result};

/// A run as an input left it.
#[derive(Debug, Clone)]
pub(crate) struct Driven {
    /// Its row.
    pub context: Context,
    /// What it is made of.
    pub state: State,
    /// What it runs.
    pub definition: Arc<Definition>,
    /// The steps that ended by the input, in order.
    pub past: Vec<Past>,
}

/// A run about to be begun: its row without what follows from the first turn, and the variables of the starter.
pub(super) struct Beginning {
    pub context: Context,
    pub definition: Arc<Definition>,
    pub data: Object,
    /// When whoever begins it says that they did, in milliseconds by their own clock.
    pub begun_at: Option<i64>,
}

/// A run as it rests, its rows locked.
pub(super) struct Resting {
    pub context: Context,
    pub state: State,
    pub definition: Arc<Definition>,
    /// When whoever closes a step says that they did, in milliseconds by their own clock.
    pub done_at: Option<i64>,
}

/// Begins a run. What it is done for follows it.
pub(super) async fn begin(op: &Op, tx: &mut Tx<'_>, mut scene: Scene, new: Beginning) -> Result<Driven> {
    let turn = Turn::begin(&new.definition, new.data, op.now).begun_at(new.begun_at);
    let finished = run(op, tx, &mut scene, turn).await?;
    let driven = keep::begun(op, tx, &scene, (new.context, new.definition.clone()), finished).await?;
    cycles::follow(op, tx, scene, &driven).await?;
    keep::tell(op, tx, keep::START, &driven).await?;
    Ok(driven)
}

/// Gives a run an input; `None` if that means nothing to it, and nothing was written.
pub(super) async fn go_on(
    op: &Op,
    tx: &mut Tx<'_>,
    mut scene: Scene,
    resting: Resting,
    input: Input,
) -> Result<Option<Driven>> {
    let name = keep::word(&input);
    let Resting { context, state, definition, done_at } = resting;
    let before = keep::Hearing::of(&state, &definition);
    let turn = Turn::resume(&definition, state, input, op.now).done_at(done_at);
    let finished = run(op, tx, &mut scene, turn).await?;
    if !finished.moved {
        return Ok(None);
    }
    let resting = (context, definition.clone());
    let driven = keep::moved(op, tx, &scene, resting, (name, &before), finished).await?;
    cycles::follow(op, tx, scene, &driven).await?;
    keep::tell(op, tx, name, &driven).await?;
    Ok(Some(driven))
}

/// Lets a turn move until the run rests: shows it what it asks for, does what it wants done.
async fn run(op: &Op, tx: &mut Tx<'_>, scene: &mut Scene, mut turn: Turn<'_>) -> Result<Finished> {
    let mut trusted = None;
    loop {
        match turn.next() {
            Next::Need(root) => {
                let document = scene.document(op, tx, root).await?;
                turn.supply(root, document);
            }
            Next::Do(effect) => {
                let op = trusted.get_or_insert_with(|| op.trusted());
                match perform(op, tx, scene, &effect.what).await? {
                    Ok(value) => turn.done(Ok(value)),
                    Err(trouble) if effect.cause == Cause::Close => {
                        return Err(Error::Messages(trouble.messages()));
                    }
                    Err(trouble) => turn.done(Err(trouble.text())),
                }
            }
            Next::Refuse(refusal) => return Err(refused(refusal)),
            Next::Rest => return Ok(turn.finish()),
        }
    }
}

fn refused(refusal: Refusal) -> Error {
    let text = refusal.to_string();
    match refusal {
        Refusal::Invalid(messages) => Error::Messages(messages),
        Refusal::NotCurrent(_) => Error::Conflict("not-current", text),
        Refusal::Ended => Error::Locked(text),
        Refusal::SamePerson => Error::NotAllowed(text),
    }
}
