//! Making a job and, with a technician and a planned start in it, dispatching it.

use docket_domain::job::{self as rules, Number, Said};
use docket_domain::json::Object;
use docket_store::{Tx, job};
use serde_json::Value;

use super::{Done, Trouble};
use crate::job::{Keeping, keep};
use crate::{App, Op, Result};

pub(super) async fn perform(
    op: &Op,
    tx: &mut Tx<'_>,
    document: &Object,
    number: Option<&str>,
) -> Result<Done> {
    let made;
    let number = if let Some(given) = number {
        given
    } else {
        made = App::new_id().to_string();
        &made
    };
    let number = match Number::new(number) {
        Ok(number) => number,
        Err(fault) => return Ok(Err(Trouble::words(format!("the number of the job {}", fault.reason)))),
    };
    let document = match rules::replace(&number, document.clone()) {
        Ok(document) => document,
        Err(faults) => return Ok(Err(Trouble::of(faults.into())?)),
    };
    let row = job::lock(tx, op.tenant(), number.as_str()).await?;
    if row.as_ref().is_some_and(|row| !row.deleted) {
        return Ok(Err(Trouble::words(format!("there is a job \"{number}\" already"))));
    }
    let change = Keeping {
        num: &number,
        row: row.as_ref(),
        before: None,
        after: document,
        said: Said::All,
        by_device_of: None,
        event: None,
    };
    Ok(match keep(op, tx, change).await {
        Ok(_) => Ok(Value::from(number.as_str())),
        Err(error) => Err(Trouble::of(error)?),
    })
}
