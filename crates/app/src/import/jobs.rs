//! Rows that become jobs.

use docket_domain::job::{self as rules, Number, Said};
use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::job::{self, Locked};
use serde_json::Value;

use super::member::Member;
use super::report::Fate;
use super::row::Row;
use super::run::Known;
use super::tried::Tried;
use crate::Result;
use crate::job::{Keeping, check as check_change, keep, stored_object};

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key(NUMBER).or(&["Order", "Order number", "Job"]),
    Member::text("Title"),
    Member::text("Description"),
    Member::text("OrderType").or(&["Type"]),
    Member::text("OrderSubType"),
    Member::text("OrderStatus").or(&["Status"]),
    Member::text("Priority"),
    Member::name("Account.AccountNum").or(&["Account"]),
    Member::name("Location.LocationNum").or(&["Location"]),
    Member::name("UserName").or(&["Technician", "User"]),
    Member::text("PlannedStartDate").or(&["Planned start", "Start"]),
    Member::text("PlannedEndDate").or(&["Planned end", "End"]),
    Member::text("Assets.0.AssetNum").or(&["Asset"]),
    Member::text("Remarks"),
];

/// What a job is known by.
pub(super) const NUMBER: &str = "OrderNum";

/// Sections that are filled in from master data, and the number in each.
const FILLED: [(&str, &str); 2] = [("Account", "AccountNum"), ("Location", "LocationNum")];

/// A row made into a job, with the one that is there under lock.
struct Ready {
    num: Number,
    row: Option<Locked>,
    before: Option<Object>,
    after: Object,
}

impl Ready {
    fn change(&self) -> Keeping<'_> {
        Keeping {
            num: &self.num,
            row: self.row.as_ref(),
            before: self.before.as_ref(),
            after: self.after.clone(),
            said: Said::Changes,
            by_device_of: None,
            event: None,
        }
    }

    fn tried(&self, is_changed: bool, warnings: Vec<String>) -> Tried {
        let fate = match (&self.before, is_changed) {
            (None, _) => Fate::Created,
            (Some(_), true) => Fate::Changed,
            (Some(_), false) => Fate::Unchanged,
        };
        Tried { identity: self.num.to_string(), fate, warnings }
    }
}

/// Tries a row, without writing.
pub(super) async fn check(known: &Known<'_>, tx: &mut Tx<'_>, row: &Row) -> Result<Tried> {
    let ready = ready(known, tx, row).await?;
    let checked = check_change(known.op, tx, &mut ready.change()).await?;
    Ok(ready.tried(checked.is_some(), checked.map(|checked| checked.warnings).unwrap_or_default()))
}

/// Writes a row.
pub(super) async fn write(known: &Known<'_>, tx: &mut Tx<'_>, row: &Row) -> Result<Tried> {
    let ready = ready(known, tx, row).await?;
    let kept = keep(known.op, tx, ready.change()).await?;
    let version = ready.row.as_ref().map(|row| row.found.version);
    Ok(ready.tried(version != Some(kept.version), kept.warnings))
}

async fn ready(known: &Known<'_>, tx: &mut Tx<'_>, row: &Row) -> Result<Ready> {
    let columns = &known.plan.columns;
    let num = Number::new(row.text(columns, NUMBER))?;
    let locked = job::lock(tx, known.op.tenant(), num.as_str()).await?;
    let living = locked.as_ref().filter(|row| !row.deleted);
    let before = living.map(|row| stored_object(&row.found.doc)).transpose()?;
    let mut start = before.clone().unwrap_or_default();
    for (section, number) in FILLED {
        let told = row.text(columns, &format!("{section}.{number}"));
        let is = start.get(section).and_then(|inner| inner.get(number)).and_then(Value::as_str);
        // What was filled in belongs to the other number.
        if !told.is_empty() && is != Some(told) {
            start.shift_remove(section);
        }
    }
    let after = rules::replace(&num, row.upon(columns, &[NUMBER], start)?)?;
    Ok(Ready { num, row: locked, before, after })
}
