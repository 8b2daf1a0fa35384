//! Which units are free: set aside for no project. Work flows look for them there.

use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::entity::Entity;
use docket_store::free_unit::{self, Free};
use serde_json::Value;

use super::super::super::own;
use crate::{Op, Result};

/// Notes what a change of a unit means for those who look for free ones; without `before` it was made, without `after` it
/// was deleted.
pub(crate) async fn follow(
    op: &Op,
    tx: &mut Tx<'_>,
    unit: &str,
    before: Option<&Entity>,
    after: Option<&Entity>,
) -> Result<()> {
    let [was, is] = [before, after].map(|unit| unit.map(free).transpose().map(Option::flatten));
    let (was, is) = (was?, is?);
    if was == is {
        return Ok(());
    }
    if let Some(was) = was {
        free_unit::remove(tx, op.tenant(), &was.part, unit).await?;
    }
    if let Some(is) = is {
        free_unit::add(tx, op.tenant(), unit, &is).await?;
    }
    Ok(())
}

fn free(unit: &Entity) -> Result<Option<Free>> {
    let Some(part) = unit.refs.id(Role::Part).filter(|_| unit.refs.get(Role::Project).is_none()) else {
        return Ok(None);
    };
    let location = unit.refs.id(Role::Location).unwrap_or_default().to_owned();
    Ok(Some(Free { part: part.to_owned(), location, status: status(&own(unit)?) }))
}

/// The label of the status that a document holds; empty if it has none.
pub(crate) fn status(doc: &Object) -> String {
    let status = doc.get("current_status").and_then(|status| status.get("status"));
    status.and_then(Value::as_str).unwrap_or_default().to_owned()
}
