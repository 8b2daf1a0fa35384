//! Statements that go out together give each caller what it would have got alone.

use docket_domain::job::Columns;
use docket_store::{Arg, Db, Error, Result, Sql, Tx, job};
use futures_util::future::join_all;

use crate::place::{
    Does, Gate, Place, TENANT, adds, committed, get, on_both, postgres, queue, refused, set, sets, unit,
};

on_both! {
    jobs_of_one_group_and_look_ups_at_one_time_do_not_get_mixed_up
    what_is_added_is_there_for_what_the_unit_asks_next
    an_addition_that_fails_fails_its_unit_alone
    what_a_refused_unit_added_is_not_kept
    changes_of_the_same_row_in_one_group_are_all_done
    a_look_up_that_is_given_up_holds_up_nobody
}

static ADD: Sql =
    Sql::new("test add", "INSERT INTO counter (tenant, name, slot, n) VALUES ($1, $2, 0, $3) {many}");
static MORE: Sql = Sql::new(
    "test more",
    "UPDATE counter SET n = n + $1 WHERE tenant = $2 AND name = $3 AND slot = 0 {many}",
);

/// Documents of a few bytes, and now and then one that is too long to travel with others.
fn document(n: i64) -> Vec<u8> {
    vec![b'a' + (n % 26) as u8; if n % 20 == 7 { 200_000 } else { 10 + n as usize }]
}

fn makes(n: i64) -> Does<()> {
    unit(n as u64, move |tx| Box::pin(make(tx, n)))
}

async fn make(tx: &mut Tx<'_>, n: i64) -> Result<()> {
    let num = format!("J-{n}");
    let before = job::lock(tx, TENANT, &num).await?;
    let columns =
        Columns { status: format!("ß{n}"), planned_start: (n % 3 == 0).then_some(n), ..Columns::default() };
    let alias = (n % 2 == 0).then_some("alias");
    let version = before.as_ref().map_or(1, |row| row.found.version + 1);
    let doc = &document(n)[..];
    let new = job::New { version, hash: -n, now: 1, alias, columns: &columns, words: "", doc };
    match before {
        None => job::insert(tx, TENANT, &num, &new).await,
        Some(row) => {
            assert_eq!((row.found.hash, row.status), (-n, format!("ß{n}")), "the row of another");
            job::update(tx, TENANT, &num, None, &new).await
        }
    }
}

async fn jobs_of_one_group_and_look_ups_at_one_time_do_not_get_mixed_up(place: Place) {
    for round in 1..=2 {
        let gate = Gate::close(&place.db).await;
        let queued: Vec<_> = (0..60).map(|n| queue(&place.db, makes(n))).collect();
        drop(gate);
        let outcomes = join_all(queued).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        let looks = (0..80).map(|n| looks_up(place.db.clone(), n));
        for (n, found) in (0..).zip(join_all(looks).await) {
            let found = found.unwrap().map(|found| (found.version, found.hash, found.doc.to_vec()));
            assert_eq!(found, (n < 60).then(|| (round, -n, document(n))), "job {n}");
        }
    }
    let planned = place.db.snapshot(unit(0, |tx| Box::pin(tx.all(&PLANNED, &[], |row| row.int(0)))));
    assert_eq!(planned.await.unwrap(), (0..60).filter(|n| n % 3 == 0).collect::<Vec<_>>());
}

static PLANNED: Sql = Sql::new(
    "test planned",
    "SELECT planned_start FROM job WHERE planned_start IS NOT NULL ORDER BY planned_start",
);

async fn looks_up(db: Db, n: i64) -> Result<Option<job::Found>> {
    let mut reader = db.reader().await?;
    job::find(&mut reader, TENANT, &format!("J-{n}")).await
}

async fn add(tx: &mut Tx<'_>, name: &str, n: i64) -> Result<()> {
    tx.add(&ADD, &[TENANT.into(), Arg::Text(name), n.into()]).await
}

async fn what_is_added_is_there_for_what_the_unit_asks_next(place: Place) {
    let names = ["a", "b", "c", "d", "e", "f"];
    let gate = Gate::close(&place.db).await;
    let queued: Vec<_> = (0..)
        .zip(names)
        .map(|(key, name)| {
            let adds = unit(key, move |tx: &mut Tx<'_>| {
                Box::pin(async move {
                    add(tx, name, 3).await?;
                    let n = get(tx, name).await?;
                    set(tx, name, n + 1).await
                })
            });
            queue(&place.db, adds)
        })
        .collect();
    drop(gate);
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    for name in names {
        assert_eq!(committed(&place.db, name).await, 4);
    }
}

