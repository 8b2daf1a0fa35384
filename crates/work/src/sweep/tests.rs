use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Instant;

use docket_app::{Clock, Settings};
use docket_domain::job::NoticeKind;
use docket_store::event::{Cursor, New};
use docket_store::token::Token;
use docket_store::{Db, Options, tenant};

use super::*;
use crate::claim::{Again, Claim};

const DAY: i64 = 86_400_000;
const NOW: i64 = 20_000 * DAY;

struct Place {
    app: Arc<App>,
    tenant: TenantId,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("docket.db").display());
        let db = Db::open(&Options::new(url)).await.unwrap();
        let app = App::new(db, Clock::Fixed(Arc::new(AtomicI64::new(NOW))), Settings::default());
        let tenant = app.db.write(Founded).await.unwrap();
        Self { app, tenant, _folder: folder }
    }

    /// One row of each kind, `age` milliseconds old.
    async fn leave(&self, name: &str, age: i64) {
        self.app.db.write(Leave { tenant: self.tenant, name: name.to_owned(), at: NOW - age }).await.unwrap();
        self.app.db.write(Acknowledge(self.tenant)).await.unwrap();
    }

    async fn claim(&self) -> Claimed {
        self.app.db.write(Claim).await.unwrap().expect("work is due")
    }

    async fn events(&self) -> Vec<String> {
        let mut tx = self.app.db.reader().await.unwrap();
        let page = event::page(&mut tx, self.tenant, Cursor::default(), 10_000).await.unwrap();
        page.into_iter().map(|event| event.key).collect()
    }

    async fn tokens(&self) -> Vec<String> {
        let mut tx = self.app.db.reader().await.unwrap();
        let page = token::page(&mut tx, self.tenant, (0, ""), 10_000).await.unwrap();
        page.into_iter().map(|token| token.subject).collect()
    }

    async fn notices(&self) -> Vec<String> {
        let mut tx = self.app.db.reader().await.unwrap();
        let page = notice::after(&mut tx, self.tenant, "t", 0, 10_000).await.unwrap();
        page.into_iter().map(|notice| notice.num).collect()
    }
}

/// A tenant whose sweep is due at once.
pub(super) struct Founded;

impl Unit for Founded {
    type Out = TenantId;
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<TenantId> {
        tenant::create(tx, "default").await?;
        let id = tenant::find(tx, "default").await?.expect("just made");
        due::plan(tx, id, docket_app::tenant::SWEEP, "", 0).await?;
        Ok(id)
    }
}

struct Leave {
    tenant: TenantId,
    name: String,
    at: i64,
}

impl Unit for Leave {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        let new = New {
            entity: "job",
            key: &self.name,
            version: 1,
            name: "JOB.created",
            at: self.at,
            actor: "test",
            source: "api",
            depth: 0,
            data: None,
            undo: Some(b"null"),
            snapshot: None,
        };
        event::append(tx, self.tenant, 0, &new).await?;
        for acknowledged in [true, false] {
            let num = format!("{}-{acknowledged}", self.name);
            notice::send(tx, self.tenant, "t", NoticeKind::Dispatch, &num, 1, self.at);
        }
        idempotency::claim(tx, self.tenant, self.name.as_bytes(), b"request", self.at).await?;
        let token = Token {
            id: self.name.clone(),
            tenant: self.tenant,
            subject: self.name.clone(),
            rights: Some("all".to_owned()),
            created: self.at - 1,
            expires: self.at,
            revoked: None,
            scope: None,
        };
        token::insert(tx, &token).await
    }
}

/// Acknowledges what is named so, each at its own time.
struct Acknowledge(TenantId);

impl Unit for Acknowledge {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        for notice in notice::after(tx, self.0, "t", 0, 10_000).await? {
            if notice.num.ends_with("-true") {
                notice::ack(tx, self.0, "t", notice.n, notice.created).await?;
            }
        }
        Ok(())
    }
}

/// Whether an idempotency key is still known.
struct Knows(TenantId, &'static str);

impl Unit for Knows {
    type Out = bool;
    type Error = Error;

    fn key(&self) -> u64 {
        0
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool> {
        let claim = idempotency::claim(tx, self.0, self.1.as_bytes(), b"request", NOW).await?;
        Ok(matches!(claim, idempotency::Claim::Answered { .. }))
    }
}

fn going() -> (watch::Sender<bool>, watch::Receiver<bool>) {
    watch::channel(false)
}

#[tokio::test(flavor = "multi_thread")]
async fn old_rows_go_and_young_ones_and_unacknowledged_notices_stay() {
    let place = Place::new().await;
    place.leave("old", 400 * DAY).await;
    place.leave("young", 60_000).await;
    let (_tell, stop) = going();
    let work = place.claim().await;
    // The old event, the old acknowledged notice, the old key, the old token.
    assert_eq!(sweep(&place.app, &stop, &work).await.unwrap(), Sweep::Done(4));
    assert_eq!(place.events().await, ["young"]);
    assert_eq!(place.notices().await, ["old-false", "young-true", "young-false"]);
    assert_eq!(place.tokens().await, ["young"]);
    assert!(!place.app.db.write(Knows(place.tenant, "old")).await.unwrap());
    assert!(place.app.db.write(Knows(place.tenant, "young")).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn more_old_events_than_one_bite_all_go_but_the_newest_stays() {
    let place = Place::new().await;
    let leaving = (0..1_203).map(|i| {
        let leave = Leave { tenant: place.tenant, name: format!("e{i}"), at: NOW - 400 * DAY };
        let db = place.app.db.clone();
        tokio::spawn(async move { db.write(leave).await })
    });
    for left in leaving.collect::<Vec<_>>() {
        left.await.unwrap().unwrap();
    }
    place.app.db.write(Acknowledge(place.tenant)).await.unwrap();
    let newest = place.events().await.pop();
    let (_tell, stop) = going();
    let work = place.claim().await;
    let swept = sweep(&place.app, &stop, &work).await.unwrap();
    assert_eq!(swept, Sweep::Done(1_202 + 3 * 1_203));
    assert_eq!(place.events().await, newest.into_iter().collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_claim_neither_deletes_nor_completes() {
    let place = Place::new().await;
    place.leave("old", 400 * DAY).await;
    place.leave("young", 0).await;
    let stale = place.claim().await;
    assert!(place.app.db.write(Again { work: stale.clone(), delay: 0 }).await.unwrap());
    let newer = place.claim().await;
    assert!(newer.fence > stale.fence);
    let (_tell, stop) = going();
    assert_eq!(sweep(&place.app, &stop, &stale).await.unwrap(), Sweep::Lost);
    assert_eq!(place.events().await, ["old", "young"]);
    assert!(!place.app.db.write(Again { work: stale, delay: 0 }).await.unwrap());
    assert!(place.app.db.write(Again { work: newer, delay: 0 }).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loop_does_what_is_due_plans_it_anew_and_stops_promptly() {
    let place = Place::new().await;
    place.leave("old", 400 * DAY).await;
    place.leave("young", 0).await;
    let (tell, stop) = going();
    let running = crate::start(place.app.clone(), stop);
    let began = Instant::now();
    while place.events().await != ["young"] || next(&place).await < EVERY - 60_000 {
        assert!(began.elapsed().as_secs() < 20, "the sweep did not happen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let told = Instant::now();
    tell.send(true).unwrap();
    running.await.unwrap();
    assert!(told.elapsed().as_secs() < 2);
}

async fn next(place: &Place) -> i64 {
    let mut tx = place.app.db.reader().await.unwrap();
    due::next(&mut tx).await.unwrap().expect("the sweep is planned for ever")
}
