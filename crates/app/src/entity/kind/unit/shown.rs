//! What a unit shows beside its own members: who makes and sells it, and its notes, counted.

use bytes::Bytes;
use docket_domain::entity::refs::Role;
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::Entity;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::super::inside;
use super::super::super::own;
use super::super::super::writer::Writer;
use super::super::spliced;
use super::HIDDEN;
use crate::{Error, Result};

/// Adds the manufacturer with its number of the part, the vendor with its number of the unit, and the counts of notes.
pub(crate) async fn add_members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    out: &mut Writer,
) -> Result<()> {
    #[derive(Deserialize)]
    struct Part<'a> {
        #[serde(borrow)]
        manufacturer: &'a RawValue,
    }
    let Some(part) = entity.refs.get(Role::Part) else {
        return Err(Error::internal(format!("unit {} has no part", entity.id)));
    };
    let part = inside::of(tx, tenant, part).await?;
    let part: Part<'_> = serde_json::from_slice(&part).map_err(|e| Error::internal(e.to_string()))?;
    out.raw("manufacturer", part.manufacturer.get().as_bytes());
    out.raw("vendor", &vendor(tx, tenant, entity).await?);
    let [total, open, closed] = entity.notes;
    let notes = format!("{{\"total\":{total},\"open_issues\":{open},\"closed_issues\":{closed}}}");
    out.raw("note_count", notes.as_bytes());
    Ok(())
}

async fn vendor(tx: &mut Tx<'_>, tenant: TenantId, unit: &Entity) -> Result<Bytes> {
    let Some(vendor) = unit.refs.get(Role::Vendor) else { return Ok(Bytes::from_static(b"null")) };
    let vendor = inside::of(tx, tenant, vendor).await?;
    let number = own(unit)?.get(HIDDEN).and_then(|kept| kept.get("part_number")).cloned();
    spliced(&vendor, "part_number", &number.unwrap_or(Value::Null))
}
