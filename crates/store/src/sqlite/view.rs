//! What a thread's reader sees: one state of the database for several statements, until something was committed or a moment has
//! passed.
//!
//! To begin and to end a read is most of what a look-up costs, since SQLite takes and gives back a lock that all connections
//! share. What is committed here is seen by the next statement; what another process commits (`docket token` beside a running
//! server), a moment later. Nobody keeps the write-ahead log from beginning anew: a view that nobody uses is ended by who wants
//! to copy the log.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError, Weak};

use rusqlite::Connection;

use super::reader::{Reader, milliseconds};
use crate::Result;

/// How long a view lasts at most, in milliseconds, while nothing is committed here.
const MOMENT: u64 = 2;

/// The views of a database.
#[derive(Default)]
pub(super) struct Views {
    /// Twice the commits of this process, and one more while one is under way.
    commits: AtomicU64,
    all: Mutex<Vec<Weak<Mutex<View>>>>,
}

impl Views {
    /// A commit begins. Until it has ended, each statement looks anew: who has seen what it brings may ask the next thing on
    /// another thread, and must not see what was before.
    pub(super) fn begin(&self) {
        self.commits.fetch_or(1, Ordering::AcqRel);
    }

    /// It has ended, or never began: what was seen until now is seen no more. Said before anybody is told of it.
    pub(super) fn outdate(&self) {
        // There is one writer: nobody else counts between the two steps.
        self.commits.fetch_or(1, Ordering::AcqRel);
        self.commits.fetch_add(1, Ordering::AcqRel);
    }

    /// A view through a connection of its own.
    pub(super) fn add(&self, reader: Reader) -> Arc<Mutex<View>> {
        let view = Arc::new(Mutex::new(View { reader, of: None }));
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|view| view.strong_count() > 0);
        all.push(Arc::downgrade(&view));
        view
    }

    /// Ends the views that nobody is using.
    pub(super) fn rest(&self) {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        for view in all.iter().filter_map(Weak::upgrade) {
            match view.try_lock() {
                Ok(mut view) => view.end(),
                Err(TryLockError::Poisoned(view)) => view.into_inner().end(),
                Err(TryLockError::WouldBlock) => {}
            }
        }
    }
}

/// A thread's reader and what it sees.
pub(super) struct View {
    reader: Reader,
    /// Which commit it is of, and when it began; `None` between two views.
    of: Option<(u64, u64)>,
}

impl View {
    /// Reads one statement.
    pub(super) fn read<T>(
        &mut self,
        views: &Views,
        read: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let now = (views.commits.load(Ordering::Acquire), milliseconds());
        let lasts = |(commit, since): (u64, u64)| {
            commit == now.0 && commit.is_multiple_of(2) && now.1 - since < MOMENT
        };
        if !self.of.is_some_and(lasts) {
            self.end();
            super::run(self.reader.statement(), "BEGIN", &[])?;
            self.of = Some(now);
        }
        let answer = read(self.reader.statement());
        if answer.is_err() {
            self.end();
        }
        answer
    }

    fn end(&mut self) {
        self.of = None;
        let db = self.reader.statement();
        // A connection that can't end its view opens no other one either, and says so then.
        if !db.is_autocommit()
            && let Err(error) = super::run(db, "ROLLBACK", &[])
        {
            tracing::warn!(%error, "a reader could not end its view of the database");
        }
    }
}
