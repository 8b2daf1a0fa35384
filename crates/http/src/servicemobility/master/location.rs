//! Locations: where an account wants work done.

use docket_domain::master::Kind;

use super::operations::operations;
use crate::refusals::Known;

operations! {
    Kind::Location, "Accounts", "/seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}",
    numbers: { "AccountNum" => "The number of the account", "LocationNum" => "The number of the location" },
    reading: { Known },
    /// Retrieve a location of an account.
    get get_location;
    /// Insert a location of an account that exists, or replace it whole.
    put put_location;
    /// Delete a location.
    delete delete_location;
}
