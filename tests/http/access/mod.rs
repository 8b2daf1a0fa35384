//! Who may do what.

mod niagara;
mod operations;
pub mod passwords;
mod recipes;
mod revocation;
mod tokens;
mod world;
