//! Who may do what: rights of the form `group:action`, what holding one brings with it, sets of them, and the roles that
//! come with a new tenant.
//!
//! Both dialects have rights of their own: `workorder:read` opens jobs, `work-order:read` opens work orders. What both have
//! (`user:read`, `user:delete`, `role:read`, `report:read`) is the same right.

mod builtin;
mod catalogue;
mod closure;
mod list;
mod right;
mod set;
mod verb;

pub use builtin::builtin_roles;
pub use catalogue::Right;
pub use set::Rights;
pub use verb::Verb;
