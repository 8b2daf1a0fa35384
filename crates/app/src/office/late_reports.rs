//! What technicians reported on jobs that had been taken away from them: the office decides what becomes of it.

use docket_domain::permission::Right;
use docket_domain::time::format_ms;
use docket_store::Tx;
use docket_store::late_report::{self, LateReport};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::page::{Page, from_place, to_place};
use crate::{Change, Error, Op, Result};

/// How many bytes of reports a page holds; it ends early rather than grow over it by more than a few.
const LARGEST: usize = 16 * 1024 * 1024;
/// How many are read at once: each may be large.
const AT_ONCE: i64 = 8;

/// A place in the list: received, job, id.
type Place = (i64, String, String);

/// A report that came too late.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// The job.
    pub num: String,
    /// The id that the device gave it.
    pub id: String,
    /// The technician.
    pub user: String,
    /// `patch`, or the action: `start`, `complete` …
    pub kind: String,
    /// The device's time of it.
    pub at: Option<String>,
    /// When it reached the server.
    pub received: String,
    /// What the device sent.
    pub body: Box<RawValue>,
}

/// Late reports, oldest first; `after` is the `next` of another page.
pub async fn late_reports(op: &Op, after: Option<&str>, limit: i64) -> Result<Page<Report>> {
    op.allow(Right::ReportRead)?;
    let after: Option<Place> = after.map(from_place).transpose()?;
    op.snapshot(List { after: after.unwrap_or_default(), limit }).await
}

struct List {
    after: Place,
    limit: i64,
}

impl Change for List {
    type Out = Page<Report>;

    fn subject(&self) -> (&str, &str) {
        ("late_report", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Page<Report>> {
        let mut page = Page { entries: Vec::new(), next: None };
        let (mut after, mut left, mut bytes) = (self.after.clone(), self.limit, 0);
        loop {
            let wanted = left.min(AT_ONCE);
            let place = (after.0, after.1.as_str(), after.2.as_str());
            let found = late_report::page(tx, op.tenant(), place, wanted).await?;
            let full = found.len() as i64 == wanted;
            left -= found.len() as i64;
            for report in found {
                bytes += report.body.len();
                after = (report.received, report.num.clone(), report.id.clone());
                page.entries.push(shown(report)?);
            }
            if !full {
                return Ok(page);
            }
            if left == 0 || bytes > LARGEST {
                page.next = Some(to_place(&after));
                return Ok(page);
            }
        }
    }
}

fn shown(report: LateReport) -> Result<Report> {
    let text = String::from_utf8_lossy(&report.body).into_owned();
    // What a device sends is JSON; should it not be, it is shown as a text.
    let body = RawValue::from_string(text.clone()).or_else(|_| serde_json::value::to_raw_value(&text));
    Ok(Report {
        num: report.num,
        id: report.id,
        user: report.user,
        kind: report.kind,
        at: report.at.map(format_ms),
        received: format_ms(report.received),
        body: body.map_err(|e| Error::internal(e.to_string()))?,
    })
}
