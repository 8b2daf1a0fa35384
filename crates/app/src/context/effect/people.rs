//! Whom a message of a run is for.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_store::{Tx, relation};

use super::Trouble;
use crate::context::scene::Scene;
use crate::notification::{Recipients, recipients};
use crate::{Op, Result};

/// How many technicians of a batch are told.
const MOST: i64 = 100;

/// Whom these names mean; without any, whom the run concerns: the technicians of its batch, else who started it.
pub(super) async fn meant(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    names: &[String],
) -> Result<Result<Recipients, Trouble>> {
    if names.is_empty() {
        return Ok(Ok(Recipients { users: concerned(op, tx, scene).await?, ..Recipients::default() }));
    }
    let meant = recipients(op, tx, names).await?;
    if meant.unknown.is_empty() {
        return Ok(Ok(meant));
    }
    Ok(Err(Trouble::words(format!("there is no user or contact {}", meant.unknown.join(", ")))))
}

async fn concerned(op: &Op, tx: &mut Tx<'_>, scene: &Scene) -> Result<Vec<String>> {
    let batch = scene.cycle().and_then(|cycle| cycle.batch.as_deref());
    let mut users = Vec::new();
    if let Some(batch) = batch {
        let links = relation::to(tx, op.tenant(), batch, (Relation::Tech.as_str(), ""), MOST).await?;
        let techs = links
            .into_iter()
            .filter(|link| link.relation == Relation::Tech && link.source.kind == EntityType::User);
        users.extend(techs.map(|link| link.source.id));
    }
    if users.is_empty() {
        users.push(scene.started_by.clone());
    }
    Ok(users)
}
