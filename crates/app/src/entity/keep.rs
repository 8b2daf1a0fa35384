//! Keeping a new version of an entity: the row, what it belongs to, its counters and its event, written together.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_domain::entity::relation::Relation;
use docket_domain::job::{fold, undo};
use docket_domain::json::Object;
use docket_store::entity::{self, Entity, New};
use docket_store::event::{self, SNAPSHOT_EVERY};
use docket_store::relation::{self, End, Link};
use docket_store::{Tx, lineage};
use serde_json::Value;

use super::draft::Draft;
use super::{fields, kind, own, status_use};
use crate::{Error, Op, Result, action};

/// Stores a new entity; it as it stands now.
pub(crate) async fn insert(
    op: &Op,
    tx: &mut Tx<'_>,
    kind: EntityType,
    id: &str,
    draft: &Draft,
) -> Result<Entity> {
    let acted = action::before(op, tx, (kind, id), None, draft).await?;
    let draft = acted.as_ref().unwrap_or(draft);
    let doc = to_bytes(&draft.doc)?;
    let label = draft.searched(kind);
    entity::insert(tx, op.tenant(), kind, id, op.now, &row(draft, &label, &doc)).await?;
    tx.count(op.tenant(), lineage::counter(kind), 1);
    let mut ancestors: Vec<&str> = Vec::new();
    for one in draft.refs.iter() {
        if !ancestors.contains(&one.id.as_str()) {
            ancestors.push(&one.id);
        }
    }
    lineage::begin(tx, op.tenant(), &ancestors, kind, id).await?;
    let made = Link {
        source: End { kind: EntityType::User, id: op.actor().to_owned() },
        relation: Relation::Created,
        target: End { kind, id: id.to_owned() },
        created: op.now,
    };
    relation::begin(tx, op.tenant(), &made).await?;
    status_use::count(op, tx, kind, None, Some((&draft.refs, &draft.doc)));
    append(op, tx, (kind, id), (1, 0), "created", Some((b"null".to_vec(), None)), None).await?;
    let made = Entity {
        kind,
        id: id.to_owned(),
        version: 1,
        deleted: false,
        xid: 0,
        created: op.now,
        updated: op.now,
        rank: draft.rank,
        category: draft.category.map(|category| category.as_str().to_owned()),
        notes: [0; 3],
        refs: draft.refs.clone(),
        doc: doc.into(),
        facet: draft.facet.clone(),
        fields: draft.fields.clone(),
    };
    follow_free(op, tx, None, Some(&made)).await?;
    Ok(made)
}

