//! Deleting a user, with the way to sign in and all relations.

use docket_domain::entity::user_id;
use docket_domain::master::{Key, Kind};

use crate::{Error, Op, Result, master};

/// Deletes a user.
pub async fn delete(op: &Op, id: &str) -> Result<()> {
    op.allow(Kind::User.delete_right())?;
    let key = Key::user(&user_id::of_alias(id)).map_err(|_| crate::entity::missing(id))?;
    master::delete(op, Kind::User, key).await.map_err(|error| match error {
        Error::NotFound(..) => crate::entity::missing(id),
        error => error,
    })
}
