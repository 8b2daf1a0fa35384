//! Roles as the Niagara dialect knows them: with a label, and with permissions that hold only where the user is. A role that
//! was made elsewhere is called by its name.

mod attach;
mod create;
mod delete;
mod draft;
mod get;
mod replace;
mod view;

pub use attach::{Joining, attach};
pub use create::create;
pub use delete::delete;
pub use get::{get, list, users};
pub use replace::replace;
pub(crate) use view::grants;
