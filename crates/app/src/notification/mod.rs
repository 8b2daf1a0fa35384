//! Notifications: messages to users inside the system. Each belongs to its recipient alone, who marks it as read or puts it
//! away.

mod count;
mod list;
mod patch;
mod recipients;
mod send;
mod tell;
mod view;

pub(crate) use count::counted;
pub use list::{Query, get, list};
pub use patch::{Marks, patch};
pub(crate) use recipients::{Recipients, recipients, sender};
pub(crate) use send::{New, Severity, send};
pub(crate) use tell::tell;

/// The right to all of it: one's own profile.
const RIGHT: docket_domain::permission::Right = docket_domain::permission::Right::MeProfile;
