//! Rows that become master data.

use docket_domain::json::Object;
use docket_domain::master::{self as rules, Key, Kind};
use docket_store::Tx;
use docket_store::master::{self, Locked};

use super::report::Fate;
use super::row::Row;
use super::run::Known;
use super::tried::Tried;
use crate::Result;
use crate::job::stored_object;
use crate::master::{Put, need_account};

/// A row made into a record, with the one that is there under lock.
struct Ready {
    row: Option<Locked>,
    before: Option<Object>,
    put: Put,
}

impl Ready {
    fn tried(&self, is_changed: bool) -> Tried {
        let Key { first, second } = &self.put.key;
        let fate = match (&self.before, is_changed) {
            (None, _) => Fate::Created,
            (Some(_), true) => Fate::Changed,
            (Some(_), false) => Fate::Unchanged,
        };
        Tried { identity: format!("{first}\n{second}"), fate, warnings: Vec::new() }
    }
}

/// Tries a row, without writing.
pub(super) async fn check(known: &Known<'_>, tx: &mut Tx<'_>, kind: Kind, row: &Row) -> Result<Tried> {
    let ready = ready(known, tx, kind, row).await?;
    Ok(ready.tried(ready.before.as_ref() != Some(&ready.put.doc)))
}

/// Writes a row.
pub(super) async fn write(known: &Known<'_>, tx: &mut Tx<'_>, kind: Kind, row: &Row) -> Result<Tried> {
    let ready = ready(known, tx, kind, row).await?;
    let kept = ready.put.store(known.op, tx, ready.row.as_ref()).await?;
    Ok(ready.tried(ready.row.as_ref().map(|row| row.found.version) != Some(kept.version)))
}

async fn ready(known: &Known<'_>, tx: &mut Tx<'_>, kind: Kind, row: &Row) -> Result<Ready> {
    let columns = &known.plan.columns;
    let (first, second) = kind.key_members();
    let key = Key::of(kind, row.text(columns, first), second.map_or("", |second| row.text(columns, second)))?;
    need_account(known.op, tx, kind, &key).await?;
    let locked = master::lock(tx, known.op.tenant(), kind, &key).await?;
    let living = locked.as_ref().filter(|row| !row.deleted);
    let before = living.map(|row| stored_object(&row.found.doc)).transpose()?;
    let keys = [first, second.unwrap_or(first)];
    let doc = row.upon(columns, &keys, before.clone().unwrap_or_default())?;
    let doc = rules::accept(kind, &key, doc)?;
    Ok(Ready { row: locked, before, put: Put { kind, key, doc, hash: None } })
}
