//! Where a field was defined, and which kind of entity it is meant for.

use crate::entity::EntityType;
use std::fmt;

/// A kind of entity as fields name it; wider than [`EntityType`], for a field may also come from the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Level(&'static str);

/// Codes that the dialect knows and that are no [`EntityType`].
const OTHERS: [&str; 1] = ["TEN"];

impl Level {
    /// The tenant, above all customers.
    pub const TENANT: Self = Self("TEN");

    /// The code on the wire: `CUS`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The level with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::codes().find(|known| *known == code).map(Self)
    }

    /// Every code.
    pub(super) fn codes() -> impl Iterator<Item = &'static str> {
        EntityType::ALL.into_iter().map(EntityType::code).chain(OTHERS)
    }
}

impl From<EntityType> for Level {
    fn from(kind: EntityType) -> Self {
        Self(kind.code())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
