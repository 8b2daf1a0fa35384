//! The contacts of a customer: the relation `contact` from the contact to the customer.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use docket_store::entity_list::Key;
use docket_store::relation::{self, End, Link};

use super::create::{Made, make};
use super::kind::{contact, similar};
use super::list::{Listed, of_place, to_place};
use super::relations::named;
use super::view::{self, View};
use super::{access, get, keep, lock_key, missing};
use crate::{App, Change, Op, Result};

/// A page of a customer's contacts, by id.
pub async fn customer_contacts(op: &Op, customer: &str, offset: Option<&str>, limit: i64) -> Result<Listed> {
    let after = offset.map(of_place).transpose()?.map_or_else(String::new, |(_, id)| id);
    op.snapshot(Listing { customer: customer.to_owned(), after, limit }).await
}

struct Listing {
    customer: String,
    /// The id of the last contact before the page.
    after: String,
    limit: i64,
}

impl Change for Listing {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::Customer), &self.customer)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        get::readable(op, tx, EntityType::Customer, &self.customer).await?;
        let mut ids = self.ids(op, tx).await?;
        let more = ids.len() as i64 > self.limit;
        ids.truncate(self.limit as usize);
        let next = ids.last().filter(|_| more).map(|id| to_place(&Key::None, id));
        let mut entries = Vec::with_capacity(ids.len());
        for id in &ids {
            if let Some(found) = entity::find(tx, op.tenant(), EntityType::Contact, id).await? {
                entries.push(view::item(tx, op.tenant(), &found).await?);
            }
        }
        let counted = relation::count_to(tx, op.tenant(), &self.customer, Some(EntityType::Contact)).await?;
        let fits = |(relation, _): &&(String, i64)| relation == Relation::Contact.as_str();
        let total = counted.iter().filter(fits).map(|(_, count)| count).sum();
        Ok(Listed { entries, total, next })
    }
}

impl Listing {
    /// The ids of the page and one more. A user can be somebody's contact too; those are not listed here.
    async fn ids(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Vec<String>> {
        let (mut ids, mut after) = (Vec::new(), self.after.clone());
        loop {
            let place = (Relation::Contact.as_str(), after.as_str());
            let page = relation::to(tx, op.tenant(), &self.customer, place, self.limit + 1).await?;
            let links = page.iter().take_while(|link| link.relation == Relation::Contact);
            let links: Vec<&Link> = links.collect();
            let is_last = (links.len() as i64) <= self.limit;
            after = links.last().map(|link| link.source.id.clone()).unwrap_or_default();
            let contacts = links.iter().filter(|link| link.source.kind == EntityType::Contact);
            ids.extend(contacts.map(|link| link.source.id.clone()));
            if is_last || ids.len() as i64 > self.limit {
                return Ok(ids);
            }
        }
    }
}

/// Makes a contact from a body whose shape was checked and makes it one of a customer's; if there is a contact with the
/// e-mail address already, that one, as it is.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if it is one of the customer's contacts already.
pub async fn attach_contact(op: &Op, customer: &str, body: Object) -> Result<View> {
    let id = App::new_id().to_string();
    let made = op.write(Attach { customer: customer.to_owned(), id, body }).await?;
    made.told(op, EntityType::Contact).await
}

struct Attach {
    customer: String,
    /// The id of a contact that has to be made.
    id: String,
    body: Object,
}

impl Change for Attach {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::Customer), &self.customer)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        let customer = get::living(op, tx, EntityType::Customer, &self.customer).await?;
        access::check(op, tx, Verb::Attach, &customer).await?;
        let contact = match self.known(op, tx).await? {
            Some(known) => known,
            None => make(op, tx, EntityType::Contact, &self.id, &self.body).await?.0,
        };
        let link = Link {
            source: End { kind: EntityType::Contact, id: contact.id.clone() },
            relation: Relation::Contact,
            target: End { kind: EntityType::Customer, id: customer.id.clone() },
            created: op.now,
        };
        if !relation::add(tx, op.tenant(), &link).await? {
            return Err(similar());
        }
        tell(op, tx, "relation-added", &contact, &customer).await?;
        Made::of(op, tx, &contact).await
    }
}

impl Attach {
    /// The contact with the e-mail address, if there is one and the caller may read it.
    async fn known(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Option<Entity>> {
        let Some(key) = contact::key(&self.body) else { return Ok(None) };
        let Some(id) = entity::with_key(tx, op.tenant(), EntityType::Contact, &key).await? else {
            return Ok(None);
        };
        get::readable(op, tx, EntityType::Contact, &id).await.map(Some)
    }
}

/// Makes a contact no longer one of a customer's; the contact lives on.
pub async fn detach_contact(op: &Op, customer: &str, contact: &str) -> Result<()> {
    op.write(Detach { customer: customer.to_owned(), contact: contact.to_owned() }).await
}

struct Detach {
    customer: String,
    contact: String,
}

impl Change for Detach {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::Customer), &self.customer)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let customer = get::living(op, tx, EntityType::Customer, &self.customer).await?;
        access::check(op, tx, Verb::Detach, &customer).await?;
        let contact = get::living(op, tx, EntityType::Contact, &self.contact).await?;
        // A relation is made and ended, never changed.
        op.if_match.check(Some(1))?;
        if !relation::remove(tx, op.tenant(), &contact.id, Relation::Contact, &customer.id).await? {
            return Err(missing(&self.contact));
        }
        tell(op, tx, "relation-removed", &contact, &customer).await
    }
}

/// Says on both sides what became of the relation.
async fn tell(op: &Op, tx: &mut Tx<'_>, what: &str, contact: &Entity, customer: &Entity) -> Result<()> {
    for (of, other) in [(customer, contact), (contact, customer)] {
        let other = End { kind: other.kind, id: other.id.clone() };
        keep::tell(op, tx, of, what, Some(&named(Relation::Contact, &other))).await?;
    }
    Ok(())
}
