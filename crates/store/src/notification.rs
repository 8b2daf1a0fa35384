//! Messages to users inside the system.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    INSERT = "INSERT INTO notification (tenant, recipient, id, version, xid, created, updated, is_read, archived, severity, \
              label, message, source, sender, regarding) \
              VALUES ($1, $2, $3, 1, {xid}, $4, $4, 0, 0, $5, $6, $7, $8, $9, $10)";
    FIND = "SELECT id, version, xid, created, updated, is_read, archived, severity, label, message, source, sender, regarding \
            FROM notification WHERE tenant = $1 AND recipient = $2 AND id = $3";
    LOCK = "SELECT id, version, xid, created, updated, is_read, archived, severity, label, message, source, sender, regarding \
            FROM notification WHERE tenant = $1 AND recipient = $2 AND id = $3 {for_update}";
    MARK = "UPDATE notification SET version = version + 1, xid = {greatest}({xid}, xid), updated = {greatest}($1, updated), \
            is_read = $2, archived = $3 WHERE tenant = $4 AND recipient = $5 AND id = $6 AND version = $7";
    // A filter that is negative is none.
    UP = "SELECT id, version, xid, created, updated, is_read, archived, severity, label, message, source, sender, regarding \
          FROM notification WHERE tenant = $1 AND recipient = $2 AND id > $3 AND (is_read = $4 OR $4 < 0) \
          AND (archived = $5 OR $5 < 0) ORDER BY id LIMIT $6";
    DOWN = "SELECT id, version, xid, created, updated, is_read, archived, severity, label, message, source, sender, regarding \
            FROM notification WHERE tenant = $1 AND recipient = $2 AND id < $3 AND (is_read = $4 OR $4 < 0) \
            AND (archived = $5 OR $5 < 0) ORDER BY id DESC LIMIT $6";
    // The condition on the second line always holds: it is that of the index.
    COUNT = "SELECT archived, is_read, count(*) FROM notification WHERE tenant = $1 AND recipient = $2 \
             AND archived >= 0 GROUP BY archived, is_read";
    FORGET = "DELETE FROM notification WHERE (tenant, recipient, id) IN (SELECT tenant, recipient, id FROM notification \
              WHERE tenant = $1 AND updated < $2 AND updated >= 0 ORDER BY updated LIMIT $3)";
    FORGET_OF_USER = "DELETE FROM notification WHERE tenant = $1 AND recipient = $2";
}

/// An id that no notification has, behind all that have one.
const BEHIND_ALL: &str = "~";

/// A message to one user.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Its id.
    pub id: String,
    /// Grows by one with each change.
    pub version: i64,
    /// The log position of the newest version.
    pub xid: i64,
    /// When it was sent, in milliseconds.
    pub created: i64,
    /// When it was read or archived last, in milliseconds.
    pub updated: i64,
    /// Its recipient has read it.
    pub read: bool,
    /// Its recipient has put it away.
    pub archived: bool,
    /// How bad it is: `normal`, `issue`, `resolved`.
    pub severity: String,
    /// What it is about, in a few words.
    pub label: String,
    /// What it says.
    pub message: String,
    /// The id of what caused it.
    pub source: String,
    /// The user in whose name it was sent.
    pub sender: Option<String>,
    /// What it is about: `WOR:id`.
    pub regarding: Option<String>,
}

/// A message about to be sent.
#[derive(Debug)]
pub struct New<'a> {
    /// The user it is for.
    pub recipient: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Now, in milliseconds.
    pub now: i64,
    /// How bad it is.
    pub severity: &'a str,
    /// What it is about, in a few words.
    pub label: &'a str,
    /// What it says.
    pub message: &'a str,
    /// The id of what caused it.
    pub source: &'a str,
    /// The user in whose name it is sent.
    pub sender: Option<&'a str>,
    /// What it is about: `WOR:id`.
    pub regarding: Option<&'a str>,
}

