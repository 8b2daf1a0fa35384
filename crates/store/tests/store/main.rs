//! The store on both engines: SQLite in a file, PostgreSQL as a real server.

#![expect(clippy::unwrap_used, reason = "a test that cannot get its footing fails")]

mod place;

mod backups;
mod bucket;
mod claims;
mod contents;
mod contexts;
mod disk;
mod dump;
mod histories;
mod jobs;
mod log;
mod migrations;
mod nodes;
mod plans;
mod readers;
mod rests;
mod signals;
mod statements;
mod status_use;
mod together;
mod units;
mod views;
