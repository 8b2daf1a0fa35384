//! Forgetting what is older than it needs to be, in small bites so that writers hardly notice.

mod files;

use std::time::Duration;

use docket_app::App;
use docket_domain::tenant::TenantId;
use docket_store::due::{self, Claimed};
use docket_store::{Error, Result, Tx, Unit, event, idempotency, mail, notice, notification, oauth, token};
use tokio::sync::watch;

use crate::claim::LEASE;

/// How long after a sweep the next one falls due, in milliseconds.
pub(crate) const EVERY: i64 = 600_000;
/// Rows that one unit of work deletes at most.
const BITE: i64 = 500;
/// What writers get between two bites.
const BREATH: Duration = Duration::from_millis(10);
/// How long a token is remembered after it expired, in milliseconds: its bearer is told so for this long.
const EXPIRED_TOKENS: i64 = 86_400_000;
/// How long mail that was sent is remembered, in milliseconds: as long it is not sent again under the same key.
const SENT_MAIL: i64 = 7 * 86_400_000;

/// How a sweep ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sweep {
    /// Nothing old is left; so many rows went.
    Done(u64),
    /// The server stops.
    Stopped,
    /// The claim ran out, another node has it.
    Lost,
}

/// What is forgotten.
#[derive(Debug, Clone, Copy)]
enum Rows {
    Events,
    Notices,
    Idempotency,
    Tokens,
    Codes,
    Families,
    Notifications,
    Mail,
}

/// Forgets everything of a tenant that is older than the settings say.
pub(crate) async fn sweep(app: &App, stop: &watch::Receiver<bool>, work: &Claimed) -> Result<Sweep> {
    let kept = app.settings.retention;
    let mut gone = 0;
    for (rows, age) in [
        (Rows::Events, kept.events),
        (Rows::Notices, kept.notices),
        (Rows::Idempotency, kept.idempotency),
        (Rows::Tokens, EXPIRED_TOKENS),
        (Rows::Codes, EXPIRED_TOKENS),
        (Rows::Families, EXPIRED_TOKENS),
        (Rows::Notifications, kept.notifications),
        (Rows::Mail, SENT_MAIL),
    ] {
        let before = app.clock.now().saturating_sub(age);
        loop {
            if *stop.borrow() {
                return Ok(Sweep::Stopped);
            }
            match app.db.write(Bite { work: work.clone(), rows, before }).await? {
                None => return Ok(Sweep::Lost),
                Some(0) => break,
                Some(count) => gone += count,
            }
            tokio::time::sleep(BREATH).await;
        }
    }
    Ok(match files::sweep(app, stop, work).await? {
        Sweep::Done(files) => Sweep::Done(gone + files),
        ended => ended,
    })
}

/// Deletes some rows under a claim and renews it; `None` if it no longer held, and then nothing was deleted.
struct Bite {
    work: Claimed,
    rows: Rows,
    before: i64,
}

impl Unit for Bite {
    type Out = Option<u64>;
    type Error = Error;

    fn key(&self) -> u64 {
        1
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<u64>> {
        if !due::again(tx, &self.work, LEASE).await? {
            return Ok(None);
        }
        self.forget(tx, self.work.tenant).await.map(Some)
    }
}

impl Bite {
    async fn forget(&self, tx: &mut Tx<'_>, tenant: TenantId) -> Result<u64> {
        match self.rows {
            Rows::Events => {
                let newest = event::newest(tx, tenant).await?;
                event::forget(tx, tenant, self.before, newest, BITE).await
            }
            Rows::Notices => notice::forget(tx, tenant, self.before, BITE).await,
            Rows::Idempotency => idempotency::forget(tx, tenant, self.before, BITE).await,
            Rows::Tokens => token::forget(tx, self.before, BITE).await,
            Rows::Codes => oauth::code::forget(tx, self.before, BITE).await,
            Rows::Families => oauth::family::forget(tx, self.before, BITE).await,
            Rows::Notifications => notification::forget(tx, tenant, self.before, BITE).await,
            Rows::Mail => mail::forget(tx, tenant, self.before, BITE).await,
        }
    }
}

#[cfg(test)]
mod tests;
