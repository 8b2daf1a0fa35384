//! Jobs that were read a moment ago, so that reading them again costs no look-up. On SQLite only: there this process is the
//! only one that changes jobs.
//!
//! The writer forgets what a commit changed before it tells the caller, so nobody who was told of a change can read what
//! was before. A reader that read before the commit must not put the old document back: it says at which *turn* of the job's
//! shard it began, and is refused if the writer has been there since.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use docket_domain::tenant::TenantId;
use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};

use crate::fragments::Fragments;
use crate::job::Found;

/// How many bytes of documents are remembered.
const MOST: u64 = 16 * 1024 * 1024;
/// How many jobs, about, that is: what the cache is laid out for.
const ABOUT: usize = 8 * 1024;
/// Larger documents are not remembered.
const LARGEST: usize = 64 * 1024;
/// Jobs whose turns are counted together.
const SHARDS: usize = 64;
/// Marks of jobs that were read once, in words of 64.
const MARKS: usize = 1024;
/// Marks after which all are wiped off.
const MOST_MARKS: usize = MARKS * 64 / 4;

/// The jobs of this process.
pub(crate) struct Recent {
    /// What entities look like inside others.
    pub(crate) fragments: Fragments,
    jobs: Cache<Key, Found, Size>,
    /// A job is remembered when it is read for the second time: who reads through all of them would only push out what is
    /// read often.
    read_once: [AtomicU64; MARKS],
    marked: AtomicUsize,
    turns: [Mutex<Turn>; SHARDS],
    hasher: RandomState,
}

/// What a commit makes of what is remembered.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// A job is another one now.
    Job(Key),
    /// Something that stands inside other entities is.
    Inside,
}

/// How often the writer has been at a shard, and whether it is there now.
#[derive(Debug, Clone, Copy)]
struct Turn {
    number: u64,
    is_writers: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key(pub TenantId, pub String);

fn jobs(changed: &[Change]) -> impl Iterator<Item = &Key> {
    changed.iter().filter_map(|change| match change {
        Change::Job(key) => Some(key),
        Change::Inside => None,
    })
}

#[derive(Hash)]
struct Asked<'a>(TenantId, &'a str);

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.0 == key.0 && self.1 == key.1
    }
}

#[derive(Clone)]
struct Size;

impl Weighter<Key, Found> for Size {
    fn weight(&self, key: &Key, found: &Found) -> u64 {
        (key.1.len() + found.doc.len() + 200) as u64
    }
}

impl Default for Recent {
    fn default() -> Self {
        Self {
            fragments: Fragments::default(),
            jobs: Cache::with_weighter(ABOUT, MOST, Size),
            read_once: [const { AtomicU64::new(0) }; MARKS],
            marked: AtomicUsize::new(0),
            turns: [const { Mutex::new(Turn { number: 0, is_writers: false }) }; SHARDS],
            hasher: RandomState::new(),
        }
    }
}

impl Recent {
    /// A job that is remembered.
    pub(crate) fn get(&self, tenant: TenantId, num: &str) -> Option<Found> {
        self.jobs.get(&Asked(tenant, num))
    }

    /// The turn at which a reader begins.
    pub(crate) fn turn(&self, tenant: TenantId, num: &str) -> u64 {
        self.shard(tenant, num).lock().unwrap_or_else(PoisonError::into_inner).number
    }

    /// Remembers what a reader read, unless the writer has been there since the reader began.
    pub(crate) fn keep(&self, tenant: TenantId, num: &str, turn: u64, found: &Found) {
        if found.doc.len() > LARGEST || !self.is_read_again(tenant, num) {
            return;
        }
        let now = self.shard(tenant, num).lock().unwrap_or_else(PoisonError::into_inner);
        if now.number == turn && !now.is_writers {
            self.jobs.insert(Key(tenant, num.to_owned()), found.clone());
        }
    }

    /// Whether a job was read a moment ago, or perhaps another with the same mark. It counts as read from now on.
    fn is_read_again(&self, tenant: TenantId, num: &str) -> bool {
        // The other end of the hash tells the shard.
        let mark = self.hasher.hash_one(Asked(tenant, num)) >> 32;
        let bit = 1 << (mark % 64);
        let before = self.read_once[(mark / 64) as usize % MARKS].fetch_or(bit, Ordering::Relaxed);
        if before & bit != 0 {
            return true;
        }
        if self.marked.fetch_add(1, Ordering::Relaxed) >= MOST_MARKS {
            self.marked.store(0, Ordering::Relaxed);
            for word in &self.read_once {
                word.store(0, Ordering::Relaxed);
            }
        }
        false
    }

    /// Forgets jobs before the commit that changes them: from its first moment on nobody is answered what was before.
    pub(crate) fn begin(&self, changed: &[Change]) {
        if changed.iter().any(|change| matches!(change, Change::Inside)) {
            self.fragments.begin();
        }
        for key in jobs(changed) {
            let mut turn = self.shard(key.0, &key.1).lock().unwrap_or_else(PoisonError::into_inner);
            turn.is_writers = true;
            self.jobs.remove(key);
        }
    }

    /// Forgets jobs that a commit changed, and lets readers remember again. Every `begin` is followed by this.
    pub(crate) fn forget(&self, changed: &[Change]) {
        if changed.iter().any(|change| matches!(change, Change::Inside)) {
            self.fragments.end();
        }
        for key in jobs(changed) {
            let mut turn = self.shard(key.0, &key.1).lock().unwrap_or_else(PoisonError::into_inner);
            *turn = Turn { number: turn.number + 1, is_writers: false };
            self.jobs.remove(key);
        }
    }

    fn shard(&self, tenant: TenantId, num: &str) -> &Mutex<Turn> {
        &self.turns[(self.hasher.hash_one(Asked(tenant, num)) % SHARDS as u64) as usize]
    }
}
