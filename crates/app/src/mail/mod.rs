//! Mail: queued within a unit of work, sent after its commit, at least once.

mod address;
mod queue;

pub(crate) use address::is_address;
pub use queue::Letter;
pub(crate) use queue::{Mail, queue};
