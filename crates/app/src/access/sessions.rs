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

/// The bearers of this node.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// By the text of their token.
    bearers: HashMap<Box<str>, Arc<Session>>,
    /// Grows whenever everybody must be checked again.
    round: Round,
}

/// Between two changes of rights on this node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Round(u64);

impl Sessions {
    /// A bearer whose check still holds.
    pub(crate) fn fresh(&self, token: &str, now: i64) -> Option<Arc<Session>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let session = known.bearers.get(token)?;
        let age = now - session.checked;
        ((0..FRESH).contains(&age) && now < session.expires).then(|| session.clone())
    }

    /// The round in which a check begins.
    pub(crate) fn round(&self) -> Round {
        self.known.read().unwrap_or_else(PoisonError::into_inner).round
    }

    /// Remembers a bearer whose check began in `round`. A check that was overtaken by a change may have read what was
    /// before it, and is not kept.
    pub(crate) fn keep(&self, token: &str, caller: Arc<Caller>, expires: i64, now: i64, round: Round) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.round != round {
            return;
        }
        if known.bearers.len() >= MOST {
            known.bearers.clear();
        }
        known.bearers.insert(token.into(), Arc::new(Session { caller, expires, checked: now }));
    }

    /// Checks everybody again: a right, a role or a token was changed on this node.
    pub(crate) fn forget(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.bearers.clear();
        known.round.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use docket_domain::permission::Rights;
    use docket_domain::tenant::TenantId;

    use super::*;

    fn caller() -> Arc<Caller> {
        Arc::new(Caller::new(TenantId(1), "anna", Rights::none(), Rights::none(), "id"))
    }

    #[test]
    fn a_check_holds_for_half_a_second_and_never_past_the_end_of_the_token() {
        let sessions = Sessions::default();
        sessions.keep("long", caller(), 10_000, 1000, sessions.round());
        sessions.keep("short", caller(), 1100, 1000, sessions.round());
        assert!(sessions.fresh("long", 1499).is_some() && sessions.fresh("long", 1500).is_none());
        assert!(sessions.fresh("short", 1099).is_some() && sessions.fresh("short", 1100).is_none());
    }

    #[test]
    fn a_check_that_a_revocation_overtook_is_not_kept() {
        let sessions = Sessions::default();
        let round = sessions.round();
        sessions.forget();
        sessions.keep("jwt", caller(), 10_000, 1000, round);
        assert!(sessions.fresh("jwt", 1000).is_none());
        sessions.keep("jwt", caller(), 10_000, 1000, sessions.round());
        assert!(sessions.fresh("jwt", 1000).is_some());
    }
}
