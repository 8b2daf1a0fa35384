//! The server, from outside: real processes, real databases, HTTP only. The folders are shaped like the addresses.

mod access;
mod admin;
mod away;
mod bad_input;
mod busy;
mod concurrency;
mod conditions;
mod device;
mod events;
mod harness;
mod journeys;
mod niagara;
mod oauth;
mod openapi;
mod operation;
mod options;
mod retention;
mod search;
mod seiapi;
mod stopping;
