//! What all reports of a device have in common: each is done once under the device's own id of it, by the technician who
//! holds the job, or kept for the office when the job was taken away.

use std::future::Future;

use bytes::Bytes;
use docket_domain::job::Number;
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_store::device_action::{self, Answered};
use docket_store::job::{self, Locked};
use docket_store::{Tx, assignment};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{goes_along, is_held_by, late};
use crate::job::{JOB, Kept, missing, stored_object};
use crate::{Change, Error, Op, Result};

/// What a device is told about its report; a repeat is told the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    /// The job.
    pub num: String,
    /// Its newest version.
    pub version: i64,
    /// The entity tag of it, without quotes.
    pub etag: String,
    /// `patch`, or the action.
    pub action: String,
    /// The device's id of the report.
    pub id: String,
    /// The device's time of it.
    pub at: Option<String>,
    /// The server's time of it.
    pub received: String,
    /// The job's `OrderStatus` afterwards.
    pub order_status: String,
    /// What the technician should know, though it was done.
    pub warnings: Vec<String>,
}

/// A report as it came, and what it asks for.
pub(super) struct Sent<W> {
    pub num: Number,
    /// The device's id of it: a UUID in its usual form.
    pub id: String,
    /// `patch`, or the action.
    pub kind: &'static str,
    /// The device's time of it, in milliseconds.
    pub at: Option<i64>,
    /// The body as it came, for the office.
    pub body: Bytes,
    /// What a repeat must agree with.
    pub request: [u8; 32],
    pub work: W,
}

impl<W> Sent<W> {
    /// The same report, asking for something else.
    pub(super) fn asking<V>(self, work: impl FnOnce(W) -> V) -> Sent<V> {
        let Self { num, id, kind, at, body, request, work: before } = self;
        Sent { num, id, kind, at, body, request, work: work(before) }
    }
}

/// A job that the caller holds, under lock.
pub(super) struct Mine<'a> {
    pub num: &'a Number,
    pub row: &'a Locked,
    pub doc: &'a Object,
}

/// What a report made of the job.
pub(super) struct Made {
    pub kept: Kept,
    /// The `OrderStatus` afterwards.
    pub status: String,
}

/// What one kind of report does to a job that the caller holds.
pub(super) trait Work: Send + Sync + Sized + 'static {
    /// Decides and writes.
    fn run(
        &self,
        op: &Op,
        tx: &mut Tx<'_>,
        sent: &Sent<Self>,
        mine: &Mine<'_>,
    ) -> impl Future<Output = Result<Made>> + Send;

    /// What is done besides when the report came too late and is kept for the office.
    fn late(&self, op: &Op, tx: &mut Tx<'_>) -> impl Future<Output = Result<()>> + Send {
        let _ = (op, tx);
        std::future::ready(Ok(()))
    }
}

/// How a report ended; either is kept, and a repeat ends the same.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Outcome {
    Done(Answer),
    Recalled,
}

/// Files a report.
pub(super) async fn file<W: Work>(op: &Op, sent: Sent<W>) -> Result<Answer> {
    match op.write(sent).await? {
        Outcome::Done(answer) => Ok(answer),
        Outcome::Recalled => {
            let detail = "the job is no longer assigned to you; the report was kept for the office";
            Err(Error::Conflict("recalled", detail.to_owned()))
        }
    }
}

impl<W: Work> Change for Sent<W> {
    type Out = Outcome;

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Outcome> {
        let row = job::lock(tx, op.tenant(), self.num.as_str()).await?.ok_or_else(|| missing(&self.num))?;
        if let Some(first) = device_action::find(tx, op.tenant(), self.num.as_str(), &self.id).await? {
            return self.repeat(op, &first);
        }
        let doc = if row.deleted { None } else { Some(stored_object(&row.found.doc)?) };
        let outcome = match doc.as_ref().filter(|doc| is_held_by(doc, op.actor())) {
            Some(doc) => {
                op.if_match.check(Some(row.found.version))?;
                let mine = Mine { num: &self.num, row: &row, doc };
                let made = self.work.run(op, tx, self, &mine).await?;
                Outcome::Done(self.answer(op, made))
            }
            None => {
                self.check_was_held(op, tx, doc.as_ref()).await?;
                self.work.late(op, tx).await?;
                late::keep(op, tx, &row, self).await?;
                Outcome::Recalled
            }
        };
        self.remember(op, tx, &outcome).await?;
        Ok(outcome)
    }
}

impl<W: Work> Sent<W> {
    fn repeat(&self, op: &Op, first: &Answered) -> Result<Outcome> {
        if first.user != op.actor() || first.request[..] != self.request {
            return Err(Error::KeyReused);
        }
        serde_json::from_slice(&first.answer).map_err(|e| Error::internal(e.to_string()))
    }

    async fn remember(&self, op: &Op, tx: &mut Tx<'_>, outcome: &Outcome) -> Result<()> {
        let answer = serde_json::to_vec(outcome).map_err(|e| Error::internal(e.to_string()))?;
        let answered = Answered {
            user: op.actor().to_owned(),
            request: self.request.to_vec().into(),
            answer: answer.into(),
        };
        let num = self.num.as_str();
        Ok(device_action::insert(tx, op.tenant(), num, &self.id, &answered, op.now).await?)
    }

    /// Lets pass who held the job before; a helper learns that it is not theirs to change, a stranger nothing.
    async fn check_was_held(&self, op: &Op, tx: &mut Tx<'_>, doc: Option<&Object>) -> Result<()> {
        if assignment::held(tx, op.tenant(), self.num.as_str(), op.actor()).await? {
            return Ok(());
        }
        if doc.is_some_and(|doc| goes_along(doc, op.actor())) {
            let detail = "the job is assigned to another technician; you can read it, not change it";
            return Err(Error::NotAllowed(detail.to_owned()));
        }
        Err(missing(&self.num))
    }

    fn answer(&self, op: &Op, made: Made) -> Answer {
        Answer {
            num: self.num.as_str().to_owned(),
            version: made.kept.version,
            etag: made.kept.tag,
            action: self.kind.to_owned(),
            id: self.id.clone(),
            at: self.at.map(format_ms),
            received: format_ms(op.now),
            order_status: made.status,
            warnings: made.kept.warnings,
        }
    }
}

/// Reads the device's id of a report.
pub(super) fn read_id(text: &str) -> Option<String> {
    Uuid::try_parse(text).ok().map(|id| id.hyphenated().to_string())
}

/// The fingerprint of a report: its kind, its time and its body; spaces between the body's tokens don't count.
pub(super) fn fingerprint(kind: &str, at: Option<i64>, body: &Object) -> Result<[u8; 32]> {
    let body = serde_json::to_vec(body).map_err(|e| Error::internal(e.to_string()))?;
    let mut hash = Sha256::new();
    hash.update(kind);
    hash.update([0]);
    hash.update(at.map_or_else(String::new, |at| at.to_string()));
    hash.update([0]);
    hash.update(body);
    Ok(hash.finalize().into())
}

/// The `OrderStatus` of a document; new when absent.
pub(super) fn status_of(doc: &Object) -> String {
    match doc.get("OrderStatus") {
        Some(Value::String(text)) if !text.is_empty() => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => "1".to_owned(),
    }
}
