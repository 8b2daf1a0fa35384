//! Master data: the accounts, locations, users, products, assets and code lists that jobs refer to.

mod delete;
mod get;
mod join;
mod keep;
mod put;

pub use delete::delete;
pub use get::{Answer, get, page};
pub(crate) use join::{User, find_user, join};
pub(crate) use keep::{keep, key_of_log};
pub use put::{Kept, put};
pub(crate) use put::{Put, need_account};

use docket_domain::master::{Key, Kind};

use crate::Error;

/// The error for a record that does not exist.
pub(crate) fn missing(kind: Kind, key: &Key) -> Error {
    let what = match kind {
        Kind::Account => "Account",
        Kind::Location => "Location",
        Kind::User => "User",
        Kind::Product => "Product",
        Kind::Asset => "Asset",
        Kind::SystemCategory => "System category",
    };
    Error::NotFound(what, key.own(kind).to_owned())
}
