//! A unit of work, and its wait for the commit.

use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;

use crate::{Error, Result, Tx};

/// One change: everything in it is on disk together, or none of it.
///
/// `run` can be called again (after a deadlock, or when a unit of the same commit failed), so it takes `&self` and keeps
/// its input. It must lock the entity that it changes first, other rows after it, and must await nothing but its [`Tx`].
/// An error of a statement fails it, even if it swallows the error.
pub trait Unit: Send + Sync + 'static {
    /// What the caller is told.
    type Out: Send + 'static;
    /// Why it was refused; a refused unit leaves no trace.
    type Error: From<Error> + Send + 'static;

    /// Units with equal keys change the same entity and are never in flight together on one node.
    fn key(&self) -> u64;

    /// Reads, decides and writes.
    fn run(&self, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Out, Self::Error>> + Send;
}

/// How a run of a unit ended, as far as the engine must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    /// It wants to be committed.
    Accepted,
    /// It refused the input, panicked, or a statement of its failed: what it wrote must go.
    Refused,
}

/// A unit in the queue.
pub(crate) trait Job: Send {
    fn key(&self) -> u64;
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Ran>;
    /// Tells the caller: its outcome if the commit is on disk, else the error. A refusal too may rest on what other
    /// units of the same commit wrote, so it counts only with the commit.
    fn finish(self: Box<Self>, committed: Result<()>);
}

/// A unit with its outcome and the caller that waits for it.
struct Pending<U: Unit> {
    unit: U,
    outcome: Option<Result<U::Out, U::Error>>,
    caller: oneshot::Sender<Told<U>>,
}

/// What a caller is told. It gets its unit back: whoever made it frees it with the least work, and the writer has none with it.
pub(crate) type Told<U> = (Result<<U as Unit>::Out, <U as Unit>::Error>, U);

/// Puts a unit into the shape of the queue.
pub(crate) fn pending<U: Unit>(unit: U) -> (Box<dyn Job>, oneshot::Receiver<Told<U>>) {
    let (caller, answer) = oneshot::channel();
    (Box::new(Pending { unit, outcome: None, caller }), answer)
}

impl<U: Unit> Job for Pending<U> {
    fn key(&self) -> u64 {
        self.unit.key()
    }

    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Ran> {
        async move {
            self.outcome = None;
            let unit = &self.unit;
            let ran = AssertUnwindSafe(async { unit.run(tx).await }).catch_unwind().await;
            let outcome = match (ran, &tx.fault) {
                (Ok(Ok(_)), Some(fault)) => Err(fault.clone().into()),
                (Ok(outcome), _) => outcome,
                (Err(_), _) => Err(Error::Internal("a unit of work panicked".to_owned()).into()),
            };
            let ran = if outcome.is_ok() { Ran::Accepted } else { Ran::Refused };
            self.outcome = Some(outcome);
            ran
        }
        .boxed()
    }

    fn finish(self: Box<Self>, committed: Result<()>) {
        let Self { unit, outcome, caller } = *self;
        let answer = match (committed, outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(Error::Internal("a unit of work was never run".to_owned()).into()),
            (Err(error), _) => Err(error.into()),
        };
        // The caller may have gone away; the change stands all the same.
        drop(caller.send((answer, unit)));
    }
}
