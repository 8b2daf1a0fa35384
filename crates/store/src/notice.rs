//! Notices to technicians' devices: durable, numbered per technician without gaps, kept until acknowledged.

use docket_domain::job::NoticeKind;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Arg, Result, Row, Topic, Tx};

statements! {
    NUMBER = "INSERT INTO technician (tenant, user_id, last_notice) VALUES ($1, $2, 1) \
              ON CONFLICT (tenant, user_id) DO UPDATE SET last_notice = technician.last_notice + 1 RETURNING last_notice";
    INSERT = "INSERT INTO notice (tenant, user_id, n, kind, num, version, created) VALUES ($1, $2, $3, $4, $5, $6, $7) {many}";
    AFTER = "SELECT user_id, n, kind, num, version, created, acked FROM notice \
             WHERE tenant = $1 AND user_id = $2 AND n > $3 ORDER BY n LIMIT $4";
    PENDING = "SELECT user_id, n, kind, num, version, created, acked FROM notice \
               WHERE tenant = $1 AND user_id = $2 AND n > $3 AND acked IS NULL ORDER BY n LIMIT $4";
    FIND = "SELECT user_id, n, kind, num, version, created, acked FROM notice WHERE tenant = $1 AND user_id = $2 AND n = $3";
    ACK = "UPDATE notice SET acked = $1 WHERE tenant = $2 AND user_id = $3 AND n = $4 AND acked IS NULL";
    LAST = "SELECT last_notice FROM technician WHERE tenant = $1 AND user_id = $2";
    COUNT_PENDING = "SELECT count(*) FROM notice WHERE tenant = $1 AND acked IS NULL";
    FORGET = "DELETE FROM notice WHERE (tenant, user_id, n) IN (SELECT tenant, user_id, n FROM notice \
              WHERE tenant = $1 AND acked < $2 AND acked IS NOT NULL LIMIT $3)";
}

/// A notice.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The technician.
    pub user: String,
    /// Its number among the technician's notices, from 1.
    pub n: i64,
    /// What it says about the job: `dispatch`, `update`, `remove`, `cancel`.
    pub kind: String,
    /// The job.
    pub num: String,
    /// The job's version that caused it.
    pub version: i64,
    /// When, in milliseconds.
    pub created: i64,
    /// When the device acknowledged it.
    pub acked: Option<i64>,
}

fn read(row: Row<'_>) -> Result<Notice> {
    Ok(Notice {
        user: row.text(0)?.to_owned(),
        n: row.int(1)?,
        kind: row.text(2)?.to_owned(),
        num: row.text(3)?.to_owned(),
        version: row.int(4)?,
        created: row.int(5)?,
        acked: row.opt_int(6)?,
    })
}

/// A notice that waits for its commit.
#[derive(Debug)]
pub(crate) struct Sending {
    tenant: TenantId,
    user: String,
    kind: NoticeKind,
    num: String,
    version: i64,
    now: i64,
}

/// Sends a notice with the commit.
pub fn send(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    user: &str,
    kind: NoticeKind,
    num: &str,
    version: i64,
    now: i64,
) {
    tx.wake(Topic::Notices(tenant, user.to_owned()));
    let (user, num) = (user.to_owned(), num.to_owned());
    tx.after.notices.push(Sending { tenant, user, kind, num, version, now });
}

/// Puts the notices of all units of a commit into one order of technicians, the same for all writers: nobody waits for who
/// waits for them. A technician's own stay in the order of sending.
pub(crate) fn in_order(mut sending: Vec<Sending>) -> Vec<Sending> {
    sending.sort_by(|one, other| (one.tenant, &one.user).cmp(&(other.tenant, &other.user)));
    sending
}

/// Writes a notice. It is numbered from its technician's own row, which stays locked until the commit, so that numbers appear
/// in their order.
pub(crate) async fn write(tx: &mut Tx<'_>, notice: Sending) -> Result<()> {
    let Sending { tenant, user, kind, num, version, now } = notice;
    let n = tx.change(&NUMBER, args![tenant, &user], |row| row.int(0)).await?.unwrap_or(1);
    tx.add(&INSERT, args![tenant, &user, n, kind.as_str(), &num, version, now]).await
}

