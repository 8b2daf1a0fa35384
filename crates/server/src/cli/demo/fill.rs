//! Making the demonstration company, from master data to the last report.

use docket_app::job::{Existence, replace};
use docket_app::{App, device, tenant};
use docket_domain::job::Number;
use std::sync::Arc;

use super::assets::assets;
use super::company::{Company, object, together};
use super::people::TECHNICIANS;
use super::plan::{MINUTE, slots};
use super::{job, master, visit, workshop};
use crate::cli::say::explain;

/// A technician whose telephone is off: the newest notices wait.
const OUT_OF_REACH: &str = "kwame.asante";
/// How many of them.
const WAITING: usize = 5;

/// How much there is.
pub(super) struct Filled {
    pub jobs: usize,
    pub workshop: workshop::Count,
}

/// Makes the company in the tenant `default`.
pub(super) async fn fill(app: &Arc<App>) -> anyhow::Result<Filled> {
    let tenant = tenant::found(app, tenant::DEFAULT).await.map_err(explain)?;
    let company = Company::new(app.clone(), tenant);
    master::fill(&company).await?;
    let assets = assets();
    let jobs: Vec<job::Job> = slots(company.now)
        .into_iter()
        .enumerate()
        .filter_map(|(place, slot)| job::job(place, slot, &assets, company.now))
        .collect();
    together(jobs.iter().cloned().map(|job| order(company.clone(), job))).await?;
    together(TECHNICIANS.iter().map(|person| acknowledge(company.clone(), person.id))).await?;
    let count = jobs.len();
    together(jobs.into_iter().map(|job| {
        let company = company.clone();
        async move { visit::report(&company, &job).await }
    }))
    .await?;
    Ok(Filled { jobs: count, workshop: workshop::fill(&company).await? })
}

/// The office takes an order and dispatches it.
async fn order(company: Company, job: job::Job) -> docket_app::Result<()> {
    let op = company.office(job.ordered);
    replace(&op, Number::new(&job.num)?, object(job.document()), Existence::Either).await.map(|_| ())
}

/// A device takes in its notices, a minute after each was sent.
async fn acknowledge(company: Company, technician: &'static str) -> docket_app::Result<()> {
    let op = company.device(technician, company.now);
    let notices = device::notices(&op, 0, 1_000).await?;
    let waiting = if technician == OUT_OF_REACH { WAITING } else { 0 };
    let taken = notices.len().saturating_sub(waiting);
    let mut acks = tokio::task::JoinSet::new();
    for notice in notices.into_iter().take(taken) {
        let op = company.device(technician, (notice.row.created + MINUTE).min(company.now));
        acks.spawn(async move { device::ack(&op, notice.row.n).await });
    }
    for ack in acks.join_all().await {
        ack?;
    }
    Ok(())
}
