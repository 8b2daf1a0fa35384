//! What the OAuth endpoints keep: clients, codes, and the families of tokens that sign-ins gave.

pub mod client;
pub mod code;
pub mod family;
