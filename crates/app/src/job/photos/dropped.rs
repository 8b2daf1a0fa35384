//! What becomes of photos that a job no longer names.

use docket_domain::job::{Number, dropped_photos};
use docket_domain::json::Object;
use docket_store::{Tx, photo};

use crate::{Op, Result};

/// Forgets the photos of a locked job that its document had and no longer has.
pub(in crate::job) async fn forget_dropped(
    op: &Op,
    tx: &mut Tx<'_>,
    num: &Number,
    before: &Object,
    after: &Object,
) -> Result<()> {
    for id in dropped_photos(before, after) {
        photo::delete(tx, op.tenant(), num.as_str(), id, op.now).await?;
    }
    Ok(())
}
