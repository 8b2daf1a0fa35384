//! What was sent to technicians' devices, and what of it they acknowledged.

use docket_domain::permission::Right;
use docket_domain::time::format_ms;
use docket_store::Tx;
use docket_store::notice::{self, Place, Wanted};
use serde::{Deserialize, Serialize};

use super::page::{Page, from_place, to_place};
use crate::{Change, Op, Result};

/// A notice as the office sees it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Notice {
    /// The technician.
    pub user: String,
    /// Its number among the technician's notices.
    pub id: i64,
    /// What it says about the job: `dispatch`, `update`, `remove`, `cancel`.
    pub kind: String,
    /// The job.
    pub num: String,
    /// The job's version that caused it.
    pub version: i64,
    /// When it was sent.
    pub created: String,
    /// When the device acknowledged it.
    pub acked: Option<String>,
}

/// Notices, newest first; `after` is the `next` of another page.
pub async fn notices(op: &Op, wanted: Wanted, after: Option<&str>, limit: i64) -> Result<Page<Notice>> {
    op.allow(Right::NoticeRead)?;
    let after: Option<Place> = after.map(from_place).transpose()?;
    op.snapshot(List { wanted, after, limit }).await
}

struct List {
    wanted: Wanted,
    after: Option<Place>,
    limit: i64,
}

impl Change for List {
    type Out = Page<Notice>;

    fn subject(&self) -> (&str, &str) {
        ("notice", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Page<Notice>> {
        let mut found =
            notice::list(tx, op.tenant(), &self.wanted, self.after.as_ref(), self.limit + 1).await?;
        let more = found.len() as i64 > self.limit;
        found.truncate(self.limit as usize);
        let next = found.last().filter(|_| more).map(|last| to_place(&(last.created, &last.user, last.n)));
        let entries = found.into_iter().map(|notice| Notice {
            user: notice.user,
            id: notice.n,
            kind: notice.kind,
            num: notice.num,
            version: notice.version,
            created: format_ms(notice.created),
            acked: notice.acked.map(format_ms),
        });
        Ok(Page { entries: entries.collect(), next })
    }
}
