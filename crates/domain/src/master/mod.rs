//! Master data: what a job refers to. One JSON document for each account, location, user, product, asset and
//! system category; unknown properties are kept as they came.

mod accept;
mod key;
mod kind;
mod search;
mod shape;
mod user;

pub use accept::accept;
pub use key::{Key, MAX_KEY};
pub use kind::Kind;
pub use search::{MAX_SEARCH_TEXT, search_text, title};
pub use user::{UserFlags, take_password, user_flags};

/// The members of an account's or location's master document that are copied into a job whose section holds only the
/// number. Other kinds are not joined.
pub fn join_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Account => &[
            "AccountNum",
            "AccountType",
            "Name",
            "Notes",
            "TaxExempt",
            "TierPricingID",
            "Website",
            "Addresses",
            "Contacts",
        ],
        Kind::Location => &[
            "Address",
            "Contacts",
            "Email",
            "LanguageID",
            "LocationNum",
            "Name",
            "Notes",
            "POReq",
            "ServiceAreaID",
            "SigReq",
            "StorageLocationID",
        ],
        Kind::User | Kind::Product | Kind::Asset | Kind::SystemCategory => &[],
    }
}
