//! Files: PDFs that are attached to things. What one is called and how large it is were announced; its content is kept under its
//! hash, and never changes.

use docket_domain::json::Object;
use docket_store::entity::Entity;
use docket_store::{Tx, attachment, content};
use serde_json::Value;

use super::super::draft::Drafting;
use super::super::own;
use super::super::writer::Writer;
use crate::{Error, Op, Result};

/// The own member that holds the hash of the content, once it has come.
pub(crate) const HIDDEN: &str = "sha256";
/// The member that holds the size in bytes.
const SIZE: &str = "content_length";

/// Makes of a body a file whose content is to come.
pub(super) fn draft(drafting: &mut Drafting<'_, '_>) {
    for (member, given) in [("label", "name"), ("content_type", "type"), (SIZE, "size")] {
        let Some(value) = drafting.body.get(given) else { continue };
        let value =
            if member == SIZE { whole(value).map_or(Value::Null, Value::from) } else { value.clone() };
        drafting.draft.doc.insert(member.to_owned(), value);
    }
}

/// A whole number, however it is written; `None` if it is larger than any file.
fn whole(number: &Value) -> Option<u64> {
    number.as_u64().or_else(|| format!("{:.0}", number.as_f64()?).parse().ok())
}

/// The size that was announced, in bytes; `None` if it is larger than any file.
pub(crate) fn announced(doc: &Object) -> Option<u64> {
    doc.get(SIZE).and_then(Value::as_u64)
}

/// The size of a file in bytes.
pub(crate) fn size(file: &Entity) -> Result<u64> {
    announced(&own(file)?).ok_or_else(|| Error::internal(format!("the file {} has no size", file.id)))
}

/// The hash of its content in hex digits, once it has come.
pub(crate) fn sha256(file: &Entity) -> Result<Option<String>> {
    Ok(own(file)?.get(HIDDEN).and_then(Value::as_str).map(str::to_owned))
}

/// What it is called.
pub(crate) fn name(file: &Entity) -> Result<String> {
    Ok(own(file)?.get("label").and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// The id under its other name.
pub(super) fn add_members(file: &Entity, out: &mut Writer) {
    out.text("attachment_id", &file.id);
}

/// Lets go of the content of a file that is deleted.
pub(crate) async fn deleting(op: &Op, tx: &mut Tx<'_>, file: &Entity) -> Result<()> {
    attachment::hide(tx, op.tenant(), &file.id).await?;
    match sha256(file)? {
        Some(sha256) => Ok(content::release(tx, op.tenant(), &sha256, op.now).await?),
        None => Ok(()),
    }
}
