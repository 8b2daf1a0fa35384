//! What the handlers share.

use std::sync::Arc;

use docket_app::App;
use tokio::sync::watch;

use crate::description::Description;

/// The state of the router.
#[derive(Clone)]
pub(crate) struct Service {
    /// The use cases.
    pub app: Arc<App>,
    /// Turns true when the server stops: streams end.
    pub stopping: watch::Receiver<bool>,
    /// Renders the metrics.
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    /// What `/openapi.json` answers.
    pub description: Description,
}
