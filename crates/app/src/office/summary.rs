//! How many there are of what.

use std::collections::BTreeMap;

use docket_domain::permission::Right;
use docket_domain::status::Category;
use docket_store::{Tx, counter, job, late_report, notice, tally};
use serde::{Deserialize, Serialize};

use crate::{Change, Op, Result};

/// Figures of a tenant, all of one moment.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Jobs.
    pub total: i64,
    /// Jobs by `OrderStatus`.
    pub by_status: BTreeMap<String, i64>,
    /// Jobs by `DispatchStatus`, 0 to 3.
    pub by_dispatch: BTreeMap<String, i64>,
    /// Open jobs whose planned end is past.
    pub late: i64,
    /// Open jobs without a technician.
    pub unassigned: i64,
    /// Notices that no device has acknowledged.
    pub pending_notices: i64,
    /// Reports that came too late.
    pub late_reports: i64,
    /// Cycles of all work orders by the category of their status.
    pub cycles: BTreeMap<String, i64>,
}

/// Figures of the tenant.
pub async fn summary(op: &Op) -> Result<Summary> {
    op.allow(Right::ReportRead)?;
    op.snapshot(Count).await
}

struct Count;

impl Change for Count {
    type Out = Summary;

    fn subject(&self) -> (&str, &str) {
        ("summary", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Summary> {
        let tenant = op.tenant();
        let mut summary = Summary::default();
        for status in 0..=3 {
            summary.by_dispatch.insert(status.to_string(), 0);
        }
        for (name, n) in counter::read_all(tx, tenant, "job").await? {
            match name.split_once('.').map(|(_, name)| name) {
                None if name.is_empty() => summary.total = n,
                Some("unassigned") => summary.unassigned = n,
                Some(name) => summary.sort_in(name, n),
                None => {}
            }
        }
        summary.late = job::late(tx, tenant, op.now).await?;
        summary.pending_notices = notice::count_pending(tx, tenant).await?;
        summary.late_reports = late_report::count(tx, tenant).await?;
        let cycles = tally::across(tx, tenant).await?;
        let cycles = Category::ALL
            .into_iter()
            .map(|category| (category.as_str().to_owned(), cycles[category as usize]));
        summary.cycles = cycles.collect();
        Ok(summary)
    }
}

impl Summary {
    fn sort_in(&mut self, counter: &str, n: i64) {
        if let Some(status) = counter.strip_prefix("status.").filter(|_| n != 0) {
            self.by_status.insert(status.to_owned(), n);
        } else if let Some(status) = counter.strip_prefix("dispatch.") {
            self.by_dispatch.insert(status.to_owned(), n);
        }
    }
}
