//! Keeping a new version of a record: the row and its event, written together.

use docket_domain::event::name;
use docket_domain::job::undo;
use docket_domain::json::{self, Object};
use docket_domain::master::{Key, Kind, search_text};
use docket_store::event::{self, SNAPSHOT_EVERY};
use docket_store::master::{self, Locked};
use docket_store::{Tx, master::New};

use crate::job::{stored_object, tag};
use crate::{Error, Op, Result};

/// The number of a record in the log: one key, or two with a slash between.
pub(crate) fn log_key(key: &Key) -> String {
    if key.second.is_empty() { key.first.clone() } else { format!("{}/{}", key.first, key.second) }
}

/// Keeps a document, or with `None` a tombstone; the version and the entity tag. A document like the one before makes no
/// version and no event.
pub(crate) async fn keep(
    op: &Op,
    tx: &mut Tx<'_>,
    kind: Kind,
    key: &Key,
    row: Option<&Locked>,
    after: Option<&Object>,
) -> Result<(i64, String)> {
    let living = row.filter(|row| !row.deleted);
    let before = living.map(|row| stored_object(&row.found.doc)).transpose()?;
    if let (Some(row), Some(before), Some(after)) = (living, &before, after)
        && before == after
    {
        return Ok((row.found.version, tag(row.found.version, row.found.hash, 0)));
    }
    let doc = match after {
        Some(after) => serde_json::to_vec(after).map_err(|e| Error::internal(e.to_string()))?,
        None => Vec::new(),
    };
    let version = row.map_or(0, |row| row.found.version) + 1;
    let hash = json::hash(&doc) as i64;
    let words = after.map_or_else(String::new, |after| search_text(kind, after));
    let new = New { version, hash, deleted: after.is_none(), now: op.now, words: &words, doc: &doc };
    master::put(tx, op.tenant(), kind, key, &new).await?;
    let event_name = match (&before, after) {
        (_, None) => name::deleted(kind.entity()),
        (None, Some(_)) => name::created(kind.entity()),
        (Some(_), Some(_)) => name::updated(kind.entity()),
    };
    let undo = match (&before, after) {
        (None, _) => b"null".to_vec(),
        (Some(_), None) => living.map(|row| row.found.doc.to_vec()).unwrap_or_default(),
        (Some(before), Some(after)) => {
            serde_json::to_vec(&undo(before, after)).map_err(|e| Error::internal(e.to_string()))?
        }
    };
    let new = event::New {
        entity: kind.entity(),
        key: &log_key(key),
        version,
        name: &event_name,
        at: op.now,
        actor: op.actor(),
        source: op.source.as_str(),
        depth: 0,
        data: None,
        undo: Some(&undo),
        snapshot: (version % SNAPSHOT_EVERY == 0).then_some(if doc.is_empty() { b"null" } else { &doc }),
    };
    event::append(tx, op.tenant(), row.map_or(0, |row| row.xid), &new).await?;
    Ok((version, tag(version, hash, 0)))
}
