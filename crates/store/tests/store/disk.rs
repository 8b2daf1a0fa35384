//! A full disk and a lock held by a stranger: units are refused whole, and the writer lives on.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use docket_store::{Db, Error, Options, Tx};
use futures_util::future::join_all;

use crate::place::{Does, Gate, Place, adds, committed, queue, set, sets, sqlite, unit};

/// A small file system in memory; only root can make one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn make(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "docket-test"]).arg(folder.path());
        mount.output().is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: connections of the test may still be open.
        drop(Command::new("umount").arg("-l").arg(self.path()).status());
    }
}

/// Writes about `kilobytes`, and a mark.
fn fills(key: u64, mark: &'static str, kilobytes: usize) -> Does<()> {
    unit(key, move |tx: &mut Tx<'_>| {
        Box::pin(async move {
            set(tx, mark, 1).await?;
            let long = "x".repeat(1000);
            for n in 0..kilobytes {
                set(tx, &format!("{mark}{n}{long}"), 1).await?;
            }
            Ok(())
        })
    })
}

/// Says to this process that its files are limited.
const LIMITED: &str = "DOCKET_TEST_FILES_ARE_LIMITED";
/// Runs a command whose files may have 4 MiB; a write beyond that fails and does not end the process.
const LIMIT: &str = "trap '' XFSZ; ulimit -f 8192; exec \"$0\" \"$@\"";

#[test]
fn a_limit_to_files_refuses_all_units_of_the_commit_whole_and_the_writer_lives_on() {
    if std::env::var_os(LIMITED).is_some() {
        let folder = tempfile::tempdir().unwrap();
        return refused_whole(folder.path());
    }
    // The other tests of this process write large files: this one runs once more in a process of its own.
    let name = std::thread::current().name().unwrap().to_owned();
    let mut limited = Command::new("sh");
    limited
        .args(["-c", LIMIT])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &name])
        .env(LIMITED, "");
    let output = limited.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Only some users can mount a disk; for the others a limit to files stands for it.
#[test]
fn a_full_disk_refuses_all_units_of_the_commit_whole_and_the_writer_lives_on() {
    match SmallDisk::make("6m") {
        Some(disk) => refused_whole(disk.path()),
        None => a_limit_to_files_refuses_all_units_of_the_commit_whole_and_the_writer_lives_on(),
    }
}

/// Units that do not fit are refused with all that shared their commit, and smaller ones fit afterwards.
fn refused_whole(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let options = Options::new(format!("sqlite:{}", folder.join("docket.db").display()));
        let db = Db::open(&options).await.unwrap();
        // One that fails at the commit, and one that is so large that pages are written before: SQLite then gives up the
        // whole transaction in the middle of the unit.
        for kilobytes in [4_000, 30_000] {
            let gate = Gate::close(&db).await;
            let all = [
                queue(&db, sets(0, "before", 1)),
                queue(&db, fills(1, "fills", kilobytes)),
                queue(&db, sets(2, "after", 1)),
            ];
            drop(gate);
            let outcomes = join_all(all).await;
            assert!(outcomes.iter().all(|o| matches!(o, Err(Error::Unavailable(_)))), "{outcomes:?}");
            for name in ["before", "fills", "after"] {
                assert_eq!(committed(&db, name).await, 0, "{name} at {kilobytes}");
            }
            db.write(adds(0, "small")).await.unwrap();
        }
        assert_eq!(committed(&db, "small").await, 2);
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_that_holds_the_write_lock_refuses_units_in_time_and_the_writer_lives_on() {
    let place = sqlite().await;
    let stranger = rusqlite::Connection::open(place.file()).unwrap();
    stranger.execute_batch("BEGIN IMMEDIATE").unwrap();
    let began = Instant::now();
    assert!(matches!(place.db.write(sets(0, "a", 1)).await, Err(Error::Unavailable(_))));
    assert!(began.elapsed() < Duration::from_secs(8));
    // Readers are not held up.
    assert_eq!(committed(&place.db, "a").await, 0);
    stranger.execute_batch("ROLLBACK").unwrap();
    place.db.write(sets(0, "a", 2)).await.unwrap();
    assert_eq!(committed(&place.db, "a").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_log_stays_short_beside_a_constant_reader() {
    let place = sqlite().await;
    let reading = tokio::spawn({
        let db = place.db.clone();
        async move {
            loop {
                committed(&db, "a").await;
            }
        }
    });
    write_megabytes(&place.db, 0..180).await;
    reading.abort();
    let size = log_size(&place);
    assert!(size < 140 << 20, "{size} bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_a_long_reader_let_grow_is_cut_after_it_and_is_empty_when_closed() {
    let place = sqlite().await;
    let reader = rusqlite::Connection::open(place.file()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM counter;").unwrap();
    write_megabytes(&place.db, 0..180).await;
    let grown = log_size(&place);
    assert!(grown > 150 << 20, "{grown} bytes");
    reader.execute_batch("ROLLBACK").unwrap();
    write_megabytes(&place.db, 180..200).await;
    let cut = log_size(&place);
    assert!(cut < 140 << 20, "{cut} bytes");
    place.db.close().await;
    assert_eq!(log_size(&place), 0);
    // Copied, not lost.
    let rows: i64 = reader.query_row("SELECT count(*) FROM counter", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 200);
}

/// Writes new rows of a megabyte each.
async fn write_megabytes(db: &Db, numbers: std::ops::Range<i64>) {
    let long = "x".repeat(1_000_000);
    for n in numbers {
        let name = format!("{n}{long}");
        let writes = unit(0, move |tx: &mut Tx<'_>| {
            let name = name.clone();
            Box::pin(async move { set(tx, &name, n).await })
        });
        db.write(writes).await.unwrap();
    }
}

fn log_size(place: &Place) -> u64 {
    let mut log = place.file().into_os_string();
    log.push("-wal");
    std::fs::metadata(log).map_or(0, |log| log.len())
}
