//! Keeps the write-ahead log short. A thread of its own copies its pages into the database while the writer goes on; the
//! writer copies the few that came meanwhile, between two commits, so that the log can begin anew.
//!
//! SQLite would do it all inside a commit, before its answer, and would let the log grow as long as somebody always reads.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use rusqlite::Connection;

use super::Readers;
use super::copier::Copier;

/// Pages after which the log is copied. A page that is changed often is copied once for all its changes, so a longer log
/// is less to copy; but whoever reads must look through it.
const COPY: i32 = 32_768;
/// Pages after which the writer waits for the copy, and a moment for readers, so that the log can begin anew: 128 MiB.
const RESTART: i32 = 65_536;
/// Pages between two tries while somebody reads the log's old pages.
const AGAIN: i32 = 2_000;
/// How long readers are waited for.
const MOMENT: Duration = Duration::from_millis(20);

/// The log of the writer's connection.
pub(super) struct Wal {
    pages: Arc<AtomicI32>,
    before: i32,
    next: i32,
    copier: Copier,
    readers: Arc<Readers>,
}

impl Wal {
    /// Counts the pages of the log from now on, in the place of SQLite's own care for it.
    pub(super) fn watch(db: &mut Connection, path: &Path, readers: &Arc<Readers>) -> Self {
        let pages = Arc::new(AtomicI32::new(0));
        let seen = pages.clone();
        let hook = move |_: &mut rusqlite::hooks::Wal, pages| {
            seen.store(pages, Ordering::Relaxed);
            Ok(())
        };
        if let Err(error) = db.wal_hook(Some(hook)) {
            tracing::warn!(%error, "the write-ahead log is left to SQLite");
        }
        let copier = Copier::start(path, pages.clone(), readers.clone());
        Self { pages, before: 0, next: COPY, copier, readers: readers.clone() }
    }

    /// Has the log copied if it is long.
    pub(super) fn keep_short(&mut self, db: &Connection) {
        let pages = self.pages.load(Ordering::Relaxed);
        if pages < self.before {
            self.next = COPY;
        }
        self.before = pages;
        if self.copier.works() {
            if self.copier.is_done(pages >= RESTART) {
                self.finish(db, pages);
            }
        } else if pages >= self.next && !self.copier.begin() {
            self.finish(db, pages);
        }
    }

    /// Copies all of the log before the database is closed.
    pub(super) fn end(self, db: &Connection) {
        drop(self.copier);
        self.readers.views.rest();
        if let Err(error) = copy(db, "TRUNCATE") {
            tracing::warn!(%error, "the write-ahead log could not be copied; the next start does it");
        }
    }

    fn finish(&mut self, db: &Connection, pages: i32) {
        self.next = pages + AGAIN;
        self.readers.views.rest();
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
