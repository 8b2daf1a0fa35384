//! How often somebody may try to sign in.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Tries in a minute, for an account from an address.
const MOST: u32 = 10;
/// A minute in milliseconds.
const MINUTE: i64 = 60_000;
/// Pairs that are remembered; past minutes are forgotten when there are more.
const REMEMBERED: usize = 50_000;

/// The tries of the last minute on this node.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    counted: Mutex<HashMap<(String, String), Minute>>,
}

#[derive(Debug, Clone, Copy)]
struct Minute {
    began: i64,
    tries: u32,
}

impl Tries {
    /// Counts a try; `Err` says after how many seconds another is allowed.
    pub(crate) fn count(&self, account: &str, address: &str, now: i64) -> Result<(), u64> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= REMEMBERED {
            counted.retain(|_, minute| now - minute.began < MINUTE);
        }
        let pair = (account.chars().take(200).collect(), address.to_owned());
        let minute = counted.entry(pair).or_insert(Minute { began: now, tries: 0 });
        if now - minute.began >= MINUTE {
            *minute = Minute { began: now, tries: 0 };
        }
        minute.tries = minute.tries.saturating_add(1);
        if minute.tries > MOST {
            let wait = (minute.began + MINUTE - now).max(1);
            return Err((wait as u64).div_ceil(1000));
        }
        Ok(())
    }
}
