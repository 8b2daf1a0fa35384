//! `docket serve`.

use std::io::Write;
use std::net::SocketAddr;

use anyhow::Context;
use clap::Args;
use docket_app::{App, Clock, Settings};
use docket_store::{Db, ServeLock};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::config::Place;
use crate::telemetry;

/// What `serve` can be told.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on
    #[arg(long, env = "DOCKET_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How logs are written: human or json
    #[arg(long, env = "DOCKET_LOG_FORMAT", default_value = "human", value_parser = ["human", "json"])]
    log_format: String,
}

impl Serve {
    /// Serves until the process is told to stop.
    #[tokio::main]
    pub(crate) async fn run(self, place: &Place) -> anyhow::Result<()> {
        telemetry::logs(self.log_format == "json");
        let metrics = telemetry::metrics()?;
        let options = place.database();
        let _lock = match options.sqlite_path() {
            Some(path) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                Some(ServeLock::take(&path)?)
            }
            None => None,
        };
        let db = Db::open(&options).await?;
        let app = App::new(db.clone(), Clock::Machine, Settings::default());
        docket_app::tenant::found(&app, docket_app::tenant::DEFAULT).await?;
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        let mut out = std::io::stdout();
        writeln!(out, "listening on http://{}", listener.local_addr()?)?;
        out.flush()?;
        let stop = stop_on_signal()?;
        docket_http::serve(listener, app, metrics, docket_http::Options::default(), stop).await?;
        db.close().await;
        Ok(())
    }
}

/// Turns true on SIGTERM or Ctrl-C.
fn stop_on_signal() -> anyhow::Result<docket_http::Stop> {
    let (tell, stop) = watch::channel(false);
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        drop(tell.send(true));
        // Streams watch the sender's value; it stays until the process ends.
        std::future::pending::<()>().await;
    });
    Ok(stop)
}
