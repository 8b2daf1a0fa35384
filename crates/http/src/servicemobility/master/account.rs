//! Accounts: the customers.

use docket_domain::master::Kind;

use super::operations::operations;
use crate::refusals::Known;

operations! {
    Kind::Account, "Accounts", "/seiapi/v3/trans/Account/{AccountNum}",
    numbers: { "AccountNum" => "The number of the account" },
    reading: { Known },
    /// Retrieve an account.
    get get_account;
    /// Insert an account, or replace it whole.
    put put_account;
    /// Delete an account with all its locations.
    delete delete_account;
}
