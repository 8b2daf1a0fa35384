//! How far readers of the log are behind its writers on PostgreSQL, as a metric.

use docket_app::App;
use docket_store::{Engine, Result, event, tenant};

/// How often the lag is measured, in milliseconds.
const EVERY: i64 = 10_000;

/// When the lag was measured last.
#[derive(Default)]
pub(crate) struct Horizon {
    last: i64,
}

impl Horizon {
    /// Measures the lag if it is time again: `docket_log_horizon_lag_seconds`, the largest of all tenants. It grows when a
    /// transaction stays open, in Docket or beside it.
    pub(crate) async fn measure(&mut self, app: &App) -> Result<()> {
        let now = app.clock.now();
        if app.db.engine() == Engine::Sqlite || (0..EVERY).contains(&(now - self.last)) {
            return Ok(());
        }
        self.last = now;
        let mut tx = app.db.reader().await?;
        let mut lag = 0;
        for (tenant, _) in tenant::all(&mut tx).await? {
            let since = event::hidden_since(&mut tx, tenant).await?;
            if since > 0 {
                lag = lag.max(now - since);
            }
        }
        metrics::gauge!("docket_log_horizon_lag_seconds").set(lag as f64 / 1000.0);
        Ok(())
    }
}
