//! Making batches: one, or up to a hundred equal ones. Each takes the oldest free pending cycles of the work order.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::entity::relation::Relation;
use docket_domain::json::Object;
use docket_store::entity::{self, Entity};
use docket_store::relation::{self, End, Link};
use docket_store::tally::{self, Delta, Tally};
use docket_store::{Tx, cycle, queued};
use serde_json::{Value, json};

use super::draft::{take_number, take_order, take_queue, take_work_order, technicians};
use super::{label, part, too_many};
use crate::cycle::settle::drafted;
use crate::entity::draft::{Draft, Drafting};
use crate::entity::kind::{allowed, work_order};
use crate::entity::relations::named;
use crate::entity::{Made, View, access, keep, lock_key, planned};
use crate::{App, Change, Error, Op, Result};

/// Makes a batch from a body whose shape was checked.
pub async fn create(op: &Op, body: Object) -> Result<View> {
    match op.write(Make::of(body, 1)).await? {
        Some(made) => made.answer(op, EntityType::Batch).await,
        None => Err(Error::internal("a batch was made and is not told of")),
    }
}

/// Makes `total` equal batches with the same technicians from a body whose shape was checked: all of them or none.
pub async fn create_many(op: &Op, body: Object) -> Result<()> {
    op.write(Make::many(body)?).await.map(|_| ())
}

/// Making equal batches.
pub(super) struct Make {
    work_order: String,
    /// The ids of the new batches.
    ids: Vec<String>,
    body: Object,
}

impl Make {
    /// As many as the body says.
    pub(super) fn many(body: Object) -> Result<Self> {
        let total = body.get("total").map_or(Some(1.0), Value::as_f64).unwrap_or(f64::NAN);
        if total.fract() != 0.0 || !(1.0..=100.0).contains(&total) {
            let message = "should be multiple of 1";
            let wrong = Message::own("multipleOf", ".total", json!({"multipleOf": 1}), message);
            return Err(Error::Messages(vec![wrong]));
        }
        Ok(Self::of(body, total as usize))
    }

    /// How many.
    pub(super) fn total(&self) -> usize {
        self.ids.len()
    }

    fn of(body: Object, total: usize) -> Self {
        let kind = EntityType::WorkOrder;
        let named = body.get("work_order").and_then(|given| given.get(kind.id_member())?.as_str());
        Self {
            work_order: named.unwrap_or_default().to_owned(),
            ids: (0..total).map(|_| App::new_id().to_string()).collect(),
            body,
        }
    }
}

/// What the batches are to be, and what they are made from.
struct Plan {
    draft: Draft,
    work_order: Entity,
    /// Where the cycles come from, if the work order has any.
    from: Option<Tally>,
    /// How many cycles each batch gets.
    number: i64,
    users: Vec<String>,
    /// The number of the work order's last batch.
    last: i64,
}

impl Change for Make {
    type Out = Option<Made>;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Option<Made>> {
        let mut plan = plan(op, tx, &self.body, &self.work_order).await?;
        let Some(from) = plan.from.take() else { return Err(too_many(0)) };
        let total = self.ids.len() as i64;
        let mut made = None;
        for (id, number) in self.ids.iter().zip(plan.last + 1..) {
            let before = (number - plan.last - 1) * plan.number;
            claim(op, tx, &plan, &from, id, (before, total)).await?;
            plan.draft.doc.insert("label".to_owned(), label::of(number).into());
            let batch = keep::insert(op, tx, EntityType::Batch, id, &plan.draft).await?;
            assign(op, tx, &batch, &plan.users).await?;
            made = Some(batch);
        }
        let by = Delta { assigned: total * plan.number, batches: plan.last + total, ..Delta::default() };
        tally::change(tx, op.tenant(), (&plan.work_order.id, from.part), &by).await?;
        let queue = plan.draft.refs.id(Role::Queue).unwrap_or_default();
        queued::add(tx, op.tenant(), queue, &plan.work_order.id, total).await?;
        settle_down(op, tx, plan.work_order, &plan.draft.refs).await?;
        match made.filter(|_| total == 1) {
            Some(batch) => Made::of(op, tx, &batch).await.map(Some),
            None => Ok(None),
        }
    }
}

