//! What single kinds of steps, and actions beside them, do.

pub(crate) mod action;
pub(crate) mod function;
pub(crate) mod wait;
