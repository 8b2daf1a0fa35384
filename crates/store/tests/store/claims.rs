//! Due work: claimed by one at a time, completed by the newest claim only.

use std::collections::HashSet;

use docket_domain::tenant::TenantId;
use docket_store::due::{self, Claimed};
use docket_store::{Db, Engine};

use crate::place::{Place, TENANT, on_both, unit};

on_both! {
    claims_are_exclusive_and_bounded
    a_claim_that_ran_out_is_claimed_again_and_the_old_one_is_refused
    planning_twice_keeps_the_first_plan
}

async fn plan(db: &Db, tenant: TenantId, key: String, delay: i64) {
    db.write(unit(1, move |tx| {
        let key = key.clone();
        Box::pin(async move { due::plan(tx, tenant, "test", &key, delay).await })
    }))
    .await
    .unwrap();
}

async fn claim(db: &Db, key: u64, lease: i64, limit: i64) -> Vec<Claimed> {
    db.write(unit(key, move |tx| Box::pin(due::claim(tx, lease, limit)))).await.unwrap()
}

async fn done(db: &Db, work: &Claimed) -> bool {
    let work = work.clone();
    let done = unit(1, move |tx| {
        let work = work.clone();
        Box::pin(async move { due::done(tx, &work).await })
    });
    db.write(done).await.unwrap()
}

async fn claims_are_exclusive_and_bounded(place: Place) {
    for n in 0..60 {
        plan(&place.db, TenantId(n % 3), format!("due {n}"), -1000 - n).await;
        plan(&place.db, TenantId(n % 3), format!("later {n}"), 100_000).await;
    }
    let other = match place.db.engine() {
        Engine::Postgres => place.second_node().await,
        Engine::Sqlite => place.db.clone(),
    };
    let (mut seen, mut claims) = (HashSet::new(), 0);
    for round in 0..12 {
        let (ours, theirs, more) = tokio::join!(
            claim(&place.db, round, 60_000, 3),
            claim(&other, round, 60_000, 3),
            claim(&other, round + 1, 60_000, 3)
        );
        for got in [ours, theirs, more] {
            assert!(got.len() <= 3, "a claim is bounded: {}", got.len());
            claims += got.len();
            seen.extend(got.into_iter().map(|work| work.key));
        }
    }
    assert_eq!((claims, seen.len()), (60, 60));
    assert!(seen.iter().all(|key| key.starts_with("due")));
}

async fn a_claim_that_ran_out_is_claimed_again_and_the_old_one_is_refused(place: Place) {
    plan(&place.db, TENANT, "a".to_owned(), 0).await;
    let first = claim(&place.db, 0, 30, 10).await.remove(0);
    let mut second = Vec::new();
    while second.is_empty() {
        second = claim(&place.db, 0, 60_000, 10).await;
    }
    let second = second.remove(0);
    assert_eq!(second.fence, first.fence + 1);
    let (old, new) = (first.clone(), second.clone());
    let again = |work: Claimed| {
        unit(0, move |tx| {
            let work = work.clone();
            Box::pin(async move { due::again(tx, &work, 0).await })
        })
    };
    assert!(!done(&place.db, &first).await);
    assert!(!place.db.write(again(old)).await.unwrap());
    assert!(place.db.write(again(new)).await.unwrap());
    let third = claim(&place.db, 0, 60_000, 10).await.remove(0);
    assert_eq!(third.fence, second.fence + 1, "the fence never starts over");
    assert!(!done(&place.db, &second).await && done(&place.db, &third).await);
    assert!(!done(&place.db, &third).await);
}

async fn planning_twice_keeps_the_first_plan(place: Place) {
    plan(&place.db, TENANT, "a".to_owned(), 50_000).await;
    plan(&place.db, TENANT, "a".to_owned(), 0).await;
    let mut reader = place.db.reader().await.unwrap();
    let next = due::next(&mut reader).await.unwrap().unwrap();
    assert!((40_000..=50_000).contains(&next), "{next}");
    assert!(claim(&place.db, 0, 1, 10).await.is_empty());
}
