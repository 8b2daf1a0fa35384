//! How often somebody may try to sign in.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// Tries in a minute, for an account from an address.
const MOST: u32 = 10;
/// A minute in milliseconds.
const MINUTE: i64 = 60_000;
/// Pairs that are remembered. When a flood of made-up names fills them, all are forgotten: whoever wants ten more tries
/// for one account has to send this many requests for them.
const REMEMBERED: usize = 50_000;

/// An account and an address, hashed: what callers send takes no memory.
type Pair = [u8; 16];

/// The tries of the last minute on this node.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    counted: Mutex<HashMap<Pair, Minute>>,
}

#[derive(Debug, Clone, Copy)]
struct Minute {
    began: i64,
    tries: u32,
}

impl Minute {
    fn is_over(self, now: i64) -> bool {
        !(0..MINUTE).contains(&(now - self.began))
    }
}

impl Tries {
    /// Counts a try; `Err` says after how many seconds another is allowed.
    pub(crate) fn count(&self, account: &str, address: &str, now: i64) -> Result<(), u64> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= REMEMBERED {
            counted.retain(|_, minute| !minute.is_over(now));
            if counted.len() > REMEMBERED / 2 {
                counted.clear();
            }
        }
        let minute = counted.entry(pair(account, address)).or_insert(Minute { began: now, tries: 0 });
        if minute.is_over(now) {
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

fn pair(account: &str, address: &str) -> Pair {
    let length = (account.len() as u64).to_le_bytes();
    let hash = Sha256::new().chain_update(length).chain_update(account).chain_update(address).finalize();
    std::array::from_fn(|index| hash[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_try_of_a_minute_waits_for_the_next_minute() {
        let tries = Tries::default();
        for second in 0..10 {
            assert_eq!(tries.count("a", "x", second * 1000), Ok(()));
        }
        assert_eq!(tries.count("a", "x", 10_000), Err(50));
        assert_eq!(tries.count("a", "x", 59_999), Err(1));
        assert_eq!(tries.count("a", "x", 60_000), Ok(()));
    }

    #[test]
    fn accounts_and_addresses_are_counted_apart() {
        let tries = Tries::default();
        for _ in 0..11 {
            let _ = tries.count("a", "x", 0);
        }
        assert!(tries.count("a", "x", 0).is_err());
        assert_eq!((tries.count("b", "x", 0), tries.count("a", "y", 0)), (Ok(()), Ok(())));
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_bar_anybody_for_long() {
        let tries = Tries::default();
        for _ in 0..11 {
            let _ = tries.count("a", "x", 3_600_000);
        }
        assert_eq!(tries.count("a", "x", 0), Ok(()));
    }

    #[test]
    fn a_flood_of_names_takes_bounded_memory() {
        let tries = Tries::default();
        for number in 0..2 * REMEMBERED {
            assert_eq!(tries.count(&number.to_string(), "x", 0), Ok(()));
        }
        let remembered = tries.counted.lock().expect("no test panicked with it").len();
        assert!(remembered <= REMEMBERED, "{remembered}");
    }
}
