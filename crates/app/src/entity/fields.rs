//! Custom fields (`input_filter`): definitions come down from customer, program and project to work orders, and from
//! customer and part to units; values are an entity's own.

use bytes::Bytes;
use docket_domain::custom_field::{Field, accept_definitions, inherit, overlay};
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use docket_store::fragments::{self, Key, Part, Slot};
use serde_json::Value;

use super::draft::Drafting;
use crate::{Error, Result};

/// The member that holds them.
pub(super) const MEMBER: &str = "input_filter";

/// The roles of what hands definitions down, highest first.
const ABOVE: [Role; 3] = [Role::Customer, Role::Program, Role::Project];
/// The same for what has a part: a unit that is allocated to a project gets nothing from there.
const ABOVE_UNITS: [Role; 2] = [Role::Customer, Role::Part];

/// Whether entities of a kind have custom fields.
pub(super) fn has(kind: EntityType) -> bool {
    !matches!(
        kind,
        EntityType::Action
            | EntityType::Batch
            | EntityType::File
            | EntityType::Queue
            | EntityType::WorkFlow
            | EntityType::Note
    )
}

/// Takes the fields over from the body. The new values and definitions are checked against what comes from above.
pub(super) async fn take(drafting: &mut Drafting<'_, '_>, kind: EntityType) -> Result<()> {
    let Some(list) = drafting.body.get(MEMBER).filter(|_| has(kind)) else { return Ok(()) };
    let above = above(drafting.tx, drafting.op.tenant(), &drafting.draft.refs).await?;
    let stored = drafting.draft.fields.as_ref().map_or(Ok(Vec::new()), read)?;
    match accept_definitions(list, &above, &stored, kind) {
        Ok(fields) if fields.is_empty() => drafting.draft.fields = None,
        Ok(fields) => drafting.draft.fields = Some(write(&fields)?),
        Err(messages) => drafting.messages.extend(messages),
    }
    Ok(())
}

/// The fields of an entity as they are shown: what comes from above as it is now, with the entity's own values.
pub(super) async fn shown(tx: &mut Tx<'_>, tenant: TenantId, entity: &Entity) -> Result<Bytes> {
    let above = remembered(tx, tenant, &entity.refs).await?;
    let own = entity.fields.clone();
    if above.is_empty() {
        return Ok(own.unwrap_or(Bytes::from_static(b"[]")));
    }
    let own = own.as_ref().map_or(Ok(Vec::new()), read)?;
    write(&overlay(&read(&above)?, &own))
}

/// What comes from above as JSON, empty if nothing does. Made once, if it may be remembered.
async fn remembered(tx: &mut Tx<'_>, tenant: TenantId, refs: &Refs) -> Result<Bytes> {
    let lowest = roles(refs).iter().rev().find_map(|role| refs.get(*role));
    let Some(lowest) = lowest else { return Ok(Bytes::new()) };
    // What is above the lowest follows from it: all that hang below it get the same.
    let slot = tx.slot(Key(tenant, lowest.kind, Part::Fields, lowest.id.clone()));
    if let Some(known) = slot.as_ref().and_then(Slot::get) {
        return Ok(known);
    }
    let above = above(tx, tenant, refs).await?;
    let made = if above.is_empty() { Bytes::new() } else { write(&above)? };
    Ok(fragments::kept(slot, made))
}

/// The roles of what hands definitions down to what belongs to these.
fn roles(refs: &Refs) -> &'static [Role] {
    if refs.get(Role::Part).is_some() { &ABOVE_UNITS } else { &ABOVE }
}

/// The definitions that come from above.
async fn above(tx: &mut Tx<'_>, tenant: TenantId, refs: &Refs) -> Result<Vec<Field>> {
    let mut levels = Vec::new();
    for role in roles(refs) {
        let Some(one) = refs.get(*role) else { continue };
        let found = entity::find(tx, tenant, one.kind, &one.id).await?;
        let fields = found.and_then(|found| found.fields).as_ref().map_or(Ok(Vec::new()), read)?;
        levels.push((one.kind, fields));
    }
    let levels: Vec<_> = levels.iter().map(|(kind, fields)| (*kind, fields.as_slice())).collect();
    Ok(inherit(&levels))
}

fn read(stored: &Bytes) -> Result<Vec<Field>> {
    let broken = || Error::internal("stored custom fields are broken");
    let list: Vec<Value> = serde_json::from_slice(stored).map_err(|_| broken())?;
    list.iter().map(|field| Field::of_stored(field).ok_or_else(broken)).collect()
}

fn write(fields: &[Field]) -> Result<Bytes> {
    Ok(serde_json::to_vec(fields).map_err(|e| Error::internal(e.to_string()))?.into())
}
