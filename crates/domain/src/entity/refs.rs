//! The entities that one belongs to, by role.

use serde_json::Value;

use super::EntityType;
use crate::json::Object;

/// The role that an entity plays for one that belongs to it.
#[expect(missing_docs, reason = "each is named by its word")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Customer,
    Program,
    Project,
    WorkOrder,
    Location,
    Queue,
    Part,
    Manufacturer,
    Vendor,
    Resource,
    SubResource,
    WorkFlow,
    /// The resource or location where components come from.
    InputFrom,
    /// The resource or location where the finished product ends up.
    OutputTo,
    /// What a note is about.
    About,
    /// The first note of a thread.
    Thread,
}

const ALL: [(Role, &str); 16] = [
    (Role::Customer, "customer"),
    (Role::Program, "program"),
    (Role::Project, "project"),
    (Role::WorkOrder, "work_order"),
    (Role::Location, "location"),
    (Role::Queue, "queue"),
    (Role::Part, "part"),
    (Role::Manufacturer, "manufacturer"),
    (Role::Vendor, "vendor"),
    (Role::Resource, "resource"),
    (Role::SubResource, "sub_resource"),
    (Role::WorkFlow, "work_flow"),
    (Role::InputFrom, "input_from"),
    (Role::OutputTo, "output_to"),
    (Role::About, "about"),
    (Role::Thread, "thread"),
];

impl Role {
    /// The word for it in storage and in the log; also the member that holds it on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        ALL[self as usize].1
    }

    fn parse(word: &str) -> Option<Self> {
        ALL.iter().find(|(_, name)| *name == word).map(|(role, _)| *role)
    }
}

/// An entity that is referred to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// What it is for the one that refers to it.
    pub role: Role,
    /// Its kind.
    pub kind: EntityType,
    /// Its id.
    pub id: String,
}

/// The entities that one belongs to; each role once, each entity perhaps in several roles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refs(Vec<Ref>);

impl Refs {
    /// The entity in a role.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&Ref> {
        self.0.iter().find(|one| one.role == role)
    }

    /// The id of the entity in a role.
    #[must_use]
    pub fn id(&self, role: Role) -> Option<&str> {
        self.get(role).map(|one| one.id.as_str())
    }

    /// Puts an entity into a role, in place of the one before.
    pub fn set(&mut self, role: Role, kind: EntityType, id: impl Into<String>) {
        self.clear(role);
        self.add(Ref { role, kind, id: id.into() });
    }

    /// Empties a role.
    pub fn clear(&mut self, role: Role) {
        self.0.retain(|one| one.role != role);
    }

    /// Takes over the roles of another that are still empty here: what a project belongs to, its work orders belong to.
    pub fn inherit(&mut self, other: &Refs) {
        for one in &other.0 {
            if self.get(one.role).is_none() {
                self.add(one.clone());
            }
        }
    }

    /// Keeps them in the order of the roles, so that equal ones are equal however they came about.
    fn add(&mut self, new: Ref) {
        let place = self.0.partition_point(|one| one.role < new.role);
        self.0.insert(place, new);
    }

    /// All of them, in the order of the roles.
    pub fn iter(&self) -> impl Iterator<Item = &Ref> {
        self.0.iter()
    }

    /// As text for storage: `project=PRJ:id customer=CUS:id`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 56);
        for one in &self.0 {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(one.role.as_str());
            text.push('=');
            text.push_str(one.kind.code());
            text.push(':');
            text.push_str(&one.id);
        }
        text
    }

    /// Reads [`Refs::to_text`]; what is not of that form is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let read = |entry: &str| {
            let (role, rest) = entry.split_once('=')?;
            let (kind, id) = rest.split_once(':')?;
            Some(Ref { role: Role::parse(role)?, kind: EntityType::parse(kind)?, id: id.to_owned() })
        };
        Self(text.split(' ').filter_map(read).collect())
    }

    /// Adds the ids to a document for the log: `project_id`, `customer_id` …
    pub fn add_to(&self, doc: &mut Object) {
        for one in &self.0 {
            doc.insert(format!("{}_id", one.role.as_str()), Value::from(one.id.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refs_are_read_back_from_their_text() {
        let mut refs = Refs::default();
        refs.set(Role::Project, EntityType::Project, "p-1");
        refs.set(Role::InputFrom, EntityType::Resource, "r_2");
        refs.set(Role::Project, EntityType::Project, "p-2");
        assert_eq!(Refs::parse(&refs.to_text()), refs);
        assert_eq!(refs.id(Role::Project), Some("p-2"));
        assert_eq!(Refs::parse("").iter().count(), 0);
        for (place, (role, word)) in ALL.into_iter().enumerate() {
            assert_eq!(role as usize, place);
            assert_eq!(Role::parse(word), Some(role));
        }
    }

    #[test]
    fn an_inherited_role_does_not_replace_ones_own() {
        let mut project = Refs::default();
        project.set(Role::Customer, EntityType::Customer, "c1");
        project.set(Role::Location, EntityType::Location, "l1");
        let mut order = Refs::default();
        order.set(Role::Location, EntityType::Location, "l2");
        order.inherit(&project);
        assert_eq!((order.id(Role::Customer), order.id(Role::Location)), (Some("c1"), Some("l2")));
        let mut again = project.clone();
        again.set(Role::Customer, EntityType::Customer, "c1");
        assert_eq!(again, project);
    }
}
