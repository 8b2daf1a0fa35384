//! Notes: what somebody says about a unit or a work order; a note without a thread begins one.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::entity::relation::Relation;
use docket_domain::json::Object;
use docket_domain::tenant::TenantId;
use docket_store::entity::{self, Entity};
use docket_store::relation::{self, End, Link};
use docket_store::{Tx, lineage};
use serde_json::{Value, json};

use super::super::draft::Drafting;
use super::super::relations::named;
use super::super::template::{Links, Template};
use super::super::view::{View, path};
use super::super::writer::Writer;
use super::super::{get, keep, own};
use super::locked;
use crate::job::stored_object;
use crate::{Error, Op, Result, user};

/// The own member that holds the id of the user who wrote the note; it is shown as that user.
pub(super) const HIDDEN: &str = "created_by";
/// How many characters a text has at most.
const LONGEST: usize = 1_000;

/// Makes of a body a note about `about`, which the caller may read.
pub(in crate::entity) async fn draft(drafting: &mut Drafting<'_, '_>, about: &Entity) -> Result<()> {
    drafting.take(&["label", "text"], &json!(""));
    drafting.take(&["issue", "closed"], &json!(false));
    check_text(drafting);
    check_notified(drafting).await?;
    drafting.draft.refs.set(Role::About, about.kind, about.id.as_str());
    let writer = drafting.op.actor().to_owned();
    drafting.draft.facet = Some(writer.clone());
    drafting.draft.doc.insert(HIDDEN.to_owned(), writer.into());
    take_thread(drafting, about).await
}

fn check_text(drafting: &mut Drafting<'_, '_>) {
    let length = drafting.text("text").unwrap_or_default().chars().count();
    if length == 0 {
        let message = "should NOT be shorter than 1 characters";
        drafting.wrong("minLength", ".text", json!({"limit": 1}), message);
    } else if length > LONGEST {
        let message = format!("should NOT be longer than {LONGEST} characters");
        drafting.wrong("maxLength", ".text", json!({"limit": LONGEST}), &message);
    }
}

/// Checks that everybody who is to be notified is a contact.
async fn check_notified(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let body = drafting.body;
    let contacts = body.get("notify").and_then(Value::as_array);
    for (place, contact) in contacts.into_iter().flatten().enumerate() {
        let path = format!(".notify[{place}]");
        match contact.get("contact_id").and_then(Value::as_str) {
            Some(id) => {
                drafting.existing(EntityType::Contact, id, &format!("{path}.contact_id")).await?;
            }
            None => {
                let params = json!({"missingProperty": "contact_id"});
                drafting.wrong("required", &path, params, "should have required property 'contact_id'");
            }
        }
    }
    Ok(())
}

/// Takes the thread: the first note of one about the same thing. It is locked, so that it stays while there are answers.
async fn take_thread(drafting: &mut Drafting<'_, '_>, about: &Entity) -> Result<()> {
    let Some(id) = drafting.body.get("thread_id").and_then(Value::as_str) else { return Ok(()) };
    let first = match docket_domain::entity::is_id(id) {
        true => entity::lock(drafting.tx, drafting.op.tenant(), EntityType::Note, id).await?,
        false => None,
    };
    let fits = first.is_some_and(|first| {
        !first.deleted
            && first.refs.id(Role::About) == Some(about.id.as_str())
            && first.refs.get(Role::Thread).is_none()
    });
    if fits {
        drafting.draft.refs.set(Role::Thread, EntityType::Note, id);
    } else {
        let params = json!({"entity_type": EntityType::Note.code(), "entity_id": id});
        drafting.wrong(
            "exists",
            ".thread_id",
            params,
            "should be the first note of a thread about the same thing",
        );
    }
    Ok(())
}

/// Relates a new note to what it is about, and counts it there.
pub(in crate::entity) async fn made(op: &Op, tx: &mut Tx<'_>, made: &Entity, about: &Entity) -> Result<()> {
    let link = Link {
        source: End { kind: EntityType::Note, id: made.id.clone() },
        relation: Relation::Note,
        target: End { kind: about.kind, id: about.id.clone() },
        created: op.now,
    };
    relation::add(tx, op.tenant(), &link).await?;
    keep::tell(op, tx, about, "relation-added", Some(&related(made))).await?;
    Ok(entity::add_notes(tx, op.tenant(), about.kind, &about.id, counted(made)?).await?)
}

