//! Accepting connections and stopping in good order.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use docket_app::App;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::Layer;
use tower_http::compression::CompressionLayer;

use crate::description::Description;
use crate::edge::{Answer, Edge};
use crate::service::Service;
use crate::web::Web;
use crate::{cors, openapi, web};

/// How long requests under way may take after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How long a connection may take to send the head of a request, idle time before it included.
const HEAD: Duration = Duration::from_secs(75);

/// How often an HTTP/2 connection is asked whether it is still there.
const PING: Duration = Duration::from_secs(15);

/// How the server behaves on the wire.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Origins whose pages may use the API; `*` for all.
    pub cors_origins: Vec<String>,
    /// Say 410 instead of 404 for a missing object of the ServiceMobility dialect.
    pub missing_is_gone: bool,
}

/// The way to stop a server.
pub type Stop = watch::Receiver<bool>;

/// Files that the program carries.
#[derive(Debug, Clone, Copy)]
pub struct Carried {
    /// What `/openapi.json` answers.
    pub description: Description,
    /// What lies below `/console` and `/tech`.
    pub web: Web,
}

/// Serves until `stop` turns true, then lets the requests under way end.
///
/// # Errors
/// When the listener cannot accept connections at all.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    metrics: PrometheusHandle,
    carried: Carried,
    options: Options,
    mut stop: Stop,
) -> std::io::Result<()> {
    let service = Service { app, stopping: stop.clone(), metrics, description: carried.description };
    let edge = Arc::new(edge(service, carried.web, &options));
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    http.http2().timer(TokioTimer::new()).max_concurrent_streams(250).keep_alive_interval(Some(PING));
    let connections = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, or a connection that ended too soon: neither ends the server.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            _ = stop.wait_for(|stop| *stop) => break,
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection ended at once");
            continue;
        }
        let edge = edge.clone();
        let answer = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let edge = edge.clone();
            async move {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
                Ok::<_, Infallible>(edge.answer(request).await)
            }
        });
        let connection = http.serve_connection_with_upgrades(TokioIo::new(stream), answer).into_owned();
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended in the middle");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    Ok(())
}

/// The router between compression, CORS and the edge.
fn edge(service: Service, web: Web, options: &Options) -> impl Answer {
    let router = openapi::routes::<Router<Service>>().with_state(service);
    let router = cors::opened(router.merge(web::routes(web)), &options.cors_origins);
    let packed = CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest).layer(router.clone());
    let packed =
        tower::util::MapResponse::new(packed, |response: axum::http::Response<_>| response.map(Body::new));
    Edge::new(router, packed, options.missing_is_gone, std::process::id())
}
