//! How the world talks to Docket: thin HTTP faces over the use cases.
//!
//! [`server::serve`] accepts connections, the `edge` gives every request its id and every error its dialect's form, and
//! below it stand the faces: `servicemobility` (the published API, unchanged), `device` (technicians' phones),
//! `admin` (the office), `events` (the log), `oauth` (signing in for programs).

mod address;
mod admin;
mod answer;
mod asker;
mod cors;
mod description;
mod device;
mod docs;
mod edge;
mod events;
mod failure;
mod file;
mod niagara;
mod oauth;
pub mod openapi;
mod options;
mod params;
mod place;
mod range;
mod refusals;
mod rest;
mod routing;
mod server;
mod service;
mod servicemobility;
mod stream;
mod web;
mod write;

pub use description::Description;
pub use server::{Carried, Options, Stop, serve};
pub use web::Web;
