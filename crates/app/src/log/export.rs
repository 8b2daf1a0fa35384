//! The export feed of the ServiceMobility dialect: every version of a job that came in one way, whole.

use docket_domain::event::{Source, name};
use docket_domain::job::{FLAGS, Receipt};
use docket_domain::permission::Right;
use docket_store::Tx;
use docket_store::event::{self, Cursor, Event};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::as_of::{Version, show_each};
use super::shown::raw;
use super::{LARGEST, cursor};
use crate::job::stored_object;
use crate::{Change, Error, Op, Result};

/// A page of the feed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Exported {
    /// Where the next page begins: behind the last row, and behind the newest event if the log has no more rows.
    pub rowver: String,
    /// The versions.
    pub rows: Vec<Row>,
}

/// A version of a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    /// Its place in the feed.
    pub rowver: String,
    /// Who made it.
    pub user: String,
    /// The document; of a deleted job the one before, with `"Deleted":1`.
    pub doc: Box<RawValue>,
}

/// The versions after a place that came in through `source`, oldest first.
pub async fn export(op: &Op, rowver: &str, source: Source, limit: i64) -> Result<Exported> {
    op.allow(Right::WorkOrderRead)?;
    let after = cursor(op, "rowver", rowver)?;
    op.snapshot(Export { after, source, limit }).await
}

struct Export {
    after: Cursor,
    source: Source,
    limit: i64,
}

impl Change for Export {
    type Out = Exported;

    fn subject(&self) -> (&str, &str) {
        ("log", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Exported> {
        let mut events = event::export(tx, op.tenant(), self.source, self.after, self.limit).await?;
        let docs = show_each(tx, op.tenant(), &events, LARGEST, |_| true, document).await?;
        let is_last = docs.len() == events.len() && (events.len() as i64) < self.limit;
        events.truncate(docs.len());
        let mut next = events.last().map_or(self.after, |event| event.cursor);
        if is_last {
            // The rest of the log has nothing for this feed; nobody reads it again with the next page.
            next = next.max(event::newest(tx, op.tenant()).await?);
        }
        let mut rows = Vec::with_capacity(events.len());
        for (event, doc) in events.into_iter().zip(docs) {
            // A version that cannot be told any more has no row; the feed goes on behind it.
            let Some(doc) = doc else { continue };
            rows.push(Row { rowver: event.cursor.to_string(), user: event.actor, doc: raw(doc)? });
        }
        Ok(Exported { rowver: next.to_string(), rows })
    }
}

/// The document as the event left it, with the flags of what the device had received and shown, which are no part of a version:
/// a device that made one has read it, unless the event says otherwise.
fn document(event: &Event, version: &Version<'_>) -> Result<Vec<u8>> {
    let mut doc = match version.doc {
        Some(doc) => doc.clone(),
        None => {
            let mut before = version.undo.cloned().unwrap_or_default();
            before.insert("Deleted".to_owned(), 1.into());
            before
        }
    };
    if FLAGS.iter().all(|flag| doc.contains_key(*flag)) {
        let receipt = match &*event.name {
            _ if event.source != Source::Mobile.as_str() => Receipt::None,
            name::JOB_DELIVERED => Receipt::Delivered,
            _ => Receipt::Read,
        };
        let data = event.data.as_deref().map(stored_object).transpose()?.unwrap_or_default();
        for (flag, usual) in receipt.flags() {
            let said = data.get(flag).and_then(Value::as_bool);
            doc.insert(flag.to_owned(), said.unwrap_or(usual).into());
        }
    }
    serde_json::to_vec(&doc).map_err(|e| Error::internal(e.to_string()))
}
