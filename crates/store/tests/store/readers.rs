//! Reading: from one state, never writing, not for ever.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use docket_store::{Arg, Db, Error, Sql};

use crate::place::{Place, TENANT, get, on_both, refused, set, sets, sqlite, unit};

on_both! {
    a_reader_cannot_write
    a_snapshot_cannot_write
    a_snapshot_sees_one_state
    a_snapshot_that_refuses_or_panics_does_not_spoil_the_next
    a_snapshot_that_is_given_up_midway_does_not_spoil_the_next
    hundreds_of_snapshots_at_once_are_all_answered
}

static CHANGE: Sql = Sql::new("test change", "UPDATE counter SET n = n + 1 WHERE tenant = $1 RETURNING n");
static READ: Sql = Sql::new("test read", "SELECT n FROM counter WHERE tenant = $1 AND name = $2");

/// The number under a name, read without a lock.
async fn look(tx: &mut docket_store::Tx<'_>, name: &str) -> docket_store::Result<i64> {
    Ok(tx.one(&READ, &[TENANT.into(), Arg::Text(name)], |row| row.int(0)).await?.unwrap_or(0))
}

async fn a_reader_cannot_write(place: Place) {
    place.db.write(sets(0, "a", 1)).await.unwrap();
    let mut reader = place.db.reader().await.unwrap();
    assert!(matches!(set(&mut reader, "a", 2).await, Err(Error::Internal(_))));
    let changed = reader.change(&CHANGE, &[TENANT.into()], |row| row.int(0)).await;
    assert!(matches!(changed, Err(Error::Internal(_))));
    // Even a change that calls itself a question.
    let disguised = reader.all(&CHANGE, &[TENANT.into()], |row| row.int(0)).await;
    assert!(disguised.is_err());
    assert_eq!(look(&mut place.db.reader().await.unwrap(), "a").await.unwrap(), 1);
}

async fn a_snapshot_cannot_write(place: Place) {
    place.db.write(sets(0, "a", 1)).await.unwrap();
    assert!(matches!(place.db.snapshot(sets(0, "a", 2)).await, Err(Error::Internal(_))));
    let disguised = unit(0, |tx| Box::pin(tx.all(&CHANGE, ARGS, |row| row.int(0))));
    assert!(place.db.snapshot(disguised).await.is_err());
    assert_eq!(look(&mut place.db.reader().await.unwrap(), "a").await.unwrap(), 1);
}

const ARGS: &[Arg<'static>] = &[Arg::Int(1)];

async fn a_snapshot_sees_one_state(place: Place) {
    let db = place.db.clone();
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let writing = tokio::spawn(async move {
        for n in 0.. {
            if stopped.load(Ordering::Relaxed) {
                return n;
            }
            let both = unit(0, move |tx| {
                Box::pin(async move {
                    set(tx, "a", n).await?;
                    set(tx, "b", n).await
                })
            });
            db.write(both).await.unwrap();
        }
        0
    });
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(500) {
        let both = unit(0, |tx| {
            Box::pin(async move { Ok((look(tx, "a").await?, look(tx, "b").await?, look(tx, "a").await?)) })
        });
        let (a, b, again) = place.db.snapshot(both).await.unwrap();
        assert_eq!((a, again), (b, b));
    }
    stop.store(true, Ordering::Relaxed);
    assert!(writing.await.unwrap() > 10, "something was written meanwhile");
}

async fn reads_one(db: &Db) {
    let reads = unit(0, |tx| Box::pin(look(tx, "a")));
    assert_eq!(db.snapshot(reads).await.unwrap(), 1);
}

async fn a_snapshot_that_refuses_or_panics_does_not_spoil_the_next(place: Place) {
    place.db.write(sets(0, "a", 1)).await.unwrap();
    for _ in 0..6 {
        let refuses = unit(0, |_| Box::pin(async { Err::<(), _>(refused()) }));
        assert!(matches!(place.db.snapshot(refuses).await, Err(Error::Data(_))));
        let panics = unit(0, |tx| {
            Box::pin(async move {
                look(tx, "a").await?;
                panic!("this panic belongs to a test");
            })
        });
        assert!(matches!(place.db.snapshot::<crate::place::Does<()>>(panics).await, Err(Error::Internal(_))));
        reads_one(&place.db).await;
    }
}

async fn a_snapshot_that_is_given_up_midway_does_not_spoil_the_next(place: Place) {
    place.db.write(sets(0, "a", 1)).await.unwrap();
    for pause in 0..40 {
        let reads = unit(0, |tx| {
            Box::pin(async move {
                for _ in 0..20 {
                    look(tx, "a").await?;
                }
                Ok(())
            })
        });
        drop(tokio::time::timeout(Duration::from_micros(pause * 100), place.db.snapshot(reads)).await);
        reads_one(&place.db).await;
        // A state of then would miss this.
        place.db.write(unit(0, |tx| Box::pin(async move { get(tx, "a").await }))).await.unwrap();
    }
    place.db.write(sets(0, "a", 2)).await.unwrap();
    for _ in 0..8 {
        let reads = unit(0, |tx| Box::pin(look(tx, "a")));
        assert_eq!(place.db.snapshot(reads).await.unwrap(), 2);
    }
}

async fn hundreds_of_snapshots_at_once_are_all_answered(place: Place) {
    place.db.write(sets(0, "a", 1)).await.unwrap();
    let all = (0..300).map(|_| place.db.snapshot(unit(0, |tx| Box::pin(look(tx, "a")))));
    let answers = futures_util::future::join_all(all).await;
    assert!(answers.into_iter().all(|answer| matches!(answer, Ok(1))));
}

static ENDLESS: Sql = Sql::new(
    "test endless",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
);
static SHORT: Sql = Sql::new(
    "test short",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT max(i) FROM n",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_statement_is_given_up_and_many_short_ones_are_not() {
    let place = sqlite().await;
    let endless = tokio::spawn({
        let db = place.db.clone();
        async move { db.snapshot(unit(0, |tx| Box::pin(tx.all(&ENDLESS, &[], |row| row.int(0))))).await }
    });
    // One snapshot, busy for longer than one statement may read.
    let many = unit(0, |tx| {
        Box::pin(async move {
            let began = Instant::now();
            while began.elapsed() < Duration::from_secs(12) {
                tx.all(&SHORT, &[], |row| row.int(0)).await?;
            }
            Ok(())
        })
    });
    place.db.snapshot(many).await.unwrap();
    assert!(matches!(endless.await.unwrap(), Err(Error::Timeout)));
}
