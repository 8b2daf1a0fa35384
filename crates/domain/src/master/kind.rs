//! The kinds of master data.

use crate::event::entity;
use crate::permission::Right;

/// A kind of master data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A customer.
    Account,
    /// A customer's place where work is done.
    Location,
    /// A person who works with the system; a technician is one with `IsMobileWorker`.
    User,
    /// An entry of the catalogue: part, labour code, travel charge.
    Product,
    /// A piece of equipment that is tracked on its own.
    Asset,
    /// A numbered code list of a deployment group.
    SystemCategory,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Account, Self::Location, Self::User, Self::Product, Self::Asset, Self::SystemCategory];

    /// The kind's name in storage.
    pub fn as_str(self) -> &'static str {
        self.entity()
    }

    /// The kind's name in the event log.
    pub fn entity(self) -> &'static str {
        match self {
            Self::Account => entity::ACCOUNT,
            Self::Location => entity::LOCATION,
            Self::User => entity::USER,
            Self::Product => entity::PRODUCT,
            Self::Asset => entity::ASSET,
            Self::SystemCategory => entity::SYSTEM_CATEGORY,
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The right to read documents of this kind.
    pub fn read_right(self) -> Right {
        self.rights()[0]
    }

    /// The right to create and replace documents of this kind.
    pub fn write_right(self) -> Right {
        self.rights()[1]
    }

    /// The right to delete documents of this kind.
    pub fn delete_right(self) -> Right {
        self.rights()[2]
    }

    fn rights(self) -> [Right; 3] {
        match self {
            Self::Account => [Right::AccountRead, Right::AccountWrite, Right::AccountDelete],
            Self::Location => [Right::AccountLocRead, Right::AccountLocWrite, Right::AccountLocDelete],
            Self::User => [Right::UserRead, Right::UserWrite, Right::UserDelete],
            Self::Product => [Right::ProductRead, Right::ProductWrite, Right::ProductDelete],
            Self::Asset => [Right::AssetRead, Right::AssetWrite, Right::AssetDelete],
            Self::SystemCategory => [Right::SysCatRead, Right::SysCatWrite, Right::SysCatDelete],
        }
    }

    /// The properties that the URL names, in the order of the URL: the parts of a [`Key`](super::Key). The second is
    /// `None` when the URL has one part.
    pub fn key_members(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Account => ("AccountNum", None),
            Self::Location => ("AccountNum", Some("LocationNum")),
            Self::User => ("UserID", None),
            Self::Product => ("ProdNum", None),
            Self::Asset => ("AssetNum", None),
            Self::SystemCategory => ("DGroupID", Some("SysCatID")),
        }
    }
}
