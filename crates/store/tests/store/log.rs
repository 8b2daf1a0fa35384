//! The event log: nothing skipped, nothing twice, each entity in the order of its versions.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use docket_store::event::{self, Cursor, Event};
use docket_store::{Db, Engine, Error, Tx};
use futures_util::future::join_all;
use tokio::sync::oneshot;
use tokio_postgres::NoTls;

use crate::jobs::{Change, changes};
use crate::place::{Place, TENANT, on_both, postgres, set, unit};

on_both! {
    a_reader_beside_writers_sees_each_event_once_and_each_entity_in_order
    versions_of_an_entity_have_no_gaps_over_deletion_and_another_life
    an_entity_is_followed_through_all_buckets_of_the_log
}

async fn page(db: &Db, after: Cursor) -> Vec<Event> {
    event::page(&mut db.reader().await.unwrap(), TENANT, after, 7).await.unwrap()
}

/// How long the open transactions of other tests may last.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// Everything that can be read after a place, page by page.
async fn rest(db: &Db, mut after: Cursor) -> Vec<Event> {
    let mut all = Vec::new();
    loop {
        let more = page(db, after).await;
        let Some(last) = more.last() else { return all };
        after = last.cursor;
        all.extend(more);
    }
}

/// As many events after a place as there are to be, and all there are then. Other tests hold transactions open in databases of the
/// same cluster, and any of them hides what is younger.
async fn seen(db: &Db, after: Cursor, count: usize) -> Vec<Event> {
    let began = std::time::Instant::now();
    loop {
        let events = rest(db, after).await;
        if events.len() >= count || began.elapsed() > PATIENCE {
            return events;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn a_reader_beside_writers_sees_each_event_once_and_each_entity_in_order(place: Place) {
    const EVENTS: usize = 500;
    let other = match place.db.engine() {
        Engine::Postgres => place.second_node().await,
        Engine::Sqlite => place.db.clone(),
    };
    let writers = (0..4_u64).map(|writer| {
        let db = if writer % 2 == 0 { place.db.clone() } else { other.clone() };
        tokio::spawn(async move {
            for n in 0..EVENTS as u64 / 4 {
                let number = (n * 7 + writer) % 9;
                db.write(changes(number, Change::Put(n as i64), n as i64)).await.unwrap();
            }
        })
    });
    let writing = join_all(writers);
    let db = place.db.clone();
    let reading = async move {
        let (mut seen, mut after, began) = (Vec::new(), Cursor::default(), Instant::now());
        while seen.len() < EVENTS && began.elapsed() < Duration::from_secs(30) {
            for event in page(&db, after).await {
                assert!(event.cursor > after);
                after = event.cursor;
                seen.push(event);
            }
        }
        seen
    };
    let (done, seen) = tokio::join!(writing, reading);
    assert!(done.iter().all(Result::is_ok));
    assert_eq!(seen.len(), EVENTS);
    assert!(rest(&place.db, seen[EVENTS - 1].cursor).await.is_empty(), "nothing twice");
    let mut versions: HashMap<String, i64> = HashMap::new();
    for event in seen {
        let version = versions.entry(event.key.clone()).or_default();
        assert_eq!(event.version, *version + 1, "{}", event.key);
        *version = event.version;
    }
}

async fn versions_of_an_entity_have_no_gaps_over_deletion_and_another_life(place: Place) {
    let all =
        [Change::Put(1), Change::Put(2), Change::Delete, Change::Delete, Change::Put(3), Change::Receipt(1)];
    for change in all {
        place.db.write(changes(1, change, 5)).await.unwrap();
    }
    let versions: Vec<i64> = seen(&place.db, Cursor::default(), 4).await.iter().map(|e| e.version).collect();
    assert_eq!(versions, [1, 2, 3, 4]);
}

async fn an_entity_is_followed_through_all_buckets_of_the_log(place: Place) {
    for n in 1..=9 {
        place.db.write(changes(1, Change::Put(n), n)).await.unwrap();
        place.db.write(changes(2, Change::Put(n), n)).await.unwrap();
        if place.db.engine() == Engine::Sqlite && n % 3 == 0 {
            // As if so many others had happened meanwhile.
            let file = rusqlite::Connection::open(place.file()).unwrap();
            file.execute("UPDATE event SET seq = seq + 70000 WHERE version > ?1 - 2", [n]).unwrap();
        }
    }
    let mut reader = place.db.reader().await.unwrap();
    let mut before = (i64::MAX, i64::MAX);
    let mut versions = Vec::new();
    loop {
        let page = event::history(&mut reader, TENANT, "job", "J-1", before, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        before = (last.version, last.cursor.seq);
        versions.extend(page.iter().map(|event| event.version));
    }
    assert_eq!(versions, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    let undos = event::undos(&mut reader, TENANT, "job", "J-2", 2, 5).await.unwrap();
    assert_eq!(undos.iter().map(|(version, _)| *version).collect::<Vec<_>>(), [3, 4, 5, 6, 7]);
    let made = event::made(&mut reader, TENANT, "job", "J-2", 2, 8).await.unwrap();
    assert_eq!(made.iter().map(|event| event.version).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8]);
    let steps = event::steps(&mut reader, TENANT, "job", "J-1", 3, 7).await.unwrap();
    assert_eq!(steps.iter().map(|step| step.version).collect::<Vec<_>>(), [3, 4, 5, 6, 7]);
}

/// A unit that has a number of its own, then waits, then changes the job.
fn waits_then_changes(
    key: u64,
    entered: oneshot::Sender<()>,
    go: oneshot::Receiver<()>,
) -> crate::place::Does<()> {
    let held = std::sync::Mutex::new(Some((entered, go)));
    unit(key, move |tx: &mut Tx<'_>| {
        let held = held.lock().unwrap().take();
        Box::pin(async move {
            set(tx, "older", 1).await?;
            if let Some((entered, go)) = held {
                entered.send(()).unwrap();
                go.await.map_err(|_| Error::Conflict)?;
            }
            let again = changes(1, Change::Put(2), 2);
            docket_store::Unit::run(&again, tx).await.map(|_| ())
        })
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn an_older_transaction_that_writes_an_entity_later_stands_behind_the_younger_one() {
    let place = postgres().await;
    let other = place.second_node().await;
    let (entered, is_in) = oneshot::channel();
    let (go, gone) = oneshot::channel();
    let older = tokio::spawn({
        let db = place.db.clone();
        async move { db.write(waits_then_changes(0, entered, gone)).await }
    });
    is_in.await.unwrap();
    other.write(changes(1, Change::Put(1), 1)).await.unwrap();
    assert!(rest(&other, Cursor::default()).await.is_empty(), "hidden while the older one runs");
    go.send(()).unwrap();
    older.await.unwrap().unwrap();
    let seen = seen(&other, Cursor::default(), 2).await;
    assert_eq!(seen.iter().map(|event| event.version).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(seen[0].cursor.xid, seen[1].cursor.xid, "the older transaction took the place of the younger");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn an_open_transaction_hides_later_events_until_it_ends_and_nothing_is_skipped() {
    let place = postgres().await;
    place.db.write(changes(1, Change::Put(1), 1)).await.unwrap();
    let (client, wire) = tokio_postgres::connect(&place.options.url, NoTls).await.unwrap();
    tokio::spawn(wire);
    client.batch_execute("BEGIN; SELECT pg_current_xact_id()").await.unwrap();
    for n in 2..20 {
        place.db.write(changes(n, Change::Put(1), n as i64)).await.unwrap();
    }
    let before = seen(&place.db, Cursor::default(), 1).await;
    assert_eq!(before.len(), 1);
    let mut reader = place.db.reader().await.unwrap();
    assert_eq!(event::hidden_since(&mut reader, TENANT).await.unwrap(), 2);
    client.batch_execute("COMMIT").await.unwrap();
    assert_eq!(seen(&place.db, before[0].cursor, 18).await.len(), 18);
    let nothing = event::hidden_since(&mut reader, TENANT).await.unwrap();
    assert_eq!(nothing, 0, "all have been seen, so none is hidden");
}
