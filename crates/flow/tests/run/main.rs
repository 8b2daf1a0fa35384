//! Runs of work flows: what each kind of step does, and what happens when it goes wrong. Every turn is driven twice and
//! every state goes through JSON, so that each test is one of replay and storage as well.

mod any;
mod bench;
mod closing;
mod ends;
mod failing;
mod jobs;
mod needs;
mod order;
mod parallel;
mod waits;
