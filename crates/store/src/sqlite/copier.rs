//! The thread that copies the write-ahead log into the database while the writer goes on.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use super::Readers;

/// Passes after which the rest is left to the writer.
const PASSES: usize = 16;
/// When nothing has been written for so long, what there is is copied: readers then need not look through the log, and
/// little of it is left to a start after a crash.
const QUIET: Duration = Duration::from_secs(1);

/// The writer's side of the thread.
pub(super) struct Copier {
    /// `None` ends the thread, and when there is none.
    ask: Option<SyncSender<()>>,
    done: Receiver<()>,
    thread: Option<JoinHandle<()>>,
    works: bool,
}

impl Copier {
    /// Starts the thread. `pages` says how long the log is.
    pub(super) fn start(path: &Path, pages: Arc<AtomicI32>, readers: Arc<Readers>) -> Self {
        let (ask, asked) = sync_channel(1);
        let (tell, done) = sync_channel(1);
        let path = path.to_owned();
        let thread = std::thread::Builder::new()
            .name("sqlite-copier".to_owned())
            .spawn(move || work(&path, &pages, &readers, &asked, &tell));
        match thread {
            Ok(thread) => Self { ask: Some(ask), done, thread: Some(thread), works: false },
            Err(error) => {
                tracing::warn!(%error, "the writer copies the write-ahead log by itself");
                Self { ask: None, done, thread: None, works: false }
            }
        }
    }

    /// Whether a copy was begun whose end has not been noticed yet.
    pub(super) fn works(&self) -> bool {
        self.works
    }

    /// Begins to copy; false if there is nobody to do it.
    pub(super) fn begin(&mut self) -> bool {
        self.works = self.ask.as_ref().is_some_and(|ask| ask.try_send(()).is_ok());
        self.works
    }

    /// Whether the copy that was begun has ended, or after having waited for it.
    pub(super) fn is_done(&mut self, wait: bool) -> bool {
        // Any other error says that the thread is gone, and its work with it.
        self.works = if wait {
            let _ = self.done.recv();
            false
        } else {
            self.done.try_recv() == Err(TryRecvError::Empty)
        };
        !self.works
    }
}

impl Drop for Copier {
    fn drop(&mut self) {
        self.ask.take();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing more to say.
            drop(thread.join());
        }
    }
}

fn work(path: &Path, pages: &AtomicI32, readers: &Readers, asked: &Receiver<()>, tell: &SyncSender<()>) {
    let db = match super::connect(path) {
        Ok(db) => db,
        Err(error) => return tracing::warn!(%error, "the writer copies the write-ahead log by itself"),
    };
    let (mut before, mut copied) = (0, 0);
    loop {
        let now = pages.load(Ordering::Relaxed);
        let asked = asked.recv_timeout(QUIET);
        readers.views.rest();
        match asked {
            Ok(()) => {
                copied = copy(&db, pages);
                if tell.send(()).is_err() {
                    return;
                }
            }
            Err(RecvTimeoutError::Timeout) if now == before && now != copied => copied = copy(&db, pages),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        before = now;
    }
}

/// Copies until nothing is left; answers where the log was copied to. SQLite syncs the database only in a pass that finds
/// nothing new at the end of its copying, and a sync may take longer than all the copying. So there are more passes, ever
/// shorter, until one fits between two commits: then the sync is not left to the writer.
fn copy(db: &Connection, pages: &AtomicI32) -> i32 {
    let mut copied = 0;
    for _ in 0..PASSES {
        let pass = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
            Ok((row.get::<_, i32>(1)?, row.get::<_, i32>(2)?))
        });
        match pass {
            // Somebody reads what follows: more passes would not get any further.
            Ok((_, to)) if to == copied => break,
            Ok((_, to)) => copied = to,
            Err(error) => {
                tracing::warn!(%error, "the write-ahead log could not be copied; it is tried again");
                break;
            }
        }
        if copied == pages.load(Ordering::Relaxed) {
            break;
        }
    }
    copied
}
