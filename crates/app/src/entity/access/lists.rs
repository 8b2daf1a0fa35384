//! Who lists what: all of a kind, what a relation shows, or nothing.

use docket_domain::entity::EntityType;
use docket_domain::permission::{Right, Verb};
use docket_store::Tx;
use docket_store::entity::Entity;
use docket_store::entity_list::Seer;

use super::{note, refused};
use crate::{Error, Op, Result};

/// Whether the caller may see all entities of a kind.
pub(crate) fn sees_all(op: &Op, kind: EntityType) -> bool {
    right_to_all(kind).is_some_and(|all| op.caller.effective.has(all))
}

/// Some kinds have no right of their own to list: reading is enough.
fn right_to_all(kind: EntityType) -> Option<Right> {
    Right::of(kind, Verb::ReadAll).or_else(|| Right::of(kind, Verb::Read))
}

/// Who lists entities of a kind: `None` for a caller who may see all of them.
///
/// # Errors
/// [`Error::Forbidden`] for a caller without any right to read the kind and without a relation to anything of it.
pub(crate) async fn seer(op: &Op, tx: &mut Tx<'_>, kind: EntityType) -> Result<Option<Seer>> {
    if sees_all(op, kind) {
        return Ok(None);
    }
    let Some(all) = right_to_all(kind) else { return Err(refused(kind, Verb::ReadAll)) };
    let read = Right::of(kind, Verb::Read).unwrap_or(all);
    let located = op.caller.located.has(read) || op.caller.located.has(all);
    // What is needed beside is looked up for one entity only; a list shows no more than reading each of them would.
    let by_location = located && has_needs(op, read);
    let seer = Seer { user: op.actor().to_owned(), by_location };
    if op.caller.rights.has(read) || located || sees_any(op, tx, kind, &seer).await? {
        return Ok(Some(seer));
    }
    Err(Error::Forbidden(all))
}

async fn sees_any(op: &Op, tx: &mut Tx<'_>, kind: EntityType, seer: &Seer) -> Result<bool> {
    let mut wanted = docket_store::entity_list::Wanted::all(kind, 1);
    wanted.seer = Some(seer.clone());
    Ok(!docket_store::entity_list::page(tx, op.tenant(), &wanted).await?.is_empty())
}

/// Whether the caller has all that a right needs on other kinds, wherever.
fn has_needs(op: &Op, right: Right) -> bool {
    right.needs().iter().all(|need| op.caller.effective.has(*need))
}

/// Refuses a caller who reads an entity, and may still not list the entities of a kind that belong to it.
pub(crate) async fn check_below(op: &Op, tx: &mut Tx<'_>, above: &Entity, kind: EntityType) -> Result<()> {
    let may = match kind {
        EntityType::Note => note::may_list(op, tx, above).await?,
        EntityType::Action => return check_actions(op),
        _ => true,
    };
    if may { Ok(()) } else { Err(refused(kind, Verb::Read)) }
}

/// Refuses a caller who may not read actions, of whatever it may read else.
pub(crate) fn check_actions(op: &Op) -> Result<()> {
    op.allow_effective(Right::ActionRead)
}

/// Who lists what the caller has a relation to, whatever else it may see.
///
/// # Errors
/// [`Error::Forbidden`] for a caller who may not use the own profile.
pub(crate) fn relations_only(op: &Op) -> Result<Seer> {
    op.allow(Right::MeProfile)?;
    Ok(Seer { user: op.actor().to_owned(), by_location: false })
}
