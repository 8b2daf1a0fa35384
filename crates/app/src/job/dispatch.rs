//! Who does a job and when, apart from the rest of it (`…/WorkOrder/{num}/Dispatch`).

use docket_domain::job::{Number, Patch};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_domain::time::{format_ms, parse_ms};
use docket_domain::{Fault, Faults};
use docket_store::job;
use serde_json::{Value, json};

use super::patch::Merge;
use super::{Kept, missing, stored_object};
use crate::{Op, Result};

/// The members that a dispatch object sets.
const SET: [&str; 4] = ["UserName", "PrimaryUserName", "PlannedStartDate", "PlannedEndDate"];
/// A minute in milliseconds.
const MINUTE: i64 = 60_000;

/// Reads the dispatch object of a job and its entity tag.
pub async fn dispatch(op: &Op, num: &Number) -> Result<(Value, String)> {
    op.allow(Right::WorkOrderRead)?;
    let mut tx = op.reader().await?;
    let found = job::find(&mut tx, op.tenant(), num.as_str()).await?.ok_or_else(|| missing(num))?;
    let doc = stored_object(&found.doc)?;
    let text = |name: &str| doc.get(name).cloned().unwrap_or_else(|| "".into());
    let time = |name: &str| doc.get(name).and_then(Value::as_str).and_then(parse_ms);
    let minutes = match (time("PlannedStartDate"), time("PlannedEndDate")) {
        (Some(start), Some(end)) => (end - start).div_euclid(MINUTE),
        _ => 0,
    };
    let object = json!({
        "DispatchStatus": doc.get("DispatchStatus").cloned().unwrap_or_else(|| 0.into()),
        "DispatchUTC": text("DispatchUTC"),
        "PlannedDur": minutes,
        "PlannedEndDate": text("PlannedEndDate"),
        "PlannedStartDate": text("PlannedStartDate"),
        "PrimaryUserName": text("PrimaryUserName"),
        "UserName": text("UserName"),
    });
    Ok((object, super::tag(found.version, found.hash, found.receipt)))
}

/// Assigns, reassigns, schedules or unschedules a job: a member that is absent or empty is cleared. `PlannedDur` (minutes)
/// makes the planned end when none is given. `DispatchStatus` and `DispatchUTC` follow from the rest.
pub async fn set_dispatch(op: &Op, num: Number, body: &Object) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    let mut patch = Object::new();
    let mut cleared = Vec::new();
    for (name, text) in SET.into_iter().zip(read(body)?) {
        if text.is_empty() {
            cleared.push(name);
        } else {
            patch.insert(name.to_owned(), text.into());
        }
    }
    patch.insert("_fields".to_owned(), cleared.into());
    let patch = Patch::compile(&num, patch)?;
    op.write(Merge { num, patch }).await
}

/// The members to set; an empty text clears one.
fn read(body: &Object) -> Result<[String; 4], Faults> {
    let mut faults = Faults::new();
    let mut wanted = SET.map(|name| match body.get(name) {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => {
            faults.push(Fault::at(format!("$.{name}"), "must be a string").with_value(other));
            String::new()
        }
    });
    for place in [2, 3] {
        if !wanted[place].is_empty() && parse_ms(&wanted[place]).is_none() {
            let fault =
                Fault::at(format!("$.{}", SET[place]), "is not a time such as 2026-11-21T10:00:00.000Z");
            faults.push(fault.with_value(&wanted[place].as_str().into()));
        }
    }
    match body.get("PlannedDur") {
        None => {}
        Some(minutes) => match minutes.as_i64().filter(|minutes| (0..=1_000_000).contains(minutes)) {
            Some(minutes) => {
                if let (Some(start), true) = (parse_ms(&wanted[2]), wanted[3].is_empty() && minutes > 0) {
                    wanted[3] = format_ms(start + minutes * MINUTE);
                }
            }
            None => faults.push(Fault::at("$.PlannedDur", "must be a number of minutes").with_value(minutes)),
        },
    }
    if faults.is_empty() { Ok(wanted) } else { Err(faults) }
}
