//! The relations that two entities can have, and what each lets a user do.

use super::EntityType;

/// A relation.
#[expect(missing_docs, reason = "each is named by its label")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    Created,
    Backup,
    Owner,
    Tech,
    Allocated,
    Contact,
    Note,
    File,
    Viewer,
    Editor,
    Collaborator,
    CoCreator,
}

const TABLE: [(Relation, &str, &str); 12] = [
    (Relation::Created, "created", "Created By"),
    (Relation::Backup, "backup", "Backup For"),
    (Relation::Owner, "owner", "Owner Of"),
    (Relation::Tech, "tech", "Technician For"),
    (Relation::Allocated, "allocated", "Allocated To"),
    (Relation::Contact, "contact", "Contact For"),
    (Relation::Note, "note", "Note For"),
    (Relation::File, "file", "Attachment For"),
    (Relation::Viewer, "viewer", "Viewer For"),
    (Relation::Editor, "editor", "Editor For"),
    (Relation::Collaborator, "collaborator", "Collaborator On"),
    (Relation::CoCreator, "co_creator", "Co-Creator For"),
];

/// What a relation lets a user do with the entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Power {
    /// See it.
    Read,
    /// See and change it.
    Change,
    /// Everything, also with what is below it.
    All,
}

impl Relation {
    /// Every relation.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.into_iter().map(|(relation, _, _)| relation)
    }

    /// The word on the wire and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The label on the wire.
    #[must_use]
    pub fn label(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The relation with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        TABLE.iter().find(|(_, name, _)| *name == word).map(|(relation, _, _)| *relation)
    }

    /// Whether only the server makes and ends it.
    #[must_use]
    pub fn is_automatic(self) -> bool {
        matches!(self, Self::Created | Self::Note | Self::Allocated)
    }

    /// What it lets the user at its source do with its target.
    #[must_use]
    pub fn power(self) -> Power {
        match self {
            Self::Created | Self::Owner | Self::CoCreator => Power::All,
            Self::Editor | Self::Collaborator | Self::Tech => Power::Change,
            _ => Power::Read,
        }
    }

    /// Whether the entity that a client names is the source when it relates `this` to it: people, notes, files are related to
    /// things, units are allocated to projects; else `this` is the source.
    #[must_use]
    pub fn other_is_source(self, this: EntityType, other: EntityType) -> bool {
        let goes_first = |kind| match self {
            Self::Allocated => kind == EntityType::Unit,
            Self::File => kind == EntityType::File,
            _ => matches!(kind, EntityType::User | EntityType::Contact | EntityType::Note),
        };
        goes_first(other) && !goes_first(this)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_is_read_back_from_its_word() {
        for (place, relation) in Relation::all().enumerate() {
            assert_eq!(relation as usize, place);
            assert_eq!(Relation::parse(relation.as_str()), Some(relation));
        }
    }

    #[test]
    fn a_technician_is_the_source_of_the_relation_to_a_batch_on_whichever_side_it_is_made() {
        use EntityType::{Batch, File, Project, Unit, User, WorkOrder};
        assert!(Relation::Tech.other_is_source(Batch, User));
        assert!(!Relation::Tech.other_is_source(User, Batch));
        assert!(!Relation::Allocated.other_is_source(Unit, Project));
        assert!(Relation::Allocated.other_is_source(Project, Unit));
        assert!(Relation::File.other_is_source(Batch, File));
        assert!(!Relation::File.other_is_source(File, User));
        assert!(Relation::Viewer.other_is_source(File, User));
        assert!(!Relation::Backup.other_is_source(WorkOrder, WorkOrder));
    }
}
