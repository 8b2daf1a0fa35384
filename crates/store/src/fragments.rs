//! What entities look like inside others (a project inside its work orders), made once and remembered. On SQLite only: there
//! this process is the only one that changes them.
//!
//! Fragments change rarely and are used often, so any change of an entity that can stand inside others makes all of them
//! invalid at once: a fragment counts only in the *epoch* in which its making began. While a commit is under way the
//! epoch is odd and nothing is remembered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::recent::Recent;

/// How many bytes of fragments are remembered.
const MOST: u64 = 8 * 1024 * 1024;
/// How many fragments, about, that is.
const ABOUT: usize = 4 * 1024;
/// Larger fragments are not remembered.
const LARGEST: usize = 256 * 1024;

/// Whether fragments are made of entities of a kind: others are too many and change too often.
#[must_use]
pub const fn are_of(kind: EntityType) -> bool {
    !matches!(kind, EntityType::Action | EntityType::Batch | EntityType::Note | EntityType::WorkOrder)
}

/// Which fragment: whose, of what kind, which part of it, and of which one: an id, or whatever tells its contents.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(pub TenantId, pub EntityType, pub Part, pub String);

/// Which part of an entity's picture a fragment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its members, as they stand inside others.
    Members,
    /// Its members and links, as it is embedded in others.
    Linked,
    /// The custom fields that it hands down.
    Fields,
    /// All entities that stand inside it, as members.
    Inside,
    /// All that is embedded in it.
    Embedded,
}

#[derive(Clone)]
struct Size;

impl Weighter<Key, (u64, Bytes)> for Size {
    fn weight(&self, key: &Key, (_, fragment): &(u64, Bytes)) -> u64 {
        (key.3.len() + fragment.len() + 100) as u64
    }
}

/// The fragments of this process.
pub(crate) struct Fragments {
    epoch: AtomicU64,
    known: Cache<Key, (u64, Bytes), Size>,
}

impl Default for Fragments {
    fn default() -> Self {
        Self { epoch: AtomicU64::new(0), known: Cache::with_weighter(ABOUT, MOST, Size) }
    }
}

/// Between two changes of entities that stand inside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Epoch(u64);

/// The place of one fragment, from before its making began.
pub struct Slot {
    of: Arc<Recent>,
    epoch: Epoch,
    key: Key,
}

impl Slot {
    /// `None` while a commit is changing something.
    pub(crate) fn new(of: Arc<Recent>, key: Key) -> Option<Self> {
        let epoch = of.fragments.epoch()?;
        Some(Self { of, epoch, key })
    }

    /// The fragment, if it is remembered.
    #[must_use]
    pub fn get(&self) -> Option<Bytes> {
        self.of.fragments.get(self.epoch, &self.key)
    }

    /// Remembers the fragment, unless a commit overtook its making.
    fn keep(self, fragment: &Bytes) {
        self.of.fragments.keep(self.epoch, self.key, fragment);
    }
}

/// Remembers a fragment that was made, if it has a place; the fragment.
#[must_use]
pub fn kept(slot: Option<Slot>, made: Bytes) -> Bytes {
    if let Some(slot) = slot {
        slot.keep(&made);
    }
    made
}

impl Fragments {
    /// The epoch now; `None` while a commit is changing something.
    fn epoch(&self) -> Option<Epoch> {
        let epoch = self.epoch.load(Ordering::Acquire);
        epoch.is_multiple_of(2).then_some(Epoch(epoch))
    }

    /// A fragment that was made in this epoch.
    fn get(&self, epoch: Epoch, key: &Key) -> Option<Bytes> {
        self.known.get(key).filter(|(made, _)| *made == epoch.0).map(|(_, fragment)| fragment)
    }

    /// Remembers a fragment whose making began in `epoch`.
    fn keep(&self, epoch: Epoch, key: Key, fragment: &Bytes) {
        if fragment.len() <= LARGEST && self.epoch() == Some(epoch) {
            self.known.insert(key, (epoch.0, fragment.clone()));
        }
    }

    /// A commit that changes what fragments are made of begins.
    pub(crate) fn begin(&self) {
        self.epoch.fetch_or(1, Ordering::AcqRel);
    }

    /// It has ended, or never began.
    pub(crate) fn end(&self) {
        // There is one writer: nobody else changes the epoch between the two steps.
        self.epoch.fetch_or(1, Ordering::AcqRel);
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_whose_making_a_commit_overtook_is_never_used() {
        let fragments = Fragments::default();
        let key = Key(TenantId(1), EntityType::Project, Part::Members, "p".to_owned());
        let before = fragments.epoch().expect("nothing is under way");
        fragments.keep(before, key.clone(), &Bytes::from_static(b"old"));
        assert_eq!(fragments.get(before, &key).as_deref(), Some(&b"old"[..]));
        fragments.begin();
        assert_eq!(fragments.epoch(), None);
        fragments.keep(before, key.clone(), &Bytes::from_static(b"old"));
        fragments.end();
        let after = fragments.epoch().expect("it has ended");
        assert_eq!(fragments.get(after, &key), None);
        fragments.keep(before, key.clone(), &Bytes::from_static(b"old"));
        assert_eq!(fragments.get(after, &key), None);
    }
}
