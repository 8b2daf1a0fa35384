//! Claiming work, and giving it back.

use docket_store::due::{self, Claimed};
use docket_store::{Error, Result, Tx, Unit};

/// How long a claim holds, in milliseconds; work that takes longer renews it.
pub(crate) const LEASE: i64 = 60_000;

/// Claims one piece of work that is due, if there is any.
pub(crate) struct Claim;

impl Unit for Claim {
    type Out = Option<Claimed>;
    type Error = Error;

    fn key(&self) -> u64 {
        // Claims of this node follow each other; the work itself has keys of its own.
        1
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Claimed>> {
        Ok(due::claim(tx, LEASE, 1).await?.into_iter().next())
    }
}

/// Plans claimed work anew; answers whether the claim still held.
pub(crate) struct Again {
    pub(crate) work: Claimed,
    /// In how many milliseconds it falls due.
    pub(crate) delay: i64,
}

impl Unit for Again {
    type Out = bool;
    type Error = Error;

    fn key(&self) -> u64 {
        1
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool> {
        due::again(tx, &self.work, self.delay).await
    }
}
