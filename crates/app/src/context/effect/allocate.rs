//! Setting units of a part aside for a project.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::work_flow::Allocate;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use docket_store::free_unit::{self, Free, Side};
use serde_json::Value;

use super::{Done, Trouble};
use crate::context::scene::Scene;
use crate::entity::allocation;
use crate::entity::kind::unit::free::status;
use crate::entity::own;
use crate::{Op, Result};

/// How many units are set aside at once.
const MOST: u32 = 1000;
/// How many are looked up at once.
const PAGE: i64 = 50;

pub(super) async fn perform(op: &Op, tx: &mut Tx<'_>, scene: &mut Scene, wanted: &Allocate) -> Result<Done> {
    let part = living(op, tx, EntityType::Part, &wanted.part_id).await?;
    let project = living(op, tx, EntityType::Project, &wanted.project_id).await?;
    let (Some(part), Some(project)) = (&part, &project) else {
        let (kind, id) = match part {
            None => (EntityType::Part, &wanted.part_id),
            Some(_) => (EntityType::Project, &wanted.project_id),
        };
        return Ok(Err(Trouble::words(format!("there is no {} \"{id}\"", kind.word()))));
    };
    if wanted.qty > MOST {
        return Ok(Err(Trouble::words(format!("more than {MOST} units cannot be allocated at once"))));
    }
    let qty = wanted.qty as usize;
    let mut units = match wanted.force {
        true => Vec::new(),
        // What the project has already counts, so that a step that is tried again takes nothing twice.
        false => free_unit::allocated(tx, op.tenant(), &part.id, &project.id, qty as i64).await?,
    };
    let found = search(op, tx, scene, &part.id, wanted, qty - units.len()).await?;
    let total = units.len() + found.len();
    if total == 0 || (total < qty && !wanted.allow_scarcity) {
        return Ok(Err(Trouble::words(scarce(wanted, &own(part)?, total))));
    }
    for unit in found {
        let allocated = allocation::allocate(op, tx, &unit, &project.id).await?;
        scene.holds(allocated);
        units.push(unit);
    }
    Ok(Ok(units.into()))
}

async fn living(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<Option<Entity>> {
    if !docket_domain::entity::is_id(id) {
        return Ok(None);
    }
    Ok(entity::find(tx, op.tenant(), kind, id).await?.filter(|found| !found.deleted))
}

/// Free units, locked: those where the work is done first, of each the oldest first.
async fn search(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    part: &str,
    wanted: &Allocate,
    missing: usize,
) -> Result<Vec<String>> {
    let like = Free {
        part: part.to_owned(),
        location: scene.location.clone().unwrap_or_default(),
        status: wanted.status.clone().unwrap_or_default(),
    };
    let mut found = Vec::with_capacity(missing);
    for side in [Side::Here, Side::Elsewhere] {
        let mut last = String::new();
        while found.len() < missing {
            let page = free_unit::page(tx, op.tenant(), &like, side, &last, PAGE).await?;
            let Some(end) = page.last() else { break };
            last.clone_from(end);
            for id in page {
                if found.len() < missing && is_still(op, tx, &id, &like).await? {
                    found.push(id);
                }
            }
        }
    }
    Ok(found)
}

/// Whether a unit, which is locked now, is still as it was found.
async fn is_still(op: &Op, tx: &mut Tx<'_>, id: &str, like: &Free) -> Result<bool> {
    let Some(unit) = entity::lock(tx, op.tenant(), EntityType::Unit, id).await? else { return Ok(false) };
    let is_free = !unit.deleted && unit.refs.get(Role::Project).is_none();
    let is_part = unit.refs.id(Role::Part) == Some(like.part.as_str());
    Ok(is_free && is_part && (like.status.is_empty() || status(&own(&unit)?) == like.status))
}

fn scarce(wanted: &Allocate, part: &docket_domain::json::Object, total: usize) -> String {
    let label = wanted.part_label.as_deref().filter(|label| !label.is_empty());
    let label = label.or_else(|| part.get("label").and_then(Value::as_str)).unwrap_or(&wanted.part_id);
    let status =
        wanted.status.as_ref().map(|status| format!(" in the status \"{status}\"")).unwrap_or_default();
    match total {
        0 => format!("no unit of \"{label}\"{status} is free"),
        total => format!("only {total} of {} units of \"{label}\"{status} can be had", wanted.qty),
    }
}
