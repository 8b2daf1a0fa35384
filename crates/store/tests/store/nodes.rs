//! Several nodes on one PostgreSQL.

use std::time::{Duration, Instant};

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_domain::master::{Key, Kind};
use docket_store::{Db, Error, Tx, entity, master};
use futures_util::future::join_all;
use tokio_postgres::NoTls;

use crate::jobs::{Change, changes};
use crate::place::{Does, Gate, TENANT, adds, bare_row, committed, get, postgres, queue, set, sets, unit};

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn increments_of_one_row_by_two_nodes_all_survive() {
    let place = postgres().await;
    let other = place.second_node().await;
    place.db.write(sets(0, "a", 0)).await.unwrap();
    // Different keys: nothing but the row lock keeps the units apart.
    let all = (0..200).map(|n| queue(if n % 2 == 0 { &place.db } else { &other }, adds(n, "a")));
    let outcomes = join_all(all.collect::<Vec<_>>()).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(committed(&other, "a").await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn units_of_one_group_that_want_the_same_row_do_not_overwrite_each_other() {
    let place = postgres().await;
    place.db.write(sets(0, "a", 0)).await.unwrap();
    let gate = Gate::close(&place.db).await;
    let queued: Vec<_> = (0..40).map(|n| queue(&place.db, adds(n * 2, "a"))).collect();
    drop(gate);
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    assert_eq!(committed(&place.db, "a").await, 40);
}

/// Does something with the entity that all of these tests are about.
fn with_entity(key: u64, rests: bool) -> Does<bool> {
    unit(key, move |tx: &mut Tx<'_>| {
        Box::pin(async move {
            let kind = EntityType::Customer;
            let found = if rests {
                entity::hold(tx, TENANT, kind, "c").await?
            } else {
                entity::lock(tx, TENANT, kind, "c").await?
            };
            let found = found.filter(|found| !found.deleted);
            let n = get(tx, &format!("below {key}")).await?;
            match &found {
                Some(_) if rests => set(tx, &format!("below {key}"), n + 1).await?,
                Some(found) => entity::delete(tx, TENANT, found, 1).await?,
                None => {}
            }
            Ok(found.is_some())
        })
    })
}

async fn entity_made(db: &Db) {
    let makes = unit(0, |tx: &mut Tx<'_>| {
        Box::pin(async move {
            let refs = Refs::default();
            let new = bare_row(&refs, "c", b"{}");
            entity::insert(tx, TENANT, EntityType::Customer, "c", 1, &new).await
        })
    });
    db.write(makes).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn many_units_of_one_group_rest_on_one_entity() {
    let place = postgres().await;
    entity_made(&place.db).await;
    let gate = Gate::close(&place.db).await;
    let queued: Vec<_> = (0..40).map(|n| queue(&place.db, with_entity(n * 2, true))).collect();
    drop(gate);
    assert!(join_all(queued).await.into_iter().all(Result::unwrap));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn what_rests_on_an_entity_and_its_deletion_in_one_group_follow_each_other() {
    let place = postgres().await;
    entity_made(&place.db).await;
    let gate = Gate::close(&place.db).await;
    let queued: Vec<_> = (0..20).map(|n| queue(&place.db, with_entity(n * 2, n != 10))).collect();
    drop(gate);
    let found: Vec<bool> = join_all(queued).await.into_iter().map(Result::unwrap).collect();
    let after: Vec<bool> = (0..20).map(|n| n <= 10).collect();
    assert_eq!(found, after, "those behind the deletion find nothing");
}

/// Locks two rows in the order given, a moment apart, and adds to both.
fn adds_both(key: u64, first: &'static str, second: &'static str) -> Does<()> {
    unit(key, move |tx: &mut Tx<'_>| {
        Box::pin(async move {
            let n = get(tx, first).await?;
            set(tx, first, n + 1).await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
            let n = get(tx, second).await?;
            set(tx, second, n + 1).await
        })
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_deadlock_between_two_nodes_is_tried_again() {
    let place = postgres().await;
    let other = place.second_node().await;
    for name in ["a", "b"] {
        place.db.write(sets(0, name, 0)).await.unwrap();
    }
    let (ours, theirs) =
        tokio::join!(place.db.write(adds_both(0, "a", "b")), other.write(adds_both(0, "b", "a")));
    assert!(ours.is_ok() && theirs.is_ok(), "{ours:?} {theirs:?}");
    assert_eq!((committed(&other, "a").await, committed(&other, "b").await), (2, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn two_nodes_that_make_the_same_job_make_two_versions_of_it() {
    let place = postgres().await;
    let other = place.second_node().await;
    for number in 0..30 {
        let put = || changes(number, Change::Put(1), 1);
        let (ours, theirs) = tokio::join!(place.db.write(put()), other.write(put()));
        let mut versions = [ours.unwrap(), theirs.unwrap()];
        versions.sort_unstable();
        assert_eq!(versions, [1, 2], "job {number}");
    }
}

/// Stores the next version of an account.
fn puts_account(num: String) -> Does<i64> {
    unit(1, move |tx: &mut Tx<'_>| {
        let num = num.clone();
        Box::pin(async move {
            let key = Key { first: num, second: String::new() };
            let before = master::lock(tx, TENANT, Kind::Account, &key).await?;
            let version = before.map_or(1, |row| row.found.version + 1);
            let (words, doc) = ("words", &b"{}"[..]);
            let new = master::New { version, hash: 1, deleted: false, now: 1, words, doc };
            master::put(tx, TENANT, Kind::Account, &key, &new).await.map(|()| version)
        })
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn two_nodes_that_make_the_same_account_make_two_versions_of_it() {
    let place = postgres().await;
    let other = place.second_node().await;
    for number in 0..30 {
        let put = || puts_account(format!("A-{number}"));
        let (ours, theirs) = tokio::join!(place.db.write(put()), other.write(put()));
        let mut versions = [ours.unwrap(), theirs.unwrap()];
        versions.sort_unstable();
        assert_eq!(versions, [1, 2], "account {number}");
    }
}

/// Ends every connection to a database but the one that asks.
async fn cut(url: &str) {
    let (client, wire) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(wire);
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    client.batch_execute(cut).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn after_the_server_ends_all_connections_work_goes_on() {
    let place = postgres().await;
    let looks = |db: Db| async move { db.snapshot(unit(0, |tx| Box::pin(get_unlocked(tx)))).await };
    place.db.write(sets(0, "a", 1)).await.unwrap();
    looks(place.db.clone()).await.unwrap();
    cut(&place.options.url).await;
    for key in 0..4 {
        place.db.write(sets(key, "a", 2)).await.unwrap();
        assert_eq!(looks(place.db.clone()).await.unwrap(), 2);
    }
}

async fn get_unlocked(tx: &mut Tx<'_>) -> docket_store::Result<i64> {
    docket_store::counter::read(tx, TENANT, "a").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_connection_cut_inside_a_unit_refuses_it_and_what_shares_its_commit_and_leaves_nothing() {
    let place = postgres().await;
    let url = place.options.url.clone();
    let cuts = unit(0, move |tx: &mut Tx<'_>| {
        let url = url.clone();
        Box::pin(async move {
            set(tx, "a", 1).await?;
            cut(&url).await;
            set(tx, "b", 1).await
        })
    });
    let gate = Gate::close(&place.db).await;
    let all = [queue(&place.db, cuts), queue(&place.db, sets(2, "c", 1)), queue(&place.db, sets(4, "d", 1))];
    drop(gate);
    let outcomes = join_all(all).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(Error::Unavailable(_)))), "{outcomes:?}");
    for name in ["a", "b", "c", "d"] {
        assert_eq!(committed(&place.db, name).await, 0, "{name}");
    }
    place.db.write(sets(0, "a", 3)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_row_that_a_stranger_holds_refuses_its_unit_alone_and_in_time() {
    let place = postgres().await;
    place.db.write(sets(0, "a", 1)).await.unwrap();
    let (client, wire) = tokio_postgres::connect(&place.options.url, NoTls).await.unwrap();
    tokio::spawn(wire);
    client.batch_execute("BEGIN; SELECT * FROM counter WHERE name = 'a' FOR UPDATE").await.unwrap();
    let began = Instant::now();
    let gate = Gate::close(&place.db).await;
    let (held, free) = (queue(&place.db, adds(0, "a")), queue(&place.db, adds(2, "b")));
    drop(gate);
    assert!(matches!(held.await, Err(Error::Unavailable(_))));
    assert_eq!(free.await.unwrap(), 1);
    assert!(began.elapsed() < Duration::from_secs(12));
}
