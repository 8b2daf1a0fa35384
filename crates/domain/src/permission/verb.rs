//! What can be done with an entity of the Niagara dialect.

use std::sync::LazyLock;

use super::Right;
use super::catalogue::TABLE;
use crate::entity::EntityType;

/// What somebody wants to do with an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Verb {
    /// Make one.
    Create,
    /// Read one.
    Read,
    /// List all of them, whatever the caller's relation to them.
    ReadAll,
    /// Change it.
    Update,
    /// Delete it.
    Delete,
    /// Complete a step of it.
    Step,
    /// Make a relation to or from it.
    Attach,
    /// Delete a relation of it.
    Detach,
    /// Assign a technician to it.
    AttachTech,
    /// Take a technician off it.
    DetachTech,
    /// See all relations of it.
    RelationsReadAll,
    /// See its relations to users.
    RelationsReadUser,
    /// See its relations to technicians.
    RelationsReadTech,
    /// See its relations to parts.
    RelationsReadPart,
}

const VERBS: [(Verb, &str); 14] = [
    (Verb::Create, "create"),
    (Verb::Read, "read"),
    (Verb::ReadAll, "read-all"),
    (Verb::Update, "update"),
    (Verb::Delete, "delete"),
    (Verb::Step, "step"),
    (Verb::Attach, "attach"),
    (Verb::Detach, "detach"),
    (Verb::AttachTech, "attach-tech"),
    (Verb::DetachTech, "detach-tech"),
    (Verb::RelationsReadAll, "relations-read-all"),
    (Verb::RelationsReadUser, "relations-read-user"),
    (Verb::RelationsReadTech, "relations-read-tech"),
    (Verb::RelationsReadPart, "relations-read-part"),
];

type Row = [Option<Right>; VERBS.len()];

/// By entity type and verb.
static RIGHTS: LazyLock<[Row; EntityType::ALL.len()]> = LazyLock::new(|| EntityType::ALL.map(row));

fn row(kind: EntityType) -> Row {
    // A cycle is a part of its work order and has no rights of its own.
    let group = if kind == EntityType::Cycle { EntityType::WorkOrder } else { kind }.word();
    VERBS.map(|(_, action)| {
        let named = |name: &str| name.split_once(':') == Some((group, action));
        TABLE.iter().find(|entry| named(entry.name)).map(|entry| entry.right)
    })
}

impl Right {
    /// The right to do something with entities of a kind; `None` where there is none for anybody. The rights on a cycle
    /// are those on its work order.
    #[must_use]
    pub fn of(kind: EntityType, verb: Verb) -> Option<Self> {
        RIGHTS[kind as usize][verb as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_to_do_something_with_a_kind_is_found() {
        for (kind, verb, name) in [
            (EntityType::WorkOrder, Verb::Read, Some("work-order:read")),
            (EntityType::Cycle, Verb::Update, Some("work-order:update")),
            (EntityType::Batch, Verb::AttachTech, Some("batch:attach-tech")),
            (EntityType::SubResource, Verb::RelationsReadUser, Some("sub-resource:relations-read-user")),
            (EntityType::Context, Verb::Step, Some("context:step")),
            (EntityType::Unit, Verb::ReadAll, Some("unit:read-all")),
            (EntityType::Note, Verb::Attach, None),
            (EntityType::Unit, Verb::Step, None),
        ] {
            assert_eq!(Right::of(kind, verb).map(Right::as_str), name, "{kind} {verb:?}");
        }
    }

    #[test]
    fn every_kind_can_be_made_read_listed_changed_and_deleted_by_right() {
        // Notifications are their recipient's own.
        for kind in EntityType::ALL.into_iter().filter(|kind| *kind != EntityType::Notification) {
            for (place, (verb, _)) in VERBS.into_iter().enumerate() {
                assert_eq!(verb as usize, place);
                // A file is as it came.
                let is_meant = place < 5 && (kind, verb) != (EntityType::File, Verb::Update);
                assert!(!is_meant || Right::of(kind, verb).is_some(), "{kind} {verb:?}");
            }
        }
    }
}
