//! What an entity is to become: a body whose shape was checked, and the entity as it is, made into members and references.

use bytes::Bytes;
use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_domain::status::Category;
use docket_domain::time::parse_ms;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use serde_json::{Value, json};

use super::{access, keep, kind, own};
use crate::{Error, Op, Result};

#[cfg(test)]
mod tests;

/// What an entity is to become.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// Its own members.
    pub doc: Object,
    /// What it belongs to.
    pub refs: Refs,
    /// What must be unique among the living of its kind, folded.
    pub unique_key: Option<String>,
    /// Its place among others.
    pub rank: Option<i64>,
    /// When it begins, in milliseconds.
    pub starts: Option<i64>,
    /// When it ends or is due.
    pub ends: Option<i64>,
    /// A word that lists are filtered by.
    pub facet: Option<String>,
    /// Its custom fields as a JSON array, if there are any.
    pub fields: Option<Bytes>,
    /// The category of its status.
    pub category: Option<Category>,
    /// What each entry of a work order's `cycles` stands for, with the version of its definition; `None` for one that is new.
    pub flows: Vec<Option<(String, i64)>>,
}

impl Draft {
    /// What lists of a kind are sorted and searched by: the label, and the words of a kind that has any.
    pub(crate) fn searched(&self, kind: EntityType) -> String {
        let label = keep::folded(self.doc.get("label").and_then(Value::as_str).unwrap_or_default());
        let words = kind::searched_words(kind, &self.doc);
        if words.is_empty() {
            return label;
        }
        docket_store::entity_list::with_words(&label, words.iter().map(String::as_str))
    }

    /// An entity as it is with what the draft says of it; its version and times stay.
    pub(crate) fn over(&self, entity: &Entity) -> Result<Entity> {
        let doc = serde_json::to_vec(&self.doc).map_err(|e| Error::internal(e.to_string()))?;
        Ok(Entity {
            rank: self.rank,
            category: self.category.map(|category| category.as_str().to_owned()),
            refs: self.refs.clone(),
            doc: doc.into(),
            facet: self.facet.clone(),
            fields: self.fields.clone(),
            ..entity.clone()
        })
    }
}

/// A draft in the making.
pub(crate) struct Drafting<'a, 'tx> {
    pub op: &'a Op,
    pub tx: &'a mut Tx<'tx>,
    /// The body.
    pub body: &'a Object,
    /// The entity as it is; `None` when it is made.
    pub before: Option<&'a Entity>,
    /// What was found wrong so far.
    pub messages: Vec<Message>,
    /// The draft so far. On a change it begins as the entity is.
    pub draft: Draft,
    /// What the body named so far, as it stays until the unit ends.
    pub held: Vec<Entity>,
}

impl<'a, 'tx> Drafting<'a, 'tx> {
    pub(crate) fn new(
        op: &'a Op,
        tx: &'a mut Tx<'tx>,
        body: &'a Object,
        before: Option<&'a Entity>,
    ) -> Result<Self> {
        let mut draft = Draft::default();
        if let Some(before) = before {
            draft.doc = own(before)?;
            draft.refs = before.refs.clone();
            draft.rank = before.rank;
            draft.facet = before.facet.clone();
            draft.fields = before.fields.clone();
            draft.category = before.category.as_deref().and_then(Category::parse);
        }
        Ok(Self { op, tx, body, before, messages: Vec::new(), draft, held: Vec::new() })
    }

    /// The draft, if nothing was found wrong.
    pub(crate) fn end(self) -> Result<Draft> {
        if self.messages.is_empty() { Ok(self.draft) } else { Err(Error::Messages(self.messages)) }
    }

    /// Notes what is wrong. `path` as in `.project.project_id`, `message` begins with `should`.
    pub(crate) fn wrong(&mut self, keyword: &str, path: &str, params: Value, message: &str) {
        self.messages.push(Message::own(keyword, path, params, message));
    }

    /// Takes members over from the body as they are. One that is absent stays what it was, or is what `usual` says.
    pub(crate) fn take(&mut self, names: &[&str], usual: &Value) {
        for name in names {
            if let Some(value) = self.body.get(*name) {
                self.draft.doc.insert((*name).to_owned(), value.clone());
            } else if !self.draft.doc.contains_key(*name) {
                self.draft.doc.insert((*name).to_owned(), usual.clone());
            }
        }
    }

