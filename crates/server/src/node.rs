//! A serving process: what it holds, and in which order it starts and stops.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use docket_app::{App, Clock};
use docket_http::Carried;
use docket_store::{Db, Engine, ServeLock};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::carried::{DESCRIPTION, WEB};
use crate::cli::plain;
use crate::config::Config;
use crate::telemetry;

/// SIGXFSZ, which ends a process that writes beyond its limit for files (`ulimit -f`) unless it is caught.
const BEYOND_FILE_LIMIT: i32 = 25;

/// The exit code of a process that was told to stop a second time and did not wait for the rest.
const AT_ONCE: i32 = 130;

/// An open database with its use cases, held by this process alone if it is an SQLite file.
pub(crate) struct Node {
    pub app: Arc<App>,
    metrics: PrometheusHandle,
    _lock: Option<ServeLock>,
}

/// The runtime of a server: one worker thread a core.
pub(crate) fn runtime() -> anyhow::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime =
        Builder::new_multi_thread().worker_threads(cores).thread_name("docket").enable_all().build();
    runtime.context("cannot start")
}

impl Node {
    /// Opens the database, brings it up to date and makes the tenant `default`.
    ///
    /// # Errors
    /// When another server holds the database, or it cannot be opened.
    pub(crate) async fn start(config: &Config) -> anyhow::Result<Self> {
        // Caught, it makes such a write fail as on a full disk. The handler outlives this value.
        drop(signal(SignalKind::from_raw(BEYOND_FILE_LIMIT))?);
        let metrics = telemetry::metrics()?;
        let lock = match config.database.sqlite_path() {
            Some(path) => Some(ServeLock::take(&path).map_err(plain)?),
            None => None,
        };
        let db = Db::open(&config.database).await?;
        let app = App::new(db, Clock::Machine, config.settings.clone());
        if app.contents.folder().is_none() {
            // A folder is made when the first file comes; what is wrong with a bucket is told now.
            app.contents.open()?;
        }
        docket_app::tenant::found(&app, docket_app::tenant::DEFAULT).await?;
        Ok(Self { app, metrics, _lock: lock })
    }

    /// Serves until the process is told to stop; `announce` is told the address. Then nothing more is accepted, streams
    /// and requests end, due work ends, and the database is closed.
    pub(crate) async fn serve(
        self,
        config: &Config,
        announce: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let listener = TcpListener::bind(config.listen)
            .await
            .with_context(|| format!("cannot listen on {}", config.listen))?;
        let address = listener.local_addr()?;
        let stop = stop_on_signal()?;
        let (stop_work, work_stops) = watch::channel(false);
        let work = docket_work::start(self.app.clone(), work_stops);
        let database = if self.app.db.engine() == Engine::Sqlite { "SQLite" } else { "PostgreSQL" };
        tracing::info!(%address, database, version = env!("CARGO_PKG_VERSION"), "serving");
        announce(address)?;
        let db = self.app.db.clone();
        let carried = Carried { description: DESCRIPTION, web: WEB };
        let served =
            docket_http::serve(listener, self.app, self.metrics, carried, config.wire.clone(), stop).await;
        stop_work.send_replace(true);
        drop(work.await);
        db.close().await;
        tracing::info!("stopped");
        Ok(served?)
    }
}

/// Turns true on SIGTERM or Ctrl-C; on the second of them the process ends at once.
fn stop_on_signal() -> anyhow::Result<docket_http::Stop> {
    let (tell, stop) = watch::channel(false);
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        tracing::info!("stopping; a second signal ends the process at once");
        // Streams watch the sender's value: it stays until the process ends.
        tell.send_replace(true);
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        std::process::exit(AT_ONCE);
    });
    Ok(stop)
}
