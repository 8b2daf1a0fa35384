//! What a reader sees that asks for one thing after the other while others write.

use std::path::Path;
use std::time::{Duration, Instant};

use docket_store::{Arg, Db, Sql};
use futures_util::future::join_all;

use crate::place::{Place, TENANT, on_both, sets, sqlite};

on_both! {
    what_was_committed_is_read_by_everybody_at_once
}

static READ: Sql = Sql::new("test read", "SELECT n FROM counter WHERE tenant = $1 AND name = $2");

async fn look(db: &Db, name: &str) -> i64 {
    let mut reader = db.reader().await.unwrap();
    let args = [TENANT.into(), Arg::Text(name)];
    reader.one(&READ, &args, |row| row.int(0)).await.unwrap().unwrap_or(0)
}

async fn what_was_committed_is_read_by_everybody_at_once(place: Place) {
    // Readers that never stop keep a view open on every thread.
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let busy: Vec<_> = (0..6)
        .map(|_| {
            let (db, stopped) = (place.db.clone(), stopped.clone());
            tokio::spawn(async move {
                let mut seen = 0;
                while !*stopped.borrow() {
                    let now = look(&db, "n").await;
                    assert!(now >= seen, "{now} after {seen}");
                    seen = now;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for n in 1..=300 {
        place.db.write(sets(0, "n", n)).await.unwrap();
        let answers = join_all((0..6).map(|_| {
            let db = place.db.clone();
            tokio::spawn(async move { look(&db, "n").await })
        }));
        for answer in answers.await {
            assert_eq!(answer.unwrap(), n);
        }
    }
    stop.send(true).unwrap();
    for reader in busy {
        reader.await.unwrap();
    }
}

/// Another process.
fn other(file: &Path) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(file).unwrap();
    db.busy_timeout(Duration::ZERO).unwrap();
    db
}

#[tokio::test]
async fn what_another_process_commits_is_seen_a_moment_later() {
    let place = sqlite().await;
    place.db.write(sets(0, "n", 1)).await.unwrap();
    assert_eq!(look(&place.db, "n").await, 1);
    other(&place.file()).execute("UPDATE counter SET n = 2 WHERE name = 'n'", []).unwrap();
    let began = Instant::now();
    while look(&place.db, "n").await != 2 {
        assert!(began.elapsed() < Duration::from_secs(5), "a reader that never pauses does not see it");
    }
}

#[tokio::test]
async fn a_reader_that_is_at_rest_does_not_keep_the_log_from_beginning_anew() {
    let place = sqlite().await;
    place.db.write(sets(0, "n", 1)).await.unwrap();
    assert_eq!(look(&place.db, "n").await, 1);
    place.db.write(sets(0, "n", 2)).await.unwrap();
    let db = other(&place.file());
    let began = Instant::now();
    loop {
        let is_busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).unwrap();
        if is_busy == 0 {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "somebody still reads what was before");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
