//! Relations between entities: typed, directed, shown from either side.

mod end;
mod file;
mod list;
mod named;
mod relate;
mod shown;
mod techs;
mod unrelate;

pub use list::{RelationQuery, RelationsListed, relations};
pub(crate) use named::named;
pub use relate::relate;
pub use shown::{Direction, Shown as RelationShown};
pub use techs::techs;
pub use unrelate::{remove_tech, unrelate};
