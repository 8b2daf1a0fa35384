//! The log of a tenant: what was changed, by whom, when.
//!
//! Its order is (`xid`, `seq`). On PostgreSQL `xid` is the number of the transaction, but never below that of the entity's
//! event before, so that an entity's events stand in the order of its versions; readers stop below the oldest transaction
//! that still runs, so nothing can appear behind them. On SQLite, with its one writer, `xid` is 0.
//!
//! An event keeps what it takes to go *back* one version (`undo`); the document as of an event is made from the
//! newest one. Every [`SNAPSHOT_EVERY`] versions the document is kept whole, so that the way back stays short.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Sql, Topic, Tx};

/// How many versions may lie between a document and the nearest whole one.
pub const SNAPSHOT_EVERY: i64 = 32;

statements! {
    APPEND = "INSERT INTO event (tenant, xid, entity, key, version, name, at, actor, source, depth, data, undo, snapshot) \
              VALUES ($1, {greatest}({xid}, $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) {many}";
    PAGE = "SELECT xid, seq, entity, key, version, name, at, actor, source, depth, data, undo IS NOT NULL FROM event \
            WHERE tenant = $1 AND {after_cursor} AND {below_horizon} ORDER BY xid, seq LIMIT $4";
    EXPORT_MOB = "SELECT xid, seq, entity, key, version, name, at, actor, source, depth, data, undo IS NOT NULL FROM event {through_mobile} \
            WHERE tenant = $1 AND {after_cursor} AND {below_horizon} AND source = 'mob' AND entity = 'job' \
            AND (undo IS NOT NULL OR name IN ('JOB.delivered', 'JOB.read', 'JOB.accepted')) ORDER BY xid, seq LIMIT $4";
    EXPORT_SCH = "SELECT xid, seq, entity, key, version, name, at, actor, source, depth, data, undo IS NOT NULL FROM event {through_scheduler} \
            WHERE tenant = $1 AND {after_cursor} AND {below_horizon} AND source = 'sch' AND entity = 'job' \
            AND undo IS NOT NULL ORDER BY xid, seq LIMIT $4";
    EXPORT_API = "SELECT xid, seq, entity, key, version, name, at, actor, source, depth, data, undo IS NOT NULL FROM event \
            WHERE tenant = $1 AND {after_cursor} AND {below_horizon} AND source = 'api' AND entity = 'job' \
            AND undo IS NOT NULL ORDER BY xid, seq LIMIT $4";
    HISTORY = "SELECT xid, seq, entity, key, version, name, at, actor, source, depth, data, undo IS NOT NULL FROM event \
            WHERE {of_entity} AND (version, seq) < ($4, $5) \
            ORDER BY {latest_bucket} version DESC, seq DESC LIMIT $6";
    LAST_TURN = "SELECT name, at FROM event WHERE {of_entity} \
                 AND name IN ('JOB.created', 'JOB.dispatched', 'JOB.recalled', 'JOB.accepted') \
                 ORDER BY {latest_bucket} version DESC, seq DESC LIMIT 1 {many}";
    LATER = "SELECT version, undo, snapshot FROM event WHERE {of_entity} AND version >= $4 \
             AND version <= $5 AND undo IS NOT NULL ORDER BY {first_bucket} version";
    UNDOS = "SELECT version, undo FROM event WHERE {of_entity} AND version > $4 \
             AND undo IS NOT NULL ORDER BY {first_bucket} version LIMIT $5";
    MADE = "SELECT xid, seq, entity, key, version, name, at, actor, source, depth, data, 1 FROM event \
            WHERE {of_entity} AND version >= $4 AND version <= $5 AND undo IS NOT NULL \
            ORDER BY {first_bucket} version";
    FORGET = "DELETE FROM event WHERE (tenant, xid, seq) IN (SELECT tenant, xid, seq FROM (SELECT tenant, xid, seq, at FROM event \
              WHERE tenant = $1 AND xid <= $2 ORDER BY xid, seq LIMIT $3) AS oldest WHERE at < $4 AND seq <> $5)";
    NEWEST = "SELECT xid, seq FROM event WHERE tenant = $1 AND {below_horizon} ORDER BY xid DESC, seq DESC LIMIT 1";
    LAG = "SELECT CAST(COALESCE(min(at), 0) AS BIGINT) FROM event WHERE tenant = $1 AND NOT ({below_horizon})";
}

/// A place in the log; what follows it comes after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// The transaction's place.
    pub xid: i64,
    /// The place in it.
    pub seq: i64,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.xid {
            0 => write!(f, "{}", self.seq),
            xid => write!(f, "{xid}.{}", self.seq),
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (xid, seq) = text.split_once('.').unwrap_or(("0", text));
        let number = |digits: &str| {
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(());
            }
            digits.parse::<i64>().map_err(|_| ())
        };
        Ok(Self { xid: number(xid)?, seq: number(seq)? })
    }
}

/// An event about to be written.
#[derive(Debug)]
pub struct New<'a> {
    /// `job`, `account` …
    pub entity: &'a str,
    /// Its number.
    pub key: &'a str,
    /// The version that the event made, or that it speaks of.
    pub version: i64,
    /// `JOB.created` …
    pub name: &'a str,
    /// Now, in milliseconds.
    pub at: i64,
    /// Who did it.
    pub actor: &'a str,
    /// `api`, `mob` or `sch`.
    pub source: &'a str,
    /// How many events caused each other up to this one.
    pub depth: i64,
    /// More about it, as JSON.
    pub data: Option<&'a [u8]>,
    /// The way back to the version before, as JSON (`null`: there was nothing before); `None` if the event made no
    /// version.
    pub undo: Option<&'a [u8]>,
    /// The whole document, now and then.
    pub snapshot: Option<&'a [u8]>,
}

