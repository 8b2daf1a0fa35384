//! Reading one job.

use std::borrow::Cow;

use docket_domain::job::{Number, Receipt, splice};
use docket_domain::permission::Right;
use docket_store::job::{self, Found};

use super::missing;
use crate::{Op, Result};

/// A job as it is answered.
#[derive(Debug)]
pub struct Answer {
    /// The document with the receipt in it.
    pub doc: bytes::Bytes,
    /// Its entity tag, without quotes.
    pub tag: String,
}

/// The entity tag of a job or record: version, hash of the document, receipt.
#[must_use]
pub fn tag(version: i64, hash: i64, receipt: i64) -> String {
    let receipt = ["", "d", "r"][receipt.clamp(0, 2) as usize];
    format!("{version}.{hash:016x}{receipt}")
}

impl From<Found> for Answer {
    fn from(found: Found) -> Self {
        let tag = tag(found.version, found.hash, found.receipt);
        let doc = match splice(&found.doc, Receipt::from(found.receipt)) {
            Cow::Borrowed(_) => found.doc.clone(),
            Cow::Owned(spliced) => spliced.into(),
        };
        Self { doc, tag }
    }
}

/// Reads a job: the bytes that were stored, not parsed again.
pub async fn get(op: &Op, num: &Number) -> Result<Answer> {
    op.allow(Right::WorkOrderRead)?;
    let mut tx = op.reader().await?;
    let found = job::find(&mut tx, op.tenant(), num.as_str()).await?;
    found.map(Answer::from).ok_or_else(|| missing(num))
}
