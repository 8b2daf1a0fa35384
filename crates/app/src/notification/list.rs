//! Reading one's notifications.

use docket_domain::entity::is_id;
use docket_store::Tx;
use docket_store::notification::{self, Counted, Notification, Wanted};

use super::{RIGHT, view};
use crate::entity::{Listed, View, missing};
use crate::{Change, Op, Result, place};

/// A page that is asked for.
#[derive(Debug, Clone)]
pub struct Query {
    /// Only those that were read, or were not.
    pub read: Option<bool>,
    /// Only those that were archived, or were not.
    pub archived: Option<bool>,
    /// The newest first.
    pub descending: bool,
    /// The `offset` of a page.
    pub offset: Option<String>,
    /// How many entries.
    pub limit: i64,
}

/// One of the caller's notifications.
pub async fn get(op: &Op, id: &str) -> Result<View> {
    op.allow(RIGHT)?;
    let mut tx = op.reader().await?;
    let found =
        if is_id(id) { notification::find(&mut tx, op.tenant(), op.actor(), id).await? } else { None };
    let found = found.ok_or_else(|| missing(id))?;
    view::whole(op, &mut tx, &found).await
}

/// A page of the caller's notifications.
pub async fn list(op: &Op, query: &Query) -> Result<Listed> {
    op.allow(RIGHT)?;
    let wanted = Wanted {
        read: query.read,
        archived: query.archived,
        descending: query.descending,
        after: place::read(query.offset.as_deref())?,
        // One more says whether there is a next page.
        limit: query.limit + 1,
    };
    op.snapshot(List { wanted }).await
}

struct List {
    wanted: Wanted,
}

impl Change for List {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        ("notification", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        let limit = self.wanted.limit - 1;
        let mut found: Vec<Notification> =
            notification::page(tx, op.tenant(), op.actor(), &self.wanted).await?;
        let more = found.len() as i64 > limit;
        found.truncate(limit as usize);
        let next = found.last().filter(|_| more).map(|last| place::after(&last.id));
        let total = total(&self.wanted, notification::count(tx, op.tenant(), op.actor()).await?);
        let mut entries = Vec::with_capacity(found.len());
        for one in &found {
            entries.push(view::item(op, tx, one).await?);
        }
        Ok(Listed { entries, total, next })
    }
}

/// How many of them the filters leave.
fn total(wanted: &Wanted, counted: Counted) -> i64 {
    let states = [
        (false, false, counted.unread),
        (true, false, counted.read),
        (false, true, counted.archived_unread),
        (true, true, counted.archived_read),
    ];
    let fits = |filter: Option<bool>, is: bool| filter.is_none_or(|filter| filter == is);
    let left = states
        .iter()
        .filter(|(read, archived, _)| fits(wanted.read, *read) && fits(wanted.archived, *archived));
    left.map(|(_, _, count)| count).sum()
}