/// Checks the body against what there is; the work order and the queue are locked then.
async fn plan(op: &Op, tx: &mut Tx<'_>, body: &Object, work_order: &str) -> Result<Plan> {
    let found = entity::lock(tx, op.tenant(), EntityType::WorkOrder, work_order).await?;
    let tallies = tally::of(tx, op.tenant(), work_order).await?;
    let mut drafting = Drafting::new(op, tx, body, None)?;
    take_queue(&mut drafting).await?;
    let from = match take_work_order(&mut drafting).await? {
        Some(_) => part::chosen(&mut drafting, &tallies).cloned(),
        None => None,
    };
    drafting.draft.doc.insert("label".to_owned(), Value::Null);
    take_order(&mut drafting);
    let number = take_number(&mut drafting).unwrap_or(i64::MAX);
    drafting.draft.doc.insert("current_status".to_owned(), Value::Null);
    if body.get("current_status").is_some_and(Value::is_object) {
        let above = drafting.draft.refs.clone();
        drafting.draft.doc.shift_remove("current_status");
        allowed::take_current(&mut drafting, &above).await?;
    }
    let users = technicians(&mut drafting).await?;
    // Who may not make it anyway is not told what is wrong with it.
    let refs = drafting.draft.refs.clone();
    let planned = Entity { refs, ..planned(op, EntityType::Batch, "") };
    access::check_create(op, drafting.tx, &planned).await?;
    let draft = drafting.end()?;
    let work_order = found.ok_or_else(|| Error::internal("a work order passed its check and is gone"))?;
    Ok(Plan { draft, work_order, from, number, users, last: tally::total(&tallies).batches })
}

/// Puts the cycles of a batch into it. `before`: how many the batches made before it, of `total`, have taken.
async fn claim(
    op: &Op,
    tx: &mut Tx<'_>,
    plan: &Plan,
    from: &Tally,
    id: &str,
    (before, total): (i64, i64),
) -> Result<()> {
    let place = (id, plan.draft.refs.id(Role::Location));
    let of = (plan.work_order.id.as_str(), from.part);
    let got = cycle::claim(tx, op.tenant(), of, place, plan.number, op.now).await?;
    if got < plan.number {
        // All that were free are taken now.
        return Err(too_many((before + got) / total));
    }
    let flow = (from.work_flow.as_str(), from.work_flow_version);
    Ok(tally::add(tx, op.tenant(), (id, 0), flow, plan.number, 0).await?)
}

/// Makes users the technicians for a batch.
async fn assign(op: &Op, tx: &mut Tx<'_>, batch: &Entity, users: &[String]) -> Result<()> {
    for user in users {
        let link = Link {
            source: End { kind: EntityType::User, id: user.clone() },
            relation: Relation::Tech,
            target: End { kind: EntityType::Batch, id: batch.id.clone() },
            created: op.now,
        };
        if relation::add(tx, op.tenant(), &link).await? {
            keep::tell(op, tx, batch, "relation-added", Some(&named(Relation::Tech, &link.source))).await?;
        }
    }
    Ok(())
}

/// A work order without a location gets that of its first batch.
async fn settle_down(op: &Op, tx: &mut Tx<'_>, work_order: Entity, batch: &Refs) -> Result<()> {
    let Some(location) = batch.get(Role::Location) else { return Ok(()) };
    if work_order.refs.get(Role::Location).is_some() {
        return Ok(());
    }
    let mut draft = drafted(op, tx, &work_order)?;
    work_order::keep_plan(&mut draft);
    draft.refs.set(Role::Location, location.kind, location.id.as_str());
    keep::update(op, tx, &work_order, &draft).await.map(|_| ())
}
