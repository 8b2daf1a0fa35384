//! The same history on both engines ends in the same rows.

use docket_domain::job::NoticeKind;
use docket_domain::master::{Key, Kind};
use docket_store::idempotency::{self, Claim};
use docket_store::{
    Db, Result, Tx, assignment, device_action, due, late_report, login, master, notice, role, token,
};
use futures_util::future::join_all;

use crate::dump::{difference, dump};
use crate::jobs::{Change, changes, counted};
use crate::place::{Does, TENANT, postgres, queue, refused, sqlite, unit};

/// Random numbers that a failing history is repeated by (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// A step of a history; what it answers is compared too.
fn step(dice: &mut Dice, now: i64) -> impl Fn() -> Does<i64> + use<> {
    let (what, number, n) = (dice.roll(16), dice.roll(12), dice.roll(1000) as i64);
    move || match what {
        0..=4 => changes(number, Change::Put(n), now),
        5 | 6 => changes(number, Change::Delete, now),
        7 => changes(number, Change::Receipt(n % 3), now),
        _ => unit(1000 + number, move |tx| Box::pin(other(tx, what, number, n, now))),
    }
}

async fn other(tx: &mut Tx<'_>, what: u64, number: u64, n: i64, now: i64) -> Result<i64> {
    let (name, user) = (format!("x-{}", n % 5), format!("tech-{}", n % 4));
    match what {
        8 => put_account(tx, &name, n, now).await,
        9 => claim(tx, number, n, now).await,
        10 => Ok(notice::ack(tx, TENANT, &user, n % 20, now).await?.into()),
        11 => {
            notice::send(tx, TENANT, &user, NoticeKind::Dispatch, &name, n, now);
            assignment::note(tx, TENANT, &name, &user, now).await?;
            Ok(assignment::held(tx, TENANT, &name, "tech-1").await?.into())
        }
        12 => {
            let answered =
                device_action::Answered { user, request: "r".into(), answer: n.to_string().into() };
            let id = (n % 7).to_string();
            match device_action::find(tx, TENANT, &name, &id).await? {
                Some(known) => Ok(known.answer.len() as i64),
                None => device_action::insert(tx, TENANT, &name, &id, &answered, now).await.map(|()| 0),
            }
        }
        13 => {
            let (kind, id) = ("patch".to_owned(), (n % 9).to_string());
            let (at, body) = ((n % 2 == 0).then_some(n), vec![0, 255, n as u8].into());
            let report = late_report::LateReport { num: name, id, user, kind, at, received: now, body };
            Ok(late_report::keep(tx, TENANT, &report).await?.into())
        }
        14 => {
            role::put(tx, TENANT, &name, &user, now).await?;
            login::set_roles(tx, TENANT, &user, &[name.clone(), "other".to_owned()]).await?;
            if n % 3 == 0 { Err(refused()) } else { Ok(role::remove(tx, TENANT, "x-1").await?.into()) }
        }
        _ => {
            due::plan(tx, TENANT, &name, &user, 1_000_000).await?;
            let rights = (n % 2 == 0).then_some(name);
            let (created, expires, revoked) = (now, now + n, None);
            let id = format!("{now}");
            let token = token::Token {
                id,
                tenant: TENANT,
                subject: user.clone(),
                rights,
                created,
                expires,
                revoked,
                scope: None,
            };
            token::insert(tx, &token).await?;
            Ok(token::revoke_sessions(tx, TENANT, &user, now).await? as i64)
        }
    }
}

async fn put_account(tx: &mut Tx<'_>, name: &str, n: i64, now: i64) -> Result<i64> {
    let key = Key { first: name.to_owned(), second: String::new() };
    let before = master::lock(tx, TENANT, Kind::Account, &key).await?;
    let version = before.map_or(1, |row| row.found.version + 1);
    let deleted = n % 4 == 0;
    let new = master::New {
        version,
        hash: n,
        deleted,
        now,
        words: "größe",
        doc: if deleted { b"" } else { b"{}" },
    };
    master::put(tx, TENANT, Kind::Account, &key, &new).await.map(|()| version)
}

async fn claim(tx: &mut Tx<'_>, number: u64, n: i64, now: i64) -> Result<i64> {
    match idempotency::claim(tx, TENANT, &number.to_be_bytes(), b"request", now).await? {
        Claim::First if n % 5 == 0 => Err(refused()),
        Claim::First => {
            idempotency::answer(tx, TENANT, &number.to_be_bytes(), &n.to_be_bytes()).await?;
            Ok(-1)
        }
        Claim::Answered { answer, .. } => Ok(i64::from_be_bytes(answer[..].try_into().unwrap())),
    }
}

/// How many jobs live, and what the counter says.
async fn recount(db: &Db) -> (i64, i64) {
    let counts = unit(0, |tx| {
        Box::pin(async move {
            let mut living = 0;
            for number in 0..12 {
                let found = docket_store::job::find(tx, TENANT, &format!("J-{number}")).await?;
                living += i64::from(found.is_some());
            }
            Ok((living, counted(tx).await?))
        })
    });
    db.snapshot(counts).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_same_history_ends_in_the_same_rows() {
    for seed in [0x5eed_0001_u64, 0x5eed_0002, 0x5eed_0003] {
        let (sqlite, postgres) = (sqlite().await, postgres().await);
        let mut dice = Dice(seed);
        for now in 0..400 {
            let step = step(&mut dice, now);
            let (ours, theirs) = tokio::join!(sqlite.db.write(step()), postgres.db.write(step()));
            assert_eq!(ours.ok(), theirs.ok(), "step {now} of seed {seed:x}");
        }
        let dumps = dump(&sqlite, &postgres);
        assert!(dumps[0].len() > 300, "{}", dumps[0].len());
        assert_eq!(difference(&dumps), [[""; 0]; 2], "seed {seed:x}");
        for db in [&sqlite.db, &postgres.db] {
            let (living, counted) = recount(db).await;
            assert_eq!(living, counted);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn job_changes_in_groups_end_in_the_same_rows_as_one_by_one() {
    let (sqlite, postgres) = (sqlite().await, postgres().await);
    let mut dice = Dice(0x5eed_0004);
    let all: Vec<_> = (0..600)
        .map(|_| {
            (
                dice.roll(12),
                if dice.roll(4) == 0 { Change::Delete } else { Change::Put(dice.roll(900) as i64) },
            )
        })
        .collect();
    for (number, change) in &all {
        sqlite.db.write(changes(*number, *change, 1)).await.unwrap();
    }
    let queued: Vec<_> =
        all.iter().map(|(number, change)| queue(&postgres.db, changes(*number, *change, 1))).collect();
    assert!(join_all(queued).await.iter().all(Result::is_ok));
    // Which job a technician's notice is about depends on the order of different jobs; all else does not.
    let without_notices =
        |rows: Vec<String>| rows.into_iter().filter(|row| !row.starts_with("notice ")).collect();
    let dumps: [Vec<String>; 2] = dump(&sqlite, &postgres).map(without_notices);
    assert_eq!(difference(&dumps), [[""; 0]; 2]);
    let (living, counted) = recount(&postgres.db).await;
    assert_eq!(living, counted);
}