    /// Takes members over only if the body has them; null removes them.
    pub(crate) fn take_given(&mut self, names: &[&str]) {
        for name in names {
            match self.body.get(*name) {
                Some(Value::Null) => {
                    self.draft.doc.shift_remove(*name);
                }
                Some(value) => {
                    self.draft.doc.insert((*name).to_owned(), value.clone());
                }
                None => {}
            }
        }
    }

    /// A member of the draft as text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.draft.doc.get(name).and_then(Value::as_str)
    }

    /// A member of the draft as a point in time, in milliseconds.
    pub(crate) fn time(&self, name: &str) -> Option<i64> {
        self.text(name).and_then(parse_ms)
    }

    /// The entity that the body names in a member of the form `{x_id}` (or `{entity_id}`), if the member is there and not
    /// null. One that does not exist, or that the caller may not read, is a message.
    pub(crate) async fn named(&mut self, member: &str, kind: EntityType) -> Result<Option<Entity>> {
        let Some(given) = self.body.get(member).filter(|given| !given.is_null()) else { return Ok(None) };
        let id = [kind.id_member(), "entity_id"].into_iter().find_map(|name| given.get(name)?.as_str());
        let path = format!(".{member}.{}", kind.id_member());
        match id {
            Some(id) => self.existing(kind, id, &path).await,
            None => {
                let params = json!({"missingProperty": kind.id_member()});
                let message = format!("should have required property '{}'", kind.id_member());
                self.wrong("required", &format!(".{member}"), params, &message);
                Ok(None)
            }
        }
    }

    /// The living entity with this id, which stays until the unit ends; one that does not exist, or that the caller may not
    /// read, is a message at `path`.
    pub(crate) async fn existing(
        &mut self,
        kind: EntityType,
        id: &str,
        path: &str,
    ) -> Result<Option<Entity>> {
        let found = entity::hold(self.tx, self.op.tenant(), kind, id).await?.filter(|found| !found.deleted);
        // Who may change an entity may leave it where it is, also below something that is not theirs to read.
        let is_kept =
            self.before.is_some_and(|before| before.refs.iter().any(|one| one.kind == kind && one.id == id));
        let readable = match &found {
            Some(found) => is_kept || access::may(self.op, self.tx, Verb::Read, found).await?,
            None => false,
        };
        if readable {
            self.held.extend(found.clone());
            return Ok(found);
        }
        let params = json!({"entity_type": kind.code(), "entity_id": id});
        self.wrong("exists", path, params, "should name something that exists");
        Ok(None)
    }

    /// Puts the entity that the body names into a role. A member that is absent leaves the role as it was; null empties it.
    /// The entity, if the body named one.
    pub(crate) async fn refer(
        &mut self,
        member: &str,
        role: Role,
        kind: EntityType,
    ) -> Result<Option<Entity>> {
        if self.body.get(member).is_some_and(Value::is_null) {
            self.draft.refs.clear(role);
        }
        let named = self.named(member, kind).await?;
        if let Some(named) = &named {
            self.draft.refs.set(role, kind, named.id.as_str());
        }
        Ok(named)
    }

    /// Refuses a point in time that has the published form and does not exist, such as the 30th of February. A leap second may.
    pub(crate) fn check_times(&mut self, names: &[&str]) {
        for name in names {
            let given = self.body.get(*name).and_then(Value::as_str);
            if given.is_some_and(|text| parse_ms(&text.replacen(":60", ":59", 1)).is_none()) {
                let message = "should be a date and time that exist";
                self.wrong("dateTime", &format!(".{name}"), json!({}), message);
            }
        }
    }

    /// Refuses an end before its begin.
    pub(crate) fn check_order(&mut self, begin: &str, end: &str) {
        if let (Some(from), Some(to)) = (self.time(begin), self.time(end))
            && to < from
        {
            let params = json!({"notBefore": begin});
            self.wrong("dateOrder", &format!(".{end}"), params, &format!("should not be before {begin}"));
        }
    }
}
