//! What one can do with Docket: use cases, one a file.
//!
//! Every use case takes an [`Op`] (who asks, for which tenant, when) and says first which right it needs. A change opens
//! one unit of work in which the job or record, its events, its notices and its counters are written together.

pub mod access;
pub mod action;
pub mod attachment;
pub mod context;
pub mod cycle;
pub mod device;
pub mod entity;
mod error;
pub mod file;
pub mod follow;
pub mod import;
pub mod job;
pub mod log;
pub mod mail;
pub mod master;
pub mod notification;
pub mod office;
mod once;
mod op;
mod place;
mod precondition;
pub mod role;
mod settings;
pub mod status;
pub mod tenant;
pub mod user;
pub mod work_flow_run;

pub use error::{Error, Result};
pub use once::{Change, Once};
pub use op::{App, Caller, Clock, Op};
pub use precondition::IfMatch;
pub use settings::{MailServer, Retention, Settings};
