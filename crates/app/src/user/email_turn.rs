//! One after another: who gives a user an address waits for whoever is about to give the same one, on whatever node. Only
//! the Niagara dialect asks that an address be one user's, so no index can.

use docket_store::{Tx, turn};

use crate::{Op, Result};

/// Waits until nobody else is about to give a user this address (case-folded); others wait until the unit ends. It is taken
/// before any row of a user is locked.
pub(crate) async fn take_turn(op: &Op, tx: &mut Tx<'_>, email: &str) -> Result<()> {
    Ok(turn::take(tx, op.tenant(), "user_email", email).await?)
}
