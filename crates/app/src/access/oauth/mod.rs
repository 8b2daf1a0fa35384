//! Signing in for programs (OAuth 2.0): codes, access tokens and refresh tokens, and the clients that may ask for them.
//!
//! An access token is the same JWT as everywhere, with a record of its own. All that one sign-in gave is a *family*: it ends as
//! a whole, when somebody signs out, when the user may no longer sign in, or when a code or a refresh token is used twice.

mod ask;
mod authorize;
mod client;
pub mod clients;
mod code;
mod end;
mod family;
mod form;
mod pkce;
mod redirect;
mod refresh;
mod refusal;
mod scope;
mod secret;

pub use ask::{Ask, give};
pub use authorize::{Asked, Checked, Person, Refused, check, sign_in};
pub use client::WEB;
pub use end::end;
pub use family::Given;
pub use form::{FORM_LIFETIME, check_form, new_form, new_visit};
pub use refusal::{Code, Refusal};
pub(super) use scope::narrowed;