/// An event of the log.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its place.
    pub cursor: Cursor,
    /// `job`, `account` …
    pub entity: String,
    /// Its number.
    pub key: String,
    /// The version that the event made, or that it speaks of.
    pub version: i64,
    /// `JOB.created` …
    pub name: String,
    /// When, in milliseconds.
    pub at: i64,
    /// Who did it.
    pub actor: String,
    /// `api`, `mob` or `sch`.
    pub source: String,
    /// How many events caused each other up to this one.
    pub depth: i64,
    /// More about it, as JSON.
    pub data: Option<Bytes>,
    /// It made the version; an event without one (a receipt, a notice) only speaks of it.
    pub made_version: bool,
}

/// One step on the way back to an older version.
#[derive(Debug, Clone)]
pub struct Step {
    /// The version that `undo` goes back from.
    pub version: i64,
    /// The way back to the version before.
    pub undo: Bytes,
    /// The whole document as of this version, if it was kept.
    pub snapshot: Option<Bytes>,
}

/// Appends an event. `last` is the log position of the entity's event before (0 if there is none).
pub async fn append(tx: &mut Tx<'_>, tenant: TenantId, last: i64, new: &New<'_>) -> Result<()> {
    let args = args![
        tenant,
        last,
        new.entity,
        new.key,
        new.version,
        new.name,
        new.at,
        new.actor,
        new.source,
        new.depth,
        new.data,
        new.undo,
        new.snapshot,
    ];
    tx.add(&APPEND, args).await?;
    tx.wake(Topic::Log(tenant));
    Ok(())
}

fn read(row: Row<'_>) -> Result<Event> {
    Ok(Event {
        cursor: Cursor { xid: row.int(0)?, seq: row.int(1)? },
        entity: row.text(2)?.to_owned(),
        key: row.text(3)?.to_owned(),
        version: row.int(4)?,
        name: row.text(5)?.to_owned(),
        at: row.int(6)?,
        actor: row.text(7)?.to_owned(),
        source: row.text(8)?.to_owned(),
        depth: row.int(9)?,
        data: row.opt_bytes(10)?,
        made_version: row.int(11)? != 0,
    })
}

/// The events after a place, oldest first.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, after: Cursor, limit: i64) -> Result<Vec<Event>> {
    tx.all(&PAGE, args![tenant, after.xid, after.seq, limit], read).await
}

/// The events after a place that made a version of a job through one way in: `mob`, `sch` or `api`. What devices did includes
/// that they received, showed and accepted a version.
pub async fn export(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    source: docket_domain::event::Source,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Event>> {
    let sql: &'static Sql = match source {
        docket_domain::event::Source::Mobile => &EXPORT_MOB,
        docket_domain::event::Source::Scheduler => &EXPORT_SCH,
        docket_domain::event::Source::Api => &EXPORT_API,
    };
    tx.all(sql, args![tenant, after.xid, after.seq, limit], read).await
}

/// The events of one entity before a place (version, `seq`), newest first.
pub async fn history(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &str,
    key: &str,
    before: (i64, i64),
    limit: i64,
) -> Result<Vec<Event>> {
    tx.all(&HISTORY, args![tenant, key, entity, before.0, before.1, limit], read).await
}

/// The name and the time of the newest of a job's events that tell in whose hands it is: it was made, dispatched, taken back or
/// accepted. `None` if none of them is kept any more.
pub async fn last_turn(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &str,
    key: &str,
) -> Result<Option<(String, i64)>> {
    tx.one(&LAST_TURN, args![tenant, key, entity], |row| Ok((row.text(0)?.to_owned(), row.int(1)?))).await
}

/// The steps of an entity from one version to another, oldest first.
pub async fn steps(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &str,
    key: &str,
    from: i64,
    to: i64,
) -> Result<Vec<Step>> {
    let read =
        |row: Row<'_>| Ok(Step { version: row.int(0)?, undo: row.bytes(1)?, snapshot: row.opt_bytes(2)? });
    tx.all(&LATER, args![tenant, key, entity, from, to], read).await
}

/// The versions of an entity after one, oldest first, each with the way back from it.
pub async fn undos(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &str,
    key: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Bytes)>> {
    let read = |row: Row<'_>| Ok((row.int(0)?, row.bytes(1)?));
    tx.all(&UNDOS, args![tenant, key, entity, after, limit], read).await
}

/// The events that made the versions of an entity from one to another, oldest first.
pub async fn made(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &str,
    key: &str,
    from: i64,
    to: i64,
) -> Result<Vec<Event>> {
    tx.all(&MADE, args![tenant, key, entity, from, to], read).await
}

/// Where the log ends for a reader now.
pub async fn newest(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Cursor> {
    let read = |row: Row<'_>| Ok(Cursor { xid: row.int(0)?, seq: row.int(1)? });
    Ok(tx.one(&NEWEST, args![tenant], read).await?.unwrap_or_default())
}

/// Deletes up to `limit` events that are older than a time and lie before `newest`, oldest first: the newest event stays,
/// a place in the log is never given twice. The number deleted.
pub async fn forget(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    before: i64,
    newest: Cursor,
    limit: i64,
) -> Result<u64> {
    tx.run(&FORGET, args![tenant, newest.xid, limit, before, newest.seq]).await
}

/// The time of the oldest event that readers cannot see yet because an older transaction still runs; 0 if there is none.
pub async fn hidden_since(tx: &mut Tx<'_>, tenant: TenantId) -> Result<i64> {
    Ok(tx.one(&LAG, args![tenant], |row| row.int(0)).await?.unwrap_or(0))
}

#[cfg(test)]
mod tests;
