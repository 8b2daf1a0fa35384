//! Keeping a content: announced, then put.

use docket_store::content::{self, Chunks, Known};
use docket_store::{Error as Store, Tx};

use super::meter::Measured;
use crate::{App, Change, Op, Result};

/// Keeps a content whose chunks are what was measured. It stays for a day without a use.
pub(super) async fn keep(op: &Op, measured: &Measured, chunks: Chunks) -> Result<()> {
    let size = i64::try_from(measured.size).map_err(|error| Store::Data(error.to_string()))?;
    let object = content::object_name(&measured.sha256, &App::new_id().simple().to_string());
    let known = Known { size, media: measured.kind.media().to_owned(), object };
    let announce = Announce { sha256: measured.sha256.clone(), known };
    let object = Op { once: None, ..op.clone() }.write(announce).await?;
    Ok(op.app.contents.put(op.tenant(), &object, chunks).await?)
}

struct Announce {
    sha256: String,
    known: Known,
}

impl Change for Announce {
    /// The name to put it under.
    type Out = String;

    fn subject(&self) -> (&str, &str) {
        ("content", &self.sha256)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<String> {
        Ok(content::announce(tx, op.tenant(), &self.sha256, &self.known, op.now).await?)
    }
}
