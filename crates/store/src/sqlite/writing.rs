//! The connection that writes, and what it read a moment ago: most of what is made rests on the same few things (work orders on
//! their project), and only this connection changes them.

use std::collections::BTreeMap;

use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;
use quick_cache::unsync::Cache;
use quick_cache::{Equivalent, Weighter};
use rusqlite::Connection;

use crate::entity::Entity;
use crate::fragments;

/// How many bytes of rows are remembered.
const MOST: u64 = 2 * 1024 * 1024;
/// How many rows, about, that is.
const ABOUT: usize = 1024;
/// Larger rows are not remembered.
const LARGEST: usize = 64 * 1024;

/// The writer's connection.
pub(crate) struct Writing {
    pub(crate) db: Connection,
    /// What the units of the commit under way add to counters.
    pub(crate) counts: BTreeMap<(TenantId, String), i64>,
    rows: Cache<Key, Entity, Size>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key(TenantId, EntityType, String);

#[derive(Hash)]
struct Asked<'a>(TenantId, EntityType, &'a str);

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.0 == key.0 && self.1 == key.1 && self.2 == key.2
    }
}

#[derive(Clone)]
struct Size;

impl Weighter<Key, Entity> for Size {
    fn weight(&self, _: &Key, row: &Entity) -> u64 {
        (size(row) + 500) as u64
    }
}

fn size(row: &Entity) -> usize {
    row.doc.len() + row.fields.as_ref().map_or(0, bytes::Bytes::len)
}

impl Writing {
    pub(crate) fn new(db: Connection) -> Self {
        Self { db, counts: BTreeMap::new(), rows: Cache::with_weighter(ABOUT, MOST, Size) }
    }

    /// A row that was read before and is still so.
    pub(crate) fn row(&self, tenant: TenantId, kind: EntityType, id: &str) -> Option<Entity> {
        self.rows.get(&Asked(tenant, kind, id)).cloned()
    }

    /// Remembers a row that was read, if many things may rest on it.
    pub(crate) fn keep(&mut self, tenant: TenantId, row: &Entity) {
        if fragments::are_of(row.kind) && size(row) <= LARGEST {
            self.rows.insert(Key(tenant, row.kind, row.id.clone()), row.clone());
        }
    }

    /// Forgets a row that is changed.
    pub(crate) fn forget(&mut self, tenant: TenantId, kind: EntityType, id: &str) {
        self.rows.remove(&Asked(tenant, kind, id));
    }

    /// Forgets all rows: what was read may have been undone.
    pub(crate) fn forget_all(&mut self) {
        self.rows.clear();
    }
}