/// Stores a version of an entity. A draft like what is stored makes no version and no event; the entity as it stands now.
pub(crate) async fn update(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<Entity> {
    let doc = to_bytes(&draft.doc)?;
    if is_same(before, draft, &doc) {
        return Ok(before.clone());
    }
    match action::before(op, tx, (before.kind, &before.id), Some(before), draft).await? {
        None => write(op, tx, before, draft, (doc, None)).await,
        Some(acted) => {
            let doc = to_bytes(&acted.doc)?;
            if is_same(before, &acted, &doc) {
                return Ok(before.clone());
            }
            write(op, tx, before, &acted, (doc, None)).await
        }
    }
}

/// Stores a version of an entity of which something was changed that is kept elsewhere: whoever asked for the version before is
/// to know. `data` says what, in the event.
pub(crate) async fn renew(
    op: &Op,
    tx: &mut Tx<'_>,
    before: &Entity,
    draft: &Draft,
    data: &Value,
) -> Result<Entity> {
    let acted = action::before(op, tx, (before.kind, &before.id), Some(before), draft).await?;
    let draft = acted.as_ref().unwrap_or(draft);
    write(op, tx, before, draft, (to_bytes(&draft.doc)?, Some(data))).await
}

/// Whether a draft says what is stored.
pub(crate) fn says_the_same(before: &Entity, draft: &Draft) -> Result<bool> {
    Ok(is_same(before, draft, &to_bytes(&draft.doc)?))
}

/// Whether a draft, whose document is `doc`, says what is stored.
fn is_same(before: &Entity, draft: &Draft, doc: &[u8]) -> bool {
    doc == before.doc
        && draft.refs == before.refs
        && draft.rank == before.rank
        && draft.fields == before.fields
}

/// Writes a version of an entity. `data` goes with the event that tells of it.
async fn write(
    op: &Op,
    tx: &mut Tx<'_>,
    before: &Entity,
    draft: &Draft,
    (doc, data): (Vec<u8>, Option<&Value>),
) -> Result<Entity> {
    let label = draft.searched(before.kind);
    entity::update(tx, op.tenant(), before, op.now, &row(draft, &label, &doc)).await?;
    move_lineage(op, tx, before, &draft.refs).await?;
    let after = Entity {
        version: before.version + 1,
        updated: op.now.max(before.updated),
        rank: draft.rank,
        category: draft.category.map(|category| category.as_str().to_owned()),
        refs: draft.refs.clone(),
        doc: doc.into(),
        facet: draft.facet.clone(),
        fields: draft.fields.clone(),
        ..before.clone()
    };
    log_change(op, tx, (before, &after), data).await?;
    follow_free(op, tx, Some(before), Some(&after)).await?;
    Ok(after)
}

/// Stores a version of an entity that differs from the one before only in what it belongs to.
pub(super) async fn relocate(op: &Op, tx: &mut Tx<'_>, before: &Entity, refs: Refs) -> Result<()> {
    entity::relocate(tx, op.tenant(), before, op.now, &refs).await?;
    move_lineage(op, tx, before, &refs).await?;
    let after = Entity { version: before.version + 1, refs, ..before.clone() };
    log_change(op, tx, (before, &after), None).await?;
    follow_free(op, tx, Some(before), Some(&after)).await
}

/// Notes whether a unit is free for work flows now.
async fn follow_free(
    op: &Op,
    tx: &mut Tx<'_>,
    before: Option<&Entity>,
    after: Option<&Entity>,
) -> Result<()> {
    match before.or(after) {
        Some(unit) if unit.kind == EntityType::Unit => {
            kind::unit::free::follow(op, tx, &unit.id, before, after).await
        }
        _ => Ok(()),
    }
}

/// Appends the events of a new version, the first of them with `data`, and counts the statuses that it uses.
async fn log_change(
    op: &Op,
    tx: &mut Tx<'_>,
    (before, after): (&Entity, &Entity),
    mut data: Option<&Value>,
) -> Result<()> {
    let (old, new) = (logged(before)?, logged(after)?);
    status_use::count(op, tx, after.kind, Some((&before.refs, &old)), Some((&after.refs, &new)));
    let back = to_bytes(&undo(&old, &new))?;
    let whole = (after.version % SNAPSHOT_EVERY == 0).then(|| to_bytes(&new)).transpose()?;
    let at = (after.version, before.xid);
    let mut made = Some((back, whole));
    for name in happenings(after.kind, &old, &new) {
        append(op, tx, (after.kind, &after.id), at, name, made.take(), data.take()).await?;
    }
    Ok(())
}

/// The events of a new version, from its document and the one before: first the one that makes it, then those of the kind that
/// others wait for.
pub(crate) fn happenings(kind: EntityType, old: &Object, new: &Object) -> Vec<&'static str> {
    let mut names = vec!["changed"];
    if old.get("current_status") != new.get("current_status") {
        names.push("status-changed");
    }
    names.extend(moves(kind, old, new));
    names
}

/// Marks an entity as deleted: it is gone from every list and from every path, and stays where others show it.
pub(crate) async fn delete(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    action::before_deletion(op, tx, before).await?;
    entity::delete(tx, op.tenant(), before, op.now).await?;
    tx.count(op.tenant(), lineage::counter(before.kind), -1);
    for one in before.refs.iter() {
        lineage::remove(tx, op.tenant(), &one.id, before.kind, &before.id).await?;
    }
    relation::remove_all(tx, op.tenant(), before.kind, &before.id).await?;
    follow_free(op, tx, Some(before), None).await?;
    let last = logged(before)?;
    status_use::count(op, tx, before.kind, Some((&before.refs, &last)), None);
    let back = to_bytes(&last)?;
    let version = before.version + 1;
    let whole = (version % SNAPSHOT_EVERY == 0).then(|| b"null".to_vec());
    append(op, tx, (before.kind, &before.id), (version, before.xid), "deleted", Some((back, whole)), None)
        .await
}

/// Appends an event that makes no version: it speaks of the version that the entity has.
pub(crate) async fn tell(
    op: &Op,
    tx: &mut Tx<'_>,
    entity: &Entity,
    what: &str,
    data: Option<&Value>,
) -> Result<()> {
    append(op, tx, (entity.kind, &entity.id), (entity.version, entity.xid), what, None, data).await
}

