//! What things are: the types and rules of Docket, without any input or output.
//!
//! A *job* is a field-service order of the ServiceMobility dialect: one JSON document. Master data (accounts,
//! locations, users, products, assets, system categories) is what a job refers to. Everything here is pure: no
//! clock, no storage, no network.

pub mod action;
pub mod address;
pub mod custom_field;
pub mod entity;
pub mod event;
pub mod fault;
pub mod file;
pub mod job;
pub mod json;
pub mod master;
mod message;
pub mod permission;
pub mod query;
pub mod schema;
pub mod serial;
pub mod status;
pub mod tenant;
pub mod time;
pub mod url;
pub mod work_flow;

pub use fault::{Fault, Faults, MOST_FAULTS};
pub use message::Message;
