//! A run as it is shown.

use std::collections::HashMap;

use bytes::Bytes;
use docket_domain::entity::refs::{Ref, Role};
use docket_domain::entity::{EntityType, user_id};
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_flow::State;
use docket_store::context::Context;
use docket_store::{Tx, cycle, entity};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{access, definitions, history, waits};
use crate::cycle::Pen as CyclePen;
use crate::entity::inside;
use crate::entity::view::{self, View};
use crate::{Error, Op, Result};

/// How many steps that have ended are shown of a run alone.
const STEPS: usize = 1_000;
/// How many of a run on a page.
const STEPS_ON_PAGE: usize = 100;

/// A run of a work flow.
///
/// # Errors
/// [`Error::NotFound`], and [`Error::Forbidden`] without `context:read` and without a relation to what it is done for or with.
pub async fn show(op: &Op, id: &str) -> Result<View> {
    let mut tx = op.reader().await?;
    let run = access::readable(op, &mut tx, id).await?;
    view(op, &mut tx, &run).await
}

/// A run as it is shown alone.
pub(crate) async fn view(op: &Op, tx: &mut Tx<'_>, run: &Context) -> Result<View> {
    Pen::new(op, STEPS).view(tx, run).await
}

/// What a run is made of.
pub(crate) fn state(run: &Context) -> Result<State> {
    let mut parser = serde_json::Deserializer::from_slice(&run.state);
    // The depth of what goes in is limited; the library's own limit is one less.
    parser.disable_recursion_limit();
    State::deserialize(&mut parser)
        .map_err(|error| Error::internal(format!("the state of {}: {error}", run.id)))
}

/// Shows runs: what many of them share is made once.
pub(super) struct Pen<'o> {
    op: &'o Op,
    steps: usize,
    orders: HashMap<String, Option<CyclePen>>,
}

impl<'o> Pen<'o> {
    fn new(op: &'o Op, steps: usize) -> Self {
        Self { op, steps, orders: HashMap::new() }
    }

    /// For the entries of a page.
    pub(super) fn of_page(op: &'o Op) -> Self {
        Self::new(op, STEPS_ON_PAGE)
    }

    pub(super) async fn view(&mut self, tx: &mut Tx<'_>, run: &Context) -> Result<View> {
        let op = self.op;
        let flow = (run.work_flow.as_str(), run.work_flow_version);
        let state = state(run)?;
        let definition = definitions::get(op, tx, flow.0, flow.1).await?;
        let mut own = own(run, &state);
        let waiting = waits::waiting_for(op, tx, run, (&state, &definition)).await?;
        own.insert("interactive_steps".to_owned(), state.interactive_steps(&definition).into());
        own.insert("waiting_for_user".to_owned(), state.waiting_for_user(&definition).into());
        own.insert("waiting_for".to_owned(), waiting.into());
        own.insert("last_steps".to_owned(), history::last_steps(op, tx, run, self.steps).await?.into());
        own.insert("data".to_owned(), state.data.into());
        let own = serde_json::to_vec(&own).map_err(|e| Error::internal(e.to_string()))?;
        let mut members = own.strip_suffix(b"}").unwrap_or(&own).to_vec();
        let mut add = |name: &str, value: &[u8]| {
            members.extend_from_slice(format!(",\"{name}\":").as_bytes());
            members.extend_from_slice(value);
        };
        let shown = definitions::shown(op, tx, flow.0, flow.1).await?;
        add("work_flow", &shown);
        add("workflow", &shown);
        add("entity", &self.entity(tx, run).await?);
        add("using", &self.using(tx, run).await?);
        let location = self.inside(tx, Role::Location, EntityType::Location, run.location.as_deref()).await?;
        add("location", &location);
        add("current_location", &location);
        let [resource, sub_resource] = self.resources(tx, run).await?;
        add("resource", &resource);
        add("sub_resource", &sub_resource);
        members.push(b'}');
        let path = view::path(EntityType::Context, &run.id);
        Ok(View::new(EntityType::Context, run.id.clone(), run.version, members.into(), path))
    }

