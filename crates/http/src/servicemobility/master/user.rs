//! Users: who works with the system.

use docket_domain::master::Kind;

use super::operations::operations;
use crate::refusals::Known;

operations! {
    Kind::User, "Users", "/seiapi/v3/trans/User/{UserID}",
    numbers: { "UserID" => "The id of the user" },
    reading: { Known },
    /// Retrieve a user; the password is never shown.
    get get_user;
    /// Insert a user, or replace the user whole. `Password` is only written; without it the password stays.
    put put_user;
    /// Delete a user, who can no longer sign in.
    delete delete_user;
}
