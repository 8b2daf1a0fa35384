//! The kinds that have the five usual operations, and the lists below them.

mod contacts;
mod customers;
mod locations;
mod manufacturers;
mod parts;
mod programs;
mod projects;
mod resources;
mod sub_resources;
mod units;
mod vendors;
mod work_flows;
mod work_orders;

use crate::routing::Routes;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .merge(contacts::routes())
        .merge(customers::routes())
        .merge(locations::routes())
        .merge(manufacturers::routes())
        .merge(parts::routes())
        .merge(programs::routes())
        .merge(projects::routes())
        .merge(resources::routes())
        .merge(sub_resources::routes())
        .merge(units::routes())
        .merge(vendors::routes())
        .merge(work_flows::routes())
        .merge(work_orders::routes())
}
