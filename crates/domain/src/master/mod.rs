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
