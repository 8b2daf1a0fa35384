//! Waking: after the commit, not before, and on every node.

use std::time::Duration;

use docket_store::{Db, Topic};
use futures_util::FutureExt;
use tokio::time::timeout;

use crate::jobs::{Change, changes};
use crate::place::{Gate, Place, TENANT, on_both, postgres, queue, refused, unit};

on_both! {
    who_waits_is_woken_after_the_commit_and_finds_what_was_written
    a_refused_unit_wakes_nobody
}

const SOON: Duration = Duration::from_secs(1);

async fn newest(db: &Db) -> i64 {
    let mut reader = db.reader().await.unwrap();
    docket_store::job::find(&mut reader, TENANT, "J-1").await.unwrap().map_or(0, |job| job.version)
}

async fn who_waits_is_woken_after_the_commit_and_finds_what_was_written(place: Place) {
    let mut log = place.db.signals().subscribe(Topic::Log(TENANT));
    let mut notices = place.db.signals().subscribe(Topic::Notices(TENANT, "tech-1".to_owned()));
    let mut others = place.db.signals().subscribe(Topic::Notices(TENANT, "tech-2".to_owned()));
    // What PostgreSQL says when it begins to listen wakes everybody once.
    tokio::time::sleep(Duration::from_millis(300)).await;
    for waiting in [&mut log, &mut notices, &mut others] {
        waiting.mark_unchanged();
    }
    let gate = Gate::close(&place.db).await;
    let written = queue(&place.db, changes(1, Change::Put(1), 1));
    assert!(log.changed().now_or_never().is_none(), "not before the commit");
    drop(gate);
    timeout(SOON, log.changed()).await.unwrap().unwrap();
    assert_eq!(newest(&place.db).await, 1);
    timeout(SOON, notices.changed()).await.unwrap().unwrap();
    written.await.unwrap();
    assert!(!others.has_changed().unwrap(), "another technician is left alone");
}

async fn a_refused_unit_wakes_nobody(place: Place) {
    let mut log = place.db.signals().subscribe(Topic::Log(TENANT));
    tokio::time::sleep(Duration::from_millis(300)).await;
    log.mark_unchanged();
    let refuses = unit(0, |tx| {
        Box::pin(async move {
            tx.wake(Topic::Log(TENANT));
            Err::<(), _>(refused())
        })
    });
    assert!(place.db.write(refuses).await.is_err());
    assert!(!log.has_changed().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn another_node_is_woken_within_a_second() {
    let place = postgres().await;
    let other = place.second_node().await;
    let name = "O'Hara\\ü";
    for topic in [Topic::Log(TENANT), Topic::Notices(TENANT, name.to_owned())] {
        let mut waiting = other.signals().subscribe(topic.clone());
        tokio::time::sleep(Duration::from_millis(300)).await;
        waiting.mark_unchanged();
        let wakes = unit(0, move |tx| {
            let topic = topic.clone();
            Box::pin(async move {
                tx.wake(topic);
                Ok(())
            })
        });
        place.db.write(wakes).await.unwrap();
        timeout(SOON, waiting.changed()).await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn more_topics_than_one_message_holds_wake_everybody() {
    let place = postgres().await;
    let other = place.second_node().await;
    let mut waiting = other.signals().subscribe(Topic::Notices(TENANT, "tech-999".to_owned()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    waiting.mark_unchanged();
    let wakes = unit(0, |tx| {
        Box::pin(async move {
            for n in 0..1000 {
                tx.wake(Topic::Notices(TENANT, format!("tech-{n}")));
            }
            Ok(())
        })
    });
    place.db.write(wakes).await.unwrap();
    timeout(SOON, waiting.changed()).await.unwrap().unwrap();
}
