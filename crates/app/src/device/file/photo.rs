//! Adding a photo to a job on a device.

use bytes::Bytes;
use docket_domain::job::{NewPhoto, Number, Said, add_photo};
use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::photo::{self, Photo};
use serde_json::Value;

use super::{With, read};
use crate::device::own::keep_own;
use crate::device::report::{Answer, Made, Mine, Sent, Work, file};
use crate::file::upload::Named;
use crate::{Error, Op, Result};

/// What the report is called.
const PHOTO: &str = "photo";

/// Adds a photo to a job that the technician holds; its id is the report's. `body` holds the device's `id` of the report, the
/// time `at`, the finished `upload` and a `note`.
///
/// # Errors
/// [`Error::Conflict`] `recalled` if the job was taken away: the report and the upload are kept for the office;
/// `upload-unfinished`; [`Error::NotAllowed`] if the job's rules do not allow photos.
pub async fn photo(op: &Op, num: Number, body: Bytes) -> Result<Answer> {
    let sent = read(op, num, (PHOTO, "note"), body).await?;
    file(op, sent.asking(Add)).await
}

struct Add(With);

impl Work for Add {
    async fn run(&self, op: &Op, tx: &mut Tx<'_>, sent: &Sent<Self>, mine: &Mine<'_>) -> Result<Made> {
        if !may_take(mine.doc) {
            return Err(Error::NotAllowed("the job's rules do not allow photos".to_owned()));
        }
        let Named::Finished { sha256, .. } = &self.0.named else { return Err(self.0.unusable()) };
        let at = sent.at.ok_or_else(|| Error::internal("a photo without a time"))?;
        let mut after = mine.doc.clone();
        add_photo(&mut after, mine.num, &NewPhoto { id: &sent.id, at, note: &self.0.text });
        let kept = Photo { sha256: sha256.clone(), user: op.actor().to_owned() };
        photo::insert(tx, op.tenant(), (mine.num.as_str(), &sent.id), &kept, op.now).await?;
        keep_own(op, tx, sent, mine, (after, Said::Changes), &[("photo", &sent.id)]).await
    }

    async fn late(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        self.0.hold(op, tx).await
    }
}

/// Photos may be taken unless the office says no.
fn may_take(doc: &Object) -> bool {
    doc.get("Rules").and_then(|rules| rules.get("CanTakePhotos")) != Some(&Value::Bool(false))
}
