//! Making a job and, with a technician and a planned start in it, dispatching it.

use docket_domain::job::{self as rules, Number, Said};
use docket_domain::json::Object;
use docket_store::{Tx, job};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::super::scene::Scene;
use super::{Done, Trouble};
use crate::job::{Keeping, keep};
use crate::{Op, Result};

/// What the letters and digits of a number are: none is taken for another.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

pub(super) async fn perform(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    document: &Object,
    number: Option<&str>,
) -> Result<Done> {
    let number = match number {
        Some(given) => given.to_owned(),
        None => free_number(op, tx, &scene.id).await?,
    };
    let number = match Number::new(&number) {
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

/// The first number of a run that no job has had: `R-7K3QX9M`, then `R-7K3QX9M-2`. A unit of work that runs again finds the
/// same one.
async fn free_number(op: &Op, tx: &mut Tx<'_>, run: &str) -> Result<String> {
    let short = short(run);
    let mut number = format!("R-{short}");
    let mut visit = 1;
    while job::lock(tx, op.tenant(), &number).await?.is_some() {
        visit += 1;
        number = format!("R-{short}-{visit}");
    }
    Ok(number)
}

/// Seven letters and digits that stand for a run.
fn short(run: &str) -> String {
    let digest = Sha256::digest(run.as_bytes());
    digest.iter().take(7).map(|byte| char::from(DIGITS[usize::from(byte % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_one_short_name_that_people_can_read_out() {
        let name = short("0193-run");
        assert_eq!((name.as_str(), name.len()), (short("0193-run").as_str(), 7));
        assert_ne!(name, short("0194-run"));
        assert!(name.bytes().all(|letter| DIGITS.contains(&letter)), "{name}");
    }
}
