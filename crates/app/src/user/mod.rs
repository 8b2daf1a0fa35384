//! Users as the Niagara dialect knows them. There is one record of a user for both dialects, the one of master data; here it
//! is read and written by other names. What only this dialect knows of a user (`picture`, `profile`, `user_attributes`) are
//! members of the same document.

mod create;
mod delete;
mod draft;
mod email_turn;
mod get;
mod me;
mod replace;
mod shown;
mod view;

pub use create::create;
pub(crate) use create::{email, insert, with_email};
pub use delete::delete;
pub(crate) use email_turn::take_turn;
pub use get::{get, list};
pub(crate) use get::{listed, living};
pub use me::me;
pub use replace::replace;
pub(crate) use shown::{name, shown, summary};
pub(crate) use view::{path, view};
