//! The bearers that were checked a moment ago, so that not every request asks the database.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::Caller;

/// How long a check holds: a revocation on another node is felt after this many milliseconds at the latest.
const FRESH: i64 = 500;
/// Bearers that are remembered; more than these are forgotten together.
const MOST: usize = 20_000;

/// A bearer that was checked.
#[derive(Debug)]
pub(crate) struct Session {
    pub caller: Arc<Caller>,
    /// When the token ends, in milliseconds.
    pub expires: i64,
    checked: i64,
}

/// The bearers of this node, by the text of their token.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    known: RwLock<HashMap<Box<str>, Arc<Session>>>,
}

impl Sessions {
    /// A bearer whose check still holds.
    pub(crate) fn fresh(&self, token: &str, now: i64) -> Option<Arc<Session>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let session = known.get(token)?;
        let age = now - session.checked;
        ((0..FRESH).contains(&age) && now < session.expires).then(|| session.clone())
    }

    /// Remembers a bearer that was just checked.
    pub(crate) fn keep(&self, token: &str, caller: Arc<Caller>, expires: i64, now: i64) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token.into(), Arc::new(Session { caller, expires, checked: now }));
    }

    /// Checks everybody again: a right, a role or a token was changed on this node.
    pub(crate) fn forget(&self) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
