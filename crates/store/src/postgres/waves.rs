//! The statements of the units that share a transaction.
//!
//! The units run until each of them waits for a statement; then all that was asked for is sent at once, statements of one
//! text as one, and the answers let the units run on: a group costs as many round trips as its longest unit has statements
//! that it waits for. What is added without waiting goes out before whatever is asked later.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join, join_all, maybe_done};
use tokio::sync::Mutex as AsyncMutex;
use tokio_postgres::Row;

use super::Connection;
use super::ask::{Answer, Ask, Parcel, Wants, send_all, together};
use crate::held::Held;
use crate::{Arg, Error, Result, Sql};

/// A transaction and its open statements.
pub(crate) struct Waves {
    db: Arc<Connection>,
    begin: AsyncMutex<Begin>,
    asked: Mutex<Vec<Ask>>,
    faults: Mutex<Vec<Error>>,
}

/// BEGIN goes out ahead of the first wave. Its answer is waited for before anything is written: a write outside of the
/// transaction could not be taken back.
enum Begin {
    Sent(BoxFuture<'static, Result<()>>),
    Answered(Result<()>),
}

/// Why a transaction was not committed.
pub(crate) enum Uncommitted {
    /// A statement failed, nothing is kept; a rollback is due.
    Failed(Error),
    /// The commit was not answered.
    Unknown(Error),
}

impl Waves {
    /// Begins a transaction.
    pub(crate) fn begin(db: Arc<Connection>) -> Self {
        let own = db.clone();
        let mut begin = async move { own.batch("BEGIN").await }.boxed();
        // Sent, if it waits.
        let begin = match (&mut begin).now_or_never() {
            Some(answer) => Begin::Answered(answer),
            None => Begin::Sent(begin),
        };
        Self { db, begin: AsyncMutex::new(begin), asked: Mutex::default(), faults: Mutex::default() }
    }

    /// The transaction is begun.
    async fn begun(&self) -> Result<()> {
        let mut begin = self.begin.lock().await;
        let answer = match &mut *begin {
            Begin::Answered(answer) => return answer.clone(),
            Begin::Sent(answer) => answer.await,
        };
        *begin = Begin::Answered(answer.clone());
        answer
    }

    /// Why the transaction could not even begin.
    pub(crate) async fn unbegun(&self) -> Option<Error> {
        self.begun().await.err()
    }

    /// The rows of an answer.
    pub(crate) async fn rows(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        match Held::of(args) {
            Some(held) => self.ask(sql, held, Wants::Rows).await.map(Answer::rows),
            None => {
                self.send_added().await?;
                self.db.rows(sql, args).await
            }
        }
    }

    /// Rows of a text made at run time; see [`crate::Tx::found`].
    pub(crate) async fn found(&self, text: &str, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        self.send_added().await?;
        self.db.found(text, args).await
    }

    /// The number of rows changed.
    pub(crate) async fn run(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<u64> {
        match Held::of(args) {
            Some(held) => self.ask(sql, held, Wants::Count).await.map(Answer::count),
            None => {
                self.send_added().await?;
                self.db.run(sql, args).await
            }
        }
    }

    /// Adds a row without waiting; an error fails the transaction.
    pub(crate) async fn add(&self, sql: &'static Sql, args: &[Arg<'_>]) -> Result<()> {
        match Held::of(args) {
            Some(held) => {
                self.asked().push(Ask::add(sql, held));
                Ok(())
            }
            None => self.run(sql, args).await.map(|_| ()),
        }
    }

    async fn ask(&self, sql: &'static Sql, held: Held, wants: Wants) -> Result<Answer> {
        let (ask, answer) = Ask::new(sql, held, wants);
        self.asked().push(ask);
        answer.await.unwrap_or_else(|_| Err(Error::Internal("a statement was never sent".to_owned())))
    }

    /// Sends what was added, ahead of a statement that does not wait for the others.
    async fn send_added(&self) -> Result<()> {
        let added: Vec<Ask> = self.asked().extract_if(.., |ask| ask.wants == Wants::Nothing).collect();
        self.send(added).await;
        self.begun().await
    }

