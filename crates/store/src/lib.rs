//! What is kept: one SQL text for SQLite and PostgreSQL.
//!
//! A write is a [`Unit`]: a value whose `run` reads, decides and writes inside one transaction. All that follows from
//! the change (events, notices, counters) is written by the same unit; [`Db::write`] answers when it is on disk.
//! SQLite runs units on one writer thread, PostgreSQL on a few *lanes*; both put the units that wait into one commit.
//! Only `sql`, `value`, `sqlite`, `postgres`, [`migrate`] and [`backup`] know an engine; every other file holds the SQL
//! of one noun.

pub mod action;
pub mod assignment;
pub mod attachment;
pub mod backup;
pub mod content;
pub mod context;
pub mod context_list;
pub mod context_turn;
pub mod counter;
pub mod cycle;
pub mod cycle_cancel;
mod db;
pub mod device_action;
pub mod due;
pub mod entity;
pub mod entity_list;
pub mod event;
pub mod follower;
pub mod fragments;
pub mod free_unit;
mod held;
pub mod idempotency;
pub mod job;
pub mod job_query;
pub mod late_report;
pub mod latest;
pub mod lineage;
pub mod listening;
pub mod login;
pub mod mail;
mod many;
pub mod master;
pub mod migrate;
pub mod next_cycle;
pub mod notice;
pub mod notification;
pub mod oauth;
pub mod photo;
#[cfg(test)]
mod plan;
mod postgres;
pub mod queued;
mod recent;
pub mod relation;
pub mod role;
mod side_by_side;
mod signal;
mod sql;
mod sqlite;
pub mod status;
pub mod tally;
pub mod tenant;
pub mod token;
pub mod turn;
mod tx;
mod unit;
pub mod upload;
pub mod user;
mod value;
pub mod work_flow_trigger;
pub mod work_flow_version;

pub use db::{Db, Options};
pub use signal::{Signals, Topic};
pub use sql::{Engine, Sql};
pub use sqlite::lock::ServeLock;
pub use tx::Tx;
pub use unit::Unit;
pub use value::{Arg, Row};

/// Why the store could not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Too much work is queued; nothing was done, try again in a moment.
    #[error("the write queue is full")]
    Busy,
    /// The database cannot take this now (disk full, connection lost, lock held). Nothing was done, unless the connection
    /// was lost in the very moment of the commit; a repeat with an idempotency key is safe either way.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The transaction lost against others five times in a row.
    #[error("the change kept colliding with others")]
    Conflict,
    /// The statement took longer than it may.
    #[error("the database took too long")]
    Timeout,
    /// A value that the database cannot hold.
    #[error("the database cannot hold this value: {0}")]
    Data(String),
    /// A mistake of ours: a statement that does not fit the schema, a row of the wrong shape, a panic.
    #[error("{0}")]
    Internal(String),
}

/// A result of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every statement of this crate, for the tests that prepare and explain them all on both engines.
#[must_use]
pub fn statements() -> Vec<&'static Sql> {
    [
        action::STATEMENTS,
        assignment::STATEMENTS,
        attachment::STATEMENTS,
        content::STATEMENTS,
        context::STATEMENTS,
        context_turn::STATEMENTS,
        counter::STATEMENTS,
        cycle::STATEMENTS,
        cycle_cancel::STATEMENTS,
        device_action::STATEMENTS,
        due::STATEMENTS,
        entity::STATEMENTS,
        event::STATEMENTS,
        free_unit::STATEMENTS,
        follower::STATEMENTS,
        idempotency::STATEMENTS,
        job::STATEMENTS,
        late_report::STATEMENTS,
        latest::STATEMENTS,
        lineage::STATEMENTS,
        listening::STATEMENTS,
        login::STATEMENTS,
        mail::STATEMENTS,
        master::STATEMENTS,
        next_cycle::STATEMENTS,
        notice::STATEMENTS,
        notification::STATEMENTS,
        oauth::client::STATEMENTS,
        oauth::code::STATEMENTS,
        oauth::family::STATEMENTS,
        queued::STATEMENTS,
        photo::STATEMENTS,
        relation::STATEMENTS,
        role::STATEMENTS,
        status::STATEMENTS,
        tally::STATEMENTS,
        tenant::STATEMENTS,
        token::STATEMENTS,
        turn::STATEMENTS,
        upload::STATEMENTS,
        user::STATEMENTS,
        work_flow_trigger::STATEMENTS,
        work_flow_version::STATEMENTS,
    ]
    .concat()
}
