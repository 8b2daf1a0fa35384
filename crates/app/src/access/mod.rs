//! Who may do what: tokens, sign-in, roles.

mod bearer;
pub mod external;
pub(crate) mod giving;
mod issue;
mod keys;
pub mod oauth;
pub mod password;
pub mod role;
mod sessions;
mod sign_in;
pub mod token;
pub(crate) mod tries;

pub use bearer::authenticate;
pub use issue::{Grant, issue};
pub use keys::ensure_key;
pub(crate) use sessions::Sessions;
pub use sign_in::{SignIn, sign_in};
