//! One step of a visit, as the technician reports it.

use bytes::Bytes;
use docket_domain::Fault;
use docket_domain::action::{self, Action, Refusal, Report};
use docket_domain::job::{Number, Receipt, Said};
use docket_domain::json::parse_object;
use docket_domain::permission::Right;
use docket_domain::time::format_ms;
use docket_store::{Tx, job};
use serde_json::{Value, json};

use super::body;
use super::event::note;
use super::own::{Telling, keep_with};
use super::report::{Answer, Made, Mine, Sent, Work, file, fingerprint, status_of};
use crate::job::{Kept, tag};
use crate::{Error, Op, Result};

/// Reports a step. `body` holds the device's `id` of the report and the time `at`, and what the action needs beside.
///
/// # Errors
/// [`Error::Conflict`] `recalled` if the job was taken away, the report is kept then; `closed` or `out-of-order` if the
/// step does not fit the job; [`Error::NotAllowed`] for a step that the office did not allow, or by a helper.
pub async fn act(op: &Op, num: Number, action: Action, body: Bytes) -> Result<Answer> {
    op.allow(Right::Device)?;
    let object = parse_object(&body)?;
    let read = body::read(action, &object)?;
    let kind = action.as_str();
    let request = fingerprint(kind, None, &object)?;
    let at = Some(read.report.at);
    let work = Act { report: read.report, seen: read.seen };
    file(op, Sent { num, id: read.id, kind, at, body, request, work }).await
}

struct Act {
    report: Report,
    /// For `read`: the version that the technician saw; the newest if they don't say.
    seen: Option<i64>,
}

impl Work for Act {
    async fn run(&self, op: &Op, tx: &mut Tx<'_>, sent: &Sent<Self>, mine: &Mine<'_>) -> Result<Made> {
        let mut after = mine.doc.clone();
        action::apply(&mut after, &self.report).map_err(refused)?;
        let status = status_of(&after);
        let data = self.data(op, sent);
        if self.report.action == Action::Read {
            return Ok(Made { kept: self.read(op, tx, mine, &data).await?, status });
        }
        // An accepted new job reads as before; that it was accepted is worth an event all the same.
        let telling = Telling { name: self.report.action.event(), data, always: true };
        let kept = keep_with(op, tx, mine, (after, Said::Changes), telling).await?;
        Ok(Made { kept, status })
    }
}

impl Act {
    /// Notes that the technician saw the newest version; an older one makes no receipt.
    async fn read(&self, op: &Op, tx: &mut Tx<'_>, mine: &Mine<'_>, data: &Value) -> Result<Kept> {
        let found = &mine.row.found;
        let seen = self.seen.unwrap_or(found.version);
        if seen > found.version {
            let fault =
                Fault::at("$.version", format!("must not be newer than the job's, {}", found.version));
            return Err(fault.with_value(&seen.into()).into());
        }
        let mut receipt = found.receipt;
        if seen == found.version && receipt < i64::from(Receipt::Read) {
            receipt = Receipt::Read.into();
            job::set_receipt(tx, op.tenant(), mine.num.as_str(), receipt).await?;
            note(op, tx, (mine.num.as_str(), mine.row), Action::Read.event(), data).await?;
        }
        let tag = tag(found.version, found.hash, receipt);
        Ok(Kept { created: false, version: found.version, tag, warnings: Vec::new() })
    }

    /// What the event says: both times, and the reasons.
    fn data(&self, op: &Op, sent: &Sent<Self>) -> Value {
        let mut data = json!({
            "id": sent.id,
            "action": sent.kind,
            "at": format_ms(self.report.at),
            "received": format_ms(op.now),
        });
        for (name, text) in [("reason_code", &self.report.reason_code), ("reason", &self.report.reason)] {
            if let Some(text) = text {
                data[name] = text.as_str().into();
            }
        }
        for (name, flag) in [("incomplete", self.report.incomplete), ("reschedule", self.report.reschedule)] {
            if flag {
                data[name] = true.into();
            }
        }
        data
    }
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Closed => Error::Conflict("closed", refusal.to_string()),
        Refusal::OutOfOrder(why) => Error::Conflict("out-of-order", why),
        Refusal::NotAllowed(why) => Error::NotAllowed(why),
        Refusal::Reason(fault) => fault.into(),
    }
}
