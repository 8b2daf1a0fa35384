//! Adding a signature to a job on a device.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use docket_domain::file::{FileType, LARGEST_SIGNATURE};
use docket_domain::job::{Number, Said};
use docket_store::Tx;
use docket_store::content::collect;
use serde_json::{Value, json};

use super::{With, read};
use crate::device::own::keep_own;
use crate::device::report::{Answer, Made, Mine, Sent, Work, file};
use crate::file::open;
use crate::file::upload::Named;
use crate::{Error, Op, Result};

/// What the report is called.
const SIGNATURE: &str = "signature";
/// The member that holds them.
const SIGNATURES: &str = "Signatures";

/// Adds a signature to a job that the technician holds. `body` holds the device's `id` of the report, the time `at`, the
/// finished `upload` (PNG or JPEG) and the `name` of who signed.
///
/// # Errors
/// [`Error::Conflict`] `recalled` if the job was taken away: the report and the upload are kept for the office;
/// `upload-unfinished`; [`Error::TooLarge`] and [`Error::WrongType`] for a picture that no document takes.
pub async fn signature(op: &Op, num: Number, body: Bytes) -> Result<Answer> {
    let sent = read(op, num, (SIGNATURE, "name"), body).await?;
    let image = image(op, &sent.work.named).await?;
    file(op, sent.asking(|with| Sign { with, image })).await
}

/// The picture as the document has it: its format and its bytes in base64.
async fn image(op: &Op, named: &Named) -> Result<Option<(&'static str, String)>> {
    let Named::Finished { sha256, size, kind } = named else { return Ok(None) };
    let format = match kind {
        FileType::Png => "png",
        FileType::Jpeg => "jpeg",
        other => return Err(Error::WrongType(format!("a signature is PNG or JPEG, not {}", other.media()))),
    };
    if *size > LARGEST_SIGNATURE {
        return Err(Error::TooLarge(LARGEST_SIGNATURE));
    }
    let bytes = collect(open(op, sha256).await?.chunks(None).await?, LARGEST_SIGNATURE as usize).await?;
    Ok(Some((format, BASE64_STANDARD.encode(bytes))))
}

struct Sign {
    with: With,
    image: Option<(&'static str, String)>,
}

impl Work for Sign {
    async fn run(&self, op: &Op, tx: &mut Tx<'_>, sent: &Sent<Self>, mine: &Mine<'_>) -> Result<Made> {
        let Some((format, image)) = &self.image else { return Err(self.with.unusable()) };
        let element = json!({ "Image": image, "ImageFmt": format, "Name": self.with.text });
        let mut after = mine.doc.clone();
        match after.get_mut(SIGNATURES) {
            Some(Value::Array(signatures)) => signatures.push(element),
            _ => drop(after.insert(SIGNATURES.to_owned(), Value::Array(vec![element]))),
        }
        keep_own(op, tx, sent, mine, (after, Said::Changes), &[("name", &self.with.text)]).await
    }

    async fn late(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        self.with.hold(op, tx).await
    }
}
