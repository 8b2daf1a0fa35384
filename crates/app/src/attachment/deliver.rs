//! Taking in the content of a file that was announced.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::file::FileType;
use docket_domain::json::Object;
use docket_store::{Tx, content};
use futures_util::TryStreamExt;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::entity::draft::Drafting;
use crate::entity::kind::file;
use crate::entity::{get, keep};
use crate::file::{Arriving, Wanted, receive};
use crate::{Change, Error, Op, Result};

/// What the sender says of a content before it comes.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its media type.
    pub media: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
}

/// Takes in the content of a file; the same once more changes nothing. `op` is what [`super::admit`] gave.
///
/// # Errors
/// [`Error::NotFound`], [`Error::WrongType`] for anything but a PDF, [`Error::Messages`] for another size than was announced,
/// [`Error::Conflict`] `delivered` when another content came before.
pub async fn deliver(op: &Op, id: &str, said: Said, body: Arriving) -> Result<()> {
    let mut tx = op.reader().await?;
    let found = get::living(op, &mut tx, EntityType::File, id).await?;
    drop(tx);
    let media = said.media.as_deref().unwrap_or_default();
    if FileType::from_media(media) != Some(FileType::Pdf) {
        let wanted = FileType::Pdf.media();
        return Err(Error::WrongType(format!("the Content-Type must be {wanted}, as was announced")));
    }
    let size = file::size(&found)?;
    if said.size.is_some_and(|said| said != size) {
        return Err(another_size(size));
    }
    if let Some(known) = file::sha256(&found)? {
        return if hash(body, size).await? == known { Ok(()) } else { Err(delivered()) };
    }
    let wanted = Wanted { largest: size, types: &[FileType::Pdf], said: said.media };
    let received = receive(op, body, &wanted).await.map_err(|error| match error {
        Error::TooLarge(_) => another_size(size),
        error => error,
    })?;
    if received.size != size {
        return Err(another_size(size));
    }
    op.write(Keep { id: id.to_owned(), sha256: received.sha256 }).await
}

/// The hash of a body that is not kept, in hex digits.
async fn hash(mut body: Arriving, size: u64) -> Result<String> {
    let (mut hash, mut has) = (Sha256::new(), 0);
    while let Some(chunk) = body.try_next().await? {
        has += chunk.len() as u64;
        if has > size {
            return Err(another_size(size));
        }
        hash.update(&chunk);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn another_size(size: u64) -> Error {
    let message = format!("should have {size} bytes, as was announced");
    Error::Messages(vec![Message::own("size", "", json!({"size": size}), message)])
}

fn delivered() -> Error {
    Error::Conflict("delivered", "the file has another content, and keeps it".to_owned())
}

/// Says what the content of a file is.
struct Keep {
    id: String,
    sha256: String,
}

impl Change for Keep {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (EntityType::File.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let before = get::locked(op, tx, EntityType::File, &self.id).await?;
        if let Some(known) = file::sha256(&before)? {
            return if known == self.sha256 { Ok(()) } else { Err(delivered()) };
        }
        let body = Object::new();
        let mut drafting = Drafting::new(op, tx, &body, Some(&before))?;
        drafting.draft.doc.insert(file::HIDDEN.to_owned(), self.sha256.as_str().into());
        let draft = drafting.end()?;
        content::refer(tx, op.tenant(), &self.sha256, op.now).await?;
        keep::update(op, tx, &before, &draft).await.map(|_| ())
    }
}
