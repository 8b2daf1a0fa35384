//! Which runs of work flows wait for which events, and what these must be about.

use std::collections::BTreeMap;

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Arg, Result, Row, Tx};

/// How many subjects one look-up takes.
const AT_ONCE: usize = 8;

statements! {
    ADD = "INSERT INTO listening (tenant, event, subject, context, since) VALUES ($1, $2, $3, $4, $5) {many}";
    FORGET = "DELETE FROM listening {through_listener} WHERE tenant = $1 AND context = $2";
    OF = "SELECT context, min(since) FROM listening WHERE tenant = $1 AND event = $2 \
          AND subject IN ($3, $4, $5, $6, $7, $8, $9, $10) AND context > $11 GROUP BY context ORDER BY context LIMIT $12";
    // From one name to the next through the index: a million runs that wait for one event cost one step.
    EVENTS = "SELECT event FROM (WITH RECURSIVE names(event) AS (SELECT (SELECT min(event) FROM listening \
              WHERE tenant = $1) UNION ALL SELECT (SELECT min(event) FROM listening WHERE tenant = $1 \
              AND event > names.event) FROM names WHERE names.event IS NOT NULL) SELECT event FROM names) AS named \
              WHERE event IS NOT NULL";
}

/// What a run waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// The stored name of the event.
    pub event: String,
    /// The id of something that the event must be about.
    pub subject: String,
    /// The version of the run in which it began to listen: only what the log holds behind the event of that version counts.
    pub since: i64,
}

/// Says what a run waits for, in place of all that it waited for before.
pub async fn set(tx: &mut Tx<'_>, tenant: TenantId, context: &str, listeners: &[Listener]) -> Result<()> {
    forget(tx, tenant, context).await?;
    let mut each: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for one in listeners {
        let since = each.entry((&one.event, &one.subject)).or_insert(one.since);
        *since = one.since.min(*since);
    }
    for ((event, subject), since) in each {
        tx.add(&ADD, args![tenant, event, subject, context, since]).await?;
    }
    Ok(())
}

/// Says that a run waits for nothing any more.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, context: &str) -> Result<()> {
    // Waited for: what is added next would otherwise be sent with what others add, perhaps before this.
    tx.run(&FORGET, args![tenant, context]).await.map(|_| ())
}

/// The runs behind one, by id, that wait for an event about one of these subjects, each with the version since which
/// it listens.
pub async fn of(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    event: &str,
    subjects: &[&str],
    after: &str,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    let mut found: BTreeMap<String, i64> = BTreeMap::new();
    for some in subjects.chunks(AT_ONCE) {
        let mut args = vec![Arg::from(tenant), event.into()];
        args.extend((0..AT_ONCE).map(|place| Arg::from(some[place.min(some.len() - 1)])));
        args.extend([Arg::from(after), Arg::from(limit)]);
        let read = |row: Row<'_>| Ok((row.text(0)?.to_owned(), row.int(1)?));
        for (context, since) in tx.all(&OF, &args, read).await? {
            let known = found.entry(context).or_insert(since);
            *known = since.min(*known);
        }
    }
    Ok(found.into_iter().take(usize::try_from(limit).unwrap_or_default()).collect())
}

/// The names of the events that anybody waits for.
pub async fn events(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<String>> {
    tx.all(&EVENTS, args![tenant], |row| Ok(row.text(0)?.to_owned())).await
}