async fn an_addition_that_fails_fails_its_unit_alone(place: Place) {
    place.db.write(sets(0, "taken", 1)).await.unwrap();
    let gate = Gate::close(&place.db).await;
    let adds = |key, name| queue(&place.db, unit(key, move |tx: &mut Tx<'_>| Box::pin(add(tx, name, 5))));
    let outcomes = [adds(0, "a"), adds(2, "taken"), adds(4, "b")];
    drop(gate);
    let [first, taken, last] = outcomes;
    assert!(first.await.is_ok() && last.await.is_ok());
    assert!(taken.await.is_err());
    for (name, n) in [("a", 5), ("taken", 1), ("b", 5)] {
        assert_eq!(committed(&place.db, name).await, n, "{name}");
    }
}

async fn what_a_refused_unit_added_is_not_kept(place: Place) {
    let gate = Gate::close(&place.db).await;
    let refuses = unit(0, |tx: &mut Tx<'_>| {
        Box::pin(async move {
            add(tx, "a", 1).await?;
            Err::<(), _>(refused())
        })
    });
    let (refuses, other) = (queue(&place.db, refuses), queue(&place.db, sets(2, "b", 1)));
    drop(gate);
    assert!(matches!(refuses.await, Err(Error::Data(_))));
    other.await.unwrap();
    assert_eq!((committed(&place.db, "a").await, committed(&place.db, "b").await), (0, 1));
}

async fn changes_of_the_same_row_in_one_group_are_all_done(place: Place) {
    place.db.write(sets(0, "a", 0)).await.unwrap();
    let more = |key: u64, name: &'static str| {
        unit(key, move |tx: &mut Tx<'_>| {
            Box::pin(async move { tx.run(&MORE, &[Arg::Int(1), TENANT.into(), Arg::Text(name)]).await })
        })
    };
    let gate = Gate::close(&place.db).await;
    let mut queued: Vec<_> = (0..20).map(|n| queue(&place.db, more(n * 2, "a"))).collect();
    queued.push(queue(&place.db, more(50, "nobody")));
    drop(gate);
    let changed: Vec<_> = join_all(queued).await.into_iter().map(Result::unwrap).collect();
    assert_eq!((changed.iter().sum::<u64>(), changed.last()), (20, Some(&0)));
    assert_eq!(committed(&place.db, "a").await, 20);
}

async fn a_look_up_that_is_given_up_holds_up_nobody(place: Place) {
    place.db.write(makes(1)).await.unwrap();
    for _ in 0..50 {
        let looks: Vec<_> = (0..20).map(|_| tokio::spawn(looks_up(place.db.clone(), 1))).collect();
        for given_up in looks.iter().step_by(2) {
            tokio::task::yield_now().await;
            given_up.abort();
        }
        for kept in looks.into_iter().skip(1).step_by(2) {
            assert!(kept.await.unwrap().unwrap().is_some());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_look_up_that_the_server_cannot_take_does_not_spoil_the_others() {
    let place = postgres().await;
    place.db.write(makes(1)).await.unwrap();
    let mut tx = place.db.reader().await.unwrap();
    let wrong = async move { job::find(&mut tx, TENANT, "a\0b").await };
    let looks = join_all((0..30).map(|_| looks_up(place.db.clone(), 1)));
    let (first, wrong, rest) = tokio::join!(looks_up(place.db.clone(), 1), wrong, looks);
    assert!(first.unwrap().is_some() && matches!(wrong, Err(Error::Data(_))));
    assert!(rest.into_iter().all(|found| found.is_ok_and(|found| found.is_some())));
}

static NARROW: Sql = Sql::new(
    "test narrow",
    "INSERT INTO counter (tenant, name, slot, n) VALUES ($1, $2, 0, $3::int4) {many}",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_statement_that_was_never_sent_is_not_committed_around() {
    let place = postgres().await;
    let gate = Gate::close(&place.db).await;
    let narrow = |key, name: &'static str, n: i64| {
        let adds = unit(key, move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                add(tx, name, 1).await?;
                tx.add(&NARROW, &[TENANT.into(), Arg::Text(if n == 1 { "c" } else { "d" }), n.into()]).await
            })
        });
        queue(&place.db, adds)
    };
    let (fits, too_wide) = (narrow(0, "a", 1), narrow(2, "b", i64::MAX));
    drop(gate);
    assert!(fits.await.is_ok());
    assert!(too_wide.await.is_err());
    for (name, n) in [("a", 1), ("c", 1), ("b", 0), ("d", 0)] {
        assert_eq!(committed(&place.db, name).await, n, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn rows_that_two_nodes_lock_together_are_read_as_the_other_left_them() {
    const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let place = postgres().await;
    let other = place.second_node().await;
    for name in NAMES {
        place.db.write(sets(0, name, 0)).await.unwrap();
    }
    for _ in 0..20 {
        let all = (0..)
            .zip(NAMES)
            .flat_map(|(key, name)| [queue(&place.db, adds(key, name)), queue(&other, adds(key, name))]);
        let outcomes = join_all(all.collect::<Vec<_>>()).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }
    for name in NAMES {
        assert_eq!(committed(&other, name).await, 40, "{name}");
    }
}
