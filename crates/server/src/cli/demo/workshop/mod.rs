//! The workshop of the demonstration company: it readies devices for customers, in batches.

mod customers;
mod devices;
mod flows;
mod guide;
mod orders;
mod places;
mod runs;

use std::collections::HashMap;

use anyhow::Context;
use docket_app::entity;
use docket_domain::entity::EntityType;
use serde_json::{Value, json};

use super::company::{Company, object};
use super::plan::DAY;
use crate::cli::say::explain;

/// How much was made.
pub(super) struct Count {
    pub work_orders: usize,
    pub units: usize,
    pub runs: usize,
}

/// Makes the workshop's customers, places, devices, work flows, work orders, batches and runs.
pub(super) async fn fill(company: &Company) -> anyhow::Result<Count> {
    let mut made = Made::default();
    customers::fill(company, &mut made).await?;
    places::fill(company, &mut made).await?;
    let units = devices::fill(company, &mut made).await?;
    guide::fill(company, &mut made).await?;
    flows::fill(company, &mut made).await?;
    let work_orders = orders::fill(company, &mut made).await?;
    let runs = runs::fill(company, &made).await?;
    // Each run is on a unit of its own.
    Ok(Count { work_orders, units: units + runs, runs })
}

/// The ids of what was made, by kind and label; labels of one kind differ.
#[derive(Default)]
struct Made(HashMap<(EntityType, String), String>);

impl Made {
    /// Makes something at a time and keeps its id.
    async fn make(
        &mut self,
        company: &Company,
        at: i64,
        kind: EntityType,
        body: Value,
    ) -> anyhow::Result<()> {
        let label = body.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
        let made = entity::create(&company.office(at), kind, object(body)).await.map_err(explain);
        let made = made.with_context(|| format!("{kind} \"{label}\""))?;
        self.0.insert((kind, label), made.id);
        Ok(())
    }

    fn id(&self, kind: EntityType, label: &str) -> anyhow::Result<&str> {
        let known = self.0.get(&(kind, label.to_owned()));
        known.map(String::as_str).with_context(|| format!("there is no {kind} \"{label}\""))
    }

    /// A reference to something that was made: `{"project_id": "…"}`.
    fn to(&self, kind: EntityType, label: &str) -> anyhow::Result<Value> {
        Ok(json!({kind.id_member(): self.id(kind, label)?}))
    }
}

/// When customers and places were made, in days before now; work orders came later.
const FOUNDED: i64 = 60 * DAY;
