//! Keeps the write-ahead log short: its pages are copied into the database between two commits, when nobody waits for an
//! answer of the one before.
//!
//! SQLite would do it inside a commit, before its answer, and would let the log grow as long as somebody always reads.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use rusqlite::Connection;

/// Pages after which the log is copied, without waiting for anybody.
const COPY: i32 = 4_000;
/// Pages after which readers are waited for, a moment only, so that the log can begin anew: 64 MiB.
const RESTART: i32 = 16_384;
/// Pages between two tries while somebody reads the log's old pages.
const AGAIN: i32 = 1_000;
/// How long readers are waited for.
const MOMENT: Duration = Duration::from_millis(20);

/// The log of the writer's connection.
pub(super) struct Wal {
    pages: Arc<AtomicI32>,
    before: i32,
    next: i32,
}

impl Wal {
    /// Counts the pages of the log from now on, in the place of SQLite's own care for it.
    pub(super) fn watch(db: &mut Connection) -> Self {
        let pages = Arc::new(AtomicI32::new(0));
        let seen = pages.clone();
        let hook = move |_: &mut rusqlite::hooks::Wal, pages| {
            seen.store(pages, Ordering::Relaxed);
            Ok(())
        };
        if let Err(error) = db.wal_hook(Some(hook)) {
            tracing::warn!(%error, "the write-ahead log is left to SQLite");
        }
        Self { pages, before: 0, next: COPY }
    }

    /// Copies the log if it is long.
    pub(super) fn keep_short(&mut self, db: &Connection) {
        let pages = self.pages.load(Ordering::Relaxed);
        if pages < self.before {
            self.next = COPY;
        }
        self.before = pages;
        if pages < self.next {
            return;
        }
        self.next = pages + AGAIN;
        let mode = if pages < RESTART { "PASSIVE" } else { "RESTART" };
        if let Err(error) = copy(db, mode) {
            tracing::warn!(%error, pages, "the write-ahead log could not be copied; it is tried again");
        }
    }
}

fn copy(db: &Connection, mode: &str) -> rusqlite::Result<()> {
    db.busy_timeout(MOMENT)?;
    let copied = db.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()));
    db.busy_timeout(super::PATIENCE)?;
    copied
}
