//! The server, from outside: real processes, real databases, HTTP only. The folders are shaped like the addresses.

mod access;
mod bad_input;
mod concurrency;
mod conditions;
mod events;
mod harness;
mod openapi;
mod seiapi;
