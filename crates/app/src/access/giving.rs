//! Nobody gives away, or changes, more than they have.

use docket_domain::Fault;
use docket_domain::permission::{Right, Rights};
use docket_store::{Tx, role};

use crate::{Error, Op, Result};

/// Whether a caller may decide about these rights. Whoever writes users decides who is a mobile worker, and with that who
/// may use a device: for them the device's right counts as held.
pub(crate) fn covers(op: &Op, rights: Rights) -> bool {
    let held = op.caller.rights;
    let device = if held.has(Right::UserWrite) { Rights::of(&[Right::Device]) } else { Rights::none() };
    held.union(device).covers(rights)
}

/// Refuses a role that allows more, be it only at the user's location, than the caller may anywhere; `false` if there is no
/// such role.
pub(crate) async fn check_role(op: &Op, tx: &mut Tx<'_>, name: &str) -> Result<bool> {
    let Some(allowed) = role::rights(tx, op.tenant(), name).await? else { return Ok(false) };
    let anywhere = Rights::parse_list(&allowed.anywhere).map_err(Error::internal)?;
    let located = Rights::parse_list(&allowed.located).map_err(Error::internal)?;
    if covers(op, anywhere.union(located)) {
        return Ok(true);
    }
    Err(Error::NotAllowed(format!("the role \"{name}\" allows more than you may")))
}

/// The fault of a list of rights with an entry that is none.
pub(crate) fn no_right(entry: &str) -> Fault {
    Fault::at("$.rights", "holds an entry that is no right").with_value(&entry.into())
}