/// A technician's notices after a number, acknowledged or not.
pub async fn after(tx: &mut Tx<'_>, tenant: TenantId, user: &str, n: i64, limit: i64) -> Result<Vec<Notice>> {
    tx.all(&AFTER, args![tenant, user, n, limit], read).await
}

/// A technician's notices after a number that the device has not acknowledged.
pub async fn pending(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    user: &str,
    n: i64,
    limit: i64,
) -> Result<Vec<Notice>> {
    tx.all(&PENDING, args![tenant, user, n, limit], read).await
}

/// The number of a technician's newest notice; 0 if there was none.
pub async fn last(tx: &mut Tx<'_>, tenant: TenantId, user: &str) -> Result<i64> {
    Ok(tx.one(&LAST, args![tenant, user], |row| row.int(0)).await?.unwrap_or(0))
}

/// One notice of a technician.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, user: &str, n: i64) -> Result<Option<Notice>> {
    tx.one(&FIND, args![tenant, user, n], read).await
}

/// Notes an acknowledgement; whether it was the first.
pub async fn ack(tx: &mut Tx<'_>, tenant: TenantId, user: &str, n: i64, now: i64) -> Result<bool> {
    Ok(tx.run(&ACK, args![now, tenant, user, n]).await? > 0)
}

/// How many notices of a tenant wait for an acknowledgement.
pub async fn count_pending(tx: &mut Tx<'_>, tenant: TenantId) -> Result<i64> {
    Ok(tx.one(&COUNT_PENDING, args![tenant], |row| row.int(0)).await?.unwrap_or(0))
}

/// Deletes up to `limit` notices that were acknowledged before a time.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![tenant, before, limit]).await
}

/// Which notices the office looks at.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this technician.
    pub user: Option<String>,
    /// About this job.
    pub job: Option<String>,
    /// `Some(true)`: acknowledged; `Some(false)`: not yet.
    pub acked: Option<bool>,
}

/// A place in the office's list, which has the newest first: created, technician, number.
pub type Place = (i64, String, i64);

/// Notices for the office, newest first, after a place. Those of one technician are in the order of their numbers, so
/// that the primary key finds them; the others in the order of their times.
pub async fn list(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    wanted: &Wanted,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let (text, args) = listing(tenant, wanted, after, limit);
    tx.found(&text, &args, read).await
}

fn listing<'a>(
    tenant: TenantId,
    wanted: &'a Wanted,
    after: Option<&'a Place>,
    limit: i64,
) -> (String, Vec<Arg<'a>>) {
    let mut text =
        "SELECT user_id, n, kind, num, version, created, acked FROM notice WHERE tenant = $1".to_owned();
    let mut args = vec![Arg::from(tenant)];
    if let Some(user) = &wanted.user {
        args.push(user.into());
        text += &format!(" AND user_id = ${}", args.len());
    }
    if let Some(job) = &wanted.job {
        args.push(job.into());
        text += &format!(" AND num = ${}", args.len());
    }
    let by_number = wanted.user.is_some() && wanted.job.is_none();
    if let Some((created, user, n)) = after {
        if by_number {
            args.push(Arg::from(*n));
            text += &format!(" AND n < ${}", args.len());
        } else {
            args.extend([Arg::from(*created), user.into(), Arg::from(*n)]);
            let last = args.len();
            text += &format!(" AND (created, user_id, n) < (${}, ${}, ${last})", last - 2, last - 1);
        }
    }
    text.push_str(match wanted.acked {
        Some(true) => " AND acked IS NOT NULL",
        Some(false) => " AND acked IS NULL",
        None => "",
    });
    args.push(limit.into());
    let order = if by_number { "n DESC" } else { "created DESC, user_id DESC, n DESC" };
    text += &format!(" ORDER BY {order} LIMIT ${}", args.len());
    (text, args)
}

#[cfg(test)]
mod tests;
