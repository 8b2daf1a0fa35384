//! Actions: on an event of a thing, or of what belongs to it, if the criteria hold, people are notified or a property is set.
//!
//! An action *before* an event runs in the unit of work that makes the event, before anything is written: it may change what is
//! being written, and what it sets is checked as if the client had sent it. One *after* it runs when the log is read. What only
//! goes along with something above it that moves has no actions before it.

mod after;
mod before;
mod check;
mod create;
mod criteria;
mod effect;
mod happening;
mod index;
mod known;
mod rule;
mod set;

pub use after::{after, events};
pub(crate) use before::{before, before_deletion};
pub(crate) use check::draft;
pub use create::{create_for, create_global};
pub(crate) use index::{forget, index};
pub(crate) use known::Known;

/// An event that is caused by so many others is acted on no more.
const DEEPEST: i64 = 16;
/// How many actions on one thing wait for one event at most; further ones are passed over.
const MOST: i64 = 100;
