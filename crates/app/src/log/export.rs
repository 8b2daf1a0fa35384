//! The export feed of the ServiceMobility dialect: every version of a job that came in one way, whole.

use docket_domain::event::{Source, name};
use docket_domain::permission::Right;
use docket_store::Tx;
use docket_store::event::{self, Cursor, Event};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::as_of::{Version, show_each};
use super::shown::raw;
use super::{LARGEST, cursor};
use crate::{Change, Error, Op, Result};

/// A page of the feed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Exported {
    /// Where the next page begins.
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
    op.snapshot(Export { after, given: rowver.to_owned(), source, limit }).await
}

struct Export {
    after: Cursor,
    given: String,
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
        events.truncate(docs.len());
        let rowver = events.last().map_or_else(|| self.given.clone(), |event| event.cursor.to_string());
        let mut rows = Vec::with_capacity(events.len());
        for (event, doc) in events.into_iter().zip(docs) {
            // A version that cannot be told any more has no row; the feed goes on behind it.
            let Some(doc) = doc else { continue };
            rows.push(Row { rowver: event.cursor.to_string(), user: event.actor, doc: raw(doc)? });
        }
        Ok(Exported { rowver, rows })
    }
}

/// The document as the event left it. A device that made a version has read it; what it received or showed stands in the
/// flags, which are no part of a version.
fn document(event: &Event, version: &Version<'_>) -> Result<Vec<u8>> {
    let mut doc = match version.doc {
        Some(doc) => doc.clone(),
        None => {
            let mut before = version.undo.cloned().unwrap_or_default();
            before.insert("Deleted".to_owned(), 1.into());
            before
        }
    };
    if event.source == Source::Mobile.as_str() && doc.contains_key("IsDelivered") {
        doc.insert("IsDelivered".to_owned(), true.into());
        doc.insert("IsRead".to_owned(), (event.name != name::JOB_DELIVERED).into());
    }
    serde_json::to_vec(&doc).map_err(|e| Error::internal(e.to_string()))
}
