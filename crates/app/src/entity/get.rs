//! Reading one entity.

use docket_domain::entity::EntityType;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::entity::{self, Entity};

use super::view::{self, View};
use super::{access, missing};
use crate::{Op, Result};

/// An entity with what it belongs to.
pub async fn get(op: &Op, kind: EntityType, id: &str) -> Result<View> {
    let mut tx = op.reader().await?;
    let found = readable(op, &mut tx, kind, id).await?;
    view::whole(&mut tx, op.tenant(), &found).await
}

/// A living entity that the caller may read.
pub(crate) async fn readable(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<Entity> {
    let found = living(op, tx, kind, id).await?;
    access::check(op, tx, Verb::Read, &found).await?;
    Ok(found)
}

/// A living entity.
pub(crate) async fn living(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<Entity> {
    let found =
        if docket_domain::entity::is_id(id) { entity::find(tx, op.tenant(), kind, id).await? } else { None };
    found.filter(|found| !found.deleted).ok_or_else(|| missing(id))
}

/// A living entity, locked until the unit ends.
pub(crate) async fn locked(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<Entity> {
    let found =
        if docket_domain::entity::is_id(id) { entity::lock(tx, op.tenant(), kind, id).await? } else { None };
    found.filter(|found| !found.deleted).ok_or_else(|| missing(id))
}
