//! `follow-pdf-instructions`: whoever closes the step names the document, which shows that it was seen.

use docket_domain::json::Object;
use docket_domain::work_flow::FollowPdf;
use serde_json::json;

use super::{Closed, Place, Report};
use crate::value;
use crate::world::{Sees, Unread};

pub(super) fn check(
    pdf: &FollowPdf,
    body: &Object,
    sees: &Sees<'_>,
    report: &mut Report,
) -> Result<Closed, Unread> {
    let top = Place::default();
    report.only(&["attachment_id"], body, &top);
    let at = top.member("attachment_id");
    let named = report.needed("attachment_id", body, &top).and_then(|named| report.text(named, &at));
    let shown = value::text(&pdf.attachment_id, sees)?;
    if named.is_some_and(|named| named != shown) {
        report.not_just(&at, &json!(shown));
    }
    Ok(Closed::default())
}
