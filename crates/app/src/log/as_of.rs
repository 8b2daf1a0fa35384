//! Versions of jobs, records and entities as they were: made by going back, step by step, from the nearest whole document.
//!
//! Every [`SNAPSHOT_EVERY`]th version is kept whole. Versions between two of them are made together, so that a page of
//! the log costs as many steps as it has events and less than [`SNAPSHOT_EVERY`] more a thing, however long its history is.

use std::collections::HashMap;

use docket_domain::entity::EntityType;
use docket_domain::job::go_back;
use docket_domain::json::Object;
use docket_domain::master::Kind;
use docket_domain::tenant::TenantId;
use docket_store::event::{self, Event, SNAPSHOT_EVERY};
use docket_store::latest::{self, Latest};
use docket_store::{Tx, entity};

use crate::Result;
use crate::entity::keep::logged;
use crate::job::{JOB, stored_object};
use crate::master::key_of_log;

/// A version of a thing.
pub(super) struct Version<'a> {
    /// The document; `None` for the version in which it was deleted.
    pub doc: Option<&'a Object>,
    /// What leads to the version before; `None` if there was nothing before. Of a deleted thing, the whole document.
    pub undo: Option<&'a Object>,
}

/// What `show` makes of the versions that the `wanted` events are about, in the order of the events; `None` for the others. Ends
/// after the event with which the answers grow over `largest` bytes, at the earliest after the first.
pub(super) async fn show_each(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    events: &[Event],
    largest: usize,
    is_wanted: impl Fn(&Event) -> bool + Send + Sync,
    show: impl Fn(&Event, &Version<'_>) -> Result<Vec<u8>> + Send + Sync,
) -> Result<Vec<Option<Vec<u8>>>> {
    let mut groups: HashMap<Group<'_>, Vec<usize>> = HashMap::new();
    for (place, event) in events.iter().enumerate().filter(|(_, event)| is_wanted(event)) {
        groups.entry(group(event)).or_default().push(place);
    }
    let mut shown: Vec<Option<Vec<u8>>> = vec![None; events.len()];
    let mut bytes = 0;
    for (place, event) in events.iter().enumerate() {
        if let Some(places) = groups.remove(&group(event)) {
            let mut wanted: HashMap<i64, Vec<usize>> = HashMap::new();
            for place in places {
                wanted.entry(events[place].version).or_default().push(place);
            }
            walk(tx, tenant, event, &wanted, &mut |place, version| {
                shown[place] = Some(show(&events[place], version)?);
                Ok(())
            })
            .await?;
        }
        bytes += shown[place].as_ref().map_or(0, Vec::len);
        if bytes > largest {
            shown.truncate(place + 1);
            break;
        }
    }
    Ok(shown)
}

/// Versions of one thing that are made from the same whole document: entity, number, and the number of that document.
type Group<'e> = (&'e str, &'e str, i64);

fn group(event: &Event) -> Group<'_> {
    let whole = (event.version + SNAPSHOT_EVERY - 1).div_euclid(SNAPSHOT_EVERY);
    (&event.entity, &event.key, whole)
}

/// Goes back over the wanted versions of the thing that `event` is about, newest first.
async fn walk(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    event: &Event,
    wanted: &HashMap<i64, Vec<usize>>,
    visit: &mut (impl FnMut(usize, &Version<'_>) -> Result<()> + Send),
) -> Result<()> {
    let Some(latest) = newest(tx, tenant, &event.entity, &event.key).await? else { return Ok(()) };
    let oldest = wanted.keys().copied().min().unwrap_or(event.version);
    let top = (group(event).2 * SNAPSHOT_EVERY).min(latest.version);
    let mut steps = event::steps(tx, tenant, &event.entity, &event.key, oldest, top).await?;
    let whole = steps.last().filter(|step| step.version == top).and_then(|step| step.snapshot.clone());
    let mut doc = match whole {
        Some(whole) => object(&whole)?,
        None => {
            if top < latest.version {
                steps = event::steps(tx, tenant, &event.entity, &event.key, oldest, latest.version).await?;
            }
            latest.doc
        }
    };
    for step in steps.iter().rev() {
        let undo = object(&step.undo)?;
        for place in wanted.get(&step.version).into_iter().flatten() {
            visit(*place, &Version { doc: doc.as_ref(), undo: undo.as_ref() })?;
        }
        doc = match (doc, undo) {
            (_, None) => None,
            (None, Some(whole)) => Some(whole),
            (Some(mut doc), Some(undo)) => {
                go_back(&mut doc, &undo);
                Some(doc)
            }
        };
    }
    Ok(())
}

/// The newest version of a thing: its number, and the document unless the thing was deleted.
struct Newest {
    version: i64,
    doc: Option<Object>,
}

/// The newest version of a thing in the log; `None` for things without documents.
async fn newest(tx: &mut Tx<'_>, tenant: TenantId, of: &str, key: &str) -> Result<Option<Newest>> {
    if let Some(kind) = EntityType::parse(of) {
        let Some(found) = entity::find(tx, tenant, kind, key).await? else { return Ok(None) };
        let doc = if found.deleted { None } else { Some(logged(&found)?) };
        return Ok(Some(Newest { version: found.version, doc }));
    }
    let latest = match (of, Kind::parse(of)) {
        (JOB, _) => latest::job(tx, tenant, key).await?,
        (_, Some(kind)) => latest::master(tx, tenant, kind, &key_of_log(kind, key)).await?,
        (_, None) => None,
    };
    let Some(Latest { version, doc }) = latest else { return Ok(None) };
    Ok(Some(Newest { version, doc: doc.as_deref().map(stored_object).transpose()? }))
}

/// A document or a way back as the log keeps it; `null` is none.
fn object(bytes: &[u8]) -> Result<Option<Object>> {
    if bytes == b"null" { Ok(None) } else { stored_object(bytes).map(Some) }
}
