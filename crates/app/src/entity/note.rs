//! Writing a note about something.

mod notify;

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::entity::Entity;

use super::create::{Made, planned};
use super::draft::Drafting;
use super::view::View;
use super::{access, get, keep, kind, lock_key};
use crate::{App, Change, Op, Result};

/// Writes a note about a unit or a work order, from a body whose shape was checked, and tells the contacts that it names.
///
/// # Errors
/// [`Error::Messages`](crate::Error::Messages) for a text that is empty or too long, a thread about something else, or a contact
/// that does not exist.
pub async fn write_note(op: &Op, about: (EntityType, &str), body: Object) -> Result<View> {
    let about = (about.0, about.1.to_owned());
    let made = op.write(Write { about, id: App::new_id().to_string(), body }).await?;
    made.told(op, EntityType::Note).await
}

struct Write {
    about: (EntityType, String),
    /// The id that the note gets.
    id: String,
    body: Object,
}

impl Change for Write {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (lock_key(self.about.0), &self.about.1)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        // Locked: it cannot be deleted while the note is written.
        let about = get::locked(op, tx, self.about.0, &self.about.1).await?;
        access::check(op, tx, Verb::Read, &about).await?;
        let mut plan = planned(op, EntityType::Note, &self.id);
        plan.refs.set(Role::About, about.kind, about.id.as_str());
        access::check_create(op, tx, &plan).await?;
        let made = self.insert(op, tx, &about).await?;
        kind::note::made(op, tx, &made, &about).await?;
        notify::notify(op, tx, (&made, &about), &self.body).await?;
        Made::of(op, tx, &made).await
    }
}

impl Write {
    async fn insert(&self, op: &Op, tx: &mut Tx<'_>, about: &Entity) -> Result<Entity> {
        let mut drafting = Drafting::new(op, tx, &self.body, None)?;
        kind::note::draft(&mut drafting, about).await?;
        let draft = drafting.end()?;
        keep::insert(op, tx, EntityType::Note, &self.id, &draft).await
    }
}
