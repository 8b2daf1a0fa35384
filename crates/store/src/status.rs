//! The statuses that a tenant knows.

use docket_domain::status::Status;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Row, Tx};

statements! {
    ALL = "SELECT label, category, description, place FROM status WHERE tenant = $1 ORDER BY label {many}";
    ADD = "INSERT INTO status (tenant, label, category, description, place) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT DO NOTHING";
}

fn read(row: Row<'_>) -> Result<Status> {
    let label = row.text(0)?;
    let category = row.text(1)?;
    let order = row.opt_text(3)?;
    Status::of_parts(label, category, row.opt_text(2)?, order)
        .ok_or_else(|| Error::Internal(format!("the status {label} is broken: {category}, {order:?}")))
}

/// The statuses of a tenant, by label.
pub async fn all(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<Status>> {
    tx.all(&ALL, args![tenant], read).await
}

/// Adds a status; false if there is one with this label.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, status: &Status) -> Result<bool> {
    let place = status.order.as_ref().map(ToString::to_string);
    let args = args![
        tenant,
        &status.status,
        status.category.as_str(),
        status.description.as_deref(),
        place.as_deref(),
    ];
    tx.altered(docket_domain::entity::EntityType::Customer);
    Ok(tx.run(&ADD, args).await? > 0)
}
