//! A unit of work that changes a job as the product does: the row, its event, a notice, the counters.

use docket_domain::job::{Columns, NoticeKind};
use docket_store::{Result, Tx, counter, event, job, notice};

use crate::place::{Does, TENANT, unit};

/// What happens to a job.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    /// Made, or given another document.
    Put(i64),
    /// Deleted, if it lives.
    Delete,
    /// Its technician has received it.
    Receipt(i64),
}

/// Changes a job at a time; its newest version.
pub fn changes(number: u64, change: Change, now: i64) -> Does<i64> {
    unit(number, move |tx| Box::pin(async move { apply(tx, &format!("J-{number}"), change, now).await }))
}

async fn apply(tx: &mut Tx<'_>, num: &str, change: Change, now: i64) -> Result<i64> {
    let before = job::lock(tx, TENANT, num).await?;
    let lives = before.as_ref().is_some_and(|row| !row.deleted);
    let (version, last) = before.as_ref().map_or((1, 0), |row| (row.found.version + 1, row.xid));
    match change {
        Change::Put(n) => {
            let doc = format!("{{\"n\":{n}}}");
            let columns = columns(n);
            let columns = &columns;
            let words = format!("{num} ünïcode {n}");
            let new = job::New {
                version,
                hash: n,
                now,
                alias: Some("alias"),
                columns,
                words: &words,
                doc: doc.as_bytes(),
            };
            match before {
                None => job::insert(tx, TENANT, num, &new).await?,
                Some(row) => {
                    let was = lives.then(|| self::columns(row.found.hash));
                    job::update(tx, TENANT, num, was.as_ref(), &new).await?;
                }
            }
            if !lives {
                tx.count(TENANT, "jobs", 1);
            }
            notice::send(tx, TENANT, &columns.user_name, NoticeKind::Update, num, version, now);
            log(tx, last, num, version, "JOB.updated", now).await?;
        }
        Change::Delete if lives => {
            job::bury(tx, TENANT, num, version, now).await?;
            tx.count(TENANT, "jobs", -1);
            log(tx, last, num, version, "JOB.deleted", now).await?;
        }
        Change::Receipt(receipt) if lives => {
            job::set_receipt(tx, TENANT, num, receipt).await?;
            return Ok(version - 1);
        }
        Change::Delete | Change::Receipt(_) => return Ok(version - 1),
    }
    Ok(version)
}

async fn log(tx: &mut Tx<'_>, last: i64, key: &str, version: i64, name: &str, at: i64) -> Result<()> {
    let (entity, actor, source) = ("job", "test", "api");
    let (data, undo, snapshot) = (Some(&b"{}"[..]), Some(&b"null"[..]), None);
    let new = event::New { entity, key, version, name, at, actor, source, depth: 0, data, undo, snapshot };
    event::append(tx, TENANT, last, &new).await
}

fn columns(n: i64) -> Columns {
    Columns {
        status: (n % 3).to_string(),
        user_name: format!("tech-{}", n % 4),
        planned_start: (n % 2 == 0).then_some(n % 4),
        dispatch_status: n % 4,
        ..Columns::default()
    }
}

/// The counter of living jobs.
pub async fn counted(tx: &mut Tx<'_>) -> Result<i64> {
    counter::read(tx, TENANT, "jobs").await
}
