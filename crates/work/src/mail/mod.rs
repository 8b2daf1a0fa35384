//! Sends the mail that use cases have queued: at least once, under the same Message-ID each time.

mod post;

use std::sync::Arc;
use std::time::Duration;

use docket_app::{App, MailServer};
use docket_store::mail::{self, Claimed};
use docket_store::{Error, Result, Tx, Unit};
use tokio::sync::watch;

use post::{Failed, Post};

/// How long a claim holds, in milliseconds; longer than one try takes.
const LEASE: i64 = 120_000;
/// How often mail is looked for.
const NAP: Duration = Duration::from_secs(1);
/// The longest wait after an error of the database.
const LONGEST: Duration = Duration::from_secs(30);
/// The wait before the second try, in milliseconds; it doubles with each.
const FIRST_WAIT: i64 = 15_000;
/// The longest wait between two tries, in milliseconds.
const LONGEST_WAIT: i64 = 3_600_000;
/// How long a mail is tried, in milliseconds.
const PATIENCE: i64 = 86_400_000;

/// Refuses settings by which no mail could be sent: why, in words.
pub fn check(server: &MailServer) -> Result<(), String> {
    Post::open(server).map(|_| ())
}

/// Sends mail until it is told to stop; nothing without a mail server.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let Some(server) = app.settings.mail.clone() else { return };
    let post = match Post::open(&server) {
        Ok(post) => post,
        Err(error) => return tracing::error!(error, "no mail can be sent"),
    };
    let mut wait = Duration::ZERO;
    while !*stop.borrow() {
        wait = match step(&app, &post).await {
            Ok(true) => Duration::ZERO,
            Ok(false) => NAP,
            Err(error) => {
                tracing::warn!(%error, "mail has to wait");
                (wait * 2).clamp(NAP, LONGEST)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            // An error means that nobody is left who could say stop.
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
}

/// Tries one mail if one is due; whether one was.
async fn step(app: &App, post: &Post) -> Result<bool> {
    let due_in = mail::next(&mut app.db.reader().await?).await?;
    if due_in.is_none_or(|ms| ms > 0) {
        return Ok(false);
    }
    let Some(claimed) = app.db.write(Claim).await? else { return Ok(false) };
    let outcome = match post.send(&claimed).await {
        Ok(()) => Outcome::Done,
        Err(failed) => outcome(app.clock.now(), &claimed, &failed),
    };
    app.db.write(End { claimed, outcome }).await?;
    Ok(true)
}

/// What becomes of a mail that could not be sent.
fn outcome(now: i64, claimed: &Claimed, failed: &Failed) -> Outcome {
    let (tenant, key, tries, error) = (claimed.tenant.0, &claimed.key, claimed.tries, &failed.why);
    let wait = wait_after(tries);
    if failed.for_good || now + wait - claimed.created > PATIENCE {
        tracing::warn!(tenant, key, tries, error, "a mail is given up");
        return Outcome::Done;
    }
    tracing::info!(tenant, key, tries, error, "a mail is tried again later");
    Outcome::Again(wait)
}

/// How long to wait after so many tries, in milliseconds.
fn wait_after(tries: i64) -> i64 {
    let doubled = u32::try_from(tries - 1).ok().and_then(|times| FIRST_WAIT.checked_shl(times.min(20)));
    doubled.unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT)
}

/// Claims one mail that is due, if there is any.
struct Claim;

impl Unit for Claim {
    type Out = Option<Claimed>;
    type Error = Error;

    fn key(&self) -> u64 {
        // Claims of this node follow each other.
        2
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Claimed>> {
        Ok(mail::claim(tx, LEASE, 1).await?.into_iter().next())
    }
}

enum Outcome {
    /// It was sent, or is given up.
    Done,
    /// It is tried again in so many milliseconds.
    Again(i64),
}

/// Notes what became of a claimed mail. A claim that was lost meanwhile is another node's.
struct End {
    claimed: Claimed,
    outcome: Outcome,
}

impl Unit for End {
    type Out = bool;
    type Error = Error;

    fn key(&self) -> u64 {
        2
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool> {
        match self.outcome {
            Outcome::Done => mail::done(tx, &self.claimed).await,
            Outcome::Again(delay) => mail::again(tx, &self.claimed, delay).await,
        }
    }
}

#[cfg(test)]
mod tests;
