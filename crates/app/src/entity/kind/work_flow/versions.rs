//! Earlier versions of a work flow.

use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::Entity;
use docket_store::entity_list::Key;
use docket_store::work_flow_version::{self, Version};

use crate::entity::list::{Listed, of_place, to_place};
use crate::entity::view::{self, View};
use crate::entity::{Links, get, missing};
use crate::{Op, Result};

/// A page of the versions of a work flow, oldest first.
///
/// # Errors
/// [`crate::Error::NotFound`] and [`crate::Error::Forbidden`] as for the work flow; [`crate::Error::Messages`] for an
/// `offset` that is none.
pub async fn work_flow_versions(op: &Op, id: &str, offset: Option<&str>, limit: i64) -> Result<Listed> {
    let mut tx = op.reader().await?;
    let flow = get::readable(op, &mut tx, EntityType::WorkFlow, id).await?;
    let after = match offset.map(of_place).transpose()? {
        Some((Key::Int(version), _)) => version,
        _ => 0,
    };
    let mut found = work_flow_version::all(&mut tx, op.tenant(), id, after, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| to_place(&Key::Int(last.version), id));
    let mut entries = Vec::with_capacity(found.len());
    for version in found {
        entries.push(shown(&mut tx, op.tenant(), &of_then(&flow, version)).await?);
    }
    Ok(Listed { entries, total: super::version(&flow)?, next })
}

/// One version of a work flow.
///
/// # Errors
/// [`crate::Error::NotFound`] and [`crate::Error::Forbidden`] as for the work flow; the former also for a version that
/// there never was.
pub async fn work_flow_version(op: &Op, id: &str, version: &str) -> Result<View> {
    let mut tx = op.reader().await?;
    let flow = get::readable(op, &mut tx, EntityType::WorkFlow, id).await?;
    let found = match version.parse() {
        Ok(number) => work_flow_version::find(&mut tx, op.tenant(), id, number).await?,
        Err(_) => None,
    };
    let of_then = of_then(&flow, found.ok_or_else(|| missing(version))?);
    let mut view = shown(&mut tx, op.tenant(), &of_then).await?;
    super::warn(&of_then, &mut view)?;
    Ok(view)
}

/// The work flow as it was.
pub(crate) fn of_then(flow: &Entity, then: Version) -> Entity {
    Entity {
        version: then.version,
        rank: Some(then.version),
        updated: then.created,
        doc: then.doc,
        ..flow.clone()
    }
}

async fn shown(tx: &mut Tx<'_>, tenant: TenantId, of_then: &Entity) -> Result<View> {
    let mut view = view::item(tx, tenant, of_then).await?;
    let path = format!("{}/versions/{}", view.path, of_then.version);
    let newest = std::mem::replace(&mut view.path, path);
    view.links = Links::to(&[&view.path]).and("nter:work-flow", &[&newest]).into();
    Ok(view)
}
