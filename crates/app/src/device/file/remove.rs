//! Removing a photo from a job on a device.

use docket_domain::Fault;
use docket_domain::job::{self, Number, Said};
use docket_domain::json::parse_object;
use docket_domain::permission::Right;
use docket_domain::time::parse_ms;
use docket_store::Tx;
use serde_json::json;

use crate::device::own::keep_own;
use crate::device::report::{Answer, Made, Mine, Sent, Work, file, fingerprint, read_id};
use crate::job::photos::{missing_photo, of_job};
use crate::{Error, Op, Result};

/// What the report is called.
const REMOVE: &str = "photo-delete";

/// Removes a photo of the technician's own from a job that they hold. `id` is the device's id of the report, `at` its time of it.
///
/// # Errors
/// [`Error::NotAllowed`] for another's photo; [`Error::Conflict`] `recalled` if the job was taken away.
pub async fn remove_photo(
    op: &Op,
    num: Number,
    photo: String,
    id: Option<&str>,
    at: Option<&str>,
) -> Result<Answer> {
    op.allow(Right::Device)?;
    let id = id.ok_or_else(|| Fault::parameter("id", "is missing"))?;
    let id = read_id(id).ok_or_else(|| Fault::parameter("id", "must be a UUID").with_value(&id.into()))?;
    let wrong = "must be a time such as 2026-11-21T10:00:00.000Z";
    let at = at
        .map(|text| parse_ms(text).ok_or_else(|| Fault::parameter("at", wrong).with_value(&text.into())))
        .transpose()?;
    let body = json!({ "id": id, "photo": photo }).to_string();
    let request = fingerprint(REMOVE, at, &parse_object(body.as_bytes())?)?;
    let body = body.into_bytes().into();
    file(op, Sent { num, id, kind: REMOVE, at, body, request, work: Remove { photo } }).await
}

struct Remove {
    photo: String,
}

impl Work for Remove {
    async fn run(&self, op: &Op, tx: &mut Tx<'_>, sent: &Sent<Self>, mine: &Mine<'_>) -> Result<Made> {
        let photo = of_job(op, tx, mine.num, &self.photo).await?;
        if photo.user != op.actor() {
            return Err(Error::NotAllowed("a device may not remove another's photo".to_owned()));
        }
        let mut after = mine.doc.clone();
        if !job::remove_photo(&mut after, &self.photo) {
            return Err(missing_photo(&self.photo));
        }
        keep_own(op, tx, sent, mine, (after, Said::Changes), &[("photo", &self.photo)]).await
    }
}