/// Locks what a note is about: whoever writes a note locks it before the thread, too.
pub(super) async fn hold_about(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<()> {
    let note = get::living(op, tx, EntityType::Note, id).await?;
    let (kind, id) = about(&note)?;
    entity::lock(tx, op.tenant(), kind, id).await?;
    Ok(())
}

/// Counts anew, where it belongs, a note that was changed.
pub(in crate::entity) async fn changed(
    op: &Op,
    tx: &mut Tx<'_>,
    before: &Entity,
    after: &Entity,
) -> Result<()> {
    let (about, was, is) = (about(after)?, counted(before)?, counted(after)?);
    let by = [0, 1, 2].map(|place| is[place] - was[place]);
    Ok(entity::add_notes(tx, op.tenant(), about.0, about.1, by).await?)
}

/// A closed note stays while its thread has answers.
pub(super) async fn may_delete(op: &Op, tx: &mut Tx<'_>, note: &Entity) -> Result<()> {
    let is_closed = is(&own(note)?, "closed");
    if is_closed && lineage::any(tx, op.tenant(), &note.id, EntityType::Note).await? {
        return Err(locked());
    }
    Ok(())
}

/// Takes a note away from what it is about.
pub(super) async fn deleting(op: &Op, tx: &mut Tx<'_>, note: &Entity) -> Result<()> {
    let about = about(note)?;
    entity::add_notes(tx, op.tenant(), about.0, about.1, counted(note)?.map(|count| -count)).await?;
    if let Some(about) = entity::find(tx, op.tenant(), about.0, about.1).await? {
        keep::tell(op, tx, &about, "relation-removed", Some(&related(note))).await?;
    }
    Ok(())
}

/// Adds who wrote it, its thread, and what it is about.
pub(super) async fn add_members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    note: &Entity,
    out: &mut Writer,
) -> Result<()> {
    let writer = user::shown(tx, tenant, written_by(&own(note)?), note.created).await?;
    out.raw(HIDDEN, &writer.members);
    out.raw("thread_id", json!(note.refs.id(Role::Thread)).to_string().as_bytes());
    let (kind, id) = about(note)?;
    out.raw("entity", json!({"entity_type": kind.code(), "entity_id": id}).to_string().as_bytes());
    Ok(())
}

/// Embeds who wrote it.
pub(super) fn embed(note: &Entity, view: &mut View) -> Result<()> {
    let shown = stored_object(&view.members)?;
    let members = shown.get(HIDDEN).map(Value::to_string).unwrap_or_default();
    let links = Links::to(&[&user::path(written_by(&own(note)?))]);
    view.embedded.embed("nter:note-created-by", [Template::linked(members.as_bytes(), &links)]);
    Ok(())
}

/// Adds the links to who wrote it and to what it is about.
pub(super) fn add_links(note: &Entity, links: &mut Links) -> Result<()> {
    let (kind, id) = about(note)?;
    links.add("nter:note-created-by", &[&user::path(written_by(&own(note)?))]);
    links.add(&format!("nter:note-{}", kind.word()), &[&path(kind, id)]);
    Ok(())
}

fn written_by(doc: &Object) -> &str {
    doc.get(HIDDEN).and_then(Value::as_str).unwrap_or_default()
}

fn about(note: &Entity) -> Result<(EntityType, &str)> {
    let about = note.refs.get(Role::About);
    about
        .map(|about| (about.kind, about.id.as_str()))
        .ok_or_else(|| Error::internal(format!("the note {} is about nothing", note.id)))
}

/// What a note adds to the counts: notes, open issues, closed issues.
fn counted(note: &Entity) -> Result<[i64; 3]> {
    let doc = own(note)?;
    let (issue, closed) = (is(&doc, "issue"), is(&doc, "closed"));
    Ok([1, i64::from(issue && !closed), i64::from(issue && closed)])
}

fn is(doc: &Object, name: &str) -> bool {
    doc.get(name).and_then(Value::as_bool).unwrap_or(false)
}

fn related(note: &Entity) -> Value {
    named(Relation::Note, &End { kind: note.kind, id: note.id.clone() })
}
