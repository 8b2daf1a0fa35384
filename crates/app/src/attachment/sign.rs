//! Announcing a file: its row is made, and an address signed to which its content is to be sent.

use docket_domain::entity::EntityType;
use docket_domain::file::LARGEST_PDF;
use docket_domain::json::Object;
use docket_store::{Tx, due};

use super::address::{Address, signed};
use super::unsent::{PATIENCE, UNSENT, key};
use crate::entity::kind::file;
use crate::entity::view::View;
use crate::entity::{Made, begin, plan};
use crate::{App, Change, Error, Op, Result};

/// A file that was announced.
pub struct Signed {
    /// The file.
    pub view: View,
    /// What makes the address for its content a signed one.
    pub address: Address,
}

/// Announces a file, from a body whose shape was checked: name, type, and size in bytes. One whose content does not come is
/// forgotten after a day.
///
/// # Errors
/// [`Error::Forbidden`] without `file:create`; [`Error::TooLarge`] for more than a PDF may have.
pub async fn sign(op: &Op, body: Object) -> Result<Signed> {
    let made = op.write(Announce { id: App::new_id().to_string(), body }).await?;
    let view = made.answer(op, EntityType::File).await?;
    let address = signed(op, &view.id).await?;
    Ok(Signed { view, address })
}

struct Announce {
    /// The id that the file gets.
    id: String,
    body: Object,
}

impl Change for Announce {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (EntityType::File.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        let draft = plan(op, tx, EntityType::File, &self.id, &self.body).await?;
        if file::announced(&draft.doc).is_none_or(|size| size > LARGEST_PDF) {
            return Err(Error::TooLarge(LARGEST_PDF));
        }
        let (made, _) = begin(op, tx, (EntityType::File, &self.id), &self.body, &draft).await?;
        due::plan(tx, op.tenant(), UNSENT, &key(&self.id, op.actor()), PATIENCE).await?;
        Made::of(op, tx, &made).await
    }
}
