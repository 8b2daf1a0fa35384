//! Cancelling one cycle.

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_store::Tx;

use super::advance::to_be_changed;
use super::{advance, show};
use crate::context;
use crate::entity::{View, lock_key};
use crate::{Change, Error, Op, Result};

/// Cancels one cycle; one that is cancelled stays so. The cycle as it stands then.
///
/// # Errors
/// [`Error::Conflict`] if it is complete.
pub async fn cancel(op: &Op, work_order: &str, id: &str) -> Result<View> {
    op.write(One { work_order: work_order.to_owned(), id: id.to_owned() }).await
}

struct One {
    work_order: String,
    id: String,
}

impl Change for One {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let (work_order, cycle) = to_be_changed(op, tx, (&self.work_order, &self.id)).await?;
        let (work_order, cycle) = match cycle.category {
            Category::Cancelled => (work_order, cycle),
            Category::Complete => {
                return Err(Error::Conflict("complete", "The cycle is complete".to_owned()));
            }
            _ => {
                context::cancel(op, tx, &cycle).await?;
                advance(op, tx, work_order, cycle, Category::Cancelled).await?
            }
        };
        show::one(tx, op.tenant(), &work_order, &cycle).await
    }
}
