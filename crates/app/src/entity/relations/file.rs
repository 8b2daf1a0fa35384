//! Attaching a file to something.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::permission::Verb;
use docket_store::Tx;
use serde_json::json;

use super::end::End;
use crate::{Error, Op, Result};

/// Refuses to attach what is no file, or to a file; and a caller who may not attach the file, or not change what it is attached
/// to.
///
/// # Errors
/// [`Error::Messages`], [`Error::Forbidden`].
pub(super) async fn check(op: &Op, tx: &mut Tx<'_>, file: &End, target: &End) -> Result<()> {
    if !file.is(EntityType::File) || target.is(EntityType::File) {
        let message = "should attach a file to something else";
        return Err(Error::Messages(vec![Message::own("attaches", ".relation", json!({}), message)]));
    }
    file.check(op, tx, Verb::Attach).await?;
    target.check_any(op, tx, &[Verb::Create, Verb::Update]).await
}
