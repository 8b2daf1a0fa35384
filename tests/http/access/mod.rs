//! Who may do what.

mod operations;
mod passwords;
mod recipes;
mod revocation;
mod tokens;
