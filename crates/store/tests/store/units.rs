//! Units of work: whole or not at all, one after the other, never lost.

use std::time::{Duration, Instant};

use docket_store::{Arg, Error, Sql, Tx, counter};
use futures_util::future::join_all;

use crate::place::{
    Does, Gate, Place, TENANT, adds, committed, get, on_both, queue, refused, set, sets, unit, writers,
};

on_both! {
    a_refused_unit_leaves_no_trace_while_others_of_its_group_commit
    a_panicking_unit_is_answered_with_an_error_and_the_writer_lives_on
    a_unit_that_swallows_the_error_of_a_statement_fails_alone
    a_full_queue_answers_busy_at_once_and_everything_queued_is_done
    units_that_wait_share_a_commit
    changes_of_one_key_follow_each_other
    counters_are_added_up_over_a_group_and_refused_units_do_not_count
    a_caller_that_goes_away_does_not_undo_its_unit
    closing_does_what_is_queued_and_refuses_the_rest
}

const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

async fn a_refused_unit_leaves_no_trace_while_others_of_its_group_commit(place: Place) {
    let gate = Gate::close(&place.db).await;
    let sets_and_refuses = |key, name| {
        unit(key, move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                set(tx, name, 7).await?;
                Err(refused())
            })
        })
    };
    let queued: Vec<_> = (0..)
        .zip(NAMES)
        .map(|(n, name)| match n % 3 {
            1 => queue(&place.db, sets_and_refuses(n, name)),
            _ => queue(&place.db, sets(n, name, 7)),
        })
        .collect();
    drop(gate);
    for (n, (outcome, name)) in join_all(queued).await.into_iter().zip(NAMES).enumerate() {
        let left = committed(&place.db, name).await;
        match outcome {
            Ok(()) => assert!(n % 3 != 1 && left == 7, "{name} holds {left}"),
            Err(Error::Data(why)) => assert!(n % 3 == 1 && left == 0 && why == "refused", "{name}: {left}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

async fn a_panicking_unit_is_answered_with_an_error_and_the_writer_lives_on(place: Place) {
    let gate = Gate::close(&place.db).await;
    let panics = unit(0, |tx| {
        Box::pin(async move {
            set(tx, "a", 1).await?;
            panic!("this panic belongs to a test");
        })
    });
    let (before, panics, after) = (
        queue(&place.db, sets(2, "b", 1)),
        queue::<()>(&place.db, panics),
        queue(&place.db, sets(4, "c", 1)),
    );
    drop(gate);
    before.await.unwrap();
    assert!(matches!(panics.await, Err(Error::Internal(_))));
    after.await.unwrap();
    let left = (committed(&place.db, "a").await, committed(&place.db, "b").await);
    assert_eq!((left, committed(&place.db, "c").await), ((0, 1), 1));
    assert_eq!(place.db.write(adds(0, "b")).await.unwrap(), 2);
}

static WRONG: Sql =
    Sql::new("test wrong", "INSERT INTO counter (tenant, name, slot, n) VALUES ($1, NULL, 0, 0)");

async fn a_unit_that_swallows_the_error_of_a_statement_fails_alone(place: Place) {
    let gate = Gate::close(&place.db).await;
    let swallows = unit(0, |tx| {
        Box::pin(async move {
            set(tx, "a", 1).await?;
            drop(tx.run(&WRONG, &[Arg::from(TENANT)]).await);
            Ok(())
        })
    });
    let (swallows, other) = (queue(&place.db, swallows), queue(&place.db, sets(2, "b", 1)));
    drop(gate);
    assert!(matches!(swallows.await, Err(Error::Internal(_))));
    other.await.unwrap();
    assert_eq!((committed(&place.db, "a").await, committed(&place.db, "b").await), (0, 1));
}

async fn a_full_queue_answers_busy_at_once_and_everything_queued_is_done(place: Place) {
    place.db.write(sets(0, "a", 0)).await.unwrap();
    let gate = Gate::close(&place.db).await;
    let began = Instant::now();
    let mut queued: Vec<_> = (0..4096).map(|n| queue(&place.db, adds(n % writers(&place.db), "a"))).collect();
    for key in 0..writers(&place.db) {
        assert!(matches!(queue(&place.db, adds(key, "a")).await, Err(Error::Busy)));
    }
    assert!(began.elapsed() < Duration::from_secs(5), "nobody was waited for");
    // Most of the callers go away; their units stay.
    queued.truncate(100);
    drop(gate);
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    for key in 0..writers(&place.db) {
        place.db.write(sets(key, "last", 1)).await.unwrap();
    }
    assert_eq!(committed(&place.db, "a").await, 4096);
}

static MARK: Sql = Sql::new(
    "test mark",
    "INSERT INTO job (tenant, num, version, hash, deleted, receipt, xid, updated, status, kind, user_name, account_num, \
     location_num, dispatch_status, priority, words, doc) \
     VALUES ($1, $2, 1, 0, 0, 0, {xid}, 0, '', '', '', '', '', 0, '', '', $3)",
);
static COMMITS: Sql = Sql::new("test commits", "SELECT count(DISTINCT xid) FROM job WHERE tenant = $1");

/// How many transactions wrote so far: by the numbers of the transactions, or by the marks of the write-ahead log.
async fn commits(place: &Place) -> i64 {
    if writers(&place.db) > 1 {
        let mut reader = place.db.reader().await.unwrap();
        return reader.one(&COMMITS, &[TENANT.into()], |row| row.int(0)).await.unwrap().unwrap();
    }
    let mut log = place.file().into_os_string();
    log.push("-wal");
    let log = std::fs::read(log).unwrap();
    if log.is_empty() {
        return 0;
    }
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let frame = 24 + number(8) as usize;
    let frames = (32..log.len()).step_by(frame).filter(|at| at + frame <= log.len());
    frames.filter(|at| number(at + 8) == number(16) && number(at + 4) != 0).count() as i64
}

async fn units_that_wait_share_a_commit(place: Place) {
    let gate = Gate::close(&place.db).await;
    let before = commits(&place).await;
    let marks = |n: u64| {
        unit(n, move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let num = n.to_string();
                tx.run(&MARK, &[TENANT.into(), Arg::Text(&num), Arg::Bytes(b"")]).await
            })
        })
    };
    let queued: Vec<_> = (0..120).map(|n| queue(&place.db, marks(n))).collect();
    drop(gate);
    assert!(join_all(queued).await.iter().all(|outcome| matches!(outcome, Ok(1))));
    let made = commits(&place).await - before;
    assert!((1..=3).contains(&made), "{made} commits for 120 units");
}

