//! Files: whoever may read what one is attached to may read it too, and so may whoever sees a run of a work flow that shows it.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::permission::{Right, Verb};
use docket_store::context_list::{self, Of};
use docket_store::relation::{self, End};
use docket_store::{Tx, attachment, context_list::Wanted, entity};

use crate::context::access::seer_below;
use crate::{Error, Op, Result};

/// How many of the things that a file is attached to are looked at one by one, how many versions of work flows that show it, and
/// how many of the newest runs of each that the caller has to do with.
const LOOKED_AT: i64 = 200;

/// Whether something that the caller may see leads to a file.
pub(super) async fn is_led_to(op: &Op, tx: &mut Tx<'_>, file: &str) -> Result<bool> {
    Ok(attachment::on_related(tx, op.tenant(), file, op.actor()).await?
        || is_shown(op, tx, file).await?
        || is_attached(op, tx, file).await?)
}

/// Whether the file is attached to something that the caller may read.
async fn is_attached(op: &Op, tx: &mut Tx<'_>, file: &str) -> Result<bool> {
    let after = (Relation::File.as_str(), "");
    let mut links = relation::from(tx, op.tenant(), file, after, LOOKED_AT).await?;
    links.retain(|link| link.relation == Relation::File && link.source.kind == EntityType::File);
    if links.iter().any(|link| reads_all(op, &link.target)) {
        return Ok(true);
    }
    // What leads from file to file leads nowhere: it might lead in a circle.
    for link in links.iter().filter(|link| link.target.kind != EntityType::File) {
        let (kind, id) = (link.target.kind, &link.target.id);
        let Some(found) = entity::find(tx, op.tenant(), kind, id).await? else { continue };
        match super::may(op, tx, Verb::Read, &found).await {
            Ok(true) => return Ok(true),
            // The note of something that was deleted is gone with it.
            Ok(false) | Err(Error::NotFound(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// Whether the caller may read all of the kind of a thing, or is it.
fn reads_all(op: &Op, thing: &End) -> bool {
    let is_caller = thing.kind == EntityType::User && thing.id == op.actor();
    let read = Right::of(thing.kind, Verb::Read).filter(|_| thing.kind != EntityType::File);
    is_caller || read.is_some_and(|read| op.caller.effective.has(read))
}

/// Whether a run that the caller may see, and that goes on, follows a definition that shows the file.
async fn is_shown(op: &Op, tx: &mut Tx<'_>, file: &str) -> Result<bool> {
    let Some(seer) = seer_below(op) else {
        return Ok(attachment::in_a_run(tx, op.tenant(), file).await?);
    };
    for (flow, version) in attachment::shown_by(tx, op.tenant(), file, LOOKED_AT).await? {
        let mut wanted = Wanted::new(Of::WorkFlow(flow), LOOKED_AT);
        wanted.active = Some(true);
        wanted.seer = Some(seer.clone());
        wanted.descending = true;
        let runs = context_list::page(tx, op.tenant(), &wanted).await?;
        if runs.iter().any(|run| run.work_flow_version == version) {
            return Ok(true);
        }
    }
    Ok(false)
}
