//! Parts: types of product that a manufacturer makes and a customer uses.

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::tenant::TenantId;
use docket_store::entity::Entity;
use docket_store::{Tx, counter, lineage};
use serde_json::{Value, json};

use super::super::draft::{Draft, Drafting};
use super::super::inside;
use super::super::keep::folded;
use super::super::own;
use super::super::writer::Writer;
use super::{locked, spliced};
use crate::{Error, Op, Result};

/// The own member that holds the manufacturer's number of the part; it is shown inside the manufacturer.
pub(super) const HIDDEN: &str = "manufacturer";

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["serial_prefix"], &Value::Null);
    let customer = drafting.refer("customer", Role::Customer, EntityType::Customer).await?;
    let maker = drafting.refer("manufacturer", Role::Manufacturer, EntityType::Manufacturer).await?;
    if let (Some(_), Some(maker)) = (customer, maker) {
        let number = drafting.body.get(HIDDEN).and_then(|given| given.get("part_number"));
        let number = number.and_then(Value::as_str).unwrap_or_default();
        let customer = drafting.draft.refs.id(Role::Customer).unwrap_or_default();
        drafting.draft.unique_key = Some(format!("{customer}:{}:{}", maker.id, folded(number)));
        drafting.draft.facet = Some(folded(number));
        drafting.draft.doc.insert(HIDDEN.to_owned(), json!({"part_number": number}));
    }
    Ok(())
}

/// What a part's units take from it stays while there are units.
pub(super) async fn may_change(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<()> {
    let moved =
        [Role::Customer, Role::Manufacturer].iter().any(|role| before.refs.id(*role) != draft.refs.id(*role));
    let prefix = own(before)?.get("serial_prefix") != draft.doc.get("serial_prefix");
    if (moved || prefix) && lineage::any(tx, op.tenant(), &before.id, EntityType::Unit).await? {
        return Err(locked());
    }
    Ok(())
}

/// The counter of a part's units that are allocated to a project.
pub(crate) fn allocated(part: &str) -> String {
    format!("allocated:{part}")
}

/// Adds the manufacturer with its number of the part, and how many units there are.
pub(super) async fn add_members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    out: &mut Writer,
) -> Result<()> {
    out.raw("manufacturer", &manufacturer(tx, tenant, entity).await?);
    let total = counter::read(tx, tenant, &lineage::counter_below(&entity.id, EntityType::Unit)).await?;
    let taken = counter::read(tx, tenant, &allocated(&entity.id)).await?;
    for (name, number) in
        [("total_units", total), ("total_units_allocated", taken), ("total_units_unallocated", total - taken)]
    {
        out.raw(name, number.to_string().as_bytes());
    }
    Ok(())
}

async fn manufacturer(tx: &mut Tx<'_>, tenant: TenantId, part: &Entity) -> Result<Bytes> {
    let Some(maker) = part.refs.get(Role::Manufacturer) else {
        return Err(Error::internal(format!("part {} has no manufacturer", part.id)));
    };
    let maker = inside::of(tx, tenant, maker).await?;
    let number = own(part)?.get(HIDDEN).and_then(|kept| kept.get("part_number")).cloned();
    spliced(&maker, "part_number", &number.unwrap_or(Value::Null))
}