async fn changes_of_one_key_follow_each_other(place: Place) {
    let all: Vec<_> = (0..300).map(|n| queue(&place.db, adds(n % 5, NAMES[(n % 5) as usize]))).collect();
    let mut seen: Vec<i64> = join_all(all).await.into_iter().map(Result::unwrap).collect();
    seen.sort_unstable();
    let expected: Vec<i64> = (0..300).map(|n| n / 5 + 1).collect();
    assert_eq!(seen, expected);
}

async fn counters_are_added_up_over_a_group_and_refused_units_do_not_count(place: Place) {
    let counts = |n: u64| -> Does<()> {
        unit(n, move |tx| {
            Box::pin(async move {
                tx.count(TENANT, "jobs", 1);
                tx.count(TENANT, "jobs:1", if n.is_multiple_of(2) { 2 } else { -1 });
                if n % 10 == 9 { Err(refused()) } else { Ok(()) }
            })
        })
    };
    let gate = Gate::close(&place.db).await;
    let queued: Vec<_> = (0..100).map(|n| queue(&place.db, counts(n))).collect();
    drop(gate);
    assert_eq!(join_all(queued).await.iter().filter(|outcome| outcome.is_err()).count(), 10);
    assert_eq!(committed(&place.db, "jobs").await, 90);
    let mut reader = place.db.reader().await.unwrap();
    let all = counter::read_all(&mut reader, TENANT, "jobs:").await.unwrap();
    assert_eq!(all, [("1".to_owned(), 60)]);
}

async fn a_caller_that_goes_away_does_not_undo_its_unit(place: Place) {
    let gate = Gate::close(&place.db).await;
    drop(queue(&place.db, sets(0, "a", 5)));
    let next = queue(&place.db, unit(0, |tx| Box::pin(get(tx, "a"))));
    drop(gate);
    assert_eq!(next.await.unwrap(), 5);
}

async fn closing_does_what_is_queued_and_refuses_the_rest(place: Place) {
    let gate = Gate::close(&place.db).await;
    let queued: Vec<_> = (0..50).map(|n| queue(&place.db, adds(n, NAMES[(n % 2) as usize]))).collect();
    let db = place.db.clone();
    let closing = tokio::spawn(async move { db.close().await });
    drop(gate);
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    closing.await.unwrap();
    assert!(matches!(place.db.write(adds(0, "a")).await, Err(Error::Unavailable(_))));
    assert_eq!((committed(&place.db, "a").await, committed(&place.db, "b").await), (25, 25));
}
