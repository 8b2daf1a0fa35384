//! The ServiceMobility dialect: its addresses, methods, members and status codes as published.

mod create_jwt;
mod export;
mod master;
mod query;
mod work_order;

use crate::routing::Routes;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(work_order::routes())
        .merge(master::routes())
        .merge(create_jwt::routes())
        .merge(query::routes())
        .merge(export::routes())
}
