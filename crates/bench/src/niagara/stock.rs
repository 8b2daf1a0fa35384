//! The work orders that are there before anything is measured: made through the use cases in this process, many at once, so
//! that they share commits.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use docket_app::{App, Caller, Clock, Op, Settings, entity, tenant};
use docket_domain::entity::EntityType;
use docket_domain::event::Source;
use docket_domain::permission::Rights;
use docket_store::{Db, Options};
use serde_json::Value;
use tokio::task::JoinSet;

use super::setting::Setting;

/// Cycles of each work order.
pub const CYCLES: usize = 10;
/// How many are made at once.
const MAKERS: usize = 128;

/// The work orders that were made.
pub struct Stock {
    /// Their ids.
    pub ids: Vec<String>,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// Makes `count` work orders in the data folder of a server that does not run.
///
/// # Errors
/// When the database can't be opened or a work order is refused.
pub fn fill(data: &Path, setting: &Setting, count: usize) -> Result<Stock> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let begin = Instant::now();
    let ids = runtime.block_on(async {
        let db = Db::open(&Options::new(format!("sqlite:{}", data.join("docket.db").display()))).await?;
        let app = App::new(db, Clock::Machine, Settings::default());
        let ids = make_all(&app, setting, count).await;
        app.db.close().await;
        ids
    })?;
    Ok(Stock { ids, seconds: begin.elapsed().as_secs_f64() })
}

async fn make_all(app: &Arc<App>, setting: &Setting, count: usize) -> Result<Vec<String>> {
    let tenant = tenant::found(app, tenant::DEFAULT).await?;
    let caller = Arc::new(Caller::new(tenant, "bench", Rights::all(), Rights::none(), ""));
    let mut makers = JoinSet::new();
    for maker in 0..MAKERS {
        let (app, caller) = (Arc::clone(app), Arc::clone(&caller));
        let places = (maker..count).step_by(MAKERS);
        let bodies: Vec<Value> = places.map(|place| setting.work_order(&place.to_string(), CYCLES)).collect();
        makers.spawn(async move {
            let mut ids = Vec::with_capacity(bodies.len());
            for body in bodies {
                let Value::Object(body) = body else { continue };
                let op = Op::new(Arc::clone(&app), Arc::clone(&caller), Source::Api);
                ids.push(entity::create(&op, EntityType::WorkOrder, body).await?.id);
            }
            Ok::<_, docket_app::Error>(ids)
        });
    }
    let mut all = Vec::with_capacity(count);
    while let Some(made) = makers.join_next().await {
        all.extend(made?.context("can't store a work order")?);
    }
    Ok(all)
}
