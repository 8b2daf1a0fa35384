//! Runs of work flows, and closing the steps that they stand at.

mod access;
mod bodies;
mod cycles;
mod effects;
mod following;
mod lists;
mod locks;
mod running;
mod runs;
pub mod shop;
mod technicians;
mod unasked;
mod visits;
mod waiting;
