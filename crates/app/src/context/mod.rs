//! Contexts: runs of work flows. What happens in a run is decided by `docket_flow`; here is who may see it and what it looks like.

pub(crate) mod access;
mod begin;
mod cancel;
mod close;
mod cycles;
pub(crate) mod definitions;
mod drive;
mod effect;
mod hear;
pub(crate) mod history;
mod job_ended;
mod keep;
mod list;
mod scene;
mod show;
mod start;
mod start_next;
mod step;
mod subjects;
mod told;
mod triggered;
mod unasked;
mod waits;
mod wake;

pub(crate) use cancel::{cancel, cancel_all};
pub use close::{close, fail};
pub use hear::hear;
pub use job_ended::job_ended;
pub use list::{Asked, Of, list};
pub use show::show;
pub(crate) use show::state;
pub use start::{Start, start};
pub use start_next::{StartNext, start_next};
pub use step::step;
pub use triggered::triggered;
pub use wake::wake;
