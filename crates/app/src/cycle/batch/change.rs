//! Changing a batch: its queue, its order in it, how many pending cycles it holds.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_domain::status::Category;
use docket_store::entity::Entity;
use docket_store::tally::{self, Delta, Tally};
use docket_store::{Tx, cycle, queued};
use serde_json::json;

use super::draft::{take_number, take_order, take_queue};
use super::{part, too_many, work_order_of};
use crate::cycle::settle_batch;
use crate::entity::draft::Drafting;
use crate::entity::{Made, View, access, get, keep, kind, lock_key};
use crate::{Change, Error, Op, Result};

/// Changes a batch by a body with some of `order`, `queue`, `number_cycles`, whose shapes were checked.
///
/// # Errors
/// [`Error::Locked`] if cycles under way keep it where it is, or its work order is done.
pub async fn change(op: &Op, id: &str, body: Object) -> Result<View> {
    let work_order = work_order_of(op, id).await?;
    op.write(Patch { work_order, id: id.to_owned(), body }).await?.answer(op, EntityType::Batch).await
}

struct Patch {
    work_order: String,
    id: String,
    body: Object,
}

impl Change for Patch {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        let work_order = get::locked(op, tx, EntityType::WorkOrder, &self.work_order).await?;
        let before = get::locked(op, tx, EntityType::Batch, &self.id).await?;
        access::check(op, tx, Verb::Update, &before).await?;
        op.if_match.check(Some(before.version))?;
        let tally = tally::of(tx, op.tenant(), &before.id).await?.pop();
        let tally = tally.ok_or_else(|| Error::internal("a batch has no tally"))?;
        let mut drafting = Drafting::new(op, tx, &self.body, Some(&before))?;
        take_order(&mut drafting);
        take_queue(&mut drafting).await?;
        let number = take_number(&mut drafting).unwrap_or(tally.needed);
        let draft = drafting.end()?;
        move_cycles(op, tx, &before, &draft.refs, &tally).await?;
        if number != tally.needed {
            if kind::work_order::is_done(&work_order) {
                return Err(kind::locked());
            }
            let place = (before.id.as_str(), draft.refs.id(Role::Location));
            resize(op, tx, &work_order.id, place, &tally, number).await?;
        }
        let after = keep::update(op, tx, &before, &draft).await?;
        let after = settle_batch(op, tx, after).await?;
        Made::of(op, tx, &after).await
    }
}

/// Takes the pending cycles along to another queue. To another location a batch goes only while nothing is under way.
async fn move_cycles(op: &Op, tx: &mut Tx<'_>, before: &Entity, refs: &Refs, tally: &Tally) -> Result<()> {
    let [old, new] = [&before.refs, refs].map(|refs| refs.id(Role::Queue).unwrap_or_default());
    if old == new {
        return Ok(());
    }
    let work_order = before.refs.id(Role::WorkOrder).unwrap_or_default();
    queued::add(tx, op.tenant(), old, work_order, -1).await?;
    queued::add(tx, op.tenant(), new, work_order, 1).await?;
    let location = refs.id(Role::Location);
    if before.refs.id(Role::Location) == location {
        return Ok(());
    }
    if tally.in_flight() > 0 {
        return Err(kind::locked());
    }
    Ok(cycle::relocate(tx, op.tenant(), (work_order, &before.id), location, op.now).await?)
}

/// Puts free pending cycles of the work order into the batch, or takes pending ones out of it.
async fn resize(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &str,
    (batch, location): (&str, Option<&str>),
    tally: &Tally,
    number: i64,
) -> Result<()> {
    let part = part::of_batch(&tally::of(tx, op.tenant(), work_order).await?, tally)?;
    let pending = tally.of(Category::Pending);
    let by = number - tally.needed;
    if by > 0 {
        let place = (batch, location);
        let got = cycle::claim(tx, op.tenant(), (work_order, part), place, by, op.now).await?;
        if got < by {
            return Err(too_many(tally.needed + got));
        }
    } else if -by > pending {
        return Err(too_few(tally.needed - pending));
    } else {
        cycle::release(tx, op.tenant(), work_order, batch, -by, op.now).await?;
    }
    let mut of_batch = Delta { needed: by, ..Delta::default() };
    of_batch.by_category[Category::Pending as usize] = by;
    tally::change(tx, op.tenant(), (batch, 0), &of_batch).await?;
    let of_order = Delta { assigned: by, ..Delta::default() };
    Ok(tally::change(tx, op.tenant(), (work_order, part), &of_order).await?)
}

/// Cycles that have begun or ended stay in their batch.
fn too_few(least: i64) -> Error {
    let params = json!({"comparison": ">=", "limit": least, "exclusive": false});
    Error::Messages(vec![Message::own("minimum", ".number_cycles", params, format!("should be >= {least}"))])
}