    /// Runs units to their ends, in waves.
    pub(crate) async fn drive<R: Future>(&self, runs: impl Iterator<Item = R>) -> Vec<R::Output> {
        let mut units = pin!(join_all(runs));
        loop {
            let step = poll_fn(|context| match units.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if self.is_awaited() => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            });
            if let Some(done) = step.await {
                return done;
            }
            let mut asked = std::mem::take(&mut *self.asked());
            // What was added goes first. The rest goes by its text: all nodes lock in the order of texts, then of keys.
            asked.sort_by_key(|ask| (ask.wants != Wants::Nothing).then_some(ask.sql.name));
            self.send(asked).await;
        }
    }

    /// Somebody waits for an answer.
    fn is_awaited(&self) -> bool {
        self.asked().iter().any(|ask| ask.wants != Wants::Nothing)
    }

    async fn send(&self, asks: Vec<Ask>) {
        let mut faults = Vec::new();
        let parcels = Parcel::pack(&self.db, together(asks), &mut faults).await;
        let answers = self.answers(&parcels).await;
        faults.extend(parcels.into_iter().zip(answers).filter_map(|(parcel, answers)| parcel.tell(answers)));
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    async fn answers(&self, parcels: &[Parcel]) -> Vec<Result<Vec<Answer>>> {
        let (begun, answers) = if parcels.iter().all(Parcel::is_read) {
            join(self.begun(), send_all(&self.db, parcels)).await
        } else {
            match self.begun().await {
                Ok(()) => (Ok(()), send_all(&self.db, parcels).await),
                Err(error) => (Err(error), Vec::new()),
            }
        };
        match begun {
            Ok(()) => answers,
            Err(error) => parcels.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// The errors of what was added.
    pub(crate) fn take_faults(&self) -> Vec<Error> {
        std::mem::take(&mut *self.faults.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends what was added and, right behind it, the commit. A transaction in which a statement failed would answer COMMIT
    /// with a quiet rollback: the SELECT fails in it.
    pub(crate) async fn commit(&self) -> Result<(), Uncommitted> {
        self.begun().await.map_err(Uncommitted::Failed)?;
        let asked = std::mem::take(&mut *self.asked());
        let mut faults = self.take_faults();
        let parcels = Parcel::pack(&self.db, together(asked), &mut faults).await;
        let mut sent: Vec<_> =
            parcels.iter().map(|parcel| Box::pin(maybe_done(parcel.send(&self.db)))).collect();
        // A parcel is sent when it is first polled, and on a busy machine even answered then. One that fails then was
        // perhaps never sent, so that the server could not know that it must not commit.
        poll_fn(|context| {
            for parcel in &mut sent {
                let _ = parcel.as_mut().poll(context);
            }
            Poll::Ready(())
        })
        .await;
        let early =
            sent.iter_mut().filter_map(|parcel| parcel.as_mut().output_mut()?.as_ref().err().cloned());
        faults.extend(early);
        if let Some(fault) = worst(faults) {
            return Err(Uncommitted::Failed(fault));
        }
        let (_, committed) = join(join_all(sent.iter_mut()), self.db.batch("SELECT 1; COMMIT")).await;
        let answers = sent.iter_mut().filter_map(|parcel| parcel.as_mut().take_output());
        let fault = worst(answers.filter_map(Result::err).collect());
        match (committed, fault) {
            (Ok(()), None) => Ok(()),
            (Err(Error::Conflict), fault) => Err(Uncommitted::Failed(fault.unwrap_or(Error::Conflict))),
            (Err(error), _) | (Ok(()), Some(error)) => Err(Uncommitted::Unknown(error)),
        }
    }

    fn asked(&self) -> MutexGuard<'_, Vec<Ask>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of several errors in one transaction, the one that says what to do: a failed transaction only repeats the first.
pub(crate) fn worst(faults: Vec<Error>) -> Option<Error> {
    let mut faults = faults.into_iter();
    let first = faults.next()?;
    Some(faults.fold(first, |worst, fault| if matches!(worst, Error::Conflict) { fault } else { worst }))
}