/// A page that is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Only those that were read, or were not.
    pub read: Option<bool>,
    /// Only those that were archived, or were not.
    pub archived: Option<bool>,
    /// The newest first.
    pub descending: bool,
    /// Those after this id; all if it is empty.
    pub after: String,
    /// How many.
    pub limit: i64,
}

/// How many notifications somebody has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Neither read nor archived.
    pub unread: i64,
    /// Read and not archived.
    pub read: i64,
    /// Archived, and not read before.
    pub archived_unread: i64,
    /// Archived and read.
    pub archived_read: i64,
}

fn read(row: Row<'_>) -> Result<Notification> {
    Ok(Notification {
        id: row.text(0)?.to_owned(),
        version: row.int(1)?,
        xid: row.int(2)?,
        created: row.int(3)?,
        updated: row.int(4)?,
        read: row.int(5)? != 0,
        archived: row.int(6)? != 0,
        severity: row.text(7)?.to_owned(),
        label: row.text(8)?.to_owned(),
        message: row.text(9)?.to_owned(),
        source: row.text(10)?.to_owned(),
        sender: row.opt_text(11)?.map(str::to_owned),
        regarding: row.opt_text(12)?.map(str::to_owned),
    })
}

/// Stores a message.
pub async fn insert(tx: &mut Tx<'_>, tenant: TenantId, new: &New<'_>) -> Result<()> {
    let args = args![
        tenant,
        new.recipient,
        new.id,
        new.now,
        new.severity,
        new.label,
        new.message,
        new.source,
        new.sender,
        new.regarding,
    ];
    tx.add(&INSERT, args).await
}

/// A message to a user.
pub async fn find(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    recipient: &str,
    id: &str,
) -> Result<Option<Notification>> {
    tx.one(&FIND, args![tenant, recipient, id], read).await
}

/// A message to a user, locked until the unit ends.
pub async fn lock(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    recipient: &str,
    id: &str,
) -> Result<Option<Notification>> {
    tx.one(&LOCK, args![tenant, recipient, id], read).await
}

/// Notes whether a message, as it was before, is read and archived now. If another node has changed it meanwhile, the unit runs
/// again.
pub async fn mark(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    recipient: &str,
    before: &Notification,
    (is_read, archived, now): (bool, bool, i64),
) -> Result<()> {
    let args = args![now, is_read, archived, tenant, recipient, &before.id, before.version];
    if tx.run(&MARK, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// A page of the messages to a user, by the time at which they were sent.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    recipient: &str,
    wanted: &Wanted,
) -> Result<Vec<Notification>> {
    let only = |filter: Option<bool>| filter.map_or(-1, i64::from);
    let (sql, after) = match (wanted.descending, wanted.after.as_str()) {
        (true, "") => (&DOWN, BEHIND_ALL),
        (true, after) => (&DOWN, after),
        (false, after) => (&UP, after),
    };
    let args = args![tenant, recipient, after, only(wanted.read), only(wanted.archived), wanted.limit];
    tx.all(sql, args, read).await
}

/// How many messages a user has.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId, recipient: &str) -> Result<Counted> {
    let read = |row: Row<'_>| Ok((row.int(0)? != 0, row.int(1)? != 0, row.int(2)?));
    let mut counted = Counted::default();
    for (archived, is_read, count) in tx.all(&COUNT, args![tenant, recipient], read).await? {
        match (archived, is_read) {
            (false, false) => counted.unread += count,
            (false, true) => counted.read += count,
            (true, false) => counted.archived_unread += count,
            (true, true) => counted.archived_read += count,
        }
    }
    Ok(counted)
}

/// Deletes up to `limit` messages that were not touched since a time.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![tenant, before, limit]).await
}

/// Deletes the messages to a user, so that a later one of the same id does not have them.
pub async fn forget_of_user(tx: &mut Tx<'_>, tenant: TenantId, user: &str) -> Result<u64> {
    tx.run(&FORGET_OF_USER, args![tenant, user]).await
}
