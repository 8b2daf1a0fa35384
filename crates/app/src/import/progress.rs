//! How far the imports are that this process runs, so that who waits for one can be told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use docket_domain::Fault;
use docket_domain::tenant::TenantId;
use serde::Serialize;

use super::kind::Kind;
use crate::{Op, Result};

/// The longest name of an import, in bytes.
const LONGEST: usize = 64;

/// Whose import, and what they call it.
type Key = (TenantId, String, String);

/// The imports that are under way and have a name.
#[derive(Debug, Default)]
pub(crate) struct UnderWay(Mutex<HashMap<Key, Arc<Progress>>>);

/// How far an import is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    rows: AtomicU64,
    done: AtomicU64,
    writes: AtomicBool,
}

/// What is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HowFar {
    /// What is being done.
    pub phase: Phase,
    /// How many rows there are.
    pub rows: u64,
    /// With how many of them the phase is through.
    pub done: u64,
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// None of that name is under way, or its table is still being read.
    Idle,
    /// Rows are tried.
    Checking,
    /// Rows are written.
    Writing,
}

impl Progress {
    pub(super) fn begin(&self, rows: usize, writes: bool) {
        self.done.store(0, Ordering::Relaxed);
        self.writes.store(writes, Ordering::Relaxed);
        self.rows.store(rows as u64, Ordering::Relaxed);
    }

    pub(super) fn add(&self, rows: usize) {
        self.done.fetch_add(rows as u64, Ordering::Relaxed);
    }

    fn how_far(&self) -> HowFar {
        let rows = self.rows.load(Ordering::Relaxed);
        let phase = match (rows, self.writes.load(Ordering::Relaxed)) {
            (0, _) => Phase::Idle,
            (_, false) => Phase::Checking,
            (_, true) => Phase::Writing,
        };
        HowFar { phase, rows, done: self.done.load(Ordering::Relaxed).min(rows) }
    }
}

/// Tells of an import for as long as it lives.
pub(super) struct Told<'a> {
    all: &'a UnderWay,
    key: Option<Key>,
    pub progress: Arc<Progress>,
}

impl<'a> Told<'a> {
    /// Of an import without a name nothing is told.
    pub(super) fn begin(op: &'a Op, name: Option<&str>) -> Result<Self> {
        let all = &op.app.imports;
        let key = name.map(|name| key(op, name)).transpose()?;
        let progress = Arc::new(Progress::default());
        if let Some(key) = &key {
            all.lock().insert(key.clone(), progress.clone());
        }
        Ok(Self { all, key, progress })
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        let Some(key) = &self.key else { return };
        let mut all = self.all.lock();
        // A later one may have taken the name.
        if all.get(key).is_some_and(|told| Arc::ptr_eq(told, &self.progress)) {
            all.remove(key);
        }
    }
}

impl UnderWay {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<Progress>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far the caller's import of this name is.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may not make one of the kind, [`crate::Error::Invalid`] for what is no name.
pub fn how_far(op: &Op, kind: Kind, name: &str) -> Result<HowFar> {
    kind.allow(op)?;
    let key = key(op, name)?;
    let told = op.app.imports.lock().get(&key).cloned();
    Ok(told.unwrap_or_default().how_far())
}

fn key(op: &Op, name: &str) -> Result<Key> {
    let is_right = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
    if name.is_empty() || name.len() > LONGEST || !name.bytes().all(is_right) {
        let fault = Fault::parameter("name", "must be 1 to 64 letters, digits or hyphens");
        return Err(fault.with_value(&name.into()).into());
    }
    Ok((op.tenant(), op.actor().to_owned(), name.to_owned()))
}