/// The document of an entity as the log knows it: its own members that say something, and the ids of what it belongs to.
pub(crate) fn logged(entity: &Entity) -> Result<Object> {
    let mut doc = own(entity)?;
    doc.retain(|_, value| !value.is_null());
    if let Some(stored) = &entity.fields {
        let list = serde_json::from_slice(stored).map_err(|e| Error::internal(e.to_string()))?;
        doc.insert(fields::MEMBER.to_owned(), list);
    }
    entity.refs.add_to(&mut doc);
    Ok(doc)
}

fn row<'a>(draft: &'a Draft, label: &'a str, doc: &'a [u8]) -> New<'a> {
    New {
        label,
        unique_key: draft.unique_key.as_deref(),
        rank: draft.rank,
        starts: draft.starts,
        ends: draft.ends,
        facet: draft.facet.as_deref(),
        fields: draft.fields.as_deref(),
        category: draft.category.map(docket_domain::status::Category::as_str),
        refs: &draft.refs,
        doc,
    }
}

/// Notes what the entity belongs to now.
async fn move_lineage(op: &Op, tx: &mut Tx<'_>, before: &Entity, refs: &Refs) -> Result<()> {
    let holds = |refs: &Refs, id: &str| refs.iter().any(|one| one.id == id);
    for old in before.refs.iter().filter(|old| !holds(refs, &old.id)) {
        lineage::remove(tx, op.tenant(), &old.id, before.kind, &before.id).await?;
    }
    for new in refs.iter().filter(|new| !holds(&before.refs, &new.id)) {
        lineage::add(tx, op.tenant(), &new.id, before.kind, &before.id).await?;
    }
    Ok(())
}

/// Where a thing went, of the events that its kind has: a resource moves to another place, others to another owner.
fn moves(kind: EntityType, old: &Object, new: &Object) -> Vec<&'static str> {
    let changed = |name: &str| old.get(name) != new.get(name);
    let went = |names: &[&str]| names.iter().any(|name| old.contains_key(*name) && changed(name));
    let (owners, places): (&[&str], _) = match kind {
        EntityType::Resource | EntityType::SubResource => (&["resource_id", "location_id"], false),
        EntityType::Program | EntityType::Project => (&OWNERS, false),
        EntityType::Unit | EntityType::WorkOrder => (&OWNERS, true),
        _ => (&[], false),
    };
    let mut names = Vec::new();
    if went(owners) {
        names.extend(["moved-from", "moved-to"]);
    }
    if places && changed("location_id") {
        names.push("location-changed");
    }
    if kind == EntityType::Unit && changed("resource_id") {
        names.push("resource-changed");
    }
    names
}

/// The members that say whose a thing is.
const OWNERS: [&str; 3] = ["customer_id", "program_id", "project_id"];

/// The undo and, now and then, the whole document of a version.
type Version = (Vec<u8>, Option<Vec<u8>>);

async fn append(
    op: &Op,
    tx: &mut Tx<'_>,
    (kind, id): (EntityType, &str),
    (version, last): (i64, i64),
    what: &str,
    made: Option<Version>,
    data: Option<&Value>,
) -> Result<()> {
    let name = format!("{}.{what}", kind.code());
    let data = data.map(Value::to_string);
    let (undo, snapshot) = made.map_or((None, None), |(undo, snapshot)| (Some(undo), snapshot));
    let new = event::New {
        undo: undo.as_deref(),
        snapshot: snapshot.as_deref(),
        data: data.as_deref().map(str::as_bytes),
        ..op.event(kind.code(), id, version, &name)
    };
    event::append(tx, op.tenant(), last, &new).await?;
    Ok(())
}

fn to_bytes(doc: &Object) -> Result<Vec<u8>> {
    serde_json::to_vec(doc).map_err(|e| Error::internal(e.to_string()))
}

/// What lists are sorted and searched by: the label, folded and shortened.
pub(crate) fn folded(label: &str) -> String {
    const LONGEST: usize = 200;
    fold(label).chars().take(LONGEST).collect()
}

/// A further text that lists are searched by. Shorter, because the label and all of them share an index.
pub(crate) fn folded_word(word: &str) -> String {
    const LONGEST: usize = 80;
    fold(word).chars().take(LONGEST).collect()
}
