//! The commands of the binary, from outside.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod clients;
mod configuration;
mod demo;
mod docket;
mod readme;
mod schema;
mod serving;
mod settings;
mod shell;
mod tokens;
mod users;
