//! Removing photos from a job, for the office.

use docket_domain::job::{Number, PHOTOS, remove_photo};
use docket_domain::permission::Right;
use docket_store::{Tx, job};

use super::missing_photo;
use crate::job::{JOB, Keeping, Kept, keep, missing, stored_object};
use crate::{Change, Op, Result};

/// Removes a photo, wherever its bytes are.
pub async fn remove(op: &Op, num: Number, id: String) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    op.write(Remove { num, id: Some(id) }).await
}

/// Removes all photos; a job without one stays as it is.
pub async fn remove_all(op: &Op, num: Number) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    op.write(Remove { num, id: None }).await
}

struct Remove {
    num: Number,
    /// The one to be removed; without it, all.
    id: Option<String>,
}

impl Change for Remove {
    type Out = Kept;

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Kept> {
        let row = job::lock(tx, op.tenant(), self.num.as_str()).await?.filter(|row| !row.deleted);
        let row = row.ok_or_else(|| missing(&self.num))?;
        op.if_match.check(Some(row.found.version))?;
        let before = stored_object(&row.found.doc)?;
        let mut after = before.clone();
        match &self.id {
            Some(id) if !remove_photo(&mut after, id) => return Err(missing_photo(id)),
            Some(_) => {}
            None => drop(after.shift_remove(PHOTOS)),
        }
        let change = Keeping {
            num: &self.num,
            row: Some(&row),
            before: Some(&before),
            after,
            by_device_of: None,
            event: None,
        };
        keep(op, tx, change).await
    }
}
