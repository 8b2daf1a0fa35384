//! Changes, and doing them once under a key of the caller's (`Idempotency-Key`).

use std::future::Future;

use docket_store::idempotency::{self, Claim};
use docket_store::{Tx, Unit};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Op, Result};

/// A key of the caller's.
#[derive(Debug, Clone)]
pub struct Once {
    /// A hash over the caller, the method, the path and the key.
    pub id: [u8; 32],
    /// A hash over the request's body and conditions.
    pub request: [u8; 32],
}

/// What a use case does inside its unit of work. Its input is already checked as far as that needs no database.
pub trait Change: Send + Sync + 'static {
    /// What the caller is told; kept under the caller's key, so that a repeat is told the same.
    type Out: Serialize + DeserializeOwned + Send + 'static;

    /// What it changes, so that changes of one thing follow each other: the kind and the number.
    fn subject(&self) -> (&str, &str);

    /// Reads, decides and writes; locks its subject first.
    fn run(&self, op: &Op, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Out>> + Send;
}

/// A change as a unit of work.
pub(crate) struct InUnit<C> {
    pub(crate) op: Op,
    pub(crate) change: C,
}

impl<C: Change> Unit for InUnit<C> {
    type Out = C::Out;
    type Error = Error;

    fn key(&self) -> u64 {
        let (kind, number) = self.change.subject();
        let mut key = fnv(0xcbf2_9ce4_8422_2325, &self.op.tenant().0.to_le_bytes());
        key = fnv(key, kind.as_bytes());
        fnv(key, number.as_bytes())
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<C::Out> {
        let Some(once) = &self.op.once else { return self.change.run(&self.op, tx).await };
        let tenant = self.op.tenant();
        match idempotency::claim(tx, tenant, &once.id, &once.request, self.op.now).await? {
            Claim::First => {
                let out = self.change.run(&self.op, tx).await?;
                let answer = serde_json::to_vec(&out).map_err(|e| Error::internal(e.to_string()))?;
                idempotency::answer(tx, tenant, &once.id, &answer).await?;
                Ok(out)
            }
            Claim::Answered { request, .. } if request[..] != once.request => Err(Error::KeyReused),
            Claim::Answered { answer, .. } => {
                serde_json::from_slice(&answer).map_err(|e| Error::internal(e.to_string()))
            }
        }
    }
}

/// FNV-1a: the same on every node, so that all nodes lock in the same order.
fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}
