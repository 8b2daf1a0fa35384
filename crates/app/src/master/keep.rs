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

/// The number of a record in the log: one key, or two with a slash between (slashes within a key are escaped then).
fn log_key(kind: Kind, key: &Key) -> String {
    match kind.key_members() {
        (_, None) => key.first.clone(),
        _ => format!("{}/{}", escape(&key.first), escape(&key.second)),
    }
}

/// The key of a record by its number in the log.
pub(crate) fn key_of_log(kind: Kind, number: &str) -> Key {
    let plain = |part: &str| part.replace("%2F", "/").replace("%25", "%");
    match (kind.key_members(), number.split_once('/')) {
        ((_, Some(_)), Some((first, second))) => Key { first: plain(first), second: plain(second) },
        _ => Key { first: number.to_owned(), second: String::new() },
    }
}

fn escape(part: &str) -> String {
    part.replace('%', "%25").replace('/', "%2F")
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
    let key = log_key(kind, key);
    let new = event::New {
        undo: Some(&undo),
        snapshot: (version % SNAPSHOT_EVERY == 0).then_some(if doc.is_empty() { b"null" } else { &doc }),
        ..op.event(kind.entity(), &key, version, &event_name)
    };
    event::append(tx, op.tenant(), row.map_or(0, |row| row.xid), &new).await?;
    Ok((version, tag(version, hash, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_keys_with_slashes_are_told_apart_in_the_log() {
        let keys = [("A/B", "C"), ("A", "B/C"), ("A%2FB", "C"), ("A", "B")];
        for (first, second) in keys {
            let key = Key { first: first.to_owned(), second: second.to_owned() };
            let number = log_key(Kind::Location, &key);
            assert_eq!(key_of_log(Kind::Location, &number), key, "{number}");
        }
        let account = Key { first: "A/B%".to_owned(), second: String::new() };
        assert_eq!(key_of_log(Kind::Account, &log_key(Kind::Account, &account)), account);
    }
}
