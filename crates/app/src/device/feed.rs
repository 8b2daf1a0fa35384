//! A technician's notices as they come.

use std::collections::VecDeque;

use docket_domain::permission::Right;
use docket_store::{Topic, Tx, notice};

use super::notices::{Notice, with_job};
use crate::{Op, Result};

/// How many notices are read at once; their documents are read one by one.
const PAGE: i64 = 50;

/// The notices of a technician from a place on; none is skipped.
#[derive(Debug)]
pub struct Feed {
    after: i64,
    page: VecDeque<notice::Notice>,
}

impl Feed {
    /// Opens the feed after a notice; without one it begins with the first that the device has not acknowledged. So it
    /// does for a number that was never given here (the server was set back to a backup).
    pub async fn open(op: &Op, after: Option<i64>) -> Result<Self> {
        op.allow(Right::Device)?;
        let mut tx = op.reader().await?;
        let after = match after {
            Some(after) if is_known(op, &mut tx, after).await? => after,
            _ => before_pending(op, &mut tx).await?,
        };
        Ok(Self { after, page: VecDeque::new() })
    }

    /// What tells that there may be another notice.
    #[must_use]
    pub fn topic(op: &Op) -> Topic {
        Topic::Notices(op.tenant(), op.actor().to_owned())
    }

    /// The next notice, if there is one already.
    pub async fn next(&mut self, op: &Op) -> Result<Option<Notice>> {
        op.allow(Right::Device)?;
        let mut tx = op.reader().await?;
        if self.page.is_empty() {
            self.page = notice::after(&mut tx, op.tenant(), op.actor(), self.after, PAGE).await?.into();
        }
        let Some(row) = self.page.pop_front() else { return Ok(None) };
        self.after = row.n;
        with_job(op, &mut tx, row).await.map(Some)
    }
}

/// Whether a notice of this number was sent.
async fn is_known(op: &Op, tx: &mut Tx<'_>, n: i64) -> Result<bool> {
    Ok(n == 0 || !notice::after(tx, op.tenant(), op.actor(), n - 1, 1).await?.is_empty())
}

/// The number before the first notice that waits; the last number if none waits. The end is looked for first, so that a
/// notice that comes in between is either behind it or found waiting.
async fn before_pending(op: &Op, tx: &mut Tx<'_>) -> Result<i64> {
    let last = notice::last(tx, op.tenant(), op.actor()).await?;
    let first = notice::pending(tx, op.tenant(), op.actor(), 0, 1).await?.into_iter().next();
    Ok(first.map_or(last, |row| row.n - 1))
}
