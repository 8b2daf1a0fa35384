//! Work orders.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::operations as declare;

declare! {
    EntityType::WorkOrder, Body::WorkOrder, "Work orders", "/work-orders", "/work-orders/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List work orders.
    list fetch_all_work_orders;
    /// Make a work order.
    create create_work_order;
    /// Retrieve a work order.
    get fetch_work_order_by_id;
    /// Change a work order.
    replace update_work_order;
    /// Delete a work order.
    delete delete_work_order;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes()
}
