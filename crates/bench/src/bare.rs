//! Floor A: a bare hyper server that answers the same bytes from memory, in a process of its own.

use std::convert::Infallible;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::Result;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::child::Listening;
use crate::document;
use crate::load::{self, Plan};
use crate::process::Watched;
use crate::requests::{Operation, Requests};
use crate::sample::Sample;

/// Orders in an answer to a query.
const PAGE: u64 = 20;
const WORKERS: usize = 2;

/// The running bare server.
pub struct Bare {
    listening: Listening,
    requests: Arc<Requests>,
}

impl Bare {
    /// Starts `docket bench --floor-hyper`; its log goes to `directory`.
    ///
    /// # Errors
    /// When it does not start to listen.
    pub fn start(docket: &Path, directory: &Path) -> Result<Self> {
        let mut command = Command::new(docket);
        command.args(["bench", "--floor-hyper"]);
        let listening = Listening::start(&mut command, &directory.join("floor-hyper.log"))?;
        Ok(Self { listening, requests: Arc::new(Requests::new(2_000, &"x".repeat(300))) })
    }

    /// Measures an operation against it.
    ///
    /// # Errors
    /// As [`load::run`].
    pub fn sample(&self, operation: Operation, plan: Plan) -> Result<Sample> {
        let watched = Watched { server: self.listening.id(), postgres: None };
        Ok(load::run(self.listening.address, &self.requests, operation, plan, watched)?.sample)
    }
}

/// The process behind `--floor-hyper`: [`serve`], announced on standard output, until standard input ends.
///
/// # Errors
/// When it can't listen.
pub fn serve_bare() -> Result<()> {
    std::thread::spawn(|| {
        // The measuring process holds the other end: when it goes, this server goes too.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    serve(|address| println!("listening on http://{address}"))
}

/// Serves on a free port of 127.0.0.1, which `announce` is told, for ever.
///
/// # Errors
/// When it can't listen.
pub fn serve(announce: impl FnOnce(SocketAddr)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        announce(listener.local_addr()?);
        let answers = Arc::new(Answers::new());
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(serve_connection(stream, Arc::clone(&answers)));
        }
    })
}

struct Answers {
    order: Bytes,
    page: Bytes,
}

impl Answers {
    fn new() -> Self {
        let orders: Vec<Vec<u8>> = (0..PAGE).map(|row| document::order(1_000_001 + row, 3)).collect();
        let page = [b"[".as_slice(), &orders.join(b",".as_slice()), b"]"].concat();
        Self { order: document::order(1_000_001, 3).into(), page: page.into() }
    }
}

async fn serve_connection(stream: TcpStream, answers: Arc<Answers>) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(|request| {
        let answers = Arc::clone(&answers);
        async move { Ok::<_, Infallible>(answer(request, &answers).await) }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // An error is the client's leaving: nothing to do.
    let _ = connection.await;
}

async fn answer(request: Request<Incoming>, answers: &Answers) -> Response<Full<Bytes>> {
    let status = if request.method() == Method::PUT { StatusCode::CREATED } else { StatusCode::OK };
    let body =
        if request.uri().path().starts_with("/seiapi/v3/query/") { &answers.page } else { &answers.order };
    let body = body.clone();
    if request.method() != Method::GET && request.into_body().collect().await.is_err() {
        return Response::new(Full::default());
    }
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
