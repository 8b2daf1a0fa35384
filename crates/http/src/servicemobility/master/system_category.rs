//! System categories: numbered code lists of a deployment group.

use docket_domain::master::Kind;
use utoipa::IntoParams;

use super::operations::operations;
use crate::refusals::Known;

/// What a client sends to have the list pushed to devices. Devices are sent jobs only, so the answer is the usual one.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes the parameter for the OpenAPI document")]
struct Refresh {
    /// Accepted; the answer is the same.
    #[param(rename = "RefreshMobile")]
    refresh_mobile: Option<String>,
}

operations! {
    Kind::SystemCategory, "System categories", "/seiapi/v3/trans/SystemCategory/{DGroupID}/{Code}",
    numbers: { "DGroupID" => "The deployment group", "Code" => "The number of the category" },
    reading: { Known, Refresh },
    /// Retrieve a system category.
    get get_system_category;
    /// Insert a system category, or replace it whole.
    put put_system_category;
    /// Delete a system category.
    delete delete_system_category;
}
