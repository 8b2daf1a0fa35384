//! Cycles: the runs of a work order's work flows; the batches that they are put into; and what they make of both.
//!
//! Everything here locks the work order first, then the batch, then the queue. The tallies (`docket_store::tally`) and the
//! cycles are changed together, so that a tally always says what counting would.

mod advance;
pub mod batch;
mod cancel;
mod cancel_all;
mod list;
pub mod queue;
pub(crate) mod rank;
mod retry;
mod settle;
mod show;
#[cfg(test)]
mod tests;

pub(crate) use advance::{advance, locked, tell};
pub use cancel::cancel;
pub use cancel_all::{Place, cancel_all};
pub(crate) use cancel_all::{cancel_more, cancel_pending, give_up};
pub(crate) use list::shown_as;
pub use list::{Asked, of_batch, of_work_order};
pub use retry::retry;
pub(crate) use settle::{Cause, settle, settle_batch};
pub use show::show;
pub(crate) use show::{Pen, one as shown};
