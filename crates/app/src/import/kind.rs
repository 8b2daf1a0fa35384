//! What can be imported.

use docket_domain::entity::EntityType;
use docket_domain::master;
use docket_domain::permission::{Right, Verb};

use super::member::Member;
use super::{accounts, assets, jobs, locations, parts, products, units, users};
use crate::{Op, Result};

/// What the rows of an import become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Accounts of field service.
    Accounts,
    /// Their locations.
    Locations,
    /// People.
    Users,
    /// The catalogue.
    Products,
    /// Equipment.
    Assets,
    /// Jobs.
    Jobs,
    /// Types of product of the workshop.
    Parts,
    /// Instances of a part.
    Units,
}

/// How the rows of a kind are stored.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stored {
    /// As records of master data.
    Record(master::Kind),
    /// As jobs.
    Job,
    /// As things of the Niagara dialect.
    Entity(EntityType),
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Accounts,
        Self::Locations,
        Self::Users,
        Self::Products,
        Self::Assets,
        Self::Jobs,
        Self::Parts,
        Self::Units,
    ];

    /// The kind's name in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Locations => "locations",
            Self::Users => "users",
            Self::Products => "products",
            Self::Assets => "assets",
            Self::Jobs => "jobs",
            Self::Parts => "parts",
            Self::Units => "units",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// How many rows one import takes: as many as one unit of work writes on SQLite in about a second, for no other change
    /// is written meanwhile.
    #[must_use]
    pub fn most_rows(self) -> usize {
        match self.stored() {
            Stored::Record(_) | Stored::Job => 10_000,
            Stored::Entity(_) => 2_500,
        }
    }

    /// The members that columns are known by.
    pub(super) fn members(self) -> &'static [Member] {
        match self {
            Self::Accounts => accounts::MEMBERS,
            Self::Locations => locations::MEMBERS,
            Self::Users => users::MEMBERS,
            Self::Products => products::MEMBERS,
            Self::Assets => assets::MEMBERS,
            Self::Jobs => jobs::MEMBERS,
            Self::Parts => parts::MEMBERS,
            Self::Units => units::MEMBERS,
        }
    }

    /// The member that tells rows apart.
    pub(super) fn key(self) -> &'static str {
        match self.stored() {
            Stored::Record(kind) => match kind.key_members() {
                (_, Some(second)) => second,
                (first, None) => first,
            },
            Stored::Job => jobs::NUMBER,
            Stored::Entity(EntityType::Part) => "part_number",
            Stored::Entity(_) => "raw_serial_number",
        }
    }

    /// Whether columns can be custom fields.
    pub(super) fn has_custom_fields(self) -> bool {
        matches!(self.stored(), Stored::Entity(_))
    }

    /// How its rows are stored.
    pub(super) fn stored(self) -> Stored {
        match self {
            Self::Accounts => Stored::Record(master::Kind::Account),
            Self::Locations => Stored::Record(master::Kind::Location),
            Self::Users => Stored::Record(master::Kind::User),
            Self::Products => Stored::Record(master::Kind::Product),
            Self::Assets => Stored::Record(master::Kind::Asset),
            Self::Jobs => Stored::Job,
            Self::Parts => Stored::Entity(EntityType::Part),
            Self::Units => Stored::Entity(EntityType::Unit),
        }
    }

    /// Refuses a caller who may not make what the rows become.
    pub(super) fn allow(self, op: &Op) -> Result<()> {
        match self.stored() {
            Stored::Record(kind) => op.allow(kind.write_right()),
            Stored::Job => op.allow(Right::WorkOrderWrite),
            Stored::Entity(kind) => match Right::of(kind, Verb::Create) {
                Some(right) => op.allow_effective(right),
                None => Ok(()),
            },
        }
    }
}
