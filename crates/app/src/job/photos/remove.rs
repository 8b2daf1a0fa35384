//! Removing photos from a job, for the office.

use docket_domain::job::{Number, PHOTOS, Said, remove_photo};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::Tx;

use super::missing_photo;
use crate::job::{JOB, Kept, amend};
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
        let remove = |doc: &mut Object| match &self.id {
            Some(id) if !remove_photo(doc, id) => Err(missing_photo(id)),
            Some(_) => Ok(()),
            None => {
                doc.shift_remove(PHOTOS);
                Ok(())
            }
        };
        amend(op, tx, &self.num, Said::Changes, remove).await
    }
}
