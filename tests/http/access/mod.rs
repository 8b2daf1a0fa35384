//! Who may do what.

mod niagara;
mod open;
mod operations;
pub mod passwords;
mod recipe;
mod recipes;
mod revocation;
mod statuses;
mod tokens;
mod world;
