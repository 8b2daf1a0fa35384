//! How far the log of a tenant has been followed: what it says starts and wakes runs of work flows. Whoever follows holds the
//! row, and moves the place in the unit that does what follows from the events.

use docket_domain::tenant::TenantId;

use crate::event::{self, Cursor};
use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Row, Tx};

statements! {
    FIND = "SELECT xid, seq, told FROM follower WHERE tenant = $1";
    LOCK = "SELECT xid, seq, told FROM follower WHERE tenant = $1 {skip_locked}";
    ADD = "INSERT INTO follower (tenant, xid, seq, told) VALUES ($1, $2, $3, '') ON CONFLICT (tenant) DO NOTHING";
    SET = "UPDATE follower SET xid = $1, seq = $2, told = $3 WHERE tenant = $4";
    TENANTS = "SELECT tenant FROM follower ORDER BY tenant";
}

/// How far a log has been followed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// All events up to this one are done with.
    pub cursor: Cursor,
    /// The last run, by id, that was told of the event behind it; empty if none was.
    pub told: String,
}

fn read(row: Row<'_>) -> Result<Place> {
    let cursor = Cursor { xid: row.int(0)?, seq: row.int(1)? };
    Ok(Place { cursor, told: row.text(2)?.to_owned() })
}

/// The tenants whose logs are followed.
pub async fn tenants(tx: &mut Tx<'_>) -> Result<Vec<TenantId>> {
    tx.all(&TENANTS, args![], |row| Ok(TenantId(row.int(0)?))).await
}

/// Has the log of a tenant followed from now on, if it is not followed already. To be called before the first thing that an event
/// may start or wake is stored, in the same unit.
pub async fn begin(tx: &mut Tx<'_>, tenant: TenantId) -> Result<()> {
    if find(tx, tenant).await?.is_some() {
        return Ok(());
    }
    let newest = event::newest(tx, tenant).await?;
    tx.run(&ADD, args![tenant, newest.xid, newest.seq]).await.map(|_| ())
}

/// How far the log has been followed; `None` if it is not followed.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Option<Place>> {
    tx.one(&FIND, args![tenant], read).await
}

/// How far the log has been followed, locked until the unit ends; `None` if it is not followed, or if another node is at it.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Option<Place>> {
    tx.one(&LOCK, args![tenant], read).await
}

/// Moves the place, which is locked.
pub async fn set(tx: &mut Tx<'_>, tenant: TenantId, place: &Place) -> Result<()> {
    if tx.run(&SET, args![place.cursor.xid, place.cursor.seq, &place.told, tenant]).await? == 1 {
        return Ok(());
    }
    Err(Error::Internal(format!("the log of tenant {tenant} is not followed")))
}
