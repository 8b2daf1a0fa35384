//! The kinds of thing that the Niagara dialect knows, and how each is named on the wire.

pub mod refs;
pub mod relation;
pub mod user_id;

use std::fmt;

/// The kind of an entity; on the wire `entity_type`.
#[expect(missing_docs, reason = "each is named by its table row")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum EntityType {
    Action,
    Batch,
    Contact,
    Context,
    Customer,
    Cycle,
    File,
    Location,
    Manufacturer,
    Note,
    Part,
    Program,
    Project,
    Notification,
    Queue,
    Resource,
    Role,
    SubResource,
    Unit,
    User,
    Vendor,
    WorkFlow,
    WorkOrder,
}

/// How a kind is named: its code, the word in links and rights, the path segment, and the id member.
struct Names {
    code: &'static str,
    word: &'static str,
    plural: &'static str,
    id: &'static str,
}

const fn names(code: &'static str, word: &'static str, plural: &'static str, id: &'static str) -> Names {
    Names { code, word, plural, id }
}

const TABLE: [Names; 23] = [
    names("ACT", "action", "actions", "action_id"),
    names("BAT", "batch", "batches", "batch_id"),
    names("CON", "contact", "contacts", "contact_id"),
    names("CTX", "context", "contexts", "context_id"),
    names("CUS", "customer", "customers", "customer_id"),
    names("CYC", "cycle", "cycles", "cycle_id"),
    names("FILE", "file", "attachments", "file_id"),
    names("LOC", "location", "locations", "location_id"),
    names("MFR", "manufacturer", "manufacturers", "manufacturer_id"),
    names("NOTE", "note", "notes", "note_id"),
    names("PART", "part", "parts", "part_id"),
    names("PGM", "program", "programs", "program_id"),
    names("PRJ", "project", "projects", "project_id"),
    names("PUSH", "notification", "notifications", "notification_id"),
    names("QUE", "queue", "queues", "queue_id"),
    names("RES", "resource", "resources", "resource_id"),
    names("ROLE", "role", "roles", "role_id"),
    names("SRES", "sub-resource", "sub-resources", "sub_resource_id"),
    names("UNIT", "unit", "units", "unit_id"),
    names("USER", "user", "users", "user_id"),
    names("VEN", "vendor", "vendors", "vendor_id"),
    names("WKF", "work-flow", "work-flows", "work_flow_id"),
    names("WOR", "work-order", "work-orders", "work_order_id"),
];

impl EntityType {
    /// Every kind, in the order of the codes.
    pub const ALL: [Self; TABLE.len()] = [
        Self::Action,
        Self::Batch,
        Self::Contact,
        Self::Context,
        Self::Customer,
        Self::Cycle,
        Self::File,
        Self::Location,
        Self::Manufacturer,
        Self::Note,
        Self::Part,
        Self::Program,
        Self::Project,
        Self::Notification,
        Self::Queue,
        Self::Resource,
        Self::Role,
        Self::SubResource,
        Self::Unit,
        Self::User,
        Self::Vendor,
        Self::WorkFlow,
        Self::WorkOrder,
    ];

    const fn names(self) -> &'static Names {
        &TABLE[self as usize]
    }

    /// The code on the wire, in storage and in event names: `WOR`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.names().code
    }

    /// The word in links (`nter:work-order`) and rights (`work-order:read`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.names().word
    }

    /// The path segment, and the word in links to pages: `work-orders`.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        self.names().plural
    }

    /// The member that holds an entity's id: `work_order_id`.
    #[must_use]
    pub const fn id_member(self) -> &'static str {
        self.names().id
    }

    /// The kinds above this one in the tree: whoever owns one of them may do everything with what is below it. What an
    /// entity merely refers to, such as the vendor of a unit or the place of a work order, is not above it.
    #[must_use]
    pub const fn owners(self) -> &'static [Self] {
        match self {
            Self::Program | Self::Part => &[Self::Customer],
            Self::Project => &[Self::Customer, Self::Program],
            Self::WorkOrder => &[Self::Customer, Self::Program, Self::Project],
            Self::Batch => &[Self::Customer, Self::Program, Self::Project, Self::WorkOrder],
            Self::Unit => &[Self::Customer, Self::Part],
            Self::Queue | Self::Resource => &[Self::Location],
            Self::SubResource => &[Self::Location, Self::Resource],
            _ => &[],
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Whether a text can be an id of the dialect: letters, digits, `-` and `_`, at least one, at most 200.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    !text.is_empty() && text.len() <= 200 && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_code_and_stands_in_its_own_row() {
        for (index, kind) in EntityType::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(EntityType::parse(kind.code()), Some(kind));
            assert_eq!(kind.id_member(), format!("{}_id", kind.word().replace('-', "_")));
        }
        assert_eq!(EntityType::parse("wor"), None);
    }

    #[test]
    fn what_is_above_the_owner_is_above_what_it_owns() {
        for kind in EntityType::ALL {
            for owner in kind.owners() {
                assert!(owner.owners().iter().all(|above| kind.owners().contains(above)), "{kind} {owner}");
            }
        }
    }

    #[test]
    fn an_id_has_letters_digits_hyphens_and_underscores() {
        assert!(is_id("a-B_9") && is_id("0"));
        assert!(!is_id("") && !is_id("a b") && !is_id("ä") && !is_id("a/b") && !is_id(&"a".repeat(201)));
    }
}
