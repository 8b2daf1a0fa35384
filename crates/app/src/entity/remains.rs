//! What a deleted thing leaves behind: the batches of a work order, the units of a project. There may be a hundred thousand.
//! The thing is gone at once; what was left follows in small units of work, so that other writers hardly notice.

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_store::Tx;
use docket_store::due::{self, Claimed};
use docket_store::entity::Entity;
use serde::{Deserialize, Serialize};

use super::kind::unit::allocation::release_some;
use super::kind::work_order::delete_some_batches;
use crate::{App, Change, Error, Op, Result};

/// Work that falls due: clearing away what a deleted thing left behind.
pub const REMAINS: &str = "remains";

/// How many things one unit of work clears away.
pub(crate) const BITE: i64 = 100;

/// Plans to clear away the rest of what an entity, which is being deleted, leaves behind.
pub(crate) async fn plan(op: &Op, tx: &mut Tx<'_>, of: &Entity) -> Result<()> {
    let key = format!("{}:{}:{}", of.kind.code(), of.id, op.actor());
    Ok(due::plan(tx, op.tenant(), REMAINS, &key, 0).await?)
}

/// How clearing away stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cleared {
    /// Nothing is left, and the work is done.
    All,
    /// There may be more.
    Some,
    /// The claim ran out, another node has it.
    Lost,
}

/// Clears away some of what a deleted thing left, in one unit of work, and renews the claim by `lease` milliseconds.
///
/// # Errors
/// Those of the database.
pub async fn clear_some(app: &Arc<App>, work: &Claimed, lease: i64) -> Result<Cleared> {
    let mut parts = work.key.splitn(3, ':');
    let (kind, id) = (parts.next().and_then(EntityType::parse), parts.next().unwrap_or_default());
    let kind = kind.ok_or_else(|| Error::internal(format!("the remains of {}", work.key)))?;
    let op = Op::unasked(app.clone(), work.tenant, parts.next().unwrap_or_default(), 0);
    op.write(Bite { kind, id: id.to_owned(), work: work.clone(), lease }).await
}

struct Bite {
    kind: EntityType,
    id: String,
    work: Claimed,
    lease: i64,
}

impl Change for Bite {
    type Out = Cleared;

    fn subject(&self) -> (&str, &str) {
        (self.kind.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Cleared> {
        if !due::again(tx, &self.work, self.lease).await? {
            return Ok(Cleared::Lost);
        }
        let more = match self.kind {
            EntityType::WorkOrder => delete_some_batches(op, tx, &self.id).await?,
            EntityType::Project => release_some(op, tx, &self.id).await?,
            kind => return Err(Error::internal(format!("nothing remains of a {kind}"))),
        };
        if more {
            return Ok(Cleared::Some);
        }
        due::done(tx, &self.work).await?;
        Ok(Cleared::All)
    }
}
