//! Notes: a right on notes counts with what the caller may read; whoever owns what a note is about may do everything with it.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::permission::{Right, Verb};
use docket_store::Tx;
use docket_store::entity::{self, Entity};

use super::super::missing;
use super::{at_place, owns, owns_tree};
use crate::{Op, Result};

/// Whether the caller may do with a note what `right` allows.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) for the note of something that was deleted: it went with it.
pub(super) async fn may(op: &Op, tx: &mut Tx<'_>, right: Right, note: &Entity) -> Result<bool> {
    let about = match note.refs.get(Role::About) {
        Some(about) => entity::find(tx, op.tenant(), about.kind, &about.id).await?,
        None => None,
    };
    let about = about.filter(|about| !about.deleted).ok_or_else(|| missing(&note.id))?;
    if !super::may(op, tx, Verb::Read, &about).await? {
        return Ok(false);
    }
    let held = op.caller.effective.has(right) || at_place(op, tx, right, &about).await?;
    Ok(held || owns(op, tx, (note.kind, &note.id)).await? || owns_tree(op, tx, &about).await?)
}

/// Whether the caller, who may read a thing, may read the notes about it.
pub(super) async fn may_list(op: &Op, tx: &mut Tx<'_>, about: &Entity) -> Result<bool> {
    let Some(right) = Right::of(EntityType::Note, Verb::Read) else { return Ok(false) };
    let held = op.caller.effective.has(right) || at_place(op, tx, right, about).await?;
    Ok(held || owns_tree(op, tx, about).await?)
}
