//! Logs and metrics.

use std::io::IsTerminal;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// How often recorded figures are taken into the histograms.
const UPKEEP: Duration = Duration::from_secs(2);

/// Starts writing logs to stderr, for people or as JSON; `DOCKET_LOG` filters them.
pub(crate) fn logs(json: bool) {
    let filter =
        EnvFilter::try_from_env("DOCKET_LOG").unwrap_or_else(|_| EnvFilter::new("info,tokio_postgres=warn"));
    let coloured = std::io::stderr().is_terminal();
    let logs =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(coloured);
    if json { logs.json().init() } else { logs.init() }
}

/// Starts counting; the handle renders the figures. Must be called inside a runtime.
pub(crate) fn metrics() -> anyhow::Result<PrometheusHandle> {
    const SECONDS: &[f64] = &[0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];
    const UNITS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
    let builder = PrometheusBuilder::new().set_buckets(SECONDS)?;
    let units = Matcher::Full("docket_commit_units".to_owned());
    let handle = builder.set_buckets_for_metric(units, UNITS)?.install_recorder()?;
    let upkeep = handle.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            // Without it every figure since the last look at /metrics would stay in memory.
            upkeep.run_upkeep();
        }
    });
    Ok(handle)
}