    /// What is processed, as it stands inside others.
    async fn entity(&self, tx: &mut Tx<'_>, run: &Context) -> Result<Bytes> {
        let members = self.inside(tx, Role::About, run.entity_kind, Some(&run.entity)).await?;
        let code = run.entity_kind.code();
        let names = format!("{{\"entity_id\":\"{}\",\"entity_type\":\"{code}\",", run.entity);
        let rest = members.strip_prefix(b"{").unwrap_or(&members);
        Ok([names.as_bytes(), rest].concat().into())
    }

    /// The cycle that the run is done for; null if there is none any more.
    async fn using(&mut self, tx: &mut Tx<'_>, run: &Context) -> Result<Bytes> {
        let (Some(work_order), Some(n)) = (&run.work_order, run.cycle_n) else { return Ok(null()) };
        let tenant = self.op.tenant();
        if !self.orders.contains_key(work_order) {
            let found = entity::find(tx, tenant, EntityType::WorkOrder, work_order).await?;
            let pen = match found {
                Some(found) => Some(CyclePen::of(tx, tenant, &found).await?),
                None => None,
            };
            self.orders.insert(work_order.clone(), pen);
        }
        let Some(Some(pen)) = self.orders.get_mut(work_order) else { return Ok(null()) };
        match cycle::find(tx, tenant, work_order, n).await? {
            Some(cycle) => Ok(pen.view(tx, &cycle).await?.members),
            None => Ok(null()),
        }
    }

    /// The resource where it is done, and the sub-resource; a sub-resource is at its resource.
    async fn resources(&self, tx: &mut Tx<'_>, run: &Context) -> Result<[Bytes; 2]> {
        let resource = run.resource.as_deref();
        if run.resource_kind != Some(EntityType::SubResource) {
            return Ok([self.inside(tx, Role::Resource, EntityType::Resource, resource).await?, null()]);
        }
        let found =
            entity::find(tx, self.op.tenant(), EntityType::SubResource, resource.unwrap_or_default()).await?;
        let above = found.as_ref().and_then(|found| found.refs.id(Role::Resource));
        Ok([
            self.inside(tx, Role::Resource, EntityType::Resource, above).await?,
            self.inside(tx, Role::SubResource, EntityType::SubResource, resource).await?,
        ])
    }

    async fn inside(&self, tx: &mut Tx<'_>, role: Role, kind: EntityType, id: Option<&str>) -> Result<Bytes> {
        match id {
            Some(id) => inside::of(tx, self.op.tenant(), &Ref { role, kind, id: id.to_owned() }).await,
            None => Ok(null()),
        }
    }
}

fn null() -> Bytes {
    Bytes::from_static(b"null")
}

/// The members that the run alone says.
fn own(run: &Context, state: &State) -> Object {
    let mut own = Object::new();
    let mut add = |name: &str, value: Value| own.insert(name.to_owned(), value);
    let failed = state.failed.iter().map(|(step, count)| json!({"step": step, "failed_count": count}));
    let problems = state
        .problems
        .iter()
        .map(|problem| json!({"at": format_ms(problem.at), "step": problem.step, "text": problem.text}));
    add("context_id", json!(run.id));
    add("label", json!(run.label));
    add("created", format_ms(run.created).into());
    add("updated", format_ms(run.updated).into());
    add("current_step", json!(state.current));
    add("current_steps", json!(state.current_steps()));
    add("failed_steps", failed.collect());
    add("started_at", format_ms(run.started).into());
    add("begun_at", state.begun.map(format_ms).into());
    add("ended_at", run.ended.map(format_ms).into());
    // Of a run that has not ended the time up to its newest step: it does not change while nothing happens.
    add("time_to_run", (run.ended.unwrap_or(run.updated) - run.started).max(0).into());
    add("active", run.active.into());
    add("outcome", json!(run.outcome));
    add("reason", json!(state.end.as_ref().and_then(|end| end.reason.as_deref())));
    add("problems", problems.collect());
    add("started_by", json!(user_id::alias(&run.started_by)));
    own
}
