//! Files that nobody uses any more: uploads that went on for too long, pieces that lead nowhere, contents without a use.

use docket_app::App;
use docket_app::file::upload::KEPT;
use docket_store::content::Condemned;
use docket_store::due::{self, Claimed};
use docket_store::{Error, Result, Tx, Unit, content, upload};
use tokio::sync::watch;

use super::Sweep;
use crate::claim::LEASE;

/// How many files one unit of work lets go at most.
const BITE: i64 = 100;
/// How many senders of old pieces are looked at in one sweep.
const SENDERS: usize = 10_000;
/// How long a content is kept without a use, in milliseconds. A file that is on its way in has none yet.
const UNUSED: i64 = 86_400_000;

/// Lets go of all files of a tenant that nobody uses. Where files are kept may be out of reach; then they wait for the next sweep.
pub(super) async fn sweep(app: &App, stop: &watch::Receiver<bool>, work: &Claimed) -> Result<Sweep> {
    let now = app.clock.now();
    let mut gone = 0;
    for letting_go in [Go::Uploads(now.saturating_sub(KEPT)), Go::Contents(now.saturating_sub(UNUSED))] {
        loop {
            if *stop.borrow() {
                return Ok(Sweep::Stopped);
            }
            let bite = Bite { work: work.clone(), letting_go, now };
            let Some(let_go) = app.db.write(bite).await? else { return Ok(Sweep::Lost) };
            if let_go.len() == 0 {
                break;
            }
            gone += let_go.len() as u64;
            if let Err(error) = remove(app, work, let_go).await {
                tracing::warn!(%error, tenant = work.tenant.0, "files cannot be removed");
                return Ok(Sweep::Done(gone));
            }
        }
    }
    if let Err(error) = remove_pieces(app, work, now.saturating_sub(UNUSED)).await {
        tracing::warn!(%error, tenant = work.tenant.0, "pieces of files cannot be removed");
    }
    Ok(Sweep::Done(gone))
}

/// What goes, and what is younger stays, in milliseconds.
#[derive(Debug, Clone, Copy)]
enum Go {
    Uploads(i64),
    Contents(i64),
}

/// What was let go and is to be removed.
#[derive(Debug)]
enum LetGo {
    Uploads(Vec<String>),
    Contents(Vec<Condemned>),
}

impl LetGo {
    fn len(&self) -> usize {
        match self {
            Self::Uploads(ids) => ids.len(),
            Self::Contents(contents) => contents.len(),
        }
    }
}

/// Lets go of rows under a claim and renews it: what is to be removed; `None` if the claim no longer held.
struct Bite {
    work: Claimed,
    letting_go: Go,
    now: i64,
}

impl Unit for Bite {
    type Out = Option<LetGo>;
    type Error = Error;

    fn key(&self) -> u64 {
        1
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<LetGo>> {
        if !due::again(tx, &self.work, LEASE).await? {
            return Ok(None);
        }
        let tenant = self.work.tenant;
        match self.letting_go {
            Go::Uploads(before) => {
                let old = upload::old(tx, tenant, before, BITE).await?;
                for id in &old {
                    if let Some(row) = upload::lock(tx, tenant, id).await?.filter(|row| row.held == 0) {
                        upload::delete(tx, tenant, id, &row, self.now).await?;
                    }
                }
                Ok(Some(LetGo::Uploads(old)))
            }
            Go::Contents(before) => {
                content::condemn(tx, tenant, before, BITE).await?;
                Ok(Some(LetGo::Contents(content::condemned(tx, tenant, BITE).await?)))
            }
        }
    }
}

/// Removes the bytes of what was let go. Whoever is held up here may find that another node has done so meanwhile: names of bytes do
/// not come again, so that nothing is met which has come since.
async fn remove(app: &App, work: &Claimed, let_go: LetGo) -> Result<()> {
    match let_go {
        LetGo::Uploads(ids) => {
            for id in ids {
                app.contents.remove_pieces(work.tenant, &id).await?;
            }
            Ok(())
        }
        LetGo::Contents(contents) => {
            for content in &contents {
                app.contents.remove(work.tenant, &content.object).await?;
            }
            app.db.write(Forget { work: work.clone(), contents }).await
        }
    }
}

/// Forgets contents whose bytes are removed.
struct Forget {
    work: Claimed,
    contents: Vec<Condemned>,
}

impl Unit for Forget {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        1
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        for content in &self.contents {
            content::forget(tx, self.work.tenant, content).await?;
        }
        Ok(())
    }
}

/// Removes pieces that no upload will be made of: a request ended in the middle, or an upload is finished or gone.
async fn remove_pieces(app: &App, work: &Claimed, before: i64) -> Result<()> {
    for of in app.contents.old_pieces(work.tenant, before, SENDERS).await? {
        let row = upload::find(&mut app.db.reader().await?, work.tenant, &of).await?;
        if row.is_none_or(|row| row.sha256.is_some()) {
            app.contents.remove_pieces(work.tenant, &of).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
